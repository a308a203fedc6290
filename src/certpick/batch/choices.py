"""Who is in for each of many people, and in which order: ``rank()`` in columns.

What ``scoring`` says was asked beforehand; what is left is looking up and comparing.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from certpick.batch.asked import BIT, Answers, Bits, Counts, Flags
from certpick.batch.budget import Offer
from certpick.batch.cells import Codes
from certpick.batch.people import People
from certpick.batch.tables import NOT_SAID_HOURS, Floats, TermsTable
from certpick.catalog.model import Program
from certpick.explaining.notes import changes, closest
from certpick.scoring.needs import SEVERITY, NeedKind
from certpick.scoring.ranking import Ranking, RuledOut, failing
from certpick.scoring.terms import in_cents

_LAST = np.iinfo(np.int16).max  # behind every program
_NONE = np.iinfo(np.int8).max  # more reasons than any program has


class Fits(NamedTuple):
    """How every candidate suits every person: a row a candidate, a column a person."""

    rules: Counts  # how many rules turn it away
    reasons: Counts  # how many rules and needs do
    unknown: Bits
    usd: Floats  # what settles a tie, infinite where the cost is unknown


class Offers(NamedTuple):
    """What every program offers every person: a row a program, a column a person."""

    admitted: Flags
    candidate: Codes  # the whole of it, or the part that fits
    level: Codes
    unknown: Bits
    usd: Floats


class Chosen(NamedTuple):
    """One program for each person, as places in ``programs`` and ``candidates``; -1 for none."""

    program: Codes
    candidate: Codes
    score: Floats
    high: Floats
    unknown: Codes
    usd: Floats
    at_least: Floats
    weeks: Floats


class Closest(NamedTuple):
    """What comes closest for somebody for whom nothing fits, and what would let it in."""

    program: Program
    change: str


class Choices(NamedTuple):
    """What is chosen: the best program first, the best that surely fits, and what came closest.

    ``closest`` is told by person, for those whom nothing fits.
    """

    ranked: list[Chosen]
    sure: Chosen
    closest: dict[int, Closest]


class Chooser:
    """Chooses programs for many people."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def choose(self, people: People, top: int) -> Choices:
        """Return the best ``top`` programs for each person; there is somebody."""
        self._answers.cover(people.hours[people.hours > NOT_SAID_HOURS])
        fits = self._fits(people)
        offers = self._offers(fits, people)
        left = offers.admitted.copy()
        ranked: list[Chosen] = []
        for _ in range(min(top, max(1, len(offers.admitted)))):
            best = _best(offers, left)
            ranked.append(self._chosen(best, offers, people))
            got = np.flatnonzero(best >= 0)
            left[best[got], got] = False
        sure = self._chosen(_best(offers, offers.admitted & (offers.unknown == 0)), offers, people)
        nobody = np.flatnonzero(ranked[0].program < 0).tolist()
        return Choices(ranked, sure, self._near(nobody, fits, people))

    def sure(self, people: People) -> list[tuple[Offer, ...]]:
        """Return for each person the programs that surely fit and whose cost is known."""
        self._answers.cover(people.hours[people.hours > NOT_SAID_HOURS])
        offers = self._offers(self._fits(people), people)
        sure = offers.admitted & (offers.unknown == 0) & np.isfinite(offers.usd)
        scores = self._answers.orders().score[:, people.order]
        return [
            tuple(
                Offer(program, in_cents(float(usd[program])), round(10 * float(score[program])))
                for program in np.flatnonzero(fitting).tolist()
            )
            for fitting, usd, score in zip(sure.T, offers.usd.T, scores.T, strict=True)
        ]

    def _fits(self, people: People) -> Fits:
        doubts = self._answers.doubts()
        known = doubts.rules[:, people.needs]
        reasons = known + doubts.fails[:, people.needs]
        if people.strict.any():
            reasons += doubts.opens[:, people.needs] * people.strict
        unknown = doubts.unknown[:, people.needs]
        usd = np.empty(reasons.shape)
        fits = Fits(known, reasons, unknown, usd)
        for place, prices in enumerate(self._answers.prices[:, people.needs]):
            for table, rows in self._tables(place, prices):
                self._add_amounts(table, rows, people, Fits(*(one[place] for one in fits)))
        return fits

    def _tables(self, candidate: int, prices: Codes) -> Iterator[tuple[TermsTable, Codes | slice]]:
        """Yield each table of a candidate that people need, and whose it is."""
        if not len(prices):
            return
        if prices.min() == prices.max():
            yield self._answers.table(candidate, int(prices[0])), slice(None)
            return
        for price in np.unique(prices).tolist():
            yield self._answers.table(candidate, price), np.flatnonzero(prices == price)

    def _add_amounts(
        self, table: TermsTable, rows: Codes | slice, people: People, fits: Fits
    ) -> None:
        """Add how people's budget, hours and weeks are met to one candidate's row."""
        classes = table.classes(people.hours[rows])
        found = {NeedKind.HOURS: table.hours[classes]}
        for kind, said in ((NeedKind.BUDGET, people.budget), (NeedKind.WEEKS, people.weeks)):
            if not np.isinf(said).all():
                found[kind] = table.severities(kind, classes, said[rows])
        strict = people.strict[rows]
        for kind, severity in found.items():
            unknown = severity == SEVERITY["unknown"]
            fits.reasons[rows] += (severity == SEVERITY["fails"]) | (unknown & strict)
            fits.unknown[rows] |= np.where(unknown, BIT[kind], 0).astype(np.int32)
        fits.usd[rows] = table.order[classes]

    def _offers(self, fits: Fits, people: People) -> Offers:
        orders = self._answers.orders()
        wholes = np.array([offer[0] for offer in self._answers.offers], np.int64)
        admitted, unknown, usd = fits.reasons[wholes] == 0, fits.unknown[wholes], fits.usd[wholes]
        candidate = np.repeat(wholes[:, None], len(people.rows), axis=1).astype(np.int32)
        for program, offer in enumerate(self._answers.offers):
            for part in offer[1:]:
                fitting = ~admitted[program] & (fits.reasons[part] == 0)
                fitting &= orders.advised[part][people.order]
                admitted[program] |= fitting
                candidate[program][fitting] = part
                unknown[program][fitting] = fits.unknown[part][fitting]
                usd[program][fitting] = fits.usd[part][fitting]
        return Offers(admitted, candidate, orders.level[:, people.order], unknown, usd)

    def _chosen(self, program: Codes, offers: Offers, people: People) -> Chosen:
        """Return what is to be said of the program that each person gets."""
        chosen = _nobody(len(program))
        mine = np.flatnonzero(program >= 0)
        orders, kinds, places = self._answers.orders(), people.order[mine], program[mine]
        chosen.program[mine] = places
        chosen.candidate[mine] = offers.candidate[places, mine]
        chosen.unknown[mine] = offers.unknown[places, mine]
        chosen.score[mine] = orders.score[places, kinds]
        chosen.high[mine] = orders.high[places, kinds]
        self._add_terms(chosen, mine, people)
        return chosen

    def _add_terms(self, chosen: Chosen, mine: Codes, people: People) -> None:
        """Add what the chosen programs cost and take."""
        prices = self._answers.prices
        for candidate in np.unique(chosen.candidate[mine]).tolist():
            theirs = mine[chosen.candidate[mine] == candidate]
            for table, rows in self._tables(candidate, prices[candidate][people.needs[theirs]]):
                classes, at = table.classes(people.hours[theirs[rows]]), theirs[rows]
                chosen.usd[at] = table.usd[classes]
                chosen.at_least[at] = table.at_least[classes]
                chosen.weeks[at] = table.weeks[classes]

    def _near(self, rows: list[int], fits: Fits, people: People) -> dict[int, Closest]:
        """Return what comes closest for these people; those who say the same are one question."""
        kinds = (people.order, people.needs, people.strict)
        said = (*kinds, people.budget, people.hours, people.weeks)
        known: dict[tuple[float, ...], Closest | None] = {}
        told = {}
        for row in rows:
            key = tuple(float(one[row]) for one in said)
            if key not in known:
                known[key] = self._nearest(row, fits, people)
            if found := known[key]:
                told[row] = found
        return told

    def _nearest(self, row: int, fits: Fits, people: People) -> Closest | None:
        """Return the closest of what the fewest reasons turn away, as the notes of a ranking do."""
        wholes = np.array([offer[0] for offer in self._answers.offers], np.int64)
        counts = np.where(fits.rules[wholes, row] == 0, fits.reasons[wholes, row], _NONE)
        if not len(counts) or counts.min() == _NONE:
            return None
        applicant = self._answers.applicant(people, row)
        fewest = [self._answers.programs[at] for at in np.flatnonzero(counts == counts.min())]
        ruled_out = tuple(RuledOut(one, failing(one, applicant)) for one in fewest)
        ranking = Ranking(self._answers.catalog, applicant, (), ruled_out)
        near = closest(ranking)
        return near and Closest(near.program, changes(near, ranking))


def _nobody(count: int) -> Chosen:
    """Return that this many people get nothing."""
    program, candidate = np.full((2, count), -1)
    score, high, usd, at_least, weeks = np.full((5, count), math.nan)
    unknown = np.zeros(count, np.int64)
    return Chosen(program, candidate, score, high, unknown, usd, at_least, weeks)


def _best(offers: Offers, left: Flags) -> Codes:
    """Return the first of the programs that are left for each person, -1 where none is.

    As ``order`` has it: the best level, then the lower cost, then the id, which is the order
    of the rows.
    """
    if not len(left):
        return np.full(left.shape[1], -1)
    level = np.where(left, offers.level, _LAST)
    first = level.min(axis=0)
    level_first = left & (level == first)
    usd = np.where(level_first, offers.usd, math.inf)
    best = (level_first & (usd == usd.min(axis=0))).argmax(axis=0)
    return np.where(first == _LAST, -1, best)
