"""Study blocks lie on the user's days and between start and finish, and make up the hours."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from conftest import Run
from hypothesis import example, given, settings
from hypothesis import strategies as st
from making import BUNDLED, fact, make_catalog, make_program

from certpick import Plan, Program, plan, rank
from certpick.cli.public_holidays import public_holidays
from certpick.errors import UsageError
from certpick.planning.study import Study, StudyDays, at_own_pace, within
from certpick.planning.study_words import read_days, read_time, read_time_off
from certpick.profile.profile import Profile
from certpick.render.plan import plan_sections
from certpick.scoring.terms import follows_hours, workload

Cli = Callable[..., Run]
SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
NOTHING = StudyDays()
STARTS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
WEEKDAYS = st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days)))
TIME_OFF = st.lists(
    st.tuples(st.dates(date(2026, 11, 1), date(2027, 6, 1)), st.integers(0, 40)).map(
        lambda drawn: (drawn[0], drawn[0] + timedelta(days=drawn[1]))
    ),
    max_size=4,
).map(tuple)


def paced(
    start: date, hours: float, total: float, said: StudyDays = NOTHING
) -> tuple[Study, dict[date, int]]:
    """Return study at one's own pace, and the seconds of it on each day."""
    weeks = -(-round(total * 3600) // round(hours * 3600))
    study = at_own_pace(start, start + timedelta(weeks=weeks), hours, total, said)
    assert study
    return study, seconds(study)


def seconds(study: Study) -> dict[date, int]:
    """Return the seconds of study on each of its days."""
    days, length, last = study.blocks()
    return {**dict.fromkeys(days, length), days[-1]: last}


def by_week(study: Study, blocks: dict[date, int]) -> list[int]:
    """Return the seconds of study in each week from the first day on."""
    found = Counter[int]()
    for day, length in blocks.items():
        found[(day - study.first).days // 7] += length
    return [found[week] for week in range(max(found) + 1)]


def course(hours: float = 40, **facts: Any) -> Program:
    """Return a program of so many hours at one's own pace."""
    return make_program("one", total_hours=fact(hours), pacing=fact("self-paced"), **facts)


def cohort(**facts: Any) -> Program:
    """Return a program of ten weeks at four to five hours."""
    return make_program(
        "one", pacing=fact("cohort"), weeks=fact({"amount": 10, "unit": "program"}),
        hours_per_week=fact({"low": 4, "high": 5}), **facts,
    )  # fmt: skip


def planned(
    program: Program, said: StudyDays = NOTHING, start: date = MONDAY, **answers: Any
) -> Plan:
    """Return the plan of a program for somebody with five hours a week."""
    profile = Profile.model_validate({"role": "physician", "hours_per_week": 5, **answers})
    return plan(rank(make_catalog(program), profile), program, SUNDAY, start, said)


def when(found: Plan) -> str:
    """Return what a plan says under its first heading."""
    return " ".join(plan_sections(found)[0].sentences)


# Blocks


def test_five_hours_a_week_are_three_evenings() -> None:
    study, blocks = paced(MONDAY, 5, 40)
    assert (study.days, study.begin, study.seconds) == ((MON, TUE, WED), 18 * 60 + 30, 100 * 60)
    assert by_week(study, blocks) == [5 * 3600] * 8


@given(
    start=STARTS,
    hours=st.integers(1, 1680).map(lambda tenths: tenths / 10),
    total=st.integers(1, 4000).map(lambda tenths: tenths / 10),
    days=WEEKDAYS,
)
@example(MONDAY, 5, 53.5, ())  # the last block of ten minutes is added to the one before
@example(MONDAY, 20, 100, (0, 1, 2, 3, 4, 5, 6))
def test_every_week_has_its_hours_and_the_last_what_is_left(
    start: date, hours: float, total: float, days: tuple[int, ...]
) -> None:
    if days and hours > 24 * len(days):
        with pytest.raises(UsageError, match="do not fit"):
            paced(start, hours, total, StudyDays(days))
        return
    study, blocks = paced(start, hours, total, StudyDays(days))
    weeks = by_week(study, blocks)
    assert sum(blocks.values()) == round(total * 3600)
    weekly = round(hours * 3600)
    uneven = len(study.days) - 1 if weekly % len(study.days) else 0  # a second a day at most
    assert all(weekly <= week <= weekly + uneven for week in weeks[:-1])
    assert weeks[-1] <= weekly + uneven
    assert min(blocks) >= study.first
    assert max(blocks) < study.until
    assert uneven or study.until == start + timedelta(weeks=len(weeks))
    assert not days or {day.weekday() for day in blocks} <= set(days)
    assert study.begin * 60 + study.seconds <= 24 * 3600


@given(start=st.dates(date(2026, 11, 1), date(2027, 2, 1)), days=WEEKDAYS, off=TIME_OFF)
@settings(max_examples=40)
def test_nothing_is_studied_on_days_off_and_all_of_it_in_the_end(
    start: date, days: tuple[int, ...], off: tuple[tuple[date, date], ...]
) -> None:
    public = {date(2026, 12, 25): "Christmas Day", date(2027, 1, 1): "New Year"}
    study, blocks = paced(start, 5, 53.5, StudyDays(days, None, off, public))
    assert not any(first <= day <= last for day in blocks for first, last in off)
    assert not set(blocks) & set(public)
    assert sum(blocks.values()) == 53.5 * 3600
    assert start <= min(blocks)
    assert max(blocks) < study.until <= max(blocks) + timedelta(days=7)
    assert all(week <= 5 * 3600 + 6 for week in by_week(study, blocks)[:-1])
    is_free = study.said.free()
    for one, other in pairwise(sorted(blocks)):
        between = (one + timedelta(days=ahead) for ahead in range(1, (other - one).days))
        assert not [day for day in between if day.weekday() in study.days and is_free(day)]


@given(start=STARTS, hours=st.floats(0.1, 168))
def test_blocks_of_the_usual_days_are_short_and_on_working_days_first(
    start: date, hours: float
) -> None:
    study, _ = paced(start, hours, 50)
    weekly = round(hours * 3600)
    assert study.seconds <= 7200 or weekly % 60 or hours > 12 or study.seconds % 60 == 0
    assert study.begin + study.seconds / 60 <= 24 * 60
    working = [day for day in study.days if day < SAT]
    assert len(working) == min(5, len(study.days))


@pytest.mark.parametrize(
    ("hours", "days", "minutes"),
    [(2, 1, 120), (2.5, 2, 75), (7, 4, 105), (7.5, 5, 90), (9, 5, 108), (13, 6, 130), (14, 7, 120),
     (20, 6, 200), (40, 6, 400), (168, 7, 1440)],
)  # fmt: skip
def test_usual_blocks_are_whole_minutes(hours: float, days: int, minutes: float) -> None:
    study, _ = paced(MONDAY, hours, 500)
    assert (len(study.days), study.seconds / 60) == (days, minutes)


def test_a_thursday_start_goes_on_after_the_weekend() -> None:
    study, blocks = paced(date(2026, 11, 26), 5, 10)
    assert study.days == (MON, THU, FRI)
    assert list(blocks)[:4] == [date(2026, 11, day) for day in (26, 27, 30)] + [date(2026, 12, 3)]


def test_a_rest_of_minutes_is_added_to_the_block_before_in_its_week() -> None:
    _, blocks = paced(MONDAY, 5, 53.5)
    assert [length // 60 for length in list(blocks.values())[-2:]] == [100, 110]
    study, blocks = paced(MONDAY, 5, 50 + 1 / 6)
    assert by_week(study, blocks)[-1] == 600, "in a week of its own it stays alone"


# What is said


def test_the_days_and_the_time_are_those_of_the_user() -> None:
    found = planned(course(), StudyDays((MON, WED, SAT), 6 * 60))
    assert found.schedule.study
    assert found.schedule.study.blocks().days[:3] == (
        MONDAY, date(2026, 11, 25), date(2026, 11, 28),
    )  # fmt: skip
    assert when(found).endswith(
        "Study on Mondays, Wednesdays and Saturdays at 06:00, 1 hour 40 minutes each."
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (NOTHING, "each (--days and --at change that)."),
        (StudyDays(at=600), "each (--days changes that)."),
        (StudyDays(days=(MON,)), "each (--at changes that)."),
    ],
)
def test_what_was_taken_for_granted_is_said(said: StudyDays, words: str) -> None:
    assert words in when(planned(course(), said))
    on_paper = plan_sections(planned(course(), said), options=False)[0].sentences
    assert "--" not in " ".join(on_paper)


def test_time_off_puts_off_the_finish_and_is_said() -> None:
    holidays = StudyDays(off=((date(2026, 12, 21), date(2027, 1, 1)),))
    found = planned(course(), holidays)
    assert found.schedule.finish == date(2027, 2, 1), "two weeks after the 18th of January"
    assert (found.schedule.weeks, found.schedule.added) == (10, 2)
    assert "It takes 8 weeks at 5 hours a week, about 40 hours in all" in when(found)
    assert "No study from 2026-12-21 to 2027-01-01. Time off makes it 2 weeks longer." in when(
        found
    )
    month = {"amount": 79, "currency": "USD", "unit": "month"}
    monthly = planned(course(price=fact(month)), holidays)
    assert "2 weeks longer, and costs more by the month than is said below." in when(monthly)
    one_day = planned(course(), StudyDays(off=((MONDAY, MONDAY),)))
    assert "No study on 2026-11-23." in when(one_day)


def test_public_holidays_are_named() -> None:
    found = planned(course(), StudyDays(holidays=public_holidays("US"), days=(MON, THU)))
    assert (
        "No study on public holidays: 2026-11-26 (Thanksgiving Day) and 2027-01-18 "
        "(Martin Luther King Jr. Day)." in when(found)
    )
    none = planned(course(5), StudyDays(holidays=public_holidays("US"), days=(TUE,)))
    assert "No study on public holidays: none falls on them." in when(none)


@pytest.mark.parametrize(
    ("place", "day", "name"),
    [
        ("US", date(2026, 11, 26), "Thanksgiving Day"),
        (" us ", date(2026, 11, 26), "Thanksgiving Day"),
        ("Germany", date(2026, 12, 25), "Christmas Day"),
        ("DE-BY", date(2027, 1, 6), "Epiphany"),
        ("the United Kingdom", date(2026, 12, 25), "Christmas Day"),
    ],
)
def test_a_country_is_named_by_its_code_or_name(place: str, day: date, name: str) -> None:
    assert public_holidays(place)[day] == name
    assert day + timedelta(days=4) not in public_holidays(place)


def test_a_session_is_made_up_on_the_days_that_are_left() -> None:
    """Ten weeks from which three are off: blocks are longer, as far as the user's hours go."""
    off = ((date(2026, 12, 21), date(2027, 1, 10)),)
    plenty = planned(cohort(), StudyDays(off=off), hours_per_week=8).schedule.study
    assert plenty
    assert plenty.until == date(2027, 2, 1), "the session does not wait"
    assert plenty.blocks().total == 45 * 3600
    assert plenty.needed() is None
    few = planned(cohort(), StudyDays(off=off), hours_per_week=5)
    assert few.schedule.study
    assert few.schedule.study.blocks().total == 7 * 5 * 3600
    assert "These blocks make up 35 of about 45 hours." in when(few)


def test_days_that_leave_no_room_are_refused() -> None:
    week = make_program("one", dates=fact({"start": "2027-03-01", "end": "2027-03-07"}))
    assert planned(week).schedule.study
    with pytest.raises(UsageError, match="no study day of yours lies between 2027-03-01 and"):
        planned(week, StudyDays((SUN,)))
    one_day = make_program("one", dates=fact({"start": "2027-03-01", "end": "2027-03-01"}))
    assert planned(one_day).schedule.study is None


@pytest.mark.parametrize("program", BUNDLED.programs, ids=lambda program: program.id)
@pytest.mark.parametrize("hours", [3, 7.3, 40])
def test_the_blocks_make_up_the_study_that_a_program_needs(program: Program, hours: float) -> None:
    profile = Profile(role="physician", hours_per_week=hours)
    found = plan(rank(BUNDLED, profile), program, SUNDAY, MONDAY)
    study, work = found.schedule.study, workload(program)
    if not study:
        return
    blocks = seconds(study)
    assert study.first <= min(blocks) <= max(blocks) < study.until
    if work and study.needed() is None:
        assert sum(blocks.values()) == pytest.approx(work * 3600, abs=60)
    if work and follows_hours(program):
        assert by_week(study, blocks)[:-1] == [hours * 3600] * (len(by_week(study, blocks)) - 1)


def test_the_end_of_all_dates_is_no_error() -> None:
    until = date(9999, 12, 20)
    assert (
        at_own_pace(
            date(9999, 12, 1), until, 5, 15, StudyDays(off=((date(9999, 12, 1), date.max),))
        )
        is None
    )
    assert within(date(9999, 12, 20), date.max, 5, 5, None, NOTHING)


def test_time_off_without_an_end_is_refused_and_is_not_searched_for_long() -> None:
    ranges = ((MONDAY, date.max), *((date(2000 + one, 1, 1), date.max) for one in range(400)))
    with pytest.raises(UsageError, match="too few study days of yours lie between") as caught:
        at_own_pace(MONDAY, MONDAY + timedelta(weeks=8), 5, 40, StudyDays(off=ranges))
    assert caught.value.code == "value_out_of_range"


@given(TIME_OFF, st.dates(date(2026, 10, 1), date(2027, 8, 1)))
def test_a_day_is_free_outside_of_every_range_of_time_off(
    off: tuple[tuple[date, date], ...], day: date
) -> None:
    assert StudyDays(off=off).free()(day) == all(not a <= day <= b for a, b in off)


@pytest.mark.parametrize(
    ("at", "lengths"), [(23 * 60, [3600] * 3 + [720]), (22 * 60, [3600] * 2 + [4320])]
)
def test_a_short_rest_joins_the_block_before_only_if_that_ends_by_midnight(
    at: int, lengths: list[int]
) -> None:
    _, blocks = paced(MONDAY, 2, 3.2, StudyDays((MON, WED), at))
    assert list(blocks.values()) == lengths


# Words


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon,wed,sat", (MON, WED, SAT)), (" Sat , MONDAY;wed", (MON, WED, SAT)),
        ("tues thurs", (TUE, THU)), ("mo,tu,we,th,fr,sa,su", tuple(range(7))),
        ("mon-fri", (0, 1, 2, 3, 4)), ("sat - mon", (MON, SAT, SUN)), ("weekdays", (0, 1, 2, 3, 4)),
        ("Weekends", (SAT, SUN)), ("saturdays", (SAT,)), ("mon,mon", (MON,)), ("sun.", (SUN,)),
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(text: str, days: tuple[int, ...]) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("18:30", 1110), ("6:30pm", 1110), (" 6:30 P.M. ", 1110), ("6.30 pm", 1110), ("18.30", 1110),
        ("18h30", 1110), ("18", 1080), ("7am", 420), ("12am", 0), ("12:15 am", 15), ("noon", 720),
        ("midnight", 0), ("0:05", 5), ("7:00", 420),
    ],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(text: str, minutes: int) -> None:
    assert read_time(text) == minutes


@pytest.mark.parametrize(
    "text", ["2026-12-24..2027-01-02", "2026-12-24 .. 2027-01-02", "2026-12-24 to 2027-01-02"]
)
def test_time_off_is_read_as_people_write_it(text: str) -> None:
    assert read_time_off(text) == (date(2026, 12, 24), date(2027, 1, 2))
    assert read_time_off(" 2026-12-24 ") == (date(2026, 12, 24), date(2026, 12, 24))


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (["--days", "mittwoch"], "--days: 'mittwoch' is no day of the week", "--days mon,wed,sat"),
        (["--days", "wendesday"], "'wendesday' is no day", "did you mean 'wednesday'"),
        (["--days", "t"], "'t' is no day", "--days mon,wed,sat"),
        (["--days", ""], "--days: names no day", "--days mon,wed,sat"),
        (["--days", "mon", "--hours", "60"], "60 hours a week do not fit into 1 day", "name more days"),
        (["--at", "7"], "--at: '7' can be 7:00 or 19:00", "write 7:00 or 19:00"),
        (["--at", "24:00"], "there is no '24:00'", "--at 18:30"),
        (["--at", "13pm"], "there is no '13pm'", "--at 18:30"),
        (["--at", "evening"], "'evening' is no time of day", "--at 18:30"),
        (["--at", "23:30"], "a block of 1 hour 40 minutes from then on ends after midnight", "begin earlier"),
        (["--off", "christmas"], "--off: 'christmas' is not a date", "--off 2026-12-24..2027-01-02"),
        (["--off", "2026-12-32"], "there is no day 2026-12-32", "--off 2026"),
        (["--off", "2027-01-02..2026-12-24"], "2026-12-24 is before 2027-01-02", "--off 2026-12-24..2027-01-02"),
        (["--holidays", "Atlantis"], "no holidays known of 'Atlantis'", "--holidays US"),
        (["--holidays", "US-ZZ"], "unknown region 'ZZ' of US", "its regions are AK, AL,"),
        (["--earned", "soon"], "--earned: 'soon' is not a date", "--earned 2027-03-01"),
        (["--earned", "2026-01-01", "--days", "mon", "--off", "2026-12-24"], "--earned: what you have earned", "leave out --days and --off"),
    ],
)  # fmt: skip
def test_a_mistake_ends_in_one_line_and_a_hint(
    cli: Cli, words: list[str], message: str, hint: str
) -> None:
    run = cli("plan", "stanford", "--role", "physician", "--hours", "5", *words)
    assert (run.code, run.out) == (2, "")
    first, second = run.err.splitlines()
    assert message in first
    assert hint in second


