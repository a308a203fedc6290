"""A verdict as plain data that keeps to the contract."""

from typing import TYPE_CHECKING

from certpick.explaining.certainty import Certainty, OnEvidence
from certpick.explaining.guidance import GuideAdvice
from certpick.explaining.verdict import Ask, Nearest, Verdict
from certpick.render.documents.shared import (
    cost_document,
    exact,
    need_document,
    part_document,
    to_a_tenth,
)
from certpick.render.verdict import reason_words, verdict_lines
from certpick.scoring.ranking import Ranking

if TYPE_CHECKING:
    from certpick.render.contract.ranking import (
        AskDocument,
        CertaintyDocument,
        GuideDocument,
        NearestDocument,
        OnEvidenceDocument,
        VerdictDocument,
    )


def verdict_document(found: Verdict) -> "VerdictDocument":
    """Return the answer as plain data, with its sentences."""
    ranking, pick = found.ranking, found.pick
    return {
        "pick": pick.program.id if pick else None,
        "reasons": [
            {
                "criterion": one.criterion,
                "points": exact(one.points),
                "items": [item.rule.id for item in one.items],
                "words": reason_words(one, pick, ranking) if pick else "",
            }
            for one in found.reasons
        ],
        "best_sure": found.best_sure.program.id if found.best_sure else None,
        "nearest": _nearest(found.nearest) if found.nearest else None,
        "certainty": _certainty(found.certainty, ranking) if found.certainty else None,
        "ask_first": [_ask(one) for one in found.ask_first],
        "guide": [_advice(one) for one in found.guide],
        "sentences": [str(line) for line in verdict_lines(found)],
    }


def _nearest(one: Nearest) -> "NearestDocument":
    return {"program": one.program.id, "needs": [need_document(need) for need in one.needs]}


def _certainty(sure: Certainty, ranking: Ranking) -> "CertaintyDocument":
    scores, found = [one.score for one in ranking.ranked[:2]], sure.confirmation
    return {
        "word": sure.word,
        "weights": {
            "first_choice_share": exact(sure.first_choice_share),
            "close_call": sure.close_call is not None,
            "margin": exact(scores[0] - scores[1]) if scores[1:] else None,
        },
        "unknown": {
            "confirmations": len(found.facts) if found else None,
            "program": found.rival.program.id if found else None,
            "items": [item.rule.id for one in found.facts for item in one.items] if found else [],
            "points": exact(found.score - found.rival.score) if found else None,
            "score": to_a_tenth(found.score) if found else None,
        },
        "claims": {
            "with_claims": _on_evidence(sure.with_claims),
            "without_claims": _on_evidence(sure.without_claims),
            "leads_without": sure.without_claims.leads,
        },
    }


def _on_evidence(one: OnEvidence) -> "OnEvidenceDocument":
    return {
        "score": to_a_tenth(one.pick.score),
        "score_high": to_a_tenth(one.pick.score_high),
        "first_choice_share": exact(one.first_choice_share),
        "leader": one.leader.program.id,
    }


def _ask(one: Ask) -> "AskDocument":
    items = [item.rule.id for item in one.items]
    return {
        "program": one.standing.program.id,
        "item": items[0] if items else None,
        "items": items,
        "need": one.need.kind.value if one.need else None,
        "question": one.asked.question,
        "whom": one.asked.whom,
        "because": one.because,
    }


def _advice(one: GuideAdvice) -> "GuideDocument":
    place = None if one.place is None else one.place + 1
    return {
        "program": one.standing.program.id,
        "level": one.entry.level,
        "part": part_document(one.part),
        "rank": place,
        "price": one.cost.usd,
        "price_detail": one.cost.detail,
        "place": place,
        "behind": one.behind,
        "unmet": [need.kind.value for need in one.reasons],
        "out": [need_document(need) for need in one.reasons],
        **cost_document(one.cost),
    }
