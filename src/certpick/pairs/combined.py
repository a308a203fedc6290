"""What two programs ask of one person together: money, weeks, and whether that fits."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from certpick.catalog.model import Program
from certpick.profile.profile import Applicant, Profile
from certpick.scoring.needs import (
    SEVERITY,
    Need,
    NeedKind,
    NeedState,
    budget_need,
    enough_weeks,
    needs,
    unmet,
)
from certpick.scoring.terms import (
    Cost,
    CostBasis,
    cost,
    finishing_weeks,
    in_cents,
    in_usd,
    is_self_paced,
    weekly_load,
    workload,
)
from certpick.text import money, rounded_up, weeks_words


class Demand(NamedTuple):
    """What one program asks of an applicant.

    ``flexible`` says that it is self-paced and follows the applicant's hours; any other
    keeps its calendar and takes ``load`` hours in each of its weeks.
    """

    program: Program
    cost: Cost
    weeks: float | None
    load: float | None
    work: float | None
    flexible: bool
    needs: dict[NeedKind, Need]

    @property
    def cohort(self) -> bool:
        """Whether its pace is known to be the provider's."""
        pacing = self.program.facts.pacing
        return bool(pacing and pacing.value == "cohort")

    @property
    def paid_monthly(self) -> bool:
        """Whether it costs more the longer it takes."""
        return self.flexible and bool(paid_monthly(self.program) and self.cost.usd)


class Time(NamedTuple):
    """The weeks that two programs take one after the other, and at once; None is unknown.

    ``overlap`` says whether the applicant's hours a week allow both at once.
    """

    in_sequence: float | None
    at_once: float | None
    overlap: NeedState

    @property
    def shortest(self) -> float | None:
        """The weeks of the shorter way that is known to be open."""
        return self.in_sequence if self.at_once is None else self.at_once


def paid_monthly(program: Program) -> bool:
    """Return whether the price is by the month."""
    price = program.facts.price
    return bool(price and price.value.unit == "month")


def demand(program: Program, applicant: Applicant) -> Demand:
    """Return what a program asks of an applicant."""
    hours, work = applicant.profile.hours_per_week, workload(program)
    return Demand(
        program=program,
        cost=cost(program, applicant),
        weeks=finishing_weeks(program, hours),
        load=weekly_load(program),
        work=work,
        flexible=bool(hours and work and is_self_paced(program)),
        needs={need.kind: need for need in needs(program, applicant)},
    )


def total_cost(first: Cost, second: Cost) -> Cost:
    """Return what two programs cost; where one is unknown, the total is at least the rest."""
    known = [one.at_least for one in (first, second) if one.at_least is not None]
    least = in_usd(sum(map(in_cents, known))) if known else None
    if first.at_most is None or second.at_most is None:
        unknown = first.detail if first.at_most is None else second.detail
        return Cost(None, least, unknown)
    most = in_usd(in_cents(first.at_most) + in_cents(second.at_most))
    if first.usd is None or second.usd is None:
        return Cost(None, least, f"{first.detail}; {second.detail}", at_most=most)
    detail = f"{money(first.usd)} and {money(second.usd)}"
    return Cost(most, least, detail, basis=CostBasis.UNITS, at_most=most)


def time_together(first: Demand, second: Demand, hours: float | None) -> Time:
    """Return how long two programs take.

    At once, each program with a calendar takes its own hours a week, and a self-paced one
    what is left of the applicant's; so it ends with the longest calendar, or when the hours
    of both are done, whichever is later.
    """
    if first.weeks is None or second.weeks is None:
        return Time(None, None, "unknown")
    sequence = first.weeks + second.weeks
    fixed = [one for one in (first, second) if not one.flexible]
    loads = [one.load for one in fixed if one.load is not None]
    if hours is None or len(loads) < len(fixed):
        return Time(sequence, None, "unknown")
    if rounded_up(sum(loads)) > hours:
        paced = all(one.cohort for one in fixed)
        return Time(sequence, None, "fails" if paced else "unknown")
    calendars = [one.weeks or 0.0 for one in fixed]
    work = _hours_in_all(first) + _hours_in_all(second)
    at_once = max([*calendars, math.ceil(round(work / hours, 6))])
    return Time(sequence, min(at_once, sequence), "ok")


