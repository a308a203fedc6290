"""Files without an end, and what is no file: a message in a few seconds and little memory."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PINNED, ROOT, Run

from certpick import DataError, load_catalog, load_profile
from certpick.catalog import files
from certpick.catalog.files import allowing, read_bytes

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes with a name")
PROGRAMS = ROOT / "data" / "programs.json"
READERS = (
    ("rank", "--role", "physician", "--catalog"),
    ("rank", "--role", "physician", "--profile"),
    ("catalog", "check"),
)


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


@pytest.fixture
def sparse(tmp_path: Path) -> Path:
    """Return a file of a thousand million bytes that takes no room."""
    path = tmp_path / "sparse.json"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    return path


@pytest.mark.parametrize("command", READERS)
def test_what_has_no_end_or_is_too_large_ends_in_a_message(
    cli: Callable[..., Run], tmp_path: Path, sparse: Path, command: tuple[str, ...]
) -> None:
    for path, message in (
        (Path("/dev/zero"), "cannot read /dev/zero: 128 MB have come, and it goes on"),
        (sparse, f"cannot read {sparse}: it has 1 GB, more than 512 MB"),
        (tmp_path, f"cannot read {tmp_path}: is a directory"),
    ):
        run = cli(*command, str(path))
        assert (run.code, run.out) == (1, "")
        assert run.err.startswith(f"certpick: {message}\n")


def test_stdin_without_an_end_is_told(cli: Callable[..., Run]) -> None:
    run = cli("rank", "--profile", "-", stdin=bytes(files.LARGEST_STREAM + 1))
    assert "cannot read stdin: 128 MB have come, and it goes on" in run.err


@pytest.mark.parametrize("said", [None, b" "])
def test_a_pipe_that_nobody_ends_is_not_waited_for(
    pipe: Path, said: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether nobody writes to it, or somebody does now and then."""
    monkeypatch.setattr(files, "PATIENCE", 0.3)
    over = threading.Event()

    def write() -> None:
        with pipe.open("wb", buffering=0) as file:
            while not over.wait(0.01):
                file.write(said or b"")

    writer = threading.Thread(target=write)
    if said:
        writer.start()
    try:
        with pytest.raises(DataError, match="no end after"):
            load_catalog(pipe)
    finally:
        over.set()
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # lets a writer that waits go on
        if said:
            writer.join()
        os.close(reader)


def test_a_pipe_that_ends_is_read(pipe: Path) -> None:
    content = PROGRAMS.read_bytes()
    writer = threading.Thread(target=pipe.write_bytes, args=[content])
    writer.start()
    assert read_bytes(pipe) == content
    writer.join()


def test_whoever_allows_a_size_may_take_time(pipe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0)
    writer = threading.Timer(0.1, pipe.write_text, ["{}"])
    writer.start()
    with allowing(10):
        assert load_profile(pipe).role is None
    writer.join()


@pytest.mark.parametrize(
    ("size", "message"),
    [
        ("1kB", "it has 2 kB, more than 1 kB"),
        ("1999", "it has 2 kB, more than 2 kB"),
        ("2 kB", None),
        ("1GB", None),
        ("0", "--max-size: '0' is not a size"),
        ("-5MB", "--max-size: '-5MB' is not a size"),
        ("much", "--max-size: 'much' is not a size"),
    ],
)
def test_an_option_sets_the_size(
    cli: Callable[..., Run], tmp_path: Path, size: str, message: str | None
) -> None:
    path = tmp_path / "me.json"
    path.write_text(" " * 1998 + "{}")
    run = cli("--max-size", size, "rank", "--role", "physician", "--profile", str(path))
    assert (message or "") in run.err
    assert (run.code == 0) is (message is None)
    assert cli("rank", "--role", "physician", "--profile", str(path)).code == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"role\n" + b"a" * 5_000_000, "stdin:2: a line that does not end"),
        (b'{"role": "' + b"a" * 5_000_000, "stdin:1: a line that does not end"),
        (bytes(5_000_000), "stdin: is no text"),
        (b"PAR1" + bytes(files.LARGEST_STREAM), "cannot read stdin: 128 MB have come"),
    ],
)
def test_a_file_of_people_without_an_end_is_told(
    cli: Callable[..., Run], content: bytes, message: str
) -> None:
    """Rows may come for ever, one row may not."""
    run = cli("batch", "-", stdin=content)
    assert run.code == 1
    assert message in run.err


@pytest.mark.slow
def test_little_memory_is_taken(sparse: Path) -> None:
    code = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], capture_output=True, text=True)\n"
        "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    for path in ("/dev/zero", str(sparse)):
        command = [sys.executable, "-m", "certpick", "rank", "--catalog", path]
        done = subprocess.run(
            [sys.executable, "-c", code, *command], capture_output=True, text=True, check=True,
            env={**os.environ, **PINNED}, timeout=30,
        )  # fmt: skip
        exit_code, kilobytes = map(int, done.stdout.split())
        assert exit_code == 1
        assert kilobytes < 300_000 * (1024 if sys.platform == "darwin" else 1)
