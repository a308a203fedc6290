"""What the sources say, and no more: windows, parts, ranges, disputes, states and interests."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import Run
from hypothesis import assume, given
from hypothesis import strategies as st
from icalendar import Calendar
from making import BUNDLED, catalogs, fact, make_catalog, make_program, profiles, with_fact

from certpick import Catalog, Profile, Program, Ranking, plan, rank
from certpick.catalog.fact_text import CREDIT_SYSTEMS
from certpick.catalog.facts import CreditSystem
from certpick.explaining.explanation import explain
from certpick.explaining.notes import notes
from certpick.planning.plan import Plan
from certpick.profile.profile import resolve
from certpick.render.calendar import plan_calendar
from certpick.render.documents.plan import plan_document
from certpick.render.documents.ranking import ranking_document
from certpick.render.encode import as_json
from certpick.render.explanation import explanation_page
from certpick.render.plan import plan_page, plan_sections
from certpick.render.programs import programs_table
from certpick.render.report.assembly import report
from certpick.render.report.html import report_html
from certpick.render.report.mail import report_markdown
from certpick.render.streams import Surface
from certpick.scoring.needs import needs
from certpick.scoring.ranking import Standing
from certpick.scoring.search import read_query, search
from certpick.scoring.terms import cost
from certpick.scoring.upkeep import cost_over

Cli = Callable[..., Run]
PAGE = Surface(100, False, True)
SUNDAY = date(2026, 11, 22)


def price(amount: float, unit: str = "program", **more: Any) -> dict[str, Any]:
    """Return a value of a price in US dollars."""
    return {"amount": amount, "unit": unit, "currency": "USD", **more}


def fee(kind: str, amount: float, **more: Any) -> dict[str, Any]:
    """Return a fee in US dollars that is paid once."""
    usual = {"kind": kind, "amount": amount, "currency": "USD", "per": "once"}
    return {**usual, "source": "course-list", **more}


def other(value: Any, says: str = "something else") -> dict[str, Any]:
    """Return what another source says instead of a value."""
    return {"says": says, "source": "guide", "value": value}


def one(program: Program, **answers: Any) -> Standing:
    """Return how a program stands alone."""
    ranking = rank(make_catalog(program), Profile.model_validate({"role": "physician", **answers}))
    return ranking.find(program).standing


def state(program: Program, kind: str, **answers: Any) -> str:
    """Return the state of one need of a physician."""
    applicant = resolve(Profile.model_validate({"role": "physician", **answers}), BUNDLED.roles)
    return next(need.state for need in needs(program, applicant) if need.kind == kind)


def ruled_out(ranking: Ranking, program: Program) -> list[str]:
    """Return why a program is ruled out."""
    found = ranking.find(program).ruled_out
    return [need.kind.value for need in found.reasons] if found else []


# The part that the guide recommends


def test_harvards_innovation_module_stays_in_where_the_whole_costs_too_much() -> None:
    ranking = rank(BUNDLED, Profile(role="administrator", budget=3000))
    found = ranking.find(BUNDLED.find("harvard")).standing
    assert found.part
    assert (found.part.name, found.cost.usd, found.weeks) == ("innovation module", 1600, 5)
    document = ranking_document(ranking)["ranking"]
    (said,) = (row["part"] for row in document if row["id"] == "harvard-ai-health-care")
    assert said == {"id": "innovation", "name": "innovation module"}


def test_the_whole_is_meant_where_it_fits_and_where_no_part_is_advised() -> None:
    rich = rank(BUNDLED, Profile(role="administrator", budget=5000))
    whole = rich.find(BUNDLED.find("harvard")).standing
    assert (whole.part, whole.cost.usd) == (None, 4800)
    physician = rank(BUNDLED, Profile(role="physician", budget=3000))
    assert ruled_out(physician, BUNDLED.find("harvard")) == ["budget"]
    poor = rank(BUNDLED, Profile(role="administrator", budget=1000))
    assert ruled_out(poor, BUNDLED.find("harvard")) == ["budget"], "nor does the part fit"


def test_saying_more_of_oneself_never_loses_the_part() -> None:
    """In a situation the guide names the whole; its advice on the part still stands."""
    leader = Profile(role="administrator", budget=3000, situations=("leadership",))
    found = rank(BUNDLED, leader).find(BUNDLED.find("harvard")).standing
    assert found.part
    assert found.part.id == "innovation"


def in_parts(*advised: str, **facts: Any) -> Program:
    """Return a program of $900 in two parts, some of which are advised for everybody."""
    parts = [
        {"id": "half", "name": "half", "price": price(500), "source": "course-list"},
        {"id": "start", "name": "start", "price": price(90), "source": "course-list"},
    ]
    audience = [
        {"role": "any", "level": "named", "source": "course-list", "part": name} for name in advised
    ]
    return make_program(price=fact(price(900)), parts=parts, audience=audience, **facts)


def test_a_report_and_a_calendar_say_which_part_they_are_for() -> None:
    """The study hours of the calendar are the part's too: 22.5, not those of the whole."""
    catalog = replace(BUNDLED, programs=(BUNDLED.find("harvard"),))
    profile = Profile(role="administrator", budget=3000, hours_per_week=5)
    ranking = rank(catalog, profile)
    page = report(ranking, SUNDAY, date(2027, 3, 1))
    assert page.to_settle
    assert page.to_settle.name.endswith(" – only its innovation module")
    (said,) = (one.lines for one in page.to_settle.plan if one.title == "What you take")
    assert "This plan is for its innovation module: ask whether it can be taken alone." in said
    for text in (report_html(page), report_markdown(page)):
        assert text.count("innovation module") >= 4
    found = plan(ranking, catalog.programs[0], SUNDAY, date(2027, 3, 1))
    calendar = Calendar.from_ical(
        plan_calendar(found, ZoneInfo("UTC"), datetime(2026, 11, 22, tzinfo=UTC))
    )
    study: list[Any] = [event for event in calendar.walk("VEVENT") if "DTEND" in event]
    assert all("only its innovation module" in event["SUMMARY"] for event in study)
    hours = sum(
        (event["DTEND"].dt - event["DTSTART"].dt).total_seconds()
        / 3600
        * (event["RRULE"]["COUNT"][0] if "RRULE" in event else 1)
        for event in study
    )
    assert hours == pytest.approx(22.5)


