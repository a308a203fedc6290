"""How long `catalog verify` takes for 1,000 pages of 100 hosts, at its default politeness.

``python benchmarks/verify.py`` serves the pages on this computer: names that a stub of a resolver
knows lead to it, and a process of its own answers. A sixth of the pages each is unchanged, has
another price, has moved, is gone, is a PDF, or needs a script; every one must be told right. Of
memory, the peaks of the two processes that certpick runs are added up.
"""

import asyncio
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from certpick.catalog.loader import load_roles
from certpick.catalog.reader import open_catalog
from certpick.keeping.fetch import MANNERS, Web
from certpick.keeping.page_cache import PageCache
from certpick.keeping.statements import Selection
from certpick.keeping.verification import verify

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from page_server import FRAME, pdf

PAGES, HOSTS = 1000, 100
QUOTE = "Tuition for the program is $2,990 and it lasts six weeks"
KINDS = ("stands", "number-changed", "stands", "page-gone", "stands", "cannot-tell")
FILLER = (
    "<p>Nurses and physicians learn to <b>judge</b> what a model says of a patient.</p>\n" * 600
)


def _html(words: str) -> bytes:
    return FRAME.format(title="AI for nurses", body=f"{FILLER}<p>{words}</p>{FILLER}").encode()


def _answers() -> dict[str, tuple[str, str, bytes]]:
    """Return what stands at each path: a status, a header and the content."""
    html = "Content-Type: text/html"
    return {
        "0": ("200 OK", html, _html(QUOTE)),
        "1": ("200 OK", html, _html(QUOTE.replace("2,990", "3,490"))),
        "2": ("301 Moved", "Location: /0", b""),
        "3": ("404 Not Found", html, _html("Sorry")),
        "4": ("200 OK", "Content-Type: application/pdf", pdf(QUOTE)),
        "5": ("200 OK", html, b"<title>AI</title><div id=root></div><script src=a></script>"),
    }


def serve(pipe: Connection) -> None:
    """Answer until the process is ended; the port goes into the pipe."""
    answers = _answers()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode().strip("/")
        status, header, content = answers.get(path[:1], ("404 Not Found", "X: y", b""))
        head = f"HTTP/1.1 {status}\r\n{header}\r\nContent-Length: {len(content)}\r\n\r\n"
        writer.write(head.encode() + content)
        await writer.drain()
        writer.close()

    async def run() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def _catalogue(port: int) -> bytes:
    sources: dict[str, Any] = {}
    programs: list[dict[str, Any]] = []
    for at in range(PAGES):
        host, kind = f"host-{at % HOSTS}.example", at % len(KINDS)
        url = f"http://{host}:{port}/{kind}-{at}"
        name = f"page-{at}"
        sources[name] = {"title": name, "kind": "independent", "url": url, "checked": "2025"}
        fact = {"value": "healthcare-ai", "source": name, "quote": QUOTE}
        programs.append(
            {"id": f"p-{at}", "name": name, "provider": "acme", "facts": {"focus": fact}}
        )
    head = {"schema_version": 1, "as_of": "2026-11-20", "sources": sources}
    provider = {"acme": {"name": "Acme", "short": "Acme"}}
    return json.dumps({**head, "providers": provider, "programs": programs}).encode()


async def _here(_host: str, _port: int) -> list[str]:
    return ["127.0.0.1"]


def main() -> None:
    """Measure, and print."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    text = open_catalog(_catalogue(ours.recv()), "1,000 pages")
    with tempfile.TemporaryDirectory() as folder:
        web = Web(PageCache(Path(folder)), date(2026, 11, 22), allow_private=True, resolve=_here)
        start = time.monotonic()
        found = verify(text, None, load_roles(), Selection(), web, lambda _done, _total: None)
        seconds = time.monotonic() - start
    unit = 1 if sys.platform == "darwin" else 1024
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    peaks = [one.ru_maxrss * unit / 1e6 for one in used]
    busy = [one.ru_utime + one.ru_stime for one in used]
    server.kill()
    expected = Counter(KINDS[at % len(KINDS)] for at in range(PAGES))
    assert found.counts == expected, (found.counts, expected)  # noqa: S101
    size = sum(len(_answers()[str(at % len(KINDS))][2]) for at in range(PAGES)) / PAGES
    print(f"{PAGES} pages of {size / 1000:.0f} kB on average, {HOSTS} hosts, {MANNERS}")
    print(f"{seconds:.1f} s, of which a core was busy for {busy[0]:.1f} s and {busy[1]:.1f} s")
    print(f"peak memory {peaks[0]:.0f} MB and {peaks[1]:.0f} MB, together {sum(peaks):.0f} MB")
    print(f"every page told right: {dict(found.counts)}")


if __name__ == "__main__":
    main()
