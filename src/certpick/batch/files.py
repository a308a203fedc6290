"""Files of people: CSV, NDJSON and Parquet, told apart by what they hold."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import IO, Any, NamedTuple, NoReturn, cast

import pyarrow as pa
import pyarrow.parquet as pq

from certpick.batch.titles import Fault
from certpick.catalog.files import read_stream
from certpick.errors import DataError, UsageError
from certpick.profile.amounts import numeral
from certpick.text import folded, shown

LINE = 4_000_000  # characters, or bytes, after which a line has no end
SIZE = 16_384  # people at a time: what they need of memory stays under 100 MB
JSON = {"certpick": "json"}  # marks a column whose cells are the text of JSON values
_SEPARATORS = (",", ";", "\t")
_ENCODINGS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class Rows(NamedTuple):
    """Some rows of a file: ``lines`` is where each stands, ``faults`` what is wrong, by row."""

    table: pa.RecordBatch
    lines: list[int]
    faults: dict[int, Fault]


class PeopleFile:
    """A file of people, or standard input for ``-``, read some thousand rows at a time.

    ``name`` is how it is called in messages; ``done`` of ``size`` are read so far, 0 of 0
    where that is not known. A file is a CSV unless it begins like NDJSON or Parquet.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.name = "stdin" if str(path) == "-" else shown(str(path), 200)
        self.done = self.size = 0

    def place(self, line: int) -> str:
        """Return where a line stands, as ``staff.csv:17``."""
        return f"{self.name}:{line}"

    def rows(self) -> Iterator[Rows]:
        """Yield the rows, some thousand at a time.

        Raises:
            DataError: the file cannot be read, or is damaged as a whole.
        """
        try:
            with _opened(self._path) as self._file:
                yield from self._read()
        except (OSError, ValueError, pa.ArrowException) as error:
            raise DataError(
                f"cannot read {self.name}: {_reason(error)}", code="file_unreadable"
            ) from None

    def _read(self) -> Iterator[Rows]:
        self._piped = self.name == "stdin" or not self._file.seekable()
        self.size = 0 if self._piped else self._path.stat().st_size
        start = self._file.peek(4096)[:4096]
        if not start.strip():
            raise DataError(f"{self.name}: is empty", code="people_invalid")
        if start.startswith(b"PAR1"):
            return self._parquet()
        if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
            return self._ndjson()
        encoding = _ENCODINGS.get(start[:2], "utf-8-sig")
        if b"\0" in start and encoding != "utf-16":
            raise DataError(f"{self.name}: is no text", _UTF8, code="people_invalid")
        return self._csv(encoding)

    def _csv(self, encoding: str) -> Iterator[Rows]:
        with io.TextIOWrapper(self._file, encoding, "surrogateescape", newline="") as text:
            lines, skipped = self._lines(text), 0
            head = next(lines, "")
            while head and not head.strip():
                skipped, head = skipped + 1, next(lines, "")
            counts = [len(next(csv.reader([head], delimiter=one), [])) for one in _SEPARATORS]
            separator = _SEPARATORS[counts.index(max(counts))]
            header = csv.reader(chain([head], lines), delimiter=separator)
            names = _header(next(header))
            reader = csv.reader(lines, delimiter=separator, strict=True)
            for rows in _csv_rows(names, reader, skipped + header.line_num, self._damaged):
                self.done = 0 if self._piped else self._file.tell()
                yield rows

    def _lines(self, file: IO[Any]) -> Iterator[Any]:
        """Yield the lines of a file, unless one does not end."""
        number = 0
        while line := file.readline(LINE):
            number += 1
            if len(line) == LINE:
                raise DataError(
                    f"{self.place(number)}: a line that does not end", _UTF8, code="people_invalid"
                )
            yield line

    def _damaged(self, line: int, error: Exception) -> NoReturn:
        hint = "close the quote, or double those inside a cell"
        raise DataError(f"{self.place(line)}: {error}", hint, code="people_invalid")

    def _ndjson(self) -> Iterator[Rows]:
        first: dict[str, None] = {}
        for lines, objects, faults in _objects(self._lines(self._file)):
            first = first or _keys(objects)
            names = list({**first, **_keys(objects)})
            self.done = 0 if self._piped else self._file.tell()
            columns = [[one.get(name) for one in objects] for name in names]
            yield Rows(_json_table(names, columns), lines, faults)

    def _parquet(self) -> Iterator[Rows]:
        file = pq.ParquetFile(
            io.BytesIO(read_stream(self._file, self.name)) if self._piped else self._file
        )
        self.size = file.metadata.num_rows
        for batch in file.iter_batches(SIZE):
            first, self.done = self.done + 1, self.done + batch.num_rows
            yield Rows(batch, list(range(first, self.done + 1)), {})
        if not self.size:
            yield Rows(pa.RecordBatch.from_pylist([], schema=file.schema_arrow), [], {})


