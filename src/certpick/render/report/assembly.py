"""A report from a ranking: every figure is the one that rank, explain, compare and plan show."""

from collections.abc import Iterable, Iterator
from datetime import date

from certpick.catalog.freshness import is_stale
from certpick.catalog.model import Catalog
from certpick.explain.explanation import Explanation, explain
from certpick.explain.notes import (
    called,
    catalog_line,
    changes,
    notes,
    weight_words,
)
from certpick.explain.robustness import Robustness
from certpick.explain.verdict import verdict
from certpick.planning.plan import Plan, plan
from certpick.render import comparison
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
from certpick.render.ranking import details, more_fit, turned_away
from certpick.render.report import model
from certpick.render.report.answers import answers, audience, unsaid
from certpick.render.report.decision import amount, fallback
from certpick.render.report.reasoning import Numbering, cited_by_first, first, numbers_of
from certpick.render.verdict import verdict_lines
from certpick.render.weight_map import map_figure, map_marks, mark_words
from certpick.scoring.ranking import USUAL_TOP, Ranking, RuledOut, Standing
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
    rows = _compared(ranking)
    numbers = _numbering(explanation, planned, rows)
    places = tuple(
        _place(at, one, ranking) for at, one in enumerate(ranking.ranked[:USUAL_TOP], start=1)
    )
    found = verdict(ranking, robustness)
    return model.Report(
        audience=audience(ranking.applicant),
        day=today.isoformat(),
        catalog=f"{catalog_line(ranking.catalog)}.",
        verdict=tuple(verdict_lines(found)),
        amount=tuple(amount(planned)) if planned else (),
        fallback=tuple(fallback(found)),
        answers=tuple(answers(ranking)),
        unsaid=tuple(unsaid(ranking.applicant)),
        places=places,
        more=_more(ranking),
        picture=map_figure(robustness) if places else None,
        territories=tuple(_territories(robustness)),
        weights=weight_words(ranking.applicant),
        first=first(robustness, explanation, planned, numbers) if explanation and planned else None,
        comparison=_comparison(rows, ranking, numbers) if rows else None,
        ruled_out=tuple(_ruled_out(ranking)),
        more_ruled_out=_more_ruled_out(ranking),
        notes=notes(ranking, options=False),
        references=tuple(_references(numbers, ranking.catalog, today)),
    )


def _place(at: int, standing: Standing, ranking: Ranking) -> model.Place:
    return model.Place(
        rank=at,
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


def _more(ranking: Ranking) -> str | None:
    left = len(ranking.ranked) - USUAL_TOP
    return f"{more_fit(left)}." if left > 0 else None


def _territories(robustness: Robustness) -> Iterator[model.Territory]:
    for mark in map_marks(robustness):
        words = mark_words(mark, robustness.ranking.catalog)
        yield model.Territory(mark.letter, mark.paint, words)


def _compared(ranking: Ranking) -> list[comparison.Row]:
    best = [one.program for one in ranking.ranked[:SIDE_BY_SIDE]]
    return comparison.comparison_rows(ranking, best) if len(best) > 1 else []


def _comparison(
    rows: list[comparison.Row], ranking: Ranking, numbers: Numbering
) -> model.Comparison:
    best = ranking.ranked[:SIDE_BY_SIDE]
    return model.Comparison(
        names=tuple(named(one.program, ranking.catalog) for one in best),
        short=tuple(called(ranking, one.program) for one in best),
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


def _ruled_out(ranking: Ranking) -> Iterator[model.RuledOut]:
    """Yield the closest that a change lets in, then those that no answer does, by reason."""
    for one in _included(ranking)[:MOST_RULED_OUT]:
        yield model.RuledOut(
            named(one.program, ranking.catalog), details(one), changes(one, ranking)
        )
    for reason, names in turned_away(ranking).items():
        yield model.RuledOut(in_words(names, NAMED_OUT), reason, None)


def _included(ranking: Ranking) -> list[RuledOut]:
    return [one for one in ranking.ruled_out if one.included]


def _more_ruled_out(ranking: Ranking) -> str | None:
    left = len(_included(ranking)) - MOST_RULED_OUT
    return f"Ruled out too: {counted(left, 'more program')}." if left > 0 else None


def _numbering(
    explanation: Explanation | None, planned: Plan | None, rows: Iterable[comparison.Row]
) -> Numbering:
    """Return the number of each source that the report cites, in the order of mention."""
    cited = list(cited_by_first(explanation, planned)) if explanation and planned else []
    cited += [source for row in rows for ids in row.sources for source in ids]
    return {source: at for at, source in enumerate(dict.fromkeys(cited), start=1)}


def _references(numbers: Numbering, catalog: Catalog, today: date) -> Iterator[model.Reference]:
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
