"""The search for the best two programs: cheap sets of units for all pairs, needs for few."""

from bisect import insort
from collections.abc import Iterable, Iterator
from itertools import combinations, starmap
from operator import itemgetter
from typing import NamedTuple

from certpick.catalog.model import Program
from certpick.pairs.combined import Demand, demand, needs_together, total_cost
from certpick.pairs.coverage import Scale
from certpick.profile.profile import Applicant
from certpick.scoring.needs import Need, unmet
from certpick.scoring.ranking import LEVEL, Standing

Key = tuple[float, float, float, str, str]


class Member(NamedTuple):
    """A program as sets of units: shown, shown or still open, merely claimed."""

    standing: Standing
    demand: Demand
    shown: int
    reach: int
    claimed: int
    alone: float

    @property
    def firm(self) -> int:
        """The units that more than its provider's own claim shows."""
        return self.shown & ~self.claimed


class Duo(NamedTuple):
    """Two members in the ranking's order; their sets of units are united."""

    first: Member
    second: Member

    @property
    def shown(self) -> int:
        """The units that either shows."""
        return self.first.shown | self.second.shown

    @property
    def reach(self) -> int:
        """The units that either shows, or could while something is unknown."""
        return self.first.reach | self.second.reach

    @property
    def claimed(self) -> int:
        """The units that neither shows by more than its provider's own claim."""
        return self.shown & ~(self.first.firm | self.second.firm)


class Judge(NamedTuple):
    """How pairs are measured for an applicant.

    ``floor`` is a score that they must exceed, ``unwanted`` the units that are no gain, ``held``
    those that programs show which the applicant has completed.
    """

    applicant: Applicant
    scale: Scale
    floor: float
    unwanted: int
    held: int = 0

    def adds(self, duo: Duo) -> bool:
        """Return whether the second adds something wanted to the score of the first."""
        return self._wanted(duo) > duo.first.alone + LEVEL

    def gains(self, duo: Duo) -> bool:
        """Return whether two score above each alone, and above the floor, by what is wanted."""
        return self._wanted(duo) > max(duo.first.alone, self.floor) + LEVEL

    def _wanted(self, duo: Duo) -> float:
        return self.scale.score(duo.first.shown | (duo.second.shown & ~self.unwanted))

    def needs(self, duo: Duo) -> tuple[Need, ...]:
        """Return how two meet each need together."""
        return needs_together(duo.first.demand, duo.second.demand, self.applicant.profile)

    def failing(self, duo: Duo) -> tuple[Need, ...]:
        """Return the needs that rule two out."""
        return unmet(self.needs(duo), self.applicant)

    def key(self, duo: Duo) -> Key:
        """Return what sorts pairs, the best first."""
        usd = total_cost(duo.first.demand.cost, duo.second.demand.cost).usd
        return (
            -self.scale.score(duo.shown),
            -self.scale.score(duo.reach),
            float("inf") if usd is None else usd,
            duo.first.standing.program.id,
            duo.second.standing.program.id,
        )


def judge_for(applicant: Applicant) -> Judge:
    """Return how pairs are measured; to who wants no credit, a second that adds it adds nothing."""
    scale = Scale(applicant)
    return Judge(applicant, scale, 0.0, scale.whole("ce_credit") if applicant.cme == "no" else 0)


def member_of(standing: Standing, judge: Judge) -> Member:
    """Return a program as a member of pairs; what is held counts as had with any of them."""
    scale = judge.scale
    shown = reach = judge.held
    claimed = 0
    for rating in standing.ratings.values():
        for item in rating.items:
            mine = scale.shown(item)
            shown |= mine
            reach |= scale.reach(item)
            if standing.own_claim(*item.basis):
                claimed |= mine & ~judge.held
    asked = demand(standing.taken, judge.applicant)
    return Member(standing, asked, shown, reach, claimed, scale.score(shown))


def duos(members: list[Member], fixed: Program | None) -> Iterator[Duo]:
    """Yield each two members, in the ranking's order; with ``fixed``, its pairs only."""
    if fixed is None:
        yield from starmap(Duo, combinations(members, 2))
        return
    places = (at for at, one in enumerate(members) if one.standing.program.id == fixed.id)
    for place in places:
        yield from (Duo(one, members[place]) for one in members[:place])
        yield from (Duo(members[place], one) for one in members[place + 1 :])


def best_duos(candidates: Iterable[Duo], judge: Judge, count: int) -> list[Duo]:
    """Return the best that add something and fit; needs are looked at only where it matters."""
    kept: list[tuple[Key, Duo]] = []
    score = judge.scale.score
    least = judge.floor  # what a pair must reach: once there are enough, the last one's score
    for duo in candidates:
        if score(duo.shown) < least or not judge.gains(duo):
            continue
        key = judge.key(duo)
        if (len(kept) == count and key > kept[-1][0]) or judge.failing(duo):
            continue
        insort(kept, (key, duo), key=itemgetter(0))
        del kept[count:]
        least = -kept[-1][0][0] if len(kept) == count else least
    return [duo for _, duo in kept]


def closest_duo(candidates: Iterable[Duo], judge: Judge) -> Duo | None:
    """Return what fails the fewest needs by the smallest gap; of equals, the best."""

    def distance(duo: Duo) -> tuple[int, float, Key]:
        failing = judge.failing(duo)
        return len(failing), sum(need.gap for need in failing), judge.key(duo)

    return min(filter(judge.gains, candidates), key=distance, default=None)
