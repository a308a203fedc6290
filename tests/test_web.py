"""Pages and JSON over HTTP: the answers of the commands, whatever is asked, and nothing kept."""

import hashlib
import json
import logging
import re
import shlex
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import BUNDLED, GUIDE_IDS, ROLES, SITUATIONS, profiles
from web_client import DAY, Answer, Client, Words, client_of, words_in

from certpick import Profile, rank
from certpick.explaining.verdict import verdict
from certpick.render.phrases import score_words
from certpick.render.verdict import verdict_lines
from certpick.scoring.ranking import USUAL_TOP
from certpick.web.address import FLAGS, every, profile_from, query, read_words, said, words_of
from certpick.web.app import WORKERS, application
from certpick.web.guard import HEADERS, MOST_PATH, MOST_QUERY
from certpick.web.kept import Kept, Packed, pack
from certpick.web.routes import ROUTES
from certpick.web.visit import Reply, Visit

Cli = Callable[..., Run]
TODAY = replace(BUNDLED, today=DAY)
# A catalogue is read once for all examples, and what a run prints is read after each.
ONCE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
PAGES = [route.path for route in ROUTES if not route.is_api]
# What each route needs beside a program to answer.
WORDS: dict[str, Words] = {
    "/": {},
    "/quiz": {},
    "/compare": [("role", "physician"), ("program", "stanford"), ("program", "cedars")],
    "/api/compare": [("role", "physician"), ("program", "stanford"), ("program", "cedars")],
    "/plan/{program}/calendar.ics": {"role": "physician", "hours": "4", "start": "2027-01-11"},
    "/programs": {},
    "/programs/{program}": {},
    "/api/programs": {},
    "/api/programs/{program}": {},
    "/api/roles": {},
}


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """Open the application on the bundled catalogue."""
    with client_of() as opened:
        yield opened


def path_of(route: str) -> str:
    return route.replace("{program}", "stanford-ai-healthcare")


def answer_of(client: Client, route: str) -> Answer:
    return client.get(path_of(route), WORDS.get(route, {"role": "physician"}))


@pytest.mark.parametrize("path", [route.path for route in ROUTES])
def test_every_address_answers(client: Client, path: str) -> None:
    answer = answer_of(client, path)
    assert answer.status == 200
    if path.startswith("/api/"):
        assert answer.headers["content-type"] == "application/json"
        assert answer.json()["schema_version"] == 1
    elif path.endswith(".ics"):
        assert answer.headers["content-disposition"] == (
            'attachment; filename="stanford-ai-healthcare.ics"'
        )
        assert answer.text.startswith("BEGIN:VCALENDAR")
    else:
        assert len(answer.page.all("h1")) == len(answer.page.all("main")) == 1
        assert answer.page.one("html").attributes["lang"] == "en"


def test_every_link_of_a_page_answers(client: Client) -> None:
    tried = set()
    for path in PAGES:
        if path.endswith(".ics"):
            continue
        for link in answer_of(client, path).page.all("a", "link", "script"):
            address = link.attributes.get("href") or link.attributes.get("src") or ""
            if address.startswith("/") and address.partition("?")[0] not in tried:
                tried.add(address.partition("?")[0])
                assert client.get(address).status in (200, 303), address
    assert len(tried) > 100


# --- the same JSON as the commands ---

amounts = st.sampled_from(["0", "500", "$3k", "3,000", "2990.5", "soon", "-1", "1e400"])
answers = st.fixed_dictionaries(
    {"role": st.sampled_from([*ROLES, "charge nurse", "CMIO", "director", "astronaut", "&"])},
    optional={
        "title": st.sampled_from(["resident", "nurse", "<b>"]),
        "budget": amounts,
        "hours": st.sampled_from(["4", "0.5", "169", "four"]),
        "weeks": st.sampled_from(["12", "3 months", "2027-03-01", "2020-01-01"]),
        "cme": st.sampled_from(["required", "helpful", "no", "No", "maybe"]),
        "credit": st.sampled_from(["contact-hours", "acpe,cme", "none"]),
        "pacing": st.sampled_from(["self-paced", "cohort"]),
        "no-programming": st.just("true"),
        "country": st.sampled_from(["US", "the United Kingdom", "Atlantis"]),
        "language": st.sampled_from(["en", "French"]),
        "situation": st.lists(st.sampled_from(SITUATIONS), min_size=1, max_size=2).map(",".join),
        "hold": st.sampled_from(["stanford", "google cloud", "nothing"]),
        "priority": st.sampled_from(["rigor", "portability,rigor,domain"]),
        "weights": st.sampled_from(["domain=50,rigor=30,portability=20", "domain"]),
        "evidence": st.sampled_from(["all", "independent"]),
        "strict": st.just("true"),
        "sort": st.sampled_from(["score", "cost", "time"]),
        "top": st.sampled_from(["1", "7", "200"]),
    },
)  # fmt: skip


