"""What holds on a day: whether a program is offered, and whether a credit is granted."""

from datetime import date
from typing import Any

import pytest
from making import fact, make_program

from certpick.catalog.facts import Credit
from certpick.catalog.in_force import InForce, credit_in_force, status_on

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("value", "state", "words"),
    [
        ({"state": "offered"}, "offered", "offered"),
        ({"state": "offered", "start": "2020"}, "offered", "offered from 2020"),
        ({"state": "offered", "end": "2026-11"}, "offered", "offered until 2026-11"),
        ({"state": "offered", "end": "2026-11-22"}, "offered", "offered until 2026-11-22"),
        (
            {"state": "offered", "end": "2026-11-21"},
            "unknown",
            "was offered until 2026-11-21: ask whether it still is",
        ),
        ({"state": "announced"}, "announced", "announced, without a date"),
        ({"state": "announced", "start": "2026"}, "announced", "announced for 2026"),
        (
            {"state": "announced", "start": "2026-09"},
            "unknown",
            "was announced for 2026-09: ask whether it has begun",
        ),
        ({"state": "retired"}, "retired", "retired"),
        ({"state": "retired", "start": "2026"}, "retired", "retired in 2026"),
        ({"state": "retired", "start": "2026-11-22"}, "retired", "retired on 2026-11-22"),
        ({"state": "retired", "start": "2026-11-23"}, "offered", "will be retired on 2026-11-23"),
        ({"state": "retired", "start": "2027"}, "offered", "will be retired in 2027"),
        ({"state": "paused", "end": "2026-12"}, "paused", "paused until 2026-12"),
        ({"state": "paused", "start": "2026-12"}, "offered", "will be paused in 2026-12"),
        (
            {"state": "paused", "start": "2026", "end": "2026-10"},
            "unknown",
            "was paused until 2026-10: ask whether it is offered again",
        ),
        ({"state": "unknown"}, "unknown", "nobody states whether it is offered"),
    ],
)
def test_the_state_of_a_program_on_a_day(value: dict[str, str], state: str, words: str) -> None:
    facts = make_program("one", "harvard", status=fact(value)).facts
    assert status_on(facts, DAY) == (state, words)


def test_what_is_not_recorded_is_unknown() -> None:
    words = "nobody states whether it is offered"
    assert status_on(make_program().facts, DAY) == ("unknown", words)


@pytest.mark.parametrize("state", ["offered", "paused", "retired", "announced"])
def test_without_a_day_a_state_is_as_it_is_recorded(state: str) -> None:
    for window in ({"start": "1999", "end": "2000"}, {"start": "2999", "end": "3000"}):
        facts = make_program("one", "harvard", status=fact({"state": state, **window})).facts
        assert status_on(facts, None).state == state


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ({}, InForce.YES),
        ({"end": "2026-11-22"}, InForce.YES),
        ({"end": "2026"}, InForce.YES),
        ({"end": "2026-11-21"}, InForce.ENDED),
        ({"end": "2025"}, InForce.ENDED),
        ({"start": "2026-11-22"}, InForce.YES),
        ({"start": "2026-11-23"}, InForce.NOT_YET),
        ({"start": "2027"}, InForce.NOT_YET),
    ],
)
def test_a_credit_is_granted_in_its_window(window: dict[str, Any], expected: InForce) -> None:
    credit = Credit(system="ama-pra-1", **window)
    assert credit_in_force(credit, DAY) is expected
    assert credit_in_force(credit, None) is InForce.YES
