"""One address and where it leads: what became of the page, by the rules of the web."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urldefrag, urljoin, urlsplit

from certpick.catalog.codes import LANGUAGES
from certpick.keeping.page_cache import Kept, PageCache
from certpick.keeping.page_text import PageText, UnreadableError
from certpick.text import shown

MOST_HOPS = 5
REDIRECTS = (301, 302, 303, 307, 308)
GONE = (404, 410)
_BLOCKED = (401, 403, 407, 429, 451, 999)
_HOME = re.compile(
    rf"/?|/(home|index\.\w+|default\.\w+|({'|'.join(LANGUAGES.split())})([-_][a-z]{{2}})?)/?",
    re.IGNORECASE,
)


class NoAnswerError(Exception):
    """An address gave no page; ``str(error)`` is why, as the end of a sentence about it.

    ``unreached`` where not even its host was reached.
    """

    def __init__(self, reason: str, *, unreached: bool = False) -> None:
        super().__init__(reason)
        self.unreached = unreached


class Answers(Protocol):
    """Whoever knows what an address answers: the web, or a folder of kept pages."""

    async def answer(self, url: str, asked: str) -> Kept:
        """Return what ``url`` answers, which the page ``asked`` for led to."""

    async def close(self) -> None:
        """End what was begun for it."""


class Reader(Protocol):
    """Whoever turns kept pages into text."""

    async def text(self, path: str, content_type: str) -> PageText:
        """Return what a kept page says, or raise UnreadableError."""


class KeptPages:
    """What addresses answered when they were last asked, without the network."""

    def __init__(self, cache: PageCache) -> None:
        self._cache = cache

    async def answer(self, url: str, asked: str) -> Kept:
        """Return what is kept of an address, or raise NoAnswerError."""
        if kept := self._cache.get(url):
            return kept
        raise NoAnswerError(
            "is not among the kept pages"
            if url == asked
            else "leads to a page that is not among the kept ones"
        )

    async def close(self) -> None:
        """Do nothing: files are closed as they are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What became of a page.

    ``hops`` are the addresses that it led to, ``gone`` says why it is no longer there and
    ``trouble`` why nothing can be told; ``page`` is what it says as of ``day``.
    """

    url: str
    hops: tuple[str, ...] = ()
    day: str = ""
    page: PageText | None = None
    gone: str = ""
    trouble: str = ""
    unreached: bool = False


async def visit(url: str, answers: Answers, reader: Reader) -> Visit:
    """Ask an address for its page and read it."""
    hops: list[str] = []
    try:
        kept = await followed(url, answers.answer, hops)
    except NoAnswerError as error:
        return Visit(url=url, hops=tuple(hops), trouble=str(error), unreached=error.unreached)
    found = Visit(url=url, hops=tuple(hops), day=kept.day, gone=_away(url, hops))
    if kept.status in GONE:
        return replace(found, gone=f"answers {kept.status}, which means that it is gone")
    if kept.status != 200:
        blocked = "is blocked for programs: " if kept.status in _BLOCKED else ""
        return replace(found, trouble=f"{blocked}answers {kept.status}")
    try:
        return replace(found, page=await reader.text(kept.path, kept.content_type))
    except UnreadableError as error:
        return replace(found, trouble=str(error))


async def followed(
    url: str, answer: Callable[[str, str], Awaitable[Kept]], hops: list[str]
) -> Kept:
    """Return what an address answers at last, with the addresses that it led to in ``hops``.

    Raises:
        NoAnswerError: there is no end to where it leads, or none that can be asked.
    """
    here = urldefrag(url).url
    kept = await answer(here, url)
    while kept.status in REDIRECTS:
        there = _next(here, kept.location)
        if there in (here, urldefrag(url).url, *hops):
            raise NoAnswerError("redirects in a circle")
        if len(hops) == MOST_HOPS:
            raise NoAnswerError(f"redirects more than {MOST_HOPS} times")
        hops.append(there)
        here = there
        kept = await answer(here, url)
    return kept


def _next(here: str, location: str) -> str:
    try:
        there = urldefrag(urljoin(here, location)).url
        parts = urlsplit(there)
    except ValueError:
        raise NoAnswerError("redirects to what is no address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NoAnswerError(f"redirects to {shown(location)!r}, which is no page of the web")
    return there


def _away(url: str, hops: list[str]) -> str:
    """Return why where an address leads is another page than was cited, or an empty text."""
    if not hops:
        return ""
    was, now = urlsplit(url), urlsplit(hops[-1])
    if not _same_site(was.hostname or "", now.hostname or ""):
        return f"leads to another site, {shown(hops[-1], 200)}"
    if _HOME.fullmatch(now.path) and not now.query and not _HOME.fullmatch(was.path):
        return f"leads to the home page, {shown(hops[-1], 200)}"
    return ""


def _same_site(one: str, other: str) -> bool:
    one, other = (name.removeprefix("www.") for name in (one, other))
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
