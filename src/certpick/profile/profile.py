"""What a user says: role, needs and weights; and what follows from it for one ranking."""

from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from datetime import date
from inspect import Parameter, Signature
from math import fsum
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Self, TypedDict, Unpack, cast

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from certpick.catalog.facts import Amount, Country, Language, Pacing, WeeklyHours, Weeks
from certpick.catalog.model import Catalog
from certpick.catalog.professions import Profession
from certpick.catalog.roles import AmbiguousTitleError, CmeNeed, Reading, Role, RoleBook
from certpick.errors import Code, UsageError
from certpick.profile.credit import NO_CREDIT, WantedCredit, wanted_credit
from certpick.profile.criteria import (
    CME_WEIGHT,
    GUIDE_CRITERIA,
    SHORT_NAMES,
    Criterion,
    rank_order_centroid,
)
from certpick.text import did_you_mean, folded, nearest, shown, unsafe_character

if TYPE_CHECKING:
    from certpick.catalog.validation import Fault

Evidence = Literal["all", "independent"]
_WEIGHED = tuple(SHORT_NAMES)
_ORDERED = tuple(name for name in _WEIGHED if name != "cme")
_WANTS_CREDIT = ("required", "helpful")
MOST_TOLD = 5  # answers that are at fault, in one line
_ROUNDING = 1e-12  # shares that were divided by their sum add up to 1 within less


class ProfileError(UsageError):
    """Answers cannot be used; ``found`` is all that is wrong with them, and where."""

    found: "tuple[Fault, ...]" = ()


@contextmanager
def _refusing(said: Any) -> Iterator[None]:
    """Turn what pydantic says of answers into an error of certpick's own."""
    try:
        yield
    except ValidationError as error:
        raise _refused(error, said) from None


def _refused(error: ValidationError, said: Any) -> ProfileError:
    from certpick.catalog.validation import validation_faults, value_candidates, value_code

    found = tuple(validation_faults(error, said, Profile))
    lines = tuple(_told(fault, said) for fault in found)
    message = lines[0]
    if len(lines) > 1:
        message = f"{len(lines)} answers cannot be used: {'; '.join(lines[:MOST_TOLD])}"
    near = value_candidates(error, Answers.__annotations__)
    refused = ProfileError(message, faults=lines, candidates=near, code=value_code(error))
    refused.found = found
    return refused


def _told(fault: "Fault", said: Any) -> str:
    """Return a fault in one line, with the answer that is at fault."""
    if isinstance(said, Mapping) and fault.place in said:
        return f"{fault.place}={shown(repr(said[fault.place]))}: {fault.message}"
    return str(fault)


def _wrong(code: Code, message: str, candidates: tuple[str, ...] = ()) -> PydanticCustomError:
    return PydanticCustomError(code, "{message}", {"message": message, "candidates": candidates})


def _criterion(name: object, choices: tuple[str, ...]) -> object:
    if not isinstance(name, str) or name in SHORT_NAMES.values():
        return name
    if name in SHORT_NAMES:
        return SHORT_NAMES[name]
    hint = did_you_mean(name, list(choices)) or f"criteria: {', '.join(choices)}"
    raise _wrong("value_unknown", f"unknown criterion {shown(name)!r}; {hint}", choices)


def _weights(given: object) -> object:
    if not isinstance(given, Mapping):
        return given
    weights = {_criterion(name, _WEIGHED): weight for name, weight in given.items()}
    if len(weights) < len(given):
        raise _wrong("options_conflict", "a criterion stands twice")
    missing = [short for short, name in SHORT_NAMES.items() if name not in weights]
    if missing and missing != ["cme"]:
        raise _wrong("value_missing", f"{missing[0]} is missing; give it 0 to leave it out")
    return weights


def _some_weight(weights: dict[Criterion, float] | None) -> dict[Criterion, float] | None:
    if weights is not None and not sum(weights.values()) > 0:
        message = "the weights sum to 0; at least one must be above 0"
        raise _wrong("value_out_of_range", message)
    return weights


def _priority(given: object) -> object:
    if not isinstance(given, list | tuple) or not all(isinstance(name, str) for name in given):
        return given  # the type check says what is wrong
    names = tuple(_criterion(name, _ORDERED) for name in given)
    if "cme" in names:
        message = "cme has no place in the priority; say --cme required instead"
        raise _wrong("options_conflict", message)
    if len(set(names)) < len(names):
        raise _wrong("options_conflict", "a criterion stands twice")
    return names


