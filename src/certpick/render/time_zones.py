"""A time zone as a calendar file needs it: its changes of offset, as yearly rules where it has any.

RFC 5545 (3.6.5) wants each onset in the local time before the change. Some programs read of a
change only when it begins and its rule: one that follows no rule has a part of its own.
"""

import calendar
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Component, Timezone, TimezoneDaylight, TimezoneStandard

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK, _YEAR = timedelta(days=7), timedelta(days=366)
_RULED = 12  # years in which a rule must hold: over fewer, two rules can give the same days
_EARLIEST = date(1850, 1, 1)  # clocks were set by the sun until then


class Change(NamedTuple):
    """A zone's change of offset; the local time is that of the offset before it."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str
    saving: bool


class Rule(NamedTuple):
    """On which day of each year a change is: the second Sunday of a month; -1 is the last."""

    month: int
    weekday: int
    place: int

    def day(self, year: int) -> date:
        """Return that day."""
        month = calendar.monthcalendar(year, self.month)
        days = [week[self.weekday] for week in month if week[self.weekday]]
        return date(year, self.month, days[self.place - (self.place > 0)])


def time_zone_component(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """Return a VTIMEZONE for all times between two days: its rules, or else every change."""
    component = Timezone()
    component.add("tzid", zone.key)
    changes = _changes_around(zone, _utc(first), _utc(last) + _WEEK)
    rules = [(alike[0], _rule([one.local for one in alike])) for alike in _grouped(changes)]
    ruled = [(change, rule) for change, rule in rules if rule]
    if len(ruled) == len(rules):
        for part in _by_rules(zone, ruled):
            component.add_component(part)
    else:
        for change in changes:
            if change.local.date() <= last:
                component.add_component(_part(change, change.saving))
    return component


def _by_rules(zone: ZoneInfo, ruled: list[tuple[Change, Rule]]) -> Iterator[Component]:
    """Yield a part for each rule, from the first year in which all of them held.

    The larger offset is summer time, also in Ireland, whose law has it the other way round.
    """
    since = max(_held_since(zone, change, rule) for change, rule in ruled)
    least = min(change.after for change, _ in ruled)
    for change, rule in ruled:
        year = min(since, change.local.year)
        onset = datetime.combine(rule.day(year), change.local.time())
        part = _part(change._replace(local=onset), change.after > least)
        by_day = f"{rule.place}{_DAYS[rule.weekday]}"
        part.add("rrule", {"freq": "yearly", "bymonth": rule.month, "byday": by_day})
        yield part


def _held_since(zone: ZoneInfo, change: Change, rule: Rule) -> int:
    """Return the first of the years in a row in which a change was by its rule."""
    year = change.local.year
    while year > _EARLIEST.year:
        day = datetime.combine(rule.day(year - 1), change.local.time(), UTC) - change.before
        around = (_offset(zone, day - timedelta(seconds=1)), _offset(zone, day))
        if around != (change.before, change.after):
            break
        year -= 1
    return year


def _part(change: Change, saving: bool) -> Component:
    part: Component = TimezoneDaylight() if saving else TimezoneStandard()
    part.add("dtstart", change.local)
    part.add("tzoffsetfrom", change.before)
    part.add("tzoffsetto", change.after)
    part.add("tzname", change.name)
    return part


def _grouped(changes: list[Change]) -> list[list[Change]]:
    found: dict[tuple[timedelta, timedelta], list[Change]] = {}
    for change in changes:
        found.setdefault((change.before, change.after), []).append(change)
    return list(found.values())


def _rule(onsets: list[datetime]) -> Rule | None:
    """Return the rule that gives these onsets, if one day of each year does."""
    years = [onset.year for onset in onsets]
    same = {(onset.month, onset.weekday(), onset.time()) for onset in onsets}
    if len(same) > 1 or len(years) < _RULED or years != list(range(years[0], years[-1] + 1)):
        return None
    places = {(onset.day + 6) // 7 for onset in onsets}
    if all((onset + _WEEK).month != onset.month for onset in onsets):
        places = {-1}
    month, weekday, _ = same.pop()
    return Rule(month, weekday, places.pop()) if len(places) == 1 else None


def _changes_around(zone: ZoneInfo, begin: datetime, end: datetime) -> list[Change]:
    """Return the change before, if there ever was one, and those of some years after."""
    found = list(_changes(zone, begin - _YEAR, max(end, begin + _RULED * _YEAR)))
    if found and _moment(found[0]) <= begin:
        return found
    return [_last_before(zone, begin - _YEAR), *found]


def _last_before(zone: ZoneInfo, at: datetime) -> Change:
    """Return a zone's last change before a moment; 1970 stands for that of one without any."""
    offset, name = _offset(zone, at), at.astimezone(zone).tzname() or zone.key
    earliest = _utc(_EARLIEST)
    while at > earliest:
        before = at - _WEEK
        if _offset(zone, before) != offset:
            last = _change(zone, before, _onset(zone, before, at))
            return last._replace(name=name, saving=False)
        at = before
    return Change(datetime(1970, 1, 1), offset, offset, name, saving=False)


def _changes(zone: ZoneInfo, at: datetime, end: datetime) -> Iterator[Change]:
    while at < end:
        then = at + _WEEK
        if _offset(zone, at) != _offset(zone, then):
            yield _change(zone, at, _onset(zone, at, then))
        at = then


def _moment(change: Change) -> datetime:
    return change.local.replace(tzinfo=UTC) - change.before


def _utc(day: date) -> datetime:
    """Return a day's midnight in UTC, away from the ends of what a datetime can say."""
    low, high = date(2, 1, 1), date(9980, 1, 1)
    return datetime.combine(min(max(day, low), high), time(), UTC)


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


def _change(zone: ZoneInfo, before: datetime, onset: datetime) -> Change:
    offset, local = _offset(zone, before), onset.astimezone(zone)
    return Change(
        (onset + offset).replace(tzinfo=None),
        offset,
        _offset(zone, onset),
        local.tzname() or zone.key,
        bool(local.dst()),
    )
