"""What a person got wrong in a JSON text: where, what it is, and what to do about it.

Only a text that the strict reader refused comes here. What it can read again it passes over;
within the rest it goes on behind every mistake that leaves no doubt about what was meant.
"""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from certpick.errors import DataError
from certpick.text import counted, shown

MOST = 100  # mistakes after which nobody reads on
_SHOWN = 5  # mistakes that are told where the file was to be used, not checked

_BLANK = re.compile(r"[ \t\n\r]*")
_ODD_BLANKS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\u00ad\u1680\u180e\u2000-\u200f"
                         "\u2028-\u202f\u205f-\u2064\u3000\ufeff]+")  # fmt: skip
_COMMENT = re.compile(r"//[^\n]*|/\*(?s:.*?)(?:\*/|\Z)|#[^\n]*|<!--(?s:.*?)(?:-->|\Z)")
_PLAIN_TEXT = re.compile(r'[^"\\\x00-\x1f]*')
_ESCAPE = re.compile(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})')
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?=[\s,:;\]}]|\Z)", re.ASCII)
_THOUSANDS = re.compile(r"(?:,\d{3}(?!\d))+(?:\.\d+)?")
_CURLY = "“”„‟«»"
_CURLY_TEXT = re.compile(f'[{_CURLY}‘’‚][^\\n"{_CURLY}]*["{_CURLY}‘’]')
_SINGLE_TEXT = re.compile(r"'[^'\n]*'|`[^`\n]*`")
_WORD = re.compile(r"[^\W\d][\w.-]*")
_BARE_TEXT = re.compile(r'[^\s,:;"{}\[\]][^,;"{}\[\]\n]*(?<!\s)')
_ARROW = re.compile("[=-]>?|;")  # in the place of a colon
_CLOSING = {"{": "}", "[": "]"}

Remedy = str | Callable[[str], str]
_STRAIGHT = 'type straight ones: ", and switch off smart quotes where you write'
# What is written in place of a value: its form, what it is, and what to write instead.
_ODD_VALUES: tuple[tuple[re.Pattern[str], str, Remedy], ...] = (
    (
        re.compile(r"[+-]?(?:nan|inf|infinity)\b", re.IGNORECASE),
        "{} is not a number that JSON knows",
        "leave out what is unknown",
    ),
    (
        re.compile(r"(?:true|false)\b", re.IGNORECASE),
        "{} is not how JSON writes it",
        lambda found: f"write {found.lower()}",
    ),
    (
        re.compile(r"(?:null|none|nil|undefined|n/a)(?!\w)", re.IGNORECASE),
        "{} is not how JSON writes it",
        "leave out what is unknown, or write null",
    ),
    (
        re.compile(r"(?:yes|no)\b(?!\s*[^\s,}\]])", re.IGNORECASE),
        "{} without quotes",
        lambda found: f"write {'true' if found.lower() == 'yes' else 'false'}",
    ),
    (
        re.compile(r"[$€£¥]\s*\d+(?:,\d{3})*(?:\.\d+)?"),
        "an amount with its sign: {}",
        lambda found: f"write the number alone: {_digits(found)}",
    ),
    (
        re.compile(r"-?0\d+(?:\.\d+)?(?![\w.-])"),
        "a number that begins with 0: {}",
        lambda found: f"write {_digits(found)}, or put it in double quotes",
    ),
    (
        re.compile(r"[+-]?[\d.]+\s*%"),
        "a number with a percent sign: {}",
        "put it in double quotes, or write the number alone",
    ),
    (
        re.compile(r"(?:\+\d+(?:\.\d*)?|[+-]?\.\d+|-?\d+\.)(?![\w.+-])"),
        "a number that JSON does not know: {}",
        lambda found: f"write {_digits(found)}",
    ),
)


class Mistake(NamedTuple):
    """Something that is no JSON: where in the text it stands, what it is, and what to do."""

    at: int
    message: str
    remedy: str


