"""What to ask the provider before paying: every unknown, claim and dispute that matters."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from certpick.catalog.fact_text import fact_text
from certpick.catalog.facts import Dates, Fact, Sourced
from certpick.catalog.freshness import checked, is_stale
from certpick.catalog.in_force import why_none_granted
from certpick.catalog.roles import RoleBook
from certpick.explaining.asking import (
    NEEDS,
    question_about,
    topic_words,
    topics_left,
    topics_listed,
)
from certpick.scoring.ranking import Standing
from certpick.scoring.rubric import Item
from certpick.scoring.terms import (
    is_self_paced,
    stated_weeks,
    waits_for_hours,
    weekly_load,
    workload,
)
from certpick.text import capitalized

# Facts that are asked about only where a need or a rule leaves a doubt.
_IN_DOUBT = ("status", "enrolment", "countries", "languages", "parts")
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
    roles: RoleBook
    session: Dates | None  # the session that the applicant can join, if it is known
    today: date


def questions(case: Case) -> tuple[Question, ...]:
    """Return the questions, the most important first and one at most about each fact.

    What the user needs comes first, then what anyone needs, then the criteria, by how much
    of the score the answer can change.
    """
    standing = case.standing
    effects = _effects(standing)
    found = {one.about: one for one in (*_on_criteria(case, effects), *_on_needs(case))}
    needed = [need.kind.fact for need in standing.unknown]
    order = list(dict.fromkeys([*needed, *NEEDS]))

    def importance(one: Question) -> tuple[int, float]:
        if one.about in order:
            return order.index(one.about), 0
        return len(order), -effects.get(one.about, 0)

    return tuple(sorted(found.values(), key=importance))


def _effects(standing: Standing) -> dict[str, float]:
    """Return how much of the score the answer on each fact can change."""
    effects: dict[str, float] = {}
    for name, rating in standing.ratings.items():
        for item in rating.items:
            fact = item.rule.fact
            worth = standing.applicant.weights[name] * item.rule.max / rating.max
            effects[fact] = effects.get(fact, 0) + worth
    return effects


def _on_criteria(case: Case, effects: dict[str, float]) -> Iterator[Question]:
    for rating in case.standing.ratings.values():
        for item in rating.items:
            about = item.rule.fact
            doubt = _doubt(case, about, item.basis) if item.open or item.points else None
            if effects[about] and (item.open or item.disputed or doubt):
                why, source = doubt or _unsettled(case, item)
                if doubt and about == "topics":
                    why = f"{why}{_unlisted(case, item)}"
                yield Question(about, _question(case, item, doubt), why, source)


def _question(case: Case, item: Item, doubt: Why | None) -> str:
    """Return what to ask about an item; of topics, those in doubt, else those nobody lists."""
    topics = topics_listed(item) if doubt else topics_left(item, case.standing.applicant)
    return question_about(item.rule.fact, case.standing, case.roles, topics)


def _unlisted(case: Case, item: Item) -> str:
    left = topics_left(item, case.standing.applicant)
    return f" No source lists {topic_words(left, case.roles)}: ask about that too." if left else ""


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
        ("pacing", _why_fact(case, "pacing")),
        ("dates", _why_dates(case)),
        ("prerequisites", _why_fact(case, "prerequisites")),
        ("programming_required", _why_fact(case, "programming_required")),
        ("renewal", _why_renewal(case)),
        ("ce_credit", _why_credit(case)),
    )
    for about, why in (*whys, *_doubts(case)):
        if why:
            yield Question(about, question_about(about, case.standing, case.roles), *why)


def _doubts(case: Case) -> Iterator[tuple[str, Why]]:
    """Yield what else leaves it open whether the program fits: such as whether it is offered."""
    for need in case.standing.unknown:
        if need.kind.fact in _IN_DOUBT:
            yield need.kind.fact, Why(f"{capitalized(need.detail)}.", None)


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
    if is_self_paced(program):
        return None
    length_asked = not stated_weeks(program) and not workload(program)
    return None if weekly_load(program) or length_asked else UNKNOWN


def _why_dates(case: Case) -> Why | None:
    facts = case.standing.program.facts
    if case.session and facts.dates:
        return _doubt(case, "dates", (facts.dates,))
    if facts.dates and not is_self_paced(case.standing.program):
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
    said = "yes" if name == "topics" else _said(case, name, basis)
    return Why(f"{who} says {said}; confirm before enrolling.", basis[0].source)


def _said(case: Case, name: str, basis: tuple[Sourced, ...]) -> str:
    fact = basis[0]
    if name == "focus" or (isinstance(fact, Fact) and fact.value is True):
        return "yes"
    return fact_text(name, fact, case.roles)


def old_date(case: Case, *facts: Sourced) -> str | None:
    """Return the date of the oldest of these facts, where that is long ago."""
    dates = (checked(fact, case.standing.sources) for fact in facts)
    return min((one for one in dates if is_stale(one, case.today)), default=None)