def _safe_name(text: str) -> str:
    if unsafe_character(text) or not text.strip():
        raise ValueError("must be a plain name")
    return text


Name = Annotated[str, Field(max_length=200), AfterValidator(_safe_name)]


def _in_order(names: object) -> object:
    """Return names in an order that stays; None says none."""
    return () if names is None else sorted(names, key=str) if isinstance(names, Set) else names


Names = Annotated[tuple[Name, ...], Field(strict=False, max_length=20), BeforeValidator(_in_order)]
Words = list[str] | tuple[str, ...] | Set[str] | None
CriterionName = Literal["domain", "domain_alignment", "rigor", "assessment_rigor", "portability"]


class Answers(TypedDict, total=False):
    """The arguments of ``Profile``, all of them optional, for whoever passes them on.

    ``hours`` and ``situation`` are other names of ``hours_per_week`` and ``situations``;
    ``profession`` and ``assumed`` stand in a profile that a ranking printed.
    """

    role: str | None
    title: str | None
    budget: float | None
    hours: float | None
    hours_per_week: float | None
    weeks: float | None
    cme: CmeNeed | None
    credit: Words
    pacing: Pacing | None
    no_programming: bool
    country: str | None
    language: str | None
    situation: Words
    situations: Words
    hold: Words
    priority: Sequence[CriterionName] | None
    weights: Mapping[str, float] | Mapping[Criterion, float] | None
    evidence: Evidence
    strict: bool
    profession: str | None
    assumed: list[str]


class Profile(BaseModel):
    """A user's answers; None means not said, which is never held against a program.

    ``budget`` is USD for the whole program, from 0; ``hours_per_week``, or ``hours``, the hours
    of study that the user has, from 0.1 to 168; ``weeks`` the time until it must be done, from
    0.1 to 1000. ``priority`` puts criteria first and keeps the guide's order for the rest;
    ``weights`` sets all three on any positive scale, and ``cme`` beside them. ``role`` may be
    the id of a role or profession, or a job title; ``title`` keeps the title beside an id.
    ``country`` is an ISO 3166 code, ``language`` an ISO 639-1 code. ``hold`` names the programs
    that the user has completed, by id or part of a name. ``cme`` says whether continuing-education
    credit is ``required``, ``helpful`` or no need (``no``); ``credit`` names the kinds that count,
    such as ``contact-hours``, or is ``none``; without ``cme`` it is needed. ``pacing`` is
    ``self-paced`` or ``cohort``, and ``no_programming`` asks for programs that need none.
    ``situations``, or ``situation``, add to the role: ``leadership``, ``manages``,
    ``academic-center``, ``multinational``. With ``evidence`` ``independent``, what only interested
    sources state is left open; with ``strict``, an unknown need counts as failed. ``profession``
    and ``assumed`` stand in a profile that a ranking printed, and are read anew.

    Raises:
        UsageError: an answer is unknown, out of range or of another type, or two contradict
            each other. Whether a role exists is not known before ``rank``.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)

    role: Name | None = None
    title: Name | None = None
    budget: Amount | None = None
    hours_per_week: WeeklyHours | None = Field(
        default=None, validation_alias=AliasChoices("hours_per_week", "hours")
    )
    weeks: Weeks | None = None
    cme: CmeNeed | None = None
    credit: Names = ()
    pacing: Pacing | None = None
    no_programming: bool = False
    country: Country | None = None
    language: Language | None = None
    situations: Names = Field(default=(), validation_alias=AliasChoices("situations", "situation"))
    hold: Names = ()
    priority: Annotated[
        tuple[Criterion, ...] | None, Field(strict=False), BeforeValidator(_priority)
    ] = None
    weights: Annotated[
        dict[Criterion, Amount] | None, BeforeValidator(_weights), AfterValidator(_some_weight)
    ] = None
    evidence: Evidence = "all"
    strict: bool = False

    def __init__(self, **said: Unpack[Answers]) -> None:
        """Take the answers, as the class describes them.

        Raises:
            UsageError: as the class says.
        """
        with _refusing(said):
            super().__init__(**said)

    @classmethod
    def model_validate(cls, obj: Any, **how: Any) -> Self:
        """Return the profile in a mapping of answers.

        Raises:
            UsageError: as ``Profile``; or it is no mapping.
        """
        with _refusing(obj):
            return super().model_validate(obj, **how)

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **how: Any) -> Self:
        """Return the profile in a JSON object of answers.

        Raises:
            UsageError: as ``Profile``; or it is no JSON object.
        """
        with _refusing(None):
            return super().model_validate_json(json_data, **how)

    @model_validator(mode="before")
    @classmethod
    def _prepared(cls, data: Any) -> Any:
        """Accept the profile that a ranking printed: what it assumed is assumed anew."""
        if not isinstance(data, dict):
            return data
        for short, name in (("hours", "hours_per_week"), ("situation", "situations")):
            if short in data and name in data:
                message = f"{short} and {name} say the same; give one of them"
                raise _wrong("options_conflict", message)
        profession, assumed = data.get("profession"), data.get("assumed")
        if isinstance(assumed, list):
            if "profession" in assumed:
                profession = data.get("title")
            data = {key: data[key] for key in data if key != "assumed" and key not in assumed}
        data = {key: data[key] for key in data if key != "profession"}
        return data if profession is None else {**data, "role": profession}

    @model_validator(mode="after")
    def _consistent(self) -> "Profile":
        if self.weights is not None and self.priority:
            message = "priority and weights exclude each other; give one of them"
            raise _wrong("options_conflict", message)
        if NO_CREDIT in self.credit and (len(self.credit) > 1 or self.cme in _WANTS_CREDIT):
            message = "credit none excludes every other credit, and cme required or helpful"
            raise _wrong("options_conflict", message)
        if self.cme == "no" and self.credit not in ((), (NO_CREDIT,)):
            message = "cme no excludes credit, unless that is none"
            raise _wrong("options_conflict", message)
        return self

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Yield what was said, for the ``repr``."""
        said = self.model_fields_set
        yield from (one for one in super().__repr_args__() if one[0] in said)

    @property
    def credit_need(self) -> CmeNeed | None:
        """How much credit is wanted, as far as it was said; a kind that was named is needed."""
        if self.cme or not self.credit:
            return self.cme
        return "no" if NO_CREDIT in self.credit else "required"


