"""A file of people from beginning to end: what is said of each, and what is counted."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pyarrow as pa

from certpick.batch.budget import Assignment, Offer, assign
from certpick.batch.columns import RANK
from certpick.batch.files import PeopleFile, Rows, worded
from certpick.batch.people import People, Title
from certpick.batch.recommend import Recommender
from certpick.batch.results import STATUSES
from certpick.batch.titles import Fault
from certpick.catalog.model import Catalog

ASSIGNED = ("assigned_id", "assigned_cost_usd")


class Answered(NamedTuple):
    """Some people of a file with what is said of them; ``result`` is None where nothing is."""

    table: pa.RecordBatch
    lines: list[int]
    people: People
    result: pa.RecordBatch | None


class Complaint(NamedTuple):
    """What is wrong with a row of a file, and the line on which it stands."""

    line: int
    fault: Fault


def answered(
    file: PeopleFile, recommender: Recommender, only_read: bool = False
) -> Iterator[Answered]:
    """Yield the people of a file with what is recommended to them, some thousand at a time.

    Raises:
        DataError: the file cannot be read.
        UsageError: a column is missing, stands twice or looks like a misspelt option.
    """
    known: dict[str, str] | None = None
    for rows in file.rows():
        columns = recommender.columns(rows.table.schema.names)
        known = known or columns.carried
        table, faults = _as_before(rows, known, columns.carried)
        table = worded(table, columns.answers)
        people = recommender.read(table, faults)
        result = None
        if not only_read:
            result = recommender.said(table, people, recommender.choose(people))
        yield Answered(table, rows.lines, people, result)


def _as_before(
    rows: Rows, known: dict[str, str], carried: dict[str, str]
) -> tuple[pa.RecordBatch, dict[int, Fault]]:
    """Return rows with the columns of the first ones, and a fault for what has others."""
    faults, table = dict(rows.faults), rows.table
    for name in set(carried.values()) - set(known.values()):
        for row in pa.compute.indices_nonzero(pa.compute.is_valid(table[name])).to_pylist():
            faults.setdefault(row, Fault("bad-row", f"has a key {name!r} that the first have not"))
        table = table.drop_columns([name])
    return table, faults


def complaints(some: Answered) -> Iterator[Complaint]:
    """Yield what is wrong, line by line."""
    for row in sorted(some.people.faults):
        yield Complaint(some.lines[row], some.people.faults[row])


def count_statuses(result: pa.RecordBatch, counts: Counter[str]) -> None:
    """Count people by status; of several lines of a person, the first."""
    if RANK in result.schema.names:
        result = result.filter(pa.compute.equal(result[RANK], 1))
    for one in result["status"].value_counts().to_pylist():
        counts[one["values"]] += one["counts"]


class TitlesRead:
    """The roles and job titles of a whole file, and how many people say each."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str | None, str | None]] = Counter()
        self._said: dict[tuple[str | None, str | None], Title] = {}

    def add(self, people: People) -> None:
        """Count the people of a batch."""
        numbers = Counter(people.titles.tolist())
        for place, one in enumerate(people.said):
            self._said[one.role, one.title] = one
            self.counts[one.role, one.title] += numbers[place]

    def most_frequent(self) -> list[tuple[Title, int]]:
        """Return each with its number of people, the most frequent first."""
        order = sorted(self.counts, key=lambda key: (-self.counts[key], str(key)))
        return [(self._said[key], self.counts[key]) for key in order]

    def unread(self) -> list[tuple[Title, int]]:
        """Return those that could not be read, the most frequent first."""
        return [one for one in self.most_frequent() if one[0].who.fault]


class SharedBudget:
    """Shares a budget out among the people of a file, once all of them are known."""

    def __init__(self, recommender: Recommender, budget_usd: float) -> None:
        self._recommender, self._budget = recommender, budget_usd
        self._offers: list[tuple[Offer, ...]] = []
        self._kept: list[tuple[pa.RecordBatch, People]] = []

    def add(self, some: Answered) -> None:
        """Take the people of a batch in."""
        theirs: list[tuple[Offer, ...]] = [()] * len(some.people.titles)
        for row, offers in zip(some.people.rows.tolist(), self._recommender.sure(some.people), strict=True):
            theirs[row] = offers
        self._offers += theirs

    def share(self) -> Assignment:
        """Return who gets what."""
        return assign(self._offers, self._budget)
