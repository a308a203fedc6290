"""The smallest confirmation: it puts a rival first, and nothing smaller does."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import assume, given
from making import BUNDLED, catalogs, confirmed, fact, make_catalog, make_program, profiles

from certpick import Catalog, Profile, Program, Ranking, rank
from certpick.explaining.confirmation import (
    Confirmation,
    confirmation_of,
    nearest_chances,
    open_facts,
    smallest_confirmation,
)
from certpick.profile.criteria import Criterion
from certpick.scoring.ranking import leveled, standing_of


def settled_by(ranking: Ranking, rival: Program, names: Iterable[str]) -> Ranking:
    """Return the ranking once these facts of a rival are known to be so."""
    better = confirmed(rival, names, ranking.applicant)
    programs = (better if one is rival else one for one in ranking.catalog.programs)
    changed = replace(ranking.catalog, programs=tuple(programs))
    return rank(changed, ranking.applicant.profile)


def every_set(ranking: Ranking) -> list[Confirmation]:
    """Return every set of open facts of every rival that lifts it above the first."""
    first, *rivals = ranking.ranked
    found = []
    for rival in rivals:
        facts = open_facts(rival)
        sets = (some for size in range(1, len(facts) + 1) for some in combinations(facts, size))
        for some in sets:
            score = rival.score + sum(one.lift for one in some)
            if leveled(score) > leveled(first.score):
                found.append(Confirmation(rival, some, score))
    return found


def can_count(ranking: Ranking) -> bool:
    """Return whether any credit can count: for a role without a system only a board can say."""
    return "cme" not in ranking.applicant.weights or bool(ranking.applicant.role.credit_systems)


@given(catalogs(least=2, most=4), profiles)
def test_it_is_the_smallest_of_all_sets(drawn: Catalog, profile: Profile) -> None:
    ranking = rank(drawn, profile)
    assume(ranking.ranked)
    found, sets = smallest_confirmation(ranking), every_set(ranking)
    if not sets:
        assert found is None
        return
    assert found
    assert found.size == min(one.size for one in sets)
    assert found.rival in [one.rival for one in sets if one.size == found.size][:1]


@given(catalogs(least=2, most=5), profiles)
def test_once_it_is_known_the_rival_is_first(drawn: Catalog, profile: Profile) -> None:
    ranking = rank(drawn, profile)
    assume(can_count(ranking))
    found = smallest_confirmation(ranking)
    assume(found)
    assert found
    after = settled_by(ranking, found.rival.program, [one.fact for one in found.facts])
    assert after.ranked[0].program.id == found.rival.program.id
    assert after.ranked[0].score == pytest.approx(found.score)
    assert after.ranked[0].score > ranking.ranked[0].score


@given(catalogs(least=2, most=3), profiles)
def test_nothing_smaller_puts_a_rival_first(drawn: Catalog, profile: Profile) -> None:
    """Scores after every set of one fact less stay at the first's, whoever they are of."""
    ranking = rank(drawn, profile)
    assume(ranking.ranked)
    found = smallest_confirmation(ranking)
    for rival in ranking.ranked[1:]:
        facts = [one.fact for one in open_facts(rival)]
        for some in combinations(facts, len(found.facts) - 1 if found else len(facts)):
            better = confirmed(rival.program, some, ranking.applicant)
            after = standing_of(better, ranking.applicant, ranking.catalog.sources)
            assert leveled(after.score) <= leveled(ranking.ranked[0].score)


@given(catalogs(least=2), profiles)
def test_each_of_the_fewest_lifts_its_rival_by_as_many_facts(
    drawn: Catalog, profile: Profile
) -> None:
    ranking = rank(drawn, profile)
    found = [confirmation_of(one) for one in nearest_chances(ranking)]
    least = smallest_confirmation(ranking)
    assert (least is None) == (not found)
    for one in found:
        assert least
        assert len(one.facts) == len(least.facts)
        assert least.size <= one.size
        assert one.score > ranking.ranked[0].score


