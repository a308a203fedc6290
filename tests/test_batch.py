"""Many people at once: each gets what ``rank`` says of them alone."""

import math
import pickle
import random
from bisect import bisect_right

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import BUNDLED, SETTLED, catalogs, profiles
from people import assert_as_rank, random_row, table

from certpick import Catalog, CertpickError, Profile, Recommender, rank, rank_many
from certpick.batch.steps import steps


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_every_row_has_what_rank_says_of_it_alone(seed: int) -> None:
    """5,000 people over every option."""
    chance = random.Random(seed)  # noqa: S311  the same people on every day
    rows = [random_row(chance) for _ in range(1000)]
    catalog = SETTLED if seed % 2 else BUNDLED
    assert_as_rank(catalog, rows, Recommender(catalog).recommend(table(rows)))


def test_some_rows_have_what_rank_says_of_them_alone() -> None:
    chance = random.Random(99)  # noqa: S311  the same people on every day
    rows = [random_row(chance, odd=0.1) for _ in range(200)]
    assert_as_rank(BUNDLED, rows, Recommender(BUNDLED).recommend(table(rows)))


@given(catalogs(), st.integers(0, 10**6))
def test_so_it_is_for_any_catalogue(drawn: Catalog, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  drawn by hypothesis
    rows = [random_row(chance) for _ in range(20)]
    assert_as_rank(drawn, rows, Recommender(drawn).recommend(table(rows)))
