"""The real server in a process of its own, for tests."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from conftest import PINNED

GOODBYE = 15.0  # seconds within which a server must be gone; it takes far less
# The program itself; what stands before it changes the program as a test asks for.
PROGRAM = "import sys; from certpick.__main__ import main; sys.exit(main())"


@dataclass
class Served:
    """A server that runs, and what it said of itself."""

    process: subprocess.Popen[str]
    told: str
    rest: str = field(default="")

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.told.partition(" until")[0].rpartition(":")[2])

    def end(self, how: signal.Signals) -> int:
        """End it with a signal, and return its exit code."""
        self.process.send_signal(how)
        _, self.rest = self.process.communicate(timeout=GOODBYE)
        return self.process.returncode

    def connect(self, sent: bytes = b"") -> socket.socket:
        """Open a connection and send something."""
        client = socket.create_connection(("127.0.0.1", self.port), timeout=GOODBYE)
        client.sendall(sent)
        return client


@contextmanager
def serving(*arguments: str, before: str = "") -> Iterator[Served]:
    """Start a server on a free port, and end it at last."""
    process = subprocess.Popen(
        [sys.executable, "-c", f"{before}\n{PROGRAM}", "serve", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd="/",
        env={**os.environ, **PINNED},
    )
    with process:
        try:
            assert process.stderr
            yield Served(process, process.stderr.readline())
        finally:
            if process.poll() is None:
                process.kill()
