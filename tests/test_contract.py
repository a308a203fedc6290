"""The JSON contract: the published schema is current, and what is printed keeps to it."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ajv import faults
from conftest import ROOT, Run
from hypothesis import given
from hypothesis import strategies as st

from certpick import Catalog, Profile, rank
from certpick.catalog.loader import data_folder, load_roles
from certpick.catalog.schema import DESCRIPTIONS, catalog_schema
from certpick.render.documents.ranking import ranking_document
from certpick.render.encode import as_json


def test_the_published_schema_of_a_catalogue_is_current(
    cli: Callable[..., Run], golden: Callable[[Path, str], None]
) -> None:
    golden(ROOT / "docs" / "programs.schema.json", cli("catalog", "schema").out)


def test_the_bundled_catalogue_keeps_to_its_schema() -> None:
    schema = catalog_schema(load_roles())
    data = json.loads((data_folder() / "programs.json").read_text("utf-8"))
    jsonschema.validate({"$schema": "programs.schema.json", **data}, schema)
    data["programs"][0]["facts"]["topics"][0]["topic"] = "cooking"
    with pytest.raises(jsonschema.ValidationError, match="cooking"):
        jsonschema.validate(data, schema)
    source = {"id": "cooking", "label": "cooking", "source": "guide"}
    jsonschema.validate({**data, "roles": {"topics": [source]}}, schema)


def _with_schema(folder: Path, schema: str) -> list[Path]:
    """Return a catalogue that names its schema, and one that breaks it, beside the schema."""
    (folder / "programs.schema.json").write_text(schema, encoding="utf-8")
    text = (data_folder() / "programs.json").read_text("utf-8")
    named = text.replace("{", '{"$schema": "programs.schema.json",', 1)
    paths = [folder / "good.json", folder / "bad.json"]
    paths[0].write_text(named, encoding="utf-8")
    paths[1].write_text(named.replace('"patient-safety"', '"cooking"'), encoding="utf-8")
    return paths


def test_the_line_that_names_the_schema_is_no_mistake(
    cli: Callable[..., Run], tmp_path: Path
) -> None:
    good, bad = _with_schema(tmp_path, cli("catalog", "schema").out)
    assert cli("catalog", "check", str(good), "--json").json()["errors"] == 0
    assert cli("catalog", "check", str(bad), "--json").json()["errors"] > 0


@pytest.mark.slow
def test_check_jsonschema_takes_the_schema(cli: Callable[..., Run], tmp_path: Path) -> None:
    good, bad = _with_schema(tmp_path, cli("catalog", "schema").out)
    program, schema = [sys.executable, "-m", "check_jsonschema"], tmp_path / "programs.schema.json"
    for words, code in (
        (["--check-metaschema", str(schema)], 0),
        (["--schemafile", str(schema), str(good)], 0),
        (["--schemafile", str(schema), str(bad)], 1),
    ):
        done = subprocess.run([*program, *words], capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout
    assert "'cooking' is not one of" in done.stdout


@pytest.mark.slow
def test_ajv_takes_the_schema_with_its_defaults(cli: Callable[..., Run], tmp_path: Path) -> None:
    good, bad = _with_schema(tmp_path, cli("catalog", "schema").out)
    (told,) = faults("draft-07", {tmp_path / "programs.schema.json": [good, bad]}).values()
    assert [bool(one) for one in told] == [False, True]


def test_a_patch_keeps_to_the_schema() -> None:
    schema = catalog_schema(load_roles())
    head = {"schema_version": 1, "as_of": "2026-11-22", "sources": {}, "providers": {}}
    patch = {"id": "a", "patch": True, "facts": {"price": None, "focus": None, "topics": None}}
    jsonschema.validate({**head, "hide": ["b"], "programs": [patch]}, schema)
    for wrong in (
        {"id": "a", "facts": {}},
        {**patch, "patch": False},
        {**patch, "facts": {"x": 1}},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**head, "programs": [wrong]}, schema)


def test_every_key_of_a_catalogue_is_described() -> None:
    """An editor shows what a key means, and the table holds no key that is not there."""
    schema = catalog_schema(load_roles())
    keys = {
        f"{name}.{key}" if f"{name}.{key}" in DESCRIPTIONS else key
        for name, record in {"CatalogFile": schema, **schema["$defs"]}.items()
        for key in record.get("properties", {})
    }
    assert keys == set(DESCRIPTIONS)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)  # fmt: skip


@given(_JSON)
def test_json_is_written_as_pythons_own_would_be(value: Any) -> None:
    assert as_json(value) == json.dumps(value, indent=2, sort_keys=True) + "\n"


def test_json_has_no_constants_that_json_lacks() -> None:
    for number in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="Out of range float"):
            as_json({"a": [number]})


def test_the_keys_that_others_build_on(catalog: Catalog) -> None:
    """Keys are only ever added to these."""
    document: Any = ranking_document(rank(catalog, Profile(role="administrator")))
    assert document["schema_version"] == 1
    assert document.keys() >= {"catalog", "profile", "ranking", "ruled_out", "notes"}
    assert document["catalog"].keys() >= {"as_of", "programs", "sha256"}
    assert document["profile"].keys() >= {
        "role", "budget", "hours_per_week", "cme", "situations", "weights", "evidence", "assumed",
    }  # fmt: skip
    first = document["ranking"][0]
    assert first.keys() >= {
        "rank", "id", "name", "provider", "url", "score", "score_high", "first_choice_share",
        "rank_best", "rank_worst", "cost_usd", "weeks",
        "ratings", "needs", "confirm", "fit", "unmet", "unknown",
    }  # fmt: skip
    assert first["ratings"].keys() == {"domain_alignment", "assessment_rigor", "portability"}
    rating = first["ratings"]["assessment_rigor"]
    assert rating.keys() >= {"points", "open", "max", "items"}
    assert rating["items"][0].keys() >= {
        "id", "points", "max", "state", "label", "source", "quote", "own_claim",
    }  # fmt: skip
    assert document["ruled_out"][0].keys() >= {"id", "name", "reasons"}
    assert document["ruled_out"][0]["reasons"][0].keys() >= {"need", "detail"}


@pytest.mark.parametrize(
    "words",
    [
        ("rank", "--role", "charge nurse", "--top", "5"),
        ("explain", "stanford", "--role", "physician"),
        ("compare", "harvard", "stanford", "--role", "physician"),
        ("plan", "stanford", "--role", "physician", "--hours", "5"),
        ("pair", "--role", "administrator"),
        ("report", "--role", "physician"),
        ("programs", "stanford"),
        ("programs", "--search", "nurse"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_what_a_result_cites_is_told_with_its_date(
    cli: Callable[..., Run], words: tuple[str, ...]
) -> None:
    document = cli(*words, "--json").json()
    sources = document.pop("sources")
    assert set(_cited(document)) <= set(sources)
    assert "guide" in sources, "what everything follows"
    assert all(one["title"] and one["checked"] for one in sources.values())


def _cited(value: Any) -> Iterator[str]:
    """Yield the ids of sources, wherever a document names them."""
    for key, one in value.items() if isinstance(value, dict) else enumerate(value):
        if key == "robustness":
            continue  # its source is a criterion
        if key in ("source", "also") and one:
            yield from [one] if isinstance(one, str) else one
        elif key == "sources":
            yield from (name for ids in one for name in ids)
        elif isinstance(one, dict | list):
            yield from _cited(one)


def test_what_a_shorter_list_leaves_out_is_counted(cli: Callable[..., Run]) -> None:
    whole = cli("rank", "--role", "administrator", "--json").json()
    short = cli("rank", "--role", "administrator", "--json", "--top", "3").json()
    assert whole["left_out"] == {"ranking": 0, "ruled_out": 0}
    assert short["left_out"] == {"ranking": len(whole["ranking"]) - 3, "ruled_out": 0}


def test_the_worked_example(catalog: Catalog) -> None:
    """IABAC for an administrator: 100 x (11/18 x 3.75/4 + 5/18 x 4/5 + 2/18 x 2/4)."""
    first: Any = ranking_document(rank(catalog, Profile(role="administrator")))["ranking"][0]
    assert (first["id"], first["score"], first["score_high"]) == (
        "iabac-ai-healthcare",
        85.1,
        100.0,
    )
    assert first["cost_usd"] is None


def test_every_form_says_what_surely_fits(cli: Callable[..., Run]) -> None:
    said = ("rank", "--role", "clinician", "--budget", "3000", "--format")
    document = cli(*said, "json").json()["ranking"]
    lines = [json.loads(line) for line in cli(*said, "ndjson").out.splitlines()]
    rows = list(csv.DictReader(cli(*said, "csv").out.splitlines()))
    assert list(rows[0]).index("fit") == 28, "a column is added behind the others"
    assert {one["fit"] for one in document} == {"sure", "maybe"}
    for one, line, row in zip(document, lines, rows, strict=True):
        unknown = [need["need"] for need in one["needs"] if need["state"] == "unknown"]
        assert (one["unmet"], one["unknown"]) == ([], unknown)
        assert one["fit"] == line["fit"] == row["fit"] == ("maybe" if unknown else "sure")


@pytest.mark.parametrize("evidence", ["all", "independent"])
def test_points_that_are_only_claimed_or_denied_have_columns(
    cli: Callable[..., Run], evidence: str
) -> None:
    """They are those of the items that JSON marks: what goes, or comes, with other evidence."""
    said = ("rank", "--role", "clinician", "--evidence", evidence, "--format")
    document = cli(*said, "json").json()["ranking"]
    rows = list(csv.DictReader(cli(*said, "csv").out.splitlines()))
    assert list(rows[0])[29:31] == ["own_claim_points", "rival_claim_points"]
    for one, row in zip(document, rows, strict=True):
        items = [item for rating in one["ratings"].values() for item in rating["items"]]
        own = sum(item["points"] or item["open"] for item in items if item["own_claim"])
        rival = sum(item["max"] for item in items if item["rival_claim"] and not item["points"])
        assert float(row["own_claim_points"]) == pytest.approx(own, abs=1e-5)
        assert one["own_claim_points"] == pytest.approx(own, abs=1e-5)
        assert float(row["rival_claim_points"]) == one["rival_claim_points"] == rival
    iabac = next(one for one in document if one["id"] == "iabac-ai-healthcare")
    assert iabac["own_claim_points"] > 5
    assert any(one["rival_claim_points"] for one in document)


def test_items_add_up_to_the_printed_score(catalog: Catalog) -> None:
    for role in catalog.roles.role_ids:
        document = ranking_document(rank(catalog, Profile(role=role)))
        weights = document["profile"]["weights"]
        for one in document["ranking"]:
            shown = sum(
                weights[name] * sum(item["points"] for item in rating["items"]) / rating["max"]
                for name, rating in one["ratings"].items()
            )
            assert one["score"] == pytest.approx(100 * shown, abs=0.051)


def test_needs_are_among_the_documented_names(catalog: Catalog) -> None:
    profile = Profile(
        role="physician", budget=1, hours_per_week=1, weeks=1, cme="required",
        pacing="cohort", no_programming=True, strict=True,
    )  # fmt: skip
    document = ranking_document(rank(catalog, profile))
    names = {reason["need"] for one in document["ruled_out"] for reason in one["reasons"]}
    names |= {need["need"] for one in document["ranking"] for need in one["needs"]}
    assert names == {
        "inclusion", "status", "purchase", "budget", "hours", "weeks", "cme", "pacing", "no-programming",
    }  # fmt: skip