def _signature() -> Signature:
    """Return the signature of ``Profile``, argument by argument, for help and notebooks."""
    fields, self_ = Profile.model_fields, Parameter("self", Parameter.POSITIONAL_OR_KEYWORD)
    said = (
        Parameter(
            name,
            Parameter.KEYWORD_ONLY,
            default=fields[name].default if name in fields else None,
            annotation=annotation,
        )
        for name, annotation in Answers.__annotations__.items()
    )
    return Signature([self_, *said], return_annotation=None)


cast(Any, Profile.__init__).__signature__ = _signature()


class Applicant(NamedTuple):
    """A profile resolved against the role table: all that a rating depends on.

    ``profession`` is None where only a role was said; ``assumption`` is what its title does
    not say and was taken for granted. ``weights`` add up to 1. ``assumed`` names the answers
    that were defaults. ``day`` is the one on which windows are open or closed; without it,
    none has ended. ``held`` are the ids of the programs that the applicant has completed.
    """

    profile: Profile
    role: Role
    profession: Profession | None
    assumption: str | None
    title: str | None
    audience_roles: frozenset[str]
    situations: frozenset[str]
    topics: tuple[str, ...]
    cme: CmeNeed
    credit: WantedCredit
    weights: dict[Criterion, float]
    assumed: tuple[str, ...]
    day: date | None = None
    held: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        """Return the role, and the title where one was said."""
        return f"<Applicant {self.role.id}{f': {self.title}' if self.title else ''}>"


def applicant_for(profile: Profile, catalog: Catalog) -> Applicant:
    """Return the applicant that a profile describes, before a catalogue on its day.

    Raises:
        UsageError: as ``resolve``; or the catalogue has no program that is said to be held.
    """
    applicant = resolve(profile, catalog.roles, catalog.day)
    return applicant._replace(held=frozenset(_held(profile, catalog)))


def _held(profile: Profile, catalog: Catalog) -> Iterator[str]:
    for name in profile.hold:
        try:
            yield catalog.find(name).id
        except UsageError as error:
            raise error.at("--hold") from None


