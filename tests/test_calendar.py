"""A plan's calendar, read back by two other parsers: the right days, the right local time."""

import io
import math
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
import vobject
from conftest import PINNED, Run
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from making import BUNDLED, fact, make_catalog, make_program

from certpick import Program, plan, rank
from certpick.cli.time_zone import time_zone
from certpick.errors import UsageError
from certpick.profile.profile import Profile
from certpick.render.calendar import plan_calendar, study_blocks, time_zone_component
from certpick.scoring.terms import workload

Cli = Callable[..., Run]
SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca",
         "Asia/Kolkata", "Europe/Dublin", "America/St_Johns", "UTC")  # fmt: skip


def written(
    program: Program, zone: ZoneInfo = BERLIN, start: date | None = MONDAY, /, **answers: Any
) -> bytes:
    """Return the calendar of a program for somebody with five hours a week."""
    profile = Profile.model_validate({"role": "physician", "hours_per_week": 5, **answers})
    found = plan(rank(make_catalog(program), profile), program, SUNDAY, start)
    return plan_calendar(found, zone, SUNDAY)


def course(hours: float = 40, **facts: Any) -> Program:
    """Return a program of so many hours at one's own pace."""
    return make_program("one", total_hours=fact(hours), pacing=fact("self-paced"), **facts)


def events(content: bytes) -> dict[str, Any]:
    """Return the events by their kind, as icalendar reads them."""
    found = Calendar.from_ical(content).walk("VEVENT")
    return {str(event["UID"]).partition("-")[0]: event for event in found}


def study(content: bytes, first: date, last: date) -> list[tuple[datetime, datetime]]:
    """Return each study block between two days as recurring_ical_events expands it."""
    expanded = recurring_ical_events.of(Calendar.from_ical(content)).between(first, last)
    return sorted(
        (event["DTSTART"].dt, event["DTEND"].dt)
        for event in expanded
        if str(event["UID"]).startswith(("study", "rest"))
    )


def total(blocks: list[tuple[datetime, datetime]]) -> timedelta:
    """Return the time in all blocks."""
    return sum(((end - begin) for begin, end in blocks), timedelta())


@pytest.mark.parametrize(
    ("zone", "change", "before", "after"),
    [
        ("Europe/Berlin", date(2027, 3, 28), 1, 2),
        ("America/New_York", date(2027, 3, 14), -5, -4),
    ],
)
def test_the_local_time_stays_when_daylight_saving_begins(
    zone: str, change: date, before: int, after: int
) -> None:
    content = written(course(), ZoneInfo(zone), date(2027, 2, 22))
    ours = [begin for begin, _ in study(content, date(2027, 2, 1), date(2027, 5, 1))]
    theirs = list(vobject.readOne(content.decode()).vevent_list[0].getrruleset(True))
    assert [one.replace(tzinfo=None) for one in ours] == [
        one.replace(tzinfo=None) for one in theirs
    ]
    for moments in (ours, theirs):
        assert {one.time() for one in moments} == {time(18, 30)}
        offsets = {(one.date() >= change, one.utcoffset()) for one in moments}
        assert offsets == {(False, timedelta(hours=before)), (True, timedelta(hours=after))}


@pytest.mark.parametrize("zone", ZONES)
@given(day=st.integers(0, 8 * 56 - 1), minute=st.integers(0, 24 * 60 - 1))
@settings(max_examples=30)
def test_the_time_zone_in_the_file_is_that_of_the_database(
    zone: str, day: int, minute: int
) -> None:
    """Read by another parser, at any local minute that exists once."""
    component = time_zone_component(ZoneInfo(zone), date(2027, 2, 1), date(2028, 5, 1))
    parsed = tzical(io.StringIO(component.to_ical().decode())).get()
    local = datetime(2027, 2, 1) + timedelta(days=day, minutes=minute)
    once = local.replace(tzinfo=ZoneInfo(zone))
    if once.utcoffset() == once.replace(fold=1).utcoffset():
        assert local.replace(tzinfo=parsed).utcoffset() == once.utcoffset()


