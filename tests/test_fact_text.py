"""Facts in plain words: each kind of value is said as a person would say it."""

from typing import Any, get_args

import pytest
from making import BUNDLED, fact, make_program

from certpick.catalog.fact_text import CREDIT_SYSTEMS, FACT_LABELS, fact_text
from certpick.catalog.facts import FACT_NAMES, CreditSystem
from certpick.text import weeks_words

USD = {"currency": "USD"}


def _said(name: str, value: Any) -> str:
    ((_, stated),) = [
        (path, one)
        for path, one in make_program("one", "harvard", **{name: value}).facts.stated()
        if path.partition("[")[0] == name
    ]
    return fact_text(name, stated, BUNDLED.roles)


def test_every_fact_has_a_label() -> None:
    assert set(FACT_LABELS) == set(FACT_NAMES)
    assert set(CREDIT_SYSTEMS) == set(get_args(CreditSystem))


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("status", {"state": "offered"}, "offered"),
        ("status", {"state": "announced", "start": "2026-09"}, "announced for 2026-09"),
        ("status", {"state": "retired", "start": "2026-09-30"}, "retired on 2026-09-30"),
        (
            "status",
            {"state": "paused", "start": "2026", "end": "2027"},
            "paused from 2026 until 2027",
        ),
        ("price", {"amount": 75, "unit": "program", **USD}, "$75"),
        (
            "price",
            {"amount": 75, "member": 0, "members_of": "ASHP", "unit": "program", **USD},
            "$75; members pay $0 (ASHP members)",
        ),
        (
            "price",
            {"amount": 75, "member": 9.5, "unit": "exam", "currency": "EUR"},
            "EUR 75, exam fee; members pay EUR 9.50",
        ),
        ("countries", ["US", "GB", "KE"], "the United States, the United Kingdom, KE"),
        ("countries", [], "every country"),
        ("languages", ["en", "sw"], "English, sw"),
        ("level", "EQF 7", "EQF 7"),
        ("enrolment", {}, "anyone"),
        ("enrolment", {"condition": "NHS employees only"}, "NHS employees only"),
        (
            "enrolment",
            {"roles": ["physician", "clinician"], "condition": "RSNA members"},
            "Physician, Clinician only; RSNA members",
        ),
        ("employment", True, "yes"),
        ("topics_complete", True, "yes"),
        ("accredited", ["absnc", "ncca"], "ABSNC, NCCA"),
        ("accredited", [], "none"),
        (
            "ce_credit",
            [{"system": "acpe-contact-hour", "amount": 2, "end": "2027-05"}, {"system": "arrt-a"}],
            "2 ACPE contact hours until 2027-05, ARRT Category A credits",
        ),
        ("dates", {"start": "2027-01", "end": "2027-03"}, "2027-01 to 2027-03"),
        ("renewal_years", 0, "no end date"),
        ("renewal_years", 1, "1 year, then renewal"),
        ("framework", False, "none"),
        ("total_hours", 8, "8 hours"),
        ("hours_per_week", {"low": 4, "high": 4}, "4"),
    ],
)
def test_a_value_in_words(name: str, value: Any, words: str) -> None:
    assert _said(name, fact(value)) == words


@pytest.mark.parametrize(
    ("name", "entry", "words"),
    [
        (
            "fees",
            {"kind": "certificate", "amount": 49, "per": "once", **USD},
            "certificate fee $49",
        ),
        (
            "fees",
            {"kind": "renewal", "amount": 325, "member": 250, "per": "renewal", **USD},
            "renewal fee $325 at each renewal; members pay $250",
        ),
        (
            "fees",
            {"kind": "membership", "amount": 99, "per": "year", "currency": "GBP"},
            "membership fee GBP 99 a year",
        ),
        ("parts", {"id": "a", "name": "Innovation"}, "Innovation"),
        (
            "parts",
            {
                "id": "a", "name": "Innovation", "courses": 1,
                "price": {"amount": 1600, "unit": "program", **USD},
                "weeks": {"amount": 5, "unit": "program"}, "hours_per_week": {"low": 4, "high": 5},
            },
            "Innovation: 1 course, $1,600, 5 weeks, 4 to 5 hours a week",
        ),
        ("audience", {"role": "any", "level": "named"}, "any"),
        (
            "audience",
            {"role": "administrator", "level": "complement", "part": "a", "when": "leadership"},
            "administrator as a complement, only its part a (moving into leadership or innovation)",
        ),
    ],
)  # fmt: skip
def test_an_entry_in_words(name: str, entry: dict[str, Any], words: str) -> None:
    assert _said(name, [{**entry, "source": "guide"}]) == words


@pytest.mark.parametrize(
    ("weeks", "words"),
    [(2 / 7, "2 days"), (1, "1 week"), (10 / 7, "10 days"), (2.5, "2.5 weeks"), (15, "15 weeks"),
     (1 / 7, "1 day"), (0.3, "0.3 weeks"), (1 / 3, "0.34 weeks"), (17 / 7, "2.43 weeks")],
)  # fmt: skip
def test_a_length_is_told_in_days_where_it_is_short(weeks: float, words: str) -> None:
    assert weeks_words(weeks) == words
