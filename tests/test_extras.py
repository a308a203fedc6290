"""What an optional extra installs is needed by its commands alone."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# Packages of the extras as they are imported.
EXTRAS = {
    "batch": {"numpy", "pyarrow", "scipy"},
    "holidays": {"holidays"},
    "mcp": {"mcp"},
    "verify": {"httpx", "pypdf", "selectolax"},
    "web": {"starlette", "uvicorn"},
}
DATA = str(ROOT / "data" / "programs.json")
COMMANDS = {
    "rank": ["rank", "--role", "nurse", "--all", "--format", "ndjson"],
    "explain": ["explain", "stanford", "--role", "nurse", "--json"],
    "compare": ["compare", "stanford", "iabac", "--role", "nurse", "--json"],
    "map": ["map", "--role", "nurse", "--json"],
    "pair": ["pair", "--role", "nurse", "--json"],
    "plan": ["plan", "stanford", "--role", "nurse", "--json"],
    "report": ["report", "--role", "nurse", "--json"],
    "programs": ["programs", "--json"],
    "roles": ["roles", "nurse", "--json"],
    "schemas": ["schema"],
    "schema": ["schema", "verify"],
    "check": ["catalog", "check", DATA, "--json"],
    "diff": ["catalog", "diff", DATA, DATA, "--json"],
}
# Imports the module of a server, which would else wait for requests.
SERVERS = {
    "web": "certpick.web.server",
    "mcp": "certpick.mcp.server",
    "batch": "certpick.batch.run",
}


def without(packages: set[str], code: str) -> subprocess.CompletedProcess[str]:
    """Run code where these packages cannot be imported."""
    blocked = f"import sys\nsys.modules.update(dict.fromkeys({sorted(packages)!r}))\n"
    return subprocess.run(
        [sys.executable, "-c", blocked + code], capture_output=True, text=True, check=False
    )


def test_the_extras_are_those_of_the_project() -> None:
    for extra, packages in EXTRAS.items():
        needed = {one.partition(">")[0] for one in PROJECT["optional-dependencies"][extra]}
        assert needed == packages


RUN_ALL = """
from certpick.__main__ import main
for name, words in COMMANDS.items():
    sys.argv = ["certpick", *words]
    print(name, main(), file=sys.stderr)
"""


@pytest.mark.slow
def test_a_command_needs_no_extra() -> None:
    done = without(set.union(*EXTRAS.values()), f"COMMANDS = {COMMANDS!r}{RUN_ALL}")
    assert done.stderr.splitlines() == [f"{name} 0" for name in COMMANDS]
    assert done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("extra", SERVERS)
def test_a_server_needs_no_other_extra(extra: str) -> None:
    others = set.union(*EXTRAS.values()) - EXTRAS[extra]
    if extra == "mcp":
        others -= {"httpx", "starlette", "uvicorn"}  # which the package itself needs
    done = without(others, f"import {SERVERS[extra]}")
    assert (done.returncode, done.stderr) == (0, "")


def test_every_extra_that_installs_for_users_is_listed() -> None:
    """The others are for whoever works on certpick."""
    every = set(PROJECT["optional-dependencies"])
    assert every - set(EXTRAS) == {"docs", "test", "scale-test"}
    assert Path(DATA).exists()
