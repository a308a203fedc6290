"""What a JSON Schema says of the parts of a value: which keys there are, in which order."""

from collections.abc import Iterator
from typing import Any, NamedTuple

Node = dict[str, Any]


class Shape(NamedTuple):
    """The forms that a value may have: ``nodes`` of a schema with ``definitions``."""

    definitions: dict[str, Node]
    nodes: tuple[Node, ...]

    @property
    def keys(self) -> list[str]:
        """The keys that an object of this shape may have, in the schema's order."""
        forms = (one for node in self.nodes for one in self._forms(node))
        return list({key: None for one in forms for key in one.get("properties", ())})

    def at(self, part: int | str) -> "Shape":
        """Return the shape of an entry of a list, or of the value at a key."""
        found = [
            each for node in self.nodes for one in self._forms(node) for each in _parts(one, part)
        ]
        return Shape(self.definitions, tuple(found))

    def _forms(self, node: Node) -> Iterator[Node]:
        """Yield each form that a node allows, without references."""
        name = node.get("$ref", "").removeprefix("#/$defs/")
        found = self.definitions.get(name, node)
        yield found
        for one in found.get("anyOf", ()):
            yield from self._forms(one)


def shape_of(schema: Node) -> Shape:
    """Return the shape of what a schema describes."""
    return Shape(schema.get("$defs", {}), (schema,))


def _parts(form: Node, part: int | str) -> Iterator[Node]:
    if part in form.get("properties", ()):
        yield form["properties"][part]
    elif isinstance(part, int):
        yield form.get("items", {})
    else:
        yield from form.get("patternProperties", {}).values()
