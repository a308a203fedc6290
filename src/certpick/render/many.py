"""A file of people from the first row to the last line: what goes where."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from certpick.batch.budget import Assignment
from certpick.batch.files import PeopleFile
from certpick.batch.recommend import Recommender
from certpick.batch.run import (
    Complaint,
    SharedBudget,
    Some,
    TitlesRead,
    people_of,
    statuses,
)
from certpick.batch.summary import Summary
from certpick.batch.writers import WRITERS, Table, Writer
from certpick.catalog.model import Catalog
from certpick.errors import UsageError
from certpick.render import batch as words
from certpick.render.documents.batch import summary_document, titles_document
from certpick.render.encode import as_json
from certpick.render.files import kept_until_whole, whole_file, write_whole
from certpick.render.formats import BatchFormat
from certpick.render.progress import progress
from certpick.render.streams import (
    on_terminal,
    say,
    surface,
    write_result,
    write_result_bytes,
    write_spreadsheet,
)
from certpick.text import did_you_mean, shown

MOST_COMPLAINTS = 20
_ENDINGS = {
    ".csv": BatchFormat.CSV,
    ".ndjson": BatchFormat.NDJSON,
    ".jsonl": BatchFormat.NDJSON,
    ".parquet": BatchFormat.PARQUET,
}
_CSV = (BatchFormat.CSV, BatchFormat.EXCEL)
_TOLD = (BatchFormat.TABLE, BatchFormat.JSON, *_CSV)  # of a summary
_JSON = "--format ndjson writes the picks; --summary by=COLUMN with --json writes a summary"
_WRITTEN = (BatchFormat.CSV, BatchFormat.NDJSON, BatchFormat.PARQUET, BatchFormat.EXCEL)  # of picks


class Request(NamedTuple):
    """What is to be done with a file of people; None is what is not asked for.

    ``form`` is that of what goes to stdout, or of the output where nothing does.
    """

    people: Path
    output: Path | None
    form: BatchFormat | None
    summary_by: str | None
    unresolved: Path | None
    budget_usd: float | None
    dry_run: bool


class Forms(NamedTuple):
    """How picks are written, and what is told of them; None where there are none to write."""

    picks: BatchFormat | None
    told: BatchFormat


def show_batch(request: Request, recommender: Recommender, catalog: Catalog) -> int:
    """Write what is asked for, and return how many rows are wrong.

    Raises:
        DataError: a file cannot be read or written.
        UsageError: the columns or the request cannot be.
    """
    forms = _forms(request)
    if request.dry_run:
        return _show_titles(request, forms.told, recommender, catalog)
    run = _Run(request, recommender, forms.picks)
    with _sink(request.output, forms.picks) as sink:
        run.answer(sink)
    if request.summary_by is not None:
        _tell(run.summary, catalog, run.shared, forms.told)
    elif run.shared:
        say(words.shared_words(run.shared))
    run.finish()
    return run.counts["error"]


class _Run:
    """One pass over a file of people."""

    def __init__(
        self, request: Request, recommender: Recommender, form: BatchFormat | None
    ) -> None:
        self._request, self._recommender, self._form = request, recommender, form
        self._file = PeopleFile(request.people)
        self._writer: Writer | None = None
        self._complaints: list[Complaint] = []
        self._titles = TitlesRead()
        self.counts: Counter[str] = Counter()
        self.summary = Summary(request.summary_by or "")
        self.shared: Assignment | None = None

    def answer(self, sink: BinaryIO | None) -> None:
        """Read every row, and write what is said of it."""
        usd = self._request.budget_usd
        shared = None if usd is None else SharedBudget(self._recommender, usd)
        with progress("recommending") as show:
            for some in people_of(self._file, self._recommender):
                choices = self._recommender.choose(some.people)
                result = self._recommender.said(some.table, some.people, choices)
                self._take_in(some, result)
                if shared:
                    shared.add(some, result)
                else:
                    self._write(result, sink)
                show(self._file.done, self._file.size)
            if shared:
                self.shared, results = shared.share()
                for result in results:
                    self._write(result, sink)
        if self._writer:
            self._writer.close()

    def finish(self) -> None:
        """Say what was wrong, write what was not read, and say how many people there were."""
        _complain(self._file, self._complaints, self.counts["error"])
        path = self._request.unresolved
        if path:
            _write_unread(self._request, path, self._titles)
        written = [shown(str(one), 200) for one in (self._request.output, path) if one]
        wrote = f"; wrote {' and '.join(written)}" if written else ""
        say(f"{words.counts_words(self.counts)}{wrote}")

    def _take_in(self, some: Some, result: Table) -> None:
        self._complaints += some.complaints(MOST_COMPLAINTS - len(self._complaints))
        self._titles.add(some.people)
        self.counts.update(statuses(result))
        if self._request.summary_by is not None:
            _check_column(self.summary.by, [*some.table.schema.names, *result.schema.names])
            self.summary.add(some.table, result)

    def _write(self, result: Table, sink: BinaryIO | None) -> None:
        if sink is None or self._form is None:
            return
        self._writer = self._writer or WRITERS[self._form](sink, result.schema)
        self._writer.write(result)


def _show_titles(
    request: Request, form: BatchFormat, recommender: Recommender, catalog: Catalog
) -> int:
    """Write how titles are read, and recommend nothing."""
    file, titles = PeopleFile(request.people), TitlesRead()
    found: list[Complaint] = []
    wrong = 0
    with progress("reading titles") as show:
        for some in people_of(file, recommender):
            titles.add(some.people)
            found += some.complaints(MOST_COMPLAINTS - len(found))
            wrong += len(some.people.faults)
            show(file.done, file.size)
    said = titles.most_frequent()
    if form is BatchFormat.JSON:
        write_result(as_json(titles_document(said, catalog)))
    elif form in _CSV:
        _write_csv(words.titles_csv(said), form)
    else:
        write_result(words.titles_table(said, surface(sys.stdout)))
    _complain(file, found, wrong)
    if request.unresolved:
        _write_unread(request, request.unresolved, titles)
        say(f"wrote {shown(str(request.unresolved), 200)}")
    return wrong


def _tell(summary: Summary, catalog: Catalog, shared: Assignment | None, form: BatchFormat) -> None:
    if form is BatchFormat.JSON:
        write_result(as_json(summary_document(summary, catalog, shared)))
    elif form in _CSV:
        _write_csv(words.summary_csv(summary), form)
        if shared:
            say(words.shared_words(shared))
    else:
        write_result(words.summary_table(summary, catalog, shared, surface(sys.stdout)))


def _write_csv(text: str, form: BatchFormat) -> None:
    write = write_spreadsheet if form is BatchFormat.EXCEL else write_result
    write(text)


def _write_unread(request: Request, path: Path, titles: TitlesRead) -> None:
    encoding = "utf-8-sig" if request.form is BatchFormat.EXCEL else "utf-8"
    write_whole(path, words.unread_csv(titles.unread()).encode(encoding))


def _complain(file: PeopleFile, found: list[Complaint], wrong: int) -> None:
    for one in found:
        say(f"{file.place(one.line)}: {one.fault.message}")
    if wrong > len(found):
        say(f"and {wrong - len(found):,} more rows with errors")


def _check_column(name: str, known: list[str]) -> None:
    """Check that people can be grouped by this column."""
    if name not in known:
        hint = did_you_mean(name, known) or f"columns: {', '.join(known[:20])}"
        raise UsageError(f"--summary: no column {shown(name)!r}", hint, code="column_unknown")


@contextmanager
def _sink(output: Path | None, form: BatchFormat | None) -> Iterator[BinaryIO | None]:
    """Give where picks are written to: nothing of them is there before all are."""
    if form is None:
        yield None
    elif output is not None and str(output) != "-":
        with whole_file(output) as file:
            yield file
    else:
        with kept_until_whole() as file:
            yield file
            write_result_bytes(file)


def _forms(request: Request) -> Forms:
    """Return how everything is written.

    Raises:
        UsageError: what is asked for excludes something else, or has no such form.
    """
    asked = {
        "--output": request.output, "--summary": request.summary_by,
        "--budget-total": request.budget_usd,
    }  # fmt: skip
    for option, value in asked.items():
        if request.dry_run and value is not None:
            raise UsageError(
                f"--dry-run and {option} exclude each other",
                "give one of them",
                code="options_conflict",
            )
    if request.dry_run:
        return Forms(None, _one_of(_TOLD, request.form, "how titles are read"))
    if request.summary_by is not None:
        told = _one_of(_TOLD, request.form, "a summary")
        picks = _by_name(request.output) if request.output else None
        return Forms(told if told in _CSV and picks in _CSV else picks, told)
    form = request.form or (_by_name(request.output) if request.output else BatchFormat.CSV)
    picks = _one_of(_WRITTEN, form, "people's picks", _JSON if form is BatchFormat.JSON else None)
    if picks is BatchFormat.PARQUET and request.output is None and on_terminal():
        raise UsageError(
            "Parquet is nothing for a terminal", "-o picks.parquet", code="format_unusable"
        )
    return Forms(picks, BatchFormat.TABLE)


def _one_of(
    forms: tuple[BatchFormat, ...], form: BatchFormat | None, what: str, hint: str | None = None
) -> BatchFormat:
    if form is not None and form not in forms:
        raise UsageError(
            f"--format: {what} cannot be {form}",
            hint or f"one of {', '.join(forms)}",
            candidates=tuple(map(str, forms)),
            code="format_unusable",
        )
    return form or forms[0]


def _by_name(output: Path) -> BatchFormat:
    if str(output) in ("-", "/dev/stdout") or output.is_char_device():
        return BatchFormat.CSV
    form = _ENDINGS.get(output.suffix.casefold())
    if form is None:
        message = f"--output: how to write {shown(str(output))} is not clear"
        raise UsageError(
            message,
            f"a name that ends in {', '.join(_ENDINGS)}, or --format",
            code="format_unusable",
        )
    return form
