"""A plan's calendar: the events that it has, and how a new file takes the place of an old one."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from calendar_readers import Read, recurring
from conftest import PINNED, Run
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from making import BUNDLED, fact, make_catalog, make_program

from certpick import Plan, Program, plan, rank
from certpick.errors import CertpickError
from certpick.planning.study import StudyDays
from certpick.profile.profile import Profile
from certpick.render.calendar import plan_calendar
from certpick.render.phrases import address

Cli = Callable[..., Run]
SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
RENEWED = [
    one for one in BUNDLED.programs if one.facts.renewal_years and one.facts.renewal_years.value
]
WINDOW = {"system": "ama-pra-1", "amount": 12, "end": "2026-12-31"}


def planned(
    program: Program, start: date | None = MONDAY, said: StudyDays | None = None,
    earned: date | None = None, /, **answers: Any,
) -> Plan:  # fmt: skip
    """Return the plan of a program for somebody with five hours a week."""
    profile = Profile.model_validate({"role": "physician", "hours_per_week": 5, **answers})
    return plan(rank(make_catalog(program), profile), program, SUNDAY, start, said, earned)


def written(
    program: Program, zone: ZoneInfo = BERLIN, start: date | None = MONDAY, /, **answers: Any
) -> bytes:
    """Return the calendar of such a plan."""
    return plan_calendar(planned(program, start, **answers), zone, NOON)


def kept(program: Program, earned: date) -> bytes:
    """Return the calendar of somebody who has earned a program."""
    return plan_calendar(planned(program, None, None, earned), BERLIN, NOON)


def course(hours: float = 40, **facts: Any) -> Program:
    """Return a program of so many hours at one's own pace."""
    return make_program("one", total_hours=fact(hours), pacing=fact("self-paced"), **facts)


def cohort(**facts: Any) -> Program:
    """Return a program of ten weeks at four to five hours."""
    return make_program(
        "one", pacing=fact("cohort"), weeks=fact({"amount": 10, "unit": "program"}),
        hours_per_week=fact({"low": 4, "high": 5}), **facts,
    )  # fmt: skip


def events(content: bytes, name: str = "one") -> dict[str, Any]:
    """Return the events of a program by their kind, as icalendar reads them."""
    return {uid.removesuffix(f"-{name}@certpick"): event for uid, event in by_uid(content).items()}


