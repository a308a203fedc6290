"""Needs: whether a program fits what a user has and wants, and what would make it fit."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any, Literal, NamedTuple, TypeVar

from certpick.catalog.codes import code_name
from certpick.catalog.dates import done_by, span
from certpick.catalog.fact_text import credit_amount, on_date
from certpick.catalog.facts import (
    AMOUNTS,
    WEEKLY_HOURS,
    WEEKS,
    Dates,
    Enrolment,
    Fact,
    Part,
    Status,
)
from certpick.catalog.in_force import (
    granted,
    is_plainly_offered,
    passed,
    state_on,
    why_none_granted,
)
from certpick.catalog.model import Program
from certpick.profile.profile import Applicant
from certpick.scoring.terms import (
    NOT_FOR_SALE,
    Cost,
    finishing_weeks,
    follows_hours,
    hours_within,
    in_cents,
    in_sessions,
    in_usd,
    is_self_paced,
    readings,
    stated_cost,
    stated_weeks,
    waits_for_hours,
    weekly_load,
    without_disputed,
    workload,
)
from certpick.text import counted, money, rounded_up, weeks_words

T = TypeVar("T")
NeedState = Literal["ok", "unknown", "fails"]
# Sure: every need that was said is known to hold. Maybe: some need is unknown, or sources
# disagree on it. No: one does not hold.
Fit = Literal["sure", "maybe", "no"]


class NeedKind(StrEnum):
    """What a user can need of a program.

    ``unknown`` says what is not known where the need cannot be told, ``fact`` which fact
    would tell it. The first five are rules: no answer of the user changes them.
    """

    INCLUSION = "inclusion", "focus", "focus"
    STATUS = "status", "whether it is offered", "status"
    PURCHASE = "purchase", "whether it can be bought", "employment"
    ENROLMENT = "enrolment", "whether you may enrol", "enrolment"
    HELD = "held", "whether you hold it", "focus"
    BUDGET = "budget", "price", "price"
    HOURS = "hours", "hours per week", "hours_per_week"
    WEEKS = "weeks", "length", "weeks"
    CME = "cme", "CME or CE credit", "ce_credit"
    PACING = "pacing", "pacing", "pacing"
    PROGRAMMING = "no-programming", "programming", "programming_required"
    COUNTRY = "country", "country", "countries"
    LANGUAGE = "language", "language", "languages"
    PART = "part", "whether its part can be taken alone", "parts"

    unknown: str
    fact: str

    def __new__(cls, value: str, unknown: str, fact: str) -> "NeedKind":
        """Make a member that is the text ``value``."""
        kind = str.__new__(cls, value)
        kind._value_, kind.unknown, kind.fact = value, unknown, fact
        return kind

    @property
    def is_rule(self) -> bool:
        """Whether it holds for every user, whatever they answer."""
        return self in _RULES


SEVERITY: dict[NeedState, int] = {"ok": 0, "unknown": 1, "fails": 2}
_RULES = frozenset(
    (
        NeedKind.INCLUSION,
        NeedKind.STATUS,
        NeedKind.PURCHASE,
        NeedKind.ENROLMENT,
        NeedKind.HELD,
    )
)


class Answer(NamedTuple):
    """An answer of the user, as a field of the profile, that would meet a need; and in words."""

    field: str
    value: Any
    words: str

    @property
    def is_amount(self) -> bool:
        """Whether more of it never meets the need less."""
        return self.field in _RANGES


_RANGES = {"budget": AMOUNTS, "hours_per_week": WEEKLY_HOURS, "weeks": WEEKS}


def _amount(field: str, value: float, words: str) -> Answer | None:
    """Return the answer that so much is enough, None where nobody can say as much."""
    least, most = _RANGES[field]
    return Answer(field, max(value, least), words) if value <= most else None


def enough_weeks(weeks: float) -> Answer | None:
    """Return the answer that there are so many weeks of time."""
    return _amount("weeks", weeks, f"{counted(weeks, 'week')} of time")


def enough_hours(hours: float) -> Answer | None:
    """Return the answer that there are so many hours of study a week."""
    return _amount("hours_per_week", hours, f"{counted(hours, 'hour')} a week")


class Need(NamedTuple):
    """How a program meets one need: the gap in the user's units, and what would close it.

    ``answer`` is what would meet it, None where no answer does; an unknown need has one
    where it fails by some of what is said. ``hours`` of study a week would do instead.
    """

    kind: NeedKind
    state: NeedState
    detail: str
    answer: Answer | None = None
    gap: float = 0.0  # how much more than the user has, as a share of it
    hours: float | None = None

    @property
    def change(self) -> str | None:
        """What would meet a need that fails, in words."""
        return self.answer.words if self.answer and self.state == "fails" else None


_INCLUSION = {
    "healthcare-ai": Need(NeedKind.INCLUSION, "ok", "healthcare AI is its primary lens"),
    "healthcare-informatics": Need(NeedKind.INCLUSION, "fails", "healthcare informatics, not AI"),
    "generic-ai": Need(NeedKind.INCLUSION, "fails", "general AI, not built for healthcare"),
}


def inclusion(program: Program) -> Need:
    """Return whether a program meets the guide's rule that healthcare is its primary lens."""
    return _INCLUSION[program.facts.focus.value]


