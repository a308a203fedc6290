"""The bundled data: every fact has a source, every quote of the guide is the guide's."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from guide_words import is_verbatim
from pydantic import TypeAdapter

from certpick import Catalog
from certpick.bundled import role_book
from certpick.loading import data_folder, load_roles
from certpick.reading import open_catalog, read_over
from certpick.roles import RoleBook


def _guide_quotes(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("source") == "guide" and node.get("quote"):
            yield node["quote"]
        for value in node.values():
            yield from _guide_quotes(value)
    elif isinstance(node, list):
        for value in node:
            yield from _guide_quotes(value)


@pytest.mark.parametrize("name", ["programs.json", "roles.json"])
def test_guide_quotes_are_verbatim(name: str) -> None:
    quotes = list(_guide_quotes(json.loads((data_folder() / name).read_text("utf-8"))))
    assert len(quotes) > 30
    assert [quote for quote in quotes if not is_verbatim(quote)] == []


def test_the_quote_check_finds_a_changed_word() -> None:
    assert is_verbatim("domain-built and globally recognized")
    assert not is_verbatim("domain-built and locally recognized")


def test_every_fact_from_the_guide_is_quoted(catalog: Catalog) -> None:
    unquoted = [
        f"{program.id}.{name}"
        for program in catalog.programs
        for name, fact in program.facts.stated()
        if fact.source == "guide" and not fact.quote
    ]
    assert unquoted == []


def test_every_source_is_dated_and_cited(catalog: Catalog) -> None:
    cited: set[str] = set()
    for program in catalog.programs:
        cited |= {caveat.source for caveat in program.caveats}
        for _, fact in program.facts.stated():
            cited |= {*fact.sources, *(conflict.source for conflict in fact.conflicts)}
    assert set(catalog.sources) == cited
    assert all(source.checked for source in catalog.sources.values())


def test_the_catalogue_holds_the_guides_six_and_three_contrasts(catalog: Catalog) -> None:
    focus = {program.id: program.facts.focus.value for program in catalog.programs}
    assert [name for name, value in focus.items() if value == "healthcare-ai"] == [
        "iabac-ai-healthcare",
        "harvard-ai-health-care",
        "johns-hopkins-ai-healthcare",
        "cedars-sinai-applied-ai",
        "stanford-ai-healthcare",
        "abaim-ai-medicine",
    ]
    assert len(focus) == 9


def test_what_the_guide_does_not_state_is_absent(catalog: Catalog) -> None:
    """Facts that a hurried reader would fill in."""
    assert catalog.find("iabac").facts.price is None
    assert catalog.find("cedars").facts.ce_credit is None
    assert catalog.find("abaim").facts.proctored is None
    assert catalog.find("harvard").facts.graded_work is None
    assert catalog.find("hopkins").facts.topics == ()


def test_job_titles_keep_the_attribution(catalog: Catalog) -> None:
    assert "O*NET 27.0 Database" in catalog.roles.attribution
    assert "CC BY 4.0" in catalog.roles.attribution
    assert "has not approved, endorsed, or tested" in catalog.roles.attribution


def test_the_bundled_data_is_what_a_checked_reading_gives(catalog: Catalog) -> None:
    content = (data_folder() / "programs.json").read_bytes()
    checked = read_over(None, open_catalog(content, "programs.json"), load_roles())
    assert repr(catalog.programs) == repr(checked.programs)
    assert repr(catalog.sources) == repr(checked.sources)
    assert repr(catalog.providers) == repr(checked.providers)
    roles = (data_folder() / "roles.json").read_bytes()
    assert repr(role_book(json.loads(roles))) == repr(TypeAdapter(RoleBook).validate_json(roles))
