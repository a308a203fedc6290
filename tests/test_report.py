"""The report: one page that needs nothing but itself, with the figures of the other commands."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run, program
from hypothesis import given, settings
from making import BUNDLED, NEEDS, ROLES, catalogs, fact, make_catalog, make_program, profiles
from markdown_it import MarkdownIt
from pages import Node, read_page

from certpick import Catalog, Profile, rank
from certpick.explaining.verdict import verdict
from certpick.profile.criteria import PLAIN_WORDS
from certpick.render.documents.report import report_document
from certpick.render.markdown import escape
from certpick.render.phrases import cost_sentence, cost_words
from certpick.render.report.assembly import report
from certpick.render.report.html import report_html
from certpick.render.report.mail import report_markdown
from certpick.render.verdict import verdict_lines
from certpick.text import money, number, percentages, weeks_words

Cli = Callable[..., Run]
TODAY = date(2026, 11, 22)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img onerror=alert(1) src=x>',
    "{{7*7}}{% raw %}",
    "</style></title>&lt;b&gt;",
    "1. `|` [a](javascript:alert(1)) <https://x.y> **b**",
)
CASES = (
    ("--role", "administrator"),
    ("--role", "physician", "--budget", "3000", "--hours", "5"),
    ("--role", "charge nurse", "--cme", "required", "--evidence", "independent"),
    ("--role", "informatics", "--weights", "domain=40,rigor=40,portability=20", "--weeks", "12"),
)


def page_of(catalog: Catalog, profile: Profile) -> Node:
    """Return the page of a profile's report."""
    return read_page(report_html(report(rank(catalog, profile), TODAY)))


def mail_of(catalog: Catalog, profile: Profile) -> str:
    """Return the Markdown of a profile's report."""
    return report_markdown(report(rank(catalog, profile), TODAY))


def shown(cli: Cli, *words: str) -> Node:
    """Return the page that the program writes."""
    run = cli("report", *words)
    assert (run.code, run.err) == (0, "")
    return read_page(run.out)


def table(node: Node) -> list[list[str]]:
    """Return the rows of a table's body without the labels and marks that repeat its heads."""
    rows = []
    for row in node.one("tbody").all("tr"):
        for cell in row.all("th", "td"):
            cell.children = [
                child
                for child in cell.children
                if isinstance(child, str)
                or child.attributes.get("class") not in ("label", "differs")
            ]
        rows.append([cell.text for cell in row.all("th", "td")])
    return rows


def section(page: Node, name: str) -> Node:
    """Return a section by its id."""
    return page.one("section", id=name)


@pytest.mark.parametrize("role", ROLES)
def test_the_page_is_made_for_every_reader(role: str) -> None:
    page = page_of(BUNDLED, Profile(role=role))
    assert page.one("html").attributes["lang"] == "en"
    for landmark in ("header", "nav", "main", "footer", "h1"):
        assert page.one(landmark).text
    assert page.one("head").one("title").text
    levels = [int(node.tag[1]) for node in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), "no level is skipped"
    for each in page.all("table"):
        assert each.one("caption").text
        assert {cell.attributes.get("scope") for cell in each.all("th")} <= {"col", "row"}
    for picture in page.all("svg"):
        if picture.attributes.get("aria-hidden") != "true":
            assert picture.attributes["role"] == "img"
            assert picture.one("title").text
            assert picture.one("desc").text
    ids = [node.attributes["id"] for node in page.walk() if "id" in node.attributes]
    assert len(set(ids)) == len(ids)
    for each in page.walk():
        for name in (each.attributes.get("aria-labelledby") or "").split():
            assert name in ids
        if (each.attributes.get("href") or "").startswith("#"):
            assert (each.attributes["href"] or "")[1:] in ids


# Of the web, or a mail of which all that anybody wrote is percent-encoded.
ADDRESS = r"https?://|mailto:\?subject=[\w.~%-]+&body=[\w.~%-]+$"


