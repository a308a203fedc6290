"""What a catalogue file says that a page can confirm: each statement, its source, its words."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from certpick.catalog.dates import span
from certpick.catalog.facts import Sourced
from certpick.catalog.freshness import checked, is_undated
from certpick.catalog.json_mistakes import NotJsonError
from certpick.catalog.model import Program, Source
from certpick.catalog.reader import CatalogText, Ground, ReadProgram
from certpick.catalog.validation import Fault, raise_faults


class Statement(NamedTuple):
    """What a file says with one source for it.

    ``start`` is where its program stands in the text and ``field`` the place within it.
    ``words`` are those that it rests on; they are the source's own where it is ``verbatim``,
    else the source may say the same in others. ``fact`` is None for a caveat, another
    credential of a similar name, and what a source says instead. ``since`` is when it was
    last known to be so; empty where nobody knows.
    """

    program: str
    start: int
    field: str
    source: str
    words: str | None
    verbatim: bool
    fact: Sourced | None
    since: str


class Selection(NamedTuple):
    """Which statements to verify: those last checked ``before`` a day, ``only`` of these ids."""

    before: date | None = None
    only: frozenset[str] = frozenset()

    def wants(self, statement: Statement) -> bool:
        """Return whether a statement is one of them; one of unknown age is always old."""
        if self.only and not self.only & {statement.program, statement.source}:
            return False
        if self.before is None or not statement.since:
            return True
        return span(statement.since)[0] < self.before


def statements(text: CatalogText, ground: Ground | None) -> list[Statement]:
    """Return what the programs of a file state, in its order.

    Raises:
        DataError: the file is not JSON, or breaks a rule.
    """
    if text.mistakes:
        raise NotJsonError(text.origin.name, text.text, text.mistakes)
    faults, found = [*text.faults, *(ground.faults if ground else ())], list[Statement]()
    for one in text.programs(ground):
        within = f"programs[{one.label}]"
        faults += [Fault(f"{within}.{fault.place}", fault.message) for fault in one.faults]
        if ground and one.program and not one.faults:
            found += _of_program(one, one.program, ground.head.sources)
    raise_faults(text.origin.name, faults, "catalog_invalid")
    return found


def _of_program(
    one: ReadProgram, program: Program, sources: Mapping[str, Source]
) -> Iterator[Statement]:
    for name, fact in one.stated():
        since = "" if is_undated(fact, sources) else checked(fact, sources)
        yield from _of_fact(one, f"facts.{name}", fact, since)
    for field in ("caveats", "not_to_confuse_with"):
        if one.changes is None or field in one.named:
            for index, entry in enumerate(getattr(program, field)):
                source = sources[entry.source]
                since = "" if source.undated else source.checked
                place = (one.label, one.span.start, f"{field}[{index}]")
                yield Statement(*place, entry.source, entry.quote, True, None, since)


def _of_fact(one: ReadProgram, field: str, fact: Sourced, since: str) -> Iterator[Statement]:
    place = (one.label, one.span.start)
    yield Statement(*place, field, fact.source, fact.quote, True, fact, since)
    for source in fact.also:
        yield Statement(*place, field, source, fact.quote, False, fact, since)
    for index, other in enumerate(fact.conflicts):
        within = f"{field}.conflicts[{index}]"
        yield Statement(*place, within, other.source, other.says, False, None, since)
