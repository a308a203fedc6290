"""Two programs together: the best pairs by brute force, what both ask, and the guide's own."""

import itertools
import json
import random
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from making import (
    BUNDLED,
    ROLES,
    SIX,
    catalogs,
    fact,
    make_catalog,
    make_program,
    profiles,
    with_fact,
)

from certpick import Catalog, Profile, Program, pair, rank
from certpick.catalog.facts import TopicEntry
from certpick.pairs.combined import Time, demand, needs_together, time_together, total_cost
from certpick.pairs.coverage import Scale
from certpick.pairs.notes import pair_notes
from certpick.pairs.pairing import Pair, audience
from certpick.profile.profile import Applicant, resolve
from certpick.render.documents.pairs import pairs_document
from certpick.render.encode import as_json
from certpick.render.pairs import pairs_page
from certpick.render.streams import Surface
from certpick.scoring.ranking import Standing, score, standing_of
from certpick.scoring.terms import Cost

Cli = Callable[..., Run]
Golden = Callable[[Path, str], None]
GOLDEN = Path(__file__).parent / "golden"
CLOSE = 1e-9


def settled_price(program: Program, amount: float) -> Program:
    """Return a program of this price, of which all else is as it is."""
    document = make_program(price=fact({"amount": amount, "currency": "USD", "unit": "program"}))
    return replace(program, facts=replace(program.facts, price=document.facts.price))


def ids(one: Pair) -> list[str]:
    """Return a pair's programs, the first to take first."""
    return [member.program.id for member in one.members]


class Together(NamedTuple):
    """The score of two programs, the highest that it can be, and the one by what is wanted."""

    shown: float
    reach: float
    wanted: float


def together(first: Standing, second: Standing) -> Together:
    """Return the scores of two programs, item by item, by the rule.

    On every item the better verdict counts, and topics add up; what one of them leaves open
    may still be shown. Who wants no credit does not want that of the second.
    """
    shown = reach = wanted = 0.0
    applicant = first.applicant
    for name, weight in applicant.weights.items():
        pairs = zip(first.ratings[name].items, second.ratings[name].items, strict=True)
        for one, other in pairs:
            points = max(one.points, other.points)
            if one.rule.id == "topics":
                facts = (*one.basis, *other.basis)
                covered = {each.topic for each in facts if isinstance(each, TopicEntry)}
                points = len(covered) / len(applicant.topics)
            worth = 100 * weight / first.ratings[name].max
            shown += worth * points
            reach += worth * max(points, one.points + one.open, other.points + other.open)
            is_wanted = applicant.cme != "no" or one.rule.id != "ce_credit"
            wanted += worth * (points if is_wanted else one.points)
    return Together(shown, reach, wanted)


def is_for(program: Program, applicant: Applicant) -> bool:
    """Return whether a program may be for the applicant: it is, or nobody says for whom it is."""
    audience = program.facts.audience
    return not audience or any(
        entry.role in applicant.audience_roles and entry.when in (None, *applicant.situations)
        for entry in audience
    )


def brute_force(
    catalog: Catalog, profile: Profile, fixed: Program | None
) -> list[tuple[float, list[str]]]:
    """Return every pair that adds something and fits, by looking at each."""
    ranking = rank(catalog, profile)
    applicant, found = ranking.applicant, []
    floor = ranking.ranked[0].score if ranking.ranked and fixed is None else 0.0
    failing = ("fails", "unknown") if profile.strict else ("fails",)
    for duo in itertools.combinations(catalog.programs, 2):
        if any(one.facts.focus.value != "healthcare-ai" for one in duo):
            continue
        if fixed is not None and fixed not in duo:
            continue
        if not all(one is fixed or is_for(one, applicant) for one in duo):
            continue
        first, second = sorted(
            (standing_of(one, applicant, catalog.sources) for one in duo),
            key=lambda one: (
                -round(one.score, 9),
                -round(one.score_high, 9),
                float("inf") if one.cost.usd is None else one.cost.usd,
                one.program.id,
            ),
        )
        demands = [demand(one.program, applicant) for one in (first, second)]
        alone = [
            need
            for one in demands
            for name, need in one.needs.items()
            if name != "cme" and need.state in failing
        ]
        both = needs_together(demands[0], demands[1], profile)
        if alone or any(need.state in failing for need in both):
            continue
        shown, reach, wanted = together(first, second)
        if wanted > max(first.score, second.score, floor) + CLOSE:
            usd = [one.cost.usd for one in (first, second)]
            total = float("inf") if None in usd else sum(each or 0.0 for each in usd)
            names = [first.program.id, second.program.id]
            found.append(((-round(shown, 9), -round(reach, 9), total, names), shown))
    return [(shown, key[3]) for key, shown in sorted(found)]