def test_five_hours_a_week_are_three_evenings_until_the_finish() -> None:
    content = written(course())
    blocks = study(content, date(2026, 1, 1), date(2028, 1, 1))
    assert len(blocks) == 8 * 3
    assert {begin.weekday() for begin, _ in blocks} == {0, 1, 2}
    assert blocks[0] == (
        datetime(2026, 11, 23, 18, 30, tzinfo=BERLIN), datetime(2026, 11, 23, 20, 10, tzinfo=BERLIN),
    )  # fmt: skip
    assert total(blocks) == timedelta(hours=40)
    assert events(content)["finish"]["DTSTART"].dt == date(2027, 1, 18)


@given(
    start=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    days=st.integers(0, 400),
    hours=st.floats(0.1, 168),
)
def test_blocks_make_up_the_week_and_lie_before_the_finish(
    start: date, days: int, hours: float
) -> None:
    finish = start + timedelta(days=days)
    blocks = study_blocks(start, finish, hours)
    if blocks is None:
        assert days < 3, "a weekend may pass before the first working day"
        return
    weekly = blocks.minutes * len(blocks.days)
    assert weekly == pytest.approx(hours * 60, abs=4)
    assert blocks.minutes <= 120 or hours > 14
    assert blocks.begin + blocks.minutes <= 24 * 60
    lying = [
        day for day in (start + timedelta(days=at) for at in range(days))
        if day.weekday() in blocks.days
    ]  # fmt: skip
    assert (blocks.first, blocks.repeats) == (lying[0], len(lying))
    if hours <= 10:
        assert max(blocks.days) < 5, "working days first"


def test_blocks_of_a_thursday_start_go_on_after_the_weekend() -> None:
    blocks = study_blocks(date(2026, 11, 26), date(2026, 12, 10), 5)
    assert blocks
    assert (blocks.days, blocks.first, blocks.repeats) == ((0, 3, 4), date(2026, 11, 26), 6)


def test_an_exam_is_a_proposal_and_only_where_there_is_one() -> None:
    exam = events(written(course(proctored=fact(True))))["exam"]
    assert exam["SUMMARY"] == "Exam: agree the date with the provider"
    assert exam["DTSTART"].dt == date(2027, 1, 18)
    assert "proposal" in exam["DESCRIPTION"]
    assert "exam" in events(written(course(exam_minutes=fact(120))))
    assert "exam" not in events(written(course(proctored=fact(False))))
    assert "exam" not in events(written(course()))


def test_renewal_is_a_day_with_a_reminder_ahead() -> None:
    renewal = events(written(course(renewal_years=fact(2), renewal=fact("20 CPE credits"))))[
        "renewal"
    ]
    assert renewal["DTSTART"].dt == date(2029, 1, 18)
    assert renewal["DESCRIPTION"] == "20 CPE credits"
    (alarm,) = renewal.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(days=-90)
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["DESCRIPTION"]
    assert "renewal" not in events(written(course(renewal_years=fact(0))))


def test_whole_days_have_no_time_and_block_nothing() -> None:
    found = events(written(course(renewal_years=fact(2), proctored=fact(True))))
    for kind in ("finish", "exam", "renewal"):
        assert type(found[kind]["DTSTART"].dt) is date
        assert found[kind]["TRANSP"] == "TRANSPARENT"


def test_the_file_keeps_to_the_form_of_rfc_5545() -> None:
    program = course(renewal_years=fact(2), renewal=fact("Ä" * 200 + "; a, b"))
    content = written(program)
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert events(content)["renewal"]["DESCRIPTION"] == "Ä" * 200 + "; a, b"
    parsed = Calendar.from_ical(content)
    assert (parsed["VERSION"], parsed["PRODID"]) == ("2.0", "-//certpick//certpick plan//EN")
    assert len(parsed.walk("VTIMEZONE")) == 1
    uids = [str(event["UID"]) for event in parsed.walk("VEVENT")]
    assert len(set(uids)) == len(uids)
    assert content.count(b"DTSTAMP:20261122T000000Z\r\n") == len(uids)


