"""The programs that match a search, and one program, as plain data."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from certpick.catalog.model import Catalog, Program
from certpick.catalog.references import cited_by
from certpick.render.documents.shared import (
    cost_document,
    head,
    line_head,
    named_document,
    plain_facts,
    source_documents,
    status_document,
)
from certpick.render.encode import as_ndjson
from certpick.scoring.search import Match, Query, search
from certpick.scoring.terms import workload

if TYPE_CHECKING:
    from certpick.render.contract.lookups import (
        MatchDocument,
        MatchLine,
        ProgramDocument,
        ProgramFactsDocument,
        ProgramsDocument,
        QueryDocument,
    )


def programs_document(
    catalog: Catalog, matches: Sequence[Match], query: Query, top: int | None = None
) -> "ProgramsDocument":
    """Return every match of a query with what is known of it, and what it costs and takes.

    ``top`` keeps that many, the first.
    """
    shown = matches[:top]
    cited = (source for match in shown for source in cited_by(match.program))
    return {
        **head(catalog),
        "as_of": catalog.as_of,
        "sha256": catalog.sha256,
        "query": _query(query),
        "programs": [_match(match, catalog) for match in shown],
        "left_out": {"programs": len(matches) - len(shown)},
        "sources": source_documents(cited, catalog),
    }


def _query(query: Query) -> "QueryDocument":
    return {
        "role": query.applicant.role.id if query.applicant else None,
        "hours_per_week": query.hours_per_week,
        "max_cost_usd": query.max_cost,
        "cme": query.cme,
        "pacing": query.pacing,
        "country": query.country,
        "language": query.language,
        "focus": query.focus,
        "search": list(query.words),
        "strict": query.strict,
    }


def programs_ndjson(catalog: Catalog, matches: Sequence[Match]) -> str:
    """Return one match a line."""
    return as_ndjson(_lines(catalog, matches))


def _lines(catalog: Catalog, matches: Sequence[Match]) -> "Iterator[MatchLine]":
    first = line_head(catalog)
    for match in matches:
        yield {**first, **_match(match, catalog)}


def program_document(catalog: Catalog, program: Program) -> "ProgramDocument":
    """Return one program, with what it costs and takes, and the sources that it cites."""
    (found,) = search(replace(catalog, programs=(program,)), Query())
    return {
        **head(catalog),
        "program": _match(found, catalog),
        "sources": source_documents(cited_by(program), catalog),
    }


def _match(match: Match, catalog: Catalog) -> "MatchDocument":
    return {
        **_with_facts(match.program, catalog),
        **cost_document(match.cost),
        "weeks": match.weeks,
        "status": status_document(match.program.facts, catalog.day),
        "total_hours": workload(match.program),
        "unknown": list(match.unknown),
    }


def _with_facts(program: Program, catalog: Catalog) -> "ProgramFactsDocument":
    return {
        **named_document(program, catalog),
        "provider": program.provider,
        "provider_name": catalog.providers[program.provider].name,
        "facts": plain_facts(program),
        "caveats": [
            {"text": one.text, "source": one.source, "quote": one.quote} for one in program.caveats
        ],
        "not_to_confuse_with": [
            {
                "name": one.name,
                "program": one.program,
                "source": one.source,
                "quote": one.quote,
                "note": one.note,
            }
            for one in program.not_to_confuse_with
        ],
    }
