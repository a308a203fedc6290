"""The terms of a program for one user: what the whole of it costs, and how long it takes.

A price may differ by applicant, a member may pay less, and sources may disagree. The cost
is then a range, and what nobody states is unknown, never 0.
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum, auto
from typing import Any, NamedTuple, TypeVar

from certpick.catalog.dates import span
from certpick.catalog.facts import Fact, Fee, Part, Price
from certpick.catalog.model import Program
from certpick.profile.profile import Applicant
from certpick.text import counted, money, rounded_up

T = TypeVar("T")
FULL_TIME = 40.0  # hours of a working week
NOT_FOR_SALE = "a post with a salary, not for sale"


class CostBasis(Enum):
    """What a cost in USD is told from: a price of the whole, or so many units of it."""

    WHOLE = auto()
    UNITS = auto()


class Cost(NamedTuple):
    """The cost of the whole program in USD, to the cent: see ``in_usd``.

    ``usd`` is None where it is unknown, where sources disagree or where the user's case
    decides; as far as is known it then lies between ``at_least`` and ``at_most``.
    ``foreign`` is a price in another currency as stated, such as ``CAD 845``.
    """

    usd: float | None
    at_least: float | None
    detail: str
    foreign: str | None = None
    basis: CostBasis | None = None
    at_most: float | None = None

    @property
    def known_least(self) -> float | None:
        """What it costs at least; None where that may be nothing, as for members alone."""
        return self.usd if self.usd is not None else self.at_least or None


def in_cents(usd: float) -> int:
    """Return an amount in whole cents, in which money is added and multiplied exactly."""
    return round(usd * 100)


def in_usd(cents: int) -> float:
    """Return cents in USD: the number that a person writes, so that equal amounts are equal."""
    return cents / 100


def _exactly(cents: int, detail: str, basis: CostBasis) -> Cost:
    usd = in_usd(cents)
    return Cost(usd, usd, detail, basis=basis, at_most=usd)


# The facts that sources may state differently, and that needs, cost and time depend on.
_DISPUTABLE = (
    "courses", "weeks", "hours_per_week", "total_hours", "price", "pacing", "ce_credit",
    "programming_required", "countries", "languages", "dates",
)  # fmt: skip


def readings(program: Program) -> tuple[Program, ...]:
    """Return the program as its best sources state it, then as each other source would have it."""
    facts = program.facts
    disputed = [name for name in _DISPUTABLE if (fact := getattr(facts, name)) and fact.conflicts]
    return (program, *_other_readings(program, disputed)) if disputed else (program,)


def _other_readings(program: Program, disputed: list[str]) -> Iterator[Program]:
    for name in disputed:
        fact = getattr(program.facts, name)
        for other in fact.conflicts:
            if other.value is not None:
                said = replace(fact, value=other.value, conflicts=())
                yield replace(program, facts=replace(program.facts, **{name: said}))


def without_disputed(program: Program) -> Iterator[tuple[str, Program]]:
    """Yield what a source says instead in words that give no value, and the program without it.

    Nobody can tell what such words mean for a need, so the fact that they dispute is unknown.
    """
    for name in _DISPUTABLE:
        fact = getattr(program.facts, name)
        for other in fact.conflicts if fact else ():
            if other.value is None:
                nothing: dict[str, Any] = {name: None}
                yield other.says, replace(program, facts=replace(program.facts, **nothing))


def only_part(program: Program, part: Part) -> Program:
    """Return a part of a program as a program of its own, with its terms.

    Who takes a part still has to apply; a certificate is that of the whole.
    """
    facts = program.facts
    by_course = facts.price if facts.price and facts.price.value.unit == "course" else None
    each_takes = facts.weeks if facts.weeks and facts.weeks.value.unit == "course" else None
    terms = replace(
        facts,
        courses=_of_part(part, part.courses),
        price=_of_part(part, part.price) or by_course,
        weeks=_of_part(part, part.weeks) or each_takes,
        hours_per_week=_of_part(part, part.hours_per_week) or facts.hours_per_week,
        total_hours=None,
        fees=tuple(fee for fee in facts.fees if fee.kind == "application"),
    )
    return replace(program, facts=terms)


def _of_part(part: Part, value: T | None) -> Fact[T] | None:
    return None if value is None else Fact(value=value, source=part.source, quote=part.quote)


def weekly_load(program: Program) -> float | None:
    """Return the hours of study a week at the program's own pace (its low end), or None.

    What is shorter than a week asks for all its hours in that week.
    """
    facts = program.facts
    if facts.hours_per_week:
        return facts.hours_per_week.value.low
    weeks = stated_weeks(program)
    if facts.total_hours and weeks:
        return facts.total_hours.value / max(weeks, 1)
    return None


def stated_weeks(program: Program) -> float | None:
    """Return the calendar weeks of the whole program as stated, or None.

    Where nothing else is, its session is as long, in whole weeks from two weeks on.
    """
    length, courses = program.facts.weeks, program.facts.courses
    if length is None:
        return _session_weeks(program) if in_sessions(program) else None
    if length.value.unit == "program":
        return length.value.weeks
    return length.value.weeks * courses.value if courses else None


def _session_weeks(program: Program) -> float | None:
    dates = program.facts.dates
    if dates is None or dates.value.end is None:
        return None
    (first, latest), (earliest, last) = span(dates.value.start), span(dates.value.end)
    if first != latest or earliest != last:
        return None
    days = (last - first).days + 1
    return days / 7 if days < 14 else float(round(days / 7))


def unknown_last(value: float | None) -> tuple[bool, float]:
    """Return what sorts amounts, the least first and the unknown last."""
    return value is None, value or 0.0


def least_weeks(program: Program, weeks: float | None) -> float | None:
    """Return the weeks that a program takes, or where only hours are known, at 40 of them each."""
    hours = workload(program)
    return weeks if weeks is not None or hours is None else hours / FULL_TIME


def workload(program: Program) -> float | None:
    """Return the hours of study of the whole program (the middle of a range), or None."""
    facts = program.facts
    if facts.total_hours:
        return facts.total_hours.value
    weeks = stated_weeks(program)
    if weeks and facts.hours_per_week:
        return weeks * (facts.hours_per_week.value.low + facts.hours_per_week.value.high) / 2
    return None


def finishing_weeks(program: Program, hours: float | None) -> float | None:
    """Return the weeks until this user is done, or None where it cannot be told.

    A program that follows the user's hours takes as long as they do; any other keeps its
    calendar.
    """
    total = workload(program)
    if total and follows_hours(program):
        return math.ceil(total / hours) if hours else None
    return stated_weeks(program)


def waits_for_hours(program: Program, hours: float | None) -> bool:
    """Return whether the length depends on the user's hours a week, and they are not said."""
    return hours is None and follows_hours(program) and workload(program) is not None


