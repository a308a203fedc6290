"""Why programs stand where they do: an explanation, a comparison, the map of weights."""

from typing_extensions import TypedDict  # pydantic reads no other before Python 3.12

from certpick.profile.criteria import Criterion
from certpick.render.comparison import Unit
from certpick.render.contract.shared import (
    Amount,
    ItemDocument,
    NamedDocument,
    NeedDocument,
    PersonHead,
    Place,
    PlainFacts,
    RatingDocument,
    Score,
    Share,
    SourceDocument,
    StandingDocument,
    UpkeepDocument,
)


class ContributionDocument(TypedDict):
    """What one criterion adds to the score: weight x points / max x 100."""

    criterion: Criterion
    weight: Share
    points: Amount
    open: Amount
    max: Amount
    contribution: float
    items: list[ItemDocument]


class GapDocument(TypedDict):
    """The score less that of a neighbour in the ranking, criterion by criterion."""

    id: str
    score: Score
    total: float
    by_criterion: dict[Criterion, float]
    enough: list[Criterion]


class LiftDocument(TypedDict):
    """What an open item would do to the score and the place, were it shown."""

    item: str
    criterion: Criterion
    score: Score
    rank: Place


class LeadDocument(TypedDict):
    """Where a program comes first; what CME weighs is left out."""

    first_choice_share: Share
    rank_best: Place
    rank_worst: Place
    central_weights: dict[Criterion, float] | None
    leads_when: dict[Criterion, tuple[float, float] | None]


class ExplanationBody(StandingDocument):
    """Why one program stands where it does, from which its score and gaps can be worked out."""

    rank: Place | None
    ranked: int
    contributions: list[ContributionDocument]
    gap_above: GapDocument | None
    gap_below: GapDocument | None
    lifts: list[LiftDocument]
    lead: LeadDocument | None
    ruled_out: list[NeedDocument] | None


class ExplanationDocument(PersonHead, ExplanationBody):
    """Why one program stands where it does, and what would change it."""

    sources: dict[str, SourceDocument]


class ComparedDocument(StandingDocument):
    """One of the programs that are compared, ranked or ruled out, with all that is known of it."""

    rank: Place | None
    ratings: dict[Criterion, RatingDocument]
    facts: PlainFacts


class RowDocument(TypedDict):
    """One line of a comparison, with a value for each program, in words and as a number."""

    name: str
    values: list[str | None]
    numbers: list[float | None] | None
    unit: Unit | None
    max: Amount | None
    differs: bool
    sources: list[list[str]]


class ComparisonBody(TypedDict):
    """Programs side by side. ``costs`` holds by id what stands in ``compared``, too."""

    programs: list[str]
    compared: list[ComparedDocument]
    costs: dict[str, UpkeepDocument]
    rows: list[RowDocument]


class ComparisonDocument(PersonHead, ComparisonBody):
    """Two or more programs side by side for one person."""

    sources: dict[str, SourceDocument]


class TerritoryDocument(TypedDict):
    """Where in the triangle of weights one program leads, or several that tie everywhere."""

    letter: str
    leaders: list[NamedDocument]
    share: Share
    center: dict[Criterion, float]
    pieces: list[list[dict[Criterion, float]]]


class MapDocument(PersonHead):
    """Who leads at which weights of the guide's three criteria, and where the user stands."""

    here: dict[Criterion, float]
    territories: list[TerritoryDocument]