def options(words: Any) -> list[str]:
    """Return words of an address as options of a command."""
    pairs = words.items() if isinstance(words, dict) else words
    return [
        part
        for name, text in pairs
        for part in ((f"--{name}",) if name in FLAGS else (f"--{name}", text))
    ]


def assert_same(answer: Answer, run: Run) -> None:
    """Check that a reply is what the command wrote; an error names no option and no command."""
    if run.code:
        assert answer.status in (400, 404, 422)
        wanted = re.sub(r"certpick (?=programs|roles)", "/api/", run.err.replace("--", ""))
        assert answer.json() == json.loads(wanted)
    else:
        assert (answer.status, answer.json()) == (200, run.json())


@ONCE
@given(words=answers)
def test_a_ranking_is_that_of_the_command(client: Client, cli: Cli, words: Any) -> None:
    assert_same(client.get("/api/rank", words), cli("rank", *options(words), "--json"))


SAID = {"role": "nurse-leader", "budget": "3000", "hours": "4", "situation": "manages"}


@pytest.mark.parametrize(
    ("path", "words", "command"),
    [
        ("explain/stanford", SAID, ["explain", "stanford", *options(SAID)]),
        ("explain/nothing", SAID, ["explain", "nothing", *options(SAID)]),
        ("explain/harvard", SAID, ["explain", "harvard", *options(SAID)]),
        ("plan/cedars", SAID, ["plan", "cedars", *options(SAID)]),
        ("plan/cedars", {**SAID, "start": "2027-01-11"}, ["plan", "cedars", *options(SAID), "--start", "2027-01-11"]),
        ("plan/cedars", {**SAID, "start": "tomorrow"}, ["plan", "cedars", *options(SAID), "--start", "tomorrow"]),
        ("compare", [*SAID.items(), ("program", "cedars"), ("program", "abaim")], ["compare", "cedars", "abaim", *options(SAID)]),
        ("compare", [*SAID.items(), ("program", "cedars"), ("program", "nothing")], ["compare", "cedars", "nothing", *options(SAID)]),
        ("pair", SAID, ["pair", *options(SAID)]),
        ("pair", {**SAID, "with": "cedars", "top": "2"}, ["pair", *options(SAID), "--with", "cedars", "--top", "2"]),
        ("programs", {}, ["programs"]),
        ("programs", {"search": "nurse", "max-cost": "500", "sort": "cost"}, ["programs", "--search", "nurse", "--max-cost", "500", "--sort", "cost"]),
        ("programs", {"role": "charge nurse", "cme": "true", "strict": "true"}, ["programs", "--role", "charge nurse", "--cme", "--strict"]),
        ("programs", {"max-cost": "cheap"}, ["programs", "--max-cost", "cheap"]),
        ("programs/abaim", {}, ["programs", "abaim"]),
        ("programs/abaimm", {}, ["programs", "abaimm"]),
        ("roles", {}, ["roles"]),
        ("roles", {"title": "Charge Nurse, ICU"}, ["roles", "Charge Nurse, ICU"]),
        ("roles", {"title": "director"}, ["roles", "director"]),
    ],
)  # fmt: skip
def test_all_else_is_as_the_commands_say_it(
    client: Client, cli: Cli, path: str, words: Any, command: list[str]
) -> None:
    assert_same(client.get(f"/api/{path}", words), cli(*command, "--json"))


def test_numbers_that_are_none_are_told_in_json(client: Client) -> None:
    for words, message in (
        ({"top": "0"}, "top 0: must be 1 or more"),
        ({"top": "2.5"}, "top 2.5: must be a whole number"),
        ({"top": "²"}, "top: '²' is not a number"),
        ({"top": "9" * 4000}, "is not a number"),
        ({"sort": "best"}, "sort: 'best' is none of score, "),
        ({"strict": "perhaps"}, "strict: 'perhaps' is none of true, on, 1, false, off, 0"),
    ):
        answer = client.get("/api/rank", {"role": "physician", **words})
        assert answer.status == 400
        assert message in answer.json()["error"]["message"]