def rules(program: Program, applicant: Applicant) -> list[Need]:
    """Return how a program meets the rules that hold for everybody, where they say anything."""
    facts = program.facts
    found = [inclusion(program)]
    status = facts.status
    if status and (status.conflicts or not is_plainly_offered(status.value)):
        found.append(_agreed(status, partial(_offered, day=applicant.day)))
    if facts.employment and facts.employment.value:
        found.append(Need(NeedKind.PURCHASE, "fails", NOT_FOR_SALE))
    if facts.enrolment:
        found.append(_agreed(facts.enrolment, partial(_enrolment, applicant=applicant)))
    if program.id in applicant.held:
        found.append(Need(NeedKind.HELD, "fails", "you hold it already"))
    return found


def taken_alone(part: Part | None) -> list[Need]:
    """Return the doubt about a part that fits where the whole does not: nobody says it is sold."""
    detail = "whether {} can be taken alone is not stated"
    return [Need(NeedKind.PART, "unknown", detail.format(part.name))] if part else []


def _agreed(fact: Fact[T], judged: Callable[[T], Need]) -> Need:
    """Return how a rule is met by what sources state; unknown where they do not agree on it."""
    need = judged(fact.value)
    for other in fact.conflicts:
        theirs = None if other.value is None else judged(other.value)
        if theirs is None or theirs.state != need.state:
            said = theirs.detail if theirs else other.says
            return Need(need.kind, "unknown", f"sources disagree: {need.detail}; or {said}")
    return need


def _offered(status: Status, day: date | None) -> Need:
    state, words = state_on(status, day)
    needed: NeedState = "unknown" if state in ("paused", "unknown") else "fails"
    return Need(NeedKind.STATUS, "ok" if state == "offered" else needed, words)


def _enrolment(open_to: Enrolment, applicant: Applicant) -> Need:
    if open_to.roles and not applicant.audience_roles.intersection(open_to.roles):
        return Need(NeedKind.ENROLMENT, "fails", f"only for {' or '.join(open_to.roles)}")
    if open_to.condition:
        return Need(NeedKind.ENROLMENT, "unknown", f"open to: {open_to.condition}")
    return Need(NeedKind.ENROLMENT, "ok", "open to you")


def needs(program: Program, applicant: Applicant) -> list[Need]:
    """Return how a program meets each need that the applicant has.

    Where sources disagree so that a need holds by one and not by another, it is unknown.
    """
    stated = _stated_needs(program, applicant)
    if not stated:
        return stated
    others = [_stated_needs(one, applicant) for one in readings(program)[1:]]
    for says, without in without_disputed(program):
        others.append([one._replace(detail=says) for one in _stated_needs(without, applicant)])
    return [_settled(need, [one[at] for one in others]) for at, need in enumerate(stated)]


def unmet(found: Iterable[Need], applicant: Applicant) -> tuple[Need, ...]:
    """Return the needs that rule out; to the strict, an unknown one does."""
    out = ("fails", "unknown") if applicant.profile.strict else ("fails",)
    return tuple([need for need in found if need.state in out])


