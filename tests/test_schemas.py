"""Every JSON document is described, key by key, and keeps to what is said of it."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Set
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import jsonschema
import pytest
from ajv import canonical, faults
from conftest import ROOT, Run
from hypothesis import given, settings
from making import catalogs, profiles
from pydantic import TypeAdapter

from certpick import (
    Catalog,
    Profile,
    Program,
    StudyDays,
    compare,
    explain,
    load_catalog,
    pair,
    plan,
    rank,
)
from certpick.explaining.robustness import Robustness
from certpick.profile.criteria import CRITERION_WORDS
from certpick.render.contract.forms import FORMS
from certpick.render.contract.meanings import MEANINGS
from certpick.render.contract.schema import json_schema, meant_by
from certpick.render.documents.comparison import comparison_document
from certpick.render.documents.explanation import explanation_document
from certpick.render.documents.pairs import pairs_document
from certpick.render.documents.plan import plan_document
from certpick.render.documents.ranking import ranking_csv, ranking_document, ranking_ndjson
from certpick.render.documents.report import report_document
from certpick.render.documents.shared import profile_hash
from certpick.render.documents.weight_map import map_document
from certpick.render.formats import View

TODAY = date(2026, 11, 22)
BUNDLED = load_catalog(today=TODAY)
if TYPE_CHECKING:
    from certpick.render.contract.shared import ProfileDocument

SCHEMAS = ROOT / "docs" / "schemas"
# How a number's description says what it counts.
UNIT = re.compile(
    "US dollars|weeks?|hours?|years|minutes|points|of 100|of 1|together 1|together are|how many"
    "|from 1|version|exit code|numbers|amount|how often|what members pay|prices|how much",
    re.IGNORECASE,
)

ANSWERS: tuple[dict[str, Any], ...] = (
    {},
    {"budget": 500.5},
    {"budget": 3000, "hours_per_week": 4.5, "cme": "required"},
    {"weeks": 8, "pacing": "self-paced", "no_programming": True},
    {"budget": 50, "strict": True},
    {"evidence": "independent", "situations": ["leadership", "academic-center"]},
    {"priority": ["rigor", "portability"], "country": "US", "language": "en"},
    {"hold": ["stanford"], "cme": "no", "weights": {"domain": 1, "rigor": 0, "portability": 0}},
)
PROFILES = [
    Profile(role=role, **answers) for role in BUNDLED.roles.role_ids[:5] for answers in ANSWERS
]


def documents(profile: Profile) -> Iterator[tuple[str, Any]]:
    """Yield everything that commands write as JSON for a person, each with its name."""
    ranking = rank(BUNDLED, profile)
    yield "rank", ranking_document(ranking)
    yield "map", map_document(Robustness(ranking))
    yield "report", report_document(ranking, TODAY)
    yield "pair", pairs_document(pair(BUNDLED, profile, top=9))
    first: list[Program | str] = [ranking.ruled_out[0].program]
    first += [one.program for one in ranking.ranked[:1]]
    yield "compare", comparison_document(compare(ranking, [*first, "iabac", "stanford"]))
    for program in (*first, "iabac"):
        yield "explain", explanation_document(explain(ranking, program))
        study = StudyDays(days=(0, 2), at=18 * 60) if profile.hours_per_week else None
        yield "plan", plan_document(plan(ranking, program, TODAY, study=study))
    lines = ranking_ndjson(ranking, View(all=True)).splitlines()
    yield from (("rank-line", json.loads(line)) for line in (lines[0], lines[-1]))


def closed(schema: Any) -> Any:
    """Return a schema that allows no key that it does not describe."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: closed(one) for key, one in schema.items()}
    return {"additionalProperties": False, **found} if "properties" in found else found


@pytest.mark.parametrize("name", FORMS)
def test_the_published_schema_is_current(
    name: str, cli: Callable[..., Run], golden: Callable[[Path, str], None]
) -> None:
    golden(SCHEMAS / f"{name}.json", cli("schema", name).out)


def test_nothing_else_is_published() -> None:
    assert {path.stem for path in SCHEMAS.iterdir()} == set(FORMS)


