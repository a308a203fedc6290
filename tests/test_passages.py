"""A quote and a page: told alike where only the writing differs, and apart where the words do."""

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from certpick.keeping.hints import hints
from certpick.keeping.passages import Difference, PageWords

PAGE = """AI for nurses

The program lasts 16 weeks, costs $2,990 (US dollars) and is self-
paced. Harvard\N{EM DASH}AI in Medicine takes 6\N{EN DASH}8 weeks.

\N{LEFT DOUBLE QUOTATION MARK}Graded\N{RIGHT DOUBLE QUOTATION MARK} certi\N{SOFT HYPHEN}ficates are unaccredited. It\N{RIGHT SINGLE QUOTATION MARK}s 1,990.50 euros. It has non-graded work.

Who is it for? Nurse managers who lead six to eight people, and have done so for 2 years or more.
"""


WORDS = ("AI", "nurse", "6", "8", "weeks", "$2,990", "–", "-", "…", "self-paced", "“graded”")


@pytest.mark.parametrize(
    "quote",
    [
        "The program lasts 16 weeks",
        "the PROGRAM lasts\n  16 weeks",
        "Theprogram lasts16weeks",
        "self-paced",
        "self\N{NON-BREAKING HYPHEN}paced",
        "*self-paced*",
        '"Graded" certificates',
        "It's 1,990.50",
        "6-8 weeks",
        "6 \N{EN DASH} 8 weeks",
        "AI in Medicine",
        "Harvard - AI in Medicine",
        "The program lasts … self-paced",
        "The program lasts [...] self-paced ... 6-8 weeks",
        "AI for nurses The program",
    ],
)
def test_only_the_writing_differs(quote: str) -> None:
    assert PageWords(PAGE).has(quote)


@pytest.mark.parametrize(
    "quote",
    [
        "6 weeks",
        "8 weeks",
        "takes 6",
        "990 (US dollars)",
        "costs $2",
        "1,990",
        "accredited",
        "paced. Harvard",
        "graded work",
        "certificate",
        "costs $2.990",
        "self-paced … The program lasts",
    ],
)
def test_a_part_of_a_word_or_number_is_not_the_quote(quote: str) -> None:
    assert not PageWords(PAGE).has(quote)


@pytest.mark.parametrize(
    ("quote", "was", "now", "of_numbers"),
    [
        ("The program lasts 12 weeks, costs $2,990", "12", "16", True),
        ("costs $3,490 (US dollars)", "$3,490", "$2,990", True),
        ("managers who lead three to eight people", "three", "six", True),
        ("costs nothing (US dollars) and is self-paced", "nothing", "$2,990", False),
        ("Physician managers who lead six to eight people", "Physician", "Nurse", False),
        ("who lead six people, and have done so", "", "to eight", False),
    ],
)
def test_what_differs_is_told(quote: str, was: str, now: str, of_numbers: bool) -> None:
    near = PageWords(PAGE).nearest(quote)
    assert near
    assert near.differences == (Difference(was, now),)
    assert near.differences[0].of_numbers is of_numbers


def test_the_nearest_passage_is_shown_with_the_rest_of_its_sentence() -> None:
    near = PageWords(PAGE).nearest("who lead ten to twelve people")
    assert near
    assert near.passage.startswith("Nurse managers who lead six to eight people, and have done")


def test_after_a_passage_that_is_there_the_nearest_to_the_missing_one_is_told() -> None:
    near = PageWords(PAGE).nearest("The program lasts … for 3 years or more")
    assert near
    assert near.differences == (Difference("3", "2"),)


def test_where_nothing_is_alike_nothing_is_told() -> None:
    assert PageWords(PAGE).nearest("Applications open in the spring of next year") is None
    assert PageWords("").nearest("anything at all") is None


@pytest.mark.parametrize(
    ("page", "quote"),
    [
        ("a" * 2_000_000, "a" * 1000),
        ("a " * 1_000_000, "a " * 900 + "b"),
        ("the cat sat on a mat and " * 80_000, "the dog sat on the mat or " * 70),
    ],
)
def test_no_page_and_no_quote_takes_forever(page: str, quote: str) -> None:
    start = time.process_time()
    words = PageWords(page)
    assert not words.has(quote)
    words.nearest(quote)
    assert time.process_time() - start < 5


@given(
    st.lists(st.sampled_from(WORDS)),
    st.integers(0, 30),
    st.integers(0, 30),
)
def test_words_taken_from_a_page_are_always_there(page: list[str], start: int, end: int) -> None:
    quote = " ".join(page[start:end]).strip("–- ")  # a dash joins numbers
    assume(not quote[:1].isdigit() and not quote[-1:].isdigit())
    assert PageWords("\n".join(page)).has(quote)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("This certification was retired on 31 March 2026.", ("31 March 2026",)),
        ("The exam has been discontinued.", ()),
        ("As of 2026-05-01 it is no longer offered", ("2026-05-01",)),
        (
            "Applications are now closed. The next open on September 1, 2027.",
            ("September 1, 2027",),
        ),
        ("Registration closed", ()),
        ("The program will be retired in June 2027", ("June 2027",)),
    ],
)
def test_signs_of_an_end_are_hints_with_their_dates(text: str, dates: tuple[str, ...]) -> None:
    (hint,) = hints(f"Acme Health Academy. {text}")
    assert text in hint.passage
    assert hint.dates == dates


@pytest.mark.parametrize(
    "text",
    ["Applications are open", "A closed group of nurses", "It ended well", "untired retirees"],
)
def test_other_words_are_no_hints(text: str) -> None:
    assert hints(text) == []


def test_a_page_gives_few_hints() -> None:
    assert len(hints("retired " + "word " * 100 + "retired " * 1000)) <= 3