@given(catalogs(most=7), profiles, st.integers(1, 8), st.data())
@settings(max_examples=200)
def test_the_best_pairs_are_those_of_brute_force(
    drawn: Catalog, profile: Profile, top: int, data: st.DataObject
) -> None:
    fixed = data.draw(st.none() | st.sampled_from(drawn.programs)) if drawn.programs else None
    found = pair(drawn, profile, fixed, top).pairs
    expected = brute_force(drawn, profile, fixed)
    assert [ids(one) for one in found] == [names for _, names in expected[:top]]
    assert [one.score for one in found] == pytest.approx([shown for shown, _ in expected[:top]])


def _merged(first: Program, second: Program) -> Program:
    """Return one program of which everything is true that is true of either."""
    facts: dict[str, Any] = {}
    for name in ("graded_work", "pass_standard", "proctored", "renewal_years", "recognized",
                 "framework", "international"):  # fmt: skip
        known = [getattr(one.facts, name) for one in (first, second)]
        true = [one for one in known if one and one.value]
        facts[name] = fact(true[0].value) if true else None
    awards = [one.facts.ce_credit for one in (first, second) if one.facts.ce_credit]
    facts["ce_credit"] = fact([asdict(credit) for one in awards for credit in one.value])
    bodies = [one.facts.accredited for one in (first, second) if one.facts.accredited]
    facts["accredited"] = fact([body for one in bodies for body in one.value])
    document = with_fact(first, audience=[], topics=[], price=None, weeks=None, **facts)
    audience = (*first.facts.audience, *second.facts.audience)
    topics = {entry.topic: entry for entry in (*first.facts.topics, *second.facts.topics)}
    both = replace(document.facts, audience=audience, topics=tuple(topics.values()))
    return replace(document, facts=both)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("situations", [(), ("manages",), ("leadership", "multinational")])
def test_a_pair_scores_as_one_program_that_is_all_of_both(
    role: str, situations: tuple[str, ...]
) -> None:
    profile = Profile(role=role, situations=situations, cme="helpful")
    for one in pair(SIX, profile, top=20).pairs:
        merged = _merged(one.first.program, one.second.program)
        assert one.score == pytest.approx(score(merged, one.first.applicant, SIX.sources)[0])


@given(catalogs(least=2), profiles)
def test_what_holds_for_every_pair(drawn: Catalog, profile: Profile) -> None:
    pairing = pair(drawn, profile, top=20)
    for one in pairing.pairs:
        best = pairing.ranking.ranked[0].score
        assert one.score > max(best, one.first.score, one.second.score)
        assert round(one.first.score, 9) >= round(one.second.score, 9)
        assert one.score <= one.first.score + one.second.score + CLOSE
        assert one.score <= one.score_high <= 100 + CLOSE
        assert one.added
        assert one.score_high >= max(one.first.score_high, one.second.score_high) - 1e-6
        weights = one.first.applicant.weights
        parts = sum(100 * weights[part.criterion] * part.points / part.max for part in one.parts)
        assert one.score == pytest.approx(parts)
        assert all(0 <= part.claimed <= part.points <= part.max + 1e-9 for part in one.parts)
        states = {need.state for need in one.needs}
        assert states <= ({"ok"} if profile.strict else {"ok", "unknown"})


@given(catalogs(), profiles, st.randoms(use_true_random=False))
def test_shuffling_the_catalogue_changes_nothing(
    drawn: Catalog, profile: Profile, chance: random.Random
) -> None:
    shuffled = list(drawn.programs)
    chance.shuffle(shuffled)
    pages = {
        (as_json(pairs_document(one)), pairs_page(one, Surface(60, False, True)))
        for one in (pair(drawn, profile), pair(make_catalog(*shuffled), profile))
    }
    assert len(pages) == 1


@given(catalogs(least=2), profiles)
def test_a_smaller_top_is_the_beginning_of_a_larger(drawn: Catalog, profile: Profile) -> None:
    every = [ids(one) for one in pair(drawn, profile, top=20).pairs]
    for top in range(1, 4):
        assert [ids(one) for one in pair(drawn, profile, top=top).pairs] == every[:top]


# The guide's pairings


def partners(role: str, partner: str) -> list[str]:
    """Return the providers that pair best with this one, among the guide's six."""
    fixed = SIX.find(partner)
    pairs = pair(SIX, Profile(role=role), fixed, top=5).pairs
    return [
        next(one.program.provider for one in each.members if one.program is not fixed)
        for each in pairs
    ]


