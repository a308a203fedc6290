"""The JSON Schemas of the contract, draft 2020-12, made from its types. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from certpick.catalog.schema import DESCRIPTIONS
from certpick.render.contract.forms import read_form
from certpick.render.contract.meanings import MEANINGS

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
ADDRESS = "https://raw.githubusercontent.com/certpick/certpick/main/docs/schemas/"
_OWN = ("Document", "Line", "Body")  # how the contract's records end; others are of catalogue files


def json_schema(name: str) -> Schema:
    """Return the schema of the document of this name.

    A reader takes keys that a schema does not have, since keys are added: all records are open.

    Raises:
        UsageError: there is no document of this name.
    """
    form = read_form(name)
    schema = _described(TypeAdapter(form.kind).json_schema())
    head = {"$schema": DIALECT, "$id": f"{ADDRESS}{name}.json", "title": form.command}
    return {**schema, **head}


def components(names: Iterable[str], within: str) -> tuple[dict[str, Schema], dict[str, Schema]]:
    """Return references to the documents of these names, and all records that they hold.

    ``within`` is the place of a record before its name, such as ``#/components/schemas/``.
    """
    forms: list[tuple[str, JsonSchemaMode, TypeAdapter[Any]]] = [
        (name, "validation", TypeAdapter(read_form(name).kind)) for name in names
    ]
    found, schema = TypeAdapter.json_schemas(forms, ref_template=within + "{model}")
    records = _described(schema)["$defs"]
    return {name: reference for (name, _), reference in found.items()}, records


def _described(schema: Schema) -> Schema:
    """Say what each key of each record means, and let every record have further keys."""
    for record in (schema, *schema.get("$defs", {}).values()):
        record.pop("additionalProperties", None)
        for key, part in record.get("properties", {}).items():
            part["description"] = meaning(record["title"], key)
            part.pop("title", None)
    return schema


def meaning(record: str, key: str) -> str:
    """Return what a key means in a record; what stands in catalogue files means the same here."""
    tables: list[Mapping[str, str]] = [DESCRIPTIONS]
    if record.endswith(_OWN):
        tables.insert(0, MEANINGS)
    names = (f"{record}.{key}", key)
    return next(table[name] for table in tables for name in names if name in table)
