"""The web application asked in this process as a server asks it: any bytes, whole replies."""

import asyncio
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from pages import Node, read_page
from starlette.applications import Starlette
from starlette.types import Message

from certpick.web.app import application

DAY = date(2026, 11, 22)
Words = Mapping[str, str] | Sequence[tuple[str, str]]
_NOTHING: Words = ()


@dataclass(frozen=True)
class Answer:
    """A reply: its status, its headers by their names, and its body as sent."""

    status: int
    headers: dict[str, str]
    sent: bytes

    @property
    def body(self) -> bytes:
        """The body as it was before it was compressed."""
        compressed = self.headers.get("content-encoding") == "gzip"
        return gzip.decompress(self.sent) if compressed else self.sent

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def page(self) -> Node:
        """The body as the tree of a page."""
        return read_page(self.text)

    def json(self) -> Any:
        """Return the body as plain data."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Client:
    """Asks an application; a redirect is not followed."""

    app: Starlette
    loop: asyncio.Runner

    def get(
        self, target: str | bytes, words: Words = _NOTHING, *, method: str = "GET", **headers: str
    ) -> Answer:
        """Return the reply to a request for a path, its words beside it or within."""
        return self.loop.run(_asked(self.app, _scope(target, words, method, headers)))

    def get_at_once(self, target: str, times: int) -> list[Answer]:
        """Return the replies to as many visitors who ask the same at the same time."""

        async def asked() -> list[Answer]:
            scopes = [_scope(target, _NOTHING, "GET", {}) for _ in range(times)]
            return await asyncio.gather(*(_asked(self.app, one) for one in scopes))

        return self.loop.run(asked())

    def leave(self, target: str) -> None:
        """Ask, and be gone before there is a reply."""
        self.loop.run(_asked(self.app, _scope(target, _NOTHING, "GET", {}), waits=False))

    def follow(self, target: str) -> tuple[str, Answer]:
        """Return where an address leads, and the reply there."""
        answer = self.get(target)
        while answer.status == 303:
            target = answer.headers["location"]
            answer = self.get(target)
        return target, answer


def _scope(
    target: str | bytes, words: Words, method: str, headers: Mapping[str, str]
) -> dict[str, Any]:
    raw = target.encode() if isinstance(target, str) else target
    path, _, query = raw.partition(b"?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path.decode("latin-1")),
        "raw_path": path,
        "query_string": urlencode(words).encode() if words else query,
        "root_path": "",
        "headers": [
            (name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()
        ],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }


async def _asked(app: Starlette, scope: dict[str, Any], waits: bool = True) -> Answer:
    messages: list[Message] = []

    async def receive() -> Message:
        if not waits:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        messages.append(message)

    await app(scope, receive, send)
    first, *rest = messages
    headers = [(name.decode(), text.decode()) for name, text in first["headers"]]
    assert len(dict(headers)) == len(headers), "a header stands twice"
    return Answer(first["status"], dict(headers), b"".join(one.get("body", b"") for one in rest))


@contextmanager
def client_of(*catalogs: Any) -> Iterator[Client]:
    """Open the application on catalogues, on the same day for everybody."""
    with asyncio.Runner() as loop:
        yield Client(application(catalogs, lambda: DAY), loop)


def words_in(address: str) -> list[tuple[str, str]]:
    """Return the words of an address as a browser reads them."""
    return parse_qsl(urlsplit(address).query, keep_blank_values=True)
