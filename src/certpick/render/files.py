"""Writing files whole or not at all."""

import os
import tempfile
from pathlib import Path

from certpick.errors import DataError
from certpick.text import shown


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file by way of a temporary one beside it, so that nobody sees a half.

    Text becomes UTF-8 with its line ends as they are. A link stays, and what it leads to is
    written; a pipe or a device, such as /dev/stdout, is written to and never replaced.

    Raises:
        DataError: the folder or the file cannot be written.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        _pour(path, content)
    else:
        _replace(path.resolve() if path.is_symlink() else path, content, mode=None)


def _pour(path: Path, content: str | bytes) -> None:
    try:
        path.write_bytes(_as_bytes(content))
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
    _replace(path, text, mode=0o600)


def _replace(path: Path, content: str | bytes, mode: int | None) -> None:
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:50]}.")
    except (OSError, ValueError) as error:
        raise _cannot_write(path, error) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_as_bytes(content))
        temporary.chmod(_usual_mode() if mode is None else mode)
        temporary.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from None
    finally:
        temporary.unlink(missing_ok=True)


def _as_bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content


def _usual_mode() -> int:
    """Return the mode that a new file would get: the temporary one is private."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _cannot_write(path: Path, error: Exception) -> DataError:
    reason = getattr(error, "strerror", None) or "not a usable path"
    return DataError(f"cannot write {shown(str(path), 200)}: {reason.lower()}")
