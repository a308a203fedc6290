"""The geometry of the weight triangle: worked examples, and exact arithmetic as the judge."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certpick.explaining.weight_space import (
    beats_share,
    central_weights,
    first_choice_shares,
    smallest_transfer,
    stability_intervals,
)

Rows = list[tuple[float, float, float]]
CLOSE = 1e-12

grid = st.sampled_from([0, 0.2, 0.25, 1 / 3, 0.5, 0.6, 0.75, 0.8, 1])
row = st.tuples(grid, grid, grid)
rows_of = st.lists(row, min_size=1, max_size=8)
any_weights = st.tuples(*[st.integers(0, 20)] * 3).filter(any)


def close(value: object) -> object:
    """Return the value with the precision that is promised."""
    return pytest.approx(value, abs=CLOSE, rel=0)


def test_two_rows() -> None:
    """(0,1,0) leads where the second weight is above a half: a quarter of the triangle."""
    rows = [(1, 0, 1), (0, 1, 0)]
    assert first_choice_shares(rows) == close([3 / 4, 1 / 4])
    first, second = central_weights(rows)
    assert first == close((7 / 18, 2 / 9, 7 / 18))
    assert second == close((1 / 6, 2 / 3, 1 / 6))


def test_identity_rows_share_alike() -> None:
    assert first_choice_shares([(1, 0, 0), (0, 1, 0), (0, 0, 1)]) == close([1 / 3] * 3)


def test_a_row_that_only_ties_never_leads() -> None:
    rows = [(1, 0, 0), (0, 1, 0), (0.5, 0.5, 0)]
    assert first_choice_shares(rows) == close([1 / 2, 1 / 2, 0])
    assert central_weights(rows)[2] is None


def test_equal_rows_share_what_they_lead() -> None:
    rows = [(1, 1, 0), (1, 1, 0), (0, 0, 1)]
    shares = first_choice_shares(rows)
    assert shares[0] == shares[1]
    assert sum(shares) == close(1)
    assert central_weights(rows)[0] == central_weights(rows)[1]


def test_one_row_leads_everywhere() -> None:
    assert first_choice_shares([(0, 0, 0)]) == [1]
    assert central_weights([(0.2, 0.4, 0.1)])[0] == close((1 / 3, 1 / 3, 1 / 3))
    assert stability_intervals([(0, 0, 0)], (1, 0, 0)) == [(0, 1)] * 3
    assert smallest_transfer([(0, 0, 0)], (1, 0, 0)) is None


def test_a_dominated_row_never_leads() -> None:
    rows = [(0.5, 0.5, 0.5), (0.5, 0.5, 0.4)]
    assert first_choice_shares(rows) == close([1, 0])
    assert central_weights(rows)[1] is None


def test_stability_and_transfer() -> None:
    rows, weights = [(1, 0, 0.5), (0, 1, 1)], (0.5, 0.3, 0.2)
    assert stability_intervals(rows, weights) == [
        close((4 / 9, 1)),
        close((0, 4 / 11)),
        close((0, 1 / 3)),
    ]
    found = smallest_transfer(rows, weights)
    assert found is not None
    assert found == (close(0.05), 0, 1, 1)


def test_where_the_other_weights_are_nothing_they_share_alike_what_is_left() -> None:
    """The first weight w against halves of 1 - w: w + (1 - w) / 4 >= (1 - w) 3 / 4."""
    rows, weights = [(1, 0, 0.5), (0, 1, 0.5)], (1, 0, 0)
    assert stability_intervals(rows, weights) == [
        close((1 / 3, 1)),
        close((0, 1 / 2)),
        close((0, 1)),
    ]


def test_weights_may_have_any_positive_scale() -> None:
    rows = [(1, 0, 0.5), (0, 1, 1)]
    assert stability_intervals(rows, (50, 30, 20)) == stability_intervals(rows, (0.5, 0.3, 0.2))
    with pytest.raises(ValueError, match="positive in sum"):
        stability_intervals(rows, (0, 0, 0))


@pytest.mark.parametrize("function", [first_choice_shares, central_weights])
def test_what_is_no_table_is_refused(function: object) -> None:
    assert callable(function)
    with pytest.raises(ValueError, match="at least one row"):
        function([])
    with pytest.raises(ValueError, match="three criteria"):
        function([(1, 0)])


def test_no_transfer_changes_a_leader_that_is_best_in_everything() -> None:
    assert smallest_transfer([(1, 1, 1), (0.5, 0.5, 0.5)], (1, 1, 1)) is None


def test_of_rivals_that_catch_up_at_once_the_fastest_leads() -> None:
    found = smallest_transfer([(1, 0, 0), (0, 0.5, 1), (0, 1, 1)], (0.6, 0.2, 0.2))
    assert found is not None
    assert found.leader == 2


def _exact_cell(rows: Rows, mine: int) -> list[tuple[Fraction, Fraction]]:
    """Return where a row leads, clipped by every rival in exact arithmetic."""
    exact = [[Fraction(value) for value in one] for one in rows]
    zero, one = Fraction(0), Fraction(1)
    cell = [(one, zero), (zero, one), (zero, zero)]
    for rival in sorted(exact, key=sum, reverse=True):  # the strong soon leave nothing
        if len(cell) < 3:
            break
        gap = [a - b for a, b in zip(exact[mine], rival, strict=True)]
        leads = [x * gap[0] + y * gap[1] + (1 - x - y) * gap[2] for x, y in cell]
        clipped = []
        for place, (point, lead) in enumerate(zip(cell, leads, strict=True)):
            before, earlier = cell[place - 1], leads[place - 1]
            if lead * earlier < 0:
                part = earlier / (earlier - lead)
                clipped.append(
                    (
                        before[0] + part * (point[0] - before[0]),
                        before[1] + part * (point[1] - before[1]),
                    )
                )
            if lead >= 0:
                clipped.append(point)
        cell = clipped
    return cell


def _exact_area(cell: list[tuple[Fraction, Fraction]]) -> Fraction:
    pairs = zip(cell, [*cell[1:], *cell[:1]], strict=True)
    return abs(sum((a[0] * b[1] - b[0] * a[1] for a, b in pairs), Fraction(0)))


@given(rows_of)
def test_shares_are_exact(rows: Rows) -> None:
    exact = [
        _exact_area(_exact_cell(rows, mine)) / rows.count(one) for mine, one in enumerate(rows)
    ]
    assert sum(exact) == 1
    assert first_choice_shares(rows) == close([float(share) for share in exact])
    assert sum(first_choice_shares(rows)) == close(1)
    for share, center in zip(exact, central_weights(rows), strict=True):
        if share == 0 or share > 1e-9:  # between them, rounded ratings may make a sliver or none
            assert (center is not None) is (share > 0)


@given(st.lists(st.tuples(*[st.floats(0, 1)] * 3), min_size=13, max_size=40))
@settings(max_examples=40)
def test_many_rows_are_exact_too(rows: Rows) -> None:
    """With this many rows the triangle is divided first."""
    exact = [
        _exact_area(_exact_cell(rows, mine)) / rows.count(one) for mine, one in enumerate(rows)
    ]
    assert first_choice_shares(rows) == close([float(share) for share in exact])


@given(rows_of)
def test_the_row_leads_at_its_central_weights(rows: Rows) -> None:
    for one, weights in zip(rows, central_weights(rows), strict=True):
        if weights:
            assert sum(weights) == close(1)
            assert min(weights) >= 0
            scores = [sum(w * r for w, r in zip(weights, each, strict=True)) for each in rows]
            assert sum(w * r for w, r in zip(weights, one, strict=True)) >= max(scores) - CLOSE


@given(row, row)
def test_one_of_two_beats_the_other(a: tuple[float, ...], b: tuple[float, ...]) -> None:
    assert beats_share(a, b) + beats_share(b, a) == close(1)
    assert beats_share(a, a) == 0.5


def _leaders(rows: Rows, weights: list[Fraction]) -> set[int]:
    scores = [sum(w * Fraction(r) for w, r in zip(weights, one, strict=True)) for one in rows]
    return {
        place for place, score in enumerate(scores) if max(scores) - score <= Fraction(1, 10**12)
    }


@given(rows_of, any_weights, st.integers(0, 100), st.integers(0, 2))
def test_the_leader_leads_inside_its_interval_and_nowhere_else(
    rows: Rows, weights: tuple[int, int, int], percent: int, moving: int
) -> None:
    shares = [Fraction(weight, sum(weights)) for weight in weights]
    leader = min(_leaders(rows, shares))
    low, high = stability_intervals(rows, weights)[moving]
    assert low - CLOSE <= shares[moving] <= high + CLOSE
    moved = Fraction(percent, 100)
    rest = 1 - shares[moving]
    at = [
        moved if place == moving else (share / rest if rest else Fraction(1, 2)) * (1 - moved)
        for place, share in enumerate(shares)
    ]
    if low + 1e-9 < moved < high - 1e-9:
        assert leader in _leaders(rows, at)
    elif not low - 1e-9 <= moved <= high + 1e-9:
        assert leader not in _leaders(rows, at)


@given(rows_of, any_weights)
def test_more_than_the_transfer_changes_the_leader_and_less_does_not(
    rows: Rows, weights: tuple[int, int, int]
) -> None:
    shares = [Fraction(weight, sum(weights)) for weight in weights]
    leader = min(_leaders(rows, shares))
    found = smallest_transfer(rows, weights)

    def after(amount: Fraction, source: int, target: int) -> set[int]:
        at = list(shares)
        at[source] -= amount
        at[target] += amount
        return _leaders(rows, at)

    tiny = Fraction(1, 10**6)
    for source, target in permutations(range(3), 2):
        less = shares[source] if found is None else Fraction(found.amount) - tiny
        less = min(less, shares[source]) - (tiny if found is None else 0)
        if less > 0:
            assert leader in after(less, source, target)
    if found and Fraction(found.amount) + tiny <= shares[found.source]:
        later = after(Fraction(found.amount) + tiny, found.source, found.target)
        assert leader not in later
        assert found.leader in later
