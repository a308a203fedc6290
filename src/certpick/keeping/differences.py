"""Two catalogues compared: which facts differ, by program, and whose first three change."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, Literal, NamedTuple

from certpick.catalog.fact_text import fact_text
from certpick.catalog.facts import FACT_NAMES, AudienceEntry, Fee, Part, Sourced, TopicEntry
from certpick.catalog.model import Catalog, Program
from certpick.profile.profile import Profile
from certpick.scoring.ranking import rank

Change = Literal["added", "removed", "changed", "evidence"]
Json = dict[str, Any]
FIRST = 3  # places of a ranking that are compared


class FactChange(NamedTuple):
    """A fact that differs; ``evidence``: it says the same, and rests on something else.

    ``before`` and ``after`` are what stands in the files, None where it is unknown; the
    texts say it in words.
    """

    fact: str
    change: Change
    before: Json | None
    after: Json | None
    before_text: str | None
    after_text: str | None
    evidence: tuple[str, ...] = ()  # what differs where it says the same: quote, checked, …

    @property
    def is_entry(self) -> bool:
        """Whether it is an entry of a list, one of several."""
        return self.fact in _LISTS


class Difference(NamedTuple):
    """Something with an id, such as a source, that differs; ``keys`` names what in it does."""

    id: str
    change: Change
    keys: tuple[str, ...] = ()
    facts: tuple[FactChange, ...] = ()


class Move(NamedTuple):
    """The first programs for a role, by id, before and after; None where there is no such role."""

    role: str
    before: tuple[str, ...] | None
    after: tuple[str, ...] | None


class Differences(NamedTuple):
    """All that differs between two catalogues."""

    before: Catalog
    after: Catalog
    programs: tuple[Difference, ...]
    sources: tuple[Difference, ...]
    providers: tuple[Difference, ...]
    rows: tuple[Difference, ...]  # of the role table, such as roles[nurse-leader]
    moves: tuple[Move, ...]


def differences(before: Catalog, after: Catalog) -> Differences:
    """Return what differs between two catalogues, seen on one day."""
    return Differences(
        before,
        after,
        tuple(_programs(before, after)),
        tuple(_by_id(_plain(before.sources), _plain(after.sources))),
        tuple(_by_id(_plain(before.providers), _plain(after.providers))),
        tuple(_by_id(_rows(before), _rows(after))),
        tuple(_moves(before, after)),
    )


def _plain(records: Mapping[str, Any]) -> dict[str, Json]:
    return {name: asdict(record) for name, record in records.items()}


def _rows(catalog: Catalog) -> dict[str, Json]:
    """Return the rows of the role table by where they stand in a file."""
    tables = ("topics", "situations", "roles", "credits", "professions")
    return {
        f"{table}[{row.id}]": asdict(row)
        for table in tables
        for row in getattr(catalog.roles, table)
    }


def _by_id(before: Mapping[str, Json], after: Mapping[str, Json]) -> Iterator[Difference]:
    """Yield what differs in a table; what is new comes last, in the order of its file."""
    for name, one in before.items():
        other = after.get(name)
        if other is None:
            yield Difference(name, "removed")
        elif keys := tuple(key for key in one if one[key] != other[key]):
            yield Difference(name, "changed", keys)
    yield from (Difference(name, "added") for name in after if name not in before)


def _programs(before: Catalog, after: Catalog) -> Iterator[Difference]:
    old, new = ({one.id: one for one in catalog.programs} for catalog in (before, after))
    for name in old:
        if name not in new:
            yield Difference(name, "removed")
            continue
        facts = tuple(_facts((old[name], before), (new[name], after)))
        keys = tuple(_keys(old[name], new[name]))
        if facts or keys:
            yield Difference(name, "changed", keys, facts)
    yield from (Difference(name, "added") for name in new if name not in old)


def _keys(old: Program, new: Program) -> Iterator[str]:
    """Yield the keys beside its facts in which two versions of a program differ."""
    for key in ("name", "provider"):
        if getattr(old, key) != getattr(new, key):
            yield key
    for key in ("caveats", "not_to_confuse_with"):
        if _listed(getattr(old, key)) != _listed(getattr(new, key)):
            yield key


def _listed(entries: Iterable[Any]) -> list[Json]:
    return [asdict(entry) for entry in entries]


def _facts(before: tuple[Program, Catalog], after: tuple[Program, Catalog]) -> Iterator[FactChange]:
    old, new = (dict(_named(*side)) for side in (before, after))
    names = (*old, *(name for name in new if name not in old))
    for name in sorted(names, key=lambda name: FACT_NAMES.index(name[0])):
        fact = name[0]
        one, other = old.get(name), new.get(name)
        if other is None:
            yield FactChange(fact, "removed", one and one.plain, None, one and one.text, None)
        elif one is None:
            yield FactChange(fact, "added", None, other.plain, None, other.text)
        elif keys := tuple(key for key in one.plain if one.plain[key] != other.plain[key]):
            same = all(key in _EVIDENCE for key in keys)
            change: Change = "evidence" if same else "changed"
            yield FactChange(
                fact, change, one.plain, other.plain, one.text, other.text, keys if same else ()
            )


class _Stated(NamedTuple):
    plain: Json
    text: str


_LISTS = ("audience", "topics", "parts", "fees")
# What a fact rests on, beside what it says.
_EVIDENCE = ("source", "quote", "note", "also", "conflicts", "checked", "provider_claim")


def _named(program: Program, catalog: Catalog) -> Iterator[tuple[tuple[str, object, int], _Stated]]:
    """Yield each fact with its name, by what an entry of a list is told from others."""
    seen: Counter[tuple[str, object]] = Counter()
    for path, fact in program.facts.stated():
        name = path.partition("[")[0]
        key = (name, _own_key(fact))
        seen[key] += 1
        yield (*key, seen[key]), _Stated(asdict(fact), fact_text(name, fact, catalog.roles))


def _own_key(fact: Sourced) -> object:
    """Return what tells an entry of a list from the others; None for a fact that stands alone."""
    if isinstance(fact, AudienceEntry):
        return fact.role, fact.when, fact.part
    if isinstance(fact, TopicEntry):
        return fact.topic
    if isinstance(fact, Part):
        return fact.id
    if isinstance(fact, Fee):
        return fact.kind
    return None


def _moves(before: Catalog, after: Catalog) -> Iterator[Move]:
    roles = dict.fromkeys((*before.roles.role_ids, *after.roles.role_ids))
    for role in roles:
        yield Move(role, _first(before, role), _first(after, role))


def _first(catalog: Catalog, role: str) -> tuple[str, ...] | None:
    """Return the first programs for a role with its usual answers."""
    if role not in catalog.roles.role_ids:
        return None
    ranked = rank(catalog, Profile(role=role)).ranked[:FIRST]
    return tuple(one.program.id for one in ranked)
