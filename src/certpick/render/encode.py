"""Plain data as text that programs read: JSON, NDJSON and CSV."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from certpick.text import FORMULA


def as_json(document: Any) -> str:
    """Return indented JSON in ASCII with sorted keys and one newline at the end."""
    return json.dumps(document, indent=2, sort_keys=True, allow_nan=False) + "\n"


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


def _cell(value: Any) -> Any:
    if isinstance(value, str) and re.match(FORMULA, value):
        return "'" + value
    return value
