"""The triangle of weights as plain data."""

from typing import TYPE_CHECKING

from certpick.catalog.model import Catalog
from certpick.explaining.robustness import Robustness
from certpick.explaining.simplex import Point
from certpick.profile.criteria import GUIDE_CRITERIA, Criterion
from certpick.render.documents.shared import exact, named_document, person_head
from certpick.render.weight_map import Mark, map_marks, own_weights

if TYPE_CHECKING:
    from certpick.render.contract.reasons import (
        MapDocument,
        TerritoryDocument,
    )


def map_document(robustness: Robustness) -> "MapDocument":
    """Return who leads where as plain data."""
    ranking = robustness.ranking
    return {
        **person_head(ranking),
        "here": _weights(own_weights(ranking)),
        "territories": [_territory(mark, ranking.catalog) for mark in map_marks(robustness)],
    }


def _territory(mark: Mark, catalog: Catalog) -> "TerritoryDocument":
    found = mark.territory
    return {
        "letter": mark.letter,
        "leaders": [named_document(one.program, catalog) for one in found.leaders],
        "share": exact(found.share),
        "center": _weights((found.center[0], found.center[1])),
        "pieces": [[_weights(corner) for corner in piece] for piece in found.pieces],
    }


def _weights(point: Point) -> dict[Criterion, float]:
    """Return what the criteria weigh at a point of the triangle."""
    shares = (point[0], point[1], 1 - point[0] - point[1])
    return {name: exact(share) for name, share in zip(GUIDE_CRITERIA, shares, strict=True)}
