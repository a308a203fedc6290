"""An explanation as plain data."""

from typing import TYPE_CHECKING

from certpick.explaining.explanation import Contribution, Explanation, Gap, Lead, Lift
from certpick.render.documents.shared import (
    exact,
    item_document,
    person_head,
    reason_documents,
    source_documents,
    standing_document,
    to_a_tenth,
)
from certpick.render.explanation import cited_by_explanation
from certpick.scoring.ranking import Standing

if TYPE_CHECKING:
    from certpick.render.contract.reasons import (
        ContributionDocument,
        ExplanationBody,
        ExplanationDocument,
        GapDocument,
        LeadDocument,
        LiftDocument,
    )


def explanation_document(found: Explanation) -> "ExplanationDocument":
    """Return an explanation as plain data, with the sources that it names."""
    return {
        **person_head(found.ranking),
        **explanation_body(found),
        "sources": source_documents(cited_by_explanation(found), found.ranking.catalog),
    }


def explanation_body(found: Explanation) -> "ExplanationBody":
    """Return an explanation from which score and gaps can be worked out."""
    return {
        **standing_document(found.standing, found.ranking),
        "rank": found.place,
        "ranked": len(found.ranking.ranked),
        "contributions": [_contribution(one, found.standing) for one in found.contributions],
        "gap_above": _gap(found.above) if found.above else None,
        "gap_below": _gap(found.below) if found.below else None,
        "lifts": [_lift(one) for one in found.lifts],
        "lead": _lead(found.lead) if found.lead else None,
        "ruled_out": reason_documents(found.ruled_out),
    }


def _contribution(one: Contribution, standing: Standing) -> "ContributionDocument":
    rating = one.rating
    return {
        "criterion": rating.criterion,
        "weight": exact(one.weight),
        "points": exact(rating.points),
        "open": exact(rating.open),
        "max": rating.max,
        "contribution": exact(one.points),
        "items": [item_document(item, standing) for item in rating.items],
    }


def _gap(gap: Gap) -> "GapDocument":
    return {
        "id": gap.other.program.id,
        "score": to_a_tenth(gap.other.score),
        "total": exact(gap.total),
        "by_criterion": {name: exact(part) for name, part in gap.parts.items()},
        "enough": list(gap.enough),
    }


def _lift(lift: Lift) -> "LiftDocument":
    return {
        "item": lift.item.rule.id,
        "criterion": lift.criterion,
        "score": to_a_tenth(lift.score),
        "rank": lift.place,
    }


def _lead(lead: Lead) -> "LeadDocument":
    return {
        "first_choice_share": exact(lead.firm.first_choice_share),
        "rank_best": lead.firm.rank_best,
        "rank_worst": lead.firm.rank_worst,
        "central_weights": lead.ideal and {name: exact(one) for name, one in lead.ideal.items()},
        "leads_when": {
            name: (exact(one[0]), exact(one[1])) if one else None
            for name, one in lead.intervals.items()
        },
    }
