"""The roles, professions and situations that a user may name: a page, rows, tables."""

from collections.abc import Iterator, Mapping
from typing import Any

from certpick.catalog.model import Catalog
from certpick.catalog.professions import Profession
from certpick.catalog.roles import RoleBook
from certpick.render.documents.roles import role_lines
from certpick.render.encode import as_csv
from certpick.render.markdown import escape, table_line
from certpick.render.page import Page
from certpick.render.streams import Surface

_COLUMNS = ("kind", "id", "label", "role", "credits", "board", "reading", "description")


def roles_csv(catalog: Catalog) -> str:
    """Return one of them a row; what one of its kind does not have is an empty cell."""
    return as_csv(_COLUMNS, _rows(catalog))


def _rows(catalog: Catalog) -> Iterator[dict[str, Any]]:
    lines: Iterator[Mapping[str, Any]] = role_lines(catalog)
    for document in lines:
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
