"""Laying out catalogue files anew."""

from collections.abc import Iterable
from pathlib import Path

from certpick.catalog.encodings import decoded
from certpick.catalog.files import read_bytes
from certpick.keeping.layout import formatted
from certpick.render.files import write_whole
from certpick.render.streams import say, write_result
from certpick.text import shown


def show_layout(paths: Iterable[Path], check: bool) -> bool:
    """Lay files out anew, or name on stdout those that would change; return whether any would.

    Raises:
        DataError: one cannot be read or written, or is not JSON; those before it are done.
    """
    changes = False
    for path in paths:
        name = shown(str(path), 200)
        content = read_bytes(path)
        laid_out = formatted(decoded(content, name), name).encode()
        if laid_out == content:
            continue
        changes = True
        if check:
            write_result(f"{name}: would be laid out anew\n")
        else:
            write_whole(path, laid_out)
            say(f"wrote {name}")
    return changes
