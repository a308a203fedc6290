"""The best two programs together: what the second adds to the first, and what both ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal, NamedTuple

from certpick.catalog.model import Catalog, Program
from certpick.catalog.roles import PairAdvice
from certpick.pairs.combined import Time, time_together, total_cost
from certpick.pairs.coverage import Scale, Unit
from certpick.pairs.search import (
    Duo,
    Judge,
    Member,
    best_duos,
    closest_duo,
    duos,
    judge_for,
    member_of,
)
from certpick.profile.amounts import check_count
from certpick.profile.criteria import Criterion
from certpick.profile.profile import Profile
from certpick.scoring.needs import Need, NeedKind
from certpick.scoring.ranking import Ranking, Standing, order, rank, standing_of
from certpick.scoring.rubric import NAMED
from certpick.scoring.terms import Cost
from certpick.text import repr_html

Effect = Literal["adds", "adds nothing", "does not fit"]
Audience = Literal["named", "complement", "not named"]


class Part(NamedTuple):
    """What two programs have together on one criterion.

    ``claimed`` are the points of it that nobody independent states.
    """

    criterion: Criterion
    points: float
    open: float
    max: float
    claimed: float


class Addition(NamedTuple):
    """A unit that only the second program shows; ``claimed`` if nobody independent says so."""

    unit: Unit
    claimed: bool


class Pair(NamedTuple):
    """Two programs, the first to take first: the one that stands higher alone.

    ``needs`` tells how they meet the applicant's needs together, ``failing`` names those
    that they do not meet. ``gains`` says whether the second adds to the score of the first
    something that the applicant wants.
    """

    first: Standing
    second: Standing
    score: float
    score_high: float
    parts: tuple[Part, ...]
    added: tuple[Addition, ...]
    cost: Cost
    time: Time
    hours: float | None
    needs: tuple[Need, ...]
    failing: tuple[Need, ...]
    confirm: tuple[str, ...]
    gains: bool

    def __repr__(self) -> str:
        """Return which two they are, and their score together."""
        first, second = (one.program.id for one in self.members)
        return f"<Pair {first} and {second}: score {self.score:.0f}>"

    @property
    def members(self) -> tuple[Standing, Standing]:
        """Both programs, the first to take first."""
        return self.first, self.second

    @property
    def ids(self) -> frozenset[str]:
        """The ids of both programs."""
        return frozenset(one.program.id for one in self.members)

    @property
    def effect(self) -> Effect:
        """Whether the second adds to the score of the first, and both meet the needs."""
        if self.failing:
            return "does not fit"
        return "adds" if self.gains else "adds nothing"


class Advised(NamedTuple):
    """A pair that a source recommends for the role, and what comes of it here."""

    advice: PairAdvice
    pair: Pair


@dataclass(frozen=True, slots=True, repr=False)
class Pairing:
    """The pairs that are proposed, beside the ranking of single programs.

    Those that a source recommends for the role come first, then the best. ``fixed`` must be
    in each; ``top`` were asked for. ``closest`` is the pair that comes nearest to the needs,
    where pairs add something and none fits.
    """

    ranking: Ranking
    fixed: Program | None
    top: int
    pairs: tuple[Pair, ...]
    closest: Pair | None
    advised: tuple[Advised, ...]

    def advice_on(self, pair: Pair) -> PairAdvice | None:
        """Return what a source recommends of a pair for the role."""
        return next((one.advice for one in self.advised if one.pair.ids == pair.ids), None)

    def _repr_html_(self) -> str:
        """Return it as a notebook shows it."""
        return repr_html(self)

    def __repr__(self) -> str:
        """Return for whom it is, how many pairs there are, and which comes first."""
        first = f"; first {' and '.join(sorted(self.pairs[0].ids))}" if self.pairs else ""
        return f"<Pairing for {self.ranking.applicant.role.id}: {len(self.pairs)} found{first}>"


def pair(
    catalog: Catalog, profile: Profile, fixed: Program | str | None = None, top: int = 3
) -> Pairing:
    """Find the best pairs of a catalogue's programs for a profile, ``top`` at most.

    A pair shows on every item what the better of the two shows, and the topics of both. It
    is offered where it meets the needs, neither program is known to be for other roles, and
    it scores above the best program alone by what is wanted: credit is no gain to who wants
    none. With ``fixed``, a program (or its id or name) that must be in it and may be for
    anybody, it scores
    above each of its two. What programs show that the user holds counts as had with every
    one. The higher score comes first, then the higher ``score_high``, the
    lower known cost, the ids. Before all come the pairs that a source recommends for the
    role, where they meet the needs, with the score that they have.

    Raises:
        UsageError: as ``rank``; or the catalogue has no such program, or ``top`` is below 1.
    """
    check_count(top, "top")
    ranking = rank(catalog, profile)
    if fixed is not None:
        fixed = ranking.find(fixed).standing.program
    judge = judge_for(ranking.applicant)
    judge = judge._replace(held=_held(ranking, judge))
    members = [member_of(one, judge) for one in _candidates(ranking)]
    if fixed is None:
        fitting = (one.alone for one in members if one.standing.fit != "no")
        judge = judge._replace(floor=max(fitting, default=0.0))
    advised = sorted(_advised(members, judge, fixed), key=lambda one: judge.key(one[1]))
    known = [duo for _, duo in advised if not judge.failing(duo)]
    others = [one for one in members if _suits(one.standing, fixed)]
    best = best_duos((duo for duo in duos(others, fixed) if duo not in known), judge, top)
    closest = None if known or best else closest_duo(duos(others, fixed), judge)
    return Pairing(
        ranking=ranking,
        fixed=fixed,
        top=top,
        pairs=tuple(_pair(duo, judge) for duo in [*known, *best][:top]),
        closest=_pair(closest, judge) if closest else None,
        advised=tuple(Advised(advice, _pair(duo, judge)) for advice, duo in advised),
    )


def _held(ranking: Ranking, judge: Judge) -> int:
    """Return the units that the programs show which the applicant has completed."""
    held = 0
    for program in ranking.catalog.programs:
        if program.id in ranking.applicant.held:
            held |= member_of(ranking.find(program).standing, judge).shown
    return held


def _suits(standing: Standing, fixed: Program | None) -> bool:
    """Return whether a program may be proposed: unless it is known to be for other roles."""
    return standing.program is fixed or audience(standing) != "not named"


def _candidates(ranking: Ranking) -> list[Standing]:
    """Return who may be in a pair: who fits alone, but for a CME that the other may award."""
    applicant, sources = ranking.applicant, ranking.catalog.sources
    without = [
        standing_of(one.program, applicant, sources)
        for one in ranking.ruled_out
        if all(reason.kind is NeedKind.CME for reason in one.reasons)
    ]
    return sorted([*ranking.ranked, *without], key=order)


def _advised(
    members: list[Member], judge: Judge, fixed: Program | None
) -> Iterator[tuple[PairAdvice, Duo]]:
    """Yield the pairs that are recommended for the role, where both may be in a pair."""
    for advice in judge.applicant.role.pairings:
        duo = [one for one in members if one.standing.program.id in advice.programs]
        if len(duo) == 2 and (fixed is None or fixed.id in advice.programs):
            yield advice, Duo(*duo)


def _pair(duo: Duo, judge: Judge) -> Pair:
    first, second = duo
    scale, profile = judge.scale, judge.applicant.profile
    work = [one.demand.work for one in duo]
    claimed = scale.of(duo.claimed)
    return Pair(
        first=first.standing,
        second=second.standing,
        score=scale.score(duo.shown),
        score_high=scale.score(duo.reach),
        parts=tuple(_part(name, duo, scale) for name in judge.applicant.weights),
        added=tuple(
            Addition(unit, unit in claimed)
            for unit in scale.of(second.shown & ~first.shown)
            if judge.applicant.weights[unit.rule.criterion] > 0
        ),
        cost=total_cost(first.demand.cost, second.demand.cost),
        time=time_together(first.demand, second.demand, profile.hours_per_week),
        hours=None if work[0] is None or work[1] is None else work[0] + work[1],
        needs=judge.needs(duo),
        failing=judge.failing(duo),
        confirm=_confirm(duo, judge),
        gains=judge.adds(duo),
    )


def audience(standing: Standing) -> Audience | None:
    """Return whether a program is said to be for the applicant's role; None is unknown."""
    items = standing.ratings["domain_alignment"].items
    item = next(one for one in items if one.rule.id == "audience")
    if item.points:
        return "named" if item.points == NAMED else "complement"
    return None if item.open else "not named"


def _part(criterion: Criterion, duo: Duo, scale: Scale) -> Part:
    points = partial(scale.points, criterion=criterion)
    left = duo.reach & ~duo.shown
    most = scale.maxima[criterion]
    return Part(criterion, points(duo.shown), points(left), most, points(duo.claimed))


def _confirm(duo: Duo, judge: Judge) -> tuple[str, ...]:
    """Return what is unknown of both together; what one of them shows is no longer open."""
    unknown = [need.kind.unknown for need in judge.needs(duo) if need.state == "unknown"]
    credit = NeedKind.CME.unknown
    terms = [term for one in duo for term in one.standing.terms if term != credit]
    items = [unit.rule.confirm for unit in judge.scale.of(duo.reach & ~duo.shown)]
    disputed = [
        item.rule.confirm
        for one in duo
        for rating in one.standing.ratings.values()
        for item in rating.items
        if item.disputed
    ]
    return tuple(dict.fromkeys((*unknown, *terms, *items, *disputed)))
