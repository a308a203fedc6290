"""Reading catalogues and profiles from files; every fault is told with its place."""

import gc
import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from certpick.bundled import catalog_file, role_book
from certpick.catalog import Catalog, CatalogFile, Origin
from certpick.errors import DataError
from certpick.profile import Profile
from certpick.roles import RoleBook
from certpick.text import shown

if TYPE_CHECKING:
    from certpick.reading import CatalogText, Progress


def data_folder() -> Path:
    """Return the folder of the bundled data, installed or in a source checkout."""
    here = Path(__file__).parent
    installed = here / "data"
    return installed if installed.is_dir() else here.parent.parent / "data"


@cache
def load_roles() -> RoleBook:
    """Return the bundled role table."""
    return role_book(json.loads((data_folder() / "roles.json").read_bytes()))


def load_catalog(*paths: Path, progress: "Progress | None" = None) -> Catalog:
    """Return the catalogue in the files, or the bundled one.

    A later file adds to the earlier ones and overrides their entries by id; where one of
    them extends the bundled catalogue, that comes first of all. ``progress`` is told the
    programs read so far and how many there are.

    Raises:
        DataError: a file cannot be read, is not JSON, or breaks a rule; the message
            names the first five places that are wrong.
    """
    if not paths:
        bundled, origin = load_bundled()
        return _catalog(bundled, (origin,))
    from certpick.reading import open_catalog, read_over  # the bundled catalogue needs no check

    with _without_collector():
        texts = [open_catalog(_content(path), shown(str(path), 200)) for path in paths]
        extends = any(text.head and text.head.extends for text in texts)
        file: CatalogFile | None = None
        origins = []
        if extends:
            file, origin = load_bundled()
            origins.append(origin)
        for text in texts:
            file = read_over(file, text, load_roles(), progress)
            origins.append(text.origin)
    assert file is not None  # noqa: S101  there was at least one path
    return _catalog(file, tuple(origins))


def load_bundled() -> tuple[CatalogFile, Origin]:
    """Return the bundled catalogue's records and where they come from."""
    content = (data_folder() / "programs.json").read_bytes()
    file = catalog_file(json.loads(content))
    return file, Origin("bundled", file.as_of, hashlib.sha256(content).hexdigest())


def open_for_check(path: Path | None) -> "tuple[CatalogText, CatalogFile | None]":
    """Return a catalogue file, or the bundled one, as text, and the records that it extends.

    Raises:
        DataError: the file cannot be read or is not JSON.
    """
    from certpick.reading import open_catalog

    file = path or data_folder() / "programs.json"
    text = open_catalog(_content(file), shown(str(file), 200))
    extends = text.head and text.head.extends
    return text, load_bundled()[0] if extends else None


def _catalog(file: CatalogFile, origins: tuple[Origin, ...]) -> Catalog:
    hashes = [origin.sha256 for origin in origins]
    whole = hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()
    return Catalog(
        as_of=file.as_of,
        sources=file.sources,
        providers=file.providers,
        programs=file.programs,
        roles=load_roles(),
        sha256=whole,
        origins=origins,
    )


def load_profile(path: Path) -> Profile:
    """Return the profile in a JSON file; ``-`` reads standard input.

    Raises:
        DataError: the file cannot be read, is not JSON, or has an unknown key or a
            value out of range.
    """
    if str(path) == "-":
        return parse_profile(sys.stdin.buffer.read(), "stdin")
    name = shown(str(path), 200)
    return parse_profile(_content(path), name)


def parse_profile(content: bytes, name: str) -> Profile:
    """Return the profile in the JSON of a file of this name.

    Raises:
        DataError: as ``load_profile``.
    """
    from certpick.faults import raise_faults, validation_faults
    from certpick.jsontext import decoded, parsed

    data = parsed(decoded(content, name), name)
    try:
        return Profile.model_validate(data)
    except ValidationError as error:
        raise_faults(name, validation_faults(error, data))
        raise


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a usable path"
        raise DataError(f"cannot read {shown(str(path), 200)}: {reason.lower()}") from None


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
