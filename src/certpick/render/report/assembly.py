"""A report from a ranking: every figure is the one that rank, explain, compare and plan show."""

from collections.abc import Iterable, Iterator
from datetime import date

from certpick.catalog.freshness import is_stale
from certpick.catalog.model import Catalog, Program
from certpick.explaining.explanation import explain
from certpick.explaining.notes import (
    called,
    catalog_line,
    changes,
    notes,
    weight_words,
)
from certpick.explaining.robustness import Robustness
from certpick.explaining.verdict import verdict
from certpick.planning.plan import plan
from certpick.render import comparison
from certpick.render.explanation import cited_by_explanation
from certpick.render.phrases import (
    cost_words,
    credit_words,
    fit_words,
    named,
    part_words,
    score_words,
    time_words,
    to_confirm,
)
from certpick.render.plan import cited_by_plan
from certpick.render.ranking import details, more_fit, turned_away
from certpick.render.report import model
from certpick.render.report.answers import answers, audience, unsaid
from certpick.render.report.decision import amount, fallback
from certpick.render.report.reasoning import (
    Numbering,
    numbers_of,
    to_settle,
    why,
)
from certpick.render.verdict import verdict_lines
from certpick.render.weight_map import map_figure, map_marks, mark_words
from certpick.scoring.ranking import USUAL_TOP, Place, Ranking, RuledOut, Sort, places
from certpick.text import capitalized, counted, in_words

SIDE_BY_SIDE = 3
NAMED_OUT = 3  # of those that no answer lets in, by reason
MOST_RULED_OUT = 4  # of those that a change lets in, the closest


def report(ranking: Ranking, today: date, start: date | None = None) -> model.Report:
    """Return the report of a ranking; ``start`` is the first day of study, as for a plan."""
    robustness = Robustness(ranking)
    best = ranking.ranked[0].program if ranking.ranked else None
    explanation = explain(ranking, best, robustness) if best else None
    planned = plan(ranking, best, today, start) if best else None
    compared = [one.program for one in ranking.ranked[:SIDE_BY_SIDE]]
    rows = comparison.comparison_rows(ranking, compared) if len(compared) > 1 else []
    numbers = numbering(
        (
            *(cited_by_explanation(explanation) if explanation else ()),
            *(cited_by_plan(planned) if planned else ()),
            *comparison.cited_by_rows(rows),
        )
    )
    shown = ranked(ranking, USUAL_TOP)
    found = verdict(ranking, robustness)
    return model.Report(
        audience=audience(ranking.applicant),
        day=today.isoformat(),
        catalog=f"{catalog_line(ranking.catalog)}.",
        verdict=tuple(verdict_lines(found)),
        amount=tuple(amount(planned)) if planned else (),
        fallback=fallback(found).sentences,
        answers=tuple(answers(ranking)),
        unsaid=tuple(unsaid(ranking.applicant)),
        places=shown,
        more=more(ranking, len(shown)),
        picture=map_figure(robustness) if shown else None,
        territories=territories(robustness),
        weights=weight_words(ranking.applicant),
        why=why(robustness, explanation, numbers) if explanation else None,
        to_settle=to_settle(planned, numbers) if planned else None,
        comparison=side_by_side(rows, compared, ranking, numbers) if rows else None,
        ruled_out=tuple(ruled_out(ranking)),
        more_ruled_out=more_ruled_out(ranking),
        notes=notes(ranking, options=False),
        references=tuple(references(numbers, ranking.catalog, today)),
    )


def ranked(ranking: Ranking, top: int, sort: Sort = "score") -> tuple[model.Place, ...]:
    """Return the lines of the ranking that are shown."""
    return tuple(_place(one, ranking) for one in places(ranking, sort, top))


def _place(place: Place, ranking: Ranking) -> model.Place:
    standing = place.standing
    return model.Place(
        rank=place.number,
        id=standing.program.id,
        name=" – ".join(filter(None, (standing.program.name, part_words(standing)))),
        provider=ranking.catalog.providers[standing.program.provider].short,
        fit=fit_words(standing),
        score=score_words(standing.score, standing.score_high),
        shown=round(standing.score, 1),
        most=round(standing.score_high, 1),
        cost=cost_words(standing.cost),
        time=time_words(standing.taken, standing.weeks),
        credit=credit_words(standing),
        confirm=to_confirm(standing, " and {} more"),
    )


def more(ranking: Ranking, shown: int) -> str | None:
    """Return how many programs fit beside those shown."""
    left = len(ranking.ranked) - shown
    return f"{more_fit(left)}." if left > 0 else None


def territories(robustness: Robustness) -> tuple[model.Territory, ...]:
    """Return who leads where in the triangle of weights."""
    catalog = robustness.ranking.catalog
    return tuple(
        model.Territory(mark.letter, mark.paint, mark_words(mark, catalog))
        for mark in map_marks(robustness)
    )


def side_by_side(
    rows: list[comparison.Row], programs: list[Program], ranking: Ranking, numbers: Numbering
) -> model.Comparison:
    """Return a comparison of programs, its sources told by their numbers."""
    return model.Comparison(
        names=tuple(named(one, ranking.catalog) for one in programs),
        short=tuple(called(ranking, one) for one in programs),
        rows=tuple(
            model.Row(capitalized(row.name), row.differs, tuple(_cells(row, numbers)))
            for row in rows
        ),
    )


def _cells(row: comparison.Row, numbers: Numbering) -> Iterator[model.Cell]:
    sources = row.sources or ((),) * len(row.values)
    for value, ids in zip(row.values, sources, strict=True):
        url = value if row.fact == "url" else None
        yield model.Cell(value, url, numbers_of(list(ids), numbers))


def ruled_out(ranking: Ranking) -> Iterator[model.RuledOut]:
    """Yield the closest that a change lets in, then those that no answer does, by reason."""
    for one in _included(ranking)[:MOST_RULED_OUT]:
        yield model.RuledOut(
            one.program.id,
            named(one.program, ranking.catalog),
            details(one),
            changes(one, ranking),
        )
    for reason, names in turned_away(ranking).items():
        yield model.RuledOut(None, in_words(names, NAMED_OUT), reason, None)


def _included(ranking: Ranking) -> list[RuledOut]:
    return [one for one in ranking.ruled_out if one.included]


def more_ruled_out(ranking: Ranking) -> str | None:
    """Return how many more a change would let in."""
    left = len(_included(ranking)) - MOST_RULED_OUT
    return f"Ruled out too: {counted(left, 'more program')}." if left > 0 else None


def numbering(cited: Iterable[str]) -> Numbering:
    """Return the number of each source that is cited, in the order of mention."""
    return {source: at for at, source in enumerate(dict.fromkeys(cited), start=1)}


def references(numbers: Numbering, catalog: Catalog, today: date) -> Iterator[model.Reference]:
    """Yield the sources in the order of their numbers, with their age on a day."""
    for name, at in numbers.items():
        source = catalog.sources[name]
        promotes = ", ".join(catalog.providers[one].short for one in source.promotes)
        interest = f", promotes {promotes}" if promotes else ""
        yield model.Reference(
            number=at,
            title=source.title,
            kind=source.kind + interest,
            checked=source.checked,
            old=is_stale(source.checked, today),
            url=source.url,
        )
