"""What would let a program in: answers that a user would have to give otherwise."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from certpick.profile.profile import Applicant
from certpick.scoring.needs import Answer, Need, enough_hours

Failing = Callable[[Applicant], Sequence[Need]]
_ORDER = (
    "budget", "hours_per_week", "weeks", "cme", "pacing", "no_programming", "country", "language",
)  # fmt: skip


class Changes(NamedTuple):
    """The ``answers`` that let something in, all of them together.

    ``hours`` of study a week would do instead, where they alone do; ``left`` is what still
    speaks against it, whatever the user answers.
    """

    answers: tuple[Answer, ...]
    hours: float | None
    left: tuple[Need, ...]


def least_changes(applicant: Applicant, failing: Failing) -> Changes:
    """Return what must change until nothing fails; ``failing`` says what does for an applicant.

    One changed answer can make another need fail, as with more hours a week a program ends
    sooner and costs less: so each change is tried, and what fails then is added.
    """
    found: dict[str, Answer] = {}
    reasons = failing(applicant)
    hours = _hours_instead(applicant, failing, reasons)
    while more := _more(found, reasons):
        found |= more
        reasons = failing(changed(applicant, found.values()))
    answers = sorted(found.values(), key=lambda one: _ORDER.index(one.field))
    return Changes(tuple(answers), hours, tuple(reasons))


def changed(applicant: Applicant, answers: Iterable[Answer]) -> Applicant:
    """Return the applicant with other answers."""
    profile = applicant.profile.model_copy(update={one.field: one.value for one in answers})
    return applicant._replace(profile=profile, cme=profile.cme or applicant.cme)


def _more(found: dict[str, Answer], reasons: Sequence[Need]) -> dict[str, Answer]:
    """Return the answers that are new: an amount may still grow, any other is given once."""
    more: dict[str, Answer] = {}
    for one in (need.answer for need in reasons if need.answer):
        known = more.get(one.field) or found.get(one.field)
        if known is None or (one.is_amount and one.value > known.value):
            more[one.field] = one
    return more


def _hours_instead(applicant: Applicant, failing: Failing, reasons: Sequence[Need]) -> float | None:
    """Return the hours of study a week with which alone nothing fails, None where none do."""
    hours: float | None = None
    while reasons:
        wanted = [need.hours for need in reasons]
        most = max((one for one in wanted if one is not None), default=None)
        answer = enough_hours(most) if most is not None and None not in wanted else None
        if answer is None or (hours is not None and answer.value <= hours):
            return None
        hours = answer.value
        reasons = failing(changed(applicant, [answer]))
    return hours
