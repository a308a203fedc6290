"""A comparison as plain data."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from certpick.profile.criteria import CRITERION_WORDS
from certpick.render.comparison import Amounts, Comparison, Row, Unit, cited_by_rows
from certpick.render.documents.shared import (
    exact,
    person_head,
    plain_facts,
    rating_documents,
    source_documents,
    standing_document,
    to_a_tenth,
    upkeep_document,
)
from certpick.scoring.ranking import Found, Ranking

if TYPE_CHECKING:
    from certpick.render.contract.reasons import (
        ComparedDocument,
        ComparisonBody,
        ComparisonDocument,
        RowDocument,
    )


def comparison_document(found: Comparison) -> "ComparisonDocument":
    """Return a comparison as plain data, with the sources that it names."""
    return {
        **person_head(found.ranking),
        **comparison_body(found),
        "sources": source_documents(cited_by_rows(found.rows), found.ranking.catalog),
    }


def comparison_body(found: Comparison) -> "ComparisonBody":
    """Return programs side by side, each by itself and line by line."""
    stands = [found.ranking.find(program) for program in found.programs]
    standings = [one.standing for one in stands]
    return {
        "programs": [program.id for program in found.programs],
        "compared": [_compared(one, found.ranking) for one in stands],
        "costs": {one.program.id: upkeep_document(one.taken, one.cost) for one in standings},
        "rows": [_row_document(row) for row in found.rows],
    }


def _compared(found: Found, ranking: Ranking) -> "ComparedDocument":
    return {
        **standing_document(found.standing, ranking),
        "rank": None if found.place is None else found.place + 1,
        "ratings": rating_documents(found.standing),
        "facts": plain_facts(found.standing.program),
    }


def _row_document(row: Row) -> "RowDocument":
    return {
        "name": _term(row),
        "values": list(row.values),
        "numbers": _numbers(row.amounts) if row.amounts else None,
        "unit": row.amounts.unit if row.amounts else None,
        "max": row.amounts.max if row.amounts else None,
        "differs": row.differs,
        "sources": [list(ids) for ids in row.sources or ((),) * len(row.values)],
    }


_ROUNDED: dict[Unit, Callable[[float], float]] = {"score": to_a_tenth, "points": exact}


def _numbers(amounts: Amounts) -> list[float | None]:
    rounded = _ROUNDED.get(amounts.unit, float)
    return [None if one is None else rounded(one) for one in amounts.values]


def _term(row: Row) -> str:
    """Return what programs know a row by: a criterion by its term."""
    return CRITERION_WORDS[row.criterion] if row.criterion else row.name
