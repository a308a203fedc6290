"""How firm a ranking is: over all weights, under what is unknown, and against each rival.

The three criteria of the guide are weighed in every way; a weight of CME is held fixed.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from certpick.errors import check_kind
from certpick.explaining.confirmation import Chance, Confirmation, nearest_chances, smallest_of
from certpick.explaining.simplex import TRIANGLE, Polygon, Row, area, cells, centroid
from certpick.explaining.weight_space import (
    SLIVER,
    Transfer,
    central_weights,
    first_choice_shares,
    leading_intervals,
    smallest_transfer,
)
from certpick.profile.criteria import GUIDE_CRITERIA
from certpick.profile.profile import Applicant
from certpick.scoring.ranking import LEVEL, Ranking, Standing, leveled, on_other_evidence
from certpick.text import percent_words, whole_percents

CLOSE_TRANSFER = 0.05  # weight, of 1
CLOSE_MARGIN = 2.0  # points of score, of 100


class Firmness(NamedTuple):
    """How firm one program's place is.

    ``first_choice_share`` is the share of all weightings in which it leads, from 0 to 1;
    ``rank_best`` and ``rank_worst`` bound its place whatever the open points turn out to be;
    ``dominated_by`` is the standing of the first program that is at least as good on every
    criterion and better on one, None if there is none.
    """

    first_choice_share: float
    rank_best: int
    rank_worst: int
    dominated_by: Standing | None


class CloseCall(NamedTuple):
    """Why a winner is not far ahead: the score's margin, and the least change of weights."""

    margin: float
    runner_up: Standing
    transfer: Transfer | None
    challenger: Standing | None


class Territory(NamedTuple):
    """Where in the triangle of weights one program leads, or several that tie everywhere.

    ``row`` holds their ratings, ``share`` the part of the triangle, ``pieces`` convex polygons
    that make it up, ``center`` their centroid.
    """

    leaders: tuple[Standing, ...]
    row: Row
    share: float
    pieces: list[Polygon]
    center: tuple[float, float, float]


@dataclass(frozen=True)
class Robustness:
    """How firm a ranking is; each part is worked out once, when it is asked for."""

    ranking: Ranking

    @cached_property
    def rows(self) -> list[Row]:
        """The ranked programs' ratings from 0 to 1, as ``rows`` gives them."""
        return rows(self.ranking)

    @cached_property
    def shares(self) -> list[float]:
        """The share of all weightings in which each ranked program leads, in that order."""
        return first_choice_shares(self.rows) if self.rows else []

    @cached_property
    def transfer(self) -> Transfer | None:
        """The least weight, of 1, that makes another program lead when it is moved."""
        applicant = self.ranking.applicant
        if not self.rows:
            return None
        move = smallest_transfer(self.rows, guide_weights(applicant))
        cme = applicant.weights.get("cme", 0.0)
        return move._replace(amount=move.amount * (1 - cme)) if move else None

    @cached_property
    def firmness(self) -> tuple[Firmness, ...]:
        """How firm each ranked program's place is, in the ranking's order."""
        return _firmness(self.ranking, self.shares)

    @cached_property
    def close_call(self) -> CloseCall | None:
        """Why the winner's lead is fragile, None where it is firm or alone."""
        ranked, move = self.ranking.ranked, self.transfer
        if len(ranked) < 2:
            return None
        margin = ranked[0].score - ranked[1].score
        near = move if move and move.amount < CLOSE_TRANSFER else None
        if margin >= CLOSE_MARGIN and near is None:
            return None
        return CloseCall(margin, ranked[1], near, ranked[near.leader] if near else None)

    @cached_property
    def nearest_chances(self) -> list[Chance]:
        """The rivals that come first with the fewest facts confirmed, by place."""
        return nearest_chances(self.ranking)

    @cached_property
    def smallest_confirmation(self) -> Confirmation | None:
        """The least that must be confirmed to put another program first, None if nothing can."""
        return smallest_of(self.nearest_chances)

    @cached_property
    def territories(self) -> list[Territory]:
        """Who leads where in the triangle of weights, the largest territory first."""
        return territories(self.ranking)

    @cached_property
    def percentages(self) -> tuple[str, ...]:
        """Each ranked program's first-choice share in whole percent; they add up to 100.

        Those that lead together share what their territory has.
        """
        percents: dict[Standing, int] = {}
        wholes = whole_percents([one.share for one in self.territories])
        for one, whole in zip(self.territories, wholes, strict=True):
            each, more = divmod(whole, len(one.leaders))
            percents |= {leader: each + (at < more) for at, leader in enumerate(one.leaders)}
        return tuple(
            percent_words(firm.first_choice_share, percents.get(standing, 0))
            for standing, firm in zip(self.ranking.ranked, self.firmness, strict=True)
        )

    @cached_property
    def with_other_evidence(self) -> Ranking:
        """The ranking with interested claims left open, or counted where they are open."""
        said = self.ranking.applicant.profile.evidence
        return on_other_evidence(self.ranking, "all" if said == "independent" else "independent")


