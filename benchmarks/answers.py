"""Whether what is shown as sure is so, over every combination of answers that the quiz offers.

``python benchmarks/answers.py`` prints what ``docs/answers.md`` says, in some minutes, and on
stderr how long it took. What is sure is held against ``raw_facts``, which reads prices, lengths,
credits and states again, without the scoring that is audited.

Budget, hours, pace, deadline and a required credit admit programs and do not order them; credit
that helps, situations and priority order those that are in. So each kind is ranked by itself,
and every pair of one and the other is put together without a ranking of its own. Where an order
is level, cost decides, which hours change: so it is told from what is in. A seeded sample of
combinations is ranked as a whole too, and must give the same.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import prod
from typing import Any, NamedTuple

from quiz_paths import values
from raw_facts import RawFacts

from certpick import Catalog, Profile, Standing, Verdict, load_catalog, rank, verdict
from certpick.explaining.notes import nothing_fits
from certpick.quiz.engine import Quiz, answered, table
from certpick.quiz.questions import HELD, NeededCredit

SHOWN = 5
SAMPLE = 300  # combinations that are ranked as a whole
EXACT = 9  # decimals in which sums of the same points in another order agree
MAXIMA = {"domain_alignment": 4, "assessment_rigor": 5, "portability": 4, "cme": 1}
# The centroid of all weights that keep an order of three (Barron & Barrett 1996).
CENTROID = (Fraction(11, 18), Fraction(5, 18), Fraction(2, 18))
CREDIT = Fraction(1, 5)  # of the whole, where it is wanted

Answers = dict[str, Any]

ROWS = {
    "budget": "over the budget, or not known to be within it",
    "hours": "over the hours a week, or not known to be within them",
    "weeks": "past the deadline, or not known to be in time",
    "credit": "without the required credit, or not known to grant it",
    "pacing": "of the other pace, or of an unknown one",
    "status": "retired, paused, announced, ended, or not known to be offered",
    "closed": "closed to the role, not for sale, or a part that nobody is known to sell alone",
}
SUMS = {
    "not adding up": "a score that is not the sum of its contributions and points",
    "not the first": "a verdict that picks another than the first",
    "not the first sure": "a verdict whose best that surely fits is another",
    "without a next step": "nothing to show, and no next step",
    "put together otherwise": "other than when ranked as a whole, of a sample",
}
# In percent, given as measured the same way on another chooser: the nearest rival.
RIVAL = {"budget": 20.2, "hours": 45.4, "weeks": 9.6}
EXCESS = {"budget": "over the budget", "hours": "over the hours", "weeks": "past the deadline"}
RESERVATIONS = {
    "start": "in time by its length, while nobody states when the next group starts",
    "high": "within the hours by the low end of what it asks for, not by the high end",
}


class Entrant(NamedTuple):
    """A program that the answers let in: its cost in USD, and what the facts say against it.

    ``faults`` are what it is not known to meet; ``excess`` is what it is known to exceed;
    ``reservations`` are what a reader should know of what is sure.
    """

    id: str
    sure: bool
    usd: float
    faults: frozenset[str]
    excess: frozenset[str]
    reservations: frozenset[str]


# What each program scores, and could score, by id, for answers that only order.
Order = Mapping[str, tuple[float, float]]


class Picks(NamedTuple):
    """The ids of a verdict's pick and of its best that surely fits."""

    first: str | None
    sure: str | None


class Outcome(NamedTuple):
    """What a combination of answers shows: the best five, and what a verdict must pick.

    ``counts`` and ``faults`` are what one such result adds to the tally.
    """

    shown: tuple[Entrant, ...]
    picks: Picks
    counts: Counter[str]
    faults: Counter[tuple[str, str]]


class Tally(NamedTuple):
    """What is counted, by name; ``faults`` of programs by where they stand and by what is so."""

    counts: Counter[str]
    faults: Counter[tuple[str, str]]

    @property
    def wrong(self) -> int:
        """How many faults there are of those that must not be."""
        counted = sum(times for (where, _), times in self.faults.items() if where != "reserved")
        return counted + sum(self.counts[name] for name in SUMS)


