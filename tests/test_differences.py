"""`catalog diff`: every fact that differs, by program, and whose first three change."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run
from hypothesis import given, settings
from making import BUNDLED, ROLES, catalogs

from certpick import Catalog, Profile, load_catalog, rank
from certpick.keeping.differences import Differences, differences

PROGRAMS = ROOT / "data" / "programs.json"
DOCUMENT: dict[str, Any] = json.loads(PROGRAMS.read_text("utf-8"))
STANFORD = "stanford-ai-healthcare"
Edit = Callable[[dict[str, Any]], None]


def _edited(tmp_path: Path, *edits: Edit) -> Path:
    document = deepcopy(DOCUMENT)
    for edit in edits:
        edit(document)
    path = tmp_path / "new.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def _set(fact: str, **values: Any) -> Edit:
    """Return an edit of a fact of Stanford's."""

    def edit(document: dict[str, Any]) -> None:
        facts = next(one for one in document["programs"] if one["id"] == STANFORD)["facts"]
        facts.setdefault(fact, {}).update(values)

    return edit


def _drop(fact: str) -> Edit:
    def edit(document: dict[str, Any]) -> None:
        del next(one for one in document["programs"] if one["id"] == STANFORD)["facts"][fact]

    return edit


def _found(tmp_path: Path, *edits: Edit) -> Differences:
    return differences(BUNDLED, load_catalog(_edited(tmp_path, *edits)))


@pytest.mark.parametrize(
    ("edit", "change", "texts"),
    [
        (_set("price", value={"amount": 99, "currency": "USD", "unit": "month"}), "changed", ("$79 a month", "$99 a month")),
        (_set("employment", value=True, source="guide"), "added", (None, "yes")),
        (_drop("pacing"), "removed", ("self-paced", None)),
        (_set("pacing", checked="2026-11-20"), "evidence", ("self-paced", "self-paced")),
        (_set("pacing", quote="At your own pace"), "evidence", ("self-paced", "self-paced")),
    ],
)  # fmt: skip
def test_a_fact_that_differs_is_told_in_words(
    tmp_path: Path, edit: Edit, change: str, texts: tuple[str | None, str | None]
) -> None:
    found = _found(tmp_path, edit)
    (program,) = found.programs
    (fact,) = program.facts
    assert (program.id, program.change) == (STANFORD, "changed")
    assert (fact.change, (fact.before_text, fact.after_text)) == (change, texts)
    assert (fact.before is None, fact.after is None) == (texts[0] is None, texts[1] is None)
    assert not found.sources + found.providers + found.rows


def test_an_entry_of_a_list_is_told_alone(tmp_path: Path) -> None:
    """Wherever it stands in the list: the others are the same."""

    def edit(document: dict[str, Any]) -> None:
        topics = next(one for one in document["programs"] if one["id"] == STANFORD)["facts"][
            "topics"
        ]
        topics.reverse()
        topics[0] = {"topic": "vendor-procurement", "source": "course-list"}

    (program,) = _found(tmp_path, edit).programs
    said = [(one.fact, one.change) for one in program.facts]
    assert said == [("topics", "removed"), ("topics", "added")]
    assert program.facts[1].after_text == BUNDLED.roles.topic_labels["vendor-procurement"]


def test_programs_and_other_entries_come_and_go(tmp_path: Path) -> None:
    def edit(document: dict[str, Any]) -> None:
        gone = document["programs"].pop()
        document["programs"].append({**gone, "id": "a-new-one"})
        document["programs"][0]["name"] = "Another name"
        document["programs"][0]["caveats"] = []
        document["sources"]["course-list"]["checked"] = "2026-11-01"
        document["sources"]["one-more"] = document["sources"]["course-list"]
        document["providers"]["iabac"]["short"] = "I"
        document["roles"] = {"topics": [{"id": "cooking", "label": "cooking", "source": "guide"}]}

    found = _found(tmp_path, edit)
    first, gone, new = found.programs
    assert (first.keys, first.facts) == (("name", "caveats"), ())
    assert (gone.id, gone.change) == (DOCUMENT["programs"][-1]["id"], "removed")
    assert (new.id, new.change) == ("a-new-one", "added")
    assert [(one.id, one.change, one.keys) for one in found.sources] == [
        ("course-list", "changed", ("checked",)), ("one-more", "added", ()),
    ]  # fmt: skip
    assert [(one.id, one.keys) for one in found.providers] == [("iabac", ("short",))]
    assert [(one.id, one.change) for one in found.rows] == [("topics[cooking]", "added")]


