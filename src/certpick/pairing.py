"""The best two programs together: what the second adds to the first, and what both ask."""

from bisect import insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from operator import itemgetter
from typing import Literal, NamedTuple

from certpick.catalog import Catalog, Program
from certpick.explain import LEVEL
from certpick.fit import Cost, Need
from certpick.profile import Applicant, Profile
from certpick.ranking import NEED_WORDS, Ranking, Standing, order, rank, standing_of
from certpick.roles import PairAdvice
from certpick.rubric import own_claim
from certpick.together import Demand, Time, demand, needs_together, time_together, total_cost
from certpick.units import Scale, Unit
from certpick.weights import Criterion

Effect = Literal["adds", "adds nothing", "does not fit"]
_Key = tuple[float, float, float, str, str]


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
    that they do not meet.
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
        if self.score <= max(one.score for one in self.members) + LEVEL:
            return "adds nothing"
        return "does not fit" if self.failing else "adds"


class Advised(NamedTuple):
    """A pair that a source recommends for the role, and what comes of it here."""

    advice: PairAdvice
    pair: Pair


@dataclass(frozen=True, slots=True)
class Pairing:
    """The best pairs, the best first, beside the ranking of single programs.

    ``fixed`` must be in each. ``closest`` is the pair that comes nearest to the needs,
    where pairs add something and none fits.
    """

    ranking: Ranking
    fixed: Program | None
    pairs: tuple[Pair, ...]
    closest: Pair | None
    advised: tuple[Advised, ...]


class _Member(NamedTuple):
    standing: Standing
    demand: Demand
    shown: int
    reach: int
    claimed: int
    alone: float


_Duo = tuple[_Member, _Member]


class _Judge(NamedTuple):
    """How pairs are measured for an applicant; ``floor`` is a score that they must exceed."""

    applicant: Applicant
    scale: Scale
    floor: float

    def gains(self, duo: _Duo) -> bool:
        first, second = duo
        return self.scale.score(first.shown | second.shown) > max(first.alone, self.floor) + LEVEL

    def needs(self, duo: _Duo) -> tuple[Need, ...]:
        return needs_together(duo[0].demand, duo[1].demand, self.applicant.profile)

    def failing(self, duo: _Duo) -> tuple[Need, ...]:
        out = ("fails", "unknown") if self.applicant.profile.strict else ("fails",)
        return tuple([need for need in self.needs(duo) if need.state in out])

    def key(self, duo: _Duo) -> _Key:
        first, second = duo
        usd = total_cost(first.demand.cost, second.demand.cost).usd
        return (
            -self.scale.score(first.shown | second.shown),
            -self.scale.score(first.reach | second.reach),
            float("inf") if usd is None else usd,
            first.standing.program.id,
            second.standing.program.id,
        )


def pair(catalog: Catalog, profile: Profile, fixed: Program | None = None, top: int = 3) -> Pairing:
    """Find the best pairs of a catalogue's programs for a profile.

    A pair shows on every item what the better of the two shows, and the topics of both. It
    is offered where it meets the needs and scores above the best program alone; with
    ``fixed``, a program that must be in it, above each of its two. The higher score comes
    first, then the higher ``score_high``, the lower known cost, the ids.

    Raises:
        UsageError: the profile's role or a situation is unknown.
    """
    ranking = rank(catalog, profile)
    best_alone = ranking.ranked[0].score if ranking.ranked and not fixed else 0.0
    judge = _Judge(ranking.applicant, Scale(ranking.applicant), best_alone)
    members = [_member(one, judge) for one in _candidates(ranking)]
    best = _best(_duos(members, fixed), judge, top)
    closest = None if best else _closest(_duos(members, fixed), judge)
    return Pairing(
        ranking=ranking,
        fixed=fixed,
        pairs=tuple(_pair(duo, judge) for duo in best),
        closest=_pair(closest, judge) if closest else None,
        advised=tuple(_advised(members, judge, fixed)),
    )


def _candidates(ranking: Ranking) -> list[Standing]:
    """Return who may be in a pair: who fits alone, but for a CME that the other may award."""
    applicant, sources = ranking.applicant, ranking.catalog.sources
    without = [
        standing_of(one.program, applicant, sources)
        for one in ranking.ruled_out
        if all(reason.need == "cme" for reason in one.reasons)
    ]
    return sorted([*ranking.ranked, *without], key=order)


def _member(standing: Standing, judge: _Judge) -> _Member:
    scale = judge.scale
    shown = reach = claimed = 0
    for rating in standing.ratings.values():
        for item in rating.items:
            mine = scale.shown(item)
            shown |= mine
            reach |= scale.reach(item)
            if own_claim(item.basis, standing.program.provider, standing.sources):
                claimed |= mine
    asked = demand(standing.program, judge.applicant)
    return _Member(standing, asked, shown, reach, claimed, scale.score(shown))


