"""The program: options, formats, errors, exit codes, and streams that misbehave."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import PINNED, ROOT, Run, program

from certpick.cli.options import PROFILE_OPTIONS
from certpick.profile.options import OPTIONS

Cli = Callable[..., Run]
Golden = Callable[[Path, str], None]
GOLDEN = Path(__file__).parent / "golden"
ESCAPE = "\x1b"
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def test_rank_prints_a_table(cli: Cli, golden: Golden) -> None:
    run = cli("rank", "--role", "administrator")
    assert (run.code, run.err) == (0, "")
    golden(GOLDEN / "rank-administrator.txt", run.out)


def test_details_on_a_narrow_screen(cli: Cli, golden: Golden, monkeypatch: Any) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    needs = ("--role", "charge nurse", "--budget", "3000", "--hours", "5")
    run = cli("rank", *needs, "--top", "3", "--details")
    golden(GOLDEN / "rank-narrow.txt", run.out)
    assert max(map(len, run.out.splitlines())) <= 40


@pytest.mark.parametrize("columns", [24, 40, 60, 76, 80, 100, 200])
@pytest.mark.parametrize("role", ["physician", "administrator"])
def test_no_line_is_wider_than_the_screen(
    cli: Cli, monkeypatch: Any, columns: int, role: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = cli("rank", "--role", role, "--budget", "500", "--details").out
    assert max(map(len, out.splitlines())) <= columns
    assert "…" not in out, "nothing is cut off"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (
            "rank|--role| nurse-leader\r|--budget|$3k|--weeks|2027-02-22|--situation|Academic Center",
            "rank|--role|nurse-leader|--budget|3000|--weeks|13.14|--situation|academic-center",
        ),
        ("rank|--role|physician|--FORMAT| JSON \r", "rank|--role|physician|--format|json"),
        ("explain| STANFORD-ai-healthcare\r|--role|CMIO", "explain|stanford|--role|CMIO"),
        ("programs|--max-cost|$0.5k|--focus| Healthcare-AI", "programs|--max-cost|500|--focus|healthcare-ai"),
        ("Map|--role|administrator\r", "map|--role|administrator"),
        ("plan|iabac|--role|CMIO|--json\r", "plan|iabac|--role|CMIO|--json"),
    ],
)  # fmt: skip
def test_blanks_line_ends_and_case_change_no_byte(cli: Cli, written: str, plain: str) -> None:
    run, expected = cli(*written.split("|")), cli(*plain.split("|"))
    assert expected.code == 0
    assert (run.code, run.err) == (0, "")
    assert run.out == expected.out


def test_an_error_is_json_however_json_is_asked_for(cli: Cli) -> None:
    run = cli("rank", "--role", "nobody", "--FORMAT", " Json")
    assert json.loads(run.err)["error"]["exit_code"] == 2


def test_without_a_command_a_terminal_is_told_in_two_lines_how_to_start(
    cli: Cli, monkeypatch: Any
) -> None:
    monkeypatch.setattr("certpick.render.streams.on_terminal", lambda: True)
    run = cli()
    assert (run.code, run.err) == (0, "")
    first, second = run.out.splitlines()
    assert first.startswith("certpick quiz ")
    assert second.startswith("certpick --help ")
    assert max(len(first), len(second)) <= 80


def test_the_quiz_stands_first_in_the_help(cli: Cli) -> None:
    commands = cli("--help").out.partition("Commands:\n")[2]
    assert commands.split()[0] == "quiz"


def test_without_a_command_it_helps(cli: Cli) -> None:
    run = cli()
    assert (run.code, run.out, run.err) == (0, cli("--help").out, "")


def test_version(cli: Cli) -> None:
    assert re.fullmatch(r"certpick \d+\.\d+\.\d+\n", cli("--version").out)


def test_the_options_of_a_profile_are_those_of_its_words() -> None:
    assert PROFILE_OPTIONS.keys() == OPTIONS.keys()


def test_json(cli: Cli) -> None:
    run = cli("rank", "--role", "physician", "--cme", "required", "--json")
    document = run.json()
    assert document["ranking"][0]["id"] == "hms-ai-clinical-medicine"
    assert run.out == json.dumps(document, indent=2, sort_keys=True) + "\n"
    assert (
        cli("rank", "--role", "physician", "--cme", "required", "--format", "json").out == run.out
    )


def test_ndjson_is_one_program_a_line(cli: Cli) -> None:
    lines = cli("rank", "--role", "physician", "--format", "ndjson").out.splitlines()
    assert [json.loads(line)["rank"] for line in lines] == list(range(1, len(lines) + 1))


def test_csv_has_the_same_columns_for_every_profile(cli: Cli) -> None:
    tables = [
        list(csv.DictReader(io.StringIO(cli("rank", "--role", role, "--format", "csv").out)))
        for role in ("physician", "administrator")
    ]
    assert tables[0][0].keys() == tables[1][0].keys()
    assert tables[0][0]["id"] == "hms-ai-clinical-medicine"
    assert (tables[0][0]["cme_points"], tables[1][0]["cme_points"]) == ("1.0", "")


@pytest.mark.parametrize(
    "words", ["rank --role physician", "programs", "programs stanford", "roles", "roles nurse"]
)
def test_excel_is_the_csv_with_the_mark_of_utf_8(cli: Cli, words: str) -> None:
    plain = cli(*words.split(), "--format", "csv").out
    assert not plain.startswith(BOM)
    for asked in (["--excel"], ["--format", "excel"], ["--format", "csv", "--excel"]):
        run = cli(*words.split(), *asked)
        assert (run.code, run.err, run.out) == (0, "", BOM + plain)


def test_excel_is_utf_8_where_stdout_is_not(monkeypatch: pytest.MonkeyPatch, cli: Cli) -> None:
    stdout = io.TextIOWrapper(io.BytesIO(), "cp1252")
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", stdout)
        cli("rank", "--role", "physician", "--excel")
    written = stdout.buffer.getvalue()
    assert written.decode() == cli("rank", "--role", "physician", "--excel").out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("rank --role physician --json --excel", "--json and --excel exclude each other"),
        ("rank --role physician --format ndjson --json", "--format ndjson and --json exclude"),
        ("programs --format jsonld --excel", "--format jsonld and --excel exclude each other"),
        ("roles --format table --excel", "--format table and --excel exclude each other"),
        ("batch - --format parquet --excel", "--format parquet and --excel exclude each other"),
    ],
)
def test_formats_exclude_each_other(cli: Cli, words: str, message: str) -> None:
    run = cli(*words.split())
    assert (run.code, run.out) == (2, "")
    assert message in run.err


def test_markdown(cli: Cli) -> None:
    run = cli("rank", "--role", "administrator", "--format", "markdown", "--top", "1")
    lines = run.out.splitlines()
    assert lines[0].startswith("- **First**: AI in healthcare certification")
    assert "| # | Program | Fit | Score | Cost | Time | Credit | To confirm |" in lines
    assert len([line for line in lines if line.startswith("| 1 ")]) == 1


def test_top_keeps_the_best_and_says_what_is_left(cli: Cli) -> None:
    top = ("rank", "--role", "administrator", "--top")
    run = cli(*top, "2")
    whole = len(cli("rank", "--role", "administrator", "--json").json()["ranking"])
    assert f"{whole - 2} more fit" in run.out
    assert f"{whole - 2} more programs fit: --top {whole}." in cli(*top, "2", "--details").out
    assert "more fit" not in cli(*top, str(whole)).out
    document = cli(*top, "2", "--json").json()
    assert [one["rank"] for one in document["ranking"]] == [1, 2]


def test_a_job_title_and_what_was_assumed_are_told(cli: Cli) -> None:
    out = " ".join(cli("rank", "--role", "charge nurse", "--details").out.split())
    assert "'charge nurse' is read as the role nurse-leader" in out
    assert "those of the profession's own bodies" in out
    assert "Assumed: you need no CME or CE credit" in out
    assert "published by IABAC" in out


def test_a_profile_file_a_flag_and_stdin(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "me.json"
    path.write_text('{"role": "physician", "hours": 5, "situation": ["manages"]}')
    document = cli("rank", "--profile", str(path), "--role", "administrator", "--json").json()
    assert document["profile"]["role"] == "administrator"
    assert document["profile"]["hours_per_week"] == 5
    assert document["profile"]["situations"] == ["manages"]
    piped = cli("rank", "--profile", "-", "--json", stdin=path.read_bytes()).json()
    assert piped["profile"]["role"] == "physician"


@pytest.mark.parametrize(
    "words",
    [
        ("--role", "physician"),
        ("--role", "CMO", "--budget", "3000", "--cme", "helpful", "--priority", "rigor"),
        ("--role", "informatics", "--weights", "domain=40,rigor=40,portability=20", "--strict"),
    ],
)
def test_the_profile_that_it_prints_can_be_read_again(cli: Cli, words: tuple[str, ...]) -> None:
    first = cli("rank", *words, "--json").json()
    again = cli(
        "rank", "--profile", "-", "--json", stdin=json.dumps(first["profile"]).encode()
    ).json()
    assert again["ranking"] == first["ranking"]
    assert again["profile"]["weights"] == pytest.approx(first["profile"]["weights"], abs=1e-6)


@pytest.mark.parametrize(
    ("arguments", "code", "message", "hint"),
    [
        (["rank"], 2, "no role given", "physician, clinician"),
        (["rank", "--role", "adminstrator"], 2, "unknown role or job title", "administrator"),
        (["rank", "--role", "RT"], 2, "'RT' can mean several professions", "--role respiratory-therapist or "),
        (["rank", "--role", "physician", "--budget", "-1"], 2, "must be 0 or more", "3000"),
        (["rank", "--role", "physician", "--situation", "manage"], 2, "unknown situation", "manages"),
        (["rank", "--role", "physician", "--top", "0"], 2, "'--top': must be 1 or more", "--help"),
        (["rank", "--role", "physician", "--top", "x"], 2, "'--top': must be a whole number", "--help"),
        (["rank", "--role", "physician", "--format", "jsn"], 2, "csv, excel, markdown; did you mean 'json' or 'ndjson'?", "certpick rank --help"),
        (["rank", "--role", "physician", "--format", "zzz"], 2, "'zzz' is none of", "certpick rank --help"),
        (["rank", "--role", "physician", "stray"], 2, "unexpected extra argument", "--help"),
        (["rank", "--bugdet", "1"], 2, "no such option: --bugdet", "did you mean --budget?"),
        (["rank", "--rol", "x"], 2, "no such option: --rol", "did you mean --role or "),
        (["rank", "--role"], 2, "option '--role' requires an argument", "--help"),
        (["explain"], 2, "missing argument 'PROGRAM'", "certpick explain --help"),
        (["rnk"], 2, "no such command 'rnk'", "did you mean 'rank'?"),
        (["catalog", "chek"], 2, "no such command 'chek'", "did you mean 'check', "),
        (["zzz. Did you mean x"], 2, "no such command 'zzz. Did you mean x'", "see certpick --help"),
        (["programs", "standford"], 2, "no program 'standford'", "stanford-ai-healthcare"),
        (["programs", "health"], 2, "can mean", "harvard-ai-health-care"),
        (["rank", "--role", "physician", "--profile", "no.json"], 1, "cannot read no.json", None),
        (["rank", "--role", "physician", "--catalog", "no.json"], 1, "cannot read no.json", None),
        (["rank", "--role", "physician", "--catalog", "/"], 1, "cannot read /", None),
    ],
)  # fmt: skip
def test_a_mistake_ends_in_one_line_and_a_hint(
    cli: Cli, arguments: list[str], code: int, message: str, hint: str | None
) -> None:
    run = cli(*arguments)
    lines = run.err.splitlines()
    assert (run.code, run.out) == (code, "")
    assert lines[0].startswith("certpick: ")
    assert message in lines[0]
    assert not lines[0].endswith(".")
    assert len(lines) == (2 if hint else 1)
    if hint:
        assert lines[1].startswith("hint: ")
        assert hint in lines[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ["rank", "--json", "--role", "zzz"],
        ["rank", "--json", "--role", "physician", "--format", "csv"],
        ["rank", "--format", "json", "--bugdet", "3"],
        ["rank", "--format=json", "--role", "physician", "--catalog", "no.json"],
    ],
)
def test_with_json_the_error_is_json_too(cli: Cli, arguments: list[str]) -> None:
    run = cli(*arguments)
    error = json.loads(run.err)["error"]
    assert error["exit_code"] == run.code
    assert error["message"]
    assert run.out == ""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "me.json:1: the file ends here, and the { of line 1 is not closed"),
        ('{"rol": "physician"}', "rol: unknown key"),
        ('{"role": 1}', "role: must be a text"),
        ('{"role": "physician", "budget": -1}', "budget: must be 0 or more"),
        ('{"role": "physician", "weights": {"domain": 1}}', "weights: rigor is missing"),
    ],
)
def test_a_faulty_profile_file(cli: Cli, tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "me.json"
    path.write_text(content)
    run = cli("rank", "--profile", str(path))
    assert (run.code, run.out) == (1, "")
    assert message in run.err


def test_a_faulty_catalogue_lists_its_faults(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "catalog.json"
    path.write_text('{"schema_version": 2}')
    run = cli("rank", "--role", "physician", "--catalog", str(path))
    lines = run.err.splitlines()
    assert run.code == 1
    assert lines[0].endswith("catalog.json: 5 faults")
    assert lines[1:] == [
        "  schema_version: must be 1",
        "  as_of: is missing",
        "  sources: is missing",
        "  providers: is missing",
        "  programs: is missing",
    ]


def test_hostile_arguments_are_shown_harmless(cli: Cli) -> None:
    run = cli("rank", "--role", "\x1b[31m\u202egnp")
    assert ESCAPE not in run.err
    assert "\u202e" not in run.err


def test_hostile_markup_in_a_catalogue_stays_text(cli: Cli, tmp_path: Path) -> None:
    document = json.loads((ROOT / "data" / "programs.json").read_text("utf-8"))
    document["programs"][0]["name"] = "=[bold]:x: [/oops] `|` <script> https://x.y"
    path = tmp_path / "catalog.json"
    path.write_text(json.dumps(document))
    arguments = ("rank", "--role", "administrator", "--catalog", str(path), "--top", "1")
    assert "=[bold]:x: [/oops]" in " ".join(cli(*arguments).out.split())
    row = next(csv.DictReader(io.StringIO(cli(*arguments, "--format", "csv").out)))
    assert row["name"].startswith("'=[bold]")
    assert r"\`\|\` \<script\> https:\//x.y" in cli(*arguments, "--format", "markdown").out


def test_programs_lists_the_catalogue(cli: Cli) -> None:
    run = cli("programs")
    assert run.code == 0
    names = [one["id"] for one in cli("programs", "--json").json()["programs"]]
    assert len(names) > 30
    assert [name for name in names if name not in run.out] == []


def test_programs_shows_one_with_sources_and_unknowns(cli: Cli, golden: Golden) -> None:
    run = cli("programs", "abaim")
    golden(GOLDEN / "programs-abaim.txt", run.out)
    document = cli("programs", "abaim", "--json").json()
    assert document["program"]["facts"]["exam_questions"]["value"] == 110
    assert "proctored" not in document["program"]["facts"]
    assert set(document["sources"]) >= {"guide", "course-list"}


def test_explain_prints_a_page(cli: Cli, golden: Golden) -> None:
    run = cli("explain", "stanford", "--role", "physician")
    assert (run.code, run.err) == (0, "")
    golden(GOLDEN / "explain-stanford.txt", run.out)


@pytest.mark.parametrize("columns", [24, 40, 80])
def test_explain_fits_the_screen(cli: Cli, monkeypatch: Any, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for program_id in ("iabac", "harvard", "aigp"):
        out = cli("explain", program_id, "--role", "administrator", "--budget", "3000").out
        assert max(map(len, out.splitlines())) <= columns


def test_explain_tells_why_a_program_is_ruled_out(cli: Cli) -> None:
    out = cli("explain", "harvard", "--role", "physician", "--budget", "3000").out
    assert "budget: $1,800 over (costs $4,800)" in out
    assert "It comes in with a budget of $4,800." in out
    generic = cli("explain", "aigp", "--role", "administrator").out
    assert "inclusion: general AI, not built for healthcare" in generic
    assert "comes in with" not in generic


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("certpick rank --role nur", "nurse-leader"),
        ("certpick rank --role pharm", "pharmacist"),
        ("certpick rank --role Hospi", "Hospitalist"),
        ("certpick roles epid", "epidemiologist"),
        ("certpick programs sta", "stanford-ai-healthcare"),
        ("certpick rank --situation acad", "academic-center"),
        ("certpick rank --cme req", "required"),
        ("certpick rank --priority ri", "rigor"),
        ("certpick rank --priority rigor,po", "rigor,portability"),
        ("certpick plan stanford --time-zone Europe/Ber", "Europe/Berlin"),
    ],
)
def test_completion(words: str, offered: str) -> None:
    assert offered in completed(words)


def completed(words: str, **env: str) -> list[str]:
    """Return what bash is offered for the last of these words."""
    place = str(len(words.split()) - 1)
    asking = {"_CERTPICK_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": place}
    run = program(env={**asking, **env})
    assert run.err == ""
    return run.out.split()


def test_completion_of_an_order_offers_no_criterion_twice() -> None:
    assert completed("certpick rank --priority rigor,") == ["rigor,domain", "rigor,portability"]


OWN = """{
  "schema_version": 1, "extends": "bundled", "as_of": "2026-11-20",
  "sources": {"us": {"title": "Us", "kind": "independent", "checked": "2026-11-20"}},
  "providers": {"acme": {"name": "Acme Academy", "short": "Acme"}},
  "programs": [{"id": "acme-nursing", "name": "AI for nurses", "provider": "acme",
                "facts": {"focus": {"value": "healthcare-ai", "source": "us"}}}],
  "roles": {"roles": [{"id": "nurse-educator", "label": "Nurse educator", "cme": "no",
                       "description": "You teach nurses.", "source": "us",
                       "topics": [{"topic": "patient-safety", "source": "us"}],
                       "titles": {}}]}
}"""


@pytest.mark.parametrize("named_by", ["line", "environment"])
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("explain {} acm", "acme-nursing"),
        ("explain {} stan", "stanford-ai-healthcare"),
        ("compare {} stanford acm", "acme-nursing"),
        ("plan {} acm", "acme-nursing"),
        ("programs {} acm", "acme-nursing"),
        ("pair {} --with acm", "acme-nursing"),
        ("rank {} --role nurse-ed", "nurse-educator"),
        ("rank {} --situation acad", "academic-center"),
    ],
)
def test_completion_knows_the_catalogue_that_is_named(
    tmp_path: Path, named_by: str, words: str, offered: str
) -> None:
    path = tmp_path / "own.json"
    path.write_text(OWN, "utf-8")
    if named_by == "line":
        assert offered in completed(f"certpick {words.format(f'--catalog {path}')}")
    else:
        assert offered in completed(f"certpick {words.format('')}", CERTPICK_CATALOG=str(path))


def test_completion_knows_no_other_catalogue_where_none_is_named() -> None:
    for words, offered in (
        ("explain acm", "acme-nursing"),
        ("rank --role nurse-ed", "nurse-educator"),
    ):
        assert offered not in completed(f"certpick {words}")


@pytest.mark.parametrize("words", ["explain --catalog {} st", "rank --catalog {} --role phys"])
def test_completion_is_quiet_where_the_catalogue_cannot_be_read(tmp_path: Path, words: str) -> None:
    path = tmp_path / "own.json"
    path.write_text("{", "utf-8")
    completed(f"certpick {words.format(path)}")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("env", "colored"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "0"}, False),
     ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)  # fmt: skip
def test_escape_codes_only_where_they_are_wanted(env: dict[str, str], colored: bool) -> None:
    table = program("rank", "--role", "physician", env=env)
    assert (ESCAPE in table.out) is colored
    assert ESCAPE not in program("rank", "--role", "physician", "--json", env=env).out


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_poor_encoding_loses_no_output(encoding: str) -> None:
    run = program("rank", "--role", "physician", env={"PYTHONIOENCODING": encoding})
    assert (run.code, run.err) == (0, "")
    assert "##" in run.out


def test_json_is_the_same_in_every_environment() -> None:
    plain = program("rank", "--role", "physician", "--json").out
    odd = {"PYTHONIOENCODING": "ascii", "FORCE_COLOR": "1", "COLUMNS": "20", "LC_ALL": "C"}
    assert program("rank", "--role", "physician", "--json", env=odd).out == plain


def test_a_closed_pipe_ends_silently() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "certpick", "rank", "--role", "physician", "--json"],
        stdout=write, stderr=subprocess.PIPE, env={**os.environ, **PINNED}, check=False,
    )  # fmt: skip
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a Linux device")
def test_a_full_disk_ends_in_a_message() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "certpick", "rank", "--role", "physician"],
            stdout=full, stderr=subprocess.PIPE, env={**os.environ, **PINNED}, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.decode() == "certpick: cannot write the result: no space left on device\n"


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        ("rank --role physician >&-", 1, "cannot write the result: standard output is closed"),
        ("rank --role physician --json >&-", 1, "standard output is closed"),
        ("rank --help > /dev/full", 1, "cannot write the result: no space left"),
        ("--help > /dev/full", 1, "cannot write the result: no space left"),
        ("rank --profile - <&-", 1, "stdin:1: there is nothing in it"),
        ("rank --role zzz 2>&-", 2, ""),
    ],
)
def test_closed_and_full_streams_end_in_a_message(command: str, code: int, message: str) -> None:
    real = f"{sys.executable} -m certpick {command}"
    done = subprocess.run(
        ["sh", "-c", real], capture_output=True, text=True, check=False,  # noqa: S607
        env={**os.environ, **PINNED},
    )  # fmt: skip
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_ctrl_c_ends_with_130(cli: Cli, monkeypatch: Any) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("certpick.scoring.ranking.rank", interrupt)
    run = cli("rank", "--role", "physician")
    assert (run.code, run.out, run.err) == (130, "", "")


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (
            ["rank", "--role", "physician", "--json"],
            {"rich", "questionary", "prompt_toolkit", "jinja2"},
        ),
        (["rank", "--role", "physician"], {"questionary", "prompt_toolkit", "jinja2"}),
        (["programs", "--focus", "healthcare-ai"], {"snowballstemmer"}),
        (["programs", "stanford"], {"snowballstemmer"}),
        (["rank", "--help"], {"rich", "questionary", "prompt_toolkit"}),
        (["plan", "stanford", "--role", "physician"], {"icalendar", "tzlocal", "dateutil"}),
        (["plan", "--help"], {"rich", "icalendar", "tzlocal", "dateutil"}),
        (["report", "--role", "physician"], {"rich", "questionary", "prompt_toolkit"}),
        (["report", "--role", "physician", "--format", "markdown"], {"rich", "jinja2"}),
        (["report", "--help"], {"rich", "jinja2"}),
    ],
)
def test_what_is_not_needed_is_not_imported(arguments: list[str], absent: set[str]) -> None:
    code = (
        "import sys; from certpick.__main__ import main\n"
        f"sys.argv = ['certpick', *{arguments!r}]\n"
        "main(); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True,
        env={**os.environ, **PINNED}, check=True,
    )  # fmt: skip
    loaded = set(done.stderr.split())
    assert "typer" in loaded
    assert loaded & absent == set()
