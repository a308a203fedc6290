"""The formats that a result can be written in. EXCEL is CSV that spreadsheets know to be UTF-8."""

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from certpick.errors import UsageError
from certpick.scoring.ranking import USUAL_TOP, Sort
from certpick.text import shown


class Format(StrEnum):
    """How a ranking is written."""

    TABLE = "table"
    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"
    EXCEL = "excel"
    MARKDOWN = "markdown"


class View(NamedTuple):
    """How much of a ranking is shown: the first ``top`` as sorted, and with every detail.

    With ``all``, a page shows all that fit, and rows of data have what is ruled out too.
    """

    top: int | None = None
    sort: Sort = "score"
    details: bool = False
    all: bool = False

    @property
    def listed(self) -> int | None:
        """How many programs a page lists; None is all."""
        return self.top or (None if self.all else USUAL_TOP)


class ListFormat(StrEnum):
    """How the catalogue is written."""

    TABLE = "table"
    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"
    EXCEL = "excel"
    MARKDOWN = "markdown"
    JSONLD = "jsonld"


class BatchFormat(StrEnum):
    """How people's picks are written, and how a summary of them is."""

    TABLE = "table"
    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"
    EXCEL = "excel"
    PARQUET = "parquet"


class ReportFormat(StrEnum):
    """How a report is written."""

    HTML = "html"
    MARKDOWN = "markdown"
    JSON = "json"


_REPORT_ENDINGS = {
    ".html": ReportFormat.HTML,
    ".htm": ReportFormat.HTML,
    ".md": ReportFormat.MARKDOWN,
    ".markdown": ReportFormat.MARKDOWN,
    ".json": ReportFormat.JSON,
}


def report_form(path: Path | None, option: str, instead: str = "") -> ReportFormat:
    """Return how a report is written by its file's name; a page where that has no ending.

    Raises:
        UsageError: nothing is written with such an ending; ``instead`` ends the hint.
    """
    if path is None or not path.suffix:
        return ReportFormat.HTML
    form = _REPORT_ENDINGS.get(path.suffix.casefold())
    if form is None:
        raise UsageError(
            f"{option}: how to write {shown(path.name)} is not clear",
            f"a name that ends in {', '.join(_REPORT_ENDINGS)}{instead}",
            code="format_unusable",
        )
    return form
