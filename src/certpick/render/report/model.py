"""What a report holds: words and figures, ready to be laid out in any format."""

from typing import NamedTuple

from certpick.render.verdict import VerdictLine

Numbers = tuple[int, ...]  # of sources, as the report lists them


class Answer(NamedTuple):
    """What the user said, or what was assumed instead."""

    name: str
    words: str
    assumed: bool = False


class Place(NamedTuple):
    """One line of the ranking; None is unknown.

    ``shown`` and ``most`` are the score, and with all that is unknown shown, as lengths of a
    bar of 100.
    """

    rank: int
    id: str
    name: str
    provider: str
    fit: str
    score: str
    shown: float
    most: float
    cost: str | None
    time: str | None
    credit: str | None
    confirm: str


class Territory(NamedTuple):
    """A part of the triangle of weights, and who leads there."""

    letter: str
    fill: str
    words: str


class Evidence(NamedTuple):
    """The words that points rest on, and where they stand."""

    quote: str | None
    note: str | None
    sources: Numbers
    against: bool = False


class Point(NamedTuple):
    """One item of a checklist; ``claim`` says which interested source alone states it, if one."""

    label: str
    mark: str
    state: str
    claim: str | None
    evidence: tuple[Evidence, ...]


class Criterion(NamedTuple):
    """What one criterion adds to the score, and the checklist behind it."""

    name: str
    points: str
    weight: str
    adds: str
    checklist: tuple[Point, ...]


class Sentences(NamedTuple):
    """A heading and what stands under it."""

    title: str
    lines: tuple[str, ...]


class Cited(NamedTuple):
    """A sentence, why it is said, and the sources that it rests on."""

    text: str
    why: str | None
    sources: Numbers


class Why(NamedTuple):
    """Why a program stands where it does."""

    name: str
    provider: str
    summary: str
    score: str
    criteria: tuple[Criterion, ...]
    reasons: tuple[Sentences, ...]


class ToSettle(NamedTuple):
    """What to settle before paying for a program.

    ``mail`` is a link that opens a mail with the questions, None where there are none.
    """

    name: str
    plan: tuple[Sentences, ...]
    questions: tuple[Cited, ...]
    mail: str | None
    caveats: tuple[Cited, ...]


class Cell(NamedTuple):
    """One value of the comparison; None is unknown, ``url`` is set where it is an address."""

    words: str | None
    url: str | None
    sources: Numbers


class Row(NamedTuple):
    """One line of the comparison."""

    name: str
    differs: bool
    cells: tuple[Cell, ...]


class Comparison(NamedTuple):
    """The best programs side by side, and what to call them where room is short."""

    names: tuple[str, ...]
    short: tuple[str, ...]
    rows: tuple[Row, ...]


class RuledOut(NamedTuple):
    """Who does not fit and why; ``change`` would let it in, None: no answer does.

    ``id`` is the program's, None for several that share the reason.
    """

    id: str | None
    name: str
    reason: str
    change: str | None


class Reference(NamedTuple):
    """One source in the list at the end."""

    number: int
    title: str
    kind: str
    checked: str
    old: bool
    url: str | None


class Report(NamedTuple):
    """The whole report; what a ranking has nothing of is empty or None.

    ``amount`` says what to approve, ``fallback`` what to take where the first falls through.
    """

    audience: str
    day: str
    catalog: str
    verdict: tuple[VerdictLine, ...]
    amount: tuple[str, ...]
    fallback: tuple[str, ...]
    answers: tuple[Answer, ...]
    unsaid: tuple[str, ...]
    places: tuple[Place, ...]
    more: str | None
    picture: str | None
    territories: tuple[Territory, ...]
    weights: str
    why: Why | None
    to_settle: ToSettle | None
    comparison: Comparison | None
    ruled_out: tuple[RuledOut, ...]
    more_ruled_out: str | None
    notes: tuple[str, ...]
    references: tuple[Reference, ...]
