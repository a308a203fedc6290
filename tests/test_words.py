"""The words of the command line, read and written."""

import shlex
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from making import profiles

from certpick import Profile, UsageError
from certpick.profile.options import OPTIONS, command_line, read_profile

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ({"budget": "-5"}, "--budget -5: must be 0 or more", "--budget 3000"),
        ({"budget": "lots"}, "--budget: 'lots' is not a number", "--budget 3000"),
        ({"hours": "0"}, "--hours 0: must be 0.1 or more", "--hours 4"),
        ({"hours": "169"}, "--hours 169: must be 168 or less", "--hours 4"),
        ({"weeks": "0"}, "--weeks 0: must be 0.1 or more", "--weeks 12"),
        ({"situation": [""]}, "--situation: names nothing", "--situation manages"),
        ({"budget": "3 hours"}, "--budget: '3 hours' is not an amount in US dollars", "--budget"),
        ({"hours": "$3"}, "--hours: '$3' is not a number", "--hours 4"),
        ({"weeks": "3 hours"}, "--weeks: '3 hours' is not a number of weeks or", "'3 months'"),
        ({"weeks": "2026-11-22"}, "--weeks: 2026-11-22 is not to come", "2027-03-01"),
        ({"budget": "3.000"}, "'3.000' can be 3 or 3,000: write 3 or 3000", "--budget 3000"),
        ({"cme": "requird"}, "did you mean 'required'?", "--cme required"),
        ({"pacing": "slow"}, "--pacing: 'slow' is none of self-paced, cohort", "--pacing"),
        ({"evidence": "al"}, "did you mean 'all'?", "--evidence"),
        ({"weights": "domain=0,rigor=0,portability=0"}, "the weights sum to 0", "--weights"),
        ({"weights": "domain=1,rigor=2"}, "portability is missing; give it 0", "--weights"),
        ({"weights": "domain=1,rigr=2,portability=1"}, "did you mean 'rigor'?", "--weights"),
        ({"weights": "domain=1,domain=2"}, "'domain' stands twice", "--weights"),
        ({"weights": "domain"}, "'domain' is not a criterion=weight pair", "--weights"),
        ({"weights": "domain=-1,rigor=1,portability=1"}, "must be 0 or more", "--weights"),
        ({"priority": "rigour"}, "did you mean 'rigor'?", "--priority"),
        ({"priority": "rigor,rigor"}, "a criterion stands twice", "--priority"),
        ({"priority": "cme"}, "say --cme required instead", "--priority"),
        ({"role": "\x1b[31m"}, "must be a plain name", "--role"),
        (
            {"priority": "rigor", "weights": "domain=1,rigor=1,portability=1"},
            "priority and weights exclude each other",
            "give one of them",
        ),
    ],
)
def test_a_wrong_word_is_named_with_an_example(
    words: dict[str, Any], message: str, hint: str
) -> None:
    with pytest.raises(UsageError) as caught:
        read_profile(words, today=TODAY)
    assert message in str(caught.value)
    assert hint in (caught.value.hint or "")
    assert "\x1b" not in str(caught.value)


def test_an_option_beats_the_same_answer_in_the_file() -> None:
    base = Profile.model_validate({"role": "physician", "budget": 100, "priority": ["rigor"]})
    weights = "domain=1,rigor=1,portability=1"
    merged = read_profile({"role": "administrator", "weights": weights}, base)
    assert (merged.role, merged.budget, merged.priority) == ("administrator", 100, None)


@given(profiles)
def test_a_profile_written_as_options_is_read_back(profile: Profile) -> None:
    """The answers come back, whatever was said; what is at its default need not be written."""
    words: dict[str, Any] = {}
    written = shlex.split(command_line(profile))
    while written:
        option = written.pop(0).removeprefix("--")
        words[option] = True if option in ("strict", "no-programming") else written.pop(0)
    assert read_profile(words).model_dump() == profile.model_dump()


def test_weights_and_priority_are_written_in_short_names() -> None:
    weighted = read_profile({"weights": "domain=50,rigor=30,portability=20"})
    assert command_line(weighted) == "--weights domain=50.0,rigor=30.0,portability=20.0"
    assert read_profile({"weights": "domain=50.0,rigor=30.0,portability=20.0"}) == weighted
    assert command_line(read_profile({"priority": "rigor"})) == "--priority rigor"


@pytest.mark.parametrize(
    ("option", "written", "plain"),
    [
        ("role", " Charge \t nurse\r\n", "Charge nurse"),
        ("title", "\u00a0Resident ", "Resident"),
        ("budget", " 3,000\u00a0USD\r", "3000"),
        ("hours", "4 Hours\r", "4"),
        ("weeks", " 3  Months ", "13"),
        ("weeks", "2027-03-01\r", "14.14"),
        ("cme", " Required\r", "required"),
        ("pacing", "Self-Paced ", "self-paced"),
        ("country", " us\r", "US"),
        ("language", " English\r", "en"),
        ("situation", [" Manages\r", "LEADERSHIP"], ["manages", "leadership"]),
        ("priority", " Rigor , DOMAIN\r", "rigor,domain"),
        ("weights", "Domain = 5, rigor=3 ,PORTABILITY=2\r", "domain=5,rigor=3,portability=2"),
        ("evidence", "Independent\r", "independent"),
    ],
)
def test_blanks_line_ends_and_case_change_no_option(option: str, written: Any, plain: Any) -> None:
    assert read_profile({option: written}, today=TODAY) == read_profile({option: plain})


def test_every_answer_has_an_option() -> None:
    assert {field for field, _ in OPTIONS.values()} == set(Profile.model_fields)