def _duos(members: list[_Member], fixed: Program | None) -> Iterator[_Duo]:
    """Yield each two members, in the ranking's order; with ``fixed``, its pairs only."""
    if fixed is None:
        yield from combinations(members, 2)
        return
    place = next((at for at, one in enumerate(members) if one.standing.program is fixed), None)
    if place is not None:
        yield from ((one, members[place]) for one in members[:place])
        yield from ((members[place], one) for one in members[place + 1 :])


def _best(duos: Iterable[_Duo], judge: _Judge, count: int) -> list[_Duo]:
    """Return the best that add something and fit; needs are looked at only where it matters."""
    kept: list[tuple[_Key, _Duo]] = []
    score = judge.scale.score
    least = judge.floor  # what a pair must reach: once there are enough, the last one's score
    for duo in duos:
        if score(duo[0].shown | duo[1].shown) < least or not judge.gains(duo):
            continue
        key = judge.key(duo)
        if (len(kept) == count and key > kept[-1][0]) or judge.failing(duo):
            continue
        insort(kept, (key, duo), key=itemgetter(0))
        del kept[count:]
        least = -kept[-1][0][0] if len(kept) == count else least
    return [duo for _, duo in kept]


def _closest(duos: Iterable[_Duo], judge: _Judge) -> _Duo | None:
    """Return what fails the fewest needs by the smallest gap; of equals, the best."""

    def distance(duo: _Duo) -> tuple[int, float, _Key]:
        failing = judge.failing(duo)
        return len(failing), sum(need.gap for need in failing), judge.key(duo)

    return min(filter(judge.gains, duos), key=distance, default=None)


def _advised(members: list[_Member], judge: _Judge, fixed: Program | None) -> Iterator[Advised]:
    """Yield the pairs that are recommended for the role, where both may be in a pair."""
    for advice in judge.applicant.role.pairings:
        duo = [one for one in members if one.standing.program.id in advice.programs]
        if len(duo) == 2 and (fixed is None or fixed.id in advice.programs):
            yield Advised(advice, _pair((duo[0], duo[1]), judge))


def _pair(duo: _Duo, judge: _Judge) -> Pair:
    first, second = duo
    scale, profile = judge.scale, judge.applicant.profile
    shown, needs = first.shown | second.shown, judge.needs(duo)
    work = [one.demand.work for one in duo]
    claimed = _claimed(duo)
    return Pair(
        first=first.standing,
        second=second.standing,
        score=scale.score(shown),
        score_high=scale.score(first.reach | second.reach),
        parts=tuple(_part(name, duo, scale) for name in judge.applicant.weights),
        added=tuple(
            Addition(unit, unit in scale.of(claimed))
            for unit in scale.of(second.shown & ~first.shown)
        ),
        cost=total_cost(first.demand.cost, second.demand.cost),
        time=time_together(first.demand, second.demand, profile.hours_per_week),
        hours=None if work[0] is None or work[1] is None else work[0] + work[1],
        needs=needs,
        failing=judge.failing(duo),
        confirm=_confirm(duo, needs, scale),
    )


def _claimed(duo: _Duo) -> int:
    """Return the units that no member shows by more than its provider's own claim."""
    firm = 0
    for one in duo:
        firm |= one.shown & ~one.claimed
    return (duo[0].claimed | duo[1].claimed) & ~firm


def _part(criterion: Criterion, duo: _Duo, scale: Scale) -> Part:
    points = partial(scale.points, criterion=criterion)
    shown, reach = duo[0].shown | duo[1].shown, duo[0].reach | duo[1].reach
    return Part(
        criterion,
        points(shown),
        points(reach & ~shown),
        scale.maxima[criterion],
        points(_claimed(duo)),
    )


def _confirm(duo: _Duo, needs: tuple[Need, ...], scale: Scale) -> tuple[str, ...]:
    """Return what is unknown of both together; what one of them shows is no longer open."""
    unknown = [NEED_WORDS[need.need] for need in needs if need.state == "unknown"]
    credit = NEED_WORDS["cme"]
    terms = [term for one in duo for term in one.standing.terms if term != credit]
    still_open = (duo[0].reach | duo[1].reach) & ~(duo[0].shown | duo[1].shown)
    items = [unit.rule.confirm for unit in scale.of(still_open)]
    disputed = [
        item.rule.confirm
        for one in duo
        for rating in one.standing.ratings.values()
        for item in rating.items
        if item.disputed
    ]
    return tuple(dict.fromkeys((*unknown, *terms, *items, *disputed)))
