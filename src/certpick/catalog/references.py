"""What the types of a catalogue file cannot say: every id refers to something."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple, get_args

from certpick.catalog.dates import span
from certpick.catalog.facts import (
    Credit,
    CreditSystem,
    Dates,
    Enrolment,
    Fact,
    Facts,
    HoursRange,
    Part,
    Price,
    Status,
)
from certpick.catalog.model import CatalogFile, Program
from certpick.catalog.professions import CreditKind, Profession
from certpick.catalog.roles import Role, RoleBook, RoleTable, Situation, Topic
from certpick.catalog.validation import Fault
from certpick.text import did_you_mean

_MOST_COMPARED = 1000  # ids that a wrong one is compared with: looking for the nearest is slow


# To what the ids at these keys of a program refer.
_NOUNS: dict[int | str, str] = {
    "topic": "topic",
    **dict.fromkeys(("role", "roles", "by_role"), "role"),
    "when": "situation",
    **dict.fromkeys(("source", "also"), "source"),
    "provider": "provider",
    "program": "program",
}


class Known(NamedTuple):
    """The ids that entries may refer to."""

    sources: frozenset[str]
    providers: frozenset[str]
    roles: frozenset[str]
    situations: frozenset[str]
    topics: frozenset[str]
    credits: frozenset[str]
    programs: frozenset[str]
    credit_systems: frozenset[str] = frozenset(get_args(CreditSystem))

    def of(self, noun: str) -> frozenset[str]:
        """Return the ids of one kind of thing: ``credit system``."""
        ids: frozenset[str] = getattr(self, f"{noun.replace(' ', '_')}s")
        return ids

    def hint(self, path: tuple[int | str, ...], name: str) -> str | None:
        """Return the hint that names the ids nearest to one at the end of a path in a program.

        None where the id may stand there.
        """
        noun = next((_NOUNS[key] for key in reversed(path) if key in _NOUNS), None)
        known = self.of(noun) if noun else frozenset((name,))
        return None if name in known else nearest_of(name, known)


def known_ids(file: CatalogFile, roles: RoleBook, programs: Iterable[str]) -> Known:
    """Return the ids that the entries of a catalogue may refer to; ``programs`` are given."""
    book = roles.with_rows(file.roles)
    return Known(
        frozenset(file.sources),
        frozenset(file.providers),
        frozenset(book.role_ids),
        frozenset(book.situation_ids),
        book.topic_ids,
        frozenset(kind.id for kind in book.credits),
        frozenset(programs),
    )


def source_faults(file: CatalogFile, known: Known) -> Iterator[Fault]:
    """Yield each provider that a source names and that is not known."""
    for key, source in file.sources.items():
        for provider in source.promotes:
            if provider not in known.providers:
                yield Fault(f"sources[{key}].promotes", _none("provider", provider, known))
        if source.publisher is not None and source.publisher not in known.providers:
            yield Fault(f"sources[{key}].publisher", _none("provider", source.publisher, known))


def role_faults(table: RoleTable, known: Known) -> Iterator[Fault]:
    """Yield what is wrong in the rows that a file adds to the role table."""
    for name, references in _ROWS.items():
        rows = getattr(table, name)
        for row, count in Counter(row.id for row in rows).items():
            if count > 1:
                yield Fault(f"roles.{name}[{row}].id", "is used by more than one row")
        for row in rows:
            yield from _row_faults(f"roles.{name}[{row.id}]", references(row), known)
    for role in table.roles:
        yield from _own_role_faults(role)


def _row_faults(row: str, references: "References", known: Known) -> Iterator[Fault]:
    for place, noun, ref in references:
        if ref not in known.of(noun):
            yield Fault(f"{row}.{place}", _none(noun, ref, known))


References = Iterator[tuple[str, str, str]]  # where in a row, to what kind of thing, and its id


def _topic_references(topic: Topic) -> References:
    yield "source", "source", topic.source


def _situation_references(situation: Situation) -> References:
    yield "source", "source", situation.source
    yield from (("adds_topics", "topic", name) for name in situation.adds_topics)


def _role_references(role: Role) -> References:
    yield "source", "source", role.source
    yield from (("includes", "role", name) for name in role.includes)
    yield from (("credit_systems", "credit system", name) for name in role.credit_systems)
    for index, core in enumerate(role.topics):
        yield f"topics[{index}].topic", "topic", core.topic
        if core.source is not None:
            yield f"topics[{index}].source", "source", core.source
    for index, pair in enumerate(role.pairings):
        yield f"pairings[{index}].source", "source", pair.source
        yield from ((f"pairings[{index}].programs", "program", name) for name in pair.programs)


def _credit_references(kind: CreditKind) -> References:
    yield from (("systems", "credit system", name) for name in kind.systems)


def _profession_references(profession: Profession) -> References:
    yield "role", "role", profession.role
    yield from (("credits", "credit", name) for name in profession.credits)
    if profession.assumes:
        yield "assumes.otherwise", "role", profession.assumes.otherwise


_ROWS: dict[str, Callable[[Any], References]] = {
    "topics": _topic_references,
    "situations": _situation_references,
    "roles": _role_references,
    "credits": _credit_references,
    "professions": _profession_references,
}


def _own_role_faults(role: Role) -> Iterator[Fault]:
    """Yield what only the row of a role can have wrong."""
    place = f"roles.roles[{role.id}]"
    for index, core in enumerate(role.topics):
        if core.source is None and core.inferred is None:
            yield Fault(f"{place}.topics[{index}]", "needs a source, or inferred: how it follows")


def cited_by(program: Program) -> list[str]:
    """Return the ids of the sources that a program's entry cites, in order."""
    cited: dict[str, None] = {}
    for _, fact in program.facts.stated():
        cited[fact.source] = None
        for source in fact.also:
            cited[source] = None
        for conflict in fact.conflicts:
            cited[conflict.source] = None
    for caveat in program.caveats:
        cited[caveat.source] = None
    for other in program.not_to_confuse_with:
        cited[other.source] = None
    return list(cited)


