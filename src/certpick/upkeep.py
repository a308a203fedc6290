"""What a keeper should look at: numbers nobody can verify, age, gaps, conflicts."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from certpick.catalog import CatalogFile, Program, Source
from certpick.facts import Credit, Fact, HoursRange, Length, Price, Sourced
from certpick.faults import Fault
from certpick.freshness import FACT_AGE, SOURCE_AGE, checked, first_day, is_stale
from certpick.profile import GUIDE_CRITERIA
from certpick.remarks import CRITERION_WORDS
from certpick.rubric import RUBRIC
from certpick.text import number

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WORDS = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
Stated = list[tuple[str, Sourced]]  # what ``Facts.stated`` yields

# Where nothing is known of these facts, the rating on the criterion is a blank.
_DECIDED_BY = {
    criterion: [item.id for item in RUBRIC if item.criterion == criterion and item.id != "focus"]
    for criterion in GUIDE_CRITERIA
}


def number_faults(stated: Stated, sources: Mapping[str, Source]) -> Iterator[Fault]:
    """Yield each number that a reader could not check, with its place in the program."""
    for name, fact in stated:
        numbers = _numbers(fact.value) if isinstance(fact, Fact) else []
        if not numbers or fact.note:
            continue
        if fact.quote:
            missing = [one for one in numbers if one not in _stated(fact.quote)]
            if missing:
                message = f"its quote does not state {number(missing[0])}, and no note says why"
                yield Fault(f"facts.{name}", message)
        elif not any(sources[source].url for source in fact.sources):
            message = f"nothing to verify {number(numbers[0])}: no quote, note or address"
            yield Fault(f"facts.{name}", message)


def _numbers(value: object) -> list[float]:
    if isinstance(value, bool):
        return []
    if isinstance(value, int | float):
        return [float(value)]
    if isinstance(value, Price):
        given = [] if value.amount is None else [value.amount]
        return [*given, *value.by_role.values(), *value.by_title.values()]
    if isinstance(value, Length):
        return [value.amount]
    if isinstance(value, HoursRange):
        return [value.low, value.high]
    if isinstance(value, tuple):
        return [one.amount for one in value if isinstance(one, Credit) and one.amount is not None]
    return []


def _stated(quote: str) -> set[float]:
    """Return the numbers in a quote, in digits or in words up to twelve."""
    digits = {float(one.replace(",", "")) for one in _DIGITS.findall(quote)}
    words = {
        float(_WORDS[word]) for word in re.findall(r"[a-z]+", quote.casefold()) if word in _WORDS
    }
    return digits | words


def source_warnings(file: CatalogFile, cited: set[str], today: date) -> Iterator[Fault]:
    """Yield each source that is old or that nothing cites; places are in the file."""
    for key, source in file.sources.items():
        if today - first_day(source.checked) > SOURCE_AGE:
            yield Fault(f"sources[{key}].checked", f"older than a year: {source.checked}")
        if key not in cited:
            yield Fault(f"sources[{key}]", "nothing cites it")


def fact_warnings(stated: Stated, sources: Mapping[str, Source], today: date) -> Iterator[Fault]:
    """Yield what is stale, disputed or unquoted; places are in the program."""
    for name, fact in stated:
        since = checked(fact, sources)
        if is_stale(since, today):
            message = f"last checked {since}, more than {FACT_AGE.days} days ago"
            yield Fault(f"facts.{name}", message)
        if not fact.quote and sources[fact.source].kind == "guide":
            yield Fault(f"facts.{name}", "a fact from a guide needs its verbatim quote")
        for conflict in fact.conflicts:
            yield Fault(f"facts.{name}", f"conflict: {conflict.source} says {conflict.says}")


def gap_warnings(program: Program) -> Iterator[Fault]:
    """Yield each criterion of which nothing is known."""
    if program.facts.focus.value == "healthcare-ai":
        for criterion, names in _DECIDED_BY.items():
            if not any(getattr(program.facts, name) for name in names):
                yield Fault("facts", f"nothing is known about {CRITERION_WORDS[criterion]}")
