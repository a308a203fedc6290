"""How far the loading of a large catalogue has come, on stderr."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from certpick.catalog.loader import load_catalog
from certpick.catalog.model import Catalog

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0  # seconds before a bar is worth showing


def open_catalogs(paths: Sequence[Path] | None, today: date) -> Catalog:
    """Return the catalogue in the files, or the bundled one, as seen today.

    A long wait shows a bar.

    Raises:
        DataError: as ``load_catalog``.
    """
    with progress() as show:
        return load_catalog(*(paths or ()), today=today, progress=show)


@contextmanager
def progress(what: str = "reading programs") -> Iterator[Callable[[int, int], None]]:
    """Give what draws a bar on a terminal, once the wait is longer than ``PATIENCE``.

    It is told how much is done and how much there is, 0 where nobody knows.
    """
    start = time.monotonic()
    drawn: list[Progress] = []

    def show(done: int, total: int) -> None:
        if not drawn and sys.stderr.isatty() and time.monotonic() - start > PATIENCE:
            drawn.append(_bar(what, total))
        for bar in drawn:
            bar.update(bar.task_ids[0], completed=done, total=total or None)

    try:
        yield show
    finally:
        for bar in drawn:
            bar.stop()


def _bar(what: str, total: int) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True, no_color=True, highlight=False)  # readable on any ground
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, console=console, transient=True)
    bar.add_task("", total=total or None)
    bar.start()
    return bar
