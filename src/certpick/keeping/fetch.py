"""The network: the only file that opens it, for the only command that needs it.

A host is asked for one page at a time, with a pause between two, and only for what its
robots.txt allows; nothing that is not public is asked at all.
"""

import asyncio
import socket
import zlib
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from ssl import SSLContext
from urllib.robotparser import RobotFileParser

from certpick import __version__
from certpick.errors import DataError, UsageError, extra
from certpick.keeping.addresses import is_public
from certpick.keeping.page_cache import Kept, PageCache, content_of, own_folder
from certpick.keeping.visits import GONE, REDIRECTS, Answers, KeptPages, NoAnswerError, followed
from certpick.text import shown

with extra("verify"):
    import httpx

NAME = "certpick"
AGENT = f"{NAME}/{__version__} (+https://github.com/certpick/certpick)"
_PASSING = (429, 500, 502, 503, 504)
Resolve = Callable[[str, int], Awaitable[list[str]]]


@dataclass(frozen=True, slots=True)
class Manners:
    """How gently pages are asked for, in seconds, bytes and counts."""

    pause: float = 1.0  # between two requests to one host
    patience: float = 20.0  # for one answer, to its last byte
    page_patience: float = 60.0  # for one page, with all that it leads to
    tries: int = 3
    backoff: float = 2.0  # before the second try, then twice that
    longest_wait: float = 30.0  # that a host may ask for
    most_bytes: int = 10_000_000  # of a page, unpacked
    at_once: int = 24


MANNERS = Manners()


@cache
def trusted() -> SSLContext:
    """Return the authorities whose certificates are taken for true."""
    return httpx.create_ssl_context()