def offered(catalog: Catalog) -> dict[str, dict[str, list[Any]]]:
    """Return, by the role that is picked, the answers to each question of the quiz.

    Each role is asked for the credit that counts for it. What is held is typed.
    """
    begun = Quiz(catalog, Profile())
    return {
        role: {
            one.id: [role] if one.id == "role" else values(one)
            for one in table(answered(begun, "role", role)).values()
            if one.id != HELD.id
        }
        for role in catalog.roles.role_ids
    }


def profile_of(answers: Answers) -> Profile:
    """Return the profile that answers make; a skipped question says nothing."""
    said: dict[str, Any] = {}
    for name, value in answers.items():
        if isinstance(value, NeededCredit):
            said |= value._asdict()
        elif value not in (None, ()):
            said[name] = value
    return Profile(**said)


class Audit:
    """The audit of one catalogue; rankings are made once for all answers that they serve."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.answers = offered(catalog)
        self.tally = Tally(Counter(), Counter())
        self._raw = RawFacts(catalog)
        self._in: dict[tuple[Any, ...], tuple[Entrant, ...]] = {}
        self._orders: dict[tuple[Any, ...], Order] = {}
        self._outcomes: dict[tuple[int, int], Outcome] = {}
        self._verdicts: dict[tuple[Any, ...], Picks] = {}

    @cached_property
    def size(self) -> int:
        """How many combinations there are."""
        return sum(prod(map(len, each.values())) for each in self.answers.values())

    def combinations(self) -> Iterator[Answers]:
        """Yield every combination of answers."""
        for offered in self.answers.values():
            for each in product(*offered.values()):
                yield dict(zip(offered, each, strict=True))

    def sample(self, count: int) -> Iterator[Answers]:
        """Yield so many combinations, drawn evenly and the same every time."""
        chance = random.Random(7)  # noqa: S311  a fixed sample, not a secret
        for _ in range(count):
            offered = chance.choice(list(self.answers.values()))
            yield {name: chance.choice(each) for name, each in offered.items()}

    def count(self, every: Iterable[Answers]) -> Tally:
        """Count the faults of these combinations."""
        for answers in every:
            self._count(answers, self.outcome(answers))
        return self.tally

    def _count(self, answers: Answers, outcome: Outcome) -> None:
        self.tally.counts.update(outcome.counts)
        self.tally.faults.update(outcome.faults)
        given = self._verdict(answers, outcome.picks)
        self.tally.counts["not the first"] += given.first != outcome.picks.first
        self.tally.counts["not the first sure"] += given.sure != outcome.picks.sure

    def outcome(self, answers: Answers) -> Outcome:
        """Return what is shown, put together from who is in and from the order."""
        entrants, order = self.entrants(answers), self.order(answers)
        key = (id(entrants), id(order))
        if key not in self._outcomes:
            self._outcomes[key] = outcome_of(
                sorted(entrants, key=lambda one: (*order[one.id], one.usd, one.id))
            )
        return self._outcomes[key]

    def entrants(self, answers: Answers) -> tuple[Entrant, ...]:
        """Return who is in; situations matter only to a part that is advised in one."""
        advised = tuple(name for name in answers["situations"] if name in self._of_parts)
        asked = answers["cme"] == "required" or isinstance(answers["cme"], NeededCredit)
        required = answers["cme"] if asked else "no"
        names = ("role", "budget", "hours_per_week", "pacing", "weeks")
        said = {name: answers[name] for name in names} | {"cme": required, "situations": advised}
        key = tuple(said.values())
        if key not in self._in:
            profile = profile_of(said)
            self._in[key] = tuple(
                self.entrant(one, profile) for one in rank(self.catalog, profile).ranked
            )
        return self._in[key]

    @cached_property
    def _of_parts(self) -> frozenset[str | None]:
        entries = (one for program in self.catalog.programs for one in program.facts.audience)
        return frozenset(one.when for one in entries if one.part)

    def entrant(self, standing: Standing, profile: Profile) -> Entrant:
        """Return a ranked program with what the facts say against it."""
        program, part, usd = standing.program, standing.part, standing.cost.usd
        return Entrant(
            program.id,
            standing.fit == "sure",
            float("inf") if usd is None else usd,
            self._raw.not_known_to_fit(program, part, profile),
            self._raw.known_to_exceed(program, part, profile),
            self._raw.reservations(program, profile),
        )

    def order(self, answers: Answers) -> Order:
        """Return the scores for answers that order, each checked once to add up."""
        said = {name: answers[name] for name in ("role", "cme", "situations", "priority")}
        key = tuple(said.values())
        if key not in self._orders:
            ranked = rank(self.catalog, profile_of(said)).ranked
            weights = weights_of(said, self.catalog)
            for one in ranked:
                self.tally.counts["scores"] += 1
                self.tally.counts["not adding up"] += not adds_up(one, weights)
            self._orders[key] = {one.program.id: _key(one) for one in ranked}
        return self._orders[key]

    def _verdict(self, answers: Answers, expected: Picks) -> Picks:
        """Return a verdict's picks; one serves all answers alike but for who else is in."""
        names = ("role", "cme", "situations", "priority")
        key = (*(answers[name] for name in names), expected)
        if key not in self._verdicts or expected.first is None:
            given = verdict(rank(self.catalog, profile_of(answers)))
            told = (given.pick, given.best_sure)
            self._verdicts[key] = Picks(*(one.program.id if one else None for one in told))
            self.tally.counts["verdicts"] += 1
            self.tally.counts["without a next step"] += not has_next_step(given)
        return self._verdicts[key]

    def compare(self, every: Iterable[Answers]) -> None:
        """Count the combinations that, ranked as a whole, show something else."""
        for answers in every:
            self.tally.counts["ranked as a whole"] += 1
            self.tally.counts["put together otherwise"] += not self.agrees(answers)

    def agrees(self, answers: Answers) -> bool:
        """Return whether a combination, ranked as a whole, shows what was put together."""
        ranked = rank(self.catalog, profile_of(answers)).ranked
        mine = {one.id: one.sure for one in self.entrants(answers)}
        shown = [(one.id, one.sure, one.usd) for one in self.outcome(answers).shown]
        theirs = [self.entrant(one, profile_of(answers)) for one in ranked]
        return shown == [(one.id, one.sure, one.usd) for one in theirs[:SHOWN]] and mine == {
            one.id: one.sure for one in theirs
        }


