"""One mistake has one code and the same candidates wherever it is made."""

import csv
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pytest
from conftest import Run
from making import BUNDLED

from certpick import Recommender
from certpick.errors import CODES, Code

Cli = Callable[..., Run]
Words = Mapping[str, str]


TODAY = replace(BUNDLED, today=date(2026, 11, 22))  # as conftest pins it


class Told(NamedTuple):
    """What a program is told of a mistake."""

    code: str
    candidates: tuple[str, ...]


# What is said beside a role, by option, and the code of what is wrong with it.
MISTAKES: list[tuple[Words, Code]] = [
    ({"role": "astronaut"}, "role_unknown"),
    ({"role": "nurze"}, "role_unknown"),
    ({"role": "RT"}, "role_ambiguous"),
    ({"role": "x" * 201}, "value_out_of_range"),
    ({"situation": "managing"}, "situation_unknown"),
    ({"credit": "stamps"}, "credit_unknown"),
    ({"hold": "nothing at all"}, "program_unknown"),
    ({"hold": "ai"}, "program_ambiguous"),
    ({"budget": "lots"}, "value_invalid"),
    ({"budget": "-5"}, "value_out_of_range"),
    ({"budget": "3.000"}, "value_ambiguous"),
    ({"hours": "4-6"}, "value_invalid"),
    ({"hours": "200"}, "value_out_of_range"),
    ({"weeks": "0"}, "value_out_of_range"),
    ({"weeks": "2020-01-01"}, "value_out_of_range"),
    ({"weeks": "2027-02-30"}, "value_out_of_range"),
    ({"cme": "maybe"}, "value_unknown"),
    ({"pacing": "fast"}, "value_unknown"),
    ({"evidence": "some"}, "value_unknown"),
    ({"priority": "money"}, "value_unknown"),
    ({"priority": "cme"}, "options_conflict"),
    ({"priority": "rigor", "weights": "domain=1,rigor=1,portability=1"}, "options_conflict"),
    ({"weights": "domain"}, "value_invalid"),
    ({"weights": "money=1"}, "value_unknown"),
    ({"weights": "domain=1,rigor=1"}, "value_missing"),
    ({"weights": "domain=0,rigor=0,portability=0"}, "value_out_of_range"),
    ({"country": "Atlantis"}, "value_invalid"),
    ({"language": "x1"}, "value_invalid"),
]


def with_role(words: Words) -> Words:
    return {"role": "physician", **words}


def commanded(cli: Cli, words: Words) -> Told:
    """Return what ``certpick rank`` says of these words."""
    line = [part for name, text in words.items() for part in (f"--{name}", text)]
    error = json.loads(cli("rank", *line, "--json").err)["error"]
    return Told(error["code"], tuple(error["candidates"]))


def in_batch(words: Words) -> Told:
    """Return what batch says of a row with these words."""
    batch = pa.record_batch({name: pa.array([text]) for name, text in words.items()})
    (line,) = RECOMMENDER.recommend(batch).to_pylist()
    (fault,) = RECOMMENDER.read(batch).faults.values()
    assert line["error_code"] == fault.code
    return Told(fault.code, fault.candidates)


RECOMMENDER = Recommender(TODAY)


@pytest.mark.parametrize(("words", "code"), MISTAKES)
def test_one_mistake_has_one_code(cli: Cli, words: Words, code: Code) -> None:
    said = with_role(words)
    told = commanded(cli, said)
    assert told.code == code
    assert in_batch(said) == told


def test_a_row_without_a_role_is_told_as_a_command_without_one(cli: Cli) -> None:
    batch = pa.record_batch({"role": pa.array([None], pa.string())})
    (line,) = RECOMMENDER.recommend(batch).to_pylist()
    assert line["error_code"] == commanded(cli, {}).code == "role_missing"


@pytest.mark.parametrize("title", ["nurze", "RT", "astronaut", ""])
def test_a_dry_run_and_the_file_of_titles_say_the_same(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("staff.csv").write_text(f"id,role\n1,{title}\n", "utf-8")
    told = commanded(cli, {"role": title} if title else {})
    run = cli("batch", "staff.csv", "--dry-run", "--json", "--unresolved", "titles.csv")
    (read,) = run.json()["titles"]
    assert read["error_code"] == told.code
    (row,) = csv.DictReader(Path("titles.csv").read_text("utf-8").splitlines())
    assert row["candidates"] == ";".join(told.candidates)


@pytest.mark.parametrize("row", ["1", "1,physician,2", '"1"x,physician'])
def test_a_row_that_is_none_has_a_code_of_its_own(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("staff.csv").write_text(f"id,role\n{row}\n", "utf-8")
    (line,) = csv.DictReader(cli("batch", "staff.csv").out.splitlines())
    assert line["error_code"] == "row_invalid"
    assert line["error_code"] in CODES
