"""A catalogue file checked for its keeper: every error and warning, by line and field.

Errors are what breaks a rule or cannot be verified; warnings are what a keeper should look
at: age, dates that have passed, gaps and conflicts.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple, Protocol, TypeVar

from certpick.catalog.dates import span
from certpick.catalog.fact_text import credit_text, on_date
from certpick.catalog.facts import (
    Credit,
    Dates,
    Fact,
    Fee,
    HoursRange,
    Length,
    OtherValue,
    Part,
    Price,
    Sourced,
    Status,
)
from certpick.catalog.freshness import FACT_AGE, SOURCE_AGE, checked, is_stale, is_undated
from certpick.catalog.in_force import passed, state_on
from certpick.catalog.json_mistakes import told
from certpick.catalog.json_positions import Places
from certpick.catalog.model import CatalogFile, Program, Source
from certpick.catalog.reader import CatalogText, Progress, ground_of, with_progress
from certpick.catalog.references import cited_by
from certpick.catalog.roles import RoleBook
from certpick.catalog.validation import Fault
from certpick.profile.criteria import CRITERION_WORDS, GUIDE_CRITERIA
from certpick.scoring.rubric import RUBRIC
from certpick.text import number

Severity = Literal["error", "warning"]
Kind = Literal[
    "passed", "stale", "undated", "conflict", "unquoted", "gap", "old-source", "idle", "replaces"
]
Stated = list[tuple[str, Sourced]]  # what ``Facts.stated`` yields

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

# Where nothing is known of these facts, the rating on the criterion is a blank.
_DECIDED_BY = {
    criterion: [item.id for item in RUBRIC if item.criterion == criterion and item.id != "focus"]
    for criterion in GUIDE_CRITERIA
}


class Finding(NamedTuple):
    """One thing that is wrong or worth a look.

    ``program`` is its program's id, or its place in the list, or empty; ``start`` is where
    the program stands in the text, and ``field`` the place within it. Only warnings have a
    ``kind``.
    """

    severity: Severity
    program: str
    start: int
    field: str
    message: str
    kind: Kind | None = None

    @property
    def place(self) -> str:
        """The place in the file: ``programs[some-id].facts.price``."""
        within = f"programs[{self.program}]" if self.program else ""
        return ".".join(filter(None, (within, self.field)))


class Warned(NamedTuple):
    """One thing that is worth a look, and where."""

    place: str
    message: str
    kind: Kind


def check(
    text: CatalogText,
    base: CatalogFile | None,
    roles: RoleBook,
    today: date,
    progress: Progress | None = None,
) -> list[Finding]:
    """Return what there is to say of a catalogue file, in its order; ``base`` is what it extends.

    Where the form of a program is wrong, nothing else is said of it.
    """
    found = [Finding("error", "", one.at, "", told(text.text, one)) for one in text.mistakes]
    if found:
        return found
    ground = ground_of(base, text, roles)
    found = list(_findings("error", "", 0, (*text.faults, *(ground.faults if ground else ()))))
    cited = {source for program in (base.programs if base else ()) for source in cited_by(program)}
    guides, all_read = roles.guide_sources, True
    for one in with_progress(text.programs(ground), len(text.spans), progress):
        found += _findings("error", one.label, one.span.start, one.faults)
        if ground is None or one.program is None or one.faults:
            all_read = False
            continue
        cited.update(cited_by(one.program))
        place, stated, sources = (one.label, one.span.start), one.stated(), ground.head.sources
        found += _findings("error", *place, number_faults(stated, sources))
        found += _findings("error", *place, future_faults(stated, today))
        found += _findings("warning", *place, fact_warnings(stated, sources, guides, today))
        found += _findings("warning", *place, date_warnings(stated, today))
        if one.changes is None:
            found += _findings("warning", *place, gap_warnings(one.program))
            found += _findings("warning", *place, replacing_warnings(one.program, ground.programs))
    if text.head:
        found += _findings("error", "", 0, head_faults(text.head, today))
        found += _findings("warning", "", 0, source_warnings(text.head, today))
        found += _findings("warning", "", 0, override_warnings(text.head, base))
        if all_read:
            cited |= roles.cited | text.head.roles.cited
            found += _findings("warning", "", 0, idle_warnings(text.head, cited))
    return found


def _findings(
    severity: Severity, program: str, start: int, faults: Iterable[Fault | Warned]
) -> Iterator[Finding]:
    for place, message, *kind in faults:
        yield Finding(severity, program, start, place, message, *kind)


class Placed(Protocol):
    """What stands somewhere in a text: at ``field`` of the program that begins at ``start``."""

    @property
    def start(self) -> int:
        """Where the program begins."""

    @property
    def field(self) -> str:
        """The place within it."""


Found = TypeVar("Found", bound=Placed)


def lines(text: str, findings: Iterable[Found]) -> Iterator[tuple[int, Found]]:
    """Yield each finding with the line of the text, from 1, that its field stands on; in order."""
    places = Places(text)
    found = [(places.offset(one.start, one.field), one) for one in findings]
    at, line = 0, 1
    for offset, finding in sorted(found, key=lambda pair: pair[0]):
        line += text.count("\n", at, offset)
        at = offset
        yield line, finding


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
    stated = numbers_in(words) if numbers else set()
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


def numbers_in(quote: str) -> set[float]:
    """Return the numbers in a quote, in digits or in words up to ninety-nine."""
    digits = {float(one.replace(",", "")) for one in _DIGITS.findall(quote)}
    words = [_WORDS.get(word, -1) for word in re.findall(r"[a-z]+", quote.casefold())]
    joined = {a + b for a, b in pairwise(words) if a >= 20 and 0 < b < 10}
    return (digits | set(words) | joined) - {-1}


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


def source_warnings(file: CatalogFile, today: date) -> Iterator[Warned]:
    """Yield each source that is old; places are in the file."""
    for key, source in file.sources.items():
        if today - span(source.checked)[0] > SOURCE_AGE:
            message = f"older than a year: {source.checked}"
            yield Warned(f"sources[{key}].checked", message, "old-source")


def idle_warnings(file: CatalogFile, cited: set[str]) -> Iterator[Warned]:
    """Yield each source that nothing cites; places are in the file."""
    for key in file.sources:
        if key not in cited:
            yield Warned(f"sources[{key}]", "nothing cites it", "idle")


def override_warnings(file: CatalogFile, base: CatalogFile | None) -> Iterator[Warned]:
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
                yield Warned(f"{table}[{key}]", message, "replaces")


def fact_warnings(
    stated: Stated, sources: Mapping[str, Source], guides: frozenset[str], today: date
) -> Iterator[Warned]:
    """Yield what is stale, disputed or, from one of the ``guides``, unquoted.

    Places are in the program.
    """
    for name, fact in stated:
        since = checked(fact, sources)
        if is_undated(fact, sources):
            yield Warned(f"facts.{name}", "rests on an undated page alone", "undated")
        elif is_stale(since, today):
            message = f"last checked {since}, more than {FACT_AGE.days} days ago"
            yield Warned(f"facts.{name}", message, "stale")
        if not fact.quote and fact.source in guides:
            message = "a fact from a guide needs its verbatim quote"
            yield Warned(f"facts.{name}", message, "unquoted")
        for conflict in fact.conflicts:
            message = f"conflict: {conflict.source} says {conflict.says}"
            yield Warned(f"facts.{name}", message, "conflict")


def date_warnings(stated: Stated, today: date) -> Iterator[Warned]:
    """Yield each date of a session, a credit or a status that has passed."""
    for name, fact in stated:
        value = fact.value if isinstance(fact, Fact) else None
        if isinstance(value, Dates) and passed(value.end or value.start, today):
            said = f"ended {on_date(value.end)}" if value.end else f"began {on_date(value.start)}"
            yield Warned(f"facts.{name}", f"its session {said}: look for the next", "passed")
        elif isinstance(value, Status):
            state, words = state_on(value, today)
            if state == "unknown" and value.state != "unknown":
                yield Warned(f"facts.{name}", words, "passed")
        elif name == "ce_credit":
            for index, credit in enumerate(value or ()):
                if passed(credit.end, today):
                    message = f"is no longer granted: {credit_text(credit)}"
                    yield Warned(f"facts.{name}.value[{index}]", message, "passed")


def gap_warnings(program: Program) -> Iterator[Warned]:
    """Yield a missing status, and each criterion of which nothing is known."""
    if not program.facts.status:
        message = "no status: say whether it is offered, or that nobody tells"
        yield Warned("facts", message, "gap")
    if program.facts.focus.value == "healthcare-ai":
        for criterion, names in _DECIDED_BY.items():
            if not any(getattr(program.facts, name) for name in names):
                message = f"nothing is known about {CRITERION_WORDS[criterion]}"
                yield Warned("facts", message, "gap")


def replacing_warnings(program: Program, base: Mapping[str, Program]) -> Iterator[Warned]:
    """Yield that a whole entry takes the place of one of the base that states more."""
    if program.id in base:
        gone = _names(base[program.id]) - _names(program)
        if gone:
            message = f"replaces the whole program, without its {', '.join(sorted(gone))}"
            message += ': "patch": true changes only what it names'
            yield Warned("id", message, "replaces")


def _names(program: Program) -> set[str]:
    return {name.partition("[")[0] for name, _ in program.facts.stated()}
