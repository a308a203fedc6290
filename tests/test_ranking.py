"""The order: rules that hold for every catalogue and profile."""

import itertools
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from making import (
    BUNDLED,
    FLAGS,
    ROLES,
    SITUATIONS,
    catalogs,
    fact,
    make_catalog,
    make_program,
    profiles,
    with_fact,
)

from certpick import Catalog, Profile, Ranking, UsageError, notes, rank
from certpick.explaining.notes import changes, firmness_notes
from certpick.explaining.robustness import Robustness
from certpick.profile.profile import Evidence
from certpick.render.documents.ranking import ranking_document
from certpick.render.encode import as_json
from certpick.scoring.ranking import on_other_evidence, standing_of


def ids(ranking: Ranking) -> list[str]:
    """Return the ranked programs' ids, the best first."""
    return [standing.program.id for standing in ranking.ranked]


@given(catalogs(), profiles, st.randoms(use_true_random=False))
def test_shuffling_the_catalogue_changes_nothing(
    drawn: Catalog, profile: Profile, chance: random.Random
) -> None:
    shuffled = list(drawn.programs)
    chance.shuffle(shuffled)
    other = make_catalog(*shuffled)
    assert as_json(ranking_document(rank(drawn, profile))) == as_json(
        ranking_document(rank(other, profile))
    )


@given(catalogs(least=1), profiles, st.data())
def test_removing_a_program_never_reorders_the_rest(
    drawn: Catalog, profile: Profile, data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(drawn.programs))
    rest = make_catalog(*(program for program in drawn.programs if program is not gone))
    before, after = rank(drawn, profile), rank(rest, profile)
    assert ids(after) == [name for name in ids(before) if name != gone.id]
    scores = {one.program.id: one.score for one in before.ranked}
    assert all(scores[one.program.id] == one.score for one in after.ranked)


@given(catalogs(least=1), profiles, st.data())
def test_what_a_user_holds_leaves_the_ranking_and_moves_nothing_else(
    drawn: Catalog, profile: Profile, data: st.DataObject
) -> None:
    held = data.draw(st.sampled_from(drawn.programs))
    ranking = rank(drawn, profile.model_copy(update={"hold": (held.id,)}))
    assert ids(ranking) == [name for name in ids(rank(drawn, profile)) if name != held.id]
    out = next(one for one in ranking.ruled_out if one.program is held)
    assert "you hold it already" in [reason.detail for reason in out.reasons]
    assert not out.included


def test_what_is_held_is_named_by_any_part_of_its_name() -> None:
    ranking = rank(BUNDLED, Profile(role="administrator", hold=("Johns Hopkins", "IABAC")))
    assert ranking.applicant.held == {"johns-hopkins-ai-healthcare", "iabac-ai-healthcare"}
    assert not ranking.applicant.held & set(ids(ranking))
    with pytest.raises(UsageError, match="--hold: no program 'stanfrod'") as caught:
        rank(BUNDLED, Profile(role="administrator", hold=("stanfrod",)))
    assert "stanford-ai-healthcare" in str(caught.value.hint)


@given(catalogs(least=2), profiles, st.data())
def test_a_fact_that_becomes_true_never_lowers_its_program(
    drawn: Catalog, profile: Profile, data: st.DataObject
) -> None:
    program = data.draw(st.sampled_from(drawn.programs))
    name, value = data.draw(
        st.sampled_from([*((flag, True) for flag in FLAGS), ("accredited", ["iso-17024"])])
    )
    known = getattr(program.facts, name)
    assume(known is None or not known.value)
    source = data.draw(st.sampled_from(["course-list", "guide", "iabac-faq"]))
    better = with_fact(program, **{name: fact(value, source)})
    raised = make_catalog(*(better if one is program else one for one in drawn.programs))
    before, after = ids(rank(drawn, profile)), ids(rank(raised, profile))
    if program.id in before:
        assert after.index(program.id) <= before.index(program.id)


@given(
    catalogs(),
    st.tuples(*[st.integers(0, 100)] * 3).filter(any),
    st.sampled_from([1e-6, 0.5, 3, 1e6]),
)
def test_scaling_all_weights_changes_nothing(
    drawn: Catalog, weights: tuple[int, int, int], scale: float
) -> None:
    def order(factor: float) -> list[str]:
        names = ("domain", "rigor", "portability")
        scaled = {name: value * factor for name, value in zip(names, weights, strict=True)}
        given_weights = {"role": "physician", "weights": scaled}
        return ids(rank(drawn, Profile.model_validate(given_weights)))

    assert order(1) == order(scale)


@given(catalogs(), profiles)
def test_weighted_ratings_add_up_to_the_score(drawn: Catalog, profile: Profile) -> None:
    ranking = rank(drawn, profile)
    weights = ranking.applicant.weights
    for standing in ranking.ranked:
        shown = sum(weights[name] * one.points / one.max for name, one in standing.ratings.items())
        opened = sum(weights[name] * one.open / one.max for name, one in standing.ratings.items())
        assert standing.score == pytest.approx(100 * shown)
        assert standing.score_high == pytest.approx(100 * (shown + opened))
        assert 0 <= standing.score <= standing.score_high <= 100 + 1e-9