def follows_hours(program: Program) -> bool:
    """Return whether the length is told by the user's hours a week.

    So it is where the user is known to set the pace, and as far as is known where nobody
    states a pace, a length or dates, only hours.
    """
    facts = program.facts
    if facts.pacing:
        return is_self_paced(program)
    return facts.weeks is None and facts.dates is None


def in_sessions(program: Program) -> bool:
    """Return whether everybody starts on the same day."""
    pacing, dates = program.facts.pacing, program.facts.dates
    return pacing.value == "cohort" if pacing else dates is not None


def is_self_paced(program: Program) -> bool:
    """Return whether the user is known to set the pace."""
    pacing = program.facts.pacing
    return pacing is not None and pacing.value == "self-paced"


def cost(program: Program, applicant: Applicant) -> Cost:
    """Return what the whole program costs this applicant, over all that sources state."""
    return _in_dispute([stated_cost(reading, applicant) for reading in readings(program)])


def _in_dispute(found: list[Cost]) -> Cost:
    """Return the range of the costs that sources state, the most trusted first."""
    if len(found) == 1:
        return found[0]
    told_apart: dict[object, Cost] = {}
    for one in found:
        told_apart.setdefault((one.usd, one.at_least, one.foreign), one)
    costs = list(told_apart.values())
    if len(costs) == 1:
        return found[0]
    lows = [one.at_least for one in costs if one.at_least is not None]
    highs = [one.at_most for one in costs if one.at_most is not None]
    return costs[0]._replace(
        usd=None,
        at_least=min(lows, default=None),
        at_most=max(highs) if len(highs) == len(costs) else None,
        detail=f"sources disagree: {'; or '.join(map(_said, costs))}",
        basis=None,
    )


