"""The linked data keeps to schema.org 30.0: every property is used on a type of its domain."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from conftest import Run
from hypothesis import given
from making import BUNDLED, catalogs, fact, make_catalog, make_program

from certpick import Catalog
from certpick.render.jsonld import program_node, programs_jsonld
from certpick.scoring.search import Query, search

# What schema.org 30.0 says of the terms used here: the types that each type is a kind of,
# and the types whose instances may have a property.
KINDS = {
    "EducationalOccupationalProgram": {"Intangible", "Thing"},
    "EducationalOccupationalCredential": {"Credential", "Intangible", "Thing"},
    "Course": {"CreativeWork", "LearningResource", "Thing"},
    "CourseInstance": {"Event", "Thing"},
    "Offer": {"Intangible", "Thing"},
    "UnitPriceSpecification": {"PriceSpecification", "StructuredValue", "Intangible", "Thing"},
    "StructuredValue": {"Intangible", "Thing"},
    "Organization": {"Thing"},
    "WebPage": {"CreativeWork", "Thing"},
}
DOMAINS = {
    "name": {"Thing"},
    "description": {"Thing"},
    "isBasedOn": {"CreativeWork"},
    "lastReviewed": {"WebPage"},
    "category": {"ActionAccessSpecification", "Invoice", "Offer", "Product", "Service"},
    "availability": {"Demand", "Offer"},
    "availabilityStarts": {"ActionAccessSpecification", "Demand", "Offer"},
    "availabilityEnds": {"ActionAccessSpecification", "Demand", "Offer"},
    "courseMode": {"CourseInstance"},
    "url": {"Thing"},
    "identifier": {"Thing"},
    "provider": {"EducationalOccupationalProgram", "CreativeWork"},
    "educationalProgramMode": {"EducationalOccupationalProgram"},
    "programPrerequisites": {"EducationalOccupationalProgram"},
    "occupationalCategory": {"EducationalOccupationalProgram", "JobPosting", "Occupation"},
    "hasCourse": {"EducationalOccupationalProgram"},
    "offers": {"EducationalOccupationalProgram", "CreativeWork", "Event"},
    "educationalCredentialAwarded": {"Course", "EducationalOccupationalProgram"},
    "price": {"Offer", "PriceSpecification"},
    "priceCurrency": {"Offer", "PriceSpecification"},
    "priceSpecification": {"Offer"},
    "unitText": {"UnitPriceSpecification"},
    "credentialCategory": {"Credential"},
    "validFor": {"Credential", "Permit"},
    "teaches": {"CreativeWork", "LearningResource", "EducationEvent"},
    "timeRequired": {"CreativeWork"},
    "numberOfCredits": {"Course", "EducationalOccupationalProgram"},
    "hasCourseInstance": {"Course"},
    "courseWorkload": {"CourseInstance"},
    "duration": {"Event"},
    "startDate": {"Event"},
    "endDate": {"Event"},
}


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every node of a graph."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for one in value.values():
            yield from nodes(one)
    elif isinstance(value, list):
        for one in value:
            yield from nodes(one)


def misused(document: Any) -> list[tuple[str, str]]:
    """Return each property that stands on a type outside its domain."""
    return [
        (node["@type"], key)
        for node in nodes(document)
        for key in node
        if not key.startswith("@")
        and not DOMAINS.get(key, set()) & {node["@type"], *KINDS[node["@type"]]}
    ]


def test_the_bundled_catalogue_keeps_to_the_domains(cli: Callable[..., Run]) -> None:
    document = cli("programs", "--format", "jsonld").json()
    assert document["@context"] == "https://schema.org"
    assert len(document["@graph"]) == len(BUNDLED.programs)
    assert {node["@type"] for node in nodes(document)} == set(KINDS)
    used = {key for node in nodes(document) for key in node if not key.startswith("@")}
    dated = {"availabilityStarts", "availabilityEnds"}  # of no bundled program with a price
    assert used | dated == set(DOMAINS), "the table holds what is used and nothing else"
    assert misused(document) == []


def test_a_property_outside_its_domain_is_found() -> None:
    """`teaches` on a program is the mistake that the table is here to catch."""
    assert misused({"@type": "EducationalOccupationalProgram", "teaches": "x"}) != []
    assert misused({"@type": "Course", "timeToComplete": "P1W"}) != []


@given(catalogs())
def test_any_catalogue_keeps_to_the_domains(drawn: Catalog) -> None:
    document = json.loads(programs_jsonld(drawn, search(drawn, Query())))
    assert misused(document) == []
    assert None not in [value for node in nodes(document) for value in node.values()]
    durations = [
        node[key] for node in nodes(document) for key in ("duration", "timeRequired", "validFor")
        if key in node
    ]  # fmt: skip
    assert all(re.fullmatch(r"P(\d+[YWD]|T\d+(\.\d+)?H)", one) for one in durations)


@pytest.mark.parametrize(
    ("price", "offer"),
    [
        (
            {"amount": 2990, "currency": "USD", "unit": "program"},
            {"@type": "Offer", "price": 2990, "priceCurrency": "USD"},
        ),
        (
            {"amount": 0, "currency": "USD", "unit": "program"},
            {"@type": "Offer", "price": 0, "priceCurrency": "USD"},
        ),
        (
            {"amount": 1600, "currency": "CAD", "unit": "course"},
            {
                "@type": "Offer",
                "priceSpecification": {
                    "@type": "UnitPriceSpecification",
                    "price": 1600,
                    "priceCurrency": "CAD",
                    "unitText": "course",
                },
            },
        ),
        (
            {"by_role": {"physician": 600}, "currency": "USD", "unit": "program"},
            {"@type": "Offer", "name": "for physician", "price": 600, "priceCurrency": "USD"},
        ),
    ],
)
def test_a_price_stays_a_price_of_its_unit(price: Any, offer: Any) -> None:
    program = make_program("one", "harvard", price=fact(price))
    assert program_node(program, BUNDLED)["offers"] == [offer]


def test_what_is_unknown_is_left_out() -> None:
    node = program_node(make_program("one"), make_catalog())
    assert node.keys() == {
        "@type", "@id", "identifier", "name", "provider", "educationalCredentialAwarded",
    }  # fmt: skip
    assert node["educationalCredentialAwarded"].keys() == {"@type", "name"}


def test_calendar_weeks_are_not_said_to_be_full_time() -> None:
    weeks = fact({"amount": 10, "unit": "program"})
    node = program_node(make_program("one", "harvard", weeks=weeks), BUNDLED)
    assert "timeToComplete" not in node
    assert node["hasCourse"]["hasCourseInstance"]["duration"] == "P10W"
    days = fact({"amount": 2, "unit": "program", "measure": "days"})
    short = program_node(make_program("one", "harvard", weeks=days), BUNDLED)
    assert short["hasCourse"]["hasCourseInstance"]["duration"] == "P2D"


def test_a_course_has_what_its_readers_require() -> None:
    """Name, description and provider of each; a mode and a total price where they are known."""
    courses = [
        (program, program_node(program, BUNDLED)["hasCourse"])
        for program in BUNDLED.programs
        if "hasCourse" in program_node(program, BUNDLED)
    ]
    assert len(courses) > 60
    for program, course in courses:
        assert all(course[key] for key in ("name", "description", "provider", "isBasedOn"))
        if program.facts.delivery:
            assert course["hasCourseInstance"]["courseMode"] in ("Online", "Onsite", "Blended")
    hopkins = {one.id: course for one, course in courses}["johns-hopkins-ai-healthcare"]
    assert hopkins["offers"] == {
        "@type": "Offer", "category": "Paid", "price": 2990, "priceCurrency": "USD",
    }  # fmt: skip


def test_credit_and_status_are_said() -> None:
    credit = fact([{"system": "ama-pra-1", "amount": 12}])
    usd = fact({"amount": 90, "unit": "program", "currency": "USD"})
    retired = make_program("one", price=usd, ce_credit=credit, status=fact({"state": "retired"}))
    node = program_node(retired, make_catalog(retired))
    assert node["hasCourse"]["educationalCredentialAwarded"] == ["12 AMA PRA Category 1"]
    assert node["offers"][0]["availability"] == "https://schema.org/Discontinued"
    coming = make_program("one", price=usd, status=fact({"state": "announced", "start": "2027-03"}))
    (offer,) = program_node(coming, make_catalog(coming))["offers"]
    assert (offer["availability"], offer["availabilityStarts"]) == (
        "https://schema.org/PreOrder", "2027-03",
    )  # fmt: skip
