"""A plan says what facts say: dates, cost, renewal, and a question for each unknown."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from making import (
    BUNDLED,
    ROLES,
    SETTLED,
    SIX,
    catalogs,
    confirmed,
    fact,
    make_catalog,
    make_program,
    profiles,
)

from certpick import Catalog, Plan, Profile, Program, plan, rank
from certpick.catalog.dates import later, next_monday, span, years_later
from certpick.catalog.fact_text import fact_text
from certpick.catalog.facts import FACT_NAMES
from certpick.cli.clock import today
from certpick.errors import CertpickError, UsageError
from certpick.explaining.asking import NEEDS, QUESTIONS, settled_by
from certpick.explaining.explanation import explain
from certpick.planning.questions import Question
from certpick.profile.options import read_date
from certpick.render.calendar import plan_calendar
from certpick.render.documents.plan import plan_document
from certpick.render.encode import as_json
from certpick.render.plan import plan_page, plan_sections, plan_verdict
from certpick.render.streams import Surface

Cli = Callable[..., Run]
GOLDEN = Path(__file__).parent / "golden"
SUNDAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)
DAYS = st.dates(date(1970, 1, 1))
WIDE = Surface(80, False, True)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 2026-11-22


def planned(
    program: Program, start: date | None = None, day: date = SUNDAY, /, **answers: Any
) -> Plan:
    """Return the plan of a program that is alone in its catalogue."""
    profile = Profile.model_validate({"role": "physician", **answers})
    return plan(rank(make_catalog(program), profile), program, day, start)


def bundled(name: str, start: date | None = None, /, **answers: Any) -> Plan:
    """Return the plan of a bundled program."""
    profile = Profile.model_validate({"role": "physician", **answers})
    return plan(rank(SETTLED, profile), SETTLED.find(name), SUNDAY, start)


def said(found: Plan, title: str) -> str:
    """Return the sentences under a heading."""
    return " ".join(next(one.sentences for one in plan_sections(found) if one.title == title))


def asked(found: Plan, about: str) -> Question | None:
    """Return the question about a fact."""
    return next((one for one in found.questions if one.about == about), None)


def new(value: Any) -> dict[str, Any]:
    """Return a fact that was checked lately."""
    return fact(value, checked="2026-11-01")


def self_paced(hours: float = 40, **facts: Any) -> Program:
    """Return a program of so many hours that its users pace themselves."""
    return make_program(
        "one", total_hours=fact(hours), pacing=fact("self-paced"), **facts
    )  # fmt: skip


def cohort(**facts: Any) -> Program:
    """Return a program of ten weeks that runs in sessions."""
    weeks = fact({"amount": 10, "unit": "program"})
    return make_program("one", **{"weeks": weeks, "pacing": fact("cohort"), **facts})


# Dates


def test_forty_hours_at_five_a_week_are_eight_weeks_and_two_paid_months() -> None:
    found = bundled("stanford", date(2026, 11, 30), hours_per_week=5)
    assert (found.schedule.weeks, found.schedule.finish) == (8, date(2027, 1, 25))
    assert found.cost.usd == 158
    assert said(found, "What it costs") == (
        "$158: 2 months at $79 (as of 2025). Over 5 years: at least $158; renewal not stated."
    )
    assert "8 weeks at 5 hours a week, about 40 hours in all" in said(found, "When")


def test_without_a_start_it_is_the_next_monday_and_says_so() -> None:
    found = planned(self_paced(), hours_per_week=5)
    assert found.schedule.start == MONDAY
    assert "next Monday; --start changes it" in said(found, "When")
    chosen = planned(self_paced(), MONDAY, hours_per_week=5)
    assert chosen.schedule.finish == found.schedule.finish
    assert "--start" not in said(chosen, "When")


@given(DAYS)
def test_the_next_monday_is_after_today(day: date) -> None:
    monday = next_monday(day)
    if day < date(9999, 12, 25):
        assert monday.weekday() == 0
        assert 1 <= (monday - day).days <= 7


def test_without_hours_the_date_depends_on_them() -> None:
    found = planned(self_paced())
    assert (found.schedule.finish, found.schedule.missing) == (None, "hours")
    assert "depends on your hours a week" in said(found, "When")
    assert "about 40 hours in all" in said(found, "When"), "what is known is said"
    assert asked(found, "weeks") is None, "the user's hours are no question to the provider"


def test_sessions_without_dates_are_a_question_and_a_start_answers_it() -> None:
    found = planned(cohort())
    assert (found.schedule.start, found.schedule.missing) == (None, "dates")
    assert asked(found, "dates")
    assert "10 weeks" in said(found, "When")
    answered = planned(cohort(), date(2027, 3, 1))
    assert answered.schedule.finish == date(2027, 5, 10)


@pytest.mark.parametrize(
    ("dates", "start", "finish", "words"),
    [
        ({"start": "2027-03-01", "end": "2027-05-07"}, None, date(2027, 5, 7), "runs from 2027-03-01 to 2027-05-07"),
        ({"start": "2027-03-01"}, None, date(2027, 5, 10), "By its length it ends by 2027-05-10"),
        ({"start": "2027-03"}, None, None, "runs from 2027-03"),
        ({"start": "2027-03-01", "end": "2027-05-07"}, date(2027, 3, 8), date(2027, 5, 7), "ask whether you can still join"),
        ({"start": "2026-03-01", "end": "2026-05"}, None, None, "last session that is stated ran from 2026-03-01 to 2026-05"),
        ({"start": "2026-03-01", "end": "2026-05"}, date(2027, 3, 1), date(2027, 5, 10), "ask for the next"),
    ],
)  # fmt: skip
def test_a_session_that_is_stated_counts_unless_it_is_over(
    dates: dict[str, str], start: date | None, finish: date | None, words: str
) -> None:
    found = planned(cohort(dates=fact(dates)), start)
    assert found.schedule.finish == finish
    assert words in said(found, "When")
    over = dates["start"] < "2027"
    assert (asked(found, "dates") is not None) == over
    assert (found.schedule.past is not None) == over


BEGAN = "The last session that is stated began on 2026-11-20"


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (None, f"{BEGAN}; ask for the next, then --start gives dates."),
        ("2027-02", f"{BEGAN} and ends in 2027-02; ask for the next, then --start gives dates."),
    ],
)
def test_a_session_that_has_begun_is_none_to_join(end: str | None, words: str) -> None:
    program = cohort(dates=fact({"start": "2026-11-20", **({"end": end} if end else {})}))
    found = planned(program, hours_per_week=5)
    assert found.schedule[:3] == (None, None, 10.0)
    assert (found.schedule.session, found.schedule.missing) == (None, "dates")
    assert said(found, "When").startswith(words)
    assert [one.why for one in found.questions if one.about == "dates"] == [f"{BEGAN}."]
    with pytest.raises(CertpickError, match="nobody states when its next session starts"):
        plan_calendar(found, ZoneInfo("UTC"), datetime(2026, 11, 22, tzinfo=UTC))
    then = planned(program, date(2027, 1, 4), hours_per_week=5)
    assert (then.schedule.session, then.schedule.finish) == (None, date(2027, 3, 15))


def test_a_session_begins_today_at_the_latest_to_be_joined() -> None:
    assert planned(cohort(dates=fact({"start": str(SUNDAY)}))).schedule.start == SUNDAY
    month = planned(cohort(dates=fact({"start": "2026-11", "end": "2027-02-01"})))
    assert month.schedule.session, "it may yet begin"


def test_who_said_to_have_begun_by_then_is_told_whom_the_dates_are_for() -> None:
    program = cohort(dates=fact({"start": "2026-11-20"}))
    found = planned(program, date(2026, 11, 18))
    assert (found.schedule.start, found.schedule.finish) == (date(2026, 11, 20), date(2027, 1, 29))
    assert f"{BEGAN}: this plan is for you if you have joined it." in said(found, "When")
    assert [one.why for one in found.questions if one.about == "dates"] == [f"{BEGAN}."]
    assert planned(program, date(2026, 11, 21)).schedule.session is None, "too late for it"


def test_who_has_dates_has_sessions_unless_the_pace_is_the_users() -> None:
    dates = fact({"start": "2027-03-01", "end": "2027-05-07"})
    assert planned(make_program("one", dates=dates)).schedule.finish == date(2027, 5, 7)
    own = planned(self_paced(dates=dates), hours_per_week=40)
    assert own.schedule.finish == MONDAY + timedelta(weeks=1)


def test_an_unknown_length_gives_no_date_but_a_question() -> None:
    found = bundled("iabac", hours_per_week=5)
    assert (found.schedule.finish, found.schedule.missing) == (None, "length")
    assert asked(found, "weeks") == Question("weeks", QUESTIONS["weeks"], None)


def test_five_hours_at_four_a_week_are_two_weeks_also_where_nobody_states_the_pace() -> None:
    found = bundled("stfm", hours_per_week=4)
    assert (found.schedule.weeks, found.schedule.finish) == (2, date(2026, 12, 7))
    assert "if it can begin then; finish by 2026-12-07. It takes 2 weeks at 4 hours" in said(
        found, "When"
    )
    assert found.questions[0].about == "pacing", "it rests on the pace"
    assert asked(found, "weeks") is None
    assert bundled("stfm").schedule.missing == "hours"
    late = bundled("stfm", hours_per_week=4, weeks=1)
    assert [need.kind for need in late.ruled_out.reasons] == ["weeks"] if late.ruled_out else False
    in_time = bundled("stfm", hours_per_week=4, weeks=2).case.standing.unknown
    assert "takes 2 weeks if the pace is yours" in [need.detail for need in in_time]


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({"start": "2026-02-01", "end": "2026-02-09"}, "It takes 9 days"),
        ({"start": "2026-03-02", "end": "2026-05-08"}, "It takes 10 weeks"),
        ({"start": "2026-03", "end": "2026-05"}, "nobody states how long it takes"),
        ({"start": "2026-03-02"}, "nobody states how long it takes"),
    ],
)
def test_a_session_tells_the_length_that_nothing_else_does(
    dates: dict[str, str], words: str
) -> None:
    found = planned(make_program("one", dates=fact(dates)), date(2027, 3, 1))
    assert words in said(found, "When")
    two = fact({"amount": 2, "unit": "program"})
    known = planned(make_program("one", dates=fact(dates), weeks=two), date(2027, 3, 1))
    assert "It takes 2 weeks" in said(known, "When")


def test_a_start_after_the_last_session_is_not_asked_for_again() -> None:
    past = fact({"start": "2026-03-01", "end": "2026-05"})
    program = make_program("one", pacing=fact("cohort"), dates=past)
    found = planned(program, date(2027, 3, 5))
    assert said(found, "When") == (
        "No finishing date: nobody states how long it takes. The last session that is stated "
        "ran from 2026-03-01 to 2026-05; ask for the next."
    )
    assert said(planned(program), "When").endswith("ask for the next, then --start gives dates.")


@pytest.mark.parametrize(
    ("weeks", "words"),
    [
        (6, "That is 3 weeks after your deadline of 2027-01-03."),
        (8, "That is 8 days after your deadline of 2027-01-17."),
        (10, None),
    ],
)
def test_the_finish_is_held_against_the_deadline(weeks: float, words: str | None) -> None:
    start = date(2026, 11, 30) if weeks == 8 else date(2026, 11, 29)
    when = said(planned(self_paced(), start, hours_per_week=5, weeks=weeks), "When")
    assert (words or "") in when
    assert ("deadline" in when) == (words is not None)


def test_a_start_in_the_past_is_said() -> None:
    notes = planned(self_paced(), date(2020, 1, 6), hours_per_week=5).notes
    assert "Your start, 2020-01-06, is in the past." in notes
    assert "past" not in " ".join(planned(self_paced(), SUNDAY).notes)


@given(
    DAYS, st.none() | st.dates(), st.none() | st.floats(0.1, 168), st.floats(0.1, 100_000),
    st.sampled_from([0, 2, 2.5, 100]),
)  # fmt: skip
def test_no_date_leaves_the_calendar(
    day: date, start: date | None, hours: float | None, total: float, years: float
) -> None:
    program = self_paced(total, renewal_years=fact(years))
    found = planned(program, start, day, hours_per_week=hours)
    times = found.schedule
    assert (times.finish is None) == (times.missing is not None)
    if times.finish and times.start and hours:
        assert times.finish >= times.start
        assert (times.finish - times.start).days * hours / 7 >= total - 1e-6
    assert plan_page(found, WIDE)
    assert json.loads(as_json(plan_document(found)))


def test_beyond_the_year_9999_there_is_no_date() -> None:
    found = planned(self_paced(100_000), hours_per_week=0.1)
    assert found.schedule.missing == "years"
    assert "year 9999" in said(found, "When")


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2027, 1, 25), 2, date(2029, 1, 25)),
        (date(2028, 2, 29), 1, date(2029, 2, 28)),
        (date(2027, 8, 31), 2.5, date(2030, 2, 28)),
        (date(2027, 1, 25), 0.1, date(2027, 2, 25)),
        (date(9999, 1, 1), 1, None),
    ],
)
def test_years_later(day: date, years: float, expected: date | None) -> None:
    assert years_later(day, years) == expected


def test_days_later_and_what_a_partial_date_spans() -> None:
    assert later(MONDAY, 6.5) == date(2026, 11, 30)
    assert later(date.max, 1) is None
    assert span("2028") == (date(2028, 1, 1), date(2028, 12, 31))
    assert span("2028-02") == (date(2028, 2, 1), date(2028, 2, 29))
    assert span("2028-02-03") == (date(2028, 2, 3), date(2028, 2, 3))


# Money, prerequisites, credit, renewal


@pytest.mark.parametrize(
    ("price", "words"),
    [
        ({"amount": 2990, "currency": "USD", "unit": "program"}, "$2,990 for the whole program."),
        ({"amount": 0, "currency": "USD", "unit": "program"}, "$0 for the whole program."),
        ({"amount": 799, "currency": "USD", "unit": "exam"}, "At least $799: $799 for the exam, what else it takes not stated."),
        ({"amount": 900, "currency": "EUR", "unit": "program"}, "EUR 900 for the whole program, no USD price."),
    ],
)  # fmt: skip
def test_the_cost_is_said_as_far_as_it_is_known(price: dict[str, Any], words: str) -> None:
    found = planned(make_program("one", price=new(price), renewal_years=new(0)))
    assert said(found, "What it costs") == words
    assert (asked(found, "price") is not None) == (found.cost.usd is None)


def test_an_old_fact_shows_its_date_and_an_old_price_is_a_question() -> None:
    price = {"amount": 600, "currency": "USD", "unit": "program"}
    old = planned(make_program("one", price=fact(price, checked="2024-05")))
    assert said(old, "What it costs").startswith("$600 for the whole program (as of 2024-05).")
    question = asked(old, "price")
    assert question
    assert question.why == "The price is as of 2024-05."
    recent = planned(make_program("one", price=new(price)))
    assert "as of" not in said(recent, "What it costs")


def test_prerequisites_are_held_against_the_answers() -> None:
    unknown = planned(make_program("one"), no_programming=True)
    assert unknown.questions[0].about == "programming_required", "it is a need of the user's"
    assert asked(unknown, "prerequisites")
    known = make_program("one", programming_required=new(True), prerequisites=new("A licence."))
    found = planned(known, no_programming=True)
    assert said(found, "What you need first") == (
        "A licence. certpick did not ask about your licence or degree: check this. "
        "It needs programming, which you do not want."
    )
    assert next(plan_verdict(found)) == "Ruled out for you: no-programming: needs programming."
    assert (asked(found, "prerequisites"), asked(found, "programming_required")) == (None, None)


CHECK = "certpick did not ask about your licence or degree: check this."


@pytest.mark.parametrize(
    ("stated", "programming", "words"),
    [
        ("none", None, "No prerequisites. Whether it needs programming is not stated."),
        ("a licence", False, f"A licence. {CHECK} It needs no programming."),
        ("no prior programming is required", False, f"No prior programming is required. {CHECK}"),
    ],
)
def test_prerequisites_are_sentences_and_nothing_is_said_twice(
    stated: str, programming: bool | None, words: str
) -> None:
    known = None if programming is None else new(programming)
    program = make_program("one", prerequisites=new(stated), programming_required=known)
    assert said(planned(program), "What you need first") == words


def test_credit_keeps_its_system_and_its_amount() -> None:
    credit = [{"system": "ama-pra-1", "amount": 25}, {"system": "ancc-contact-hour"}]
    found = planned(make_program("one", ce_credit=new(credit)))
    assert [one[1:3] for one in found.credit or ()] == [
        ("AMA PRA Category 1", 25), ("ANCC contact hours", None),
    ]  # fmt: skip
    words = said(found, "CME or CE credit")
    assert "25 AMA PRA Category 1, ANCC contact hours; amount not stated" in words
    assert words.endswith("Acceptance is decided by your board.")
    none = planned(make_program("one", ce_credit=fact([])))
    assert (none.credit, asked(none, "ce_credit")) == ((), None)
    assert planned(make_program("one")).credit is None


def test_credit_of_another_system_is_a_question_to_the_board() -> None:
    nurse = planned(
        make_program("one", ce_credit=fact([{"system": "ama-pra-1", "amount": 25}])),
        role="nurse-leader", cme="required",
    )  # fmt: skip
    question = asked(nurse, "ce_credit")
    assert question
    assert question.why
    assert "ask your state board of nursing" in question.why


def test_renewal_counts_from_the_finish() -> None:
    program = self_paced(renewal_years=new(2), renewal=new("20 CPE credits."))
    found = planned(program, MONDAY, hours_per_week=5)
    assert found.renewal == (2, date(2028, 10, 20), date(2029, 1, 18), "20 CPE credits.")
    assert (
        said(found, "Renewal") == "Valid for 2 years: renew by 2029-01-18. It takes 20 CPE credits."
    )
    assert asked(found, "renewal") is None
    assert asked(planned(self_paced(renewal_years=fact(2))), "renewal")
    never = planned(self_paced(renewal_years=new(0)), hours_per_week=5)
    assert said(never, "Renewal") == "It does not expire."
    assert never.renewal.date is None


def test_who_is_ruled_out_hears_it_first_and_still_gets_the_plan() -> None:
    found = bundled("harvard", role="physician", budget=3000)
    page = plan_page(found, WIDE).splitlines()
    assert page[3:5] == [
        "Ruled out for you: budget: $1,800 over (costs $4,800).",
        "It comes in with a budget of $4,800.",
    ]
    assert found.questions
    assert (
        list(plan_verdict(bundled("google-ai-essentials")))[-1]
        == "No answer of yours would let it in."
    )
    assert list(plan_verdict(bundled("stanford"))) == []


# Questions


def test_a_claim_and_a_dispute_say_who_says_what() -> None:
    proctored = asked(bundled("iabac"), "proctored")
    assert proctored == Question(
        "proctored", "Is the exam proctored?",
        "The provider itself says yes; confirm it.", "guide",
    )  # fmt: skip
    ranking = rank(BUNDLED, Profile(role="physician", hours_per_week=5))
    price = asked(plan(ranking, BUNDLED.find("stanford"), SUNDAY), "price")
    assert price
    assert price.why
    assert price.why.startswith("Sources disagree: $79 a month; or $79 for the specialization")
    assert price.source == "course-list"


def test_a_source_is_said_to_list_only_the_topics_that_it_lists() -> None:
    question = asked(bundled("iabac", role="administrator"), "topics")
    assert question == Question(
        "topics",
        "Does its syllabus cover AI governance, hospital operations, vendor evaluation and "
        "procurement and strategy and digital transformation?",
        "The provider itself lists AI governance, hospital operations and vendor evaluation and "
        "procurement.",
        "guide",
    )
    unknown = asked(planned(make_program("one"), role="administrator"), "topics")
    assert unknown
    assert "strategy and digital transformation" in unknown.question
    assert unknown.why is None


def test_a_claim_reads_with_its_question() -> None:
    for about, words in (("recognized", "recognised"), ("audience", "for your role")):
        question = asked(bundled("iabac", role="administrator"), about)
        assert question
        assert question.question.startswith("Wh")
        assert question.why == (f"It is said to be {words}, by the provider itself; ask for names.")


def test_whether_an_exam_is_proctored_is_asked_of_an_exam() -> None:
    unknown = asked(planned(make_program("one")), "proctored")
    known = asked(planned(make_program("one", exam_minutes=fact(90))), "proctored")
    assert unknown
    assert known
    assert unknown.question == "Is there an exam, and is it proctored?"
    assert known.question == QUESTIONS["proctored"]


@given(catalogs(least=1), profiles, DAYS, st.none() | DAYS)
def test_every_unknown_that_matters_is_asked_once_what_decides_first(
    drawn: Catalog, profile: Profile, day: date, start: date | None
) -> None:
    ranking = rank(drawn, profile)
    program = drawn.programs[0]
    found = plan(ranking, program, day, start)
    standing = explain(ranking, program).standing
    abouts = [one.about for one in found.questions]
    assert len(abouts) == len(set(abouts))
    assert set(abouts) <= set(QUESTIONS)
    open_facts = {
        "ce_credit" if item.rule.id == "cme" else item.rule.id
        for name, rating in standing.ratings.items() if standing.applicant.weights[name]
        for item in rating.items if item.open
    }  # fmt: skip
    assert open_facts <= set(abouts)
    if program.facts.price is None:
        assert "price" in abouts
    needed = {settled_by(need, standing) for need in standing.unknown} - {None}
    assert set(abouts[: len(needed)]) == needed, "what rules it out or lets it in is first"
    if "ce_credit" in needed:
        assert abouts[0] == "ce_credit"
    if standing.cost.usd is None and "price" in abouts and "price" not in needed:
        assert abouts[len(needed)] == "price"
    if "programming_required" in abouts and not profile.no_programming:
        assert abouts[-1] == "programming_required"


@pytest.mark.parametrize(
    "credit",
    [
        None,
        fact([{"system": "ama-pra-1", "amount": 9, "end": "2026-08-09"}]),
        fact([{"system": "ama-pra-1"}], conflicts=[{"says": "none", "source": "guide"}]),
        fact([{"system": "ancc-contact-hour", "amount": 9}]),
    ],
    ids=["unknown", "ended", "disputed", "another's"],
)
def test_credit_that_is_required_and_open_is_asked_before_all_else(
    credit: dict[str, Any] | None,
) -> None:
    known = {"ce_credit": credit} if credit else {}
    program = make_program("one", status=fact({"state": "paused"}), **known)
    needed = planned(program, cme="required", budget=500, hours_per_week=2, no_programming=True)
    assert [one.about for one in needed.questions[:5]] == [
        "ce_credit", "status", "price", "hours_per_week", "programming_required",
    ]  # fmt: skip
    helpful = [one.about for one in planned(program, cme="helpful").questions]
    assert helpful.index("ce_credit") < helpful.index("weeks")
    unwanted = [one.about for one in planned(program, cme="no").questions]
    assert unwanted.index("weeks") < (*unwanted, "ce_credit").index("ce_credit")
    assert helpful[-1] == unwanted[-1] == "programming_required", "nobody needs it"


def test_what_would_put_a_program_first_is_asked_before_the_rest_of_its_terms() -> None:
    decided = 0
    for profile in (Profile(role=role) for role in ROLES):
        ranking = rank(BUNDLED, profile)
        for standing in ranking.ranked[1:]:
            abouts = [one.about for one in plan(ranking, standing.program, SUNDAY).questions]
            decisive = list(takewhile(lambda one: one not in NEEDS, abouts[1:]))
            if abouts[0] == "price" and decisive and decisive != ["ce_credit"]:
                best = confirmed(standing.program, decisive, ranking.applicant)
                programs = tuple(best if one.id == best.id else one for one in BUNDLED.programs)
                then = rank(replace(BUNDLED, programs=programs), profile)
                assert then.ranked[0].program.id == best.id
                decided += 1
    assert decided


def test_of_the_first_what_its_lead_rests_on_is_asked_before_the_rest_of_its_terms() -> None:
    found = bundled("iabac", role="administrator")
    abouts = [one.about for one in found.questions]
    assert abouts[:2] == ["price", "audience"]
    pick = BUNDLED.find("iabac")
    denied = replace(pick, facts=replace(pick.facts, audience=()))
    programs = tuple(denied if one is pick else one for one in BUNDLED.programs)
    then = rank(replace(BUNDLED, programs=programs), Profile(role="administrator"))
    assert then.ranked[0].program.id != pick.id


@pytest.mark.parametrize(
    ("facts", "answers", "question", "why"),
    [
        (
            {"status": fact({"state": "paused"})},
            {},
            "Is it offered now, or when will it be?",
            "Paused.",
        ),
        (
            {"enrolment": fact({"condition": "members of CHIME"})},
            {},
            "Who exactly may enrol (members of CHIME)?",
            "Open to: members of CHIME.",
        ),
        ({}, {"country": "FR"}, "Is it open to people in France?", "Country not stated."),
        ({}, {"language": "es"}, "Is it taught in Spanish?", "Language not stated."),
    ],
)
def test_what_leaves_it_open_whether_it_fits_is_asked_first(
    facts: dict[str, Any], answers: dict[str, Any], question: str, why: str
) -> None:
    first = planned(make_program("one", **facts), **answers).questions[0]
    assert (first.question, first.why) == (question, why)


def test_whether_the_part_that_fits_is_sold_alone_is_asked() -> None:
    found = bundled("harvard", role="administrator", budget=3000)
    question = asked(found, "parts")
    assert question
    assert question.question == "Can its innovation module be taken alone, and at which price?"


def test_a_larger_effect_is_asked_first() -> None:
    weights = {"domain": 1, "rigor": 98, "portability": 1}
    program = make_program("one")
    abouts = [one.about for one in planned(program, weights=weights, cme="no").questions]
    assert abouts.index("proctored") < abouts.index("audience") < abouts.index("framework")
    nothing = {"domain": 1, "rigor": 0, "portability": 1}
    unweighed = [one.about for one in planned(program, weights=nothing, cme="no").questions]
    assert "proctored" not in unweighed, "it does not matter to this user"


@pytest.mark.parametrize(("high", "words"), [(3, "3"), (4.5, "3 to 4.5")])
def test_hours_a_week_are_a_range_only_where_they_differ(high: float, words: str) -> None:
    known = make_program("one", hours_per_week=fact({"low": 3, "high": high})).facts.hours_per_week
    assert known
    assert fact_text("hours_per_week", known, BUNDLED.roles) == words


def test_every_fact_that_can_be_asked_has_its_words() -> None:
    fees = {"certificate_fee", "membership_fee", "renewal_fee"}
    assert set(QUESTIONS) <= {*FACT_NAMES, *fees}
    assert all(text.endswith("?") for text in QUESTIONS.values())


@pytest.mark.parametrize("program", BUNDLED.programs, ids=lambda program: program.id)
@pytest.mark.parametrize("role", BUNDLED.roles.role_ids)
def test_a_plan_never_urges_anybody_to_buy(program: Program, role: str) -> None:
    found = plan(rank(BUNDLED, Profile(role=role, hours_per_week=5)), program, SUNDAY)
    text = plan_page(found, Surface(40, False, False)).lower()
    for word in ("register now", "register today", "sign up", "enrol now", "hurry", "buy", "!"):
        assert word not in text
    assert max(map(len, text.splitlines())) <= 40
    assert not re.search(
        r"\bNone\b(?! \(|\.|[,;:]? [a-z])", plan_page(found, Surface(200, False, False))
    )


# The command


KEYS = {
    "schema_version", "id", "name", "provider", "role", "ruled_out", "start", "finish", "weeks",
    "cost_usd", "cost_at_least_usd", "cost_at_most_usd", "cost_detail", "cost_over_time", "part",
    "questions", "prerequisites", "sessions", "exam", "credit", "renewal", "caveats", "notes",
    "catalog", "profile", "hours", "missing", "start_assumed", "calendar", "mail", "renewal_cost",
    "sources", "study", "windows", "earned", "day", "disclosure", "offered_by", "profile_sha256",
    "hours_per_week",
}  # fmt: skip


def test_the_page(cli: Cli, golden: Callable[[Path, str], None]) -> None:
    run = cli("plan", "stanford", "--role", "physician", "--hours", "5")
    assert (run.code, run.err) == (0, "")
    assert "Catalogue: bundled, " in run.out
    fixed = replace(SIX, sha256="0" * 64, today=SUNDAY)
    ranking = rank(fixed, Profile(role="physician", hours_per_week=5))
    page = plan_page(plan(ranking, SIX.find("stanford"), SUNDAY), WIDE)
    golden(GOLDEN / "plan-stanford.txt", page)


def test_the_json_holds_its_keys_and_null_is_unknown(cli: Cli) -> None:
    document = cli("plan", "iabac", "--role", "administrator", "--json").json()
    assert set(document) == KEYS
    assert document["questions"][0].keys() == {"about", "question", "why", "source"}
    assert document["renewal"] == {
        "years": 3, "notice": None, "date": None, "takes": "a limited re-examination",
    }  # fmt: skip
    unknown = {name for name in KEYS if document[name] is None}
    assert unknown == {
        "ruled_out", "finish", "weeks", "cost_usd", "cost_at_least_usd", "cost_at_most_usd",
        "sessions", "credit", "hours", "hours_per_week", "calendar", "part", "study", "earned",
    }  # fmt: skip
    assert (document["missing"], document["start_assumed"]) == ("length", True)
    ranked = cli("rank", "--role", "administrator", "--json").json()
    assert all(document[name] == ranked[name] for name in ("catalog", "profile"))
    assert document["start"] == "2026-11-23"


@pytest.mark.parametrize(
    ("words", "code", "message", "hint"),
    [
        (["--start", "2026-13-40"], 2, "--start: there is no day 2026-13-40", "--start 2027-03-01"),
        (["--start", "yesterday"], 2, "--start: 'yesterday' is not a date", "year-month-day"),
        (["--start", "20270301"], 2, "is not a date", "year-month-day"),
        (["--start", ""], 2, "'' is not a date", "year-month-day"),
        (["--time-zone", "Europe/Berlin"], 2, "the time zone of a calendar", "--ics"),
        (["--ics", "x.ics", "--time-zone", "Europe/Berln"], 2, "unknown time zone", "Europe/Berlin"),
        (["--ics", "x.ics", "--time-zone", "berlin"], 2, "unknown time zone", "Europe/Berlin"),
        (["--ics", "x.ics", "--time-zone", "Europe"], 2, "unknown time zone", "Europe/Berlin"),
        (["--ics", "x.ics", "--time-zone", "../etc"], 2, "unknown time zone", "America/New_York"),
        (["--ics", "-"], 2, "--ics: that is no file to write", "--ics plan.ics"),
        (["--ics", ""], 2, "--ics: that is no file to write", "--ics plan.ics"),
    ],
)  # fmt: skip
def test_a_mistake_ends_in_one_line_and_a_hint(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    words: list[str], code: int, message: str, hint: str | None,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    run = cli("plan", "stanford", "--role", "physician", *words)
    lines = run.err.splitlines()
    assert (run.code, run.out) == (code, "")
    assert message in lines[0]
    assert len(lines) == (2 if hint else 1)
    assert (hint or "") in lines[-1]
    assert list(tmp_path.iterdir()) == []


NOTHING = "nothing to put in a calendar"


@pytest.mark.parametrize(
    ("program", "hours", "path", "code", "why"),
    [
        ("iabac", ["--hours", "5"], "x.ics", 1, f"{NOTHING}: nobody states how long it takes"),
        (
            "hopkins",
            ["--hours", "5"],
            "x.ics",
            1,
            f"{NOTHING}: nobody states when its next session",
        ),
        ("stanford", [], "x.ics", 2, "needs your hours"),
        ("stanford", ["--hours", "5"], "no/where.ics", 1, "cannot write no/where.ics"),
    ],
)
def test_a_calendar_that_fails_leaves_the_plan(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    program: str, hours: list[str], path: str, code: int, why: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    words = ("plan", program, "--role", "physician", *hours)
    run = cli(*words, "--ics", path, "--time-zone", "UTC")
    assert (run.code, run.out) == (code, cli(*words).out)
    assert why in run.err.splitlines()[0]
    assert list(tmp_path.iterdir()) == []


def test_the_clock_is_what_source_date_epoch_says(monkeypatch: pytest.MonkeyPatch) -> None:
    assert today() == SUNDAY
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        today()


@given(st.dates())
def test_a_date_is_read_as_it_is_written(day: date) -> None:
    assert read_date(f" {day} ", "start") == day
