"""Pages that were fetched, kept in a folder: to ask only for what changed, and to read again."""

import errno
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from certpick.errors import DataError
from certpick.text import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What an address answered on a ``day``; ``path`` is the file that holds its content."""

    url: str
    status: int
    day: str
    content_type: str = ""
    location: str = ""
    etag: str = ""
    last_modified: str = ""
    path: str = ""


def own_folder() -> Path:
    """Return the folder in which pages are kept where nobody names another."""
    from platformdirs import user_cache_path

    return user_cache_path("certpick", appauthor=False) / "pages"


class PageCache:
    """A folder with a file for each address: a line that says what it is, then its content."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make(self) -> None:
        """Make the folder if need be, readable by its user alone.

        Raises:
            DataError: it cannot be made or written.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            raise self._cannot_keep(error) from None
        if not os.access(self._folder, os.W_OK):
            raise self._cannot_keep(PermissionError(errno.EACCES, "Permission denied"))

    def get(self, url: str) -> Kept | None:
        """Return what an address answered when it was last asked, or None."""
        path = self._path(url)
        try:
            with path.open("rb") as file:
                head = json.loads(file.readline())
            found = Kept(**{**head, "path": str(path)})
        except (OSError, ValueError, TypeError):
            return None  # not there, or damaged, which is as good
        return found if found.url == url else None

    def put(self, answer: Kept, content: bytes) -> Kept:
        """Keep an answer in place of an earlier one, and return it with its file.

        Raises:
            DataError: there is no room for it.
        """
        path = self._path(answer.url)
        answer = Kept(**{**asdict(answer), "path": str(path)})
        temporary = path.with_suffix(f".{os.getpid()}")
        try:
            temporary.write_bytes(json.dumps(asdict(answer)).encode() + b"\n" + content)
            temporary.replace(path)
        except OSError as error:
            raise self._cannot_keep(error) from None
        return answer

    def _cannot_keep(self, error: Exception) -> DataError:
        reason = (getattr(error, "strerror", None) or "not a usable path").lower()
        message = f"cannot keep pages in {shown(str(self._folder), 200)}: {reason}"
        return DataError(message, "name another folder with --cache", code="file_unwritable")

    def _path(self, url: str) -> Path:
        return self._folder / f"{hashlib.sha256(url.encode()).hexdigest()}.page"


def content_of(path: Path) -> bytes:
    """Return the content that a file of the folder holds."""
    return path.read_bytes().partition(b"\n")[2]
