"""Own catalogues: alone, over the bundled one, or one over another."""

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import PINNED, Run
from making import BUNDLED, fact

from certpick import DataError, load_catalog

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a catalogue file."""

    def catalog(name: str, *programs: dict[str, Any], **head: Any) -> Path:
        document = {
            "schema_version": 1,
            "as_of": "2026-12-01",
            "sources": {"ours": {"title": "Ours", "kind": "independent", "checked": "2026-12-01"}},
            "providers": {"us": {"name": "Us", "short": "Us"}},
            **head,
            "programs": list(programs),
        }
        path = tmp_path / name
        path.write_text(json.dumps(document, indent=1), encoding="utf-8")
        return path

    return catalog


def entry(name: str, provider: str = "us", source: str = "ours", **facts: Any) -> dict[str, Any]:
    """Return a program as a file has it."""
    known = {"focus": fact("healthcare-ai", source), **facts}
    return {"id": name, "name": name.title(), "provider": provider, "facts": known}


def test_a_file_stands_alone(write: Write) -> None:
    catalog = load_catalog(write("own.json", entry("one")))
    assert [program.id for program in catalog.programs] == ["one"]
    assert set(catalog.sources) == {"ours"}


def test_a_file_extends_the_bundled_catalogue_and_overrides_by_id(write: Write) -> None:
    path = write(
        "own.json",
        entry("one", source="guide"),
        entry("iabac-ai-healthcare", "iabac", price=fact(500, "ours") | {"value": {
            "amount": 500, "currency": "USD", "unit": "program"}}),
        extends="bundled",
    )  # fmt: skip
    catalog = load_catalog(path)
    ids = [program.id for program in catalog.programs]
    assert ids == [*(program.id for program in BUNDLED.programs), "one"]
    changed = catalog.find("iabac-ai-healthcare")
    assert changed.facts.price
    assert changed.facts.topics == ()
    assert catalog.as_of == "2026-12-01"


def test_a_later_file_adds_to_the_earlier(write: Write) -> None:
    first = write("a.json", entry("one"), entry("two"))
    second = write("b.json", {**entry("two"), "name": "Changed"}, sources={}, providers={})
    catalog = load_catalog(first, second)
    assert [program.name for program in catalog.programs] == ["One", "Changed"]
    with pytest.raises(DataError) as caught:
        load_catalog(second)
    assert "programs[two].provider: no provider 'us'" in caught.value.faults


def test_the_catalogue_names_its_files_and_their_hash(
    write: Write, cli: Callable[..., Run]
) -> None:
    path = write("own.json", entry("one"), extends="bundled")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    catalog = load_catalog(path)
    assert [origin.name for origin in catalog.origins] == ["bundled", str(path)]
    assert catalog.origins[1].sha256 == digest
    both = BUNDLED.sha256 + digest
    assert catalog.sha256 == hashlib.sha256(both.encode()).hexdigest()
    document = cli("rank", "--role", "physician", "--catalog", str(path), "--json").json()
    assert [one["sha256"] for one in document["catalog"]["files"]] == [BUNDLED.sha256, digest]
    text = cli("rank", "--role", "physician", "--catalog", str(path), "--top", "1").out
    assert f"sha256 {catalog.sha256[:12]}" in text
    assert load_catalog().sha256 == BUNDLED.sha256


def test_the_environment_names_catalogues_and_an_option_beats_it(
    write: Write, cli: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = write("a.json", entry("one")), write("b.json", entry("two"))
    monkeypatch.setenv("CERTPICK_CATALOG", os.pathsep.join(map(str, (first, second))))
    listed = cli("programs", "--json").json()["programs"]
    assert [program["id"] for program in listed] == ["one", "two"]
    listed = cli("programs", "--json", "--catalog", str(second)).json()["programs"]
    assert [program["id"] for program in listed] == ["two"]


def test_unknown_ids_are_told_also_over_the_bundled_catalogue(write: Write) -> None:
    path = write("own.json", entry("one", "nobody"), extends="bundled")
    with pytest.raises(DataError, match=r"programs\[one\].provider: no provider 'nobody'"):
        load_catalog(path)


def test_progress_is_told(write: Write) -> None:
    path = write("own.json", *(entry(f"p{number}") for number in range(1000)))
    told: list[tuple[int, int]] = []
    load_catalog(path, progress=lambda done, total: told.append((done, total)))
    assert told == [(500, 1000), (1000, 1000)]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_long_wait_shows_a_bar_on_a_terminal(write: Write) -> None:
    import pexpect

    path = write("own.json", *(entry(f"p{number}") for number in range(3000)))
    code = "import certpick.render.progress as p; p.PATIENCE = 0; from certpick.__main__ import main; main()"
    words = ["-c", code, "programs", "--catalog", str(path), "--search", "p2999"]
    start = time.monotonic()
    child = pexpect.spawn(
        sys.executable, words, env={**os.environ, **PINNED}, encoding="utf-8", timeout=30
    )
    child.expect("reading programs")
    child.expect(r"/3000")
    child.expect("p2999")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0, time.monotonic() - start
