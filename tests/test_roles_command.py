"""``certpick roles``: who is known, and how a job title is read, in every form."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from making import BUNDLED

from certpick.catalog.professions import CreditKind

Cli = Callable[..., Run]
GOLDEN = Path(__file__).parent / "golden"
BOOK = BUNDLED.roles
IDS = [
    *(("role", row.id) for row in BOOK.roles),
    *(("profession", row.id) for row in BOOK.professions),
    *(("situation", row.id) for row in BOOK.situations),
]


def test_it_lists_everybody(cli: Cli, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "roles.txt", cli("roles").out)


def test_it_says_how_a_title_is_read(cli: Cli, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "roles-charge-nurse.txt", cli("roles", "charge nurse").out)


def test_every_format_lists_the_same(cli: Cli) -> None:
    document = cli("roles", "--json").json()
    listed = [
        (kind, row["id"])
        for kind in ("role", "profession", "situation")
        for row in document[f"{kind}s"]
    ]
    assert listed == IDS
    lines = map(json.loads, cli("roles", "--format", "ndjson").out.splitlines())
    assert [(one["kind"], one["id"]) for one in lines] == IDS
    rows = csv.DictReader(io.StringIO(cli("roles", "--format", "csv").out))
    assert [(one["kind"], one["id"]) for one in rows] == IDS
    markdown, page = cli("roles", "--format", "markdown").out, cli("roles").out
    for _, name in IDS:
        assert f"| {name} |" in markdown
        assert f"{name}: " in page


def test_the_keys_that_others_build_on(cli: Cli) -> None:
    """Keys are only ever added to these."""
    document = cli("roles", "--json").json()
    assert document.keys() >= {
        "schema_version", "catalog", "roles", "professions", "situations", "attribution",
    }  # fmt: skip
    role, profession = document["roles"][0], document["professions"][0]
    assert role.keys() >= {"id", "label", "description", "cme", "topics", "credit_systems"}
    assert profession.keys() >= {"id", "label", "role", "reading", "credits", "board"}
    assert profession["credits"][0].keys() >= {"id", "label", "systems"}
    assert document["situations"][0].keys() >= {"id", "label", "adds_topics"}
    read = cli("roles", "CMIO", "--json").json()
    assert read.keys() >= {
        "schema_version", "catalog", "text", "title", "profession", "role", "steps", "assumed", "guide",
    }  # fmt: skip
    assert read["profession"].keys() >= profession.keys()
    assert read["role"].keys() >= role.keys()


def test_a_role_is_no_profession(cli: Cli) -> None:
    read = cli("roles", "physician", "--json").json()
    assert (read["profession"], read["title"], read["role"]["id"]) == (None, None, "physician")
    ranked = cli("rank", "--role", "physician", "--json").json()
    assert ranked["profile"]["profession"] is None
    titled = cli("rank", "--role", "hospitalist", "--json").json()
    assert titled["profile"]["profession"] == "physician"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("charge nurse", "nursing contact hours"),
        ("charge nurse", "your state board of nursing"),
        ("pharmacist", "ACPE hours"),
        ("pharmacist", "The guide has no advice for pharmacists: ranked as a clinician"),
        ("receptionist", "most of its programs are made for other work"),
        ("hospitalist", "It speaks to physicians."),
        ("charge nurse", "The guide gives no core topics for this role (nurse-leader)"),
        ("CMIO", "read as a physician; say --role informatics if you are not one"),
        ("psychologist", "CE hours (your board confirms each)"),
        ("administrator", "none by itself"),
        ("ICU RN II", "is read as 'ICU RN', by its words"),
    ],
)
def test_every_format_says_the_same_of_a_title(cli: Cli, title: str, said: str) -> None:
    for form in ("table", "csv", "markdown"):
        out = " ".join(cli("roles", title, "--format", form).out.replace('""', '"').split())
        assert said.replace("--role", "\\--role") in out or said in out, form


def test_json_and_ndjson_have_the_same_reading(cli: Cli) -> None:
    (text,) = cli("roles", "CMIO", "--format", "ndjson").out.splitlines()
    line, read = json.loads(text), cli("roles", "CMIO", "--json").json()
    reading = {name: line[name] for name in line if name != "catalog_sha256"}
    assert reading.keys() >= {"text", "title", "profession", "role", "steps", "assumed", "guide"}
    assert {name: read[name] for name in reading} == reading
    assert line["catalog_sha256"] == read["catalog"]["sha256"]


def test_an_own_profession_and_credit_are_listed(cli: Cli, tmp_path: Path) -> None:
    row: dict[str, Any] = {
        "id": "robot-nurse", "label": "robot nurse", "plural": "robot nurses", "role": "clinician",
        "credits": ["robot-hours"], "board": "the robot board", "titles": {"certpick": ["Robot Nurse"]},
    }  # fmt: skip
    kind = {"id": "robot-hours", "label": "robot hours", "systems": ["ancc-contact-hour"]}
    document = {
        "schema_version": 1, "extends": "bundled", "as_of": "2026-11-20", "sources": {},
        "providers": {}, "programs": [], "roles": {"credits": [kind], "professions": [row]},
    }  # fmt: skip
    path = tmp_path / "own.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    read = cli("roles", "senior robot nurse", "--catalog", str(path), "--json").json()
    assert read["profession"]["credits"] == [
        {"id": "robot-hours", "label": "robot hours", "systems": ["ancc-contact-hour"]}
    ]
    row["credits"] = ["robot-hour"]
    path.write_text(json.dumps(document), encoding="utf-8")
    run = cli("roles", "--catalog", str(path))
    assert (run.code, run.out) == (1, "")
    assert "roles.professions[robot-nurse].credits: no credit 'robot-hour'" in run.err


def test_a_title_is_read_in_one_place_only(cli: Cli) -> None:
    """What cannot be read is told as by ``rank``."""
    for title in ("xyzzy", "RT", "charge nurze"):
        assert cli("roles", title).err == cli("rank", "--role", title).err
        assert cli("roles", title).code == 2


@pytest.mark.parametrize("words", [("roles",), ("roles", "charge nurse"), ("roles", "CMIO")])
@pytest.mark.parametrize("columns", [24, 40])
def test_it_fits_the_screen(cli: Cli, monkeypatch: Any, columns: int, words: list[str]) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert max(map(len, cli(*words).out.splitlines())) <= max(columns, 40)


def test_no_kind_of_credit_is_there_for_nobody() -> None:
    named = {name for row in BOOK.professions for name in row.credits}
    assert named == {kind.id for kind in BOOK.credits}


def test_physicians_credit_is_nobody_elses_without_a_rule() -> None:
    """AMA PRA Category 1 counts by itself for physicians, PAs and ASCP's certificants alone."""
    kinds: dict[str, CreditKind] = {kind.id: kind for kind in BOOK.credits}
    counting = {
        row.id
        for row in BOOK.professions
        for name in row.credits
        if "ama-pra-1" in kinds[name].systems
    }
    assert counting == {
        "physician", "resident", "physician-leader", "physician-informaticist",
        "physician-assistant", "laboratory-professional",
    }  # fmt: skip
