"""What a program costs and takes, read from its facts again and in another way than the core.

An audit that asked the code which it audits would prove nothing: so this counts in whole cents
and fractions from what sources state, and imports no scoring. A quantity is a span: from the
least that a source states to the most that any does. Nothing known is from 0 to infinity.
"""

import math
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from certpick import Catalog, Profile, Program
from certpick.catalog.facts import Fee, Part, Price

WEEKS_A_YEAR, MONTHS_A_YEAR = 52, 12


class Span(NamedTuple):
    """From the least to the most that something may be; in whole cents where it is money."""

    least: float | Fraction
    most: float | Fraction

    def plus(self, other: "Span") -> "Span":
        """Return the span of a sum."""
        return Span(self.least + other.least, self.most + other.most)


UNKNOWN, NOTHING = Span(0, math.inf), Span(0, 0)


def covering(spans: Iterable[Span]) -> Span:
    """Return the span from the least to the most of several; of none, what is unknown."""
    found = list(spans)
    if not found:
        return UNKNOWN
    return Span(min(one.least for one in found), max(one.most for one in found))


def readings(fact: Any) -> list[Any]:
    """Return every value that a source states; one whose words give no value is None."""
    return [] if fact is None else [fact.value, *(other.value for other in fact.conflicts)]


def stated(fact: Any, scale: float | Fraction = 1) -> Span:
    """Return the span of the numbers that sources state."""
    return covering(UNKNOWN if one is None else _exactly(one, scale) for one in readings(fact))


def _exactly(value: float, scale: float | Fraction = 1) -> Span:
    exact = Fraction(str(value)) * scale
    return Span(exact, exact)


class Terms(NamedTuple):
    """What is to be paid and done: cents, hours of study a week, weeks from today."""

    cost: Span
    load: Span
    weeks: Span


def terms(
    program: Program, part: Part | None, role: str, hours: float | None, catalog: Catalog
) -> Terms:
    """Return the terms of a program, or of one part of it, for a role and hours a week."""
    length = calendar(program, part)
    study = workload(program, part, length)
    return Terms(
        cost=cost(program, part, role, months(program, length, study, hours), catalog),
        load=load(program, part, length),
        weeks=finishing(program, length, study, hours, catalog.day),
    )


def paces(program: Program) -> set[str | None]:
    """Return every pacing that a source states; None: unknown."""
    return set(readings(program.facts.pacing)) or {None}


def calendar(program: Program, part: Part | None) -> Span:
    """Return the weeks that it lasts at its own pace."""
    facts = program.facts
    if part and part.weeks:
        return _weeks(part.weeks, _count(part.courses))
    if part:
        each = [one for one in readings(facts.weeks) if one and one.unit == "course"]
        return covering(_weeks(one, _count(part.courses)) for one in each)
    courses = stated(facts.courses)
    return covering(_weeks(one, courses) if one else UNKNOWN for one in readings(facts.weeks))


def _count(courses: int | None) -> Span:
    return UNKNOWN if courses is None else Span(courses, courses)


def _weeks(length: Any, courses: Span) -> Span:
    one = Fraction(str(length.amount)) / (7 if length.measure == "days" else 1)
    return Span(one, one) if length.unit == "program" else _times(one, courses)


def _times(one: Fraction, count: Span) -> Span:
    """Return so many of one; even of what is free, infinitely many are unknown only if it costs."""
    return Span(one * max(count.least, 1), one * count.most if one else 0)


def workload(program: Program, part: Part | None, length: Span) -> Span:
    """Return the hours of study in all: as stated, else weeks times hours a week."""
    facts = program.facts
    if facts.total_hours and not part:
        return stated(facts.total_hours)
    weekly = _weekly(program, part)
    if not weekly or length.most == math.inf:
        return UNKNOWN
    return Span(length.least * weekly.least, length.most * weekly.most)


def _weekly(program: Program, part: Part | None) -> Span | None:
    """Return the hours a week that are stated, from the low end to the high end."""
    ranges = readings(program.facts.hours_per_week)
    if part and part.hours_per_week:
        ranges = [part.hours_per_week]
    if not ranges:
        return None
    return covering(
        Span(Fraction(str(one.low)), Fraction(str(one.high))) if one else UNKNOWN for one in ranges
    )


def load(program: Program, part: Part | None, length: Span) -> Span:
    """Return the least hours a week that it asks for; none where the pace is one's own."""
    pacing, facts = paces(program), program.facts
    if pacing == {"self-paced"}:
        return NOTHING
    ranges = [part.hours_per_week] if part and part.hours_per_week else None
    asked = covering(_exactly(one.low) for one in ranges or readings(facts.hours_per_week) if one)
    if asked == UNKNOWN and facts.total_hours and not part and length.most < math.inf:
        study = stated(facts.total_hours)
        asked = Span(study.least / max(length.most, 1), study.most / max(length.least, 1))
    return asked if pacing == {"cohort"} else Span(0, asked.most)


