"""Amounts and times as people write them, and what is refused because it can mean two things."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certpick import UsageError
from certpick.profile.amounts import numeral, read_dollars, read_hours, read_number, read_weeks

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((one, 3000) for one in ("3000", "$3,000", "3k", "$3k", "3 K", "3000 USD", "US$3000")),
        *((one, 3000) for one in ("USD 3000", "$ 3 000", "3'000", "3000 dollars", "3 thousand")),
        *((one, 3000) for one in ("up to $3,000", "about 3000", "3e3", "3,000.00", "3k usd")),
        ("1,234,567.5", 1234567.5),
        ("$2.5k", 2500),
        ("12.50", 12.5),
        ("0.125", 0.125),
        ("1,234.500", 1234.5),
        ("0", 0),
        ("-5", -5),
    ],
)
def test_dollars(text: str, value: float) -> None:
    assert read_dollars(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((one, 4) for one in ("4", "4h", "4 h", "4hrs", "4 Hours", "4 hours a week", "4h/week")),
        *((one, 4) for one in ("4 hrs. per week", "About 4 hours", "4 hours weekly", "4/week")),
        ("90 min", 1.5),
        ("an hour", 1),
        ("2.5", 2.5),
    ],
)
def test_hours_a_week(text: str, value: float) -> None:
    assert read_hours(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((one, 13) for one in ("13", "13w", "13 weeks", "3 months", "3mo", "in 3 months")),
        *(
            (one, 52)
            for one in ("a year", "1 yr", "12 months", "within a year", "52 weeks from now")
        ),
        ("6 weeks", 6),
        ("1 month", 4.33),
        ("10 days", 1.43),
        ("2026-11-29", 1),
        ("by 2027-03-01", 14.14),
    ],
)
def test_weeks(text: str, value: float) -> None:
    assert read_weeks(text, TODAY) == value


@pytest.mark.parametrize("read", [read_number, read_dollars, read_hours, read_weeks])
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("3.000", "'3.000' can be 3 or 3,000: write 3 or 3000"),
        ("2.500", "'2.500' can be 2.5 or 2,500: write 2.5 or 2500"),
        ("12.345", "'12.345' can be 12.345 or 12,345: write 12.3450 or 12345"),
        ("2,5", "'2,5' is not a number: write 2.5"),
        *((one, "is not a number") for one in ("three grand", "", "nan", "inf", "--", "1,2,3")),
        ("0,125", "'0,125' is not a number"),
        ("3.000,50", "'3.000,50' is not a number"),
    ],
)
def test_what_is_no_number_or_may_be_two(read: object, text: str, message: str) -> None:
    assert callable(read)
    with pytest.raises(UsageError) as caught:
        read(text)
    assert message in str(caught.value)


def test_a_doubtful_point_is_doubtful_with_a_unit_too() -> None:
    for read, text in ((read_dollars, "$3.000"), (read_hours, "3.000 h"), (read_weeks, "3.000 w")):
        with pytest.raises(UsageError, match="can be 3 or 3,000"):
            read(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("3 hours", "'3 hours' is not an amount in US dollars"),
        ("€3000", "'€3000' is not a number"),
        ("3000 EUR", "'3000 EUR' is not an amount in US dollars"),
        ("3m", "'3m' is not an amount in US dollars"),
        ("1_000", "'1_000' is not an amount in US dollars"),
        ("$3000/month", "is not an amount in US dollars"),
    ],
)
def test_what_is_no_amount_of_money(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_dollars(text)
    assert message in str(caught.value)


@pytest.mark.parametrize("text", ["3 months", "2-3", "4 hours a day", "3k", "4 USD"])
def test_what_is_no_number_of_hours(text: str) -> None:
    with pytest.raises(UsageError, match="is not a number of hours a week"):
        read_hours(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("3 hours", "'3 hours' is not a number of weeks or months, or a date"),
        ("2027-02-30", "there is no day 2027-02-30"),
        ("2026-11-22", "2026-11-22 is not to come: today is 2026-11-22"),
        ("2027/03/01", "'2027/03/01' is not a number of weeks or months, or a date"),
    ],
)
def test_what_is_no_deadline(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_weeks(text, TODAY)
    assert message in str(caught.value)


def test_a_date_needs_the_day_that_it_is() -> None:
    with pytest.raises(UsageError, match="not known what day it is"):
        read_weeks("2027-03-01")


@given(st.floats(0, 1e9) | st.integers(0, 10**9).map(lambda cents: cents / 1000))
def test_a_number_is_written_so_that_it_is_read_back(value: float) -> None:
    for read in (read_number, read_dollars, read_hours, read_weeks):
        assert read(numeral(value)) == value


@given(st.text() | st.from_regex(r"\A[$-]?[0-9.,' ]{1,8}[a-z$ ]{0,6}\Z"))
def test_any_text_is_a_number_or_refused_in_one_line(text: str) -> None:
    for read in (read_number, read_dollars, read_hours, read_weeks):
        try:
            read(text)
        except UsageError as error:
            assert "\n" not in str(error)