def test_informatics_pair_iabac_with_stanford() -> None:
    """The guide: "Pairing it with Stanford's specialization … addresses both"."""
    best = pair(SIX, Profile(role="informatics")).pairs[0]
    assert [one.program.provider for one in best.members] == ["iabac", "stanford"]
    assert partners("informatics", "iabac")[0] == "stanford"
    added = {one.unit.topic or one.unit.rule.id for one in best.added}
    assert added == {"ehr-data", "clinical-workflow"}


def test_the_worked_example() -> None:
    """IABAC and Stanford: 100 x (11/18 x 4/4 + 5/18 x 4/5 + 2/18 x 2/4)."""
    best = pair(SIX, Profile(role="informatics")).pairs[0]
    assert best.score == pytest.approx(100 * (11 / 18 + 5 / 18 * 4 / 5 + 2 / 18 * 2 / 4))
    assert (best.cost.usd, best.cost.at_least) == (None, 79)
    claimed = {part.criterion: part.claimed for part in best.parts}
    assert claimed == {"domain_alignment": 1.0, "assessment_rigor": 3, "portability": 2}


def test_administrators_pair_iabac_with_harvard() -> None:
    """The guide: "Cedars-Sinai and Harvard's innovation module are solid additions"."""
    assert partners("administrator", "iabac")[0] == "harvard"


def test_the_pairings_of_the_guide_come_first_with_the_score_that_they_have() -> None:
    """Also the one of which nothing known adds to the score, and that is said."""
    pairing = pair(BUNDLED, Profile(role="administrator"))
    harvard, cedars, third = pairing.pairs
    assert ids(harvard) == ["iabac-ai-healthcare", "harvard-ai-health-care"]
    assert ids(cedars) == ["iabac-ai-healthcare", "cedars-sinai-applied-ai"]
    assert (harvard.effect, cedars.effect, third.effect) == ("adds", "adds nothing", "adds")
    assert cedars.score == pytest.approx(cedars.first.score)
    page = " ".join(pairs_page(pairing, Surface(110, color=False, unicode=True)).split())
    reach = f"{cedars.score_high - cedars.score:.1f}"
    said = f"Cedars-Sinai adds: nothing that is known and wanted; unknowns could add up to {reach}"
    assert said in page
    first = json.loads(as_json(pairs_document(pairing)))["pairs"][0]
    assert (first["rank"], first["advice"]["source"]) == (1, "guide")


def test_a_pairing_of_the_guide_that_does_not_fit_is_told_and_not_offered() -> None:
    """$5,000 pay for Harvard alone, and its $4,800 and a fee do not fit beside another's."""
    iabac = settled_price(SIX.find("iabac"), 300)
    catalog = replace(SIX, programs=(iabac, *(one for one in SIX.programs if one.id != iabac.id)))
    pairing = pair(catalog, Profile(role="administrator", budget=5000), top=9)
    harvard = next(one.pair for one in pairing.advised if "harvard" in str(one.pair.ids))
    assert harvard.effect == "does not fit"
    assert harvard.ids not in {one.ids for one in pairing.pairs}
    assert "also pairs IABAC with Harvard: $100 over" in " ".join(pair_notes(pairing))


def test_a_pair_takes_the_part_that_the_guide_means_where_only_that_fits() -> None:
    """In 14 weeks there is no time for all of Harvard's 15, and there is for its module."""
    pairing = pair(SIX, Profile(role="administrator", weeks=14))
    first = pairing.pairs[0]
    assert ids(first) == ["iabac-ai-healthcare", "harvard-ai-health-care"]
    assert first.second.part
    page = pairs_page(pairing, Surface(110, color=False, unicode=True))
    assert f"1. IABAC, then Harvard; only its {first.second.part.name}" in page
    member = json.loads(as_json(pairs_document(pairing)))["pairs"][0]["members"][1]
    assert (member["part"]["id"], member["weeks"]) == (first.second.part.id, first.second.weeks)


@given(profiles)
@settings(max_examples=30)
def test_every_proposal_is_for_the_role_or_a_sources_own(profile: Profile) -> None:
    pairing = pair(BUNDLED, profile, top=5)
    advised = [one.pair.ids for one in pairing.advised]
    for place, one in enumerate(pairing.pairs):
        recommended = one.ids in advised
        assert recommended or all(audience(each) != "not named" for each in one.members)
        assert recommended or one.gains
        assert not recommended or place < len(advised), "and stands before all others"
    assert "not said to be" not in pairs_page(pairing, Surface(110, color=False, unicode=True))


