"""What the addresses take and give, for programs and for assistants: OpenAPI and llms.txt. Pure."""

from typing import Any, get_args

from certpick.catalog.record_names import Schema
from certpick.explaining.notes import catalog_line
from certpick.profile.meanings import (
    MEANINGS,
    PROGRAM,
    PROGRAMS,
    SEARCHES,
    SORT,
    START,
    STUDIES,
    TITLE,
)
from certpick.profile.options import CHOICES, OPTIONS
from certpick.render.contract.schema import components
from certpick.render.encode import as_json
from certpick.render.phrases import ASSURANCE, disclosure
from certpick.scoring.ranking import Sort
from certpick.scoring.search import FOCUSES, MatchSort
from certpick.web import api, pages
from certpick.web.address import FLAGS, SEVERAL
from certpick.web.routes import ROUTES, Route
from certpick.web.visit import Reply, Visit

VERSION = "1"  # of the JSON contract
_SCHEMAS = "#/components/schemas/"
_REST = {
    "program": PROGRAMS,
    "sort": SORT,
    "start": START,
    **STUDIES,
    "top": "The best so many only.",
    "with": "A program that must be one of the two.",
}


def openapi(_: Visit) -> Reply:
    """Return the description of the API: every address, its words, and what it returns."""
    forms = [name for route in ROUTES for name in route.forms]
    references, schemas = components([*forms, "error"], _SCHEMAS)
    described = as_json(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "certpick",
                "version": VERSION,
                "description": "The JSON of the certpick commands: keys are only ever added, and "
                f"an unknown is null. {ASSURANCE}",
            },
            "paths": {
                one.path: {"get": _operation(one, references)} for one in ROUTES if one.is_api
            },
            "components": {"schemas": schemas},
        }
    )
    return Reply(described, api.JSON)


def _operation(route: Route, references: dict[str, Schema]) -> dict[str, Any]:
    given = [references[name] for name in route.forms]
    error = references["error"]
    responses = {"200": _response("The result.", given[0] if len(given) == 1 else {"anyOf": given})}
    responses["400"] = _response("A word cannot be used.", error)
    if "{program}" in route.path:
        responses["404"] = _response("No such program.", error)
    return {
        "operationId": route.answer.__name__,
        "summary": route.gives,
        "parameters": _parameters(route),
        "responses": responses,
    }


def _response(description: str, schema: Schema) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _parameters(route: Route) -> list[dict[str, Any]]:
    own = SEARCHES if route.words == pages.SEARCH else {}
    meanings = {"title": TITLE, **(MEANINGS if "role" in route.words else {}), **_REST, **own}
    found = [_parameter(name, meanings[name], _schema(name, route)) for name in route.words]
    for one in found:
        if one["name"] in _NEEDED and not own:
            one["required"] = True
    if "{program}" in route.path:
        path = _parameter("program", PROGRAM, {"type": "string"})
        found.insert(0, {**path, "in": "path", "required": True})
    return found


def _parameter(name: str, meaning: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": meaning, "schema": schema}


def _schema(name: str, route: Route) -> dict[str, Any]:
    searches = route.words == pages.SEARCH
    choices = _SEARCH_CHOICES if searches else _CHOICES
    if name in (pages.SEARCH_FLAGS if searches else FLAGS):
        return {"type": "boolean"}
    if name in SEVERAL:
        return {"type": "array", "items": {"type": "string"}}
    if name in choices:
        return {"type": "string", "enum": list(choices[name])}
    return {"type": "integer", "minimum": 1} if name == "top" else {"type": "string"}


_CHOICES: dict[str, tuple[str, ...]] = {**CHOICES, "sort": get_args(Sort)}
_SEARCH_CHOICES = {**CHOICES, "focus": FOCUSES, "sort": get_args(MatchSort)}
_NEEDED = ("role", "program")  # of a search alone, the role may be left out


def llms(visit: Visit) -> Reply:
    """Return what an assistant should know before it answers from here."""
    words = "\n".join(f"- `{name}`: {MEANINGS[name]}" for name in OPTIONS)
    routes = "\n".join(f"- `{one.path}`: {one.gives}" for one in ROUTES if one.is_api)
    text = f"""# certpick

> Which AI-in-healthcare certification fits a person, with the source of every point.

{disclosure(visit.catalog)} Every answer says how sure it is and what to ask first: pass that on,
with what is unknown. `fit` is `sure` only where every need that was said is known to hold; a null
is what nobody states, never 0.

{catalog_line(visit.catalog)}.

## JSON

{routes}

[/openapi.json](/openapi.json) describes them. The answer in short is `verdict.sentences` of
`/api/rank?role=nurse-leader&top=5`.

## Words of an address

{words}
"""
    return Reply(text, "text/plain; charset=utf-8")


DESCRIPTIONS = (Route("/openapi.json", openapi), Route("/llms.txt", llms))