def test_the_worked_example() -> None:
    """A rival 8 points of 100 behind on one criterion needs two of its four open items."""
    first = make_program("first", **{name: fact(True) for name in ("graded_work", "proctored")})
    rival = make_program("rival", graded_work=fact(True), renewal_years=fact(0))
    weights: dict[Criterion, float]
    weights = {"domain_alignment": 0, "assessment_rigor": 1, "portability": 0}
    ranking = rank(make_catalog(first, rival), Profile(role="informatics", weights=weights))
    assert [one.score for one in ranking.ranked] == [40.0, 20.0]
    found = smallest_confirmation(ranking)
    assert found
    assert [one.fact for one in found.facts] == ["pass_standard", "proctored"]
    assert (found.rival.program.id, found.score) == ("rival", 60.0)


def test_of_sets_with_as_many_facts_the_one_that_adds_least_is_taken() -> None:
    """A domain topic, or the audience, would lift it further than a framework does."""
    programs = make_program("a", recognized=fact(True)), make_program("b", recognized=fact(True))
    ranking = rank(make_catalog(*programs), Profile(role="informatics"))
    found = smallest_confirmation(ranking)
    assert found
    assert [one.fact for one in found.facts] == ["ce_credit"]
    assert found.score - found.rival.score == pytest.approx(100 * 2 / 18 / 4)


def test_a_rival_further_behind_counts_where_it_takes_less() -> None:
    """The second needs its audience confirmed, the third only its syllabus: half as much."""
    no = {name: fact(False) for name in ("graded_work", "pass_standard", "proctored", "framework",
                                         "recognized", "international")}  # fmt: skip
    no |= {"renewal_years": fact(0), "accredited": fact([]), "ce_credit": fact([])}
    some = [{"role": "physician", "level": "named", "source": "course-list"}]
    first = make_program("a", **{**no, "graded_work": fact(True)}, audience=some)
    second = make_program("b", **{**no, "recognized": fact(True)}, topics_complete=fact(True))
    third = make_program("c", **no, audience=some)
    ranking = rank(make_catalog(first, second, third), Profile(role="informatics"))
    assert [one.program.id for one in ranking.ranked] == ["a", "b", "c"]
    found = smallest_confirmation(ranking)
    assert found
    assert (found.rival.program.id, [one.fact for one in found.facts]) == ("c", ["topics"])


def test_one_credit_answers_two_items_and_counts_once() -> None:
    ranking = rank(make_catalog(make_program("a")), Profile(role="physician", cme="helpful"))
    credit = next(one for one in open_facts(ranking.ranked[0]) if one.fact == "ce_credit")
    assert [one.rule.id for one in credit.items] == ["ce_credit", "cme"]
    assert credit.lift == pytest.approx(100 * (0.8 * 2 / 18 / 4 + 0.2))


def test_a_syllabus_counts_with_every_topic_that_is_open() -> None:
    one_topic = make_program("a", topics=[{"topic": "ehr-data", "source": "course-list"}])
    ranking = rank(make_catalog(one_topic), Profile(role="informatics"))
    topics = next(one for one in open_facts(ranking.ranked[0]) if one.fact == "topics")
    assert topics.lift == pytest.approx(100 * 11 / 18 * 0.75 / 4)


def test_none_where_no_rival_can_come_first() -> None:
    no = {name: fact(False) for name in ("graded_work", "pass_standard", "proctored", "recognized")}
    known = {"renewal_years": fact(0), "accredited": fact([]), "framework": fact(False),
             "international": fact(False), "ce_credit": fact([])}  # fmt: skip
    rival = make_program("b", **no, **known)
    first = make_program("a", **{**no, **known, "graded_work": fact(True)})
    first = confirmed(
        first, ["audience", "topics"], rank(BUNDLED, Profile(role="informatics")).applicant
    )
    ranking = rank(make_catalog(first, rival), Profile(role="informatics"))
    assert smallest_confirmation(ranking) is None
    assert nearest_chances(ranking) == []
    assert smallest_confirmation(rank(make_catalog(first), Profile(role="informatics"))) is None
    assert smallest_confirmation(rank(make_catalog(), Profile(role="informatics"))) is None
