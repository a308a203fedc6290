"""``certpick batch``: files in, files out, what is wrong on stderr, and nothing half written."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import PINNED, Run, program

from certpick import load_catalog
from certpick.batch.files import SIZE

STAFF = """id,department,title,budget,hours,notes
1,ICU,Charge Nurse,1500,4,=1+1
2,ICU,charge nurse,$3k,4-6,"a, b"
3,Radiology,Radiologist,,5,-5
4,Radiology,astronaut,100,2,
5,IT,CMIO,"5,000",12,+41 44

6,IT,Data Analyst,0,3,@SUM(A1)
"""
ADDED = (
    "status", "profession", "role", "title_read_as", "program_id", "program", "provider", "score",
    "score_high", "cost_usd", "cost_at_least_usd", "weeks", "credit", "unknown_needs", "sure_id",
    "sure_cost_usd", "closest_id", "closest_change", "error_code", "error", "catalog_sha256",
)  # fmt: skip
Cli = Callable[..., Run]


@pytest.fixture
def staff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file of six people, two of whom cannot be answered, in the current folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "staff.csv"
    path.write_text(STAFF, encoding="utf-8")
    return Path("staff.csv")


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV."""
    return list(csv.DictReader(io.StringIO(text)))


def test_every_person_has_a_line_in_the_order_of_the_file(cli: Cli, staff: Path) -> None:
    run = cli("batch", str(staff))
    found = rows(run.out)
    assert run.code == 0
    assert tuple(found[0]) == ("id", "department", "notes", *ADDED)
    assert [row["id"] for row in found] == ["1", "2", "3", "4", "5", "6"]
    assert [row["status"] for row in found] == [
        "maybe",
        "error",
        "maybe",
        "error",
        "maybe",
        "maybe",
    ]
    assert {row["catalog_sha256"] for row in found} == {load_catalog().sha256}
    ranked = cli("rank", "--role", "Charge Nurse", "--budget", "1500", "--hours", "4", "--json")
    first = ranked.json()["ranking"][0]
    assert found[0]["program_id"] == first["id"]
    assert float(found[0]["score"]) == first["score"]


def test_what_is_wrong_is_told_by_line_and_stops_nothing(cli: Cli, staff: Path) -> None:
    run = cli("batch", str(staff), "-o", "picks.csv")
    assert run.code == 0
    assert run.out == ""
    assert run.err.splitlines() == [
        "staff.csv:3: hours: '4-6' is not a number of hours a week",
        "staff.csv:5: unknown role or job title 'astronaut'",
        "6 people: 0 ok, 4 maybe, 0 none, 2 error; wrote picks.csv",
    ]
    errors = [row for row in rows(Path("picks.csv").read_text("utf-8")) if row["error"]]
    assert [row["error_code"] for row in errors] == ["value_invalid", "role_unknown"]


def test_strict_rows_fail_but_are_answered(cli: Cli, staff: Path) -> None:
    assert cli("batch", str(staff), "-o", "picks.csv", "--strict-rows").code == 1
    assert len(rows(Path("picks.csv").read_text("utf-8"))) == 6
    staff.write_text("role\nphysician\n")
    assert cli("batch", str(staff), "-o", "picks.csv", "--strict-rows").code == 0


def test_twenty_complaints_at_most_and_a_count(cli: Cli, staff: Path) -> None:
    staff.write_text("role\n" + "astronaut\n" * 50)
    lines = cli("batch", str(staff)).err.splitlines()
    assert lines[19:] == [
        "staff.csv:21: unknown role or job title 'astronaut'",
        "and 30 more rows with errors",
        "50 people: 0 ok, 0 maybe, 0 none, 50 error",
    ]


def test_no_spreadsheet_takes_a_cell_for_a_formula(cli: Cli, staff: Path) -> None:
    found = rows(cli("batch", str(staff)).out)
    notes = {row["id"]: row["notes"] for row in found}
    assert notes == {
        "1": "'=1+1",
        "2": "a, b",
        "3": "-5",
        "4": "",
        "5": "'+41 44",
        "6": "'@SUM(A1)",
    }