@pytest.mark.parametrize("role", ROLES)
def test_the_page_asks_for_nothing_and_runs_nothing(role: str) -> None:
    page = page_of(BUNDLED, Profile(role=role))
    policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert page.all("script", "link", "iframe", "object", "embed", "form", "img", "base") == []
    for node in page.walk():
        for name, value in node.attributes.items():
            assert not name.startswith("on")
            assert name not in ("src", "srcset", "xlink:href", "action", "style", "poster", "data")
            if name == "href" and not (value or "").startswith("#"):
                assert re.match(ADDRESS, value or "")
                assert node.attributes["rel"] == "noreferrer"
    style = "".join(str(child) for child in page.one("style").children)
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("words", CASES)
def test_the_ranking_is_that_of_rank(cli: Cli, words: tuple[str, ...]) -> None:
    document = cli("rank", *words, "--json").json()
    mail = cli("rank", *words, "--format", "markdown").out
    lines = re.findall(r"^\| (?:#|\d+) \|.*", mail, re.MULTILINE)
    head, *told = ([cell.strip() for cell in re.split(r"(?<!\\)\|", line)] for line in lines)
    ranking = section(shown(cli, *words), "ranking")
    heads = [cell.text for cell in ranking.one("thead").all("th")]
    rows = table(ranking)
    assert len(rows) == min(5, len(document["ranking"]))
    for row, one in zip(rows, document["ranking"], strict=False):
        cells = dict(zip(heads, row, strict=True))
        assert cells["Place"] == str(one["rank"])
        assert cells["Program"].startswith(one["name"])
        said = dict(zip(head, told[one["rank"] - 1], strict=True))
        for name in ("Fit", "Score", "Cost", "Time", "Credit"):
            assert cells[name] == said[name]
        assert float(cells["Score"].split()[0]) == pytest.approx(one["score"], abs=0.55)
        if one["cost_usd"] is not None:
            assert cells["Cost"].replace(",", "") == f"${number(one['cost_usd'])}"
        if one["weeks"] is not None:
            assert cells["Time"] == weeks_words(one["weeks"])
        assert cells["To confirm"].startswith(", ".join(one["confirm"][:2]) or "nothing")
    bars = [
        [float(part.attributes["width"] or "") for part in bar.all("rect")]
        for bar in ranking.all("svg")
    ]
    expected = [[one["score_high"], one["score"]] for one in document["ranking"][:5]]
    assert bars == expected


@pytest.mark.parametrize("words", CASES)
def test_the_reasons_are_those_of_explain(cli: Cli, words: tuple[str, ...]) -> None:
    page = shown(cli, *words)
    best = cli("rank", *words, "--json").json()["ranking"][0]
    document = cli("explain", best["id"], *words, "--json").json()
    why = section(page, "why")
    contributions = document["contributions"]
    weights = percentages([one["weight"] for one in contributions])
    for row, one, weight in zip(table(why.one("table")), contributions, weights, strict=True):
        most = number(one["points"] + one["open"])
        span = number(one["points"]) + (f" to {most}" if one["open"] else "")
        assert row[1:] == [
            f"{span} of {number(one['max'])}",
            weight,
            f"{one['contribution']:.1f}",
        ]
    assert why.one("tfoot").one("td").text == f"{document['score']:.1f}"
    points = [item for node in why.all("ul") if node.attributes.get("class") == "points" for item in node.all("li")]  # fmt: skip
    items = [item for one in contributions for item in one["items"]]
    states = {"shown": "shown", "open": "open", "absent": "not met"}
    for point, item in zip(points, items, strict=True):
        mark = {"shown": f"+{number(item['points'])}", "open": f"?{number(item['open'])}", "absent": "0"}  # fmt: skip
        assert point.all("p")[0].text == f"{mark[item['state']]} {states[item['state']]}"
        assert item["label"][1:] in point.text
        assert ("own claim" in point.text) is (item["own_claim"] and item["state"] != "absent")
        for evidence in item["evidence"]:
            assert " ".join((evidence["quote"] or "").split()) in point.text
    for line in cli("explain", best["id"], *words).out.split("\n\n"):
        if line.startswith(("Against", "Where it comes")):
            said = " ".join(line.split()).partition(": ")[2][:40]
            assert said in why.text


@pytest.mark.parametrize("words", CASES)
def test_the_comparison_is_that_of_compare(cli: Cli, words: tuple[str, ...]) -> None:
    page = shown(cli, *words)
    ids = [one["id"] for one in cli("rank", *words, "--json").json()["ranking"][:3]]
    document = cli("compare", *ids, *words, "--json").json()
    side = section(page, "side")
    differs = ["differs" in row.all("th")[0].text for row in side.one("tbody").all("tr")]
    assert differs == [row["differs"] for row in document["rows"]]
    for row, expected in zip(table(side), document["rows"], strict=True):
        named = expected["name"].replace(" ", "_").replace("CME_credit", "cme")
        name = PLAIN_WORDS.get(named, expected["name"])
        assert row[0].casefold() == name.casefold()
        cells = [re.sub(r" ?\[source .*\]$", "", cell) for cell in row[1:]]
        assert cells == [" ".join((value or "unknown").split()) for value in expected["values"]]


