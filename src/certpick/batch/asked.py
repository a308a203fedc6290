"""What ``scoring`` says of every candidate, asked once for each kind of profile and price."""

import math
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from certpick.batch.people import ONLY_NEEDS, Kinds, People
from certpick.batch.tables import NOT_SAID_HOURS, Floats, Limits, TermsTable, candidates
from certpick.catalog.model import Catalog
from certpick.profile.options import OPTIONS
from certpick.profile.profile import Applicant, applicant_for
from certpick.scoring.needs import Need, NeedKind, inclusion, needs, rules, taken_alone
from certpick.scoring.ranking import advised_parts, leveled, score
from certpick.scoring.terms import Cost, readings, stated_cost

Flags = NDArray[np.bool_]
Counts = NDArray[np.integer[Any]]
Bits = NDArray[np.integer[Any]]
BIT = {kind: 1 << place for place, kind in enumerate(NeedKind)}


class Order(NamedTuple):
    """How one kind of profile orders programs: an entry a program.

    Scores are to one decimal, as every output prints them. ``level`` is 0 for the best
    score; programs that are level share it. ``advised`` has an entry a candidate: whether
    it is a part that a source advises.
    """

    score: Floats
    high: Floats
    level: NDArray[np.integer[Any]]
    advised: Flags


class Doubts(NamedTuple):
    """How candidates meet the rules, and the needs that are no amounts: an entry a candidate.

    ``rules`` counts the rules that turn one away, ``fails`` the needs that do, ``opens``
    those that are unknown; ``unknown`` has the bit of each need and rule that is.
    """

    rules: Counts
    fails: Counts
    opens: Counts
    unknown: Bits


class Answers:
    """All that ``scoring`` was asked of a catalogue's programs; what is new is asked and kept.

    A candidate is a whole program or one of its parts. Programs stand in the order of their
    ids, candidates program by program, the whole before its parts; ``offers`` says which
    candidates are whose. ``prices`` says by candidate which of its prices each kind pays, a
    column a kind.
    """

    def __init__(self, catalog: Catalog, spans: Limits, ordering: Kinds, needing: Kinds) -> None:
        self.catalog, self._spans = catalog, spans
        self._ordering, self._needing = ordering, needing
        included = [one for one in catalog.programs if inclusion(one).state != "fails"]
        self.programs = sorted(included, key=lambda one: one.id)
        offers = [list(candidates(one)) for one in self.programs]
        self.candidates = [one for offer in offers for one in offer]
        ends = np.cumsum([0, *map(len, offers)]).tolist()
        self.offers = [range(*ends) for ends in pairwise(ends)]
        self._readings = [readings(one.taken) for one in self.candidates]
        self._prices: list[dict[tuple[Cost, ...], Applicant]] = [{} for _ in self.candidates]
        self._price_of: list[list[int]] = []
        self._tables: dict[tuple[int, int], TermsTable] = {}
        self._hours = (math.inf, -math.inf)
        self._orders: list[Order] = []
        self._doubts: list[Doubts] = []
        self.prices: NDArray[np.integer[Any]] = np.empty((0, 0), np.int64)

    def orders(self) -> Order:
        """Return how each kind orders, as arrays with a column a kind."""
        if new := self._ordering.applicants[len(self._orders) :]:
            self._orders += map(self._order, new)
            columns = zip(*self._orders, strict=True)
            self._order_columns = Order(*(np.stack(one, axis=1) for one in columns))
        return self._order_columns

    def doubts(self) -> Doubts:
        """Return what each kind meets, as arrays with a column a kind."""
        if new := self._needing.applicants[len(self._doubts) :]:
            self._doubts += map(self._doubt, new)
            self._price_of += map(self._price, new)
            columns = zip(*self._doubts, strict=True)
            self._doubt_columns = Doubts(*(np.stack(one, axis=1) for one in columns))
            self.prices = np.array(self._price_of, np.int64).T
        return self._doubt_columns

    def table(self, candidate: int, price: int) -> TermsTable:
        """Return the terms of a candidate at one of its prices."""
        key = (candidate, price)
        if key not in self._tables:
            spans = self._spans._replace(hours_per_week=self._hours)
            applicant = list(self._prices[candidate].values())[price]
            self._tables[key] = TermsTable(self.candidates[candidate], applicant, spans)
        return self._tables[key]

    def cover(self, hours: Floats) -> None:
        """Have tables that reach over these hours a week, and not far beyond."""
        if not len(hours):
            low, high = self._spans.hours_per_week
            hours = np.array([low, low])
        low, high = float(hours.min()), float(hours.max())
        if low < self._hours[0] or high > self._hours[1]:
            least, most = self._spans.hours_per_week
            low, high = min(low, self._hours[0]), max(high, self._hours[1])
            below, above = 2.0 ** math.floor(math.log2(low)), 2.0 ** math.ceil(math.log2(high))
            self._hours = max(below, least), min(above, most)
            self._tables.clear()

    def applicant(self, people: People, row: int) -> Applicant:
        """Return the whole applicant that a person is, with all that was said."""
        needing = self._needing.applicants[people.needs[row]].profile
        amounts = {"budget": people.budget[row], "hours_per_week": people.hours[row]}
        amounts["weeks"] = people.weeks[row]
        said = {
            name: float(one)
            for name, one in amounts.items()
            if math.isfinite(one) and one != NOT_SAID_HOURS
        }
        fields = (OPTIONS[option][0] for option in ONLY_NEEDS)
        update = {name: getattr(needing, name) for name in fields}
        ordering = self._ordering.applicants[people.order[row]].profile
        strict = {"strict": bool(people.strict[row])}
        profile = ordering.model_copy(update={**update, **said, **strict})
        return applicant_for(profile, self.catalog)

    def _order(self, applicant: Applicant) -> Order:
        sources = self.catalog.sources
        scores = [score(one, applicant, sources) for one in self.programs]
        merit = [(-leveled(shown), -leveled(high)) for shown, high in scores]
        level = {one: place for place, one in enumerate(sorted(set(merit)))}
        printed = [(round(shown, 1), round(high, 1)) for shown, high in scores]
        shown, high = np.array(printed, np.float64).reshape(-1, 2).T
        advised = [one.part in advised_parts(one.program, applicant) for one in self.candidates]
        return Order(
            shown, high, np.array([level[one] for one in merit], np.int16), np.array(advised)
        )

    def _doubt(self, applicant: Applicant) -> Doubts:
        found = [
            (rules(one.taken, applicant), needs(one.taken, applicant)) for one in self.candidates
        ]
        doubted = zip(found, self.candidates, strict=True)
        bits = [_bits([*rule, *need, *taken_alone(one.part)]) for (rule, need), one in doubted]
        return Doubts(
            np.array([_count(rule, "fails") for rule, _ in found], np.int8),
            np.array([_count(need, "fails") for _, need in found], np.int8),
            np.array([_count(need, "unknown") for _, need in found], np.int8),
            np.array(bits, np.int32),
        )

    def _price(self, applicant: Applicant) -> list[int]:
        """Return which price of each candidate this kind pays; a new one is kept."""
        chosen = []
        for known, stated in zip(self._prices, self._readings, strict=True):
            costs = tuple(stated_cost(one, applicant) for one in stated)
            known.setdefault(costs, applicant)
            chosen.append(list(known).index(costs))
        return chosen


def _count(found: list[Need], state: str) -> int:
    return sum(one.state == state for one in found)


def _bits(found: list[Need]) -> int:
    return sum(BIT[one.kind] for one in found if one.state == "unknown")
