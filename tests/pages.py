"""HTML as a tree, for tests: reading fails where a tag is not closed in its place."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "br", "link", "img", "input", "hr"})
BLOCKS = frozenset(
    {"td", "th", "caption", "p", "li", "dt", "dd", "div", "blockquote", "title", "desc", "text"}
    | {"small", "br", "h1", "h2", "h3", "h4"}
)


@dataclass
class Node:
    """An element with its attributes, its texts and its elements in order."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text within, with single spaces."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag != "style":
                yield from (" ", *child._texts(), " ") if child.tag in BLOCKS else child._texts()

    def all(self, *tags: str, **attributes: str) -> "list[Node]":
        """Return the elements within that have one of the tags and these attributes."""
        return [
            node
            for node in self.walk()
            if (not tags or node.tag in tags)
            and all(node.attributes.get(name) == value for name, value in attributes.items())
        ]

    def one(self, *tags: str, **attributes: str) -> "Node":
        """Return the only such element."""
        (found,) = self.all(*tags, **attributes)
        return found

    def walk(self) -> "Iterator[Node]":
        """Yield every element within, in order."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.walk()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute stands twice in {tag}"
        node = Node(tag, dict(attrs))
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_page(text: str) -> Node:
    """Return the tree of a page whose elements are all closed in their place."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert [node.tag for node in reader.open] == [""], "an element is not closed"
    return reader.open[0]