def test_a_session_of_one_day_has_no_room_to_study() -> None:
    dates = fact({"start": "2027-03-01", "end": "2027-03-01"})
    found = events(written(make_program("one", dates=dates), BERLIN, None))
    assert found.keys() == {"course", "finish"}


def test_a_cohort_keeps_its_own_hours_where_the_user_names_none() -> None:
    program = make_program(
        "one", pacing=fact("cohort"), weeks=fact({"amount": 10, "unit": "program"}),
        hours_per_week=fact({"low": 4, "high": 5}),
    )  # fmt: skip
    blocks = study(written(program, hours_per_week=None), SUNDAY, date(2028, 1, 1))
    assert total(blocks) == timedelta(hours=45), "ten weeks at the middle of four to five hours"


@pytest.mark.parametrize("program", BUNDLED.programs, ids=lambda program: program.id)
@pytest.mark.parametrize("hours", [3, 5, 7.3, 40, 168])
def test_the_blocks_make_up_the_study_that_the_program_needs(
    program: Program, hours: float
) -> None:
    profile = Profile(role="physician", hours_per_week=hours)
    found = plan(rank(BUNDLED, profile), program, SUNDAY, MONDAY)
    work = workload(program)
    if not (work and found.schedule.finish):
        return
    content = plan_calendar(found, BERLIN, SUNDAY)
    blocks = study(content, SUNDAY, date(2060, 1, 1))
    if "DESCRIPTION" in events(content)["study"]:
        assert total(blocks) < timedelta(hours=work)
    else:
        assert abs(total(blocks) - timedelta(hours=work)) <= timedelta(minutes=15)
    assert max(end for _, end in blocks).date() <= found.schedule.finish


def test_a_last_block_is_shorter_where_equal_blocks_would_be_too_much() -> None:
    content = written(course(400), hours_per_week=7)
    blocks = study(content, SUNDAY, date(2060, 1, 1))
    assert total(blocks) == timedelta(hours=400)
    assert {end - begin for begin, end in blocks[:-1]} == {timedelta(minutes=104)}
    assert blocks[-1][0].date() == date(2027, 12, 29), "Wednesday after Monday and Tuesday"
    assert blocks[-2][0].date() == date(2027, 12, 28)


@given(
    work=st.floats(1, 2000),
    hours=st.floats(0.5, 168),
    start=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_any_study_is_made_up_in_its_weeks(work: float, hours: float, start: date) -> None:
    weeks = math.ceil(work / hours)
    blocks = study_blocks(start, start + timedelta(weeks=weeks), work / weeks, work)
    assert blocks
    assert abs(blocks.all_minutes - work * 60) <= 15
    assert not blocks.rest or start <= blocks.last < start + timedelta(weeks=weeks)


def test_hours_that_are_too_few_for_a_calendar_are_told_in_the_event() -> None:
    program = make_program(
        "one", pacing=fact("cohort"), weeks=fact({"amount": 10, "unit": "program"}),
        hours_per_week=fact({"low": 4, "high": 5}),
    )  # fmt: skip
    few = written(program, hours_per_week=2)
    assert events(few)["study"]["DESCRIPTION"] == (
        "Your 2 hours a week are too few: it takes about 4.5 hours a week. "
        "These blocks make up 20 of about 45 hours."
    )
    assert total(study(few, SUNDAY, date(2028, 1, 1))) == timedelta(hours=20)
    assert "DESCRIPTION" not in events(written(program, hours_per_week=40))["study"]


def test_four_hundred_weeks_and_more_can_be_written() -> None:
    content = written(course(), hours_per_week=0.1)
    assert len(study(content, SUNDAY, date(2040, 1, 1))) == 400
    assert written(course(100_000), hours_per_week=1)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "UTC"])