@pytest.mark.parametrize("words", CASES)
def test_the_questions_and_the_plan_are_those_of_plan(cli: Cli, words: tuple[str, ...]) -> None:
    start = ("--start", "2027-03-01")
    best = cli("rank", *words, "--json").json()["ranking"][0]["id"]
    document = cli("plan", best, *words, *start, "--json").json()
    said = section(shown(cli, *words, *start), "plan")
    questions = [one.text for one in said.one("ol").all("li")]
    assert len(questions) == len(document["questions"])
    for text, one in zip(questions, document["questions"], strict=True):
        assert text.startswith(one["question"])
    for caveat in document["caveats"]:
        assert " ".join(caveat["text"].split()) in said.text
    text = " ".join(cli("plan", best, *words, *start).out.split())
    for answer in said.one("dl").all("dd"):
        assert answer.text in text
    if document["finish"]:
        assert document["finish"] in said.text


@pytest.mark.parametrize("words", CASES)
def test_every_figure_is_one_that_another_command_prints(cli: Cli, words: tuple[str, ...]) -> None:
    page = shown(cli, *words)
    for node in page.all("span"):
        if node.attributes.get("class") == "cite":
            node.children = []
    ranked = [one["id"] for one in cli("rank", *words, "--json").json()["ranking"]]
    commands = (
        ("rank", *words), ("rank", *words, "--format", "markdown"), ("explain", ranked[0], *words),
        ("compare", *ranked[:3], *words), ("map", *words), ("plan", ranked[0], *words),
        *(("programs", one) for one in ranked[:3]),
    )  # fmt: skip
    # Of a word broken at its hyphen or its end, both halves count.
    printed = " ".join(cli(*command).out for command in commands)
    known = set(re.findall(r"\d+(?:[.,]\d+)*", printed)) | {"100"}
    main = page.one("main")
    figures = {
        figure
        for part in main.all("section")
        if part.attributes["id"] not in ("you", "sources")
        for figure in re.findall(r"\d+(?:[.,]\d+)*", part.text)
    }
    assert figures - known == set()


def test_sources_are_numbered_and_each_is_cited() -> None:
    page = page_of(BUNDLED, Profile(role="administrator"))
    listed = [node.attributes["id"] for node in section(page, "sources").all("li")]
    assert listed == [f"s{at}" for at in range(1, len(listed) + 1)]
    cited = {
        link.attributes["href"]
        for node in page.all("span")
        if node.attributes.get("class") == "cite"
        for link in node.all("a")
    }
    assert cited == {f"#{name}" for name in listed}
    guides = [
        one.text for one in section(page, "sources").all("li") if "Healthcare Workers" in one.text
    ]
    assert "provider, promotes IABAC; checked 2026-11-22" in guides[0]


def test_what_was_assumed_and_what_is_disclosed_stand_at_the_top() -> None:
    page = page_of(BUNDLED, Profile(role="charge nurse", budget=3000))
    you = section(page, "you").text
    assert "Nurse leader (charge nurse)" in you
    assert "$3,000 at most" in you
    assert "not needed (assumed: you did not say)" in you
    assert "published by IABAC, which it puts first" in page.one("header").text
    assert "Claims: score" in page.one("header").text
    guide = "The guide that this ranking follows is published by IABAC, which it puts first."
    assert guide in section(page, "know").text
    assert BUNDLED.as_of in page.one("footer").text
    assert "those of the profession's own bodies" in section(page, "know").text


def test_when_nothing_fits_it_says_what_comes_closest() -> None:
    dear = make_program("dear", price=fact({"amount": 900, "currency": "USD", "unit": "program"}))
    profile = Profile(role="physician", budget=600)
    page = page_of(make_catalog(dear), profile)
    assert "Nothing fits. The closest is Dear (Harvard): it comes in with a budget of $900." in page.one("header").text  # fmt: skip
    assert "It comes in with a budget of $900." in section(page, "out").text
    names = {node.attributes["id"] for node in page.all("section")}
    assert names == {"you", "out", "know"}
    assert "nan" not in page.text.split()
    assert "Nothing fits" in mail_of(make_catalog(dear), profile)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_programs_leave_no_section_empty(count: int) -> None:
    catalog = make_catalog(*(make_program(f"p{at}") for at in range(count)))
    page = page_of(catalog, Profile(role="physician"))
    assert bool(page.all("section", id="side")) is (count > 1)
    assert bool(page.all("section", id="ranking")) is (count > 0)
    for part in page.all("section"):
        assert len([child for child in part.children if isinstance(child, Node)]) > 1
    titles = [line for line in mail_of(catalog, Profile(role="physician")).split("\n\n") if line]
    assert not any(a.startswith("## ") and b.startswith("## ") for a, b in pairwise(titles))


