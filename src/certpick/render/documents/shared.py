"""What several documents of the contract hold, as plain data."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from certpick.catalog.facts import Facts, Part, Sourced, TopicEntry
from certpick.catalog.in_force import status_on
from certpick.catalog.model import Catalog, Program, Source
from certpick.profile.credit import NO_CREDIT
from certpick.profile.criteria import Criterion
from certpick.profile.profile import Applicant
from certpick.render.phrases import disclosure
from certpick.scoring.needs import Need
from certpick.scoring.ranking import Ranking, RuledOut, Standing
from certpick.scoring.rubric import Item, Rating
from certpick.scoring.terms import Cost, workload
from certpick.scoring.upkeep import CostOverTime, over_time, renewal_cost

if TYPE_CHECKING:
    from certpick.render.contract.shared import (
        CatalogDocument,
        CostDocument,
        CostOverTimeDocument,
        EvidenceDocument,
        Head,
        ItemDocument,
        LineHead,
        NamedDocument,
        NeedDocument,
        PartDocument,
        PersonHead,
        ProfileDocument,
        RatingDocument,
        SourceDocument,
        StandingDocument,
        StatusDocument,
        UpkeepDocument,
    )


def to_a_tenth(score: float) -> float:
    """Return a score as every document has it."""
    return round(score, 1)


def exact(number: float) -> float:
    """Return points, a share, or a difference of scores as every document has it."""
    return round(number, 6)


def head(catalog: Catalog) -> "Head":
    """Return what every document says first."""
    return {
        "schema_version": 1,
        "catalog": catalog_document(catalog),
        "day": str(catalog.day),
        "disclosure": disclosure(catalog),
    }


def person_head(ranking: Ranking) -> "PersonHead":
    """Return what every document about a person says first."""
    profile = profile_document(ranking)
    return {
        **head(ranking.catalog),
        "role": ranking.applicant.role.id,
        "profile": profile,
        "profile_sha256": profile_hash(profile),
    }


def line_head(catalog: Catalog) -> "LineHead":
    """Return what every line of NDJSON says first."""
    return {"schema_version": 1, "catalog_sha256": catalog.sha256, "day": str(catalog.day)}


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


def profile_hash(profile: "ProfileDocument") -> str:
    """Return the SHA-256 of a profile in one form of JSON, so that any language finds the same.

    Keys are sorted, there are no blanks, and whole numbers have no decimals (RFC 8785).
    """
    plain = {name: _whole(value) for name, value in profile.items()}
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _whole(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _whole(one) for name, one in value.items()}
    return int(value) if isinstance(value, float) and value.is_integer() else value


def named_document(program: Program, catalog: Catalog) -> "NamedDocument":
    """Return a program by name."""
    provider = catalog.providers[program.provider]
    return {
        "id": program.id,
        "name": program.name,
        "provider": provider.name,
        "offered_by": {"id": program.provider, "name": provider.name},
    }


def cost_document(cost: Cost) -> "CostDocument":
    """Return what a program costs to earn; what is unknown is null."""
    return {
        "cost_usd": cost.usd,
        "cost_at_least_usd": cost.at_least,
        "cost_at_most_usd": cost.at_most,
        "cost_detail": cost.detail,
    }


def upkeep_document(taken: Program, cost: Cost) -> "UpkeepDocument":
    """Return what a program, or the part of it that is taken, costs to earn and to keep."""
    renewing = renewal_cost(taken)
    return {
        **cost_document(cost),
        "renewal_cost": over_time_document(renewing) if renewing else None,
        "cost_over_time": [over_time_document(one) for one in over_time(taken, cost)],
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


def standing_document(standing: Standing, ranking: Ranking) -> "StandingDocument":
    """Return how a program stands, ranked or ruled out."""
    facts = standing.program.facts
    return {
        **named_document(standing.program, ranking.catalog),
        **upkeep_document(standing.taken, standing.cost),
        "url": facts.url.value if facts.url else None,
        "score": to_a_tenth(standing.score),
        "score_high": to_a_tenth(standing.score_high),
        "weeks": standing.weeks,
        "total_hours": workload(standing.taken),
        "part": part_document(standing.part),
        "status": status_document(facts, ranking.applicant.day),
        "needs": [need_document(need) for need in standing.needs],
        "fit": standing.fit,
        "own_claim_points": exact(standing.own_claim_points),
        "rival_claim_points": exact(standing.rival_claim_points),
        "unmet": [need.kind.value for need in standing.unmet],
        "unknown": [need.kind.value for need in standing.unknown],
        "confirm": list(standing.confirm),
    }


def status_document(facts: Facts, day: date | None) -> "StatusDocument":
    """Return whether a program is offered on a day."""
    status = status_on(facts, day)
    return {"state": status.state, "words": status.words}


def reason_documents(ruled_out: RuledOut | None) -> "list[NeedDocument] | None":
    """Return the needs that a program fails, None where it fits."""
    return [need_document(one) for one in ruled_out.reasons] if ruled_out else None


def plain_facts(program: Program) -> dict[str, Any]:
    """Return what somebody states of a program, as a catalogue file does."""
    return cast(dict[str, Any], _stated(asdict(program.facts)))


def _stated(value: Any) -> Any:
    """Leave out what is not said, as a catalogue file does; an empty value says: there is none."""
    if isinstance(value, dict):
        return {
            key: _stated(one)
            for key, one in value.items()
            if key == "value" or (one is not None and one not in ((), {}))
        }
    return [_stated(one) for one in value] if isinstance(value, tuple) else value


def part_document(part: Part | None) -> "PartDocument | None":
    """Return the one part of a program that fits as plain data."""
    return {"id": part.id, "name": part.name} if part else None


def rating_documents(standing: Standing) -> "dict[Criterion, RatingDocument]":
    """Return a program's points by criterion."""
    return {name: _rating(rating, standing) for name, rating in standing.ratings.items()}


def _rating(rating: Rating, standing: Standing) -> "RatingDocument":
    return {
        "points": exact(rating.points),
        "open": exact(rating.open),
        "max": rating.max,
        "items": [item_document(item, standing) for item in rating.items],
    }


def item_document(item: Item, standing: Standing) -> "ItemDocument":
    """Return one line of a checklist as plain data."""
    evidence = [_evidence(fact) for fact in item.basis]
    return {
        "id": item.rule.id,
        "label": item.rule.label,
        "points": exact(item.points),
        "open": exact(item.open),
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
