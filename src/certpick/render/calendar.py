"""A plan as an iCalendar file: study blocks, the finish, the exam, what ends, and the renewal.

Which events there are, and their UIDs, follows from the program and from whether credit is
wanted: a file that is written anew, with another start or other hours, takes the place of the
earlier one event by event and leaves none of it behind. SEQUENCE says which is newer.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from certpick.catalog.dates import later
from certpick.errors import CertpickError, UsageError
from certpick.planning.plan import NOTICE, Plan
from certpick.planning.schedule import Missing, fills_days
from certpick.planning.study import Study, weekly
from certpick.render.phrases import address, syllabus_words, titled
from certpick.render.plan import too_few_words, upkeep_sentences, window_words
from certpick.render.time_zones import time_zone_component
from certpick.text import capitalized

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_UTC = frozenset(("UTC", "UCT", "Zulu", "Universal", "Etc/UTC", "Etc/UCT", "Etc/Zulu"))
_FIRST_WRITTEN = datetime(2025, 1, 1, tzinfo=UTC)  # before any calendar was
_ASK = "ask the provider, as the plan says"
_NOTHING: dict[Missing, tuple[str, str]] = {
    "dates": (
        "nobody states when its next session starts",
        "ask the provider, then give the first day: --start 2027-03-01",
    ),
    "length": ("nobody states how long it takes", _ASK),
    "pace": ("nobody states whether you set the pace", _ASK),
    "years": ("it would end after the year 9999", "start earlier, or give more hours a week"),
}


def plan_calendar(plan: Plan, zone: ZoneInfo, written: datetime) -> bytes:
    """Return the calendar; the same plan, zone and moment of writing give the same bytes.

    Raises:
        UsageError: it depends on the user's hours a week, and they are not said.
        CertpickError: there is no day to put in it.
    """
    events = list(_kept(plan, written.date()) if plan.earned else _planned(plan, zone))
    calendar = Calendar()
    calendar.add("prodid", "-//certpick//certpick plan//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if plan.schedule.study and not plan.earned and zone.key not in _UTC:
        study = plan.schedule.study
        calendar.add_component(time_zone_component(zone, study.first, study.until))
    for event in events:
        _stamp(event, written.astimezone(UTC).replace(microsecond=0))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _stamp(event: Event, moment: datetime) -> None:
    """Say when it was written: of two with one UID, the one with the higher SEQUENCE holds."""
    event.add("dtstamp", moment)
    event.add("last-modified", moment)
    event.add("sequence", max(0, int((moment - _FIRST_WRITTEN).total_seconds())))


def _planned(plan: Plan, zone: ZoneInfo) -> Iterator[Event]:
    """Yield what is planned for somebody who has yet to earn it."""
    start, finish = _ends(plan)
    name, study = _name(plan), plan.schedule.study
    if study:
        yield from _study(plan, study, zone)
    elif fills_days(plan.case.standing.taken):
        course = _whole_day(plan, "course", start, f"Course: {name}", _taught(plan))
        course.add("dtend", finish + timedelta(days=1))
        yield course
    yield _whole_day(plan, "finish", finish, f"Finish: {name}")
    if plan.exam:
        about = f"{name}. This day is a proposal: your finishing day."
        yield _whole_day(plan, "exam", finish, "Exam: agree the date with the provider", about)
    for window in plan.windows:
        if window.kind == "session" or plan.ranking.applicant.cme != "no":
            summary = f"{capitalized(window.name)} ends: {name}"
            about = window_words(window, plan.schedule)
            yield _whole_day(plan, window.id, window.by, summary, about)
    yield from _renewal(plan, finish)


def _ends(plan: Plan) -> tuple[date, date]:
    """Return the first and the last day of the plan, or say why there is none."""
    times, program = plan.schedule, plan.case.standing.taken
    start, finish = times.start, times.finish
    if times.missing == "hours" or (finish and not times.hours and not fills_days(program)):
        raise UsageError(
            "a calendar needs your hours of study a week",
            "say them, as in --hours 4",
            code="value_missing",
        )
    beyond = finish is not None and later(finish, 1) is None  # a course ends on the day after
    if start is None or finish is None or beyond:
        why, hint = _NOTHING["years" if beyond else times.missing or "dates"]
        earned = "; once you have earned it, --earned 2027-03-01 writes when to renew it"
        raise _nothing(why, f"{hint}{earned if plan.renewal.years else ''}")
    return start, finish


def _nothing(why: str, hint: str) -> CertpickError:
    return CertpickError(f"nothing to put in a calendar: {why}", hint, code="nothing_to_write")


def _kept(plan: Plan, today: date) -> Iterator[Event]:
    """Yield what comes after the day on which it was earned."""
    years, day = plan.renewal.years, plan.renewal.date
    if years is None:
        raise _nothing("nobody states whether it expires", _ASK)
    if not years:
        raise _nothing("it does not expire", "there is nothing to renew")
    if day is None:
        raise _nothing("it expires after the year 9999", "give another day with --earned")
    if day < today:
        hint = "if you have renewed it since, give that day: --earned 2026-11-01"
        raise _nothing(f"it expired on {day}", hint)
    yield _whole_day(plan, "finish", plan.earned or day, f"Earned: {_name(plan)}")
    yield from _renewal(plan, today)


def _renewal(plan: Plan, today: date) -> Iterator[Event]:
    """Yield the day on which it expires, with an alarm, and one ahead: not all keep alarms."""
    day, notice = plan.renewal.date, plan.renewal.notice
    if not (day and notice):
        return
    name, about = _name(plan), " ".join(upkeep_sentences(plan))
    expires = _whole_day(plan, "renewal", day, f"Expires unless renewed: {name}", about)
    expires.add_component(_reminder(f"Renew by {day}: {name}"))
    yield expires
    yield _whole_day(plan, "notice", max(notice, today), f"Renew by {day}: {name}", about)


def _study(plan: Plan, study: Study, zone: ZoneInfo) -> Iterator[Event]:
    """Yield all blocks but the last as one event that recurs, and the last as one of its own.

    They are always two, so that an earlier file leaves none behind: of a single block, each
    has a half.
    """
    days, length, rest = study.blocks()
    half = rest // 2 if len(days) == 1 else 0
    begin = study.begin * 60
    blocks = _block(plan, "study", _moment(days[0], begin, zone), half or length)
    if len(days) > 2:
        _repeat(blocks, days[:-1], study, zone)
    yield blocks
    yield _block(plan, "last", _moment(days[-1], begin + half, zone), rest - half)


def _block(plan: Plan, kind: str, begin: datetime, seconds: int) -> Event:
    about = " ".join(filter(None, (_taught(plan), too_few_words(plan))))
    event = _event(plan, kind, f"Study: {_name(plan)}", about)
    event.add("dtstart", begin)
    event.add("dtend", begin + timedelta(seconds=seconds))
    return event


def _repeat(event: Event, days: tuple[date, ...], study: Study, zone: ZoneInfo) -> None:
    """Let an event recur on these days, by the week but for time off."""
    every = list(takewhile(lambda day: day <= days[-1], weekly(days[0], study.days)))
    event.add("rrule", {"freq": "weekly", "count": len(every), "byday": _by_day(study.days)})
    kept = set(days)
    if off := [_moment(day, study.begin * 60, zone) for day in every if day not in kept]:
        event.add("exdate", off)


def _by_day(days: tuple[int, ...]) -> list[str]:
    return [_DAYS[day] for day in days]


def _moment(day: date, seconds: int, zone: ZoneInfo) -> datetime:
    """Return a time of day so many seconds after midnight, as clocks show it."""
    wall = datetime.combine(day, time()) + timedelta(seconds=seconds)
    return wall.replace(tzinfo=UTC if zone.key in _UTC else zone)


def _whole_day(plan: Plan, kind: str, day: date, summary: str, about: str = "") -> Event:
    event = _event(plan, kind, summary, about)
    event.add("dtstart", day)
    event.add("transp", "TRANSPARENT")  # it does not block the day
    return event


def _event(plan: Plan, kind: str, summary: str, about: str) -> Event:
    """Return an event that links to the program; in words too, since Google drops a URL."""
    event, link = Event(), address(plan.program, plan.ranking.catalog)
    event.add("uid", f"{kind}-{plan.program.id}@certpick")
    event.add("summary", summary)
    if text := "\n".join(filter(None, (about, link))):
        event.add("description", text)
    if link:
        event.add("url", link)
    return event


def _name(plan: Plan) -> str:
    return titled(plan.case.standing, plan.ranking.catalog)


def _taught(plan: Plan) -> str:
    return syllabus_words(plan.case.standing, plan.ranking.catalog)


def _reminder(text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", -NOTICE)
    return alarm
