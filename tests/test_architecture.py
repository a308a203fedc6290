"""The rooms: imports run one way, and the core touches nothing outside itself."""

import ast
import re
import sys
from pathlib import Path

import pytest
from conftest import ROOT

SOURCE = ROOT / "src" / "certpick"
# A room may import the rooms above it in this list.
ROOMS = (
    "errors", "text", "days", "jsontext", "writing", "triangle", "weights", "facts", "faults", "roles", "catalog", "profile", "references", "schema", "words", "bundled", "reading",
    "rubric", "fit", "wording", "search", "freshness", "ranking", "robustness", "explain", "units", "together", "duos", "pairing", "remarks", "scheduling", "asking", "planning", "upkeep", "checking", "loading", "output", "quiz", "cli", "__main__",
)  # fmt: skip
PURE = (
    "days", "triangle", "weights", "facts", "roles", "catalog", "wording", "profile", "words", "rubric", "fit", "search",
    "ranking", "robustness", "explain", "freshness", "units", "together", "duos", "pairing", "remarks", "scheduling", "asking", "planning", "upkeep", "jsontext", "reading", "checking",
)  # fmt: skip
OUTSIDE = {
    "prompt_toolkit",
    "os",
    "sys",
    "io",
    "pathlib",
    "time",
    "random",
    "rich",
    "jinja2",
    "questionary",
    "typer",
    "socket",
}
PURE_QUIZ = ("questions", "engine", "relevance", "session")
PURE_REPORT = ("model", "answers", "reasoning", "assembly", "mail")
CORE = (
    "rubric", "fit", "ranking", "triangle", "weights", "robustness", "explain", "units", "together", "duos", "pairing", "remarks", "days",
    "scheduling", "asking", "planning",
)  # fmt: skip


def imported(path: Path) -> set[str]:
    """Return the full names of the modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def room(path: Path) -> str:
    """Return the room that a file belongs to."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


FILES = sorted(path for path in SOURCE.rglob("*.py") if path != SOURCE / "__init__.py")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_run_one_way(path: Path) -> None:
    place = ROOMS.index(room(path))
    others = {name.split(".")[1] for name in imported(path) if name.startswith("certpick.")} - {
        room(path)
    }
    assert {name for name in others if ROOMS.index(name) > place} == set()


@pytest.mark.parametrize(
    "name",
    [
        *PURE,
        *(f"quiz/{name}" for name in PURE_QUIZ),
        *(f"output/report/{name}" for name in PURE_REPORT),
    ],
)
def test_the_core_has_no_terminal_no_files_and_no_clock(name: str) -> None:
    path = SOURCE / f"{name}.py"
    used = {module.split(".")[0] for module in imported(path)}
    assert used & OUTSIDE == set()
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert calls & {"print", "open", "input"} == set()
    assert not re.search(r"\.(today|now|utcnow)\(", path.read_text("utf-8")), "reads the clock"


@pytest.mark.parametrize("name", CORE)
def test_the_kernel_needs_the_standard_library_only(name: str) -> None:
    used = {module.split(".")[0] for module in imported(SOURCE / f"{name}.py")}
    assert used - sys.stdlib_module_names <= {"certpick"}


def test_only_output_and_the_quiz_know_a_terminal() -> None:
    printing = {
        room(path)
        for path in FILES
        if any(word in path.read_text("utf-8") for word in ("print(", "sys.stdout", "sys.stderr"))
    }
    assert printing == {"output", "quiz", "__main__"}


def test_modules_stay_small() -> None:
    lines = {
        str(path.relative_to(SOURCE)): len(path.read_text("utf-8").splitlines()) for path in FILES
    }
    assert {name: count for name, count in lines.items() if count > 300} == {}
