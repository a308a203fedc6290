"""504 calendars, read alike by four programs and at the local time that they are meant for.

`python benchmarks/calendars.py` makes them over 14 starts, 9 amounts of hours and 4 programs, in
20 time zones by turns, and prints how many of their events each program reads otherwise. It
needs the extra `test`, node and npm.
"""

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from calendar_readers import Read, by_vobject, ical_js, install_ical_js, recurring, strictly

from certpick import Plan, Profile, load_catalog, plan, rank
from certpick.planning.study import StudyDays
from certpick.render.calendar import plan_calendar

WRITTEN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
STARTS = [date(2026, 11, 23) + timedelta(days=27 * step) for step in range(14)]  # all weekdays
HOURS = (1, 2, 3, 4, 5, 7.3, 10, 13, 20)
PROGRAMS = ("stanford-ai-healthcare", "johns-hopkins-ai-healthcare", "abaim-ai-medicine",
            "elements-of-ai")  # fmt: skip
ZONES = (
    "Europe/Berlin", "America/New_York", "America/Los_Angeles", "America/Phoenix", "Europe/Dublin",
    "Africa/Casablanca", "Africa/Cairo", "Asia/Jerusalem", "Asia/Kolkata", "Asia/Kathmandu",
    "Australia/Lord_Howe", "Australia/Sydney", "Pacific/Chatham", "America/St_Johns",
    "America/Nuuk", "America/Sao_Paulo", "America/Santiago", "Asia/Dubai", "Etc/GMT-1", "UTC",
)  # fmt: skip


class Written(NamedTuple):
    """A calendar, the plan that it is of, and its zone."""

    content: bytes
    plan: Plan
    zone: ZoneInfo

    def meant(self) -> list[tuple[int, int]]:
        """Return the begin and end of each study block in seconds of UTC, as the plan has them."""
        study = self.plan.schedule.study
        if study is None:
            return []
        days, length, last = study.blocks()
        times = [(day, study.begin * 60, length) for day in days[:-1]]
        half = last // 2 if len(days) == 1 else 0
        times += [(days[-1], study.begin * 60, half)] if half else []
        times.append((days[-1], study.begin * 60 + half, last - half))
        return sorted(self._seconds(*one) for one in times)

    def _seconds(self, day: date, begin: int, length: int) -> tuple[int, int]:
        wall = datetime.combine(day, time()) + timedelta(seconds=begin)
        at = round(wall.replace(tzinfo=self.zone).timestamp())
        return at, at + length


def calendars(every: int = 1) -> Iterator[Written]:
    """Yield the calendars, or one of so many; every other one with time off."""
    catalog = load_catalog()
    off = StudyDays(off=((date(2026, 12, 24), date(2027, 1, 3)), (date(2027, 3, 29),) * 2))
    cases = list(product(STARTS, HOURS, PROGRAMS))
    for place in range(0, len(cases), every):
        start, hours, name = cases[place]
        ranking = rank(catalog, Profile(role="physician", hours_per_week=hours))
        said = off if place % 2 else None
        found = plan(ranking, catalog.find(name), WRITTEN.date(), start, said)
        zone = ZoneInfo(ZONES[(place + place // 36) % len(ZONES)])
        yield Written(plan_calendar(found, zone, WRITTEN), found, zone)


def readings(written: list[Written], script: Path) -> dict[str, list[list[Read]]]:
    """Return what each program reads in each calendar."""
    contents = [one.content for one in written]
    return {
        "icalendar with recurring_ical_events": list(map(recurring, contents)),
        "vobject": list(map(by_vobject, contents)),
        "ical.js": ical_js(script, contents),
        "DTSTART and RRULE alone": list(map(strictly, contents)),
    }


def misplaced(written: Written, read: list[Read]) -> int:
    """Return how many study blocks are read that are not meant, or meant and not read."""
    blocks = {(begin, end) for _, begin, end in read if isinstance(begin, int)}
    return len(blocks ^ {*written.meant()})


def main() -> None:
    """Print how many calendars and events there are, and what is read otherwise."""
    written = list(calendars())
    with tempfile.TemporaryDirectory() as folder:
        found = readings(written, install_ical_js(Path(folder)))
    first = next(iter(found.values()))
    zones = len({one.zone.key for one in written})
    print(f"{len(written)} calendars in {zones} zones, {sum(map(len, first))} events")
    for name, read in found.items():
        other = sum(one != two for one, two in zip(read, first, strict=True))
        moved = sum(map(misplaced, written, read))
        print(f"{name}: {other} calendars read otherwise, {moved} blocks at another time")


if __name__ == "__main__":
    main()
