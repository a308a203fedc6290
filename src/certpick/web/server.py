"""The server: the application on a socket, where a slow client holds up nobody."""

import asyncio
import gc
import socket
from typing import Any

import h11
import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from certpick.errors import CertpickError, UsageError

PATIENCE = 15.0  # seconds from a request's first byte, or a connection, to the reply's last
MOST_CONNECTIONS = 512
MOST_HEADERS = 16 * 1024  # bytes


class PatientProtocol(H11Protocol):
    """HTTP/1.1 in which a connection is closed that has not had its reply in time."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take more of a request; its first byte starts to wait for the rest."""
        self._wait()
        super().data_received(data)

    def on_response_complete(self) -> None:
        """End the wait; start anew for what of the reply is not taken yet, and for what follows."""
        self._stop()
        super().on_response_complete()
        untaken = self.transport.get_write_buffer_size() > 0
        if untaken or self.conn.their_state is not h11.IDLE or self.conn.trailing_data[0]:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """End the wait."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(PATIENCE, self.transport.abort)

    def _stop(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 takes any that is free.

    Raises:
        UsageError: no address is named.
        CertpickError: nobody can listen there.
    """
    if not host.strip():
        raise UsageError("--host is empty", "as in --host 127.0.0.1", code="value_missing")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        told = reason.partition(" (")[0].lower()  # Python adds the address once more
        message = f"cannot listen on {host} port {port}: {told}"
        raise CertpickError(
            message, "another port may be free, as in --port 8001", code="address_unusable"
        ) from None
    # The body of a reply does not wait for word that its headers came: that takes 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def own_names(host: str) -> list[str] | None:
    """Return the names by which a browser may ask for what is served on this computer alone.

    None is any. Another site's name that leads here would let that site read what is served.
    """
    here = host == "localhost" or host.startswith("127.")
    return ["localhost", "127.0.0.1", host] if here else None


def opened_at(listening: socket.socket) -> str:
    """Return the address at which a browser opens what is served on a socket."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def run(app: Starlette, listening: socket.socket) -> None:
    """Serve until interrupted; nothing that is asked is logged."""
    gc.enable()  # a command is over before there is garbage, a server is not
    gc.freeze()  # what is loaded by now stays
    settings: dict[str, Any] = {"log_config": None, "log_level": "critical", "access_log": False}
    config = uvicorn.Config(
        app,
        http=PatientProtocol,
        ws="none",
        lifespan="off",
        proxy_headers=False,
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        h11_max_incomplete_event_size=MOST_HEADERS,
        timeout_graceful_shutdown=5,
        **settings,
    )
    uvicorn.Server(config).run(sockets=[listening])
