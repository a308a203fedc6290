"""Errors: a stable code for programs, told alike in JSON, on the exception and in the docs."""

import ast
import copy
import json
import pickle
import re
import shlex
import subprocess
import sys
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeGuard, get_args

import pytest
from conftest import ROOT, Run

from certpick import CertpickError, DataError, Profile, UsageError, load_catalog, rank
from certpick.catalog.roles import AmbiguousTitleError
from certpick.errors import CODES, Code, extra
from certpick.profile.profile import ProfileError
from certpick.render.contract.schema import json_schema

SOURCE = ROOT / "src" / "certpick"
PAGE = ROOT / "docs" / "errors.md"


TREES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(SOURCE.rglob("*.py"))}


@cache
def kinds() -> frozenset[str]:
    """Return the names of the classes of errors that are made with a code, as their base is."""
    classes = [node for tree in TREES.values() for node in ast.walk(tree) if _is_class(node)]
    found = {"CertpickError"}
    while more := {one.name for one in classes if _bases(one) & found} - found:
        found |= more
    own = {one.name for one in classes for part in one.body if _is_constructor(part)}
    return frozenset(found - (own - {"CertpickError"}))


def _is_class(node: ast.AST) -> TypeGuard[ast.ClassDef]:
    return isinstance(node, ast.ClassDef)


def _bases(node: ast.ClassDef) -> set[str]:
    return {base.id for base in node.bases if isinstance(base, ast.Name)}


