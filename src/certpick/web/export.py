"""The pages as files for any web server: a result for every role, situation and need of credit."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from certpick.catalog.model import Catalog
from certpick.errors import CertpickError
from certpick.render.files import whole_folder
from certpick.web import assets, pages
from certpick.web.address import Words
from certpick.web.visit import Filter, Reply, Visit

# What may be said of credit; "" leaves it to what is usual for the role.
CREDIT = {"": "usual for the role", "required": "needed", "no": "not needed"}
MARKER = ".certpick-site"


class Case(NamedTuple):
    """What a result is for: a role or profession, a situation if any, and the need of credit."""

    role: str
    situation: str = ""
    cme: str = ""

    @property
    def words(self) -> Words:
        """The case in the words of an address."""
        return tuple((name, text) for name, text in self._asdict().items() if text)

    @property
    def file(self) -> str:
        """Where its page stands within the site."""
        return f"rank/{'--'.join(filter(None, self))}.html"


def cases(catalog: Catalog) -> Iterator[Case]:
    """Yield every case that has a page."""
    roles = catalog.roles
    people = dict.fromkeys([row.id for row in roles.roles] + [row.id for row in roles.professions])
    for who in people:
        for situation in ("", *roles.situation_ids):
            yield from (Case(who, situation, cme) for cme in CREDIT)


def site(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site, by its place in it."""
    for name in assets.MEDIA:
        yield f"static/{name}", assets.content(name)
    outer = Visit(catalog, "", (), _link(catalog, 0))
    yield "index.html", _body(pages.directory(outer))
    yield "404.html", _body(pages.failure(outer, _lost(), 404))
    yield "programs.html", _body(pages.programs(outer))
    inner = Visit(catalog, "", (), _link(catalog, 1))
    for program in catalog.programs:
        page = pages.program(inner._replace(program=program.id))
        yield f"programs/{program.id}.html", _body(page)
    for case in cases(catalog):
        filters = tuple(_filters(case, catalog))
        yield case.file, _body(pages.result(inner._replace(words=case.words, filters=filters)))


def _lost() -> CertpickError:
    return CertpickError("there is no such page", "start anew", code="page_unknown")


def _body(reply: Reply) -> bytes:
    return reply.body if isinstance(reply.body, bytes) else reply.body.encode()


def _link(catalog: Catalog, depth: int) -> Callable[[str, Words], str | None]:
    """Return what gives the address of a page from a page so many folders down, if it is there."""
    up = "../" * depth
    known = {frozenset(case.words): case.file for case in cases(catalog)}

    def link(path: str, words: Words) -> str | None:
        room, _, name = path.strip("/").partition("/")
        if room == "static":
            return f"{up}static/{name}"
        if path == "/":
            return f"{up}index.html"
        if path == "/rank":
            file = known.get(frozenset(words))
            return f"{up}{file}" if file else None
        if path == "/programs" and not words:
            return f"{up}programs.html"
        return f"{up}programs/{name}.html" if room in ("programs", "explain") else None

    return link


def _filters(case: Case, catalog: Catalog) -> Iterator[Filter]:
    """Yield what may be said beside the role, each answer with the page that it leads to."""
    rows = {"": "none of these", **{row.id: row.label for row in catalog.roles.situations}}
    for name, field, labels in (
        ("True of you", "situation", rows),
        ("Continuing-education credit", "cme", CREDIT),
    ):
        answers = []
        for value, label in labels.items():
            other = case._replace(**{field: value})
            answers.append((label, f"../{other.file}", other == case))
        yield Filter(name, tuple(answers))


def export(catalog: Catalog, folder: Path, progress: Callable[[int, int], None]) -> None:
    """Write the site to a folder, whole or not at all.

    A site that certpick wrote there before is replaced.

    Raises:
        DataError: it cannot be written, or the folder holds something else.
    """
    total = sum(1 for _ in cases(catalog)) + len(catalog.programs)
    with whole_folder(folder, MARKER) as new:
        for done, (name, body) in enumerate(site(catalog)):
            path = new / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(body)
            progress(done, total)
