"""Names that look like markup, code or commands stay names in every output.

The strings are the public big list of naughty strings; nobody else's renderers are trusted: what
certpick writes is read again by a parser of each form, Markdown by three.
"""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import cmarkgfm
import pytest
from conftest import ROOT, Run
from icalendar import Calendar
from making import fact
from markdown_it import MarkdownIt
from pages import Node, read_page

from certpick import Catalog, DataError, Profile, load_catalog, plan, rank
from certpick.catalog.loader import load_roles
from certpick.catalog.reader import open_catalog, read_over
from certpick.explaining.explanation import explain
from certpick.explaining.robustness import Robustness
from certpick.profile.file import parse_profile
from certpick.render.calendar import plan_calendar
from certpick.render.encode import as_csv
from certpick.render.explanation import explanation_page
from certpick.render.markdown import escape
from certpick.render.programs import program_page, programs_markdown
from certpick.render.report.assembly import report
from certpick.render.report.html import report_html
from certpick.render.report.mail import report_markdown
from certpick.render.streams import Surface
from certpick.render.weight_map import map_svg
from certpick.scoring.search import Query, search
from certpick.text import FORMULA, cleaned, unsafe_character

STRINGS: list[str] = json.loads(
    (ROOT / "tests" / "data" / "naughty_strings.json").read_text("utf-8")
)
NAMES = [one for one in STRINGS if one.strip() and not unsafe_character(one)]
TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PLAIN = Surface(80, color=False, unicode=True)
PHYSICIAN = Profile(role="physician", hours_per_week=4)
NO_CHARACTERS = ("\ufdd0", "\ufdef", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff")


def _program(place: int, text: str) -> dict[str, Any]:
    """Return a program of which everything that is text is this text."""

    def said(value: Any) -> dict[str, Any]:
        return fact(value, "page", quote=text, note=text)

    facts = {
        "focus": said("healthcare-ai"),
        "status": said({"state": "offered"}),
        "audience": [{"role": "physician", "level": "named", "source": "page", "quote": text}],
        "topics": [{"topic": "patient-safety", "source": "page", "quote": text, "note": text}],
        "graded_work": said(True),
        "framework": said(text),
        "structure": said(text),
        "prerequisites": said(text),
        "total_hours": said(40),
        "pacing": said("self-paced"),
        "price": said({"amount": place, "currency": "USD", "unit": "program"}),
    }
    caveats = [{"text": text, "source": "page", "quote": text}]
    return {"id": f"p{place}", "name": text, "provider": f"v{place}", "facts": facts, "caveats": caveats}  # fmt: skip


def _document(names: list[str]) -> dict[str, Any]:
    source = {"title": names[0], "kind": "independent", "checked": "2026-11-22"}
    return {
        "schema_version": 1, "as_of": "2026-11-22", "sources": {"page": source},
        "providers": {f"v{place}": {"name": name, "short": name} for place, name in enumerate(names)},
        "programs": [_program(place, name) for place, name in enumerate(names)],
    }  # fmt: skip


def _catalog(names: list[str], folder: Path) -> Catalog:
    path = folder / "naughty.json"
    path.write_text(json.dumps(_document(names)), encoding="utf-8")
    return load_catalog(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("naughty")


@pytest.fixture(scope="module")
def everything(folder: Path) -> Path:
    """Return a catalogue with a program for each string that is text."""
    _catalog(NAMES, folder)
    return folder / "naughty.json"


def test_the_list_is_whole() -> None:
    assert len(STRINGS) == 485
    assert len(NAMES) == 470


@pytest.mark.parametrize(
    "text", [*(one for one in STRINGS if one not in NAMES), *NO_CHARACTERS], ids=ascii
)
def test_what_is_no_text_is_refused_where_it_enters(text: str) -> None:
    document = _document([text])
    with pytest.raises(DataError) as caught:
        read_over(None, open_catalog(json.dumps(document).encode(), "x"), load_roles())
    assert re.search(r"must not be blank|holds the character U\+", " ".join(caught.value.faults))
    with pytest.raises(DataError, match="title"):
        parse_profile(json.dumps({"role": "physician", "title": text}).encode(), "x")


def _in_catalog(cli: Callable[..., Run], everything: Path, *words: str) -> str:
    run = cli(*words, "--catalog", str(everything))
    assert (run.code, run.err) == (0, "")
    return run.out


RANK = ("rank", "--role", "physician", "--top", "1000")


@pytest.mark.parametrize("words", [("programs",), RANK])
def test_data_hold_the_names_as_they_are(
    cli: Callable[..., Run], everything: Path, words: tuple[str, ...]
) -> None:
    rows = [
        json.loads(line)
        for line in _in_catalog(cli, everything, *words, "--format", "ndjson").splitlines()
    ]
    assert sorted(row["name"] for row in rows) == sorted(NAMES)
    document = json.loads(_in_catalog(cli, everything, *words, "--format", "json"))
    programs = document["programs" if words == ("programs",) else "ranking"]
    assert sorted(one["name"] for one in programs) == sorted(NAMES)


def test_linked_data_hold_the_names_as_they_are(cli: Callable[..., Run], everything: Path) -> None:
    text = _in_catalog(cli, everything, "programs", "--format", "jsonld")
    assert "<" not in text, "it may stand within a page"
    assert set(NAMES) <= set(_texts(json.loads(text)))


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return [text for each in inner for text in _texts(each)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("words", [("programs",), RANK])
def test_a_spreadsheet_calculates_none(
    cli: Callable[..., Run], everything: Path, words: tuple[str, ...]
) -> None:
    out = _in_catalog(cli, everything, *words, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert not [
        cell
        for row in rows
        for cell in row.values()
        if re.match(r"\s*[=@＝＋－＠]|\s*[+-](?!\d)", cell)
    ]
    found = [re.sub(f"^'(?={FORMULA[1:]})", "", row["name"]) for row in rows]
    assert sorted(found) == sorted(NAMES)


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", " =", "\u3000=", "\xa0 @", "＝", "＋", "－", "＠", "\t", "\r", "\n", " \t＝"]
)  # fmt: skip
def test_what_a_spreadsheet_would_calculate_is_harmless(start: str) -> None:
    text = f"{start}1+1"
    assert as_csv(["a"], [{"a": text}]).split("\n", 1)[1].strip('"').startswith(f"'{text[0]}")


def test_carried_cells_and_columns_are_harmless_too(cli: Callable[..., Run]) -> None:
    people = "role,=cmd(),＝x\nphysician, =1+1,＋1\nphysician,plain,-5\n"
    out = cli("batch", "-", "--format", "csv", stdin=people.encode()).out
    head, first, second = csv.reader(io.StringIO(out))
    assert {"'=cmd()", "'＝x"} <= set(head)
    assert {"' =1+1", "'＋1"} <= set(first)
    assert {"plain", "-5"} <= set(second)


@pytest.mark.slow
def test_a_job_title_may_be_anything(cli: Callable[..., Run]) -> None:
    """Each is read, or asked about, or refused; none ends otherwise."""
    lines = "".join(json.dumps({"title": text}) + "\n" for text in STRINGS)
    run = cli("batch", "-", "--format", "ndjson", stdin=lines.encode())
    assert run.code == 0
    rows = [json.loads(line) for line in run.out.splitlines()]
    assert len(rows) == len(STRINGS)
    assert {row["status"] for row in rows} <= {"ok", "maybe", "none", "error"}


# Strict CommonMark; with tables and what looks like an address as a link; GitHub's own.
_COMMON = MarkdownIt("commonmark")
_LINKING = MarkdownIt("gfm-like")
RENDERERS: dict[str, Callable[[str], str]] = {
    "commonmark": _COMMON.render,
    "gfm-like": _LINKING.render,
    "github": cmarkgfm.github_flavored_markdown_to_html,
}
OURS = (
    "p",
    "h1",
    "h2",
    "h3",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "strong",
    "hr",
)


def _rendered(text: str, renderer: str) -> Node:
    html = RENDERERS[renderer](text)
    page = read_page(re.sub(r"<!--.*?-->", "", html).replace("<br>", "<br />"))
    assert {node.tag for node in page.walk()} <= {*OURS, "a"}
    return page


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize(
    "text",
    [
        "evil.com", "www.evil.com", "http://evil.com", "ftp://evil.com/x", "a@b.co", "mailto:a@b.co", "x a_b@c-d.org.",
        "xmpp:a@b.co/x", "    code", "\u3000\u3000 code", "`code`", "*a* _b_ **c**", "~~gone~~", "a  \\", "# a", "a #",
        "1. a", "1) a", "- a", "+ a", "* a", "---", "===", "= a", "> a", "| a |", "[a](b)", "![a](b)", "[a]: b", "<b>a</b>",
        "<!-- a -->", "&amp; &#65;", "a\\", "[^1]", "- [ ] a", ":--", "***", "```", "~~~", "<http://a.co>", "@@a.co@b.co",
    ],
)  # fmt: skip
def test_a_name_that_reads_as_markup_stays_text(text: str, renderer: str) -> None:
    """At the start of a line, within one, under a line, in a list and in a table."""
    plain, safe = cleaned(text), escape(text)
    for written, shown in (
        (safe, plain),
        (f"{safe} and more", f"{plain} and more"),
        (f"about {safe}", f"about {plain}"),
        (f"- {safe}", plain),
        (f"## {safe}", plain),
        (f"a line\n\n{safe}", f"a line {plain}"),
    ):
        page = _rendered(written + "\n", renderer)
        assert (page.text, page.all("a")) == (shown, []), written
    if renderer != "commonmark":
        page = _rendered(f"| a | b |\n| --- | --- |\n| {safe} | {safe} |\n", renderer)
        assert [cell.text for cell in page.all("td")] == [plain, plain]
        assert page.all("a") == []


@pytest.mark.parametrize("renderer", ["gfm-like", "github"])
def test_a_table_of_markdown_shows_the_names(everything: Path, renderer: str) -> None:
    catalog = load_catalog(everything)
    page = _rendered(programs_markdown(catalog, search(catalog, Query())), renderer)
    rows = [row.all("td") for row in page.all("tr") if row.all("td")]
    assert [row[0].text for row in rows] == [cleaned(f"{name} ({name})") for name in NAMES]
    assert page.all("a") == []


@cache
def _chunks() -> list[list[str]]:
    return [NAMES[start : start + 5] for start in range(0, len(NAMES), 5)]


@pytest.mark.slow
def test_a_report_shows_the_names(folder: Path) -> None:
    """On its page and in Markdown: no tag, link or script of theirs."""
    for names in _chunks()[::2]:
        ranking = rank(_catalog(names, folder), PHYSICIAN)
        found = report(ranking, TODAY, None)
        html = read_page(report_html(found))
        assert html.all("script", "img", "iframe", "object") == []
        links = [link.attributes["href"] or "" for link in html.all("a")]
        assert all(link.startswith(("#", "mailto:?subject=")) for link in links)
        page = _rendered(report_markdown(found), "github")
        assert page.all("a") == []
        for name in names:
            assert cleaned(name) in html.text
            assert cleaned(name) in page.text


@pytest.mark.slow
def test_pages_of_text_and_pictures_show_the_names(folder: Path) -> None:
    """Without a character that a terminal obeys."""
    for names in _chunks()[1::2]:
        catalog = _catalog(names, folder)
        ranking = rank(catalog, PHYSICIAN)
        ET.fromstring(map_svg(Robustness(ranking)))  # noqa: S314  what certpick itself writes
        first = catalog.programs[0]
        pages = [(one, program_page(catalog, one, PLAIN)) for one in catalog.programs]
        pages.append((first, explanation_page(explain(ranking, first), ranking, PLAIN)))
        for program, text in pages:
            assert unsafe_character(text.replace("\n", "")) is None
            assert "".join(program.name.split()) in "".join(text.split())


def test_a_calendar_shows_the_names(folder: Path) -> None:
    for names in _chunks()[::6]:
        catalog = _catalog(names, folder)
        made = plan(rank(catalog, PHYSICIAN), catalog.programs[0], TODAY)
        calendar = Calendar.from_ical(plan_calendar(made, ZoneInfo("UTC"), NOON))
        said = " ".join(str(event.get("summary")) for event in calendar.walk("VEVENT"))
        assert catalog.programs[0].name in said
