"""Weights from an order of importance."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from certpick import Profile, UsageError
from certpick.profile.criteria import GUIDE_CRITERIA, rank_order_centroid
from certpick.profile.profile import criterion_weights


@pytest.mark.parametrize(
    ("n", "weights"),
    [
        (1, (1,)),
        (2, (0.75, 0.25)),
        (3, (11 / 18, 5 / 18, 2 / 18)),
        (4, (25 / 48, 13 / 48, 7 / 48, 3 / 48)),
    ],
)
def test_published_values(n: int, weights: tuple[float, ...]) -> None:
    """The table of rank-order centroid weights in Barron & Barrett 1996."""
    assert rank_order_centroid(n) == pytest.approx(weights, abs=1e-15)


@given(st.integers(1, 60))
def test_they_fall_and_add_up_to_one(n: int) -> None:
    weights = rank_order_centroid(n)
    assert sum(weights) == pytest.approx(1)
    assert list(weights) == sorted(weights, reverse=True)


def test_needs_a_criterion() -> None:
    with pytest.raises(ValueError, match="at least one"):
        rank_order_centroid(0)


def test_helpful_cme_takes_a_fifth_and_the_rest_keep_their_proportions() -> None:
    weights = criterion_weights(Profile(), "helpful")
    assert weights["cme"] == pytest.approx(0.2)
    assert weights["domain_alignment"] == pytest.approx(0.8 * 11 / 18)
    assert "cme" not in criterion_weights(Profile(), "no")


def test_a_required_cme_weighs_no_less_than_a_helpful_one() -> None:
    assert criterion_weights(Profile(), "required") == criterion_weights(Profile(), "helpful")


def test_priority_puts_named_criteria_first() -> None:
    profile = Profile.model_validate({"priority": ["rigor"]})
    weights = criterion_weights(profile, "no")
    assert weights == {
        "domain_alignment": pytest.approx(5 / 18),
        "assessment_rigor": pytest.approx(11 / 18),
        "portability": pytest.approx(2 / 18),
    }
    assert list(weights) == ["domain_alignment", "assessment_rigor", "portability"]


def test_weights_that_name_cme_set_it() -> None:
    given_weights = {"domain": 2, "rigor": 1, "portability": 1, "cme": 4}
    profile = Profile.model_validate({"weights": given_weights})
    assert criterion_weights(profile, "helpful")["cme"] == pytest.approx(0.5)
    with pytest.raises(UsageError, match="no CME is wanted"):
        criterion_weights(profile, "no")


def test_all_weight_may_be_on_one_criterion() -> None:
    """A wish for CME takes its fifth of it, and what weighs nothing stays at nothing."""
    profile = Profile.model_validate({"weights": {"domain": 3, "rigor": 0, "portability": 0}})
    alone = {"domain_alignment": 1, "assessment_rigor": 0, "portability": 0}
    assert criterion_weights(profile, "no") == alone
    assert criterion_weights(profile, "helpful") == {**alone, "domain_alignment": 0.8, "cme": 0.2}


def test_cme_may_be_all_that_is_weighed() -> None:
    weights = {"domain": 0, "rigor": 0, "portability": 0, "cme": 5}
    profile = Profile.model_validate({"weights": weights})
    assert criterion_weights(profile, "helpful") == {**dict.fromkeys(GUIDE_CRITERIA, 0), "cme": 1}


def test_a_cme_that_weighs_nothing_leaves_the_guides_criteria_alone() -> None:
    weights = {"domain": 2, "rigor": 1, "portability": 1, "cme": 0}
    profile = Profile.model_validate({"weights": weights})
    expected = {"domain_alignment": 0.5, "assessment_rigor": 0.25, "portability": 0.25}
    assert criterion_weights(profile, "required") == expected


@given(
    st.fixed_dictionaries(
        {name: st.floats(0, 1e9) for name in ("domain", "rigor", "portability", "cme")}
    )
)
def test_any_weights_add_up_to_one(weights: dict[str, float]) -> None:
    assume(any(weights.values()))
    profile = Profile.model_validate({"weights": weights})
    found = criterion_weights(profile, "helpful")
    assert sum(found.values()) == pytest.approx(1)
    assert min(found.values()) >= 0