def test_who_takes_a_part_still_pays_to_apply() -> None:
    program = in_parts("half", fees=[fee("application", 40), fee("certificate", 7)])
    assert one(program, budget=946).part
    assert one(program, budget=947).part is None, "the whole costs $900, $40 and $7"
    half = one(program, budget=600)
    assert (half.cost.usd, half.cost.detail) == (540, "whole program; application fee $40")
    out = rank(make_catalog(program), Profile(role="physician", budget=539))
    assert ruled_out(out, program) == ["budget"]


@pytest.mark.parametrize(
    ("advised", "budget", "part"),
    [
        (("half", "start"), 900, None),
        (("half", "start"), 899, "half"),
        (("half", "start"), 100, "start"),
        (("start",), 899, "start"),
        (("half",), 100, "out"),
        (("start",), 89, "out"),
        ((), 899, "out"),
    ],
)
def test_the_first_advised_part_that_fits_is_what_one_takes(
    advised: tuple[str, ...], budget: int, part: str | None
) -> None:
    program = in_parts(*advised)
    found = rank(make_catalog(program), Profile(role="physician", budget=budget)).find(program)
    taken = found.standing.part.id if found.standing.part else None
    assert ("out" if found.ruled_out else taken) == part


def test_a_rule_that_the_whole_breaks_no_part_mends() -> None:
    program = in_parts("half", status=fact({"state": "retired"}))
    ranking = rank(make_catalog(program), Profile(role="physician", budget=600))
    assert ruled_out(ranking, program) == ["status", "budget"]


def test_every_output_says_which_part_its_price_and_its_time(cli: Cli) -> None:
    said = ("--role", "administrator", "--budget", "3000")
    harvard = "harvard-ai-health-care"

    def text(*words: str) -> str:
        return " ".join(cli(*words, *said).out.split())

    for words in (
        ("rank", "--top", "30"),
        ("rank", "--format", "markdown"),
        ("rank", "--format", "csv"),
        ("explain", harvard),
        ("plan", harvard),
        ("compare", harvard, "cedars"),
    ):
        page = text(*words)
        assert "innovation module" in page, words
        assert "1,600" in page or "1600" in page, words
    planned = cli("plan", harvard, *said, "--json").json()
    assert (planned["part"]["id"], planned["cost_usd"]) == ("innovation", 1600)
    page = text("plan", harvard)
    assert "The whole program is ruled out for you: $1,800 over (costs $4,800)." in page
    assert "It takes 5 weeks at 4 to 5 hours a week, about 22.5 hours in all" in page
    begun = cli("plan", harvard, *said, "--start", "2027-03-01", "--json").json()
    assert (begun["weeks"], begun["finish"]) == (5, "2027-04-05")
    rows = cli("compare", harvard, "ama-ai", *said, "--json").json()["rows"]
    assert next(row["values"][0] for row in rows if row["name"] == "what fits you") == (
        "only its innovation module"
    )