def test_credit_is_no_gain_to_who_wants_none() -> None:
    strong = make_program("strong", proctored=fact(True), graded_work=fact(True))
    credit = make_program("credit", "iabac", proctored=fact(True), ce_credit=CREDIT)
    catalog = make_catalog(strong, credit)
    assert pair(catalog, Profile(role="administrator", cme="helpful")).pairs
    assert "No two for your role" in notes_of(catalog, cme="no")
    assert "adds anything to Harvard" in notes_of(catalog, strong, cme="no")
    more = with_fact(credit, recognized=fact(True))
    (found,) = pair(make_catalog(strong, more), Profile(role="administrator", cme="no")).pairs
    assert found.score == pytest.approx(together(found.first, found.second).shown)


def test_advice_moves_no_score() -> None:
    profile = Profile(role="informatics")
    roles = replace(
        BUNDLED.roles, roles=tuple(replace(role, pairings=()) for role in BUNDLED.roles.roles)
    )
    plain = pair(replace(SIX, roles=roles), profile)
    assert plain.advised == ()
    assert [(ids(one), one.score) for one in plain.pairs] == [
        (ids(one), one.score) for one in pair(SIX, profile).pairs
    ]


def test_advice_names_programs_of_the_catalogue() -> None:
    known = {program.id for program in BUNDLED.programs}
    named = {name for role in BUNDLED.roles.roles for one in role.pairings for name in one.programs}
    assert named
    assert named <= known
    sources = {one.source for role in BUNDLED.roles.roles for one in role.pairings}
    assert sources <= BUNDLED.sources.keys()


# What two ask together


def weeks(amount: float) -> dict[str, Any]:
    """Return a length of a whole program."""
    return fact({"amount": amount, "unit": "program"})


def load(low: float, high: float | None = None) -> dict[str, Any]:
    """Return hours of study a week."""
    return fact({"low": low, "high": high or low})


def usd(amount: float, unit: str = "program") -> dict[str, Any]:
    """Return a price."""
    return fact({"amount": amount, "unit": unit, "currency": "USD"})


COHORT, SELF_PACED = fact("cohort"), fact("self-paced")


def applicant(**answers: Any) -> Applicant:
    """Return an applicant who is an administrator unless said otherwise."""
    profile = Profile.model_validate({"role": "administrator", **answers})
    return resolve(profile, BUNDLED.roles)


def timed(one: dict[str, Any], other: dict[str, Any], hours: float | None) -> Time:
    """Return the time of two programs of which these facts are known."""
    who = applicant(hours_per_week=hours)
    demands = [demand(make_program("a", **facts), who) for facts in (one, other)]
    return time_together(demands[0], demands[1], hours)


TEN = {"weeks": weeks(10), "hours_per_week": load(4), "pacing": COHORT}
SIX_WEEKS = {"weeks": weeks(6), "hours_per_week": load(3, 5), "pacing": COHORT}
FORTY_HOURS = {"total_hours": fact(40), "pacing": SELF_PACED}


@pytest.mark.parametrize(
    ("one", "other", "hours", "expected"),
    [
        (TEN, SIX_WEEKS, 7, Time(16, 10, "ok")),
        (TEN, SIX_WEEKS, 6.9, Time(16, None, "fails")),
        (TEN, SIX_WEEKS, None, Time(16, None, "unknown")),
        (TEN, {**SIX_WEEKS, "pacing": fact("self-paced")}, 7, Time(14, 10, "ok")),
        (TEN, FORTY_HOURS, 8, Time(15, 10, "ok")),  # 4 hours a week are left: 40 in 10 weeks
        (TEN, FORTY_HOURS, 5, Time(18, 16, "ok")),  # 80 hours in all
        (TEN, FORTY_HOURS, 4, Time(20, 20, "ok")),  # no hour is left beside the cohort
        (FORTY_HOURS, FORTY_HOURS, 7, Time(12, 12, "ok")),
        (TEN, {"weeks": weeks(6), "pacing": COHORT}, 9, Time(16, None, "unknown")),
        (TEN, {"pacing": COHORT}, 9, Time(None, None, "unknown")),
        (TEN, {"weeks": weeks(6), "hours_per_week": load(5)}, 8, Time(16, None, "unknown")),
        # More hours are stated than its weeks hold: at once is never told as longer.
        ({**TEN, "total_hours": fact(200)}, SIX_WEEKS, 7, Time(16, 16, "ok")),
    ],
)
def test_time(one: Any, other: Any, hours: float | None, expected: Time) -> None:
    assert timed(one, other, hours) == expected
    assert timed(other, one, hours) == expected


