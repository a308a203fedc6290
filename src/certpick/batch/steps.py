"""Where a rule changes its answer, found by asking it.

An answer that only ever moves one way as a number grows (a budget, hours a week) is known
everywhere from the numbers at which it changes. Bisection finds these to the last bit.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Steps(NamedTuple, Generic[T]):
    """An answer for every number: ``answers[i]`` from ``starts[i]`` until the next start."""

    starts: tuple[float, ...]
    answers: tuple[T, ...]

    def at(self, value: float) -> T:
        """Return the answer at a number; below the first start it is the first one."""
        return self.answers[max(bisect_right(self.starts, value) - 1, 0)]

    def first(self, answers: Iterable[T]) -> float:
        """Return the least number with one of these answers, infinity where none has."""
        wanted = list(answers)
        found = zip(self.starts, self.answers, strict=True)
        return next((start for start, answer in found if answer in wanted), math.inf)


def steps(
    ask: Callable[[float], T], low: float, high: float, likely: Iterable[float] = ()
) -> Steps[T]:
    """Return the answers of ``ask`` for every number from ``low`` to ``high``.

    Every part of an answer must move one way only, so that equal answers at two numbers
    mean the same answer between them. ``likely`` are guesses at where it changes: good
    ones save questions, bad ones cost a few, and neither alters what is found.
    """
    near = {at for guess in likely for at in (math.nextafter(guess, -math.inf), guess)}
    guesses = sorted(at for at in near if low < at < high)
    first = (low, ask(low))
    found = [first, *_changes(ask, first, (high, ask(high)), guesses)]
    starts, answers = zip(*found, strict=True)
    return Steps(starts, answers)


def _changes(
    ask: Callable[[float], T],
    left: tuple[float, T],
    right: tuple[float, T],
    guesses: Sequence[float],
) -> Iterator[tuple[float, T]]:
    """Yield the numbers above the left one, up to the right one, at which the answer is new."""
    if left[1] == right[1]:
        return
    if math.nextafter(left[0], math.inf) >= right[0]:
        yield right
        return
    at = len(guesses) // 2
    middle = guesses[at] if guesses else left[0] + (right[0] - left[0]) / 2
    between = (middle, ask(middle))
    yield from _changes(ask, left, between, guesses[:at])
    yield from _changes(ask, between, right, guesses[at + 1 :])
