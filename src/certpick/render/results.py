"""A result of the Python API in other forms: plain data, a data frame, HTML for a notebook."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, overload

from certpick.catalog.model import Catalog
from certpick.errors import UsageError, missing
from certpick.explaining.explanation import Explanation
from certpick.explaining.verdict import Verdict
from certpick.pairs.pairing import Pairing
from certpick.planning.plan import Plan
from certpick.render.comparison import Comparison
from certpick.render.documents.comparison import comparison_document
from certpick.render.documents.explanation import explanation_document
from certpick.render.documents.pairs import pairs_document
from certpick.render.documents.plan import plan_document
from certpick.render.documents.programs import programs_document
from certpick.render.documents.ranking import ranking_cells, ranking_document
from certpick.render.documents.verdict import verdict_document
from certpick.render.formats import View
from certpick.render.programs import programs_cells
from certpick.scoring.ranking import Ranking
from certpick.scoring.search import Query, search

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from certpick.render.contract.decisions import PairsDocument, PlanDocument
    from certpick.render.contract.lookups import ProgramsDocument
    from certpick.render.contract.ranking import RankingDocument, VerdictDocument
    from certpick.render.contract.reasons import ComparisonDocument, ExplanationDocument

Result = Ranking | Verdict | Explanation | Comparison | Pairing | Plan
Library = Literal["pandas", "polars"]
Cells = tuple[Sequence[str], Iterable[Mapping[str, Any]]]


def to_html(result: Result) -> str:
    """Return a result as HTML, as a notebook shows it; every word in it is text.

    Raises:
        UsageError: it is no result.
    """
    from certpick.render.notebook import notebook_html

    found = notebook_html(result)
    if found is None:
        raise _no_form(result, "HTML", Result.__args__)
    return found


@overload
def to_dict(result: Ranking) -> "RankingDocument": ...
@overload
def to_dict(result: Verdict) -> "VerdictDocument": ...
@overload
def to_dict(result: Explanation) -> "ExplanationDocument": ...
@overload
def to_dict(result: Comparison) -> "ComparisonDocument": ...
@overload
def to_dict(result: Pairing) -> "PairsDocument": ...
@overload
def to_dict(result: Plan) -> "PlanDocument": ...
@overload
def to_dict(result: Catalog) -> "ProgramsDocument": ...
def to_dict(result: Result | Catalog) -> Any:
    """Return a result as the plain data that its command writes with ``--json``.

    Of a verdict that is the part of this name, of a catalogue what ``certpick programs`` lists.
    Numbers are numbers, an unknown is None, and keys are only ever added from one version to
    the next. Amounts are in US dollars, times in weeks, scores of 100, shares of 1.

    Raises:
        UsageError: it is no result.
    """
    plain = _PLAIN.get(type(result))
    if plain is None:
        raise _no_form(result, "plain data", tuple(_PLAIN))
    return plain(result)


@overload
def to_frame(result: Ranking | Comparison | Catalog) -> Any: ...
@overload
def to_frame(
    result: Ranking | Comparison | Catalog, library: Literal["pandas"]
) -> "pd.DataFrame": ...
@overload
def to_frame(
    result: Ranking | Comparison | Catalog, library: Literal["polars"]
) -> "pl.DataFrame": ...
def to_frame(result: Ranking | Comparison | Catalog, library: Library | None = None) -> Any:
    """Return a result as a data frame of pandas or, where that is not installed, of polars.

    A ranking has one row a ranked program, the best first, with the columns of
    ``certpick rank --format csv``; a catalogue one row a program, as ``certpick programs``; a
    comparison one row for each thing that is compared and a column for each program. Numbers
    are numbers: US dollars, weeks, scores of 100, shares of 1; what is unknown is missing.

    Raises:
        MissingExtraError: the library, or either, is not installed.
        UsageError: it is no such result, or there is no such library.
    """
    cells = _CELLS.get(type(result))
    if cells is None:
        raise _no_form(result, "a data frame", tuple(_CELLS))
    name = library or ("pandas" if find_spec("pandas") else "polars")
    if name not in _FRAMES:
        raise UsageError(
            f"library={name!r}: is none of {', '.join(_FRAMES)}",
            candidates=tuple(_FRAMES),
            code="value_unknown",
        )
    if not find_spec(name):
        raise missing(name, name) if library else missing("pandas", "pandas, or polars")
    columns, rows = cells(result)
    return _FRAMES[name]({column: [row[column] for row in rows] for column in columns})


def _no_form(result: object, form: str, kinds: Iterable[type]) -> UsageError:
    names = ", ".join(kind.__name__ for kind in kinds)
    message = f"{type(result).__name__} has no form as {form}"
    return UsageError(message, f"these have: {names}", code="value_invalid")


_PLAIN: dict[type, Callable[[Any], Any]] = {
    Ranking: ranking_document,
    Verdict: verdict_document,
    Explanation: explanation_document,
    Comparison: comparison_document,
    Pairing: pairs_document,
    Plan: plan_document,
    Catalog: lambda catalog: programs_document(catalog, search(catalog, Query()), Query()),
}


def _comparison_cells(found: Comparison) -> Cells:
    names = ["name", *(program.id for program in found.programs)]
    return names, [dict(zip(names, (row.name, *row.values), strict=True)) for row in found.rows]


_CELLS: dict[type, Callable[[Any], Cells]] = {
    Ranking: lambda ranking: ranking_cells(ranking, View()),
    Comparison: _comparison_cells,
    Catalog: lambda catalog: programs_cells(catalog, search(catalog, Query())),
}
# By their names, since in a frame no value need be known.
_WHOLE = frozenset({"rank", "rank_best", "rank_worst"})
_NUMBERS = re.compile(r"weeks|score|score_high|.+_(usd|points|open|max|share)")


def _kind(name: str) -> type:
    if name in _WHOLE:
        return int
    return float if _NUMBERS.fullmatch(name) else str


def _pandas(columns: Mapping[str, Sequence[Any]]) -> Any:
    import pandas as pd

    kinds = {float: "float64", int: "int64", str: "object"}
    return pd.DataFrame(
        {name: pd.Series(values, dtype=kinds[_kind(name)]) for name, values in columns.items()}
    )


def _polars(columns: Mapping[str, Sequence[Any]]) -> Any:
    import polars as pl

    kinds = {float: pl.Float64(), int: pl.Int64(), str: pl.String()}
    return pl.DataFrame(
        [
            pl.Series(name, values, kinds[_kind(name)], strict=False)
            for name, values in columns.items()
        ]
    )


_FRAMES: dict[str, Callable[[Mapping[str, Sequence[Any]]], Any]] = {
    "pandas": _pandas,
    "polars": _polars,
}
