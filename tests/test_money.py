"""Money is exact: cents are multiplied, added and compared as cents, whatever the amounts."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import BUNDLED, fact, make_program

from certpick import Profile, Program
from certpick.pairs.combined import total_cost
from certpick.profile.profile import Applicant, resolve
from certpick.scoring.needs import Need, needs
from certpick.scoring.terms import cost
from certpick.scoring.upkeep import cost_over

CENTS = st.integers(1, 99_999_999_999)  # up to the most that a price may be
COUNTS = st.integers(1, 100)


def written(cents: int) -> float:
    """Return an amount as a file that says it with two decimals has it."""
    return float(Decimal(cents) / 100)


def costing(cents: int, unit: str = "program", **facts: Any) -> Program:
    """Return a program of this price."""
    price = {"amount": written(cents), "unit": unit, "currency": "USD"}
    return make_program(price=fact(price), **facts)


def applicant(**answers: Any) -> Applicant:
    """Return a physician who has no need but these."""
    return resolve(Profile(role="physician", cme="no", **answers), BUNDLED.roles)


def within(program: Program, cents: int, **answers: Any) -> Need:
    """Return whether a budget of so many cents pays for a program."""
    return needs(program, applicant(budget=written(cents), **answers))[0]


def test_six_courses_at_39_95_fit_a_budget_of_239_70() -> None:
    program = costing(3995, "course", courses=fact(6))
    assert cost(program, applicant()).usd == 239.7
    assert within(program, 23970).state == "ok"
    assert within(program, 23969).detail == "$0.01 over (costs $239.70)"


@given(CENTS, COUNTS)
def test_so_many_courses_cost_their_product_and_a_cent_less_is_a_cent_too_little(
    cents: int, count: int
) -> None:
    program = costing(cents, "course", courses=fact(count))
    whole = cents * count
    assert cost(program, applicant()).usd == written(whole)
    if whole < 10**11:
        assert within(program, whole).state == "ok"
    if whole <= 10**11:
        short = within(program, whole - 1)
        assert (short.state, short.detail[:11]) == ("fails", "$0.01 over ")


@given(st.integers(100, 50_000), st.integers(1, 30))
def test_a_budget_of_so_many_months_pays_for_so_many(cents: int, months: int) -> None:
    """What is offered instead of money is the pace of the months that the budget pays for."""
    program = costing(cents, "month", total_hours=fact(500), pacing=fact("self-paced"))
    need = within(program, cents * months, hours_per_week=0.1)
    assert need.hours is not None
    assert within(program, cents * months, hours_per_week=need.hours).state == "ok"
    assert cost(program, applicant(hours_per_week=need.hours)).usd == written(cents * months)


@given(CENTS, CENTS, CENTS)
def test_fees_and_a_second_program_are_added_to_the_cent(first: int, second: int, fee: int) -> None:
    due = {"kind": "application", "amount": written(fee), "currency": "USD", "per": "once"}
    one = cost(costing(first, fees=[{**due, "source": "course-list"}]), applicant())
    other = cost(costing(second), applicant())
    assert one.usd == written(first + fee)
    assert total_cost(one, other).usd == written(first + fee + second)


@given(CENTS, st.integers(1, 99_999_999), st.integers(1, 20))
def test_what_it_costs_over_years_is_exact(price: int, fee: int, years: int) -> None:
    yearly = {"kind": "renewal", "amount": written(fee), "currency": "USD", "per": "year"}
    program = costing(price, fees=[{**yearly, "source": "course-list"}], renewal_years=fact(2))
    over = cost_over(program, cost(program, applicant()), years)
    assert (over.usd, over.at_least) == (written(price + fee * years),) * 2


@pytest.mark.parametrize(
    ("budget", "over"), [(2989.999, "$0.01"), (2989.99, "$0.01"), (2989, "$1")]
)
def test_a_budget_pays_for_its_whole_cents(budget: float, over: str) -> None:
    need = needs(costing(299000), applicant(budget=budget))[0]
    assert need.detail == f"{over} over (costs $2,990)"
