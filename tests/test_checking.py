"""What `catalog check` finds: by line and field, errors and warnings apart."""

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from making import BUNDLED, fact, make_program

from certpick.catalog.dates import span
from certpick.catalog.freshness import checked, is_stale, is_undated, staleness
from certpick.catalog.loader import data_folder, load_roles
from certpick.catalog.model import CatalogFile, Source
from certpick.catalog.reader import open_catalog
from certpick.keeping.lint import (
    Kind,
    check,
    date_warnings,
    fact_warnings,
    future_faults,
    gap_warnings,
    head_faults,
    idle_warnings,
    lines,
    number_faults,
    source_warnings,
)
from certpick.keeping.sifting import KINDS

TODAY = date(2026, 11, 22)
NOWHERE = {"nowhere": Source(title="Nowhere", kind="independent", checked="2026-11-22")}
SOURCES = {**BUNDLED.sources, **NOWHERE}
GUIDES = frozenset({"guide"})


def _stated(**facts: Any) -> list[Any]:
    return list(make_program("one", "harvard", **facts).facts.stated())


@pytest.mark.parametrize(
    ("stated", "problem"),
    [
        (fact(110, "guide", quote="The assessment is 110 questions over two hours"), None),
        (fact(2, "guide", quote="over two hours"), None),
        (fact(15, "guide", quote="fifteen weeks"), None),
        (fact(90, "guide", quote="in ninety minutes"), None),
        (fact(24, "guide", quote="twenty-four questions"), None),
        (fact(25, "guide", quote="twenty-four questions"), "does not state 25"),
        (fact(120, "guide", quote="over two hours"), "its quote does not state 120"),
        (fact(120, "guide", quote="over two hours", note="two hours"), None),
        (fact(80, "nowhere"), "nothing to verify 80"),
        (fact(80, "nowhere", note="its entry says 80"), None),
        (fact(80, "certmap-caip"), None),
        (fact(80, "nowhere", also=["certmap-caip"]), None),
    ],
)
def test_a_number_can_be_verified(stated: dict[str, Any], problem: str | None) -> None:
    found = [fault.message for fault in number_faults(_stated(exam_questions=stated), SOURCES)]
    assert len(found) == (problem is not None)
    assert all(problem and problem in message for message in found)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("price", {"amount": 7, "currency": "USD", "unit": "program"}),
        ("price", {"by_role": {"physician": 7}, "currency": "USD", "unit": "program"}),
        ("price", {"by_title": {"resident": 7}, "currency": "USD", "unit": "exam"}),
        ("weeks", {"amount": 7, "unit": "program"}),
        ("hours_per_week", {"low": 7, "high": 9}),
        ("ce_credit", [{"system": "ama-pra-1", "amount": 7}]),
        ("price", {"amount": 7, "member": 0, "currency": "USD", "unit": "program"}),
        ("total_hours", 7),
    ],
)
def test_every_kind_of_number_is_looked_at(name: str, value: Any) -> None:
    (fault,) = number_faults(_stated(**{name: fact(value, "nowhere")}), SOURCES)
    assert fault.place == f"facts.{name}"


@pytest.mark.parametrize(
    ("name", "numbers", "missing"),
    [
        ("fees", {"kind": "renewal", "amount": 7, "currency": "USD", "per": "year"}, 7),
        (
            "fees",
            {"kind": "retake", "amount": 9, "member": 7, "currency": "USD", "per": "once"},
            7,
        ),
        ("parts", {"id": "a", "name": "A", "courses": 7}, 7),
        (
            "parts",
            {"id": "a", "name": "A", "price": {"amount": 7, "currency": "USD", "unit": "program"}},
            7,
        ),
        ("parts", {"id": "a", "name": "A", "weeks": {"amount": 7, "unit": "program"}}, 7),
        ("parts", {"id": "a", "name": "A", "hours_per_week": {"low": 7, "high": 9}}, 7),
    ],
)
def test_the_numbers_in_the_entries_of_a_list_are_looked_at(
    name: str, numbers: dict[str, Any], missing: int
) -> None:
    entry = {**numbers, "source": "guide", "quote": "nine"}
    (fault,) = number_faults(_stated(**{name: [entry]}), SOURCES)
    assert fault.place == f"facts.{name}[0]"
    assert f"does not state {missing}" in fault.message
    assert list(number_faults(_stated(**{name: [{**entry, "note": "so"}]}), SOURCES)) == []


def test_what_is_free_costs_nothing() -> None:
    price = {"amount": 75, "member": 0, "currency": "USD", "unit": "program"}
    stated = _stated(price=fact(price, "guide", quote="$75, free for members"))
    assert list(number_faults(stated, SOURCES)) == []


