"""The ranking in detail: a table with every rating, cards on a narrow screen, Markdown."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from certpick.explaining.notes import catalog_line, changes, firmness_notes, notes
from certpick.explaining.robustness import Robustness
from certpick.explaining.verdict import Verdict, verdict
from certpick.profile.criteria import Criterion
from certpick.profile.options import command_line
from certpick.render.formats import View
from certpick.render.markdown import escape, table_line
from certpick.render.page import Page
from certpick.render.phrases import (
    ASSURANCE,
    MARKS,
    OWN_CLAIM,
    RIVAL_CLAIM,
    claim_marks,
    cost_words,
    credit_words,
    fit_words,
    named,
    part_words,
    points_words,
    score_words,
    time_words,
    titled,
    to_confirm,
)
from certpick.render.streams import Surface
from certpick.render.verdict import verdict_lines
from certpick.scoring.ranking import Place, Ranking, RuledOut, Standing, places
from certpick.scoring.rubric import Rating
from certpick.text import counted, number

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

TABLE_WIDTH = 80  # narrower screens get cards
BAR = 10
_HEADS: dict[Criterion, str] = {
    "domain_alignment": "Domain",
    "assessment_rigor": "Rigor",
    "portability": "Porta-\nbility",
    "cme": "CME",
}


def details_page(ranking: Ranking, view: View, surface: Surface) -> str:
    """Return the ranking drawn for a surface, with what is ruled out and what to know."""
    page = Page(surface)
    shown = places(ranking, view.sort, view.listed)
    if shown and surface.width >= TABLE_WIDTH:
        page.add(_table(ranking, shown, surface))
    else:
        for place in shown:
            _card(page, place, ranking)
    if shown:
        page.line((_legend(surface), "dim"))
    robustness = Robustness(ranking)
    page.section("How firm this is", firmness_notes(robustness))
    page.section("Ruled out", _ruled_out(ranking))
    page.section("Good to know", _notes(ranking, len(shown)))
    if shown:
        words = command_line(ranking.applicant.profile)
        page.section("Next", [f"certpick explain {shown[0].standing.program.id} {words}"])
    page.blank()
    add_verdict(page, verdict(ranking, robustness))
    return page.text().lstrip("\n")


def add_verdict(page: Page, found: Verdict) -> None:
    """Add the verdict, which on a screen comes last."""
    for line in verdict_lines(found):
        page.line((f"{line.label}: ", "bold"), line.text)


def _table(ranking: Ranking, shown: Sequence[Place], surface: Surface) -> "Table":
    from rich.table import Table

    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column("Program", ratio=3, overflow="fold")
    table.add_column("Score", width=BAR)
    for criterion in ranking.applicant.weights:
        table.add_column(_HEADS[criterion], justify="right", no_wrap=True)
    table.add_column("Cost,\nweeks", justify="right", no_wrap=True)
    table.add_column("To confirm", ratio=2)
    for place, standing in shown:
        ratings = (_rating(one, standing, surface) for one in standing.ratings.values())
        table.add_row(
            str(place),
            _title(standing, ranking),
            _score(standing, surface),
            *ratings,
            f"{_cost(standing)}\n{_time(standing)}",
            to_confirm(standing),
        )
    return table


def _card(page: Page, place: Place, ranking: Ranking) -> None:
    standing = place.standing
    ratings = ", ".join(
        f"{criterion_word(name)} {_rating(rating, standing, page.surface)}"
        for name, rating in standing.ratings.items()
    )
    advised = part_words(standing)
    page.line(
        (f"{place.number}. {standing.program.name}{f' ({advised})' if advised else ''}", "bold")
    )
    for part in (
        ranking.catalog.providers[standing.program.provider].short,
        _score(standing, page.surface),
        ratings,
        f"cost {_cost(standing)}, {_time(standing)}",
        f"confirm: {to_confirm(standing)}",
    ):
        page.line(part, indent=3)
    page.blank()


def _cost(standing: Standing) -> str:
    return cost_words(standing.cost) or "?"


def _time(standing: Standing) -> str:
    return time_words(standing.taken, standing.weeks) or "? weeks"


def criterion_word(criterion: Criterion) -> str:
    """Return a criterion in one word."""
    return _HEADS[criterion].replace("-\n", "").lower()


def _title(standing: Standing, ranking: Ranking) -> "Text":
    from rich.text import Text

    provider = ranking.catalog.providers[standing.program.provider].short
    part = part_words(standing)
    return Text.assemble(
        (provider, "bold"), "\n", standing.program.name, f" ({part})" if part else ""
    )


def _score(standing: Standing, surface: Surface) -> "Text":
    from rich.text import Text

    words = score_words(standing.score, standing.score_high, surface.dash)
    bar = score_bar(standing.score, standing.score_high, surface)
    return Text.assemble(*bar, "\n", (words, "bold"))


def score_bar(
    score: float, score_high: float, surface: Surface, cells: int = BAR
) -> list[tuple[str, str]]:
    """Return a bar of what is shown and what is open, in parts with their styles."""
    full, part = _marks(surface)
    filled, reach = round(score / 100 * cells), round(score_high / 100 * cells)
    rest = " " * (cells - reach)
    return [(full * filled, "green"), (part * (reach - filled), "dim"), (rest, "")]


def _rating(rating: Rating, standing: Standing, surface: Surface) -> str:
    """Write "3–4/5*": 3 points shown, 1 more still open, 5 at most, some merely claimed."""
    points = points_words(rating.points, rating.open, surface.dash)
    mark = claim_marks(rating, standing)
    return f"{points}/{number(rating.max)}{mark}"


def _legend(surface: Surface) -> str:
    full, part = _marks(surface)
    return (
        f"Score 0 to 100: {full} shown by facts, {part} still open because a fact is unknown (?). "
        f"{OWN_CLAIM} counts points that only the provider or its promoter claims, {RIVAL_CLAIM} "
        "lacks points that only a rival denies. +2: two more to confirm, listed by --format "
        f"markdown. {ASSURANCE}"
    )


def _marks(surface: Surface) -> tuple[str, str]:
    return ("█", "░") if surface.unicode else ("#", "-")


def _ruled_out(ranking: Ranking) -> Iterator[str]:
    for one in ranking.ruled_out:
        if one.included:
            name = named(one.program, ranking.catalog)
            yield f"{name}: {details(one)}; in with {changes(one, ranking)}"
    for reason, names in turned_away(ranking).items():
        yield f"{', '.join(names)}: {reason}"


def turned_away(ranking: Ranking) -> dict[str, list[str]]:
    """Return, by the reason, the names of the programs that no answer would let in."""
    together: dict[str, list[str]] = {}
    for one in ranking.ruled_out:
        if not one.included:
            together.setdefault(details(one), []).append(one.program.name)
    return together


def details(one: RuledOut) -> str:
    """Return every reason for which a program is ruled out."""
    return "; ".join(reason.detail for reason in one.reasons)


def _notes(ranking: Ranking, shown: int) -> list[str]:
    left = len(ranking.ranked) - shown
    more = [f"{more_fit(left)}: --top {len(ranking.ranked)}."] if left else []
    return [*notes(ranking), *more, f"{catalog_line(ranking.catalog)}."]


def more_fit(count: int) -> str:
    """Return how many programs fit beside those that are shown."""
    return f"{counted(count, 'more program')} {'fits' if count == 1 else 'fit'}"


def ranking_markdown(ranking: Ranking, view: View) -> str:
    """Return the verdict, a table of the ranked programs, the ruled-out ones and the notes."""
    weights = ranking.applicant.weights if view.details else ()
    heads = [criterion_word(name).capitalize() for name in weights]
    columns = ["#", "Program", "Fit", "Score", *heads, "Cost", "Time", "Credit", "To confirm"]
    rows = [
        table_line(_markdown_cells(place, ranking, view.details))
        for place in places(ranking, view.sort, view.top)
    ]
    ruled_out = (
        f"- {escape(one.program.name)}: {escape(details(one))}" for one in ranking.ruled_out
    )
    robustness = Robustness(ranking)
    answer = verdict_lines(verdict(ranking, robustness))
    said = [MARKS, *notes(ranking), f"{catalog_line(ranking.catalog)}."]
    sections = {
        "": [f"- **{one.label}**: {escape(one.text)}" for one in answer],
        "Best first:": [table_line(columns), table_line(["---"] * len(columns)), *rows]
        if rows
        else [],
        "How firm this is:": [f"- {escape(one)}" for one in firmness_notes(robustness)],
        "Ruled out:": list(ruled_out),
        "Good to know:": [f"- {escape(note)}" for note in said],
    }
    parts = (
        "\n".join([*([head, ""] if head else []), *lines])
        for head, lines in sections.items()
        if lines
    )
    return "\n\n".join(parts) + "\n"


def _markdown_cells(place: Place, ranking: Ranking, details: bool) -> list[str]:
    standing = place.standing
    ratings = (
        f"{points_words(one.points, one.open)} of {number(one.max)}"
        f"{escape(claim_marks(one, standing))}"
        for one in (standing.ratings.values() if details else ())
    )
    return [
        str(place.number),
        escape(titled(standing, ranking.catalog)),
        fit_words(standing),
        score_words(standing.score, standing.score_high, " to "),
        *ratings,
        escape(cost_words(standing.cost) or "unknown"),
        time_words(standing.taken, standing.weeks) or "unknown",
        escape(credit_words(standing) or "unknown"),
        escape(", ".join(standing.confirm) or "nothing"),
    ]
