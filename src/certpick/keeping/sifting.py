"""Which warnings of a check a keeper wants to see: kinds, and those that are known already."""

from collections.abc import Collection
from typing import Any, NamedTuple

from certpick.catalog.encodings import decoded
from certpick.catalog.json_positions import parsed
from certpick.errors import DataError, UsageError
from certpick.keeping.lint import Finding
from certpick.text import cleaned, did_you_mean, shown

# What the warnings of a kind say where there are several.
KINDS = {
    "passed": "dates of sessions, credits or states have passed",
    "stale": "facts were last checked more than 180 days ago",
    "undated": "facts rest on undated pages alone",
    "conflict": "facts are disputed by another source",
    "unquoted": "facts from a guide lack its verbatim quote",
    "gap": "statuses or criteria of which nothing is known",
    "old-source": "sources were last checked more than a year ago",
    "idle": "sources that nothing cites",
    "replaces": "entries replace one of the catalogue that the file builds on",
}
Known = frozenset[tuple[str, str]]  # the place and the message of each warning


class Sifted(NamedTuple):
    """Findings that are left, and how many warnings are left out.

    ``ignored`` are of kinds that nobody wants to see, ``known`` stand in a baseline, and
    ``gone`` are those of the baseline that are no more; both None without one.
    """

    findings: list[Finding]
    ignored: int = 0
    known: int | None = None
    gone: int | None = None


def sift(
    findings: Collection[Finding], ignore: Collection[str | None], baseline: Known | None
) -> Sifted:
    """Leave out warnings of some kinds, and those of a baseline; errors always stay."""
    wanted = [one for one in findings if one.kind not in ignore]
    ignored = sum(one.kind in ignore for one in findings)
    if baseline is None:
        return Sifted(wanted, ignored)
    found = {(one.place, one.message) for one in findings if one.kind}
    left = [one for one in wanted if not one.kind or (one.place, one.message) not in baseline]
    return Sifted(left, ignored, len(wanted) - len(left), len(baseline - found))


def read_kinds(words: Collection[str]) -> frozenset[str]:
    """Return the kinds of warnings that an option names.

    Raises:
        UsageError: there is no such kind.
    """
    kinds = [cleaned(word).casefold() for word in words]
    for kind in kinds:
        if kind not in KINDS:
            hint = did_you_mean(kind, list(KINDS)) or f"kinds: {', '.join(KINDS)}"
            raise UsageError(
                f"--ignore: no kind of warning {shown(kind)!r}", hint, code="value_unknown"
            )
    return frozenset(kinds)


def read_baseline(content: bytes, name: str) -> Known:
    """Return the warnings in what a check wrote as JSON.

    Raises:
        DataError: it is something else.
    """
    document = parsed(decoded(content, name), name)
    rows = document.get("findings") if isinstance(document, dict) else None
    if not isinstance(rows, list) or not all(map(_is_finding, rows)):
        hint = "certpick catalog check FILE --json > known.json writes one"
        raise DataError(f"{name}: is no result of a check", hint, code="file_invalid")
    return frozenset((row["place"], row["message"]) for row in rows if row["severity"] == "warning")


def _is_finding(row: Any) -> bool:
    return isinstance(row, dict) and all(
        isinstance(row.get(key), str) for key in ("severity", "place", "message")
    )
