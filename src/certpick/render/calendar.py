"""A plan as an iCalendar file: study blocks, the finish, the exam and the renewal."""

import math
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from certpick.errors import CertpickError, UsageError
from certpick.planning.plan import Plan
from certpick.planning.schedule import Missing
from certpick.render.phrases import titled
from certpick.scoring.terms import is_self_paced, stated_weeks, workload
from certpick.text import counted, number, rounded_up

BLOCK_HOURS = 2
SHORTEST = 15  # minutes that are worth a block
EVENING, LATEST = 18 * 60 + 30, 23 * 60 + 30  # minutes after midnight
REMINDER_DAYS = 90
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NOTHING: dict[Missing, tuple[str, str]] = {
    "dates": (
        "nobody states when its sessions start",
        "ask the provider, then give the first day: --start 2027-03-01",
    ),
    "length": ("nobody states how long it takes", "ask the provider first; see the plan"),
    "pace": ("nobody states whether you set the pace", "ask the provider first; see the plan"),
    "years": ("it would end after the year 9999", "start earlier, or give more hours a week"),
}


class Blocks(NamedTuple):
    """Study blocks of one length on some days of the week, at the same time of day."""

    first: date
    days: tuple[int, ...]  # 0 is Monday
    begin: int  # minutes after midnight
    minutes: int
    repeats: int
    rest: int = 0  # minutes of a last, shorter block on the next of the days

    @property
    def all_minutes(self) -> int:
        """The study in all of them."""
        return self.minutes * self.repeats + self.rest

    @property
    def last(self) -> date:
        """The day of the shorter block."""
        ahead = [self.first + timedelta(days=day) for day in range(7)]
        weeks, left = divmod(self.repeats, len(self.days))
        days = [day for day in ahead if day.weekday() in self.days]
        return days[left] + timedelta(weeks=weeks)


def plan_calendar(plan: Plan, zone: ZoneInfo, today: date) -> bytes:
    """Return the calendar; the same plan, zone and day give the same bytes.

    Raises:
        UsageError: it depends on the user's hours a week, and they are not said.
        CertpickError: there is no finishing date to put in it.
    """
    start, finish = plan.schedule.start, plan.schedule.finish
    short = _lasts_days(plan)
    if plan.schedule.missing == "hours" or (finish and not plan.schedule.hours and not short):
        raise UsageError(
            "a calendar needs your hours of study a week",
            "say them, as in --hours 4",
            code="value_missing",
        )
    if start is None or finish is None:
        why, hint = _NOTHING[plan.schedule.missing or "dates"]
        raise CertpickError(f"nothing to put in a calendar: {why}", hint, code="dates_unknown")
    calendar = Calendar()
    calendar.add("prodid", "-//certpick//certpick plan//EN")
    calendar.add("version", "2.0")
    hours, total = weekly_hours(plan), workload(plan.case.standing.taken)
    blocks = None if short else study_blocks(start, finish, hours, total)
    if blocks:
        calendar.add_component(time_zone_component(zone, blocks.first, finish))
    stamp = datetime.combine(today, time(), UTC)
    if short:
        days = _whole_day(plan, "course", start, f"Course: {_name(plan)}")
        days.add("dtend", finish + timedelta(days=1))
        days.add("dtstamp", stamp)
        calendar.add_component(days)
    for event in _events(plan, blocks, zone, finish):
        event.add("dtstamp", stamp)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _lasts_days(plan: Plan) -> bool:
    """Return whether it fills some days of its own, so that there is no study by the week."""
    program = plan.case.standing.taken
    return (stated_weeks(program) or 1) < 1 and not is_self_paced(program)


def _name(plan: Plan) -> str:
    return titled(plan.case.standing, plan.ranking.catalog)


def weekly_hours(plan: Plan) -> float:
    """Return the study in a week: the user's hours, or fewer where fewer are enough."""
    asked, own = asked_weekly(plan), plan.ranking.applicant.profile.hours_per_week
    known = [hours for hours in (asked, own) if hours is not None]
    return min(known, default=plan.schedule.hours or 0)


def asked_weekly(plan: Plan) -> float | None:
    """Return the hours a week that are done on the finishing day, where that is known."""
    total, times = workload(plan.case.standing.taken), plan.schedule
    if not (total and times.start and times.finish):
        return None
    return min(168, total * 7 / max(1, (times.finish - times.start).days))


def study_blocks(
    start: date, finish: date, hours: float, total: float | None = None
) -> Blocks | None:
    """Return equal blocks of two hours at most that make up the hours a week.

    They lie on consecutive days from the start, working days first, and end when they make
    up the ``total`` hours. Who has more than 14 hours a week gets a longer block on each
    day. None where there is no room for one.
    """
    number = min(7, math.ceil(hours / BLOCK_HOURS))
    following = [(start.weekday() + ahead) % 7 for ahead in range(7)]
    days = sorted(following, key=lambda day: day > 4)[:number]
    minutes = max(1, round(hours * 60 / number))
    length = (finish - start).days
    repeats, rest = sum(len(range(following.index(day), length, 7)) for day in days), 0
    if not repeats:
        return None
    if total:
        whole = round(total * 60)
        if hours * length * 60 / 7 > whole - 1:  # the hours a week are enough
            minutes = min(24 * 60, max(minutes, math.ceil(whole / repeats)))
        minutes = max(1, min(minutes, whole))
        if whole < minutes * repeats:
            repeats, rest = divmod(whole, minutes)
            if minutes - rest < SHORTEST:
                repeats, rest = repeats + 1, 0
    first = start + timedelta(days=min(following.index(day) for day in days))
    begin = max(0, min(EVENING, LATEST - minutes))
    return Blocks(
        first, tuple(sorted(days)), begin, minutes, repeats, rest if rest >= SHORTEST else 0
    )


