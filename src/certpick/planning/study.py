"""When the user studies: the days and the time that were said, and the blocks that they make."""

from bisect import bisect
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import count, islice, takewhile
from typing import NamedTuple

from certpick.catalog.dates import later, plain_day, years_later
from certpick.errors import UsageError, check_kind
from certpick.text import counted, span_words

BLOCK, DAY = 2 * 3600, 24 * 3600  # seconds
SHORTEST = 15 * 60  # seconds that are worth a block of their own
STEP = 5 * 60  # to which a block is rounded up where nobody said how long it is
EVENING, LATEST = 18 * 60 + 30, 23 * 60 + 30  # minutes after midnight
PUT_OFF = 20  # years by which time off can put off the end of study


class StudyDays(NamedTuple):
    """When the user studies, as far as it was said.

    ``days`` are those of the week (0 is Monday), ``at`` is the minute of the day at which a
    block begins, ``off`` are first and last days of time off, and ``holidays`` public
    holidays with their names.
    """

    days: tuple[int, ...] = ()
    at: int | None = None
    off: tuple[tuple[date, date], ...] = ()
    holidays: Mapping[date, str] | None = None

    def free(self) -> Callable[[date], bool]:
        """Return what says of a day whether there may be study on it, quick for many days."""
        firsts: list[date] = []
        lasts: list[date] = []
        for first, last in sorted(self.off):
            if lasts and first <= lasts[-1]:
                lasts[-1] = max(lasts[-1], last)
            else:
                firsts.append(first)
                lasts.append(last)

        def is_free(day: date) -> bool:
            place = bisect(firsts, day)
            is_off = place > 0 and day <= lasts[place - 1]
            return not is_off and (self.holidays is None or day not in self.holidays)

        return is_free

    def check(self) -> None:
        """Check what was given from Python.

        Raises:
            UsageError: there is no such day of the week or minute, or time off that ends
                before it begins.
        """
        check_kind(StudyDays, study=self)
        for day in self.days:
            _check_within("days", day, 6)
        if self.at is not None:
            _check_within("at", self.at, DAY // 60 - 1)
        for first, last in self.off:
            if plain_day(first, "off") > plain_day(last, "off"):
                message = f"off: {first} comes after {last}"
                raise UsageError(message, code="value_out_of_range")
        check_kind(Mapping, holidays=self.holidays if self.holidays is not None else {})

    @property
    def has_time_off(self) -> bool:
        """Whether any day at all is kept free of study."""
        return bool(self.off) or self.holidays is not None


def _check_within(name: str, value: int, most: int) -> None:
    check_kind(int, **{name: value})
    if not 0 <= value <= most:
        message = f"{name}={value}: must be from 0 to {most}"
        raise UsageError(message, code="value_out_of_range")


class Study(NamedTuple):
    """Blocks of one length on the same days of each week, ``first`` a day before ``until``.

    ``begin`` is in minutes after midnight, ``seconds`` is the length of a block and
    ``total`` the whole study, None where that is not known.
    """

    days: tuple[int, ...]
    begin: int
    seconds: int
    first: date
    until: date
    total: int | None
    said: StudyDays

    def slots(self) -> Iterator[date]:
        """Return every day on which a block can be."""
        days = takewhile(lambda day: day < self.until, weekly(self.first, self.days))
        return filter(self.said.free(), days)

    def holidays(self) -> dict[date, str]:
        """Return the public holidays that keep a day of study free before the last block."""
        known = self.said.holidays
        if known is None:
            return {}
        last = self.blocks().days[-1]
        days = takewhile(lambda day: day < last, weekly(self.first, self.days))
        return {day: known[day] for day in days if day in known}

    def blocks(self) -> "Blocks":
        """Return the days of the blocks, until they make up the whole study."""
        if self.total is None:
            return Blocks(tuple(self.slots()), self.seconds, self.seconds)
        full, rest = divmod(self.total, self.seconds)
        days = list(islice(self.slots(), full + bool(rest)))
        last = rest if rest and len(days) > full else self.seconds
        merged = last + self.seconds
        fits = self.begin * 60 + merged <= DAY
        if last < SHORTEST and fits and len(days) > 1 and self._in_one_week(*days[-2:]):
            last = merged
            days.pop()
        return Blocks(tuple(days), self.seconds, last)

    def needed(self) -> float | None:
        """Return the hours a week that would do, where the blocks do not make up the whole."""
        if self.total is None or self.total - self.blocks().total < SHORTEST:
            return None
        return self.total / 3600 * len(self.days) / sum(1 for _ in self.slots())

    def _in_one_week(self, one: date, other: date) -> bool:
        return (one - self.first).days // 7 == (other - self.first).days // 7


class Blocks(NamedTuple):
    """The days of study blocks, the length of each in seconds, and that of the last."""

    days: tuple[date, ...]
    seconds: int
    last: int

    @property
    def total(self) -> int:
        """The study in all of them, in seconds."""
        return self.seconds * (len(self.days) - 1) + self.last if self.days else 0


def at_own_pace(
    first: date, until: date, hours: float, total: float, said: StudyDays
) -> Study | None:
    """Return study of so many hours in every week, until it is done; None is after all dates.

    ``until`` is the day by which it is done without time off: what falls on that is done
    afterwards, and the study ends so many weeks later.

    Raises:
        UsageError: time off leaves too few days in the years after that.
    """
    weekly, whole = _seconds(hours), _seconds(total)
    days = said.days or _usual_days(first, weekly, 7)
    length = -(-weekly // len(days))
    study = Study(days, _begin(length, len(days), said), length, first, until, whole, said)
    if not said.has_time_off:
        return study
    needed = -(-whole // length)
    limit = years_later(until, PUT_OFF)
    searched = study._replace(until=limit or date.max)
    last = next(islice(searched.slots(), needed - 1, None), None)
    if limit and not last:
        _refuse_days(searched, "too few study days of yours lie")
    end = last and later(first, (last - first).days // 7 * 7 + 7)
    return study._replace(until=end) if end else None


def within(
    first: date, until: date, own: float | None, asked: float, total: float | None, said: StudyDays
) -> Study | None:
    """Return study between two days that are set; None where there is no room for any.

    It makes up the whole ``total`` as far as the user's ``own`` hours a week allow; without
    a total it is these, else the hours ``asked``.

    Raises:
        UsageError: the days that the user said leave no room.
    """
    length = max(1, (until - first).days)
    needed = min(168.0, total * 7 / length) if total else asked
    weekly = _seconds(min(needed, own or needed) if total else own or needed)
    days = said.days or _usual_days(first, weekly, length)
    study = Study(days, 0, DAY, first, until, _seconds(total) if total else None, said)
    room = sum(1 for _ in study.slots())
    if not room:
        _refuse_days(study, "no study day of yours lies")
        return None
    most = min(DAY, _seconds(own) // len(days)) if own else DAY
    seconds = -(-weekly // len(days))
    if study.total:
        enough = max(seconds, -(-study.total // room))
        seconds = min(-(-enough // STEP) * STEP, most)
    return study._replace(seconds=seconds, begin=_begin(seconds, len(days), said))


def _refuse_days(study: Study, found: str) -> None:
    """Complain of days without enough room that the user chose."""
    if study.said.days or study.said.has_time_off:
        message = f"{found} between {study.first} and {study.until}"
        raise UsageError(
            message, "name other days with --days, or less time off", code="value_out_of_range"
        )


def _seconds(hours: float) -> int:
    return max(60, round(hours * 3600))


def weekly(first: date, days: tuple[int, ...]) -> Iterator[date]:
    """Yield these days of the week from a first day on."""
    ahead = sorted((day - first.weekday()) % 7 for day in days)
    for week in count(0, 7):
        for one in ahead:
            day = later(first, week + one)
            if day is None:
                return
            yield day


def _usual_days(first: date, weekly: int, length: int) -> tuple[int, ...]:
    """Return days of the week from the first on, working days first: one for each two hours.

    It is another number of days where only that makes blocks of whole minutes.
    """
    following = [(first.weekday() + ahead) % 7 for ahead in range(min(length, 7))]
    enough = min(7, -(-weekly // BLOCK))
    numbers = (*range(enough, 8), *range(enough - 1, 0, -1))
    whole = (one for one in numbers if weekly % (one * 60) == 0 and weekly <= one * DAY)
    number = next(whole, enough)
    return tuple(sorted(sorted(following, key=lambda day: day > 4)[:number]))


def _begin(seconds: int, days: int, said: StudyDays) -> int:
    """Return the minute of the day at which blocks begin: as said, else in the evening.

    Raises:
        UsageError: they would end after midnight.
    """
    minutes = -(-seconds // 60)
    if seconds > DAY:
        hours = counted(seconds * days / 3600, "hour")
        message = f"--days: {hours} a week do not fit into {counted(days, 'day')}"
        raise UsageError(
            message, "name more days, as in --days mon,tue,wed,thu,fri", code="value_out_of_range"
        )
    if said.at is None:
        return max(0, min(EVENING, LATEST - minutes))
    if said.at + minutes > 24 * 60:
        message = f"--at: a block of {span_words(seconds)} from then on ends after midnight"
        raise UsageError(
            message,
            "begin earlier, or study on more days: --days mon,wed,sat",
            code="value_out_of_range",
        )
    return said.at
