"""Reading pages in a process of its own, which is ended when a page takes too long.

Who wrote a page may wish us ill: some pages of HTML or PDF keep a reader busy for hours, or
make it break down. Whatever happens there, the others are still read.
"""

import asyncio
import contextlib
import io
import logging
import multiprocessing
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from certpick.keeping.page_cache import content_of
from certpick.keeping.page_text import PageText, UnreadableError, page_text

MOST_SECONDS = 10.0
MOST_MEMORY = 1_500_000_000


class PageReader:
    """Turns kept pages into text, one at a time, in a process of its own."""

    def __init__(self, seconds: float = MOST_SECONDS) -> None:
        self._seconds = seconds
        self._turn = asyncio.Lock()
        self._process: Any = None
        self._pipe: Connection

    async def text(self, path: str, content_type: str) -> PageText:
        """Return what a kept page says.

        Raises:
            UnreadableError: it is not text, or takes too long to read.
        """
        async with self._turn:
            if self._process is None:
                self._start()
            try:
                answer = await asyncio.to_thread(self._ask, path, content_type)
            except (EOFError, OSError):
                self.close()
                raise UnreadableError("cannot be read: its reader broke down") from None
            if answer is None:
                self.close()
                raise UnreadableError(f"takes more than {self._seconds:g} seconds to read")
        if isinstance(answer, str):
            raise UnreadableError(answer)
        return answer

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
            self._process = None

    def _ask(self, path: str, content_type: str) -> PageText | str | None:
        """Return the page, or why it cannot be read; None where no answer comes in time.

        Raises:
            EOFError, OSError: the process has ended.
        """
        self._pipe.send((path, content_type))
        if not self._pipe.poll(self._seconds):
            return None
        found: PageText | str = self._pipe.recv()
        return found

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        with _deaf_to_interrupts():
            self._process.start()
        theirs.close()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Start a process so that Ctrl-C, which a terminal sends to it too, is for us alone."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _serve(pipe: Connection) -> None:
    """Answer until the other end is closed."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    _limit_memory()
    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send(_read(*pipe.recv()))


def _read(path: str, content_type: str) -> PageText | str:
    try:
        content = content_of(Path(path))
        return page_text(content, content_type, io.BytesIO(content))
    except UnreadableError as error:
        return str(error)
    except (MemoryError, RecursionError):
        return "is too large to read"


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # not on every system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
