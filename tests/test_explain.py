"""Explanations are derived: score and gaps can be rebuilt from what is printed."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import BUNDLED, catalogs, fact, make_catalog, make_program, profiles, with_fact

from certpick import Catalog, Profile, rank
from certpick.explaining.explanation import explain
from certpick.explaining.notes import firmness_notes
from certpick.explaining.robustness import Robustness
from certpick.explaining.sentences import leads
from certpick.profile.criteria import GUIDE_CRITERIA
from certpick.render.documents.explanation import explanation_document
from certpick.render.encode import as_json
from certpick.render.explanation import explanation_page, summary
from certpick.render.streams import Surface

CLOSE = 2e-4  # what is left when weights, points and contributions have six decimals
HALF = 0.05 + CLOSE  # what is left when a score has one


def document(catalog: Catalog, profile: Profile, place: int) -> Any:
    """Return what ``explain --json`` prints of a program of the catalogue."""
    ranking = rank(catalog, profile)
    return json.loads(as_json(explanation_document(explain(ranking, catalog.programs[place]))))


@given(catalogs(least=1), profiles, st.data())
def test_score_and_gaps_are_rebuilt_from_what_is_printed(
    drawn: Catalog, profile: Profile, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(drawn.programs) - 1))
    printed = document(drawn, profile, place)
    rebuilt = 0.0
    for one in printed["contributions"]:
        assert one["points"] == pytest.approx(
            sum(item["points"] for item in one["items"]), abs=CLOSE
        )
        assert one["contribution"] == pytest.approx(
            100 * one["weight"] * one["points"] / one["max"], abs=CLOSE
        )
        rebuilt += one["contribution"]
    assert printed["score"] == pytest.approx(rebuilt, abs=HALF)
    for gap in (printed["gap_above"], printed["gap_below"]):
        if gap:
            assert gap["total"] == pytest.approx(rebuilt - gap["score"], abs=HALF)
            assert gap["total"] == pytest.approx(sum(gap["by_criterion"].values()), abs=CLOSE)


@given(catalogs(least=2), profiles)
def test_neighbours_say_the_same_of_each_other(drawn: Catalog, profile: Profile) -> None:
    ranking = rank(drawn, profile)
    if len(ranking.ranked) < 2:
        return
    first, second = (explain(ranking, one.program) for one in ranking.ranked[:2])
    assert first.above is None
    assert first.below
    assert second.above
    assert first.below.total == pytest.approx(-second.above.total)
    assert first.below.enough == second.above.enough


@given(catalogs(least=1), profiles)
def test_the_reason_that_is_enough_is_enough_and_no_shorter(
    drawn: Catalog, profile: Profile
) -> None:
    ranking = rank(drawn, profile)
    for one in ranking.ranked:
        gap = explain(ranking, one.program).below
        if gap is None or gap.total < 1e-9:
            assert gap is None or gap.enough == ()
            continue
        behind = -sum(part for part in gap.parts.values() if part < 0)
        leads = [gap.parts[name] for name in gap.enough]
        assert sum(leads) > behind
        assert sum(leads[:-1]) <= behind
        assert all(lead > 0 for lead in leads)


def test_a_lift_is_what_happens_when_the_fact_becomes_known() -> None:
    ranking = rank(BUNDLED, Profile(role="physician"))
    abaim = BUNDLED.find("abaim")
    lift = next(one for one in explain(ranking, abaim).lifts if one.item.rule.id == "cme")
    assert lift.place == 1
    for name, value in (("proctored", True), ("framework", "EN 16234-1")):
        better = with_fact(abaim, **{name: fact(value)})
        programs = (*(one for one in BUNDLED.programs if one is not abaim), better)
        raised = rank(make_catalog(*programs), Profile(role="physician"))
        mine = next(one for one in raised.ranked if one.program is better)
        said = next(one for one in explain(ranking, abaim).lifts if one.item.rule.id == name)
        assert said.score == pytest.approx(mine.score)
        assert said.place == raised.ranked.index(mine) + 1


def test_a_program_that_is_lifted_to_a_level_score_stays_below_who_has_it() -> None:
    first = make_program("first", graded_work=fact(True), proctored=fact(True))
    second = make_program("a-second", graded_work=fact(True))
    ranking = rank(make_catalog(first, second), Profile(role="administrator"))
    lifts = {one.item.rule.id: one for one in explain(ranking, second).lifts}
    assert lifts["proctored"].score == pytest.approx(ranking.ranked[0].score)
    assert lifts["proctored"].place == 2
    assert lifts["audience"].place == 1


def test_a_program_leads_inside_the_intervals_that_are_said() -> None:
    profile = Profile(role="clinician", cme="no")
    ranking = rank(BUNDLED, profile)
    lead = explain(ranking, BUNDLED.find("iabac")).lead
    assert lead
    weights = dict(ranking.applicant.weights)
    for name, interval in lead.intervals.items():
        if interval is None:
            continue
        at = sum(interval) / 2
        rest = 1 - weights[name]
        moved = {
            each: at if each == name else weights[each] / rest * (1 - at) for each in GUIDE_CRITERIA
        }
        there = rank(BUNDLED, profile.model_copy(update={"weights": moved}))
        assert there.ranked[0].program.provider == "iabac"


def test_a_program_that_never_leads_says_so() -> None:
    ranking = rank(BUNDLED, Profile(role="administrator"))
    lead = explain(ranking, BUNDLED.find("hopkins")).lead
    assert lead
    assert lead.ideal is None
    assert lead.firm.dominated_by
    assert lead.firm.dominated_by.program.provider == "iabac"


def test_a_ruled_out_program_is_explained_too() -> None:
    profile = Profile(role="administrator", budget=100)
    printed = document(BUNDLED, profile, 1)
    assert printed["rank"] is None
    assert printed["score"] > 0
    assert printed["ruled_out"][0]["need"] == "budget"
    assert printed["lead"] is None


def test_one_program_alone_has_no_neighbours() -> None:
    alone = make_catalog(make_program("alone"))
    explanation = explain(rank(alone, Profile(role="physician")), alone.programs[0])
    assert (explanation.above, explanation.below, explanation.place) == (None, None, 1)


def test_who_leads_only_in_a_tie_is_not_called_never_first() -> None:
    profile = Profile(
        role="clinician", cme="no",
        weights={"domain_alignment": 1, "assessment_rigor": 0, "portability": 0},
    )  # fmt: skip
    weak, strong = (
        make_program("weak", graded_work=fact(False)),
        make_program("strong", graded_work=fact(True)),
    )
    ranking = rank(make_catalog(weak, strong), profile)
    assert ranking.ranked[0].score == ranking.ranked[1].score
    page = explanation_page(explain(ranking, weak), ranking, Surface(80, False, True))
    assert "comes first only where it ties" in page
    assert "never first" not in page


SHOWN = re.compile(r"on what is known|never first|at least as good|beats or equals", re.IGNORECASE)
POSSIBLE = re.compile(r"\b(?:unknowns?|open|were|would|could)\b")


def sentences(text: str) -> list[str]:
    """Return the sentences of a page, each on one line; those of a list stand on their own."""
    return re.split(r"(?<=\.) (?=[A-Z+-])", " ".join(text.split()))


@given(catalogs(least=1), profiles, st.data())
def test_what_is_shown_and_what_is_possible_never_stand_in_one_sentence(
    drawn: Catalog, profile: Profile, data: st.DataObject
) -> None:
    """And whoever is number 1, on what is shown or by its name, is never called never first."""
    ranking = rank(drawn, profile)
    if not ranking.ranked:
        return
    robustness = Robustness(ranking)
    place = data.draw(st.integers(0, len(ranking.ranked) - 1))
    program = ranking.ranked[place].program
    found = explain(ranking, program, robustness)
    said = [summary(found, ranking), *leads(found, ranking), *firmness_notes(robustness)]
    for one in sentences(" ".join(said)):
        assert not (SHOWN.search(one) and POSSIBLE.search(one)), one
        if re.search("never first|at least as good|beats or equals|however you weigh", one):
            assert one.startswith("On what is known,")
    called_never = [one for one in said if "never first" in one]
    assert not (called_never and place == 0)
    weights = data.draw(st.tuples(*[st.integers(1, 99)] * 3))
    moved = Profile.model_validate(
        {**profile.model_dump(exclude_none=True), "cme": "no", "priority": None}
        | {"weights": dict(zip(GUIDE_CRITERIA, weights, strict=True))}
    )
    if called_never and ranking.applicant.cme == "no":
        there = rank(drawn, moved)
        mine = next(one for one in there.ranked if one.program is program)
        assert there.ranked[0].score > mine.score


def test_a_number_1_that_another_equals_on_what_is_known_is_not_called_never_first() -> None:
    """It stands first by what is open alone, and that is said in a sentence of its own."""
    university = make_program(
        "university", graded_work=fact(True), pass_standard=fact(True), proctored=fact(True)
    )
    closed = with_fact(
        university, renewal_years=fact(0), accredited=fact([]), recognized=fact(True)
    )
    closed = replace(closed, id="closed", name="Closed")
    weights = dict(zip(GUIDE_CRITERIA, (0, 1, 0), strict=True))
    said = {"role": "administrator", "cme": "no", "weights": weights}
    ranking = rank(make_catalog(university, closed), Profile.model_validate(said))
    assert ranking.ranked[0].program is university
    page = explanation_page(explain(ranking, university), ranking, Surface(100, False, True))
    assert "never first" not in page
    tied = "On what is known, Harvard (University) comes first only where it ties with another."
    assert tied in page
    assert "On what is known, Harvard (Closed) is at least as good on every criterion." in page


def test_intervals_are_in_the_weights_that_the_page_shows() -> None:
    """Where CME takes a fifth, no other weight can be said to reach more than four fifths."""
    ranking = rank(BUNDLED, Profile(role="physician"))
    lead = explain(ranking, ranking.ranked[0].program).lead
    assert lead
    assert lead.ideal
    assert sum(lead.ideal.values()) == pytest.approx(0.8)
    assert max(one[1] for one in lead.intervals.values() if one) <= 0.8 + 1e-9


def test_explain_shows_which_points_go_without_interested_sources() -> None:
    iabac = BUNDLED.find("iabac")
    pages = []
    for evidence in ("all", "independent"):
        ranking = rank(
            BUNDLED, Profile.model_validate({"role": "administrator", "evidence": evidence})
        )
        pages.append(explanation_page(explain(ranking, iabac), ranking, Surface(100, False, True)))
    assert "+1     the assessment is proctored*" in pages[0]
    assert "?1     the assessment is proctored*" in pages[1]
    assert "+2     your role is in its audience*" in pages[1], "domain alignment stays"
