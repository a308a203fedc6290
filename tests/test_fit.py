"""Needs: cost, time, CME, pacing and programming, with the gap in the user's units."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from making import (
    BUNDLED,
    STANFORD,
    catalogs,
    fact,
    make_catalog,
    make_program,
    profiles,
    with_fact,
)

from certpick import Catalog, Profile, Program, rank
from certpick.profile.profile import Applicant, resolve
from certpick.scoring.needs import Need, inclusion, needs
from certpick.scoring.terms import cost, finishing_weeks, stated_cost


def applicant(role: str = "physician", **answers: Any) -> Applicant:
    """Return an applicant who has no need but these."""
    return resolve(Profile(role=role, cme=answers.pop("cme", "no"), **answers), BUNDLED.roles)


def need(program: Program, role: str = "physician", **answers: Any) -> Need:
    """Return how the program meets the one need that is given."""
    (found,) = needs(program, applicant(role, **answers))
    return found


def price(amount: float, unit: str = "program", currency: str = "USD") -> dict[str, Any]:
    """Return a price fact."""
    return fact({"amount": amount, "unit": unit, "currency": currency})


@pytest.mark.parametrize(
    ("name", "hours", "usd", "weeks"),
    [
        ("harvard", None, 4800, 15),  # 3 courses of $1,600 and 5 weeks
        ("hopkins", None, 2990, 10),
        ("stanford", None, None, None),  # 53.5 hours, self-paced, $79 a month
        ("stanford", 10, 158, 6),
        ("stanford", 5, 237, 11),
        ("stanford", 1, 1027, 54),
        ("abaim", None, 600, 2 / 7),  # two days
        ("iabac", 5, None, None),
    ],
)
def test_cost_and_weeks_of_the_guides_programs(
    catalog: Catalog, name: str, hours: float | None, usd: float | None, weeks: float | None
) -> None:
    program = catalog.find(name)
    assert stated_cost(program, applicant(hours_per_week=hours)).usd == usd
    assert finishing_weeks(program, hours) == weeks


def test_a_price_by_job_title_comes_before_one_by_role(catalog: Catalog) -> None:
    abaim = catalog.find("abaim")
    assert cost(abaim, applicant("physician")).usd == 600
    assert cost(abaim, applicant("resident physician")).usd == 300
    assert cost(abaim, applicant("physician", title="chief resident")).usd == 300
    assert cost(abaim, applicant("nurse practitioner")).usd == 300
    assert cost(abaim, applicant("physician", title="Fellow, Cardiology")).usd == 300
    assert cost(abaim, applicant("physician", title="Residents")).usd == 300


@pytest.mark.parametrize("cheaper_first", [True, False])
def test_a_price_for_the_role_comes_before_one_for_a_role_that_it_includes(
    cheaper_first: bool,
) -> None:
    """A physician is also a clinician, and pays as a physician where that is priced."""
    by_role = {"clinician": 300, "physician": 600}
    ordered = dict(sorted(by_role.items(), reverse=not cheaper_first))
    program = make_program(price=fact({"by_role": ordered, "unit": "program", "currency": "USD"}))
    assert cost(program, applicant("physician")).usd == 600
    assert cost(program, applicant("clinician")).usd == 300
    clinicians = {"by_role": {"clinician": 300}, "unit": "program", "currency": "USD"}
    assert cost(make_program(price=fact(clinicians)), applicant("physician")).usd == 300


def test_a_months_price_is_rounded_up_to_whole_months_exactly() -> None:
    """13 weeks are 3 months, 65 weeks are 15: no month is added by rounding."""
    for weeks, months in ((13, 3), (65, 15), (117, 27), (130, 30), (14, 4)):
        length = fact({"amount": weeks, "unit": "program"})
        program = make_program(price=price(10, "month"), weeks=length)
        assert cost(program, applicant()).usd == 10 * months


def test_a_months_price_follows_the_users_hours_unless_a_cohort_sets_the_pace() -> None:
    program = make_program(price=price(49, "month"), total_hours=fact(40))
    assert cost(program, applicant(hours_per_week=5)).usd == 98
    cohort = with_fact(program, pacing=fact("cohort"))
    assert cost(cohort, applicant(hours_per_week=5)).usd is None


@pytest.mark.parametrize(
    ("budget", "enough"),
    [
        (79, 10),  # one month is 4 weeks and some days
        (158, 5),  # two are 8 weeks
        (237, 3.08),  # three are 13 weeks
        (948, 0.77),  # twelve are 52 weeks
    ],
)
def test_twelve_months_are_52_weeks_also_for_a_faster_pace(budget: float, enough: float) -> None:
    """At $79 a month, 40 hours of study: the weekly hours that are told are the least."""

    def within(hours: float) -> Need:
        return needs(STANFORD, applicant(budget=budget, hours_per_week=hours))[0]

    assert within(0.5).hours == enough
    assert within(enough).state == "ok"
    assert within(enough - 0.02).state == "fails"


def test_an_exam_fee_is_not_the_whole_cost() -> None:
    found = cost(make_program(price=price(799, "exam")), applicant())
    assert (found.usd, found.at_least) == (None, 799)


def test_a_price_by_role_is_unknown_to_other_roles(catalog: Catalog) -> None:
    abaim = catalog.find("abaim")
    assert cost(abaim, applicant("nurse-leader")).usd == 300
    assert cost(abaim, applicant("administrator")).usd is None


@pytest.mark.parametrize(
    ("program", "budget", "state", "detail", "change"),
    [
        (make_program(price=price(2990)), 2900, "fails", "$90 over (costs $2,990)", "a budget of $2,990"),
        (make_program(price=price(2990)), 2990, "ok", "costs $2,990 (whole program)", None),
        (make_program(price=price(0)), 0, "ok", "costs $0 (whole program)", None),
        (make_program(), 100, "unknown", "price not stated", None),
        (make_program(price=price(845, currency="CAD")), 9999, "unknown", "CAD 845 for the whole program, no USD price", None),
        (make_program(price=price(500, "course")), 900, "unknown", "$500 a course, number of courses not stated", None),
        (make_program(price=price(500, "course")), 400, "fails", "$100 over (costs at least $500)", "a budget of $500"),
        (make_program(price=price(49, "month")), 10, "fails", "$39 over (costs at least $49)", "a budget of $49"),
    ],
)  # fmt: skip
def test_budget(
    program: Program, budget: float, state: str, detail: str, change: str | None
) -> None:
    found = need(program, budget=budget)
    assert (found.kind, found.state, found.detail, found.change) == (
        "budget", state, detail, change,
    )  # fmt: skip


COHORT = make_program(
    pacing=fact("cohort"),
    hours_per_week=fact({"low": 4, "high": 5}),
    weeks=fact({"amount": 15, "unit": "program"}),
)


@pytest.mark.parametrize(
    ("program", "hours", "state", "detail"),
    [
        (COHORT, 4, "ok", "asks for 4 hours a week or more"),
        (COHORT, 3, "fails", "asks for 1 hour a week more than you have"),
        (with_fact(COHORT, pacing=None), 3, "unknown", "asks for 1 hour a week more than you have, unless the pace is yours"),
        (with_fact(COHORT, pacing=fact("self-paced")), 3, "ok", "at your own pace"),
        (make_program(), 3, "unknown", "hours per week not stated"),
    ],
)  # fmt: skip
def test_hours(program: Program, hours: float, state: str, detail: str) -> None:
    found = need(program, hours_per_week=hours)
    assert (found.state, found.detail) == (state, detail)


@pytest.mark.parametrize("hours", [0.5, 1, 3, 3.3])
@pytest.mark.parametrize("budget", [10, 79.999, 2989.999])
def test_every_printed_change_is_enough(hours: float, budget: float) -> None:
    """What the words say lets the program in, to the cent and the minute."""
    program = make_program(
        price=price(2990.01),
        pacing=fact("cohort"),
        total_hours=fact(40),
        weeks=fact({"amount": 12, "unit": "program"}),
    )
    failing = needs(program, applicant(budget=budget, hours_per_week=hours))
    numbers = [
        float(re.sub(r"[^\d.]", "", (one.change or "").replace(" hours a week", "")))
        for one in failing
    ]
    changed = applicant(budget=numbers[0], hours_per_week=numbers[1])
    assert [one.state for one in needs(program, changed)] == ["ok", "ok"]
    assert all(not one.detail.startswith(("$0 ", "$0.00", "0 ")) for one in failing)


def test_more_hours_a_week_are_offered_where_they_help() -> None:
    program = with_fact(
        COHORT, pacing=fact("self-paced"), total_hours=fact(40), price=price(79, "month")
    )
    found = needs(program, applicant(budget=200, hours_per_week=3, weeks=8))
    failing = [one for one in found if one.state == "fails"]
    assert [one.change for one in failing] == ["a budget of $316", "14 weeks of time"]
    assert [one.hours for one in failing] == [5, 5]
    enough = needs(program, applicant(budget=200, hours_per_week=5, weeks=8))
    assert {one.state for one in enough} == {"ok"}


@pytest.mark.parametrize(
    ("program", "answers", "share"),
    [
        (make_program(price=price(2100)), {"budget": 2000}, 0.05),
        (make_program(price=price(100)), {"budget": 0}, 100),  # of a dollar
        (COHORT, {"hours_per_week": 3.2}, 0.25),
        (COHORT, {"weeks": 12}, 0.25),
        (make_program(ce_credit=fact([])), {"cme": "required"}, 1),
        (COHORT, {"pacing": "self-paced"}, 1),
        (make_program(programming_required=fact(True)), {"no_programming": True}, 1),
        (make_program(), {"budget": 2000}, 0),  # what is unknown lacks nothing that is known
    ],
)
def test_a_gap_is_a_share_of_what_the_user_has(
    program: Program, answers: dict[str, Any], share: float
) -> None:
    """So that dollars, hours and weeks can be added; what cannot be halved counts as 1."""
    assert need(program, **answers).gap == pytest.approx(share)


def test_a_self_paced_program_takes_as_long_as_the_users_hours_make_it() -> None:
    program = with_fact(COHORT, pacing=fact("self-paced"))
    assert finishing_weeks(program, 2) == 34  # 15 weeks of 4.5 hours are 67.5 hours
    assert finishing_weeks(program, None) is None
    assert finishing_weeks(COHORT, 2) == 15


@pytest.mark.parametrize(
    ("program", "weeks", "state", "detail"),
    [
        (COHORT, 15, "ok", "takes 15 weeks"),
        (COHORT, 14, "fails", "1 week too long (takes 15 weeks)"),
        (make_program(), 14, "unknown", "length not stated"),
        (make_program(total_hours=fact(40), pacing=fact("self-paced")), 14, "unknown", "depends on your hours a week"),
    ],
)  # fmt: skip
def test_deadline(program: Program, weeks: float, state: str, detail: str) -> None:
    found = need(program, weeks=weeks)
    assert (found.state, found.detail) == (state, detail)


SESSION = {"start": "2027-02-01", "end": "2027-02-09"}
MONTHS = {"start": "2027-02", "end": "2027-03"}
FOUR_WEEKS = {"weeks": fact({"amount": 4, "unit": "program"})}


@pytest.mark.parametrize(
    ("dates", "known", "weeks", "state", "detail", "change"),
    [
        # From 22 November 2026 it is 11 weeks and 2 days until 9 February 2027.
        (SESSION, {}, 12, "ok", "its session ends on 2027-02-09", None),
        (SESSION, {}, 11, "fails", "2 days too late (its session ends on 2027-02-09)", "11.29 weeks of time"),
        (SESSION, FOUR_WEEKS, 12, "ok", "takes 4 weeks", None),
        (SESSION, FOUR_WEEKS, 8, "fails", "3.29 weeks too late (its session ends on 2027-02-09)", "11.29 weeks of time"),
        (SESSION, {**FOUR_WEEKS, "pacing": fact("self-paced")}, 8, "ok", "takes 4 weeks", None),
        ({"start": "2027-02-01"}, FOUR_WEEKS, 15, "ok", "takes 4 weeks", None),
        ({"start": "2027-02-01"}, FOUR_WEEKS, 12, "fails", "2.15 weeks too late (its session begins on 2027-02-01)", "14.15 weeks of time"),
        ({"start": "2027-02-01"}, {}, 12, "unknown", "its session begins on 2027-02-01, length not stated", None),
        # A month is too late only where its first day is, and in time only where its last day is.
        (MONTHS, {}, 14, "fails", "1 day too late (its session ends in 2027-03)", "18.43 weeks of time"),
        (MONTHS, {}, 15, "unknown", "its session ends in 2027-03, which may be too late", None),
        (MONTHS, {}, 19, "ok", "its session ends in 2027-03", None),
        # What is over says nothing of the next.
        ({"start": "2026-06-01", "end": "2026-07-01"}, FOUR_WEEKS, 5, "ok", "takes 4 weeks", None),
    ],
)  # fmt: skip
def test_a_session_that_ends_after_the_deadline_is_too_late(
    dates: Any, known: Any, weeks: float, state: str, detail: str, change: str | None
) -> None:
    facts = {"pacing": fact("cohort"), **known, "dates": fact(dates)}
    found = on_day(make_program(**facts), date(2026, 11, 22), weeks=weeks)
    assert (found.state, found.detail, found.change) == (state, detail, change)
    undated = on_day(make_program(**facts), None, weeks=weeks)
    length_known = known or dates == SESSION
    assert undated.state == ("ok" if weeks >= 4 and length_known else "unknown"), "no day is known"


def on_day(program: Program, day: date | None, **answers: Any) -> Need:
    """Return how the program meets the one need that is given, on a day."""
    profile = Profile(role="physician", cme="no", **answers)
    (found,) = needs(program, resolve(profile, BUNDLED.roles, day))
    return found


def days(amount: float) -> dict[str, Any]:
    """Return a length in days."""
    return fact({"amount": amount, "unit": "program", "measure": "days"})


def test_a_course_of_days_has_its_length_in_days() -> None:
    program = make_program(weeks=days(2), total_hours=fact(12), price=price(49, "month"))
    assert need(program, weeks=0.3).detail == "takes 2 days"
    short = need(program, weeks=0.1)
    assert (short.detail, short.change) == (
        "0.19 weeks too long (takes 2 days)",
        "0.29 weeks of time",
    )
    assert need(program, weeks=0.29).state == "ok"
    assert cost(program, applicant()).usd == 49, "it is paid for one month"
    assert finishing_weeks(program, None) == pytest.approx(2 / 7)
    assert need(program, hours_per_week=12).state == "ok", "all its hours lie in one week"
    assert need(program, hours_per_week=11).detail.startswith("asks for 1 hour a week more")


def test_so_many_courses_of_days_take_their_sum() -> None:
    three = fact({"amount": 2, "unit": "course", "measure": "days"})
    assert need(make_program(weeks=three, courses=fact(3)), weeks=1).detail == "takes 6 days"
    assert need(make_program(weeks=three, courses=fact(7)), weeks=2).detail == "takes 2 weeks"


@pytest.mark.parametrize(
    ("credit", "role", "state"),
    [
        (fact([{"system": "ama-pra-1"}]), "physician", "ok"),
        (fact([{"system": "ama-pra-1"}]), "nurse-leader", "unknown"),
        (fact([{"system": "ancc-contact-hour"}]), "nurse-leader", "ok"),
        (fact([{"system": "ancc-contact-hour"}]), "physician", "unknown"),
        (fact([]), "physician", "fails"),
        (None, "physician", "unknown"),
    ],
)
def test_a_required_cme(credit: dict[str, Any] | None, role: str, state: str) -> None:
    program = make_program(**({"ce_credit": credit} if credit else {}))
    assert need(program, role, cme="required").state == state
    assert needs(program, applicant(role, cme="helpful")) == [], "helpful is no need"


def test_pacing_and_programming() -> None:
    assert need(COHORT, pacing="cohort").state == "ok"
    assert need(COHORT, pacing="self-paced").detail == "is cohort, not self-paced"
    assert need(make_program(), pacing="cohort").state == "unknown"
    for value, state in ((True, "fails"), (False, "ok")):
        program = make_program(programming_required=fact(value))
        assert need(program, no_programming=True).state == state
    assert need(make_program(), no_programming=True).state == "unknown"


@pytest.mark.parametrize(
    ("focus", "state"),
    [("healthcare-ai", "ok"), ("healthcare-informatics", "fails"), ("generic-ai", "fails")],
)
def test_inclusion(focus: str, state: str) -> None:
    assert inclusion(make_program(focus=fact(focus))).state == state


# Fit: whether everything that was said is known to hold

OFFERED = fact({"state": "offered"})


def fit_of(program: Program, **answers: Any) -> tuple[str, list[str], list[str]]:
    """Return the fit of a program for a physician, with the needs unmet and unknown."""
    profile = Profile(role="physician", cme=answers.pop("cme", "no"), **answers)
    found = rank(make_catalog(program), profile).find(program).standing
    return found.fit, [one.kind for one in found.unmet], [one.kind for one in found.unknown]


@pytest.mark.parametrize(
    ("facts", "answers", "expected"),
    [
        ({}, {}, ("sure", [], [])),
        ({"status": OFFERED}, {}, ("sure", [], [])),
        ({"status": fact({"state": "unknown"})}, {}, ("maybe", [], ["status"])),
        ({"status": fact({"state": "paused"})}, {}, ("maybe", [], ["status"])),
        ({"status": fact({"state": "retired"})}, {}, ("no", ["status"], [])),
        ({"status": fact({"state": "offered", "end": "2020"})}, {}, ("maybe", [], ["status"])),
        ({}, {"budget": 500}, ("maybe", [], ["budget"])),
        ({"price": price(500)}, {"budget": 500}, ("sure", [], [])),
        ({"price": price(501)}, {"budget": 500}, ("no", ["budget"], [])),
        ({"price": price(501)}, {"budget": 500, "pacing": "cohort"}, ("no", ["budget"], ["pacing"])),
        ({"price": price(500)}, {"budget": 500, "weeks": 9}, ("maybe", [], ["weeks"])),
        ({"price": price(500)}, {"budget": 500, "weeks": 9, "strict": True}, ("no", ["weeks"], ["weeks"])),
        ({"enrolment": fact({"condition": "members"})}, {}, ("maybe", [], ["enrolment"])),
        ({"focus": fact("generic-ai")}, {}, ("no", ["inclusion"], [])),
        ({"ce_credit": fact([{"system": "ama-pra-1"}])}, {"cme": "required"}, ("sure", [], [])),
        ({"ce_credit": fact([{"system": "himss-ce"}])}, {"cme": "required"}, ("maybe", [], ["cme"])),
        ({}, {"cme": "helpful"}, ("sure", [], [])),
    ],
)  # fmt: skip
def test_what_was_said_is_known_to_hold_or_not(
    facts: dict[str, Any], answers: dict[str, Any], expected: tuple[str, list[str], list[str]]
) -> None:
    assert fit_of(make_program(**facts), **answers) == expected


def test_sources_that_disagree_leave_it_a_maybe() -> None:
    value = price(600)["value"]
    disputed = {**price(500), "conflicts": [{"says": "$600", "source": "guide", "value": value}]}
    assert fit_of(make_program(price=disputed), budget=550) == ("maybe", [], ["budget"])
    assert fit_of(make_program(price=disputed), budget=600) == ("sure", [], [])


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"says": "it varies by country"}, id="words"),
        pytest.param(
            {"says": "CAD 400", "value": {**price(400)["value"], "currency": "CAD"}}, id="CAD"
        ),
    ],
)
def test_what_a_source_says_otherwise_and_nobody_can_compare_leaves_it_a_maybe(
    other: dict[str, Any],
) -> None:
    disputed = {**price(500), "conflicts": [{**other, "source": "guide"}]}
    for budget in (400, 600):
        assert fit_of(make_program(price=disputed), budget=budget) == ("maybe", [], ["budget"])
    assert fit_of(make_program(price=disputed), hours_per_week=4, pacing="cohort")[2] == [
        "hours",
        "pacing",
    ]


def test_a_dispute_about_the_length_names_it() -> None:
    length = {"amount": 6, "unit": "program"}
    dispute = {"says": "3 or 4 months", "source": "guide"}
    program = make_program(weeks=fact(length, conflicts=[dispute]))
    (need,) = rank(make_catalog(program), Profile(role="physician", weeks=13)).ranked[0].unknown
    assert need.detail == "sources disagree: takes 6 weeks; or 3 or 4 months"


def test_a_part_is_a_maybe_since_nobody_says_that_it_is_sold_alone() -> None:
    half = price(500)["value"]
    part = {"id": "half", "name": "half", "price": half, "source": "course-list"}
    named = {"role": "any", "level": "named", "source": "course-list", "part": "half"}
    program = make_program(price=price(900), parts=[part], audience=[named])
    assert fit_of(program, budget=600) == ("maybe", [], ["part"])
    assert fit_of(program, budget=900) == ("sure", [], [])


@given(catalogs(), profiles)
def test_what_surely_fits_is_ranked_by_the_strict_too(drawn: Catalog, profile: Profile) -> None:
    ranking = rank(drawn, profile)
    strict = rank(drawn, profile.model_copy(update={"strict": True}))
    kept = {one.program.id for one in strict.ranked}
    for one in ranking.ranked:
        assert one.unmet == ()
        assert one.fit == ("maybe" if one.unknown else "sure")
        assert one.fit == "maybe" or one.program.id in kept
    for out in ranking.ruled_out:
        assert ranking.find(out.program).standing.fit == "no"
