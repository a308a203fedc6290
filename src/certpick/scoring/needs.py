"""Needs: what a program costs and how long it takes this user, and whether that fits."""

import math
from enum import Enum, StrEnum, auto
from typing import Literal, NamedTuple

from certpick.catalog.facts import Price
from certpick.catalog.model import Program
from certpick.profile.profile import Applicant
from certpick.text import counted, folded, money, rounded_up

NeedState = Literal["ok", "unknown", "fails"]


class NeedKind(StrEnum):
    """What a user can need of a program.

    ``unknown`` says what is not known where the need cannot be told, ``fact`` which fact
    would tell it.
    """

    INCLUSION = "inclusion", "focus", "focus"
    BUDGET = "budget", "price", "price"
    HOURS = "hours", "hours per week", "hours_per_week"
    WEEKS = "weeks", "length", "weeks"
    CME = "cme", "CME or CE credit", "ce_credit"
    PACING = "pacing", "pacing", "pacing"
    PROGRAMMING = "no-programming", "programming", "programming_required"

    unknown: str
    fact: str

    def __new__(cls, value: str, unknown: str, fact: str) -> "NeedKind":
        """Make a member that is the text ``value``."""
        kind = str.__new__(cls, value)
        kind._value_, kind.unknown, kind.fact = value, unknown, fact
        return kind


class Need(NamedTuple):
    """How a program meets one need: the gap in the user's units, and what would close it."""

    kind: NeedKind
    state: NeedState
    detail: str
    change: str | None = None
    gap: float = 0.0  # how much more than the user has, as a share of it
    hours: float | None = None  # hours of study a week that would do instead


class CostBasis(Enum):
    """What a cost in USD is told from: a price of the whole, or so many units of it."""

    WHOLE = auto()
    UNITS = auto()


class Cost(NamedTuple):
    """The cost of the whole program in USD; ``at_least`` where only a part is known.

    ``foreign`` is a price in another currency as stated, such as ``CAD 845``; ``basis`` is
    None where the cost is unknown.
    """

    usd: float | None
    at_least: float | None
    detail: str
    foreign: str | None = None
    basis: CostBasis | None = None


def weekly_load(program: Program) -> float | None:
    """Return the hours of study a week at the program's own pace (its low end), or None."""
    facts = program.facts
    if facts.hours_per_week:
        return facts.hours_per_week.value.low
    weeks = stated_weeks(program)
    if facts.total_hours and weeks:
        return facts.total_hours.value / weeks
    return None


def stated_weeks(program: Program) -> float | None:
    """Return the calendar weeks of the whole program as stated, or None."""
    length, courses = program.facts.weeks, program.facts.courses
    if length is None:
        return None
    if length.value.unit == "program":
        return length.value.amount
    return length.value.amount * courses.value if courses else None


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

    A self-paced program follows the user's hours; any other keeps its calendar.
    """
    total = workload(program)
    if total and is_self_paced(program):
        return math.ceil(total / hours) if hours else None
    return stated_weeks(program)


def waits_for_hours(program: Program, hours: float | None) -> bool:
    """Return whether the length depends on the user's hours a week, and they are not said."""
    return hours is None and is_self_paced(program) and workload(program) is not None


def is_self_paced(program: Program) -> bool:
    """Return whether the user is known to set the pace."""
    pacing = program.facts.pacing
    return pacing is not None and pacing.value == "self-paced"


def cost(program: Program, applicant: Applicant) -> Cost:
    """Return what the whole program costs this applicant."""
    price = program.facts.price
    amount = None if price is None else _amount(price.value, applicant)
    if price and amount is None:
        return Cost(None, None, "price not stated for your role")
    return cost_at(program, amount, applicant.profile.hours_per_week)


def cost_for_anybody(program: Program, hours: float | None) -> Cost:
    """Return what the whole program costs; where that depends on who applies, at least what."""
    price = program.facts.price
    if price is None or price.value.amount is not None:
        return cost_at(program, price.value.amount if price else None, hours)
    amounts = (*price.value.by_role.values(), *price.value.by_title.values())
    least = cost_at(program, min(amounts), hours)
    foreign = least.foreign and f"{least.foreign}+"
    return Cost(None, least.at_least, f"from {least.detail}, by applicant", foreign)


