"""What people decided about claims, laid over the claims before anything is derived from them."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dateline.errors import OptionError
from dateline.picture import Count, Judgement, Name, RecordedClaim, Site, Verdict
from dateline.schema import EventType, Factuality, days

_VERDICTS = (Verdict.ACCEPT, Verdict.REJECT, Verdict.EDIT)


def judged(
    claims: Iterable[RecordedClaim], judgements: Iterable[Judgement]
) -> tuple[tuple[RecordedClaim, ...], frozenset[str]]:
    """The claims that stand, edited where a person edited them, and the ids of those that a person accepted.

    The latest judgement on a claim holds. An edit is also an acceptance: whoever mended a claim stands by the rest.

    Raises:
        OptionError: where an edit names no field of a claim, or gives it no such value.
    """
    latest: dict[str, Judgement] = {}
    for judgement in sorted(judgements, key=lambda one: (one.at, one.id)):
        if judgement.verdict in _VERDICTS:
            latest.update(dict.fromkeys(judgement.claims, judgement))
    stand: list[RecordedClaim] = []
    accepted: set[str] = set()
    for claim in claims:
        verdict = latest.get(claim.id)
        if verdict is None:
            stand.append(claim)
        elif verdict.verdict is not Verdict.REJECT:
            stand.append(_edited(claim, verdict))
            accepted.add(claim.id)
    return tuple(stand), frozenset(accepted)


def _edited(claim: RecordedClaim, judgement: Judgement) -> RecordedClaim:
    changes: dict[str, Any] = {}
    for name, value in judgement.changes:
        if name not in _FIELDS:
            raise OptionError(f"judgement {judgement.id}: a claim has no field {name!r}; it has {', '.join(_FIELDS)}")
        try:
            changes[name] = _FIELDS[name](_parsed(value))
        except (TypeError, ValueError, AttributeError) as error:
            raise OptionError(f"judgement {judgement.id}: {name} cannot be {value!r}") from error
    return dataclasses.replace(claim, **changes)


def _parsed(value: str) -> object:
    """The JSON value, or the words themselves where they are none: `"actual"` and `actual` are the same edit."""
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        return value


def _day(value: Any) -> datetime.date | None:  # noqa: ANN401 - whatever JSON holds
    return None if value is None else datetime.date.fromisoformat(value)


def _time(value: Any) -> str | None:  # noqa: ANN401
    if value is None:
        return None
    told = str(value)
    if days(told) is None:
        raise ValueError(told)
    return told


def _text(value: Any) -> str | None:  # noqa: ANN401
    return None if value is None else str(value)


def _names(value: Any) -> tuple[Name, ...]:  # noqa: ANN401
    return tuple(Name(one["name"], one.get("id")) for one in value)


def _sites(value: Any) -> tuple[Site, ...]:  # noqa: ANN401
    return tuple(Site(**one) for one in value)


def _count(value: Any) -> Count | None:  # noqa: ANN401
    return None if value is None else Count(**value)


def _share(value: Any) -> float:  # noqa: ANN401
    share = float(value)
    if not 0 <= share <= 1:
        raise ValueError(share)
    return share


_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "outlet": _text,
    "published": _day,
    "type": lambda value: EventType(str(value)),
    "factuality": Factuality,
    "agent": _names,
    "target": _names,
    "place": _sites,
    "time": _time,
    "sources": _names,
    "quantity": _count,
    "confidence": _share,
}
