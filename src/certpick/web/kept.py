"""Replies that were sent before: the same address gives the same bytes as long as the day lasts."""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Hashable
from typing import NamedTuple

from certpick.web.guard import policy_of
from certpick.web.visit import Reply

ROOM = 64 * 2**20  # bytes, of compressed replies


class Packed(NamedTuple):
    """A reply ready to be sent: its body compressed, what names exactly this body, its policy."""

    reply: Reply
    compressed: bytes
    tag: str
    policy: str | None


def pack(reply: Reply) -> Packed:
    """Return a reply with its body compressed."""
    body = reply.body if isinstance(reply.body, bytes) else reply.body.encode()
    tag = hashlib.sha256(body).hexdigest()[:24]
    compressed = gzip.compress(body, 5, mtime=0)
    return Packed(reply._replace(body=b""), compressed, f'"{tag}"', policy_of(body))


class Kept:
    """The replies of one day, at most ``ROOM`` bytes of them: the longest unused make room."""

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._size = room, 0
        self._replies: OrderedDict[Hashable, Packed] = OrderedDict()

    def get(self, key: Hashable) -> Packed | None:
        """Return the reply to a request, if it is kept."""
        found = self._replies.get(key)
        if found is not None:
            self._replies.move_to_end(key)
        return found

    def put(self, key: Hashable, packed: Packed) -> None:
        """Keep the reply to a request."""
        if key in self._replies:
            return
        self._replies[key] = packed
        self._size += len(packed.compressed)
        while self._size > self._room:
            _, oldest = self._replies.popitem(last=False)
            self._size -= len(oldest.compressed)