def _is_constructor(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name == "__init__"


@cache
def made() -> list[tuple[str, ast.Call]]:
    """Return every place in the source where an error is made, with its name."""
    names = kinds()
    return [
        (f"{path.name}:{node.lineno}", node)
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]


def test_the_table_has_every_code_once() -> None:
    assert get_args(Code) == tuple(CODES)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", code) for code in CODES)


def test_every_error_that_is_made_has_a_code_of_the_table() -> None:
    assert kinds() >= {"UsageError", "DataError", "ProfileError", "MissingError"}
    assert len(made()) > 80
    for place, call in made():
        codes = [one.value for one in call.keywords if one.arg == "code"]
        assert codes, place
        assert not isinstance(codes[0], ast.Constant) or codes[0].value in CODES, place


def test_every_code_is_used() -> None:
    words = {
        node.value
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if path.name != "errors.py" and isinstance(node, ast.Constant)
    }
    assert set(CODES) - words == {"missing_extra"}  # which errors.py itself makes


def test_the_schemas_list_every_code() -> None:
    error = json_schema("error")["$defs"]["ErrorBody"]["properties"]["code"]
    line = json_schema("batch-line")["properties"]["error_code"]
    title = json_schema("titles")["$defs"]["TitleDocument"]["properties"]["error_code"]
    assert error["enum"] == [*CODES]
    for schema in (line, title):
        listed, nothing = schema["anyOf"]
        assert (listed["enum"], nothing) == ([*CODES], {"type": "null"})


def test_the_documentation_lists_every_code(request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text("utf-8")
    head, written = text.rpartition("|---|---|\n")[::2]
    rows = "".join(f"| `{code}` | {meaning} |\n" for code, meaning in CODES.items())
    if request.config.getoption("--update-golden"):
        PAGE.write_text(f"{head}|---|---|\n{rows}", "utf-8")
    else:
        assert written == rows


def test_the_examples_of_the_documentation_are_true(
    cli: Callable[..., Run], request: pytest.FixtureRequest
) -> None:
    text = PAGE.read_text("utf-8")
    console, as_json, code = re.findall(r"```(?:console|json|python)\n(.*?)```", text, re.DOTALL)
    command, _, said = console.partition("\n")
    words = shlex.split(command.removeprefix("$ certpick "))
    assert cli(*words).err == said
    error = json.dumps(json.loads(cli(*words, "--json").err), indent=2) + "\n"
    if request.config.getoption("--update-golden"):
        PAGE.write_text(text.replace(f"```json\n{as_json}```", f"```json\n{error}```"), "utf-8")
    else:
        assert as_json == error
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert f"`{done.stdout.strip()}`" in text


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("rank", "role_missing"),
        ("rank --role zzzzz", "role_unknown"),
        ("rank --role RT", "role_ambiguous"),
        ("rank --role physician --situation zzz", "situation_unknown"),
        ("rank --role physician --credit zzz", "credit_unknown"),
        ("rank --role physician --hold zzz", "program_unknown"),
        ("explain zzz --role physician", "program_unknown"),
        ("explain ai --role physician", "program_ambiguous"),
        ("compare harvard --role physician", "value_missing"),
        ("compare --role physician", "value_missing"),
        ("rank --role physician --json --budget", "value_missing"),
        ("rank --role physician --budget lots", "value_invalid"),
        ("rank --role physician --budget -5", "value_out_of_range"),
        ("rank --role physician --budget 3.000", "value_ambiguous"),
        ("rank --role physician --cme maybe", "value_unknown"),
        ("rank --role physician --top 0", "value_out_of_range"),
        ("rank --role physician --top x", "value_invalid"),
        ("rank --role physician --format pdf", "value_unknown"),
        ("rank --role physician --priority zzz", "value_unknown"),
        ("rank --role physician --priority cme", "options_conflict"),
        ("rank --role physician --priority rigor --weights domain=1,rigor=1,portability=1", "options_conflict"),
        ("rank --role physician --weights domain=1,rigor=1", "value_missing"),
        ("rank --role physician --weights domain=0,rigor=0,portability=0", "value_out_of_range"),
        ("rank --role physician --country Atlantis", "value_invalid"),
        ("rank --role physician --bugdet 5", "option_unknown"),
        ("rnk", "option_unknown"),
        ("programs --search ''", "value_missing"),
        ("programs stanford --cme", "options_conflict"),
        ("plan stanford --role physician --hours 5 --ics x.ics --time-zone zzz", "time_zone_unknown"),
        ("rank --role physician --catalog none.json", "file_unreadable"),
        ("rank --role physician --profile none.json", "file_unreadable"),
        ("plan stanford --role physician --hours 5 --ics no/such/plan.ics", "file_unwritable"),
        ("quiz --resume", "terminal_missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_code(
    cli: Callable[..., Run],
    line: str,
    code: Code,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    run = cli(*shlex.split(line), *([] if "--json" in line else ["--json"]))
    error = json.loads(run.err)["error"]
    assert (error["code"], error["exit_code"]) == (code, run.code)


@pytest.mark.parametrize(
    ("option", "content", "code"),
    [
        ("--catalog", "{", "json_invalid"),
        ("--catalog", '{"schema_version": 1}', "catalog_invalid"),
        ("--profile", "{", "json_invalid"),
        ("--profile", '{"budget": -5, "hour": 3}', "profile_invalid"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_by_code(
    cli: Callable[..., Run], tmp_path: Path, option: str, content: str, code: Code
) -> None:
    path = tmp_path / "file.json"
    path.write_text(content, "utf-8")
    error = json.loads(cli("rank", option, str(path), "--json").err)["error"]
    assert (error["code"], error["exit_code"]) == (code, 1)
    assert error["faults"]


def _raised(make: Callable[[], object]) -> CertpickError:
    with pytest.raises(CertpickError) as caught:
        make()
    return caught.value


SEVERAL: list[Callable[[], object]] = [
    lambda: rank(load_catalog(), Profile(role="nurze")),
    lambda: rank(load_catalog(), Profile(role="RT")),
    lambda: Profile(budget=-1, weeks=0),
    lambda: load_catalog("/nowhere"),
    lambda: _needing("zzz"),
]


def _needing(name: str) -> None:
    with extra("batch"):
        raise ModuleNotFoundError(name=name)


@pytest.mark.parametrize("make", SEVERAL)
def test_an_error_is_the_same_in_another_process(make: Callable[[], object]) -> None:
    error = _raised(make)
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):  # noqa: S301
        assert type(again) is type(error)
        assert (str(again), vars(again)) == (str(error), vars(error))


@pytest.mark.parametrize("make", SEVERAL)
def test_an_error_told_with_its_place_is_the_same_error(make: Callable[[], object]) -> None:
    error = _raised(make)
    placed = error.at("row 3")
    assert type(placed) is type(error)
    assert str(placed) == f"row 3: {error}"
    told = [(one.code, one.hint, one.faults, one.candidates) for one in (error, placed)]
    assert told[0] == told[1]
    elsewhere = error.at("row 3", "look there")
    assert (elsewhere.hint, elsewhere.__notes__[-1]) == ("look there", "hint: look there")


def test_a_traceback_ends_with_every_fault_and_what_to_do() -> None:
    lines = "".join(traceback.format_exception(_raised(SEVERAL[0]))).splitlines()
    assert lines[-1] == "hint: did you mean Nurse (nurse)?"
    lines = "".join(traceback.format_exception(_raised(SEVERAL[2]))).splitlines()
    assert lines[-2:] == ["  budget=-1: must be 0 or more", "  weeks=0: must be 0.1 or more"]


def test_the_kinds_of_errors_are_few() -> None:
    assert issubclass(AmbiguousTitleError, UsageError)
    assert issubclass(ProfileError, UsageError)
    assert not issubclass(DataError, UsageError)
