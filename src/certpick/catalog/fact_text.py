"""Facts in plain words."""

from collections.abc import Callable
from typing import Any

from certpick.catalog.codes import code_name
from certpick.catalog.facts import (
    AudienceEntry,
    Credit,
    Dates,
    Enrolment,
    Fact,
    Fee,
    HoursRange,
    Length,
    Part,
    Price,
    Sourced,
    Status,
    TopicEntry,
)
from certpick.catalog.roles import RoleBook
from certpick.text import counted, in_words, money, number, weeks_words

FACT_LABELS = {
    "focus": "focus",
    "url": "web page",
    "status": "status",
    "credential_type": "kind",
    "audience": "made for",
    "topics": "covers",
    "topics_complete": "full list of topics",
    "graded_work": "work is graded",
    "pass_standard": "set passing standard",
    "proctored": "proctored",
    "renewal_years": "validity",
    "renewal": "renewal takes",
    "accredited": "accreditation",
    "recognized": "recognised beyond its issuer",
    "ce_credit": "CME or CE credit",
    "framework": "external framework",
    "international": "recognised across countries",
    "courses": "courses",
    "parts": "parts",
    "weeks": "length",
    "hours_per_week": "hours a week",
    "total_hours": "time in all",
    "price": "price",
    "fees": "further fees",
    "pacing": "pacing",
    "dates": "next session",
    "delivery": "delivery",
    "structure": "structure",
    "academic_credits": "academic credits",
    "level": "level",
    "languages": "taught in",
    "countries": "open in",
    "enrolment": "open to",
    "employment": "a post with a salary",
    "prerequisites": "prerequisites",
    "programming_required": "needs programming",
    "exam_questions": "exam questions",
    "exam_minutes": "exam minutes",
    "pass_mark": "pass mark",
    "attempts": "exam attempts",
}
_STANDARDS = {"ncca": "NCCA", "iso-17024": "ISO/IEC 17024", "absnc": "ABSNC"}
CREDIT_SYSTEMS = {
    "cme-unspecified": "CME, system not stated",
    "ama-pra-1": "AMA PRA Category 1",
    "aafp-unspecified": "AAFP credit, kind not stated",
    "aafp-prescribed": "AAFP Prescribed",
    "aafp-elective": "AAFP Elective",
    "ancc-contact-hour": "ANCC contact hours",
    "iacet-ceu": "IACET CEU",
    "abim-moc": "ABIM MOC points",
    "abpm-llsa": "ABPM LLSA credit",
    "himss-ce": "HIMSS CE hours",
    "ecmec": "ECMEC",
    "acpe-contact-hour": "ACPE contact hours",
    "ada-cerp": "ADA CERP credits",
    "jaipce": "IPCE credits (Joint Accreditation)",
    "ahima-ceu": "AHIMA CEUs",
    "aapc-ceu": "AAPC CEUs",
    "ascp-cmp": "ASCP CMP points",
    "cdr-cpeu": "CDR CPEUs",
    "arrt-a": "ARRT Category A credits",
}
_SHORT_SYSTEMS = {
    "cme-unspecified": "CME",
    "ama-pra-1": "AMA PRA 1",
    "aafp-unspecified": "AAFP",
    "ancc-contact-hour": "ANCC hours",
    "abim-moc": "ABIM MOC",
    "abpm-llsa": "ABPM LLSA",
    "himss-ce": "HIMSS CE",
    "acpe-contact-hour": "ACPE hours",
    "ada-cerp": "ADA CERP",
    "jaipce": "IPCE",
    "ascp-cmp": "ASCP CMP",
    "arrt-a": "ARRT A",
}
_UNITS = {"program": "", "course": " a course", "month": " a month", "exam": ", exam fee"}
_FEES = {
    "certificate": "certificate fee",
    "application": "application fee",
    "renewal": "renewal fee",
    "membership": "membership fee",
    "retake": "fee to sit the exam again",
}
_PER = {"once": "", "year": " a year", "renewal": " at each renewal"}


def fact_text(name: str, fact: Sourced, roles: RoleBook) -> str:
    """Return the value of a fact as a person would say it."""
    if isinstance(fact, AudienceEntry):
        return _audience_text(fact, roles)
    if isinstance(fact, TopicEntry):
        return roles.topic_labels[fact.topic]
    if isinstance(fact, Part):
        return _part_text(fact)
    if isinstance(fact, Fee):
        price = f"{money(fact.amount, fact.currency)}{_PER[fact.per]}"
        return f"{_FEES[fact.kind]} {price}{_member_text(fact.member, fact.currency)}"
    value: Any = fact.value if isinstance(fact, Fact) else None
    if name in _NAMED:
        return _NAMED[name](value)
    if isinstance(value, Enrolment):
        return _enrolment_text(value, roles)
    return _value_text(value)


