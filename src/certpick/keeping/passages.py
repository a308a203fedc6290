"""The words of a page: whether a quote stands there, and if not, what comes nearest to it."""

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from difflib import Match, SequenceMatcher
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from certpick.keeping.lint import numbers_in

# Marks that pages and quotes write in several ways; emphasis is Markdown's and soft hyphens and
# joiners are the typesetter's, so neither is said.
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("\u2010\u2011\u00ad\u200b\u200c\u200d\u2060\ufeff*_•·▪●◦‣", ""),
    }
)
_DASHES = str.maketrans(dict.fromkeys("–—―−", " "))
_LEFT_OUT = re.compile(r"\s*(?:\[\s*(?:…|\.{3})\s*\]|…|\.{3})\s*")
_GAP = r"[^\S\n]*\n?[^\S\n]*"  # within a paragraph
_RANGE = re.compile(rf"(\d){_GAP}[-\u2010\u2011–—―−]{_GAP}(?=\d)")
_BROKEN = re.compile(
    r"([-\u2010\u00ad])(?<=[^\W\d].)[^\S\n]*\n[^\S\n]*(?=[^\W\d])"
)  # at a line's end
_PARAGRAPHS = re.compile(r"\n\s*\n")
_HYPHEN = re.compile(r"(?<!\d)-|-(?!\d)")
_EDGES = "\"'.,;:!?()[]|"
MOST_COMPARED = 120  # words of a quote: what is longer is told apart by its beginning
LIKE = 0.5  # the share of a quote's words that a passage needs to be taken for what is left of it
_MOST_HITS = 1000
_STOPS = (".", "!", "?")
_MOST_AROUND = 12  # words beside a passage that are shown with it


class Difference(NamedTuple):
    """Words of a quote, and those that stand in their place; either may be empty."""

    was: str
    now: str

    @property
    def of_numbers(self) -> bool:
        """Whether both give numbers, and not the same."""
        was, now = numbers_in(self.was), numbers_in(self.now)
        return bool(was and now) and was != now


class Nearest(NamedTuple):
    """The passage of a page that is most like a quote, and what differs."""

    passage: str
    differences: tuple[Difference, ...]