# Credits and their windows


def on(day: date) -> Standing:
    """Return how Stanford stands for a physician who needs CME on a day."""
    ranking = rank(replace(BUNDLED, today=day), Profile(role="physician", cme="required"))
    return ranking.find(BUNDLED.find("stanford")).standing


def test_a_credit_counts_until_its_window_ends_and_is_unknown_after() -> None:
    before, after = on(date(2026, 8, 9)), on(date(2026, 8, 10))
    assert [one.ratings["cme"].points for one in (before, after)] == [1, 0]
    assert after.ratings["cme"].open == 1
    item = next(row for row in after.ratings["portability"].items if row.rule.id == "ce_credit")
    assert (item.points, item.open) == (0, 1)
    (need,) = (need for need in after.needs if need.kind == "cme")
    assert need.state == "unknown"
    assert "check that it is still offered" in need.detail


def test_without_a_day_the_catalogues_own_date_decides() -> None:
    assert BUNDLED.today is None
    found = rank(BUNDLED, Profile(role="physician", cme="required"))
    assert found.find(BUNDLED.find("stanford")).standing.ratings["cme"].points == 0


def test_a_credit_that_begins_later_is_not_yet_one() -> None:
    later = make_program(ce_credit=fact([{"system": "ama-pra-1", "start": "2027-01"}]))
    assert one(later, cme="helpful").ratings["cme"].open == 1


def test_a_plan_says_that_a_credit_has_ended() -> None:
    ended = [{"system": "ama-pra-1", "amount": 10, "end": "2026-08-09"}]
    words = "Its credit ended on 2026-08-09: check that it is still offered."
    for awarded, says in ((ended, True), ([*ended, {"system": "ama-pra-1"}], False)):
        found = planned(make_program(ce_credit=fact(awarded)))
        (told,) = (part for part in plan_sections(found) if part.title == "CME or CE credit")
        assert (words in told.sentences) is says
        (asked,) = (one for one in found.questions if one.about == "ce_credit")
        assert (asked.why == words) is says


@pytest.mark.parametrize("system", ["ancc-contact-hour", "acpe-contact-hour", "arrt-a", "jaipce"])
def test_credit_in_another_system_is_never_counted_nor_converted(system: CreditSystem) -> None:
    other_system = make_program(ce_credit=fact([{"system": system, "amount": 40}]))
    rating = one(other_system, cme="helpful").ratings["cme"]
    assert (rating.points, rating.open) == (0, 1)
    assert state(other_system, "cme", cme="required") == "unknown"
    both = make_program(ce_credit=fact([{"system": system}, {"system": "ama-pra-1"}]))
    assert one(both, cme="helpful").ratings["cme"].points == 1
    assert f"40 {CREDIT_SYSTEMS[system]}" in plan_page(planned(other_system), PAGE)


# Topics


def test_knowing_a_part_of_a_syllabus_never_counts_against_it() -> None:
    listed = make_program(topics=[{"topic": "ethics-bias", "source": "course-list"}])
    unknown = make_program()
    assert one(listed).score_high == pytest.approx(one(unknown).score_high)
    whole = make_program(
        topics=[{"topic": "ethics-bias", "source": "course-list"}], topics_complete=fact(True)
    )
    assert one(whole).score_high < one(listed).score_high


def test_a_plan_asks_for_the_topics_that_nobody_lists() -> None:
    topics = [{"topic": "diagnostic-ai", "source": "course-list"}]
    partly = planned(make_program(topics=topics))
    (asked,) = (one for one in partly.questions if one.about == "topics")
    assert asked.question == (
        "Does its syllabus cover clinical decision support and patient safety?"
    )
    assert asked.why == "What is known of its syllabus covers diagnostic AI."
    whole = planned(make_program(topics=topics, topics_complete=fact(True)))
    assert "topics" not in {one.about for one in whole.questions}


# Money


def test_membership_makes_a_range_and_a_budget_inside_it_unknown() -> None:
    program = make_program(price=fact(price(399, member=0, members_of="AMA")))
    found = one(program).cost
    assert (found.usd, found.at_least, found.at_most) == (None, 0, 399)
    assert "$0 for members of AMA, $399 for others" in found.detail
    assert [state(program, "budget", budget=budget) for budget in (0, 300, 399)] == [
        "unknown", "unknown", "ok",
    ]  # fmt: skip


