"""What the pages say of a catalogue file, as plain data."""

from datetime import date
from typing import TYPE_CHECKING

from certpick.keeping.judging import KINDS, Finding
from certpick.keeping.marking import Mark
from certpick.render.verification import finding_lines, passage_words

if TYPE_CHECKING:
    from certpick.keeping.verification import Verification
    from certpick.render.contract.keepers import (
        MarkedDocument,
        VerificationDocument,
        VerifiedDocument,
        VisitedDocument,
    )


def verification_document(
    found: "Verification", written: bool, day: date
) -> "VerificationDocument":
    """Return all that the pages say of a file as plain data."""
    counts = found.counts
    return {
        "schema_version": 1,
        "day": str(day),
        "file": found.text.origin.name,
        "sha256": found.text.origin.sha256,
        "counts": {kind: counts[kind] for kind in KINDS},
        "findings": [_verified(found, one, line) for one, line in finding_lines(found).items()],
        "sources": [_visited(found, name) for name in sorted(found.visits)],
        "marked": [_marked(one) for one in found.marks],
        "written": written,
    }


def _verified(found: "Verification", one: Finding, line: int) -> "VerifiedDocument":
    statement, near = one.statement, one.nearest
    return {
        "kind": one.kind,
        "line": line,
        "program": statement.program,
        "place": one.place,
        "source": statement.source,
        "url": found.sources[statement.source].url,
        "checked": statement.since or None,
        "quote": statement.words if statement.verbatim else None,
        "passage": passage_words(near.passage) if near else None,
        "differences": [
            {"was": passage_words(each.was), "now": passage_words(each.now)}
            for each in (near.differences if near else ())
        ],
        "detail": one.detail or None,
    }


def _visited(found: "Verification", name: str) -> "VisitedDocument":
    visit = found.visits[name]
    return {
        "id": name,
        "url": visit.url,
        "leads_to": visit.hops[-1] if visit.hops else None,
        "read": visit.day or None,
        "gone": visit.gone or None,
        "trouble": visit.trouble or None,
        "status_hints": [
            {"passage": passage_words(hint.passage), "dates": list(hint.dates)}
            for hint in found.hints.get(name, ())
        ],
    }


def _marked(mark: Mark) -> "MarkedDocument":
    return {"program": mark.program or None, "place": mark.place, "checked": mark.day}
