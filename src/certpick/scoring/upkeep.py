"""What a credential costs over time: each renewal, and all that falls due over some years.

Cents are counted and added as whole numbers. What nobody states is named, never taken for 0.
"""

import math
from collections.abc import Mapping
from typing import Literal, NamedTuple

from certpick.catalog.facts import Fee
from certpick.catalog.model import Program
from certpick.scoring.terms import Cost, in_cents, in_usd

LONG_RUN = 5.0  # years over which the cost of keeping a credential is told
# What keeps a cost over time from being one sum; some of it leaves open what it is at most.
Unknown = Literal["price", "renewal", "renewal fee", "renewal fee in USD", "membership"]
_OPEN = frozenset(("renewal", "renewal fee", "renewal fee in USD"))
Per = Literal["once", "year", "renewal"]


class CostOverTime(NamedTuple):
    """What a credential costs in USD over some years, or what one renewal of it costs.

    ``renewals`` fall due before the years are over. ``usd`` is None where something is
    unknown, which ``unknown`` names; what is known of it lies between ``at_least`` and
    ``at_most``, and either is None where nothing is.
    """

    years: float
    renewals: int
    usd: float | None
    at_least: float | None
    unknown: tuple[Unknown, ...]
    at_most: float | None = None


class _Dues(NamedTuple):
    """Fees of some renewals in cents, as members pay them and as others do."""

    least: int
    most: int
    unknown: tuple[Unknown, ...]


def cost_over(program: Program, earned: Cost, years: float) -> CostOverTime:
    """Return what it costs to earn a credential and to keep it for so many years."""
    valid = _validity(program)
    due = math.ceil(round(years / valid, 6)) - 1 if valid else 0
    dues = _dues(program, {"year": math.ceil(years), "renewal": due, "once": min(due, 1)})
    unknown: list[Unknown] = list(dues.unknown)
    if valid is None:
        unknown.insert(0, "renewal")
    if earned.usd is None:
        unknown.insert(0, "price")
    least = in_cents(earned.at_least or 0.0) + dues.least
    most = None if earned.at_most is None else in_cents(earned.at_most) + dues.most
    return _told(years, due, least, most, unknown)


def over_time(program: Program, earned: Cost) -> tuple[CostOverTime, ...]:
    """Return the cost over one period of validity, where there is one, and over five years."""
    valid = _validity(program)
    periods = [valid, LONG_RUN] if valid and valid != LONG_RUN else [LONG_RUN]
    return tuple(cost_over(program, earned, years) for years in periods)


def renewal_cost(program: Program) -> CostOverTime | None:
    """Return what one renewal costs, with the yearly fees until the next.

    None where the credential never expires, or where nobody states whether it does.
    """
    valid = _validity(program)
    if not valid:
        return None
    dues = _dues(program, {"year": math.ceil(valid), "renewal": 1, "once": 1})
    return _told(valid, 1, dues.least, dues.most, list(dues.unknown))


def _validity(program: Program) -> float | None:
    years = program.facts.renewal_years
    return years.value if years else None


def _dues(program: Program, times: Mapping[Per, int]) -> _Dues:
    """Return what is paid for renewals; ``times`` says how often a fee of each kind is due."""
    fees = [fee for fee in program.facts.fees if fee.kind == "renewal" and times[fee.per]]
    stated = [fee for fee in fees if fee.currency == "USD"]
    unknown: list[Unknown] = []
    if times["renewal"] and not fees:
        unknown.append("renewal fee")
    if len(stated) < len(fees):
        unknown.append("renewal fee in USD")
    least = sum(in_cents(_least(fee)) * times[fee.per] for fee in stated)
    most = sum(in_cents(_most(fee)) * times[fee.per] for fee in stated)
    if least < most:
        unknown.append("membership")
    return _Dues(least, most, tuple(unknown))


def _told(
    years: float, renewals: int, least: int, most: int | None, unknown: list[Unknown]
) -> CostOverTime:
    high = None if most is None or _OPEN.intersection(unknown) else in_usd(most)
    low = in_usd(least) if least or high is not None else None
    whole = None if unknown else high
    return CostOverTime(years, renewals, whole, low, tuple(unknown), high)


def _least(fee: Fee) -> float:
    return fee.amount if fee.member is None else min(fee.member, fee.amount)


def _most(fee: Fee) -> float:
    return fee.amount if fee.member is None else max(fee.member, fee.amount)