def test_whose_first_three_change_is_told(tmp_path: Path) -> None:
    def edit(document: dict[str, Any]) -> None:
        document["programs"][0]["facts"]["audience"] = []

    found = _found(tmp_path, edit)
    after = found.after
    assert [move.role for move in found.moves] == list(ROLES)
    for move in found.moves:
        for said, catalog in ((move.before, BUNDLED), (move.after, after)):
            first = rank(catalog, Profile(role=move.role)).ranked[:3]
            assert said == tuple(one.program.id for one in first)
    assert any(move.before != move.after for move in found.moves)
    assert any(move.before == move.after for move in found.moves)


@settings(max_examples=15)
@given(catalogs(), catalogs())
def test_what_is_told_is_all_there_is(before: Catalog, after: Catalog) -> None:
    """Nothing differs from itself, and what is added one way is removed the other."""
    nothing = differences(before, before)
    assert not nothing.programs
    assert all(move.before == move.after for move in nothing.moves)
    there, back = differences(before, after), differences(after, before)
    opposite = {"added": "removed", "removed": "added"}
    changes = {
        (one.id, one.change): sorted((fact.fact, fact.change) for fact in one.facts)
        for one in there.programs
    }
    assert changes == {
        (one.id, opposite.get(one.change, one.change)): sorted(
            (fact.fact, opposite.get(fact.change, fact.change)) for fact in one.facts
        )
        for one in back.programs
    }


def test_the_page_tells_it_in_words(cli: Callable[..., Run], tmp_path: Path) -> None:
    def edit(document: dict[str, Any]) -> None:
        document["programs"][0]["facts"]["audience"] = document["programs"][0]["facts"]["audience"][
            1:
        ]
        document["sources"]["course-list"]["checked"] = "2026-11-01"
        document["programs"].pop()

    price = {"amount": 99, "currency": "USD", "unit": "month"}
    new = _edited(tmp_path, edit, _set("price", value=price), _set("pacing", checked="2026-11-20"))
    run = cli("catalog", "diff", str(PROGRAMS), str(new))
    assert run.code == 0
    said = " ".join(run.out.split())
    for words in (
        "1 program removed, 2 programs changed and 1 source.",
        "made for: no longer administrator",
        "price: $79 a month → $99 a month",
        "pacing: self-paced, as before; another date of checking",
        "course-list: another date of checking",
        "administrator: iabac-ai-healthcare, cornell-ai-healthcare-leadership, apex-medical-ai-10-week → cornell-",
        "the same for 4 roles",
    ):
        assert words in said, words


def test_it_is_plain_data_too(cli: Callable[..., Run], tmp_path: Path) -> None:
    new = _edited(tmp_path, _drop("pacing"))
    document = cli("catalog", "diff", str(PROGRAMS), str(new), "--json").json()
    assert document.keys() == {
        "schema_version", "before", "after", "programs", "sources", "providers", "rows", "rankings",
        "day", "disclosure",
    }  # fmt: skip
    (program,) = document["programs"]
    (fact,) = program["facts"]
    assert fact["before"]["value"] == "self-paced"
    assert (fact["after"], fact["change"]) == (None, "removed")
    assert {one["role"]: one["changes"] for one in document["rankings"]} == dict.fromkeys(
        ROLES, False
    )
    assert document["before"]["files"][0]["name"] == str(PROGRAMS)


def test_the_same_catalogues_differ_in_nothing(cli: Callable[..., Run]) -> None:
    out = cli("catalog", "diff", str(PROGRAMS), str(PROGRAMS)).out
    assert " nothing differs. " in " ".join(out.split())
    assert out.endswith("  all the same for 5 roles\n")


def test_a_role_of_one_file_alone_has_one_ranking(tmp_path: Path) -> None:
    def edit(document: dict[str, Any]) -> None:
        row = {"id": "educator", "label": "Educator", "description": "You teach.", "cme": "no",
               "credit_systems": [], "source": "guide",
               "topics": [{"topic": "patient-safety", "source": "guide"}]}  # fmt: skip
        document["roles"] = {"roles": [row]}

    move = _found(tmp_path, edit).moves[-1]
    assert (move.role, move.before) == ("educator", None)
    assert move.after is not None
