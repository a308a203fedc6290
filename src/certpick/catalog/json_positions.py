"""JSON as a person wrote it: read strictly, with the place of every part in the text."""

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import Any, NamedTuple, cast

from certpick.errors import DataError
from certpick.text import shown

_SPACE = re.compile(r"[ \t\n\r]*")
_STEP = re.compile(r"\[([^\]]*)\]|\.?([^.\[\]]+)")


class Span(NamedTuple):
    """Where an entry stands in a text: ``text[start:end]``."""

    start: int
    end: int


class Layout(NamedTuple):
    """A JSON value whose one long list is left in the text, as the spans of its entries.

    ``value`` holds everything else, with an empty list in its place. ``ids`` are the texts
    at the key ``id`` of the entries, for those that have one.
    """

    value: Any
    entries: tuple[Span, ...]
    ids: tuple[str, ...]


def decoded(content: bytes, name: str) -> str:
    """Return the text of a file of this name.

    Raises:
        DataError: it is not UTF-8.
    """
    try:
        return content.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(
            f"{name}: byte {error.start} is not UTF-8 text", code="json_invalid"
        ) from None


def parsed(text: str, name: str) -> Any:
    """Return the value of a JSON text of this name.

    Raises:
        DataError: it is not JSON, or holds a key twice or a number that JSON lacks.
    """
    return layout(text, name, None).value


def layout(text: str, name: str, long_list: str | None) -> Layout:
    """Return a JSON text's value; the list at the key ``long_list`` stays in the text.

    Raises:
        DataError: as ``parsed``.
    """
    try:
        return _layout(text, long_list)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise DataError(
            f"{name}: not JSON: {place}: {error.msg.lower()}", code="json_invalid"
        ) from None
    except RecursionError:
        raise DataError(f"{name}: nested too deeply", code="json_invalid") from None
    except _RefusedError as error:
        line = text.count("\n", 0, error.at) + 1
        raise DataError(f"{name}: line {line} or below: {error}", code="json_invalid") from None
    except ValueError:  # what is left is Python's limit on the digits of an integer
        raise DataError(
            f"{name}: holds a number with too many digits", code="json_invalid"
        ) from None


class Places:
    """Where the parts of a JSON text stand; what is looked up in a row is remembered."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._start = 0
        self._known: dict[int, dict[str, tuple[int, int]]] = {}

    def offset(self, start: int, place: str) -> int:
        """Return where a place such as ``facts.price.value`` stands in the value at ``start``.

        What is not there stands where the last part that is there does.
        """
        if start != self._start:
            self._start, self._known = start, {}
        found = value_at = start
        for step in _STEP.finditer(place):
            member = self._members(value_at).get(step[1] or step[2])
            if member is None:
                break
            found, value_at = member
        return found

    def _members(self, at: int) -> dict[str, tuple[int, int]]:
        if at not in self._known:
            self._known[at] = dict(_members(self._text, at))
        return self._known[at]


class _RefusedError(ValueError):
    """JSON that Python would read, though it says nothing clear; ``at`` is where it begins."""

    at = 0


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _RefusedError(f"the key {shown(twice)!r} stands twice in one object")
    return entries


def _no_constant(name: str) -> None:
    raise _RefusedError(f"{name} is not a number that JSON knows")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique_keys, parse_constant=_no_constant)


class _Reader:
    """A place in a JSON text that moves past one part at a time."""

    def __init__(self, text: str, at: int = 0) -> None:
        self.text = text
        self.at = at

    def next(self) -> str:
        """Return the first character of the next part, or an empty text at the end."""
        self.at = cast(re.Match[str], _SPACE.match(self.text, self.at)).end()
        return self.text[self.at : self.at + 1]

    def take(self, mark: str) -> None:
        """Move past a mark that must come next."""
        if self.next() != mark:
            raise json.JSONDecodeError(f"Expecting {mark!r}", self.text, self.at)
        self.at += 1

    def value(self) -> Any:
        """Return the value that comes next and move past it."""
        self.next()
        try:
            value, self.at = _DECODER.raw_decode(self.text, self.at)
        except _RefusedError as error:
            error.at = self.at
            raise
        return value

    def elements(self, opening: str, closing: str) -> Iterator[int]:
        """Yield where each element of a list or object begins; the caller moves past it."""
        self.take(opening)
        more = self.next() != closing
        while more:
            self.next()
            yield self.at
            more = self.next() == ","
            if more:
                self.take(",")
        self.take(closing)

    def members(self) -> Iterator[tuple[str, int]]:
        """Yield each key of an object and where it stands; the caller moves past its value."""
        for at in self.elements("{", "}"):
            if self.next() != '"':
                message = "Expecting property name enclosed in double quotes"
                raise json.JSONDecodeError(message, self.text, self.at)
            key = self.value()
            self.take(":")
            yield key, at


def _layout(text: str, long_list: str | None) -> Layout:
    reader = _Reader(text)
    if reader.next() != "{":
        return Layout(_DECODER.decode(text), (), ())
    members: list[tuple[str, Any]] = []
    entries, ids = list[Span](), list[str]()
    for key, _ in reader.members():
        if key == long_list and reader.next() == "[":
            members.append((key, []))
            for at in reader.elements("[", "]"):
                name = entry_id(reader.value())
                entries.append(Span(at, reader.at))
                if name is not None:
                    ids.append(name)
        else:
            members.append((key, reader.value()))
    if reader.next():
        raise json.JSONDecodeError("Extra data", text, reader.at)
    return Layout(_unique_keys(members), tuple(entries), tuple(ids))


def entry_id(entry: Any) -> str | None:
    """Return the id that an entry of a list has, or None."""
    name = entry.get("id") if isinstance(entry, dict) else None
    return name if isinstance(name, str) else None


def _members(text: str, start: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the name of each member of the value at ``start``: where it stands, and its value.

    An entry of a list is named by its place and, where it has one, by its id.
    """
    reader = _Reader(text, start)
    opening = reader.next()
    if opening == "{":
        for key, at in reader.members():
            reader.next()
            yield key, (at, reader.at)
            reader.value()
    elif opening == "[":
        for index, at in enumerate(reader.elements("[", "]")):
            name = entry_id(reader.value())
            yield from ((key, (at, at)) for key in (str(index), name) if key is not None)
