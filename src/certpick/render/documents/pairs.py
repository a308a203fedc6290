"""The best pairs as plain data."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from certpick.catalog.model import Catalog
from certpick.catalog.roles import PairAdvice, RoleBook
from certpick.explaining.notes import notes
from certpick.pairs.notes import pair_notes
from certpick.pairs.pairing import Addition, Pair, Pairing, Part, audience
from certpick.render.documents.shared import (
    cost_document,
    exact,
    named_document,
    need_document,
    part_document,
    person_head,
    source_documents,
    to_a_tenth,
)
from certpick.scoring.ranking import Ranking, Standing

if TYPE_CHECKING:
    from certpick.render.contract.decisions import (
        AddedItemDocument,
        AddsDocument,
        AdviceDocument,
        BestSingleDocument,
        MemberCreditDocument,
        MemberDocument,
        PairDocument,
        PairsDocument,
        PartRatingDocument,
    )


def pairs_document(pairing: Pairing) -> "PairsDocument":
    """Return the pairs as plain data, with the sources of advice that is cited."""
    ranking = pairing.ranking
    pairs = [_pair_document(at, one, pairing) for at, one in enumerate(pairing.pairs, start=1)]
    cited = (one["advice"]["source"] for one in pairs if one["advice"])
    return {
        **person_head(ranking),
        "with": pairing.fixed.id if pairing.fixed else None,
        "best_single": _best_single(ranking),
        "pairs": pairs,
        "notes": [*pair_notes(pairing), *notes(ranking)],
        "sources": source_documents(cited, ranking.catalog),
    }


def _best_single(ranking: Ranking) -> "BestSingleDocument | None":
    if not ranking.ranked:
        return None
    best = ranking.ranked[0]
    return {**named_document(best.program, ranking.catalog), "score": to_a_tenth(best.score)}


def _pair_document(place: int, pair: Pair, pairing: Pairing) -> "PairDocument":
    ranking = pairing.ranking
    return {
        **cost_document(pair.cost),
        "rank": place,
        "programs": [one.program.id for one in pair.members],
        "members": [_member_document(one, ranking.catalog) for one in pair.members],
        "score": to_a_tenth(pair.score),
        "score_high": to_a_tenth(pair.score_high),
        "gain": exact(pair.score - ranking.ranked[0].score),
        "ratings": {part.criterion: _rating_document(part) for part in pair.parts},
        "hours": pair.hours,
        "hours_per_week": pair.hours,
        "weeks_in_sequence": pair.time.in_sequence,
        "weeks_at_once": pair.time.at_once,
        "adds": _adds(pair, ranking.catalog.roles),
        "credits": [credit for one in pair.members for credit in _credit_documents(one)],
        "needs": [need_document(need) for need in pair.needs],
        "confirm": list(pair.confirm),
        "advice": _advice(pairing.advice_on(pair)),
    }


def _rating_document(part: Part) -> "PartRatingDocument":
    return {
        "points": exact(part.points),
        "open": exact(part.open),
        "max": part.max,
        "claimed": exact(part.claimed),
    }


def _member_document(standing: Standing, catalog: Catalog) -> "MemberDocument":
    return {
        **named_document(standing.program, catalog),
        **cost_document(standing.cost),
        "audience": audience(standing),
        "score": to_a_tenth(standing.score),
        "score_high": to_a_tenth(standing.score_high),
        "weeks": standing.weeks,
        "part": part_document(standing.part),
    }


def _adds(pair: Pair, roles: RoleBook) -> "AddsDocument":
    return {
        "items": [_item_document(one) for one in pair.added if one.unit.topic is None],
        "topics": [
            {
                "id": one.unit.topic,
                "label": roles.topic_labels[one.unit.topic],
                "own_claim": one.claimed,
            }
            for one in pair.added
            if one.unit.topic is not None
        ],
    }


def _item_document(added: Addition) -> "AddedItemDocument":
    rule = added.unit.rule
    return {
        "id": rule.id,
        "criterion": rule.criterion,
        "label": rule.label,
        "points": exact(added.unit.points),
        "own_claim": added.claimed,
    }


def _credit_documents(standing: Standing) -> "Iterator[MemberCreditDocument]":
    """Yield a program's credits by system; one without a system where it is unknown."""
    fact, program = standing.program.facts.ce_credit, standing.program.id
    if fact is None:
        yield {"program": program, "system": None, "amount": None}
        return
    for credit in fact.value:
        yield {"program": program, "system": credit.system, "amount": credit.amount}


def _advice(advice: PairAdvice | None) -> "AdviceDocument | None":
    if advice is None:
        return None
    return {"source": advice.source, "quote": advice.quote, "note": advice.note}
