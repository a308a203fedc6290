"""Text that is safe to keep and to show, and the nearest known word to an unknown one."""

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

# The last two of each plane are no characters, nor will they ever be.
_NO_CHARACTERS = "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
# Control, bidirectional and line-separating characters, halves of surrogate pairs, and what is
# no character: a terminal obeys the first, a reader is misled by the second, an encoder or a
# parser of XML fails on the others.
_UNSAFE = (
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
    f"\ufeff\ud800-\udfff\U000e0000-\U000e007f\ufdd0-\ufdef{_NO_CHARACTERS}]"
)
# A spreadsheet takes a text that begins so for a formula; some do behind blanks, or with the
# wide signs of East Asian keyboards. It is written for Python's expressions and for Arrow's.
_BLANKS = " \t\n\r\x0b\x0c\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
FORMULA = f"^[{_BLANKS}]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]"


def repr_html(result: Any) -> str:
    """Return what a notebook shows of a result: the ``_repr_html_`` of every class of results.

    How a result looks is known far above its class, so this asks the package, as a user would.
    """
    import certpick

    return certpick.to_html(result)


def unsafe_character(text: str) -> str | None:
    """Return the first character that must not be stored or shown, as ``U+001B``, or None."""
    if text.isprintable():  # the usual case, and it spares compiling the pattern
        return None
    found = re.search(_UNSAFE, text)
    return f"U+{ord(found.group()):04X}" if found else None


def shown(text: str, limit: int = 60) -> str:
    """Return foreign text fit to be echoed: unsafe characters replaced, cut to ``limit``."""
    safe = text if text.isprintable() else re.sub(_UNSAFE, "\N{REPLACEMENT CHARACTER}", text)
    return safe if len(safe) <= limit else safe[: limit - 1] + "…"


def cleaned(text: str) -> str:
    """Return a text without blanks or line ends around it, and with single blanks within."""
    return " ".join(text.split())


def wrapped(text: str, width: int, indent: str = "") -> str:
    """Return a text broken between words into lines of a width; all but the first are indented."""
    import textwrap

    return textwrap.fill(text, max(width, 10), subsequent_indent=indent, break_on_hyphens=False)


def nearest(word: str, known: list[str], count: int = 3, cutoff: float = 0.6) -> list[str]:
    """Return up to ``count`` of ``known`` that look most like ``word``, best first.

    ``cutoff`` from 0 to 1 says how alike they must be.
    """
    import difflib  # only a mistake pays for it

    return difflib.get_close_matches(word.casefold(), known, n=count, cutoff=cutoff)


def did_you_mean(word: str, known: list[str]) -> str | None:
    """Return a hint that names the nearest of ``known``, or None when none is near."""
    close = nearest(word, known)
    return f"did you mean {' or '.join(repr(name) for name in close)}?" if close else None


# What stands within a word or beside it and is no part of it.
_SILENT = str.maketrans("", "", ".'\N{RIGHT SINGLE QUOTATION MARK}™®")


def folded(text: str) -> str:
    """Return lower-case words with single spaces, "M.D." as "md": for comparing names.

    A word is the same with and without accents, in whichever of Unicode's forms; letters of every
    script stay.
    """
    plain = text.translate(_SILENT)
    if not plain.isascii():
        parts = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", plain))
        plain = unicodedata.normalize("NFC", parts)
    return " ".join(re.sub(r"[\W_]+", " ", plain.casefold()).split())


def english_stems() -> Callable[[str], str]:
    """Return what gives an English word's stem: ``nurs`` of nurse, nurses and nursing."""
    from snowballstemmer import stemmer  # only a search pays for it

    found: Callable[[str], str] = stemmer("english").stemWord
    return found


def capitalized(text: str) -> str:
    """Return a sentence with a capital letter at its start, the rest as it is."""
    return text[:1].upper() + text[1:]


def in_words(parts: Sequence[str], most: int | None = None) -> str:
    """Return parts in a row: ``a``, ``a and b``, ``a, b and c``, ``a and 2 more`` past ``most``."""
    if most is not None and len(parts) > most:
        parts = [*parts[:most], f"{len(parts) - most} more"]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if parts[1:] else parts)


def ordinal(place: int) -> str:
    """Return a place as people write it: ``1st``, ``2nd``, ``11th``, ``23rd``."""
    teen = place % 100 in (11, 12, 13)
    return f"{place}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th')}"


def money(amount: float, currency: str = "USD") -> str:
    """Return an amount as people write it: ``$2,990``, ``$12.50``, ``CAD 845``."""
    digits = f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"
    return f"${digits}" if currency == "USD" else f"{currency} {digits}"


def rounded_up(value: float) -> float:
    """Return a value rounded up to two decimals, so that what is printed is enough."""
    return math.ceil(round(value * 100, 6)) / 100


def number(value: float) -> str:
    """Return a number without a needless fraction, two decimals at most: ``4``, ``3.75``."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def whole_percents(shares: Sequence[float]) -> list[int]:
    """Return shares in whole percent whose sum is that of the shares (largest remainder)."""
    exact = [round(100 * share, 9) for share in shares]
    found = [math.floor(value) for value in exact]
    left = round(math.fsum(exact)) - sum(found)
    order = sorted(range(len(exact)), key=lambda at: (found[at] - exact[at], -exact[at]))
    for at in order[:left]:
        found[at] += 1
    return found


def percent_words(share: float, percent: int) -> str:
    """Return a whole percent that never says all or none where the share is not."""
    if share > 0 and percent == 0:
        return "under 1%"
    return "over 99%" if share < 1 - 1e-9 and percent == 100 else f"{percent}%"


def percentages(shares: Sequence[float]) -> list[str]:
    """Return shares as they are shown together: in whole percent that adds up."""
    return list(map(percent_words, shares, whole_percents(shares)))


def weeks_words(weeks: float) -> str:
    """Return a length as people say it: ``2 days``, ``10 days``, ``3 weeks``, ``2.5 weeks``."""
    if weeks < 2:
        days = round(weeks * 7, 6)
        if days % 7 and not days % 1:
            return counted(days, "day")
    return counted(rounded_up(weeks), "week")


def counted(count: float, noun: str) -> str:
    """Return a number with its noun: ``1 week``, ``2 weeks``."""
    return f"{number(count)} {noun}" if count == 1 else f"{number(count)} {noun}s"


def span_words(seconds: float) -> str:
    """Return a time as people say it: ``2 hours``, ``1 hour 40 minutes``."""
    minutes, left = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "hour"), (minutes, "minute"), (left, "second"))
    return " ".join(counted(count, noun) for count, noun in parts if count) or "no time"
