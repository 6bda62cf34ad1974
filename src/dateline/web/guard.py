"""Who may ask what, and the headers that every answer has."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.web.bodies import encode
from dateline.web.settings import Settings

LARGEST = 64_000_000
"""Bytes of one request: some reports, not a library."""
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_BODIES = ("application/json", "multipart/form-data")
_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})

Headers = Mapping[str, str]
Refusal = tuple[HTTPStatus, str]


class Guard:
    """Refuses what may not be asked, and gives every answer its headers."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Stand before `app`."""
        self._app, self._settings = app, settings
        self._headers = {embed: _headers(settings, embed=embed) for embed in (False, True)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the app do so."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        more = self._headers[scope["path"] == "/embed"]

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *more]
            await send(message)

        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(scope["method"], headers)
        if refusal is not None:
            await _refuse(refusal, sending)
            return
        try:
            await self._app(scope, _Bounded(receive).receive, sending)
        except _TooLarge:
            await _refuse(_too_large(), sending)

    def _refusal(self, method: str, headers: Headers) -> Refusal | None:
        if (refusal := self._host(headers)) is not None or method in _SAFE:
            return refusal
        if (refusal := _forged(headers)) is not None:
            return refusal
        if (refusal := self._identity(headers)) is not None:
            return refusal
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if method != "DELETE" and kind and kind not in _BODIES:
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "send application/json or multipart/form-data"
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > LARGEST:
            return _too_large()
        return None

    def _host(self, headers: Headers) -> Refusal | None:
        """Refuse a name that a foreign page may have bound to this machine to read a record that only it can reach."""
        if not self._settings.loopback:
            return None
        name = _name(headers.get("host", ""))
        if name in _LOCAL or name in {one.lower() for one in (self._settings.host, *self._settings.names)}:
            return None
        return HTTPStatus.MISDIRECTED_REQUEST, "this app is not served under that name; see `dateline serve --name`"

    def _identity(self, headers: Headers) -> Refusal | None:
        token = self._settings.token
        if token is None:
            if self._settings.writable:
                return None
            return HTTPStatus.FORBIDDEN, "this record can only be read here; whoever serves it can give a --token"
        scheme, _, shown = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and hmac.compare_digest(shown.strip().encode(), token.encode()):
            return None
        return HTTPStatus.UNAUTHORIZED, "writing needs the header Authorization: Bearer TOKEN"


def _forged(headers: Headers) -> Refusal | None:
    """Refuse what a page of another origin made a browser send."""
    refused = HTTPStatus.FORBIDDEN
    if headers.get("x-dateline") != "1":
        return refused, "writing needs the header X-Dateline: 1"
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return refused, "writing from another site is refused"
    origin = headers.get("origin")
    if origin is not None and origin.partition("://")[2] != headers.get("host", ""):
        return refused, "writing from another site is refused"
    return None


class _TooLarge(Exception):  # noqa: N818 - never leaves this file
    """A body that grew beyond what may be sent."""


class _Bounded:
    """A request's body, of which no more is taken than may be sent."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._left = receive, LARGEST

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise _TooLarge
        return message


async def _refuse(refusal: Refusal, send: Send) -> None:
    status, words = refusal
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    if status is HTTPStatus.UNAUTHORIZED:
        headers.append((b"www-authenticate", b"Bearer"))
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": encode({"error": words})})


def _too_large() -> Refusal:
    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"more than {LARGEST / 1e6:.0f} MB at once"


def _name(host: str) -> str:
    return host.rpartition(":")[0].lower() if ":" in host and not host.endswith("]") else host.lower()


def _headers(settings: Settings, *, embed: bool) -> list[tuple[bytes, bytes]]:
    tiles = f" {settings.tile_origin}" if settings.tile_origin else ""
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": f"'self' data: blob:{tiles}",
        "connect-src": f"'self'{tiles}",
        "font-src": "'self'",
        "manifest-src": "'self'",
        "frame-src": "'self'",
        "frame-ancestors": "*" if embed else "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }
    plain = {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
    }
    if not embed:
        plain |= {"x-frame-options": "SAMEORIGIN", "cross-origin-resource-policy": "same-origin"}
    return [(name.encode(), value.encode()) for name, value in plain.items()]
