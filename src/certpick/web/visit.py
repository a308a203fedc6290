"""What a visitor asks for, and what is given in return. Pure."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from certpick.catalog.model import Catalog, Program
from certpick.errors import UsageError
from certpick.web.address import Words

Link = Callable[[str, Words], str | None]


class Filter(NamedTuple):
    """Something that may be said: each answer with its address, and whether it is said here."""

    name: str
    answers: tuple[tuple[str, str, bool], ...]


class Visit(NamedTuple):
    """A request: the catalogue as of its day, the program in its path, and its words.

    ``link`` returns the address of a path with words, or None where there is no such page.
    ``filters`` are links to other answers, where no form can ask for them. ``moment`` is when
    the request came, where that is known.
    """

    catalog: Catalog
    program: str
    words: Words
    link: Link
    filters: tuple[Filter, ...] = ()
    moment: datetime | None = None

    def found(self) -> Program:
        """Return the program that the path names.

        Raises:
            MissingError: there is none.
        """
        try:
            return self.catalog.find(self.program)
        except UsageError as error:
            raise MissingError(
                str(error), error.hint, candidates=error.candidates, code=error.code
            ) from None


class Reply(NamedTuple):
    """What is sent back; ``location`` is where to go instead, ``file`` the name to save it as."""

    body: str | bytes
    media: str = "text/html; charset=utf-8"
    status: int = 200
    location: str | None = None
    file: str | None = None


class MissingError(UsageError):
    """There is nothing at this address."""