# --- the pages say what the ranking says ---


@settings(max_examples=25)
@given(profile=profiles)
def test_the_result_page_shows_the_ranking(client: Client, profile: Profile) -> None:
    ranking = rank(TODAY, profile)
    page = client.get("/rank", list(words_of(profile))).page
    tables = page.all("table", **{"class": "rank"})
    rows = tables[0].one("tbody").all("tr") if tables else []
    best = ranking.ranked[:USUAL_TOP]
    assert len(rows) == len(best)
    for place, (row, one) in enumerate(zip(rows, best, strict=True), start=1):
        assert row.all("td")[0].text == str(place)
        assert row.one("th").text.startswith(one.program.name)
        assert row.one("b").text == score_words(one.score, one.score_high)
    lines = verdict_lines(verdict(ranking))
    told = page.one("dl", **{"class": "facts verdict"})
    assert [one.text for one in told.all("dt")] == [one.label for one in lines]
    assert [one.text for one in told.all("dd")] == [squeezed(one.text) for one in lines]


def squeezed(text: str) -> str:
    return " ".join(text.split())


@settings(max_examples=25)
@given(profile=profiles)
def test_the_link_of_a_result_repeats_it(client: Client, profile: Profile) -> None:
    page = client.get("/rank", list(words_of(profile))).page
    (link,) = (one for one in page.all("a") if "data-copy-link" in one.attributes)
    words = words_in(str(link.attributes["href"]))
    assert profile_from(tuple(words), DAY) == profile
    assert page.one("code").text.startswith("certpick rank --role ")


def test_the_command_on_a_result_gives_the_same(client: Client, cli: Cli) -> None:
    words = {"role": "charge nurse", "budget": "3000", "strict": "true", "hold": "Google Cloud"}
    page = client.get("/rank", words).page
    command = shlex.split(page.one("code").text)
    assert cli(*command[1:], "--json").json() == client.get("/api/rank", words).json()


# --- words of an address ---

texts = st.text(max_size=40)


@given(words=st.lists(st.tuples(st.sampled_from(["situation", "hold"]), texts)))
def test_words_are_read_as_they_were_written(words: list[tuple[str, str]]) -> None:
    read = read_words(query(tuple(words)), ("situation", "hold"))
    assert read == tuple(words)
    for name in ("situation", "hold"):
        told = [text for one, text in words if one == name and text.strip()]
        assert every(read, name) == told
        assert said(read, name) == (",".join(told) or None)


@given(profile=profiles)
def test_a_profile_is_read_back_from_its_words(profile: Profile) -> None:
    assert profile_from(words_of(profile), DAY) == profile


@pytest.mark.parametrize("path", PAGES)
def test_a_program_that_is_not_there_is_told_with_those_that_are(client: Client, path: str) -> None:
    if "{program}" not in path:
        return
    answer = client.get(path.replace("{program}", "standford"), {} if path.startswith("/programs") else {"role": "physician"})  # fmt: skip
    assert answer.status == 404
    assert "stanford-ai-healthcare" in answer.page.one("p", role="alert").text


# --- hostile and mistaken addresses ---

HOSTILE = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "{{ 7 * 7 }}", "'; DROP TABLE",
    "\x1b[31mred", "\x00", "\u202egnp", "\ud7ff\U0010ffff", "%s%n", "../../etc/passwd", "a" * 3000,
    "&", "🩺" * 40, "javascript:alert(1)", "-", "=1+1", "\r\nset-cookie: a=b",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "path", ["/rank", "/quiz", "/programs", "/api/rank", "/explain/{program}", "/compare"]
)
def test_a_hostile_word_stays_text(client: Client, path: str, text: str) -> None:
    name = {"/programs": "search", "/quiz": "role"}.get(path, "title")
    words = {"role": "physician", name: text} if name == "title" else {name: text}
    answer = client.get(path_of(path), words)
    assert answer.status in (200, 400, 414)
    assert "\x1b" not in answer.text
    assert "\u202e" not in answer.text
    assert "set-cookie" not in answer.headers
    if not path.startswith("/api/"):
        page = answer.page
        assert [one.attributes.get("src") for one in page.all("script")] == [
            one.attributes["src"] for one in client.get("/").page.all("script")
        ]
        assert page.all("img") == []
        assert not [one for one in page.walk() for name in one.attributes if name.startswith("on")]


