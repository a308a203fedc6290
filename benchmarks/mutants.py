"""How many small changes to the core no fast test notices.

``python benchmarks/mutants.py`` changes one expression at a time in a seeded sample that is
spread over the rooms: ``<`` to ``<=``, ``+`` to ``-``, ``and`` to ``or``, ``min`` to ``max``, a
number by one, a returned value to None. It runs the room's fast tests against each change, in a
copy of the source, and prints the changes that survive.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PACKAGE = Path("src/certpick")
COPIED = (
    "src",
    "tests",
    "data",
    "docs",
    "docs_from_code",
    "pyproject.toml",
    "README.md",
    "CONTRIBUTING.md",
)
WORKERS = 2
# The tests of each room that is pure, the quickest first, and the files that are not.
TESTS = {
    "scoring": ("fit", "rubric", "search", "weights", "ranking"),
    "explaining": ("triangle", "explain", "robustness", "map_and_compare", "ranking"),
    "pairs": ("pairing",),
    "quiz": ("quiz_askers", "quiz_engine"),
}
IMPURE = ("terminal.py", "prompts.py", "plain.py", "state.py")

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
# Types and decorators say nothing of behaviour; a strict zip guards against a mistake.
SKIPPED = ("annotation", "returns", "decorator_list", "format_spec")


class Mutant(NamedTuple):
    """A file with one expression changed; ``number`` and ``line`` are as before."""

    path: Path
    number: int
    line: str
    change: str
    source: str


class Site(NamedTuple):
    """A node of a file's tree, and one that may stand in its place."""

    path: Path
    tree: ast.Module
    parent: ast.AST
    field: str
    at: int | None
    node: ast.AST
    other: ast.AST

    def put(self, node: ast.AST) -> None:
        """Put a node in the place."""
        if self.at is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.at] = node

    def mutant(self, text: str) -> Mutant:
        """Return the file with the other node; ``text`` is the file as it is."""
        whole = self.node if isinstance(self.node, ast.expr | ast.stmt) else self.parent
        number = getattr(whole, "lineno", 1)
        before = ast.unparse(whole)
        self.put(ast.copy_location(self.other, whole))
        after = ast.unparse(self.other if whole is self.node else whole)
        source = ast.unparse(ast.fix_missing_locations(self.tree))
        self.put(self.node)
        line = text.splitlines()[number - 1].strip()
        return Mutant(self.path, number, line, f"{before} -> {after}", source)


def others(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may stand for a node."""
    if type(node) in SWAPS:
        yield SWAPS[type(node)]()
    match node:
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.Name(name) if name in CALLS:
            yield ast.Name(CALLS[name])
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value) | float(value)):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Return(ast.expr() as value) if ast.unparse(value) != "None":
            yield ast.Return(ast.Constant(None))


def sites(path: Path, tree: ast.Module, parent: ast.AST) -> Iterator[Site]:
    """Yield every change to what is below a node."""
    for field, value in ast.iter_fields(parent):
        if field in SKIPPED or (isinstance(parent, ast.keyword) and parent.arg == "strict"):
            continue
        for at, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(node, ast.AST):
                yield from (Site(path, tree, parent, field, at, node, one) for one in others(node))
                yield from sites(path, tree, node)


def mutants(room: str, count: int, chance: random.Random) -> list[Mutant]:
    """Return a sample of a room's mutants, all of them where there are no more."""
    texts = {
        path.relative_to(ROOT / PACKAGE): path.read_text("utf-8")
        for path in sorted((ROOT / PACKAGE / room).glob("*.py"))
        if path.name not in IMPURE
    }
    trees = {path: ast.parse(text) for path, text in texts.items()}
    found = [site for path, tree in trees.items() for site in sites(path, tree, tree)]
    chosen = chance.sample(found, min(count, len(found)))
    return sorted(site.mutant(texts[site.path]) for site in chosen)


def copy(folder: Path) -> Path:
    """Copy the project to a folder, and return it."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def passes(room: str, folder: Path, timeout: float | None = None) -> bool:
    """Return whether a copy passes a room's tests in time."""
    files = [f"tests/test_{name}.py" for name in TESTS[room]]
    words = ["-qx", "-m", "not slow", "--tb=no", "-p", "no:cacheprovider"]
    words += ["--hypothesis-profile", "unshrunk"]
    command = [sys.executable, "-m", "pytest", *words, *files]
    own = {"PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    env = {**os.environ, **own}
    try:
        done = subprocess.run(
            command, cwd=folder, env=env, timeout=timeout, capture_output=True, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def survives(mutant: Mutant, folder: Path, timeout: float) -> bool:
    """Return whether a copy passes the tests although it is the mutant."""
    path = folder / PACKAGE / mutant.path
    original = path.read_text("utf-8")
    path.write_text(mutant.source, encoding="utf-8")
    try:
        return passes(mutant.path.parts[0], folder, timeout)
    finally:
        path.write_text(original, encoding="utf-8")


def survivors(room: str, sample: list[Mutant], folders: list[Path]) -> Iterator[Mutant]:
    """Yield the mutants of a room that survive, as they are found.

    Raises:
        SystemExit: the tests fail without a mutant too.
    """
    start = time.monotonic()
    if not passes(room, folders[0]):
        raise SystemExit(f"the tests of {room} fail without a mutant")
    timeout = 30 + 10 * (time.monotonic() - start)
    free: SimpleQueue[Path] = SimpleQueue()
    for folder in folders:
        free.put(folder)

    def survived(mutant: Mutant) -> bool:
        folder = free.get()
        try:
            return survives(mutant, folder, timeout)
        finally:
            free.put(folder)

    with ThreadPoolExecutor(len(folders)) as pool:
        for mutant, alive in zip(sample, pool.map(survived, sample), strict=True):
            if alive:
                yield mutant


def main() -> None:
    """Print the survivors and their count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rooms", nargs="+", choices=TESTS, default=[*TESTS])
    parser.add_argument("--each", type=int, default=20, help="how many mutants of each room")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance, total, alive = random.Random(options.seed), 0, 0  # noqa: S311  a sample, no secret
    with ExitStack() as stack:
        folders = [
            copy(Path(stack.enter_context(tempfile.TemporaryDirectory()))) for _ in range(WORKERS)
        ]
        for room in options.rooms:
            sample = mutants(room, options.each, chance)
            total += len(sample)
            for mutant in survivors(room, sample, folders):
                alive += 1
                print(f"{mutant.path}:{mutant.number}: {mutant.line}", flush=True)
                print(f"    {mutant.change}", flush=True)
    print(f"{alive} of {total} mutants survive")


if __name__ == "__main__":
    main()