def months(program: Program, length: Span, study: Span, hours: float | None) -> Span:
    """Return the months that a subscription is paid for: by the user's hours, unless a cohort."""
    pacing = paces(program)
    by_hours = _by_hours(study, hours)
    if pacing == {"cohort"} or by_hours is None:
        weeks = length
    elif pacing == {"self-paced"} or length == UNKNOWN:
        weeks = by_hours
    else:
        weeks = covering([by_hours, length])
    least, most = (_months(one) if one < math.inf else one for one in weeks)
    return Span(max(least, 1), most)


def _months(weeks: float | Fraction) -> int:
    return math.ceil(Fraction(weeks) * MONTHS_A_YEAR / WEEKS_A_YEAR)


def _by_hours(study: Span, hours: float | None) -> Span | None:
    """Return the whole weeks that the study takes at so many hours a week."""
    if hours is None or study.most == math.inf:
        return None
    own = Fraction(str(hours))
    return Span(math.ceil(study.least / own), math.ceil(study.most / own))


def finishing(
    program: Program, length: Span, study: Span, hours: float | None, today: date
) -> Span:
    """Return the weeks until it is done: at the user's hours where the pace is theirs."""
    pacing = paces(program)
    if "self-paced" in pacing and study.most < math.inf:
        own = _by_hours(study, hours) or UNKNOWN
        return own if pacing == {"self-paced"} else covering([own, length])
    perhaps = _by_hours(study, hours) if None in pacing and length != UNKNOWN else None
    if perhaps:
        length = covering([perhaps, length])
    return _with_session(program, length, today)


def _with_session(program: Program, length: Span, today: date) -> Span:
    """Return the weeks until the session that is known ends; one that has begun tells nothing."""
    facts = program.facts
    if facts.dates is None or not (facts.pacing is None or "cohort" in paces(program)):
        return length
    spans = []
    for one in readings(facts.dates):
        if one is None or days(one.start)[1] < today:
            spans.append(length)
            continue
        first, last = days(one.end or one.start)
        after = length if one.end is None else NOTHING
        spans.append(Span(_until(first, today), _until(last, today)).plus(after))
    sessions = covering(spans)
    return Span(max(length.least, sessions.least), max(sessions.most, _known(length.most)))


def _known(value: float | Fraction) -> float | Fraction:
    return 0 if value == math.inf else value


def _until(day: date, today: date) -> Fraction:
    return Fraction((day - today).days, 7)


