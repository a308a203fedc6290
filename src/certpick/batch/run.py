"""A file of people from beginning to end: what is said of each, and what is counted."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from certpick.batch.budget import Assignment, Offer, assign
from certpick.batch.columns import RANK
from certpick.batch.files import PeopleFile, Rows, worded
from certpick.batch.people import People, Title
from certpick.batch.recommend import Recommender
from certpick.batch.titles import Fault
from certpick.scoring.terms import in_usd

ASSIGNED = ("assigned_id", "assigned_cost_usd")


class Complaint(NamedTuple):
    """What is wrong with a row of a file, and the line on which it stands."""

    line: int
    fault: Fault


class Some(NamedTuple):
    """Some people of a file, and the lines on which they stand."""

    table: pa.RecordBatch
    lines: list[int]
    people: People

    def complaints(self, most: int) -> list[Complaint]:
        """Return what is wrong with the first rows that are, at most so many."""
        faults = self.people.faults
        return [Complaint(self.lines[row], faults[row]) for row in sorted(faults)[:most]]


def people_of(file: PeopleFile, recommender: Recommender) -> Iterator[Some]:
    """Yield the people of a file, some thousand at a time.

    Raises:
        DataError: the file cannot be read.
        UsageError: a column is missing, stands twice or looks like a misspelt option.
    """
    known: dict[str, str] | None = None
    for rows in file.rows():
        columns = recommender.columns(rows.table.schema.names)
        known = columns.carried if known is None else known
        table, faults = _as_before(rows, known, columns.carried)
        table = worded(table, columns.answers)
        yield Some(table, rows.lines, recommender.read(table, faults))


def statuses(result: pa.RecordBatch) -> Counter[str]:
    """Return how many people have each status; of several lines of a person, the first."""
    if RANK in result.schema.names:
        result = result.filter(pc.equal(result[RANK], 1))
    found = result["status"].value_counts().to_pylist()
    return Counter({one["values"]: one["counts"] for one in found})


def _as_before(
    rows: Rows, known: dict[str, str], carried: dict[str, str]
) -> tuple[pa.RecordBatch, dict[int, Fault]]:
    """Return rows with the columns of the first ones, and a fault for what has others."""
    faults, table = dict(rows.faults), rows.table
    for name in set(carried.values()) - set(known.values()):
        for row in pc.indices_nonzero(pc.is_valid(table[name])).to_pylist():
            faults.setdefault(
                row, Fault("row_invalid", f"has a key {name!r} that the first have not")
            )
        table = table.drop_columns([name])
    return table, faults


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

    def __init__(self, recommender: Recommender, usd: float) -> None:
        self._recommender, self._usd = recommender, usd
        self._offers: list[tuple[Offer, ...]] = []
        self._results: list[pa.RecordBatch] = []

    def add(self, some: Some, result: pa.RecordBatch) -> None:
        """Take some people in, with what is recommended to them."""
        theirs: list[tuple[Offer, ...]] = [()] * len(some.people.titles)
        sure = self._recommender.sure(some.people)
        for row, offers in zip(some.people.rows.tolist(), sure, strict=True):
            theirs[row] = offers
        self._offers += theirs
        self._results.append(result)

    def share(self) -> tuple[Assignment, Iterator[pa.RecordBatch]]:
        """Return who gets what, and the results with two columns that say so."""
        found = assign(self._offers, self._usd)
        return found, self._assigned(iter(found.given))

    def _assigned(self, given: Iterator[Offer | None]) -> Iterator[pa.RecordBatch]:
        programs = self._recommender.programs
        for result in self._results:
            first = result[RANK].to_pylist() if RANK in result.schema.names else None
            theirs = [
                None if first and first[line] > 1 else next(given)
                for line in range(result.num_rows)
            ]
            ids = [one and programs[one.program].id for one in theirs]
            costs = [None if one is None else in_usd(one.cents) for one in theirs]
            yield result.append_column(ASSIGNED[0], pa.array(ids, pa.string())).append_column(
                ASSIGNED[1], pa.array(costs, pa.float64())
            )
