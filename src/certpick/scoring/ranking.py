"""The result: who is in, in which order, and who is ruled out and why."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Literal, NamedTuple

from certpick.catalog.dates import plain_day
from certpick.catalog.facts import Part, Sourced
from certpick.catalog.model import Catalog, Program, Source
from certpick.errors import UsageError, check_kind
from certpick.profile.criteria import Criterion
from certpick.profile.profile import Applicant, Evidence, Profile, applicant_for
from certpick.scoring.needs import Fit, Need, NeedKind, needs, rules, taken_alone, unmet
from certpick.scoring.rubric import (
    Item,
    Rating,
    audience_entries,
    contribution,
    on_evidence,
    own_claim,
    rate,
    rival_claim,
)
from certpick.scoring.terms import (
    Cost,
    cost,
    finishing_weeks,
    least_weeks,
    only_part,
    unknown_last,
    waits_for_hours,
)
from certpick.text import number, repr_html, shown

USUAL_TOP = 5  # how many programs a person is shown: what fits a screen
# Scores that differ by less are level: they are sums of the same points in another order.
_DECIMALS = 9
LEVEL = 10.0**-_DECIMALS


@dataclass(frozen=True, eq=False, repr=False)
class Standing:
    """One program in the ranking. Scores run from 0 to 100.

    ``score`` counts the points shown; ``score_high`` adds the open ones. Everything else
    is derived when it is asked for, so that a ranking of many programs stays small. ``cost``
    is in US dollars, ``weeks`` in weeks of the applicant's hours; None is unknown.
    ``part`` is set where the whole fails a need and the part that a source advises does not;
    needs, cost and weeks are then those of the part.
    """

    program: Program
    score: float
    score_high: float
    applicant: Applicant
    sources: Mapping[str, Source]
    part: Part | None = None

    def __repr__(self) -> str:
        """Return which program it is, for whom, and its score."""
        score = f"score {number(self.score)} to {number(self.score_high)}"
        return f"<Standing of {self.program.id} for {self.applicant.role.id}: {score}>"

    @cached_property
    def taken(self) -> Program:
        """What the applicant would take: the program, or the one part of it that is advised."""
        return only_part(self.program, self.part) if self.part else self.program

    @cached_property
    def ratings(self) -> Mapping[Criterion, Rating]:
        """The rating on each criterion that counts."""
        return {
            name: rate(name, self.program, self.applicant, self.sources)
            for name in self.applicant.weights
        }

    @property
    def contributions(self) -> Mapping[Criterion, float]:
        """What each criterion adds to the score; together they are the score."""
        weights = self.applicant.weights
        return {name: contribution(weights[name], one.share) for name, one in self.ratings.items()}

    @cached_property
    def needs(self) -> list[Need]:
        """How it meets each need of the applicant and each rule in doubt: ok or unknown."""
        held, met = self._judged
        doubts = [rule for rule in held if rule.state == "unknown"]
        return [*met, *doubts, *taken_alone(self.part)]

    @cached_property
    def unmet(self) -> tuple[Need, ...]:
        """The needs and rules that rule it out; nothing where it is ranked."""
        return _unmet(*self._judged, self.applicant)

    @cached_property
    def _judged(self) -> tuple[list[Need], list[Need]]:
        return rules(self.taken, self.applicant), needs(self.taken, self.applicant)

    @cached_property
    def unknown(self) -> tuple[Need, ...]:
        """The needs and rules that nobody can tell it meets, or on which sources disagree."""
        return tuple(need for need in self.needs if need.state == "unknown")

    @property
    def fit(self) -> Fit:
        """Whether it fits what the applicant said.

        ``sure`` where every need that was said is known to hold and nothing speaks against its
        being offered; ``maybe`` where one is unknown or disputed; ``no`` where it is ruled out.
        """
        if self.unmet:
            return "no"
        return "maybe" if self.unknown else "sure"

    @cached_property
    def cost(self) -> Cost:
        """What the whole program costs the applicant."""
        return cost(self.taken, self.applicant)

    @property
    def weeks(self) -> float | None:
        """The weeks until the applicant is done, None where it cannot be told."""
        return finishing_weeks(self.taken, self.applicant.profile.hours_per_week)

    @property
    def confirm(self) -> tuple[str, ...]:
        """What is unknown: the user's own needs first, then price, length, open items."""
        names = [one.rule.confirm for one in self._items() if one.open or one.disputed]
        return tuple(dict.fromkeys((*self.terms, *names)))

    @property
    def terms(self) -> tuple[str, ...]:
        """What is unknown of the terms: the user's own needs first, then price and length."""
        names = [need.kind.unknown for need in self.unknown]
        facts, cost = self.taken.facts, self.cost
        if cost.usd is None or _disputed(facts.price):
            names.append(NeedKind.BUDGET.unknown)
        if self.weeks is None or _disputed(facts.weeks) or _disputed(facts.total_hours):
            names.append(NeedKind.WEEKS.unknown)
        if waits_for_hours(self.taken, self.applicant.profile.hours_per_week):
            mine = {NeedKind.WEEKS.unknown}
            mine |= {NeedKind.BUDGET.unknown} if cost.at_least else set()
            names = ["your hours a week", *(name for name in names if name not in mine)]
        if facts.countries and facts.countries.value and not self.applicant.profile.country:
            names.append("whether it is open in your country")
        return tuple(dict.fromkeys(names))

    @property
    def own_claim_points(self) -> float:
        """The points, shown or left open, that rest on nobody but the provider's side."""
        return sum(item.points or item.open for item in self._items() if self.is_claimed(item))

    @property
    def rival_claim_points(self) -> float:
        """The points that are not shown because nobody but rivals denies them."""
        return sum(item.rule.max for item in self._items() if self.is_denied(item))

    def _items(self) -> Iterator[Item]:
        for rating in self.ratings.values():
            yield from rating.items

    def own_claim(self, *basis: Sourced) -> bool:
        """Return whether nobody but the provider, or who promotes it, states these facts."""
        return own_claim(basis, self.program.provider, self.sources)

    def rival_claim(self, *basis: Sourced) -> bool:
        """Return whether nobody but sources that promote other providers states these facts."""
        return rival_claim(basis, self.program.provider, self.sources)

    def is_claimed(self, item: Item) -> bool:
        """Return whether points that are shown or open rest on nobody but the provider."""
        return item.state != "absent" and self.own_claim(*item.basis)

    def is_denied(self, item: Item) -> bool:
        """Return whether there are no points because nobody but rivals says so."""
        return not item.points and self.rival_claim(*item.basis)


