"""JSON as a person wrote it: read strictly, with the place of every part in the text."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple, cast

from certpick.catalog.json_mistakes import NotJsonError, mistakes

_SPACE = re.compile(r"[ \t\n\r]*")
_STEP = re.compile(r"\[([^\]]*)\]|\.?([^.\[\]]+)")


class Span(NamedTuple):
    """Where an entry stands in a text: ``text[start:end]``."""

    start: int
    end: int


class Member(NamedTuple):
    """A part of an object or a list: ``text[at:end]``, with its key; its value is at ``start``."""

    at: int
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


def parsed(text: str, name: str) -> Any:
    """Return the value of a JSON text of this name.

    Raises:
        NotJsonError: it is not JSON, or holds a key twice or a number that JSON lacks.
    """
    return layout(text, name, None).value


def layout(text: str, name: str, long_list: str | None) -> Layout:
    """Return a JSON text's value; the list at the key ``long_list`` stays in the text.

    Raises:
        NotJsonError: as ``parsed``.
    """
    try:
        return _layout(text, long_list)
    except (ValueError, RecursionError):
        raise NotJsonError(name, text, mistakes(text, _DECODER)) from None


class Places:
    """Where the parts of a JSON text stand; what is looked up in a row is remembered."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._start = 0
        self._known: dict[int, dict[str, Member]] = {}

    def offset(self, start: int, place: str) -> int:
        """Return where a place such as ``facts.price.value`` stands in the value at ``start``.

        What is not there stands where the last part that is there does.
        """
        return self._walk(start, place)[0]

    def members(self, start: int, place: str) -> dict[str, Member]:
        """Return the parts of the object or list at a place in the value at ``start``, in order."""
        return self._members(self._walk(start, place)[1])

    def _walk(self, start: int, place: str) -> tuple[int, int]:
        """Return where the last part of a place that is there stands, and its value."""
        if start != self._start:
            self._start, self._known = start, {}
        found = value_at = start
        for step in _STEP.finditer(place):
            member = self._members(value_at).get(step[1] or step[2])
            if member is None:
                break
            found, value_at = member.at, member.start
        return found, value_at

    def _members(self, at: int) -> dict[str, Member]:
        if at not in self._known:
            self._known[at] = dict(_members(self._text, at))
        return self._known[at]


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) < len(pairs):
        raise ValueError("a key stands twice")
    return entries


def _no_constant(name: str) -> None:
    raise ValueError(name)


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
            raise ValueError(f"no {mark}")
        self.at += 1

    def value(self) -> Any:
        """Return the value that comes next and move past it."""
        self.next()
        value, self.at = _DECODER.raw_decode(self.text, self.at)
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
                raise ValueError("no key")
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
        raise ValueError("more after the end")
    return Layout(_unique_keys(members), tuple(entries), tuple(ids))


def entry_id(entry: Any) -> str | None:
    """Return the id that an entry of a list has, or None."""
    name = entry.get("id") if isinstance(entry, dict) else None
    return name if isinstance(name, str) else None


def _members(text: str, start: int) -> Iterator[tuple[str, Member]]:
    """Yield each member of the value at ``start`` with its name.

    An entry of a list is named by its place and, where it has one, by its id.
    """
    reader = _Reader(text, start)
    opening = reader.next()
    if opening == "{":
        for key, at in reader.members():
            reader.next()
            value_at = reader.at
            reader.value()
            yield key, Member(at, value_at, reader.at)
    elif opening == "[":
        for index, at in enumerate(reader.elements("[", "]")):
            name = entry_id(reader.value())
            member = Member(at, at, reader.at)
            yield from ((key, member) for key in (str(index), name) if key is not None)
