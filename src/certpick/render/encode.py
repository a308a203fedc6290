"""Rankings for programs to read: JSON, NDJSON and CSV."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, get_args

from certpick.profile.criteria import Criterion
from certpick.render.documents import ranking_document, standing_documents
from certpick.scoring.ranking import Ranking

if TYPE_CHECKING:
    from certpick.render.contract import StandingDocument

# A spreadsheet takes a text cell that starts with one of these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

dumps = json.JSONEncoder(allow_nan=False).encode
_PartName = Literal["points", "open", "max"]
_PlainName = Literal[
    "rank",
    "id",
    "name",
    "provider",
    "score",
    "score_high",
    "first_choice_share",
    "rank_best",
    "rank_worst",
    "dominated_by",
    "cost_usd",
    "cost_at_least_usd",
    "weeks",
    "url",
]
_PARTS: tuple[_PartName, ...] = get_args(_PartName)
_PLAIN: tuple[_PlainName, ...] = get_args(_PlainName)
_COLUMNS = (
    *_PLAIN[:10],
    *(f"{name}_{part}" for name in get_args(Criterion) for part in _PARTS),
    "cost_usd",
    "cost_at_least_usd",
    "weeks",
    "confirm",
    "url",
)


def as_json(document: Any) -> str:
    """Return indented JSON in ASCII with sorted keys and one newline at the end."""
    return _indented(document, "\n") + "\n"


def _indented(value: Any, newline: str) -> str:
    """Return what ``json.dumps`` does with an indent of 2, in a third of its time."""
    inner = newline + "  "
    if value and isinstance(value, dict):
        parts = [f"{dumps(key)}: {_indented(value[key], inner)}" for key in sorted(value)]
        return f"{{{inner}{f',{inner}'.join(parts)}{newline}}}"
    if value and isinstance(value, list):
        return f"[{inner}{f',{inner}'.join([_indented(one, inner) for one in value])}{newline}]"
    return dumps(value)


def as_ndjson(documents: Iterable[Any]) -> str:
    """Return one document a line, with sorted keys."""
    return "".join(json.dumps(one, sort_keys=True, allow_nan=False) + "\n" for one in documents)


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return a table whose cells no spreadsheet takes for a formula."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def ranking_json(ranking: Ranking, top: int | None) -> str:
    """Return the whole contract."""
    return as_json(ranking_document(ranking, top))


def ranking_ndjson(ranking: Ranking, top: int | None) -> str:
    """Return one ranked program a line."""
    return as_ndjson(standing_documents(ranking, top))


def ranking_csv(ranking: Ranking, top: int | None) -> str:
    """Return the flat columns; an unknown, or a criterion not weighed, is an empty cell."""
    return as_csv(_COLUMNS, (_row(one) for one in standing_documents(ranking, top)))


def _row(one: "StandingDocument") -> dict[str, Any]:
    row: dict[str, Any] = {name: one[name] for name in _PLAIN}
    row["confirm"] = "; ".join(one["confirm"])
    for name, rating in one["ratings"].items():
        for part in _PARTS:
            row[f"{name}_{part}"] = rating[part]
    return row


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
