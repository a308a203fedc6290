"""The real program in a real pseudo-terminal."""

import json
import os
import re
import shlex
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PINNED, Run, press_enter_to_the_end, program

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)
import pexpect

pytestmark = pytest.mark.slow
DOWN, ENTER, ESCAPE, CTRL_C = "\x1b[B", "\r", "\x1b", "\x03"
Spawn = Callable[..., "pexpect.spawn[str]"]


@pytest.fixture
def spawn(tmp_path: Path) -> Spawn:
    """Return a function that starts the quiz in a terminal of its own."""

    def start(
        *words: str, then: str = "", columns: int = 80, term: str = "xterm"
    ) -> "pexpect.spawn[str]":
        state = {"XDG_STATE_HOME": str(tmp_path / "state"), "PROMPT_TOOLKIT_NO_CPR": "1"}
        env = {**os.environ, **PINNED, **state, "TERM": term, "COLUMNS": str(columns)}
        command = shlex.join([sys.executable, "-m", "certpick", "quiz", *words])
        return pexpect.spawn(
            "sh", ["-c", f"exec {command}" if not then else command + then], env=env, encoding="utf-8", timeout=20,
            dimensions=(40, columns), cwd=str(tmp_path),
        )  # fmt: skip

    return start


def finish(child: "pexpect.spawn[str]") -> int:
    """Take the marked answer of every question that is left, and return the exit code."""
    press_enter_to_the_end(child)
    child.expect(pexpect.EOF)
    child.close()
    return int(child.exitstatus or 0)


def test_the_happy_path_and_the_line_that_repeats_it(spawn: Spawn, tmp_path: Path) -> None:
    child = spawn("--json", "--top", "2", "--save", "me.json", then=" > picks.json")
    child.expect("What do you do")
    child.send(DOWN + ENTER)
    child.expect("spend on the whole")
    child.send(DOWN * 4 + ENTER)
    child.expect("hours a week")
    child.send(DOWN * 2 + ENTER)
    child.expect("continuing-education credit")
    child.send(ENTER)
    assert finish(child) == 0
    line = re.search(r"certpick (rank [^\r\n]*)", child.before or "")
    assert line
    picks = (tmp_path / "picks.json").read_text("utf-8")
    assert json.loads(picks)["profile"]["role"] == "clinician"
    again = program(*shlex.split(line[1]))
    assert again.out == picks, "the same bytes"
    saved = program("rank", "--profile", str(tmp_path / "me.json"), "--json", "--top", "2")
    assert saved.out == picks
    assert not (tmp_path / "state" / "certpick" / "quiz.json").exists()


def test_back(spawn: Spawn) -> None:
    child = spawn()
    child.expect("What do you do")
    child.send(ENTER)
    child.expect("spend on the whole")
    time.sleep(0.3)
    child.send(ESCAPE)
    child.expect("What do you do")
    time.sleep(0.3)
    child.send(DOWN * 3 + ENTER)
    child.expect("spend on the whole")
    child.send(ENTER)
    assert finish(child) == 0
    assert "--role administrator" in (child.before or "")


@pytest.mark.parametrize("way", ["ctrl-c", "hang-up"])
def test_an_interrupted_quiz_goes_on_where_it_was(spawn: Spawn, tmp_path: Path, way: str) -> None:
    child = spawn("--budget", "3000", then="; echo exit $?" if way == "ctrl-c" else "")
    child.expect("What do you do")
    child.send(DOWN * 2 + ENTER)
    child.expect("hours a week")
    if way == "ctrl-c":
        child.send(CTRL_C)
        child.expect("certpick quiz --resume")
        child.expect("exit 130")
    else:
        child.kill(signal.SIGHUP)
    child.expect(pexpect.EOF)
    child.close()
    kept = tmp_path / "state" / "certpick" / "quiz.json"
    for _ in range(50):
        if kept.exists():
            break
        time.sleep(0.1)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    child = spawn("--resume")
    child.expect("hours a week")
    child.send(ENTER)
    assert finish(child) == 0
    assert "--role nurse-leader --budget 3000" in (child.before or "")
    assert not kept.exists()


def test_ctrl_c_before_an_answer_keeps_nothing(spawn: Spawn, tmp_path: Path) -> None:
    child = spawn(then="; echo exit $?")
    child.expect("What do you do")
    child.send(CTRL_C)
    child.expect("exit 130")
    assert "resume" not in (child.before or "")
    assert not (tmp_path / "state").exists()


