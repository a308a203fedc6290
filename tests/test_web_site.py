"""The pages as files: every link leads to a page of the site, and a folder is whole or as before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import Run
from pages import read_page

from certpick import Catalog, DataError, Profile, rank
from certpick.render.files import whole_folder
from certpick.web.export import MARKER, Case, cases, site

DAY = date(2026, 11, 22)
MOST = 20 * 2**20  # bytes


@pytest.fixture(scope="module")
def few(catalog: Catalog) -> Catalog:
    """Return the catalogue with two roles and one profession only, so that its site is small."""
    roles = replace(catalog.roles, professions=catalog.roles.professions[:1])
    return replace(catalog, today=DAY, roles=roles)


@pytest.fixture(scope="module")
def files(few: Catalog) -> dict[str, bytes]:
    """Return the site by the places of its files."""
    return dict(site(few))


def addresses(page: bytes) -> set[str]:
    """Return every address that a page names, but for its own."""
    tree = read_page(page.decode())
    named = {node.attributes.get("href") or node.attributes.get("src") for node in tree.walk()}
    return {one for one in named if one and not one.startswith("#")}


def test_every_link_leads_to_a_file_of_the_site_or_to_a_source(files: dict[str, bytes]) -> None:
    pages = {name: body for name, body in files.items() if name.endswith(".html")}
    for name, body in pages.items():
        for address in addresses(body):
            if urlsplit(address).scheme in ("http", "https"):
                continue
            place = Path("/site", name).parent / address
            within = str(place.resolve().relative_to("/site"))
            assert within in files, f"{name} leads to {address}"


def test_every_page_can_be_reached_from_the_first(files: dict[str, bytes]) -> None:
    seen, waiting = set[str](), ["index.html"]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name.endswith(".html"):
            waiting += [
                str((Path("/site", name).parent / one).resolve().relative_to("/site"))
                for one in addresses(files[name])
                if not urlsplit(one).scheme
            ]
    assert set(files) - seen == {"404.html"}


def test_a_page_shows_the_ranking_of_its_case(few: Catalog, files: dict[str, bytes]) -> None:
    case = Case("administrator", "manages", "required")
    ranking = rank(few, Profile(role="administrator", situations=("manages",), cme="required"))
    rows = read_page(files[case.file].decode()).all("th", scope="row")
    best = ranking.ranked[:5]
    assert best
    shown = [row.text for row in rows][: len(best)]
    for name, standing in zip(shown, best, strict=True):
        assert name.startswith(standing.program.name)


def test_the_site_of_the_whole_catalogue_stays_small(
    catalog: Catalog, files: dict[str, bytes]
) -> None:
    results = [len(body) for name, body in files.items() if name.startswith("rank/")]
    rest = sum(len(body) for name, body in files.items() if not name.startswith("rank/"))
    everybody = len(list(cases(catalog)))
    assert everybody > 5 * len(results)
    assert max(results) * everybody + rest < MOST


def test_a_site_replaces_an_older_one_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "site"
    for text in ("old", "new"):
        with whole_folder(target, MARKER) as folder:
            (folder / "index.html").write_text(text)
    assert (target / "index.html").read_text() == "new"
    assert [one.name for one in tmp_path.iterdir()] == ["site"]
    (target / MARKER).unlink()
    with pytest.raises(DataError, match="it holds other files"), whole_folder(target, MARKER):
        pass
    assert (target / "index.html").read_text() == "new"


def test_an_interrupted_site_leaves_the_older_one(tmp_path: Path) -> None:
    target = tmp_path / "site"
    with whole_folder(target, MARKER) as folder:
        (folder / "index.html").write_text("old")
    with pytest.raises(KeyboardInterrupt):
        _interrupted(target)
    assert (target / "index.html").read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


def _interrupted(target: Path) -> None:
    with whole_folder(target, MARKER) as folder:
        (folder / "index.html").write_text("half")
        raise KeyboardInterrupt


def test_a_folder_that_cannot_be_written_is_one_line(
    cli: Callable[..., Run], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("mine")
    run = cli("serve", "--export", str(tmp_path / "file" / "site"))
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("certpick: cannot write ")
    assert run.err.count("\n") == 1