def _disputed(fact: Sourced | None) -> bool:
    return bool(fact and fact.conflicts)


class RuledOut(NamedTuple):
    """A program that fails a need, with every reason."""

    program: Program
    reasons: tuple[Need, ...]

    def __repr__(self) -> str:
        """Return which program it is, and the needs that it fails."""
        return f"<RuledOut {self.program.id}: {', '.join(one.kind for one in self.reasons)}>"

    @property
    def included(self) -> bool:
        """Whether it meets the rules for everybody, so that a change of needs lets it in."""
        return not any(reason.kind.is_rule for reason in self.reasons)


class Found(NamedTuple):
    """How one program of the catalogue stands: its place from 0, or why it is ruled out."""

    standing: Standing
    place: int | None
    ruled_out: RuledOut | None


@dataclass(frozen=True, repr=False)
class Ranking:
    """The ranked programs, the best first, and the ruled-out ones, the closest first.

    ``applicant`` is the profile as it was read, with every default that was assumed.
    """

    catalog: Catalog
    applicant: Applicant
    ranked: tuple[Standing, ...]
    ruled_out: tuple[RuledOut, ...]

    def _repr_html_(self) -> str:
        """Return it as a notebook shows it."""
        return repr_html(self)

    def __repr__(self) -> str:
        """Return for whom it is, how many it holds, and which comes first."""
        best = self.ranked[:1]
        first = "; first {0.program.id}, score {0.score:.0f}".format(*best) if best else ""
        counts = f"{len(self.ranked)} ranked, {len(self.ruled_out)} ruled out"
        return f"<Ranking for {self.applicant.role.id}: {counts}{first}>"

    def find(self, program: Program | str) -> Found:
        """Return how a program of the ranking's catalogue stands; a text is an id or a name.

        Raises:
            UsageError: the catalogue does not hold it, or the text can mean several.
        """
        if not isinstance(program, Program):
            program = self.catalog.find(program)
        place = self._places.get(program.id)
        if place is not None:
            return Found(self.ranked[place], place, None)
        ruled_out = self._turned_away.get(program.id)
        if ruled_out is None:
            message = f"the catalogue of this ranking has no program {shown(program.id)!r}"
            raise UsageError(message, code="program_unknown")
        return Found(standing_of(program, self.applicant, self.catalog.sources), None, ruled_out)

    @cached_property
    def _places(self) -> dict[str, int]:
        places: dict[str, int] = {}
        for place, one in enumerate(self.ranked):
            places.setdefault(one.program.id, place)  # of namesakes in memory, the first
        return places

    @cached_property
    def _turned_away(self) -> dict[str, RuledOut]:
        return {one.program.id: one for one in self.ruled_out}


