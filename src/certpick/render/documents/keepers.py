"""What whoever keeps a catalogue is told, as plain data."""

from typing import TYPE_CHECKING

from certpick.catalog.reader import CatalogText
from certpick.keeping.differences import Difference, Differences, FactChange, Move
from certpick.keeping.judging import KINDS, Finding
from certpick.keeping.lint import lines
from certpick.keeping.marking import Mark
from certpick.keeping.sifting import Sifted
from certpick.render.documents.shared import catalog_document
from certpick.render.lint import error_count
from certpick.render.verification import finding_lines, passage_words

if TYPE_CHECKING:
    from certpick.keeping.verification import Verification
    from certpick.render.contract.keepers import (
        ChecksDocument,
        DifferenceDocument,
        DifferencesDocument,
        FactChangeDocument,
        MarkedDocument,
        MoveDocument,
        VerificationDocument,
        VerifiedDocument,
        VisitedDocument,
    )


def checks_document(text: CatalogText, found: Sifted) -> "ChecksDocument":
    """Return all mistakes and doubts in a file as plain data."""
    errors = error_count(found)
    return {
        "schema_version": 1,
        "file": text.origin.name,
        "sha256": text.origin.sha256,
        "programs": len(text.spans),
        "errors": errors,
        "warnings": len(found.findings) - errors,
        "ignored": found.ignored,
        "in_baseline": found.known,
        "gone_from_baseline": found.gone,
        "findings": [
            {
                "severity": one.severity,
                "kind": one.kind,
                "line": line,
                "place": one.place,
                "message": one.message,
            }
            for line, one in lines(text.text, found.findings)
        ],
    }


def differences_document(found: Differences) -> "DifferencesDocument":
    """Return all that differs between two catalogues as plain data."""
    return {
        "schema_version": 1,
        "before": catalog_document(found.before),
        "after": catalog_document(found.after),
        "programs": [
            {**_difference(one), "facts": [_fact_change(fact) for fact in one.facts]}
            for one in found.programs
        ],
        "sources": [_difference(one) for one in found.sources],
        "providers": [_difference(one) for one in found.providers],
        "rows": [_difference(one) for one in found.rows],
        "rankings": [_move(one) for one in found.moves],
    }


def _difference(one: Difference) -> "DifferenceDocument":
    return {"id": one.id, "change": one.change, "keys": list(one.keys)}


def _fact_change(one: FactChange) -> "FactChangeDocument":
    return {
        "fact": one.fact,
        "change": one.change,
        "before": one.before,
        "after": one.after,
        "before_text": one.before_text,
        "after_text": one.after_text,
        "evidence": list(one.evidence),
    }


def _move(one: Move) -> "MoveDocument":
    return {
        "role": one.role,
        "before": None if one.before is None else list(one.before),
        "after": None if one.after is None else list(one.after),
        "changes": one.before != one.after,
    }


def verification_document(found: "Verification", written: bool) -> "VerificationDocument":
    """Return all that the pages say of a file as plain data."""
    counts = found.counts
    return {
        "schema_version": 1,
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
