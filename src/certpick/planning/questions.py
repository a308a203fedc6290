"""What to ask the provider before paying: every unknown, claim and dispute that matters."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from certpick.catalog.fact_text import fact_text, on_date
from certpick.catalog.facts import Dates, Fact, Sourced, TopicEntry
from certpick.catalog.freshness import checked, is_stale
from certpick.catalog.in_force import passed, why_none_granted
from certpick.catalog.roles import RoleBook
from certpick.explaining.asking import (
    has_fee,
    question_about,
    settled_by,
    topic_words,
    topics_left,
    topics_listed,
)
from certpick.planning.importance import importance
from certpick.scoring.ranking import Ranking, Standing
from certpick.scoring.rubric import Item
from certpick.scoring.terms import (
    is_self_paced,
    stated_weeks,
    waits_for_hours,
    weekly_load,
    workload,
)
from certpick.text import capitalized

# What a claim comes to where the question is not whether but who.
_SAID_OF_WHO: dict[str, str] = {
    "audience": "for your role",
    "recognized": "recognised",
    "international": "recognised in other countries",
}


class Question(NamedTuple):
    """What to ask, about which fact, why, and the source that leaves it in doubt, if any.

    ``why`` is None where nobody states the fact.
    """

    about: str
    question: str
    why: str | None
    source: str | None = None


class Why(NamedTuple):
    """Why something is asked, and the source that leaves it in doubt; nothing: nobody states it."""

    text: str | None
    source: str | None


UNKNOWN = Why(None, None)


class Case(NamedTuple):
    """A program for one applicant on one day: all that a question depends on."""

    standing: Standing
    ranking: Ranking
    session: Dates | None  # the session that the applicant can join or is in, if it is known
    today: date

    @property
    def roles(self) -> RoleBook:
        """The role table of the ranking's catalogue."""
        return self.ranking.catalog.roles


def questions(case: Case) -> tuple[Question, ...]:
    """Return the questions, the most important first and one at most about each fact.

    See ``importance``: what leaves it open whether the program fits comes first, then what
    it costs and what decides which program is first, then the rest of the terms and criteria.
    """
    order = importance(case.ranking, case.standing)
    kinds = (_doubts(case), _on_criteria(case), _on_needs(case), _on_fees(case))
    found = {one.about: one for one in chain.from_iterable(kinds)}
    return tuple(sorted(found.values(), key=lambda one: order.of(one.about)))


def _doubts(case: Case) -> Iterator[Question]:
    """Yield what leaves it open whether the program fits, such as whether it is offered."""
    for need in case.standing.unknown:
        if about := settled_by(need, case.standing):
            yield _asked(case, about, Why(f"{capitalized(need.detail)}.", None))


def _asked(case: Case, about: str, why: Why, topics: Sequence[str] = ()) -> Question:
    return Question(about, question_about(about, case.standing, case.roles, topics), *why)


def _on_criteria(case: Case) -> Iterator[Question]:
    for name, rating in case.standing.ratings.items():
        for item in rating.items if case.standing.applicant.weights[name] else ():
            about = item.rule.fact
            doubt = _doubt(case, about, item.basis) if item.open or item.points else None
            if item.open or item.disputed or doubt:
                topics = _topics(case, item, doubted=doubt is not None)
                yield _asked(case, about, doubt or _unsettled(case, item), topics)


def _topics(case: Case, item: Item, doubted: bool) -> list[str]:
    """Return the topics to ask about: those that are in doubt, and those that nobody lists."""
    listed = topics_listed(item) if doubted else []
    return listed + (topics_left(item, case.standing.applicant) if item.open else [])


def _unsettled(case: Case, item: Item) -> Why:
    """Say why points are open although something is known."""
    if not item.basis:
        return UNKNOWN
    fact = item.basis[0]
    if listed := topics_listed(item):
        covered = topic_words(listed, case.roles)
        return Why(f"What is known of its syllabus covers {covered}.", fact.source)
    credit, day = case.standing.program.facts.ce_credit, case.standing.applicant.day
    if fact is not credit or not credit.value:
        return Why("Only a source that promotes another provider says no.", fact.source)
    if why := why_none_granted(credit.value, day):
        return Why(f"{capitalized(why)}.", fact.source)
    said, board = _said(case, "ce_credit", item.basis), case.standing.applicant.credit.board
    return Why(f"It awards {said}; ask {board} whether it counts.", None)


def _on_needs(case: Case) -> Iterator[Question]:
    whys = (
        ("price", _why_price(case)),
        ("weeks", _why_length(case)),
        ("hours_per_week", _why_load(case)),
        ("pacing", None if case.session else _why_fact(case, "pacing")),
        ("dates", _why_dates(case)),
        ("prerequisites", _why_fact(case, "prerequisites")),
        ("programming_required", _why_fact(case, "programming_required")),
        ("renewal", _why_renewal(case)),
        ("ce_credit", _why_credit(case)),
    )
    for about, why in whys:
        if why:
            yield _asked(case, about, why)


