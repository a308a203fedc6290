"""Which open questions can still change the top three, decided by trying every answer.

The order of programs depends on situations and priority, who is in on pacing and weeks, and
neither on the other: so every pair of one and the other is tried without a ranking of its own.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations, product
from typing import Any

from certpick.catalog.model import Catalog
from certpick.profile.criteria import GUIDE_CRITERIA
from certpick.profile.profile import Profile, applicant_for, resolve
from certpick.scoring.ranking import admission, rank
from certpick.scoring.terms import finishing_weeks

TOP = 3
# With more programs than this the trying would take longer than answering.
MOST_PROGRAMS = 300
_ORDER_FIELDS = ("situations", "priority")
_FILTER_FIELDS = ("pacing", "weeks")
FIELDS = (*_ORDER_FIELDS, *_FILTER_FIELDS)


def answers_that_differ(field: str, catalog: Catalog, profile: Profile) -> list[Any]:
    """Return one answer of every kind that could differ in effect; the first leaves it open."""
    if field == "situations":
        names = catalog.roles.situation_ids
        sizes = range(len(names) + 1)
        return [subset for size in sizes for subset in combinations(names, size)]
    if field == "priority":
        return [None, *((name,) for name in GUIDE_CRITERIA)]
    if field == "pacing":
        return [None, "self-paced", "cohort"]
    return [None, *_deadlines(catalog, profile)]


def _deadlines(catalog: Catalog, profile: Profile) -> list[float]:
    """Return each deadline at which one more program is in time, and one before them all."""
    taken = {
        weeks
        for program in catalog.programs
        if (weeks := finishing_weeks(program, profile.hours_per_week)) is not None
    }
    return [min(taken) / 2, *sorted(taken)] if taken else [1.0]


def influence(catalog: Catalog, profile: Profile, open_fields: Iterable[str]) -> dict[str, float]:
    """Return how much each open question can change the top three.

    The share, from 0 to 1, of all combinations of answers to the open questions in which
    the answer to this one, instead of leaving it open, gives another top three. 0 says that
    no answer can, whatever is answered to the others.
    """
    fields = tuple(name for name in FIELDS if name in set(open_fields))
    answers = {name: answers_that_differ(name, catalog, profile) for name in fields}
    tops = _top_three_of_all(catalog, profile, fields, answers)
    found = {}
    for place, name in enumerate(fields):
        changed = sum(
            top != tops[(*combination[:place], 0, *combination[place + 1 :])]
            for combination, top in tops.items()
        )
        found[name] = changed / len(tops)
    return found


def _top_three_of_all(
    catalog: Catalog, profile: Profile, fields: tuple[str, ...], answers: dict[str, list[Any]]
) -> dict[tuple[int, ...], tuple[str, ...]]:
    """Return the top three for every combination of answers, told by their places."""
    orders = _orders(catalog, profile, [name for name in fields if name in _ORDER_FIELDS], answers)
    filtering = [name for name in fields if name in _FILTER_FIELDS]
    allowed = {
        places: _admitted(catalog, profile.model_copy(update=said))
        for places, said in _combinations(filtering, answers)
    }
    return {
        (*order, *choice): _first_of(ids, allowed[choice])
        for order, ids in orders.items()
        for choice in allowed
    }


def _combinations(
    names: list[str], answers: dict[str, list[Any]]
) -> Iterator[tuple[tuple[int, ...], dict[str, Any]]]:
    """Yield every combination of answers to these questions, with the places of the answers."""
    for combination in product(*(enumerate(answers[name]) for name in names)):
        said = {name: value for name, (_, value) in zip(names, combination, strict=True)}
        yield tuple(place for place, _ in combination), said


def _orders(
    catalog: Catalog, profile: Profile, names: list[str], answers: dict[str, list[Any]]
) -> dict[tuple[int, ...], tuple[str, ...]]:
    """Return the ranked programs for each combination; situations without effect rank alike."""
    effective = _situations_with_effect(catalog, profile)
    known: dict[Any, tuple[str, ...]] = {}
    found = {}
    for places, said in _combinations(names, answers):
        if "situations" in said:
            said["situations"] = tuple(one for one in said["situations"] if one in effective)
        key = tuple(said.values())
        if key not in known:
            ranking = rank(catalog, profile.model_copy(update=said))
            known[key] = tuple(standing.program.id for standing in ranking.ranked)
        found[places] = known[key]
    return found


def _situations_with_effect(catalog: Catalog, profile: Profile) -> frozenset[str]:
    """Return the situations that a topic, or some program's audience for the role, depends on."""
    roles = resolve(profile, catalog.roles).audience_roles
    entries = (entry for program in catalog.programs for entry in program.facts.audience)
    named = {entry.when for entry in entries if entry.role in roles}
    adding = {row.id for row in catalog.roles.situations if row.adds_topics}
    return frozenset(name for name in named | adding if name)


def _admitted(catalog: Catalog, profile: Profile) -> frozenset[str]:
    """Return the programs that fit a profile, whatever their order."""
    applicant = applicant_for(profile, catalog)
    return frozenset(
        program.id for program in catalog.programs if not admission(program, applicant).reasons
    )


def _first_of(ids: tuple[str, ...], allowed: frozenset[str]) -> tuple[str, ...]:
    return tuple([name for name in ids if name in allowed][:TOP])
