"""In which order to ask: what can change the user's decision stands first."""

import math
from collections.abc import Mapping
from typing import NamedTuple

from certpick.explaining.asking import NEEDS, settled_by
from certpick.explaining.confirmation import FEW, chance_of, confirmation_of, open_facts
from certpick.scoring.needs import NeedKind
from certpick.scoring.ranking import LEVEL, Ranking, Standing
from certpick.scoring.rubric import contribution


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
        if about == "programming_required":
            return 5, 0
        return (3, self.terms.index(about)) if about in self.terms else (4, swing)


def importance(ranking: Ranking, standing: Standing) -> Importance:
    """Return what decides the order of the questions on a program.

    Credit that is required stands before all else that is open, and then the rules for
    everybody, such as whether it is offered.
    """
    open_needs = sorted(
        standing.unknown, key=lambda need: (need.kind is not NeedKind.CME, not need.kind.is_rule)
    )
    about = (settled_by(need, standing) for need in open_needs)
    needed = list(dict.fromkeys(fact for fact in about if fact))
    risks = _risks(standing)
    lifts = {one.fact: one.lift for one in open_facts(standing)}
    swings = {fact: lifts.get(fact, 0.0) + risks.get(fact, 0.0) for fact in {**lifts, **risks}}
    return Importance(
        needed=needed,
        decisive=_decisive(ranking, standing, risks),
        swings=swings,
        priced=standing.cost.usd is not None,
        terms=[*([] if standing.applicant.cme == "no" else ["ce_credit"]), *NEEDS],
    )


def _risks(standing: Standing) -> dict[str, float]:
    """Return the points of the score that rest on what is disputed or only claimed, by fact."""
    risks: dict[str, float] = {}
    for name, rating in standing.ratings.items():
        weight = standing.applicant.weights[name]
        for item in rating.items:
            if item.points and (item.disputed or standing.own_claim(*item.basis)):
                fact, points = item.rule.fact, contribution(weight, item.points / rating.max)
                risks[fact] = risks.get(fact, 0.0) + points
    return risks


def _decisive(ranking: Ranking, standing: Standing, risks: Mapping[str, float]) -> frozenset[str]:
    """Return the facts on which it rests whether the program is the first of the ranking.

    Of the first, any that puts more points at risk than its lead; of another, the fewest
    that would put it first, where they are few.
    """
    first, *others = ranking.ranked or (standing,)
    if standing is first:
        lead = first.score - others[0].score if others else math.inf
        return frozenset(fact for fact, points in risks.items() if points > lead + LEVEL)
    chance = chance_of(first, standing)
    few = confirmation_of(chance).facts if chance and chance.least <= FEW else ()
    return frozenset(one.fact for one in few)
