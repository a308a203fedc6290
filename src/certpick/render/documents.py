"""A ranking as plain data that keeps to the contract."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal, get_args

from certpick.catalog.facts import Part, Sourced, TopicEntry
from certpick.catalog.in_force import status_on
from certpick.catalog.model import Catalog, Source
from certpick.explaining.certainty import Certainty, OnEvidence
from certpick.explaining.guidance import GuideAdvice
from certpick.explaining.notes import changes, firmness_notes, notes
from certpick.explaining.robustness import Firmness, Robustness, firmness
from certpick.explaining.verdict import Ask, Nearest, Verdict, verdict
from certpick.profile.credit import NO_CREDIT
from certpick.profile.criteria import GUIDE_CRITERIA, Criterion
from certpick.profile.profile import Applicant
from certpick.render.encode import as_csv, as_json, as_ndjson
from certpick.render.verdict import reason_words, verdict_lines
from certpick.scoring.needs import Need
from certpick.scoring.ranking import Ranking, RuledOut, Sort, Standing, places
from certpick.scoring.rubric import Item, Rating
from certpick.scoring.upkeep import CostOverTime, over_time, renewal_cost

if TYPE_CHECKING:
    from certpick.render.contract import (
        AskDocument,
        CatalogDocument,
        CertaintyDocument,
        CostOverTimeDocument,
        EvidenceDocument,
        GuideDocument,
        ItemDocument,
        NearestDocument,
        NeedDocument,
        OnEvidenceDocument,
        PartDocument,
        ProfileDocument,
        RankingDocument,
        RatingDocument,
        RobustnessDocument,
        RuledOutDocument,
        SourceDocument,
        StandingDocument,
        VerdictDocument,
    )


_PartName = Literal["points", "open", "max"]
_PlainName = Literal[
    "rank",
    "id",
    "name",
    "provider",
    "score",
    "score_high",
    "first_choice_share",
    "rank_best",
    "rank_worst",
    "dominated_by",
    "cost_usd",
    "cost_at_least_usd",
    "weeks",
    "url",
]
_PARTS: tuple[_PartName, ...] = get_args(_PartName)
_PLAIN: tuple[_PlainName, ...] = get_args(_PlainName)
_COLUMNS = (
    *_PLAIN[:10],
    *(f"{name}_{part}" for name in get_args(Criterion) for part in _PARTS),
    "cost_usd",
    "cost_at_least_usd",
    "weeks",
    "confirm",
    "url",
    "part",
    "fit",
    "own_claim_points",
    "rival_claim_points",
)


def ranking_json(ranking: Ranking, top: int | None, sort: Sort = "score") -> str:
    """Return the whole contract."""
    return as_json(ranking_document(ranking, top, sort))


def ranking_ndjson(ranking: Ranking, top: int | None, sort: Sort = "score") -> str:
    """Return one ranked program a line."""
    return as_ndjson(standing_documents(ranking, top, sort))


def ranking_csv(ranking: Ranking, top: int | None, sort: Sort = "score") -> str:
    """Return the flat columns; an unknown, or a criterion not weighed, is an empty cell."""
    return as_csv(*ranking_cells(ranking, top, sort))


def ranking_cells(
    ranking: Ranking, top: int | None = None, sort: Sort = "score"
) -> tuple[Sequence[str], list[dict[str, Any]]]:
    """Return the flat columns and, for each ranked program, what stands in them."""
    return _COLUMNS, [_row(one) for one in standing_documents(ranking, top, sort)]


def _row(one: "StandingDocument") -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(_COLUMNS) | {name: one[name] for name in _PLAIN}
    row["confirm"] = "; ".join(one["confirm"])
    row["part"] = one["part"] and one["part"]["name"]
    row["fit"] = one["fit"]
    row["own_claim_points"] = one["own_claim_points"]
    row["rival_claim_points"] = one["rival_claim_points"]
    for name, rating in one["ratings"].items():
        for part in _PARTS:
            row[f"{name}_{part}"] = rating[part]
    return row


def ranking_document(
    ranking: Ranking, top: int | None = None, sort: Sort = "score"
) -> "RankingDocument":
    """Return a ranking as plain data; ``top`` keeps that many ranked programs, as sorted."""
    robustness = Robustness(ranking)
    standings = _standings(ranking, robustness.firmness, top, sort)
    items = (
        item for one in standings for rating in one["ratings"].values() for item in rating["items"]
    )
    return {
        "schema_version": 1,
        "catalog": catalog_document(ranking.catalog),
        "profile": profile_document(ranking),
        "ranking": standings,
        "verdict": verdict_document(verdict(ranking, robustness)),
        "robustness": _robustness(robustness),
        "ruled_out": [_ruled_out(one, ranking) for one in ranking.ruled_out],
        "left_out": {"ranking": len(ranking.ranked) - len(standings), "ruled_out": 0},
        "notes": [*firmness_notes(robustness), *notes(ranking)],
        "sources": source_documents(cited_by_items(items), ranking.catalog),
    }


def cited_by_items(items: "Iterable[ItemDocument]") -> set[str]:
    """Return the ids of the sources that lines of a checklist rest on."""
    return {fact["source"] for item in items for fact in item["evidence"]}


def source_documents(cited: Iterable[str], catalog: Catalog) -> "dict[str, SourceDocument]":
    """Return the sources that are cited, and the guide that all of it follows, by id."""
    guide = catalog.roles.guide_sources & catalog.sources.keys()
    return {name: _source(catalog.sources[name]) for name in sorted({*cited, *guide})}


def _source(source: Source) -> "SourceDocument":
    return {
        "title": source.title,
        "kind": source.kind,
        "url": source.url,
        "checked": source.checked,
        "undated": source.undated,
        "promotes": list(source.promotes),
        "publisher": source.publisher,
    }


def catalog_document(catalog: Catalog) -> "CatalogDocument":
    """Return which catalogue this is."""
    return {
        "as_of": catalog.as_of,
        "programs": len(catalog.programs),
        "sha256": catalog.sha256,
        "files": [
            {"name": one.name, "as_of": one.as_of, "sha256": one.sha256} for one in catalog.origins
        ],
    }


def standing_documents(
    ranking: Ranking, top: int | None = None, sort: Sort = "score"
) -> "list[StandingDocument]":
    """Return the ranked programs as plain data, as sorted; ``rank`` is their place by score."""
    return _standings(ranking, firmness(ranking), top, sort)


def _standings(
    ranking: Ranking, found: tuple[Firmness, ...], top: int | None, sort: Sort
) -> "list[StandingDocument]":
    return [
        _standing(place.number, place.standing, found[place.number - 1], ranking)
        for place in places(ranking, sort, top)
    ]


def _robustness(robustness: Robustness) -> "RobustnessDocument":
    ranking, move = robustness.ranking, robustness.transfer
    return {
        "close_call": robustness.close_call is not None,
        "smallest_transfer": move
        and {
            "amount": round(move.amount, 6),
            "source": GUIDE_CRITERIA[move.source],
            "target": GUIDE_CRITERIA[move.target],
            "leader": ranking.ranked[move.leader].program.id,
        },
    }


def verdict_document(found: Verdict) -> "VerdictDocument":
    """Return the answer as plain data, with its sentences."""
    ranking, pick = found.ranking, found.pick
    return {
        "pick": pick.program.id if pick else None,
        "reasons": [
            {
                "criterion": one.criterion,
                "points": round(one.points, 6),
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
            "first_choice_share": round(sure.first_choice_share, 6),
            "close_call": sure.close_call is not None,
            "margin": round(scores[0] - scores[1], 1) if scores[1:] else None,
        },
        "unknown": {
            "confirmations": len(found.facts) if found else None,
            "program": found.rival.program.id if found else None,
            "items": [item.rule.id for one in found.facts for item in one.items] if found else [],
            "points": round(found.score - found.rival.score, 1) if found else None,
            "score": round(found.score, 1) if found else None,
        },
        "claims": {
            "with_claims": _on_evidence(sure.with_claims),
            "without_claims": _on_evidence(sure.without_claims),
            "leads_without": sure.without_claims.leads,
        },
    }


def _on_evidence(one: OnEvidence) -> "OnEvidenceDocument":
    return {
        "score": round(one.pick.score, 1),
        "score_high": round(one.pick.score_high, 1),
        "first_choice_share": round(one.first_choice_share, 6),
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
    return {
        "program": one.standing.program.id,
        "level": one.entry.level,
        "part": part_document(one.part),
        "price": one.cost.usd,
        "price_detail": one.cost.detail,
        "place": None if one.place is None else one.place + 1,
        "behind": one.behind,
        "out": [need_document(need) for need in one.reasons],
    }


def _credit_ids(applicant: Applicant) -> list[str]:
    if NO_CREDIT in applicant.profile.credit:
        return [NO_CREDIT]
    return [] if applicant.cme == "no" else [kind.id for kind in applicant.credit.kinds]


def profile_document(ranking: Ranking) -> "ProfileDocument":
    """Return the answers as they were used, to the last digit: read again, they rank the same."""
    applicant = ranking.applicant
    profile = applicant.profile
    unweighed: dict[Criterion, float] = {} if applicant.cme == "no" else {"cme": 0.0}
    return {
        "role": applicant.role.id,
        "profession": applicant.profession.id if applicant.profession else None,
        "title": applicant.title,
        "budget": profile.budget,
        "hours_per_week": profile.hours_per_week,
        "weeks": profile.weeks,
        "cme": applicant.cme,
        "credit": _credit_ids(applicant),
        "pacing": profile.pacing,
        "no_programming": profile.no_programming,
        "country": profile.country,
        "language": profile.language,
        "situations": sorted(applicant.situations),
        "hold": sorted(applicant.held),
        "weights": unweighed | applicant.weights,
        "evidence": profile.evidence,
        "strict": profile.strict,
        "assumed": list(applicant.assumed),
    }


def _standing(
    place: int, standing: Standing, firm: Firmness, ranking: Ranking
) -> "StandingDocument":
    program = standing.program
    url, cost, renewing = program.facts.url, standing.cost, renewal_cost(standing.taken)
    status = status_on(program.facts, ranking.applicant.day)
    return {
        "rank": place,
        "id": program.id,
        "name": program.name,
        "provider": ranking.catalog.providers[program.provider].name,
        "url": url.value if url else None,
        "score": round(standing.score, 1),
        "score_high": round(standing.score_high, 1),
        "first_choice_share": round(firm.first_choice_share, 6),
        "rank_best": firm.rank_best,
        "rank_worst": firm.rank_worst,
        "dominated_by": firm.dominated_by.program.id if firm.dominated_by else None,
        "cost_usd": cost.usd,
        "cost_at_least_usd": cost.at_least,
        "cost_at_most_usd": cost.at_most,
        "cost_detail": cost.detail,
        "renewal_cost": renewing and over_time_document(renewing),
        "cost_over_time": [over_time_document(one) for one in over_time(standing.taken, cost)],
        "weeks": standing.weeks,
        "part": part_document(standing.part),
        "status": {"state": status.state, "words": status.words},
        "ratings": {name: _rating(rating, standing) for name, rating in standing.ratings.items()},
        "needs": [need_document(need) for need in standing.needs],
        "fit": standing.fit,
        "own_claim_points": round(standing.own_claim_points, 6),
        "rival_claim_points": round(standing.rival_claim_points, 6),
        "unmet": [need.kind.value for need in standing.unmet],
        "unknown": [need.kind.value for need in standing.unknown],
        "confirm": list(standing.confirm),
    }


def over_time_document(one: CostOverTime) -> "CostOverTimeDocument":
    """Return a cost over time as plain data; what is unknown of it is named and null."""
    return {
        "years": one.years,
        "renewals": one.renewals,
        "usd": one.usd,
        "at_least_usd": one.at_least,
        "at_most_usd": one.at_most,
        "unknown": list(one.unknown),
    }


def part_document(part: Part | None) -> "PartDocument | None":
    """Return the one part of a program that fits as plain data."""
    return {"id": part.id, "name": part.name} if part else None


def _rating(rating: Rating, standing: Standing) -> "RatingDocument":
    return {
        "points": round(rating.points, 6),
        "open": round(rating.open, 6),
        "max": rating.max,
        "items": [item_document(item, standing) for item in rating.items],
    }


def item_document(item: Item, standing: Standing) -> "ItemDocument":
    """Return one line of a checklist as plain data."""
    evidence = [_evidence(fact) for fact in item.basis]
    return {
        "id": item.rule.id,
        "label": item.rule.label,
        "points": round(item.points, 6),
        "open": round(item.open, 6),
        "max": item.rule.max,
        "state": item.state,
        "source": evidence[0]["source"] if evidence else None,
        "quote": evidence[0]["quote"] if evidence else None,
        "own_claim": standing.own_claim(*item.basis),
        "rival_claim": standing.rival_claim(*item.basis),
        "evidence": evidence,
    }


def _evidence(fact: Sourced) -> "EvidenceDocument":
    topic = fact.topic if isinstance(fact, TopicEntry) else None
    return {"source": fact.source, "quote": fact.quote, "note": fact.note, "topic": topic}


def need_document(need: Need) -> "NeedDocument":
    """Return how a program meets one need as plain data."""
    return {
        "need": need.kind.value,
        "state": need.state,
        "detail": need.detail,
        "change": need.change,
    }


def _ruled_out(one: RuledOut, ranking: Ranking) -> "RuledOutDocument":
    return {
        "id": one.program.id,
        "name": one.program.name,
        "provider": ranking.catalog.providers[one.program.provider].name,
        "reasons": [need_document(reason) for reason in one.reasons],
        "change": changes(one, ranking) if one.included else None,
    }
