"""What a keeper should look at: numbers nobody can verify, age, gaps, conflicts."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from certpick.catalog.facts import Credit, Fact, HoursRange, Length, Price, Sourced
from certpick.catalog.freshness import (
    FACT_AGE,
    SOURCE_AGE,
    checked,
    first_day,
    is_stale,
    is_undated,
)
from certpick.catalog.model import CatalogFile, Program, Source
from certpick.catalog.validation import Fault
from certpick.profile.criteria import CRITERION_WORDS, GUIDE_CRITERIA
from certpick.scoring.rubric import RUBRIC
from certpick.text import number

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {
    **{word: float(value) for value, word in enumerate(_UNITS.split())},
    **{word: 10.0 * value for value, word in enumerate(_TENS.split(), start=2)},
    "half": 0.5,
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
    """Return the numbers in a quote, in digits or in words up to ninety-nine."""
    digits = {float(one.replace(",", "")) for one in _DIGITS.findall(quote)}
    words = [_WORDS.get(word, -1) for word in re.findall(r"[a-z]+", quote.casefold())]
    joined = {a + b for a, b in pairwise(words) if a >= 20 and 0 < b < 10}
    return digits | set(words) | joined


def future_faults(stated: Stated, today: date) -> Iterator[Fault]:
    """Yield each fact that was checked after today."""
    for name, fact in stated:
        if fact.checked is not None and first_day(fact.checked) > today:
            yield Fault(f"facts.{name}.checked", f"lies in the future: {fact.checked}")


def head_faults(file: CatalogFile, today: date) -> Iterator[Fault]:
    """Yield each date beside the programs that lies after today; places are in the file."""
    if first_day(file.as_of) > today:
        yield Fault("as_of", f"lies in the future: {file.as_of}")
    for key, source in file.sources.items():
        if first_day(source.checked) > today:
            yield Fault(f"sources[{key}].checked", f"lies in the future: {source.checked}")


def source_warnings(file: CatalogFile, today: date) -> Iterator[Fault]:
    """Yield each source that is old; places are in the file."""
    for key, source in file.sources.items():
        if today - first_day(source.checked) > SOURCE_AGE:
            yield Fault(f"sources[{key}].checked", f"older than a year: {source.checked}")


def idle_warnings(file: CatalogFile, cited: set[str]) -> Iterator[Fault]:
    """Yield each source that nothing cites; places are in the file."""
    for key in file.sources:
        if key not in cited:
            yield Fault(f"sources[{key}]", "nothing cites it")


def override_warnings(file: CatalogFile, base: CatalogFile | None) -> Iterator[Fault]:
    """Yield each source or provider of the base that a file replaces, and thus its facts' too."""
    if base is None:
        return
    for table, mine, theirs in (
        ("sources", file.sources, base.sources),
        ("providers", file.providers, base.providers),
    ):
        for key in mine:
            if key in theirs:
                message = "replaces the one that entries of the extended catalogue cite"
                yield Fault(f"{table}[{key}]", message)


def fact_warnings(stated: Stated, sources: Mapping[str, Source], today: date) -> Iterator[Fault]:
    """Yield what is stale, disputed or unquoted; places are in the program."""
    for name, fact in stated:
        since = checked(fact, sources)
        if is_undated(fact, sources):
            yield Fault(f"facts.{name}", "rests on an undated page alone")
        elif is_stale(since, today):
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
