"""The JSON of the commands over HTTP: the same documents, the same errors. Pure."""

from typing import Any

from certpick.errors import CertpickError
from certpick.explaining.explanation import explain
from certpick.explaining.robustness import Robustness
from certpick.pairs.pairing import pair
from certpick.profile.options import in_words_of
from certpick.render.comparison import compare
from certpick.render.documents.comparison import comparison_document
from certpick.render.documents.explanation import explanation_document
from certpick.render.documents.pairs import pairs_document
from certpick.render.documents.plan import plan_document
from certpick.render.documents.programs import program_document, programs_document
from certpick.render.documents.ranking import ranking_document
from certpick.render.documents.report import report_document
from certpick.render.documents.roles import reading_document, roles_document
from certpick.render.documents.weight_map import map_document
from certpick.render.encode import as_json
from certpick.render.streams import error_document
from certpick.web.address import profile_from, said
from certpick.web.pages import (
    compared_programs,
    matches,
    plan_of,
    query_of,
    ranking_of,
    read_sort,
    read_top,
    said_day,
)
from certpick.web.visit import Reply, Visit

JSON = "application/json"
MOST_PAIRS = 3


def ranked(visit: Visit) -> Reply:
    """Return what ``certpick rank --json`` writes."""
    top, sort = read_top(visit.words), read_sort(visit.words)
    return _json(ranking_document(ranking_of(visit), top, sort))


def explained(visit: Visit) -> Reply:
    """Return what ``certpick explain --json`` writes."""
    return _json(explanation_document(explain(ranking_of(visit), visit.found())))


def compared(visit: Visit) -> Reply:
    """Return what ``certpick compare --json`` writes."""
    programs = compared_programs(visit)
    return _json(comparison_document(compare(ranking_of(visit), programs)))


def mapped(visit: Visit) -> Reply:
    """Return what ``certpick map --json`` writes."""
    return _json(map_document(Robustness(ranking_of(visit))))


def paired(visit: Visit) -> Reply:
    """Return what ``certpick pair --json`` writes."""
    partner = said(visit.words, "with")
    fixed = visit.catalog.find(partner) if partner else None
    profile = profile_from(visit.words, visit.catalog.day)
    top = read_top(visit.words) or MOST_PAIRS
    return _json(pairs_document(pair(visit.catalog, profile, fixed, top)))


def planned(visit: Visit) -> Reply:
    """Return what ``certpick plan --json`` writes."""
    return _json(plan_document(plan_of(visit)))


def reported(visit: Visit) -> Reply:
    """Return what ``certpick report --json`` writes."""
    start = said_day(visit, "start")
    return _json(report_document(ranking_of(visit), visit.catalog.day, start))


def searched(visit: Visit) -> Reply:
    """Return what ``certpick programs --json`` writes."""
    return _json(programs_document(visit.catalog, matches(visit), query_of(visit)))


def shown(visit: Visit) -> Reply:
    """Return what ``certpick programs PROGRAM --json`` writes."""
    return _json(program_document(visit.catalog, visit.found()))


def who(visit: Visit) -> Reply:
    """Return what ``certpick roles --json`` writes, or how a title is read."""
    title, catalog = said(visit.words, "title"), visit.catalog
    if title is None:
        return _json(roles_document(catalog))
    return _json(reading_document(title, catalog.roles.read(title), catalog))


def failure(error: CertpickError, status: int) -> Reply:
    """Return an error as the commands write it to stderr, in the words of an address."""
    return Reply(as_json(error_document(error.retold(_in_address))), JSON, status)


_ADDRESSES = {name: f"/api/{name}" for name in ("rank", "programs", "roles")}


def _in_address(text: str) -> str:
    return in_words_of(text, str, _ADDRESSES)


def _json(document: Any) -> Reply:
    return Reply(as_json(document), JSON)
