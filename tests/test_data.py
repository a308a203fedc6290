"""The bundled data: every fact has a source, every quote of the guide is the guide's."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
from guide_words import is_verbatim
from pydantic import TypeAdapter

from certpick import Catalog, UsageError
from certpick.catalog.bundled import catalog_file, role_book
from certpick.catalog.facts import FACT_NAMES
from certpick.catalog.loader import data_folder, load_roles
from certpick.catalog.reader import open_catalog, read_over
from certpick.catalog.references import cited_by
from certpick.catalog.roles import RoleBook
from certpick.keeping.lint import number_faults


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
    cited = {source for program in catalog.programs for source in cited_by(program)}
    assert set(catalog.sources) == cited | catalog.roles.cited
    assert all(source.checked for source in catalog.sources.values())


def test_no_source_is_dated_after_the_catalogue(catalog: Catalog) -> None:
    late = [key for key, source in catalog.sources.items() if source.checked > catalog.as_of]
    assert late == []


def test_no_bundled_fact_is_an_error_to_a_keeper(catalog: Catalog) -> None:
    faults = [
        f"{program.id}.{fault.place}: {fault.message}"
        for program in catalog.programs
        for fault in number_faults(list(program.facts.stated()), catalog.sources)
    ]
    assert faults == []


def test_the_catalogue_holds_the_guides_six_others_of_their_kind_and_contrasts(
    catalog: Catalog,
) -> None:
    assert [program.id for program in catalog.programs[:6]] == [
        "iabac-ai-healthcare",
        "harvard-ai-health-care",
        "johns-hopkins-ai-healthcare",
        "cedars-sinai-applied-ai",
        "stanford-ai-healthcare",
        "abaim-ai-medicine",
    ]
    order = ("healthcare-ai", "healthcare-informatics", "generic-ai")
    focus = sorted((one.facts.focus.value for one in catalog.programs), key=order.index)
    assert focus == ["healthcare-ai"] * 63 + ["healthcare-informatics"] * 12 + ["generic-ai"] * 11


def test_only_the_guides_six_rest_on_the_guide(catalog: Catalog) -> None:
    resting = {
        program.id
        for program in catalog.programs
        for _, fact in program.facts.stated()
        if "guide" in fact.sources
    }
    assert resting == {program.id for program in catalog.programs[:6]}


@pytest.mark.parametrize(
    "watched",
    [
        "florida",
        "fsu",
        "abnai",
        "american board of nursing",
        "manchester",
        "radboud",
        "cihq",
        "duke",
        "mayo",
        "integrating ethics",
    ],
)
def test_what_too_little_is_known_of_is_not_listed(catalog: Catalog, watched: str) -> None:
    names = [
        f"{program.id} {program.name} {catalog.providers[program.provider].name}".casefold()
        for program in catalog.programs
    ]
    assert [name for name in names if watched in name] == []


def test_a_pages_own_provider_is_named_as_interested(catalog: Catalog) -> None:
    silent = [
        key
        for key, source in catalog.sources.items()
        if source.kind == "provider" and not source.promotes
    ]
    assert silent == []
    providers = {program.provider for program in catalog.programs}
    assert set(catalog.providers) == providers


def test_names_that_collide_are_told_apart(catalog: Catalog) -> None:
    """Two products of Johns Hopkins, three of Harvard: each says that it is not the other."""
    for name in ("hopkins", "jhu-whiting-ai-healthcare"):
        assert any("Johns Hopkins also sells" in one.text for one in catalog.find(name).caveats)
    harvard = [
        one for one in catalog.programs if one.provider in ("harvard", "harvard-chan", "hms")
    ]
    assert len(harvard) == 6
    for program in harvard:
        others = {one.program for one in program.not_to_confuse_with}
        assert {one.id for one in harvard} - {program.id} <= others
    with pytest.raises(UsageError, match="can mean 2 programs"):
        catalog.find("jhu")


def test_what_sources_dispute_is_recorded(catalog: Catalog) -> None:
    disputed = {
        f"{program.id}.{name}"
        for program in catalog.programs
        for name, fact in program.facts.stated()
        if fact.conflicts
    }
    assert disputed == {
        "abii-ciip.exam_questions",
        "aidh-chia.prerequisites",
        "ama-ai-health-care.price",
        "ancc-ni-bc.exam_minutes",
        "certnexus-caip.prerequisites",
        "elements-of-ai.academic_credits",
        "google-generative-ai-healthcare.structure",
        "himss-cphims.renewal_years",
        "iapp-aigp.exam_minutes",
        "isaca-aaia.status",
        "nhs-clinical-ai-fellowship.audience[0]",
        "northeastern-business-ai.total_hours",
        "stanford-ai-healthcare.ce_credit",
        "stanford-ai-healthcare.price",
        "stanford-ai-healthcare.total_hours",
        "udacity-ai-healthcare.courses",
        "udacity-ai-healthcare.weeks",
    }


def test_what_the_guide_does_not_state_is_absent(catalog: Catalog) -> None:
    """Facts that a hurried reader would fill in."""
    assert catalog.find("iabac").facts.price is None
    assert catalog.find("cedars").facts.ce_credit is None
    assert catalog.find("abaim").facts.proctored is None
    assert catalog.find("harvard").facts.graded_work is None
    assert catalog.find("hopkins").facts.topics == ()
    assert catalog.find("rsna").facts.price is None
    assert catalog.find("harvard-chan-responsible-ai").facts.price is None
    assert catalog.find("hms-ai-clinical-medicine").facts.graded_work is None
    assert catalog.find("deeplearning-ai-medicine").facts.ce_credit is None
    assert catalog.find("ancc").facts.pass_standard is None
    assert [one.id for one in catalog.programs if one.facts.recognized] == [
        "iabac-ai-healthcare",
        "harvard-ai-health-care",
        "johns-hopkins-ai-healthcare",
        "nhs-clinical-ai-fellowship",
    ]


def test_job_titles_keep_the_attribution(catalog: Catalog) -> None:
    assert "O*NET 27.0 Database" in catalog.roles.attribution
    assert "CC BY 4.0" in catalog.roles.attribution
    assert "has not approved, endorsed, or tested" in catalog.roles.attribution


_MONEY = {"amount": 5, "member": 0, "members_of": "us", "currency": "USD", "unit": "course"}
_BY = {"by_role": {"physician": 7}, "by_title": {"resident": 3}, "currency": "USD", "unit": "exam"}
_PART = {
    "id": "a", "name": "A", "courses": 1, "price": _MONEY, "weeks": {"amount": 2, "unit": "course"},
    "hours_per_week": {"low": 1, "high": 2},
}  # fmt: skip
_FEE = {"kind": "certificate", "amount": 5, "member": 0, "currency": "USD", "per": "once"}
_CREDIT = {"system": "arrt-a", "amount": 2, "start": "2025", "end": "2026", "note": "n"}
# Two values of each fact, the second as a conflict, or the entries of a list.
_EVERY: dict[str, tuple[Any, Any] | list[Any]] = {
    **dict.fromkeys(["renewal", "structure", "prerequisites", "pass_mark", "level"], ("x", "y")),
    **dict.fromkeys(["topics_complete", "graded_work", "pass_standard", "proctored"], (True, False)),
    **dict.fromkeys(["recognized", "international", "employment"], (True, False)),
    **dict.fromkeys(["programming_required"], (True, False)),
    **dict.fromkeys(["renewal_years", "courses", "total_hours", "academic_credits"], (3, 4)),
    **dict.fromkeys(["exam_questions", "exam_minutes", "attempts"], (3, 4)),
    "focus": ("healthcare-ai", "generic-ai"),
    "url": ("https://a.org", "https://b.org"),
    "status": ({"state": "offered", "start": "2026", "end": "2027"}, {"state": "unknown"}),
    "credential_type": ("certification", "certificate-of-attendance"),
    "audience": [{"role": "any", "level": "named", "part": "a"}],
    "topics": [{"topic": "ai-literacy"}],
    "accredited": (["absnc"], []),
    "ce_credit": ([_CREDIT], []),
    "framework": ("EDISON", False),
    "parts": [_PART, {"id": "b", "name": "B"}],
    "weeks": ({"amount": 2, "unit": "course"}, {"amount": 3, "unit": "program"}),
    "hours_per_week": ({"low": 1, "high": 2}, {"low": 2, "high": 3}),
    "price": (_MONEY, _BY),
    "fees": [_FEE, {**_FEE, "member": None}],
    "pacing": ("cohort", "self-paced"),
    "dates": ({"start": "2027-01", "end": "2027-02"}, {"start": "2027-02"}),
    "delivery": ("online", "onsite"),
    "languages": (["en"], ["de", "fr"]),
    "countries": (["US"], []),
    "enrolment": ({"roles": ["physician"], "condition": "c"}, {}),
}  # fmt: skip


def _with_every_fact() -> dict[str, Any]:
    """Return a catalogue file with every key that a program and a source may have."""
    said = {"source": "s", "also": ["s"], "quote": "q", "note": "n", "checked": "2026"}
    conflict = {"says": "no", "source": "s"}
    facts = {
        name: [{**entry, **said, "conflicts": [conflict]} for entry in values]
        if isinstance(values, list)
        else {"value": values[0], **said, "conflicts": [conflict, {**conflict, "value": values[1]}]}
        for name, values in _EVERY.items()
    }
    source = {
        "title": "S", "kind": "provider", "url": "https://a.org", "checked": "2026",
        "undated": True, "promotes": ["p"], "publisher": "p",
    }  # fmt: skip
    other = {"name": "O", "program": "o", "source": "s", "quote": "q", "note": "n"}
    program = {
        "id": "o", "name": "O", "provider": "p", "facts": facts,
        "caveats": [{"text": "t", "source": "s", "quote": "q"}], "not_to_confuse_with": [other],
    }  # fmt: skip
    return {
        "schema_version": 1, "as_of": "2026-11-22", "sources": {"s": source},
        "providers": {"p": {"name": "P", "short": "P"}}, "programs": [program],
    }  # fmt: skip


def test_every_fact_can_be_read_without_a_check() -> None:
    document = _with_every_fact()
    assert set(_EVERY) == set(FACT_NAMES)
    content = json.dumps(document).encode()
    checked = read_over(None, open_catalog(content, "every.json"), load_roles())
    assert repr(asdict(catalog_file(document))) == repr(asdict(checked))


def test_the_bundled_data_is_what_a_checked_reading_gives(catalog: Catalog) -> None:
    content = (data_folder() / "programs.json").read_bytes()
    checked = read_over(None, open_catalog(content, "programs.json"), load_roles())
    for one, other in zip(catalog.programs, checked.programs, strict=True):
        assert repr(asdict(one)) == repr(asdict(other))
    assert repr(catalog.sources) == repr(checked.sources)
    assert repr(catalog.providers) == repr(checked.providers)
    roles = (data_folder() / "roles.json").read_bytes()
    found, checked_roles = role_book(json.loads(roles)), TypeAdapter(RoleBook).validate_json(roles)
    assert repr(asdict(found)) == repr(asdict(checked_roles))


_DAYS = re.compile(r"\b(one|two|three|four|five)[ -]days?\b(?! a week)")


def test_a_course_that_lasts_days_says_so_as_its_length(catalog: Catalog) -> None:
    """A length in a sentence of its structure alone would keep it from every deadline."""
    of_days = [
        program
        for program in catalog.programs
        if program.facts.structure and _DAYS.search(program.facts.structure.value)
    ]
    assert len(of_days) == 9
    for program in of_days:
        length, structure = program.facts.weeks, program.facts.structure
        assert length, program.id
        assert structure
        assert (length.value.measure, length.source) == ("days", structure.source)