def days(partial: str) -> tuple[date, date]:
    """Return the first and the last day that a year, a month or a day can mean."""
    year, month, day = (*map(int, partial.split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    first = date(year, month or 1, 1)
    after = date(year + 1, 1, 1) if month in (0, 12) else date(year, month + 1, 1)
    return first, after - timedelta(days=1)


def cost(program: Program, part: Part | None, role: str, paid: Span, catalog: Catalog) -> Span:
    """Return the cents that it costs in all, with what is paid once to apply or be certified."""
    facts = program.facts
    if facts.employment and facts.employment.value:
        return UNKNOWN
    courses = _count(part.courses) if part else stated(facts.courses)
    prices = [one for one in readings(facts.price) if not part or (one and one.unit == "course")]
    if part and part.price:
        prices = [part.price]
    base = covering(_priced(one, role, courses, paid, catalog) for one in prices)
    kinds = ("application",) if part else ("application", "certificate")
    for fee in facts.fees:
        if fee.kind in kinds and fee.per == "once":
            base = base.plus(_fee(fee))
    return base


def _priced(price: Price | None, role: str, courses: Span, paid: Span, catalog: Catalog) -> Span:
    """Return the cents of one price; what the user's membership decides is a span."""
    if price is None or price.currency != "USD":
        return UNKNOWN
    amount = price.amount
    for name in reversed((role, *catalog.roles.role(role).includes)):
        amount = price.by_role.get(name, amount)
    if amount is None:
        return UNKNOWN
    times = {
        "program": Span(1, 1), "course": courses, "month": paid, "exam": Span(1, math.inf),
    }[price.unit]  # fmt: skip
    amounts = {amount, amount if price.member is None else price.member}
    return covering(_times(_cents(one), times) for one in amounts)


def _fee(fee: Fee) -> Span:
    if fee.currency != "USD":
        return UNKNOWN
    amounts = {fee.amount, fee.amount if fee.member is None else fee.member}
    return covering(Span(_cents(one), _cents(one)) for one in amounts)


def _cents(usd: float) -> Fraction:
    return Fraction(str(usd)) * 100


def is_offered(program: Program, today: date) -> bool:
    """Return whether every source has it offered on a day, begun and not ended."""
    states = readings(program.facts.status)
    return bool(states) and all(one is not None and _open(one, today) for one in states)


def _open(status: Any, today: date) -> bool:
    if status.state in ("paused", "retired"):  # not yet, if it is only to come
        return status.start is not None and days(status.start)[0] > today
    begun = status.start is None or days(status.start)[0] <= today
    ended = status.end is not None and days(status.end)[1] < today
    return status.state == "offered" and begun and not ended


def grants_credit(program: Program, role: str, catalog: Catalog) -> bool:
    """Return whether every source has it grant, on the day, a credit that counts for the role."""
    counting, today = systems(role, catalog), catalog.day
    awarded = readings(program.facts.ce_credit)
    return bool(awarded) and all(
        any(one.system in counting and _granted(one, today) for one in said or ())
        for said in awarded
    )


def _granted(credit: Any, today: date) -> bool:
    begun = credit.start is None or days(credit.start)[0] <= today
    return begun and (credit.end is None or days(credit.end)[1] >= today)


def systems(role: str, catalog: Catalog) -> frozenset[str]:
    """Return the credit systems that count for a role: its profession's, else its own."""
    kinds = {kind.id: kind.systems for kind in catalog.roles.credits}
    for profession in catalog.roles.professions:
        if profession.id == role:
            return frozenset(one for name in profession.credits for one in kinds[name])
    return frozenset(catalog.roles.role(role).credit_systems)


def is_open_to(program: Program, role: str, catalog: Catalog) -> bool:
    """Return whether it is about AI in healthcare, on sale, and open to everybody of the role."""
    facts, mine = program.facts, {role, *catalog.roles.role(role).includes, "any"}
    on_sale = not any(readings(facts.employment))
    return (
        facts.focus.value == "healthcare-ai"
        and on_sale
        and all(
            one is not None and not one.condition and (not one.roles or mine & set(one.roles))
            for one in readings(facts.enrolment)
        )
    )


class RawFacts:
    """The facts of one catalogue, held against what a person answers."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._terms: dict[tuple[Program, Part | None, str, float | None], Terms] = {}
        self._granting: dict[tuple[Program, str], bool] = {}

    def not_known_to_fit(
        self, program: Program, part: Part | None, profile: Profile
    ) -> frozenset[str]:
        """Return what of the answers it is not known to meet: nothing where it surely fits."""
        found, catalog = self.terms(program, part, profile), self._catalog
        role = str(profile.role)
        faults = {
            "budget": _above(found.cost.most, profile.budget, 100),
            "hours": _above(found.load.most, profile.hours_per_week),
            "weeks": _above(found.weeks.most, profile.weeks),
            "credit": profile.cme == "required" and not self._grants(program, role),
            "pacing": profile.pacing is not None and paces(program) != {profile.pacing},
            "status": not is_offered(program, catalog.day),
            "closed": part is not None or not is_open_to(program, role, catalog),
        }
        return frozenset(name for name, wrong in faults.items() if wrong)

    def known_to_exceed(
        self, program: Program, part: Part | None, profile: Profile
    ) -> frozenset[str]:
        """Return which amounts it exceeds by everything that a source states."""
        found = self.terms(program, part, profile)
        faults = {
            "budget": _above(found.cost.least, profile.budget, 100),
            "hours": _above(found.load.least, profile.hours_per_week),
            "weeks": _above(found.weeks.least, profile.weeks),
        }
        return frozenset(name for name, wrong in faults.items() if wrong)

    def reservations(self, program: Program, profile: Profile) -> frozenset[str]:
        """Return what is measured by length alone, or by the low end of its hours."""
        dates, today = program.facts.dates, self._catalog.day
        known = dates is not None and days(dates.value.start)[0] >= today
        weekly = _weekly(program, None) if paces(program) != {"self-paced"} else None
        found = {
            "start": profile.weeks is not None and paces(program) == {"cohort"} and not known,
            "high": weekly is not None and _above(weekly.most, profile.hours_per_week),
        }
        return frozenset(name for name, so in found.items() if so)

    def terms(self, program: Program, part: Part | None, profile: Profile) -> Terms:
        """Return the terms of a program, or of one part of it, for a person."""
        key = (program, part, str(profile.role), profile.hours_per_week)
        if key not in self._terms:
            self._terms[key] = terms(*key, self._catalog)
        return self._terms[key]

    def _grants(self, program: Program, role: str) -> bool:
        key = (program, role)
        if key not in self._granting:
            self._granting[key] = grants_credit(program, role, self._catalog)
        return self._granting[key]


def _above(value: float | Fraction, said: float | None, scale: int = 1) -> bool:
    return said is not None and value > Fraction(str(said)) * scale
