"""The record of a reading as tests look at it."""

from __future__ import annotations

from collections.abc import Iterator

SPAN_KEYS = {"text", "start", "end"}


def spans_in(value: object) -> Iterator[dict]:
    """Every object within a record that has the three keys of a span."""
    if isinstance(value, dict):
        if value.keys() >= SPAN_KEYS:
            yield value
        for part in value.values():
            yield from spans_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans_in(part)
