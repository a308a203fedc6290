"""The result on a screen: a table of the best programs, and what they ask of the user."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from certpick.explain.notes import called
from certpick.render.page import Page
from certpick.render.phrases import cost_words, credit_words, fit_words, score_words, time_words
from certpick.render.ranking import score_bar
from certpick.render.streams import Surface
from certpick.scoring.ranking import Place, Ranking

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

USUAL_TOP = 5  # what fits a screen
TABLE_WIDTH = 80  # narrower screens get cards
UNKNOWN = "?"
_PIPE = 1000  # columns of a table whose rows must not wrap
_BAR = {False: 4, True: 10}  # cells, on a usual and on a wide screen
_WIDE = 100
_NAME_LINES = 2


def places_table(ranking: Ranking, places: Sequence[Place], surface: Surface) -> str:
    """Return the places of a ranking as a table; on a narrow screen as cards.

    Where the output is no terminal, each program is one line, however long.
    """
    if not surface.terminal:
        surface = surface._replace(width=_PIPE)
    page = Page(surface)
    if surface.width < TABLE_WIDTH:
        for place in places:
            _card(page, place, ranking)
    else:
        page.add(_table(ranking, places, surface))
    return page.text()


def _table(ranking: Ranking, places: Sequence[Place], surface: Surface) -> "Table":
    from rich.table import Table

    with_fit = any(one.standing.needs for one in places)
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column("Program", ratio=1, overflow="fold")
    if with_fit:
        table.add_column("Fit", no_wrap=True)
    table.add_column("Score", no_wrap=True)
    for name in ("Cost", "Time"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("Credit", no_wrap=True)
    for place in places:
        table.add_row(*_cells(place, ranking, surface, with_fit))
    return table


def _cells(
    place: Place, ranking: Ranking, surface: Surface, with_fit: bool
) -> "Iterator[str | Text]":
    from rich.text import Text

    standing = place.standing
    yield str(place.number)
    yield Text(called(ranking, standing.program), "bold" if place.number == 1 else "")
    if with_fit:
        yield Text(fit_words(standing), "green" if standing.fit == "sure" else "yellow")
    bar = score_bar(standing.score, standing.score_high, surface, _BAR[surface.width >= _WIDE])
    yield Text.assemble(*bar, " ", score_words(standing.score, standing.score_high, surface.dash))
    yield cost_words(standing.cost) or UNKNOWN
    yield time_words(standing.taken, standing.weeks) or UNKNOWN
    yield credit_words(standing) or UNKNOWN


def _card(page: Page, place: Place, ranking: Ranking) -> None:
    standing = place.standing
    page.line((f"{place.number}. {called(ranking, standing.program)}", "bold"))
    score = score_words(standing.score, standing.score_high, page.surface.dash)
    fit = f"{fit_words(standing)}, " if standing.needs else ""
    page.line(f"{fit}score {score}", indent=3)
    cost, time = cost_words(standing.cost), time_words(standing.taken, standing.weeks)
    credit = credit_words(standing)
    terms = f"cost {cost or UNKNOWN}, {time or '? weeks'}, credit {credit or UNKNOWN}"
    page.line(terms, indent=3)