FOCUS_WORDS = {
    "healthcare-ai": "AI in healthcare",
    "healthcare-informatics": "health informatics, not AI",
    "generic-ai": "AI in general",
}
_NAMED: dict[str, Callable[[Any], str]] = {
    "focus": lambda value: FOCUS_WORDS[value],
    "renewal_years": lambda value: (
        f"{counted(value, 'year')}, then renewal" if value else "no end date"
    ),
    "framework": lambda value: value or "none",
    "total_hours": lambda value: counted(value, "hour"),
    "countries": lambda value: _code_names(value) or "every country",
    "languages": lambda value: _code_names(value) or "no language in particular",
}


def _audience_text(entry: AudienceEntry, roles: RoleBook) -> str:
    level = "" if entry.level == "named" else " as a complement"
    part = f", only its part {entry.part}" if entry.part else ""
    labels = {situation.id: situation.label for situation in roles.situations}
    situation = f" ({labels[entry.when]})" if entry.when else ""
    return f"{entry.role.replace('-', ' ')}{level}{part}{situation}"


def _part_text(part: Part) -> str:
    hours = part.hours_per_week
    said = (
        counted(part.courses, "course") if part.courses else "",
        _price_text(part.price) if part.price else "",
        _value_text(part.weeks) if part.weeks else "",
        f"{_value_text(hours)} hours a week" if hours else "",
    )
    return f"{part.name}: {', '.join(filter(None, said))}".removesuffix(": ")


def _code_names(codes: tuple[str, ...]) -> str:
    return ", ".join(code_name(code) for code in codes)


def _enrolment_text(enrolment: Enrolment, roles: RoleBook) -> str:
    labels = ", ".join(roles.role(name).label for name in enrolment.roles)
    said = (f"{labels} only" if labels else "", enrolment.condition or "")
    return "; ".join(filter(None, said)) or "anyone"


def _value_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(_entry_text(entry) for entry in value) or "none"
    if said := _TYPED.get(type(value)):
        return said(value)
    return number(value) if isinstance(value, int | float) else str(value)


def _hours_text(hours: HoursRange) -> str:
    high = "" if hours.low == hours.high else f" to {number(hours.high)}"
    return f"{number(hours.low)}{high}"


def _entry_text(entry: Credit | str) -> str:
    return credit_text(entry) if isinstance(entry, Credit) else _STANDARDS[entry]


def status_text(status: Status) -> str:
    """Return whether it is offered, in plain words: ``announced for 2026-09``."""
    if status.state == "unknown":
        return "nobody states whether it is offered"
    if status.state == "announced":
        return f"announced for {status.start}" if status.start else "announced, without a date"
    if status.state == "retired":
        return f"retired {on_date(status.start)}" if status.start else "retired"
    start = f" from {status.start}" if status.start else ""
    return f"{status.state}{start}" + (f" until {status.end}" if status.end else "")


def on_date(partial: str) -> str:
    """Return a date with its preposition: ``on 2026-09-30``, ``in 2026-09``."""
    return f"{'on' if partial.count('-') == 2 else 'in'} {partial}"


def credit_text(credit: Credit) -> str:
    """Return credit in its own system: ``25 AMA PRA Category 1``."""
    start = f" from {credit.start}" if credit.start else ""
    end = f" until {credit.end}" if credit.end else ""
    return f"{credit_amount(credit)}{start}{end}"


def credit_amount(credit: Credit, short: bool = False) -> str:
    """Return how much of which credit, as far as it is stated; ``short`` is for a table."""
    amount = f"{number(credit.amount)} " if credit.amount is not None else ""
    name = CREDIT_SYSTEMS[credit.system]
    return f"{amount}{_SHORT_SYSTEMS.get(credit.system, name) if short else name}"


def _price_text(price: Price) -> str:
    unit, currency = _UNITS[price.unit], price.currency
    payers: dict[float, list[str]] = {}
    for name, amount in {**price.by_role, **price.by_title}.items():
        payers.setdefault(amount, []).append(name.replace("-", " "))
    said = [f"{money(one, currency)}{unit} for {in_words(who)}" for one, who in payers.items()]
    if price.amount is not None:
        said = [f"{money(price.amount, currency)}{unit}"]
    return "; ".join(said) + _member_text(price.member, currency, price.members_of)


def _member_text(amount: float | None, currency: str, society: str | None = None) -> str:
    if amount is None:
        return ""
    members = f" ({society} members)" if society else ""
    return f"; members pay {money(amount, currency)}{members}"


_TYPED: dict[type, Callable[[Any], str]] = {
    Price: _price_text,
    Length: lambda length: (
        weeks_words(length.weeks) + (" a course" if length.unit == "course" else "")
    ),
    HoursRange: _hours_text,
    Dates: lambda dates: f"{dates.start} to {dates.end}" if dates.end else dates.start,
    Status: status_text,
}
