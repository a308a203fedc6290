"""The JSON Schemas of the contract, draft 2020-12, made from its types. Pure."""

from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode
from typing_extensions import get_original_bases, is_typeddict

from certpick.catalog.record_names import Schema, with_names
from certpick.catalog.schema import DESCRIPTIONS
from certpick.render.contract import decisions, keepers, lookups, many, ranking, reasons, shared
from certpick.render.contract.forms import read_form
from certpick.render.contract.meanings import MEANINGS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ADDRESS = "https://raw.githubusercontent.com/certpick/certpick/main/docs/schemas/"


def json_schema(name: str) -> Schema:
    """Return the schema of the document of this name.

    A reader takes keys that a schema does not have, since keys are added: all records are open.

    Raises:
        UsageError: there is no document of this name.
    """
    form = read_form(name)
    schema = _described(with_names(TypeAdapter(form.kind).json_schema()))
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
    records = _described(with_names(schema, within))["$defs"]
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
    """Return what a key means in a record, or in the first that it is built on and says so.

    What stands in catalogue files means the same here.
    """
    if record not in _RECORDS:  # it is one of catalogue files
        return DESCRIPTIONS.get(f"{record}.{key}") or DESCRIPTIONS[key]
    where = meant_by(record, key)
    return MEANINGS[where] if where else DESCRIPTIONS[key]


def meant_by(record: str, key: str) -> str | None:
    """Return the row of the table that says what a key means in a record of the contract."""
    names = (f"{name}.{key}" for name in _lineage(record))
    return next((name for name in (*names, key) if name in MEANINGS), None)


def _lineage(record: str) -> tuple[str, ...]:
    """Return a record of the contract and those that it is built on, the nearest first."""
    kinds = [_RECORDS[record]]
    for kind in kinds:
        kinds += (base for base in get_original_bases(kind) if is_typeddict(base))
    return tuple(kind.__name__ for kind in kinds)


_RECORDS = {
    name: kind
    for module in (decisions, keepers, lookups, many, ranking, reasons, shared)
    for name, kind in vars(module).items()
    if is_typeddict(kind)
}