def territories(ranking: Ranking) -> list[Territory]:
    """Return who leads where, the largest territory first; nobody ranked, nothing."""
    if not ranking.ranked:
        return []
    table = rows(ranking)
    found = []
    for row, pieces in cells(table).items():
        leaders = (one for one, its in zip(ranking.ranked, table, strict=True) if its == row)
        share = sum(map(area, pieces)) / area(TRIANGLE)
        if share > SLIVER:
            found.append(Territory(tuple(leaders), row, share, pieces, centroid(pieces)))
    return sorted(found, key=lambda one: -one.share)


def firmness(ranking: Ranking) -> tuple[Firmness, ...]:
    """Return how firm each ranked program's place is: one of each, in the ranking's order.

    The first-choice shares, from 0 to 1, add up to 1. They are exact areas: the ways to weigh
    the guide's three criteria form a triangle, which is cut along each line where two programs
    are level (the first-rank acceptability index of Lahdelma, Hokkanen and Salminen 1998,
    without its sampling). A weight of CME is held fixed.

    Raises:
        UsageError: it is no ranking.
    """
    check_kind(Ranking, ranking=ranking)
    return Robustness(ranking).firmness


def _firmness(ranking: Ranking, shares: list[float]) -> tuple[Firmness, ...]:
    ranges = _rank_ranges(ranking)
    dominators = _dominators(ranking)
    return tuple(
        Firmness(share, best, worst, dominator)
        for share, (best, worst), dominator in zip(shares, ranges, dominators, strict=True)
    )


def rows(ranking: Ranking) -> list[Row]:
    """Return the ranked programs' ratings from 0 to 1 on the guide's criteria.

    A weight of CME is the same in every weighting, so what it adds is added to each rating:
    the weights add up to 1, and the sum is the program's score.
    """
    cme = ranking.applicant.weights.get("cme", 0.0)
    found: list[Row] = []
    for standing in ranking.ranked:
        ratings = standing.ratings
        extra = cme * ratings["cme"].share if cme else 0.0
        found.append(tuple((1 - cme) * ratings[name].share + extra for name in GUIDE_CRITERIA))
    return found


def guide_weights(applicant: Applicant) -> tuple[float, ...]:
    """Return the weights of the guide's criteria among themselves; any scale."""
    chosen = tuple(applicant.weights[name] for name in GUIDE_CRITERIA)
    return chosen if sum(chosen) > 0 else (1.0, 1.0, 1.0)


def best_for(ranking: Ranking, place: int) -> tuple[float, float, float] | None:
    """Return the central weights of the program at a place, None if it never leads."""
    return central_weights(rows(ranking))[place]


def leads_between(ranking: Ranking, place: int) -> list[tuple[float, float] | None]:
    """Return, for each guide criterion, the weights at which the program at a place leads.

    The others keep their proportions; None where no weight of this criterion alone does it.
    """
    table = rows(ranking)
    return leading_intervals(table, table[place], guide_weights(ranking.applicant))


def _rank_ranges(ranking: Ranking) -> list[tuple[int, int]]:
    lows = sorted(-standing.score for standing in ranking.ranked)
    highs = sorted(-standing.score_high for standing in ranking.ranked)
    found = []
    for place, standing in enumerate(ranking.ranked, start=1):
        # Those that score above what it could reach stay above; those that could reach
        # more than it shows, itself aside, may come above.
        above = bisect_right(lows, -standing.score_high - LEVEL)
        threats = bisect_right(highs, -standing.score - LEVEL)
        itself = standing.score_high > standing.score + LEVEL
        found.append((min(place, above + 1), max(place, threats - itself + 1)))
    return found


def _dominators(ranking: Ranking) -> list[Standing | None]:
    """Return the first program that dominates each; it scores no less, and has more points."""
    points = [
        tuple(rating.points for rating in standing.ratings.values()) for standing in ranking.ranked
    ]
    order = sorted(
        range(len(points)), key=lambda at: (-leveled(ranking.ranked[at].score), -sum(points[at]))
    )
    front: list[int] = []
    found: list[Standing | None] = [None] * len(points)
    for at in order:
        dominator = next((one for one in front if _dominates(points[one], points[at])), None)
        if dominator is None:
            front.append(at)
        else:
            found[at] = ranking.ranked[dominator]
    return found


def _dominates(row: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return row != other and all(a >= b for a, b in zip(row, other, strict=True))
