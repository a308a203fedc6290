"""What the server says of itself: the description is valid, whole, and true of what it returns."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import validate
from web_client import client_of

from certpick import Catalog, UsageError
from certpick.web import api
from certpick.web.address import query
from certpick.web.app import address
from certpick.web.describe import llms, openapi
from certpick.web.routes import ROUTES
from certpick.web.visit import Visit

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def visit(catalog: Catalog) -> Visit:
    """Return a visit that says nothing yet."""
    return Visit(replace(catalog, today=DAY), "", (), address)


@pytest.fixture(scope="module")
def described(visit: Visit) -> Any:
    """Return the description of the API."""
    return json.loads(openapi(visit).body)


def test_the_description_keeps_to_openapi(described: Any) -> None:
    validate(described)


def test_every_address_and_every_word_is_described(described: Any) -> None:
    for route in ROUTES:
        if not route.is_api:
            assert route.path not in described["paths"]
            continue
        said = described["paths"][route.path]["get"]
        assert said["summary"]
        names = {one["name"] for one in said["parameters"] if one["in"] == "query"}
        assert names == set(route.words)
        assert all(one["description"] for one in said["parameters"])


NEEDED = {"role": ("physician",), "program": ("stanford", "harvard")}


def test_what_is_required_is_what_a_request_cannot_do_without(described: Any) -> None:
    with client_of() as client:
        for route in (one for one in ROUTES if one.is_api):
            said = described["paths"][route.path]["get"]["parameters"]
            required = {one["name"] for one in said if one.get("required") and one["in"] == "query"}
            path = route.path.replace("{program}", "stanford")
            for left_out in (None, *(name for name in NEEDED if name in route.words)):
                words = [(name, text) for name in required - {left_out} for text in NEEDED[name]]
                answer = client.get(path, words)
                missing = left_out in required
                assert answer.status == (400 if missing else 200), (path, left_out)
                if missing:
                    code = "role_missing" if left_out == "role" else "value_missing"
                    assert answer.json()["error"]["code"] == code


def test_words_of_which_there_are_few_are_those_that_are_read(described: Any) -> None:
    found = set()
    with client_of() as client:
        for route in (one for one in ROUTES if one.is_api):
            given = [("role", "physician"), ("program", "stanford"), ("program", "harvard")]
            given = [one for one in given if one[0] in route.words]
            path = route.path.replace("{program}", "stanford")
            for one in described["paths"][route.path]["get"]["parameters"]:
                if one["schema"].get("enum") is None:
                    continue
                found.add(one["name"])
                for word in one["schema"]["enum"]:
                    assert client.get(path, [*given, (one["name"], word)]).status == 200
                error = client.get(path, [*given, (one["name"], "zzz")]).json()["error"]
                assert error["candidates"] == one["schema"]["enum"]
    assert found == {"cme", "pacing", "evidence", "sort", "focus"}


def test_a_ranking_keeps_to_its_description(visit: Visit, described: Any) -> None:
    answer = described["paths"]["/api/rank"]["get"]["responses"]["200"]
    schema = answer["content"]["application/json"]["schema"]
    words = (("role", "charge nurse"), ("budget", "3000"))
    document = json.loads(api.ranked(visit._replace(words=words)).body)
    jsonschema.validate(document, {**schema, "components": described["components"]})
    del document["verdict"]["pick"]
    with pytest.raises(jsonschema.ValidationError, match="pick"):
        jsonschema.validate(document, {**schema, "components": described["components"]})


def test_an_error_keeps_to_its_description(described: Any) -> None:
    answer = described["paths"]["/api/rank"]["get"]["responses"]["400"]
    schema = {**answer["content"]["application/json"]["schema"], **described}
    error = UsageError(
        "no such role", "did you mean nurse?", candidates=("nurse",), code="role_unknown"
    )
    jsonschema.validate(json.loads(api.failure(error, 400).body), schema)


def test_an_assistant_is_told_who_publishes_the_guide_and_every_word(visit: Visit) -> None:
    text = str(llms(visit).body)
    assert "published by IABAC, which it puts first" in text
    for route in ROUTES:
        assert (f"`{route.path}`" in text) is route.is_api
    for word in next(route.words for route in ROUTES if route.path == "/api/explain/{program}"):
        assert f"- `{word}`: " in text
    assert "/api/rank?role=nurse-leader" in text
    assert query((("role", "nurse-leader"), ("top", "5"))) in text
