"""Exact first-choice shares against Monte Carlo, in one run.

``python benchmarks/robustness.py`` needs ``pip install pymcdm``. The rival ranks 20
alternatives with pymcdm's weighted sum at 10,000 weights drawn evenly from the triangle, which
is how shares are estimated where they are not computed; its error is printed beside the ratio.
Imports are not timed.
"""

import random
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from pymcdm.methods import WSM

from certpick.explaining.weight_space import first_choice_shares

ALTERNATIVES, DRAWS, RUNS = 20, 10_000, 5


def rows(count: int) -> list[tuple[float, float, float]]:
    """Return alternatives with ratings drawn evenly from 0 to 1."""
    chance = random.Random(7)  # noqa: S311  a fixed table, not a secret
    return [(chance.random(), chance.random(), chance.random()) for _ in range(count)]


def sampled(table: list[tuple[float, float, float]]) -> list[float]:
    """Return the estimated shares."""
    matrix = np.array(table)
    weights = np.random.default_rng(7).dirichlet((1, 1, 1), DRAWS)
    method = WSM(normalization_function=lambda column, cost=False: column)  # noqa: ARG005  as is
    types = np.ones(3)
    first = np.zeros(len(table))
    for weight in weights:
        first[np.argmax(method(matrix, weight, types))] += 1
    return list(first / DRAWS)


def seconds(function: Callable[[Any], object], table: list[tuple[float, float, float]]) -> float:
    """Return the median time of a call."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        function(table)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print the times, the ratio and the rival's error."""
    table = rows(ALTERNATIVES)
    exact, estimate = first_choice_shares(table), sampled(table)
    error = max(abs(a - b) for a, b in zip(exact, estimate, strict=True))
    mine, theirs = seconds(first_choice_shares, table), seconds(sampled, table)
    print(f"exact, {ALTERNATIVES} alternatives: {1000 * mine:.2f} ms")
    print(f"pymcdm, {DRAWS} draws: {1000 * theirs:.0f} ms, largest error {error:.4f}")
    print(f"ratio: {theirs / mine:.0f} x")
    print(f"exact, 1000 alternatives: {1000 * seconds(first_choice_shares, rows(1000)):.1f} ms")


if __name__ == "__main__":
    main()