def _settled(need: Need, others: list[Need]) -> Need:
    for other in others:
        if other.state != need.state and (need.state != "unknown" or other.state == "fails"):
            detail = f"sources disagree: {need.detail}; or {other.detail}"
            failing = need if need.state == "fails" else other
            settles = failing.answer if failing.answer and failing.answer.is_amount else None
            return Need(need.kind, "unknown", detail, settles, hours=failing.hours)
    return need


def _stated_needs(program: Program, applicant: Applicant) -> list[Need]:
    """Return each need that the applicant has, in the order of ``NeedKind``."""
    profile = applicant.profile
    budget, hours, weeks = profile.budget, profile.hours_per_week, profile.weeks
    found = [
        None if budget is None else _budget(program, applicant, budget),
        None if hours is None else _hours(program, hours),
        None if weeks is None else _weeks(program, applicant, weeks),
        _cme(program, applicant) if applicant.cme == "required" else None,
        _pacing(program, profile.pacing) if profile.pacing else None,
        _programming(program) if profile.no_programming else None,
        _open_in(NeedKind.COUNTRY, program.facts.countries, profile.country),
        _open_in(NeedKind.LANGUAGE, program.facts.languages, profile.language),
    ]
    return [need for need in found if need]


def _budget(program: Program, applicant: Applicant, budget: float) -> Need:
    need = budget_need(stated_cost(program, applicant), budget)
    if need.state != "fails":
        return need
    return need._replace(hours=hours_within(program, applicant, _within(budget)))


def _open_in(kind: NeedKind, fact: Fact[tuple[str, ...]] | None, wanted: str | None) -> Need | None:
    if wanted is None:
        return None
    if fact is None:
        return Need(kind, "unknown", f"{kind.unknown} not stated")
    if not fact.value or wanted in fact.value:
        return Need(kind, "ok", "open to you")
    names = [code_name(code) for code in fact.value]
    where = "only in" if kind is NeedKind.LANGUAGE else "only for"
    as_answer = "{} as your language" if kind is NeedKind.LANGUAGE else "a place in {}"
    change = Answer(kind.value, fact.value[0], as_answer.format(" or ".join(names)))
    return Need(kind, "fails", f"{where} {' and '.join(names)}", change, 1.0)


def budget_need(price: Cost, budget: float) -> Need:
    """Return whether a budget pays for what something costs."""
    least = price.at_least
    if least is not None and least > budget:
        what = "costs" if price.usd is not None else "costs at least"
        over = in_cents(least) - _within(budget)
        return Need(
            NeedKind.BUDGET,
            "fails",
            f"{money(in_usd(over))} over ({what} {money(least)})",
            _amount("budget", least, f"a budget of {money(least)}"),
            (least - budget) / max(budget, 1),
        )
    if price.at_most is None or price.at_most > budget:
        return Need(NeedKind.BUDGET, "unknown", price.detail)
    most = f"{'costs' if price.usd is not None else 'costs at most'} {money(price.at_most)}"
    return Need(NeedKind.BUDGET, "ok", f"{most} ({price.detail})")


def _within(budget: float) -> int:
    """Return the whole cents that a budget pays for."""
    cents = in_cents(budget)
    return cents if in_usd(cents) <= budget else cents - 1


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
    enough = enough_hours(load)
    if pacing is None:
        return Need(NeedKind.HOURS, "unknown", f"{gap}, unless the pace is yours", enough)
    return Need(NeedKind.HOURS, "fails", gap, enough, (load - hours) / hours)


def _weeks(program: Program, applicant: Applicant, weeks: float) -> Need:
    """Return whether it is done in time: by its length, and by the session that is known."""
    by_length = _length(program, applicant.profile.hours_per_week, weeks)
    session = _session(program, applicant, weeks) if program.facts.dates else None
    if session is None:
        return by_length
    if program.facts.weeks is None:
        return session  # all that can tell the length
    if session.state == "ok":
        return session if by_length.state == "unknown" else by_length
    return max(session, by_length, key=lambda need: (SEVERITY[need.state], need.gap))


