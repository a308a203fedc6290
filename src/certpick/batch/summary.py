"""People, picks and costs by group, in sums that never hide what is unknown."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from certpick.batch.cells import texts
from certpick.batch.columns import RANK
from certpick.batch.results import STATUSES
from certpick.errors import UsageError
from certpick.scoring.terms import in_cents
from certpick.text import shown

COLUMNS = (
    "people", *STATUSES, "programs_chosen", "known_cost_usd", "least_cost_usd",
    "people_of_unknown_cost",
)  # fmt: skip


def read_by(text: str) -> str:
    """Return the column that ``--summary by=department`` names.

    Raises:
        UsageError: it names none.
    """
    column = text.removeprefix("by=")
    if not column or column == text:
        hint = "as in --summary by=department"
        raise UsageError(f"--summary: {shown(text)!r} names no column", hint, code="value_invalid")
    return column


class Group:
    """What is known of the people of one group.

    Costs are in cents. ``least`` counts at least what is known: of a cost that is unknown,
    its lower bound, where there is one.
    """

    def __init__(self) -> None:
        self.statuses = dict.fromkeys(STATUSES, 0)
        self.programs: dict[str, int] = {}
        self.known = self.least = self.unknown = 0

    def add(self, line: Mapping[str, Any], people: int) -> None:
        """Count so many people of whom a result says the same."""
        self.statuses[line["status"]] += people
        program = line["program_id"]
        if program is None:
            return
        self.programs[program] = self.programs.get(program, 0) + people
        self.known += in_cents(line["cost_usd"] or 0.0) * people
        self.least += in_cents(line["cost_at_least_usd"] or 0.0) * people
        self.unknown += people if line["cost_usd"] is None else 0

    def __iadd__(self, other: "Group") -> "Group":
        """Count another group's people too."""
        for status, count in other.statuses.items():
            self.statuses[status] += count
        for program, count in other.programs.items():
            self.programs[program] = self.programs.get(program, 0) + count
        self.known += other.known
        self.least += other.least
        self.unknown += other.unknown
        return self


_READ = ("status", "program_id", "cost_usd", "cost_at_least_usd")


class Summary:
    """The groups of people by a column of theirs, or of what is said of them."""

    def __init__(self, by: str) -> None:
        self.by = by
        self.groups: dict[str, Group] = {}

    def add(self, people: pa.RecordBatch, result: pa.RecordBatch) -> None:
        """Count the people of a batch by what is recommended first to each."""
        first = result.filter(pc.equal(result[RANK], 1)) if RANK in result.schema.names else result
        home = people if self.by in people.schema.names else first
        columns = [texts(home.column(self.by)), *(first.column(name) for name in _READ)]
        table = pa.Table.from_arrays(columns, names=["by", *_READ])
        counted = table.group_by(["by", *_READ]).aggregate([([], "count_all")])
        for line in counted.to_pylist():
            self.groups.setdefault(line["by"] or "", Group()).add(line, line["count_all"])

    @property
    def total(self) -> Group:
        """Everybody together."""
        everybody = Group()
        for group in self.groups.values():
            everybody += group
        return everybody
