"""A page for each form of JSON, made from its JSON Schema."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

Schema = dict[str, Any]
NAMES = {"boolean": "true or false"}


def schema_page(name: str, heading: str, schema: Schema) -> str:
    """Return the page of the schema that is in the file of this name."""
    return "\n\n".join(_Page(schema).paragraphs(name, heading)) + "\n"


class _Page:
    """A page in the making: a table for each record that the schema names."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.titles = {
            name: own.get("title", name).removesuffix("Document")
            for name, own in schema.get("$defs", {}).items()
        }

    def paragraphs(self, name: str, heading: str) -> Iterator[str]:
        yield f"# {heading}"
        yield from _described(self.schema)
        yield f"For validators and editors it is a JSON Schema: [{name}](../{name})."
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
        items = schema.get("items", {})
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
