"""An explanation, for a person."""

from collections.abc import Iterator

from certpick.catalog.model import Catalog
from certpick.explaining.explanation import Contribution, Explanation
from certpick.explaining.notes import catalog_line, changes, weight_percentages
from certpick.explaining.sentences import leads, lifts, neighbours
from certpick.profile.criteria import PLAIN_WORDS
from certpick.render.page import Page
from certpick.render.phrases import (
    ASSURANCE,
    MARKS,
    claim_mark,
    item_mark,
    item_words,
    namesakes,
    score_words,
    standing_words,
    titled,
)
from certpick.render.streams import Surface
from certpick.scoring.ranking import Ranking
from certpick.text import capitalized, number


def cited_by_explanation(explanation: Explanation) -> Iterator[str]:
    """Yield the ids of the sources behind a program's points, in the order of their mention."""
    for one in explanation.contributions:
        for item in one.rating.items:
            for fact in item.basis:
                yield from fact.sources
                yield from (conflict.source for conflict in fact.conflicts)


def explanation_page(explanation: Explanation, ranking: Ranking, surface: Surface) -> str:
    """Return an explanation drawn for a surface."""
    standing, catalog = explanation.standing, ranking.catalog
    page = Page(surface)
    page.line((titled(standing, catalog), "bold"))
    page.line(summary(explanation, ranking))
    weights = weight_percentages(ranking.applicant.weights)
    for one in explanation.contributions:
        _criterion(page, one, weights[one.rating.criterion], explanation, catalog)
    page.blank()
    page.line(f"Together {standing.score:.1f} of 100.")
    page.section("Against its neighbours", neighbours(explanation, ranking))
    page.section("What each unknown could do, were it shown", lifts(explanation))
    page.section("Where it comes first", leads(explanation, ranking))
    if explanation.ruled_out:
        page.section("Why it is ruled out", ruled_out_lines(explanation, ranking))
    page.section("Not to be confused with", namesakes(standing.program))
    page.blank()
    page.line(MARKS)
    page.line(ASSURANCE)
    page.line(f"{catalog_line(ranking.catalog)}.")
    return page.text()


def summary(explanation: Explanation, ranking: Ranking) -> str:
    """Return its place, score, cost and time; and apart, the score that it could have."""
    standing, role = explanation.standing, ranking.applicant.role.id
    if explanation.place is None:
        place = f"Ruled out for {role}"
    else:
        place = f"Number {explanation.place} of {len(ranking.ranked)} for {role}"
    said = f"{place}; {standing_words(standing)}."
    if standing.score_high <= standing.score:
        return said
    high = score_words(standing.score_high, standing.score_high)
    return f"{said} Were all that is unknown shown, its score would be {high}."


def _criterion(
    page: Page, one: Contribution, weight: str, explanation: Explanation, catalog: Catalog
) -> None:
    rating = one.rating
    name = capitalized(PLAIN_WORDS[rating.criterion])
    page.heading(
        f"{name}: {number(rating.points)} of {number(rating.max)} shown; "
        f"weight {weight} makes that {one.points:.1f} of the score"
    )
    if rating.open:
        most = number(rating.points + rating.open)
        page.line((f"{most} of {number(rating.max)}, were all that is open shown.", "dim"))
    for item in rating.items:
        mark = claim_mark(item, explanation.standing)
        page.line(f"{item_mark(item).ljust(5)}  {item_words(item, catalog, mark)}", indent=2)
        for fact in item.basis[:1]:
            if fact.quote:
                page.line((f'"{fact.quote}"', "dim"), indent=7)
            page.line((f"[{fact.source}]{f' {fact.note}' if fact.note else ''}", "dim"), indent=7)


def ruled_out_lines(explanation: Explanation, ranking: Ranking) -> Iterator[str]:
    """Say which needs rule the program out, and what lets it in."""
    ruled_out = explanation.ruled_out
    if ruled_out is None:
        return
    for reason in ruled_out.reasons:
        yield f"{reason.kind}: {reason.detail}"
    if ruled_out.included:
        yield f"It comes in with {changes(ruled_out, ranking)}."
