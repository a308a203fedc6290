"""A time zone as a calendar file needs it: its changes of offset, as yearly rules where it has any.

RFC 5545 (3.6.5) wants each onset in the local time before the change. Some programs read of a
change only when it begins and its rule: one that follows no rule has a part of its own.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
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


def time_zone_component(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """Return a VTIMEZONE for all times between two days: its rules, or else every change."""
    component = Timezone()
    component.add("tzid", zone.key)
    changes = _changes_around(zone, _utc(first), _utc(last) + _WEEK)
    least = min(change.after for change in changes)
    rules = [(alike[0], _yearly([one.local for one in alike])) for alike in _grouped(changes)]
    if not all(rule for _, rule in rules):
        rules = [(change, None) for change in changes if change.local.date() <= last]
    for change, rule in rules:
        component.add_component(_part(change, change.after > least, rule))
    return component


def _part(change: Change, saving: bool, rule: dict[str, Any] | None) -> Component:
    part: Component = TimezoneDaylight() if saving else TimezoneStandard()
    part.add("dtstart", change.local)
    part.add("tzoffsetfrom", change.before)
    part.add("tzoffsetto", change.after)
    part.add("tzname", change.name)
    if rule:
        part.add("rrule", rule)
    return part


def _grouped(changes: list[Change]) -> list[list[Change]]:
    found: dict[tuple[timedelta, timedelta, str], list[Change]] = {}
    for change in changes:
        found.setdefault(change[1:], []).append(change)
    return list(found.values())


def _yearly(onsets: list[datetime]) -> dict[str, Any] | None:
    """Return the rule that gives these onsets: the second Sunday of a month, or the last one."""
    years = [onset.year for onset in onsets]
    same = {(onset.month, onset.weekday(), onset.time()) for onset in onsets}
    if len(same) > 1 or len(years) < _RULED or years != list(range(years[0], years[-1] + 1)):
        return None
    places = {(onset.day + 6) // 7 for onset in onsets}
    if all((onset + _WEEK).month != onset.month for onset in onsets):
        places = {-1}
    if len(places) > 1:
        return None
    month, weekday, _ = same.pop()
    return {"freq": "yearly", "bymonth": month, "byday": f"{places.pop()}{_DAYS[weekday]}"}


def _changes_around(zone: ZoneInfo, begin: datetime, end: datetime) -> list[Change]:
    """Return the change before, if there ever was one, and those of some years after."""
    found = list(_changes(zone, begin - _YEAR, max(end, begin + _RULED * _YEAR)))
    if found and _moment(found[0]) <= begin:
        return found
    return [_last_before(zone, begin - _YEAR), *found]


def _last_before(zone: ZoneInfo, at: datetime) -> Change:
    """Return a zone's last change before a moment; 1970 stands for that of one without any."""
    earliest = _utc(_EARLIEST)
    while at > earliest:
        before = at - _WEEK
        if _offset(zone, before) != _offset(zone, at):
            return _change(zone, before, _onset(zone, before, at))
        at = before
    offset = _offset(zone, at)
    return Change(datetime(1970, 1, 1), offset, offset, at.astimezone(zone).tzname() or zone.key)


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
    offset = _offset(zone, before)
    name = onset.astimezone(zone).tzname() or zone.key
    return Change((onset + offset).replace(tzinfo=None), offset, _offset(zone, onset), name)
