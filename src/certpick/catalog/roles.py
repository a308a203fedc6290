"""Roles, situations, topics and professions: the table behind ``--role``."""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, Self, TypeVar

from certpick.catalog.facts import Id, Record, Text
from certpick.catalog.professions import (
    CreditKind,
    Profession,
    Titles,
    listed,
    spellings,
    without_titles,
)
from certpick.errors import Code, UsageError
from certpick.text import cleaned, did_you_mean, nearest, shown

if TYPE_CHECKING:
    from certpick.catalog.title_index import TitleIndex

CmeNeed = Literal["required", "helpful", "no"]


class AmbiguousTitleError(UsageError):
    """A job title of several professions; ``candidates`` holds their ids."""


def _ambiguous(message: str, ids: tuple[str, ...]) -> AmbiguousTitleError:
    hint = f"say {' or '.join(f'--role {name}' for name in ids)}"
    return AmbiguousTitleError(message, hint, candidates=ids, code="role_ambiguous")


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
    """A kind of user: core topics, default CME need and the credit systems that count for it.

    Only a row of a user's own has ``titles``: they make a profession of it.
    """

    id: Id
    label: Text
    description: Text
    includes: tuple[Id, ...] = ()  # roles whose audience entries apply to this one too
    cme: CmeNeed
    credit_systems: tuple[Id, ...] = ()
    source: Id
    quote: Text | None = None
    topics: tuple[CoreTopic, ...]
    titles: Titles = field(default_factory=Titles)
    pairings: tuple[PairAdvice, ...] = ()

    def __repr__(self) -> str:
        """Return its id."""
        return f"<Role {self.id}>"

    @property
    def inferred(self) -> bool:
        """Whether a core topic is our inference instead of the guide's word."""
        return any(topic.inferred for topic in self.topics)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class RoleTable(Record):
    """Rows of the table, such as those that a catalogue file adds."""

    topics: tuple[Topic, ...] = ()
    situations: tuple[Situation, ...] = ()
    roles: tuple[Role, ...] = ()
    credits: tuple[CreditKind, ...] = ()
    professions: tuple[Profession, ...] = ()

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
            credits=_by_id(self.credits, rows.credits),
            professions=_by_id(self.professions, rows.professions),
        )