def _events(plan: Plan, blocks: Blocks | None, zone: ZoneInfo, finish: date) -> Iterator[Event]:
    name = _name(plan)
    if blocks:
        yield _study(plan, blocks, zone, f"Study: {name}")
        if blocks.rest:
            yield _block(plan, "rest", blocks.last, blocks, blocks.rest, zone, f"Study: {name}")
    yield _whole_day(plan, "finish", finish, f"Finish: {name}")
    if plan.exam:
        exam = _whole_day(plan, "exam", finish, "Exam: agree the date with the provider")
        exam.add("description", f"{name}. This day is a proposal: your finishing day.")
        yield exam
    if plan.renewal.date:
        renewal = _whole_day(plan, "renewal", plan.renewal.date, f"Renew: {name}")
        renewal.add("description", plan.renewal.takes or "Ask the provider what renewal takes.")
        renewal.add_component(_reminder(f"Renew by {plan.renewal.date}: {name}"))
        yield renewal


def _study(plan: Plan, blocks: Blocks, zone: ZoneInfo, summary: str) -> Event:
    event = _block(plan, "study", blocks.first, blocks, blocks.minutes, zone, summary)
    days = [_WEEKDAYS[day] for day in blocks.days]
    event.add("rrule", {"freq": "weekly", "count": blocks.repeats, "byday": days})
    if text := _too_few(plan, blocks):
        event.add("description", text)
    return event


def _block(
    plan: Plan, kind: str, day: date, blocks: Blocks, minutes: int, zone: ZoneInfo, summary: str
) -> Event:
    event = _event(plan, kind, day, summary)
    begin = datetime.combine(day, time(*divmod(blocks.begin, 60)), zone)
    event.add("dtstart", begin)
    event.add("dtend", begin + timedelta(minutes=minutes))
    return event


def _too_few(plan: Plan, blocks: Blocks) -> str | None:
    """Say that the user's hours do not make up what the program's calendar asks for."""
    asked, total = asked_weekly(plan), workload(plan.case.standing.taken)
    if not (asked and total) or weekly_hours(plan) > asked - 0.01:
        return None
    return (
        f"Your {counted(weekly_hours(plan), 'hour')} a week are too few: it takes about "
        f"{counted(rounded_up(asked), 'hour')} a week. These blocks make up "
        f"{number(blocks.all_minutes / 60)} of about {counted(rounded_up(total), 'hour')}."
    )


def _whole_day(plan: Plan, kind: str, day: date, summary: str) -> Event:
    event = _event(plan, kind, day, summary)
    event.add("dtstart", day)
    event.add("transp", "TRANSPARENT")  # it does not block the day
    return event


def _event(plan: Plan, kind: str, day: date, summary: str) -> Event:
    event = Event()
    event.add("uid", f"{kind}-{plan.program.id}-{day}@certpick")
    event.add("summary", summary)
    return event


def _reminder(text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", timedelta(days=-REMINDER_DAYS))
    return alarm


class _Change(NamedTuple):
    """A zone's change of offset; the local time is that of the offset before it."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str
    saving: bool


def time_zone_component(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """Return a VTIMEZONE with every change of offset between two days.

    ``icalendar.Timezone.from_tzinfo`` starts daylight-saving time an hour late: RFC 5545
    (3.6.5) wants each onset in the local time before the change.
    """
    component = Timezone()
    component.add("tzid", zone.key)
    onsets: dict[tuple[timedelta, timedelta, str, bool], list[datetime]] = {}
    for change in _changes(zone, first, last):
        onsets.setdefault(change[1:], []).append(change.local)
    for (before, after, name, saving), moments in onsets.items():
        part = TimezoneDaylight() if saving else TimezoneStandard()
        part.add("dtstart", moments[0])
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        if moments[1:]:
            part.add("rdate", moments[1:])
        component.add_component(part)
    return component


def _changes(zone: ZoneInfo, first: date, last: date) -> Iterator[_Change]:
    """Yield the offset that holds at first, then each change, in order."""
    week = timedelta(days=7)
    at, end = _utc(first) - week, _utc(last) + week
    yield _change(zone, at, at)
    while at < end:
        then = at + week
        if _offset(zone, at) != _offset(zone, then):
            yield _change(zone, at, _onset(zone, at, then))
        at = then


def _utc(day: date) -> datetime:
    """Return a day's midnight in UTC, away from the ends of what a datetime can say."""
    return datetime.combine(min(max(day, date(2, 1, 1)), date(9998, 1, 1)), time(), UTC)


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _onset(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """Return the second between two moments at which the offset is no longer the first."""
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low).total_seconds() // 2)
        if _offset(zone, middle) == _offset(zone, low):
            low = middle
        else:
            high = middle
    return high


def _change(zone: ZoneInfo, before: datetime, onset: datetime) -> _Change:
    offset, local = _offset(zone, before), onset.astimezone(zone)
    return _Change(
        (onset + offset).replace(tzinfo=None),
        offset,
        _offset(zone, onset),
        local.tzname() or zone.key,
        bool(local.dst()),
    )
