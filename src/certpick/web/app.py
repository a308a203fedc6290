"""The web application: requests in, replies out, and nothing kept of who asked what."""

import gzip
import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import anyio
import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as Routed
from starlette.types import Scope

from certpick.catalog.loader import load_catalog
from certpick.catalog.model import Catalog
from certpick.errors import CertpickError, UsageError
from certpick.web import api, pages
from certpick.web.address import Words, query, read_words
from certpick.web.assets import MEDIA, content
from certpick.web.describe import DESCRIPTIONS
from certpick.web.guard import Guard
from certpick.web.kept import Kept, Key, Packed, pack
from certpick.web.routes import ROUTES, Route, is_api
from certpick.web.visit import MissingError, Reply, Visit

WORKERS = 2  # requests that are worked out at a time; those that were before wait for none
FRESH = "private, no-cache"  # a browser asks whether its copy still holds
LOG = logging.getLogger("certpick.web")
GONE = pack(Reply("", status=503))  # for who has left


def address(path: str, words: Words) -> str:
    """Return the address of a path with words."""
    return f"{path}?{query(words)}" if words else path


def application(
    paths: Sequence[Path],
    today: Callable[[], date],
    now: Callable[[], datetime] | None = None,
    hosts: Sequence[str] | None = None,
) -> Starlette:
    """Return the application on the catalogues in the files, or on the bundled one.

    ``today`` returns the day; on a new one the files are read again. ``now`` returns the moment
    that tells the calendar files of a day apart. ``hosts`` are the names by which alone it may be
    asked for, None is any.

    Raises:
        DataError: as ``load_catalog``.
    """
    named = [Middleware(TrustedHostMiddleware, allowed_hosts=hosts)] if hosts else []
    desk = Desk(paths, today, now or (lambda: None))
    app = Starlette(
        routes=[
            *(Routed(route.path, desk.endpoint(route)) for route in (*ROUTES, *DESCRIPTIONS)),
            *(Routed(f"/static/{name}", asset(name)) for name in MEDIA),
            Routed("/healthz", healthy),
        ],
        middleware=[Middleware(Guard, refuse=desk.refuse), *named],
        exception_handlers={HTTPException: desk.lost},
    )
    app.router.redirect_slashes = False  # a redirect would repeat the host that a client claims
    return app


def asset(name: str) -> Callable[[Request], Response]:
    """Return what answers with an asset; its address changes whenever it does."""

    def answer(_: Request) -> Response:
        headers = {"cache-control": "public, max-age=31536000, immutable"}
        return Response(content(name), headers=headers, media_type=MEDIA[name])

    return answer


async def healthy(_: Request) -> Response:
    """Say that the server answers."""
    return Response("ok\n", headers={"cache-control": "no-store"}, media_type="text/plain")


class Desk:
    """Answers requests from the catalogue of the day."""

    def __init__(
        self,
        paths: Sequence[Path],
        today: Callable[[], date],
        now: Callable[[], datetime | None],
    ) -> None:
        self._paths, self._today, self._now = paths, today, now
        self._turn = anyio.Semaphore(WORKERS)
        self._open(today())

    def _open(self, day: date) -> None:
        self._start(load_catalog(*self._paths, today=day))

    def _start(self, catalog: Catalog) -> None:
        self._catalog, self._kept = catalog, Kept()

    def _of_today(self) -> tuple[Catalog, Kept]:
        """Return the catalogue and the replies of the day, which belong together."""
        day = self._today()
        if day != self._catalog.today:
            try:
                self._open(day)
            except CertpickError as error:
                LOG.error("%s: going on with what was read before", error)
                self._start(replace(self._catalog, today=day))
        return self._catalog, self._kept

    def endpoint(self, route: Route) -> Callable[[Request], Awaitable[Response]]:
        """Return what answers the requests of a route."""

        async def answer(request: Request) -> Response:
            catalog, kept = self._of_today()
            named = str(request.path_params.get("program", ""))
            key = (route.path, named, request.scope["query_string"])
            packed = kept.get(key)
            if packed is None:
                visit = Visit(catalog, named, (), address, moment=self._now())
                async with self._turn:
                    packed = await _worked_out(request, route, visit, kept, key)
            return _response(request, packed)

        return answer

    def refuse(self, scope: Scope, error: CertpickError, status: int) -> Response:
        """Return the reply to a request that cannot be answered."""
        reply = _failure(Visit(self._catalog, "", (), address), scope["path"], error, status)
        return _response(Request(scope), pack(reply))

    async def lost(self, request: Request, error: Exception) -> Response:
        """Return the reply to an address that there is not."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        message = MissingError("there is no such page", "the start is at /", code="page_unknown")
        return self.refuse(request.scope, message, status)


async def _worked_out(request: Request, route: Route, visit: Visit, kept: Kept, key: Key) -> Packed:
    """Return a new reply, but for what others asked while this waited, or who waits no more."""
    found = kept.get(key)
    if found or await request.is_disconnected():
        return found or GONE
    text = request.scope["query_string"].decode("latin-1")
    packed = await anyio.to_thread.run_sync(lambda: pack(_reply(route, visit, text)))
    if packed.reply.status < 400 and not packed.reply.file:  # a file tells its moment
        kept.put(key, packed)
    return packed


def _reply(route: Route, visit: Visit, text: str) -> Reply:
    """Return the reply to a visit; whatever goes wrong is a page too, and no answer is logged."""
    try:
        visit = visit._replace(words=read_words(text, route.words))
        return route.answer(visit)
    except MissingError as error:
        return _failure(visit, route.path, error, 404)
    except UsageError as error:
        return _failure(visit, route.path, error, 400)
    except CertpickError as error:
        return _failure(visit, route.path, error, 422)
    except Exception as error:
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        where = f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else "unknown"
        LOG.error("%s in %s", type(error).__name__, where)  # its message may hold answers
        message = CertpickError(
            "something went wrong on this side", "try again, or report it", code="internal_error"
        )
        return _failure(visit, route.path, message, 500)


def _failure(visit: Visit, path: str, error: CertpickError, status: int) -> Reply:
    if is_api(path):
        return api.failure(error, status)
    return pages.failure(visit, error, status)


def _response(request: Request, packed: Packed) -> Response:
    reply = packed.reply
    if reply.location is not None:
        return Response(status_code=reply.status, headers={"location": reply.location})
    headers = {"cache-control": FRESH, "etag": f"W/{packed.tag}", "vary": "accept-encoding"}
    if packed.policy:
        headers["content-security-policy"] = packed.policy
    if reply.file:
        headers["content-disposition"] = f'attachment; filename="{reply.file}"'
    if packed.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if _takes_gzip(request.headers.get("accept-encoding", "")):
        body, headers["content-encoding"] = packed.compressed, "gzip"
    else:
        body = gzip.decompress(packed.compressed)
    return Response(body, reply.status, headers, reply.media)


def _takes_gzip(accepted: str) -> bool:
    """Return whether a client takes gzip: it may name it with the weight 0, which refuses it."""
    return re.search(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", accepted) is not None