def test_the_same_people_give_the_same_in_every_form(cli: Cli, staff: Path) -> None:
    for name in ("picks.csv", "picks.ndjson", "picks.jsonl", "picks.parquet"):
        assert cli("batch", str(staff), "-o", name).code == 0
    lines = [json.loads(line) for line in Path("picks.ndjson").read_text("ascii").splitlines()]
    assert pq.read_table("picks.parquet").to_pylist() == lines
    assert Path("picks.jsonl").read_bytes() == Path("picks.ndjson").read_bytes()
    assert list(lines[0]) == sorted(lines[0])
    text = {(str(one["id"]), one["program_id"], one["score"]) for one in lines}
    told = rows(Path("picks.csv").read_text("utf-8"))
    assert {
        (one["id"], one["program_id"] or None, float(one["score"]) if one["score"] else None)
        for one in told
    } == text


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_is_read_as_spreadsheets_write_it(
    cli: Cli, staff: Path, separator: str, end: str, encoding: str
) -> None:
    lines = [
        "",
        "Name;Title;Hours per week;Budget",
        "Zoë;Charge Nurse; 4 ;",
        ";;;",
        'B;CMIO;;"$3,000"',
    ]
    staff.write_bytes(end.join([*lines, ""]).replace(";", separator).encode(encoding))
    run = cli("batch", str(staff))
    found = rows(run.out)
    assert run.err == "2 people: 1 ok, 1 maybe, 0 none, 0 error\n"
    assert [row["Name"] for row in found] == ["Zoë", "B"]
    assert found[1]["role"] == "informatics"


def test_a_cell_may_hold_a_line_end_and_lines_are_counted_on(cli: Cli, staff: Path) -> None:
    staff.write_text('id,note,role\n1,"a\nb",physician\n2,c,astronaut\n')
    run = cli("batch", str(staff))
    assert run.err.startswith("staff.csv:4: unknown role")
    assert rows(run.out)[0]["note"] == "a\nb"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"id,role\n1,physician\n2\n3,physician,x\n4,physician\n", "staff.csv:3: has 1 cells, not 2"),
        (b"id,role\n1,physician\n\xe9,physician\n4,physician\n", "staff.csv:3: is not in UTF-8"),
        (b'id,role\n1,physician\n"a"b,physician\n4,physician\n', "staff.csv:3: cannot be read: ',' expected after '\"'"),
    ],
)  # fmt: skip
def test_a_damaged_row_is_an_error_and_the_rest_is_answered(
    cli: Cli, staff: Path, content: bytes, complaint: str
) -> None:
    staff.write_bytes(content)
    run = cli("batch", str(staff))
    assert run.err.startswith(complaint)
    found = rows(run.out)
    assert [row["status"] for row in found][::3] in (["ok", "ok"], ["ok"])
    assert found[-1]["id"] == "4"
    assert found[1]["error_code"] == "row_invalid"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot read staff.csv: no such file or directory"),
        (b"", "staff.csv: is empty"),
        (b"  \n\n", "staff.csv: is empty"),
        (b'id,role\n1,physician\n2,"phys', "staff.csv:3: a quote is not closed"),
        (b"PAR1 is no Parquet file", "cannot read staff.csv: "),
    ],
)
def test_a_file_that_cannot_be_read_ends_the_run_and_leaves_nothing(
    cli: Cli, staff: Path, content: bytes | None, message: str
) -> None:
    staff.unlink()
    if content is not None:
        staff.write_bytes(content)
    run = cli("batch", str(staff), "-o", "picks.csv")
    assert run.code == 1
    assert message in run.err
    assert not Path("picks.csv").exists()
    assert [path for path in Path().iterdir() if path != staff] == []


