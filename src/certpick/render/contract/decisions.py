"""What to do about a ranking: pairs, a plan, the whole result as a report."""

from typing import Literal

from typing_extensions import TypedDict  # pydantic reads no other before Python 3.12

from certpick.pairs.pairing import Audience
from certpick.planning.schedule import Missing
from certpick.profile.criteria import Criterion
from certpick.render.contract.ranking import RankingDocument
from certpick.render.contract.reasons import ComparisonBody, ExplanationBody
from certpick.render.contract.shared import (
    Amount,
    CostDocument,
    NamedDocument,
    NeedDocument,
    PartDocument,
    PersonHead,
    Place,
    Score,
    SourceDocument,
    UpkeepDocument,
)


class PartRatingDocument(TypedDict):
    """What two programs have together on one criterion."""

    points: Amount
    open: Amount
    max: Amount
    claimed: Amount


class AddedItemDocument(TypedDict):
    """An item that only the second program shows."""

    id: str
    criterion: Criterion
    label: str
    points: Amount
    own_claim: bool


class AddedTopicDocument(TypedDict):
    """A topic that only the second program shows."""

    id: str
    label: str
    own_claim: bool


class AddsDocument(TypedDict):
    """What the second program adds to the first."""

    items: list[AddedItemDocument]
    topics: list[AddedTopicDocument]


class MemberDocument(NamedDocument, CostDocument):
    """One of the two programs, by itself."""

    audience: Audience | None
    score: Score
    score_high: Score
    weeks: Amount | None
    part: PartDocument | None


class MemberCreditDocument(TypedDict):
    """Continuing-education credit of one of the two; without a system, it is not stated."""

    program: str
    system: str | None
    amount: float | None


class AdviceDocument(TypedDict):
    """The words with which a source recommends two programs together."""

    source: str
    quote: str | None
    note: str | None


class PairDocument(CostDocument):
    """Two programs, the first to take first: the one that stands higher alone."""

    rank: Place
    programs: list[str]
    members: list[MemberDocument]
    score: Score
    score_high: Score
    gain: float
    ratings: dict[Criterion, PartRatingDocument]
    hours: Amount | None
    hours_per_week: Amount | None
    weeks_in_sequence: Amount | None
    weeks_at_once: Amount | None
    adds: AddsDocument
    credits: list[MemberCreditDocument]
    needs: list[NeedDocument]
    confirm: list[str]
    advice: AdviceDocument | None


class BestSingleDocument(NamedDocument):
    """The program that is first alone."""

    score: Score


_With = TypedDict("_With", {"with": str | None})


class PairsDocument(PersonHead, _With):
    """The best two programs together, and what the second adds."""

    best_single: BestSingleDocument | None
    pairs: list[PairDocument]
    notes: list[str]
    sources: dict[str, SourceDocument]


class SpanDocument(TypedDict):
    """From one day to another."""

    start: str | None
    end: str | None


class HolidayDocument(TypedDict):
    """A public holiday on which there is no study."""

    date: str
    name: str


class StudyDocument(TypedDict):
    """When the study blocks are."""

    days: list[str]
    at: str
    minutes: Amount
    off: list[SpanDocument]
    holidays: list[HolidayDocument]
    assumed: list[Literal["days", "at"]]


class WindowDocument(TypedDict):
    """A session in which one can study, or a credit that is granted, until a day."""

    id: str
    kind: Literal["session", "credit"]
    name: str
    end: str
    by: str


class QuestionDocument(TypedDict):
    """What to ask the provider, the most important first."""

    about: str
    question: str
    why: str
    source: str | None


class MailDocument(TypedDict):
    """A mail that asks the provider all questions."""

    subject: str
    text: str
    link: str
    link_questions: int


class PrerequisitesDocument(TypedDict):
    """What a program requires beforehand."""

    text: str | None
    programming_required: bool | None


class ExamDocument(TypedDict):
    """What is known of an exam."""

    questions: int | None
    minutes: int | None
    pass_mark: str | None
    proctored: bool | None


class AwardDocument(TypedDict):
    """Continuing-education credit in its own system."""

    system: str
    label: str
    amount: float | None
    start: str | None
    end: str | None
    granted: bool


class RenewalDocument(TypedDict):
    """How long a credential is valid, and what renewal takes."""

    years: Amount | None
    notice: str | None
    date: str | None
    takes: str | None


class WarningDocument(TypedDict):
    """What to read before choosing a program."""

    text: str
    source: str


class CalendarDocument(TypedDict):
    """The calendar file that was written."""

    file: str
    time_zone: str


class PlanBody(NamedDocument, UpkeepDocument):
    """What to settle before paying for one program, with dates."""

    part: PartDocument | None
    ruled_out: list[NeedDocument] | None
    start: str | None
    finish: str | None
    start_assumed: bool
    missing: Missing | None
    weeks: Amount | None
    hours: Amount | None
    hours_per_week: Amount | None
    study: StudyDocument | None
    windows: list[WindowDocument]
    earned: str | None
    questions: list[QuestionDocument]
    mail: MailDocument | None
    prerequisites: PrerequisitesDocument
    sessions: SpanDocument | None
    exam: ExamDocument | None
    credit: list[AwardDocument] | None
    renewal: RenewalDocument
    caveats: list[WarningDocument]
    notes: list[str]
    calendar: CalendarDocument | None


class PlanDocument(PersonHead, PlanBody):
    """What to settle before paying for one program, with dates."""

    sources: dict[str, SourceDocument]


class ReportDocument(RankingDocument):
    """The whole result: the ranking, and what explain, compare and plan say of the best."""

    approve: list[str]
    fallback: list[str]
    fallback_program: str | None
    explanation: ExplanationBody | None
    comparison: ComparisonBody | None
    plan: PlanBody | None
