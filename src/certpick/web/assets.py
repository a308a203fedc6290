"""The files that every page needs: one style sheet, one short script, and an icon."""

import hashlib
from functools import cache
from importlib.resources import files

MEDIA = {"style.css": "text/css", "copy.js": "text/javascript", "icon.svg": "image/svg+xml"}


@cache
def content(name: str) -> bytes:
    """Return an asset; the style sheet is the report's, and what pages have beside it."""
    static = files("certpick.web") / "static"
    if name != "style.css":
        return (static / name).read_bytes()
    shared = files("certpick.render") / "report" / "style.css"
    return shared.read_bytes() + (static / "web.css").read_bytes()


@cache
def version(name: str) -> str:
    """Return what changes whenever an asset does."""
    return hashlib.sha256(content(name)).hexdigest()[:12]