@settings(max_examples=150)
@given(
    route=st.sampled_from(ROUTES),
    program=st.sampled_from([*GUIDE_IDS, "harvard", "x", "%00", "%ff", "%3Cb%3E"]),
    data=st.data(),
)
def test_no_address_breaks_it(
    client: Client, route: Any, program: str, data: st.DataObject
) -> None:
    names = st.sampled_from(route.words or ("role",))
    values = st.sampled_from([*HOSTILE, "", "0", "1", "nan", "inf", "1e308", "9999-12-31", "0001-01-01", "no", "true", ",", "role=physician", "harvard", "manages"]) | texts  # fmt: skip
    words = data.draw(st.lists(st.tuples(names, values), max_size=4, unique_by=lambda one: one[0]))
    if "role" in route.words and "role" not in dict(words):
        words = [*words, ("role", "physician")]
    answer = client.get(route.path.replace("{program}", program), words)
    assert answer.status in (200, 303, 400, 404, 414, 422)
    assert_guarded(answer)


@given(raw=st.binary(max_size=60))
def test_any_bytes_after_the_question_mark_are_answered(client: Client, raw: bytes) -> None:
    assert client.get(b"/rank?" + raw.replace(b"?", b"")).status == 400


@pytest.mark.parametrize(
    ("target", "status", "told"),
    [
        ("/nothing", 404, "there is no such page"),
        ("/rank/", 404, "there is no such page"),
        ("/static/../../pyproject.toml", 404, "there is no such page"),
        ("/static/web.css", 404, "there is no such page"),
        ("//evil.example/rank", 404, "there is no such page"),
        ("/rank", 400, "no role given"),
        ("/rank?role=%ff", 400, "cannot be read after its question mark"),
        ("/rank?role=%zz", 400, "unknown role or job title '%zz'"),
        ("/rank?role=physician&role=physician", 400, "'role' stands twice"),
        ("/rank?role=physician&bugdet=3", 400, "did you mean 'budget'?"),
        ("/rank?" + "&".join(["a=1"] * 65), 400, "at most 64 words"),
        ("/rank?" + "&".join(["role"] * 10_000), 414, "the address is too long"),
        (f"/rank?role={'a' * MOST_QUERY}", 414, "the address is too long"),
        (f"/{'a' * MOST_PATH}", 414, "the address is too long"),
        ("/rank?role=physician&weights=domain=1", 400, "rigor is missing"),
        ("/rank?role=zzz", 400, "unknown role or job title 'zzz'"),
        ("/programs/zzz", 404, "the page of all programs lists them"),
        ("/compare?role=physician&program=cedars", 400, "only one program to compare"),
        ("/compare?role=physician&program=cedars&program=cedars", 400, "only one program to compare"),
        ("/plan/abaim/calendar.ics?role=physician&time-zone=Mars", 400, "unknown time zone 'Mars'"),
    ],
)  # fmt: skip
def test_a_mistake_is_a_page_and_under_api_json(
    client: Client, target: str, status: int, told: str
) -> None:
    answer = client.get(target)
    assert answer.status == status
    shown = answer.page.one("p", role="alert").text
    assert told in shown
    assert "--" not in shown
    assert "certpick " not in shown
    path, _, words = target.partition("?")
    if path in ("/rank", "/compare", "/nothing"):
        answer = client.get(f"/api{path}?{words}")
        assert answer.status == status
        error = answer.json()["error"]
        assert told in f"{error['message']} {error['hint']}"


@pytest.mark.parametrize("path", ["/rank", "/api/rank", "/nothing", "/static/style.css"])
def test_an_address_can_only_be_read(client: Client, path: str) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"):
        answer = client.get(path, method=method)
        assert answer.status == 405
        assert answer.headers["allow"] == "GET, HEAD"
        assert_guarded(answer)
    for answer in (
        client.get(path, content_length="5"),
        client.get(path, transfer_encoding="chunked"),
    ):
        assert answer.status == 413
        assert answer.headers["connection"] == "close"
        assert_guarded(answer)


# --- headers, copies, and what is not kept ---