def _said(cost: Cost) -> str:
    return cost.detail if cost.usd is None else f"{money(cost.usd)} ({cost.detail})"


def stated_cost(program: Program, applicant: Applicant) -> Cost:
    """Return what the whole program costs this applicant by the most trusted sources."""
    price, hours = program.facts.price, applicant.profile.hours_per_week
    amount = None if price is None else _amount(price.value, applicant)
    if price and amount is None:
        return Cost(None, None, f"{_by_applicant(price.value)}, not stated for yours")
    return _with_members(program, amount, hours)


def _by_applicant(price: Price) -> str:
    """Return what different applicants pay: ``$120 to $600 by role or job title``."""
    amounts = (*price.by_role.values(), *price.by_title.values())
    ends = dict.fromkeys((min(amounts), max(amounts)))
    span_words = " to ".join(money(one, price.currency) for one in ends)
    return f"{span_words} by role or job title"


def cost_for_anybody(program: Program, hours: float | None) -> Cost:
    """Return what the whole program costs; where that depends on who applies, at least what."""
    return _in_dispute([_for_anybody(reading, hours) for reading in readings(program)])


def _for_anybody(program: Program, hours: float | None) -> Cost:
    price = program.facts.price
    if price is None or price.value.amount is not None:
        return _with_members(program, price.value.amount if price else None, hours)
    amounts = (*price.value.by_role.values(), *price.value.by_title.values())
    least = cost_at(program, min(amounts), hours)
    foreign = least.foreign and f"{least.foreign}+"
    return Cost(None, least.at_least, f"depends on who applies, {least.detail}", foreign)


def _with_members(program: Program, amount: float | None, hours: float | None) -> Cost:
    """Return what it costs at this price, as a range where members pay something else."""
    price, others = program.facts.price, cost_at(program, amount, hours)
    member = price.value.member if price else None
    if member is None and not any(fee.member is not None for fee in _fees(program)):
        return others
    mine = cost_at(program, amount if member is None else member, hours, as_member=True)
    society = f" of {price.value.members_of}" if price and price.value.members_of else ""
    if mine.usd is None or others.usd is None:
        if mine.at_least is not None and mine.at_least < (others.at_least or 0.0):
            others = others._replace(at_least=mine.at_least)
        if price is None or member is None or amount is None:
            return others
        currency = price.value.currency
        instead = f"{money(member, currency)} instead of {money(amount, currency)}"
        return others._replace(detail=f"{others.detail}; members{society} pay {instead}")
    if mine.usd == others.usd:
        return others
    detail = f"{money(mine.usd)} for members{society}, {money(others.usd)} for others"
    low, high = sorted((mine.usd, others.usd))
    return Cost(None, low, detail, at_most=high)


def cost_at(
    program: Program, amount: float | None, hours: float | None, as_member: bool = False
) -> Cost:
    """Return what the whole program costs where one unit costs ``amount``, None: not stated.

    What must be paid once beside the price, to apply or for the certificate, is added.
    """
    base, extra = _price_at(program, amount, hours), 0
    said = [base.detail]
    for fee in _fees(program):
        one = fee.amount if fee.member is None or not as_member else fee.member
        if fee.currency != "USD":
            said.append(f"{fee.kind} fee {money(one, fee.currency)}")
            base = base._replace(usd=None, at_most=None)
        elif one:
            said.append(f"{fee.kind} fee {money(one)}")
            extra += in_cents(one)
    if len(said) == 1:
        return base
    detail = "; ".join(said)
    if base.usd is not None:
        return _exactly(in_cents(base.usd) + extra, detail, CostBasis.UNITS)
    least = in_usd(in_cents(base.at_least or 0.0) + extra)
    return base._replace(at_least=least or None, detail=detail)


