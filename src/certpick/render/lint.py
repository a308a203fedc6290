"""What a check of a catalogue found, one line each, as an editor or a script reads it."""

from collections import Counter

from certpick.catalog.reader import CatalogText
from certpick.keeping.lint import Finding, lines
from certpick.render.encode import as_json
from certpick.text import counted

MOST = 1000  # findings that a person is shown


def findings_text(text: CatalogText, findings: list[Finding]) -> str:
    """Return ``file:line: severity: place: message`` for each, and the count.

    Where there are too many to read, all errors come before any warning is left out.
    """
    by_severity = sorted(findings, key=lambda one: one.severity)  # "error" comes first
    rows = [
        ": ".join(
            filter(None, (f"{text.origin.name}:{line}", one.severity, one.place, one.message))
        )
        for line, one in lines(text.text, by_severity[:MOST])
    ]
    if len(findings) > MOST:
        left = Counter(one.severity for one in by_severity[MOST:])
        said = " and ".join(counted(count, severity) for severity, count in left.items())
        rows.append(f"{said} more; --json lists all")
    return "\n".join([*rows, _summary(text, findings)]) + "\n"


def _summary(text: CatalogText, findings: list[Finding]) -> str:
    errors = sum(one.severity == "error" for one in findings)
    found = f"{counted(errors, 'error')}, {counted(len(findings) - errors, 'warning')}"
    programs = counted(len(text.spans), "program")
    return f"{text.origin.name}: {programs}, sha256 {text.origin.sha256[:12]}: {found}"


def findings_json(text: CatalogText, findings: list[Finding]) -> str:
    """Return all findings as plain data."""
    rows = [
        {
            "severity": one.severity,
            "line": line,
            "place": one.place,
            "message": one.message,
        }
        for line, one in lines(text.text, findings)
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