@given(catalogs(), profiles)
def test_every_program_is_ranked_or_ruled_out_with_reasons(
    drawn: Catalog, profile: Profile
) -> None:
    ranking = rank(drawn, profile)
    out = {one.program.id for one in ranking.ruled_out}
    assert out.isdisjoint(ids(ranking))
    assert out | set(ids(ranking)) == {program.id for program in drawn.programs}
    assert all(one.reasons for one in ranking.ruled_out)
    states = {need.state for standing in ranking.ranked for need in standing.needs}
    assert states <= ({"ok"} if profile.strict else {"ok", "unknown"})


@given(catalogs(), profiles)
def test_strict_keeps_a_part_of_the_same_order(drawn: Catalog, profile: Profile) -> None:
    loose = ids(rank(drawn, profile.model_copy(update={"strict": False})))
    strict = ids(rank(drawn, profile.model_copy(update={"strict": True})))
    assert strict == [name for name in loose if name in strict]


@given(catalogs(), profiles)
def test_same_input_same_bytes(drawn: Catalog, profile: Profile) -> None:
    first, second = (as_json(ranking_document(rank(drawn, profile))) for _ in range(2))
    assert first == second


@given(catalogs(), profiles)
def test_on_other_evidence_it_is_ranked_as_if_anew(drawn: Catalog, profile: Profile) -> None:
    evidence: tuple[Evidence, ...] = ("all", "independent")
    for other in evidence:
        there = on_other_evidence(rank(drawn, profile), other)
        anew = rank(drawn, profile.model_copy(update={"evidence": other}))
        assert there.applicant == anew.applicant
        assert [one.reasons for one in there.ruled_out] == [one.reasons for one in anew.ruled_out]
        for mine, one in zip(there.ranked, anew.ranked, strict=True):
            assert mine.program is one.program
            assert (mine.score, mine.score_high) == (one.score, one.score_high)
            assert (mine.ratings, mine.part) == (one.ratings, one.part)


@given(catalogs(), profiles)
def test_independent_evidence_never_raises_a_score(drawn: Catalog, profile: Profile) -> None:
    every = rank(drawn, profile.model_copy(update={"evidence": "all"}))
    independent = rank(drawn, profile.model_copy(update={"evidence": "independent"}))
    scores = {one.program.id: one for one in every.ranked}
    for one in independent.ranked:
        assert one.score <= scores[one.program.id].score + 1e-9
        assert one.score_high >= scores[one.program.id].score_high - 1e-9, "a rival's no is open"


def test_ties_go_to_what_could_be_shown_then_the_lower_cost_then_the_id() -> None:
    def priced(name: str, usd: float | None = None, **facts: Any) -> Any:
        price = {"amount": usd, "unit": "program", "currency": "USD"}
        return make_program(name, **facts, **({"price": fact(price)} if usd is not None else {}))

    tied = make_catalog(
        priced("d-unpriced"),
        priced("c-dear", 900),
        priced("b-cheap", 100),
        priced("a-dear", 900),
        priced("a-less-open", 1, proctored=fact(False)),
    )
    order = ids(rank(tied, Profile(role="administrator")))
    assert order == ["b-cheap", "a-dear", "c-dear", "d-unpriced", "a-less-open"]


def test_requiring_cme_keeps_known_credit_above_unknown_credit() -> None:
    """A stricter wish must not turn the order against the program that grants it."""
    for situations in ((), ("manages",), ("multinational",)):
        helpful, required = (
            ids(rank(BUNDLED, Profile(role="clinician", cme=cme, situations=situations)))
            for cme in ("helpful", "required")
        )
        assert [name for name in helpful if name in required] == required


def test_the_smallest_change_lets_a_program_in() -> None:
    profile = Profile(role="administrator", budget=100, hours_per_week=1, pacing="cohort")
    ranking = rank(BUNDLED, profile)
    harvard = next(one for one in ranking.ruled_out if one.program.id.startswith("harvard"))
    assert [reason.change for reason in harvard.reasons] == [
        "a budget of $4,800",
        "4 hours a week",
    ]
    opened = profile.model_copy(update={"budget": 4800.0, "hours_per_week": 4.0})
    assert harvard.program.id in ids(rank(BUNDLED, opened))


def test_the_closest_of_those_ruled_out_lacks_the_smallest_share_of_what_the_user_has() -> None:
    """$100 over a budget of $2,000 is nearer than one hour a week more than four."""
    dear = make_program("dear", price=fact({"amount": 2100, "unit": "program", "currency": "USD"}))
    busy = make_program("busy", pacing=fact("cohort"), hours_per_week=fact({"low": 5, "high": 5}))
    both = make_program(
        "a-both",
        price=fact({"amount": 2001, "unit": "program", "currency": "USD"}),
        pacing=fact("cohort"),
        hours_per_week=fact({"low": 4.1, "high": 5}),
    )
    other = make_program(
        "a-other",
        focus=fact("generic-ai"),
        price=fact({"amount": 2000.5, "unit": "program", "currency": "USD"}),
    )
    catalog = make_catalog(other, both, busy, dear)
    ranking = rank(catalog, Profile(role="administrator", budget=2000, hours_per_week=4))
    assert [one.program.id for one in ranking.ruled_out] == ["dear", "busy", "a-both", "a-other"]
    told = next(one for one in notes(ranking) if one.startswith("Nothing fits."))
    assert "The closest is Dear (Harvard): it comes in with a budget of $2,100." in told


