"""Weights of criteria, exactly and without sampling.

Three weights that add up to 1 form a triangle. A row of ratings scores linearly in the
weights, so the weights at which it leads form a convex polygon in that triangle: the whole
triangle, clipped by one half-plane a rival. Areas and centroids of these polygons say how
much of all weightings a row leads, and for whom it is best.

Rows are alternatives, columns the three criteria, ratings run from 0 to 1 (any finite
numbers will do). Rows that are equal tie everywhere and share what they lead.

The functions are the whole method, for use on any rows. certpick itself needs neither
``beats_share`` nor ``stability_intervals``: they are here so that the method can be used
alone, and checked against published tables.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import permutations
from math import fsum
from operator import mul, sub
from typing import NamedTuple

from certpick.explaining.simplex import EPSILON, TRIANGLE, Row, area, cells, centroid, clip

SLIVER = 1e-12  # what rounding leaves of the area of a row that leads on an edge at most


class Transfer(NamedTuple):
    """Weight moved from one criterion to another until another row leads."""

    amount: float
    source: int
    target: int
    leader: int


def first_choice_shares(rows: Sequence[Row]) -> list[float]:
    """Return the share of all weightings in which each row leads; they add up to 1.

    This is the rank acceptability of the first rank under uniform weights (Lahdelma &
    Salminen 2001), as an area instead of an estimate.
    """
    areas = {row: fsum(map(area, pieces)) for row, pieces in cells(rows).items()}
    total, times = fsum(areas.values()), Counter(map(tuple, rows))
    return [areas.get(tuple(row), 0.0) / total / times[tuple(row)] for row in rows]


def central_weights(rows: Sequence[Row]) -> list[tuple[float, float, float] | None]:
    """Return the centroid of the weightings in which each row leads, None if it never does.

    It describes the person whom the row suits best (Lahdelma & Salminen 2001).
    """
    pieces = {row: own for row, own in cells(rows).items() if fsum(map(area, own)) > SLIVER}
    return [centroid(pieces[tuple(row)]) if tuple(row) in pieces else None for row in rows]


def beats_share(a: Row, b: Row) -> float:
    """Return the share of all weightings in which a scores above b; 1/2 if they are equal."""
    if tuple(a) == tuple(b):
        return 0.5
    return area(clip(TRIANGLE, a, b)) / area(TRIANGLE)


def stability_intervals(rows: Sequence[Row], weights: Row) -> list[tuple[float, float]]:
    """Return, for each criterion, the weights (low, high) at which the leader still leads.

    That criterion's weight moves and the others keep their proportions (Mareschal 1988);
    where they are all 0 they share alike what is left. ``weights`` may have any positive
    scale; of several leaders the first counts.

    Raises:
        ValueError: there is no row, or the weights are not positive in sum.
    """
    leader = rows[_leader(rows, _normalized(weights))]
    return [found or (0.0, 0.0) for found in leading_intervals(rows, leader, weights)]


def leading_intervals(
    rows: Sequence[Row], row: Row, weights: Row
) -> list[tuple[float, float] | None]:
    """Return, for each criterion, the weights (low, high) at which this row leads, or None.

    As ``stability_intervals``, for any row.

    Raises:
        ValueError: the weights are not positive in sum.
    """
    shares = _normalized(weights)
    return [_interval(rows, row, shares, moving) for moving in range(len(shares))]


def smallest_transfer(rows: Sequence[Row], weights: Row) -> Transfer | None:
    """Return the least weight that, moved between two criteria, makes another row lead.

    More than the amount changes the leader, less does not: the smallest change of the
    most critical criteria (Triantaphyllou & Sanchez 1997). None if no such move does.

    Raises:
        ValueError: there is no row, or the weights are not positive in sum.
    """
    shares = _normalized(weights)
    leader = _leader(rows, shares)
    ahead = [fsum(map(mul, shares, map(sub, rows[leader], row))) for row in rows]
    pairs = permutations(range(len(shares)), 2)
    found = [one for pair in pairs for one in _transfers(rows, rows[leader], ahead, shares, *pair)]
    least = min((transfer.amount for _, transfer in found), default=None)
    if least is None:
        return None
    # Of rivals that catch up at once, the one that gains fastest leads afterwards.
    first = [one for one in found if one[1].amount <= least + EPSILON]
    return max(first, key=lambda one: one[0])[1]


def _transfers(
    rows: Sequence[Row],
    best: Row,
    ahead: list[float],
    weights: list[float],
    source: int,
    target: int,
) -> Iterator[tuple[float, Transfer]]:
    """Yield for each rival that catches up its gain per weight moved, and the move.

    ``ahead`` is the lead of the best row over each.
    """
    spread = best[target] - best[source]
    for place, (row, lead) in enumerate(zip(rows, ahead, strict=True)):
        gain = row[target] - row[source] - spread
        if gain > EPSILON and max(lead, 0.0) / gain < weights[source] - EPSILON:
            yield gain, Transfer(max(lead, 0.0) / gain, source, target, place)


def _normalized(weights: Row) -> list[float]:
    total = fsum(weights)
    if not total > 0:
        raise ValueError("the weights must be positive in sum")
    return [weight / total for weight in weights]


def _leader(rows: Sequence[Row], weights: Row) -> int:
    """Return the place of the first row with the highest score."""
    if not rows:
        raise ValueError("needs at least one row")
    scores = [fsum(map(mul, weights, row)) for row in rows]
    best = max(scores)
    return next(place for place, score in enumerate(scores) if score >= best - EPSILON)


def _interval(
    rows: Sequence[Row], leader: Row, weights: list[float], moving: int
) -> tuple[float, float] | None:
    others = [place for place in range(len(weights)) if place != moving]
    rest = fsum(weights[place] for place in others)
    split = [weights[place] / rest if rest > 0 else 1 / len(others) for place in others]
    low, high = 0.0, 1.0
    for row in rows:
        # The leader's lead is a straight line in the moving weight, from 0 to 1.
        at_one = leader[moving] - row[moving]
        at_zero = fsum(
            share * (leader[place] - row[place]) for share, place in zip(split, others, strict=True)
        )
        slope = at_one - at_zero
        if max(at_zero, at_one) < -EPSILON:
            return None
        if at_zero < 0 < slope:
            low = max(low, -at_zero / slope)
        elif at_one < 0 and slope < 0:
            high = min(high, at_zero / -slope)
    return (low, high) if low <= high else None