def _hours_in_all(one: Demand) -> float:
    return (one.load or 0.0) * (one.weeks or 0.0) if one.work is None else one.work


def needs_together(first: Demand, second: Demand, profile: Profile) -> tuple[Need, ...]:
    """Return how two programs together meet each need, in the order of ``fit.needs``.

    Their costs are added and one CME credit is enough; the weeks are those of the shorter
    way; any other need both must meet.
    """
    found = []
    for kind, need in first.needs.items():
        if kind is NeedKind.BUDGET:
            found.append(_budget(first, second, profile))
        elif kind is NeedKind.WEEKS:
            found.append(_weeks(first, second, profile))
        elif kind is NeedKind.CME:
            found.append(min(need, second.needs[kind], key=_severity))
        else:
            found.append(_both(first, second, kind))
    return tuple(found)


def unmet_together(programs: Iterable[Program], applicant: Applicant) -> tuple[Need, ...]:
    """Return the needs that rule two programs out together."""
    first, second = (demand(program, applicant) for program in programs)
    return unmet(needs_together(first, second, applicant.profile), applicant)


def _severity(need: Need) -> int:
    return SEVERITY[need.state]


def _both(first: Demand, second: Demand, kind: NeedKind) -> Need:
    """Return the worse of two, with the program that it is about; of equals, both details."""
    pair = first.needs[kind], second.needs[kind]
    worse = max(pair, key=lambda need: (_severity(need), need.gap))
    if pair[0].detail == pair[1].detail:
        return worse
    details = (
        f"{one.program.id}: {need.detail}"
        for one, need in zip((first, second), pair, strict=True)
        if need.state == worse.state
    )
    return worse._replace(detail="; ".join(details))


def _budget(first: Demand, second: Demand, profile: Profile) -> Need:
    total, limit = total_cost(first.cost, second.cost), profile.weeks
    unknown = [one for one in (first, second) if one.cost.usd is None]
    if unknown:
        whose = "; ".join(f"{one.program.id}: {one.cost.detail}" for one in unknown)
        total = total._replace(detail=whose)
    need = budget_need(total, profile.budget or 0.0)
    if need.state != "ok" or limit is None or not (first.paid_monthly or second.paid_monthly):
        return need
    time = time_together(first, second, profile.hours_per_week)
    if time.in_sequence is not None and time.in_sequence > limit:
        detail = f"{need.detail} one after the other; at once, a monthly fee runs longer"
        return need._replace(state="unknown", detail=detail)
    return need


def _weeks(first: Demand, second: Demand, profile: Profile) -> Need:
    if "unknown" in (first.needs[NeedKind.WEEKS].state, second.needs[NeedKind.WEEKS].state):
        return _both(first, second, NeedKind.WEEKS)
    time, limit = time_together(first, second, profile.hours_per_week), profile.weeks or 0.0
    shortest = time.shortest or 0.0
    way = "one after the other" if time.at_once is None else "at once"
    takes = f"takes {weeks_words(shortest)} {way}"
    if min(shortest, rounded_up(shortest)) <= limit:
        return Need(NeedKind.WEEKS, "ok", takes)
    if time.overlap == "unknown" and max(first.weeks or 0.0, second.weeks or 0.0) <= limit:
        return Need(NeedKind.WEEKS, "unknown", f"{takes}; whether both fit at once is not known")
    gap = weeks_words(shortest - limit)
    return Need(
        NeedKind.WEEKS,
        "fails",
        f"{gap} too long ({takes})",
        enough_weeks(rounded_up(shortest)),
        (shortest - limit) / limit,
    )
