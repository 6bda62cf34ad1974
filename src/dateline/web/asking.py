"""What a request may ask: the parameters that routes share, with their bounds, and how their values become a filter."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends, Query, Request, Response

from dateline import ontology
from dateline.errors import OptionError
from dateline.ground import coded
from dateline.ground.names import registry
from dateline.schema import Factuality
from dateline.web.bodies import encode
from dateline.web.columns import STATUSES, Asked, Ints
from dateline.web.keeper import Keeper
from dateline.web.shapes import Failure
from dateline.web.snapshot import Snapshot

MOST = 1000
_LONGEST = 500
REFUSED: dict[int | str, dict[str, Any]] = {"4XX": {"model": Failure, "description": "Refused, and why in one line"}}

Words = Annotated[str | None, Query(max_length=_LONGEST)]
Day = datetime.date | None
Limit = Annotated[int, Query(ge=0, le=MOST)]
Offset = Annotated[int, Query(ge=0, le=10_000_000)]
Keys = Annotated[str, Query(max_length=4 * _LONGEST, description="Keys of sources left out, with commas between.")]


# These are coroutines although they wait for nothing: a plain function would be run in a thread of its own.


async def keeper(request: Request) -> Keeper:
    """The keeper of the app's record."""
    found: Keeper = request.app.state.keeper
    return found


Kept = Annotated[Keeper, Depends(keeper)]


async def snapshot(kept: Kept) -> Snapshot:
    """The latest snapshot."""
    return await kept.current()


Now = Annotated[Snapshot, Depends(snapshot)]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A filter of claims as a request gives it, with the words that are looked for."""

    asked: Asked
    text: str | None


async def narrowed(  # noqa: PLR0913, PLR0917 - each is a parameter of the address
    type: Words = None,  # noqa: A002
    factuality: Words = None,
    place: Words = None,
    actor: Words = None,
    outlet: Words = None,
    source: Words = None,
    report: Words = None,
    status: Words = None,
    since: Day = None,
    until: Day = None,
    on: Day = None,
    q: Words = None,
) -> Narrowed:
    """The filter that the parameters describe; an empty one does not narrow.

    Raises:
        OptionError: a value is none of those that there are.
    """
    if type and type not in ontology.types():
        raise OptionError(f"type: no event type is called {type!r}")
    if factuality and factuality not in list(Factuality):
        raise OptionError(f"factuality: {factuality!r} is none of {', '.join(Factuality)}")
    if status and status not in STATUSES:
        raise OptionError(f"status: {status!r} is none of {', '.join(STATUSES)}")
    party = coded.actor(actor, registry()) if actor else None
    asked = Asked(
        type=type or None,
        factuality=factuality or None,
        place=place or None,
        actor=(party.id if party else actor) or None,
        outlet=outlet or None,
        source=source or None,
        report=report or None,
        status=status or None,
        since=since,
        until=until,
        on=on,
    )
    return Narrowed(asked, q.strip() or None if q else None)


Narrow = Annotated[Narrowed, Depends(narrowed)]


async def rows(kept: Keeper, now: Snapshot, narrow: Narrowed) -> Ints:
    """The rows of the claims that a filter lets through."""
    asked = narrow.asked
    if narrow.text is not None:
        asked = replace(asked, ids=await kept.holding_words(narrow.text))
    return now.rows(asked)


def left_out(without: str) -> tuple[str, ...]:
    """The sources of a list with commas between."""
    return tuple(part.strip() for part in without.split(",") if part.strip())


def answer(body: bytes | object, status: int = 200) -> Response:
    """An answer in JSON."""
    written = body if isinstance(body, bytes) else encode(body)
    return Response(written, status, media_type="application/json")