def outcome_of(ranked: Sequence[Entrant]) -> Outcome:
    """Return what a ranking shows, and what it adds to the tally."""
    shown, sure = ranked[:SHOWN], [one for one in ranked if one.sure]
    counts = {
        "combinations": 1,
        "nothing ranked": not ranked,
        "nothing sure": not sure,
        "shown": len(shown),
        "shown sure": sum(one.sure for one in shown),
        "ranked sure": len(sure),
    }
    faults = [("exceeding", name) for one in shown for name in one.excess]
    faults += [("shown", name) for one in shown if one.sure for name in one.faults]
    faults += [("ranked", name) for one in sure for name in one.faults]
    faults += [("reserved", name) for one in shown if one.sure for name in one.reservations]
    picks = Picks(*(next((one.id for one in many), None) for many in (ranked, sure)))
    return Outcome(tuple(shown), picks, +Counter(counts), Counter(faults))


def _key(standing: Standing) -> tuple[float, float]:
    return -round(standing.score, EXACT), -round(standing.score_high, EXACT)


def weights_of(answers: Answers, catalog: Catalog) -> dict[str, Fraction]:
    """Return the weight of each criterion, from the order of importance alone."""
    names = [name for name in MAXIMA if name != "cme"]
    first = list(answers["priority"] or ())
    order = [*first, *(name for name in names if name not in first)]
    weights = dict(zip(order, CENTROID, strict=True))
    usual = catalog.roles.role(answers["role"]).cme
    if (answers["cme"] or usual) == "no":
        return weights
    return {**{name: one * (1 - CREDIT) for name, one in weights.items()}, "cme": CREDIT}


