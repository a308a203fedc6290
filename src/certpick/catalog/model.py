"""Sources and programs: what a catalogue holds, in a file and in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, StringConstraints

from certpick.catalog.facts import (
    DATE_PATTERN,
    Facts,
    Id,
    Link,
    PartialDate,
    Record,
    Text,
    real_date,
)
from certpick.catalog.roles import RoleBook, RoleTable
from certpick.errors import UsageError
from certpick.text import cleaned, counted, folded, nearest, shown


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Source(Record):
    """Where facts come from, and whose interest it serves."""

    title: Text
    kind: Literal["guide", "provider", "independent"]
    url: Link | None = None
    checked: PartialDate
    undated: bool = False  # nobody knows how old the page was when it was checked
    publisher: Id | None = None
    promotes: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Provider(Record):
    """Who awards a credential."""

    name: Text
    short: Text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Caveat(Record):
    """A sentence that a user should read before choosing the program."""

    text: Text
    source: Id
    quote: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Namesake(Record):
    """Another credential that a hurried reader takes for this one."""

    name: Text
    program: Id | None = None
    source: Id
    quote: Text | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Program(Record):
    """One credential that a person can earn."""

    id: Id
    name: Text
    provider: Id
    facts: Facts
    caveats: tuple[Caveat, ...] = ()
    not_to_confuse_with: tuple[Namesake, ...] = ()

    def __repr__(self) -> str:
        """Return its id and name."""
        return f"<Program {self.id}: {self.name}>"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CatalogFile(Record):
    """What a catalogue file holds; one that ``extends`` another adds to it and overrides by id.

    ``hide`` names programs of the catalogue that it builds on which are left out, ``roles``
    rows that are added to the role table.
    """

    schema_version: Literal[1]
    extends: Literal["bundled"] | None = None
    hide: tuple[Id, ...] = ()
    roles: RoleTable = field(default_factory=RoleTable)
    as_of: Annotated[str, StringConstraints(pattern=DATE_PATTERN), AfterValidator(real_date)]
    sources: dict[Id, Source]
    providers: dict[Id, Provider]
    programs: tuple[Program, ...]


class Origin(NamedTuple):
    """A file that a catalogue was read from; ``sha256`` is its hash in hexadecimal."""

    name: str
    as_of: str
    sha256: str


@dataclass(frozen=True, slots=True, repr=False)
class Catalog:
    """A checked catalogue with the role table that its entries refer to.

    ``as_of`` is the latest date of its files. ``sha256`` is the hash of its file, or where
    it has several, the hash of their hashes in order. ``today`` is the day from which the
    age of facts is told; without it, none is.
    """

    as_of: str
    sources: Mapping[str, Source]
    providers: Mapping[str, Provider]
    programs: tuple[Program, ...]
    roles: RoleBook
    sha256: str = ""
    origins: tuple[Origin, ...] = ()
    today: date | None = None

    @property
    def day(self) -> date:
        """The day on which sessions, credits and states are judged: today, or its own date."""
        return self.today or date.fromisoformat(self.as_of)

    def __repr__(self) -> str:
        """Return how large it is and of which date."""
        return f"<Catalog of {self.as_of}: {counted(len(self.programs), 'program')}>"

    def find_several(self, wanted: Sequence[Program | str]) -> list[Program]:
        """Return the programs to compare that are named, each once.

        Raises:
            UsageError: as ``find``, or none is named, or all mean the same program.
        """
        if isinstance(wanted, str):
            raise UsageError("programs: must be a list, not a text", code="value_invalid")
        found = {program.id: program for program in map(self.find, wanted)}
        if len(found) < 2:
            some = "only one program" if found else "no program"
            raise UsageError(f"{some} to compare", "name two or more", code="value_missing")
        return list(found.values())

    def find(self, said: Program | str) -> Program:
        """Return the program that an id means, or unambiguous words of its and its provider's name.

        A program is found by its id.

        Raises:
            UsageError: none or several are meant; the hint names the nearest.
        """
        text = said.id if isinstance(said, Program) else said
        if not isinstance(text, str):
            message = f"program: must be a Program, an id or a name, not {type(text).__name__}"
            raise UsageError(message, code="value_invalid")
        wanted = cleaned(text).casefold()
        found = self._named(wanted)
        if len(found) == 1:
            return found[0]
        if found:
            ids = tuple(program.id for program in found)
            raise UsageError(
                f"{shown(text)!r} can mean {len(found)} programs",
                f"{'among them' if len(ids) > 5 else 'which of'}: {', '.join(ids[:5])}",
                candidates=ids,
                code="program_ambiguous",
            )
        close = self._near(wanted)
        some = " or ".join(close[:5])
        hint = f"did you mean {some}?" if close else "certpick programs lists them"
        message = f"no program {shown(text)!r}"
        raise UsageError(message, hint, candidates=close, code="program_unknown")

    def _near(self, wanted: str) -> tuple[str, ...]:
        """Return the ids of which a word looks most like what is wanted."""
        words: dict[str, list[str]] = {}
        for program in self.programs:
            for word in (*program.id.split("-"), program.id):
                words.setdefault(word, []).append(program.id)
        near = nearest(wanted, list(words))
        return tuple(dict.fromkeys(name for word in near for name in words[word]))

    def _named(self, wanted: str) -> list[Program]:
        """Return what an id means, or the begin of just one; else a whole name, or words of one."""
        if by_id := [one for one in self.programs if one.id == wanted]:
            return by_id
        begun = [one for one in self.programs if "-" in wanted and one.id.startswith(wanted)]
        if len(begun) == 1:
            return begun
        name = folded(wanted)
        if all(len(word) == 1 for word in name.split()):
            return []
        names = [(one, self._names(one)) for one in self.programs]
        for means in (_is_whole, _are_words, _begin_words):
            if found := [one for one, labels in names if means(name, labels)]:
                return found
        return []

    def _names(self, program: Program) -> list[str]:
        provider = self.providers[program.provider]
        return [folded(one) for one in (program.id, program.name, provider.short, provider.name)]


def _is_whole(name: str, labels: list[str]) -> bool:
    return name in labels


def _are_words(name: str, labels: list[str]) -> bool:
    return set(name.split()) <= set(" ".join(labels).split())


def _begin_words(name: str, labels: list[str]) -> bool:
    """Return whether a label goes on from here, as from "johns hop"; three letters are too few."""
    return len(name) > 3 and any(f" {name}" in f" {label}" for label in labels)