def cost_at(program: Program, amount: float | None, hours: float | None) -> Cost:
    """Return what the whole program costs where one unit costs ``amount``, None: not stated."""
    if program.facts.price is None or amount is None:
        return Cost(None, None, "price not stated")
    price = program.facts.price.value
    if price.currency != "USD":
        foreign = f"{price.currency} {amount:,.10g}"
        return Cost(None, None, f"{foreign} a {price.unit}, no USD price", foreign)
    if amount == 0 or price.unit == "program":
        return Cost(amount, amount, "whole program", basis=CostBasis.WHOLE)
    if price.unit == "exam":
        return Cost(None, amount, f"{money(amount)} for the exam, what else it takes not stated")
    return _by_unit(program, price, amount, hours)


def _amount(price: Price, applicant: Applicant) -> float | None:
    """Return the price for this applicant: by job title, by role, or the one for all."""
    if price.by_title and applicant.title:
        words = {word.removesuffix("s") for word in folded(applicant.title).split()}
        for word, amount in price.by_title.items():
            if word in words:
                return amount
    for role in (applicant.role.id, *applicant.role.includes):
        if role in price.by_role:
            return price.by_role[role]
    return price.amount


def _by_unit(program: Program, price: Price, amount: float, hours: float | None) -> Cost:
    """Return the cost where the price is per course or per month."""
    if price.unit == "course":
        count = program.facts.courses.value if program.facts.courses else None
        unknown = f"{money(amount)} a course, number of courses not stated"
    else:
        months = _months(program, hours)
        count = months
        reason = "depends on your hours a week" if workload(program) else "length not stated"
        unknown = f"{money(amount)} a month, {reason}"
    if count is None:
        return Cost(None, amount, unknown)
    total = amount * count
    detail = f"{counted(count, price.unit)} at {money(amount)}"
    return Cost(total, total, detail, basis=CostBasis.UNITS)


def _months(program: Program, hours: float | None) -> int | None:
    """Return the months that are paid for: hours in all over the user's, unless a cohort."""
    pacing, total = program.facts.pacing, workload(program)
    if hours and total and not (pacing and pacing.value == "cohort"):
        weeks: float | None = math.ceil(total / hours)
    else:
        weeks = stated_weeks(program)
    return None if weeks is None else math.ceil(weeks * 12 / 52)


_INCLUSION = {
    "healthcare-ai": Need(NeedKind.INCLUSION, "ok", "healthcare AI is its primary lens"),
    "healthcare-informatics": Need(NeedKind.INCLUSION, "fails", "healthcare informatics, not AI"),
    "generic-ai": Need(NeedKind.INCLUSION, "fails", "general AI, not built for healthcare"),
}


def inclusion(program: Program) -> Need:
    """Return whether a program meets the guide's rule that healthcare is its primary lens."""
    return _INCLUSION[program.facts.focus.value]


def needs(program: Program, applicant: Applicant) -> list[Need]:
    """Return how a program meets each need that the applicant has."""
    profile = applicant.profile
    found = []
    if profile.budget is not None:
        within = budget_need(cost(program, applicant), profile.budget)
        found.append(_with_faster_pace(within, program, profile.budget))
    if profile.hours_per_week is not None:
        found.append(_hours(program, profile.hours_per_week))
    if profile.weeks is not None:
        found.append(_weeks(program, profile.hours_per_week, profile.weeks))
    if applicant.cme == "required":
        found.append(_cme(program, applicant))
    if profile.pacing is not None:
        found.append(_pacing(program, profile.pacing))
    if profile.no_programming:
        found.append(_programming(program))
    return found


def budget_need(price: Cost, budget: float) -> Need:
    """Return whether a budget pays for what something costs."""
    least = price.at_least
    if least is not None and least > budget:
        what = "costs" if price.usd is not None else "costs at least"
        least = rounded_up(least)
        return Need(
            NeedKind.BUDGET,
            "fails",
            f"{money(rounded_up(least - budget))} over ({what} {money(least)})",
            f"a budget of {money(least)}",
            (least - budget) / max(budget, 1),
        )
    if price.usd is None:
        return Need(NeedKind.BUDGET, "unknown", price.detail)
    return Need(NeedKind.BUDGET, "ok", f"costs {money(price.usd)} ({price.detail})")


