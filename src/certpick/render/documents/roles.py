"""Roles, professions and situations, and how a title is read, as plain data."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from certpick.catalog.model import Catalog
from certpick.catalog.professions import CreditKind, Profession
from certpick.catalog.roles import Reading, Role, RoleBook, Situation
from certpick.render.documents.shared import head, line_head
from certpick.render.encode import as_ndjson
from certpick.render.reading import guide_words, read_steps

if TYPE_CHECKING:
    from certpick.render.contract.lookups import (
        CreditKindDocument,
        ProfessionDocument,
        ProfessionLine,
        ReadingBody,
        ReadingDocument,
        ReadingLine,
        RoleDocument,
        RoleLine,
        RolesDocument,
        SituationDocument,
        SituationLine,
    )


def roles_document(catalog: Catalog) -> "RolesDocument":
    """Return all of them with what follows from each."""
    book = catalog.roles
    return {
        **head(catalog),
        "roles": [_role(row, book) for row in book.roles],
        "professions": [_profession(row, book) for row in book.professions],
        "situations": [_situation(row) for row in book.situations],
        "attribution": book.attribution,
    }


def roles_ndjson(catalog: Catalog) -> str:
    """Return one of them a line; ``kind`` says which it is."""
    return as_ndjson(role_lines(catalog))


def role_lines(catalog: Catalog) -> "Iterator[RoleLine | ProfessionLine | SituationLine]":
    """Yield the roles, then the professions, then the situations."""
    first, book = line_head(catalog), catalog.roles
    for role in book.roles:
        yield {**first, "kind": "role", **_role(role, book)}
    for profession in book.professions:
        yield {**first, "kind": "profession", **_profession(profession, book)}
    for situation in book.situations:
        yield {**first, "kind": "situation", **_situation(situation)}


def reading_document(text: str, reading: Reading, catalog: Catalog) -> "ReadingDocument":
    """Return how a text is read as plain data."""
    return {**head(catalog), **_reading(text, reading, catalog)}


def reading_ndjson(text: str, reading: Reading, catalog: Catalog) -> str:
    """Return how a text is read, in one line."""
    line: ReadingLine = {**line_head(catalog), **_reading(text, reading, catalog)}
    return as_ndjson([line])


def _reading(text: str, reading: Reading, catalog: Catalog) -> "ReadingBody":
    profession, roles = reading.profession, catalog.roles
    return {
        "text": text,
        "title": reading.title,
        "profession": _profession(profession, roles) if profession else None,
        "role": _role(reading.role, roles),
        "steps": read_steps(reading, roles),
        "assumed": reading.assumed,
        "guide": guide_words(reading, catalog),
    }


def _role(role: Role, roles: RoleBook) -> "RoleDocument":
    return {
        "id": role.id,
        "label": role.label,
        "description": role.description,
        "cme": role.cme,
        "topics": [
            {"id": core.topic, "label": roles.topic_labels[core.topic]} for core in role.topics
        ],
        "credit_systems": list(role.credit_systems),
    }


def _profession(profession: Profession, roles: RoleBook) -> "ProfessionDocument":
    """Return a profession without its titles."""
    return {
        "id": profession.id,
        "label": profession.label,
        "role": profession.role,
        "reading": profession.reading,
        "credits": [_credit(roles.credit(name)) for name in profession.credits],
        "board": profession.board,
    }


def _credit(kind: CreditKind) -> "CreditKindDocument":
    return {"id": kind.id, "label": kind.label, "systems": list(kind.systems)}


def _situation(situation: Situation) -> "SituationDocument":
    topics = list(situation.adds_topics)
    return {"id": situation.id, "label": situation.label, "adds_topics": topics}
