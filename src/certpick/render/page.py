"""A page of text for a terminal: headings, indented lines and tables."""

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from certpick.render.streams import Surface

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text


class Page:
    """Collects what a surface will show; nothing on it is read as markup."""

    def __init__(self, surface: Surface) -> None:
        self.surface = surface
        self._out = io.StringIO()
        self._console = surface.console(self._out)

    def add(self, block: "RenderableType", indent: int = 0) -> None:
        """Add a block, wrapped to the width that is left."""
        from rich.padding import Padding

        self._console.print(Padding(block, (0, 0, 0, indent)))

    def fits(self, block: "RenderableType") -> bool:
        """Return whether a block needs no more than the width of the page."""
        unlimited = self._console.options.update(max_width=10 * self.surface.width)
        return self._console.measure(block, options=unlimited).maximum <= self.surface.width

    def line(self, *parts: "str | tuple[str, str] | Text", indent: int = 0) -> None:
        """Add a paragraph; a part is a text or a text with its style."""
        from rich.text import Text

        self.add(Text.assemble(*parts), indent)

    def blank(self) -> None:
        """Add an empty line."""
        self._console.print()

    def section(self, title: str, lines: Iterable[str]) -> None:
        """Add a heading and its lines; without lines, nothing."""
        for index, line in enumerate(lines):
            if index == 0:
                self.heading(title)
            self.line(line, indent=2)

    def heading(self, title: str) -> None:
        """Add a heading after an empty line."""
        self.blank()
        self.line((title, "bold"))

    def text(self) -> str:
        """Return the page; no line ends in spaces."""
        lines = self._out.getvalue().split("\n")
        return "\n".join(line.rstrip() for line in lines)