def hostile_catalog(tmp_path: Path, hostile: str) -> Path:
    """Return a catalogue that holds a hostile text in every place that takes any text."""
    document = json.loads((ROOT / "data" / "programs.json").read_text("utf-8"))
    for one in document["programs"]:
        one["name"] = f"{hostile}{one['id']}"
        one["caveats"] = [{"text": hostile, "source": "guide"}]
        for name, known in one["facts"].items():
            for stated in known if isinstance(known, list) else [known]:
                stated.update(quote=hostile, note=hostile)
            if name in ("structure", "prerequisites", "renewal", "pass_mark"):
                known["value"] = hostile
    for row in (*document["sources"].values(), *document["providers"].values()):
        row.update({key: hostile for key in ("title", "name", "short") if key in row})
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps(document))
    return path


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_words_in_the_page(cli: Cli, tmp_path: Path, hostile: str) -> None:
    catalog = str(hostile_catalog(tmp_path, hostile))
    page = shown(cli, "--role", "administrator", "--title", hostile, "--catalog", catalog)
    assert page.all("script", "img") == []
    assert len(page.all("title")) == 2, "that of the page and that of the picture"
    assert page.text.count(" ".join(hostile.split())) > 10
    assert "49" not in section(page, "why").one("h2").text
    for link in page.all("a"):
        assert re.match(f"#|{ADDRESS}", link.attributes["href"] or "")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_words_in_markdown(cli: Cli, tmp_path: Path, hostile: str) -> None:
    path = hostile_catalog(tmp_path, hostile)
    run = cli("report", "--role", "administrator", "--catalog", str(path), "--format", "markdown")
    assert (run.code, run.err) == (0, "")
    tokens = MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(run.out)
    inline = [child for token in tokens for child in token.children or ()]
    assert {token.type for token in (*tokens, *inline)} & {
        "html_block",
        "html_inline",
        "image",
    } == set()
    links = [str(one.attrs["href"]) for one in inline if one.type == "link_open"]
    assert all(re.match("https?://", link) for link in links)
    known = {one.url for one in BUNDLED.sources.values()}
    assert set(links) <= known
    words = "".join(one.content for one in inline if one.type == "text")
    assert words.count(hostile.replace("`|`", "`|`")) > 10


def test_a_link_that_is_no_web_address_is_refused(cli: Cli, tmp_path: Path) -> None:
    document = json.loads((ROOT / "data" / "programs.json").read_text("utf-8"))
    next(iter(document["sources"].values()))["url"] = "javascript:alert(1)"
    path = tmp_path / "catalog.json"
    path.write_text(json.dumps(document))
    run = cli("report", "--role", "administrator", "--catalog", str(path))
    assert (run.code, run.out) == (1, "")


@given(catalogs(most=8), profiles)
@settings(max_examples=60)
def test_any_catalogue_and_profile_make_a_page_and_a_mail(drawn: Catalog, profile: Profile) -> None:
    found = report(rank(drawn, profile), TODAY)
    page = read_page(report_html(found))
    assert len(page.all("h1")) == 1
    mail = report_markdown(found)
    for block in mail.split("\n\n"):
        if block.startswith("|"):
            assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}) == 1
    for place in found.places:
        assert place.name in page.text


@pytest.mark.parametrize("role", ROLES)
def test_a_report_is_small_and_the_same_every_time(role: str) -> None:
    ranking = rank(BUNDLED, Profile(role=role, situations=("manages", "leadership")))
    text = report_html(report(ranking, TODAY))
    assert len(text.encode()) <= 100_000
    assert report_html(report(ranking, TODAY)) == text