class NotJsonError(DataError):
    """A file that is not JSON: the ``mistakes`` in its ``text``, of which there is at least one."""

    def __init__(self, name: str, text: str, mistakes: Sequence[Mistake]) -> None:
        first, *more = mistakes
        line = line_of(text, first.at)
        said = [f"line {line_of(text, one.at)}: {told(text, one)}" for one in mistakes[:_SHOWN]]
        left = [f"and {len(mistakes) - _SHOWN} more"] if len(mistakes) > _SHOWN else []
        if more:
            message = f"{name}: not JSON: {counted(len(mistakes), 'mistake')}"
            super().__init__(message, faults=(*said, *left), code="json_invalid")
        else:
            message = f"{name}:{line}: {_placed(text, first)}"
            super().__init__(message, first.remedy, tuple(said), code="json_invalid")
        self.text = text
        self.mistakes = tuple(mistakes)


def told(text: str, mistake: Mistake) -> str:
    """Return what a mistake is, where on its line it stands, and what to do about it."""
    return f"{_placed(text, mistake)}: {mistake.remedy}"


def _placed(text: str, mistake: Mistake) -> str:
    column = mistake.at - text.rfind("\n", 0, mistake.at)
    return mistake.message + (f" (column {column})" if column > 1 else "")


def line_of(text: str, at: int) -> int:
    """Return the line, from 1, that a place in a text is on."""
    return text.count("\n", 0, at) + 1


def mistakes(text: str, decoder: json.JSONDecoder) -> list[Mistake]:
    """Return what is wrong in a text that the decoder refuses, in its order."""
    search = _Search(text, decoder)
    try:
        search.whole()
    except _LostError:
        pass
    except RecursionError:
        search.note(0, "more brackets within brackets than can be read", _RIGHT_FILE)
    return search.found[:MOST]


_RIGHT_FILE = "is it the right file?"


class _LostError(Exception):
    """What follows cannot be told any more."""


