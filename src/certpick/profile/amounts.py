"""Amounts, hours and times as people write them: ``$3k``, ``4h``, ``3 months``, a date."""

import math
import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from certpick.errors import Code, UsageError, check_kind
from certpick.text import cleaned, shown

_NUMBER = re.compile(r"(?P<digits>-?[\d.,'’ ]*[\d.])(?P<power>e[+-]?\d+)?")
_MARKED = re.compile(r"-?[1-9]\d{0,2}(?P<mark>[ ,'’])\d{3}(?:(?P=mark)\d{3})*(?:\.\d*)?")
_TWO_READINGS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_DECIMAL_COMMA = re.compile(r"-?\d+,\d{1,2}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LEADS = ("up to ", "at most ", "about ", "around ", "within ", "in ")  # they change no number
_CURRENCY = re.compile(r"(?:us ?)?\$|usd")


class Measure(NamedTuple):
    """What an option measures; ``units`` are written without blanks, with what each is worth."""

    name: str
    units: Mapping[str, float]


def _spelled(worth: Mapping[str, float], *ends: str) -> dict[str, float]:
    return {f"{unit}{end}": value for unit, value in worth.items() for end in ends}


PLAIN = Measure("a number", {"": 1})
DOLLARS = Measure(
    "an amount in US dollars",
    _spelled(
        {"": 1, "k": 1000, "thousand": 1000},
        *("", "$", "us$", "usd", "usdollar", "usdollars", "dollar", "dollars"),
    ),
)
HOURS_A_WEEK = Measure(
    "a number of hours a week",
    _spelled(
        {
            **dict.fromkeys(("", "h", "hr", "hrs", "hour", "hours"), 1),
            **dict.fromkeys(("min", "mins", "minute", "minutes"), 1 / 60),
        },
        *("", "/w", "/wk", "/week", "aweek", "perweek", "eachweek", "everyweek", "weekly"),
    ),
)
# A month is a twelfth of a year of 52 weeks: 3 months are 13 weeks.
WEEKS = Measure(
    "a number of weeks or months, or a date",
    _spelled(
        {
            **dict.fromkeys(("", "w", "wk", "wks", "week", "weeks"), 1),
            **dict.fromkeys(("d", "day", "days"), 1 / 7),
            **dict.fromkeys(("m", "mo", "mos", "month", "months"), 52 / 12),
            **dict.fromkeys(("y", "yr", "yrs", "year", "years"), 52),
        },
        *("", "fromnow"),
    ),
)
SIZES = Measure(
    "a size such as 600MB or 2GB",
    _spelled(
        {"": 1, "k": 1000, "m": 1e6, "g": 1e9},
        *("", "b", "byte", "bytes"),
    ),
)


def read_number(text: str) -> float:
    """Return the finite number that a person wrote: ``50``, ``0.25``, ``1,000``.

    Raises:
        UsageError: it is not a number, or can be read as two.
    """
    return _read(text, PLAIN, text)


def read_count(text: str, place: str, hint: str | None = None) -> int:
    """Return how many a person asked for.

    Raises:
        UsageError: it is no whole number, or below 1; the message begins with its ``place``.
    """
    try:
        value = read_number(text)
    except UsageError as error:
        raise error.at(place, hint) from None
    said = f"{place} {shown(text)}"
    if value != int(value):
        raise UsageError(f"{said}: must be a whole number", hint, code="value_invalid")
    if value < 1:
        raise UsageError(f"{said}: must be 1 or more", hint, code="value_out_of_range")
    return int(value)


def check_count(count: int, name: str) -> None:
    """Check how many were asked for from Python.

    Raises:
        UsageError: it is no whole number, or below 1.
    """
    check_kind(int, **{name: count})
    if count < 1:
        raise UsageError(f"{name}={count}: must be 1 or more", code="value_out_of_range")


def read_dollars(text: str) -> float:
    """Return the US dollars that a person wrote: ``3000``, ``$3,000``, ``3k``, ``3000 USD``.

    Raises:
        UsageError: it is no such amount, or can be read as two.
    """
    plain = _without_lead(text)
    sign = _CURRENCY.match(plain)
    return _read(plain[sign.end() :] if sign else plain, DOLLARS, text)


def read_hours(text: str) -> float:
    """Return the hours a week that a person wrote: ``4``, ``4h``, ``4 hours a week``, ``90 min``.

    Raises:
        UsageError: it is no number of hours, or can be read as two.
    """
    return _read(_without_lead(text), HOURS_A_WEEK, text)


def read_weeks(text: str, today: date | None = None) -> float:
    """Return the weeks that a person wrote: ``6``, ``6 weeks``, ``3 months``, ``2027-03-01``.

    A month is 52/12 weeks. A date is the time from ``today`` until then.

    Raises:
        UsageError: it is no such time, can be read as two, or the date is not to come.
    """
    plain = _without_lead(text).removeprefix("by ")
    if not _DATE.fullmatch(plain):
        return _read(plain, WEEKS, text)
    if today is None:
        raise UsageError(
            f"{plain} is a date, and it is not known what day it is", code="value_invalid"
        )
    return _weeks_until(read_day(plain), today)


def read_size(text: str) -> int:
    """Return the bytes that a person wrote: ``600MB``, ``2 GB``.

    Raises:
        UsageError: it is no such size, or none at all.
    """
    code: Code = "value_out_of_range"
    try:
        size = _read(text, SIZES, text)
    except UsageError as error:
        size, code = 0, error.code
    if size < 1:
        raise UsageError(f"--max-size: {shown(text)!r} is not a size", SIZES.name, code=code)
    return int(size)


def read_day(text: str) -> date:
    """Return the day that is written as year-month-day.

    Raises:
        UsageError: it is not so written, or there is no such day.
    """
    plain = cleaned(text)
    if not _DATE.fullmatch(plain):
        raise UsageError(f"{shown(text)!r} is not a date", code="value_invalid")
    try:
        return date.fromisoformat(plain)
    except ValueError:
        raise UsageError(f"there is no day {plain}", code="value_out_of_range") from None


def numeral(value: float) -> str:
    """Return a number as it is read back: with a fourth decimal where three would be doubted."""
    text = repr(value)
    return f"{text}0" if _TWO_READINGS.fullmatch(text) else text


def _weeks_until(day: date, today: date) -> float:
    if day <= today:
        raise UsageError(f"{day} is not to come: today is {today}", code="value_out_of_range")
    return round((day - today).days / 7, 2)


def _without_lead(text: str) -> str:
    """Return a text in lower case without the words that people put before an amount."""
    plain = cleaned(text).casefold()
    for lead in _LEADS:
        plain = plain.removeprefix(lead)
    return re.sub(r"^an? (?=[a-z])", "1 ", plain)


def _read(plain: str, measure: Measure, said: str) -> float:
    """Return a number times what its unit is worth; a time is rounded to two decimals."""
    plain = cleaned(plain).casefold()
    found = _NUMBER.match(plain)
    value = _value(found["digits"], found["power"] or "") if found else math.nan
    if found is None or not math.isfinite(value):
        raise UsageError(f"{shown(said)!r} is not {PLAIN.name}", code="value_invalid")
    worth = measure.units.get(re.sub(r"[ .]", "", plain[found.end() :]))
    if worth is None:
        raise UsageError(f"{shown(said)!r} is not {measure.name}", code="value_invalid")
    return value if worth == 1 else round(value * worth, 2)


def _value(digits: str, power: str) -> float:
    """Return the number of digits with marks among them, or nan.

    Raises:
        UsageError: a mark can be of thousands or of decimals.
    """
    if _TWO_READINGS.fullmatch(digits) and not power:
        less, more = f"{float(digits):g}", int(digits.replace(".", ""))
        written = f"{less}0" if _TWO_READINGS.fullmatch(less) else less
        raise UsageError(
            f"{digits!r} can be {less} or {more:,}: write {written} or {more}",
            code="value_ambiguous",
        )
    if _DECIMAL_COMMA.fullmatch(digits):
        raise UsageError(
            f"{digits!r} is not a number: write {digits.replace(',', '.')}", code="value_invalid"
        )
    if marked := _MARKED.fullmatch(digits):
        digits = digits.replace(marked["mark"], "")
    try:
        return float(digits + power)
    except ValueError:
        return math.nan
