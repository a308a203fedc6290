"""What a check of a catalogue found, one line each, as an editor or a script reads it."""

from collections.abc import Iterable
from itertools import islice

from certpick.checking import Finding, lines
from certpick.output.structured import as_json
from certpick.reading import CatalogText
from certpick.text import counted

MOST = 1000  # findings that a person is shown


def findings_text(text: CatalogText, findings: list[Finding]) -> str:
    """Return ``file:line: severity: place: message`` for each, and the count."""
    rows = [
        f"{text.origin.name}:{line}: {one.severity}: {one.place}: {one.message}"
        for line, one in _sorted(text, islice(findings, MOST))
    ]
    if len(findings) > MOST:
        rows.append(f"and {len(findings) - MOST} more; --json lists all")
    return "\n".join([*rows, _summary(text, findings)]) + "\n"


def _sorted(text: CatalogText, findings: Iterable[Finding]) -> list[tuple[int, Finding]]:
    return sorted(lines(text.text, findings), key=lambda row: row[0])


def _summary(text: CatalogText, findings: list[Finding]) -> str:
    errors = sum(one.severity == "error" for one in findings)
    found = f"{counted(errors, 'error')}, {counted(len(findings) - errors, 'warning')}"
    return f"{text.origin.name}: {counted(len(text.spans), 'program')}: {found}"


def findings_json(text: CatalogText, findings: list[Finding]) -> str:
    """Return all findings as plain data."""
    rows = [
        {
            "severity": one.severity,
            "line": line,
            "place": one.place,
            "message": one.message,
        }
        for line, one in _sorted(text, findings)
    ]
    errors = sum(one.severity == "error" for one in findings)
    return as_json(
        {
            "schema_version": 1,
            "file": text.origin.name,
            "sha256": text.origin.sha256,
            "programs": len(text.spans),
            "errors": errors,
            "warnings": len(findings) - errors,
            "findings": rows,
        }
    )
