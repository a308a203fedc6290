"""What a title with a slip in it may mean: only words that begin alike are offered."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice, product
from string import ascii_lowercase
from typing import TypeVar

from certpick.catalog.title_index import TitleIndex
from certpick.catalog.title_words import KNOWN, in_one_form, meaning, plain_words
from certpick.catalog.titles import find_title
from certpick.text import cleaned

T = TypeVar("T")

_BEGINNING = 3  # letters that must agree
_SHORT = 7  # a longer word must agree in one more
_LEAST = 5  # letters of a word that is put right: "vent nurse" is no slip of "vet nurse"
_TRIED = 16  # ways to put a title right


def guess(text: str, names: Mapping[str, T]) -> list[T]:
    """Return up to three likely titles, each as ``names`` has it."""
    typed = plain_words(text)
    found: dict[int, list[T]] = {}
    for name, told in names.items() if typed else ():
        known = plain_words(name)
        if _alike(typed, known):
            found.setdefault(len(known), []).append(told)
    return found[min(found)][:3] if found else []


def _alike(typed: list[str], known: list[str]) -> bool:
    """Return whether every typed word is a slip of a known one, each of another."""
    left = list(known)
    for word in typed:
        match = next((one for one in left if _is_slip(word, one)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _is_slip(word: str, known: str) -> bool:
    """Return whether a word is the beginning of another, or that with letters mistaken."""
    if word == known:
        return True
    needed = _BEGINNING if len(word) <= _SHORT else _BEGINNING + 1
    if len(word) < _BEGINNING or word[:needed] != known[:needed]:
        return False
    if known.startswith(word):
        return True
    from difflib import SequenceMatcher  # only a mistake pays for it

    return SequenceMatcher(None, word, known).ratio() >= 0.79


def vocabulary(index: TitleIndex) -> frozenset[str]:
    """Return every word that the titles and fields have, and those that tables of words have."""
    titles = (word for title in index.written for word in title.split())
    return KNOWN.union(titles, *index.keys, *index.alone)


def put_right(text: str, index: TitleIndex, known: frozenset[str]) -> str | None:
    """Return a title that is read, with unknown words that are a letter off put right.

    None where that means no other profession. A word is put right only for a title in which
    another word stands beside it, so that nobody's name is a slip of what others do.
    """
    typed = list(dict.fromkeys(plain_words(text)))
    meant = [_near(word, known) for word in typed]
    if meant == [[word] for word in typed] or not (read := find_title(text, index)):
        return None
    for words in islice(product(*meant), _TRIED):
        new = {word: other for word, other in zip(typed, words, strict=True) if word != other}
        right = _with(new, cleaned(text).casefold())
        found = find_title(right, index)
        if found and found.entry.professions != read.entry.professions:
            title = set(in_one_form(plain_words(found.entry.title)))
            if len(title) > 1 and any(title.issuperset(meaning(one)) for one in new.values()):
                return right
    return None


def _with(new: Mapping[str, str], text: str) -> str:
    return re.sub(r"\w+", lambda found: new.get(found[0], found[0]), text)


def _near(word: str, known: frozenset[str]) -> list[str]:
    """Return the known words that differ from an unknown one by a letter, else the word."""
    if len(word) < _LEAST or not word.isalpha() or word in known or known.issuperset(meaning(word)):
        return [word]
    return sorted(known.intersection(_slips(word))) or [word]


def _slips(word: str) -> Iterator[str]:
    """Yield a word with a letter left out, changed, added or swapped, but not the first."""
    for at in range(1, len(word) + 1):
        before, after = word[:at], word[at:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for letter in ascii_lowercase:
            yield before + letter + after
            yield before + letter + after[1:]
