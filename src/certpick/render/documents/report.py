"""The whole result as plain data: the ranking, and what belongs to the best."""

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from certpick.explaining.explanation import explain
from certpick.explaining.robustness import Robustness
from certpick.explaining.verdict import verdict
from certpick.planning.plan import plan
from certpick.render.comparison import cited_by_rows, compare
from certpick.render.documents.comparison import comparison_body
from certpick.render.documents.explanation import explanation_body
from certpick.render.documents.plan import plan_body
from certpick.render.documents.ranking import judged_document
from certpick.render.documents.shared import source_documents
from certpick.render.explanation import cited_by_explanation
from certpick.render.plan import cited_by_plan
from certpick.render.report.assembly import SIDE_BY_SIDE
from certpick.render.report.decision import amount, fallback
from certpick.scoring.ranking import USUAL_TOP, Ranking

if TYPE_CHECKING:
    from certpick.render.contract.decisions import ReportDocument


def report_document(ranking: Ranking, today: date, start: date | None = None) -> "ReportDocument":
    """Return what a report holds; ``start`` is the first day of study, as for a plan."""
    robustness = Robustness(ranking)
    judged = verdict(ranking, robustness)
    ranked = judged_document(robustness, judged, USUAL_TOP)
    found = [one.program for one in ranking.ranked[:SIDE_BY_SIDE]]
    explained = explain(ranking, found[0], robustness) if found else None
    planned = plan(ranking, found[0], today, start) if found else None
    compared = compare(ranking, found) if len(found) > 1 else None
    otherwise = fallback(judged)
    cited = chain(
        ranked["sources"],
        cited_by_explanation(explained) if explained else (),
        cited_by_plan(planned) if planned else (),
        cited_by_rows(compared.rows) if compared else (),
    )
    return {
        **ranked,
        "approve": list(amount(planned)) if planned else [],
        "fallback": list(otherwise.sentences),
        "fallback_program": otherwise.program.id if otherwise.program else None,
        "explanation": explanation_body(explained) if explained else None,
        "comparison": comparison_body(compared) if compared else None,
        "plan": plan_body(planned) if planned else None,
        "sources": source_documents(cited, ranking.catalog),
    }