def test_a_large_catalogue_makes_no_large_page() -> None:
    price = {"amount": 900, "currency": "USD", "unit": "program"}
    many = [make_program(f"p{at}", price=fact(price)) for at in range(400)]
    text = report_html(
        report(rank(make_catalog(*many), Profile(role="physician", budget=1)), TODAY)
    )
    assert len(text.encode()) <= 100_000
    assert "Ruled out too: 396 more programs." in read_page(text).text


def test_it_is_written_and_said(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    run = cli("report", "--role", "administrator", "-o", str(path))
    assert (run.code, run.out, run.err) == (0, "", f"wrote {path}\n")
    text = path.read_text("utf-8")
    assert text == cli("report", "--role", "administrator").out
    assert text == cli("report", "--role", "administrator", "--output", "-").out


def test_the_name_of_the_file_says_the_format_and_the_option_beats_it(
    cli: Cli, tmp_path: Path
) -> None:
    path = tmp_path / "report.md"
    cli("report", "--role", "administrator", "-o", str(path))
    markdown = path.read_text("utf-8")
    assert markdown.startswith("# AI certifications in healthcare\n")
    assert cli("report", "--role", "administrator", "--format", "markdown").out == markdown
    cli("report", "--role", "administrator", "-o", str(path), "--format", "html")
    assert path.read_text("utf-8").startswith("<!doctype html>")


def test_a_name_that_says_no_format_is_refused_unless_an_option_says_it(
    cli: Cli, tmp_path: Path
) -> None:
    path, role = tmp_path / "report.csv", ("--role", "administrator")
    run = cli("report", *role, "-o", str(path))
    assert (run.code, run.out, path.exists()) == (2, "", False)
    assert run.err == (
        "certpick: --output: how to write report.csv is not clear\n"
        "hint: a name that ends in .html, .htm, .md, .markdown, .json, or --format\n"
    )
    assert cli("report", *role, "-o", str(path), "--format", "html").code == 0
    for name in ("report", "report.HTM"):
        assert cli("report", *role, "-o", str(tmp_path / name)).code == 0
        assert (tmp_path / name).read_text("utf-8").startswith("<!doctype html>")


def test_a_page_is_not_poured_into_a_terminal(cli: Cli, monkeypatch: Any) -> None:
    monkeypatch.setattr("certpick.render.show.on_terminal", lambda: True)
    run = cli("report", "--role", "administrator")
    assert (run.code, run.out) == (2, "")
    assert "hint: add -o report.html" in run.err
    assert cli("report", "--role", "administrator", "--format", "markdown").code == 0
    assert cli("report", "--role", "administrator", "-o", "-").code == 0


def test_a_file_that_cannot_be_written_is_left_as_it_was(cli: Cli, tmp_path: Path) -> None:
    run = cli("report", "--role", "administrator", "-o", str(tmp_path / "no" / "report.html"))
    assert (run.code, run.out) == (1, "")
    assert re.fullmatch(
        r"certpick: cannot write .*report\.html: no such file or directory\n", run.err
    )
    run = cli("report", "--role", "administrator", "-o", str(tmp_path))
    assert (run.code, len(run.err.splitlines())) == (1, 1)
    assert list(tmp_path.iterdir()) == [], "no half-written file is left"


def test_a_link_stays_and_what_it_leads_to_is_written(cli: Cli, tmp_path: Path) -> None:
    link, real = tmp_path / "link.html", tmp_path / "real.html"
    real.write_text("old")
    link.symlink_to(real)
    assert cli("report", "--role", "administrator", "-o", str(link)).code == 0
    assert link.is_symlink()
    assert real.read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a named pipe")
def test_a_pipe_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE, text=True) as reader:  # noqa: S607
        run = program("report", "--role", "administrator", "-o", str(pipe))
        out, _ = reader.communicate(timeout=30)
    assert run.code == 0
    assert pipe.is_fifo()
    assert out.startswith("<!doctype html>")


def test_a_date_that_is_none_is_refused(cli: Cli) -> None:
    run = cli("report", "--role", "administrator", "--start", "2027-02-30")
    assert (run.code, run.out) == (2, "")
    assert "there is no day 2027-02-30" in run.err


