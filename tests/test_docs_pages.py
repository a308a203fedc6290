"""Every command that the documentation shows runs, and shows what the documentation says."""

import doctest
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from conftest import PINNED, ROOT, Run, press_enter_to_the_end
from written import PROMPT, Block, blocks, cut_like, is_quiz, is_server, run, sessions

WRITTEN = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
SHOWING = [path for path in WRITTEN if re.search("```(sh|console|pycon)", path.read_text("utf-8"))]
COMMANDS = [
    command
    for path in SHOWING
    for block in blocks(path.read_text("utf-8"))
    if block.language == "sh"
    for command in block.commands
]


def _page(path: Path) -> Any:
    """Return a page as a case of a test; what everybody reads first is quick to test."""
    marks = [] if path.name == "README.md" else [pytest.mark.slow]
    return pytest.param(path, id=str(path.relative_to(ROOT)), marks=marks)


@pytest.mark.parametrize("path", list(map(_page, SHOWING)))
def test_a_page_shows_what_happens(
    path: Path, cli: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    """A page is one session: its files are there, and what a command writes the next can read."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    text = path.read_text("utf-8")
    names: dict[str, Any] = {}
    happened = text
    for block in blocks(text):
        if block.file:
            (tmp_path / block.file).write_text(block.text, encoding="utf-8")
        elif block.language == "sh":
            run_all(block, cli)
        elif block.language == "pycon":
            happened = happened.replace(block.text, typed_python(block, names))
        elif block.language == "console":
            happened = happened.replace(block.text, replayed(block, cli))
    if request.config.getoption("--update-golden"):
        path.write_text(happened, encoding="utf-8")
    else:
        assert happened == text


@pytest.mark.slow
def test_a_picture_is_what_the_program_draws(
    cli: Callable[..., Run], tmp_path: Path, golden: Callable[[Path, str], None]
) -> None:
    drawn = tmp_path / "map.svg"
    cli("map", "--role", "clinician", "--situation", "manages", "--svg", str(drawn))
    golden(ROOT / "docs" / "assets" / "map.svg", drawn.read_text("utf-8"))


def run_all(block: Block, cli: Callable[..., Run]) -> None:
    """Run the commands of a block; they say nothing but what they wrote, and of how many."""
    for command in block.commands:
        if not is_quiz(command) and not is_server(command):
            done = run(command, cli)
            assert done.code == 0, done.err
            assert re.fullmatch(r"(wrote \S+\n|\d+ (people|person): [^\n]+\n)*", done.err)
            assert done.out or done.err.startswith("wrote "), command


def typed_python(block: Block, names: dict[str, Any]) -> str:
    """Return what is typed at a Python prompt, with what it prints now."""
    said = ""
    for part in doctest.DocTestParser().parse(block.text):
        if isinstance(part, str):
            said += part
            continue
        with redirect_stdout(StringIO()) as out:
            exec(compile(part.source, "<page>", "single"), names)  # noqa: S102  it is the page's
        typed = part.source.rstrip("\n").replace("\n", "\n... ")
        said += f">>> {typed}\n" + cut_like(out.getvalue(), part.want)
    return said


def replayed(block: Block, cli: Callable[..., Run]) -> str:
    """Return a console block as it is when its commands are run now."""
    said = ""
    for command, shown in sessions(block):
        if is_quiz(command):
            out = typed(command, shown)
        else:
            done = run(command, cli)
            out = done.out + done.err
        said += PROMPT + command + "\n" + cut_like(out, shown)
    return said


def typed(command: str, shown: str) -> str:
    """Return what a terminal shows of a quiz in which the answers that are shown are typed."""
    import pexpect

    asked = r"(?m)^(?:Your answer|Number).*, b for back.*?:"
    child: Any = pexpect.spawn(
        sys.executable, ["-m", *shlex.split(command)], dimensions=(50, 80), encoding="utf-8",
        timeout=20, env={**os.environ, **PINNED},
    )  # fmt: skip
    said = ""
    for answer in re.findall(f"{asked}(.*)$", shown):
        child.expect(asked)
        said += child.before + child.after
        child.sendline(answer.strip())
    child.expect(pexpect.EOF)
    plain = re.sub(r"\x1b\[[\d;]*m", "", said + child.before)
    return re.sub(r"[ \r]+\n", "\n", plain)


@pytest.mark.slow
@pytest.mark.parametrize("command", [line for line in COMMANDS if is_server(line)])
def test_every_server_answers(command: str, tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", *shlex.split(command)], cwd=tmp_path,
        env={**os.environ, **PINNED}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    with child:
        assert child.stderr
        address = re.findall(r"http://\S+", child.stderr.readline())[0]
        with urlopen(address, timeout=20) as page:  # noqa: S310  the address is http
            assert b"What do you do?" in page.read()
        child.send_signal(signal.SIGINT)
        assert child.wait(20) == 130


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("command", [line for line in COMMANDS if is_quiz(line)])
def test_every_quiz_runs(command: str, tmp_path: Path) -> None:
    import pexpect

    words = ["-m", "certpick", *shlex.split(command)[1:]]
    env = {**os.environ, **PINNED, "XDG_STATE_HOME": str(tmp_path), "PROMPT_TOOLKIT_NO_CPR": "1"}
    child = pexpect.spawn(
        sys.executable, words, cwd=str(tmp_path), env=env, encoding="utf-8", timeout=20
    )
    press_enter_to_the_end(child)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
