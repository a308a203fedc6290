"""What a line says would let a program in does: whoever does exactly that finds it ranked."""

import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from making import BUNDLED, ROLES, fact, make_catalog, make_program

from certpick import Catalog, Profile, Program, pair, rank
from certpick.catalog.codes import NAMES
from certpick.explaining.notes import changes
from certpick.pairs.combined import unmet_together
from certpick.pairs.notes import pair_notes
from certpick.profile.profile import resolve
from certpick.render.documents.ranking import ranking_document

CODES = {name: code for code, name in NAMES.items()}


def _amount(text: str) -> float:
    return float(text.replace(",", ""))


# Each way in which a line names a change, and the answers of the profile that do just that.
_SAID: dict[str, Any] = {
    r"a budget of \$([\d,.]+)": lambda said: {"budget": _amount(said)},
    r"([\d.]+) hours? a week": lambda said: {"hours_per_week": float(said)},
    r"([\d.]+) weeks? of time": lambda said: {"weeks": float(said)},
    r"no credit (requirement)": lambda _: {"cme": "no"},
    r"(cohort|self-paced) pacing": lambda said: {"pacing": said},
    r"(programming) allowed": lambda _: {"no_programming": False},
    r"a place in (.+?)": lambda said: {"country": CODES[said.split(" or ")[0]]},
    r"(.+?) as your language": lambda said: {"language": CODES[said.split(" or ")[0]]},
    # Who gets a good answer no longer minds that it is unknown today.
    r"proof of what nobody publishes \((.+?)\)": lambda _: {"strict": False},
}
_INSTEAD = r"(.*), or with ([\d.]+) hours? of study a week instead"


def ways(profile: Profile, line: str) -> list[Profile]:
    """Return the profiles of whoever does what a line says, in each way that it offers."""
    instead = re.fullmatch(_INSTEAD, line)
    ends = r"(?= and |$)"
    said: dict[str, Any] = {}
    text = instead[1] if instead else line
    while text:
        for pattern, answers in _SAID.items():
            if found := re.match(pattern + ends, text):
                said |= answers(found[1])
                text = text[found.end() :].removeprefix(" and ")
                break
        else:
            raise AssertionError(f"what is said here? {text}")
    done = [said, {"hours_per_week": float(instead[2])}] if instead else [said]
    return [Profile.model_validate({**profile.model_dump(exclude_none=True), **a}) for a in done]


profiles = st.builds(
    Profile,
    role=st.sampled_from(ROLES),
    budget=st.none() | st.integers(0, 3000) | st.floats(0, 3000),
    hours_per_week=st.none() | st.floats(0.1, 12) | st.integers(1, 12),
    weeks=st.none() | st.floats(0.1, 40) | st.integers(1, 40),
    cme=st.sampled_from([None, "required", "no"]),
    pacing=st.sampled_from([None, "self-paced", "cohort"]),
    no_programming=st.booleans(),
    country=st.sampled_from([None, "US", "GB"]),
    language=st.sampled_from([None, "en", "es"]),
    strict=st.booleans(),
)


def _disputed(*values: Any) -> st.SearchStrategy[Any]:
    """Draw a fact of these values, which another source may dispute, or none."""

    def told(pair: tuple[Any, Any]) -> dict[str, Any]:
        value, other = pair
        conflict = {"says": "otherwise", "source": "guide", "value": other}
        return fact(value, conflicts=[] if other is None else [conflict])

    others = st.none() | st.sampled_from(values)
    return st.none() | st.tuples(st.sampled_from(values), others).map(told)


_PRICES = [
    {"amount": amount, "currency": currency, "unit": unit}
    for amount in (0, 39.95, 79, 1600)
    for currency in ("USD", "USD", "EUR")
    for unit in ("program", "month", "course", "exam")
]
_FEES = [
    {"kind": kind, "amount": 150.5, "currency": "USD", "per": "once", "source": "guide"}
    for kind in ("application", "certificate", "retake")
]
_FACTS = st.fixed_dictionaries(
    {
        "price": _disputed(*_PRICES),
        "fees": st.sampled_from([None, *([one] for one in _FEES)]),
        "courses": _disputed(1, 6),
        "total_hours": _disputed(0.5, 12, 53.5, 4000),
        "weeks": _disputed(*({"amount": n, "unit": "program"} for n in (0.4, 2, 7, 26))),
        "hours_per_week": _disputed({"low": 3, "high": 4}, {"low": 40, "high": 60}),
        "pacing": _disputed("self-paced", "cohort"),
        "ce_credit": _disputed([], [{"system": "ama-pra-1"}]),
        "programming_required": _disputed(False, True),
        "countries": _disputed([], ["US"], ["ES", "FR"]),
        "languages": _disputed(["en"], ["es", "fr"]),
        "dates": _disputed({"start": "2027-01-15"}, {"start": "2027-02-01", "end": "2027-06"}),
    }
)
programs = _FACTS.map(
    lambda known: make_program(
        "one", **{name: value for name, value in known.items() if value is not None}
    )
)


