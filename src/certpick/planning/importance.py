"""In which order to ask: what can change the user's decision stands first."""

from collections.abc import Mapping
from typing import NamedTuple

from certpick.explain.asking import NEEDS, settled_by
from certpick.explain.confirmation import chance_of, confirmation_of, open_facts
from certpick.scoring.ranking import LEVEL, Ranking, Standing
from certpick.scoring.rubric import contribution

_CREDIT, _PROGRAMMING = "ce_credit", "programming_required"


class Importance(NamedTuple):
    """What decides how soon a fact of a program is asked about.

    ``needed`` leave it open whether the program fits, ``decisive`` which program is first.
    ``swings`` is how much of the score of 100 an answer can change, ``priced`` whether the
    cost is known, ``terms`` what anybody settles before paying, the first of it first.
    """

    needed: list[str]
    decisive: frozenset[str]
    swings: Mapping[str, float]
    priced: bool
    terms: list[str]

    def of(self, about: str) -> tuple[int, float]:
        """Return the place of a question about a fact: the kind of reason, then how much."""
        swing = -self.swings.get(about, 0.0)
        if about in self.needed:
            return 0, self.needed.index(about)
        if about == "price" and not self.priced:
            return 1, 0
        if about in self.decisive:
            return 2, swing
        if about == _PROGRAMMING:
            return 5, 0
        return (3, self.terms.index(about)) if about in self.terms else (4, swing)


def importance(ranking: Ranking, standing: Standing) -> Importance:
    """Return what decides the order of the questions on a program.

    Credit that is wanted stands before all else that is as open.
    """
    open_needs = (settled_by(need, standing) for need in standing.unknown)
    needed = list(dict.fromkeys(fact for fact in open_needs if fact))
    needed.sort(key=lambda fact: fact != _CREDIT)
    swings = _swings(standing)
    decisive, priced = _decisive(ranking, standing, swings), standing.cost.usd is not None
    wanted = [] if standing.applicant.cme == "no" else [_CREDIT]
    return Importance(needed, decisive, swings, priced, [*wanted, *NEEDS])


def _swings(standing: Standing) -> dict[str, float]:
    """Return what an answer on each fact can add to the score, or take from it."""
    swings = {one.fact: one.lift for one in open_facts(standing)}
    for name, rating in standing.ratings.items():
        weight = standing.applicant.weights[name]
        for item in rating.items:
            if item.disputed or standing.own_claim(*item.basis):
                fact, shown = item.rule.fact, contribution(weight, item.points / rating.max)
                swings[fact] = swings.get(fact, 0.0) + shown
    return swings


def _decisive(ranking: Ranking, standing: Standing, swings: Mapping[str, float]) -> frozenset[str]:
    """Return the facts on which it rests whether the program is the first of the ranking.

    Of the first, any whose points are in doubt and are more than its lead; of another, the
    fewest that would put it first.
    """
    first, *others = ranking.ranked or (standing,)
    if standing is first:
        lead = first.score - others[0].score if others else 100.0
        lifts = {one.fact: one.lift for one in open_facts(standing)}
        return frozenset(
            fact for fact, swing in swings.items() if swing - lifts.get(fact, 0.0) > lead + LEVEL
        )
    chance = chance_of(first, standing)
    return frozenset(one.fact for one in confirmation_of(chance).facts) if chance else frozenset()
