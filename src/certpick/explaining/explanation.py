"""Why a program stands where it does, and what would change it."""

from typing import NamedTuple

from certpick.catalog.model import Program
from certpick.errors import check_kind
from certpick.explaining.robustness import Firmness, Robustness, best_for, leads_between
from certpick.profile.criteria import GUIDE_CRITERIA, Criterion
from certpick.scoring.ranking import LEVEL, Ranking, RuledOut, Standing
from certpick.scoring.rubric import Item, Rating, contribution
from certpick.text import repr_html


class Contribution(NamedTuple):
    """What one criterion adds to the score: weight x points / max x 100."""

    rating: Rating
    weight: float
    points: float


class Gap(NamedTuple):
    """The score less another program's, criterion by criterion; the parts add up to it.

    ``enough`` names the fewest criteria whose lead outweighs everything in which the
    leading one of the two is behind.
    """

    other: Standing
    parts: dict[Criterion, float]
    enough: tuple[Criterion, ...]

    @property
    def total(self) -> float:
        """The whole gap; positive where the program is ahead."""
        return sum(self.parts.values())


class Lift(NamedTuple):
    """An open item, and the score and place that the program would have if it were shown."""

    item: Item
    criterion: Criterion
    score: float
    place: int


class Lead(NamedTuple):
    """Where a program comes first: its firmness, and the weights at which it leads.

    ``percent`` is its first-choice share in words. ``intervals`` holds (low, high) for each
    guide criterion, the others keeping their proportions, None where no weight of it alone
    does; ``ideal`` is the central weights, None where it leads at most in a tie. What CME
    weighs is left out of both.
    """

    firm: Firmness
    percent: str
    intervals: dict[Criterion, tuple[float, float] | None]
    ideal: dict[Criterion, float] | None


class Explanation(NamedTuple):
    """Everything about one program in one ranking.

    ``place`` counts from 1 and is None where it is ruled out. ``contributions`` add up to the
    score; ``above`` and ``below`` are the neighbours in the ranking, ``lifts`` what each open
    item would do, the greatest first.
    """

    ranking: Ranking
    standing: Standing
    place: int | None
    contributions: tuple[Contribution, ...]
    above: Gap | None
    below: Gap | None
    lifts: tuple[Lift, ...]
    lead: Lead | None
    ruled_out: RuledOut | None

    def _repr_html_(self) -> str:
        """Return it as a notebook shows it."""
        return repr_html(self)

    def __repr__(self) -> str:
        """Return which program it is, for whom, and its place."""
        whole = len(self.ranking.ranked)
        place = f"number {self.place} of {whole}" if self.place else "ruled out"
        program, role = self.standing.program.id, self.ranking.applicant.role.id
        return f"<Explanation of {program} for {role}: {place}>"


def explain(
    ranking: Ranking, program: Program | str, robustness: Robustness | None = None
) -> Explanation:
    """Return why a program of the ranking's catalogue stands where it does.

    ``program`` may be an id or an unambiguous part of a name. ``robustness`` is that of the
    ranking, where the caller has it already.

    Raises:
        UsageError: the catalogue has no such program, or the text can mean several.
    """
    check_kind(Ranking, ranking=ranking)
    standing, place, ruled_out = ranking.find(program)
    contributions = tuple(
        Contribution(standing.ratings[name], ranking.applicant.weights[name], points)
        for name, points in standing.contributions.items()
    )
    if place is None:
        return Explanation(ranking, standing, None, contributions, None, None, (), None, ruled_out)
    above = ranking.ranked[place - 1] if place else None
    below = next(iter(ranking.ranked[place + 1 :]), None)
    return Explanation(
        ranking=ranking,
        standing=standing,
        place=place + 1,
        contributions=contributions,
        above=_gap(standing, above) if above else None,
        below=_gap(standing, below) if below else None,
        lifts=_lifts(ranking, standing, place),
        lead=_lead(robustness or Robustness(ranking), place),
        ruled_out=None,
    )


def _gap(standing: Standing, other: Standing) -> Gap:
    theirs = other.contributions
    parts = {name: points - theirs[name] for name, points in standing.contributions.items()}
    return Gap(other, parts, _enough(parts))


def _enough(parts: dict[Criterion, float]) -> tuple[Criterion, ...]:
    """Return the fewest criteria whose lead outweighs all that is behind, the largest first."""
    if abs(sum(parts.values())) < LEVEL:
        return ()
    sign = 1 if sum(parts.values()) > 0 else -1
    leads = sorted(parts, key=lambda name: -sign * parts[name])
    behind = -sum(sign * part for part in parts.values() if sign * part < 0)
    chosen: list[Criterion] = []
    lead = 0.0
    for name in leads:
        if lead > behind or sign * parts[name] <= 0:
            break
        chosen.append(name)
        lead += sign * parts[name]
    return tuple(chosen)


def _lifts(ranking: Ranking, standing: Standing, place: int) -> tuple[Lift, ...]:
    """Return what each open item would do, the greatest lift first."""
    found = []
    for name, rating in standing.ratings.items():
        weight = ranking.applicant.weights[name]
        for item in rating.items:
            if item.open and weight:
                lifted = standing.score + contribution(weight, item.open / rating.max)
                found.append(Lift(item, name, lifted, _place_with(ranking, place, lifted)))
    return tuple(sorted(found, key=lambda lift: -lift.score))


def _place_with(ranking: Ranking, place: int, lifted: float) -> int:
    """Return the place of a program with another score; who is level with it stays above."""
    ahead = ranking.ranked[:place]
    return 1 + sum(one.score >= lifted - LEVEL for one in ahead)


def _lead(robustness: Robustness, place: int) -> Lead:
    ranking = robustness.ranking
    left = 1 - ranking.applicant.weights.get("cme", 0.0)
    ideal = best_for(ranking, place)
    intervals = zip(GUIDE_CRITERIA, leads_between(ranking, place), strict=True)
    return Lead(
        robustness.firmness[place],
        robustness.percentages[place],
        {name: (left * one[0], left * one[1]) if one else None for name, one in intervals},
        dict(zip(GUIDE_CRITERIA, (left * part for part in ideal), strict=True)) if ideal else None,
    )
