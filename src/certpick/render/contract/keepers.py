"""What whoever keeps a catalogue is told."""

from typing import Any, Literal

from typing_extensions import TypedDict  # pydantic reads no other before Python 3.12

from certpick.keeping.differences import Change
from certpick.keeping.judging import Kind
from certpick.keeping.lint import Severity
from certpick.render.contract.shared import CatalogDocument, Day, Place, Sha256


class FileHead(TypedDict):
    """Which file it is about."""

    schema_version: Literal[1]
    day: Day
    file: str
    sha256: Sha256


class CheckedDocument(TypedDict):
    """One mistake or doubt in a catalogue file."""

    severity: Severity
    kind: str | None
    line: Place
    place: str
    message: str


class ChecksDocument(FileHead):
    """The mistakes and doubts in a catalogue file."""

    programs: int
    errors: int
    warnings: int
    ignored: int
    in_baseline: int | None
    gone_from_baseline: int | None
    findings: list[CheckedDocument]


class DifferenceDocument(TypedDict):
    """Something with an id that differs."""

    id: str
    change: Change
    keys: list[str]


class FactChangeDocument(TypedDict):
    """A fact that differs, as it stands in the files and in words."""

    fact: str
    change: Change
    before: Any
    after: Any
    before_text: str | None
    after_text: str | None
    evidence: list[str]


class ProgramDifferenceDocument(DifferenceDocument):
    """A program that differs, fact by fact."""

    facts: list[FactChangeDocument]


class MoveDocument(TypedDict):
    """The first programs for a role before and after, with its usual answers."""

    role: str
    before: list[str] | None
    after: list[str] | None
    changes: bool


class DifferencesDocument(TypedDict):
    """What differs between two catalogues, and what that does to rankings."""

    schema_version: Literal[1]
    day: Day
    disclosure: str
    before: CatalogDocument
    after: CatalogDocument
    programs: list[ProgramDifferenceDocument]
    sources: list[DifferenceDocument]
    providers: list[DifferenceDocument]
    rows: list[DifferenceDocument]
    rankings: list[MoveDocument]


class WordsChangedDocument(TypedDict):
    """Words of a quote that the page has otherwise."""

    was: str
    now: str


class VerifiedDocument(TypedDict):
    """What became of one statement on the page that it cites."""

    kind: Kind
    line: Place
    program: str | None
    place: str
    source: str
    url: str | None
    checked: str | None
    quote: str | None
    passage: str | None
    differences: list[WordsChangedDocument]
    detail: str | None


class StatusHintDocument(TypedDict):
    """A passage that says whether a program is offered, with the dates in it."""

    passage: str
    dates: list[str]


class VisitedDocument(TypedDict):
    """What came of reading one source."""

    id: str
    url: str | None
    leads_to: str | None
    read: str | None
    gone: str | None
    trouble: str | None
    status_hints: list[StatusHintDocument]


class MarkedDocument(TypedDict):
    """A date of checking that was, or would be, written into the file."""

    program: str | None
    place: str
    checked: str


class VerificationDocument(FileHead):
    """What became of a catalogue's quotes on the pages that they cite."""

    counts: dict[Kind, int]
    findings: list[VerifiedDocument]
    sources: list[VisitedDocument]
    marked: list[MarkedDocument]
    written: bool
