"""How firm a ranking is: shares of weightings, ranges of ranks, dominance, close calls."""

from dataclasses import replace

import pytest
from hypothesis import given
from making import BUNDLED, SIX, catalogs, fact, make_catalog, make_program, profiles

from certpick import Catalog, Profile, Program, rank
from certpick.catalog.roles import CmeNeed
from certpick.explaining.notes import called, firmness_notes, more_words
from certpick.explaining.robustness import (
    Robustness,
    best_for,
    firmness,
    guide_weights,
    leads_between,
    rows,
)
from certpick.profile.criteria import GUIDE_CRITERIA, PLAIN_WORDS


@given(catalogs(), profiles)
def test_bounds_hold_for_every_ranking(drawn: Catalog, profile: Profile) -> None:
    ranking = rank(drawn, profile)
    found = firmness(ranking)
    if found:
        assert sum(one.first_choice_share for one in found) == pytest.approx(1, abs=1e-12)
    for place, one in enumerate(found, start=1):
        assert 1 <= one.rank_best <= place <= one.rank_worst <= len(found)


@given(catalogs(most=5), profiles)
def test_rank_ranges_are_what_the_open_points_allow(drawn: Catalog, profile: Profile) -> None:
    """At best its open points are shown and nobody else's; at worst the other way round."""
    ranking = rank(drawn, profile)
    for place, (mine, one) in enumerate(zip(ranking.ranked, firmness(ranking), strict=True)):
        others = [each for each in ranking.ranked if each is not mine]
        best = 1 + sum(each.score > mine.score_high + 1e-9 for each in others)
        worst = 1 + sum(each.score_high > mine.score + 1e-9 for each in others)
        assert one.rank_best == min(best, place + 1)
        assert one.rank_worst == max(worst, place + 1)


@given(catalogs(), profiles)
def test_rows_weigh_up_to_the_score(drawn: Catalog, profile: Profile) -> None:
    """A fixed weight of CME is part of each row, so that rows alone give the scores."""
    ranking = rank(drawn, profile)
    chosen = guide_weights(ranking.applicant)
    for standing, row in zip(ranking.ranked, rows(ranking), strict=True):
        score = sum(w * r for w, r in zip(chosen, row, strict=True)) / sum(chosen)
        assert 100 * score == pytest.approx(standing.score)


@given(catalogs(), profiles)
def test_a_dominated_program_never_leads(drawn: Catalog, profile: Profile) -> None:
    ranking = rank(drawn, profile)
    for place, one in enumerate(firmness(ranking)):
        if one.dominated_by:
            assert one.first_choice_share == 0
            mine = ranking.ranked[place].ratings
            better = one.dominated_by.ratings
            assert all(better[name].points >= mine[name].points for name in mine)
            assert any(better[name].points > mine[name].points for name in mine)


def test_iabac_for_an_administrator_leads_however_one_weighs() -> None:
    ranking = rank(BUNDLED, Profile(role="administrator"))
    first, second, *_ = firmness(ranking)
    assert first.first_choice_share == 1
    assert second.dominated_by is ranking.ranked[0]
    assert Robustness(ranking).close_call is None
    assert (
        "On what is known, IABAC comes first however you weigh"
        in firmness_notes(Robustness(ranking))[0]
    )


def test_a_close_call_is_told_with_the_move_that_turns_it() -> None:
    ranking = rank(SIX, Profile(role="clinician", cme="no", situations=("multinational",)))
    call = Robustness(ranking).close_call
    assert call
    assert call.transfer
    assert call.challenger is ranking.ranked[1]
    said = " ".join(firmness_notes(Robustness(ranking)))
    words = [PLAIN_WORDS[GUIDE_CRITERIA[at]] for at in (call.transfer.target, call.transfer.source)]
    more = f"more weight on {words[0]} instead of {words[1]}, and "
    assert f"{more}{called(ranking, call.challenger.program)} leads." in said
    moved = dict(ranking.applicant.weights)
    source, target = (GUIDE_CRITERIA[at] for at in (call.transfer.source, call.transfer.target))
    moved[source] -= call.transfer.amount + 1e-6
    moved[target] += call.transfer.amount + 1e-6
    weights = {name: moved[name] for name in GUIDE_CRITERIA}
    profile = Profile(role="clinician", cme="no", situations=("multinational",), weights=weights)
    assert rank(SIX, profile).ranked[0].program is call.challenger.program