def check(catalog: Catalog, profile: Profile) -> None:
    """Hold every line of a ranking to what it says."""
    ranking = rank(catalog, profile)
    document = ranking_document(ranking)
    for one, printed in zip(ranking.ruled_out, document["ruled_out"], strict=True):
        if not one.included:
            assert printed["change"] is None
            continue
        line = changes(one, ranking)
        assert printed["change"] == line
        if "more than anybody has" in line:
            continue
        for done in ways(profile, line):
            again = rank(catalog, done).find(one.program)
            assert again.place is not None, (line, again.ruled_out)


@settings(max_examples=600)
@given(programs, profiles)
@example(  # the deadline fails only with the hours that the budget needs
    make_program(
        price=fact({"amount": 79, "unit": "month", "currency": "USD"}),
        total_hours=fact(53.5),
        weeks=fact({"amount": 26, "unit": "program"}),
        pacing=fact("self-paced"),
    ),
    Profile(role="physician", budget=100, weeks=1),
)
def test_what_a_line_says_lets_a_program_in(program: Program, profile: Profile) -> None:
    check(make_catalog(program), profile)


@settings(max_examples=40)
@given(profiles)
@example(Profile(role="clinician", weeks=2, cme="required", strict=True))
def test_what_a_line_says_lets_a_program_of_the_catalogue_in(profile: Profile) -> None:
    check(BUNDLED, profile)


def line_of(program: Program, **answers: Any) -> str:
    """Return what would let the only program of a catalogue in."""
    ranking = rank(make_catalog(program), Profile(role="physician", cme="no", **answers))
    return changes(ranking.ruled_out[0], ranking)


def test_the_strict_are_told_what_meets_every_source() -> None:
    longer = {"says": "17 weeks", "source": "guide", "value": {"amount": 17, "unit": "program"}}
    program = make_program(weeks=fact({"amount": 13, "unit": "program"}, conflicts=[longer]))
    assert line_of(program, weeks=2) == "13 weeks of time", "then it is in doubt, and stays in"
    assert line_of(program, weeks=2, strict=True) == "17 weeks of time"


def test_what_nobody_can_answer_is_said_to_be_so() -> None:
    week = fact({"amount": 1, "unit": "program"})
    program = make_program(total_hours=fact(4000), weeks=week, pacing=fact("cohort"))
    assert line_of(program, hours_per_week=9) == (
        "more than anybody has (asks for 3991 hours a week more than you have)"
    )


def test_hours_that_no_week_has_are_not_offered() -> None:
    monthly = fact({"amount": 79, "unit": "month", "currency": "USD"})
    program = make_program(price=monthly, total_hours=fact(4000), pacing=fact("self-paced"))
    assert line_of(program, budget=100, hours_per_week=9) == "a budget of $8,137"


def test_a_fee_is_paid_before_the_months() -> None:
    """$100 pay for one month at $79 and not for the fee of $30 too; $188 for both and two."""
    program = make_program(
        price=fact({"amount": 79, "unit": "month", "currency": "USD"}),
        fees=[{**_FEES[0], "amount": 30}],
        total_hours=fact(40),
        pacing=fact("self-paced"),
    )
    assert line_of(program, budget=100, hours_per_week=1) == "a budget of $820"
    instead = "a budget of $820, or with 5 hours of study a week instead"
    assert line_of(program, budget=188, hours_per_week=1) == instead


@pytest.mark.parametrize("strict", [False, True])
def test_what_lets_two_in_together_does(strict: bool) -> None:
    """Each alone ends in a week and costs $79; both take two, however many hours there are."""
    profile = Profile(role="physician", budget=100, hours_per_week=20, weeks=1, strict=strict)
    terms = {"total_hours": fact(20), "pacing": fact("self-paced")}
    price = fact({"amount": 79, "unit": "month", "currency": "USD"})
    first = make_program("first", price=price, graded_work=fact(True), **terms)
    second = make_program("second", "iabac", price=price, proctored=fact(True), **terms)
    (note,) = pair_notes(pair(make_catalog(first, second), profile))
    line = note.partition(" need ")[2].removesuffix(".")
    assert line == "a budget of $158 and 2 weeks of time"
    for done in ways(profile, line):
        assert not unmet_together((first, second), resolve(done, BUNDLED.roles))
