"""The criteria that programs are weighed by: their order in the guide, and their names."""

from math import fsum
from typing import Literal

Criterion = Literal["domain_alignment", "assessment_rigor", "portability", "cme"]

# The guide's order, the most important first.
GUIDE_CRITERIA: tuple[Criterion, ...] = ("domain_alignment", "assessment_rigor", "portability")
CME_WEIGHT = 0.2  # of the whole, where CME is wanted and no weights say otherwise

# What an option calls each criterion, and what a sentence does.
SHORT_NAMES: dict[str, Criterion] = {
    "domain": "domain_alignment",
    "rigor": "assessment_rigor",
    "portability": "portability",
    "cme": "cme",
}
CRITERION_WORDS: dict[Criterion, str] = {
    "domain_alignment": "domain alignment",
    "assessment_rigor": "assessment rigor",
    "portability": "portability",
    "cme": "CME credit",
}

# The same where a sentence speaks to a user: what each criterion is about.
PLAIN_WORDS: dict[Criterion, str] = {
    "domain_alignment": "fit to your job",
    "assessment_rigor": "being earned by exam",
    "portability": "counting elsewhere",
    "cme": "credit that counts for you",
}


def rank_order_centroid(n: int) -> tuple[float, ...]:
    """Return the centroid weights of n criteria in order of importance, adding up to 1.

    The weight at rank k is the mean of 1/k, 1/(k+1), …, 1/n: the centre of all weights
    that keep the order (Barron & Barrett 1996).

    Raises:
        ValueError: n is below 1.
    """
    if n < 1:
        raise ValueError("needs at least one criterion")
    # fsum, since sum rounds in another way from Python 3.12 on
    return tuple(fsum(1 / (n * rank) for rank in range(first, n + 1)) for first in range(1, n + 1))
