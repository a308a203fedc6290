"""A ranking as plain data that keeps to the contract: JSON, NDJSON and CSV."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, get_args

from certpick.explaining.notes import changes, firmness_notes, notes
from certpick.explaining.robustness import Firmness, Robustness, firmness
from certpick.explaining.verdict import Verdict, verdict
from certpick.profile.criteria import GUIDE_CRITERIA, Criterion
from certpick.render.documents.shared import (
    cited_by_items,
    exact,
    line_head,
    named_document,
    need_document,
    person_head,
    profile_document,
    profile_hash,
    rating_documents,
    source_documents,
    standing_document,
)
from certpick.render.documents.verdict import verdict_document
from certpick.render.encode import as_csv, as_ndjson
from certpick.render.formats import View
from certpick.scoring.ranking import Ranking, RuledOut, Sort, Standing, places

if TYPE_CHECKING:
    from certpick.render.contract.ranking import (
        PersonLine,
        RankedDocument,
        RankedLine,
        RankingDocument,
        RobustnessDocument,
        RuledOutDocument,
        RuledOutLine,
    )

_PARTS: tuple[Literal["points", "open", "max"], ...] = ("points", "open", "max")
_COLUMNS = (
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
    "provider_id",
    "profile_sha256",
)
_OUT_COLUMNS = ("kind", "reasons", "change")  # where ruled-out programs have rows too


def ranking_document(
    ranking: Ranking, top: int | None = None, sort: Sort = "score"
) -> "RankingDocument":
    """Return a ranking as plain data; ``top`` keeps that many ranked programs, as sorted."""
    robustness = Robustness(ranking)
    return judged_document(robustness, verdict(ranking, robustness), top, sort)


def judged_document(
    robustness: Robustness, found: Verdict, top: int | None = None, sort: Sort = "score"
) -> "RankingDocument":
    """Return the same of a ranking whose verdict has been found."""
    ranking = robustness.ranking
    ranked = _ranked_documents(ranking, robustness.firmness, top, sort)
    items = (
        item for one in ranked for rating in one["ratings"].values() for item in rating["items"]
    )
    return {
        **person_head(ranking),
        "ranking": ranked,
        "verdict": verdict_document(found),
        "robustness": _robustness(robustness),
        "ruled_out": [_ruled_out(one, ranking) for one in ranking.ruled_out],
        "left_out": {"ranking": len(ranking.ranked) - len(ranked), "ruled_out": 0},
        "notes": [*firmness_notes(robustness), *notes(ranking)],
        "sources": source_documents(cited_by_items(items), ranking.catalog),
    }


def ranking_ndjson(ranking: Ranking, view: View) -> str:
    """Return one ranked program a line and, with ``all``, one that is ruled out."""
    return as_ndjson(_lines(ranking, view))


def ranking_csv(ranking: Ranking, view: View) -> str:
    """Return one ranked program a row and, with ``all``, one that is ruled out.

    An unknown, or a criterion that is not weighed, is an empty cell.
    """
    return as_csv(*ranking_cells(ranking, view))


def ranking_cells(ranking: Ranking, view: View) -> tuple[Sequence[str], list[dict[str, Any]]]:
    """Return the flat columns and, for each program, what stands in them."""
    columns = (*_COLUMNS, *(_OUT_COLUMNS if view.all else ()))
    return columns, [_row(one, columns) for one in _lines(ranking, view)]


def _row(line: Mapping[str, Any], columns: Sequence[str]) -> dict[str, Any]:
    """Return what stands in the columns; what a program has nothing of is empty."""
    ratings, reasons = line["ratings"].items(), line.get("reasons", ())
    cells = {
        **line,
        "confirm": "; ".join(line["confirm"]),
        "part": line["part"] and line["part"]["name"],
        "provider_id": line["offered_by"]["id"],
        "reasons": "; ".join(f"{one['need']}: {one['detail']}" for one in reasons),
        **{f"{name}_{part}": rating[part] for name, rating in ratings for part in _PARTS},
    }
    return {name: cells.get(name) for name in columns}


def _lines(ranking: Ranking, view: View) -> "Iterator[RankedLine | RuledOutLine]":
    first = _line_head(ranking)
    for ranked in _ranked_documents(ranking, firmness(ranking), view.top, view.sort):
        yield {**first, **ranked, "kind": "ranked"}
    for one in ranking.ruled_out if view.all else ():
        standing = ranking.find(one.program).standing
        yield {
            **first,
            **standing_document(standing, ranking),
            **_ruled_out(one, ranking),
            "ratings": rating_documents(standing),
            "kind": "ruled_out",
        }


def _line_head(ranking: Ranking) -> "PersonLine":
    whose = profile_hash(profile_document(ranking))
    role = ranking.applicant.role.id
    return {**line_head(ranking.catalog), "role": role, "profile_sha256": whose}


def _ranked_documents(
    ranking: Ranking, found: tuple[Firmness, ...], top: int | None, sort: Sort
) -> "list[RankedDocument]":
    return [
        _ranked(place.number, place.standing, found[place.number - 1], ranking)
        for place in places(ranking, sort, top)
    ]


def _ranked(place: int, standing: Standing, firm: Firmness, ranking: Ranking) -> "RankedDocument":
    return {
        **standing_document(standing, ranking),
        "rank": place,
        "first_choice_share": exact(firm.first_choice_share),
        "rank_best": firm.rank_best,
        "rank_worst": firm.rank_worst,
        "dominated_by": firm.dominated_by.program.id if firm.dominated_by else None,
        "ratings": rating_documents(standing),
    }


def _ruled_out(one: RuledOut, ranking: Ranking) -> "RuledOutDocument":
    return {
        **named_document(one.program, ranking.catalog),
        "reasons": [need_document(reason) for reason in one.reasons],
        "change": changes(one, ranking) if one.included else None,
    }


def _robustness(robustness: Robustness) -> "RobustnessDocument":
    ranking, move = robustness.ranking, robustness.transfer
    return {
        "close_call": robustness.close_call is not None,
        "smallest_transfer": move
        and {
            "amount": exact(move.amount),
            "source": GUIDE_CRITERIA[move.source],
            "target": GUIDE_CRITERIA[move.target],
            "leader": ranking.ranked[move.leader].program.id,
        },
    }
