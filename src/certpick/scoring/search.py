"""Looking for programs: which of a catalogue match what a person asks for, and which may."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple, TypeVar

from certpick.catalog.fact_text import CREDIT_SYSTEMS, fact_text
from certpick.catalog.facts import Credit, Fact
from certpick.catalog.in_force import is_granted
from certpick.catalog.model import Catalog, Program
from certpick.errors import UsageError
from certpick.profile.amounts import read_dollars
from certpick.profile.options import read_choice, read_profile
from certpick.profile.profile import Applicant, resolve
from certpick.scoring.terms import (
    Cost,
    cost,
    cost_for_anybody,
    finishing_weeks,
    least_weeks,
    unknown_last,
)
from certpick.text import english_stems, folded, shown

T = TypeVar("T")
FOCUSES = ("healthcare-ai", "healthcare-informatics", "generic-ai")
EXAMPLES = {
    "max-cost": "the most in USD for the whole program: --max-cost 500",
    "focus": f"--focus {FOCUSES[0]}, {FOCUSES[1]} or {FOCUSES[2]}",
    "search": "words that it must hold: --search 'ethics nurses'",
}


class Query(NamedTuple):
    """What is looked for; None, False and no words ask for nothing.

    ``max_cost`` is USD for the whole program, for the applicant where there is a role, and
    with ``hours_per_week`` of study.
    """

    applicant: Applicant | None = None
    hours_per_week: float | None = None
    max_cost: float | None = None
    cme: bool = False
    pacing: str | None = None
    country: str | None = None
    language: str | None = None
    focus: str | None = None
    words: tuple[str, ...] = ()
    strict: bool = False


class Match(NamedTuple):
    """A program that matches, its cost in USD and weeks; it may not where something is unknown."""

    program: Program
    cost: Cost
    weeks: float | None
    unknown: tuple[str, ...]


def read_query(words: Mapping[str, Any], catalog: Catalog) -> Query:
    """Return the query that options say; ``words`` holds their names without dashes.

    Raises:
        UsageError: a text cannot be read, a value is out of range, or the role is unknown.
    """
    names = ("role", "hours", "pacing", "country", "language")
    profile = read_profile({name: words[name] for name in names})
    most = words["max-cost"]
    focus = words["focus"]
    text = words["search"]
    if text is not None and not folded(text):
        raise UsageError("--search: names nothing", EXAMPLES["search"], code="value_missing")
    return Query(
        applicant=resolve(profile, catalog.roles) if profile.role else None,
        hours_per_week=profile.hours_per_week,
        max_cost=None if most is None else _amount(most),
        cme=words["cme"],
        pacing=profile.pacing,
        country=profile.country,
        language=profile.language,
        focus=None if focus is None else read_choice(focus, FOCUSES, "--focus", EXAMPLES["focus"]),
        words=tuple(_spelled(text).split()) if text else (),
        strict=words["strict"],
    )


def _amount(text: str) -> float:
    try:
        amount = read_dollars(text)
    except UsageError as error:
        raise error.at("--max-cost", EXAMPLES["max-cost"]) from None
    if amount < 0:
        raise UsageError(
            f"--max-cost {shown(text)}: must be 0 or more",
            EXAMPLES["max-cost"],
            code="value_out_of_range",
        )
    return amount


def search(catalog: Catalog, query: Query) -> list[Match]:
    """Return the programs that match, in the catalogue's order; those that only may, last.

    What is unknown never rules a program out, unless the query is strict.
    """
    holds = _holding(catalog, query.words)
    found = [one for program in catalog.programs if (one := _match(catalog, program, query, holds))]
    certain = [one for one in found if not one.unknown]
    return certain if query.strict else [*certain, *(one for one in found if one.unknown)]


MatchSort = Literal["name", "cost", "time"]
_SORT_KEYS: dict[MatchSort, Callable[[Match], tuple[bool, float]]] = {
    "name": lambda _: (False, 0.0),
    "cost": lambda one: unknown_last(one.cost.known_least),
    "time": lambda one: unknown_last(least_weeks(one.program, one.weeks)),
}


def in_order(matches: list[Match], sort: MatchSort | None) -> list[Match]:
    """Return matches by name, or the lowest cost or least time first and the unknown last.

    Those that only may match stay behind those that do; of equals the name decides. None
    keeps the order.
    """
    if sort is None:
        return matches
    key = _SORT_KEYS[sort]
    named = sorted(matches, key=lambda one: (folded(one.program.name), one.program.id))
    return sorted(named, key=lambda one: (bool(one.unknown), key(one)))


def _match(
    catalog: Catalog, program: Program, query: Query, holds: Callable[[Program], bool]
) -> Match | None:
    """Return how a program matches, None where a known fact speaks against it."""
    hours, applicant = query.hours_per_week, query.applicant
    price = cost(program, applicant) if applicant else cost_for_anybody(program, hours)
    answers = {
        "focus": query.focus is None or program.facts.focus.value == query.focus,
        "words": holds(program),
        "audience": _is_for(program, applicant),
        "price": _is_within(price, query.max_cost),
        "CME": not query.cme or _awards(program, applicant, catalog.day),
        "pacing": query.pacing is None
        or _truth(program.facts.pacing, lambda pacing: pacing == query.pacing),
        "country": _is_open(program.facts.countries, query.country),
        "language": _is_open(program.facts.languages, query.language),
    }
    if any(answer is False for answer in answers.values()):
        return None
    unknown = tuple(name for name, answer in answers.items() if answer is None)
    return Match(program, price, finishing_weeks(program, hours), unknown)


def _truth(fact: Fact[T] | None, holds: Callable[[T], bool | None]) -> bool | None:
    """Return whether what sources state of a fact holds; None where they disagree on that."""
    if fact is None:
        return None
    others = (other.value for other in fact.conflicts if other.value is not None)
    answers = {holds(value) for value in (fact.value, *others)}
    return answers.pop() if len(answers) == 1 else None


def _is_open(fact: Fact[tuple[str, ...]] | None, wanted: str | None) -> bool | None:
    """Return whether a country or language is among those stated; none stated means every one."""
    return wanted is None or _truth(fact, lambda codes: not codes or wanted in codes)


def _is_for(program: Program, applicant: Applicant | None) -> bool | None:
    """Return whether the role is in the audience, always or in some situation."""
    if applicant is None:
        return True
    audience = program.facts.audience
    return any(entry.role in applicant.audience_roles for entry in audience) if audience else None


def _awards(program: Program, applicant: Applicant | None, day: date) -> bool | None:
    """Return whether it awards credit that is granted on a day.

    Another system's than the role's is for a board to say, and so is one that has ended.
    """
    systems = applicant.credit.systems if applicant else CREDIT_SYSTEMS

    def counts(awarded: tuple[Credit, ...]) -> bool | None:
        if any(one.system in systems and is_granted(one, day) for one in awarded):
            return True
        return None if awarded else False

    return _truth(program.facts.ce_credit, counts)


def _is_within(price: Cost, most: float | None) -> bool | None:
    if most is None:
        return True
    if price.at_least is not None and price.at_least > most:
        return False
    return None if price.usd is None else True


# Scripts that leave no blanks between words: Thai and Lao, Chinese and Japanese.
_UNSPACED = "[\u0e00-\u0eff\u2e80-\u9fff\uf900-\ufaff]"
_SHARED = 3  # so many first letters do an English word and its inflections have in common


def _holding(catalog: Catalog, words: tuple[str, ...]) -> Callable[[Program], bool]:
    """Return what says whether all the words are written of a program."""
    if not words:
        return lambda _: True
    stem = cache(english_stems())

    def holds(program: Program) -> bool:
        text = " " + _spelled(" ".join(_texts(catalog, program)))
        return all(_is_in(word, text, stem) for word in words)

    return holds


def _spelled(text: str) -> str:
    """Return the words of a text for comparing, with healthcare in both its spellings."""
    plain = folded(text).replace("healthcare", "health care")
    return plain.replace("health care", "health care healthcare")


def _is_in(word: str, text: str, stem: Callable[[str], str]) -> bool:
    """Return whether a text has a word that begins so, or another form of it."""
    if re.match(_UNSPACED, word):
        return word in text
    alike = re.findall(rf" ({re.escape(word[:_SHARED])}\w*)", text)
    return any(one.startswith(word) or stem(one) == stem(word) for one in alike)


def _texts(catalog: Catalog, program: Program) -> Iterator[str]:
    """Yield all that is written of a program."""
    provider = catalog.providers[program.provider]
    yield from (program.id, program.name, provider.name, provider.short)
    for path, fact in program.facts.stated():
        yield fact_text(path.partition("[")[0], fact, catalog.roles)
        yield from filter(None, (fact.note, fact.quote))
        yield from (conflict.says for conflict in fact.conflicts)
    for caveat in program.caveats:
        yield from filter(None, (caveat.text, caveat.quote))