def assert_guarded(answer: Answer) -> None:
    """Check the headers of every reply."""
    for name in HEADERS:
        assert name in answer.headers
    assert answer.headers["referrer-policy"] == "no-referrer"
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "default-src 'none'" in policy
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "target",
    [
        *(path_of(route.path) for route in ROUTES),
        "/quiz?ask=role&answer=role%3Dphysician",
        "/static/style.css",
        "/static/copy.js",
        "/static/icon.svg",
        "/healthz",
        "/openapi.json",
        "/llms.txt",
        "/nothing",
        "/api/nothing",
    ],
)
def test_every_reply_is_guarded(client: Client, target: str) -> None:
    assert_guarded(client.get(target))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_script_and_no_style_within(client: Client, path: str) -> None:
    if path in ("/report", "/plan/{program}/calendar.ics"):
        return
    page = answer_of(client, path).page
    assert page.all("style") == []
    assert [one for one in page.walk() if "style" in one.attributes] == []
    assert [one.text for one in page.all("script")] == [""]


def test_the_policy_of_the_report_names_its_own_style_and_no_other(client: Client) -> None:
    answer = client.get("/report", {"role": "physician"})
    assert re.search(r"style-src 'sha256-[\w+/]+=*';", answer.headers["content-security-policy"])


def test_a_copy_that_still_holds_is_not_sent_again(client: Client) -> None:
    words = {"role": "physician", "budget": "1234"}
    first = client.get("/rank", words)
    tag = first.headers["etag"]
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}'):
        again = client.get("/rank", words, if_none_match=known)
        assert (again.status, again.sent) == (304, b"")
        assert again.headers["etag"] == tag
        assert_guarded(again)
    assert client.get("/rank", words, if_none_match='W/"other"').status == 200
    assert client.get("/rank", {**words, "top": "2"}, if_none_match=tag).status == 200


def test_a_reply_is_the_same_compressed_or_not(client: Client) -> None:
    for target in ("/rank?role=physician", "/api/rank?role=physician", "/nothing"):
        plain = client.get(target)
        small = client.get(target, accept_encoding="br, gzip")
        assert "content-encoding" not in plain.headers
        assert small.headers["content-encoding"] == "gzip"
        assert small.body == plain.body
        assert len(small.sent) < len(plain.sent) / 2 or len(plain.sent) < 3000
        assert small.headers["vary"] == "accept-encoding"


def test_the_same_address_gives_the_same_bytes(client: Client) -> None:
    for path in (route.path for route in ROUTES if not route.path.endswith(".ics")):
        with client_of() as other:
            assert answer_of(other, path).sent == answer_of(client, path).sent


def test_an_asset_is_named_by_what_it_holds_and_kept_forever(client: Client) -> None:
    page = client.get("/").page
    style = str(page.one("link", rel="stylesheet").attributes["href"])
    assert "immutable" in client.get(style).headers["cache-control"]
    assert (
        client.get("/rank", {"role": "physician"}).headers["cache-control"] == "private, no-cache"
    )