def test_ndjson_keeps_what_it_carries(cli: Cli) -> None:
    people: list[dict[str, Any]] = [
        {"id": 7, "role": "physician", "budget": 900, "situation": ["leadership", "manages"], "tags": {"a": [1.5]}},
        {"id": None, "role": "charge nurse", "hours": 2.5, "strict": True, "tags": "é"},
        {"id": "x", "role": "physician", "weights": {"domain": 1, "rigor": 2, "portability": 0}},
        {"id": 10**30, "role": "physician", "cme": "maybe"},
    ]  # fmt: skip
    lines = [json.dumps(one) for one in people]
    run = cli(
        "batch", "-", "--format", "ndjson", stdin="\n".join([*lines, "", "[1]", "{"]).encode()
    )
    found = [json.loads(line) for line in run.out.splitlines()]
    assert [one["id"] for one in found] == [7, None, "x", 10**30, None, None]
    assert [one["tags"] for one in found] == [{"a": [1.5]}, "é", None, None, None, None]
    assert run.err.splitlines()[:3] == [
        "stdin:4: cme: 'maybe' is none of required, helpful, no",
        "stdin:6: is no JSON object",
        "stdin:7: is no JSON object",
    ]
    alone = cli(
        "rank",
        "--role",
        "physician",
        "--budget",
        "900",
        "--situation",
        "leadership",
        "--situation",
        "manages",
        "--json",
    )
    assert found[0]["program_id"] == alone.json()["ranking"][0]["id"]
    weighed = cli(
        "rank", "--role", "physician", "--weights", "domain=1,rigor=2,portability=0", "--json"
    )
    assert found[2]["score"] == weighed.json()["ranking"][0]["score"]
    as_csv = rows(cli("batch", "-", stdin="\n".join(lines).encode()).out)
    assert [row["tags"] for row in as_csv] == ['{"a": [1.5]}', "é", "", ""]


