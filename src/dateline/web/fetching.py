"""A page from the web, for whoever adds a report by its address: public ones only, bounded in size and time."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from dateline.errors import OptionError

LARGEST = 10_000_000
_SECONDS = 20.0
_REDIRECTS = 5
_PORTS = {"http": 80, "https": 443}
_KINDS = ("text/html", "application/xhtml+xml", "text/plain", "")
_PIECE = 1 << 16
_MOVED = frozenset({301, 302, 303, 307, 308})
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""Addresses of the old kind in the new one, private ones among them."""
_AGENT = "dateline (reads reports that a person adds)"


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave: its bytes, the address it was found at in the end, and whether it is HTML."""

    data: bytes
    url: str
    html: bool


def fetch(url: str) -> Page:
    """The page at a public http or https address.

    The address is looked up once and that very machine is asked, so that a name cannot mean another one a moment later.

    Raises:
        OptionError: the address is none, not public, or gives no page within the bounds.
    """
    end = time.monotonic() + _SECONDS
    asked = url.strip()
    for _ in range(_REDIRECTS + 1):
        parts = _checked(asked)
        try:
            response = _asked(parts, end)
            try:
                if response.status not in _MOVED:
                    return _page(response, asked, end)
                asked = urljoin(asked, response.headers.get("location", ""))
            finally:
                response.close()
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            raise OptionError(f"url: {asked[:200]}: cannot be fetched: {_words(error)}") from error
    raise OptionError(f"url: {url[:200]}: redirects more than {_REDIRECTS} times")


def _words(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return f"no answer within {_SECONDS:.0f} seconds"
    said = str(getattr(error, "strerror", None) or error) or type(error).__name__
    return said.splitlines()[0][:200]


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise OptionError(f"url: {url[:200]!r} is no address of a page") from error
    if parts.scheme not in _PORTS or not parts.hostname or any(mark <= " " for mark in url):
        raise OptionError(f"url: {url[:200]!r} is no http:// or https:// address of a page")
    if parts.username is not None or (port is not None and port not in _PORTS.values()):
        raise OptionError("url: an address with a password or an unusual port is not fetched")
    return parts


def public(host: str, port: int) -> str:
    """An IP address of the host, after all of its addresses were found public.

    Raises:
        OptionError: one of them is private, this machine's own, or nobody's.
        OSError: the host is not known.
    """
    found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    for address in found:
        ip = ipaddress.ip_address(address.partition("%")[0])
        inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None) or ip
        if ip in _TRANSLATED or not ip.is_global or not inner.is_global or inner.is_multicast or inner.is_reserved:
            raise OptionError(f"url: {host} is no public address, and pages of private networks are not fetched")
    return min(found, key=lambda address: (":" in address, address))


def _asked(parts: SplitResult, end: float) -> http.client.HTTPResponse:
    host = parts.hostname or ""
    port = parts.port or _PORTS[parts.scheme]
    raw = socket.create_connection((public(host, port), port), timeout=_left(end))
    connection = http.client.HTTPConnection(host, port, timeout=_left(end))
    connection.sock = (
        ssl.create_default_context().wrap_socket(raw, server_hostname=host) if parts.scheme == "https" else raw
    )
    target = quote(urlunsplit(("", "", parts.path or "/", parts.query, "")), safe="/?&=%:@!$'()*+,;~[]")
    headers = {"Accept": "text/html, text/plain;q=0.8", "Accept-Encoding": "identity", "User-Agent": _AGENT}
    connection.request("GET", target, headers=headers)
    return connection.getresponse()


def _page(response: http.client.HTTPResponse, url: str, end: float) -> Page:
    if response.status != 200:
        raise OptionError(f"url: {url[:200]}: answered {response.status} {response.reason}"[:300])
    kind = response.headers.get_content_type() if response.headers.get("content-type") else ""
    if kind not in _KINDS:
        raise OptionError(f"url: {url[:200]}: is {kind}, no text or HTML page")
    if response.headers.get("content-encoding", "identity") != "identity":
        raise OptionError(f"url: {url[:200]}: came compressed though it was not to be")
    pieces, size = [], 0
    while piece := response.read1(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST:
            raise OptionError(f"url: {url[:200]}: is larger than {LARGEST // 1_000_000} MB")
        _left(end)
    return Page(_utf8(b"".join(pieces), response.headers.get_content_charset()), url, kind != "text/plain")


def _utf8(data: bytes, charset: str | None) -> bytes:
    """The page in UTF-8 where its header names another encoding; bytes that name none say it themselves."""
    if charset in (None, "utf-8", "utf8"):
        return data
    try:
        return data.decode(charset, "replace").encode() if charset else data
    except LookupError:
        return data


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