def program_faults(program: Program, known: Known) -> Iterator[Fault]:
    """Yield every id of a program that refers to nothing; places are within the program."""
    if program.provider not in known.providers:
        yield Fault("provider", _none("provider", program.provider, known))
    if not known.sources.issuperset(cited_by(program)):
        yield from _source_faults(program, known)
    for index, other in enumerate(program.not_to_confuse_with):
        if other.program is not None and other.program not in known.programs:
            place = f"not_to_confuse_with[{index}].program"
            yield Fault(place, _none("program", other.program, known))
    yield from _list_faults(program.facts, known)
    yield from _part_faults(program.facts)
    for place, value in _values(program.facts):
        if check := _CHECKS.get(type(value)):
            yield from check(place, value, known)


def _source_faults(program: Program, known: Known) -> Iterator[Fault]:
    for name in ("caveats", "not_to_confuse_with"):
        for index, entry in enumerate(getattr(program, name)):
            if entry.source not in known.sources:
                yield Fault(f"{name}[{index}].source", _none("source", entry.source, known))
    for name, fact in program.facts.stated():
        for source in (*fact.sources, *(conflict.source for conflict in fact.conflicts)):
            if source not in known.sources:
                yield Fault(f"facts.{name}.source", _none("source", source, known))


def _list_faults(facts: Facts, known: Known) -> Iterator[Fault]:
    for index, entry in enumerate(facts.audience):
        place = f"facts.audience[{index}]"
        if entry.role not in known.roles and entry.role != "any":
            yield Fault(f"{place}.role", _none("role", entry.role, known))
        if entry.when is not None and entry.when not in known.situations:
            yield Fault(f"{place}.when", _none("situation", entry.when, known))
    for index, topic in enumerate(facts.topics):
        if topic.topic not in known.topics:
            yield Fault(f"facts.topics[{index}].topic", _none("topic", topic.topic, known))


def _part_faults(facts: Facts) -> Iterator[Fault]:
    parts = [part.id for part in facts.parts]
    for index, entry in enumerate(facts.audience):
        if entry.part is not None and entry.part not in parts:
            message = no_such("part", entry.part, frozenset(parts))
            yield Fault(f"facts.audience[{index}].part", message)
    for index, part in enumerate(parts):
        if part in parts[:index]:
            yield Fault(f"facts.parts[{index}].id", "is used by more than one part")


def _values(facts: Facts) -> Iterator[tuple[str, object]]:
    """Yield every value of the facts with its place: their own, and what conflicts with them."""
    for name, fact in facts.stated():
        if isinstance(fact, Fact):
            yield from _entries(f"facts.{name}.value", fact.value)
            for index, other in enumerate(fact.conflicts):
                yield from _entries(f"facts.{name}.conflicts[{index}].value", other.value)
        elif isinstance(fact, Part):
            yield f"facts.{name}.price", fact.price
            yield f"facts.{name}.hours_per_week", fact.hours_per_week


def _entries(place: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, tuple):
        yield from ((f"{place}[{index}]", entry) for index, entry in enumerate(value))
    else:
        yield place, value


def _price_faults(place: str, price: Price, known: Known) -> Iterator[Fault]:
    if (price.amount is None) is not bool(price.by_role or price.by_title):
        yield Fault(place, "needs either an amount, or prices in by_role or by_title")
    for role in price.by_role:
        if role not in known.roles:
            yield Fault(f"{place}.by_role", _none("role", role, known))


def _hours_faults(place: str, hours: HoursRange, _known: Known) -> Iterator[Fault]:
    if hours.low > hours.high:
        yield Fault(place, "low is above high")


def _window_faults(place: str, window: Status | Dates | Credit, _known: Known) -> Iterator[Fault]:
    start, end = window.start, window.end
    if start is not None and end is not None and span(start)[0] > span(end)[1]:
        yield Fault(place, "start is after end")


def _enrolment_faults(place: str, enrolment: Enrolment, known: Known) -> Iterator[Fault]:
    for index, role in enumerate(enrolment.roles):
        if role not in known.roles:
            yield Fault(f"{place}.roles[{index}]", _none("role", role, known))


_CHECKS: dict[type, Callable[[str, Any, Known], Iterator[Fault]]] = {
    Price: _price_faults,
    HoursRange: _hours_faults,
    Status: _window_faults,
    Dates: _window_faults,
    Credit: _window_faults,
    Enrolment: _enrolment_faults,
}


def _none(noun: str, name: str, known: Known) -> str:
    return no_such(noun, name, known.of(noun))


def no_such(noun: str, name: str, known: frozenset[str]) -> str:
    """Return the message that an id refers to nothing, with the nearest that there are."""
    return f"no {noun} {name!r}{nearest_of(name, known)}"


@lru_cache(maxsize=1000)
def nearest_of(name: str, known: frozenset[str]) -> str:
    """Return the hint that names the ids nearest to one that refers to nothing, or nothing."""
    near = did_you_mean(name, sorted(known)) if len(known) <= _MOST_COMPARED else None
    return f": {near}" if near else ""
