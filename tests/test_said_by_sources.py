"""What the sources say, and no more: windows, parts, ranges, disputes, states and interests."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from conftest import Run
from hypothesis import given
from making import BUNDLED, catalogs, fact, make_catalog, make_program, profiles

from certpick import Catalog, Profile, Program, Ranking, plan, rank
from certpick.explain.explanation import explain
from certpick.explain.notes import notes
from certpick.planning.plan import Plan
from certpick.profile.profile import resolve
from certpick.render.documents import ranking_document
from certpick.render.explanation import explanation_page
from certpick.render.plan import plan_json, plan_page
from certpick.render.streams import Surface
from certpick.scoring.needs import needs
from certpick.scoring.ranking import Standing
from certpick.scoring.terms import cost, cost_over

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


# Topics


def test_knowing_a_part_of_a_syllabus_never_counts_against_it() -> None:
    listed = make_program(topics=[{"topic": "ethics-bias", "source": "course-list"}])
    unknown = make_program()
    assert one(listed).score_high == pytest.approx(one(unknown).score_high)
    whole = make_program(
        topics=[{"topic": "ethics-bias", "source": "course-list"}], topics_complete=fact(True)
    )
    assert one(whole).score_high < one(listed).score_high


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
    document = json.loads(plan_json(planned(program)))
    assert document["cost_over_time"][-1] == {
        "years": 5, "renewals": 2, "usd": 1299, "at_least_usd": 1299, "unknown": [],
    }  # fmt: skip


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


def test_every_bundled_program_has_a_status() -> None:
    assert [one.id for one in BUNDLED.programs if one.facts.status is None] == []


def test_a_post_with_a_salary_is_not_for_sale() -> None:
    fellowship = BUNDLED.find("nhs-clinical-ai-fellowship")
    ranking = rank(BUNDLED, Profile(role="physician", budget=0))
    assert "purchase" in ruled_out(ranking, fellowship)
    assert cost(fellowship, ranking.applicant).usd is None


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


def test_a_no_that_somebody_independent_states_too_stays_a_no() -> None:
    rival = make_program("one", "stanford", proctored=fact(False, "guide"))
    both = make_program("one", "stanford", proctored=fact(False, "guide", also=["course-list"]))
    opened = [one(program, evidence="independent").ratings["assessment_rigor"].open
              for program in (rival, both)]  # fmt: skip
    assert opened == [5, 4]


def test_everybody_is_told_who_publishes_the_guide(cli: Cli) -> None:
    said = "The guide that this ranking follows is published by IABAC, which it puts first."
    assert said in " ".join(notes(rank(BUNDLED, Profile(role="physician"))))
    for words in (("rank",), ("report", "--format", "markdown"), ("pair",)):
        assert said in " ".join(cli(*words, "--role", "administrator").out.split()), words


def test_look_alikes_are_named_where_the_program_is(cli: Cli) -> None:
    words = ("harvard-ai-health-care", "--role", "physician")
    pages = [cli(command, *words).out for command in ("explain", "plan")]
    pages.append(cli("programs", "harvard-ai-health-care").out)
    for page in pages:
        assert "Not to be confused with" in page
        assert "harvard-chan-responsible-ai" in page
