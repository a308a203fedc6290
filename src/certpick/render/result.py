"""The result on one screen: a table of the best programs, and below it the verdict."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from certpick.explaining.notes import called
from certpick.explaining.verdict import verdict
from certpick.render.formats import View
from certpick.render.page import Page
from certpick.render.phrases import cost_words, credit_words, said_fit, score_words, time_words
from certpick.render.ranking import TABLE_WIDTH, add_verdict, score_bar
from certpick.render.streams import Surface
from certpick.scoring.ranking import Place, Ranking, places

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

SCREEN = 24  # lines of a usual terminal
ROOM = 1  # the line of the next prompt
UNKNOWN = "?"
SURE, MAYBE = "green", "yellow"
_PIPE = 1000  # columns of a table whose rows must not wrap
_WIDE, _BAR, _WIDE_BAR = 100, 4, 10  # a wide screen has room for a longer bar
_NAME_LINES = 2
_LEAST = 8  # columns of any name
_AMOUNTS = ("#", "Cost", "Time")
_ENOUGH = 24  # columns of a name that is cut and can still be told from others


class Columns(NamedTuple):
    """How a table is drawn: the cells of the score's bar, and whether a fit says what is open."""

    bar: int
    needs: bool


# From the roomiest to the narrowest: a name that can be told from others is worth more.
_DRAWN = (Columns(_BAR, needs=True), Columns(0, needs=True), Columns(0, needs=False))


def result_page(ranking: Ranking, view: View, surface: Surface) -> str:
    """Return the best programs, how to see the rest, and the verdict, which comes last.

    The usual five and the verdict fit a screen of 24 lines and 80 columns, or two of 40 columns:
    where they would not, names are cut to one line, then the empty line goes. Where the output
    is no terminal, each program is one line, however long.
    """
    most = SCREEN if surface.width >= TABLE_WIDTH else 2 * SCREEN
    shown = places(ranking, view.sort, view.listed)
    answer = _answer(ranking, len(shown), surface)
    for name_lines in (_NAME_LINES, 1):
        page = _places(ranking, shown, surface, name_lines) + answer
        if view.top or view.all or not surface.terminal or page.count("\n") <= most - ROOM:
            return page
    return page.replace("\n\n", "\n")


def _answer(ranking: Ranking, shown: int, surface: Surface) -> str:
    page = Page(surface)
    if shown:
        page.line((_more(ranking, shown, surface), "dim"))
        page.blank()
    add_verdict(page, verdict(ranking))
    return page.text()


def _more(ranking: Ranking, shown: int, surface: Surface) -> str:
    """Return how many programs are not shown, and what shows them."""
    left, out = len(ranking.ranked) - shown, len(ranking.ruled_out)
    hidden = [f"{left} more fit"] if left else []
    hidden += [f"{out} are out"] if out else []
    rest = f"{', '.join(hidden)}: --details. " if hidden else ""
    return f"{rest}{'Why: certpick explain PROGRAM' if surface.width >= TABLE_WIDTH else ''}"


def _places(ranking: Ranking, shown: Sequence[Place], surface: Surface, name_lines: int) -> str:
    page = Page(surface if surface.terminal else surface._replace(width=_PIPE))
    if surface.terminal and surface.width < TABLE_WIDTH:
        for place in shown:
            _card(page, place, ranking)
    elif shown:
        page.add(_table(ranking, shown, page.surface, name_lines))
    return page.text()


def _table(ranking: Ranking, shown: Sequence[Place], surface: Surface, name_lines: int) -> "Table":
    from rich.table import Table

    fit = ["Fit"] if any(map(_fit, shown)) else []
    heads = ["#", "Program", *fit, "Score", "Cost", "Time", "Credit"]
    names = [called(ranking, place.standing.program) for place in shown]
    drawn = [Columns(_WIDE_BAR, needs=True)] if surface.width >= _WIDE else _DRAWN
    for columns in drawn:
        cells = [list(_cells(place, surface, columns, bool(fit))) for place in shown]
        taken = sum(max(map(len, column)) + 1 for column in zip(heads[2:], *cells, strict=True))
        room = surface.width - taken - max(len(f"{place.number} ") for place in shown)
        if room >= _ENOUGH or all(_cut(name, room, name_lines)[-1:] != "…" for name in names):
            break
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    for head in heads:
        table.add_column(head, justify="right" if head in _AMOUNTS else "left", no_wrap=True)
    for place, name, rest in zip(shown, names, cells, strict=True):
        table.add_row(str(place.number), _cut(name, room, name_lines), *rest)
    return table


def _cut(name: str, room: int, lines: int) -> str:
    """Return a name in so many lines of so many columns; what is cut off ends in dots."""
    return "\n".join(wrap(name, max(room, _LEAST), max_lines=lines, placeholder=" …"))


def _cells(
    place: Place, surface: Surface, columns: Columns, with_fit: bool
) -> "Iterator[Text | str]":
    from rich.text import Text

    standing = place.standing
    if with_fit:
        fit = _fit(place) if columns.needs else standing.fit
        yield Text(fit, SURE if standing.fit == "sure" else MAYBE)
    bar = score_bar(standing.score, standing.score_high, surface, columns.bar)
    blank = " " if columns.bar else ""
    yield Text.assemble(*bar, blank, score_words(standing.score, standing.score_high, surface.dash))
    yield cost_words(standing.cost) or UNKNOWN
    yield time_words(standing.taken, standing.weeks) or UNKNOWN
    yield credit_words(standing) or UNKNOWN


def _fit(place: Place) -> str:
    return said_fit(place.standing)


def _card(page: Page, place: Place, ranking: Ranking) -> None:
    standing = place.standing
    page.line((f"{place.number}. {called(ranking, standing.program)}", "bold"))
    score = score_words(standing.score, standing.score_high, page.surface.dash)
    fit = _fit(place)
    page.line(f"{fit}{', ' if fit else ''}score {score}", indent=3)
    cost, time = cost_words(standing.cost), time_words(standing.taken, standing.weeks)
    credit = credit_words(standing)
    terms = f"cost {cost or UNKNOWN}, {time or '? weeks'}, credit {credit or UNKNOWN}"
    page.line(terms, indent=3)
