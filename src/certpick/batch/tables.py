"""What ``scoring`` says of one program at every budget, hours a week and weeks, as tables.

Nothing here knows a rule: needs, cost and time are asked of ``scoring`` between the
numbers at which their answers change, and looked up for columns of people.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from certpick.batch.steps import Steps, steps
from certpick.catalog.facts import Part
from certpick.catalog.model import Program
from certpick.profile.profile import Applicant, Profile
from certpick.scoring.needs import SEVERITY, NeedKind, NeedState, needs
from certpick.scoring.ranking import Standing, order
from certpick.scoring.terms import (
    Cost,
    finishing_weeks,
    only_part,
    readings,
    stated_cost,
    weekly_load,
    workload,
)

Floats = NDArray[np.float64]
Integers = NDArray[np.integer[Any]]
NOT_SAID_HOURS = -1.0  # below every number of hours; not said of a budget or weeks is infinity


class Limits(NamedTuple):
    """The least and the most that a profile takes of each number."""

    budget: tuple[float, float]
    hours_per_week: tuple[float, float]
    weeks: tuple[float, float]


def limits() -> Limits:
    """Return the range of each number, as the profile's own model has it."""
    fields = Profile.model_json_schema()["properties"]

    def span(name: str) -> tuple[float, float]:
        number = next(one for one in fields[name]["anyOf"] if one["type"] == "number")
        return float(number["minimum"]), float(number["maximum"])

    return Limits(*map(span, Limits._fields))


class Candidate(NamedTuple):
    """What a person could take: a whole program, or the one part of it that is advised."""

    program: Program
    part: Part | None
    taken: Program


def candidates(program: Program) -> Iterator[Candidate]:
    """Yield the whole program, then its parts in the catalogue's order."""
    yield Candidate(program, None, program)
    for part in program.facts.parts or ():
        yield Candidate(program, part, only_part(program, part))


class Terms(NamedTuple):
    """What the hours a week can change of a candidate, by each source's reading of it."""

    hours: NeedState
    costs: tuple[Cost, ...]
    weeks: tuple[float | None, ...]


class TermsTable:
    """What one candidate costs and takes, and whether that is within reach, for one price.

    Class 0 is that no hours are said; class ``i`` begins at the i-th number of hours at
    which anything changes. Every array has an entry a class.
    """

    def __init__(self, candidate: Candidate, applicant: Applicant, spans: Limits) -> None:
        self._candidate, self._applicant, self._spans = candidate, applicant, spans
        self._readings = readings(candidate.taken)
        low, high = spans.hours_per_week
        paces: Steps[Terms] = steps(self._terms, low, high, self._likely_hours(low))
        self.starts = np.array(paces.starts)
        self._at: list[float | None] = [None, *paces.starts]
        self.hours = np.array([0, *(SEVERITY[one.hours] for one in paces.answers)])
        standings = [self._standing(hours) for hours in self._at]
        self.usd = _numbers([one.cost.usd for one in standings])
        self.at_least = _numbers([one.cost.at_least for one in standings])
        self.weeks = _numbers([one.weeks for one in standings])
        self.order = np.array([order(one)[2] for one in standings])
        self._reach: dict[str, dict[int, tuple[float, float]]] = {"budget": {}, "weeks": {}}

    def classes(self, hours: Floats) -> Integers:
        """Return the class of each number of hours."""
        if len(self.starts) == 1:
            return np.asarray(hours >= self.starts[0], np.int64)
        return np.asarray(np.searchsorted(self.starts, hours, side="right"), np.int64)

    def severities(self, kind: NeedKind, classes: Integers, said: Floats) -> NDArray[np.int8]:
        """Return how a budget or weeks are met by each row, as a ``SEVERITY``."""
        field = "budget" if kind is NeedKind.BUDGET else "weeks"
        known = self._reach[field]
        unknown_from, ok_from = np.full((2, len(self._at)), math.inf)
        for one in np.flatnonzero(np.bincount(classes)).tolist():
            if one not in known:
                known[one] = self._within(kind, field, self._at[one])
            unknown_from[one], ok_from[one] = known[one]
        below = (said < unknown_from[classes]).astype(np.int8)
        return below + (said < ok_from[classes])

    def _within(self, kind: NeedKind, field: str, hours: float | None) -> tuple[float, float]:
        """Return the numbers from which on a need no longer fails, and from which on it is met."""
        low, high = getattr(self._spans, field)
        ask: Any = lambda value: self._state(kind, {field: value}, hours)  # noqa: E731  a closure
        answers: Steps[NeedState] = steps(ask, low, high, self._likely(kind, hours))
        return answers.first(("unknown", "ok")), answers.first(("ok",))

    def _likely(self, kind: NeedKind, hours: float | None) -> list[float]:
        terms = self._terms(hours)
        if kind is NeedKind.WEEKS:
            return [weeks for weeks in terms.weeks if weeks]
        ends = [end for cost in terms.costs for end in (cost.at_least, cost.at_most)]
        return [end for end in ends if end is not None]

    def _likely_hours(self, low: float) -> list[float]:
        loads = [weekly_load(one) or low for one in self._readings]
        totals = {total for one in self._readings if (total := workload(one))}
        return loads + [
            total / weeks for total in totals for weeks in range(1, math.ceil(total / low) + 1)
        ]

    def _terms(self, hours: float | None) -> Terms:
        applicant = self._with({}, hours)
        return Terms(
            "ok" if hours is None else self._state(NeedKind.HOURS, {}, hours),
            tuple(stated_cost(one, applicant) for one in self._readings),
            tuple(finishing_weeks(one, hours) for one in self._readings),
        )

    def _state(self, kind: NeedKind, said: Mapping[str, float], hours: float | None) -> NeedState:
        found = needs(self._candidate.taken, self._with(said, hours))
        return next(need.state for need in found if need.kind is kind)

    def _with(self, said: Mapping[str, float], hours: float | None) -> Applicant:
        numbers = {**said, "hours_per_week": hours}
        return self._applicant._replace(profile=Profile.model_construct(None, **numbers))

    def _standing(self, hours: float | None) -> Standing:
        program, part, _ = self._candidate
        return Standing(program, 0.0, 0.0, self._with({}, hours), {}, part)


def _numbers(values: list[float | None]) -> Floats:
    """Return numbers as an array, NaN for None."""
    return np.array([math.nan if value is None else float(value) for value in values])
