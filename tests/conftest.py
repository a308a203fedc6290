"""What tests share: the bundled catalogue, the program, and files of expected output."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from certpick import Catalog, load_catalog
from certpick.__main__ import main

ROOT = Path(__file__).parent.parent
NOON = "1795348800"  # of 22 November 2026: what is stale depends on the day
PINNED = {"COLUMNS": "80", "TERM": "xterm-256color", "SOURCE_DATE_EPOCH": NOON}
# The same examples for everybody and on every day, so that what fails is the last change, and
# no clock, so that a busy machine fails nothing. ``pytest --hypothesis-profile explore`` looks
# for new ones.
UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
# The same examples at every run, so half of the usual number: "explore" looks for new ones.
settings.register_profile("same", UNTIMED, derandomize=True, max_examples=50)
settings.register_profile("unshrunk", settings.get_profile("same"), phases=[Phase.generate])
settings.register_profile("brief", settings.get_profile("same"), max_examples=20)
settings.register_profile("explore", UNTIMED, max_examples=1000)
settings.load_profile("same")


@dataclass(frozen=True)
class Run:
    """What a run of the program left behind."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Return stdout as JSON."""
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def _pinned_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "NO_COLOR",
        "FORCE_COLOR",
        "CERTPICK_CATALOG",
        "CERTPICK_MAX_SIZE",
        "SOURCE_DATE_EPOCH",
    ):
        monkeypatch.delenv(name, raising=False)
    for name, value in PINNED.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """Return the bundled catalogue."""
    return load_catalog()


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Return a function that runs the program in this process."""

    def run(*arguments: str, stdin: bytes = b"") -> Run:
        monkeypatch.setattr(sys, "argv", ["certpick", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main()
        out, err = capsys.readouterr()
        return Run(code, out, err)

    return run


def program(*arguments: str, env: dict[str, str] | None = None, cwd: str = "/") -> Run:
    """Run the real program in a process of its own, from another folder."""
    done = subprocess.run(
        [sys.executable, "-m", "certpick", *arguments],
        capture_output=True,
        cwd=cwd,
        env={**os.environ, **PINNED, **(env or {})},
        timeout=60,
        check=False,
    )
    encoding = (env or {}).get("PYTHONIOENCODING", "utf-8")
    return Run(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))


def press_enter_to_the_end(child: Any, until: str = "The same without") -> None:
    """Take the marked answer of every question of a quiz that runs in a terminal.

    A screen may be drawn twice, or a key come before it is listened to: where nothing
    happens for two seconds, Enter is pressed again.
    """
    import pexpect

    shown = [r"\((arrows|Space)", r"b for back[^:]*: ", until, pexpect.TIMEOUT]
    for _ in range(40):
        if child.expect(shown, timeout=2) == shown.index(until):
            return
        child.send("\r")
    raise AssertionError(f"the quiz does not end: {child.before}")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes expected output anew."""
    parser.addoption("--update-golden", action="store_true", help="write expected output anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Return a function that compares a text with a committed file."""

    def check(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"{path.name}: run --update-golden"

    return check