def _with_faster_pace(need: Need, program: Program, budget: float) -> Need:
    """Return the need with the weekly hours that would meet it instead, where some would."""
    return need._replace(hours=_hours_within(program, budget)) if need.state == "fails" else need


def _hours_within(program: Program, budget: float) -> float | None:
    """Return the weekly hours at which a subscription ends within the budget, or None."""
    price, pacing, total = program.facts.price, program.facts.pacing, workload(program)
    if not (price and price.value.unit == "month" and price.value.amount and total):
        return None
    months = budget // price.value.amount
    if months < 1 or (pacing and pacing.value == "cohort"):
        return None
    return rounded_up(total / (months * 52 // 12))


def _hours(program: Program, hours: float) -> Need:
    pacing, load = program.facts.pacing, weekly_load(program)
    if is_self_paced(program):
        return Need(NeedKind.HOURS, "ok", "at your own pace")
    if load is None:
        return Need(NeedKind.HOURS, "unknown", "hours per week not stated")
    load = rounded_up(load)
    if hours >= load:
        return Need(NeedKind.HOURS, "ok", f"asks for {counted(load, 'hour')} a week or more")
    gap = f"asks for {counted(rounded_up(load - hours), 'hour')} a week more than you have"
    if pacing is None:
        return Need(NeedKind.HOURS, "unknown", f"{gap}, unless the pace is yours")
    change = f"{counted(load, 'hour')} a week"
    return Need(NeedKind.HOURS, "fails", gap, change, (load - hours) / hours)


def _weeks(program: Program, hours: float | None, weeks: float) -> Need:
    if waits_for_hours(program, hours):
        return Need(NeedKind.WEEKS, "unknown", "depends on your hours a week")
    needed = finishing_weeks(program, hours)
    if needed is None:
        return Need(NeedKind.WEEKS, "unknown", "length not stated")
    needed = rounded_up(needed)
    if needed <= weeks:
        return Need(NeedKind.WEEKS, "ok", f"takes {counted(needed, 'week')}")
    faster, total = None, workload(program)
    if is_self_paced(program) and total and weeks >= 1:
        faster = rounded_up(total / (weeks // 1))
    return Need(
        NeedKind.WEEKS,
        "fails",
        f"{counted(rounded_up(needed - weeks), 'week')} too long (takes {counted(needed, 'week')})",
        f"{counted(needed, 'week')} of time",
        (needed - weeks) / weeks,
        faster,
    )


def _cme(program: Program, applicant: Applicant) -> Need:
    credit = program.facts.ce_credit
    if credit is None:
        return Need(NeedKind.CME, "unknown", "CME not stated")
    if not credit.value:
        return Need(NeedKind.CME, "fails", "awards no CME credit", "no CME requirement", 1.0)
    if any(entry.system in applicant.role.credit_systems for entry in credit.value):
        return Need(NeedKind.CME, "ok", "awards CME credit")
    detail = "awards CME, but not in a system known to count for your role; ask your board"
    return Need(NeedKind.CME, "unknown", detail)


def _pacing(program: Program, pacing: str) -> Need:
    fact = program.facts.pacing
    if fact is None:
        return Need(NeedKind.PACING, "unknown", "pacing not stated")
    if fact.value == pacing:
        return Need(NeedKind.PACING, "ok", f"is {pacing}")
    return Need(
        NeedKind.PACING, "fails", f"is {fact.value}, not {pacing}", f"{fact.value} pacing", 1.0
    )


def _programming(program: Program) -> Need:
    fact = program.facts.programming_required
    if fact is None:
        return Need(NeedKind.PROGRAMMING, "unknown", "programming not stated")
    if fact.value:
        return Need(NeedKind.PROGRAMMING, "fails", "needs programming", "programming allowed", 1.0)
    return Need(NeedKind.PROGRAMMING, "ok", "needs no programming")