async def resolved(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def answers(day: date, cache: Path | None, offline: Path | None, *, allow_private: bool) -> Answers:
    """Return who is to be asked for pages: the web, or the folder of an earlier run alone.

    Raises:
        UsageError: both are wanted.
        DataError: there is no such folder.
    """
    if offline is None:
        kept = PageCache(cache or own_folder())
        kept.make()
        return Web(kept, day, manners=MANNERS, allow_private=allow_private)
    if cache is not None:
        raise UsageError(
            "--offline reads its own folder", "leave --cache out", code="options_conflict"
        )
    if not offline.is_dir():
        raise DataError(
            f"--offline: {shown(str(offline))} is no folder",
            "name the folder of an earlier run, as --cache made it",
            code="file_unreadable",
        )
    return KeptPages(PageCache(offline))


class _PassingError(NoAnswerError):
    """What may be otherwise in ``wait`` seconds.

    Where it is ``of_host``, the host will hardly answer, and its other pages are not tried.
    """

    def __init__(
        self,
        reason: str,
        wait: float | None = None,
        *,
        of_host: bool = False,
        unreached: bool = False,
    ) -> None:
        super().__init__(reason, unreached=unreached)
        self.wait = wait
        self.of_host = of_host


@dataclass(slots=True)
class _Host:
    """A host that is asked for pages, one after the other."""

    pause: float
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules_turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    rules: RobotFileParser | None = None
    addresses: list[str] = field(default_factory=list)
    closed: NoAnswerError | None = None

    @asynccontextmanager
    async def its_turn(self) -> AsyncIterator[None]:
        """Wait until nobody else asks and the pause is over."""
        clock = asyncio.get_running_loop().time
        async with self.turn:
            await asyncio.sleep(max(0.0, self.free_at - clock()))
            if self.closed:
                raise self.closed
            try:
                yield
            finally:
                self.free_at = max(self.free_at, clock() + self.pause)

    def wait(self, seconds: float) -> None:
        """Ask nothing more for so many seconds."""
        self.free_at = asyncio.get_running_loop().time() + seconds


class Web:
    """What addresses answer today, kept in a folder."""

    def __init__(
        self,
        cache: PageCache,
        day: date,
        *,
        manners: Manners = MANNERS,
        allow_private: bool = False,
        resolve: Resolve = resolved,
    ) -> None:
        self._cache = cache
        self._day = day.isoformat()
        self._manners = manners
        self._allow_private = allow_private
        self._resolve = resolve
        self._slots = asyncio.Semaphore(manners.at_once)
        self._hosts = defaultdict[tuple[str, str, int | None], _Host](lambda: _Host(manners.pause))
        self._left = defaultdict[str, float](lambda: manners.page_patience)
        self._wire = httpx.AsyncHTTPTransport(
            verify=trusted(), limits=httpx.Limits(max_keepalive_connections=0)
        )

    async def answer(self, url: str, asked: str) -> Kept:
        """Return what an address answers, if its host's robots.txt lets programs ask.

        Raises:
            NoAnswerError: it may not be asked, or gives no answer.
        """
        address, host = self._host_of(url)
        async with host.rules_turn:
            if host.closed:
                raise host.closed
            if host.rules is None:
                host.rules = await self._rules(address, host)
        try:
            allowed = host.rules.can_fetch(NAME, url)
        except ValueError:
            raise NoAnswerError("is no address that can be asked") from None
        if not allowed:
            raise NoAnswerError("is not for programs: robots.txt forbids it")
        return await self._ask(url, asked)

    async def close(self) -> None:
        """Close every connection."""
        await self._wire.aclose()

    def _host_of(self, url: str) -> tuple[httpx.URL, _Host]:
        try:
            address = httpx.URL(url)
        except (httpx.InvalidURL, ValueError):
            raise NoAnswerError("is no address that can be asked") from None
        return address, self._hosts[address.scheme, address.host, address.port]

    async def _rules(self, address: httpx.URL, host: _Host) -> RobotFileParser:
        """Return what a host's robots.txt says (RFC 9309): one that is not there allows all."""
        url, rules = (
            str(address.copy_with(raw_path=b"/robots.txt", fragment=None)),
            RobotFileParser(),
        )
        try:
            kept = await followed(url, self._ask, [])
            if kept.status == 200:
                said = content_of(Path(kept.path))[:500_000].decode("utf-8", "replace")
                _parse(rules, said)
            elif 400 <= kept.status < 500:
                rules.parse([])
            else:
                raise NoAnswerError(f"answers {kept.status}")
        except NoAnswerError as error:
            if host.closed:
                raise
            reason = str(error) if error.unreached else f"has a robots.txt that {error}"
            host.closed = NoAnswerError(reason, unreached=error.unreached)
            raise host.closed from None
        asked_for = int(rules.crawl_delay(NAME) or 0)  # may be more than a float can hold
        host.pause = max(host.pause, min(asked_for, self._manners.longest_wait))
        return rules

    async def _ask(self, url: str, asked: str) -> Kept:
        """Return what an address answers, asked again where that may help."""
        address, host = self._host_of(url)
        trial = 0
        while True:
            async with host.its_turn():
                try:
                    async with self._slots:
                        return await self._exchange(address, host, url, asked, trial)
                except _PassingError as error:
                    trial += 1
                    wait = (
                        self._manners.backoff * 2 ** (trial - 1)
                        if error.wait is None
                        else error.wait
                    )
                    if trial < self._manners.tries and self._may_wait(wait, asked):
                        host.wait(wait)
                        continue
                    if error.of_host:
                        host.closed = error
                    raise

    def _may_wait(self, wait: float, asked: str) -> bool:
        return wait <= self._manners.longest_wait and self._left[asked] > 0

    async def _exchange(
        self, address: httpx.URL, host: _Host, url: str, asked: str, trial: int
    ) -> Kept:
        """Ask once."""
        kept = self._cache.get(url)
        if self._left[asked] <= 0:
            raise NoAnswerError("gives no whole answer in time")
        try:
            async with self._within_patience(asked):
                to = await self._address(address, host, trial)
                response = await self._wire.handle_async_request(_request(address, to, kept))
                try:
                    return await self._received(url, kept, response)
                finally:
                    await response.aclose()
        except TimeoutError:
            raise _PassingError("gives no whole answer in time") from None
        except socket.gaierror:
            host.closed = NoAnswerError("cannot be reached", unreached=True)
            raise host.closed from None
        except httpx.ConnectError as error:
            untrusted = "certificate" in str(error).casefold()
            reason = "has a certificate that is not trusted" if untrusted else "cannot be reached"
            raise _PassingError(reason, of_host=True, unreached=not untrusted) from None
        except (httpx.HTTPError, UnicodeError, OSError):
            raise _PassingError("breaks off its answer") from None

    @asynccontextmanager
    async def _within_patience(self, asked: str) -> AsyncIterator[None]:
        clock = asyncio.get_running_loop().time
        start = clock()
        try:
            async with asyncio.timeout(min(self._manners.patience, self._left[asked])):
                yield
        finally:
            self._left[asked] -= clock() - start

    async def _address(self, address: httpx.URL, host: _Host, trial: int) -> str:
        """Return the IP address to connect to: looked up once, so that it stays what it was."""
        if not host.addresses:
            port = address.port or (443 if address.scheme == "https" else 80)
            found = await self._resolve(address.raw_host.decode("ascii"), port)
            refused = [one for one in found if not is_public(one)]
            if refused and not self._allow_private:
                host.closed = NoAnswerError(
                    f"leads to {refused[0]}, which is not public: --allow-private would ask it"
                )
                raise host.closed
            host.addresses = found
        return host.addresses[trial % len(host.addresses)]

    async def _received(self, url: str, kept: Kept | None, response: httpx.Response) -> Kept:
        status, headers = response.status_code, response.headers
        if status == 304 and kept:
            return self._cache.put(replace(kept, day=self._day), content_of(Path(kept.path)))
        if status in _PASSING:
            wait = _retry_after(headers.get("retry-after", ""))
            raise _PassingError(f"answers {status}", wait, of_host=status == 429)
        found = Kept(
            url=url,
            status=status,
            day=self._day,
            content_type=headers.get("content-type", ""),
            location=headers.get("location", ""),
            etag=headers.get("etag", ""),
            last_modified=headers.get("last-modified", ""),
        )
        if status == 200:
            return self._cache.put(found, await _content(response, self._manners.most_bytes))
        return self._cache.put(found, b"") if status in (*REDIRECTS, *GONE) else found


def _parse(rules: RobotFileParser, said: str) -> None:
    try:
        rules.parse(said.splitlines())
    except (ValueError, OverflowError):
        raise NoAnswerError("cannot be read") from None


def _request(address: httpx.URL, to: str, kept: Kept | None) -> httpx.Request:
    """Return a request that goes to one IP address, and is meant for the host."""
    headers = {
        "Host": address.netloc.decode("ascii"),
        "User-Agent": AGENT,
        "Accept": "text/html, application/xhtml+xml, application/pdf, text/*;q=0.9, */*;q=0.1",
        "Accept-Language": "en, *;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    if kept and kept.status == 200:
        known = {"If-None-Match": kept.etag, "If-Modified-Since": kept.last_modified}
        headers |= {name: value for name, value in known.items() if value.isascii() and value}
    name = {"sni_hostname": address.raw_host.decode("ascii")} if address.scheme == "https" else {}
    return httpx.Request("GET", address.copy_with(host=to), headers=headers, extensions=name)


async def _content(response: httpx.Response, most: int) -> bytes:
    """Return the content of an answer, unpacked, and no more than so many bytes of it."""
    packing = response.headers.get("content-encoding", "identity").strip().casefold()
    if packing not in ("identity", "gzip", "x-gzip", "deflate", ""):
        raise NoAnswerError(f"is packed as {packing[:20]!r}, which was not asked for")
    unpacker = None if packing in ("identity", "") else zlib.decompressobj(wbits=47)
    content = bytearray()
    async for packed in response.aiter_raw():
        content += _unpacked(unpacker, packed, most + 1 - len(content)) if unpacker else packed
        if len(content) > most:
            raise NoAnswerError(f"is larger than {most / 1e6:g} MB")
    if unpacker and not unpacker.eof:
        raise NoAnswerError("breaks off its packed answer")
    return bytes(content)


def _unpacked(unpacker: "zlib._Decompress", packed: bytes, most: int) -> bytes:
    try:
        return unpacker.decompress(packed, most)
    except zlib.error:
        raise NoAnswerError("is packed in a way that cannot be undone") from None


def _retry_after(said: str) -> float | None:
    """Return how many seconds a host asks to wait, given as such or as a date."""
    if said.strip().isdecimal():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
        return max(0.0, (until - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return None