def test_the_ama_stays_in_at_300_dollars() -> None:
    ranking = rank(BUNDLED, Profile(role="physician", budget=300))
    assert ruled_out(ranking, BUNDLED.find("ama")) == []


def test_a_certificate_that_costs_beside_free_learning_is_added() -> None:
    program = make_program(price=fact(price(0)), fees=[fee("certificate", 49)])
    assert one(program).cost.usd == 49
    both = make_program(
        price=fact(price(599, member=459)), fees=[fee("application", 50), fee("retake", 99)]
    )
    assert (one(both).cost.at_least, one(both).cost.at_most) == (509, 649)
    euros = make_program(price=fact(price(0)), fees=[fee("certificate", 49, currency="EUR")])
    assert one(euros).cost.usd is None


def test_money_is_exact_to_the_cent() -> None:
    program = make_program(price=fact(price(39.95, "course")), courses=fact(6))
    assert one(program).cost.usd == 239.70
    assert state(program, "budget", budget=239.70) == "ok"


def test_membership_counts_also_where_the_price_is_by_role() -> None:
    by_role = {"by_role": {"physician": 300}, "unit": "program", "currency": "USD"}
    program = make_program(
        price=fact(by_role), fees=[fee("application", 50, member=0)]
    )  # fmt: skip
    assert (one(program).cost.at_least, one(program).cost.at_most) == (300, 350)


def test_a_renewal_is_part_of_what_it_costs_to_keep() -> None:
    renewal = fee("renewal", 250, per="renewal")
    program = make_program(price=fact(price(799)), renewal_years=fact(2), fees=[renewal])
    kept = cost_over(program, one(program).cost, 5)
    assert (kept.renewals, kept.usd, kept.unknown) == (2, 1299, ())
    unstated = make_program(price=fact(price(799)), renewal_years=fact(2))
    known = cost_over(unstated, one(unstated).cost, 5)
    assert (known.usd, known.at_least, known.unknown) == (None, 799, ("renewal fee",))
    page = plan_page(planned(program), PAGE)
    assert "Over 5 years with 2 renewals: $1,299." in " ".join(page.split())
    document = json.loads(as_json(plan_document(planned(program))))
    assert document["cost_over_time"][-1] == {
        "years": 5, "renewals": 2, "usd": 1299, "at_least_usd": 1299, "at_most_usd": 1299,
        "unknown": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("valid", "fees", "whole", "least", "unknown"),
    [
        (2, [], (2, 100, 100, ()), 100, ("renewal fee",)),
        (2, [fee("renewal", 25, per="renewal")], (2, 100, 100, ()), 150, ()),
        (2, [fee("renewal", 25, per="year")], (2, 150, 150, ()), 225, ()),
        (2, [fee("renewal", 25, per="renewal", currency="EUR")], (2, 100, 100, ()), 100,
         ("renewal fee in USD",)),
        (2, [fee("renewal", 25, per="renewal", member=0)], (2, 100, 100, ()), 100,
         ("membership",)),
        (2, [fee("retake", 25), fee("membership", 25, per="year")], (2, 100, 100, ()), 100,
         ("renewal fee",)),
        (7, [], (7, 100, 100, ()), 100, ()),
        (0, [], None, 100, ()),
        (None, [], None, 100, ("renewal",)),
        (None, [fee("renewal", 25, per="year")], None, 225, ("renewal",)),
    ],
)  # fmt: skip
def test_a_plan_counts_one_period_of_validity_and_five_years(
    valid: int | None,
    fees: list[dict[str, Any]],
    whole: tuple[float, float, float, tuple[str, ...]] | None,
    least: float,
    unknown: tuple[str, ...],
) -> None:
    known = {} if valid is None else {"renewal_years": fact(valid)}
    program = make_program(price=fact(price(100)), fees=fees, **known)
    *cycle, long = planned(program).over_time
    assert [(one.years, one.usd, one.at_least, one.unknown) for one in cycle] == (
        [whole] if whole else []
    )
    assert (long.years, long.at_least, long.unknown) == (5, least, unknown)
    assert long.usd == (None if unknown else least)


def test_a_price_that_nobody_states_is_not_0_over_time() -> None:
    program = make_program(renewal_years=fact(2))
    assert [(one.usd, one.at_least) for one in planned(program).over_time] == [(None, None)] * 2
    assert "Over" not in plan_page(planned(program), PAGE)


