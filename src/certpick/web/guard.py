"""What holds for every request and reply, whatever is asked: limits, methods, and headers."""

import base64
import hashlib
import re
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from certpick.errors import UsageError

MOST_QUERY, MOST_PATH = 4096, 512
ALLOWED = ("GET", "HEAD")
POLICY = (
    "default-src 'none'; style-src {style}; script-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY.format(style="'self'"),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
Refuse = Callable[[Scope, UsageError, int], Response]


def policy_of(page: bytes) -> str | None:
    """Return the policy of a page that carries its one style sheet within, None for others."""
    found = re.search(rb"<style>(.*?)</style>", page, re.DOTALL)
    if found is None:
        return None
    digest = base64.b64encode(hashlib.sha256(found[1]).digest()).decode()
    return POLICY.format(style=f"'sha256-{digest}'")


def refusal(scope: Scope) -> tuple[UsageError, int] | None:
    """Return why a request is refused and its status: only short ones to read are not."""
    headers = Headers(scope=scope)
    if scope["method"] not in ALLOWED:
        return UsageError("this address can only be read", "use GET", code="request_refused"), 405
    if len(scope["query_string"]) > MOST_QUERY or len(scope["path"]) > MOST_PATH:
        return UsageError(
            "the address is too long", f"at most {MOST_QUERY} characters", code="request_refused"
        ), 414
    if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
        return UsageError(
            "a request to read has no body", "say all in the address", code="request_refused"
        ), 413
    return None


class Guard:
    """Refuses what is no short request to read, and keeps every page to itself by headers."""

    def __init__(self, app: ASGIApp, refuse: Refuse) -> None:
        self._app, self._refuse = app, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, text in HEADERS.items():
                    headers.setdefault(name, text)
            await send(message)

        refused = refusal(scope)
        if refused is None:
            await self._app(scope, receive, headed)
        else:
            response = self._refuse(scope, *refused)
            response.headers["connection"] = "close"  # its body, if any, is not read
            if response.status_code == 405:
                response.headers["allow"] = ", ".join(ALLOWED)
            await response(scope, receive, headed)
