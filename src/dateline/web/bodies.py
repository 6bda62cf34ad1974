"""Values as JSON bytes, and bytes that are JSON already put into larger ones without reading them again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import msgspec

Raw = msgspec.Raw


def encode(value: object) -> bytes:
    """The value as JSON in UTF-8; half a surrogate pair, which UTF-8 has not, comes as U+FFFD."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return json.dumps(_whole(msgspec.to_builtins(value)), ensure_ascii=False, separators=(",", ":")).encode()


def decode(body: bytes) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """The value of some JSON."""
    return msgspec.json.decode(body)


def page(items: Iterable[bytes], total: int, limit: int, offset: int, **more: object) -> bytes:
    """One page of a list whose items are JSON already."""
    out: dict[str, object] = {"total": total, "limit": limit, "offset": offset}
    return encode({**out, "items": [Raw(item) for item in items], **more})


def extended(body: bytes, **more: object) -> bytes:
    """A JSON object with further fields."""
    return body[:-1] + b"," + encode(more)[1:]


def _whole(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_whole(key): _whole(part) for key, part in value.items()}
    return [_whole(part) for part in value] if isinstance(value, list) else value
