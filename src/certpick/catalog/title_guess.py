"""What a title that nobody knows may be a slip of: only words that begin alike are offered."""

from collections.abc import Mapping
from typing import TypeVar

from certpick.catalog.title_words import plain_words

T = TypeVar("T")

_BEGINNING = 3  # letters that must agree
_SHORT = 7  # a longer word must agree in one more


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
