"""What holds on a day: whether a program is offered, and whether a credit is granted."""

from datetime import date
from enum import Enum
from typing import NamedTuple

from certpick.catalog.dates import span
from certpick.catalog.fact_text import on_date, status_text
from certpick.catalog.facts import Credit, Facts, State, Status


class Availability(NamedTuple):
    """The state that a program is in on a day, and that in plain words."""

    state: State
    words: str


class InForce(Enum):
    """Whether a credit is granted on a day."""

    YES = "yes"
    ENDED = "ended"
    NOT_YET = "not yet"


def passed(partial: str | None, day: date | None) -> bool:
    """Return whether the last day that a date can mean is before ``day``; without one, no."""
    return partial is not None and day is not None and span(partial)[1] < day


def ahead(partial: str | None, day: date | None) -> bool:
    """Return whether the first day that a date can mean is after ``day``; without one, no."""
    return partial is not None and day is not None and span(partial)[0] > day


def status_on(facts: Facts, day: date | None) -> Availability:
    """Return whether a program is offered on a day, as far as what is recorded tells.

    What was to change on a date that has passed is unknown; without a day nothing has.
    """
    return state_on(facts.status.value if facts.status else Status(state="unknown"), day)


def state_on(status: Status, day: date | None) -> Availability:
    """Return what a status means on a day; as ``status_on``."""
    if status.state in ("paused", "retired") and ahead(status.start, day):
        return Availability("offered", f"will be {status.state} {on_date(str(status.start))}")
    overdue = status.start if status.state == "announced" else status.end
    if status.state in _OVERDUE and passed(overdue, day):
        return Availability("unknown", _OVERDUE[status.state].format(overdue))
    return Availability(status.state, status_text(status))


def is_plainly_offered(status: Status) -> bool:
    """Return whether it is offered, with no end in sight."""
    return status.state == "offered" and status.end is None


_OVERDUE = {
    "announced": "was announced for {}: ask whether it has begun",
    "offered": "was offered until {}: ask whether it still is",
    "paused": "was paused until {}: ask whether it is offered again",
}


def credit_in_force(credit: Credit, day: date | None) -> InForce:
    """Return whether a credit is granted on a day; without one, nothing has ended."""
    if passed(credit.end, day):
        return InForce.ENDED
    return InForce.NOT_YET if ahead(credit.start, day) else InForce.YES


def is_granted(credit: Credit, day: date | None) -> bool:
    """Return whether a credit is granted on a day; without one, nothing has ended."""
    return credit_in_force(credit, day) is InForce.YES


def granted(awarded: tuple[Credit, ...], day: date | None) -> list[Credit]:
    """Return the credits that are granted on a day; without one, nothing has ended."""
    return [one for one in awarded if is_granted(one, day)]


def why_none_granted(awarded: tuple[Credit, ...], day: date | None) -> str | None:
    """Return why no credit is granted on a day, None where one is or there never was any."""
    if not awarded or granted(awarded, day):
        return None
    ends = [one.end for one in awarded if one.end and passed(one.end, day)]
    if ends:
        last = max(ends, key=lambda end: span(end)[1])
        return f"its credit ended {on_date(last)}: check that it is still offered"
    starts = [one.start for one in awarded if one.start]
    return f"its credit begins {on_date(min(starts))}"
