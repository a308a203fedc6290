"""Every JSON document: its name, the command that writes it, and its type."""

from typing import Any, NamedTuple

from certpick.errors import UsageError
from certpick.render.contract.decisions import PairsDocument, PlanDocument, ReportDocument
from certpick.render.contract.keepers import (
    ChecksDocument,
    DifferencesDocument,
    VerificationDocument,
)
from certpick.render.contract.lookups import (
    ErrorDocument,
    MatchLine,
    ProfessionLine,
    ProgramDocument,
    ProgramsDocument,
    ReadingDocument,
    ReadingLine,
    RoleLine,
    RolesDocument,
    SituationLine,
)
from certpick.render.contract.many import PickLine, SummaryDocument, TitlesDocument
from certpick.render.contract.ranking import RankedLine, RankingDocument, RuledOutLine
from certpick.render.contract.reasons import (
    ComparisonDocument,
    ExplanationDocument,
    MapDocument,
)
from certpick.text import did_you_mean, nearest, shown


class Form(NamedTuple):
    """A document: the command that writes it, and its type, or the types that a line may have."""

    command: str
    kind: Any


FORMS = {
    "rank": Form("certpick rank --json", RankingDocument),
    "quiz": Form("certpick quiz --json", RankingDocument),
    "explain": Form("certpick explain PROGRAM --json", ExplanationDocument),
    "compare": Form("certpick compare PROGRAM PROGRAM --json", ComparisonDocument),
    "map": Form("certpick map --json", MapDocument),
    "pair": Form("certpick pair --json", PairsDocument),
    "plan": Form("certpick plan PROGRAM --json", PlanDocument),
    "report": Form("certpick report --json", ReportDocument),
    "programs": Form("certpick programs --json", ProgramsDocument),
    "program": Form("certpick programs PROGRAM --json", ProgramDocument),
    "roles": Form("certpick roles --json", RolesDocument),
    "title": Form("certpick roles TITLE --json", ReadingDocument),
    "summary": Form("certpick batch FILE --summary by=COLUMN --json", SummaryDocument),
    "titles": Form("certpick batch FILE --dry-run --json", TitlesDocument),
    "check": Form("certpick catalog check --json", ChecksDocument),
    "diff": Form("certpick catalog diff --json", DifferencesDocument),
    "verify": Form("certpick catalog verify --json", VerificationDocument),
    "error": Form("any command with --json, on stderr", ErrorDocument),
    "rank-line": Form("a line of certpick rank --format ndjson", RankedLine | RuledOutLine),
    "programs-line": Form("a line of certpick programs --format ndjson", MatchLine),
    "roles-line": Form(
        "a line of certpick roles --format ndjson", RoleLine | ProfessionLine | SituationLine
    ),
    "title-line": Form("the line of certpick roles TITLE --format ndjson", ReadingLine),
    "batch-line": Form("a line of certpick batch FILE --format ndjson", PickLine),
}


def read_form(name: str) -> Form:
    """Return the document of this name.

    Raises:
        UsageError: there is none.
    """
    if name in FORMS:
        return FORMS[name]
    known = list(FORMS)
    raise UsageError(
        f"no JSON is called {shown(name)!r}",
        did_you_mean(name, known) or "certpick schema lists what there is",
        candidates=tuple(nearest(name, known)),
        code="value_unknown",
    )