def test_what_is_unknown_of_the_cost_over_time_is_said() -> None:
    yearly = fee("renewal", 70, per="year", member=40)
    program = make_program(
        price=fact(price(500, "exam")), renewal_years=fact(2), fees=[yearly]
    )  # fmt: skip
    page = " ".join(plan_page(planned(program), PAGE).split())
    assert "Each renewal, every 2 years: $80 to $140, less for members." in page
    assert "Over 5 years with 2 renewals: at least $700 as a member; full price not known." in page
    silent = make_program(price=fact(price(500)), renewal_years=fact(2))
    page = " ".join(plan_page(planned(silent), PAGE).split())
    assert "Each renewal, every 2 years: fee not stated." in page
    assert "Over 5 years with 2 renewals: at least $500; renewal fee not stated." in page


MONEY = st.sampled_from([0, 0.1, 49, 250.5, 2990])
FEES = st.builds(
    fee,
    st.sampled_from(["certificate", "application", "renewal", "membership", "retake"]),
    MONEY,
    member=st.none() | MONEY,
    currency=st.sampled_from(["USD", "USD", "EUR"]),
    per=st.sampled_from(["once", "year", "renewal"]),
)
PRICES = st.builds(
    price, MONEY, st.sampled_from(["program", "course", "month", "exam"]), member=st.none() | MONEY
)


@st.composite
def priced(draw: st.DrawFn) -> Program:
    """Draw a program with a price, fees, and perhaps another price by another source."""
    others = [other(value) for value in draw(st.lists(PRICES, max_size=2))]
    known = {
        "courses": draw(st.sampled_from([None, fact(3)])),
        "total_hours": draw(st.sampled_from([None, fact(40)])),
        "renewal_years": draw(st.sampled_from([None, fact(0), fact(1.5), fact(2), fact(5)])),
    }
    return make_program(
        price=fact(draw(PRICES), conflicts=others),
        fees=draw(st.lists(FEES, max_size=3)),
        **{name: value for name, value in known.items() if value},
    )


@given(priced(), st.sampled_from([None, 5]))
def test_a_cost_lies_between_its_ends(program: Program, hours: int | None) -> None:
    found = one(program, hours_per_week=hours).cost
    if found.at_least is not None and found.at_most is not None:
        assert found.at_least <= found.at_most
    if found.usd is not None:
        assert found.at_least == found.usd == found.at_most


@given(priced(), st.sampled_from([0.5, 1, 2, 5, 10]))
def test_keeping_costs_at_least_what_earning_does(program: Program, years: float) -> None:
    earned = one(program, hours_per_week=5).cost
    kept = cost_over(program, earned, years)
    assert (kept.at_least or 0) >= (earned.at_least or 0)
    assert (kept.usd is None) == bool(kept.unknown)
    if kept.usd is not None:
        assert kept.at_least == kept.usd


def planned(program: Program) -> Plan:
    """Return a physician's plan for a program."""
    return plan(rank(make_catalog(program), Profile(role="physician")), program, SUNDAY)


@given(catalogs(), profiles)
def test_a_known_cost_is_both_ends_of_its_range(drawn: Catalog, profile: Profile) -> None:
    applicant = resolve(profile, drawn.roles)
    for program in drawn.programs:
        found = cost(program, applicant)
        if found.usd is not None:
            assert found.at_least == found.usd == found.at_most


# Disputes


def test_a_need_that_any_stated_value_meets_is_unknown() -> None:
    dear = make_program(price=fact(price(474), conflicts=[other(price(79))]))
    found = one(dear, budget=200)
    assert (found.cost.at_least, found.cost.at_most, found.cost.usd) == (79, 474, None)
    assert state(dear, "budget", budget=200) == "unknown"
    assert state(dear, "budget", budget=50) == "fails"
    assert state(dear, "budget", budget=500) == "ok"
    slow = make_program(
        weeks=fact({"amount": 12, "unit": "program"},
                   conflicts=[other({"amount": 6, "unit": "program"})])
    )  # fmt: skip
    assert [state(slow, "weeks", weeks=weeks) for weeks in (5, 8, 12)] == ["fails", "unknown", "ok"]


OTHERS = st.sampled_from(
    [
        ("price", price(1)), ("price", price(9000)), ("price", price(79, "month")),
        ("weeks", {"amount": 1, "unit": "program"}), ("weeks", {"amount": 90, "unit": "program"}),
        ("total_hours", 1), ("total_hours", 900), ("hours_per_week", {"low": 39, "high": 40}),
        ("pacing", "self-paced"), ("pacing", "cohort"),
        ("programming_required", True), ("programming_required", False),
        ("ce_credit", []), ("ce_credit", [{"system": "ama-pra-1"}]),
    ]
)  # fmt: skip


