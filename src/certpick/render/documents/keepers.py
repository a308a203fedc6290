"""What is wrong in a catalogue file, and what differs between two, as plain data."""

from datetime import date
from typing import TYPE_CHECKING

from certpick.catalog.reader import CatalogText
from certpick.keeping.differences import Difference, Differences, FactChange, Move
from certpick.keeping.lint import lines
from certpick.keeping.sifting import Sifted
from certpick.render.documents.shared import catalog_document
from certpick.render.lint import error_count
from certpick.render.phrases import disclosure

if TYPE_CHECKING:
    from certpick.render.contract.keepers import (
        ChecksDocument,
        DifferenceDocument,
        DifferencesDocument,
        FactChangeDocument,
        MoveDocument,
    )


def checks_document(text: CatalogText, found: Sifted, day: date) -> "ChecksDocument":
    """Return all mistakes and doubts in a file as plain data."""
    errors = error_count(found)
    return {
        "schema_version": 1,
        "day": str(day),
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
        "day": str(found.after.day),
        "disclosure": disclosure(found.after),
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
