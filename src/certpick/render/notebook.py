"""Results as HTML for notebooks, without a style of its own: it would reach the whole page."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

from jinja2 import Template

from certpick.explaining.explanation import Explanation
from certpick.explaining.notes import catalog_line, disclosures
from certpick.explaining.verdict import Verdict, verdict
from certpick.pairs.pairing import Pairing
from certpick.planning.plan import Plan
from certpick.render.comparison import Comparison
from certpick.render.explanation import explanation_page
from certpick.render.pairs import pairs_page
from certpick.render.phrases import MARKS, named
from certpick.render.plan import plan_page
from certpick.render.report.answers import audience
from certpick.render.report.assembly import more, ranked
from certpick.render.report.html import SECTIONS, environment
from certpick.render.streams import Surface
from certpick.render.verdict import VerdictLine, verdict_lines
from certpick.scoring.ranking import USUAL_TOP, Ranking

PAPER = Surface(width=100, color=False, unicode=True)
_HEADS = ("#", "Program", "Fit", "Score", "Cost", "Time", "Credit")


class Shown(NamedTuple):
    """What is shown: a table under its title, sentences with labels, a page of text, notes."""

    title: str = ""
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str | None]] = ()
    lines: Sequence[VerdictLine] = ()
    text: str = ""
    notes: Sequence[str] = ()


def notebook_html(result: Any) -> str | None:
    """Return a result as HTML whose every word is text; None where there is no such form."""
    shown = VIEWS.get(type(result))
    return _template().render(shown(result)._asdict()) if shown else None


@cache
def _template() -> Template:
    return environment(SECTIONS).get_template("notebook.html.j2")


def _ranking(ranking: Ranking) -> Shown:
    places = ranked(ranking, USUAL_TOP)
    hidden = more(ranking, len(places))
    return Shown(
        title=f"Programs for {audience(ranking.applicant)}",
        heads=_HEADS if places else (),
        rows=[
            (str(one.rank), f"{one.name} ({one.provider})", one.fit, one.score, *terms)
            for one in places
            for terms in [(one.cost, one.time, one.credit)]
        ],
        lines=verdict_lines(verdict(ranking)),
        notes=[*([hidden] if hidden else []), *_whose(ranking)],
    )


def _whose(ranking: Ranking) -> list[str]:
    return [*disclosures(ranking, options=False), f"{catalog_line(ranking.catalog)}."]


def _verdict(found: Verdict) -> Shown:
    return Shown(lines=verdict_lines(found), notes=_whose(found.ranking))


def _comparison(found: Comparison) -> Shown:
    ranking = found.ranking
    return Shown(
        title=f"Side by side for {audience(ranking.applicant)}",
        heads=["", *(named(program, ranking.catalog) for program in found.programs)],
        rows=[(row.name, *row.values) for row in found.rows],
        notes=[MARKS, *_whose(ranking)],
    )


def _explanation(found: Explanation) -> Shown:
    return Shown(text=explanation_page(found, found.ranking, PAPER))


def _pairing(found: Pairing) -> Shown:
    return Shown(text=pairs_page(found, PAPER))


def _plan(found: Plan) -> Shown:
    return Shown(text=plan_page(found, PAPER))


VIEWS: dict[type, Callable[[Any], Shown]] = {
    Ranking: _ranking,
    Verdict: _verdict,
    Comparison: _comparison,
    Explanation: _explanation,
    Pairing: _pairing,
    Plan: _plan,
}