def by_uid(content: bytes) -> dict[str, Any]:
    """Return all events."""
    return {str(event["UID"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


def study(content: bytes) -> list[tuple[datetime, datetime]]:
    """Return each study block as recurring_ical_events expands it."""
    expanded = recurring_ical_events.of(Calendar.from_ical(content)).between(
        date(2026, 1, 1), date(2060, 1, 1)
    )
    return sorted(
        (event["DTSTART"].dt, event["DTEND"].dt)
        for event in expanded
        if str(event["UID"]).startswith(("study", "last"))
    )


def total(blocks: list[tuple[datetime, datetime]]) -> timedelta:
    """Return the time in all blocks."""
    return sum(((end - begin) for begin, end in blocks), timedelta())


# Study


def test_five_hours_a_week_are_three_evenings_until_the_finish() -> None:
    content = written(course())
    blocks = study(content)
    assert len(blocks) == 8 * 3
    assert {begin.weekday() for begin, _ in blocks} == {0, 1, 2}
    assert blocks[0] == (
        datetime(2026, 11, 23, 18, 30, tzinfo=BERLIN), datetime(2026, 11, 23, 20, 10, tzinfo=BERLIN),
    )  # fmt: skip
    assert total(blocks) == timedelta(hours=40)
    assert events(content)["finish"]["DTSTART"].dt == date(2027, 1, 18)


def test_the_last_block_is_what_is_left() -> None:
    blocks = study(written(course(400), hours_per_week=7))
    assert total(blocks) == timedelta(hours=400)
    assert {end - begin for begin, end in blocks[:-1]} == {timedelta(minutes=105)}
    assert blocks[-1][1] - blocks[-1][0] == timedelta(minutes=60)


def test_days_off_are_left_out_and_the_rest_follows() -> None:
    said = StudyDays((0, 3), 7 * 60, ((date(2026, 12, 24), date(2027, 1, 1)),))
    blocks = study(plan_calendar(planned(course(), MONDAY, said), BERLIN, NOON))
    assert {begin.time().isoformat() for begin, _ in blocks} == {"07:00:00"}
    days = [begin.date() for begin, _ in blocks]
    assert {day.weekday() for day in days} == {0, 3}
    assert not [day for day in days if date(2026, 12, 24) <= day <= date(2027, 1, 1)]
    assert total(blocks) == timedelta(hours=40)


def test_a_single_block_is_two_halves_in_a_row() -> None:
    """So that each file has both events, and a second leaves none of a first one behind."""
    first, second = study(written(course(1)))
    assert first[1] == second[0]
    assert total([first, second]) == timedelta(hours=1)


def test_a_block_says_what_to_study_and_where() -> None:
    link = "https://example.org/course"
    topics = [{"topic": name, "source": "course-list"} for name in ("ehr-data", "diagnostic-ai")]
    program = course(url=fact(link), topics=topics)
    for kind in ("study", "last"):
        event = events(written(program))[kind]
        assert event["URL"] == link
        assert event["DESCRIPTION"] == (
            f"To study, of your core topics: diagnostic AI. Then: EHR data.\n{link}"
        )
    unknown = events(written(course()))["study"]
    assert unknown["DESCRIPTION"] == "What it teaches is not stated: ask for its syllabus."
    assert "URL" not in unknown


def test_a_program_without_an_address_links_to_its_providers_page() -> None:
    found = {one.id: address(one, BUNDLED) for one in BUNDLED.programs}
    with_own = {one.id: one.facts.url.value for one in BUNDLED.programs if one.facts.url}
    assert with_own.items() <= found.items()
    assert sum(map(bool, found.values())) > len(with_own)


def test_hours_that_are_too_few_are_told_in_the_event() -> None:
    few = written(cohort(), hours_per_week=2)
    assert (
        "Your 2 hours a week are too few: it takes about 4.5 hours a week. These blocks make "
        in (events(few)["study"]["DESCRIPTION"])
    )
    assert total(study(few)) == timedelta(hours=20)
    assert "too few" not in events(written(cohort(), hours_per_week=40))["study"]["DESCRIPTION"]


def test_a_cohort_keeps_its_own_hours_where_the_user_names_none() -> None:
    blocks = study(written(cohort(), hours_per_week=None))
    assert total(blocks) == timedelta(hours=45), "ten weeks at the middle of four to five hours"


def test_a_session_of_one_day_has_no_room_to_study() -> None:
    dates = fact({"start": "2027-03-01", "end": "2027-03-01"})
    found = events(written(make_program("one", dates=dates), BERLIN, None))
    assert found.keys() == {"course", "finish"}


def test_four_hundred_weeks_and_more_can_be_written() -> None:
    assert len(study(written(course(), hours_per_week=0.1))) == 400
    assert written(course(100_000), hours_per_week=1)


def test_a_course_of_days_has_its_days_and_no_study_in_the_evening() -> None:
    """Also without hours a week: two days from a Monday end on the Tuesday."""
    two_days = fact({"amount": 2, "unit": "program", "measure": "days"})
    program = make_program("one", weeks=two_days, pacing=fact("cohort"))
    found = events(written(program, hours_per_week=None))
    assert set(found) == {"course", "finish"}
    assert (found["course"]["DTSTART"].dt, found["course"]["DTEND"].dt) == (
        MONDAY, MONDAY + timedelta(days=2),
    )  # fmt: skip
    assert found["finish"]["DTSTART"].dt == MONDAY + timedelta(days=1)
    own_pace = make_program("one", weeks=two_days, total_hours=fact(12), pacing=fact("self-paced"))
    assert "study" in events(written(own_pace))


# What else there is


def test_an_exam_is_a_proposal_and_only_where_there_is_one() -> None:
    exam = events(written(course(proctored=fact(True))))["exam"]
    assert exam["SUMMARY"] == "Exam: agree the date with the provider"
    assert exam["DTSTART"].dt == date(2027, 1, 18)
    assert "proposal" in exam["DESCRIPTION"]
    assert "exam" in events(written(course(exam_minutes=fact(120))))
    assert "exam" not in events(written(course(proctored=fact(False))))
    assert "exam" not in events(written(course()))


def test_what_expires_has_an_alarm_and_a_plain_event_ahead() -> None:
    """Google and Outlook drop alarms of a file."""
    program = course(renewal_years=fact(2), renewal=fact("20 CPE credits"))
    found = events(written(program))
    assert found["renewal"]["DTSTART"].dt == date(2029, 1, 18)
    assert "20 CPE credits" in found["renewal"]["DESCRIPTION"]
    (alarm,) = found["renewal"].walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(days=-90)
    assert (alarm["ACTION"], bool(alarm["DESCRIPTION"])) == ("DISPLAY", True)
    assert found["notice"]["DTSTART"].dt == date(2028, 10, 20)
    assert found["notice"]["SUMMARY"].startswith("Renew by 2029-01-18: ")
    assert "20 CPE credits" in found["notice"]["DESCRIPTION"]
    assert not found["notice"].walk("VALARM")
    assert "renewal" not in events(written(course(renewal_years=fact(0))))


def test_a_credit_that_ends_is_in_the_calendar_and_in_the_plan() -> None:
    program = course(ce_credit=fact([WINDOW, {**WINDOW, "end": "2026-01-31"}]))
    found = events(written(program, cme="helpful"))
    assert {kind for kind in found if kind.startswith("credit")} == {"credit-1"}
    assert found["credit-1"]["DTSTART"].dt == date(2026, 12, 31)
    assert found["credit-1"]["DESCRIPTION"] == (
        "Its AMA PRA Category 1 credit ends on 2026-12-31, while you still study."
    )
    assert "credit-1" not in events(written(program, cme="no"))


@pytest.mark.parametrize(
    ("end", "day", "words"),
    [
        ("2026-12-31", date(2026, 12, 31), "ends on 2026-12-31, while you still study"),
        ("2026-12", date(2026, 12, 1), "ends in 2026-12, while you still study"),
        ("2026-11-22", date(2026, 11, 22), "ends on 2026-11-22, before you start"),
        ("2027-06-30", date(2027, 6, 30), "ends on 2027-06-30, after you finish"),
    ],
)
def test_a_session_in_which_one_sets_the_pace_ends_in_both(end: str, day: date, words: str) -> None:
    program = course(dates=fact({"start": "2026-09-01", "end": end}))
    ends = events(written(program))["session"]
    assert ends["DTSTART"].dt == day
    assert words in ends["DESCRIPTION"]
    over = course(dates=fact({"start": "2026-09-01", "end": "2026-11-21"}))
    assert "session" not in events(written(over))


def test_whole_days_have_no_time_and_block_nothing() -> None:
    dates = fact({"start": "2026-09-01", "end": "2027-01-01"})
    found = events(written(course(renewal_years=fact(2), proctored=fact(True), dates=dates)))
    for kind in ("finish", "exam", "renewal", "notice", "session"):
        assert type(found[kind]["DTSTART"].dt) is date
        assert found[kind]["TRANSP"] == "TRANSPARENT"


def test_the_file_keeps_to_the_form_of_rfc_5545() -> None:
    program = course(renewal_years=fact(2), renewal=fact("Ä" * 200 + "; a, b"))
    content = written(program)
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert "Ä" * 200 + "; a, b" in events(content)["renewal"]["DESCRIPTION"]
    parsed = Calendar.from_ical(content)
    assert (parsed["VERSION"], parsed["PRODID"]) == ("2.0", "-//certpick//certpick plan//EN")
    assert parsed["METHOD"] == "PUBLISH"
    assert len(parsed.walk("VTIMEZONE")) == 1
    assert b"VTIMEZONE" not in written(program, ZoneInfo("UTC"))
    uids = [str(event["UID"]) for event in parsed.walk("VEVENT")]
    assert len(set(uids)) == len(uids)
    for stamp in (b"DTSTAMP", b"LAST-MODIFIED"):
        assert content.count(stamp + b":20261122T120000Z\r\n") == len(uids)


def test_a_course_on_the_last_of_all_days_is_an_error_that_says_so() -> None:
    two_days = fact({"amount": 2, "unit": "program", "measure": "days"})
    program = make_program("one", weeks=two_days, pacing=fact("cohort"))
    for start in (date(9999, 12, 30), date.max):
        with pytest.raises(CertpickError, match="after the year 9999") as caught:
            written(program, BERLIN, start)
        assert caught.value.code == "nothing_to_write"


# What comes after


@pytest.mark.parametrize("program", RENEWED, ids=lambda program: program.id)
def test_every_renewal_of_the_catalogue_reaches_a_calendar(program: Program) -> None:
    found = events(kept(program, MONDAY), program.id)
    assert set(found) == {"finish", "renewal", "notice"}
    assert found["finish"]["SUMMARY"].startswith("Earned: ")
    assert found["finish"]["DTSTART"].dt == MONDAY
    years = program.facts.renewal_years
    assert years
    expires = MONDAY.replace(year=MONDAY.year + int(years.value))
    assert found["renewal"]["DTSTART"].dt == expires
    assert found["notice"]["DTSTART"].dt == expires - timedelta(days=90)
    for kind in ("renewal", "notice"):
        about = found[kind]["DESCRIPTION"]
        takes = program.facts.renewal
        said = f"It takes {takes.value}. " if takes else "What it takes is not stated. "
        every = f"Each renewal, every {years.value:g} years: "
        assert f"{said}{every}" in about
        fees = [fee for fee in program.facts.fees if fee.kind == "renewal"]
        assert ("not stated" in about.partition(every)[2]) == (not fees)


def test_what_is_due_already_is_brought_to_mind_today() -> None:
    found = events(kept(course(renewal_years=fact(2)), date(2025, 1, 10)))
    assert found["renewal"]["DTSTART"].dt == date(2027, 1, 10)
    assert found["notice"]["DTSTART"].dt == SUNDAY


@pytest.mark.parametrize(
    ("years", "earned", "why"),
    [
        (None, MONDAY, "nobody states whether it expires"),
        (0, MONDAY, "it does not expire"),
        (2, date(2024, 1, 10), "it expired on 2026-01-10"),
        (100, date(9950, 1, 1), "after the year 9999"),
    ],
)
def test_nothing_to_renew_is_an_error_that_says_why(
    years: float | None, earned: date, why: str
) -> None:
    program = course() if years is None else course(renewal_years=fact(years))
    with pytest.raises(CertpickError, match=why) as caught:
        kept(program, earned)
    assert caught.value.hint


def test_the_command_says_what_comes_after(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "kept.ics"
    words = ("plan", "cphims", "--role", "administrator", "--earned", "2026-10-01")
    run = cli(*words, "--ics", str(path), "--time-zone", "UTC")
    assert (run.code, run.err) == (0, "")
    said = " ".join(run.out.split())
    assert "What comes after you earned it on 2026-10-01." in said
    assert "it expires on 2029-10-01, so begin by 2029-07-03" in said
    assert "It takes 45 hours of continuing education" in said
    for heading in ("When", "What you need first", "Exam"):
        assert f"\n{heading}\n" not in run.out
    assert b"DTSTART;VALUE=DATE:20290703" in path.read_bytes()
    document = cli(*words, "--json").json()
    assert document["earned"] == "2026-10-01"
    assert (document["start"], document["finish"], document["study"]) == (None, None, None)
    assert (document["renewal"]["date"], document["renewal"]["notice"]) == (
        "2029-10-01", "2029-07-03",
    )  # fmt: skip
    assert {one["about"] for one in document["questions"]} <= {"renewal", "renewal_years"}


def test_a_plan_without_dates_says_what_would_give_them(cli: Cli, tmp_path: Path) -> None:
    words = ("plan", "iabac", "--role", "administrator", "--hours", "5")
    run = cli(*words, "--ics", str(tmp_path / "b.ics"), "--time-zone", "UTC")
    assert run.code == 1
    assert "--earned 2027-03-01 writes when to renew it" in run.err.splitlines()[1]
    assert "--earned and the day give you the date" in " ".join(run.out.split())
    assert list(tmp_path.iterdir()) == []


def test_an_expired_or_future_day_is_said(cli: Cli) -> None:
    words = ("plan", "cphims", "--role", "administrator", "--earned")
    past = " ".join(cli(*words, "2020-10-01").out.split())
    assert "it expired on 2023-10-01 unless you have renewed it" in past
    future = " ".join(cli(*words, "2031-10-01").out.split())
    assert "The day on which you earn it, 2031-10-01, is to come." in future


# Again


Store = dict[str, Any]


def imported(store: Store, content: bytes) -> Store:
    """Return what a calendar holds after an import by the rule of RFC 5546 (2.1.5).

    An event takes the place of one with its UID if its SEQUENCE is higher, or is the same
    and its DTSTAMP later.
    """

    def age(event: Any) -> tuple[int, datetime]:
        return int(event["SEQUENCE"]), event["DTSTAMP"].dt

    new = dict(store)
    for uid, event in by_uid(content).items():
        if uid not in new or age(new[uid]) < age(event):
            new[uid] = event
    return new


def expanded(store: Store) -> list[Read]:
    """Return all events of a calendar."""
    calendar = Calendar()
    for event in store.values():
        calendar.add_component(event)
    return recurring(calendar.to_ical())


ANSWERS = st.tuples(
    st.dates(date(2026, 11, 23), date(2027, 6, 1)),
    st.sampled_from([1, 2, 4.5, 5, 7.3, 13, 20]),
    st.sampled_from([(), (0, 2, 5), (6,), (0, 1, 2, 3, 4, 5, 6)]),
    st.sampled_from([(), ((date(2026, 12, 20), date(2027, 1, 5)),)]),
    st.sampled_from(["Europe/Berlin", "America/New_York", "UTC"]),
)
PROGRAMS = (
    course(renewal_years=fact(2)), course(1), course(2.5, proctored=fact(True)), cohort(),
    course(dates=fact({"start": "2026-09-01", "end": "2027-02-01"}), ce_credit=fact([WINDOW])),
    make_program("one", weeks=fact({"amount": 2, "unit": "program", "measure": "days"})),
)  # fmt: skip


@given(st.sampled_from(PROGRAMS), st.lists(ANSWERS, min_size=2, max_size=3))
@settings(max_examples=40)
def test_a_file_with_other_answers_leaves_nothing_of_the_one_before(
    program: Program, answers: list[tuple[Any, ...]]
) -> None:
    store: Store = {}
    for place, (start, hours, days, off, zone) in enumerate(answers):
        if hours > 10 and days == (6,):
            days = ()
        found = planned(program, start, StudyDays(days, None, off), hours_per_week=hours)
        moment = NOON + timedelta(seconds=place)
        content = plan_calendar(found, ZoneInfo(zone), moment)
        store = imported(store, content)
        assert expanded(store) == recurring(content)


def test_an_older_file_changes_nothing() -> None:
    newer = plan_calendar(planned(course()), BERLIN, NOON)
    older = plan_calendar(planned(course(), date(2027, 2, 1)), BERLIN, NOON - timedelta(seconds=1))
    assert expanded(imported(imported({}, newer), older)) == recurring(newer)


def test_what_was_earned_takes_the_place_of_what_was_planned() -> None:
    program = course(renewal_years=fact(2))
    store = imported({}, plan_calendar(planned(program), BERLIN, NOON))
    later = plan_calendar(
        planned(program, None, None, date(2026, 12, 1)), BERLIN, NOON + timedelta(days=30)
    )
    after = {uid.partition("-")[0]: event for uid, event in imported(store, later).items()}
    assert after["finish"]["SUMMARY"].startswith("Earned")
    assert after["renewal"]["DTSTART"].dt == date(2028, 12, 1)
    assert after["notice"]["DTSTART"].dt == date(2028, 9, 2)


def test_the_sequence_is_a_small_whole_number_that_grows_with_time() -> None:
    """Google takes none of more than 31 bits."""

    def sequence(moment: datetime) -> int:
        return int(events(plan_calendar(planned(course()), BERLIN, moment))["finish"]["SEQUENCE"])

    moments = [NOON, NOON + timedelta(seconds=1), NOON + timedelta(days=1)]
    assert sorted({*map(sequence, moments)}) == list(map(sequence, moments))
    assert sequence(datetime(2001, 1, 1, tzinfo=UTC)) == 0
    assert sequence(datetime(2090, 1, 1, tzinfo=UTC)) < 2**31


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


@pytest.mark.parametrize("program", BUNDLED.programs, ids=lambda program: program.id)
def test_every_bundled_program_with_a_finish_has_a_calendar(program: Program) -> None:
    profile = Profile(role="physician", hours_per_week=5)
    found = plan(rank(BUNDLED, profile), program, SUNDAY, MONDAY)
    if found.schedule.finish:
        length = program.facts.weeks
        kind = "course" if length and length.value.measure == "days" else "study"
        assert {kind, "finish"} <= set(events(plan_calendar(found, BERLIN, NOON), program.id))
