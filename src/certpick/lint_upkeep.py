"""What a keeper should look at: numbers nobody can verify, age, gaps, conflicts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from certpick.catalog.dates import span
from certpick.catalog.facts import (
    Credit,
    Fact,
    Fee,
    HoursRange,
    Length,
    OtherValue,
    Part,
    Price,
    Sourced,
)
from certpick.catalog.freshness import (
    FACT_AGE,
    SOURCE_AGE,
    checked,
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
    "free": 0.0,
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
        for index, conflict in enumerate(fact.conflicts):
            given = conflict.value if isinstance(conflict, OtherValue) else None
            if missing := _missing(_numbers(given), conflict.says):
                message = f"what it says does not state {number(missing[0])}"
                yield Fault(f"facts.{name}.conflicts[{index}]", message)
        numbers = _numbers(fact.value if isinstance(fact, Fact) else fact)
        if not numbers or fact.note:
            continue
        if fact.quote:
            if missing := _missing(numbers, fact.quote):
                message = f"its quote does not state {number(missing[0])}, and no note says why"
                yield Fault(f"facts.{name}", message)
        elif not any(sources[source].url for source in fact.sources):
            message = f"nothing to verify {number(numbers[0])}: no quote, note or address"
            yield Fault(f"facts.{name}", message)


def _missing(numbers: list[float], words: str) -> list[float]:
    stated = _stated(words) if numbers else set()
    return [one for one in numbers if one not in stated]


def _numbers(value: object) -> list[float]:
    """Return the numbers in a value, however deep, in order."""
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, int | float):
        return [float(value)]
    parts: Iterable[object] = ()
    if isinstance(value, tuple):
        parts = value
    elif isinstance(value, dict):
        parts = value.values()
    elif names := _NUMBERS_IN.get(type(value)):
        parts = (getattr(value, name) for name in names)
    return [one for part in parts for one in _numbers(part)]


# Where the records that a fact is made of hold numbers.
_NUMBERS_IN: dict[type, tuple[str, ...]] = {
    Price: ("amount", "by_role", "by_title", "member"),
    Length: ("amount",),
    HoursRange: ("low", "high"),
    Credit: ("amount",),
    Fee: ("amount", "member"),
    Part: ("courses", "price", "weeks", "hours_per_week"),
}


def _stated(quote: str) -> set[float]:
    """Return the numbers in a quote, in digits or in words up to ninety-nine."""
    digits = {float(one.replace(",", "")) for one in _DIGITS.findall(quote)}
    words = [_WORDS.get(word, -1) for word in re.findall(r"[a-z]+", quote.casefold())]
    joined = {a + b for a, b in pairwise(words) if a >= 20 and 0 < b < 10}
    return digits | set(words) | joined


def future_faults(stated: Stated, today: date) -> Iterator[Fault]:
    """Yield each fact that was checked after today."""
    for name, fact in stated:
        if fact.checked is not None and span(fact.checked)[0] > today:
            yield Fault(f"facts.{name}.checked", f"lies in the future: {fact.checked}")


def head_faults(file: CatalogFile, today: date) -> Iterator[Fault]:
    """Yield each date beside the programs that lies after today; places are in the file."""
    if span(file.as_of)[0] > today:
        yield Fault("as_of", f"lies in the future: {file.as_of}")
    for key, source in file.sources.items():
        if span(source.checked)[0] > today:
            yield Fault(f"sources[{key}].checked", f"lies in the future: {source.checked}")


def source_warnings(file: CatalogFile, today: date) -> Iterator[Fault]:
    """Yield each source that is old; places are in the file."""
    for key, source in file.sources.items():
        if today - span(source.checked)[0] > SOURCE_AGE:
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
