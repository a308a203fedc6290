"""The formats that a ranking can be written in."""

from enum import StrEnum


class Format(StrEnum):
    """How a ranking is written."""

    TABLE = "table"
    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"
    MARKDOWN = "markdown"
