"""What a page says, from its bytes: whatever its form, encoding or author."""

import asyncio
import io
from contextlib import closing
from pathlib import Path

import pytest
from page_server import FRAME, pdf
from pypdf.errors import DependencyError

from certpick.keeping.page_cache import Kept, PageCache
from certpick.keeping.page_reader import PageReader
from certpick.keeping.page_text import PageText, UnreadableError, decoded, page_text

HTML = "text/html"
CAFE = "Le café coûte 5\N{NO-BREAK SPACE}€"


def read(content: bytes | str, content_type: str = HTML) -> PageText:
    content = content.encode() if isinstance(content, str) else content
    return page_text(content, content_type, io.BytesIO(content))


def words(content: bytes | str, content_type: str = HTML) -> str:
    return " ".join(read(content, content_type).text.split())


def test_html_is_read_as_a_person_sees_it() -> None:
    page = """<!doctype html><title>Acme</title><style>p{}</style><p>A<b>I</b> for <i>nurses</i>
    costs <del>$1,990</del> <s>$2,000</s> <span>$2</span>,490<script>no()</script></p>
    <ul><li>one<li>two</ul><table><tr><td>Price</td><td>Fee</td></tr></table><!-- no -->"""
    assert words(page) == "Acme AI for nurses costs $2,490 one two Price Fee"


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (CAFE.encode("utf-8"), "text/html; charset=utf-8"),
        (CAFE.encode("utf-8"), "text/html; charset=iso-8859-1"),
        (CAFE.encode("utf-8"), "text/html"),
        (CAFE.encode("cp1252"), "text/html; charset=utf-8"),
        (CAFE.encode("cp1252"), "text/html; charset=iso-8859-1"),
        (CAFE.encode("cp1252"), "text/html; charset=nonsense"),
        (CAFE.encode("cp1252"), "text/html; charset=punycode"),
        (CAFE.encode("utf-16"), "text/html"),
        (CAFE.encode("utf-8-sig"), "text/html; charset=cp1252"),
        (CAFE.encode("utf-16-le"), "text/html; charset=utf-16le"),
        (b'<meta charset="windows-1252">' + CAFE.encode("cp1252"), "text/html"),
    ],
)
def test_a_wrong_encoding_is_seen_through(content: bytes, content_type: str) -> None:
    assert decoded(content, content_type).endswith(CAFE)


def test_a_pdf_is_read_whatever_it_is_called() -> None:
    assert words(pdf("Six weeks cost $2,990"), "application/pdf") == "Six weeks cost $2,990"
    assert words(pdf("Six weeks"), "application/octet-stream") == "Six weeks"


@pytest.mark.parametrize(
    ("content", "content_type", "reason"),
    [
        (b"\x89PNG", "image/png", "is not text but image/png"),
        (b"x", "image/\u202egnp\x9b", "is not text but image/\ufffdgnp\ufffd$"),
        (b"ab\0cd", "text/plain", "is not text"),
        (b"%PDF-1.4 nothing", "application/pdf", "is a PDF that cannot be read"),
        (pdf(""), "application/pdf", "is a PDF without text"),
        (b"word " * 500_000, "text/plain", "is longer than 2,000,000 characters"),
    ],
)
def test_what_is_no_text_says_so(content: bytes, content_type: str, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read(content, content_type)


@pytest.mark.parametrize(
    ("page", "scripted"),
    [
        ("<title>Acme</title><div id=root></div><script src=a></script>", True),
        ("<noscript>Please enable JavaScript</noscript>" + "<p>Menu and footer</p>" * 30, True),
        ("<title>Just a moment...</title><p>Checking your browser</p>", True),
        (FRAME.format(title="AI", body="<p>Six weeks</p>"), False),
        ("<p>Six weeks, no script</p>", False),
        ("<noscript>Please enable JavaScript</noscript>" + "<p>Six weeks of work</p>" * 200, False),
    ],
)
def test_a_page_that_a_script_fills_is_known(page: str, scripted: bool) -> None:
    assert read(page).scripted is scripted


@pytest.mark.parametrize(
    ("title", "missing"),
    [
        ("404 | Acme", True),
        ("Page not found", True),
        ("Course no longer available", True),
        ("AI", False),
    ],
)
def test_a_page_that_says_it_is_not_there_is_known(title: str, missing: bool) -> None:
    assert read(f"<title>{title}</title><p>text").missing is missing


@pytest.fixture
def cache(tmp_path: Path) -> PageCache:
    found = PageCache(tmp_path / "kept")
    found.make()
    return found


@pytest.mark.slow
def test_a_hostile_page_costs_a_few_seconds_and_the_next_is_read(cache: PageCache) -> None:
    def keep(name: str, content: bytes) -> str:
        return cache.put(Kept(url=name, status=200, day="2026-11-22"), content).path

    async def ask() -> list[PageText | str]:
        said: list[PageText | str] = []
        with closing(PageReader(seconds=2)) as reader:
            for path in (keep("deep", b"<div>" * 300_000 + b"x"), keep("good", b"<p>Six weeks")):
                try:
                    said.append(await reader.text(path, HTML))
                except UnreadableError as error:
                    said.append(str(error))
        return said

    hostile, good = asyncio.run(ask())
    assert hostile == "takes more than 2 seconds to read"
    assert isinstance(good, PageText)
    assert good.text.split() == ["Six", "weeks"]


def test_a_reader_that_broke_down_did_not_take_too_long(cache: PageCache) -> None:
    path = cache.put(Kept(url="good", status=200, day="2026-11-22"), b"<p>Six weeks").path

    async def ask() -> PageText:
        with closing(PageReader(seconds=60)) as reader:
            await reader.text(path, HTML)
            reader._process.kill()
            return await reader.text(path, HTML)

    with pytest.raises(UnreadableError, match="its reader broke down"):
        asyncio.run(ask())


def test_a_protected_pdf_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def protected(_file: object) -> None:
        raise DependencyError("cryptography is required for AES")

    monkeypatch.setattr("certpick.keeping.page_text.PdfReader", protected)
    with pytest.raises(UnreadableError, match="is a PDF that is protected"):
        read(b"%PDF-1.7", "application/pdf")


def test_a_page_is_kept_whole_and_a_damaged_one_is_none(cache: PageCache, tmp_path: Path) -> None:
    kept = cache.put(Kept(url="http://a", status=200, day="2026-11-22", etag="1"), b"one\ntwo")
    assert cache.get("http://a") == kept
    assert cache.get("http://b") is None
    assert [*(tmp_path / "kept").iterdir()] == [Path(kept.path)]
    Path(kept.path).write_bytes(b"{}\n")
    assert cache.get("http://a") is None