class _Search:
    """A place in a text that moves on, and the mistakes that it has come by."""

    def __init__(self, text: str, decoder: json.JSONDecoder) -> None:
        self.text = text
        self.at = 0
        self.found: list[Mistake] = []
        self._decoder = decoder
        self._open: list[tuple[str, int]] = []  # brackets that are not closed, and where

    @property
    def char(self) -> str:
        """The character that comes next, or an empty text at the end."""
        return self.text[self.at : self.at + 1]

    def note(self, at: int, message: str, remedy: str) -> None:
        """Keep a mistake; after too many, give up."""
        self.found.append(Mistake(at, message, remedy))
        if len(self.found) >= MOST:
            raise _LostError

    def lost(self, at: int, message: str, remedy: str) -> None:
        """Keep a mistake and give up."""
        self.note(at, message, remedy)
        raise _LostError

    def whole(self) -> None:
        """Go through the text: one value, and nothing behind it."""
        self.gap()
        if not self.char:
            self.lost(0, "there is nothing in it", "was it saved? JSON begins with {")
        if self.char not in '{["-0123456789tfn' + _CURLY:
            self.lost(self.at, f"it begins with {self._shown()}, not with {{", _RIGHT_FILE)
        self.value()
        self.gap()
        if self.char in _CLOSING.values() and self.char:
            self.lost(self.at, f"{self.char} closes nothing that is open", "delete it")
        if self.char:
            self.lost(self.at, "more after the end", "one { } holds everything: delete the rest")

    def gap(self) -> None:
        """Move past blanks, and comments and odd blanks, which are mistakes."""
        at = -1
        while at < self.at:
            at = self.at = _match(_BLANK, self.text, self.at)
            if comment := _COMMENT.match(self.text, at):
                self.at = comment.end()
                remedy = "delete it, or write it as the note of a fact"
                self.note(at, "a comment, which JSON does not have", remedy)
            elif odd := _ODD_BLANKS.match(self.text, at):
                self.at = odd.end()
                message = f"an invisible character, U+{ord(odd.group()[0]):04X}"
                self.note(at, message, "delete it, or type a blank")

    def value(self) -> None:
        """Move past a value, at once where it can be read as it is."""
        if not self.readable():
            kinds = {"{": self.object, "[": self.list, '"': self.quoted}
            kinds.get(self.char, self.odd_value)()

    def readable(self) -> bool:
        """Move past a value that can be read; return whether there was one."""
        if self.char in "-0123456789" and not _NUMBER.match(self.text, self.at):
            return False
        try:
            _, self.at = self._decoder.raw_decode(self.text, self.at)
        except ValueError:
            return False
        return True

    def object(self) -> None:
        """Move past an object in which something is wrong."""
        self.enter()
        keys: dict[str, int] = {}
        while self.more("}"):
            at = self.at
            key = self.key()
            if key in keys:
                first = line_of(self.text, keys[key])
                message = f"the key {shown(key)!r} stands twice, first on line {first}"
                self.note(at, message, "delete one of the two")
            keys.setdefault(key, at)
            self.colon(key)
            if self.char in (",", "}"):
                message = f"nothing behind the key {shown(key)!r}"
                self.note(self.at, message, "write a value, or leave the key out")
            else:
                self.value()
                self.thousands()

    def list(self) -> None:
        """Move past a list in which something is wrong."""
        self.enter()
        while self.more("]"):
            self.value()

    def enter(self) -> None:
        """Move past an opening bracket."""
        self._open.append((self.char, self.at))
        self.at += 1

    def more(self, closing: str) -> bool:
        """Move past what stands between two entries; return whether there is another."""
        first, end = self.text[self.at - 1] == self._open[-1][0], self.at
        comma = self.separators(first)
        if self.char in ("", "}", "]"):
            self.end(closing, None if first else comma)
            return False
        if comma is None and not first:
            self.no_comma(end)
        return True

    def separators(self, first: bool) -> int | None:
        """Move past commas and what stands in their place; return where the first was."""
        self.gap()
        comma = None
        while self.char in (",", ";"):
            if self.char == ";":
                self.note(self.at, "a semicolon between two entries", "write a comma")
            elif first or comma is not None:
                self.note(self.at, "a comma with nothing before it", "delete the comma")
            comma = self.at if comma is None else comma
            self.at += 1
            self.gap()
        return comma

    def end(self, closing: str, comma: int | None) -> None:
        """Move past the closing bracket; ``comma`` is where one stands before it."""
        if not self.char:
            self.cut_off()
        if self.char != closing:
            self.wrong_bracket(closing)
        if comma is not None:
            self.note(comma, f"a comma before {closing}", "delete the comma")
        self.at += 1
        self._open.pop()

    def no_comma(self, end: int) -> None:
        """Keep that a comma is missing behind ``end``, or that a text ended too early."""
        if self.text[end - 1] == '"' and self.char not in '"{[' and end == self.at:
            remedy = r"write \" for one within a text, or close the text before it"
            self.lost(end - 1, "a text goes on after its quotation mark", remedy)
        self.note(end, "no comma between two entries", "write a comma")

    def wrong_bracket(self, closing: str) -> None:
        """Give up where a bracket closes another than the last that was opened."""
        opening, at = self._open[-1]
        line = line_of(self.text, at)
        message = f"{self.char} where {closing} must close the {opening} of line {line}"
        self.lost(self.at, message, f"write {closing}, or look for a bracket too many above")

    def cut_off(self) -> None:
        """Give up at the end of the text with brackets open."""
        opening, at = self._open[-1]
        line = line_of(self.text, at)
        end = len(self.text.rstrip())
        message = f"the file ends here, and the {opening} of line {line} is not closed"
        remedy = f"was it cut off? Copy it again, or write {_CLOSING[opening]}"
        self.lost(end, message, remedy)

    def key(self) -> str:
        """Move past a key and return it."""
        at = self.at
        if self.char == '"':
            self.quoted()
            return self._as_text(at)
        if self.other_quotes():
            return self.text[at + 1 : self.at - 1]
        if word := _WORD.match(self.text, self.at):
            self.at = word.end()
            message = f"the key {shown(word.group())} without quotes"
            self.note(at, message, f'write "{shown(word.group())}"')
            return word.group()
        message = f"{self._shown()} where a key in double quotes must stand"
        self.lost(at, message, 'an entry of { } is written "key": value')
        return ""

    def colon(self, key: str) -> None:
        """Move past the colon behind a key."""
        end = self.at
        self.gap()
        if self.char == ":":
            self.at += 1
        elif arrow := _ARROW.match(self.text, self.at):
            self.note(self.at, f"{arrow.group()} behind the key {shown(key)!r}", "write a colon: :")
            self.at = arrow.end()
        elif self.char:
            message = f"no colon behind the key {shown(key)!r}"
            self.note(end, message, "write a colon and a value behind it")
        self.gap()
        if not self.char:
            self.cut_off()

    def quoted(self) -> None:
        """Move past a text in double quotes."""
        start, tabs = self.at, False
        self.at += 1
        while self.char != '"':
            self.at = _match(_PLAIN_TEXT, self.text, self.at)
            if self.char == "\\":
                self.escape()
            elif self.char == "\t":
                if not tabs:
                    remedy = r"type blanks in its place, or \t"
                    self.note(self.at, "a tab within a text", remedy)
                tabs = True
                self.at += 1
            elif self.char != '"':
                self.broken_off(start)
        self.at += 1

    def broken_off(self, start: int) -> None:
        """Move past a control character within a text; give up where its line or the file ends."""
        line = self.text[start + 1 : self.at]
        if not self.char:
            message = f"the file ends within the text of line {line_of(self.text, start)}"
            self.lost(self.at, message, "was it cut off? Copy it again, or close the text")
        if self.char not in "\r\n":
            self.note(self.at, f"the character U+{ord(self.char):04X} in a text", "delete it")
            self.at += 1
        elif any(mark in line for mark in _CURLY):
            self.lost(start, "a text that ends with a curly quotation mark", _STRAIGHT)
        else:
            remedy = "close the text on the line where it begins"
            self.lost(start, "the text that begins here is not closed on its line", remedy)

    def escape(self) -> None:
        """Move past a backslash and what it stands for."""
        if known := _ESCAPE.match(self.text, self.at):
            self.at = known.end()
        else:
            self.note(self.at, "a single backslash in a text", r"write it twice: \\")
            self.at += 1 if self.text[self.at + 1 : self.at + 2] in '"\n\r' else 2

    def odd_value(self) -> None:
        """Move past what is no value but tells what was meant."""
        at = self.at
        if self.other_quotes():
            return
        number = _NUMBER.match(self.text, at)
        if number:  # the decoder refused it for its length
            self.at = number.end()
            self.note(at, f"a number of {len(number.group())} digits", "write it shorter")
            return
        for form, message, remedy in _ODD_VALUES:
            if found := form.match(self.text, at):
                self.at = found.end()
                word = found.group()
                said = remedy if isinstance(remedy, str) else remedy(word)
                self.note(at, message.format(shown(word)), said)
                return
        self.bare_text()

    def bare_text(self) -> None:
        """Move past a text without quotes."""
        found = _BARE_TEXT.match(self.text, self.at)
        if not found:
            self.lost(self.at, f"{self._shown()} where a value must stand", "write a value")
            return
        word = shown(found.group())
        self.note(self.at, f"a text without quotes: {word}", f'write "{word}"')
        self.at = found.end()

    def other_quotes(self) -> bool:
        """Move past a text in other than double quotes; return whether there was one."""
        at = self.at
        if curly := _CURLY_TEXT.match(self.text, at):
            self.at = curly.end()
            self.note(at, f"curly quotation marks: {shown(curly.group())}", _STRAIGHT)
        elif single := _SINGLE_TEXT.match(self.text, at):
            self.at = single.end()
            word = shown(single.group()[1:-1])
            self.note(at, f"a text in single quotes: '{word}'", f'write "{word}"')
        return self.at > at

    def thousands(self) -> None:
        """Move past the rest of a number such as 1,500, where no list could go on."""
        rest = _THOUSANDS.match(self.text, self.at)
        start = self.at
        while start and self.text[start - 1] in "-0123456789":
            start -= 1
        if rest and start < self.at:
            self.at = rest.end()
            number = self.text[start : self.at]
            self.note(start, f"a number with a comma: {number}", f"write {_digits(number)}")

    def _as_text(self, start: int) -> str:
        """Return the text in quotes that begins at ``start`` and ends here."""
        raw = self.text[start : self.at]
        try:
            value: Any = json.loads(raw, strict=False)
        except ValueError:
            return raw[1:-1]
        return str(value)

    def _shown(self) -> str:
        return shown(self.char)


def _match(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Return where a pattern that may be empty ends in a text."""
    found = pattern.match(text, at)
    return found.end() if found else at


def _digits(number: str) -> str:
    """Return a number as JSON writes it: ``1500`` for ``$1,500.``, ``0.5`` for ``+.5``."""
    plain = re.sub(r"[^\d.-]", "", number).rstrip(".")
    sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    whole, point, part = digits.partition(".")
    return f"{sign}{whole.lstrip('0') or '0'}{point}{part}"