def test_a_key_that_comes_late_is_told(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """It must be among those of the first people, since a table has columns; an option need not."""
    monkeypatch.setattr("certpick.batch.files.SIZE", 50)
    first = '{"role": "physician"}\n' * 50
    late = f'{first}{{"role": "CMIO", "late": 1}}\n{{"role": "CMIO", "hours": 0}}\n'
    run = cli("batch", "-", "--format", "ndjson", stdin=late.encode())
    assert run.err.splitlines() == [
        "stdin:51: has a key 'late' that the first have not",
        "stdin:52: hours 0: must be 0.1 or more",
        "52 people: 50 ok, 0 maybe, 0 none, 2 error",
    ]


def test_parquet_keeps_the_types_that_it_carries(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    people = pa.table(
        {
            "id": pa.array([1, 2, None], pa.int16()),
            "role": pa.array(["physician", "CMIO", "astronaut"]),
            "budget": pa.array([900.5, None, 10.0]),
            "joined": pa.array([0, 1, 2], pa.date32()),
            "tags": pa.array([["a"], [], None]),
            "rate": pa.array([1.5, float("nan"), None]),
        }
    )
    pq.write_table(people, "staff.parquet")
    run = cli("batch", "staff.parquet", "-o", "picks.parquet")
    assert run.err.startswith("staff.parquet:3: unknown role")
    found = pq.read_table("picks.parquet")
    for name in ("id", "joined", "tags", "rate"):
        assert found.schema.field(name).type == people.schema.field(name).type
    assert found["joined"].to_pylist() == people["joined"].to_pylist()
    lines = cli("batch", "staff.parquet", "--format", "ndjson").out.splitlines()
    assert [json.loads(line)["rate"] for line in lines] == [1.5, None, None]
    assert json.loads(lines[1])["joined"] == "1970-01-02"
    assert rows(cli("batch", "staff.parquet").out)[0]["tags"] == '["a"]'
    piped = cli("batch", "-", "--format", "ndjson", stdin=Path("staff.parquet").read_bytes())
    assert piped.out.splitlines() == lines


@pytest.mark.parametrize("name", ["none.csv", "none.parquet", "none.ndjson"])
def test_nobody_gives_a_table_without_lines(cli: Cli, staff: Path, name: str) -> None:
    staff.write_text("id,role\n")
    assert cli("batch", str(staff), "-o", name).err.startswith("0 people: 0 ok")
    if name != "none.ndjson":
        again = cli("batch", name, "--column", "role=role") if name == "none.csv" else None
        assert again is None or again.code in (0, 2)
        assert Path(name).stat().st_size > 0


def test_columns_can_be_renamed_and_options_answer_for_all(cli: Cli, staff: Path) -> None:
    staff.write_text("who,job,money\n1,physician,100\n2,physician,\n")
    run = cli(
        "batch", str(staff), "--column", "role=job", "--column", "budget=money", "--budget", "0", "--top", "2",
    )  # fmt: skip
    found = rows(run.out)
    assert [row["who"] for row in found] == ["1", "1", "2", "2"]
    assert [row["rank"] for row in found] == ["1", "2", "1", "2"]
    alone = [
        cli("rank", "--role", "physician", "--budget", budget, "--json").json()["ranking"]
        for budget in ("100", "0")
    ]
    assert [row["program_id"] for row in found] == [one["id"] for each in alone for one in each[:2]]


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["--column", "hours=hour"], "no column 'hour'", "did you mean 'hours'?"),
        (["--column", "hours"], "--column: 'hours' is no option=column pair", "as in --column hours=weekly_hours"),
        (["--column", "our=hours"], "--column: no option 'our'", "did you mean 'hours'"),
        (["--summary", "department"], "--summary: 'department' names no column", "as in --summary by=department"),
        (["--summary", "by=xyz"], "--summary: no column 'xyz'", "columns: id, department"),
        (["--format", "table"], "--format: people's picks cannot be table", "one of csv, ndjson, parquet"),
        (["--summary", "by=id", "--format", "parquet"], "--format: a summary cannot be parquet", "one of table, json, csv"),
        (["-o", "picks.txt"], "--output: how to write picks.txt is not clear", "a name that ends in .csv"),
        (["--dry-run", "-o", "picks.csv"], "--dry-run and --output exclude each other", "give one of them"),
        (["--budget-total", "much"], "--budget-total: 'much' is not a number", "--budget-total 50000"),
        (["--top", "0"], "must be 1 or more", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_told(
    cli: Cli, staff: Path, arguments: list[str], message: str, hint: str
) -> None:
    run = cli("batch", str(staff), *arguments)
    assert run.code == 2
    assert message in run.err
    assert hint in run.err
    assert len(run.err.splitlines()) == 2
    assert list(Path().iterdir()) == [staff]


def test_what_the_refusal_of_json_names_does_it(cli: Cli, staff: Path) -> None:
    hint = json.loads(cli("batch", str(staff), "--json").err)["error"]["hint"]
    assert hint == (
        "--format ndjson writes the picks; --summary by=COLUMN with --json writes a summary"
    )
    lines = cli("batch", str(staff), "--format", "ndjson").out.splitlines()
    assert [json.loads(line)["status"] for line in lines].count("error") == 2
    assert cli("batch", str(staff), "--summary", "by=id", "--json").json()["by"] == "id"
    assert cli("batch", str(staff), "--dry-run", "--json").json()["people"] == 6


def test_a_dry_run_says_how_titles_are_read(cli: Cli, staff: Path) -> None:
    run = cli("batch", str(staff), "--dry-run", "--unresolved", "titles.csv", "--format", "csv")
    found = {row["title"]: row for row in rows(run.out)}
    assert found["CMIO"]["profession"] == "physician-informaticist"
    assert found["CMIO"]["people"] == "1"
    assert found["astronaut"]["error_code"] == "role_unknown"
    assert "staff.csv:3: hours" in run.err
    (unread,) = rows(Path("titles.csv").read_text("utf-8"))
    assert (unread["title"], unread["people"], unread["role"]) == ("astronaut", "1", "")
    document = cli("batch", str(staff), "--dry-run", "--format", "json").json()
    assert (document["people_read"], document["people_unread"]) == (5, 1)
    page = cli("batch", str(staff), "--dry-run").out
    assert "1 × astronaut: " in page
    assert "1 × CMIO: physician-informaticist, advice for the role informatics" in page


def test_the_titles_that_were_not_read_can_be_settled_in_that_file(cli: Cli, staff: Path) -> None:
    cli("batch", str(staff), "-o", "picks.csv", "--unresolved", "titles.csv")
    listed = Path("titles.csv").read_text("utf-8")
    Path("titles.csv").write_text(listed.replace("astronaut,1,,", "astronaut,1,researcher,"))
    found = rows(cli("batch", str(staff), "--titles", "titles.csv").out)
    assert found[3]["role"] == "informatics"
    Path("titles.csv").write_text("job,role\nastronaut,physician\n")
    wrong = cli("batch", str(staff), "--titles", "titles.csv")
    assert (wrong.code, "no columns title and role" in wrong.err) == (2, True)


def test_a_summary_adds_up_and_never_hides_what_is_unknown(cli: Cli, staff: Path) -> None:
    run = cli(
        "batch", str(staff), "--summary", "by=department", "-o", "picks.ndjson", "--format", "json"
    )
    document = run.json()
    lines = [json.loads(line) for line in Path("picks.ndjson").read_text().splitlines()]
    groups = {one["group"]: one for one in document["groups"]}
    assert list(groups) == ["ICU", "IT", "Radiology"]
    for name, group in [*groups.items(), (None, document["total"])]:
        mine = [one for one in lines if name in (None, one["department"])]
        chosen = [one for one in mine if one["program_id"]]
        assert (
            group["people"]
            == len(mine)
            == sum(group[one] for one in ("ok", "maybe", "none", "error"))
        )
        assert group["error"] == sum(one["status"] == "error" for one in mine)
        assert (
            group["programs_chosen"]
            == len(group["programs"])
            == len({one["program_id"] for one in chosen})
        )
        assert group["known_cost_usd"] == sum(one["cost_usd"] or 0 for one in chosen)
        assert group["least_cost_usd"] == sum(one["cost_at_least_usd"] or 0 for one in chosen)
        assert group["people_of_unknown_cost"] == sum(one["cost_usd"] is None for one in chosen)
    table = cli("batch", str(staff), "--summary", "by=department", "--format", "csv")
    assert [row["department"] for row in rows(table.out)] == ["ICU", "IT", "Radiology", "all"]


@pytest.mark.parametrize("columns", ["120", "80", "40"])
def test_a_summary_fits_the_page(
    cli: Cli, staff: Path, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    out = cli("batch", str(staff), "--summary", "by=department").out
    assert all(len(line) <= int(columns) for line in out.splitlines())
    assert "…" not in out
    assert "Radiology" in out


def test_no_name_of_a_group_commands_the_terminal(
    cli: Cli, staff: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff.write_text("role,department\nphysician,\x1b[31mred\n")
    for columns in ("120", "40"):
        monkeypatch.setenv("COLUMNS", columns)
        assert "\x1b" not in cli("batch", str(staff), "--summary", "by=department").out


def test_a_summary_is_of_people_however_many_programs_they_get(cli: Cli, staff: Path) -> None:
    one = cli("batch", str(staff), "--summary", "by=role", "--format", "json").json()
    three = cli(
        "batch", str(staff), "--summary", "by=role", "--format", "json", "--top", "3"
    ).json()
    assert one == three
    assert one["groups"][0]["group"] == "(not said)"


def test_a_shared_budget_goes_to_people_whom_something_surely_fits(cli: Cli, staff: Path) -> None:
    arguments = ("--summary", "by=department", "--format", "json", "--budget-total", "2100")
    run = cli("batch", str(staff), *arguments, "-o", "picks.ndjson")
    shared = run.json()["shared_budget"]
    lines = [json.loads(line) for line in Path("picks.ndjson").read_text().splitlines()]
    given = [one for one in lines if one["assigned_id"]]
    assert shared["people_surely_served"] == len(given)
    assert shared["spent_usd"] == sum(one["assigned_cost_usd"] for one in given) <= 2100
    assert shared["left_usd"] == 2100 - shared["spent_usd"]
    assert shared["proof_gap"] == 0
    assert not [one for one in given if one["status"] == "error"]
    alone = cli("batch", str(staff), "-o", "picks.csv", "--budget-total", "0")
    assert "The shared budget surely serves" in alone.err


def test_what_was_there_stays_when_the_run_fails(cli: Cli, staff: Path) -> None:
    Path("picks.csv").write_text("old")
    staff.write_text('id,role\n1,physician\n2,"')
    assert cli("batch", str(staff), "-o", "picks.csv").code == 1
    assert Path("picks.csv").read_text() == "old"
    assert cli("batch", str(staff)).out == "", "nothing on stdout either"


def test_a_folder_that_may_not_be_written_is_told(cli: Cli, staff: Path) -> None:
    run = cli("batch", str(staff), "-o", "nowhere/picks.csv")
    assert run.code == 1
    assert "cannot write nowhere/picks.csv: no such file or directory" in run.err


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told(staff: Path) -> None:
    run = program("batch", str(staff.resolve()), "-o", "/dev/full")
    assert (run.code, run.err.splitlines()[-1]) == (
        1,
        "certpick: cannot write /dev/full: no space left on device",
    )
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "certpick", "batch", str(staff)], stdout=full, stderr=subprocess.PIPE,
            text=True, check=False, env={**os.environ, **PINNED},
        )  # fmt: skip
    assert done.returncode == 1
    assert (
        done.stderr.splitlines()[-1] == "certpick: cannot write the result: no space left on device"
    )


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_ctrl_c_leaves_nothing_half_written(tmp_path: Path) -> None:
    fifo = tmp_path / "people"
    os.mkfifo(fifo)
    child = subprocess.Popen(
        [sys.executable, "-m", "certpick", "batch", str(fifo), "-o", "picks.csv"],
        stderr=subprocess.PIPE, text=True, env={**os.environ, **PINNED}, cwd=tmp_path,
    )  # fmt: skip
    with fifo.open("w") as people:
        people.write("role\n" + "physician\n" * (3 * SIZE))
        people.flush()
        deadline = time.monotonic() + 30
        while not list(tmp_path.glob(".picks.csv.*")) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert list(tmp_path.glob(".picks.csv.*")), "it has begun to write"
        child.send_signal(signal.SIGINT)
        assert child.wait(timeout=30) == 130
    assert sorted(path.name for path in tmp_path.iterdir()) == ["people"]
    assert child.stderr is not None
    assert child.stderr.read() == ""
    child.stderr.close()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_long_run_shows_how_far_it_is(staff: Path, tmp_path: Path) -> None:
    import pexpect

    staff.write_text("role,budget\n" + "".join(f"physician,{one}.5\n" for one in range(40_000)))
    code = "import certpick.render.progress as p; p.PATIENCE = 0; from certpick.__main__ import main; main()"
    words = ["batch", str(staff), "-o", "picks.csv", "--strict"]
    child = pexpect.spawn(
        sys.executable, ["-c", code, *words], cwd=str(tmp_path), env={**os.environ, **PINNED}, encoding="utf-8", timeout=60,
    )  # fmt: skip
    child.expect("recommending")
    child.expect("40,000 people: ")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_parquet_is_not_written_to_a_terminal(
    cli: Cli, staff: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("certpick.render.many.on_terminal", lambda: True)
    run = cli("batch", str(staff), "--format", "parquet")
    assert (run.code, run.out) == (2, "")
    assert "Parquet is nothing for a terminal" in run.err


@pytest.mark.parametrize(
    "asked", ["", "--summary by=department", "--dry-run", "--summary by=department -o picks.csv"]
)
def test_for_excel_every_csv_has_the_mark_of_utf_8(cli: Cli, staff: Path, asked: str) -> None:
    words = ("batch", str(staff), "--unresolved", "titles.csv", *asked.split())
    mark = "\N{ZERO WIDTH NO-BREAK SPACE}"
    plain = cli(*words, "--format", "csv")
    files = {path: path.read_bytes() for path in Path().glob("*.csv") if path != staff}
    marked = cli(*words, "--excel")
    assert (marked.code, marked.out) == (0, mark + plain.out)
    assert len(files) == 1 + ("-o" in asked)
    for path, content in files.items():
        assert path.read_bytes() == mark.encode() + content


def test_what_was_written_for_excel_is_read_again(cli: Cli, staff: Path) -> None:
    cli("batch", str(staff), "--excel", "-o", "picks.csv", "--unresolved", "titles.csv")
    text = Path("titles.csv").read_text("utf-8-sig")
    Path("titles.csv").write_text(text.replace("astronaut,1,,", "astronaut,1,CMIO,"), "utf-8-sig")
    settled = rows(cli("batch", str(staff), "--titles", "titles.csv").out)
    assert [row["status"] for row in settled if row["id"] == "4"] == ["maybe"]
    assert [row["id"] for row in rows(cli("batch", "picks.csv").out)] == list("123456")