# What cost, time and needs are told from, besides the facts that items rest on.
_NEED_FACTS = ("price", "courses", "weeks", "hours_per_week", "total_hours", "pacing")


def facts_behind(standing: Standing) -> Iterator[Sourced]:
    """Yield the facts that a program's ratings, cost and time rest on; some may come twice."""
    for rating in standing.ratings.values():
        for item in rating.items:
            yield from item.basis
    for name in _NEED_FACTS:
        if fact := getattr(standing.program.facts, name):
            yield fact


def rank(catalog: Catalog, profile: Profile, today: date | None = None) -> Ranking:
    """Rank a catalogue's programs for a profile.

    A program's score from 0 to 100 is the weighted sum of what its facts show on each criterion
    (an additive value model with the weights of Barron and Barrett 1996, unless the profile has
    its own). It depends on that program and the profile alone, so adding or removing another
    never changes it, nor the order of the rest. Ties go to the higher ``score_high``, then the
    lower known cost, then the id. ``today`` is the day on which sessions, credits and states are
    judged, where it is not the catalogue's; with the current one, the ranking is the command's.

    Raises:
        UsageError: the profile has no role, its role, a situation, a credit or a held program
            is unknown, a weight contradicts its need of credit, or an argument is of another
            kind.
    """
    check_kind(Catalog, catalog=catalog)
    check_kind(Profile, profile=profile)
    if today is not None:
        catalog = replace(catalog, today=plain_day(today, "today"))
    applicant = applicant_for(profile, catalog)
    return ranking_of(catalog, applicant, lambda one: score(one, applicant, catalog.sources))


def ranking_of(
    catalog: Catalog, applicant: Applicant, score_of: Callable[[Program], tuple[float, float]]
) -> Ranking:
    """Return the ranking for an applicant whose scores ``score_of`` gives, as ``score`` does."""
    standings: list[Standing] = []
    ruled_out: list[RuledOut] = []
    for program in catalog.programs:
        reasons, part = admission(program, applicant)
        if reasons:
            ruled_out.append(RuledOut(program, reasons))
        else:
            scores = score_of(program)
            standings.append(Standing(program, *scores, applicant, catalog.sources, part))
    ruled_out.sort(key=_closeness)
    return Ranking(catalog, applicant, _in_order(standings), tuple(ruled_out))


def on_other_evidence(ranking: Ranking, evidence: Evidence) -> Ranking:
    """Return the ranking that ``rank`` gives on this evidence, all else being the same.

    Evidence moves points only. No need rests on it, so the same programs are in.
    """
    profile = ranking.applicant.profile.model_copy(update={"evidence": evidence})
    applicant = ranking.applicant._replace(profile=profile)
    standings = [_on_evidence(one, applicant) for one in ranking.ranked]
    return Ranking(ranking.catalog, applicant, _in_order(standings), ranking.ruled_out)


def _on_evidence(standing: Standing, applicant: Applicant) -> Standing:
    program = standing.program
    ratings = {
        name: on_evidence(one, program, applicant, standing.sources)
        for name, one in standing.ratings.items()
    }
    same = all(one is standing.ratings[name] for name, one in ratings.items())
    shown, high = (standing.score, standing.score_high) if same else _scores(ratings, applicant)
    found = Standing.__new__(Standing)
    # A copy: what is worked out already, such as cost and needs, rests on no evidence.
    vars(found).update(vars(standing))
    vars(found).update(applicant=applicant, ratings=ratings, score=shown, score_high=high)
    return found


