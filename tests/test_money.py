"""Money is exact: cents are multiplied, added and compared as cents, whatever the amounts."""

import json
import math
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import BUNDLED, fact, make_catalog, make_program
from pydantic import ValidationError

from certpick import Profile, Program, plan, rank
from certpick.pairs.combined import total_cost
from certpick.profile.profile import Applicant, resolve
from certpick.render.comparison import Comparison, comparison_rows
from certpick.render.documents.comparison import comparison_document
from certpick.render.documents.plan import plan_document
from certpick.render.encode import as_json
from certpick.render.plan import plan_sections
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


class Drawn(NamedTuple):
    """What a program charges, in decimals; a yearly fee and one at each renewal."""

    price: Decimal
    courses: int
    application: Decimal
    certificate: Decimal
    renewal: Decimal
    yearly: Decimal
    valid: int

    @property
    def earned(self) -> Decimal:
        """What it costs to earn."""
        return self.price * self.courses + self.application + self.certificate

    @property
    def each_renewal(self) -> Decimal:
        """What one renewal costs, with the yearly fees until the next."""
        return self.renewal + self.yearly * self.valid

    @property
    def five_years(self) -> Decimal:
        """What it costs to earn and to keep for five years."""
        return self.earned + self.renewal * (math.ceil(5 / self.valid) - 1) + self.yearly * 5

    @property
    def program(self) -> Program:
        """The program, from a file that says all this."""
        dues = [
            ("application", self.application, "once"),
            ("certificate", self.certificate, "once"),
            ("renewal", self.renewal, "renewal"),
            ("renewal", self.yearly, "year"),
        ]
        return make_program(
            price=fact({"amount": float(self.price), "unit": "course", "currency": "USD"}),
            courses=fact(self.courses),
            renewal_years=fact(self.valid),
            fees=[
                {"kind": kind, "amount": float(amount), "per": per, "currency": "USD",
                 "source": "course-list"}
                for kind, amount, per in dues
            ],
        )  # fmt: skip


AMOUNTS = st.decimals(Decimal("0.01"), Decimal("99999.99"), places=2)
DRAWN = st.builds(Drawn, AMOUNTS, COUNTS, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, st.integers(1, 7))


def spelled(amount: Decimal) -> str:
    """Return an amount as people write it."""
    return f"${amount:,.2f}".removesuffix(".00")


@given(DRAWN)
def test_what_is_printed_and_in_json_is_the_sum_of_decimals(drawn: Drawn) -> None:
    """No sum of binary fractions is: 0.10 and 0.20 would be 0.30000000000000004."""
    program = drawn.program
    ranking = rank(make_catalog(program), Profile(role="physician"))
    found = plan(ranking, program, date(2026, 11, 22))
    documents = [
        json.loads(as_json(plan_document(found)), parse_float=Decimal),
        json.loads(
            as_json(comparison_document(Comparison(ranking, (program,), ()))), parse_float=Decimal
        )["costs"]["one"],
    ]
    for document in documents:
        assert document["cost_usd"] == drawn.earned
        assert document["renewal_cost"]["usd"] == drawn.each_renewal
        assert document["cost_over_time"][-1]["usd"] == drawn.five_years
    sentences = next(one.sentences for one in plan_sections(found) if one.title == "What it costs")
    earned, renewal, long = sentences
    assert earned.startswith(f"{spelled(drawn.earned)}: ")
    assert renewal.endswith(f": {spelled(drawn.each_renewal)}.")
    assert long.endswith(f": {spelled(drawn.five_years)}.")
    rows = {row.name: row.values[0] for row in comparison_rows(ranking, [program])}
    assert rows["cost for you"] == spelled(drawn.earned)
    assert rows["cost over 5 years"] == spelled(drawn.five_years)


@given(DRAWN, AMOUNTS, AMOUNTS)
def test_both_ends_of_what_members_and_others_pay_are_exact(
    drawn: Drawn, member: Decimal, renewal: Decimal
) -> None:
    program = make_program(
        price=fact({"amount": float(drawn.price), "member": float(member), "unit": "program",
                    "currency": "USD"}),
        renewal_years=fact(drawn.valid),
        fees=[{"kind": "renewal", "amount": float(drawn.renewal), "member": float(renewal),
               "per": "renewal", "currency": "USD", "source": "course-list"}],
    )  # fmt: skip
    earned = cost(program, applicant())
    over = cost_over(program, earned, 5)
    due = math.ceil(5 / drawn.valid) - 1
    paid = (drawn.price, member), (drawn.renewal * due, renewal * due)
    least, most = sum(map(min, paid)), sum(map(max, paid))
    assert (Decimal(str(over.at_least)), Decimal(str(over.at_most))) == (least, most)
    assert over.usd == (over.at_least if least == most else None)


def test_a_catalogue_has_no_parts_of_a_cent() -> None:
    with pytest.raises(ValidationError, match="part of a cent"):
        make_program(price=fact({"amount": 12.345, "unit": "program", "currency": "USD"}))