def _session(program: Program, applicant: Applicant, weeks: float) -> Need | None:
    """Return whether the session that is known ends in time; None where none is to come."""
    fact, day = program.facts.dates, applicant.day
    if not fact or not day or not in_sessions(program) or passed(fact.value.start, day):
        return None
    first, last = _done(program, fact.value)
    least, left = (first - day).days, weeks * 7
    dates = fact.value
    when = f"ends {on_date(dates.end)}" if dates.end else f"begins {on_date(dates.start)}"
    if least > left:
        enough = rounded_up(((last or first) - day).days / 7)
        detail = f"{weeks_words((least - left) / 7)} too late (its session {when})"
        gap = (least - left) / left
        return Need(NeedKind.WEEKS, "fails", detail, enough_weeks(enough), gap)
    if last is None:
        return Need(NeedKind.WEEKS, "unknown", f"its session {when}, length not stated")
    if (last - day).days > left:
        return Need(NeedKind.WEEKS, "unknown", f"its session {when}, which may be too late")
    return Need(NeedKind.WEEKS, "ok", f"its session {when}")


def _done(program: Program, session: Dates) -> tuple[date, date | None]:
    """Return the first and the last day on which a session can end; None is unknown."""
    if session.end:
        return span(session.end)
    first, last = span(session.start)
    weeks = stated_weeks(program)
    if weeks is None:
        return first, None
    return done_by(first, weeks) or date.max, done_by(last, weeks) or date.max


def _length(program: Program, hours: float | None, weeks: float) -> Need:
    if waits_for_hours(program, hours):
        return Need(NeedKind.WEEKS, "unknown", "depends on your hours a week")
    needed = finishing_weeks(program, hours)
    if needed is None:
        return Need(NeedKind.WEEKS, "unknown", "length not stated")
    enough, own_pace = rounded_up(needed), follows_hours(program)
    if min(needed, enough) <= weeks:
        takes = f"takes {weeks_words(needed)}"
        if own_pace and not is_self_paced(program):
            return Need(NeedKind.WEEKS, "unknown", f"{takes} if the pace is yours")
        return Need(NeedKind.WEEKS, "ok", takes)
    faster, total = None, workload(program)
    if own_pace and total and weeks >= 1:
        faster = rounded_up(total / (weeks // 1))
    return Need(
        NeedKind.WEEKS,
        "fails",
        f"{weeks_words(needed - weeks)} too long (takes {weeks_words(needed)})",
        enough_weeks(enough),
        (needed - weeks) / weeks,
        faster,
    )


def _cme(program: Program, applicant: Applicant) -> Need:
    credit = program.facts.ce_credit
    if credit is None:
        return Need(NeedKind.CME, "unknown", f"{applicant.credit.label} not stated")
    if not credit.value:
        change = Answer("cme", "helpful", "no credit requirement")
        return Need(NeedKind.CME, "fails", "awards no credit", change, 1.0)
    if why := why_none_granted(credit.value, applicant.day):
        return Need(NeedKind.CME, "unknown", why)
    in_force = granted(credit.value, applicant.day)
    counting = list(filter(applicant.credit.counts, in_force))
    awarded = " and ".join(credit_amount(one) for one in counting or in_force)
    if counting:
        return Need(NeedKind.CME, "ok", f"awards {awarded}")
    detail = f"awards {awarded}: ask {applicant.credit.board} whether it counts"
    return Need(NeedKind.CME, "unknown", detail)


def _pacing(program: Program, pacing: str) -> Need:
    fact = program.facts.pacing
    if fact is None:
        return Need(NeedKind.PACING, "unknown", "pacing not stated")
    if fact.value == pacing:
        return Need(NeedKind.PACING, "ok", f"is {pacing}")
    change = Answer("pacing", fact.value, f"{fact.value} pacing")
    return Need(NeedKind.PACING, "fails", f"is {fact.value}, not {pacing}", change, 1.0)


def _programming(program: Program) -> Need:
    fact = program.facts.programming_required
    if fact is None:
        return Need(NeedKind.PROGRAMMING, "unknown", "programming not stated")
    if fact.value:
        change = Answer("no_programming", False, "programming allowed")
        return Need(NeedKind.PROGRAMMING, "fails", "needs programming", change, 1.0)
    return Need(NeedKind.PROGRAMMING, "ok", "needs no programming")
