"""Signs on a page that something is no longer offered, and the dates beside them.

They are hints for whoever keeps the catalogue, who reads the page: a word such as "retired"
may mean a person.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

_IS = r"(?:\s+(?:is|are|has|have|was|were))?(?:\s+(?:now|been|permanently|officially))*"
_SIGNS = re.compile(
    rf"\b(?:retired|retiring|discontinued|withdrawn|sunset(?:ted|ting)?"
    r"|no\s+longer\s+(?:being\s+)?(?:offer\w*|availabl\w*|accept\w*|enrol\w*|award\w*|activ\w*|sold)"
    rf"|(?:applications?|registrations?|enrol+ments?|admissions?){_IS}\s+(?:closed|suspended|paused)"
    rf"|(?:programs?|programmes?|courses?|certifications?|certificates?|exams?|credentials?){_IS}"
    r"\s+(?:ended|closed|archived|suspended|paused|cancell?ed)"
    r"|will\s+(?:be\s+)?(?:retired?|discontinued?|sunset|withdrawn|no\s+longer))\b",
    re.IGNORECASE,
)
# One of these is in every sign.
_STEMS = (
    "retir", "discontinue", "withdrawn", "sunset", "longer", "closed", "suspended", "paused",
    "ended", "archived", "cancel",
)  # fmt: skip
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATES = re.compile(
    rf"\b(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+\d{{4}})?"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|{_MONTH}\s+\d{{4}})\b"
)
_AROUND = 120  # characters on each side that are shown, and looked through for dates
_MOST = 3  # hints from one page


class Hint(NamedTuple):
    """A passage that says that something ended or will, and the dates in it."""

    passage: str
    dates: tuple[str, ...]


def hints(text: str) -> list[Hint]:
    """Return the first few hints of a page, each passage once."""
    return list(islice(_hints(text), _MOST))


def _hints(text: str) -> Iterator[Hint]:
    folded = text.casefold()
    if not any(stem in folded for stem in _STEMS):  # the usual case, told quickly
        return
    end = 0
    for sign in _SIGNS.finditer(text):
        if sign.start() < end:  # shown already
            continue
        end = sign.end() + _AROUND
        before = text[max(0, sign.start() - _AROUND) : sign.start()]
        after = text[sign.end() : end]
        passage = _from_a_word(before) + sign[0] + _to_a_word(after, end < len(text))
        passage = " ".join(passage.split())
        yield Hint(passage, tuple(dict.fromkeys(_DATES.findall(passage))))


def _from_a_word(text: str) -> str:
    return text.partition(" ")[2] if len(text) == _AROUND else text


def _to_a_word(text: str, cut: bool) -> str:
    return text.rpartition(" ")[0] if cut else text