def _on_fees(case: Case) -> Iterator[Question]:
    """Yield what is paid beside the price, where nobody states it and the price is no question."""
    facts = case.standing.taken.facts
    price, years = facts.price.value if facts.price else None, facts.renewal_years
    if price and price.member is not None and price.amount and not has_fee(facts, "membership"):
        yield _asked(case, "membership_fee", UNKNOWN)
    by_the_way = price and (price.amount == 0 or price.unit in ("course", "month"))
    if by_the_way and not _why_price(case) and not has_fee(facts, "certificate"):
        yield _asked(case, "certificate_fee", UNKNOWN)
    if years and years.value and not has_fee(facts, "renewal") and not _why_renewal(case):
        yield _asked(case, "renewal_fee", UNKNOWN)


def _why_price(case: Case) -> Why | None:
    standing, fact = case.standing, case.standing.taken.facts.price
    if fact is None:
        return UNKNOWN
    if doubt := _doubt(case, "price", (fact,)):
        return doubt
    cost, hours = standing.cost, standing.applicant.profile.hours_per_week
    if cost.usd is None and not (cost.at_least and waits_for_hours(standing.taken, hours)):
        return Why(f"Known so far: {cost.detail}.", fact.source)
    if since := old_date(case, fact):
        return Why(f"The price is as of {since}.", fact.source)
    return None


def _why_length(case: Case) -> Why | None:
    program = case.standing.taken
    facts = program.facts
    for name, fact in (("weeks", facts.weeks), ("total_hours", facts.total_hours)):
        if fact and (doubt := _doubt(case, name, (fact,))):
            return doubt
    if workload(program) or stated_weeks(program) or (case.session and case.session.end):
        return None
    if facts.weeks:
        return Why("One course's length is known, not how many there are.", facts.weeks.source)
    return UNKNOWN


def _why_load(case: Case) -> Why | None:
    program = case.standing.taken
    fact = program.facts.hours_per_week
    if fact:
        return _doubt(case, "hours_per_week", (fact,))
    weeks = stated_weeks(program)
    return UNKNOWN if weeks and weeks >= 1 and not weekly_load(program) else None


def _why_dates(case: Case) -> Why | None:
    facts = case.standing.program.facts
    if facts.dates and not is_self_paced(case.standing.program):
        begins = facts.dates.value.start
        if passed(begins, case.today):
            began = f"The last session that is stated began {on_date(begins)}."
            return Why(began, facts.dates.source)
        if case.session:
            return _doubt(case, "dates", (facts.dates,))
        return Why("The session that is known comes too early for you.", facts.dates.source)
    if facts.pacing and facts.pacing.value == "cohort":
        return Why("It runs in sessions, and nobody states the dates.", facts.pacing.source)
    return None


def _why_renewal(case: Case) -> Why | None:
    years = case.standing.program.facts.renewal_years
    return _why_fact(case, "renewal") if years and years.value else None


def _why_credit(case: Case) -> Why | None:
    """Say what is missing of a credit that the user wants: its system, or how much it is."""
    fact = case.standing.program.facts.ce_credit
    if fact is None or not fact.value or case.standing.applicant.cme == "no":
        return None
    doubt = _doubt(case, "ce_credit", (fact,))
    systems = case.standing.applicant.credit.systems
    if doubt or not any(entry.system in systems for entry in fact.value):
        return doubt  # without a doubt, the criterion asks what the board says
    if any(entry.system == "cme-unspecified" for entry in fact.value):
        return Why("Neither the system nor the number of credits is stated.", fact.source)
    if any(entry.amount is None for entry in fact.value):
        return Why("The number of credits is not stated.", fact.source)
    return None


def _why_fact(case: Case, name: str) -> Why | None:
    fact = getattr(case.standing.program.facts, name)
    return _doubt(case, name, (fact,)) if fact else UNKNOWN


def _doubt(case: Case, name: str, basis: tuple[Sourced, ...]) -> Why | None:
    """Say that sources disagree on a fact, or that nobody but an interested one states it."""
    for fact in basis:
        if fact.conflicts:
            others = "; or ".join(conflict.says for conflict in fact.conflicts)
            return Why(f"Sources disagree: {_said(case, name, (fact,))}; or {others}.", fact.source)
    standing = case.standing
    if not standing.own_claim(*basis):
        return None
    own = basis[0].provider_claim or standing.sources[basis[0].source].kind == "provider"
    if whom := _SAID_OF_WHO.get(name):
        by = "the provider itself" if own else "a source that promotes it"
        return Why(f"It is said to be {whom}, by {by}; ask for names.", basis[0].source)
    who = "The provider itself" if own else "A source that promotes it"
    if name == "topics":
        listed = [one.topic for one in basis if isinstance(one, TopicEntry)]
        return Why(f"{who} lists {topic_words(listed, case.roles)}.", basis[0].source)
    return Why(f"{who} says {_said(case, name, basis)}; confirm it.", basis[0].source)


def _said(case: Case, name: str, basis: tuple[Sourced, ...]) -> str:
    fact = basis[0]
    if name == "focus" or (isinstance(fact, Fact) and fact.value is True):
        return "yes"
    return fact_text(name, fact, case.roles)


def old_date(case: Case, *facts: Sourced) -> str | None:
    """Return the date of the oldest of these facts, where that is long ago."""
    dates = (checked(fact, case.standing.sources) for fact in facts)
    return min((one for one in dates if is_stale(one, case.today)), default=None)