@given(catalogs(least=1, most=1), profiles, OTHERS)
def test_what_another_source_says_never_rules_a_program_out(
    drawn: Catalog, profile: Profile, said: tuple[str, Any]
) -> None:
    (program,), (name, value) = drawn.programs, said
    known = getattr(program.facts, name)
    assume(known is not None)
    disputed = asdict(known)
    disputed["conflicts"] = [other(value)]
    applicant = resolve(profile, drawn.roles)
    before = needs(program, applicant)
    after = needs(with_fact(program, **{name: disputed}), applicant)
    for had, has in zip(before, after, strict=True):
        assert had.kind is has.kind
        assert has.state in (had.state, "unknown"), "a dispute settles nothing"


@pytest.mark.parametrize(
    ("name", "value", "others", "state"),
    [
        ("status", {"state": "retired"}, [other({"state": "offered"})], "unknown"),
        ("status", {"state": "offered"}, [other({"state": "retired"})], "unknown"),
        ("status", {"state": "offered"}, [other({"state": "paused"})], "unknown"),
        ("status", {"state": "offered"}, [other({"state": "offered", "start": "2024"})], None),
        ("status", {"state": "retired"}, [other({"state": "announced"})], "fails"),
        ("status", {"state": "retired"}, [{"says": "still sold", "source": "guide"}], "unknown"),
        ("enrolment", {"roles": ["administrator"]}, [other({})], "unknown"),
        ("enrolment", {"roles": ["physician"]}, [other({"roles": ["administrator"]})], "unknown"),
        ("enrolment", {"roles": ["administrator"]}, [other({"roles": ["nurse-leader"]})], "fails"),
        ("enrolment", {"roles": []}, [other({"roles": ["physician"]})], None),
        ("enrolment", {"roles": []}, [other({"condition": "members"})], "unknown"),
    ],
)
def test_a_rule_that_sources_do_not_agree_on_is_unknown(
    name: str, value: Any, others: Any, state: str | None
) -> None:
    """So the program stays in, and whether it is offered or open is to be confirmed."""
    program = make_program(**{name: fact(value, conflicts=others)})
    found = rank(make_catalog(program), Profile(role="physician")).find(program)
    reasons = found.ruled_out.reasons if found.ruled_out else found.standing.needs
    states = [need.state for need in reasons if need.kind == name]
    assert states == ([state] if state else [])
    assert (found.place is None) == (state == "fails")
    if state == "unknown":
        (need,) = reasons
        assert need.detail.startswith("sources disagree: ")
        assert found.standing.confirm[0] == need.kind.unknown


def test_stanford_stays_in_at_200_dollars() -> None:
    ranking = rank(BUNDLED, Profile(role="physician", budget=200, hours_per_week=5))
    assert ruled_out(ranking, BUNDLED.find("stanford")) == []
    assert "price" in ranking.find(BUNDLED.find("stanford")).standing.confirm


# Who may have it, and whether it is offered


def status(**value: str) -> dict[str, Any]:
    return {"status": fact(value)}


@pytest.mark.parametrize(
    ("value", "in_it"),
    [
        ({"state": "offered"}, True),
        ({"state": "paused"}, True),
        ({"state": "unknown"}, True),
        ({"state": "retired"}, False),
        ({"state": "announced", "start": "2027-03"}, False),
        ({"state": "announced", "start": "2026-03"}, True),  # it may have begun
        ({"state": "retired", "start": "2027-03"}, True),  # not before then
    ],
)
def test_what_is_retired_or_announced_is_never_ranked(value: dict[str, str], in_it: bool) -> None:
    program = make_program(**status(**value))
    ranking = rank(replace(make_catalog(program), today=SUNDAY), Profile(role="physician"))
    assert bool(ranking.ranked) is in_it
    assert ruled_out(ranking, program) == ([] if in_it else ["status"])
    plainly = value in ({"state": "offered"}, {"state": "retired", "start": "2027-03"})
    if in_it:
        assert ("whether it is offered" in ranking.ranked[0].confirm) is not plainly


@pytest.mark.parametrize(
    ("day", "state", "words"),
    [
        (date(2026, 8, 31), "offered", "offered until 2026-08-31"),
        (date(2026, 9, 1), "unknown", "was offered until 2026-08-31: ask whether it still is"),
    ],
)
def test_a_date_that_has_passed_changes_the_words(day: date, state: str, words: str) -> None:
    program = make_program(**status(state="offered", end="2026-08-31"))
    ranking = rank(replace(make_catalog(program), today=day), Profile(role="physician"))
    (row,) = ranking_document(ranking)["ranking"]
    assert row["status"] == {"state": state, "words": words}