class PageWords:
    """A page's words; blanks, case, hyphens and typographic marks do not tell them apart."""

    def __init__(self, text: str) -> None:
        self._words: list[str] = []
        self._paragraphs = {0}  # at which words they begin
        for paragraph in _PARAGRAPHS.split(_plain(text)):
            self._words += paragraph.split()
            self._paragraphs.add(len(self._words))
        self._keys = [_key(word) for word in self._words]
        self._compact = "".join(self._keys)
        self._starts = [0, *accumulate(map(len, self._keys))]
        self._places: dict[str, list[int]] | None = None

    def has(self, quote: str) -> bool:
        """Return whether all passages of a quote stand here, in its order."""
        return self._first_missing(quote) is None

    def nearest(self, quote: str) -> Nearest | None:
        """Return what is most like the first passage of a quote that is not here, if anything is.

        However long the page or the quote, this takes no more than about a second.
        """
        wanted = _words(self._first_missing(quote) or quote)[:MOST_COMPARED]
        keys = [_bare(word) for word in wanted]
        start = self._densest(keys)
        if start is None:
            return None
        size = len(keys)
        window = range(max(0, start - size), min(len(self._words), start + 2 * size + 10))
        here = [self._bare(at) for at in window]
        matcher = SequenceMatcher(None, keys, here, autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size]
        if sum(block.size for block in blocks) < LIKE * size:
            return None
        first, last = self._around(blocks[0], blocks[-1], size, len(here))
        passage = [self._words[window[at]] for at in range(first, last)]
        return Nearest(
            self._sentence(window[first], window[last - 1] + 1), _differences(wanted, passage)
        )

    def _sentence(self, start: int, end: int) -> str:
        """Return the words from ``start`` to ``end`` with the rest of their sentences."""
        first = max(0, start - _MOST_AROUND)
        while start > first and not self._begins(start):
            start -= 1
        last = min(len(self._words), end + _MOST_AROUND)
        while end < last and not self._begins(end):
            end += 1
        return " ".join(self._words[start:end])

    def _begins(self, at: int) -> bool:
        return at in self._paragraphs or self._words[at - 1].endswith(_STOPS)

    def _first_missing(self, quote: str) -> str | None:
        at = 0
        for part in passages_of(quote):
            key = "".join(_key(word) for word in _words(part))
            found = self._find(key, at)
            if found is None:
                return part
            at = found + len(key)
        return None

    def _find(self, key: str, at: int) -> int | None:
        """Return where a key stands on its own: not within a longer word or number."""
        for _ in range(_MOST_HITS):
            found = self._compact.find(key, at)
            if found < 0:
                return None
            if not (self._glued_before(found) or self._glued_after(found + len(key))):
                return found
            at = found + 1
        return None

    def _glued_before(self, at: int) -> bool:
        start = self._starts[bisect_right(self._starts, at) - 1] if at else at
        return _glued(self._compact[start:at][::-1], self._compact[at : at + 1])

    def _glued_after(self, at: int) -> bool:
        if at >= len(self._compact):
            return False
        end = self._starts[bisect_right(self._starts, at - 1)]
        return _glued(self._compact[at:end], self._compact[at - 1])

    def _bare(self, at: int) -> str:
        return self._keys[at].strip(_EDGES)

    def _index(self) -> dict[str, list[int]]:
        if self._places is None:
            self._places = defaultdict(list)
            for at in range(len(self._keys)):
                self._places[self._bare(at)].append(at)
        return self._places

    def _densest(self, keys: list[str]) -> int | None:
        """Return where most of these words stand close together, the rarest counting most."""
        index = self._index()
        hits = sorted((at, key) for key in set(keys) - {""} for at in index.get(key, ()))
        best, start, total, most = None, 0, 0.0, 0.0
        for at, key in hits:
            total += 1 / len(index[key])
            while hits[start][0] < at - len(keys) - 5:
                total -= 1 / len(index[hits[start][1]])
                start += 1
            if total > most + 1e-9:
                best, most = hits[start][0], total
        return best

    @staticmethod
    def _around(first: Match, last: Match, size: int, most: int) -> tuple[int, int]:
        """Return the passage between two blocks, with room for words that differ at its ends."""
        start = max(0, first.b - first.a)
        end = min(most, last.b + last.size + (size - last.a - last.size))
        return start, end


def passages_of(quote: str) -> list[str]:
    """Return the passages that a quote joins with an ellipsis."""
    return [part for part in _LEFT_OUT.split(quote) if part.strip()]


def _plain(text: str) -> str:
    """Return a text in which a hyphen joins words and numbers, and a dash parts words."""
    return _RANGE.sub(r"\1-", _BROKEN.sub(r"\1", text)).translate(_DASHES)


def _words(text: str) -> list[str]:
    return _plain(text).split()


@lru_cache(maxsize=100_000)
def _key(word: str) -> str:
    """Return what a word is compared by."""
    plain = unicodedata.normalize("NFKC", word.translate(_ALIKE)).casefold()
    return _HYPHEN.sub("", "".join(plain.split()))


def _bare(word: str) -> str:
    return _key(word).strip(_EDGES)


def _glued(beyond: str, edge: str) -> bool:
    """Return whether what lies beyond the edge of a passage makes its last word a longer one."""
    if beyond[:1] in (".", ",", "-") and beyond[1:2].isdigit() and edge.isdigit():
        return True
    return beyond[:1].isalnum() and edge.isalnum()


def _differences(wanted: list[str], passage: list[str]) -> tuple[Difference, ...]:
    keys, here = [_bare(word) for word in wanted], [_bare(word) for word in passage]
    matcher = SequenceMatcher(None, keys, here, autojunk=False)
    return tuple(
        Difference(" ".join(wanted[a:b]), " ".join(passage[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    )
