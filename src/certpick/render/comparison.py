"""Programs side by side: ratings and facts, what differs marked, unknowns plainly unknown."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from certpick.catalog.fact_text import FACT_LABELS, fact_text
from certpick.catalog.facts import FACT_NAMES, Sourced
from certpick.catalog.model import Program
from certpick.errors import check_kind
from certpick.explaining.notes import catalog_line
from certpick.profile.criteria import PLAIN_WORDS, Criterion
from certpick.render.page import Page
from certpick.render.phrases import (
    MARKS,
    claim_marks,
    cost_words,
    named,
    over_time_words,
    part_words,
    points_words,
    renewal_words,
    score_words,
    time_words,
)
from certpick.render.streams import Surface
from certpick.scoring.ranking import Found, Ranking, Standing
from certpick.scoring.terms import Cost
from certpick.scoring.upkeep import LONG_RUN, CostOverTime, cost_over, renewal_cost
from certpick.text import counted, number, repr_html, wrapped

if TYPE_CHECKING:
    from rich.table import Table


UNKNOWN = "?"
_CORNER = "> they differ, or may"  # above the marks
NARROWEST_COLUMN, LABEL = 18, 28


Unit = Literal["place", "score", "points", "USD", "weeks"]


class Amounts(NamedTuple):
    """The values of a line as numbers, None where one is unknown; ``max`` is what there is."""

    values: tuple[float | None, ...]
    unit: Unit
    max: float | None = None


class Row(NamedTuple):
    """One line of a comparison: None is unknown, ``open`` says that something is.

    ``fact`` or ``criterion`` names what it shows, if it is one; ``sources`` holds for each of
    its values the ids of the sources that state it; ``amounts`` are its values as numbers.
    """

    name: str
    values: tuple[str | None, ...]
    open: bool = False
    fact: str | None = None
    sources: tuple[tuple[str, ...], ...] = ()
    criterion: Criterion | None = None
    amounts: Amounts | None = None

    @property
    def differs(self) -> bool:
        """Whether the programs are not known to be alike in this."""
        return self.open or None in self.values or len(set(self.values)) > 1


class Comparison(NamedTuple):
    """Programs side by side; each row has a value for each of them."""

    ranking: Ranking
    programs: tuple[Program, ...]
    rows: tuple[Row, ...]

    def _repr_html_(self) -> str:
        """Return it as a notebook shows it."""
        return repr_html(self)

    def __repr__(self) -> str:
        """Return what is compared, for whom, and in how many rows."""
        names = ", ".join(program.id for program in self.programs)
        role = self.ranking.applicant.role.id
        return f"<Comparison of {names} for {role}: {len(self.rows)} rows>"


def compare(ranking: Ranking, programs: Sequence[Program | str]) -> Comparison:
    """Return two or more programs of the ranking's catalogue side by side, each once.

    A text is an id or an unambiguous part of a name. The rows are place, score, what is shown
    on each criterion, cost and time for this user, and all facts, in words; None is unknown.

    Raises:
        UsageError: the catalogue has no such program, a text can mean several, or all are one.
    """
    check_kind(Ranking, ranking=ranking)
    chosen = ranking.catalog.find_several(programs)
    return Comparison(ranking, tuple(chosen), tuple(comparison_rows(ranking, chosen)))


def comparison_rows(ranking: Ranking, programs: list[Program]) -> list[Row]:
    """Return what is compared: place, score, ratings, cost and time for this user, all facts."""
    found = [ranking.find(program) for program in programs]
    standings = [one.standing for one in found]
    rows = [_place_row(found), _score_row(standings)]
    rows += (_criterion_row(name, standings) for name in ranking.applicant.weights)
    if any(one.part for one in standings):
        rows.append(Row("what fits you", tuple(map(_fitting, found))))
    rows += [*_cost_rows(standings), _time_row(standings)]
    return [*rows, *_facts(ranking, programs)]


def _place_row(found: list[Found]) -> Row:
    numbers = [None if one.place is None else one.place + 1 for one in found]
    words = ("ruled out" if one is None else f"number {one}" for one in numbers)
    return Row("place", tuple(words), amounts=Amounts(tuple(numbers), "place"))


def _score_row(standings: list[Standing]) -> Row:
    words = (score_words(one.score, one.score_high) for one in standings)
    scores = tuple(one.score for one in standings)
    unsettled = any(one.score < one.score_high for one in standings)
    return Row("score", tuple(words), unsettled, amounts=Amounts(scores, "score", 100))


def _criterion_row(name: Criterion, standings: list[Standing]) -> Row:
    ratings = [one.ratings[name] for one in standings]
    words = (
        f"{points_words(one.points, one.open)} of {number(one.max)}{claim_marks(one, standing)}"
        for one, standing in zip(ratings, standings, strict=True)
    )
    points = tuple(one.points for one in ratings)
    return Row(
        PLAIN_WORDS[name],
        tuple(words),
        any(one.open for one in ratings),
        criterion=name,
        amounts=Amounts(points, "points", ratings[0].max),
    )


def _cost_rows(standings: list[Standing]) -> Iterator[Row]:
    costs = [one.cost for one in standings]
    yield Row("cost for you", tuple(map(cost_words, costs)), amounts=_usd(costs))
    renewals = [renewal_words(one.taken) for one in standings]
    dues = [renewal_cost(one.taken) for one in standings]
    yield Row("each renewal", tuple(renewals), amounts=_usd(dues))
    long = [cost_over(one.taken, one.cost, LONG_RUN) for one in standings]
    years, unknown = counted(LONG_RUN, "year"), any(one.unknown for one in long)
    words = tuple(map(over_time_words, long))
    yield Row(f"cost over {years}", words, unknown, amounts=_usd(long))


def _usd(costs: Sequence[Cost | CostOverTime | None]) -> Amounts:
    return Amounts(tuple(one.usd if one else None for one in costs), "USD")


def _time_row(standings: list[Standing]) -> Row:
    words = (time_words(one.taken, one.weeks) for one in standings)
    weeks = tuple(one.weeks for one in standings)
    return Row("time for you", tuple(words), amounts=Amounts(weeks, "weeks"))


def _fitting(found: Found) -> str:
    if found.place is None:
        return "nothing"
    return part_words(found.standing) or "the whole"


def _facts(ranking: Ranking, programs: list[Program]) -> list[Row]:
    stated = [_stated(program) for program in programs]
    rows = (_fact_row(name, [one.get(name, ()) for one in stated], ranking) for name in FACT_NAMES)
    return [row for row in rows if any(value is not None for value in row.values)]


def _stated(program: Program) -> dict[str, tuple[Sourced, ...]]:
    """Return what is known of a program: the facts of each name."""
    found: dict[str, tuple[Sourced, ...]] = {}
    for path, fact in program.facts.stated():
        name = path.partition("[")[0]
        found[name] = (*found.get(name, ()), fact)
    return found


def _fact_row(name: str, columns: list[tuple[Sourced, ...]], ranking: Ranking) -> Row:
    roles = ranking.catalog.roles
    values = ("; ".join(fact_text(name, fact, roles) for fact in facts) for facts in columns)
    sources = ((source for fact in facts for source in fact.sources) for facts in columns)
    return Row(
        FACT_LABELS[name],
        tuple(value or None for value in values),
        fact=name,
        sources=tuple(tuple(dict.fromkeys(each)) for each in sources),
    )


def cited_by_rows(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the ids of the sources behind a comparison, in the order of their mention."""
    yield from (source for row in rows for ids in row.sources for source in ids)


