"""Which open questions can still change what is shown, decided by trying every answer.

What is shown are the best five, and which of them the guide names for the user.

The order of programs depends on situations and priority, who is in on pacing and weeks, and
neither on the other: so every pair of one and the other is tried without a ranking of its own.
(A part that a source advises in one situation alone, and that fits where the whole does not, is
the exception: it is looked for in the situations that are answered already.)
"""

from collections.abc import Iterable, Iterator
from itertools import combinations, islice, product
from typing import Any

from certpick.catalog.facts import Part
from certpick.catalog.model import Catalog, Program
from certpick.explaining.guidance import guide_entries
from certpick.profile.criteria import GUIDE_CRITERIA
from certpick.profile.profile import Profile, applicant_for, resolve
from certpick.scoring.ranking import USUAL_TOP, Standing, admission, order, score
from certpick.scoring.terms import finishing_weeks

# A program by its id, and whether the guide names it.
Shown = tuple[str, bool]
# Programs that fit, each with the only part of it that does, where that is so.
Fitting = dict[Program, Part | None]
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
    """Return how much each open question can change the best five, or the guide's word on them.

    The share, from 0 to 1, of all combinations of answers to the open questions in which
    the answer to this one, instead of leaving it open, gives another five or another set of
    them that the guide names. 0 says that no answer can, whatever is answered to the others.
    """
    fields = tuple(name for name in FIELDS if name in set(open_fields))
    answers = {name: answers_that_differ(name, catalog, profile) for name in fields}
    tops = _best_of_all(catalog, profile, fields, answers)
    found = {}
    for place, name in enumerate(fields):
        changed = sum(
            top != tops[(*combination[:place], 0, *combination[place + 1 :])]
            for combination, top in tops.items()
        )
        found[name] = changed / len(tops)
    return found


def _best_of_all(
    catalog: Catalog, profile: Profile, fields: tuple[str, ...], answers: dict[str, list[Any]]
) -> dict[tuple[int, ...], tuple[Shown, ...]]:
    """Return the best five for every combination of answers, told by their places."""
    fitting = _fitting(catalog, profile, catalog.programs)
    ordering = [name for name in fields if name in _ORDER_FIELDS]
    orders = _orders(catalog, profile, fitting, ordering, answers)
    filtering = [name for name in fields if name in _FILTER_FIELDS]
    allowed = {
        places: frozenset(
            one.id for one in _fitting(catalog, profile.model_copy(update=said), fitting)
        )
        for places, said in _combinations(filtering, answers)
    }
    return {
        (*places, *choice): _first_of(ranked, allowed[choice])
        for places, ranked in orders.items()
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
    catalog: Catalog,
    profile: Profile,
    fitting: Fitting,
    names: list[str],
    answers: dict[str, list[Any]],
) -> dict[tuple[int, ...], tuple[Shown, ...]]:
    """Return the ranked programs for each combination; situations without effect rank alike."""
    effective = _situations_with_effect(catalog, profile)
    known: dict[Any, tuple[Shown, ...]] = {}
    found = {}
    for places, said in _combinations(names, answers):
        if "situations" in said:
            said["situations"] = tuple(one for one in said["situations"] if one in effective)
        key = tuple(said.values())
        if key not in known:
            known[key] = _ranked(catalog, profile.model_copy(update=said), fitting)
        found[places] = known[key]
    return found


def _ranked(catalog: Catalog, profile: Profile, fitting: Fitting) -> tuple[Shown, ...]:
    """Return the fitting programs in their order, the best first."""
    applicant = applicant_for(profile, catalog)
    sources, guide = catalog.sources, catalog.roles.guide_sources
    standings = [
        Standing(program, *score(program, applicant, sources), applicant, sources, part)
        for program, part in fitting.items()
    ]
    return tuple(
        (one.program.id, any(guide_entries(one.program, applicant, guide)))
        for one in sorted(standings, key=order)
    )


def _situations_with_effect(catalog: Catalog, profile: Profile) -> frozenset[str]:
    """Return the situations that a topic, or some program's audience for the role, depends on."""
    roles = resolve(profile, catalog.roles).audience_roles
    entries = (entry for program in catalog.programs for entry in program.facts.audience)
    named = {entry.when for entry in entries if entry.role in roles}
    adding = {row.id for row in catalog.roles.situations if row.adds_topics}
    return frozenset(name for name in named | adding if name)


def _fitting(catalog: Catalog, profile: Profile, programs: Iterable[Program]) -> Fitting:
    """Return the programs that fit a profile, whatever their order."""
    applicant = applicant_for(profile, catalog)
    found = ((program, admission(program, applicant)) for program in programs)
    return {program: one.part for program, one in found if not one.reasons}


def _first_of(ranked: tuple[Shown, ...], allowed: frozenset[str]) -> tuple[Shown, ...]:
    return tuple(islice((one for one in ranked if one[0] in allowed), USUAL_TOP))