def read_titles(path: Path) -> dict[str, str]:
    """Return the role or profession of each title in a CSV with these two columns.

    A row without a role settles nothing yet, so that a list of unread titles can be
    filled in little by little.

    Raises:
        DataError: the file cannot be read.
        UsageError: it has no such columns.
    """
    file, found = PeopleFile(path), {}
    for rows in file.rows():
        names = {folded(name): name for name in rows.table.schema.names}
        given = next((names[one] for one in ("role", "profession") if one in names), None)
        if "title" not in names or given is None:
            raise UsageError(
                f"{file.name}: no columns title and role",
                "a first line that says: title,role",
                code="column_missing",
            )
        titles, roles = (rows.table.column(one).to_pylist() for one in (names["title"], given))
        for title, role in zip(titles, roles, strict=True):
            if title and role and str(role).strip():
                found[str(title)] = str(role)
    return found


def _opened(path: Path) -> io.BufferedReader:
    if str(path) == "-":  # the reader, since what stands in for stdin may not look ahead
        return io.BufferedReader(cast(io.RawIOBase, sys.stdin.buffer))
    return path.open("rb")


def _reason(error: Exception) -> str:
    reason = getattr(error, "strerror", None) or str(error).partition("\n")[0]
    return shown(str(reason).lower(), 200)


def _header(cells: list[str]) -> list[str]:
    """Return the names of a CSV's columns; one without a name gets a number."""
    return [cell.strip() or f"column_{place}" for place, cell in enumerate(cells, start=1)]


def _csv_rows(
    names: list[str], reader: Any, before: int, damaged: Callable[[int, Exception], NoReturn]
) -> Iterator[Rows]:
    """Yield the rows of a CSV whose header ends on the line ``before``."""
    width, ended = len(names), False
    while not ended:
        rows: list[list[str | None]] = []
        lines, faults = [], {}
        while len(rows) < SIZE and not ended:
            line = before + reader.line_num + 1
            try:
                row = next(reader, None)
            except csv.Error as error:
                if "unexpected end" in str(error):
                    damaged(line, csv.Error("a quote is not closed"))
                faults[len(rows)] = Fault("row_invalid", f"cannot be read: {error}")
                rows.append([None] * width)
                lines.append(line)
                continue
            ended = row is None
            if not row or not any(row):
                continue
            if len(row) != width:
                faults[len(rows)] = Fault("row_invalid", f"has {len(row)} cells, not {width}")
                row = [*row, *[None] * width][:width]
            rows.append(row)
            lines.append(line)
        if rows or ended:
            yield Rows(_text_table(names, rows, faults), lines, faults)


def _text_table(
    names: list[str], rows: list[list[str | None]], faults: dict[int, Fault]
) -> pa.RecordBatch:
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    try:
        arrays = [pa.array(column, pa.string()) for column in columns]
    except UnicodeEncodeError:
        clean = [[_clean(cell) for cell in row] for row in rows]
        for place, (row, cleaned) in enumerate(zip(rows, clean, strict=True)):
            if row != cleaned:
                faults.setdefault(place, Fault("row_invalid", "is not in UTF-8", _UTF8))
        arrays = [pa.array(column, pa.string()) for column in zip(*clean, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, names=names)


_UTF8 = "save it as 'CSV UTF-8'"


def _clean(cell: str | None) -> str | None:
    """Return a cell with a mark in the place of bytes that are no text."""
    return cell and cell.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _objects(
    lines_read: Iterator[bytes],
) -> Iterator[tuple[list[int], list[dict[str, Any]], dict[int, Fault]]]:
    """Yield the objects of NDJSON with their lines; a line that is none is an empty object."""
    lines: list[int] = []
    objects: list[dict[str, Any]] = []
    faults: dict[int, Fault] = {}
    for number, line in enumerate(lines_read, start=1):
        if not line.strip():
            continue
        if len(objects) == SIZE:
            yield lines, objects, faults
            lines, objects, faults = [], [], {}
        try:
            found = json.loads(line.decode("utf-8-sig"), parse_constant=_no_constant)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            faults[len(objects)] = Fault("row_invalid", "is no JSON object")
            found = {}
        lines.append(number)
        objects.append(found)
    yield lines, objects, faults


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _keys(objects: list[dict[str, Any]]) -> dict[str, None]:
    return {name: None for one in objects for name in one}


def _json_table(names: list[str], columns: list[list[Any]]) -> pa.RecordBatch:
    arrays = [pa.array([_json(value) for value in column], pa.string()) for column in columns]
    fields = [pa.field(name, pa.string(), metadata=JSON) for name in names]
    return pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields))


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=True)


def worded(table: pa.RecordBatch, answers: Mapping[str, str]) -> pa.RecordBatch:
    """Return a table whose answers are words, where they are written as JSON."""
    for name in answers.values():
        place = table.schema.get_field_index(name)
        if is_json(table.schema.field(place)):
            words = [_word(json.loads(cell)) if cell else None for cell in table[place].to_pylist()]
            table = table.set_column(place, name, pa.array(words, pa.string()))
    return table


def is_json(field: pa.Field) -> bool:
    """Return whether the cells of a column are the text of JSON values."""
    return bool(field.metadata) and field.metadata.get(b"certpick") == b"json"


def _word(value: Any) -> str | None:
    """Return a JSON value as it is typed in an option."""
    if isinstance(value, list):
        return ",".join(word for one in value if (word := _word(one)))
    if isinstance(value, dict):
        return ",".join(f"{name}={_word(one)}" for name, one in value.items() if one is not None)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return numeral(value)
    return None if value is None else str(value).encode("utf-8", "replace").decode()
