"""Writing files whole or not at all."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EISDIR
from pathlib import Path
from typing import BinaryIO, cast

from certpick.errors import DataError
from certpick.text import shown


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file by way of a temporary one beside it, so that nobody sees a half.

    Text becomes UTF-8 with its line ends as they are. A link stays, and what it leads to is
    written; a pipe or a device, such as /dev/stdout, is written to and never replaced.

    Raises:
        DataError: the folder or the file cannot be written.
    """
    with whole_file(path) as file:
        file.write(_as_bytes(content))


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to that takes its place only once all is written, as ``write_whole``.

    Whatever is raised meanwhile, Ctrl-C too, leaves what was there before.

    Raises:
        DataError: the folder or the file cannot be written.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        with kept_until_whole() as file:
            yield file
            _pour(path, file)
    else:
        with _replacing(path.resolve() if path.is_symlink() else path, mode=None) as file:
            yield file


def check_place(path: Path) -> None:
    """Check that a file can stand at a place, before somebody works for what it will hold.

    Raises:
        DataError: its folder is not there or may not be written to, or it is a folder itself.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        if not path.exists():
            with tempfile.TemporaryFile(dir=path.parent):
                pass
    except (OSError, ValueError) as error:
        raise _cannot_write(path, error) from None


@contextmanager
def kept_until_whole() -> Iterator[BinaryIO]:
    """Give a temporary file for what may not be shown before it is whole; it goes away.

    Raises:
        DataError: there is no room for it.
    """
    try:
        with tempfile.TemporaryFile() as file:
            yield cast(BinaryIO, file)
    except OSError as error:
        raise _cannot_write(Path(tempfile.gettempdir()), error) from None


def _pour(path: Path, content: BinaryIO) -> None:
    content.seek(0)
    try:
        with path.open("wb") as file:
            shutil.copyfileobj(content, file)
    except OSError as error:
        raise _cannot_write(path, error) from None


@contextmanager
def whole_folder(path: Path, marker: str) -> Iterator[Path]:
    """Give a folder to fill that takes its place only once it is whole.

    An empty folder, or one with the file ``marker`` that an earlier run left in it, is replaced.
    Whatever is raised meanwhile leaves what was there before.

    Raises:
        DataError: it cannot be written, or something else stands there.
    """
    target = path.resolve()
    try:
        if target.exists() and any(target.iterdir()) and not (target / marker).is_file():
            message = f"cannot write {shown(str(path), 200)}: it holds other files"
            raise DataError(message, "name a new or an empty folder", code="file_unwritable")
        new = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name[:50]}."))
        try:
            yield new
            (new / marker).touch()
            new.chmod(0o777 & ~_mask())
            if target.exists():
                shutil.rmtree(target)
            new.replace(target)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    except OSError as error:
        raise _cannot_write(path, error) from None


def write_privately(path: Path, text: str) -> None:
    """Write a file that only the user can read, in a folder that is made if need be.

    Raises:
        DataError: the folder or the file cannot be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_write(path, error) from None
    with _replacing(path, mode=0o600) as file:
        file.write(text.encode("utf-8"))


@contextmanager
def _replacing(path: Path, mode: int | None) -> Iterator[BinaryIO]:
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:50]}.")
    except (OSError, ValueError) as error:
        raise _cannot_write(path, error) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield cast(BinaryIO, file)
        temporary.chmod(_mode_of(path) if mode is None else mode)
        temporary.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from None
    finally:
        temporary.unlink(missing_ok=True)


def _as_bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content


def _mode_of(path: Path) -> int:
    """Return the mode of a file, or what a new one would get: the temporary one is private."""
    return stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_mask()


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _cannot_write(path: Path, error: Exception) -> DataError:
    reason = getattr(error, "strerror", None) or "not a usable path"
    return DataError(
        f"cannot write {shown(str(path), 200)}: {reason.lower()}", code="file_unwritable"
    )
