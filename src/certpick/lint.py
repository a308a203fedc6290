"""A catalogue file checked for its keeper: every error and warning, by line and field."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from certpick.catalog.json_positions import Places
from certpick.catalog.model import CatalogFile
from certpick.catalog.reader import CatalogText, Progress, over, with_progress
from certpick.catalog.references import cited_by, known_ids, source_faults
from certpick.catalog.roles import RoleBook
from certpick.catalog.validation import Fault
from certpick.lint_upkeep import (
    fact_warnings,
    future_faults,
    gap_warnings,
    head_faults,
    idle_warnings,
    number_faults,
    override_warnings,
    source_warnings,
)

Severity = Literal["error", "warning"]


class Finding(NamedTuple):
    """One thing that is wrong or worth a look.

    ``program`` is its program's id, or its place in the list, or empty; ``start`` is where
    the program stands in the text, and ``field`` the place within it.
    """

    severity: Severity
    program: str
    start: int
    field: str
    message: str

    @property
    def place(self) -> str:
        """The place in the file: ``programs[some-id].facts.price``."""
        within = f"programs[{self.program}]" if self.program else ""
        return ".".join(filter(None, (within, self.field)))


def check(
    text: CatalogText,
    base: CatalogFile | None,
    roles: RoleBook,
    today: date,
    progress: Progress | None = None,
) -> list[Finding]:
    """Return what there is to say of a catalogue file, in its order; ``base`` is what it extends.

    Where the form of a program is wrong, nothing else is said of it.
    """
    head = over(base, text.head) if text.head else None
    known = known_ids(head, roles, text.ids) if head else None
    found = list(_findings("error", "", 0, text.faults))
    if head and known:
        found += _findings("error", "", 0, source_faults(head, known))
    cited: set[str] = set()
    for program in base.programs if base else ():
        cited.update(cited_by(program))
    all_read = True
    for one in with_progress(text.programs(known), len(text.spans), progress):
        found += _findings("error", one.label, one.span.start, one.faults)
        if head is None or one.program is None or one.faults:
            all_read = False
            continue
        program, sources, place = one.program, head.sources, (one.label, one.span.start)
        stated = list(program.facts.stated())
        cited.update(cited_by(program))
        found += _findings("error", *place, number_faults(stated, sources))
        found += _findings("error", *place, future_faults(stated, today))
        found += _findings("warning", *place, fact_warnings(stated, sources, today))
        found += _findings("warning", *place, gap_warnings(program))
    if text.head:
        found += _findings("error", "", 0, head_faults(text.head, today))
        found += _findings("warning", "", 0, source_warnings(text.head, today))
        found += _findings("warning", "", 0, override_warnings(text.head, base))
        if all_read:
            found += _findings("warning", "", 0, idle_warnings(text.head, cited))
    return found


def _findings(
    severity: Severity, program: str, start: int, faults: Iterable[Fault]
) -> Iterator[Finding]:
    for fault in faults:
        yield Finding(severity, program, start, fault.place, fault.message)


def lines(text: str, findings: Iterable[Finding]) -> Iterator[tuple[int, Finding]]:
    """Yield each finding with the line of the text, from 1, that its field stands on; in order."""
    places = Places(text)
    found = [(places.offset(one.start, one.field), one) for one in findings]
    at, line = 0, 1
    for offset, finding in sorted(found, key=lambda pair: pair[0]):
        line += text.count("\n", at, offset)
        at = offset
        yield line, finding
