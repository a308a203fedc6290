"""Tables as CSV, NDJSON or Parquet, written while they are made."""

import json
from codecs import BOM_UTF8
from collections.abc import Callable
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import csv

from certpick.batch.files import is_json
from certpick.text import FORMULA

# A plain number is none, whatever its sign.
_NUMBER = r"^[+-]?[0-9]+([.,][0-9]+)*$"


def to_csv(file: BinaryIO, schema: pa.Schema) -> "Writer":
    """Return a writer of a CSV whose cells no spreadsheet takes for a formula."""
    names = _harmless(pa.array(schema.names, pa.string())).to_pylist()
    plain = pa.schema(list(zip(names, map(_flat, schema), strict=True)))
    writer = csv.CSVWriter(file, plain, write_options=csv.WriteOptions(quoting_style="needed"))

    def write(table: pa.RecordBatch) -> None:
        columns = [_harmless(_flattened(table[one.name], one)) for one in schema]
        writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=plain))

    return Writer(write, writer.close)


def to_excel(file: BinaryIO, schema: pa.Schema) -> "Writer":
    """Return a writer of a CSV that spreadsheets know to be UTF-8 by its first bytes."""
    file.write(BOM_UTF8)
    return to_csv(file, schema)


def to_ndjson(file: BinaryIO, schema: pa.Schema) -> "Writer":
    """Return a writer of one JSON object a line, with sorted keys."""

    def write(table: pa.RecordBatch) -> None:
        columns = [_json_values(table[one.name], one) for one in schema]
        for values in zip(*columns, strict=True):
            row = dict(zip(schema.names, values, strict=True))
            line = json.dumps(row, sort_keys=True, allow_nan=False, default=str)
            file.write(f"{line}\n".encode("ascii"))

    return Writer(write, lambda: None)


def to_parquet(file: BinaryIO, schema: pa.Schema) -> "Writer":
    """Return a writer of a Parquet file."""
    kept = pa.schema([pa.field(one.name, _plain(one)) for one in schema])
    writer = pq.ParquetWriter(file, kept)

    def write(table: pa.RecordBatch) -> None:
        columns = [_without_json(table[one.name], one) for one in schema]
        writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=kept))

    return Writer(write, writer.close)


Table = pa.RecordBatch


class Writer:
    """Takes one table after the other; ``close`` writes what is left, such as a footer."""

    def __init__(self, write: Callable[[pa.RecordBatch], None], close: Callable[[], None]) -> None:
        self.write, self.close = write, close


WRITERS: dict[str, Callable[[BinaryIO, pa.Schema], Writer]] = {
    "csv": to_csv,
    "excel": to_excel,
    "ndjson": to_ndjson,
    "parquet": to_parquet,
}


def _plain(field: pa.Field) -> pa.DataType:
    return pa.string() if is_json(field) else field.type


def _flat(field: pa.Field) -> pa.DataType:
    """Return the type that a column has in a CSV: text where it holds lists or objects."""
    return pa.string() if pa.types.is_nested(field.type) else _plain(field)


def _without_json(column: pa.Array, field: pa.Field) -> pa.Array:
    """Return the text of JSON values as plain words."""
    if not is_json(field):
        return column
    return pa.array([_text(cell and json.loads(cell)) for cell in column.to_pylist()], pa.string())


def _flattened(column: pa.Array, field: pa.Field) -> pa.Array:
    if pa.types.is_nested(field.type):
        cells = column.to_pylist()
        return pa.array([_text(cell) for cell in cells], pa.string())
    return _without_json(column, field)


def _text(value: Any) -> str | None:
    """Return a JSON value as a cell: text as it is, anything else as JSON."""
    return value if value is None or isinstance(value, str) else json.dumps(value, default=str)


def _harmless(column: pa.Array) -> pa.Array:
    """Return a column with ``'`` before every text that a spreadsheet would calculate."""
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return column
    formula = pc.match_substring_regex(column, FORMULA)
    risky = pc.and_not(formula, pc.match_substring_regex(column, _NUMBER))
    if not pc.any(risky).as_py():
        return column
    return pc.if_else(risky, pc.binary_join_element_wise("'", column, ""), column)


def _json_values(column: pa.Array, field: pa.Field) -> list[Any]:
    if is_json(field):
        return [cell and json.loads(cell) for cell in column.to_pylist()]
    if pa.types.is_floating(field.type):
        column = pc.if_else(pc.is_finite(column), column, None)
    return list(column.to_pylist())
