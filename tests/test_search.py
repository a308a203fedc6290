"""Looking for programs: what matches, what may, and what is known not to."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any
from unicodedata import normalize

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from making import BUNDLED, ROLES, catalogs, fact, make_catalog, make_program

from certpick import Catalog, UsageError
from certpick.render import programs as output
from certpick.render.documents.programs import programs_document
from certpick.render.markdown import escape
from certpick.render.streams import Surface
from certpick.scoring.search import (
    FOCUSES,
    Match,
    MatchSort,
    Query,
    in_order,
    read_query,
    search,
)
from certpick.scoring.terms import least_weeks
from certpick.text import folded

Cli = Callable[..., Run]
NOTHING: dict[str, object] = dict.fromkeys(
    ("role", "hours", "pacing", "country", "language", "max-cost", "focus", "search")
) | {"cme": False, "strict": False}
WIDE = Surface(width=200, color=False, unicode=True)
usd = {"currency": "USD", "unit": "program"}


def query(**words: object) -> Query:
    """Return the query that these options say."""
    return read_query(
        NOTHING | {name.replace("_", "-"): word for name, word in words.items()}, BUNDLED
    )


def found(catalog: Catalog, **words: object) -> dict[str, tuple[str, ...]]:
    """Return the ids that match, with what is unknown of each."""
    return {one.program.id: one.unknown for one in search(catalog, query(**words))}


FOR_PHYSICIANS = {"role": "physician", "level": "named", "source": "guide"}
YES = make_program(
    "yes", "harvard",
    price=fact({"amount": 400, **usd}), pacing=fact("self-paced"),
    ce_credit=fact([{"system": "ama-pra-1"}]), audience=[FOR_PHYSICIANS],
    structure=fact("Four modules on Ethics"), countries=fact(["GB", "IE"]), languages=fact(["en", "fr"]),
)  # fmt: skip
NO = make_program(
    "no", "harvard",
    price=fact({"amount": 600, **usd}), pacing=fact("cohort"), ce_credit=fact([]),
    audience=[{"role": "administrator", "level": "named", "source": "guide"}],
    structure=fact("Four modules"), countries=fact(["US"]), languages=fact(["de"]),
)  # fmt: skip
OPEN = make_program("open", "harvard")
THREE = make_catalog(OPEN, NO, YES)


@pytest.mark.parametrize(
    ("words", "unknown"),
    [
        ({"max_cost": "500"}, "price"),
        ({"pacing": "self-paced"}, "pacing"),
        ({"cme": True}, "CME"),
        ({"role": "physician"}, "audience"),
        ({"country": "gb"}, "country"),
        ({"country": "the United Kingdom"}, "country"),
        ({"language": "French"}, "language"),
        ({"language": "FR"}, "language"),
    ],
)
def test_what_is_unknown_may_match_and_comes_last(words: dict[str, object], unknown: str) -> None:
    assert found(THREE, **words) == {"yes": (), "open": (unknown,)}
    assert list(found(THREE, **words)) == ["yes", "open"]
    assert found(THREE, **words, strict=True) == {"yes": ()}


def test_another_systems_credit_is_for_a_board_to_say() -> None:
    assert found(THREE, role="physician", cme=True) == {"yes": (), "open": ("audience", "CME")}
    nurse = found(BUNDLED, role="nurse-leader", cme=True)
    assert nurse["michigan-data-md"] == ("CME",)
    assert found(BUNDLED, role="physician", cme=True)["michigan-data-md"] == ()


def test_what_is_open_everywhere_is_open_in_each_country() -> None:
    open_to_all = make_program("all", "harvard", countries=fact([]))
    assert found(make_catalog(open_to_all), country="NZ") == {"all": ()}


@pytest.mark.parametrize(
    ("name", "value", "other", "words", "unknown"),
    [
        ("countries", ["US"], ["CA"], {"country": "CA"}, "country"),
        ("languages", ["en"], [], {"language": "de"}, "language"),
        ("pacing", "cohort", "self-paced", {"pacing": "self-paced"}, "pacing"),
        ("ce_credit", [], [{"system": "ama-pra-1"}], {"cme": True}, "CME"),
    ],
)
def test_what_sources_disagree_on_may_match(
    name: str, value: object, other: object, words: dict[str, object], unknown: str
) -> None:
    said = [{"says": "otherwise", "source": "guide", "value": other}]
    disputed = make_program("disputed", "harvard", **{name: fact(value, conflicts=said)})
    settled = make_program("settled", "harvard", **{name: fact(value)})
    assert found(make_catalog(disputed, settled), **words) == {"disputed": (unknown,)}


def test_credit_that_has_ended_is_not_awarded(cli: Cli) -> None:
    ended = [{"system": "ama-pra-1", "amount": 12, "end": "2026-08-09"}]
    program = make_program("one", "harvard", ce_credit=fact(ended))
    assert found(make_catalog(program), cme=True) == {"one": ("CME",)}
    assert found(make_catalog(program), cme=True, role="physician")["one"] == ("audience", "CME")
    out = " ".join(cli("programs", "--cme", "--search", "stanford").out.split())
    assert "not known: CME (its credit ended on 2026-08-09: check that it is still offered)" in out


@pytest.mark.parametrize(
    ("facts", "asked", "why"),
    [
        ({}, {"max_cost": "500"}, "nobody states: price"),
        ({}, {"max_cost": "500", "pacing": "cohort"}, "nobody states: price, pacing"),
        (
            {"price": fact({"amount": 49, "currency": "USD", "unit": "month"})},
            {"max_cost": "500"},
            "not known: price ($49 a month, length not stated)",
        ),
        (
            {"price": fact({"by_role": {"physician": 300}, **usd})},
            {"max_cost": "500"},
            "not known: price (depends on who applies, whole program)",
        ),
        (
            {"ce_credit": fact([{"system": "acpe-contact-hour"}]), "audience": [FOR_PHYSICIANS]},
            {"cme": True, "role": "physician"},
            "not known: CME (your board decides whether its credit counts)",
        ),
    ],
)
def test_every_program_that_may_match_says_why(
    facts: dict[str, Any], asked: dict[str, object], why: str
) -> None:
    catalog = make_catalog(make_program("one", "harvard", **facts))
    (match,) = search(catalog, query(**asked))
    assert output.match_words(match, catalog).endswith(f"; {why}")
    assert escape(why) in output.programs_markdown(catalog, [match])


def test_words_are_found_by_their_beginning() -> None:
    assert list(found(THREE, search="thics")) == []
    assert list(found(THREE, search="eth")) == ["yes"]


@pytest.mark.parametrize(
    ("written", "looked_for"),
    [
        ("Taught by a nurse", "nurses"),
        ("For nurses", "nurse"),
        ("For nurses", "nursing"),
        ("A certificate", "certificates"),
        ("Certificates", "certificate"),
        ("In radiology", "radiologist"),
        ("For radiologists", "radiology"),
        ("Health care", "healthcare"),
        ("Healthcare", "health care"),
        ("Health-care", "healthcare"),
        ("Healthcare", "care"),
        ("The nurse's own", "nurses"),
        ("In Montréal", "Montreal"),
        ("In Montreal", "MONTRÉAL"),
        ("In Montre\N{COMBINING ACUTE ACCENT}al", "montréal"),
        ("北京大学医学人工智能", "人工智能"),
        ("医療ＡＩ", "医療"),
        ("보건 AI", "보건"),
    ],
)
def test_another_form_of_a_word_is_found(written: str, looked_for: str) -> None:
    one = make_catalog(make_program("one", "harvard", structure=fact(written)))
    assert list(found(one, search=looked_for)) == ["one"]


@pytest.mark.parametrize(
    ("written", "looked_for"),
    [
        ("A nursery", "nurses"),
        ("General", "generous"),
        ("University", "universe"),
        ("北京", "京都"),
    ],
)
def test_another_word_is_not_found(written: str, looked_for: str) -> None:
    one = make_catalog(make_program("one", "harvard", structure=fact(written)))
    assert list(found(one, search=looked_for)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [("M.D.", "md"), ("Queen's", "queens"), ("  AI+\tNurse™ ", "ai nurse"), ("Straße", "strasse"),
     ("É\N{COMBINING ACUTE ACCENT}", "e"), ("看護ガイド", "看護ガイド"), ("한국어 AI", "한국어 ai"), ("ＡＩ", "ai"), ("|=+", "")],
)  # fmt: skip
def test_a_folded_text_is_its_words(text: str, words: str) -> None:
    assert folded(normalize("NFC", text)) == folded(normalize("NFD", text)) == words


def test_both_spellings_find_the_same() -> None:
    for one, other in (("healthcare", "health care"), ("nurse", "nurses"), ("certificate", "certificates")):  # fmt: skip
        assert found(BUNDLED, search=one) == found(BUNDLED, search=other)


def test_words_are_looked_for_everywhere() -> None:
    assert list(found(THREE, search="ethics")) == ["yes"]
    assert list(found(THREE, search="MODULES four")) == ["no", "yes"]
    assert list(found(THREE, search="cooking")) == []
    assert "stanford-ai-healthcare" in found(BUNDLED, search="stanford")
    assert "iabac-ai-healthcare" in found(BUNDLED, search="EDISON")
    assert "harvard-ai-health-care" in found(BUNDLED, search="ethics and bias")
    yearly = make_catalog(make_program("yearly", renewal_years=fact(2)))
    assert list(found(yearly, search="2 years, then renewal")) == ["yearly"], "as facts are shown"


@pytest.mark.parametrize("focus", FOCUSES)
def test_focus(focus: str) -> None:
    assert set(found(BUNDLED, focus=focus)) == {
        one.id for one in BUNDLED.programs if one.facts.focus.value == focus
    }


def test_a_search_for_nothing_is_the_catalogue() -> None:
    assert list(found(BUNDLED)) == [one.id for one in BUNDLED.programs]
    assert query() == Query()


def _match(program: str, **words: object) -> Match:
    return next(one for one in search(BUNDLED, query(**words)) if one.program.id == program)


def test_cost_and_weeks_follow_the_users_hours() -> None:
    """About 53.5 hours at $79 a month, or at $79 a course, or $79 for all: sources disagree."""
    assert _match("stanford-ai-healthcare").cost.usd is None
    slow = _match("stanford-ai-healthcare", hours="4")
    assert (slow.weeks, slow.cost.at_least, slow.cost.at_most) == (14, 79, 395)
    quick = _match("stanford-ai-healthcare", hours="20")
    assert (quick.weeks, quick.cost.usd, quick.cost.at_most) == (3, None, 395)


def test_the_price_is_the_applicants_or_at_least_the_lowest() -> None:
    assert _match("abaim-ai-medicine", role="physician").cost.usd == 600
    assert _match("abaim-ai-medicine", role="medical resident").cost.usd == 300
    anybody = _match("abaim-ai-medicine")
    assert (anybody.cost.usd, anybody.cost.at_least) == (None, 120)
    assert "abaim-ai-medicine" not in found(BUNDLED, max_cost="100")
    assert found(BUNDLED, max_cost="200")["abaim-ai-medicine"] == ("price",)


def test_another_currency_is_shown_as_stated_and_unknown_to_a_budget() -> None:
    queens = _match("queens-ai-healthcare", max_cost="1")
    assert (queens.cost.usd, queens.cost.foreign, queens.unknown) == (None, "CAD 845", ("price",))


@given(
    catalogs(), st.sampled_from([None, *ROLES]), st.booleans(), st.sampled_from([None, "0", "500"])
)
def test_asking_for_more_never_finds_more(
    drawn: Catalog, role: str | None, cme: bool, most: str | None
) -> None:
    wide = {one.program.id for one in search(drawn, query(role=role))}
    narrow = search(drawn, query(role=role, cme=cme, max_cost=most))
    assert {one.program.id for one in narrow} <= wide
    strict = search(drawn, query(role=role, cme=cme, max_cost=most, strict=True))
    assert strict == [one for one in narrow if not one.unknown]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"max_cost": "much"}, "--max-cost: 'much' is not a number"),
        ({"max_cost": "-1"}, "--max-cost -1: must be 0 or more"),
        ({"hours": "0"}, "--hours 0: must be 0.1 or more"),
        ({"focus": "healthcare"}, "--focus: 'healthcare' is none of"),
        ({"pacing": "fast"}, "--pacing: 'fast' is none of"),
        ({"country": "Narnia"}, "--country Narnia: must be the ISO 3166 code"),
        ({"language": "Elvish"}, "--language Elvish: must be the ISO 639-1 code"),
        ({"role": "wizard"}, "unknown role"),
        ({"search": " "}, "--search: names nothing"),
    ],
)
def test_bad_input_is_one_clear_line(words: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        query(**words)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.hint


def test_every_format_has_the_same_programs(cli: Cli) -> None:
    search_words = ("programs", "--role", "physician", "--cme")
    names = [one["id"] for one in cli(*search_words, "--json").json()["programs"]]
    assert len(names) > 3
    rows = list(csv.DictReader(io.StringIO(cli(*search_words, "--format", "csv").out)))
    assert [row["id"] for row in rows] == names
    assert len(cli(*search_words, "--format", "ndjson").out.splitlines()) == len(names)
    assert len(cli(*search_words, "--format", "markdown").out.splitlines()) == len(names) + 4
    graph = cli(*search_words, "--format", "jsonld").json()["@graph"]
    assert [one["identifier"] for one in graph] == names
    table = cli(*search_words).out
    places = [table.index(f"  {name} ") for name in names]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("status", "state", "words"),
    [
        ({"state": "retired", "start": "2026-06-30"}, "retired", "retired on 2026-06-30"),
        ({"state": "announced", "start": "2027-03"}, "announced", "announced for 2027-03"),
        ({"state": "paused"}, "paused", "paused"),
    ],
)
def test_a_program_that_cannot_be_had_says_so_in_every_format(
    status: object, state: str, words: str
) -> None:
    catalog = make_catalog(make_program("one", "harvard", status=fact(status)))
    matches = search(catalog, query())
    (document,) = programs_document(catalog, matches, Query())["programs"]
    assert document["status"] == {"state": state, "words": words}
    (row,) = csv.DictReader(io.StringIO(output.programs_csv(catalog, matches)))
    assert row["status"] == words
    assert f"| {words} |" in output.programs_markdown(catalog, matches)
    assert f"AI in healthcare; {words}; cost" in output.programs_table(catalog, matches, WIDE)


@pytest.mark.parametrize("known", [{"status": fact({"state": "offered"})}, {}])
def test_a_list_is_silent_on_what_is_plainly_offered_or_not_recorded(known: Any) -> None:
    catalog = make_catalog(make_program("one", "harvard", **known))
    assert "AI in healthcare; cost" in output.programs_table(
        catalog, search(catalog, query()), WIDE
    )


def test_one_program_in_every_format(cli: Cli) -> None:
    for form in ("csv", "ndjson", "markdown", "jsonld"):
        assert "Stanford" in cli("programs", "stanford", "--format", form).out
    assert (
        cli("programs", "stanford", "--format", "json").out
        == cli("programs", "stanford", "--json").out
    )


def test_what_excludes_another_is_told(cli: Cli) -> None:
    run = cli("programs", "stanford", "--cme")
    assert (run.code, run.out) == (2, "")
    assert "a program and a search exclude each other" in run.err
    assert cli("programs", "--json", "--format", "csv").code == 2


def test_nothing_found_says_so(cli: Cli) -> None:
    run = cli("programs", "--search", "cooking")
    assert run.code == 0
    assert "None of the" in run.out


def test_a_search_fits_a_narrow_screen(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    for words in ((), ("--role", "physician", "--cme"), ("stanford",)):
        assert max(map(len, cli("programs", *words).out.splitlines())) <= 40


@given(catalogs(), st.sampled_from(["name", "cost", "time"]))
def test_sorting_keeps_every_match_and_puts_the_unknown_last(
    drawn: Catalog, sort: MatchSort
) -> None:
    found = search(drawn, query(**{"max-cost": "500", "hours": "4"}))
    ordered = in_order(found, sort)
    assert sorted(one.program.id for one in ordered) == sorted(one.program.id for one in found)
    assert [bool(one.unknown) for one in ordered] == sorted(bool(one.unknown) for one in found)
    value: Callable[[Match], Any] = {
        "name": lambda one: folded(one.program.name),
        "cost": lambda one: one.cost.known_least,
        "time": lambda one: least_weeks(one.program, one.weeks),
    }[sort]
    for certain in (True, False):
        values = [value(one) for one in ordered if bool(one.unknown) is not certain]
        known = [one for one in values if one is not None]
        assert values == [*sorted(known), *[None] * (len(values) - len(known))]


@pytest.mark.parametrize("sort", ["name", "cost", "time"])
def test_every_format_of_the_list_has_the_order(cli: Cli, sort: str) -> None:
    words = ("programs", "--hours", "4", "--search", "certificate", "--sort", sort)
    ids = [one["id"] for one in cli(*words, "--json").json()["programs"]]
    assert len(ids) > 10
    assert [json.loads(line)["id"] for line in cli(*words, "--format", "ndjson").out.splitlines()] == ids  # fmt: skip
    rows = csv.DictReader(io.StringIO(cli(*words, "--format", "csv").out))
    assert [row["id"] for row in rows] == ids
    names = {one.id: one.name for one in BUNDLED.programs}
    table = [line.strip().split()[0] for line in cli(*words).out.splitlines() if line[:2] == "  "]
    assert [word for word in table if word in names] == ids
    lines = cli(*words, "--format", "markdown").out.splitlines()[2 : len(ids) + 2]
    for line, name in zip(lines, ids, strict=True):
        assert escape(names[name]) in line
    linked = cli(*words, "--format", "jsonld").json()
    entries = [one for one in linked["@graph"] if one["@id"].startswith("urn:certpick:")]
    assert [one["@id"].removeprefix("urn:certpick:") for one in entries][: len(ids)] == ids


def test_one_program_is_not_sorted(cli: Cli) -> None:
    assert cli("programs", "stanford", "--sort", "cost").code == 2
