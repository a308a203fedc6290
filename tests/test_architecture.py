"""The rooms: imports run one way, none run in a circle, and the core touches nothing outside."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from conftest import ROOT

SOURCE = ROOT / "src" / "certpick"
# Rooms may import those on the lines above them; none those beside or below them.
FLOORS = (
    ("errors", "text"),
    ("catalog",),
    ("profile",),
    ("scoring",),
    ("explaining",),
    ("pairs", "planning", "keeping", "batch"),
    ("render",),
    ("quiz",),
    ("web", "mcp"),
    ("cli",),
    ("__main__",),
)
ROOMS = [room for floor in FLOORS for room in floor]
FILES = sorted(path for path in SOURCE.rglob("*.py") if path != SOURCE / "__init__.py")
# The files of a room that read files, or the network, where the rest of it is pure.
DOORS = {
    "catalog": ["files.py", "loader.py"],
    "profile": ["file.py"],
    "batch": ["files.py"],
    "keeping": ["fetch.py", "page_cache.py", "page_reader.py"],
}
PURE = [
    path
    for path in FILES
    if path.relative_to(SOURCE).parts[0].removesuffix(".py")
    in (
        "text",
        "catalog",
        "profile",
        "scoring",
        "explaining",
        "pairs",
        "planning",
        "keeping",
        "batch",
    )
    and path.name not in DOORS.get(path.relative_to(SOURCE).parts[0], [])
] + [SOURCE / "quiz" / f"{name}.py" for name in ("questions", "engine", "relevance", "session")]
PURE += [
    SOURCE / "web" / f"{name}.py" for name in ("address", "asking", "visit", "api", "describe")
]
OUTSIDE = {
    "io", "jinja2", "os", "pathlib", "prompt_toolkit", "questionary", "random", "rich", "socket",
    "subprocess", "sys", "tempfile", "time", "typer",
}  # fmt: skip
KERNEL = ("scoring", "explaining", "pairs", "planning")
# What only one room needs, which an extra installs.
EXTRAS = {
    "batch": {"numpy", "pyarrow", "scipy"},
    "mcp": {"mcp", "mcp_types"},
    "web": {"starlette", "uvicorn"},
}


@cache
def imported(path: Path) -> frozenset[str]:
    """Return the full names of the modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def module(path: Path) -> str:
    """Return a file's full module name."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(path: Path) -> str:
    """Return the room that a file belongs to."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def named(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def calls(tree: ast.AST) -> Iterator[str]:
    """Yield the plain names that a file calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def test_there_are_a_dozen_rooms() -> None:
    entries = [path for path in SOURCE.iterdir() if path.name not in ("__pycache__", "py.typed")]
    assert {room(path) for path in FILES} == set(ROOMS)
    assert len(entries) <= 17


@pytest.mark.parametrize("path", FILES, ids=named)
def test_imports_run_one_way(path: Path) -> None:
    floor = next(at for at, rooms in enumerate(FLOORS) if room(path) in rooms)
    below = {name for rooms in FLOORS[:floor] for name in rooms} | {room(path)}
    others = {name.split(".")[1] for name in imported(path) if name.startswith("certpick.")}
    assert {name for name in others if name in ROOMS} - below == set()


def test_no_imports_run_in_a_circle() -> None:
    modules = {module(path): path for path in FILES}
    graph = {name: imported(path) & set(modules) - {name} for name, path in modules.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {' imports '.join(error.args[1])}")


def test_no_room_hides_a_public_name() -> None:
    import certpick

    assert set(ROOMS) & set(certpick.__all__) == set()


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("__init__.py")), ids=named)
def test_opening_a_room_imports_nothing(path: Path) -> None:
    if path.parent != SOURCE:
        assert imported(path) == frozenset()


@pytest.mark.parametrize("path", PURE, ids=named)
def test_the_core_has_no_terminal_no_files_and_no_clock(path: Path) -> None:
    text = path.read_text("utf-8")
    assert {name.split(".")[0] for name in imported(path)} & OUTSIDE == set()
    assert set(calls(ast.parse(text))) & {"print", "open", "input"} == set()
    assert not re.search(r"\.(today|now|utcnow)\(", text), "reads the clock"


@pytest.mark.parametrize("path", [one for one in FILES if room(one) in KERNEL], ids=named)
def test_the_kernel_needs_the_standard_library_only(path: Path) -> None:
    used = {name.split(".")[0] for name in imported(path)}
    assert used - sys.stdlib_module_names <= {"certpick"}


@pytest.mark.parametrize("only", EXTRAS)
def test_the_packages_of_an_extra_stand_in_one_room(only: str) -> None:
    assert {room(path) for path in FILES if _outside(path) & EXTRAS[only]} == {only}


def test_many_people_need_no_other_packages() -> None:
    known = set(sys.stdlib_module_names) | EXTRAS["batch"] | {"certpick"}
    assert [path for path in FILES if room(path) == "batch" and _outside(path) - known] == []


def _outside(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(path)}


def test_the_server_for_assistants_reads_no_clock_and_opens_no_file() -> None:
    """Its day comes from the command; what it reads was read before it began."""
    for path in (one for one in FILES if room(one) == "mcp"):
        text = path.read_text("utf-8")
        assert not re.search(r"\.(today|now|utcnow)\(", text), path.name
        assert set(calls(ast.parse(text))) & {"print", "open", "input"} == set()


def test_one_file_opens_the_network() -> None:
    network = {"aiohttp", "http", "httpcore", "httpx", "requests", "socket", "ssl", "urllib3"}
    modules = [module(path) for path in FILES if _outside(path) & network]
    assert modules == ["certpick.keeping.fetch", "certpick.web.server"]
    assert not any("urllib.request" in imported(path) for path in FILES)


def test_only_render_and_the_quiz_know_a_terminal() -> None:
    words = ("print(", "sys.stdout", "sys.stderr")
    knowing = {
        room(path) for path in FILES if any(word in path.read_text("utf-8") for word in words)
    }
    assert knowing == {"render", "quiz", "__main__"}


def test_the_guide_for_contributors_names_the_rooms_and_their_files() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    table = dict(re.findall(r"^\| `([\w/.]+)` \| (.+?) \|$", text, re.MULTILINE))
    assert list(table) == [
        f"{name}/" if (SOURCE / name).is_dir() else f"{name}.py" for name in ROOMS
    ]
    for name, said in table.items():
        files = {path.stem for path in (SOURCE / name).glob("*.py")} - {"__init__"}
        assert set(re.findall(r"`(\w+)`", said)) == (files if name.endswith("/") else set()), name