def resolve(profile: Profile, roles: RoleBook, day: date | None = None) -> Applicant:
    """Return the applicant that a profile describes, on a day.

    Raises:
        UsageError: the role is missing, the role or a situation is not in the table, or
            CME is weighed although it is not wanted.
    """
    if profile.role is None:
        raise UsageError(
            "no role given",
            f"say --role with one of: {', '.join(roles.role_ids)}",
            code="role_missing",
        )
    read = reading(profile.role, profile.title, roles)
    role = read.role
    chosen = [_situation(name, roles) for name in profile.situations]
    added = (
        topic
        for situation in roles.situations
        if situation.id in chosen
        for topic in situation.adds_topics
    )
    credit = wanted_credit(profile.credit, read, roles)
    cme = profile.credit_need or (role.cme if credit.kinds else "no")
    weighed = profile.weights is not None or bool(profile.priority)
    return Applicant(
        profile=profile,
        role=role,
        profession=read.profession,
        assumption=read.assumed,
        title=profile.title or (None if folded(profile.role) == folded(role.id) else profile.role),
        audience_roles=frozenset((role.id, *role.includes, "any")),
        situations=frozenset(chosen),
        topics=tuple(dict.fromkeys((*(topic.topic for topic in role.topics), *added))),
        cme=cme,
        credit=credit,
        weights=criterion_weights(profile, cme),
        assumed=tuple(
            name
            for name, is_default in (
                ("profession", read.assumed is not None),
                ("cme", profile.credit_need is None),
                ("credit", bool(cme != "no" and credit.kinds and not profile.credit)),
                ("weights", not weighed),
            )
            if is_default
        ),
        day=day,
    )


def reading(said: str, title: str | None, roles: RoleBook) -> Reading:
    """Return what was said, with the profession of a title that stands beside it.

    Only the id of a profession needs no title. Beside another one, a title that is read as
    some profession of the same id as its role says no more than that role.
    """
    read = roles.read(said)
    if title is None or title == said or (read.profession and read.title is None):
        return read
    fit = [one for one in map(roles.profession, _meant(title, roles)) if _fits(one, read.role)]
    own = read.profession if read.profession and read.profession.id != read.role.id else None
    return read._replace(profession=fit[0] if len(fit) == 1 else own, assumed=None)


def _meant(title: str, roles: RoleBook) -> tuple[str, ...]:
    """Return the ids of the professions that a title may mean; it need not mean any."""
    try:
        found = roles.read(title).profession
    except AmbiguousTitleError as error:
        known = roles.profession_ids
        return tuple(name for name in error.candidates if name in known)
    except UsageError:
        return ()
    return (found.id,) if found else ()


def _fits(profession: Profession, role: Role) -> bool:
    """Return whether somebody of the profession may say this role; it may deny an assumption."""
    denied = profession.assumes.otherwise if profession.assumes else None
    return profession.role == role.id != denied


def _situation(name: str, roles: RoleBook) -> str:
    known = {folded(one): one for one in roles.situation_ids}
    if folded(name) in known:
        return known[folded(name)]
    ids = list(known.values())
    raise UsageError(
        f"unknown situation {shown(name)!r}",
        did_you_mean(name, ids) or f"situations: {', '.join(ids)}",
        candidates=tuple(nearest(name, ids) or ids),
        code="situation_unknown",
    )


def criterion_weights(profile: Profile, cme: CmeNeed) -> dict[Criterion, float]:
    """Return the weight of each criterion that counts, in the guide's order; their sum is 1.

    Without ``weights`` they are the rank-order centroid of the order of importance
    (Barron & Barrett 1996). CME, where it is wanted, takes 0.2 of the whole unless
    ``weights`` says otherwise.

    Raises:
        UsageError: ``weights`` weighs CME although the user does not want it.
    """
    said = profile.weights or _by_importance(profile)
    cme_weight = said.get("cme")
    given = {name: said[name] for name in GUIDE_CRITERIA}
    if cme == "no" and cme_weight:
        raise UsageError(
            "weights name cme, but no CME is wanted", "add --cme helpful", code="options_conflict"
        )
    if cme == "no" or (cme_weight == 0 and any(given.values())):
        return _shares(given)
    if cme_weight is not None:
        return _shares({**given, "cme": cme_weight})
    rest = {name: share * (1 - CME_WEIGHT) for name, share in _shares(given).items()}
    return {**rest, "cme": CME_WEIGHT}


def _shares(weights: dict[Criterion, float]) -> dict[Criterion, float]:
    """Return weights that add up to 1, as they are where they do but for rounding.

    So a ranking's weights, given again, are the same to the last digit.
    """
    total = fsum(weights.values())
    if abs(total - 1) < _ROUNDING:
        return weights
    return {name: weight / total for name, weight in weights.items()}


def _by_importance(profile: Profile) -> dict[Criterion, float]:
    first = profile.priority or ()
    order = (*first, *(name for name in GUIDE_CRITERIA if name not in first))
    return dict(zip(order, rank_order_centroid(len(order)), strict=True))