@pytest.mark.parametrize("needs", NEEDS)
@pytest.mark.parametrize("role", ROLES)
def test_page_one_is_the_verdict_an_amount_and_a_fallback(role: str, needs: dict[str, Any]) -> None:
    ranking = rank(BUNDLED, Profile(role=role, **needs))
    header = read_page(report_html(report(ranking, TODAY))).one("header")
    mail = report_markdown(report(ranking, TODAY))
    for line in verdict_lines(verdict(ranking)):
        assert " ".join(line.text.split()) in header.text
        assert f"- **{line.label}**: {escape(line.text)}" in mail
    panels = [box for box in header.all("div") if box.attributes["class"] == "panel"]
    boxes = {box.one("h2").text: box.one("p").text for box in panels[1:]}
    assert list(boxes) == ["Amount to approve", "Fallback"]
    cost = ranking.ranked[0].cost
    said = cost_sentence(cost) if cost.at_least is not None else "Price not published: ask "
    assert boxes["Amount to approve"].startswith(said)
    if cost.usd is None and cost.foreign is None:
        assert "for a written quote" in boxes["Amount to approve"]
    others = ranking.ranked[1:]
    second = next((one for one in others if one.fit == "sure"), None)
    second = second or min(others, key=lambda one: len(one.unknown))
    assert second.program.name in boxes["Fallback"]
    assert cost_words(second.cost) or "Price not published" in boxes["Fallback"]
    assert ("surely fits what you said" in boxes["Fallback"]) is (
        second.fit == "sure" and bool(second.needs)
    )


@pytest.mark.parametrize("needs", NEEDS)
@pytest.mark.parametrize("role", ROLES)
def test_data_have_the_sum_to_approve_and_the_fallback_by_id(
    role: str, needs: dict[str, Any]
) -> None:
    ranking = rank(BUNDLED, Profile(role=role, **needs))
    found = report_document(ranking, TODAY)
    others = [one.program for one in ranking.ranked[1:]]
    (second,) = (one for one in others if one.id == found["fallback_program"])
    assert second.name in found["fallback"][0]
    assert found["plan"]
    cost = found["plan"]["cost_usd"]
    assert cost is None or found["approve"][0].startswith(money(cost))


def test_the_fallback_has_an_id_where_its_words_name_a_program() -> None:
    price = {"amount": 900, "currency": "USD", "unit": "program"}
    dear = make_catalog(make_program("dear", price=fact(price)))
    for budget, words, name in (
        (600, "Dear (Harvard), once you have a budget of $900", "dear"),
        (900, "Nothing else fits what you said.", None),
    ):
        found = report_document(rank(dear, Profile(role="physician", budget=budget)), TODAY)
        assert found["fallback"][0].startswith(words)
        assert found["fallback_program"] == name


def test_an_amount_names_what_it_is_made_of_and_what_keeping_costs() -> None:
    price = {"amount": 79, "currency": "USD", "unit": "month"}
    fee = {"kind": "application", "amount": 50, "currency": "USD", "per": "once", "source": "guide"}
    renewal = {"kind": "renewal", "amount": 99, "currency": "USD", "per": "renewal"}
    one = make_program(
        "one", price=fact(price), weeks=fact({"amount": 26, "unit": "program"}),
        fees=[fee, {**renewal, "source": "guide"}], renewal_years=fact(3), renewal=fact("an exam"),
    )  # fmt: skip
    said = " ".join(report(rank(make_catalog(one), Profile(role="physician")), TODAY).amount)
    assert "$524: 6 months at $79; application fee $50" in said
    assert "Over 5 years with 1 renewal: $623" in said
    assert "Valid for 3 years" in said
    assert "It takes an exam" in said


@pytest.mark.parametrize("needs", NEEDS)
@pytest.mark.parametrize("role", ROLES)
def test_no_command_and_no_option_stands_in_it(role: str, needs: dict[str, Any]) -> None:
    found = report(rank(BUNDLED, Profile(role=role, **needs)), TODAY)
    page = read_page(report_html(found))
    for text in (page.text, report_markdown(found)):
        assert not re.findall(r"(?<![\w-])--?[a-z][\w-]*", text)
        assert not re.findall(r"certpick (?!report,)\w+", text)
    assert page.all("code") == []


def test_what_differs_has_a_colour_and_a_mark_once_a_row() -> None:
    page = page_of(BUNDLED, Profile(role="physician"))
    rows = section(page, "side").one("tbody").all("tr")
    apart = [row for row in rows if row.attributes.get("class") == "apart"]
    assert 0 < len(apart) < len(rows)
    for row in rows:
        marks = [one for one in row.all("span") if one.attributes.get("class") == "differs"]
        assert [one.text for one in marks] == (["≠ differs:"] if row in apart else [])
    style = "".join(str(child) for child in page.one("style").children)
    assert re.search(r"\.apart th \{ background: var\(--tint\)", style)
