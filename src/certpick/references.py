"""What the types of a catalogue file cannot say: every id refers to something."""

from collections.abc import Iterator
from typing import NamedTuple

from certpick.catalog import CatalogFile, Program
from certpick.facts import AudienceEntry, Fact, HoursRange, Price, Sourced, TopicEntry
from certpick.faults import Fault
from certpick.roles import RoleBook


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


def program_faults(program: Program, known: Known) -> Iterator[Fault]:
    """Yield every id of a program that refers to nothing; places are within the program."""
    if program.provider not in known.providers:
        yield Fault("provider", _none("provider", program.provider))
    for index, caveat in enumerate(program.caveats):
        if caveat.source not in known.sources:
            yield Fault(f"caveats[{index}].source", _none("source", caveat.source))
    for name, fact in program.facts.stated():
        yield from _fact_faults(f"facts.{name}", fact, known)


def _none(noun: str, name: str) -> str:
    return f"no {noun} {name!r}"


def _fact_faults(place: str, fact: Sourced, known: Known) -> Iterator[Fault]:
    for source in (*fact.sources, *(conflict.source for conflict in fact.conflicts)):
        if source not in known.sources:
            yield Fault(f"{place}.source", _none("source", source))
    if isinstance(fact, AudienceEntry):
        if fact.role not in known.roles and fact.role != "any":
            yield Fault(f"{place}.role", _none("role", fact.role))
        if fact.when is not None and fact.when not in known.situations:
            yield Fault(f"{place}.when", _none("situation", fact.when))
    elif isinstance(fact, TopicEntry) and fact.topic not in known.topics:
        yield Fault(f"{place}.topic", _none("topic", fact.topic))
    elif isinstance(fact, Fact):
        yield from _value_faults(f"{place}.value", fact.value, known)


def _value_faults(place: str, value: object, known: Known) -> Iterator[Fault]:
    if isinstance(value, Price):
        if (value.amount is None) is not bool(value.by_role or value.by_title):
            yield Fault(place, "needs either an amount or by_role and by_title, not both")
        for role in value.by_role:
            if role not in known.roles:
                yield Fault(f"{place}.by_role", _none("role", role))
    elif isinstance(value, HoursRange) and value.low > value.high:
        yield Fault(place, "low is above high")