def test_a_mistake_on_this_side_is_a_page_and_logs_no_answer(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(visit: Visit) -> Reply:
        raise ValueError(f"cannot show {dict(visit.words)}")

    routes = [one._replace(answer=broken) for one in ROUTES]
    monkeypatch.setattr("certpick.web.app.ROUTES", routes)
    with client_of() as client, caplog.at_level(logging.DEBUG):
        for path in ("/rank", "/api/rank"):
            answer = client.get(path, {"role": "secret role", "title": "secret title"})
            assert answer.status == 500
            assert "secret" not in answer.text
            assert "went wrong on this side" in answer.text
            assert_guarded(answer)
    assert "ValueError in " in caplog.text
    assert "broken" in caplog.text
    assert "secret" not in caplog.text


def test_nothing_of_an_answer_is_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for target in ("/rank?role=physician&budget=777", "/rank?role=secret", "/secret", "/quiz?role=secret", "/api/rank?title=secret"):  # fmt: skip
            client.get(target)
    assert [one for one in caplog.records if one.name.startswith(("certpick", "starlette", "uvicorn"))] == []  # fmt: skip


class Calendar:
    """A day that a test moves on."""

    def __init__(self) -> None:
        self.day = DAY

    def __call__(self) -> date:
        """Return the day."""
        return self.day


def test_a_new_day_reads_the_catalogue_anew(
    client: Client, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    document = json.loads((ROOT / "data" / "programs.json").read_text("utf-8"))
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(document))
    today = Calendar()
    served = replace(client, app=application([file], today))
    address = "/api/programs/abaim"
    first = served.get(address).json()
    document["programs"] = [
        {**one, "name": "Another name"} if "abaim" in one["id"] else one
        for one in document["programs"]
    ]
    file.write_text(json.dumps(document))
    assert served.get(address).json() == first, "the same as long as the day lasts"
    today.day += timedelta(days=1)
    assert served.get(address).json()["program"]["name"] == "Another name"
    file.write_text("{")
    assert served.get(address).status == 200
    today.day += timedelta(days=1)
    assert served.get(address).json()["program"]["name"] == "Another name"
    assert "going on with what was read before" in caplog.text


def test_what_was_worked_out_yesterday_is_not_kept_for_today(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = Calendar()

    def slow(visit: Visit) -> Reply:
        today.day += timedelta(days=1)
        return Reply(str(visit.catalog.day))

    monkeypatch.setattr("certpick.web.app.ROUTES", [ROUTES[0]._replace(answer=slow)])
    served = replace(client, app=application([], today))
    for at in range(3):
        assert served.get("/").text == str(DAY + timedelta(days=at))


def test_what_many_ask_at_once_is_worked_out_for_few(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[int] = []

    def slow(_: Visit) -> Reply:
        worked.append(1)
        time.sleep(0.01)
        return Reply("done")

    monkeypatch.setattr("certpick.web.app.ROUTES", [ROUTES[0]._replace(answer=slow, words=("a",))])
    served = replace(client, app=application([], lambda: DAY))
    assert {one.text for one in served.get_at_once("/", 20)} == {"done"}
    assert 1 <= len(worked) <= WORKERS
    served.leave("/?a=1")
    assert len(worked) <= WORKERS, "nothing is worked out for who has left"


def packed(size: int = 0, location: str | None = None) -> Packed:
    """Return a reply with a body that cannot be compressed."""
    return pack(Reply(hashlib.shake_128(b"").digest(size), location=location))


@given(sizes=st.lists(st.integers(0, 3000), max_size=40), room=st.integers(0, 30_000))
def test_what_is_kept_has_room_for_the_last_used(sizes: list[int], room: int) -> None:
    kept = Kept(room)
    for at, size in enumerate(sizes):
        kept.put(("/", "", b"%d" % at), packed(size))
        kept.get(("/", "", b"0"))
    held = [at for at in range(len(sizes)) if kept.get(("/", "", b"%d" % at))]
    assert sum(sizes[at] for at in held) <= room
    if len(held) < len(sizes):
        assert sum(sizes[at] + 1200 for at in held) + max(sizes) + 1200 > room


def test_addresses_that_only_lead_elsewhere_take_room_too() -> None:
    kept = Kept(100_000)
    for at in range(1000):
        kept.put(("/quiz", "", b"%04d" % at * 500), packed(location="/quiz?" + "x" * 2000))
    held = sum(bool(kept.get(("/quiz", "", b"%04d" % at * 500))) for at in range(1000))
    assert 1 <= held <= 100_000 / 4000


def test_who_is_out_is_listed_with_what_lets_it_in(client: Client) -> None:
    words = {"role": "physician", "budget": "0", "strict": "true", "weeks": "1", "hours": "1"}
    page = client.get("/rank", words).page
    assert page.one("h1").text == "Nothing fits what you said"
    assert page.one("section", id="out").all("li")
    assert page.all("section", id="ranking") == []


def test_the_search_keeps_what_was_typed(client: Client) -> None:
    page = client.get("/programs", {"search": 'zebra "b<c', "max-cost": "500", "cme": "true"}).page
    assert page.one("input", id="search").attributes["value"] == 'zebra "b<c'
    assert page.one("input", name="cme").attributes.get("checked", "no") is None
    assert page.one("p", role="status").text.startswith("0 of ")


def test_a_search_that_cannot_be_read_can_be_put_right(client: Client) -> None:
    answer = client.get("/programs", {"search": "nurse", "max-cost": "cheap"})
    assert answer.status == 400
    assert "'cheap' is not a number" in answer.page.one("p", role="alert").text
    assert "--" not in answer.page.one("p", role="alert").text
    assert answer.page.one("input", id="search").attributes["value"] == "nurse"
    assert answer.page.one("input", id="max-cost").attributes["value"] == "cheap"
    assert answer.page.all("table") == []


@pytest.mark.parametrize(
    ("accepted", "taken"),
    [("gzip, br", True), ("gzip;q=0.5", True), ("gzip;q=0", False), ("gzip; q=0.0, br", False), ("", False)],
)  # fmt: skip
def test_a_client_gets_gzip_only_where_it_takes_it(
    client: Client, accepted: str, taken: bool
) -> None:
    reply = client.get("/programs", accept_encoding=accepted)
    assert (reply.headers.get("content-encoding") == "gzip") is taken
