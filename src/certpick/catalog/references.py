"""What the types of a catalogue file cannot say: every id refers to something."""

from collections.abc import Iterator
from typing import NamedTuple

from certpick.catalog.facts import Facts, Price
from certpick.catalog.model import CatalogFile, Program
from certpick.catalog.roles import RoleBook
from certpick.catalog.validation import Fault


class Known(NamedTuple):
    """The ids that entries may refer to."""

    sources: frozenset[str]
    providers: frozenset[str]
    roles: frozenset[str]
    situations: frozenset[str]
    topics: frozenset[str]


def known_ids(file: CatalogFile, roles: RoleBook) -> Known:
    """Return the ids that the entries of a catalogue may refer to."""
    return Known(
        frozenset(file.sources),
        frozenset(file.providers),
        frozenset(roles.role_ids),
        frozenset(roles.situation_ids),
        roles.topic_ids,
    )


def source_faults(file: CatalogFile, known: Known) -> Iterator[Fault]:
    """Yield each provider that a source promotes and that is not known."""
    for key, source in file.sources.items():
        for provider in source.promotes:
            if provider not in known.providers:
                yield Fault(f"sources[{key}].promotes", _none("provider", provider))


def cited_by(program: Program) -> list[str]:
    """Return the ids of the sources that a program's facts and caveats cite, in order."""
    cited: dict[str, None] = {}
    for _, fact in program.facts.stated():
        cited[fact.source] = None
        for source in fact.also:
            cited[source] = None
        for conflict in fact.conflicts:
            cited[conflict.source] = None
    for caveat in program.caveats:
        cited[caveat.source] = None
    return list(cited)


def program_faults(program: Program, known: Known) -> Iterator[Fault]:
    """Yield every id of a program that refers to nothing; places are within the program."""
    if program.provider not in known.providers:
        yield Fault("provider", _none("provider", program.provider))
    if not known.sources.issuperset(cited_by(program)):
        yield from _source_faults(program, known)
    yield from _list_faults(program.facts, known)
    if program.facts.price:
        yield from _price_faults(program.facts.price.value, known)
    hours = program.facts.hours_per_week
    if hours and hours.value.low > hours.value.high:
        yield Fault("facts.hours_per_week.value", "low is above high")


def _list_faults(facts: Facts, known: Known) -> Iterator[Fault]:
    for index, entry in enumerate(facts.audience):
        if entry.role not in known.roles and entry.role != "any":
            yield Fault(f"facts.audience[{index}].role", _none("role", entry.role))
        if entry.when is not None and entry.when not in known.situations:
            yield Fault(f"facts.audience[{index}].when", _none("situation", entry.when))
    for index, topic in enumerate(facts.topics):
        if topic.topic not in known.topics:
            yield Fault(f"facts.topics[{index}].topic", _none("topic", topic.topic))


def _source_faults(program: Program, known: Known) -> Iterator[Fault]:
    for index, caveat in enumerate(program.caveats):
        if caveat.source not in known.sources:
            yield Fault(f"caveats[{index}].source", _none("source", caveat.source))
    for name, fact in program.facts.stated():
        for source in (*fact.sources, *(conflict.source for conflict in fact.conflicts)):
            if source not in known.sources:
                yield Fault(f"facts.{name}.source", _none("source", source))


def _price_faults(price: Price, known: Known) -> Iterator[Fault]:
    if (price.amount is None) is not bool(price.by_role or price.by_title):
        message = "needs either an amount, or prices in by_role or by_title"
        yield Fault("facts.price.value", message)
    for role in price.by_role:
        if role not in known.roles:
            yield Fault("facts.price.value.by_role", _none("role", role))


def _none(noun: str, name: str) -> str:
    return f"no {noun} {name!r}"
