"""The server in a process of its own: who can reach it, how it ends, and clients that misbehave."""

import json
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from http.client import HTTPConnection

import pytest
from conftest import program
from serving import GOODBYE, Served, serving

pytestmark = pytest.mark.slow
IMPATIENT = "import certpick.web.server as server; server.PATIENCE = 0.5"
BROKEN = """
import certpick.web.pages as pages
def broken(visit, template, *more, **words):
    raise ValueError(f"cannot show {words} of {visit.words}")
pages._page = broken
"""


def get(served: Served, target: str, method: str = "GET") -> tuple[int, bytes, dict[str, str]]:
    """Ask the server, and return the status, the body and the headers."""
    connection = HTTPConnection("127.0.0.1", served.port, timeout=GOODBYE)
    connection.request(method, target)
    reply = connection.getresponse()
    found = reply.status, reply.read(), {name.lower(): text for name, text in reply.getheaders()}
    connection.close()
    return found


def closed_after(client: socket.socket) -> float:
    """Return the seconds until the server closes a connection."""
    start = time.monotonic()
    with suppress(ConnectionResetError):
        while client.recv(65536):
            pass
    return time.monotonic() - start


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """Start a server as its user would."""
    with serving() as one:
        yield one


@pytest.fixture(scope="module")
def impatient() -> Iterator[Served]:
    """Start a server that waits for nobody."""
    with serving(before=IMPATIENT) as one:
        yield one


def test_only_this_computer_reaches_it_unless_it_is_told_so(served: Served) -> None:
    assert served.told == f"certpick is at http://127.0.0.1:{served.port} until you press Ctrl-C\n"
    elsewhere = ("127.0.0.2", served.port)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(elsewhere, timeout=GOODBYE)
    with serving("--host", "0.0.0.0") as open_to_all:  # noqa: S104  for a moment, in a test
        socket.create_connection(("127.0.0.2", open_to_all.port), timeout=GOODBYE).close()


@pytest.mark.skipif(not socket.has_ipv6, reason="needs IPv6")
def test_an_address_of_ipv6_is_told_as_a_browser_takes_it() -> None:
    with serving("--host", "::1") as one:
        assert one.told.startswith(f"certpick is at http://[::1]:{one.port} ")


def test_a_port_that_is_taken_is_one_line(served: Served) -> None:
    run = program("serve", "--port", str(served.port))
    assert (run.code, run.out) == (1, "")
    assert run.err.splitlines() == [
        f"certpick: cannot listen on 127.0.0.1 port {served.port}: address already in use",
        "hint: another port may be free, as in --port 8001",
    ]
    run = program("serve", "--host", "no such host")
    assert (run.code, run.err.count("\n")) == (1, 2)


def test_ctrl_c_is_quiet_and_waits_for_no_client() -> None:
    with serving() as one:
        assert get(one, "/healthz")[:2] == (200, b"ok\n")
        with one.connect(b"GET / HTTP/1.1\r\nHost:"), one.connect():
            start = time.monotonic()
            assert one.end(signal.SIGINT) == 130
        assert time.monotonic() - start < GOODBYE / 2
        assert one.rest == ""


def test_it_ends_when_it_is_told_to() -> None:
    with serving() as one:
        get(one, "/rank?role=physician")
        assert one.end(signal.SIGTERM) in (-signal.SIGTERM, 128 + signal.SIGTERM, 0)
        assert one.rest == ""


def test_a_reply_to_head_has_no_body(served: Served) -> None:
    for target in ("/rank?role=physician", "/static/style.css", "/nothing"):
        status, body, headers = get(served, target)
        assert get(served, target, "HEAD")[:2] == (status, b"")
        told = get(served, target, "HEAD")[2]
        assert told["content-length"] == headers["content-length"] == str(len(body))
        assert "server" not in told


def test_the_answer_is_that_of_the_command(served: Served) -> None:
    wanted = program("rank", "--role", "charge nurse", "--budget", "3000", "--json").json()
    assert json.loads(get(served, "/api/rank?role=charge%20nurse&budget=3000")[1]) == wanted


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"G",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\nHo",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" * 3 + b"G",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nab",
    ],
)
def test_what_is_sent_by_half_is_cut_off(impatient: Served, sent: bytes) -> None:
    with impatient.connect(sent) as client:
        assert closed_after(client) < GOODBYE / 3


