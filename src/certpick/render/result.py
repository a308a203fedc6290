"""The result on one screen: a table of the best programs, and below it the verdict."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

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
_AMOUNTS = ("#", "Cost", "Time")


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

    with_fit = any(map(_fit, shown))
    heads = ["#", "Program", *(["Fit"] if with_fit else []), "Score", "Cost", "Time", "Credit"]
    cells = [list(_cells(place, surface, with_fit)) for place in shown]
    taken = sum(max(map(len, column)) + 1 for column in zip(heads[2:], *cells, strict=True))
    room = surface.width - taken - max(len(f"{place.number} ") for place in shown)
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    for head in heads:
        table.add_column(head, justify="right" if head in _AMOUNTS else "left", no_wrap=True)
    for place, rest in zip(shown, cells, strict=True):
        name = _cut(called(ranking, place.standing.program), room, name_lines)
        table.add_row(str(place.number), name, *rest)
    return table


def _cut(name: str, room: int, lines: int) -> str:
    """Return a name in so many lines of so many columns; what is cut off ends in dots."""
    return "\n".join(wrap(name, room, max_lines=lines, placeholder=" …"))


def _cells(place: Place, surface: Surface, with_fit: bool) -> "Iterator[Text | str]":
    from rich.text import Text

    standing = place.standing
    if with_fit:
        yield Text(_fit(place), SURE if standing.fit == "sure" else MAYBE)
    cells = _WIDE_BAR if surface.width >= _WIDE else _BAR
    bar = score_bar(standing.score, standing.score_high, surface, cells)
    yield Text.assemble(*bar, " ", score_words(standing.score, standing.score_high, surface.dash))
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
