"""How far one budget reaches for many people: who gets which program, at what proof.

First as many people as possible are surely served, each by a program that is known to fit
and whose cost is known; among all ways to serve that many, the one with the highest sum of
scores is taken (a multiple-choice knapsack: Sinha & Zoltners 1979), found by HiGHS
(Huangfu & Hall 2018) through ``scipy.optimize.milp``.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from certpick.errors import DataError, UsageError
from certpick.profile.amounts import read_dollars
from certpick.scoring.terms import in_cents, in_usd
from certpick.text import shown

PATIENCE = 60.0  # seconds, after which the best that is found is given with its gap


def read_total(text: str) -> float:
    """Return the amount in USD that ``--budget-total`` says.

    Raises:
        UsageError: it is none.
    """
    example = "--budget-total 50000"
    try:
        usd = read_dollars(text)
    except UsageError as error:
        raise error.at("--budget-total", example) from None
    if not 0 <= usd <= 1e12:
        raise UsageError(
            f"--budget-total: {shown(text)!r} is out of range", example, code="value_out_of_range"
        )
    return usd


class Offer(NamedTuple):
    """A program that surely fits a person: its place, cost in cents, score in tenths."""

    program: int
    cents: int
    tenths: int


class Assignment(NamedTuple):
    """Who gets what of a shared budget: the offer of each person, None where it ends before.

    ``gap`` is how far the sum of scores can be from the best, as a share; 0 is proven best.
    """

    given: list[Offer | None]
    served: int
    servable: int
    spent_usd: float
    left_usd: float
    gap: float


def assign(offers: Sequence[tuple[Offer, ...]], budget_usd: float) -> Assignment:
    """Return the assignment that serves the most people, then has the highest scores.

    ``offers`` holds for each person the programs that surely fit. Of people with the same
    offers, the first are served first, and best.

    Raises:
        DataError: the solver fails.
    """
    budget = in_cents(budget_usd)
    alike: dict[tuple[Offer, ...], list[int]] = {}
    for person, theirs in enumerate(offers):
        if useful := _useful(theirs):
            alike.setdefault(useful, []).append(person)
    cheapest = sorted(theirs[0].cents for theirs, people in alike.items() for _ in people)
    served = int(np.searchsorted(np.cumsum(cheapest), budget, side="right"))
    counts, gap = _counts(alike, budget, served)
    given: list[Offer | None] = [None] * len(offers)
    for (theirs, people), numbers in zip(alike.items(), counts, strict=True):
        best_first = sorted(zip(theirs, numbers, strict=True), key=lambda one: -one[0].tenths)
        chosen = [offer for offer, count in best_first for _ in range(count)]
        for person, offer in zip(people, chosen, strict=False):
            given[person] = offer
    spent = sum(one.cents for one in given if one)
    return Assignment(given, served, len(cheapest), in_usd(spent), in_usd(budget - spent), gap)


def _useful(theirs: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """Return the offers that none beats in both cost and score, the cheapest first."""
    kept: list[Offer] = []
    for one in sorted(theirs, key=lambda one: (one.cents, -one.tenths, one.program)):
        if not kept or one.tenths > kept[-1].tenths:
            kept.append(one)
    return tuple(kept)


def _counts(
    alike: dict[tuple[Offer, ...], list[int]], budget: int, served: int
) -> tuple[list[list[int]], float]:
    """Return how many of each group of people get each of their offers, and the gap."""
    if not served:
        return [[0] * len(theirs) for theirs in alike], 0.0
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    flat = [offer for theirs in alike for offer in theirs]
    group = np.repeat(np.arange(len(alike)), [len(theirs) for theirs in alike])
    sizes = np.array([len(people) for people in alike.values()])
    ones = np.ones(len(flat))
    membership = csr_array((ones, (group, np.arange(len(flat)))), shape=(len(alike), len(flat)))
    cents = np.array([one.cents for one in flat], np.float64)
    found = milp(
        -np.array([one.tenths for one in flat], np.float64),
        integrality=ones,
        bounds=Bounds(0, sizes[group]),
        constraints=[
            LinearConstraint(membership, ub=sizes),
            LinearConstraint(cents[None, :], ub=budget),
            LinearConstraint(ones[None, :], lb=served, ub=served),
        ],
        options={"mip_rel_gap": 0, "time_limit": PATIENCE},
    )
    if found.x is None:
        raise DataError(f"the budget cannot be shared out: {found.message}", code="internal_error")
    whole = np.rint(found.x).astype(np.int64)
    if whole @ cents.astype(np.int64) > budget or whole.sum() != served:
        raise DataError(
            "the budget cannot be shared out: the solver's answer breaks it", code="internal_error"
        )
    ends = np.cumsum([len(theirs) for theirs in alike])[:-1]
    return [part.tolist() for part in np.split(whole, ends)], float(found.mip_gap or 0.0)
