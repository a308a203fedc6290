"""When the user studies, as people write it: ``mon,wed,sat``, ``18:30``, days off."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from certpick.errors import UsageError
from certpick.planning.study import StudyDays
from certpick.profile.amounts import read_day
from certpick.text import cleaned, did_you_mean, shown

DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_GROUPS = {"weekdays": range(5), "weekend": range(5, 7), "weekends": range(5, 7), "daily": range(7)}
_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?(?P<half>am|pm)?", re.ASCII)
_EXAMPLES = {
    "days": "days of the week, as in --days mon,wed,sat",
    "at": "the time at which you begin, as in --at 18:30",
    "off": "one day, or the first and the last, as in --off 2026-12-24..2027-01-02",
}


def read_study(
    days: str | None,
    at: str | None,
    off: Sequence[str],
    holidays: Mapping[date, str] | None = None,
) -> StudyDays:
    """Return when the user studies; None is what was not said.

    Raises:
        UsageError: one of them cannot be read.
    """
    return StudyDays(
        read_days(days) if days is not None else (),
        read_time(at) if at is not None else None,
        tuple(map(read_time_off, off)),
        holidays,
    )


def check_beside_earned(study: Mapping[str, object]) -> None:
    """Raise where anything is said of study, by option, beside the day on which it was earned.

    Raises:
        UsageError: something is.
    """
    said = [f"--{option}" for option, text in study.items() if text]
    if said:
        message = f"--earned: what you have earned leaves no study to plan with {said[0]}"
        raise UsageError(message, f"leave out {' and '.join(said)}", code="options_conflict")


def read_days(text: str) -> tuple[int, ...]:
    """Return the days of the week in ``mon,wed,sat``, ``Mon-Fri`` or ``weekdays``; 0 is Monday.

    Raises:
        UsageError: it names none, or something else.
    """
    words = re.sub(r"\s*[-–]\s*", "-", text.casefold())
    found = {day for word in re.split(r"[,;\s]+", words) if word for day in _days(word)}
    if not found:
        raise _unread("days", "names no day")
    return tuple(sorted(found))


def _days(word: str) -> Sequence[int]:
    if word in _GROUPS:
        return _GROUPS[word]
    first, dash, last = word.partition("-")
    begin = _day(first)
    end = _day(last) if dash else begin
    return tuple((begin + ahead) % 7 for ahead in range((end - begin) % 7 + 1))


def _day(word: str) -> int:
    """Return the day whose name begins so: ``tu``, ``tues`` and ``tuesdays`` are one."""
    stem = word.removesuffix(".").removesuffix("s")
    found = [at for at, name in enumerate(DAY_NAMES) if name.startswith(stem)]
    if len(found) == 1 and len(stem) > 1:
        return found[0]
    near = did_you_mean(stem, list(DAY_NAMES))
    raise UsageError(
        f"--days: {shown(word)!r} is no day of the week",
        near or _EXAMPLES["days"],
        candidates=DAY_NAMES,
        code="value_unknown",
    )


def read_time(text: str) -> int:
    """Return the minute of the day in ``18:30``, ``6:30 pm`` or ``7am``.

    Raises:
        UsageError: it is no time, or can be read as two.
    """
    plain = re.sub(r"[\s]|(?<=[apm])\.", "", text.casefold())
    found = _TIME.fullmatch({"noon": "12pm", "midnight": "12am"}.get(plain, plain))
    if not found:
        raise _unread("at", f"{shown(text)!r} is no time of day")
    hour, half = int(found["hour"]), found["half"]
    if not found["minute"] and not half and 0 < hour < 13:
        early, late = f"{hour % 12}:00", f"{hour % 12 + 12}:00"
        message = f"--at: {shown(text)!r} can be {early} or {late}"
        raise UsageError(message, f"write {early} or {late}", code="value_ambiguous")
    if half and 0 < hour < 13:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif half:
        raise _outside("at", f"there is no {shown(text)!r}")
    minute = int(found["minute"] or 0)
    if hour > 23 or minute > 59:
        raise _outside("at", f"there is no {shown(text)!r}")
    return hour * 60 + minute


def clock_words(minutes: int) -> str:
    """Return a minute of the day as clocks show it: ``18:30``."""
    return "{:02}:{:02}".format(*divmod(minutes, 60))


def read_time_off(text: str) -> tuple[date, date]:
    """Return the first and the last day of ``2026-12-24..2027-01-02``, or of one day.

    Raises:
        UsageError: a day cannot be read, or the last is before the first.
    """
    first, *rest = re.split(r"\s*(?:\.\.+|…|\bto\b)\s*", cleaned(text), maxsplit=1)
    try:
        begin = read_day(first)
        end = read_day(rest[0]) if rest else begin
    except UsageError as error:
        raise error.at("--off", _EXAMPLES["off"]) from None
    if end < begin:
        raise _outside("off", f"{end} is before {begin}", f"--off {end}..{begin}")
    return begin, end


def _unread(option: str, message: str) -> UsageError:
    return UsageError(f"--{option}: {message}", _EXAMPLES[option], code="value_invalid")


def _outside(option: str, message: str, hint: str | None = None) -> UsageError:
    return UsageError(
        f"--{option}: {message}", hint or _EXAMPLES[option], code="value_out_of_range"
    )