@pytest.mark.parametrize("words", [("--days", "mon"), ("--at", "18:00"), ("--off", "2027-01-04")])
def test_what_is_said_of_study_days_is_never_silently_left_aside(
    cli: Cli, words: tuple[str, str]
) -> None:
    aside = "your study days, time of day and time off are left aside."
    said = f"Without your hours a week no study blocks can be laid out: {aside}"
    plan = ("plan", "stanford", "--role", "nurse", *words)
    assert said in " ".join(cli(*plan).out.split())
    assert said in json.loads(cli(*plan, "--json").out)["notes"]
    assert aside not in " ".join(cli(*plan, "--hours", "4").out.split())


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("abaim", "It fills whole days of its own, so no study blocks are laid out"),
        ("liverpool", "Without a day on which it ends no study blocks can be laid out"),
    ],
)
def test_a_plan_without_blocks_says_what_lacks(cli: Cli, program: str, why: str) -> None:
    run = cli("plan", program, "--role", "nurse", "--hours", "4", "--days", "mon")
    assert f"{why}: your study days" in " ".join(run.out.split())


def test_nothing_is_said_of_study_days_to_who_says_none(cli: Cli) -> None:
    assert "study blocks" not in cli("plan", "stanford", "--role", "nurse").out


def test_json_says_when_the_blocks_are(cli: Cli) -> None:
    words = ("plan", "stanford", "--role", "physician", "--hours", "5", "--start", "2026-11-23")
    document = cli(
        *words, "--days", "mon,thu", "--off", "2026-12-28", "--holidays", "US", "--json"
    ).json()
    assert document["study"] == {
        "days": ["monday", "thursday"], "at": "18:30", "minutes": 150, "assumed": ["at"],
        "off": [{"start": "2026-12-28", "end": "2026-12-28"}],
        "holidays": [
            {"date": "2026-11-26", "name": "Thanksgiving Day"},
            {"date": "2027-01-18", "name": "Martin Luther King Jr. Day"},
            {"date": "2027-02-15", "name": "Washington's Birthday"},
        ],
    }  # fmt: skip
