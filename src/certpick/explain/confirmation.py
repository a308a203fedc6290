"""What is not known yet, and how little of it would put another program first."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import fsum
from typing import NamedTuple

from certpick.scoring.ranking import Ranking, Standing, leveled
from certpick.scoring.rubric import Item, contribution


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


class _Chance(NamedTuple):
    """A rival that can come first, its open facts by what they add, and how many it takes."""

    rival: Standing
    facts: list[OpenFact]
    least: int


def open_facts(standing: Standing) -> list[OpenFact]:
    """Return the facts that would add points to a program's score, in the rubric's order."""
    found: dict[str, OpenFact] = {}
    for name, rating in standing.ratings.items():
        weight = standing.applicant.weights[name]
        for item in rating.items:
            lift = contribution(weight, item.open / rating.max)
            if lift:
                fact = item.rule.fact
                before = found.get(fact)
                items = (*before.items, item) if before else (item,)
                found[fact] = OpenFact(fact, items, lift + before.lift if before else lift)
    return list(found.values())


def smallest_confirmation(ranking: Ranking) -> Confirmation | None:
    """Return the least that must be confirmed to put another program first, None if nothing can.

    Over all programs that are ranked it takes the fewest facts; of sets with equally many the
    one that adds the fewest points; of equals the rival that stands higher. The first keeps
    the score that it shows. No smaller set does it.
    """
    best: Confirmation | None = None
    for chance in _nearest_chances(ranking):
        missing = ranking.ranked[0].score - chance.rival.score
        if best is None or missing < best.size[1]:
            found = _least(ranking.ranked[0], chance)
            best = found if best is None or found.size < best.size else best
    return best


def fewest_confirmations(ranking: Ranking) -> Iterator[Confirmation]:
    """Yield each rival's smallest confirmation, where no rival needs fewer facts; by place."""
    for chance in _nearest_chances(ranking):
        yield _least(ranking.ranked[0], chance)


def _nearest_chances(ranking: Ranking) -> list[_Chance]:
    """Return the rivals that come first with the fewest facts, by place."""
    found = list(_chances(ranking))
    fewest = min((one.least for one in found), default=0)
    return [one for one in found if one.least == fewest]


def _chances(ranking: Ranking) -> Iterator[_Chance]:
    for rival in ranking.ranked[1:]:
        if not _leads(rival.score_high, ranking.ranked[0]):
            continue
        facts = sorted(open_facts(rival), key=_lift, reverse=True)
        counts = range(1, len(facts) + 1)
        enough = (n for n in counts if _leads(_with(rival, facts[:n]), ranking.ranked[0]))
        if count := next(enough, 0):
            yield _Chance(rival, facts, count)


def _with(rival: Standing, facts: Sequence[OpenFact]) -> float:
    """Return a rival's score with these facts shown, the same in whatever order they come."""
    return fsum((rival.score, *map(_lift, facts)))


def _leads(score: float, first: Standing) -> bool:
    return leveled(score) > leveled(first.score)


def _least(first: Standing, chance: _Chance) -> Confirmation:
    """Return so many of a rival's facts as it takes, those that add the fewest points."""
    groups = [list(group) for _, group in groupby(chance.facts, key=_lift)]
    scores = ((_with(chance.rival, way), way) for way in _ways(groups, chance.least))
    score, way = min((one for one in scores if _leads(one[0], first)), key=lambda one: one[0])
    in_order = tuple(one for one in open_facts(chance.rival) if one in way)
    return Confirmation(chance.rival, in_order, score)


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
