"""What documentation shows, for tests: its blocks, and the runs of their commands."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from conftest import PINNED, Run

FENCE = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.DOTALL | re.MULTILINE)
PROMPT = "$ "
CUT = "…"  # stands alone on a line for what is left out of an output
CLI = Callable[..., Run]


@dataclass(frozen=True)
class Block:
    """A block of code: what it is written in, the file that it is, and its text."""

    language: str
    file: str | None
    text: str

    @property
    def commands(self) -> list[str]:
        """The command lines of a shell block, without those that make an environment."""
        lines = self.text.replace("\\\n", "").splitlines()
        return [line for line in lines if line and ".venv" not in line]


def blocks(text: str) -> list[Block]:
    """Return the blocks of a page, in order."""
    return [Block(one[1], one[2], one[3]) for one in FENCE.finditer(text)]


def sessions(block: Block) -> Iterator[tuple[str, str]]:
    """Yield the commands of a console block with what it shows of their output."""
    for part in re.split(rf"^{re.escape(PROMPT)}", block.text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def cut_like(output: str, shown: str) -> str:
    """Return an output, with as much left out of it as what is shown leaves out."""
    before, cut, after = shown.partition(f"{CUT}\n")
    if not cut:
        return output
    lines = output.splitlines(keepends=True)
    first, last = before.count("\n"), after.count("\n")
    assert len(lines) > first + last, "nothing is left out"
    return "".join([*lines[:first], cut, *lines[len(lines) - last :]])


def is_server(command: str) -> bool:
    """Return whether a command runs until it is told to stop."""
    words = shlex.split(command)
    return words[1:2] == ["serve"] and "--export" not in words


def is_quiz(command: str) -> bool:
    """Return whether a command asks questions, which needs a terminal."""
    return command.startswith("certpick quiz")


def run(command: str, cli: CLI) -> Run:
    """Run a command line in the current folder: here where it can be, else in a shell."""
    words = list(shlex.shlex(command, posix=True, punctuation_chars=True))
    if words[0] == "certpick" and not set("".join(words)) & set("|&;<>$*"):
        return cli(*shlex.split(command)[1:])
    scripts = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-c", command], env={**os.environ, **PINNED, "PATH": scripts},  # noqa: S607
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return Run(done.returncode, done.stdout, done.stderr)