@given(catalogs(least=2, most=2), profiles)
def test_at_once_is_never_longer_and_never_beats_the_longer_program(
    drawn: Catalog, profile: Profile
) -> None:
    who = resolve(profile, drawn.roles)
    first, second = (demand(one, who) for one in drawn.programs)
    time = time_together(first, second, profile.hours_per_week)
    assert (time.at_once is None) == (time.overlap != "ok")
    if time.at_once is not None and time.in_sequence is not None:
        assert max(first.weeks or 0, second.weeks or 0) <= time.at_once <= time.in_sequence


def known(usd: float) -> Cost:
    """Return a cost that is known."""
    return Cost(usd, usd, "", at_most=usd)


@pytest.mark.parametrize(
    ("first", "second", "usd_total", "at_least"),
    [
        (known(600), known(2990), 3590, 3590),
        (known(600), Cost(None, None, ""), None, 600),
        (Cost(None, 79, ""), known(600), None, 679),
        (Cost(None, None, ""), Cost(None, None, ""), None, None),
    ],
)
def test_cost(first: Cost, second: Cost, usd_total: float | None, at_least: float | None) -> None:
    total = total_cost(first, second)
    assert (total.usd, total.at_least) == (usd_total, at_least)


def states(one: dict[str, Any], other: dict[str, Any], **answers: Any) -> dict[str, str]:
    """Return the state of each need of two programs together."""
    who = applicant(**answers)
    first, second = (demand(make_program(name, **facts), who) for name, facts in
                     (("a", one), ("b", other)))  # fmt: skip
    return {need.kind: need.state for need in needs_together(first, second, who.profile)}


CREDIT = fact([{"system": "cme-unspecified"}])


@pytest.mark.parametrize(
    ("one", "other", "answers", "expected"),
    [
        ({"price": usd(300)}, {"price": usd(200)}, {"budget": 500}, {"budget": "ok"}),
        ({"price": usd(300)}, {"price": usd(201)}, {"budget": 500}, {"budget": "fails"}),
        ({"price": usd(300)}, {}, {"budget": 500}, {"budget": "unknown"}),
        ({"price": usd(501)}, {}, {"budget": 500}, {"budget": "fails"}),
        (TEN, SIX_WEEKS, {"weeks": 16}, {"weeks": "ok"}),
        (TEN, SIX_WEEKS, {"weeks": 15}, {"weeks": "unknown"}),  # at once, if the hours allow
        (TEN, SIX_WEEKS, {"weeks": 8}, {"weeks": "fails"}),  # one alone takes longer
        (TEN, SIX_WEEKS, {"weeks": 10, "hours_per_week": 7}, {"hours": "ok", "weeks": "ok"}),
        (TEN, SIX_WEEKS, {"weeks": 15, "hours_per_week": 6}, {"hours": "ok", "weeks": "fails"}),
        (TEN, SIX_WEEKS, {"hours_per_week": 3}, {"hours": "fails"}),
        (TEN, {}, {"weeks": 30}, {"weeks": "unknown"}),
        (FORTY_HOURS, TEN, {"weeks": 30}, {"weeks": "unknown"}),  # depends on the hours
        ({"ce_credit": CREDIT}, {}, {"role": "physician", "cme": "required"}, {"cme": "ok"}),
        ({"ce_credit": fact([])}, {}, {"cme": "required"}, {"cme": "unknown"}),
        ({"ce_credit": fact([])}, {"ce_credit": fact([])}, {"cme": "required"}, {"cme": "fails"}),
        ({"pacing": COHORT}, {}, {"pacing": "cohort"}, {"pacing": "unknown"}),
        ({"pacing": COHORT}, {"pacing": SELF_PACED}, {"pacing": "cohort"}, {"pacing": "fails"}),
        (
            {"programming_required": fact(False)},
            {"programming_required": fact(True)},
            {"no_programming": True},
            {"no-programming": "fails"},
        ),
    ],
)
def test_needs(one: Any, other: Any, answers: Any, expected: dict[str, str]) -> None:
    assert states(one, other, **answers) == expected
    assert states(other, one, **answers) == expected


def test_what_two_lack_is_told_as_a_share_of_what_the_user_has() -> None:
    who = applicant(budget=400, weeks=15, hours_per_week=6)
    first, second = (
        demand(make_program(name, **facts, price=usd(300)), who)
        for name, facts in (("a", TEN), ("b", SIX_WEEKS))
    )
    gaps = {need.kind: need.gap for need in needs_together(first, second, who.profile)}
    assert gaps == {"budget": 200 / 400, "hours": 0, "weeks": pytest.approx(1 / 15)}


