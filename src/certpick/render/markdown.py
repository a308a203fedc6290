"""Text that Markdown shows as it is written, and rows of its tables."""

import re

from certpick.text import cleaned

# What begins a list, a rule or a heading where it begins a line.
_LEADING = re.compile(r"^(\d*)([-+.)=])(?=[\s=-]|$)")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~&])")
_HOST = re.compile(r"(?<=\w)\.(?=[^\W\d_]{2})")  # evil.com, which some take for a link
# What GitHub takes for an address of mail even where the sign is escaped: a comment parts it.
_MAIL = re.compile(r"(?<=[\w.+-])@(?=\w)")


def escape(text: str) -> str:
    """Return text that Markdown shows as it is written, addresses included.

    Blanks around it, and several of them, show as none and as one in any case.
    """
    plain = _LEADING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", cleaned(text)))
    plain = _MAIL.sub("@<!-- -->", _HOST.sub(r"\\.", plain))
    return plain.replace("://", ":\\//")


def table_line(cells: list[str]) -> str:
    """Return one row of a Markdown table; the cells are escaped already."""
    return f"| {' | '.join(cells)} |"