def test_a_number_in_conflict_stands_in_what_the_other_source_says() -> None:
    conflict = {"says": "three hours (180 minutes)", "source": "guide", "value": 180}
    for value, faults in ((180, []), (120, ["what it says does not state 120"])):
        conflicts = [{**conflict, "value": value}]
        stated = _stated(exam_minutes=fact(90, "certmap-caip", conflicts=conflicts))
        found = list(number_faults(stated, SOURCES))
        assert [fault.message for fault in found] == faults
        assert {fault.place for fault in found} <= {"facts.exam_minutes.conflicts[0]"}


def test_words_are_no_numbers() -> None:
    facts = {"proctored": fact(True, "nowhere"), "framework": fact("EDISON", "nowhere")}
    assert list(number_faults(_stated(**facts), SOURCES)) == []


@pytest.mark.parametrize(
    ("since", "stale"),
    [
        ("2026-05-26", False),
        ("2026-05-25", True),
        ("2026-06", False),
        ("2026", True),
        ("2025-12-31", True),
    ],
)
def test_a_fact_is_stale_after_180_days(since: str, stale: bool) -> None:
    assert is_stale(since, TODAY) is stale
    (_, one), *_ = _stated(proctored=fact(True, checked=since))[1:]
    messages = [
        fault.message for fault in fact_warnings([("proctored", one)], SOURCES, GUIDES, TODAY)
    ]
    assert (f"last checked {since}, more than 180 days ago" in messages) is stale


def test_without_a_day_nothing_is_stale() -> None:
    assert not is_stale("1999", None)


def test_the_latest_of_several_sources_dates_a_fact() -> None:
    stated = dict(_stated(proctored=fact(True, "aiin-abaim", also=["examworthy-aigp"])))
    assert checked(stated["proctored"], SOURCES) == "2026-06-13"


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_partial_date_means_every_day_that_begins_so(day: date) -> None:
    text = day.isoformat()
    assert span(text) == (day, day)
    for length in (7, 4):
        first, last = span(text[:length])
        assert first <= day <= last
        assert first.isoformat()[length:] in ("-01", "-01-01")
        assert last == date.max or not (last + timedelta(days=1)).isoformat().startswith(
            text[:length]
        )


def test_staleness_counts_each_fact_once_and_names_the_oldest() -> None:
    old, older, new = (
        fact for _, fact in _stated(
            proctored=fact(True, checked="2025-04"),
            recognized=fact(True, checked="2020"),
            international=fact(True, checked="2026-11-01"),
        )[1:]
    )  # fmt: skip
    assert staleness([old, older, old, new], SOURCES, TODAY) == (2, 0, 3, "2020")
    assert staleness([new], SOURCES, TODAY) == (0, 0, 1, "")


def test_what_else_a_keeper_is_warned_of() -> None:
    conflict = {"says": "three hours", "source": "aiin-abaim"}
    stated = _stated(proctored=fact(True, "guide", conflicts=[conflict]))
    messages = [fault.message for fault in fact_warnings(stated[1:], SOURCES, GUIDES, TODAY)]
    assert messages == [
        "a fact from a guide needs its verbatim quote",
        "conflict: aiin-abaim says three hours",
    ]


def test_a_guide_is_what_the_role_table_rests_on() -> None:
    assert load_roles().guide_sources == GUIDES


def test_gaps_are_told() -> None:
    gaps = [fault.message for fault in gap_warnings(make_program())]
    assert gaps == [
        "no status: say whether it is offered, or that nobody tells",
        *(
            f"nothing is known about {criterion}"
            for criterion in ("domain alignment", "assessment rigor", "portability")
        ),
    ]
    facts = {"focus": fact("generic-ai"), "status": fact({"state": "unknown"}, note="looked up")}
    assert list(gap_warnings(make_program("one", "harvard", **facts))) == []


