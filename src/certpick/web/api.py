"""The JSON of the commands over HTTP: the same documents, the same errors. Pure."""

from certpick.errors import CertpickError
from certpick.explaining.explanation import explain
from certpick.pairs.pairing import pair
from certpick.render import (
    comparison,
    documents,
    explanation,
    pairs,
    plan,
    programs,
    reading,
    roles,
)
from certpick.render.encode import as_json
from certpick.render.streams import error_document
from certpick.web.address import profile_from, said
from certpick.web.pages import compared_programs, matches, plan_of, ranking_of, read_sort, read_top
from certpick.web.visit import Reply, Visit

JSON = "application/json"
MOST_PAIRS = 3


def ranked(visit: Visit) -> Reply:
    """Return what ``certpick rank --json`` writes."""
    top, sort = read_top(visit.words), read_sort(visit.words)
    return _json(documents.ranking_json(ranking_of(visit), top, sort))


def explained(visit: Visit) -> Reply:
    """Return what ``certpick explain --json`` writes."""
    ranking = ranking_of(visit)
    return _json(explanation.explanation_json(explain(ranking, visit.found()), ranking))


def compared(visit: Visit) -> Reply:
    """Return what ``certpick compare --json`` writes."""
    return _json(comparison.comparison_json(ranking_of(visit), compared_programs(visit)))


def paired(visit: Visit) -> Reply:
    """Return what ``certpick pair --json`` writes."""
    partner = said(visit.words, "with")
    fixed = visit.catalog.find(partner) if partner else None
    profile = profile_from(visit.words, visit.catalog.day)
    top = read_top(visit.words) or MOST_PAIRS
    return _json(pairs.pairs_json(pair(visit.catalog, profile, fixed, top)))


def planned(visit: Visit) -> Reply:
    """Return what ``certpick plan --json`` writes."""
    return _json(plan.plan_json(plan_of(visit)))


def searched(visit: Visit) -> Reply:
    """Return what ``certpick programs --json`` writes."""
    return _json(programs.programs_json(visit.catalog, matches(visit)))


def shown(visit: Visit) -> Reply:
    """Return what ``certpick programs PROGRAM --json`` writes."""
    return _json(programs.program_json(visit.catalog, visit.found()))


def who(visit: Visit) -> Reply:
    """Return what ``certpick roles --json`` writes, or how a title is read."""
    title = said(visit.words, "title")
    if title is None:
        return _json(roles.roles_json(visit.catalog))
    return _json(reading.reading_json(title, visit.catalog.roles.read(title), visit.catalog))


def failure(error: CertpickError, status: int) -> Reply:
    """Return an error as the commands write it to stderr."""
    return Reply(as_json(error_document(error)), JSON, status)


def _json(text: str) -> Reply:
    return Reply(text, JSON)
