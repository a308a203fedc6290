"""A shared budget: the most people surely served, then the highest scores, proven by trying all."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import BUNDLED, fact, make_catalog, make_program
from people import table

from certpick import CertpickError, Profile, Recommender, rank
from certpick.batch.budget import Assignment, Offer, assign, read_total

_OFFERS = st.builds(
    Offer, st.integers(0, 5), st.integers(0, 40).map(lambda cost: 2550 * cost), st.integers(0, 30)
)
_PEOPLE = st.lists(st.lists(_OFFERS, max_size=3).map(tuple), max_size=5)


def worth(given: list[Offer | None]) -> tuple[int, int]:
    """Return what is to be as high as possible: people served, then the sum of scores."""
    return sum(one is not None for one in given), sum(one.tenths for one in given if one)


def cents(given: list[Offer | None]) -> int:
    """Return what an assignment costs."""
    return sum(one.cents for one in given if one)


@given(_PEOPLE, st.integers(0, 400_000))
def test_no_assignment_serves_more_or_better(people: list[tuple[Offer, ...]], budget: int) -> None:
    found = assign(people, budget / 100)
    ways = itertools.product(*((None, *offers) for offers in people))
    best = max(worth(list(way)) for way in ways if cents(list(way)) <= budget)
    assert worth(found.given) == best
    assert found.served == best[0]
    assert found.servable == sum(bool(offers) for offers in people)
    assert found.gap == 0
    assert found.spent_usd == cents(found.given) / 100
    assert found.left_usd == pytest.approx(budget / 100 - found.spent_usd)
    for offers, one in zip(people, found.given, strict=True):
        assert one is None or one in offers


@given(_PEOPLE, st.integers(0, 400_000), st.integers(0, 100_000))
def test_more_budget_never_serves_fewer(
    people: list[tuple[Offer, ...]], budget: int, more: int
) -> None:
    less = worth(assign(people, budget / 100).given)
    assert worth(assign(people, (budget + more) / 100).given) >= less


def test_more_people_come_before_better_scores() -> None:
    """One program of 900 points for $100, or two of 10 for $50 each."""
    rich = (Offer(0, 10_000, 900), Offer(1, 5_000, 10))
    found = assign([rich, rich], 100)
    assert found.given == [Offer(1, 5_000, 10)] * 2


def test_of_equals_the_first_are_served_first_and_best() -> None:
    same = (Offer(0, 0, 10), Offer(1, 5_000, 90))
    assert [one and one.program for one in assign([same] * 3, 100).given] == [1, 1, 0]
    paid = (Offer(1, 5_000, 90),)
    assert [bool(one) for one in assign([paid] * 3, 100).given] == [True, True, False]


def test_a_budget_is_spent_to_the_cent() -> None:
    six = tuple((Offer(0, 3_995, 10),) for _ in range(6))
    assert assign(six, 239.70) == Assignment([Offer(0, 3_995, 10)] * 6, 6, 6, 239.7, 0.0, 0.0)
    assert assign(six, 239.69).served == 5


def test_what_is_offered_is_what_surely_fits_at_a_known_cost() -> None:
    price = {"currency": "USD", "unit": "program"}
    catalog = make_catalog(
        make_program("cheap", price=fact({"amount": 100, **price})),
        make_program("dear", price=fact({"amount": 900, **price}), graded_work=fact(True)),
        make_program("dearest", price=fact({"amount": 5000, **price})),
        make_program("unpriced", graded_work=fact(True)),
    )
    recommender = Recommender(catalog)
    rows = [{"role": "physician", "budget": "1000"}, {"role": "astronaut"}, {"role": "physician"}]
    offers = recommender.sure(recommender.read(table([dict(row) for row in rows])))
    named = [[(recommender.programs[o.program].id, o.cents) for o in one] for one in offers]
    assert named == [
        [("cheap", 10_000), ("dear", 90_000)],
        [("cheap", 10_000), ("dear", 90_000), ("dearest", 500_000)],
    ]


def test_offers_are_the_sure_ones_of_rank() -> None:
    said = {"budget": "2000", "hours": "6", "weeks": "30"}
    recommender = Recommender(BUNDLED)
    rows = [{"role": role, **said} for role in BUNDLED.roles.role_ids]
    offers = recommender.sure(recommender.read(table([dict(row) for row in rows])))
    for role, mine in zip(BUNDLED.roles.role_ids, offers, strict=True):
        profile = Profile(role=role, budget=2000, hours_per_week=6, weeks=30)
        sure = [one for one in rank(BUNDLED, profile).ranked if one.fit == "sure"]
        known = {
            (one.program.id, one.cost.usd, round(one.score, 1))
            for one in sure
            if one.cost.usd is not None
        }
        assert {
            (recommender.programs[o.program].id, o.cents / 100, o.tenths / 10) for o in mine
        } == known


@pytest.mark.parametrize("text", ["-1", "much", "1e13"])
def test_a_budget_is_an_amount(text: str) -> None:
    with pytest.raises(CertpickError, match="--budget-total"):
        read_total(text)
    assert read_total("$50k") == 50_000