@pytest.mark.parametrize(
    ("name", "value", "warning"),
    [
        ("dates", {"start": "2026-11-21", "end": "2026-12"}, None),
        ("dates", {"start": "2026-11"}, None),
        (
            "dates",
            {"start": "2026-10"},
            ("facts.dates", "its session began in 2026-10: look for the next"),
        ),
        (
            "dates",
            {"start": "2026-10", "end": "2026-11-21"},
            ("facts.dates", "its session ended on 2026-11-21: look for the next"),
        ),
        ("ce_credit", [{"system": "himss-ce", "start": "2027", "end": "2028"}], None),
        (
            "ce_credit",
            [{"system": "himss-ce"}, {"system": "ama-pra-1", "amount": 2, "end": "2026-10"}],
            (
                "facts.ce_credit.value[1]",
                "is no longer granted: 2 AMA PRA Category 1 until 2026-10",
            ),
        ),
        ("status", {"state": "unknown"}, None),
        ("status", {"state": "retired", "start": "2026-10"}, None),
        ("status", {"state": "offered", "end": "2026-11-22"}, None),
        (
            "status",
            {"state": "announced", "start": "2026-10"},
            ("facts.status", "was announced for 2026-10: ask whether it has begun"),
        ),
    ],
)
def test_dates_that_have_passed_are_told(
    name: str, value: Any, warning: tuple[str, str] | None
) -> None:
    stated = _stated(**{name: fact(value)})
    expected = [(*warning, "passed")] if warning else []
    assert list(map(tuple, date_warnings(stated, TODAY))) == expected


