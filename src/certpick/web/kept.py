"""Replies that were sent before: the same address gives the same bytes as long as the day lasts."""

import gzip
import hashlib
from collections import OrderedDict
from typing import NamedTuple

from certpick.web.guard import policy_of
from certpick.web.visit import Reply

ROOM = 64 * 2**20  # bytes
BESIDE = 1024  # bytes that a reply takes beside its body and its address

Key = tuple[str, str, bytes]  # a route, the program in its path, and what follows it


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
        self._replies: OrderedDict[Key, Packed] = OrderedDict()

    def get(self, key: Key) -> Packed | None:
        """Return the reply to a request, if it is kept."""
        found = self._replies.get(key)
        if found is not None:
            self._replies.move_to_end(key)
        return found

    def put(self, key: Key, packed: Packed) -> None:
        """Keep the reply to a request."""
        if key in self._replies:
            return
        self._replies[key] = packed
        self._size += _weight(key, packed)
        while self._size > self._room:
            self._size -= _weight(*self._replies.popitem(last=False))


def _weight(key: Key, packed: Packed) -> int:
    """Return about how many bytes a reply and its address take."""
    return BESIDE + sum(map(len, key)) + len(packed.compressed) + len(packed.reply.location or "")
