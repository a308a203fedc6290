"""Reading catalogues from files; every fault is told with its place."""

import gc
import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from certpick.catalog.bundled import catalog_file, role_book
from certpick.catalog.dates import plain_day
from certpick.catalog.files import path_of, read_bytes
from certpick.catalog.model import Catalog, CatalogFile, Origin
from certpick.catalog.roles import RoleBook
from certpick.text import shown

if TYPE_CHECKING:
    from certpick.catalog.reader import CatalogText, Progress


def data_folder() -> Path:
    """Return the folder of the bundled data, installed or in a source checkout."""
    here = Path(__file__).parent.parent
    installed = here / "data"
    return installed if installed.is_dir() else here.parent.parent / "data"


@cache
def load_roles() -> RoleBook:
    """Return the bundled role table."""
    return role_book(json.loads((data_folder() / "roles.json").read_bytes()))


def load_catalog(
    *paths: str | Path, today: date | None = None, progress: "Progress | None" = None
) -> Catalog:
    """Return the catalogue in the files, or the bundled one.

    A later file adds to the earlier ones and overrides their entries by id; where one of
    them extends the bundled catalogue, that comes first of all. ``today`` is the day on which
    it is looked at: the command line gives the current one. Without it sessions, credits and
    states are judged on the catalogue's own date, and no fact is old. ``progress`` is told the
    programs read so far and how many there are.

    Raises:
        DataError: a file cannot be read, is not JSON, or breaks a rule; of several places
            that are wrong, ``faults`` has the first five.
        UsageError: a path is neither a text nor a path, or ``today`` is no date.
    """
    today = plain_day(today, "today") if today is not None else None
    if not paths:
        bundled, origin = load_bundled()
        return _catalog(bundled, (origin,), today)
    file, origins = _read_files([path_of(path) for path in paths], progress)
    return _catalog(file, origins, today)


def _read_files(
    paths: Sequence[Path], progress: "Progress | None"
) -> tuple[CatalogFile, tuple[Origin, ...]]:
    """Return what the files hold together, and where it comes from; there is at least one."""
    from certpick.catalog.reader import read_over  # the bundled catalogue needs no check

    with _without_collector():
        texts = [_open(path) for path in paths]
        file, origin = load_bundled() if any(map(_extends, texts)) else (None, None)
        for text in texts:
            file = read_over(file, text, load_roles(), progress)
    return cast(CatalogFile, file), (*filter(None, [origin]), *(text.origin for text in texts))


def load_bundled() -> tuple[CatalogFile, Origin]:
    """Return the bundled catalogue's records and where they come from."""
    content = (data_folder() / "programs.json").read_bytes()
    file = catalog_file(json.loads(content))
    return file, Origin("bundled", file.as_of, hashlib.sha256(content).hexdigest())


def open_for_check(
    path: Path | None, over: Sequence[Path] = ()
) -> "tuple[CatalogText, CatalogFile | None]":
    """Return a catalogue file, or the bundled one, as text, and the records that it builds on.

    ``over`` names the files that it builds on besides what it says that it extends.

    Raises:
        DataError: a file cannot be read, or what it builds on breaks a rule.
    """
    text = _open(path or data_folder() / "programs.json")
    if over:
        return text, _read_files(over, None)[0]
    return text, load_bundled()[0] if _extends(text) else None


def _open(path: Path) -> "CatalogText":
    from certpick.catalog.reader import open_catalog

    return open_catalog(read_bytes(path), shown(str(path), 200))


def _extends(text: "CatalogText") -> bool:
    return bool(text.head and text.head.extends)


def _catalog(file: CatalogFile, origins: tuple[Origin, ...], today: date | None) -> Catalog:
    hashes = [origin.sha256 for origin in origins]
    whole = hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()
    return Catalog(
        as_of=file.as_of,
        sources=file.sources,
        providers=file.providers,
        programs=file.programs,
        roles=load_roles().with_rows(file.roles),
        sha256=whole,
        origins=origins,
        today=today,
    )


@contextmanager
def _without_collector() -> Iterator[None]:
    """Pause garbage collection: all that is built here is kept, and looking is half the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