def test_a_small_margin_is_a_close_call_too() -> None:
    first = make_program("first", graded_work=fact(True), recognized=fact(True))
    second = make_program("second", graded_work=fact(True))
    ranking = rank(make_catalog(first, second), Profile(
        role="administrator", weights={"domain_alignment": 1, "assessment_rigor": 1, "portability": 0.01}
    ))  # fmt: skip
    call = Robustness(ranking).close_call
    assert call
    assert call.transfer is None
    assert "Close: Harvard (Second) is only" in " ".join(firmness_notes(Robustness(ranking)))


@pytest.mark.parametrize("cme", ["required", "helpful", "no"])
def test_a_transfer_is_told_in_the_users_own_weights(cme: CmeNeed) -> None:
    """Where CME takes a fifth, four fifths are left to be moved; a little less does nothing."""
    profile = Profile(role="physician", cme=cme)
    ranking = rank(BUNDLED, profile)
    move = Robustness(ranking).transfer
    assert move

    def first_after(amount: float) -> Program:
        weights = dict(ranking.applicant.weights)
        weights[GUIDE_CRITERIA[move.source]] -= amount
        weights[GUIDE_CRITERIA[move.target]] += amount
        return rank(BUNDLED, profile.model_copy(update={"weights": weights})).ranked[0].program

    assert first_after(move.amount + 1e-6) is ranking.ranked[move.leader].program
    assert first_after(move.amount - 1e-6) is ranking.ranked[0].program


@pytest.mark.parametrize("cme", ["no", "helpful"])
def test_with_all_weight_on_one_criterion_the_others_share_alike_what_is_left(cme: str) -> None:
    """Of rigor's five items one is shown, of portability's four: 1/5 w against 1/4 of (1 - w) / 2.

    Moved to portability alone, rigor's lead of 1/5 is made up for once 4/9 of all is moved.
    """
    weights = {"domain": 0, "rigor": 1, "portability": 0}
    profile = {"role": "administrator", "cme": cme, "weights": weights}
    graded = make_program("graded", graded_work=fact(True))
    recognized = make_program("recognized", recognized=fact(True))
    ranking = rank(make_catalog(graded, recognized), Profile.model_validate(profile))
    assert ranking.ranked[0].program is graded
    assert leads_between(ranking, 0)[1] == pytest.approx((5 / 13, 1))
    move = Robustness(ranking).transfer
    assert move
    assert (move.source, move.target, move.leader) == (1, 2, 1)
    left = ranking.applicant.weights["assessment_rigor"]
    assert move.amount == pytest.approx(left * 4 / 9)


def test_where_only_cme_is_weighed_no_other_weight_can_change_the_order() -> None:
    without = make_program("a-graded", graded_work=fact(True), ce_credit=fact([]))
    awards = make_program("awards", ce_credit=fact([{"system": "ama-pra-1"}]))
    weights = {"domain": 0, "rigor": 0, "portability": 0, "cme": 1}
    profile = Profile.model_validate({"role": "physician", "weights": weights})
    ranking = rank(make_catalog(without, awards), profile)
    assert [(one.program.id, one.score) for one in ranking.ranked] == [
        ("awards", 100), ("a-graded", 0),
    ]  # fmt: skip
    assert [one.first_choice_share for one in firmness(ranking)] == [1, 0]
    assert Robustness(ranking).transfer is None
    assert Robustness(ranking).close_call is None
    assert leads_between(ranking, 0) == [(0, 1)] * 3
    assert leads_between(ranking, 1) == [None] * 3


