"""Made-up claims and truths as JSON lines."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from dateline.picture import RecordedClaim
from dateline.simulate.world import Held


def line(one: RecordedClaim | Held) -> str:
    """The JSON object of a claim or a truth, fields named as in `dateline.picture`, those without a value left out."""
    return json.dumps(_plain(one), ensure_ascii=False)


def _plain(value: object) -> object:
    if is_dataclass(value):
        return dict(_filled(value))
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def _filled(value: object) -> Iterator[tuple[str, object]]:
    for field in fields(value):  # type: ignore[arg-type]
        found = getattr(value, field.name)
        if found is not None and found not in ("", ()):
            yield field.name, _plain(found)
