"""A ranking, and the verdict on it."""

from typing import Literal

from typing_extensions import TypedDict  # pydantic reads no other before Python 3.12

from certpick.explaining.asking import Whom
from certpick.explaining.certainty import Word
from certpick.explaining.verdict import Because
from certpick.profile.criteria import Criterion
from certpick.render.contract.shared import (
    Amount,
    CostDocument,
    Count,
    LineHead,
    NamedDocument,
    NeedDocument,
    NeedName,
    PartDocument,
    PersonHead,
    Place,
    RatingDocument,
    Score,
    Sha256,
    Share,
    SourceDocument,
    StandingDocument,
)


class LeftOutDocument(TypedDict):
    """How many programs that fit, or that are ruled out, are not in the lists of these names."""

    ranking: int
    ruled_out: int


class RankedDocument(StandingDocument):
    """One ranked program."""

    rank: Place
    first_choice_share: Share
    rank_best: Place
    rank_worst: Place
    dominated_by: str | None
    ratings: dict[Criterion, RatingDocument]


class RuledOutDocument(NamedDocument):
    """One program that fails a need, with every reason."""

    reasons: list[NeedDocument]
    change: str | None


class PersonLine(LineHead):
    """What every line of NDJSON about a person says first."""

    role: str
    profile_sha256: Sha256


class RankedLine(PersonLine, RankedDocument):
    """A line of a ranking as NDJSON: a program that fits."""

    kind: Literal["ranked"]


class RuledOutLine(PersonLine, StandingDocument, RuledOutDocument):
    """A line of a ranking as NDJSON, with --all: a program that is ruled out."""

    kind: Literal["ruled_out"]
    ratings: dict[Criterion, RatingDocument]


class TransferDocument(TypedDict):
    """Weight that makes another program lead when it is moved between criteria."""

    amount: float
    source: Criterion
    target: Criterion
    leader: str


class RobustnessDocument(TypedDict):
    """How firm the winner's lead is."""

    close_call: bool
    smallest_transfer: TransferDocument | None


class ReasonDocument(TypedDict):
    """A criterion that speaks for the pick: what it adds to the score, and its items shown."""

    criterion: Criterion
    points: Amount
    items: list[str]
    words: str


class NearestDocument(TypedDict):
    """The program that comes nearest to surely fitting, and the needs to settle for it."""

    program: str
    needs: list[NeedDocument]


class WeightsDocument(TypedDict):
    """How sure over weights."""

    first_choice_share: Share
    close_call: bool
    margin: float | None


class UnknownDocument(TypedDict):
    """How sure over unknown facts: the fewest that, confirmed, would put another program first.

    All are null, and ``items`` empty, where no answer would put another first.
    """

    confirmations: Count | None
    program: str | None
    items: list[str]
    points: Amount | None
    score: Score | None


class OnEvidenceDocument(TypedDict):
    """How the pick stands on some evidence, and who is first there."""

    score: Score
    score_high: Score
    first_choice_share: Share
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
    """A question that can change the pick."""

    program: str
    item: str | None
    items: list[str]
    need: NeedName | None
    question: str
    whom: Whom
    because: Because


class GuideDocument(CostDocument):
    """A program that the guide names for this role and these situations, or a part of it.

    Its cost is that of the part where there is one. ``price``, ``price_detail``, ``place`` and
    ``out`` are older names of ``cost_usd``, ``cost_detail``, ``rank`` and ``unmet``.
    """

    program: str
    level: Literal["named", "complement"]
    part: PartDocument | None
    rank: Place | None
    behind: Criterion | None
    unmet: list[NeedName]
    price: Amount | None
    price_detail: str
    place: Place | None
    out: list[NeedDocument]


class VerdictDocument(TypedDict):
    """The answer, in facts and in sentences; programs stand by id, null where there is none."""

    pick: str | None
    reasons: list[ReasonDocument]
    best_sure: str | None
    nearest: NearestDocument | None
    certainty: CertaintyDocument | None
    ask_first: list[AskDocument]
    guide: list[GuideDocument]
    sentences: list[str]


class RankingDocument(PersonHead):
    """A ranking, the verdict on it, and what is ruled out."""

    verdict: VerdictDocument
    ranking: list[RankedDocument]
    robustness: RobustnessDocument
    ruled_out: list[RuledOutDocument]
    left_out: LeftOutDocument
    notes: list[str]
    sources: dict[str, SourceDocument]
