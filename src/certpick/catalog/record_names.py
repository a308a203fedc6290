"""Names of records in a JSON Schema, where pydantic has none but the types of their values."""

import json
from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
_VALUES = {
    "string": "text", "boolean": "yes_or_no", "integer": "count", "number": "number",
    "array": "list",
}  # fmt: skip


def with_names(schema: Schema, within: str = "#/$defs/") -> Schema:
    """Return a schema whose kinds of fact are named by the fact that is one, as Fact_price.

    What several facts are is named by its value, as Fact_text. ``within`` is the place of a
    record before its name. Pydantic's own names are long, and may change with its version.
    """
    names = _names(schema.get("$defs", {}), within)
    text = json.dumps(schema)
    for kind, name in names.items():
        for before in ("", within):
            text = text.replace(json.dumps(before + kind), json.dumps(before + name))
    named: Schema = json.loads(text)
    return named


def _names(records: dict[str, Schema], within: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for home in sorted(records, key=lambda name: (name != "Facts", name)):
        users: dict[str, list[str]] = {}
        for key, part in records[home].get("properties", {}).items():
            for kind in _kinds(part, within, records):
                users.setdefault(kind, []).append(key)
        for kind, keys in users.items():
            title, record = records[kind]["title"], names.get(home, "")
            about = record.partition("_")[2] or _about(records[kind], keys)
            taken = f"{title}_{about}" in names.values()
            names.setdefault(kind, f"{title}_{keys[0] if taken else about}")
    return names


def _about(record: Schema, users: list[str]) -> str:
    """Return what tells a kind of fact apart: the fact, or of several, what their values are."""
    value = record["properties"]["value"].get("type") if len(users) > 1 else None
    return _VALUES.get(value or "", users[0])


def _kinds(part: Any, within: str, records: dict[str, Schema]) -> Iterator[str]:
    """Yield the records that a part of a schema refers to, whose names are not their titles."""
    if isinstance(part, list):
        for one in part:
            yield from _kinds(one, within, records)
    elif isinstance(part, dict):
        record = str(part.get("$ref", "")).removeprefix(within)
        if record in records and record != records[record]["title"]:
            yield record
        yield from _kinds(list(part.values()), within, records)
