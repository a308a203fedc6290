"""Reading a file whole, where it has an end: within a limit, and without waiting for ever."""

import os
import select
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO

from certpick.errors import DataError, UsageError
from certpick.text import counted, number, shown

MEGABYTE = 1_000_000
LARGEST = 512 * MEGABYTE
# Of a pipe or a device nobody knows the size: it is held in memory before it is too much.
LARGEST_STREAM = 128 * MEGABYTE
PATIENCE = 4.0  # seconds in which a pipe must come to its end
_CHUNK = 1 << 20
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_CAN_WAIT = sys.platform != "win32"  # whose pipes cannot be waited for
_TO_A_FILE = "write it to a file first, and name that"
_allowed: ContextVar[int | None] = ContextVar("allowed", default=None)


@contextmanager
def allowing(size: int) -> Iterator[None]:
    """Let files of up to so many bytes be read; pipes too, however long they take."""
    token = _allowed.set(size)
    try:
        yield
    finally:
        _allowed.reset(token)


def path_of(path: str | Path) -> Path:
    """Return the path that an argument from Python names.

    Raises:
        UsageError: it names none.
    """
    if not isinstance(path, str | os.PathLike):
        kind = type(path).__name__
        raise UsageError(f"path: must be a text or a path, not a {kind}", code="value_invalid")
    return Path(path)


def read_bytes(path: Path) -> bytes:
    """Return what a file holds, or what comes through a pipe until it is closed.

    Raises:
        DataError: it cannot be read, is too large, or does not end.
    """
    name = shown(str(path), 200)
    try:
        with open(path, "rb", opener=_open, buffering=0) as file:
            found = os.fstat(file.fileno())
            if stat.S_ISREG(found.st_mode):
                _check_size(found.st_size, name)
                return file.read()
            return gathered(_waited_for(file.fileno(), name), name)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a usable path"
        raise DataError(f"cannot read {name}: {reason.lower()}", code="file_unreadable") from None


def read_stream(stream: BinaryIO, name: str) -> bytes:
    """Return what comes through standard input, or another stream of this name, until its end.

    Raises:
        DataError: it is too much.
    """
    return gathered(iter(lambda: stream.read(_CHUNK), b""), name)


def gathered(chunks: Iterable[bytes], name: str) -> bytes:
    """Return what comes in pieces as one.

    Raises:
        DataError: it is too much.
    """
    limit = _allowed.get() or LARGEST_STREAM
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > limit:
            message = f"cannot read {name}: {_size(limit)} have come, and it goes on"
            raise DataError(
                message,
                f"{_TO_A_FILE}; certpick --max-size 1GB … reads more",
                code="file_too_large",
            )
    return bytes(content)


def _open(path: str, flags: int) -> int:  # noqa: ARG001  the flags of a file that ends
    return os.open(path, _FLAGS)


def _check_size(size: int, name: str) -> None:
    limit = _allowed.get() or LARGEST
    if size > limit:
        message = f"cannot read {name}: it has {_size(size)}, more than {_size(limit)}"
        hint = f"is it the right file? certpick --max-size {-(-size // MEGABYTE)}MB … reads it"
        raise DataError(message, hint, code="file_too_large")


def _waited_for(handle: int, name: str) -> Iterator[bytes]:
    """Yield what comes through a pipe or from a device; a person at a terminal may think."""
    unhurried = _allowed.get() is not None or os.isatty(handle)
    end = time.monotonic() + PATIENCE
    while True:
        left = None if unhurried else max(0, end - time.monotonic())
        if _CAN_WAIT and (left == 0 or not select.select([handle], [], [], left)[0]):
            message = f"cannot read {name}: no end after {PATIENCE:.0f} seconds"
            raise DataError(
                message,
                f"{_TO_A_FILE}; certpick --max-size 100MB … waits for it",
                code="file_too_large",
            )
        try:
            chunk = os.read(handle, _CHUNK)
        except BlockingIOError:
            continue
        if not chunk:
            return
        yield chunk


def _size(count: int) -> str:
    for unit, worth in (("GB", 1000 * MEGABYTE), ("MB", MEGABYTE), ("kB", 1000)):
        if count >= worth:
            return f"{number(round(count / worth, 1))} {unit}"
    return counted(count, "byte")