def details(one: dict[str, Any], other: dict[str, Any], **answers: Any) -> list[str]:
    """Return what is said of each need of two programs together."""
    who = applicant(**answers)
    first, second = (demand(make_program(name, **facts), who) for name, facts in
                     (("a", one), ("b", other)))  # fmt: skip
    return [need.detail for need in needs_together(first, second, who.profile)]


def test_what_is_said_of_a_need_names_the_programs_that_it_is_about() -> None:
    five, six = ({**TEN, "hours_per_week": load(hours)} for hours in (5, 6))
    assert details(five, six, hours_per_week=4) == [
        "a: asks for 1 hour a week more than you have; b: asks for 2 hours a week more than you have"
    ]
    assert details({"price": usd(300)}, {}, budget=500) == ["b: price not stated"]
    assert details({}, {}, budget=500) == ["a: price not stated; b: price not stated"]


def test_hours_in_all_and_weeks_at_once_rest_on_the_same_hours() -> None:
    """The middle of a weekly range counts for both, its low end only for what fits at once."""
    ranging = {"weeks": weeks(10), "hours_per_week": load(4, 6), "pacing": COHORT}
    assert timed(ranging, FORTY_HOURS, 5) == Time(18, 18, "ok")  # 50 and 40 hours, not 80
    catalog = make_catalog(
        make_program("one", proctored=fact(True), **ranging),
        make_program("other", graded_work=fact(True), **FORTY_HOURS),
    )
    (found,) = pair(catalog, Profile(role="administrator", hours_per_week=5)).pairs
    assert found.hours == 90
    assert found.time.at_once == found.hours / 5


def test_a_monthly_fee_that_runs_longer_at_once_is_to_be_confirmed() -> None:
    monthly = {**FORTY_HOURS, "price": usd(50, "month")}
    cohort = {**TEN, "price": usd(100)}
    answers = {"hours_per_week": 8, "budget": 300}
    assert states(monthly, cohort, **answers, weeks=15)["budget"] == "ok"
    at_once = states(monthly, cohort, **answers, weeks=10)
    assert (at_once["budget"], at_once["weeks"]) == ("unknown", "ok")
    once = states({**FORTY_HOURS, "price": usd(100)}, cohort, **answers, weeks=10)
    assert (once["budget"], once["weeks"]) == ("ok", "ok"), "no fee runs longer"


def test_one_credit_is_enough_where_cme_is_required() -> None:
    """A program known to award none is out alone, and in beside one that awards it."""
    strong = make_program(
        "strong", ce_credit=fact([]), proctored=fact(True), pass_standard=fact(True)
    )
    credit = make_program("credit", ce_credit=CREDIT)
    catalog = make_catalog(strong, credit)
    profile = Profile(role="physician", cme="required")
    assert [one.program.id for one in rank(catalog, profile).ranked] == ["credit"]
    for strict in (False, True):
        (found,) = pair(catalog, profile.model_copy(update={"strict": strict})).pairs
        assert sorted(ids(found)) == ["credit", "strong"]


def test_what_one_shows_is_no_longer_to_be_confirmed() -> None:
    one = make_program("one", proctored=fact(True))
    other = make_program("other", graded_work=fact(True), ce_credit=fact([]))
    (found,) = pair(make_catalog(one, other), Profile(role="administrator")).pairs
    assert not {"proctoring", "grading"} & set(found.confirm)
    assert {"price", "length", "accreditation", "CME or CE credit"} <= set(found.confirm)


def test_a_point_that_one_shows_independently_is_no_mere_claim() -> None:
    claimed = make_program("claimed", "iabac", proctored=fact(True, "iabac-faq"))
    stated = make_program("stated", proctored=fact(True), graded_work=fact(True))
    other = make_program("other", "iabac", recognized=fact(True, "iabac-faq"))
    catalog = make_catalog(claimed, stated, other)
    (found,) = (
        one
        for one in pair(catalog, Profile(role="administrator"), catalog.programs[1]).pairs
        if ids(one) == ["stated", "other"]
    )
    assert [(one.unit.rule.id, one.claimed) for one in found.added] == [("recognized", True)]
    assert {part.criterion: part.claimed for part in found.parts} == {
        "domain_alignment": 0, "assessment_rigor": 0, "portability": 1,
    }  # fmt: skip


def test_what_weighs_nothing_is_not_added() -> None:
    one = make_program("one", proctored=fact(True))
    other = make_program("other", graded_work=fact(True), recognized=fact(True))
    weights = {"domain": 1, "rigor": 1, "portability": 0}
    profile = Profile.model_validate({"role": "administrator", "weights": weights})
    (found,) = pair(make_catalog(one, other), profile).pairs
    added = {unit.unit.rule.id for unit in found.added}
    assert added <= {"proctored", "graded_work"}