@pytest.mark.parametrize("name", FORMS)
def test_a_schema_says_what_it_is_and_what_every_key_means(name: str) -> None:
    schema = json_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"].endswith(f"/docs/schemas/{name}.json")
    assert "certpick" in schema["title"] or name == "error"
    for record in (schema, *schema.get("$defs", {}).values()):
        for key, part in record.get("properties", {}).items():
            assert part["description"].rstrip("…").strip(), key
            if _is_number(part) and not _is_of_a_fact(record["title"], key):
                assert UNIT.search(part["description"]), (
                    f"{record['title']}.{key}: {part['description']}"
                )


def _is_of_a_fact(record: str, key: str) -> bool:
    """Return whether the description of a fact says what its value counts."""
    return record in ("Fact", "OtherValue") and key == "value"


def _is_number(part: dict[str, Any]) -> bool:
    kinds = [part, *part.get("anyOf", ()), part.get("additionalProperties") or {}]
    return any(one.get("type") in ("number", "integer") for one in kinds)


def test_every_row_of_the_table_of_meanings_says_what_some_key_means() -> None:
    chosen = {
        meant_by(record["title"], key)
        for form in FORMS.values()
        for record in _records(TypeAdapter(form.kind).json_schema())
        for key in record.get("properties", {})
    }
    assert [row for row in MEANINGS if row not in chosen] == []


