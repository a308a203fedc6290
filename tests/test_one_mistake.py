"""One mistake has one code and the same candidates wherever it is made."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pytest
from conftest import Run
from making import BUNDLED
from web_client import DAY, Client, client_of

from certpick import CertpickError, Profile, Recommender, compare, rank
from certpick.errors import CODES, Code
from certpick.mcp.tools import TOOLS
from certpick.render import streams

Cli = Callable[..., Run]
Words = Mapping[str, str]


TODAY = replace(BUNDLED, today=DAY)


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


def commanded(cli: Cli, command: str, words: Words) -> Told:
    """Return what a command says of these words as options."""
    line = [part for name, text in words.items() for part in (f"--{name}", text)]
    error = json.loads(cli(*command.split(), *line, "--json").err)["error"]
    return Told(error["code"], tuple(error["candidates"]))


def in_batch(words: Words) -> Told:
    """Return what batch says of a row with these words."""
    batch = pa.record_batch({name: pa.array([text]) for name, text in words.items()})
    (line,) = RECOMMENDER.recommend(batch).to_pylist()
    (fault,) = RECOMMENDER.read(batch).faults.values()
    assert line["error_code"] == fault.code
    return Told(fault.code, fault.candidates)


RECOMMENDER = Recommender(TODAY)


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """Open the application on the bundled catalogue."""
    with client_of() as opened:
        yield opened


def served(client: Client, path: str, words: Words) -> Told:
    """Return what an address says of these words."""
    error = client.get(path, words).json()["error"]
    return Told(error["code"], tuple(error["candidates"]))


def raised(make: Callable[[], object]) -> Told:
    """Return what an exception of Python says."""
    with pytest.raises(CertpickError) as caught:
        make()
    return Told(caught.value.code, caught.value.candidates)


@pytest.mark.parametrize(("words", "code"), MISTAKES)
def test_one_mistake_has_one_code(cli: Cli, client: Client, words: Words, code: Code) -> None:
    said = {"role": "physician", **words}
    told = commanded(cli, "rank", said)
    assert told.code == code
    assert in_batch(said) == served(client, "/api/rank", said) == told


# The same in Python, where an answer is no text: what is said there, and on the command line.
ANSWERS: list[tuple[dict[str, Any], Words]] = [
    ({"role": "astronaut"}, {}),
    ({"situation": ["managing"]}, {}),
    ({"credit": ["stamps"]}, {}),
    ({"hold": ["ai"]}, {}),
    ({"budget": -5}, {}),
    ({"hours": 200}, {}),
    ({"weeks": 0}, {}),
    ({"cme": "maybe"}, {}),
    ({"pacing": "fast"}, {}),
    ({"evidence": "some"}, {}),
    ({"country": "Atlantis"}, {}),
    ({"priority": ["money"]}, {}),
    ({"priority": ["cme"]}, {}),
    ({"weights": {"money": 1}}, {"weights": "money=1"}),
    ({"weights": {"domain": 1, "rigor": 1}}, {"weights": "domain=1,rigor=1"}),
]


@pytest.mark.parametrize(("answer", "words"), ANSWERS)
def test_so_it_has_in_python(cli: Cli, answer: dict[str, Any], words: Words) -> None:
    plain = {name: _text(value) for name, value in answer.items()}
    told = commanded(cli, "rank", {"role": "physician", **plain, **words})
    assert raised(lambda: rank(TODAY, Profile(**{"role": "physician", **answer}))) == told


def _text(value: Any) -> str:
    return ",".join(value) if isinstance(value, list) else str(value)


# What other commands are told, each with its address: the words, and the code.
REQUESTS: list[tuple[str, str, Words, Code]] = [
    ("rank", "/api/rank", {"role": "physician", "sort": "x"}, "value_unknown"),
    ("rank", "/api/rank", {"role": "physician", "top": "0"}, "value_out_of_range"),
    ("rank", "/api/rank", {"role": "physician", "top": "-3"}, "value_out_of_range"),
    ("rank", "/api/rank", {"role": "physician", "top": "abc"}, "value_invalid"),
    ("rank", "/api/rank", {"role": "physician", "top": "2.5"}, "value_invalid"),
    ("pair", "/api/pair", {"role": "physician", "top": "0"}, "value_out_of_range"),
    ("pair", "/api/pair", {"role": "physician", "with": "zzz"}, "program_unknown"),
    ("programs", "/api/programs", {"hours": "200"}, "value_out_of_range"),
    ("programs", "/api/programs", {"sort": "x"}, "value_unknown"),
    ("programs", "/api/programs", {"focus": "x"}, "value_unknown"),
    ("programs", "/api/programs", {"pacing": "x"}, "value_unknown"),
    ("programs", "/api/programs", {"max-cost": "-5"}, "value_out_of_range"),
    ("plan stanford", "/api/plan/stanford", {"role": "physician", "days": "x"}, "value_unknown"),
    ("plan stanford", "/api/plan/stanford", {"role": "physician", "at": "x"}, "value_invalid"),
    ("plan stanford", "/api/plan/stanford", {"role": "physician", "at": "25:00"}, "value_out_of_range"),
    ("plan stanford", "/api/plan/stanford", {"role": "physician", "at": "7"}, "value_ambiguous"),
    ("plan stanford", "/api/plan/stanford", {"role": "physician", "start": "soon"}, "value_invalid"),
    ("plan stanford", "/api/plan/stanford", {"role": "physician", "start": "2027-02-30"}, "value_out_of_range"),
    ("plan stanford", "/api/plan/stanford", {"role": "physician", "off": "soon"}, "value_invalid"),
    ("plan stanford", "/api/plan/stanford", {"role": "physician", "off": "2027-02-30"}, "value_out_of_range"),
]  # fmt: skip


# Numbers that only a command takes.
NUMBERS: list[tuple[str, Code]] = [
    ("serve --port 70000", "value_out_of_range"),
    ("serve --port x", "value_invalid"),
    ("--max-size 0 roles", "value_out_of_range"),
    ("--max-size -5MB roles", "value_out_of_range"),
    ("--max-size much roles", "value_invalid"),
    ("batch none.csv --top 0", "value_out_of_range"),
    ("batch none.csv --top x", "value_invalid"),
    ("batch none.csv --role physician --budget-total -5", "value_out_of_range"),
    ("batch none.csv --role physician --budget-total lots", "value_invalid"),
]


@pytest.mark.parametrize(("line", "code"), NUMBERS)
def test_a_number_of_a_command_is_told_alike(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, line: str, code: Code
) -> None:
    caught: list[CertpickError] = []
    monkeypatch.setattr(streams, "write_error", lambda error, **_: caught.append(error))
    cli(*line.split())
    assert [one.code for one in caught] == [code]


@pytest.mark.parametrize(("command", "path", "words", "code"), REQUESTS)
def test_an_address_tells_what_its_command_tells(
    cli: Cli, client: Client, command: str, path: str, words: Words, code: Code
) -> None:
    told = commanded(cli, command, words)
    assert told.code == code
    assert served(client, path, words) == told


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("rank --format xml", ("table", "json", "ndjson", "csv", "excel", "markdown")),
        ("rank --sort x", ("score", "fit", "cost", "time")),
        ("programs --sort x", ("name", "cost", "time")),
        ("report --format x", ("html", "markdown", "json")),
    ],
)
def test_a_word_that_is_none_of_a_few_is_told_with_all_of_them(
    cli: Cli, line: str, words: tuple[str, ...]
) -> None:
    error = json.loads(cli(*line.split(), "--json").err)["error"]
    assert (error["code"], tuple(error["candidates"])) == ("value_unknown", words)
    option, word = line.split()[-2:]
    assert error["message"] == f"{option}: '{word}' is none of {', '.join(words)}"


def test_a_flag_with_a_word_is_no_missing_value(cli: Cli) -> None:
    error = json.loads(cli("rank", "--json", "--strict=perhaps").err)["error"]
    assert error["code"] == "value_invalid"


@pytest.mark.parametrize("named", [["harvard"], ["harvard", "Harvard"], ["zzz", "harvard"], []])
def test_programs_to_compare_are_read_in_one_place(
    cli: Cli, client: Client, named: list[str]
) -> None:
    words = [("role", "physician"), *(("program", one) for one in named)]
    error = client.get("/api/compare", words).json()["error"]
    asked = {"role": "physician", "programs": named}
    ranking = rank(TODAY, Profile(role="physician"))
    said = Told(error["code"], tuple(error["candidates"]))
    assert raised(lambda: compare(ranking, named)) == said
    assert raised(lambda: TOOLS["compare"].call(TODAY, DAY, asked)) == said
    if named:  # typer itself says that none is named
        line = json.loads(cli("compare", *named, "--role", "physician", "--json").err)["error"]
        assert (line["message"], line["code"]) == (error["message"], error["code"])
    else:
        assert commanded(cli, "compare", {"role": "physician"}) == said
    assert said.code == ("program_unknown" if "zzz" in named else "value_missing")


@pytest.mark.parametrize("named", [["harvard"], ["harvard", "zzz"], ["harvard", "stanford"]])
def test_of_two_mistakes_in_a_comparison_the_same_is_told(
    cli: Cli, client: Client, named: list[str]
) -> None:
    told = client.get("/api/compare", [("program", one) for one in named]).json()["error"]
    line = json.loads(cli("compare", *named, "--json").err)["error"]
    assert told["code"] == line["code"]


def test_a_page_compares_only_so_many(client: Client) -> None:
    words = [("role", "physician"), *(("program", one.id) for one in TODAY.programs[:7])]
    error = client.get("/api/compare", words).json()["error"]
    assert (error["code"], error["hint"]) == ("value_out_of_range", "name 2 to 6")


def test_a_misspelt_name_has_the_nearest_as_candidates(cli: Cli, client: Client) -> None:
    assert commanded(cli, "rank", {"bugdet": "5"}) == Told("option_unknown", ("--budget",))
    assert served(client, "/api/rank", {"bugdet": "5"}) == Told("option_unknown", ("budget",))
    said: dict[str, Any] = {"bugdet": 5}
    assert raised(lambda: Profile(**said)) == Told("option_unknown", ("budget",))


def test_a_row_without_a_role_is_told_as_a_command_without_one(cli: Cli) -> None:
    batch = pa.record_batch({"role": pa.array([None], pa.string())})
    (line,) = RECOMMENDER.recommend(batch).to_pylist()
    assert line["error_code"] == commanded(cli, "rank", {}).code == "role_missing"


@pytest.mark.parametrize("title", ["nurze", "RT", "astronaut", ""])
def test_a_dry_run_and_the_file_of_titles_say_the_same(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("staff.csv").write_text(f"id,role\n1,{title}\n", "utf-8")
    told = commanded(cli, "rank", {"role": title} if title else {})
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
