"""A catalogue file as it is laid out: a fact a line, its keys in the order of the form."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from certpick.catalog.json_positions import parsed
from certpick.catalog.model import CatalogFile
from certpick.catalog.shapes import Shape, shape_of
from certpick.errors import DataError
from certpick.text import unsafe_character

# Where a fact comes from stands behind what it says.
_SOURCED = ("source", "quote", "note", "also", "conflicts", "checked", "provider_claim")
Path = tuple[str | int, ...]


class _Number(str):
    """A number as it is written: no digit of it changes."""

    __slots__ = ()


def formatted(text: str, name: str) -> str:
    """Return the text of a catalogue of this name, laid out; its content stays.

    Entries keep their order; unknown keys stand behind those that are known.

    Raises:
        DataError: it is not JSON, or has too many brackets within brackets.
    """
    parsed(text, name)
    value = json.loads(text, parse_int=_Number, parse_float=_Number)
    try:
        return _laid_out(_in_order(value, _shape()), ()) + "\n"
    except RecursionError:
        raise DataError(f"{name}: too many brackets within brackets", code="json_invalid") from None


@cache
def _shape() -> Shape:
    return shape_of(TypeAdapter(CatalogFile).json_schema())


def _in_order(value: Any, shape: Shape) -> Any:
    """Return a value whose objects have their keys in the order of the form."""
    if isinstance(value, list):
        return [_in_order(each, shape.at(index)) for index, each in enumerate(value)]
    if not isinstance(value, dict):
        return value
    known = _order(shape.keys)
    keys = [key for key in known if key in value] + [key for key in value if key not in known]
    return {key: _in_order(value[key], shape.at(key)) for key in keys}


def _order(keys: list[str]) -> list[str]:
    """Return the keys of a record in the order in which they are written."""
    if "provider_claim" in keys:
        keys = [key for key in keys if key not in _SOURCED] + [*_SOURCED]
    before = keys.index("id") + 1 if "id" in keys else 0
    return ["$schema", *keys[:before], "patch", *keys[before:]]


def _laid_out(value: Any, path: Path) -> str:
    if not value or not isinstance(value, dict | list) or not _is_broken(value, path):
        return _inline(value)
    indent = "  " * len(path)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    entries = ",\n".join(f"{indent}  {entry}" for entry in _entries(value, path))
    return f"{opening}\n{entries}\n{indent}{closing}"


def _entries(value: Any, path: Path) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield f"{_text(key)}: {_laid_out(each, (*path, key))}"
    else:
        for index, each in enumerate(value):
            yield _laid_out(each, (*path, index))


def _is_broken(value: Any, path: Path) -> bool:
    """Return whether what stands at a path of a catalogue has a line for each entry."""
    match path:
        case () | ("sources" | "providers",):
            return True
        case ("programs", *rest):
            return len(rest) < 2 or _is_list_of_facts(value, rest[1:])
        case ("roles", *rest):
            return len(rest) < 3 or (len(rest) == 3 and _has_objects(value))
    return False


def _is_list_of_facts(value: Any, place: list[str | int]) -> bool:
    """Return whether this part of a program is its facts, or a list of facts or of sentences."""
    return place == ["facts"] or (
        isinstance(value, list) and (len(place) == 1 or (len(place) == 2 and place[0] == "facts"))
    )


def _has_objects(value: Any) -> bool:
    return isinstance(value, list) and isinstance(value[0], dict)


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_text(key)}: {_inline(each)}' for key, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    if isinstance(value, _Number):
        return str(value)
    return _text(value)


def _text(value: Any) -> str:
    """Return a text, or true, false or null, as JSON; what cannot be seen is written as a code."""
    hidden = isinstance(value, str) and unsafe_character(value) is not None
    return json.dumps(value, ensure_ascii=hidden)
