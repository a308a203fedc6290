"""Arithmetic with dates that never leaves the calendar: beyond the year 9999 is None."""

import math
from datetime import date, datetime, timedelta
from functools import cache

from certpick.errors import UsageError


def plain_day(day: date, name: str) -> date:
    """Return the day that an argument of this name says; of a moment, its day.

    Raises:
        UsageError: it is no date.
    """
    if not isinstance(day, date) or day != day:  # pandas has a day that is none
        hint = f"{name}=datetime.date(2027, 3, 1)"
        raise UsageError(f"{name} is no date", hint, code="value_invalid")
    return day.date() if isinstance(day, datetime) else day


def later(day: date, days: float) -> date | None:
    """Return the day so many days later, a part of a day counting as one."""
    try:
        return day + timedelta(days=math.ceil(round(days, 6)))
    except OverflowError:
        return None


def done_by(first: date, weeks: float) -> date | None:
    """Return the day by which so many weeks from a first day are over; of days, the last one."""
    days = weeks * 7
    return later(first, days if weeks >= 1 else max(days - 1, 0))


def years_later(day: date, years: float) -> date | None:
    """Return the same day so many years later, in whole months and never a day too late."""
    months = day.year * 12 + day.month - 1 + math.floor(years * 12)
    year, month = divmod(months, 12)
    if year > date.max.year:
        return None
    return date(year, month + 1, min(day.day, _month_end(year, month + 1).day))


def next_monday(day: date) -> date:
    """Return the first Monday after a day; the day itself where the calendar ends before."""
    return later(day, 7 - day.weekday()) or day


@cache
def span(partial: str) -> tuple[date, date]:
    """Return the first and the last day that ``2027``, ``2027-03`` or ``2027-03-31`` can mean.

    Raises:
        ValueError: there is no such day.
    """
    year, *rest = (int(part) for part in partial.split("-"))
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    if len(rest) == 1:
        return date(year, rest[0], 1), _month_end(year, rest[0])
    return date(year, *rest), date(year, *rest)


def _month_end(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)
