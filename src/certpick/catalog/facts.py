"""Facts: what may be said of a program, each with its source and the rules for its value.

An absent fact is unknown. It is never "no" and never zero.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from certpick.catalog.codes import COUNTRIES, LANGUAGES
from certpick.catalog.dates import span
from certpick.text import unsafe_character

Pacing = Literal["self-paced", "cohort"]
CreditSystem = Literal[
    "cme-unspecified",
    "ama-pra-1",
    "aafp-unspecified",
    "aafp-prescribed",
    "aafp-elective",
    "ancc-contact-hour",
    "iacet-ceu",
    "abim-moc",
    "abpm-llsa",
    "himss-ce",
    "ecmec",
    "acpe-contact-hour",
    "ada-cerp",
    "jaipce",
    "ahima-ceu",
    "aapc-ceu",
    "ascp-cmp",
    "cdr-cpeu",
    "arrt-a",
]
State = Literal["offered", "paused", "retired", "announced", "unknown"]


def _safe(text: str) -> str:
    if character := unsafe_character(text):
        raise ValueError(f"holds the character {character}, which is not allowed in text")
    if not text.strip():
        raise ValueError("must not be blank")
    return text


def _whole_cents(amount: float) -> float:
    if round(amount, 2) != amount:
        raise ValueError("must not have a part of a cent")
    return amount


def real_date(text: str) -> str:
    """Return the date, complete or not, if there is such a day; else raise ValueError."""
    span(text)
    return text


def _country(code: str) -> str:
    if code not in COUNTRIES.split():
        raise ValueError("must be the ISO 3166 code of a country, such as US or GB")
    return code


def _language(code: str) -> str:
    if code not in LANGUAGES.split():
        raise ValueError("must be the ISO 639-1 code of a language, such as en")
    return code


ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# A quotation mark is \x22 here, since \" is none to the regular expressions of a JSON Schema.
LINK_PATTERN = r"^https?://[^\s\x22'<>\\^`{|}/@]+(/[^\s\x22'<>\\^`{|}]*)?$"
PARTIAL_DATE_PATTERN = r"^[1-9]\d{3}(-\d\d(-\d\d)?)?$"
DATE_PATTERN = r"^[1-9]\d{3}-\d\d-\d\d$"
CURRENCY_PATTERN = r"^[A-Z]{3}$"
Text = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_safe)]
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=80)]
Link = Annotated[
    str,
    StringConstraints(pattern=LINK_PATTERN, max_length=500),
    AfterValidator(_safe),
]
# A source may know only its year: 2021, 2021-05 or 2021-05-31.
PartialDate = Annotated[
    str, StringConstraints(pattern=PARTIAL_DATE_PATTERN), AfterValidator(real_date)
]
Currency = Annotated[str, StringConstraints(pattern=CURRENCY_PATTERN)]
Country = Annotated[str, AfterValidator(_country)]
Language = Annotated[str, AfterValidator(_language)]
# From the least to the most that may be said of each.
AMOUNTS, WEEKS, WEEKLY_HOURS = (0, 1e9), (0.1, 1000), (0.1, 168)
Amount = Annotated[float, Field(ge=AMOUNTS[0], le=AMOUNTS[1], allow_inf_nan=False)]
Money = Annotated[Amount, AfterValidator(_whole_cents)]
Weeks = Annotated[float, Field(ge=WEEKS[0], le=WEEKS[1], allow_inf_nan=False)]
WeeklyHours = Annotated[float, Field(ge=WEEKLY_HOURS[0], le=WEEKLY_HOURS[1], allow_inf_nan=False)]
TotalHours = Annotated[float, Field(ge=0.1, le=100_000, allow_inf_nan=False)]
Years = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
Credits = Annotated[float, Field(gt=0, le=500, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1, le=100_000)]

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Record:
    """Base of everything read from a file: frozen, strictly typed, no unknown keys.

    Records are compared by identity, since nothing compares their contents, and share one
    ``__repr__``: methods made for each class are what its definition costs every start.
    """

    __pydantic_config__ = ConfigDict(strict=True, extra="forbid")

    def __repr__(self) -> str:
        """Return the record as it would be written."""
        said = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self))
        return f"{type(self).__name__}({', '.join(said)})"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Conflict(Record):
    """What another source says instead."""

    says: Text
    source: Id


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class OtherValue(Conflict, Generic[T]):
    """What another source says instead of a value, as a value where its words give one."""

    value: T | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Sourced(Record):
    """What every fact carries: its source, and the words that it rests on."""

    source: Id
    quote: Text | None = None
    note: Text | None = None
    also: tuple[Id, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    checked: PartialDate | None = None
    provider_claim: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of every source that states this fact, the main one first."""
        return (self.source, *self.also)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Fact(Sourced, Generic[T]):
    """A value and where it comes from."""

    value: T
    conflicts: tuple[OtherValue[T], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class AudienceEntry(Sourced):
    """A role that the program, or one part of it, is for, always or only in a situation."""

    role: Id
    level: Literal["named", "complement"]
    when: Id | None = None
    part: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class TopicEntry(Sourced):
    """A topic that the syllabus covers."""

    topic: Id


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Price(Record):
    """A price in one currency, per unit; by applicant where it depends on role or job title.

    ``member`` is what the members of a society pay instead.
    """

    amount: Money | None = None
    by_role: dict[Id, Money] = field(default_factory=dict)
    by_title: dict[Id, Money] = field(default_factory=dict)  # a word of the job title
    member: Money | None = None
    members_of: Text | None = None
    currency: Currency
    unit: Literal["program", "course", "month", "exam"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Length(Record):
    """Calendar weeks, or days, of the whole program or of one course."""

    amount: Weeks
    unit: Literal["program", "course"]
    measure: Literal["weeks", "days"] = "weeks"

    @property
    def weeks(self) -> float:
        """The length in weeks, whatever it is measured in."""
        return self.amount / 7 if self.measure == "days" else self.amount


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class HoursRange(Record):
    """Hours of study in a week, from low to high."""

    low: WeeklyHours
    high: WeeklyHours


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Part(Sourced):
    """A piece of the program that a source recommends or that is sold alone."""

    id: Id
    name: Text
    courses: Count | None = None
    price: Price | None = None
    weeks: Length | None = None
    hours_per_week: HoursRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Fee(Sourced):
    """Money beside the price, such as for the certificate where learning is free."""

    kind: Literal["certificate", "application", "renewal", "membership", "retake"]
    amount: Money
    member: Money | None = None
    currency: Currency
    per: Literal["once", "year", "renewal"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Status(Record):
    """Whether it can be had: ``state`` since or from ``start``, until ``end``."""

    state: State
    start: PartialDate | None = None
    end: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Enrolment(Record):
    """Who may enrol: the roles that it is restricted to, and what else one must be."""

    roles: tuple[Id, ...] = ()
    condition: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Dates(Record):
    """When the next session runs."""

    start: PartialDate
    end: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Credit(Record):
    """Continuing-education credit in one system, granted from ``start`` to ``end``.

    Amounts are never converted.
    """

    system: CreditSystem
    amount: Annotated[float, Field(gt=0, le=10_000, allow_inf_nan=False)] | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Facts(Record):
    """Everything that a source states about one program; what nobody states is absent."""

    focus: Fact[Literal["healthcare-ai", "healthcare-informatics", "generic-ai"]]
    url: Fact[Link] | None = None
    status: Fact[Status] | None = None
    credential_type: (
        Fact[
            Literal[
                "certificate-of-attendance",
                "certificate-of-completion",
                "assessment-based-certificate",
                "certification",
            ]
        ]
        | None
    ) = None
    audience: tuple[AudienceEntry, ...] = ()
    topics: tuple[TopicEntry, ...] = ()
    topics_complete: Fact[bool] | None = None  # true: a topic that is not listed is not covered
    graded_work: Fact[bool] | None = None
    pass_standard: Fact[bool] | None = None
    proctored: Fact[bool] | None = None
    renewal_years: Fact[Years] | None = None  # 0: it never expires
    renewal: Fact[Text] | None = None  # what it takes
    accredited: Fact[tuple[Literal["ncca", "iso-17024", "absnc"], ...]] | None = (
        None  # []: by neither
    )
    recognized: Fact[bool] | None = None
    ce_credit: Fact[tuple[Credit, ...]] | None = None  # []: it awards none
    framework: Fact[Text | Literal[False]] | None = None  # false: there is no external one
    international: Fact[bool] | None = None
    courses: Fact[Count] | None = None
    parts: tuple[Part, ...] = ()
    weeks: Fact[Length] | None = None
    hours_per_week: Fact[HoursRange] | None = None
    total_hours: Fact[TotalHours] | None = None
    price: Fact[Price] | None = None
    fees: tuple[Fee, ...] = ()
    pacing: Fact[Pacing] | None = None
    dates: Fact[Dates] | None = None
    delivery: Fact[Literal["online", "onsite", "blended"]] | None = None
    structure: Fact[Text] | None = None
    academic_credits: Fact[Credits] | None = None
    level: Fact[Text] | None = None
    languages: Fact[tuple[Language, ...]] | None = None
    countries: Fact[tuple[Country, ...]] | None = None  # []: open everywhere
    enrolment: Fact[Enrolment] | None = None
    employment: Fact[bool] | None = None  # true: a post with a salary
    prerequisites: Fact[Text] | None = None
    programming_required: Fact[bool] | None = None
    exam_questions: Fact[Count] | None = None
    exam_minutes: Fact[Count] | None = None
    pass_mark: Fact[Text] | None = None
    attempts: Fact[Count] | None = None

    def stated(self) -> Iterator[tuple[str, Sourced]]:
        """Yield each known fact with its name; the entries of a list as ``name[0]``."""
        for name in FACT_NAMES:
            value = getattr(self, name)
            if not value:
                continue
            if isinstance(value, tuple):
                yield from ((f"{name}[{index}]", entry) for index, entry in enumerate(value))
            else:
                yield name, value


FACT_NAMES: tuple[str, ...] = tuple(each.name for each in fields(Facts))
