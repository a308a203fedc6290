"""What the guide says: the programs that it names for this role and these situations."""

from collections.abc import Iterator
from typing import NamedTuple

from certpick.catalog.facts import AudienceEntry, Part
from certpick.catalog.model import Program
from certpick.profile.criteria import Criterion
from certpick.profile.profile import Applicant
from certpick.scoring.needs import Need
from certpick.scoring.ranking import LEVEL, Ranking, Standing, failing
from certpick.scoring.rubric import audience_entries
from certpick.scoring.terms import Cost, cost, only_part


class GuideAdvice(NamedTuple):
    """A program that the guide names for the user, or only ``part`` of it; and where it stands.

    ``entry`` is its word, as the main thing or as a complement. ``place`` counts from 0, None
    where what it names is ruled out, for ``reasons``. ``behind`` is the criterion on which it
    is furthest behind the first of the ranking, None where it is level with it, or ruled out.
    ``cost`` is that of the part where there is one.
    """

    standing: Standing
    entry: AudienceEntry
    part: Part | None
    cost: Cost
    place: int | None
    behind: Criterion | None
    reasons: tuple[Need, ...]


def guide_advice(ranking: Ranking) -> tuple[GuideAdvice, ...]:
    """Return what the guide names for the applicant: what it puts first, then complements."""
    found = (_advice(ranking, program, entry) for program, entry in _named(ranking))

    def importance(one: GuideAdvice) -> tuple[bool, bool, int, str]:
        out = one.place is None
        return one.entry.level != "named", out, one.place or 0, one.standing.program.id

    return tuple(sorted(found, key=importance))


def _named(ranking: Ranking) -> Iterator[tuple[Program, AudienceEntry]]:
    """Yield the programs that the guide names, each with its strongest word on it."""
    guide = ranking.catalog.roles.guide_sources
    for program in ranking.catalog.programs:
        if said := list(guide_entries(program, ranking.applicant, guide)):
            yield program, min(said, key=lambda entry: entry.level != "named")


def guide_entries(
    program: Program, applicant: Applicant, guide: frozenset[str]
) -> Iterator[AudienceEntry]:
    """Yield what the guide, by the ids of its sources, says of whom a program suits."""
    if program.facts.audience:
        for entry in audience_entries(program.facts, applicant):
            if not guide.isdisjoint(entry.sources):
                yield entry


def _advice(ranking: Ranking, program: Program, entry: AudienceEntry) -> GuideAdvice:
    standing, place, _ = ranking.find(program)
    part = standing.part or _part(program, entry)
    taken = only_part(program, part) if part else program
    return GuideAdvice(
        standing,
        entry,
        part,
        cost(taken, ranking.applicant),
        place,
        _behind(ranking.ranked[0], standing) if place else None,
        failing(taken, ranking.applicant) if place is None else (),
    )


def _part(program: Program, entry: AudienceEntry) -> Part | None:
    return next((part for part in program.facts.parts if part.id == entry.part), None)


def _behind(first: Standing, other: Standing) -> Criterion | None:
    """Return the criterion on which a program is furthest behind the first, if on any."""
    theirs = other.contributions
    gaps = {name: points - theirs[name] for name, points in first.contributions.items()}
    widest = max(gaps, key=lambda name: gaps[name])
    return widest if gaps[widest] > LEVEL else None
