"""A ranking says for whom it is: its profile, and its command line, rank the same again."""

import io
import json
import shlex
import sys
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import ROLES, SITUATIONS

from certpick import Profile
from certpick.__main__ import main
from certpick.profile.options import command_line

TITLES = ("charge nurse", "CMIO", "Physicians", "director, nursing")
AMOUNTS = st.integers(0, 20) | st.floats(0, 1e9) | st.floats(0, 1).map(lambda x: x / 3)
ORDERS = st.lists(st.sampled_from(["domain", "rigor", "portability"]), unique=True)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a profile as a file has it."""
    cme = draw(st.sampled_from([None, "required", "helpful", "no"]))
    weighed = ["domain", "rigor", "portability", *draw(st.sampled_from([[], ["cme"]]))]
    weights = dict(zip(weighed, draw(st.tuples(*[AMOUNTS] * len(weighed))), strict=True))
    by_weights = sum(weights.values()) > 0 and not (cme in (None, "no") and weights.get("cme"))
    said = {
        "role": draw(st.sampled_from([*ROLES, *TITLES])),
        "title": draw(st.none() | st.just("Chief resident, 'ward 3'") | st.just("--strict")),
        "budget": draw(st.none() | st.floats(0, 6000) | st.integers(0, 6000)),
        "hours": draw(st.none() | st.floats(0.1, 168)),
        "weeks": draw(st.none() | st.floats(0.1, 1000)),
        "cme": cme,
        "pacing": draw(st.sampled_from([None, None, "self-paced", "cohort"])),
        "no_programming": draw(st.booleans()),
        "country": draw(st.sampled_from([None, "US", "GB"])),
        "language": draw(st.sampled_from([None, "en", "es"])),
        "situations": draw(st.lists(st.sampled_from(SITUATIONS), unique=True)),
        "evidence": draw(st.sampled_from(["all", "independent"])),
        "strict": draw(st.booleans()),
        **draw(
            st.just({"weights": weights} if by_weights else {})
            | ORDERS.map(lambda names: {"priority": names})
        ),
    }
    return {name: value for name, value in said.items() if value is not None}


def ranked(*words: str, profile: object = None) -> bytes:
    """Return what ``rank --json`` prints, with a profile on standard input where there is one."""
    source, out = io.BytesIO(json.dumps(profile).encode()), io.BytesIO()
    arguments = ["certpick", "rank", "--json", *words]
    with (
        mock.patch.object(sys, "argv", [*arguments, *(["--profile", "-"] if profile else [])]),
        mock.patch.object(sys, "stdin", io.TextIOWrapper(source)),
        mock.patch.object(sys, "stdout", io.TextIOWrapper(out, encoding="utf-8")) as stdout,
    ):
        assert main() == 0
        stdout.flush()
        return out.getvalue()


@pytest.mark.slow
@settings(max_examples=40)
@given(documents())
def test_a_printed_profile_and_its_command_line_give_the_same_bytes(said: dict[str, Any]) -> None:
    first = ranked(profile=said)
    printed = json.loads(first)["profile"]
    assert ranked(profile=printed) == first
    for line in dict.fromkeys(command_line(Profile.model_validate(one)) for one in (said, printed)):
        assert ranked(*shlex.split(line)) == first


def test_credit_that_weighs_nothing_weighs_nothing_again() -> None:
    weights = {"domain": 0, "rigor": 2.5, "portability": 1, "cme": 0}
    first = ranked(profile={"role": "physician", "cme": "helpful", "weights": weights})
    printed = json.loads(first)["profile"]
    assert printed["weights"]["cme"] == 0
    assert ranked(profile=printed) == first
