"""The roles, professions and situations that a user may name, in every form."""

from collections.abc import Iterator
from typing import Any

from certpick.catalog.model import Catalog
from certpick.catalog.professions import CreditKind, Profession
from certpick.catalog.roles import Role, RoleBook, Situation
from certpick.render.documents import catalog_document
from certpick.render.encode import as_csv, as_json, as_ndjson
from certpick.render.markdown import escape, table_line
from certpick.render.page import Page
from certpick.render.streams import Surface

_COLUMNS = ("kind", "id", "label", "role", "credits", "board", "reading", "description")


def role_document(role: Role, roles: RoleBook) -> dict[str, Any]:
    """Return a role with its core topics as plain data."""
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


def profession_document(profession: Profession, roles: RoleBook) -> dict[str, Any]:
    """Return a profession without its titles as plain data."""
    return {
        "id": profession.id,
        "label": profession.label,
        "role": profession.role,
        "reading": profession.reading,
        "credits": [_credit(roles.credit(name)) for name in profession.credits],
        "board": profession.board,
    }


def _credit(kind: CreditKind) -> dict[str, Any]:
    return {"id": kind.id, "label": kind.label, "systems": list(kind.systems)}


def _situation(situation: Situation) -> dict[str, Any]:
    topics = list(situation.adds_topics)
    return {"id": situation.id, "label": situation.label, "adds_topics": topics}


def roles_json(catalog: Catalog) -> str:
    """Return all of them with what follows from each."""
    book = catalog.roles
    return as_json(
        {
            "schema_version": 1,
            "catalog": catalog_document(catalog),
            "roles": [role_document(row, book) for row in book.roles],
            "professions": [profession_document(row, book) for row in book.professions],
            "situations": [_situation(row) for row in book.situations],
            "attribution": book.attribution,
        }
    )


def roles_ndjson(catalog: Catalog) -> str:
    """Return one of them a line; ``kind`` says which it is."""
    return as_ndjson(_documents(catalog.roles))


def _documents(book: RoleBook) -> Iterator[dict[str, Any]]:
    yield from ({"kind": "role", **role_document(row, book)} for row in book.roles)
    for profession in book.professions:
        yield {"kind": "profession", **profession_document(profession, book)}
    yield from ({"kind": "situation", **_situation(row)} for row in book.situations)


def roles_csv(catalog: Catalog) -> str:
    """Return one of them a row; what one of its kind does not have is an empty cell."""
    return as_csv(_COLUMNS, _rows(catalog.roles))


def _rows(book: RoleBook) -> Iterator[dict[str, Any]]:
    for document in _documents(book):
        row = {name: document.get(name) for name in _COLUMNS}
        yield {**row, "credits": "; ".join(one["label"] for one in document.get("credits", ()))}


def roles_markdown(catalog: Catalog) -> str:
    """Return a table of each kind."""
    book = catalog.roles
    tables = (
        (
            ("Role", "Who", "Description"),
            ((one.id, one.label, one.description) for one in book.roles),
        ),
        (
            ("Profession", "Who", "Role", "Credit that counts", "Who decides"),
            (
                (one.id, one.label, one.role, credit_words(one, book), one.board)
                for one in book.professions
            ),
        ),
        (("Situation", "What is true"), ((one.id, one.label) for one in book.situations)),
    )
    return "\n".join("\n".join(_table(heads, rows)) + "\n" for heads, rows in tables)


def _table(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield table_line(list(heads))
    yield table_line(["---"] * len(heads))
    yield from (table_line([escape(cell) for cell in row]) for row in rows)


def credit_words(profession: Profession, roles: RoleBook) -> str:
    """Return the kinds of credit that count for a profession, in its own words."""
    return ", ".join(roles.credit(name).label for name in profession.credits) or "none"


def roles_page(book: RoleBook, surface: Surface) -> str:
    """Return all of them as a list, the professions under the role whose topics apply."""
    page = Page(surface)
    for role in book.roles:
        page.line((role.id, "bold"), f": {role.description}")
        for row in book.professions:
            if row.role == role.id:
                page.line((row.id, "bold"), f": {row.label}", _mark(row), indent=2)
        page.blank()
    page.line("Situations, which --situation adds:")
    for situation in book.situations:
        page.line((situation.id, "bold"), f": {situation.label}", indent=2)
    page.blank()
    page.line(
        f"{_MARK} The guide does not speak to them, so certpick reads it for them. --role takes a "
        "role, a profession or a job title; certpick roles TITLE says how one is read."
    )
    page.line(book.attribution)
    return page.text()


_MARK = "*"


def _mark(profession: Profession) -> str:
    return f" {_MARK}" if profession.reading else ""
