"""How pages are asked for: gently, within limits, and never where nobody else could ask."""

import asyncio
import io
import ssl
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from email.utils import formatdate
from itertools import pairwise
from pathlib import Path

import pytest
import trustme
from page_server import (
    Handler,
    Server,
    bomb,
    dripping,
    endless,
    in_turn,
    leads_to,
    page,
    pdf,
    raw,
    serving,
)

from certpick.keeping import fetch
from certpick.keeping.addresses import is_public
from certpick.keeping.fetch import AGENT, Manners, Resolve, Web
from certpick.keeping.page_cache import PageCache, content_of
from certpick.keeping.page_text import PageText, page_text
from certpick.keeping.visits import KeptPages, Visit, visit

TODAY = date(2026, 11, 22)
QUICK = Manners(
    pause=0.0, patience=5.0, page_patience=20.0, tries=2, backoff=0.02, longest_wait=0.3,
    most_bytes=300_000, at_once=8,
)  # fmt: skip
HURRIED = replace(QUICK, patience=0.3, tries=4)
SIX = page("AI for nurses", "<p>It lasts six weeks.</p>")


class Here:
    """A reader in this process."""

    async def text(self, path: str, content_type: str) -> PageText:
        """Return what a kept page says."""
        content = content_of(Path(path))
        return page_text(content, content_type, io.BytesIO(content))


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as found:
        yield found


@pytest.fixture
def visits(tmp_path: Path) -> Callable[..., list[Visit]]:
    """Return a function that visits addresses all at once, and keeps pages in one folder."""

    def run(
        *urls: str,
        manners: Manners = QUICK,
        day: date = TODAY,
        allow_private: bool = True,
        resolve: Resolve = fetch.resolved,
    ) -> list[Visit]:
        async def ask() -> list[Visit]:
            cache = PageCache(tmp_path / "kept")
            cache.make()
            web = Web(
                cache, day, manners=manners,
                allow_private=allow_private, resolve=resolve,
            )  # fmt: skip
            try:
                return await asyncio.gather(*(visit(url, web, Here()) for url in urls))
            finally:
                await web.close()

        return asyncio.run(ask())

    return run


Visits = Callable[..., list[Visit]]


def says(found: Visit) -> str:
    assert found.page, found
    return " ".join(found.page.text.split())


def at(*addresses: str) -> Resolve:
    """Return a resolver that knows one answer to everything."""

    async def resolve(_host: str, _port: int) -> list[str]:
        return list(addresses)

    return resolve


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (leads_to("/x"), "redirects in a circle"),
        (leads_to("mailto:a@example.org"), "redirects to 'mailto:a@example.org', which is no page"),
        (leads_to("file:///etc/passwd"), "which is no page of the web"),
        (leads_to("http://[::1"), "redirects to what is no address"),
        (leads_to(""), "redirects in a circle"),
        (endless, "is larger than 0.3 MB"),
        (bomb(30_000_000), "is larger than 0.3 MB"),
        (raw(b"not packed", Content_Encoding="gzip"), "is packed in a way that cannot be undone"),
        (raw(b"?", Content_Encoding="br"), "is packed as 'br', which was not asked for"),
        (raw(b"GIF89a", Content_Type="image/gif"), "is not text but image/gif"),
        (page("Members only", status=403), "is blocked for programs: answers 403"),
        (page("Sign in", status=401), "is blocked for programs: answers 401"),
        (page("Oh no", status=500), "answers 500"),
        (page("Tea", status=418), "answers 418"),
        (raw(b"", 304), "answers 304"),
        (lambda handler: handler.connection.close(), "breaks off its answer"),
        (lambda handler: handler.send(200, b"half", Content_Length="4000"), "breaks off its answer"),
    ],
)  # fmt: skip
def test_a_page_that_cannot_be_had_says_why(
    server: Server, visits: Visits, answer: Callable[[Handler], None], reason: str
) -> None:
    server.pages["/x"] = answer
    (found,) = visits(server.url("/x"))
    assert reason in found.trouble
    assert found.page is None
    assert not found.gone


