"""What is known of programs, roles and job titles, whoever asks."""

from typing import Literal

from typing_extensions import TypedDict  # pydantic reads no other before Python 3.12

from certpick.catalog.roles import CmeNeed
from certpick.errors import Code
from certpick.render.contract.shared import (
    Amount,
    CostDocument,
    Head,
    LineHead,
    NamedDocument,
    PlainFacts,
    Sha256,
    SourceDocument,
    StatusDocument,
)


class CaveatDocument(TypedDict):
    """A sentence to read before choosing a program."""

    text: str
    source: str
    quote: str | None


class NamesakeDocument(TypedDict):
    """Another credential that a hurried reader takes for this one."""

    name: str
    program: str | None
    source: str
    quote: str | None
    note: str | None


class ProgramFactsDocument(NamedDocument):
    """A program with what is known of it; here ``provider`` is an id, as in a catalogue file."""

    provider_name: str
    facts: PlainFacts
    caveats: list[CaveatDocument]
    not_to_confuse_with: list[NamesakeDocument]


class MatchDocument(ProgramFactsDocument, CostDocument):
    """A program that matches a search, or may."""

    weeks: Amount | None
    total_hours: Amount | None
    status: StatusDocument
    unknown: list[str]


class ProgramsLeftOutDocument(TypedDict):
    """How many programs that match are not in the list."""

    programs: int


class QueryDocument(TypedDict):
    """What was looked for; costs and times are those for this role and these hours."""

    role: str | None
    hours_per_week: Amount | None
    max_cost_usd: Amount | None
    cme: bool
    pacing: str | None
    country: str | None
    language: str | None
    focus: str | None
    search: list[str]
    strict: bool


class ProgramsDocument(Head):
    """The programs that match a search; ``as_of`` and ``sha256`` are those of ``catalog``."""

    as_of: str
    sha256: Sha256
    query: QueryDocument
    programs: list[MatchDocument]
    left_out: ProgramsLeftOutDocument
    sources: dict[str, SourceDocument]


class ProgramDocument(Head):
    """One program with all that is known of it."""

    program: MatchDocument
    sources: dict[str, SourceDocument]


class MatchLine(LineHead, MatchDocument):
    """A line of a search as NDJSON: a program that matches, or may."""


class TopicDocument(TypedDict):
    """A subject that a syllabus may cover."""

    id: str
    label: str


class RoleDocument(TypedDict):
    """A kind of user, with the topics that it needs."""

    id: str
    label: str
    description: str
    cme: CmeNeed
    topics: list[TopicDocument]
    credit_systems: list[str]


class CreditKindDocument(TypedDict):
    """Continuing-education credit as a profession calls it."""

    id: str
    label: str
    systems: list[str]


class ProfessionDocument(TypedDict):
    """What somebody is by trade: the role whose topics apply, and the credit that counts."""

    id: str
    label: str
    role: str
    reading: str | None
    credits: list[CreditKindDocument]
    board: str


class SituationDocument(TypedDict):
    """A circumstance that a user may add."""

    id: str
    label: str
    adds_topics: list[str]


class RolesDocument(Head):
    """The roles, professions and situations that a user may name."""

    roles: list[RoleDocument]
    professions: list[ProfessionDocument]
    situations: list[SituationDocument]
    attribution: str


class RoleLine(LineHead, RoleDocument):
    """A line of the roles as NDJSON: a role."""

    kind: Literal["role"]


class ProfessionLine(LineHead, ProfessionDocument):
    """A line of the roles as NDJSON: a profession."""

    kind: Literal["profession"]


class SituationLine(LineHead, SituationDocument):
    """A line of the roles as NDJSON: a situation."""

    kind: Literal["situation"]


class ReadingBody(TypedDict):
    """How a job title, or the id of a role or profession, is read."""

    text: str
    title: str | None
    profession: ProfessionDocument | None
    role: RoleDocument
    steps: list[str]
    assumed: str | None
    guide: str


class ReadingDocument(Head, ReadingBody):
    """How a job title, or the id of a role or profession, is read."""


class ReadingLine(LineHead, ReadingBody):
    """The line of a job title as NDJSON."""


class ErrorBody(TypedDict):
    """What is wrong."""

    code: Code
    message: str
    hint: str | None
    faults: list[str]
    candidates: list[str]
    exit_code: Literal[1, 2]


class ErrorDocument(TypedDict):
    """What a command writes to stderr, with --json, where it could not do what was asked."""

    error: ErrorBody