def test_every_bundled_program_has_a_status() -> None:
    assert [one.id for one in BUNDLED.programs if one.facts.status is None] == []


def test_a_post_with_a_salary_is_not_for_sale() -> None:
    fellowship = BUNDLED.find("nhs-clinical-ai-fellowship")
    ranking = rank(BUNDLED, Profile(role="physician", budget=0))
    assert "purchase" in ruled_out(ranking, fellowship)
    assert cost(fellowship, ranking.applicant).usd is None


def test_a_post_with_a_salary_is_never_shown_with_0_dollars() -> None:
    post = make_program(price=fact(price(0)), employment=fact(True))
    assert cost(post, resolve(Profile(role="physician"), BUNDLED.roles)).at_least is None
    query = {"search": None, "role": None, "max-cost": None, "hours": None, "cme": False,
             "pacing": None, "country": None, "language": None, "focus": None, "strict": False}  # fmt: skip
    book = make_catalog(post)
    matches = search(book, read_query(query, book))
    pages = (plan_page(planned(post), PAGE), programs_table(book, matches, PAGE))
    assert ["$0" in page for page in pages] == [False, False]
    assert ["not for sale" in plan_page(planned(post), PAGE)] == [True]
    study = make_program(price=fact(price(0)), employment=fact(False))
    assert "$0" in plan_page(planned(study), PAGE)


def test_who_may_not_enrol_is_told() -> None:
    program = make_program(enrolment=fact({"roles": ["physician"]}))
    assert ruled_out(rank(make_catalog(program), Profile(role="physician")), program) == []
    administrator = rank(make_catalog(program), Profile(role="administrator"))
    assert ruled_out(administrator, program) == ["enrolment"]
    staff = make_program(enrolment=fact({"condition": "NHS employees only"}))
    assert "whether you may enrol" in one(staff).confirm


def test_a_country_and_a_language_are_needs_where_they_are_said() -> None:
    program = make_program(countries=fact(["CA"]), languages=fact(["en", "fr"]))
    assert state(program, "country", country="CA") == "ok"
    assert state(program, "country", country="US") == "fails"
    assert state(program, "language", language="de") == "fails"
    assert state(make_program(), "country", country="US") == "unknown"
    assert state(make_program(countries=fact([])), "country", country="US") == "ok"
    assert "whether it is open in your country" in one(program).confirm


def test_a_country_is_said_by_code_or_name(cli: Cli) -> None:
    said = [
        cli("rank", "--role", "physician", "--country", words, "--json").json()["profile"][
            "country"
        ]
        for words in ("ca", "CA", "Canada")
    ]
    assert said == ["CA"] * 3
    wrong = cli("rank", "--role", "physician", "--country", "Atlantis")
    assert wrong.code == 2
    assert "must be the ISO 3166 code of a country" in wrong.err


def test_absnc_counts_as_an_accreditation() -> None:
    program = make_program(accredited=fact(["absnc"]))
    items = one(program).ratings["assessment_rigor"].items
    assert next(row.points for row in items if row.rule.id == "accredited") == 1


# Interest works both ways


def test_independent_evidence_leaves_open_own_claims_and_a_rivals_no() -> None:
    ranking = rank(BUNDLED, Profile(role="administrator", evidence="independent"))
    for name, item_id in (
        ("iabac", "proctored"),
        ("stanford", "proctored"),
        ("harvard-ai", "framework"),
    ):
        standing = ranking.find(BUNDLED.find(name)).standing
        items = {row.rule.id: row for rating in standing.ratings.values() for row in rating.items}
        assert (items[item_id].points, items[item_id].open) == (0, 1), name


def test_the_two_interests_are_marked_apart() -> None:
    ranking = rank(BUNDLED, Profile(role="administrator"))
    rows = {row["id"]: row for row in ranking_document(ranking)["ranking"]}
    marks = {}
    for name in ("iabac-ai-healthcare", "stanford-ai-healthcare"):
        for row in rows[name]["ratings"]["assessment_rigor"]["items"]:
            if row["id"] == "proctored":
                marks[name] = (row["own_claim"], row["rival_claim"])
    assert marks == {
        "iabac-ai-healthcare": (True, False),
        "stanford-ai-healthcare": (False, True),
    }
    pages = [
        explanation_page(explain(ranking, BUNDLED.find(name)), ranking, PAGE)
        for name in ("iabac", "stanford")
    ]
    assert "the assessment is proctored*" in pages[0]
    assert "the assessment is proctored^" in pages[1]


