"""What several documents hold."""

from typing import Annotated, Any, Literal

from pydantic import Field, GetPydanticSchema, WithJsonSchema
from typing_extensions import TypedDict  # pydantic reads no other before Python 3.12

from certpick.catalog.facts import Facts, Pacing, State
from certpick.catalog.roles import CmeNeed
from certpick.profile.criteria import Criterion
from certpick.profile.profile import Evidence
from certpick.scoring.needs import Fit, NeedKind, NeedState
from certpick.scoring.rubric import State as ItemState
from certpick.scoring.upkeep import Unknown

# What a catalogue file says of a program, as plain data; its schema is that of the file.
PlainFacts = Annotated[
    dict[str, Any], GetPydanticSchema(lambda _, handler: handler.generate_schema(Facts))
]

Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Score = Annotated[float, Field(ge=0, le=100)]
Share = Annotated[float, Field(ge=0, le=1)]
Amount = Annotated[float, Field(ge=0)]  # of money, time or points
Place = Annotated[int, Field(ge=1)]
Count = Annotated[int, Field(ge=0)]
NeedName = Annotated[
    str, WithJsonSchema({"type": "string", "enum": [kind.value for kind in NeedKind]})
]


class FileDocument(TypedDict):
    """One file of a catalogue."""

    name: str
    as_of: str
    sha256: Sha256


class CatalogDocument(TypedDict):
    """Which catalogue an answer rests on."""

    as_of: str
    programs: int
    sha256: Sha256
    files: list[FileDocument]


class SourceDocument(TypedDict):
    """Where facts come from: when it was last known to say so, and whose interest it serves."""

    title: str
    kind: Literal["guide", "provider", "independent"]
    url: str | None
    checked: str
    undated: bool
    promotes: list[str]
    publisher: str | None


class ProfileDocument(TypedDict):
    """The answers as they were used."""

    role: str
    profession: str | None
    title: str | None
    budget: Amount | None
    hours_per_week: Amount | None
    weeks: Amount | None
    cme: CmeNeed
    credit: list[str]
    pacing: Pacing | None
    no_programming: bool
    country: str | None
    language: str | None
    situations: list[str]
    hold: list[str]
    weights: dict[Criterion, float]
    evidence: Evidence
    strict: bool
    assumed: list[str]


class Head(TypedDict):
    """What every document says first."""

    schema_version: Literal[1]
    catalog: CatalogDocument
    day: Day
    disclosure: str


class PersonHead(Head):
    """What every document about a person says first."""

    role: str
    profile: ProfileDocument
    profile_sha256: Sha256


class LineHead(TypedDict):
    """What every line of NDJSON says first, so that lines of several runs can be told apart."""

    schema_version: Literal[1]
    catalog_sha256: Sha256
    day: Day


class ProviderDocument(TypedDict):
    """Who awards a credential."""

    id: str
    name: str


class NamedDocument(TypedDict):
    """A program by name."""

    id: str
    name: str
    provider: str
    offered_by: ProviderDocument


class EvidenceDocument(TypedDict):
    """One fact that an item rests on."""

    source: str
    quote: str | None
    note: str | None
    topic: str | None


class ItemDocument(TypedDict):
    """One line of a criterion's checklist."""

    id: str
    label: str
    points: Amount
    open: Amount
    max: Amount
    state: ItemState
    source: str | None
    quote: str | None
    own_claim: bool
    rival_claim: bool
    evidence: list[EvidenceDocument]


class RatingDocument(TypedDict):
    """A program's standing on one criterion."""

    points: Amount
    open: Amount
    max: Amount
    items: list[ItemDocument]


class NeedDocument(TypedDict):
    """How a program meets one need of the user."""

    need: NeedName
    state: NeedState
    detail: str
    change: str | None


class PartDocument(TypedDict):
    """The one part of a program that fits where the whole does not; cost and weeks are its own."""

    id: str
    name: str


class CostOverTimeDocument(TypedDict):
    """What one renewal costs, or earning and keeping a credential over some years."""

    years: Amount
    renewals: Count
    usd: Amount | None
    at_least_usd: Amount | None
    at_most_usd: Amount | None
    unknown: list[Unknown]


class CostDocument(TypedDict):
    """What earning a credential costs."""

    cost_usd: Amount | None
    cost_at_least_usd: Amount | None
    cost_at_most_usd: Amount | None
    cost_detail: str


class UpkeepDocument(CostDocument):
    """What earning and keeping a credential costs."""

    renewal_cost: CostOverTimeDocument | None
    cost_over_time: list[CostOverTimeDocument]


class StatusDocument(TypedDict):
    """Whether a program is offered on the day, also in plain words."""

    state: State
    words: str


class StandingDocument(NamedDocument, UpkeepDocument):
    """How a program stands for the user, ranked or ruled out."""

    url: str | None
    score: Score
    score_high: Score
    weeks: Amount | None
    total_hours: Amount | None
    part: PartDocument | None
    status: StatusDocument
    needs: list[NeedDocument]
    fit: Fit
    own_claim_points: Amount
    rival_claim_points: Amount
    unmet: list[NeedName]
    unknown: list[NeedName]
    confirm: list[str]