def test_a_pair_says_what_each_scores_alone_and_whom_the_chosen_one_is_not_for() -> None:
    """Of two that a user lets it choose, neither is for others; one that must be in it may be."""
    audience = [{"role": "physician", "level": "named", "source": "course-list"}]
    open_one = make_program("one", proctored=fact(True), recognized=fact(True))
    other = make_program("other", "iabac", graded_work=fact(True), audience=audience)
    catalog = make_catalog(open_one, other)
    assert pair(catalog, Profile(role="administrator")).pairs == ()
    pairing = pair(catalog, Profile(role="administrator"), other)
    (document,) = json.loads(as_json(pairs_document(pairing)))["pairs"]
    known = {one["id"]: (one["audience"], one["score"]) for one in document["members"]}
    (found,) = pairing.pairs
    scores = {one.program.id: round(one.score, 1) for one in found.members}
    assert known == {"one": (None, scores["one"]), "other": ("not named", scores["other"])}
    assert document["members"][0].keys() >= {
        "id", "name", "score", "cost_usd", "weeks", "audience", "part",
    }  # fmt: skip
    page = pairs_page(pairing, Surface(110, color=False, unicode=True))
    assert f"together; {found.first.score:.1f} and {found.second.score:.1f} alone" in page
    assert "You asked for IABAC, which no source says is for your role." in page


def test_what_the_guide_means_by_a_pairing_is_told_with_it() -> None:
    pairing = pair(SIX, Profile(role="administrator"), SIX.find("harvard"))
    page = pairs_page(pairing, Surface(110, color=False, unicode=True))
    assert "whether that can be taken alone is not stated" in " ".join(page.split())
    document = json.loads(as_json(pairs_document(pairing)))
    advice = next(one["advice"] for one in document["pairs"] if one["advice"])
    assert advice["note"].startswith("the guide means one module")


# Where there is no pair


def notes_of(catalog: Catalog, fixed: Program | None = None, **answers: Any) -> str:
    """Return what is said beside the pairs, of which there are none."""
    pairing = pair(catalog, Profile.model_validate({"role": "administrator", **answers}), fixed)
    assert pairing.pairs == ()
    return " ".join(pair_notes(pairing))


def test_a_second_that_adds_nothing_is_not_offered() -> None:
    strong = make_program("strong", proctored=fact(True), graded_work=fact(True))
    weak = make_program("weak", proctored=fact(True))
    catalog = make_catalog(strong, weak)
    assert "No two for your role that meet your needs score above" in notes_of(catalog)
    assert "adds anything to Harvard (Weak)" in notes_of(catalog, weak)


def test_a_budget_for_one_only_names_the_closest_pair() -> None:
    one = make_program("one", proctored=fact(True), price=usd(300))
    other = make_program("other", "iabac", graded_work=fact(True), price=usd(250))
    dear = make_program("dear", "stanford", recognized=fact(True), price=usd(450))
    told = notes_of(make_catalog(one, other, dear), budget=500)
    assert "The closest, IABAC and Harvard, need a budget of $550." in told


def test_a_program_that_is_ruled_out_alone_is_told() -> None:
    assert "is ruled out on its own: general AI" in notes_of(BUNDLED, BUNDLED.find("iapp-aigp"))
    told = notes_of(BUNDLED, BUNDLED.find("johns-hopkins-ai-healthcare"), budget=100)
    assert "is ruled out on its own: $2,890 over" in told
    assert "it comes in with a budget of $2,990" in told


def test_an_empty_catalogue_says_so(cli: Cli) -> None:
    assert pair(make_catalog(), Profile(role="physician")).pairs == ()
    run = cli("pair", "--role", "physician", "--budget", "0", "--weeks", "0.1", "--strict")
    assert run.code == 0
    assert "Nothing fits. The closest is" in run.out


def test_with_one_program_a_lower_pair_says_that_another_alone_is_better() -> None:
    pairing = pair(SIX, Profile(role="administrator"), SIX.find("cedars-sinai-applied-ai"))
    page = pairs_page(pairing, Surface(110, color=False, unicode=True))
    assert "Cedars-Sinai, then" in page
    assert "IABAC alone scores no less: 85.1" in page
    document = json.loads(as_json(pairs_document(pairing)))
    others = [one for one in document["pairs"] if not one["advice"]]
    assert others
    assert all(one["gain"] < 0 for one in others)


# The command


