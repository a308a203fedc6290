"""The JSON contract: what a ranking is as plain data. Keys are only ever added."""

from typing import Literal

from typing_extensions import TypedDict  # pydantic reads no other before Python 3.12

from certpick.catalog.facts import Pacing, State
from certpick.catalog.roles import CmeNeed
from certpick.profile.criteria import Criterion
from certpick.profile.profile import Evidence
from certpick.scoring.needs import Fit, NeedState
from certpick.scoring.rubric import State as ItemState


class FileDocument(TypedDict):
    """One file of a catalogue."""

    name: str
    as_of: str
    sha256: str


class CatalogDocument(TypedDict):
    """Which catalogue the ranking rests on; of several files, the hash of their hashes."""

    as_of: str
    programs: int
    sha256: str
    files: list[FileDocument]


class ProfileDocument(TypedDict):
    """The answers as they were used; ``assumed`` names those that were defaults."""

    role: str
    profession: str | None
    title: str | None
    budget: float | None
    hours_per_week: float | None
    weeks: float | None
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


class EvidenceDocument(TypedDict):
    """One fact that an item rests on."""

    source: str
    quote: str | None
    note: str | None
    topic: str | None


class ItemDocument(TypedDict):
    """One line of a criterion's checklist; ``source`` and ``quote`` are its first evidence's.

    ``own_claim``: nobody but the provider, or a source that promotes it, states the evidence;
    ``rival_claim``: nobody but sources that promote other providers does.
    """

    id: str
    label: str
    points: float
    open: float
    max: float
    state: ItemState
    source: str | None
    quote: str | None
    own_claim: bool
    rival_claim: bool
    evidence: list[EvidenceDocument]


class RatingDocument(TypedDict):
    """A program's standing on one criterion."""

    points: float
    open: float
    max: float
    items: list[ItemDocument]


class NeedDocument(TypedDict):
    """How a program meets one need of the user."""

    need: str
    state: NeedState
    detail: str
    change: str | None


class PartDocument(TypedDict):
    """The one part of a program that fits where the whole does not; cost and weeks are its own."""

    id: str
    name: str


class StatusDocument(TypedDict):
    """Whether a program is offered on the day of the ranking, also in plain words."""

    state: State
    words: str


class StandingDocument(TypedDict):
    """One ranked program.

    ``fit`` is sure where every need that was said is known to hold, maybe where some are
    ``unknown`` or disputed; none is ``unmet``, or it would be ruled out. Both name needs.
    """

    rank: int
    id: str
    name: str
    provider: str
    url: str | None
    score: float
    score_high: float
    first_choice_share: float
    rank_best: int
    rank_worst: int
    dominated_by: str | None
    cost_usd: float | None
    cost_at_least_usd: float | None
    cost_at_most_usd: float | None
    cost_detail: str
    weeks: float | None
    part: PartDocument | None
    status: StatusDocument
    ratings: dict[Criterion, RatingDocument]
    needs: list[NeedDocument]
    fit: Fit
    unmet: list[str]
    unknown: list[str]
    confirm: list[str]


class TransferDocument(TypedDict):
    """Weight, of 1, that makes another program lead when it is moved between criteria."""

    amount: float
    source: Criterion
    target: Criterion
    leader: str


class RobustnessDocument(TypedDict):
    """How firm the winner's lead is; ``close_call`` says that it is not."""

    close_call: bool
    smallest_transfer: TransferDocument | None


class RuledOutDocument(TypedDict):
    """One program that fails a need, with every reason; ``change`` is all that lets it in."""

    id: str
    name: str
    provider: str
    reasons: list[NeedDocument]
    change: str | None


class RankingDocument(TypedDict):
    """What ``certpick rank --json`` prints."""

    schema_version: Literal[1]
    catalog: CatalogDocument
    profile: ProfileDocument
    ranking: list[StandingDocument]
    robustness: RobustnessDocument
    ruled_out: list[RuledOutDocument]
    notes: list[str]
