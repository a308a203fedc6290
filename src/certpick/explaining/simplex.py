"""The triangle of three weights that add up to 1, and where in it each row of ratings leads.

A row scores linearly in the weights, so the weights at which it leads form a convex polygon:
the whole triangle, clipped by one half-plane a rival.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import fsum

Row = Sequence[float]
Point = tuple[float, float]  # the first two of three weights; the third is the rest
Polygon = list[Point]

TRIANGLE: Polygon = [(1.0, 0.0), (0.0, 1.0), (0.0, 0.0)]
# A triangle with this many contenders is settled at once; dividing ends at this depth.
FEW, DEEPEST = 12, 12
# Where in a triangle to look for rows that beat others everywhere: its middle and corners.
_LOOKS = ((1, 1, 1), (6, 1, 1), (1, 6, 1), (1, 1, 6))
# Scores that differ by less are the same score, as sums in another order may do.
EPSILON = 1e-13


def cells(rows: Sequence[Row]) -> dict[tuple[float, ...], list[Polygon]]:
    """Return the convex pieces in which each row leads, of those that lead anywhere.

    Raises:
        ValueError: there is no row, or one has not three ratings.
    """
    distinct = list(dict.fromkeys(map(tuple, rows)))
    if not distinct:
        raise ValueError("needs at least one row")
    if any(len(row) != 3 for row in distinct):
        raise ValueError("needs three criteria")
    pieces: dict[tuple[float, ...], list[Polygon]] = {}
    _divide(distinct, TRIANGLE, 0, pieces)
    return pieces


def _divide(
    rows: list[tuple[float, ...]],
    triangle: Polygon,
    depth: int,
    pieces: dict[tuple[float, ...], list[Polygon]],
) -> None:
    """Add the pieces inside a triangle, divided in four until few rows can lead in it."""
    rows = _contenders(rows, triangle)
    if len(rows) <= FEW or depth == DEEPEST:
        _settle(rows, triangle, pieces)
        return
    a, b, c = triangle
    ab, bc, ca = _middle(a, b), _middle(b, c), _middle(c, a)
    for part in ([a, ab, ca], [ab, b, bc], [ca, bc, c], [ab, bc, ca]):
        _divide(rows, part, depth + 1, pieces)


def _contenders(rows: list[tuple[float, ...]], triangle: Polygon) -> list[tuple[float, ...]]:
    """Leave out rows that another scores at least as well as at all corners: so everywhere."""
    corners = list(zip(*(_scores(rows, corner) for corner in triangle), strict=True))
    kept = list(range(len(rows)))
    bests = []
    for a, b, c in _LOOKS:
        values = [a * x + b * y + c * z for x, y, z in corners]
        bests.append(values.index(max(values)))
    for champion in dict.fromkeys(bests):
        x, y, z = corners[champion]
        kept = [
            place
            for place in kept
            if place == champion
            or corners[place][0] > x
            or corners[place][1] > y
            or corners[place][2] > z
        ]
    return [rows[place] for place in kept]


def _settle(
    rows: list[tuple[float, ...]],
    triangle: Polygon,
    pieces: dict[tuple[float, ...], list[Polygon]],
) -> None:
    """Add the piece of a triangle in which each row leads.

    A row's piece is clipped only by rivals that top it at one of its corners, and only those
    rivals are looked at next. That finds every leader: the pieces of a set of rows that is
    closed under "topped by" fill the triangle.
    """
    waiting = [_top(rows, _middle_of(triangle))]
    seen = set(waiting)
    tops: dict[Point, tuple[float, ...]] = {}
    while waiting:
        row = waiting.pop()
        piece = triangle
        checked: set[Point] = set()
        while corner := next((point for point in piece if point not in checked), None):
            rival = tops.get(corner) or tops.setdefault(corner, _top(rows, corner))
            if rival == row or score_at(rival, corner) - score_at(row, corner) <= EPSILON:
                checked.add(corner)
                continue
            piece = clip(piece, row, rival)
            if rival not in seen:
                seen.add(rival)
                waiting.append(rival)
        if area(piece) > 0:
            pieces.setdefault(row, []).append(piece)


def _scores(rows: list[tuple[float, ...]], point: Point) -> list[float]:
    first, second = point
    third = 1 - first - second
    return [first * a + second * b + third * c for a, b, c in rows]


def _top(rows: list[tuple[float, ...]], point: Point) -> tuple[float, ...]:
    scores = _scores(rows, point)
    return rows[scores.index(max(scores))]


def _middle(a: Point, b: Point) -> Point:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def _middle_of(triangle: Polygon) -> Point:
    return fsum(x for x, _ in triangle) / 3, fsum(y for _, y in triangle) / 3


def score_at(row: Row, point: Point) -> float:
    """Return a row's score at weights."""
    first, second = point
    return first * row[0] + second * row[1] + (1 - first - second) * row[2]


def clip(polygon: Polygon, row: Row, rival: Row) -> Polygon:
    """Return the part of a convex polygon in which a row scores no less than a rival."""
    a, b, c = (mine - its for mine, its in zip(row, rival, strict=True))
    leads = [x * a + y * b + (1 - x - y) * c for x, y in polygon]
    clipped: Polygon = []
    for place, (point, lead) in enumerate(zip(polygon, leads, strict=True)):
        before, lead_before = polygon[place - 1], leads[place - 1]
        if (lead > 0 > lead_before) or (lead < 0 < lead_before):
            part = lead_before / (lead_before - lead)
            clipped.append(
                (
                    before[0] + part * (point[0] - before[0]),
                    before[1] + part * (point[1] - before[1]),
                )
            )
        if lead >= 0:
            clipped.append(point)
    return clipped


def area(polygon: Polygon) -> float:
    """Return the area of a convex polygon."""
    return abs(fsum(_cross(polygon))) / 2


def _cross(polygon: Polygon) -> list[float]:
    """Return twice the signed areas of the triangles from the first corner to each side."""
    if len(polygon) < 3:
        return []
    (x0, y0), *rest = polygon
    return [(x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0) for (x1, y1), (x2, y2) in pairwise(rest)]


def centroid(pieces: list[Polygon]) -> tuple[float, float, float]:
    """Return the centroid of polygons that do not overlap."""
    areas, firsts, seconds = [], [], []
    for (x0, y0), *rest in pieces:
        for cross, (a, b) in zip(_cross([(x0, y0), *rest]), pairwise(rest), strict=True):
            areas.append(cross)
            firsts.append(cross * (x0 + a[0] + b[0]) / 3)
            seconds.append(cross * (y0 + a[1] + b[1]) / 3)
    first, second = fsum(firsts) / fsum(areas), fsum(seconds) / fsum(areas)
    return first, second, 1 - first - second