def test_a_packed_page_takes_no_more_memory_than_a_page_may(server: Server, visits: Visits) -> None:
    server.pages["/x"] = bomb(50_000_000)
    tracemalloc.start()
    visits(server.url("/x"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


def test_a_page_that_comes_in_drops_is_left(server: Server, visits: Visits) -> None:
    server.pages["/x"] = dripping
    start = time.monotonic()
    (found,) = visits(server.url("/x"), manners=replace(HURRIED, page_patience=0.5))
    assert found.trouble == "gives no whole answer in time"
    assert 0.5 <= time.monotonic() - start < 10
    assert 2 <= sum(path == "/x" for _, path, _ in server.asked) < 4, "no patience is left"


@pytest.mark.parametrize(
    ("answers", "gone"),
    [
        ({"/x": page("Gone", status=404)}, "answers 404"),
        ({"/x": page("Gone", status=410)}, "answers 410"),
        ({"/x": leads_to("/y"), "/y": page("Gone", status=404)}, "answers 404"),
        ({"/x": leads_to("/"), "/": SIX}, "leads to the home page"),
        ({"/x": leads_to("/en/"), "/en/": SIX}, "leads to the home page"),
        ({"/x": leads_to("/y", 301), "/y": SIX}, ""),
        ({"/x": leads_to("/y", 308), "/y": SIX}, ""),
        ({"/x": leads_to("/ai/"), "/ai/": SIX}, ""),
        ({"/x": leads_to("/?page=x"), "/": SIX}, ""),
    ],
)
def test_a_page_that_moved_is_told_from_one_that_is_gone(
    server: Server, visits: Visits, answers: dict[str, Callable[[Handler], None]], gone: str
) -> None:
    server.pages |= answers
    (found,) = visits(server.url("/x#part"))
    assert found.gone.startswith(gone)
    assert bool(found.gone) is bool(gone)
    assert len(found.hops) == sum(answer not in (SIX,) for answer in answers.values()) - (
        "answers" in gone
    )


def test_a_page_on_another_site_is_gone(server: Server, visits: Visits) -> None:
    server.pages |= {
        "/x": leads_to(server.url("/y", "new.example")),
        "/w": leads_to(server.url("/y", "www.old.example")),
        "/s": leads_to(server.url("/y", "learn.old.example")),
        "/y": SIX,
    }
    urls = [server.url(path, "old.example") for path in ("/x", "/w", "/s")]
    away, www, below = visits(*urls, resolve=at("127.0.0.1"))
    assert away.gone.startswith("leads to another site, http://new.example")
    assert (www.gone, below.gone) == ("", "")
    assert "six weeks" in says(www)


def test_redirects_are_followed_five_times(server: Server, visits: Visits) -> None:
    server.pages |= {f"/{n}": leads_to(f"/{n + 1}") for n in range(10)} | {"/6": SIX}
    five, six = visits(server.url("/1"), server.url("/0"))
    assert len(five.hops) == 5
    assert "six weeks" in says(five)
    assert six.trouble == "redirects more than 5 times"


def test_a_pdf_is_read(server: Server, visits: Visits) -> None:
    server.pages["/x"] = raw(pdf("Six weeks"), Content_Type="application/pdf")
    assert says(*visits(server.url("/x"))) == "Six weeks"


def test_a_packed_page_is_unpacked(server: Server, visits: Visits) -> None:
    server.pages["/x"] = bomb(1000)
    (found,) = visits(server.url("/x"))
    assert found.trouble == "is not text"  # a thousand zeros: they were unpacked


def test_what_robots_txt_forbids_is_not_asked(server: Server, visits: Visits) -> None:
    rules = b"User-agent: *\nDisallow: /private\n\nUser-agent: certpick\nDisallow: /x\n"
    server.pages |= {"/robots.txt": raw(rules, Content_Type="text/plain"), "/x": SIX, "/y": SIX}
    refused, allowed = visits(server.url("/x"), server.url("/y"))
    assert refused.trouble == "is not for programs: robots.txt forbids it"
    assert "six weeks" in says(allowed)
    assert [path for _, path, _ in server.asked] == ["/robots.txt", "/y"]


def test_a_redirect_does_not_lead_past_robots_txt(server: Server, visits: Visits) -> None:
    server.pages |= {
        "/robots.txt": raw(b"User-agent: *\nDisallow: /secret\n"),
        "/x": leads_to("/secret"),
        "/secret": SIX,
    }
    (found,) = visits(server.url("/x"))
    assert found.trouble == "is not for programs: robots.txt forbids it"
    assert "/secret" not in [path for _, path, _ in server.asked]


def test_where_robots_txt_fails_nothing_is_asked(server: Server, visits: Visits) -> None:
    server.pages |= {"/robots.txt": page("Oh no", status=503), "/x": SIX, "/y": SIX}
    found = visits(server.url("/x"), server.url("/y"))
    assert [one.trouble for one in found] == ["has a robots.txt that answers 503"] * 2
    assert {path for _, path, _ in server.asked} == {"/robots.txt"}


def test_who_asks_says_so(server: Server, visits: Visits) -> None:
    seen = []

    def answer(handler: Handler) -> None:
        seen.append(handler.headers["User-Agent"])
        SIX(handler)

    server.pages |= {"/x": answer, "/robots.txt": answer}
    visits(server.url("/x"))
    assert seen == [AGENT, AGENT]
    assert AGENT.startswith("certpick/")
    assert "+https://" in AGENT


@pytest.mark.parametrize(
    "first",
    [
        page("Busy", status=503),
        page("Slower", status=429, Retry_After="0"),
        page("Slower", status=429, Retry_After=formatdate(0)),
        lambda handler: handler.connection.close(),
        lambda _: time.sleep(0.5),
        dripping,
    ],
    ids=["503", "429", "date", "broken", "slow", "drops"],
)
def test_what_passes_is_asked_again(
    server: Server, visits: Visits, first: Callable[[Handler], None]
) -> None:
    server.pages["/x"] = in_turn(first, SIX)
    assert "six weeks" in says(*visits(server.url("/x"), manners=HURRIED))


def test_a_host_that_asks_for_too_long_a_wait_is_left_alone(server: Server, visits: Visits) -> None:
    server.pages |= {f"/{n}": page("Slower", status=429, Retry_After="3600") for n in range(3)}
    found = visits(*(server.url(f"/{n}") for n in range(3)))
    assert [one.trouble for one in found] == ["answers 429"] * 3
    assert len(server.asked) == 2  # robots.txt, and one page


def test_a_host_is_asked_for_one_page_at_a_time_with_a_pause(
    server: Server, visits: Visits
) -> None:
    def slow(handler: Handler) -> None:
        time.sleep(0.03)
        SIX(handler)

    server.pages |= {f"/{n}": slow for n in range(4)}
    hosts = [f"{name}.example" for name in "abcd"]
    urls = [server.url(f"/{n}", host) for n in range(4) for host in hosts]
    gentle = Manners(pause=0.1, at_once=3)
    found = visits(*urls, manners=gentle, resolve=at("127.0.0.1"))
    assert all(one.page for one in found)
    assert set(server.busiest.values()) == {1}
    for host in hosts:
        times = [when for asked, _, when in server.asked if asked == host]
        assert len(times) == 5  # robots.txt once
        assert min(b - a for a, b in pairwise(times)) >= 0.1


def test_no_more_hosts_than_agreed_are_asked_at_once(server: Server, visits: Visits) -> None:
    most = 0

    def slow(handler: Handler) -> None:
        nonlocal most
        most = max(most, server.busy.total())
        time.sleep(0.03)
        SIX(handler)

    server.pages["/x"] = slow
    urls = [server.url("/x", f"{n}.example") for n in range(12)]
    visits(*urls, manners=Manners(pause=0, at_once=3), resolve=at("127.0.0.1"))
    assert 2 <= most <= 3


def test_a_pause_that_robots_txt_asks_for_is_kept(server: Server, visits: Visits) -> None:
    server.pages |= {"/robots.txt": raw(b"User-agent: *\nCrawl-delay: 1\n"), "/x": SIX, "/y": SIX}
    patient = Manners(pause=0, longest_wait=0.2)
    visits(server.url("/x"), server.url("/y"), manners=patient)
    times = [when for _, _, when in server.asked]
    assert times[2] - times[1] >= 0.2


def test_a_page_that_has_not_changed_is_not_sent_again(server: Server, visits: Visits) -> None:
    asked = []

    def answer(handler: Handler) -> None:
        asked.append((handler.headers["If-None-Match"], handler.headers["If-Modified-Since"]))
        if handler.headers["If-None-Match"] == '"one"':
            handler.send(304, b"")
        else:
            page("A", "<p>six</p>", ETag='"one"', Last_Modified=formatdate(0))(handler)

    server.pages["/x"] = answer
    (first,) = visits(server.url("/x"), day=date(2026, 11, 20))
    (second,) = visits(server.url("/x"))
    assert first.page == second.page
    assert (first.day, second.day) == ("2026-11-20", "2026-11-22")
    assert asked == [(None, None), ('"one"', formatdate(0))]


def test_kept_pages_are_read_without_the_network(
    server: Server, visits: Visits, tmp_path: Path
) -> None:
    server.pages |= {"/x": leads_to("/y"), "/y": SIX, "/z": page("Gone", status=410)}
    urls = [server.url(path) for path in ("/x", "/z")]
    seen = visits(*urls)
    asked = len(server.asked)

    async def again() -> list[Visit]:
        kept = KeptPages(PageCache(tmp_path / "kept"))
        return [await visit(url, kept, Here()) for url in (*urls, server.url("/new"))]

    *found, unknown = asyncio.run(again())
    assert found == seen
    assert unknown.trouble == "is not among the kept pages"
    assert len(server.asked) == asked


@pytest.mark.parametrize("rule", ["Crawl-delay: ²", "Disallow: //[", f"Crawl-delay: {'9' * 5000}"])
def test_a_robots_txt_that_cannot_be_read_allows_nothing(
    server: Server, visits: Visits, rule: str
) -> None:
    rules = raw(f"User-agent: *\n{rule}\n".encode(), Content_Type="text/plain")
    server.pages |= {"/robots.txt": rules, "/x": SIX}
    (found,) = visits(server.url("/x"))
    assert found.trouble == "has a robots.txt that cannot be read"


def test_an_endless_pause_is_the_longest_one(server: Server, visits: Visits) -> None:
    rules = raw(f"User-agent: *\nCrawl-delay: {'9' * 400}\n".encode())
    server.pages |= {"/robots.txt": rules, "/x": SIX}
    (found,) = visits(server.url("/x"))
    assert "six weeks" in says(found)


def test_a_redirect_to_what_robots_txt_cannot_be_asked_of(server: Server, visits: Visits) -> None:
    there = server.url("/y").replace("http://", "http://user%5B@")
    server.pages |= {"/x": leads_to(there), "/y": SIX}
    (found,) = visits(server.url("/x"))
    assert found.trouble == "is no address that can be asked"


def test_a_wait_until_no_possible_day_is_none(server: Server, visits: Visits) -> None:
    until = "Mon, 01 Jan 2026 00:00:00 +99999999999999999999"
    server.pages["/x"] = in_turn(raw(b"", 503, Retry_After=until), SIX)
    (found,) = visits(server.url("/x"))
    assert "six weeks" in says(found)


def test_a_tag_that_cannot_be_sent_is_left_out(server: Server, visits: Visits) -> None:
    server.pages["/x"] = raw(b"<p>Six weeks", ETag='"\xe9"')
    for _ in range(2):
        (found,) = visits(server.url("/x"))
        assert says(found) == "Six weeks"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("::ffff:8.8.8.8", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.0.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False),  # noqa: S104
        ("240.0.0.1", False), ("255.255.255.255", False), ("::1", False), ("::", False),
        ("fe80::1%eth0", False), ("fc00::1", False), ("ff02::1", False), ("::ffff:10.0.0.1", False),
        ("::127.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("x", False),
        ("fec0::1", False), ("4000::1", False), ("::ffff:0:7f00:1", False),
        ("64:ff9b::808:808", True), ("64:ff9b:1::808:808", False), ("2001:db8::1", False),
    ],
)  # fmt: skip
def test_only_what_everybody_can_reach_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:7f00:1]"]
)
def test_this_computer_is_never_asked(server: Server, visits: Visits, host: str) -> None:
    server.pages["/x"] = SIX
    (found,) = visits(server.url("/x", host), allow_private=False)
    assert found.page is None
    assert "not public" in found.trouble or found.trouble == "cannot be reached"
    assert server.asked == []