def _fees(program: Program) -> list[Fee]:
    """Return what everybody pays once beside the price."""
    if not program.facts.fees:
        return []
    kinds = ("application", "certificate")
    return [fee for fee in program.facts.fees if fee.kind in kinds and fee.per == "once"]


_PER_UNIT = {
    "program": "for the whole program",
    "course": "a course",
    "month": "a month",
    "exam": "for the exam",
}


def _price_at(program: Program, amount: float | None, hours: float | None) -> Cost:
    if program.facts.employment and program.facts.employment.value:
        return Cost(None, None, NOT_FOR_SALE)
    if program.facts.price is None or amount is None:
        return Cost(None, None, "price not stated")
    price = program.facts.price.value
    if price.currency != "USD":
        foreign = money(amount, price.currency)
        return Cost(None, None, f"{foreign} {_PER_UNIT[price.unit]}, no USD price", foreign)
    cents = in_cents(amount)
    if cents == 0 or price.unit == "program":
        return _exactly(cents, "whole program", CostBasis.WHOLE)
    if price.unit == "exam":
        detail = f"{money(amount)} for the exam, what else it takes not stated"
        return Cost(None, in_usd(cents), detail)
    return _by_unit(program, price, cents, hours)


def _amount(price: Price, applicant: Applicant) -> float | None:
    """Return the price for this applicant: by job title, by role, or the one for all."""
    if price.by_title and applicant.title:
        from certpick.catalog.title_parts import job_word  # few prices ask for it

        profession = applicant.profession.id.split("-") if applicant.profession else ()
        named = {job_word(applicant.title), *profession}
        for word, amount in price.by_title.items():
            if word in named:
                return amount
    for role in (applicant.role.id, *applicant.role.includes):
        if role in price.by_role:
            return price.by_role[role]
    return price.amount


def _by_unit(program: Program, price: Price, cents: int, hours: float | None) -> Cost:
    """Return the cost where the price is per course or per month."""
    amount = in_usd(cents)
    if price.unit == "course":
        count = program.facts.courses.value if program.facts.courses else None
        unknown = f"{money(amount)} a course, number of courses not stated"
    else:
        count = _months(program, hours)
        reason = "depends on your hours a week" if workload(program) else "length not stated"
        unknown = f"{money(amount)} a month, {reason}"
    if count is None:
        return Cost(None, amount, unknown)
    detail = f"{counted(count, price.unit)} at {money(amount)}"
    return _exactly(cents * count, detail, CostBasis.UNITS)


def _months(program: Program, hours: float | None) -> int | None:
    """Return the months that are paid for: hours in all over the user's, unless a cohort."""
    pacing, total = program.facts.pacing, workload(program)
    if hours and total and not (pacing and pacing.value == "cohort"):
        weeks: float | None = math.ceil(total / hours)
    else:
        weeks = stated_weeks(program)
    return None if weeks is None else math.ceil(weeks * 12 / 52)


def hours_within(program: Program, applicant: Applicant, cents: int) -> float | None:
    """Return the weekly hours at which a subscription ends within an amount, or None."""
    price, pacing, total = program.facts.price, program.facts.pacing, workload(program)
    monthly = price and price.value.unit == "month" and _amount(price.value, applicant)
    if not monthly or not total or (pacing and pacing.value == "cohort"):
        return None
    fees = sum(in_cents(fee.amount) for fee in _fees(program) if fee.currency == "USD")
    months = (cents - fees) // max(in_cents(monthly), 1)
    return rounded_up(total / (months * 52 // 12)) if months > 0 else None