def test_resume_without_answers(spawn: Spawn) -> None:
    child = spawn("--resume", then="; echo exit $?")
    child.expect("certpick: no answers are kept")
    child.expect("exit 1")


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        '{"version": 2, "given": {}, "answers": [], "drafts": []}',
    ],
)
def test_answers_that_cannot_be_read_are_said_to_be(
    spawn: Spawn, tmp_path: Path, content: str
) -> None:
    kept = tmp_path / "state" / "certpick" / "quiz.json"
    kept.parent.mkdir(parents=True)
    kept.write_text(content)
    child = spawn("--resume", then="; echo exit $?")
    child.expect("certpick: cannot read the answers kept in")
    child.expect("exit 1")


def test_what_is_no_answer_any_more_is_named_and_the_rest_goes_on(
    spawn: Spawn, tmp_path: Path
) -> None:
    kept = tmp_path / "state" / "certpick" / "quiz.json"
    kept.parent.mkdir(parents=True)
    answers = [["role", "administrator"], ["budget", 500.0], ["shoe", 43], ["cme", "maybe"]]
    document = {"version": 1, "given": {}, "answers": answers, "drafts": []}
    kept.write_text(json.dumps(document))
    child = spawn("--resume")
    child.expect('Left out of what was kept: shoe 43, Credit "maybe".')
    child.expect("hours a week")
    child.send(ENTER)
    child.expect("continuing-education credit")
    assert finish(child) == 0
    assert "--role administrator --budget 500" in (child.before or "")


@pytest.mark.parametrize(("words", "term"), [(["--plain"], "xterm"), ([], "dumb")])
def test_plain_mode_has_no_escape_codes(spawn: Spawn, words: list[str], term: str) -> None:
    child = spawn(*words, "--role", "CMIO", term=term)
    child.expect("spend on the whole")
    child.expect("b for back")
    child.send("$2500" + ENTER)
    child.expect("hours a week")
    child.expect("b for back")
    child.send("b" + ENTER)
    child.expect("spend on the whole")
    shown = child.before or ""
    child.expect("b for back")
    child.send("$2000" + ENTER)
    child.expect("hours a week")
    child.expect("b for back")
    child.send("3 hours" + ENTER)
    assert finish(child) == 0
    assert "\x1b" not in shown
    assert "--role CMIO --budget 2000 --hours 3" in (child.before or "")


def test_a_window_of_40_columns(spawn: Spawn) -> None:
    child = spawn("--role", "administrator", columns=40)
    child.expect("spend on")
    child.send(ENTER)
    assert finish(child) == 0


def test_typing_a_wrong_amount_keeps_it_and_asks_again(spawn: Spawn) -> None:
    child = spawn("--role", "administrator")
    child.expect("spend on the whole")
    child.send(DOWN * 6 + ENTER)
    child.expect("in US dollars")
    child.send("three grand" + ENTER)
    child.expect("is not a number")
    child.send("\x15" + "3000" + ENTER)
    child.expect("hours a week")
    child.send(ENTER)
    assert finish(child) == 0
    assert "--budget 3000" in (child.before or "")


@pytest.mark.parametrize("redirect", [" < /dev/null", " 2> err.txt"])
def test_without_a_terminal_it_names_the_command_to_use(
    spawn: Spawn, tmp_path: Path, redirect: str
) -> None:
    child = spawn("--role", "physician", "--budget", "100", then=f"{redirect}; echo exit $?")
    child.expect("exit 2")
    shown = (child.before or "") + "".join(
        path.read_text("utf-8") for path in tmp_path.glob("err.txt")
    )
    assert "the quiz needs a terminal" in shown
    assert "certpick rank --role physician --budget 100" in shown


@pytest.mark.parametrize("option", ["--save", "--report"])
@pytest.mark.parametrize(
    ("place", "why"), [("no/mine.html", "no such file or directory"), ("folder", "is a directory")]
)
def test_a_file_that_cannot_be_written_is_told_before_the_first_question(
    spawn: Spawn, tmp_path: Path, option: str, place: str, why: str
) -> None:
    (tmp_path / "folder").mkdir()
    child = spawn("--role", "CMIO", option, place, then="; echo exit $?")
    child.expect(f"certpick: cannot write {place}: {why}")
    assert child.before == "", "nothing was asked"
    child.expect("exit 1")
    assert [one.name for one in tmp_path.rglob("*") if one.suffix == ".html"] == []