class Reading(NamedTuple):
    """How ``--role`` is read.

    ``said`` is the text; ``profession`` is None where that is the id of a role, ``title`` the
    title of the table that was found, None where an id was given. ``steps`` say in plain words
    what led there, ``assumed`` what the title does not say and how to deny it.
    """

    said: str
    profession: Profession | None
    role: Role
    title: str | None = None
    steps: tuple[str, ...] = ()
    assumed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class RoleBook(RoleTable):
    """The whole table, as ``data/roles.json`` holds it.

    ``guide`` is the source that a ranking follows; rows of a user's own cite their own.
    """

    schema_version: Literal[1]
    guide: Id
    attribution: Text

    def __repr__(self) -> str:
        """Return how many rows it has."""
        return f"<RoleBook: {len(self.roles)} roles, {len(self.professions)} professions>"

    @property
    def guide_sources(self) -> frozenset[str]:
        """The sources that are the guide; never that of a role which a user adds."""
        return frozenset((self.guide,))

    def with_rows(self, rows: RoleTable) -> Self:
        """Return this table with more rows; their titles mean nothing else any more.

        A role with titles is a profession of its own, unless one is given with its id.
        """
        book = RoleTable.with_rows(self, rows)
        given = {row.id for row in rows.professions}
        own = [book._profession_of(role) for role in rows.roles if role.titles.all()]
        added = (*(one for one in own if one.id not in given), *rows.professions)
        if not added:
            return book
        return replace(book, professions=_alone_with_titles(added, book.professions))

    def _profession_of(self, role: Role) -> Profession:
        """Return the profession that a role with titles is; others of its id keep theirs."""
        homes = {name: kind.id for kind in reversed(self.credits) for name in kind.systems}
        counting = {homes.get(name) for name in role.credit_systems}
        label = role.label.lower()
        old = [row.titles for row in self.professions if row.id == role.id]
        onet = {code: titles for one in (*old, role.titles) for code, titles in one.onet.items()}
        certpick = (title for one in (role.titles, *old) for title in one.certpick)
        return Profession(
            id=role.id,
            label=label,
            plural=f"{label}s",
            role=role.id,
            credits=tuple(kind.id for kind in self.credits if kind.id in counting),
            board="your board or employer",
            titles=Titles(certpick=tuple(certpick), onet=onet),
        )

    @property
    def role_ids(self) -> tuple[str, ...]:
        """The ids of the roles, in the table's order."""
        return tuple(role.id for role in self.roles)

    @property
    def profession_ids(self) -> tuple[str, ...]:
        """The ids of the professions, in the table's order."""
        return tuple(row.id for row in self.professions)

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
        return _row("role", role_id, self.roles, "role_unknown")

    def profession(self, profession_id: str) -> Profession:
        """Return the profession with this id.

        Raises:
            UsageError: there is none; the hint names the nearest.
        """
        return _row("profession", profession_id, self.professions, "role_unknown")

    def credit(self, kind_id: str) -> CreditKind:
        """Return the kind of credit with this id.

        Raises:
            UsageError: there is none; the hint names the nearest.
        """
        return _row("credit", kind_id, self.credits, "credit_unknown")

    def read(self, text: str) -> Reading:
        """Return what a role's id, a profession's id or a job title such as "CMIO" means.

        Raises:
            AmbiguousTitleError: several professions have this title.
            UsageError: none has it; the hint names the nearest titles.
        """
        said = cleaned(text).casefold()
        if said in self.role_ids:
            return Reading(text, None, self.role(said), steps=(f"{said} is a role",))
        if said in self.profession_ids:
            row = self.profession(said)
            steps = (f"{said} is a profession: {row.label}",)
            return Reading(text, row, self.role(row.role), steps=steps)
        if title := listed(text, self.professions):
            return self._reading(text, *title, how=None)
        from certpick.catalog.titles import find_title, says_little

        if found := find_title(text, _index(self)):
            return self._reading(text, *found.entry, how=found.how)
        if says_little(text):
            raise _ambiguous(f"{shown(text)!r} says too little", self.role_ids)
        message = f"unknown role or job title {shown(text)!r}"
        if near := self._guess(text):
            hint = f"did you mean {' or '.join(near.values())}?"
            raise UsageError(message, hint, candidates=tuple(near), code="role_unknown")
        hint = f"roles: {', '.join(self.role_ids)}; certpick roles lists the professions"
        raise UsageError(message, hint, candidates=self.role_ids, code="role_unknown")

    def slip(self, text: str) -> str | None:
        """Return the title that a misspelt one may mean instead of what it is read as, if any."""
        ids = (*self.role_ids, *self.profession_ids)
        if cleaned(text).casefold() in ids or listed(text, self.professions):
            return None
        from certpick.catalog.title_guess import put_right

        right = put_right(text, _index(self), _vocabulary(self))
        return right and shown(right)

    def _reading(self, text: str, title: str, ids: tuple[str, ...], how: str | None) -> Reading:
        if len(ids) > 1:
            raise _ambiguous(f"{shown(text)!r} can mean several professions", ids)
        profession = self.profession(ids[0])
        looked = f"is read as {title!r}, by {how}" if how else "is a job title that certpick knows"
        steps = (
            f"{shown(text)!r} {looked}",
            f"it stands for the profession {profession.id}: {profession.label}",
        )
        assumed = None
        if profession.assumes:
            being, otherwise = profession.assumes.being, profession.assumes.otherwise
            assumed = f"read as {being}; say --role {otherwise} if you are not one"
        return Reading(text, profession, self.role(profession.role), title, steps, assumed)

    def _guess(self, text: str) -> dict[str, str]:
        """Return the titles and ids of which the text may be a slip, with what to call each."""
        from certpick.catalog.title_guess import guess

        names = {name: (name, name) for name in (*self.profession_ids, *self.role_ids)}
        for written, entry in _index(self).written.items():
            told = f"{entry.title} ({' or '.join(entry.professions)})"
            names[written] = (entry.title, told)
        return dict(guess(text, names))


Row = TypeVar("Row", bound=Topic | Situation | Role | CreditKind | Profession)


def _by_id(rows: tuple[Row, ...], more: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple({row.id: row for row in (*rows, *more)}.values())


def _row(noun: str, wanted: str, rows: tuple[Row, ...], code: Code) -> Row:
    for row in rows:
        if row.id == wanted:
            return row
    ids = [row.id for row in rows]
    raise UsageError(
        f"unknown {noun} {shown(wanted)!r}",
        did_you_mean(wanted, ids) or f"{noun}s: {', '.join(ids)}",
        candidates=tuple(nearest(wanted, ids) or ids),
        code=code,
    )


@lru_cache(maxsize=4)
def _index(book: RoleBook) -> "TitleIndex":
    from certpick.catalog.title_index import title_index

    return title_index(book.professions)


@lru_cache(maxsize=4)
def _vocabulary(book: RoleBook) -> frozenset[str]:
    from certpick.catalog.title_guess import vocabulary

    return vocabulary(_index(book))


def _alone_with_titles(
    added: tuple[Profession, ...], professions: tuple[Profession, ...]
) -> tuple[Profession, ...]:
    """Return the professions with those that are added, whose titles nobody else has."""
    taken = frozenset(one.casefold() for row in added for one in spellings(row.titles.all()))
    others = (replace(row, titles=without_titles(row.titles, taken)) for row in professions)
    return _by_id(tuple(others), added)
