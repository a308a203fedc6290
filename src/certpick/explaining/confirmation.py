"""What is not known yet, and how little of it would put another program first."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from math import fsum
from typing import NamedTuple

from certpick.profile.profile import Applicant
from certpick.scoring.ranking import Ranking, Standing, leveled
from certpick.scoring.rubric import MAXIMA, RUBRIC, Item, contribution

FEW = 3  # more confirmations are too many to ask for


class OpenFact(NamedTuple):
    """A fact that would show a program's open points, were it known and good.

    ``items`` are the open items that it decides: two where one credit answers both whether
    there is any and whether it counts for the user, else one. ``lift`` is what all their open
    points add to a score of 100; a syllabus is one fact, and counts with every topic.
    """

    fact: str
    items: tuple[Item, ...]
    lift: float


class Confirmation(NamedTuple):
    """Facts of a rival that, all confirmed, put it above every score that is shown.

    ``score`` is the score that it would have, of 100.
    """

    rival: Standing
    facts: tuple[OpenFact, ...]
    score: float

    @property
    def size(self) -> tuple[int, float]:
        """How much must be confirmed: the number of facts, then the points that they add."""
        return len(self.facts), leveled(self.score - self.rival.score)


class Chance(NamedTuple):
    """A rival that can come first before ``first``: its open facts, and how many it takes.

    The facts that add most stand first.
    """

    first: Standing
    rival: Standing
    facts: list[OpenFact]
    least: int


def open_facts(standing: Standing) -> list[OpenFact]:
    """Return the facts that would add points to a program's score, in the rubric's order."""
    found: dict[str, OpenFact] = {}
    for name, rating in standing.ratings.items():
        weight = standing.applicant.weights[name]
        if not rating.open or not weight:
            continue
        for item in rating.items:
            if item.open:
                lift, fact = contribution(weight, item.open / rating.max), item.rule.fact
                both = found.get(fact)
                found[fact] = (
                    OpenFact(fact, (*both.items, item), both.lift + lift)
                    if both
                    else OpenFact(fact, (item,), lift)
                )
    return list(found.values())


def smallest_confirmation(ranking: Ranking) -> Confirmation | None:
    """Return the least that must be confirmed to put another program first, None if nothing can.

    Over all programs that are ranked it takes the fewest facts; of sets with equally many the
    one that adds the fewest points; of equals the rival that stands higher. The first keeps
    the score that it shows. No smaller set does it.
    """
    return smallest_of(nearest_chances(ranking))


def nearest_chances(ranking: Ranking) -> list[Chance]:
    """Return the rivals that come first with the fewest facts, by place."""
    found: list[Chance] = []
    most = _most(ranking.applicant)
    for rival in ranking.ranked[1:]:
        missing = ranking.ranked[0].score - rival.score
        if found and missing > most[found[0].least - 1]:
            break  # as few facts lift nobody from here on, who is further behind
        chance = chance_of(ranking.ranked[0], rival, found[0].least if found else None)
        if chance:
            found = [one for one in found if one.least == chance.least] + [chance]
    return found


def _most(applicant: Applicant) -> list[float]:
    """Return what one fact adds at most to a score, what two do, and so on."""
    lifts: dict[str, float] = {}
    for rule in RUBRIC:
        weight = applicant.weights.get(rule.criterion, 0.0)
        lift = contribution(weight, rule.max / MAXIMA[rule.criterion])
        lifts[rule.fact] = lifts.get(rule.fact, 0.0) + lift
    return list(accumulate(sorted(lifts.values(), reverse=True)))


def chance_of(first: Standing, rival: Standing, most: int | None = None) -> Chance | None:
    """Return a rival's chance to come first with ``most`` facts, or with all that are open."""
    if not _leads(rival.score_high, first):
        return None
    facts = sorted(open_facts(rival), key=_lift, reverse=True)
    if not _leads(_with(rival, facts[:most]), first):
        return None
    counts = range(1, len(facts) + 1)
    least = next(count for count in counts if _leads(_with(rival, facts[:count]), first))
    return Chance(first, rival, facts, least)


def smallest_of(chances: list[Chance]) -> Confirmation | None:
    """Return the smallest confirmation of rivals that need equally many facts."""
    best: Confirmation | None = None
    for chance in chances:
        missing = chance.first.score - chance.rival.score
        if best is None or missing < best.size[1]:
            found = confirmation_of(chance)
            best = found if best is None or found.size < best.size else best
    return best


def confirmation_of(chance: Chance) -> Confirmation:
    """Return as few of a rival's facts as lift it above the first, those that add least."""
    groups = [list(group) for _, group in groupby(chance.facts, key=_lift)]
    scores = ((_with(chance.rival, way), way) for way in _ways(groups, chance.least))
    enough = (one for one in scores if _leads(one[0], chance.first))
    score, way = min(enough, key=lambda one: one[0])
    in_order = tuple(one for one in open_facts(chance.rival) if one in way)
    return Confirmation(chance.rival, in_order, score)


def _with(rival: Standing, facts: Sequence[OpenFact]) -> float:
    """Return a rival's score with these facts shown, the same in whatever order they come."""
    return fsum((rival.score, *map(_lift, facts)))


def _leads(score: float, first: Standing) -> bool:
    return leveled(score) > leveled(first.score)


def _lift(fact: OpenFact) -> float:
    return fact.lift


def _ways(groups: list[list[OpenFact]], count: int) -> Iterator[tuple[OpenFact, ...]]:
    """Yield every way to take so many facts, where those of a group add the same."""
    if not count:
        yield ()
    elif groups:
        first, *rest = groups
        for taken in range(min(count, len(first)) + 1):
            for others in _ways(rest, count - taken):
                yield (*first[:taken], *others)