def test_of_equal_scores_the_one_with_more_points_dominates() -> None:
    """Where portability weighs nothing, more of it is still no worse."""
    catalog = make_catalog(
        make_program("a-plain", recognized=fact(False)),
        make_program("more", recognized=fact(True)),
    )
    weights = {"domain": 1, "rigor": 1, "portability": 0}
    ranking = rank(catalog, Profile.model_validate({"role": "administrator", "weights": weights}))
    plain, more = ranking.ranked
    assert (plain.program.id, plain.score) == ("a-plain", more.score)
    assert [one.dominated_by for one in firmness(ranking)] == [more, None]


@pytest.mark.parametrize(("weight", "close"), [(0.079, True), (0.081, False)])
def test_a_lead_under_two_points_of_100_is_close(weight: float, close: bool) -> None:
    """One item of portability's four is worth a quarter of its weight."""
    first = make_program("first", recognized=fact(True))
    weights = {"domain": 1 - weight, "rigor": 0, "portability": weight}
    ranking = rank(
        make_catalog(first, make_program("second")),
        Profile.model_validate({"role": "administrator", "weights": weights}),
    )
    assert Robustness(ranking).transfer is None, "no weights put the second first"
    call = Robustness(ranking).close_call
    assert (call is not None) is close
    assert call is None or call.margin == pytest.approx(25 * weight)


def test_where_a_program_leads_and_for_whom_it_is_best() -> None:
    ranking = rank(BUNDLED, Profile(role="clinician", cme="no"))
    place = [one.program.provider for one in ranking.ranked].index("iabac")
    ideal = best_for(ranking, place)
    assert ideal
    weights = dict(zip(GUIDE_CRITERIA, ideal, strict=True))
    there = rank(BUNDLED, Profile(role="clinician", cme="no", weights=weights))
    assert there.ranked[0].program.provider == "iabac"
    intervals = leads_between(ranking, place)
    assert intervals[0] is not None
    assert intervals[0][1] < ranking.applicant.weights["domain_alignment"]
    assert best_for(ranking, len(ranking.ranked) - 1) is None


def test_two_programs_of_one_provider_are_told_apart() -> None:
    stanford = BUNDLED.find("stanford")
    twin = replace(stanford, id="stanford-twin")
    both = replace(SIX, programs=(*SIX.programs, twin))
    ranking = rank(both, Profile(role="clinician", cme="no"))
    said = firmness_notes(Robustness(ranking))
    assert "Stanford (stanford-ai-healthcare) in 15%, Stanford (stanford-twin) in 15%" in said[0]
    assert any("has the same score" in one for one in said)


def test_where_one_program_fits_nothing_is_said_of_its_lead() -> None:
    ranking = rank(SIX, Profile(role="nurse-leader", budget=500, strict=True))
    assert len(ranking.ranked) == 1
    said = firmness_notes(Robustness(ranking))
    assert said == ("Only ABAIM fits, so nothing competes with it.",)


def test_the_move_that_is_told_is_enough_and_no_more_than_that() -> None:
    profile = Profile(role="physician", cme="no")
    ranking = rank(BUNDLED, profile)
    move = Robustness(ranking).transfer
    assert move
    said = " ".join(firmness_notes(Robustness(ranking)))
    assert more_words(move.amount) in said
    points = 100 * move.amount
    source, target = GUIDE_CRITERIA[move.source], GUIDE_CRITERIA[move.target]

    def first_after(moved: float) -> Program:
        weights = {name: 100 * weight for name, weight in ranking.applicant.weights.items()}
        weights[source] -= moved
        weights[target] += moved
        return rank(BUNDLED, profile.model_copy(update={"weights": weights})).ranked[0].program

    assert first_after(points + 0.001) is not ranking.ranked[0].program
    assert first_after(points - 0.001) is ranking.ranked[0].program


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0.001, "the slightest bit more"),
        (0.01, "the slightest bit more"),
        (0.011, "very little more"),
        (0.025, "very little more"),
        (0.026, "a little more"),
        (0.0499, "a little more"),
    ],
)
def test_how_much_more_weight_is_said_in_words(amount: float, words: str) -> None:
    assert more_words(amount) == words