def test_old_and_idle_sources_are_told() -> None:
    sources = {
        "old": Source(title="Old", kind="independent", checked="2025-11-21"),
        "young": Source(title="Young", kind="independent", checked="2025-11-22"),
    }
    file = CatalogFile(
        schema_version=1, as_of="2026-11-22", sources=sources, providers={}, programs=()
    )
    assert list(map(tuple, source_warnings(file, TODAY))) == [
        ("sources[old].checked", "older than a year: 2025-11-21", "old-source")
    ]
    assert list(map(tuple, idle_warnings(file, {"old"}))) == [
        ("sources[young]", "nothing cites it", "idle")
    ]


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return a catalogue file with one fault of each kind."""
    lines = (data_folder() / "programs.json").read_text("utf-8").split("\n")
    document = json.loads("\n".join(lines))
    document["programs"] = document["programs"][:3]
    for program in document["programs"]:
        program.pop("not_to_confuse_with", None)  # those that are no longer there
    document["programs"][0]["facts"]["proctored"]["value"] = "yes"
    document["programs"][1]["provider"] = "nobody"
    document["programs"][2]["facts"]["weeks"]["value"]["amount"] = 11
    path = tmp_path / "broken.json"
    path.write_text(json.dumps(document, indent=2), encoding="utf-8")
    return path


def test_errors_are_told_by_line_and_field(cli: Callable[..., Run], broken: Path) -> None:
    run = cli("catalog", "check", str(broken))
    assert run.code == 1
    assert run.err == ""
    text = broken.read_text("utf-8").split("\n")
    errors = [line for line in run.out.split("\n") if ": error: " in line]
    assert len(errors) == 3
    expected = ("must be true or false", "no provider 'nobody'", "its quote does not state 11")
    keys = ('"value": "yes"', '"provider": "nobody"', '"weeks": {')
    for error, message, key in zip(errors, expected, keys, strict=True):
        assert message in error
        line = int(error.removeprefix(f"{broken}:").partition(":")[0])
        assert key in text[line - 1]


def test_a_check_is_plain_data_too(cli: Callable[..., Run], broken: Path) -> None:
    run = cli("catalog", "check", str(broken), "--json")
    document = run.json()
    assert run.code == 1
    assert (document["programs"], document["errors"]) == (3, 3)
    assert document["warnings"] == len(document["findings"]) - 3
    first = document["findings"][0]
    assert first.keys() == {"severity", "kind", "line", "place", "message"}
    lines = [one["line"] for one in document["findings"]]
    assert lines == sorted(lines)


def test_the_bundled_catalogue_has_warnings_and_no_errors(cli: Callable[..., Run]) -> None:
    document = cli("catalog", "check", "--json").json()
    assert document["errors"] == 0
    assert document["warnings"] > 0
    assert cli("catalog", "check").code == 0
    assert cli("catalog", "check", "--strict").code == 1


def test_warnings_are_told_by_kind_until_all_are_asked_for(cli: Callable[..., Run]) -> None:
    found = cli("catalog", "check", "--json").json()
    short, long = cli("catalog", "check").out, cli("catalog", "check", "--details").out
    assert len(short.splitlines()) < 25
    assert long.count(": warning: ") == min(found["warnings"], 1000)
    counts = Counter(one["kind"] for one in found["findings"])
    assert counts.keys() <= KINDS.keys()
    for kind, count in counts.items():
        lines = [line for line in short.splitlines() if line.endswith(f" [{kind}]")]
        assert len(lines) == (count if count <= 10 else 1)
        assert count <= 10 or f": warning: {count} {KINDS[kind]}, first " in lines[0]
    assert short.endswith("--details lists every warning; --ignore KIND leaves a kind out\n")


def test_every_kind_of_warning_has_words() -> None:
    assert set(KINDS) == set(get_args(Kind))


def test_a_kind_of_warning_can_be_left_out(cli: Callable[..., Run]) -> None:
    everything = cli("catalog", "check", "--json").json()
    words = [word for kind in KINDS if kind != "passed" for word in ("--ignore", kind)]
    left = cli("catalog", "check", "--json", *words).json()
    assert {one["kind"] for one in left["findings"]} == {"passed"}
    assert left["warnings"] + left["ignored"] == everything["warnings"]
    assert cli("catalog", "check", "--strict", *words).code == 1
    run = cli("catalog", "check", "--strict", "--ignore", "Passed ", *words)
    assert (run.code, run.out.count("\n")) == (0, 1)
    assert f"0 warnings, {everything['warnings']} ignored" in run.out


def test_an_unknown_kind_is_told_with_the_nearest(cli: Callable[..., Run]) -> None:
    run = cli("catalog", "check", "--ignore", "stail")
    assert run.code == 2
    assert run.err == (
        "certpick: --ignore: no kind of warning 'stail'\nhint: did you mean 'stale'?\n"
    )


def test_errors_cannot_be_left_out(cli: Callable[..., Run], broken: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    known.write_text(cli("catalog", "check", str(broken), "--json").out)
    words = [word for kind in KINDS for word in ("--ignore", kind)]
    run = cli("catalog", "check", str(broken), "--baseline", str(known), *words)
    assert (run.code, run.out.count(": error: ")) == (1, 3)


def test_only_what_is_new_since_a_baseline_is_told(cli: Callable[..., Run], tmp_path: Path) -> None:
    """Lines may move; what is gone is counted, so that the baseline can be written anew."""
    known, mine = tmp_path / "known.json", tmp_path / "mine.json"
    text = (data_folder() / "programs.json").read_text("utf-8")
    known.write_text(cli("catalog", "check", "--json").out)
    mine.write_text("\n\n" + text)
    run = cli("catalog", "check", str(mine), "--strict", "--baseline", str(known))
    assert (run.code, run.out.count("\n")) == (0, 1)
    document = json.loads(text)
    document["programs"][0]["facts"]["status"]["value"] = {"state": "announced", "start": "2025"}
    document["programs"].pop()
    mine.write_text(json.dumps(document))
    run = cli("catalog", "check", str(mine), "--strict", "--baseline", str(known))
    assert run.code == 1
    assert "was announced for 2025: ask whether it has begun [passed]" in run.out
    assert run.out.count(": warning: ") <= 3
    found = cli("catalog", "check", str(mine), "--baseline", str(known), "--json").json()
    assert f"{found['gone_from_baseline']} warnings of the baseline no more" in run.out
    assert found["gone_from_baseline"] > 0
    assert found["in_baseline"] > 1000


@pytest.mark.parametrize("content", ["[]", "{}", '{"findings": [{"place": 1}]}', "{"])
def test_a_baseline_that_is_none_is_told(
    cli: Callable[..., Run], tmp_path: Path, content: str
) -> None:
    path = tmp_path / "known.json"
    path.write_text(content)
    run = cli("catalog", "check", "--baseline", str(path))
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith(f"certpick: {path}:")


def test_what_the_role_table_cites_is_not_idle(cli: Callable[..., Run]) -> None:
    findings = cli("catalog", "check", "--json").json()["findings"]
    idle = {one["place"] for one in findings if one["message"] == "nothing cites it"}
    assert idle & {f"sources[{name}]" for name in load_roles().cited} == set()


def test_a_head_that_is_wrong_is_told_beside_the_programs(
    cli: Callable[..., Run], tmp_path: Path
) -> None:
    path = tmp_path / "bad.json"
    path.write_text('{"schema_version": 2, "programs": [{}, 3]}')
    document = cli("catalog", "check", str(path), "--json").json()
    places = {one["place"] for one in document["findings"]}
    assert {"schema_version", "as_of", "sources", "programs[0].id", "programs[1]"} <= places


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
_KEYS = st.sampled_from(["schema_version", "as_of", "sources", "providers", "programs", "x"])


@pytest.mark.slow
@given(st.dictionaries(_KEYS, _JSON | st.lists(st.dictionaries(st.just("id"), _JSON))))
def test_any_json_can_be_checked(document: dict[str, Any]) -> None:
    """No catalogue is as small as what is drawn here: there is always something to say."""
    text = open_catalog(json.dumps(document, indent=1).encode(), "x")
    found = list(lines(text.text, check(text, None, load_roles(), TODAY)))
    assert found
    rows = text.text.count("\n") + 1
    assert all(1 <= line <= rows for line, _ in found)
    assert [line for line, _ in found] == sorted(line for line, _ in found)


def test_dates_in_the_future_are_errors() -> None:
    source = Source(title="Late", kind="independent", checked="2027")
    file = CatalogFile(
        schema_version=1, as_of="2026-11-23", sources={"late": source}, providers={}, programs=()
    )
    assert [fault.place for fault in head_faults(file, TODAY)] == ["as_of", "sources[late].checked"]
    stated = _stated(proctored=fact(True, checked="2026-11-23"))
    assert [fault.place for fault in future_faults(stated, TODAY)] == ["facts.proctored.checked"]


def test_an_undated_page_makes_no_fact_younger() -> None:
    undated = Source(title="Copy", kind="independent", checked="2026-11-22", undated=True)
    sources = {**SOURCES, "copy": undated}
    both = dict(_stated(proctored=fact(True, "aiin-abaim", also=["copy"])))["proctored"]
    assert (checked(both, sources), is_undated(both, sources)) == ("2020", False)
    alone = dict(_stated(proctored=fact(True, "copy")))["proctored"]
    assert is_undated(alone, sources)
    assert staleness([both, alone], sources, TODAY) == (1, 1, 2, "2020")


def test_errors_are_never_behind_warnings(tmp_path: Path, cli: Callable[..., Run]) -> None:
    """However many warnings there are, every error is shown, and what is left out is counted."""
    document = json.loads((data_folder() / "programs.json").read_text("utf-8"))
    stanford = document["programs"][4]
    document["programs"] = [{**stanford, "id": f"p{number}"} for number in range(500)]
    document["programs"][-1]["provider"] = "nobody"
    path = tmp_path / "many.json"
    path.write_text(json.dumps(document, indent=1), encoding="utf-8")
    run = cli("catalog", "check", str(path), "--details")
    assert run.code == 1
    assert "programs[p499].provider: no provider 'nobody'" in run.out
    assert len(run.out.splitlines()) == 1002
    assert "warnings more; --json lists all" in run.out
    for program in document["programs"]:
        program["provider"], program["facts"]["proctored"] = "nobody", 1
        program["facts"]["graded_work"] = program["facts"]["recognized"] = 1
    path.write_text(json.dumps(document, indent=1), encoding="utf-8")
    for words in ((), ("--details",)):
        run = cli("catalog", "check", str(path), *words)
        assert run.out.count(": error: ") == 1000
        assert re.search(r"\n500 errors (and 63 warnings )?more; --json lists all\n", run.out)


def test_what_a_file_replaces_is_told(tmp_path: Path, cli: Callable[..., Run]) -> None:
    guide = {"title": "Mine", "kind": "independent", "checked": "2026-11-22"}
    document = {
        "schema_version": 1, "extends": "bundled", "as_of": "2026-11-22",
        "sources": {"guide": guide}, "providers": {}, "programs": [],
    }  # fmt: skip
    path = tmp_path / "over.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert "sources[guide]: replaces the one that" in cli("catalog", "check", str(path)).out


def test_an_unreadable_day_is_told(
    cli: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    for seconds in ("tomorrow", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
        run = cli("catalog", "check")
        assert run.code == 2
        assert "SOURCE_DATE_EPOCH" in run.err


def test_a_ranking_says_when_it_rests_on_old_facts(
    cli: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = cli("rank", "--role", "administrator", "--json").json()["notes"]
    assert any("were last checked more than 180 days ago, the oldest in" in note for note in fresh)
    assert any("come from undated pages" in note for note in fresh)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "2524608000")  # the year 2050
    notes = cli("rank", "--role", "administrator", "--json").json()["notes"]
    (note,) = (note for note in notes if "more than 180 days ago" in note)
    of, stale, undated = (int(word) for word in note.split() if word.isdecimal() and word != "180")
    assert stale + undated == of


def test_a_file_that_builds_on_another_is_checked_over_it(
    tmp_path: Path, cli: Callable[..., Run]
) -> None:
    document = json.loads((data_folder() / "programs.json").read_text("utf-8"))
    base, later = tmp_path / "base.json", tmp_path / "later.json"
    base.write_text(json.dumps({**document, "programs": []}), encoding="utf-8")
    alone = {**document, "sources": {}, "providers": {}, "programs": document["programs"][:1]}
    later.write_text(json.dumps(alone), encoding="utf-8")
    assert "no provider 'iabac'" in cli("catalog", "check", str(later)).out
    run = cli("catalog", "check", str(later), "--over", str(base))
    assert (run.code, ": error: " in run.out) == (0, False)