def test_a_program_that_is_ruled_out_stands_as_it_would_if_it_were_in() -> None:
    profile = Profile(role="physician", budget=0)
    within = rank(BUNDLED, profile.model_copy(update={"budget": None}))
    ruled_out = rank(BUNDLED, profile)
    harvard = BUNDLED.find("harvard-ai-health-care")
    assert harvard.id in {one.program.id for one in ruled_out.ruled_out}
    expected = next(one for one in within.ranked if one.program is harvard)
    found = standing_of(harvard, ruled_out.applicant, BUNDLED.sources)
    assert (found.score, found.score_high) == (expected.score, expected.score_high)
    assert found.ratings == expected.ratings


def test_more_hours_instead_are_said_where_they_alone_would_do() -> None:
    monthly = fact({"amount": 79, "unit": "month", "currency": "USD"})
    known = {"pacing": fact("self-paced"), "total_hours": fact(40), "price": monthly}
    profile = Profile(role="physician", budget=100, hours_per_week=1, weeks=3)
    ranking = rank(make_catalog(make_program("one", **known)), profile)
    assert changes(ranking.ruled_out[0], ranking) == (
        "a budget of $790 and 40 weeks of time, or with 13.34 hours of study a week instead"
    )
    faster = profile.model_copy(update={"hours_per_week": 13.34})
    assert ids(rank(make_catalog(make_program("one", **known)), faster)) == ["one"]


def test_unknown_role_and_situation() -> None:
    with pytest.raises(UsageError, match="no role given"):
        rank(BUNDLED, Profile())
    with pytest.raises(UsageError, match="unknown situation 'managing'") as caught:
        rank(BUNDLED, Profile(role="physician", situations=("managing",)))
    assert caught.value.hint == "did you mean 'manages'?"


_SUBSETS = [
    subset for size in range(len(SITUATIONS) + 1)
    for subset in itertools.combinations(SITUATIONS, size)
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("cme", ["required", "helpful", "no"])
def test_every_combination_of_answers_has_a_result(role: str, cme: Any) -> None:
    grid = itertools.product(_SUBSETS, (None, 0, 300, 2990), (None, 0.5, 4), (False, True))
    for situations, budget, hours, strict in grid:
        profile = Profile(
            role=role, cme=cme, situations=situations, budget=budget,
            hours_per_week=hours, strict=strict,
        )  # fmt: skip
        ranking = rank(BUNDLED, profile)
        assert all(one.program.facts.focus.value == "healthcare-ai" for one in ranking.ranked)
        if budget is not None:
            known = [one.cost.usd for one in ranking.ranked if one.cost.usd is not None]
            assert all(usd <= budget for usd in known)
        if not ranking.ranked:
            assert any("Nothing fits. The closest is" in note for note in notes(ranking))


def test_an_empty_catalogue_says_so() -> None:
    ranking = rank(make_catalog(), Profile(role="physician"))
    assert ranking.ranked == ()
    assert any("No program of this catalogue" in note for note in notes(ranking))


def test_the_output_names_how_the_winner_changes_without_interested_sources() -> None:
    claimed = make_program("claimed", "iabac", audience=[], proctored=fact(True, "iabac-faq"))
    plain = make_program("plain", "harvard", recognized=fact(True))
    profile = Profile(role="administrator", evidence="independent")
    ranking = rank(replace(BUNDLED, programs=(claimed, plain)), profile)
    assert ids(ranking)[0] == "plain"
    firm = firmness_notes(Robustness(ranking))
    assert any("IABAC would lead, not Harvard" in one for one in firm)


def test_the_guides_interest_is_told_also_where_its_protege_is_not_ranked() -> None:
    ranking = rank(BUNDLED, Profile(role="administrator", pacing="cohort"))
    assert "iabac" not in {one.program.provider for one in ranking.ranked}
    said = " ".join(notes(ranking))
    assert "The guide that this ranking follows is published by IABAC, which it puts first." in said


def test_a_situation_without_effect_is_named() -> None:
    profile = Profile(role="informatics", situations=("leadership", "academic-center"))
    idle = [note for note in notes(rank(BUNDLED, profile)) if "no difference" in note]
    assert idle == ["leadership makes no difference for informatics."]


def test_what_sources_dispute_is_to_be_confirmed() -> None:
    ranking = rank(BUNDLED, Profile(role="physician", cme="required", hours_per_week=5))
    stanford = ranking.find(BUNDLED.find("stanford")).standing
    assert {"CME or CE credit", "length", "price"} <= set(stanford.confirm)
