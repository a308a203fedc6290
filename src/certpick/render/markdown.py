"""Text that Markdown shows as it is written, and rows of its tables."""

import re

# What begins a list or a rule where it begins a line.
_LEADING = re.compile(r"^(\d*)([-+.)])(?=[\s-]|$)")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~&])")


def escape(text: str) -> str:
    """Return text that Markdown shows as it is written, addresses included."""
    plain = _LEADING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))
    return plain.replace("://", ":\\//").replace("www.", "www\\.")


def table_line(cells: list[str]) -> str:
    """Return one row of a Markdown table; the cells are escaped already."""
    return f"| {' | '.join(cells)} |"
