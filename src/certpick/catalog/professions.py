"""Professions: what people are by trade, the credit that counts for them, who decides on it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from certpick.catalog.facts import Id, Record, Text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CreditKind(Record):
    """Continuing-education credit as a profession calls it, such as nursing contact hours.

    ``id`` is how a person types it. ``systems`` are the credit systems that are this credit
    by themselves; of any other, the board decides. Where there are none, it always does.
    """

    id: Id
    label: Text
    systems: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Titles(Record):
    """Job titles: our own, and O*NET's by occupation code (see ``RoleBook.attribution``)."""

    certpick: tuple[Text, ...] = ()
    onet: dict[str, tuple[Text, ...]] = field(default_factory=dict)

    def all(self) -> tuple[str, ...]:
        """Return every title as it is written in the table."""
        return (*self.certpick, *(title for titles in self.onet.values() for title in titles))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Assumption(Record):
    """What a title does not say but mostly means: ``being`` "a physician".

    ``otherwise`` is the id of the role of whoever is not that.
    """

    being: Text
    otherwise: Id


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Profession(Record):
    """What somebody is by trade: the role whose topics apply, and the credit that counts.

    ``plural`` stands in sentences. ``reading`` says how the guide, which does not speak to
    them, is read for them; None where it does. ``credits`` are ids of kinds of credit that
    count by themselves, in the order in which to offer them; ``board`` is who decides about
    any other. ``fields`` are fields of work that decide where the last word of a title says
    little: a quality specialist, a director of quality.
    """

    id: Id
    label: Text
    plural: Text
    role: Id
    reading: Text | None = None
    credits: tuple[Id, ...] = ()
    board: Text
    assumes: Assumption | None = None
    fields: tuple[Text, ...] = ()
    titles: Titles = field(default_factory=Titles)


def spellings(titles: Iterable[str]) -> Iterator[str]:
    """Yield each way to write the titles: "Medical Doctor (MD)" counts for both parts."""
    for title in titles:
        yield from title.rstrip(")").split(" (") if "(" in title else (title,)


def listed(text: str, professions: Iterable[Profession]) -> tuple[str, tuple[str, ...]] | None:
    """Return the title that is written so but for capitals, and the ids of who has it."""
    wanted = text.strip().casefold()
    found = {
        row.id: spelling
        for row in professions
        for title in row.titles.all()
        if wanted in title.casefold()
        for spelling in spellings((title,))
        if spelling.casefold() == wanted
    }
    return (next(iter(found.values())), tuple(found)) if found else None


def without_titles(titles: Titles, taken: frozenset[str]) -> Titles:
    """Return the titles but for those of which some spelling is taken, in small letters."""

    def free(some: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(
            title
            for title in some
            if taken.isdisjoint(one.casefold() for one in spellings((title,)))
        )

    onet = {code: free(some) for code, some in titles.onet.items()}
    return Titles(certpick=free(titles.certpick), onet=onet)
