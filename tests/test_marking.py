"""What still stands is marked as checked; not a byte more is changed, and no date grows older."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certpick.catalog.loader import load_roles
from certpick.catalog.reader import ground_of, open_catalog, read_over
from certpick.keeping.judging import Finding, Kind
from certpick.keeping.marking import Mark, marked, marks
from certpick.keeping.statements import Statement, statements

DAY = "2026-11-22"
OLD = {"title": "A page", "kind": "independent", "url": "https://a.example/", "checked": "2025"}
FOCUS = {"value": "healthcare-ai", "source": "a", "quote": "six"}


def stated(
    facts: dict[str, Any], sources: dict[str, Any] | None = None, **more: Any
) -> tuple[list[Statement], Any]:
    """Return what a file of one program with these facts states, and its sources."""
    given = {"a": OLD, "b": {**OLD, "url": "https://b.example/"}, **(sources or {})}
    document = {
        "schema_version": 1, "as_of": DAY, "sources": given,
        "providers": {"acme": {"name": "Acme", "short": "Acme"}},
        "programs": [{"id": "one", "name": "One", "provider": "acme", "facts": facts, **more}],
    }  # fmt: skip
    text = open_catalog(json.dumps(document).encode(), "a file")
    ground = ground_of(None, text, load_roles())
    assert ground
    return statements(text, ground), ground.head.sources


def found(
    facts: dict[str, Any],
    fallen: dict[tuple[str, str], Kind] | None = None,
    sources: dict[str, Any] | None = None,
    own: str = "ab",
    **more: Any,
) -> list[str]:
    """Return the places that are marked, where all stands but what has ``fallen``."""
    said, known = stated(facts, sources, **more)
    findings = [
        Finding(one, (fallen or {}).get((one.field, one.source)) or ("stands" if one.words else "no-quote"))
        for one in said
    ]  # fmt: skip
    days = dict.fromkeys("ab", DAY)
    return [mark.place for mark in marks(findings, days, frozenset(own), known)]


WEEKS = {"value": {"amount": 6, "unit": "program"}, "source": "a", "quote": "6 weeks"}
BY_BOTH = {**WEEKS, "also": ["b"]}


def test_a_source_is_marked_where_all_that_cites_it_stands() -> None:
    assert found({"focus": FOCUS, "weeks": WEEKS}) == ["sources[a]"]


def test_where_a_quote_fell_the_others_are_marked_alone() -> None:
    fallen: dict[tuple[str, str], Kind] = {("facts.weeks", "a"): "number-changed"}
    assert found({"focus": FOCUS, "weeks": WEEKS}, fallen) == ["facts.focus"]


def test_a_fact_without_a_quote_is_never_marked_nor_its_source() -> None:
    unquoted = {"value": "self-paced", "source": "a"}
    assert found({"focus": FOCUS, "pacing": unquoted}) == ["facts.focus"]
    assert found({"focus": {**FOCUS, "source": "b", "quote": None}} | {"pacing": unquoted}) == []


def test_a_fact_with_a_date_of_its_own_does_not_rest_on_its_source() -> None:
    own = {"value": "self-paced", "source": "a", "checked": "2026"}
    assert found({"focus": FOCUS, "pacing": own}) == ["sources[a]"]
    assert found({"focus": FOCUS, "weeks": {**WEEKS, "checked": "2024-05"}}) == [
        "sources[a]", "facts.weeks"]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "whole"),
    [
        ({"caveats": [{"text": "No.", "source": "a"}]}, False),
        ({"caveats": [{"text": "No.", "source": "a", "quote": "no"}]}, True),
        ({"not_to_confuse_with": [{"name": "Two", "source": "a"}]}, False),
    ],
)
def test_whatever_else_cites_a_source_counts(more: dict[str, Any], whole: bool) -> None:
    assert found({"focus": FOCUS}, **more) == (["sources[a]"] if whole else ["facts.focus"])


def test_a_conflict_counts_too() -> None:
    other = {**FOCUS, "conflicts": [{"says": "general", "source": "b"}]}
    place: dict[tuple[str, str], Kind] = {("facts.focus.conflicts[0]", "b"): "no-quote"}
    weeks = {**WEEKS, "source": "b"}
    assert found({"focus": other, "weeks": weeks}, place) == ["sources[a]", "facts.weeks"]


def test_a_second_source_is_marked_where_it_has_the_words_too() -> None:
    assert found({"focus": FOCUS, "weeks": BY_BOTH}) == ["sources[a]", "sources[b]"]
    missing: dict[tuple[str, str], Kind] = {("facts.weeks", "b"): "no-quote"}
    assert found({"focus": FOCUS, "weeks": BY_BOTH}, missing) == ["sources[a]"]
    fallen: dict[tuple[str, str], Kind] = {**missing, ("facts.weeks", "a"): "quote-changed"}
    assert found({"focus": FOCUS, "weeks": BY_BOTH}, fallen) == ["facts.focus"]


def test_what_others_cite_too_is_never_marked_as_a_whole() -> None:
    assert found({"focus": FOCUS}, own="b") == ["facts.focus"]


def test_what_was_checked_today_or_later_stays() -> None:
    new = {"a": {**OLD, "checked": DAY}}
    assert found({"focus": FOCUS}, sources=new) == []
    assert found({"focus": FOCUS}, sources=new, own="") == []
    assert found({"focus": {**FOCUS, "checked": "2026-12"}}, sources=new) == []


def test_an_undated_page_that_still_says_it_is_undated_no_more() -> None:
    undated = {"a": {**OLD, "checked": DAY, "undated": True}}
    assert found({"focus": FOCUS}, sources=undated) == ["sources[a]"]
    assert found({"focus": FOCUS}, sources=undated, own="") == ["facts.focus"]


TEXT = """{"sources": {
    "a": {"title": "T", "checked": "2025",  "undated": true, "promotes": []},
    "b": { "checked" : "2025-01" }
  },
  "programs": [
    {"id": "zero", "facts": {"focus": {"value": 1, "source": "a"}}},
    {"id": "one", "facts": {
        "focus": {"value": "é \\" }", "source": "a", "quote": "checked"},
        "audience": [ {"role": "x" , "source": "a"},
          {
            "role": "y",
            "source":"a"
          } ],
        "weeks": {"value": {"checked": 1}, "checked": "2024", "source": "a"}
    }}]}"""


@pytest.mark.parametrize(
    ("place", "before", "after"),
    [
        ("sources[a]", '"2025",  "undated": true', '"2026-11-22",  "undated": false'),
        ("sources[b]", '"2025-01"', '"2026-11-22"'),
        ("facts.focus", '"quote": "checked"}', '"quote": "checked", "checked": "2026-11-22"}'),
        ("facts.audience[0]", ' , "source": "a"}', ' , "source": "a" , "checked": "2026-11-22"}'),
        (
            "facts.audience[1]",
            '"source":"a"\n',
            '"source":"a",\n            "checked":"2026-11-22"\n',
        ),
        ("facts.weeks", '"2024"', '"2026-11-22"'),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_exactly_these_bytes_change(place: str, before: str, after: str, ends: str) -> None:
    text, before, after = (one.replace("\n", ends) for one in (TEXT, before, after))
    assert text.count(before) == 1
    start = 0 if place.startswith("sources") else text.index('{"id": "one"')
    assert marked(text, [Mark("one", start, place, DAY)]) == text.replace(before, after)


@given(st.permutations(range(4)), st.integers(0, 4))
def test_marks_do_not_depend_on_their_order(order: list[int], count: int) -> None:
    start = TEXT.index('{"id": "one"')
    places = [(0, "sources[a]"), (start, "facts.focus"), (start, "facts.weeks"), (0, "sources[b]")]
    wanted = [Mark("", *places[index], DAY) for index in order[:count]]
    text = marked(TEXT, wanted)
    assert text == marked(TEXT, sorted(wanted, key=lambda mark: mark.place))
    assert text.count(DAY) == count


def test_the_caveats_that_a_patch_names_are_statements() -> None:
    whole = {
        "schema_version": 1, "as_of": DAY, "sources": {"a": OLD},
        "providers": {"acme": {"name": "Acme", "short": "Acme"}},
        "programs": [{"id": "one", "name": "One", "provider": "acme", "facts": {"focus": FOCUS}}],
    }  # fmt: skip
    base = read_over(None, open_catalog(json.dumps(whole).encode(), "a base"), load_roles())
    caveat = {"text": "It is long.", "source": "a", "quote": "It is long"}
    patch = {**whole, "programs": [{"id": "one", "patch": True, "caveats": [caveat]}]}
    text = open_catalog(json.dumps(patch).encode(), "a file")
    (found,) = statements(text, ground_of(base, text, load_roles()))
    assert (found.field, found.source, found.words) == ("caveats[0]", "a", "It is long")