def test_same_input_same_bytes(zone: str, tmp_path: Path) -> None:
    contents = []
    for name, seed in (("a.ics", "1"), ("b.ics", "2")):
        path = tmp_path / name
        words = ["plan", "stanford", "--role", "physician", "--hours", "5", "--ics", str(path)]
        env = {"SOURCE_DATE_EPOCH": "1795305600", "TZ": zone, "PYTHONHASHSEED": seed}
        subprocess.run(
            [sys.executable, "-m", "certpick", *words], check=True, capture_output=True, cwd="/",
            env={**os.environ, **PINNED, **env},
        )  # fmt: skip
        contents.append(path.read_bytes())
    assert contents[0] == contents[1]
    assert (b"TZID=Europe/Berlin" in contents[0]) == (zone == "Europe/Berlin")


def test_the_command_says_where_the_calendar_is(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    words = ("--role", "physician", "--hours", "5", "--ics", str(path), "--time-zone", "UTC")
    run = cli("plan", "stanford", *words)
    assert (run.code, run.err) == (0, "")
    told = "".join(run.out.split())  # a long path is broken over lines
    assert f"YourcalendarWrittento{path},inUTC." in told
    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    document = cli("plan", "stanford", *words, "--json").json()
    assert document["calendar"] == {"file": str(path), "time_zone": "UTC"}


@pytest.mark.parametrize("name", ["Europe/Berlin", " europe/BERLIN\r"])
def test_blanks_and_case_of_a_time_zone_do_not_matter(name: str) -> None:
    assert time_zone(name) == BERLIN


def test_the_system_zone_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("America/New_York", ":America/New_York"):
        monkeypatch.setenv("TZ", name)
        assert time_zone(None).key == "America/New_York"
    monkeypatch.delenv("TZ")
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: None)
    with pytest.raises(UsageError, match="does not say") as caught:
        time_zone(None)
    assert "--time-zone Europe/Berlin" in str(caught.value.hint)


@pytest.mark.parametrize("rules", ["CET-1CEST", "EST5EDT4", ":CET-1CEST"])
def test_rules_for_a_zone_without_a_name_are_not_taken_as_another(
    monkeypatch: pytest.MonkeyPatch, rules: str
) -> None:
    monkeypatch.setenv("TZ", rules)
    with pytest.raises(UsageError, match="does not say its time zone"):
        time_zone(None)


@pytest.mark.parametrize("program", BUNDLED.programs, ids=lambda program: program.id)
def test_every_bundled_program_with_a_finish_has_a_calendar(program: Program) -> None:
    profile = Profile(role="physician", hours_per_week=5)
    found = plan(rank(BUNDLED, profile), program, SUNDAY, MONDAY)
    if found.schedule.finish:
        length = program.facts.weeks
        kind = "course" if length and length.value.measure == "days" else "study"
        assert {kind, "finish"} <= events(plan_calendar(found, BERLIN, SUNDAY)).keys()


def test_a_course_of_days_has_its_days_and_no_study_in_the_evening() -> None:
    """Also without hours a week: two days from a Monday end on the Tuesday."""
    two_days = fact({"amount": 2, "unit": "program", "measure": "days"})
    program = make_program("one", weeks=two_days, pacing=fact("cohort"))
    content = written(program, hours_per_week=None)
    found = events(content)
    assert set(found) == {"course", "finish"}
    assert (found["course"]["DTSTART"].dt, found["course"]["DTEND"].dt) == (
        MONDAY,
        MONDAY + timedelta(days=2),
    )
    assert found["finish"]["DTSTART"].dt == MONDAY + timedelta(days=1)
    own_pace = make_program("one", weeks=two_days, total_hours=fact(12), pacing=fact("self-paced"))
    assert "study" in events(written(own_pace))