def test_a_name_with_one_private_address_is_refused(server: Server, visits: Visits) -> None:
    resolve = at("93.184.215.14", "127.0.0.1")
    (found,) = visits(server.url("/x", "a.example"), allow_private=False, resolve=resolve)
    assert found.trouble == "leads to 127.0.0.1, which is not public: --allow-private would ask it"
    assert server.asked == []


def test_a_redirect_to_a_private_address_is_refused(
    server: Server, visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1")
    server.pages["/x"] = leads_to("http://10.0.0.1/latest/meta-data")
    (found,) = visits(server.url("/x", "a.example"), allow_private=False, resolve=_by_name)
    assert "leads to 10.0.0.1, which is not public" in found.trouble


async def _by_name(host: str, _port: int) -> list[str]:
    return ["127.0.0.1" if host == "a.example" else host]


def test_a_name_that_changes_its_address_is_still_asked_at_the_first(
    server: Server, visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked up again for the connection, it would be another: that is how rebinding works."""
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1")
    given = []

    async def rebinding(host: str, _port: int) -> list[str]:
        given.append(host)
        return ["127.0.0.1"] if len(given) == 1 else ["127.0.0.2"]

    server.pages |= {"/x": SIX, "/y": SIX}
    urls = [server.url(path, "a.example") for path in ("/x", "/y")]
    found = visits(*urls, allow_private=False, resolve=rebinding)
    assert all(one.page for one in found)
    assert given == ["a.example"]
    assert {host for host, _, _ in server.asked} == {"a.example"}


def test_a_certificate_must_be_that_of_the_name(
    visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection goes to an address; the certificate is checked for the name all the same."""
    authority = trustme.CA()
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    monkeypatch.setattr(fetch, "trusted", lambda: trusting)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("good.example").configure_cert(context)
    with serving(context) as server:
        server.pages["/x"] = SIX
        urls = [server.url("/x", f"{name}.example") for name in ("good", "bad")]
        urls = [url.replace("http:", "https:") for url in urls]
        good, bad = visits(*urls, resolve=at("127.0.0.1"))
    assert "six weeks" in says(good)
    assert bad.trouble == "has a certificate that is not trusted"
    assert not bad.unreached


def test_a_host_that_is_not_there_is_not_reached(visits: Visits) -> None:
    with serving() as server:
        url = server.url("/x")
    (found,) = visits(url)
    assert (found.trouble, found.unreached) == ("cannot be reached", True)
    (found,) = visits("http://no.such.name.invalid/")
    assert (found.trouble, found.unreached) == ("cannot be reached", True)


@pytest.mark.parametrize("url", ["http://a b/", "http://x:99999/", "http://[::1", "https://" + "a" * 70 + ".example/"])  # fmt: skip
def test_an_odd_address_is_no_reason_to_stop(visits: Visits, url: str) -> None:
    (found,) = visits(url)
    assert found.trouble
