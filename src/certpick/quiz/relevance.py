"""Which open questions can still change the top three, decided by trying every answer.

The order of programs depends on situations and priority, who is in on pacing and weeks, and
neither on the other: so every pair of one and the other is tried without a ranking of its own.
"""

from collections.abc import Iterable
from itertools import combinations, product
from typing import Any

from certpick.catalog.model import Catalog
from certpick.profile.criteria import GUIDE_CRITERIA
from certpick.profile.profile import Profile
from certpick.scoring.ranking import rank
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
    ordering = [name for name in fields if name in _ORDER_FIELDS]
    filtering = [name for name in fields if name in _FILTER_FIELDS]
    orders = _rankings(catalog, profile, ordering, answers)
    allowed = {
        places: frozenset(ids)
        for places, ids in _rankings(catalog, profile, filtering, answers).items()
    }
    return {
        (*order, *choice): _first_of(ids, allowed[choice])
        for order, ids in orders.items()
        for choice in allowed
    }


def _rankings(
    catalog: Catalog, profile: Profile, names: list[str], answers: dict[str, list[Any]]
) -> dict[tuple[int, ...], tuple[str, ...]]:
    found = {}
    for combination in product(*(enumerate(answers[name]) for name in names)):
        said = {name: value for name, (_, value) in zip(names, combination, strict=True)}
        ranking = rank(catalog, profile.model_copy(update=said))
        places = tuple(place for place, _ in combination)
        found[places] = tuple(standing.program.id for standing in ranking.ranked)
    return found


def _first_of(ids: tuple[str, ...], allowed: frozenset[str]) -> tuple[str, ...]:
    return tuple([name for name in ids if name in allowed][:TOP])
