"""Roles, situations and topics: the table behind ``--role``, and job titles that lead to one."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, Self, TypeVar

from certpick.catalog.facts import Id, Record, Text
from certpick.errors import UsageError
from certpick.text import did_you_mean, folded, nearest, shown

CmeNeed = Literal["required", "helpful", "no"]


# Words that say where or how somebody does a job, and leave the job what it is.
_WHERE = frozenset(
    (
        *("icu", "ccu", "nicu", "picu", "pacu", "ed", "er", "or", "operating", "room", "night"),
        *("med", "surg", "medsurg", "medical", "surgical", "inpatient", "outpatient", "day"),
        *("ambulatory", "emergency", "department", "oncology", "pediatric", "cardiac", "shift"),
        *("telemetry", "senior", "sr", "lead", "interim", "acting", "deputy", "regional"),
        "hospital",
    )
)


class ManyRolesError(UsageError):
    """A job title that leads to several roles; ``candidates`` holds their ids."""

    def __init__(self, message: str, candidates: tuple[str, ...]) -> None:
        names = " or ".join(f"--role {name}" for name in candidates)
        super().__init__(message, f"the nearest roles: {names}")
        self.candidates = candidates


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Topic(Record):
    """A subject that a syllabus may cover."""

    id: Id
    label: Text
    source: Id
    quote: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Situation(Record):
    """A circumstance that the guide's advice depends on and that a user may add."""

    id: Id
    label: Text
    adds_topics: tuple[Id, ...] = ()
    source: Id
    quote: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CoreTopic(Record):
    """A topic that a role needs: with the guide's phrase, or inferred and said to be so."""

    topic: Id
    source: Id | None = None
    quote: Text | None = None
    inferred: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Titles(Record):
    """Job titles: our own, and O*NET's by occupation code (see ``RoleBook.attribution``)."""

    certpick: tuple[Text, ...] = ()
    onet: dict[str, tuple[Text, ...]] = field(default_factory=dict)

    def all(self) -> tuple[str, ...]:
        """Return every title as it is written in the table."""
        return (*self.certpick, *(title for titles in self.onet.values() for title in titles))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class PairAdvice(Record):
    """Two programs that a source recommends together, by id; it moves no score.

    ``note`` says where the source means something else than the programs as they are.
    """

    programs: tuple[Id, Id]
    source: Id
    quote: Text
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Role(Record):
    """A kind of user: core topics, default CME need and the credit systems that count for it."""

    id: Id
    label: Text
    description: Text
    includes: tuple[Id, ...] = ()  # roles whose audience entries apply to this one too
    cme: CmeNeed
    credit_systems: tuple[Id, ...] = ()
    source: Id
    quote: Text | None = None
    topics: tuple[CoreTopic, ...]
    titles: Titles
    pairings: tuple[PairAdvice, ...] = ()

    @property
    def inferred(self) -> bool:
        """Whether a core topic is our inference instead of the guide's word."""
        return any(topic.inferred for topic in self.topics)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class NotCovered(Record):
    """People for whom the guide has no advice, and the roles that come nearest to theirs."""

    label: Text
    nearest: tuple[Id, ...]
    titles: Titles


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class RoleTable(Record):
    """Rows of topics, situations and roles, such as those that a catalogue file adds."""

    topics: tuple[Topic, ...] = ()
    situations: tuple[Situation, ...] = ()
    roles: tuple[Role, ...] = ()

    @property
    def guide_sources(self) -> frozenset[str]:
        """The sources whose advice the roles are: the guide that a ranking follows."""
        return frozenset(role.source for role in self.roles)

    @property
    def cited(self) -> frozenset[str]:
        """Every source that a row cites."""
        rows: list[Topic | Situation | Role | CoreTopic | PairAdvice] = []
        rows += (*self.topics, *self.situations, *self.roles)
        for role in self.roles:
            rows += (*role.topics, *role.pairings)
        return frozenset(row.source for row in rows if row.source is not None)

    def with_rows(self, rows: "RoleTable") -> Self:
        """Return this table with more rows; those with the same id replace its own."""
        return replace(
            self,
            topics=_by_id(self.topics, rows.topics),
            situations=_by_id(self.situations, rows.situations),
            roles=_by_id(self.roles, rows.roles),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class RoleBook(RoleTable):
    """The whole table, as ``data/roles.json`` holds it."""

    schema_version: Literal[1]
    attribution: Text
    not_covered: tuple[NotCovered, ...]

    @property
    def role_ids(self) -> tuple[str, ...]:
        """The ids of the roles, in the table's order."""
        return tuple(role.id for role in self.roles)

    @property
    def situation_ids(self) -> tuple[str, ...]:
        """The ids of the situations, in the table's order."""
        return tuple(situation.id for situation in self.situations)

    @property
    def topic_ids(self) -> frozenset[str]:
        """The ids of the topics."""
        return frozenset(topic.id for topic in self.topics)

    @property
    def topic_labels(self) -> dict[str, str]:
        """The label of each topic, by id."""
        return {topic.id: topic.label for topic in self.topics}

    def role(self, role_id: str) -> Role:
        """Return the role with this id.

        Raises:
            UsageError: there is none; the hint names the nearest.
        """
        for role in self.roles:
            if role.id == role_id:
                return role
        raise UsageError(
            f"unknown role {shown(role_id)!r}",
            did_you_mean(role_id, list(self.role_ids)) or f"roles: {', '.join(self.role_ids)}",
        )

    def find(self, text: str) -> Role:
        """Return the role that an id or a job title such as "charge nurse" or "CMIO" means.

        Raises:
            ManyRolesError: several roles have this title, or the guide has no advice for
                it and the candidates come nearest.
            UsageError: no role has this title; the hint names the nearest titles.
        """
        if text in self.role_ids:
            return self.role(text)
        for wanted in _variants(text):
            if role := self._titled(wanted, text):
                return role
        raise UsageError(
            f"unknown role or job title {shown(text)!r}", self._nearest_titles(folded(text))
        )

    def _titled(self, wanted: str, text: str) -> Role | None:
        """Return the one role that has this title, or that is called so."""
        for role in self.roles:
            if wanted in (folded(role.id), folded(role.label)):
                return role
        found = tuple(role for role in self.roles if wanted in _spellings(role.titles))
        if len(found) > 1:
            candidates = tuple(role.id for role in found)
            raise ManyRolesError(f"{shown(text)!r} can be more than one role", candidates)
        for group in () if found else self.not_covered:
            if wanted in _spellings(group.titles):
                message = f"the guide has no advice for {group.label} such as {shown(text)!r}"
                raise ManyRolesError(message, group.nearest)
        return found[0] if found else None

    def _nearest_titles(self, wanted: str) -> str:
        titles = {
            folded: f"{part} ({role.id})"
            for role in self.roles
            for folded, part in _spellings(role.titles).items()
        }
        titles |= {role.id: role.id for role in self.roles}
        holding = [word for word in titles if wanted and wanted in word]
        close = nearest(wanted, list(titles), cutoff=0.75) or sorted(holding, key=len)[:3]
        if not close:
            return f"roles: {', '.join(self.role_ids)}; a job title works too"
        return f"did you mean {' or '.join(titles[word] for word in close)}?"


Row = TypeVar("Row", bound=Topic | Situation | Role)


def _by_id(rows: tuple[Row, ...], more: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple({row.id: row for row in (*rows, *more)}.values())


def _variants(text: str) -> Iterator[str]:
    """Yield a title as it stands, then looser readings that name the same job.

    "Nurse Managers" is a nurse manager, "Director, Nursing" a nursing director, and an
    "ICU nurse manager" or a "nurse manager, ICU" is a nurse manager.
    """
    head, _, tail = text.partition(",")
    words = folded(text).split()
    while words and words[0] in _WHERE:
        words = words[1:]
    while words and words[-1] in _WHERE:
        words = words[:-1]
    for reading in (folded(text), folded(f"{tail} {head}"), " ".join(words)):
        yield reading
        yield reading.removesuffix("s")


def _spellings(titles: Titles) -> dict[str, str]:
    """Return each title by its folded form; "Medical Doctor (MD)" counts for both parts."""
    parts = (part for title in titles.all() for part in title.rstrip(")").split(" ("))
    return {folded(part): part for part in parts}
