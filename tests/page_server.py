"""A small web on this computer: pages as providers have them, and servers that misbehave."""

import gzip
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext

Answer = Callable[["Handler"], None]
FRAME = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>body {{ font: 16px sans-serif }}</style>
<script>window.dataLayer = window.dataLayer || [];</script></head>
<body><header><nav><a href="/">Home</a> <a href="/courses">Courses</a></nav></header>
<main><h1>{title}</h1>{body}</main>
<footer><p>Acme Health Academy is a school for people who work in hospitals and clinics. We have
taught nurses, physicians and managers since 1998. Write to us, or call between nine and five on
working days. Privacy, terms of use, cookies, accessibility.</p></footer></body></html>"""


class Handler(BaseHTTPRequestHandler):
    """Answers what the server's ``pages`` say of a path, 404 where they do not."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        """Answer."""
        host = self.headers.get("Host", "").partition(":")[0]
        with self.server.lock:
            self.server.asked.append((host, self.path, time.monotonic()))
            self.server.busy[host] += 1
            self.server.busiest[host] = max(self.server.busiest[host], self.server.busy[host])
        try:
            answer = self.server.pages.get(self.path.partition("?")[0])
            (answer or page("Not here", status=404))(self)
        except OSError:
            pass  # whoever asked has had enough
        finally:
            with self.server.lock:
                self.server.busy[host] -= 1

    def send(self, status: int, content: bytes, **headers: str) -> None:
        """Send a whole answer."""
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """``asked`` is every request so far: host, path and time; ``busiest`` counts by host."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, Answer] = {"/robots.txt": page("No robots", status=404)}
        self.asked: list[tuple[str, str, float]] = []
        self.busy = Counter[str]()
        self.busiest = Counter[str]()
        self.lock = threading.Lock()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """Return the address of a path."""
        return f"http://{host}:{self.server_port}{path}"

    def handle_error(self, *_: object) -> None:
        """Say nothing of those who hang up."""


@contextmanager
def serving(tls: SSLContext | None = None) -> Iterator[Server]:
    """Serve on a free port of this computer."""
    server = Server()
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def page(title: str, body: str = "", status: int = 200, **headers: str) -> Answer:
    """Return a page as a provider has it."""
    return raw(FRAME.format(title=title, body=body).encode(), status, **headers)


def raw(content: bytes, status: int = 200, **headers: str) -> Answer:
    """Return an answer with just this content, HTML unless said otherwise."""
    said = {"Content_Type": "text/html; charset=utf-8", **headers}
    return lambda handler: handler.send(status, content, **said)


def leads_to(target: str, status: int = 302) -> Answer:
    """Return a redirect."""
    return lambda handler: handler.send(status, b"", Location=target)


def in_turn(*answers: Answer) -> Answer:
    """Return a page that answers differently each time, and at last always the same."""
    left = list(answers)
    return lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)


def dripping(handler: Handler) -> None:
    """Send a byte now and then, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(600):
        handler.wfile.write(b" ")
        time.sleep(0.05)


def endless(handler: Handler) -> None:
    """Send as much as anybody takes."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(4000):
        handler.wfile.write(b"all work and no play " * 5000)


def bomb(size: int) -> Answer:
    """Return a small packed page that unpacks to ``size`` bytes."""
    packed = gzip.compress(bytes(size))
    return raw(packed, Content_Encoding="gzip")


def pdf(text: str) -> bytes:
    """Return a PDF of one page with a line of text."""
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%s" % table
    return out + end + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
