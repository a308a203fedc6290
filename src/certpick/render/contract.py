"""The JSON contract: what a ranking is as plain data. Keys are only ever added."""

from typing import Literal

from typing_extensions import TypedDict  # pydantic reads no other before Python 3.12

from certpick.catalog.facts import Pacing, State
from certpick.catalog.roles import CmeNeed
from certpick.explaining.asking import Whom
from certpick.explaining.certainty import Word
from certpick.explaining.verdict import Because
from certpick.profile.criteria import Criterion
from certpick.profile.profile import Evidence
from certpick.scoring.needs import Fit, NeedState
from certpick.scoring.rubric import State as ItemState
from certpick.scoring.upkeep import Unknown


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


class SourceDocument(TypedDict):
    """Where facts come from: when it was last known to say so, and whose interest it serves.

    ``undated``: nobody knows how old the page was then. ``promotes`` and ``publisher`` are ids
    of providers.
    """

    title: str
    kind: Literal["guide", "provider", "independent"]
    url: str | None
    checked: str
    undated: bool
    promotes: list[str]
    publisher: str | None


class LeftOutDocument(TypedDict):
    """How many programs that fit, or that are ruled out, are not in the lists of these names."""

    ranking: int
    ruled_out: int


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


class CostOverTimeDocument(TypedDict):
    """What one renewal costs in USD, or earning and keeping a credential over some years.

    ``usd`` is null where something is unknown, which ``unknown`` names; what is known of it
    lies between ``at_least_usd`` and ``at_most_usd``.
    """

    years: float
    renewals: int
    usd: float | None
    at_least_usd: float | None
    at_most_usd: float | None
    unknown: list[Unknown]


class StatusDocument(TypedDict):
    """Whether a program is offered on the day of the ranking, also in plain words."""

    state: State
    words: str


class StandingDocument(TypedDict):
    """One ranked program.

    ``fit`` is sure where every need that was said is known to hold, maybe where some are
    ``unknown`` or disputed; none is ``unmet``, or it would be ruled out. Both name needs.
    ``cost_over_time`` is the cost over one period of validity, where there is one, and over
    five years.
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
    renewal_cost: CostOverTimeDocument | None
    cost_over_time: list[CostOverTimeDocument]
    weeks: float | None
    part: PartDocument | None
    status: StatusDocument
    ratings: dict[Criterion, RatingDocument]
    needs: list[NeedDocument]
    fit: Fit
    own_claim_points: float
    rival_claim_points: float
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


class ReasonDocument(TypedDict):
    """A criterion that speaks for the pick: what it adds to the score, and its items shown."""

    criterion: Criterion
    points: float
    items: list[str]
    words: str


class NearestDocument(TypedDict):
    """The program that comes nearest to surely fitting, and the needs to settle for it."""

    program: str
    needs: list[NeedDocument]


class WeightsDocument(TypedDict):
    """How sure over weights: the share of all weightings, of 1, in which the pick is first.

    ``margin`` is its lead over the second, in points of score; null where it stands alone.
    """

    first_choice_share: float
    close_call: bool
    margin: float | None


class UnknownDocument(TypedDict):
    """How sure over unknown facts: the fewest that, confirmed, would put another program first.

    ``program`` is that other one, ``items`` are what is confirmed of it (one credit may decide
    two), ``points`` what they add to its score, ``score`` what that would be. All are null, and
    ``items`` empty, where no answer would put another first.
    """

    confirmations: int | None
    program: str | None
    items: list[str]
    points: float | None
    score: float | None


class OnEvidenceDocument(TypedDict):
    """How the pick stands on some evidence, and who is first there."""

    score: float
    score_high: float
    first_choice_share: float
    leader: str


class ClaimsDocument(TypedDict):
    """How sure over claims: with and without what only sources say that sell or promote it.

    What only a source denies that promotes a rival is left out, too.
    """

    with_claims: OnEvidenceDocument
    without_claims: OnEvidenceDocument
    leads_without: bool


class CertaintyDocument(TypedDict):
    """How sure the pick is: in one word, and in three parts that are never added up.

    *firm*: first in at least 90 % of weightings, at least four confirmations are needed or none
    suffices, and first without claims. *open*: one or two confirmations are enough, or first in
    under half of the weightings, or not first without claims. *leaning*: the rest.
    """

    word: Word
    weights: WeightsDocument
    unknown: UnknownDocument
    claims: ClaimsDocument


class AskDocument(TypedDict):
    """A question that can change the pick; ``because`` says why it is asked.

    ``need`` is a need of the user that the pick may not meet, ``items`` what the answer would
    show of the program, ``item`` the first of them. ``whom`` is who can answer; ``you`` is the
    user.
    """

    program: str
    item: str | None
    items: list[str]
    need: str | None
    question: str
    whom: Whom
    because: Because


class GuideDocument(TypedDict):
    """A program that the guide names for this role and these situations, or a part of it.

    ``price`` is in USD, of the part where there is one; ``place`` counts from 1 and is null
    where it is ruled out, for the needs in ``out``; ``behind`` is the criterion on which it is
    furthest behind the pick.
    """

    program: str
    level: Literal["named", "complement"]
    part: PartDocument | None
    price: float | None
    price_detail: str
    place: int | None
    behind: Criterion | None
    out: list[NeedDocument]


class VerdictDocument(TypedDict):
    """The answer, in facts and in sentences; programs stand by id, null where there is none.

    ``pick`` is the first of the ranking, ``best_sure`` the first of which every need that was
    said is known to hold, ``nearest`` what comes nearest to that where there is none.
    """

    pick: str | None
    reasons: list[ReasonDocument]
    best_sure: str | None
    nearest: NearestDocument | None
    certainty: CertaintyDocument | None
    ask_first: list[AskDocument]
    guide: list[GuideDocument]
    sentences: list[str]


class RankingDocument(TypedDict):
    """What ``certpick rank --json`` prints; ``sources`` are those that it names, by id."""

    schema_version: Literal[1]
    catalog: CatalogDocument
    profile: ProfileDocument
    verdict: VerdictDocument
    ranking: list[StandingDocument]
    robustness: RobustnessDocument
    ruled_out: list[RuledOutDocument]
    left_out: LeftOutDocument
    notes: list[str]
    sources: dict[str, SourceDocument]
