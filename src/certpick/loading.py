"""Reading catalogues and profiles from files; every fault is told with its place."""

import gc
import hashlib
import json
import sys
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from certpick.bundled import catalog_file, role_book
from certpick.catalog import Catalog, CatalogFile
from certpick.errors import DataError
from certpick.faults import raise_faults, validation_faults
from certpick.profile import Profile
from certpick.roles import RoleBook
from certpick.text import shown


def data_folder() -> Path:
    """Return the folder of the bundled data, installed or in a source checkout."""
    here = Path(__file__).parent
    installed = here / "data"
    return installed if installed.is_dir() else here.parent.parent / "data"


@cache
def load_roles() -> RoleBook:
    """Return the bundled role table."""
    return role_book(json.loads((data_folder() / "roles.json").read_bytes()))


def load_catalog(path: Path | None = None) -> Catalog:
    """Return the catalogue in the file, or the bundled one.

    Raises:
        DataError: the file cannot be read, is not JSON, or breaks a rule; the message
            names the first five places that are wrong.
    """
    if path is None:
        content = (data_folder() / "programs.json").read_bytes()
        return _catalog(catalog_file(json.loads(content)), content)
    content = _content(path)
    return _catalog(read_catalog_file(content, shown(str(path), 200)), content)


def read_catalog_file(content: bytes, name: str) -> CatalogFile:
    """Return what a catalogue file of this name holds, checked.

    Raises:
        DataError: it is not JSON, or breaks a rule.
    """
    with _without_collector():
        data = _parsed(content, name)
        with _faults_told(name, data):  # read as JSON, so that its arrays are strict tuples
            file = TypeAdapter(CatalogFile).validate_json(content.removeprefix(BOM_UTF8))
    from certpick.references import reference_faults  # the bundled catalogue needs no check

    raise_faults(name, reference_faults(file, load_roles()))
    return file


def _catalog(file: CatalogFile, content: bytes) -> Catalog:
    return Catalog(
        as_of=file.as_of,
        sources=file.sources,
        providers=file.providers,
        programs=file.programs,
        roles=load_roles(),
        sha256=hashlib.sha256(content).hexdigest(),
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
    data = _parsed(content, name)
    with _faults_told(name, data):
        return Profile.model_validate(data)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a usable path"
        raise DataError(f"cannot read {shown(str(path), 200)}: {reason.lower()}") from None


def _parsed(content: bytes, name: str) -> Any:
    try:
        return json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_unique_keys,
            parse_constant=_no_constant,
        )
    except UnicodeDecodeError as error:
        raise DataError(f"{name}: byte {error.start} is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise DataError(f"{name}: not JSON: {place}: {error.msg.lower()}") from None
    except RecursionError:
        raise DataError(f"{name}: nested too deeply") from None
    except _RefusedError as error:
        raise DataError(f"{name}: {error}") from None
    except ValueError:  # what is left is Python's limit on the digits of an integer
        raise DataError(f"{name}: holds a number with too many digits") from None


class _RefusedError(ValueError):
    """JSON that Python would read, though it says nothing clear."""


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _RefusedError(f"the key {shown(twice)!r} stands twice in one object")
    return entries


def _no_constant(name: str) -> None:
    raise _RefusedError(f"{name} is not a number that JSON knows")


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


@contextmanager
def _faults_told(name: str, data: object) -> Iterator[None]:
    """Turn pydantic's error into ours."""
    try:
        yield
    except ValidationError as error:
        raise_faults(name, validation_faults(error, data))