def comparison_page(ranking: Ranking, programs: list[Program], surface: Surface) -> str:
    """Return the comparison drawn for a surface: a table, or row by row where it is narrow."""
    page = Page(surface)
    rows = comparison_rows(ranking, programs)
    names = [named(program, ranking.catalog) for program in programs]
    if surface.width >= LABEL + NARROWEST_COLUMN * len(programs):
        page.add(_table(rows, names))
    else:
        page.line((_CORNER, "bold"))
        for row in rows:
            page.line((_label(row), "bold"))
            for name, value in zip(names, row.values, strict=True):
                page.line(f"{name}: {value or UNKNOWN}", indent=2)
    page.blank()
    page.line(
        "> before a row: the programs differ in it, or may, since something there is unknown "
        f"({UNKNOWN}: ask the provider) or still open (1 to 3)."
    )
    page.line(MARKS)
    page.line(f"{catalog_line(ranking.catalog)}.")
    return page.text()


def _label(row: Row) -> str:
    return f"{'>' if row.differs else ' '} {row.name}"


def _table(rows: list[Row], names: list[str]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column(_CORNER, width=LABEL)
    for name in names:
        table.add_column(Text(name), ratio=1, overflow="fold")
    for row in rows:
        label = Text(wrapped(_label(row), LABEL, "  "))
        table.add_row(label, *(Text(value or UNKNOWN) for value in row.values))
    return table