def test_pair_prints_a_page(cli: Cli, golden: Golden) -> None:
    run = cli("pair", "--role", "informatics")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("1. ")
    fixed = replace(SIX, sha256="0" * 64, today=date(2026, 11, 22))
    page = pairs_page(pair(fixed, Profile(role="informatics")), Surface(80, False, True))
    golden(GOLDEN / "pair-informatics.txt", page)


@pytest.mark.parametrize("columns", [24, 40, 80])
def test_pair_fits_the_screen(cli: Cli, monkeypatch: Any, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for words in (("--role", "physician", "--hours", "8"), ("--role", "administrator")):
        out = cli("pair", *words).out
        assert max(map(len, out.splitlines())) <= columns
        assert "…" not in out


def test_json_keys(cli: Cli) -> None:
    run = cli("pair", "--role", "informatics", "--json")
    document = run.json()
    assert run.out == json.dumps(document, indent=2, sort_keys=True) + "\n"
    assert document.keys() >= {"schema_version", "role", "profile", "best_single", "pairs", "notes"}
    ranked = cli("rank", "--role", "informatics", "--json").json()
    assert document["profile"] == ranked["profile"]


def test_json_of_a_pair() -> None:
    document = json.loads(as_json(pairs_document(pair(SIX, Profile(role="informatics")))))
    best = document["best_single"]
    assert (best["id"], best["score"]) == ("iabac-ai-healthcare", 81.2)
    first = document["pairs"][0]
    assert first.keys() >= {
        "rank", "programs", "score", "score_high", "gain", "cost_usd", "cost_at_least_usd",
        "weeks_in_sequence", "weeks_at_once", "adds", "credits", "needs", "confirm",
    }  # fmt: skip
    assert (first["score"], first["gain"], first["cost_usd"]) == (88.9, 7.638889, None)
    assert [one["id"] for one in first["adds"]["topics"]] == ["ehr-data", "clinical-workflow"]
    assert [one["id"] for one in first["adds"]["items"]] == []
    assert {"program": "stanford-ai-healthcare", "system": "ama-pra-1", "amount": 43.5} in (
        first["credits"]
    )
    assert first["advice"]["source"] == "guide"


def test_with_and_top(cli: Cli) -> None:
    words = ("pair", "--role", "informatics", "--json")
    every = cli(*words, "--with", "stanford-ai-healthcare", "--top", "9").json()
    assert every["with"] == "stanford-ai-healthcare"
    assert len(every["pairs"]) > 1
    assert all("stanford-ai-healthcare" in one["programs"] for one in every["pairs"])
    assert len(cli(*words, "--top", "1").json()["pairs"]) == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--with", "standford"), "no program 'standford'"),
        (("--with", ""), "no program ''"),
        (("--with", "health"), "can mean"),
        (("--top", "0"), "--top"),
    ],
)
def test_mistakes(cli: Cli, words: tuple[str, ...], message: str) -> None:
    run = cli("pair", "--role", "physician", *words)
    assert (run.code, run.out) == (2, "")
    assert message in run.err.splitlines()[0]


@given(catalogs(least=2, most=6), profiles, st.data())
def test_what_is_held_counts_as_had_with_every_pair(
    drawn: Catalog, profile: Profile, data: st.DataObject
) -> None:
    """A pair beside a held program shows what the three show, and adds only what is new."""
    held = data.draw(st.sampled_from(drawn.programs))
    found = pair(drawn, profile.model_copy(update={"hold": (held.id,)}), top=20)
    applicant = found.ranking.applicant
    for one in found.pairs:
        assert held.id not in one.ids
        members = [*one.members, standing_of(held, applicant, drawn.sources)]
        scale = Scale(applicant)
        units = [
            sum(scale.shown(item) for rating in each.ratings.values() for item in rating.items)
            for each in members
        ]
        assert one.score == pytest.approx(scale.score(units[0] | units[1] | units[2]))
        new = scale.of(units[1] & ~units[0] & ~units[2])
        assert {added.unit for added in one.added} <= set(new)


def test_a_second_that_only_repeats_what_is_held_is_no_gain() -> None:
    exam = {"proctored": fact(True), "graded_work": fact(True)}
    both = {"audience": [{"role": "informatics", "level": "named", "source": "guide"}]}
    first = make_program("first", **both, recognized=fact(True))
    second = make_program("second", **both, **exam)
    held = make_program("held", **exam)
    wanted = Profile(role="informatics", cme="no")
    assert [one.ids for one in pair(make_catalog(first, second, held), wanted).pairs]
    beside = pair(make_catalog(first, second, held), wanted.model_copy(update={"hold": ("held",)}))
    assert not beside.pairs
    assert any(note.endswith("covers, which you hold.") for note in pair_notes(beside))