def _records(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for record in (schema, *schema.get("$defs", {}).values()):
        if record.get("title", "").endswith(("Document", "Line", "Body")):
            yield record


def test_records_have_names_that_stay() -> None:
    """Not those of Python's types: code is made of them."""
    for name in FORMS:
        for record in json_schema(name).get("$defs", {}):
            assert re.fullmatch(r"[A-Z]\w{2,40}", record), record
            assert "__" not in record


def test_a_schema_refuses_what_cannot_be() -> None:
    document = ranking_document(rank(BUNDLED, PROFILES[2]))
    first = document["ranking"][0]
    wrong: dict[str, Any] = {"score": 101, "rank": 0, "cost_usd": -1, "first_choice_share": 2}
    wrong |= {"unknown": ["shoe size"], "fit": "yes"}
    for key, value in wrong.items():
        bad = {**document, "ranking": [{**first, key: value}]}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(json.loads(json.dumps(bad)), json_schema("rank"))
    for key, text in (("day", "yesterday"), ("profile_sha256", "")):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(
                json.loads(json.dumps({**document, key: text})), json_schema("rank")
            )


@pytest.mark.slow
def test_documents_of_40_profiles_keep_to_their_schemas(tmp_path: Path) -> None:
    """By two validators, and with no key that is not described."""
    assert len(PROFILES) == 40
    asked: dict[Path, list[Path]] = {}
    for at, (name, document) in enumerate(chain.from_iterable(map(documents, PROFILES))):
        schema = tmp_path / f"{name}.schema.json"
        if schema not in asked:
            schema.write_text(json.dumps(closed(json_schema(name))), encoding="utf-8")
        file = tmp_path / f"{at}.json"
        file.write_text(json.dumps(document, allow_nan=False), encoding="utf-8")
        asked.setdefault(schema, []).append(file)
    assert {path.name.partition(".")[0] for path in asked} == {
        "rank", "map", "report", "pair", "compare", "explain", "plan", "rank-line",
    }  # fmt: skip
    for schema, files in asked.items():
        validator = jsonschema.Draft202012Validator(json.loads(schema.read_text()))
        for file in files:
            for error in validator.iter_errors(json.loads(file.read_text())):
                raise AssertionError(f"{schema.name}: {error.json_path}: {error.message}")
    told = faults("2020-12", asked)
    assert [fault for found in told.values() for fault in found if fault] == []


@pytest.mark.slow
@given(catalogs(), profiles)
@settings(max_examples=25)
def test_every_ranking_keeps_to_its_schema(drawn: Catalog, profile: Profile) -> None:
    document = json.loads(json.dumps(ranking_document(rank(drawn, profile))))
    jsonschema.validate(document, closed(json_schema("rank")))


def run_all(
    cli: Callable[..., Run], folder: Path, only: Set[str] = FORMS.keys()
) -> Iterator[tuple[str, str]]:
    """Yield what each command writes, as text, with the name of the document."""
    person = ("--role", "charge nurse", "--budget", "3000", "--hours", "5")
    people = folder / "people.csv"
    people.write_text("name,role,budget\nAda,physician,500\nBo,nurse manger,\nCy,baker,\n")
    bad = folder / "bad.json"
    data = (ROOT / "data" / "programs.json").read_text("utf-8")
    bad.write_text(data.replace('"patient-safety"', '"cooking"'), encoding="utf-8")
    other = folder / "other.json"
    other.write_text(data.replace("43.5", "44"), encoding="utf-8")
    commands: dict[str, tuple[str, ...]] = {
        "rank": ("rank", *person),
        "explain": ("explain", "stanford", *person),
        "compare": ("compare", "stanford", "iabac", *person),
        "map": ("map", *person),
        "pair": ("pair", *person),
        "plan": ("plan", "stanford", *person, "--ics", str(folder / "a.ics")),
        "report": ("report", *person),
        "programs": ("programs", "--cme"),
        "program": ("programs", "stanford"),
        "roles": ("roles",),
        "title": ("roles", "charge nurse"),
        "summary": ("batch", str(people), "--summary", "by=role", "--budget-total", "900"),
        "titles": ("batch", str(people), "--dry-run"),
        "check": ("catalog", "check", str(bad)),
        "diff": ("catalog", "diff", str(ROOT / "data" / "programs.json"), str(other)),
        "verify": ("catalog", "verify", "--offline", str(folder)),
    }
    for name, words in commands.items():
        if name in only:
            yield name, cli(*words, "--json").out
    if "error" in only:
        yield "error", cli("rank", "--role", "nurce", "--json").err
    lines = {
        "rank-line": ("rank", *person, "--all"),
        "programs-line": ("programs",),
        "roles-line": ("roles",),
        "title-line": ("roles", "nurse"),
        "batch-line": ("batch", str(people), "--top", "2"),
    }
    for name in only & lines.keys():
        words = lines[name]
        for line in cli(*words, "--format", "ndjson").out.splitlines():
            yield name, line


def test_every_command_writes_what_its_schema_says(cli: Callable[..., Run], tmp_path: Path) -> None:
    told = set()
    for name, text in run_all(cli, tmp_path):
        schema = json_schema(name)
        if name != "batch-line":  # a person's own columns are carried through
            schema = closed(schema)
        assert text[:1] == "{", f"{name}: {text[:200]}"
        jsonschema.validate(json.loads(text), schema)
        told.add(name)
    assert told == set(FORMS) - {"quiz"}, "the quiz writes what rank does"


_PERSONAL = {"rank", "explain", "compare", "map", "pair", "plan", "report"}
_OF_A_FILE = {"check", "verify", "error"}


def test_what_every_document_says_first(
    cli: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same, in the same words: the catalogue, the day, the profile, the disclosure."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795824000")
    heads = {name: json.loads(text) for name, text in run_all(cli, tmp_path)}
    days = {name: head["day"] for name, head in heads.items() if "day" in head}
    assert days == dict.fromkeys(set(FORMS) - {"quiz", "error", "batch-line"}, "2026-11-28")
    told = {name for name, head in heads.items() if "published by IABAC" in str(head)}
    assert told >= {name for name in heads if not name.endswith("-line")} - _OF_A_FILE
    for key in ("catalog", "disclosure", "profile", "profile_sha256", "role"):
        first, *rest = [heads[name][key] for name in sorted(_PERSONAL)]
        assert all(one == first for one in rest), key
    assert heads["rank-line"]["profile_sha256"] == heads["rank"]["profile_sha256"]
    assert all(head["schema_version"] == 1 for name, head in heads.items() if name in days)


@pytest.mark.slow
def test_any_language_finds_the_hash_of_a_profile() -> None:
    """As JavaScript writes it: sorted keys, no blanks, 3000 for 3000.0."""
    documents = [ranking_document(rank(BUNDLED, profile), 1) for profile in PROFILES]
    texts = canonical([one["profile"] for one in documents])
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    assert hashes == [one["profile_sha256"] for one in documents]


def test_every_answer_has_a_part_in_the_hash() -> None:
    plain = ranking_document(rank(BUNDLED, Profile(role="physician")), 1)["profile"]
    for key in plain:
        changed = {**plain, key: "another"}
        assert profile_hash(cast("ProfileDocument", changed)) != profile_hash(plain), key


def test_a_program_is_named_alike_everywhere(cli: Callable[..., Run], tmp_path: Path) -> None:
    seen: dict[str, set[str]] = {}
    for _, text in run_all(cli, tmp_path, {*_PERSONAL, "programs", "rank-line"}):
        for record in _programs(json.loads(text)):
            provider = json.dumps(record["offered_by"], sort_keys=True)
            seen.setdefault(record["id"], set()).add(f"{record['name']} {provider}")
    assert len(seen) > 50
    assert [names for names in seen.values() if len(names) > 1] == []


def _programs(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "offered_by" in value:
            yield value
        for one in value.values():
            yield from _programs(one)
    elif isinstance(value, list):
        for one in value:
            yield from _programs(one)


def test_a_report_says_what_its_parts_say_alone(cli: Callable[..., Run]) -> None:
    person = ("--role", "physician", "--hours", "5", "--json")
    report = cli("report", *person).json()
    first, second, third = (one["id"] for one in report["ranking"][:3])
    alone = {
        "explanation": cli("explain", first, *person).json(),
        "plan": cli("plan", first, *person).json(),
        "comparison": cli("compare", first, second, third, *person).json(),
    }
    for name, document in alone.items():
        assert report[name] == {key: document[key] for key in report[name]}
    ranking = cli("rank", "--top", "5", *person).json()
    sources = ranking.pop("sources")
    assert {key: report[key] for key in ranking} == ranking
    assert report["sources"].items() >= sources.items()


def test_a_map_divides_the_triangle(cli: Callable[..., Run]) -> None:
    document = cli("map", "--role", "nurse-leader", "--json").json()
    territories = document["territories"]
    assert sum(one["share"] for one in territories) == pytest.approx(1, abs=1e-4)
    assert [one["share"] for one in territories] == sorted(
        (one["share"] for one in territories), reverse=True
    )
    corners = [corner for one in territories for piece in one["pieces"] for corner in piece]
    for point in (document["here"], *corners, *(one["center"] for one in territories)):
        assert sum(point.values()) == pytest.approx(1, abs=1e-5)
        assert all(-1e-6 <= weight <= 1 + 1e-6 for weight in point.values())
    ranked = cli("rank", "--role", "nurse-leader", "--json").json()["ranking"]
    shares = {one["id"]: one["first_choice_share"] for one in ranked}
    for one in territories:
        if len(one["leaders"]) == 1:
            assert shares[one["leaders"][0]["id"]] == pytest.approx(one["share"], abs=1e-5)


def test_a_map_is_written_as_a_picture_and_as_data_at_once(
    cli: Callable[..., Run], tmp_path: Path
) -> None:
    run = cli("map", "--role", "physician", "--json", "--svg", str(tmp_path / "map.svg"))
    assert run.json()["territories"]
    assert (tmp_path / "map.svg").read_text("utf-8").startswith("<svg")


def test_a_comparison_has_its_numbers_as_numbers(cli: Callable[..., Run]) -> None:
    words = ("compare", "stanford", "iabac", "--role", "physician", "--hours", "5", "--json")
    document = cli(*words).json()
    rows = {one["name"]: one for one in document["rows"]}
    for at, program in enumerate(document["compared"]):
        assert rows["place"]["numbers"][at] == program["rank"]
        assert rows["score"]["numbers"][at] == program["score"]
        assert rows["cost for you"]["numbers"][at] == program["cost_usd"]
        assert rows["time for you"]["numbers"][at] == program["weeks"]
        assert document["costs"][program["id"]]["cost_usd"] == program["cost_usd"]
        for criterion, rating in program["ratings"].items():
            row = rows[CRITERION_WORDS[criterion]]
            assert (row["numbers"][at], row["max"]) == (rating["points"], rating["max"])
            assert row["unit"] == "points"
    assert rows["place"]["unit"] == "place"
    assert rows["focus"]["numbers"] is None


def test_lines_say_whose_they_are_and_lose_nothing(cli: Callable[..., Run]) -> None:
    person = ("rank", "--role", "nurse", "--budget", "400")
    whole = cli(*person, "--json").json()
    lines = [
        json.loads(one) for one in cli(*person, "--all", "--format", "ndjson").out.splitlines()
    ]
    assert {line["profile_sha256"] for line in lines} == {whole["profile_sha256"]}
    assert {line["catalog_sha256"] for line in lines} == {whole["catalog"]["sha256"]}
    ranked = [line for line in lines if line["kind"] == "ranked"]
    out = [line for line in lines if line["kind"] == "ruled_out"]
    assert [{key: line[key] for key in one} for line, one in zip(ranked, whole["ranking"], strict=True)] == (
        whole["ranking"]
    )  # fmt: skip
    assert [{key: line[key] for key in one} for line, one in zip(out, whole["ruled_out"], strict=True)] == (
        whole["ruled_out"]
    )  # fmt: skip
    usual = cli(*person, "--format", "ndjson").out.splitlines()
    assert [json.loads(line) for line in usual] == ranked
    other = cli("rank", "--role", "nurse", "--budget", "401", "--json").json()
    assert other["profile_sha256"] != whole["profile_sha256"]


def test_rows_lose_nothing_and_say_why(cli: Callable[..., Run]) -> None:
    import csv

    person = ("rank", "--role", "nurse", "--budget", "400")
    whole = cli(*person, "--json").json()
    rows = list(csv.DictReader(cli(*person, "--all", "--format", "csv").out.splitlines()))
    assert [row["id"] for row in rows] == [
        one["id"] for one in (*whole["ranking"], *whole["ruled_out"])
    ]
    assert {row["profile_sha256"] for row in rows} == {whole["profile_sha256"]}
    for row in rows[: len(whole["ranking"])]:
        assert (row["reasons"], row["change"], row["kind"]) == ("", "", "ranked")
        assert row["rank"]
    for row, one in zip(rows[len(whole["ranking"]) :], whole["ruled_out"], strict=True):
        assert (row["rank"], row["fit"], row["score"] != "") == ("", "no", True)
        for reason in one["reasons"]:
            assert f"{reason['need']}: {reason['detail']}" in row["reasons"]
        assert row["change"] == (one["change"] or "")


def test_a_table_of_all_shows_all_that_fit(cli: Callable[..., Run]) -> None:
    said = ("rank", "--role", "nurse")
    ranked = cli(*said, "--json").json()["ranking"]
    table = cli(*said, "--all").out
    assert len([line for line in table.splitlines() if re.match(r" ?\d+ [A-Z]", line)]) == len(
        ranked
    )
    assert "more fit" not in table


def test_all_and_the_best_are_not_both_wanted(cli: Callable[..., Run]) -> None:
    run = cli("rank", "--role", "nurse", "--all", "--top", "2", "--format", "csv")
    assert (run.code, run.out) == (2, "")
    assert "--all and --top exclude each other" in run.err


def test_a_program_alone_says_what_it_costs_as_in_the_list(cli: Callable[..., Run]) -> None:
    alone = cli("programs", "stanford", "--json").json()["program"]
    listed = cli("programs", "--json").json()["programs"]
    assert alone in listed
    assert {"cost_usd", "weeks", "total_hours", "status"} <= alone.keys()


def test_a_search_says_what_was_looked_for(cli: Callable[..., Run]) -> None:
    words = ("--role", "CMIO", "--max-cost", "900", "--hours", "4", "--search", "AI", "--json")
    query = cli("programs", *words).json()["query"]
    assert (query["role"], query["max_cost_usd"], query["hours_per_week"]) == (
        "informatics",
        900,
        4,
    )
    assert (query["search"], query["cme"]) == (["ai"], False)


@pytest.mark.parametrize("name", ["rnak", "", "rank json", "\x1b[31m", "café"])
def test_a_name_that_is_none_is_told(cli: Callable[..., Run], name: str) -> None:
    run = cli("schema", name)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("certpick: no JSON is called ")
    assert "\x1b" not in run.err
    assert ("did you mean 'rank'?" in run.err) is (name in ("rnak", "rank json"))


def test_the_list_of_schemas_names_the_commands(cli: Callable[..., Run]) -> None:
    listed = cli("schema").out
    for name, form in FORMS.items():
        assert re.search(rf"^{name}  ", listed, re.MULTILINE)
        assert " ".join(form.command.split()) in " ".join(listed.split())


def test_csv_is_that_of_the_api() -> None:
    ranking = rank(BUNDLED, PROFILES[1])
    header, *rows = ranking_csv(ranking, View(all=True)).splitlines()
    assert len(rows) == len(BUNDLED.programs)
    assert header.split(",")[-3:] == ["kind", "reasons", "change"]
