"""A page for each form of JSON, made from its JSON Schema."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from certpick.render.contract.forms import FORMS

Schema = dict[str, Any]
NAMES = {"boolean": "true or false"}


def index_page() -> str:
    """Return the page that lists all documents."""
    rows = (f"| [{name}]({name}.md) | `{form.command}` |" for name, form in FORMS.items())
    return f"""# JSON

Whatever certpick writes as JSON keeps to one contract: a thing has the same name and unit
everywhere, numbers are numbers, and what is unknown is null. While `schema_version` stays the same,
keys are only added, so a reader must take keys that it does not know. Scores are rounded to one
decimal; points, shares and what is worked out from scores to six. Nothing else is rounded: amounts
are in US dollars with their cents, times in weeks or hours, and a profile is what was said.

Each document says for which `day` it holds; those that rest on a catalogue, which that is
(`catalog`) and what to know before believing it (`disclosure`); those about a person, whose they
are (`role`, `profile`, `profile_sha256`). A program is named by `id` and `name`, and who awards it
by `offered_by`; `provider` is an older key, which holds the provider's name, or in the documents of
`certpick programs` its id. A file of people has lines of its own (`batch-line`), since its columns
are joined to those of the file.

`certpick schema NAME` prints the JSON Schema of a document (draft 2020-12), which is part of the
package, too; `certpick catalog schema` that of a [catalogue file](../catalogue-file.md).

| name | what writes it |
|---|---|
{chr(10).join(rows)}
"""


def schema_page(file: str, schema: Schema) -> str:
    """Return the page of a schema; ``file`` is the way to where it is published."""
    return "\n\n".join(_Page(schema).paragraphs(file)) + "\n"


class _Page:
    """A page in the making: a table for each record that the schema names."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        titles = {name: own.get("title", name) for name, own in schema.get("$defs", {}).items()}
        taken = set(titles.values())
        self.titles = {
            name: title if (short := title.removesuffix("Document")) in taken else short
            for name, title in titles.items()
        }

    def paragraphs(self, file: str) -> Iterator[str]:
        yield f"# {self.schema['title']}"
        yield from _described(self.schema)
        name = file.rpartition("/")[2]
        yield f"For validators and editors it is a JSON Schema: [{name}]({file})."
        yield from self.table([self.schema])
        title_of = self.titles.__getitem__
        for title, names in groupby(sorted(self.titles, key=title_of), title_of):
            same = [self.schema["$defs"][one] for one in names]
            yield f"## {title}"
            yield from _described(same[0])
            yield from self.table(same)

    def table(self, same: list[Schema]) -> Iterator[str]:
        """Yield the keys of records with one title: they differ in the kind of a value alone."""
        rows = [self._row(key, same) for key in same[0].get("properties", {})]
        if not any(meaning for *_, meaning in rows):
            rows = [row[:2] for row in rows]
        if rows:
            heading = ("key", "value", "meaning")[: len(rows[0])]
            lines = [heading, ["---"] * len(heading), *rows]
            yield "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def _row(self, key: str, same: list[Schema]) -> tuple[str, ...]:
        schemas = [schema["properties"][key] for schema in same]
        kinds = sorted(set(map(self.kind, schemas)))
        kind = kinds[0] if len(kinds) == 1 else "what belongs to the fact"
        return f"`{key}`", kind, _cell(schemas[0])

    def kind(self, schema: Schema) -> str:
        """Return in a few words what a value may be."""
        if "$ref" in schema:
            return self._named(schema["$ref"])
        if options := schema.get("anyOf") or [
            schema[key] for key in ("then", "else") if key in schema
        ]:
            return self._any(options)
        if words := schema.get("enum") or [schema[key] for key in ("const",) if key in schema]:
            return ", ".join(f"`{word}`" for word in words)
        kind = schema.get("type", "any value")
        return {"array": self._list, "object": self._object}.get(kind, _simple)(schema)

    def _named(self, target: str) -> str:
        steps = target.split("/")[2:]
        if len(steps) > 1:
            return self.kind(self.schema["$defs"][steps[0]][steps[1]][steps[2]])
        title = self.titles[steps[0]]
        link = f"[{title}](#{title.lower()})"
        own = self.schema["$defs"][steps[0]]["properties"].get("value") if title == "Fact" else None
        return f"{link}: {self.kind(own)}" if own else link

    def _any(self, options: list[Schema]) -> str:
        return " or ".join(dict.fromkeys(map(self.kind, options)))

    def _list(self, schema: Schema) -> str:
        items = schema.get("prefixItems") or schema.get("items", {})
        inner = self._any(items) if isinstance(items, list) else self.kind(items)
        return f"list of {inner}"

    def _object(self, schema: Schema) -> str:
        inner = [*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")]
        return f"by key: {self.kind(inner[0])}" if inner[0] else "object"


def _simple(schema: Schema) -> str:
    kind: str = schema.get("type", "any value")
    return NAMES.get(kind, kind)


def _described(schema: Schema) -> Iterator[str]:
    if text := schema.get("description"):
        yield text.replace("``", "`")


def _cell(schema: Schema) -> str:
    return " ".join("".join(_described(schema)).split()).replace("|", "\\|")