def _in_order(standings: list[Standing]) -> tuple[Standing, ...]:
    """Return standings, the best first; what a program costs is worked out for ties alone."""
    keyed = sorted(((_by_score(one), place) for place, one in enumerate(standings)))
    found: list[Standing] = []
    for _, group in groupby(keyed, key=itemgetter(0)):
        level = [standings[place] for _, place in group]
        found += sorted(level, key=order) if len(level) > 1 else level
    return tuple(found)


class Admission(NamedTuple):
    """Why a program is ruled out; nothing, and perhaps the only part of it that fits."""

    reasons: tuple[Need, ...]
    part: Part | None


def admission(program: Program, applicant: Applicant) -> Admission:
    """Return whether a program, or the part of it that a source advises, fits an applicant."""
    reasons = failing(program, applicant)
    for part in advised_parts(program, applicant) if reasons else ():
        if not failing(only_part(program, part), applicant):
            return Admission((), part)
    return Admission(reasons, None)


def failing(program: Program, applicant: Applicant) -> tuple[Need, ...]:
    """Return the rules and needs that rule a program out; to the strict, an unknown need does."""
    return _unmet(rules(program, applicant), needs(program, applicant), applicant)


def _unmet(held: list[Need], met: list[Need], applicant: Applicant) -> tuple[Need, ...]:
    broken = [rule for rule in held if rule.state == "fails"]
    return (*broken, *unmet(met, applicant))


def advised_parts(program: Program, applicant: Applicant) -> list[Part]:
    """Return the parts of the program that a source advises for the applicant."""
    if not program.facts.parts:
        return []
    advised = {entry.part for entry in audience_entries(program.facts, applicant)}
    return [part for part in program.facts.parts if part.id in advised]


def standing_of(program: Program, applicant: Applicant, sources: Mapping[str, Source]) -> Standing:
    """Return how a program stands for an applicant, whether or not it meets the needs."""
    return Standing(program, *score(program, applicant, sources), applicant, sources)


def score(
    program: Program, applicant: Applicant, sources: Mapping[str, Source]
) -> tuple[float, float]:
    """Return a program's score, and what it would be with every open point shown."""
    ratings = {name: rate(name, program, applicant, sources) for name in applicant.weights}
    return _scores(ratings, applicant)


def _scores(ratings: Mapping[Criterion, Rating], applicant: Applicant) -> tuple[float, float]:
    shown = opened = 0.0
    for criterion, weight in applicant.weights.items():
        rating = ratings[criterion]
        shown += contribution(weight, rating.share)
        opened += contribution(weight, rating.share_open)
    return shown, shown + opened


def leveled(score: float) -> float:
    """Return a score such that those that are level are equal."""
    return round(score, _DECIMALS)


def order(standing: Standing) -> tuple[float, float, float, str]:
    """Return the key that sorts standings, the best first."""
    usd = standing.cost.usd
    return (
        *_by_score(standing),
        usd if usd is not None else float("inf"),
        standing.program.id,
    )


def _by_score(standing: Standing) -> tuple[float, float]:
    return -leveled(standing.score), -leveled(standing.score_high)


class Place(NamedTuple):
    """A ranked program with its number in the order of scores, from 1."""

    number: int
    standing: Standing


Sort = Literal["score", "fit", "cost", "time"]
_SORT_KEYS: dict[Sort, Callable[[Standing], tuple[bool, float]]] = {
    "score": lambda _: (False, 0.0),
    "fit": lambda one: (one.fit != "sure", 0.0),
    "cost": lambda one: unknown_last(one.cost.known_least),
    "time": lambda one: unknown_last(least_weeks(one.taken, one.weeks)),
}


def places(ranking: Ranking, sort: Sort = "score", top: int | None = None) -> list[Place]:
    """Return the ranked programs in the order that is asked for, the unknown last.

    ``top`` keeps that many, the first of that order; of equals the higher score comes first.
    """
    key = _SORT_KEYS[sort]
    found = [Place(number, one) for number, one in enumerate(ranking.ranked, start=1)]
    return sorted(found, key=lambda place: key(place.standing))[:top]


def _closeness(ruled_out: RuledOut) -> tuple[bool, int, float, str]:
    reasons = ruled_out.reasons
    gap = sum(reason.gap for reason in reasons)
    return (not ruled_out.included, len(reasons), gap, ruled_out.program.id)
