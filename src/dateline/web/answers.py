"""Answers that stay the same while the snapshot does: told by an ETag, compressed, made once."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.web.keeper import Keeper
from dateline.web.settings import API

_ROOM = 64_000_000
"""Bytes of bodies that are kept."""
_WORTH = 1_000
_LEVEL = 1
_LIVE = tuple(f"{API}/{name}" for name in ("jobs", "changes", "judgements"))
"""What changes by itself, or faster than the snapshot."""


@dataclass(slots=True)
class _Body:
    """A body with its type, and compressed once somebody asked for that."""

    kind: bytes
    plain: bytes
    small: bytes | None = None


class Answers:
    """Stands before the API and answers again what was answered for this snapshot before."""

    def __init__(self, app: ASGIApp, keeper: Keeper) -> None:
        """Stand before `app`."""
        self._app, self._keeper = app, keeper
        self._tag, self._room = "", 0
        self._bodies: OrderedDict[tuple[str, bytes], _Body] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or let the app do so and keep it."""
        path = scope.get("path", "")
        reads = scope["type"] == "http" and scope["method"] == "GET"
        ready = self._keeper.snapshot is not None
        if not ready or not reads or not path.startswith(API) or path.startswith(_LIVE):
            await self._app(scope, receive, send)
            return
        tag = f'W/"{self._keeper.tag}"'
        if tag != self._tag:
            self._bodies.clear()
            self._tag, self._room = tag, _ROOM
        headers = dict(scope["headers"])
        packed = b"gzip" in headers.get(b"accept-encoding", b"")
        key = (path, scope["query_string"])
        if tag.encode() in headers.get(b"if-none-match", b""):
            await _send(send, 304, [(b"etag", tag.encode()), (b"cache-control", b"no-cache")], b"")
            return
        if key in self._bodies:
            self._bodies.move_to_end(key)
            await self._answer(self._bodies[key], tag, packed, send)
            return
        await self._app(scope, receive, _Caught(self, key, tag, packed, send).send)

    async def kept(self, key: tuple[str, bytes], body: _Body, tag: str, packed: bool, send: Send) -> None:
        """Send a body and keep it, where it is still of this snapshot."""
        if tag == self._tag and len(body.plain) < _ROOM // 4:
            self._bodies[key] = body
            self._room -= len(body.plain)
            while self._room < 0:
                self._room += len(self._bodies.popitem(last=False)[1].plain)
        await self._answer(body, tag, packed, send)

    async def _answer(self, body: _Body, tag: str, packed: bool, send: Send) -> None:
        headers = [
            (b"content-type", body.kind), (b"etag", tag.encode()), (b"cache-control", b"no-cache"),
            (b"vary", b"accept-encoding"),
        ]  # fmt: skip
        if packed and len(body.plain) >= _WORTH:
            if body.small is None:
                body.small = gzip.compress(body.plain, _LEVEL, mtime=0)
            headers.append((b"content-encoding", b"gzip"))
        await _send(send, 200, headers, body.small if packed and body.small else body.plain)


class _Caught:
    """An answer on its way: a whole one in JSON is kept, every other passes."""

    def __init__(self, answers: Answers, key: tuple[str, bytes], tag: str, packed: bool, send: Send) -> None:
        self._answers, self._key, self._tag, self._packed, self._send = answers, key, tag, packed, send
        self._kind: bytes | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers: Iterable[tuple[bytes, bytes]] = message["headers"]
            kind = dict(headers).get(b"content-type", b"")
            if message["status"] == 200 and kind.startswith(b"application/json"):
                self._kind = kind
                return
            await self._send(message)
            return
        if self._kind is None:
            await self._send(message)
            return
        body = _Body(self._kind, message.get("body", b""))
        await self._answers.kept(self._key, body, self._tag, self._packed, self._send)


async def _send(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    if status != 304:
        headers = [*headers, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