def test_what_the_provider_says_of_itself_is_no_rivals_word_whoever_relays_it() -> None:
    relayed = make_program(
        "one", "stanford", proctored=fact(False, "guide", provider_claim=True)
    )  # fmt: skip
    rating = one(relayed, evidence="independent").ratings["assessment_rigor"]
    assert next(row.open for row in rating.items if row.rule.id == "proctored") == 0


def test_a_plan_asks_about_what_only_a_rival_denies() -> None:
    program = make_program("one", "stanford", proctored=fact(False, "guide"))
    for evidence, asks in (("independent", True), ("all", False)):
        profile = Profile.model_validate({"role": "physician", "evidence": evidence})
        found = plan(rank(make_catalog(program), profile), program, SUNDAY)
        whys = [one.why for one in found.questions if one.about == "proctored"]
        assert whys == ["Only a source that promotes another provider says no."] * asks


def test_both_interests_are_marked_in_every_page(cli: Cli) -> None:
    """Of IABAC its own claims, of Stanford and Harvard what the guide denies them."""
    role = ("--role", "administrator")
    ranked = cli("rank", *role, "--format", "markdown", "--details").out
    lines = {line.split("|")[2]: line for line in ranked.splitlines() if line.startswith("| ")}
    iabac, harvard = (
        next(line for name, line in lines.items() if f"({provider})" in name)
        for provider in ("IABAC", "Harvard")
    )
    assert r"of 5\*" in iabac
    assert "of 4^" in harvard
    table = cli("rank", *role, "--top", "99", "--details").out
    assert "/5*" in table
    assert "/4^" in table
    compared = cli("compare", "iabac", "harvard-ai-health-care", *role).out
    assert "of 5*" in compared
    assert "of 4^" in compared
    told = "only the provider, or a source that promotes it, says so."
    for page in (compared, cli("explain", "iabac", *role).out, ranked):
        assert told in " ".join(page.split())


def test_a_no_that_somebody_independent_states_too_stays_a_no() -> None:
    rival = make_program("one", "stanford", proctored=fact(False, "guide"))
    both = make_program("one", "stanford", proctored=fact(False, "guide", also=["course-list"]))
    opened = [one(program, evidence="independent").ratings["assessment_rigor"].open
              for program in (rival, both)]  # fmt: skip
    assert opened == [5, 4]


def test_everybody_is_told_who_publishes_the_guide(cli: Cli) -> None:
    said = "The guide that this ranking follows is published by IABAC, which it puts first."
    assert said in " ".join(notes(rank(BUNDLED, Profile(role="physician"))))
    for words in (("rank", "--details"), ("report", "--format", "markdown"), ("pair",)):
        assert said in " ".join(cli(*words, "--role", "administrator").out.split()), words
    short = " ".join(cli("rank", "--role", "administrator").out.split())
    assert "The guide: published by IABAC, which it puts first;" in short


def test_the_note_counts_things_and_no_points_which_are_something_else() -> None:
    ranking = rank(BUNDLED, Profile(role="informatics"))
    told = ranking_document(ranking)
    counts = {"own": 0, "denied": 0}
    for row in told["ranking"]:
        mine = row["id"] == "iabac-ai-healthcare"
        for name in ("assessment_rigor", "portability"):
            for item in row["ratings"][name]["items"]:
                counts["own"] += mine and item["own_claim"] and item["state"] != "absent"
                counts["denied"] += not mine and item["rival_claim"] and not item["points"]
    note = next(one for one in told["notes"] if "published by IABAC" in one)
    assert f"{counts['own']} things in its favour are stated only by" in note
    assert f"{counts['denied']} things in others' favour are denied only by" in note
    assert "point" not in note


def test_the_notes_of_the_json_tell_it_too(cli: Cli) -> None:
    said = "The guide that this ranking follows is published by IABAC, which it puts first."
    ranked = cli("rank", "--role", "physician", "--json").json()
    assert any(note.startswith(said) for note in ranked["notes"])


def test_look_alikes_are_named_where_the_program_is(cli: Cli) -> None:
    words = ("harvard-ai-health-care", "--role", "physician")
    pages = [cli(command, *words).out for command in ("explain", "plan")]
    pages.append(cli("programs", "harvard-ai-health-care").out)
    for page in pages:
        assert "Not to be confused with" in page
        assert "harvard-chan-responsible-ai" in page
