"""The ranking for a person to read: a table, cards on a narrow screen, and what to know."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from certpick.catalog.model import Program
from certpick.explain.notes import catalog_line, changes, firmness_notes, notes
from certpick.explain.robustness import firmness
from certpick.profile.criteria import Criterion
from certpick.profile.options import command_line
from certpick.render.page import Page
from certpick.render.phrases import cost_words, time_words
from certpick.render.streams import Surface
from certpick.scoring.ranking import Ranking, RuledOut, Standing
from certpick.scoring.rubric import Rating, own_claim
from certpick.text import counted, number

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

USUAL_TOP = 5  # what fits a screen
TABLE_WIDTH = 80  # narrower screens get cards
BAR = 10
_HEADS: dict[Criterion, str] = {
    "domain_alignment": "Domain",
    "assessment_rigor": "Rigor",
    "portability": "Porta-\nbility",
    "cme": "CME",
}


def ranking_table(ranking: Ranking, top: int | None, surface: Surface) -> str:
    """Return the ranking drawn for a surface."""
    page = Page(surface)
    shown = ranking.ranked[: top or USUAL_TOP]
    if shown and surface.width >= TABLE_WIDTH:
        page.add(_table(ranking, shown, surface))
    else:
        for place, standing in enumerate(shown, start=1):
            _card(page, place, standing, ranking)
    if shown:
        page.line((_legend(surface), "dim"))
    page.section("How firm this is", firmness_notes(ranking, firmness(ranking)))
    page.section("Ruled out", _ruled_out(ranking))
    page.section("Good to know", _notes(ranking, len(shown)))
    if shown:
        words = command_line(ranking.applicant.profile)
        page.section("Next", [f"certpick explain {shown[0].program.id} {words}"])
    return page.text().lstrip("\n")


def _table(ranking: Ranking, shown: tuple[Standing, ...], surface: Surface) -> "Table":
    from rich.table import Table

    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column("Program", ratio=3, overflow="fold")
    table.add_column("Score", width=BAR)
    for criterion in ranking.applicant.weights:
        table.add_column(_HEADS[criterion], justify="right", no_wrap=True)
    table.add_column("Cost,\nweeks", justify="right", no_wrap=True)
    table.add_column("To confirm", ratio=2)
    for place, standing in enumerate(shown, start=1):
        ratings = (_rating(one, standing, surface) for one in standing.ratings.values())
        table.add_row(
            str(place),
            _title(standing, ranking),
            _score(standing, surface),
            *ratings,
            f"{cost_words(standing.cost)}\n{time_words(standing.program, standing.weeks)}",
            to_confirm(standing),
        )
    return table


def _card(page: Page, place: int, standing: Standing, ranking: Ranking) -> None:
    ratings = ", ".join(
        f"{criterion_word(name)} {_rating(rating, standing, page.surface)}"
        for name, rating in standing.ratings.items()
    )
    page.line((f"{place}. {standing.program.name}", "bold"))
    for part in (
        ranking.catalog.providers[standing.program.provider].short,
        _score(standing, page.surface),
        ratings,
        f"cost {cost_words(standing.cost)}, {time_words(standing.program, standing.weeks)}",
        f"confirm: {to_confirm(standing)}",
    ):
        page.line(part, indent=3)
    page.blank()


def criterion_word(criterion: Criterion) -> str:
    """Return a criterion in one word."""
    return _HEADS[criterion].replace("-\n", "").lower()


def _title(standing: Standing, ranking: Ranking) -> "Text":
    from rich.text import Text

    provider = ranking.catalog.providers[standing.program.provider].short
    return Text.assemble((provider, "bold"), "\n", standing.program.name)


def _score(standing: Standing, surface: Surface) -> "Text":
    from rich.text import Text

    words = f"{standing.score:.0f}"
    if standing.score_high > standing.score:
        words += f"{dash(surface)}{standing.score_high:.0f}"
    bar = score_bar(standing.score, standing.score_high, surface)
    return Text.assemble(*bar, "\n", (words, "bold"))


def score_bar(score: float, score_high: float, surface: Surface) -> list[tuple[str, str]]:
    """Return a bar of what is shown and what is open, in parts with their styles."""
    full, part = _marks(surface)
    filled, reach = round(score / 100 * BAR), round(score_high / 100 * BAR)
    return [(full * filled, "green"), (part * (reach - filled), "dim")]


def _rating(rating: Rating, standing: Standing, surface: Surface) -> str:
    """Write "3–4/5*": 3 points shown, 1 more still open, 5 at most, some merely claimed."""
    reach = f"{dash(surface)}{number(rating.points + rating.open)}" if rating.open else ""
    mark = "*" if counts_claims(rating, standing) else ""
    return f"{number(rating.points)}{reach}/{number(rating.max)}{mark}"


def counts_claims(rating: Rating, standing: Standing) -> bool:
    """Return whether a rating counts points that only the provider or its promoter claims."""
    provider = standing.program.provider
    return any(
        item.points and own_claim(item.basis, provider, standing.sources) for item in rating.items
    )


def dash(surface: Surface) -> str:
    """Return the sign between two ends of a range."""
    return "–" if surface.unicode else "-"


def to_confirm(standing: Standing, more: str = " +{}", most: int = 2) -> str:
    """Return the first names of what is unknown, and how many more there are."""
    names = standing.confirm
    rest = more.format(len(names) - most) if len(names) > most else ""
    return ", ".join(names[:most]) + rest if names else "nothing"


def _legend(surface: Surface) -> str:
    full, part = _marks(surface)
    return (
        f"Score 0 to 100: {full} shown by facts, {part} still open because a fact is unknown (?). "
        "* counts points that only the provider or its promoter claims. +2: two more to confirm, "
        "listed by --format markdown. Scores measure strength of assurance, not teaching."
    )


def _marks(surface: Surface) -> tuple[str, str]:
    return ("█", "░") if surface.unicode else ("#", "-")


def _ruled_out(ranking: Ranking) -> Iterator[str]:
    for one in ranking.ruled_out:
        if one.included:
            yield f"{named(ranking, one.program)}: {details(one)}; in with {changes(one)}"
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


def named(ranking: Ranking, program: Program) -> str:
    """Return a program's name with its provider."""
    return f"{program.name} ({ranking.catalog.providers[program.provider].short})"


def _notes(ranking: Ranking, shown: int) -> list[str]:
    left = len(ranking.ranked) - shown
    more = [f"{more_fit(left)}: --top {len(ranking.ranked)}."] if left else []
    return [*notes(ranking), *more, f"{catalog_line(ranking.catalog)}."]


def more_fit(count: int) -> str:
    """Return how many programs fit beside those that are shown."""
    return f"{counted(count, 'more program')} {'fits' if count == 1 else 'fit'}"