def test_a_trickle_is_cut_off_too(impatient: Served) -> None:
    with impatient.connect(b"GET / HTTP/1.1\r\n") as client:
        start = time.monotonic()
        with suppress(ConnectionError):
            while time.monotonic() - start < GOODBYE:
                client.sendall(b"a: b\r\n")
                time.sleep(0.05)
        assert time.monotonic() - start < GOODBYE / 3


def test_who_asks_again_in_time_keeps_the_connection(impatient: Served) -> None:
    connection = HTTPConnection("127.0.0.1", impatient.port, timeout=GOODBYE)
    for _ in range(6):
        connection.request("GET", "/healthz")
        assert connection.getresponse().read() == b"ok\n"
        mine = connection.sock
        time.sleep(0.2)
        assert connection.sock is mine
    connection.close()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"\x00\x01\x02\r\n\r\n", b"400"),
        (b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 400_000 + b"\r\n\r\n", b"400"),
        (b"GET http://elsewhere/rank HTTP/1.1\r\nHost: localhost\r\n\r\n", b"404"),
        (b"GET * HTTP/1.1\r\nHost: localhost\r\n\r\n", b"404"),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello", b"405"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello", b"413"),
        (b"GET /?" + b"a" * 9000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", b"414"),
    ],
)
def test_a_malformed_request_is_refused(served: Served, sent: bytes, status: bytes) -> None:
    with served.connect() as client:
        with suppress(ConnectionError):
            client.sendall(sent)
        try:
            first = client.recv(64)
        except ConnectionResetError:  # too much of it was on its way
            return
    assert first.startswith(b"HTTP/1.1 " + status)


def test_fifty_clients_that_misbehave_hold_up_nobody(served: Served) -> None:
    sent = (
        b"GET / HTTP/1.1\r\nHost: localhost\r\n",
        b"GET /api/rank?role=physician HTTP/1.1\r\nHost: localhost\r\n\r\n",  # and reads no reply
        b"\x16\x03\x01\x02\x00\x01",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999\r\n\r\n",
        b"",
    )
    with ExitStack() as stack:
        for at in range(50):
            client = socket.socket()
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            stack.enter_context(client)
            client.connect(("127.0.0.1", served.port))
            client.sendall(sent[at % len(sent)])
        start = time.monotonic()
        for budget in range(1000, 1020):
            assert get(served, f"/rank?role=physician&budget={budget}")[0] == 200
        assert time.monotonic() - start < GOODBYE


def test_no_answer_is_written_anywhere() -> None:
    with serving() as one:
        for target in ("/rank?role=secret", "/secret", "/rank?role=physician&title=secret", "/%73ecret%ff"):  # fmt: skip
            get(one, target)
        with one.connect(b"GET /secret\xff HTTP/1.1\r\nHost: secret\r\n\r\n") as client:
            closed_after(client)
        one.end(signal.SIGTERM)
        assert one.rest == ""


def test_a_mistake_on_this_side_is_told_without_the_answers() -> None:
    with serving(before=BROKEN) as one:
        # The page that tells of a mistake is broken here too: the worst that can happen.
        assert get(one, "/rank?role=physician&title=secret")[0] == 500
        one.end(signal.SIGTERM)
        assert "secret" not in one.rest
        assert "ValueError" in one.rest


def test_on_this_computer_alone_no_other_name_is_answered(served: Served) -> None:
    """Else a site whose name is made to lead here could read what is served."""
    statuses = {}
    for name in ("127.0.0.1", f"localhost:{served.port}", "evil.example"):
        with served.connect() as client:
            client.sendall(f"GET /healthz HTTP/1.1\r\nHost: {name}\r\n\r\n".encode())
            statuses[name] = client.recv(16).split()[1]
    assert list(statuses.values()) == [b"200", b"200", b"400"]