def test_a_result_that_cannot_be_written_keeps_the_answers(spawn: Spawn, tmp_path: Path) -> None:
    (tmp_path / "missing").mkdir()
    child = spawn("--role", "CMIO", "--save", "missing/me.json", then="; echo exit $?")
    child.expect("spend on the whole")
    (tmp_path / "missing").rmdir()
    press_enter_to_the_end(child, until="certpick quiz --resume")
    child.expect("certpick: cannot write missing/me.json")
    child.expect("exit 1")
    assert (tmp_path / "state" / "certpick" / "quiz.json").exists()


def test_an_option_beats_a_kept_answer_also_one_that_excludes_it(spawn: Spawn) -> None:
    child = spawn("--role", "physician", "--priority", "rigor")
    child.expect("spend on the whole")
    child.send(ENTER)
    child.expect("hours a week")
    child.send(CTRL_C)
    child.expect("quiz --resume")
    child.expect(pexpect.EOF)
    child = spawn("--resume", "--weights", "domain=5,rigor=3,portability=2")
    child.expect("hours a week")
    assert finish(child) == 0
    line = child.before or ""
    assert "--weights domain=5.0,rigor=3.0,portability=2.0" in line
    assert "--priority" not in line


@pytest.mark.parametrize("plain", [[], ["--plain"]], ids=["arrows", "plain"])
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"])
def test_a_signal_interrupts_as_ctrl_c_does(
    spawn: Spawn, tmp_path: Path, name: str, plain: list[str]
) -> None:
    child = spawn("--role", "physician", *plain)
    child.expect("spend on the whole")
    if plain:
        child.expect("b for back")
    child.send(ENTER)
    child.expect("hours a week")
    time.sleep(0.3)
    child.kill(getattr(signal, name))
    child.expect("quiz --resume")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert (tmp_path / "state" / "certpick" / "quiz.json").exists()


@pytest.mark.parametrize("plain", [[], ["--plain"]], ids=["arrows", "plain"])
def test_ctrl_backslash_interrupts_too(spawn: Spawn, plain: list[str]) -> None:
    child = spawn("--role", "physician", *plain)
    child.expect("spend on the whole")
    if plain:
        child.expect("b for back")
    child.send(ENTER)
    child.expect("hours a week")
    time.sleep(0.3)
    child.send("\x1c")
    child.expect("quiz --resume")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130


def test_without_a_terminal_nothing_is_asked() -> None:
    run: Run = program("quiz")
    assert (run.code, run.out) == (2, "")
    assert "certpick rank --role administrator" in run.err


def test_a_mistake_in_an_option_is_told_before_the_first_question(spawn: Spawn) -> None:
    child = spawn("--role", "physican", then="; echo exit $?")
    child.expect("unknown role or job title 'physican'")
    child.expect("exit 2")


def test_a_report_is_written_at_the_end(spawn: Spawn, tmp_path: Path) -> None:
    child = spawn("--role", "administrator", "--report", "mine.html", then=" > picks.txt")
    assert finish(child) == 0
    page = (tmp_path / "mine.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "Hospital administrator" in page
    assert "IABAC" in (tmp_path / "picks.txt").read_text("utf-8")


def test_a_report_whose_name_says_no_format_is_refused_before_the_first_question(
    spawn: Spawn,
) -> None:
    child = spawn("--role", "administrator", "--report", "mine.pdf", then="; echo exit $?")
    child.expect("certpick: --report: how to write mine.pdf is not clear")
    assert child.before == "", "nothing was asked"
    child.expect("exit 2")


def test_a_report_that_cannot_be_written_loses_no_answer(spawn: Spawn, tmp_path: Path) -> None:
    (tmp_path / "no").mkdir()
    child = spawn("--role", "administrator", "--report", "no/mine.html", then=" > picks.txt")
    child.expect("spend on the whole")
    (tmp_path / "no").rmdir()
    press_enter_to_the_end(child, until="certpick: cannot write no/mine.html")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1
    assert (tmp_path / "state" / "certpick" / "quiz.json").exists()
    assert "IABAC" in (tmp_path / "picks.txt").read_text("utf-8"), "the result is shown"


def test_the_line_that_resumes_keeps_the_report(spawn: Spawn) -> None:
    child = spawn("--report", "my report.html", "--top", "2", then="; echo exit $?")
    child.expect("What do you do")
    child.send(ENTER)
    child.expect("spend on the whole")
    child.send(CTRL_C)
    child.expect("certpick quiz --resume --top 2 --report 'my report.html'")
    child.expect("exit 130")