def adds_up(standing: Standing, weights: Mapping[str, Fraction]) -> bool:
    """Return whether contributions, and the points of the items, make the score."""
    points = {
        str(name): sum(Fraction(str(round(item.points, EXACT))) for item in rating.items)
        for name, rating in standing.ratings.items()
    }
    by_hand = sum(100 * weights[name] * points[name] / MAXIMA[name] for name in weights)
    sums = (sum(standing.contributions.values()), float(by_hand))
    same = all(abs(one - standing.score) < 10.0 ** (3 - EXACT) for one in sums)
    return same and set(standing.contributions) == set(weights)


def has_next_step(given: Verdict) -> bool:
    """Return whether something is shown, or else what comes nearest and what would let it in."""
    if given.pick is not None:
        return True
    return given.nearest is not None and any(nothing_fits(given.ranking))


def percent(count: int, whole: int) -> str:
    """Return a share in percent with one decimal, as the rival's is given."""
    return f"{100 * count / whole:.1f} %"


def catalog_line(catalog: Catalog) -> str:
    """Return which catalogue was audited."""
    programs = f"{len(catalog.programs)} programs of {catalog.as_of}"
    return f"{programs}, sha256 {catalog.sha256[:12]}"


def lines(audit: Audit) -> Iterator[str]:
    """Yield what the page says, in Markdown."""
    counts, faults = audit.tally
    every = list(audit.answers.values())
    sizes = f"{len(every)} (role) × " + " × ".join(
        f"{_span(len(each[name]) for each in every)} ({NAMES[name]})"
        for name in every[0]
        if name != "role"
    )
    yield f"{counts['combinations']:,} of {audit.size:,} combinations of answers: {sizes};"
    yield f"{catalog_line(audit.catalog)}."
    for part in (_wrongly_sure, _contradictions, _exceeding, _reserved):
        yield ""
        yield from part(counts, faults)


def _span(sizes: Iterable[int]) -> str:
    known = sorted(set(sizes))
    return str(known[0]) if len(known) == 1 else f"{known[0]} to {known[-1]}"


NAMES = {
    "budget": "budget", "hours_per_week": "hours", "cme": "credit",
    "situations": "situations", "priority": "priority", "pacing": "pace", "weeks": "deadline",
}  # fmt: skip
Faults = Counter[tuple[str, str]]


def _wrongly_sure(counts: Counter[str], faults: Faults) -> Iterator[str]:
    yield "| shown as sure, but by the facts | among the five shown | among all ranked |"
    yield "|---|---:|---:|"
    for name, words in ROWS.items():
        yield f"| {words} | {faults['shown', name]:,} | {faults['ranked', name]:,} |"
    yield f"| *of so many that are sure* | {counts['shown sure']:,} | {counts['ranked sure']:,} |"


def _contradictions(counts: Counter[str], _faults: Faults) -> Iterator[str]:
    yield "| answers that lead to | times | of |"
    yield "|---|---:|---:|"
    whole = {"not adding up": "scores", "put together otherwise": "ranked as a whole"}
    for name, words in SUMS.items():
        yield f"| {words} | {counts[name]:,} | {counts[whole.get(name, 'combinations')]:,} |"


def _exceeding(counts: Counter[str], faults: Faults) -> Iterator[str]:
    shown = counts["shown"]
    yield f"| of {shown:,} shown, sure or maybe, by what is known | here | nearest rival |"
    yield "|---|---:|---:|"
    for name, words in EXCESS.items():
        times = faults["exceeding", name]
        yield f"| {words} | {times:,} ({percent(times, shown)}) | {RIVAL[name]} % |"


def _reserved(counts: Counter[str], faults: Faults) -> Iterator[str]:
    yield "| to know of what is sure | times | of |"
    yield "|---|---:|---:|"
    for name, words in RESERVATIONS.items():
        yield f"| {words} | {faults['reserved', name]:,} | {counts['shown sure']:,} |"
    nothing, every = counts["nothing sure"], counts["combinations"]
    yield f"| answers for which nothing is sure | {nothing:,} | {every:,} |"


def main() -> None:
    """Print what the page says."""
    start = time.perf_counter()
    audit = Audit(load_catalog())
    audit.count(audit.combinations())
    audit.compare(audit.sample(SAMPLE))
    print("\n".join(lines(audit)))
    print(f"{time.perf_counter() - start:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
