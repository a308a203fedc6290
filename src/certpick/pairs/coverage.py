"""Checklists as sets: the units of points that facts show, each a bit of a mask.

What several programs show together is the union of their units: on every item the better
verdict counts, and the topics of all.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from certpick.catalog.facts import TopicEntry
from certpick.profile.criteria import Criterion
from certpick.profile.profile import Applicant
from certpick.scoring.ranking import leveled
from certpick.scoring.rubric import RUBRIC, Item, RubricItem, contribution


class Unit(NamedTuple):
    """The smallest step of a checklist: one point of an item, or one of the core topics."""

    rule: RubricItem
    step: int
    topic: str | None
    points: float

    def shown_by(self, item: Item) -> bool:
        """Return whether an item's facts show this unit."""
        if self.topic is None:
            return self.step <= item.points
        return any(isinstance(fact, TopicEntry) and fact.topic == self.topic for fact in item.basis)

    def within_reach_of(self, item: Item) -> bool:
        """Return whether an item shows this unit, or could while something is unknown."""
        if self.topic is None:
            return self.step <= item.points + item.open
        return item.open > 0 or self.shown_by(item)


class Scale:
    """The units that count for an applicant, and what sets of them are worth."""

    def __init__(self, applicant: Applicant) -> None:
        self._weights = applicant.weights
        self.units = tuple(_units(applicant))
        self.maxima: dict[Criterion, float] = {
            name: sum(rule.max for rule in RUBRIC if rule.criterion == name)
            for name in applicant.weights
        }
        self._known: dict[int, float] = {}

    @cached_property
    def _bits(self) -> dict[str, list[tuple[int, Unit]]]:
        found: dict[str, list[tuple[int, Unit]]] = {}
        for place, unit in enumerate(self.units):
            found.setdefault(unit.rule.id, []).append((1 << place, unit))
        return found

    def whole(self, rule: str) -> int:
        """Return all units of an item of the rubric."""
        return sum(bit for bit, _ in self._bits.get(rule, ()))

    def shown(self, item: Item) -> int:
        """Return the units that an item shows."""
        return sum(bit for bit, unit in self._bits[item.rule.id] if unit.shown_by(item))

    def reach(self, item: Item) -> int:
        """Return the units that an item shows, and those that are still open."""
        return sum(bit for bit, unit in self._bits[item.rule.id] if unit.within_reach_of(item))

    def of(self, mask: int) -> tuple[Unit, ...]:
        """Return the units of a set, in the rubric's order."""
        return tuple(unit for place, unit in enumerate(self.units) if mask >> place & 1)

    def points(self, mask: int, criterion: Criterion) -> float:
        """Return the points that a set of units makes on one criterion."""
        return sum(unit.points for unit in self.of(mask) if unit.rule.criterion == criterion)

    def score(self, mask: int) -> float:
        """Return the score of a set of units; level ones are equal, as in the ranking's order."""
        if mask not in self._known:
            self._known[mask] = leveled(
                sum(
                    contribution(weight, self.points(mask, name) / self.maxima[name])
                    for name, weight in self._weights.items()
                )
            )
        return self._known[mask]


def _units(applicant: Applicant) -> Iterator[Unit]:
    for rule in RUBRIC:
        if rule.criterion not in applicant.weights:
            continue
        if rule.id == "topics":
            share = rule.max / len(applicant.topics)
            yield from (Unit(rule, 1, topic, share) for topic in applicant.topics)
        else:
            yield from (Unit(rule, step, None, 1.0) for step in range(1, int(rule.max) + 1))
