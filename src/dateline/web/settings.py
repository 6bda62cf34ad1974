"""How an app is served."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import urlsplit

from dateline.errors import OptionError

STATIC = "static"
API = "/api/v1"


@dataclass(frozen=True, slots=True)
class Settings:
    """What `dateline serve` was told.

    Attributes:
        where: the record's path or URL.
        host: the address that is listened on.
        token: what whoever writes has to show; None where nobody may, or on loopback everybody.
        tiles: URL of map tiles with {z}, {x} and {y}; None for the base map that comes with the package.
        names: under which a proxy serves the app, besides `host`.
    """

    where: str
    host: str = "127.0.0.1"
    port: int = 8700
    token: str | None = None
    tiles: str | None = None
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.token is not None and not self.token.strip():
            raise OptionError("--token: is empty; leave it out or give one that is hard to guess")
        if self.tiles is not None and not self.tile_origin:
            raise OptionError(f"--tiles: {self.tiles!r} is no https:// or http:// address with {{z}}, {{x}} and {{y}}")

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the app."""
        return self.host == "localhost" or _is_loopback(self.host)

    @property
    def writable(self) -> bool:
        """Whether anybody may write."""
        return self.token is not None or self.loopback

    @property
    def title(self) -> str:
        """What the record is called on pages."""
        if "://" in self.where:
            return urlsplit(self.where).path.strip("/") or "record"
        return PurePath(self.where).stem

    @property
    def tile_origin(self) -> str | None:
        """The origin that tiles come from."""
        if self.tiles is None:
            return None
        parts = urlsplit(self.tiles)
        whole = parts.scheme in ("http", "https") and parts.hostname and not set(parts.netloc) & set(" ;,'\"")
        templated = all(name in self.tiles for name in ("{z}", "{x}", "{y}"))
        return f"{parts.scheme}://{parts.netloc}" if whole and templated else None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
