"""Facts in plain words."""

from typing import Any

from certpick.catalog.facts import (
    AudienceEntry,
    Credit,
    Dates,
    Fact,
    HoursRange,
    Length,
    Price,
    Sourced,
    TopicEntry,
)
from certpick.catalog.roles import RoleBook
from certpick.text import counted, money, number

FACT_LABELS = {
    "focus": "focus",
    "url": "web page",
    "credential_type": "kind",
    "audience": "made for",
    "topics": "covers",
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
    "weeks": "length",
    "hours_per_week": "hours a week",
    "total_hours": "time in all",
    "price": "price",
    "pacing": "pacing",
    "dates": "next session",
    "delivery": "delivery",
    "structure": "structure",
    "academic_credits": "academic credits",
    "prerequisites": "prerequisites",
    "programming_required": "needs programming",
    "exam_questions": "exam questions",
    "exam_minutes": "exam minutes",
    "pass_mark": "pass mark",
    "attempts": "exam attempts",
}
_STANDARDS = {"ncca": "NCCA", "iso-17024": "ISO/IEC 17024"}
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
}


def fact_text(name: str, fact: Sourced, roles: RoleBook) -> str:
    """Return the value of a fact as a person would say it."""
    if isinstance(fact, AudienceEntry):
        condition = f", when: {fact.when}" if fact.when else ""
        level = "" if fact.level == "named" else " as a complement"
        return f"{fact.role}{level}{condition}"
    if isinstance(fact, TopicEntry):
        return roles.topic_labels[fact.topic]
    value: Any = fact.value if isinstance(fact, Fact) else None
    if name == "renewal_years":
        return f"{counted(value, 'year')}, then renewal" if value else "no end date"
    if name == "framework" and value is False:
        return "none"
    if name == "total_hours":
        return counted(value, "hour")
    return _value_text(value)


def _value_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Price):
        return _price_text(value)
    if isinstance(value, Length):
        return counted(value.amount, "week") + (" a course" if value.unit == "course" else "")
    if isinstance(value, HoursRange):
        high = "" if value.low == value.high else f" to {number(value.high)}"
        return f"{number(value.low)}{high}"
    if isinstance(value, Dates):
        return f"{value.start} to {value.end}" if value.end else value.start
    if isinstance(value, tuple):
        return ", ".join(_entry_text(entry) for entry in value) or "none"
    return number(value) if isinstance(value, int | float) else str(value)


def _entry_text(entry: Credit | str) -> str:
    return credit_text(entry) if isinstance(entry, Credit) else _STANDARDS[entry]


def credit_text(credit: Credit) -> str:
    """Return credit in its own system: ``25 AMA PRA Category 1``."""
    amount = f"{number(credit.amount)} " if credit.amount is not None else ""
    return f"{amount}{CREDIT_SYSTEMS[credit.system]}"


def _price_text(price: Price) -> str:
    unit = {"program": "", "course": " a course", "month": " a month", "exam": ", exam fee"}
    parts = {**price.by_role, **price.by_title} or {"": price.amount or 0.0}
    return "; ".join(
        f"{_amount(amount, price.currency)}{unit[price.unit]}{f' for {role}' if role else ''}"
        for role, amount in parts.items()
    )


def _amount(amount: float, currency: str) -> str:
    return money(amount) if currency == "USD" else f"{currency} {number(amount)}"
