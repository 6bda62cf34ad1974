"""The verbs over what follows from a record: events, contradictions, and who holds which place."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.output import console, printing, shape_for_reader
from dateline.cli.records import RECORD, asked_for, day, filters, opened
from dateline.errors import OptionError

if TYPE_CHECKING:
    from dateline.picture import Contradiction, ControlState, RecordedClaim
    from dateline.record import Record

KINDS = ("toll", "holder", "date", "doer", "happened")
METHODS = ("model", "last-claim", "two-sources", "dawid-skene")
SHAPE = click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "jsonl"]),
    help="Output; a table on a terminal and JSON lines in a pipe unless given.",
)


@click.command()
@RECORD
@filters
@click.option("--why", is_flag=True, help="Also why claims were taken to tell of one event.")
@SHAPE
def events(where: str, why: bool, shape: str | None, **asked: str | None) -> None:
    """Print events: claims of one occurrence, what each source says of it side by side, and what is at odds.

    The options choose claims, and each event that one of these claims tells of is printed with all its claims.
    """
    with opened(where) as record, printing():
        record.refresh()
        chosen = {claim.id for claim in record.claims(asked_for(record, asked))}
        claims = {claim.id: claim for claim in record.left()}
        odd: dict[str, list[Contradiction]] = {}
        for one in record.contradictions():
            odd.setdefault(one.subject, []).append(one)
        found = [event for event in record.events() if not chosen.isdisjoint(event.claims)]
        if shape_for_reader(shape) == "table":
            from dateline.export import picture_table

            for event in found:
                console().print(picture_table.event(event, claims, odd.get(event.id, ()), why=why))
            return
        from dateline.coding import plain

        for event in found:
            line = plain(event) | {
                "claims": [plain(claims[claim]) for claim in event.claims],
                "contradictions": [plain(one) for one in odd.get(event.id, ())],
            }
            _print_json(line if why else {name: value for name, value in line.items() if name != "links"})


@click.command()
@RECORD
@click.option(
    "--kind", type=click.Choice(KINDS), help="Only contradictions of this kind; docs/events.md explains each."
)
@SHAPE
def contradictions(where: str, kind: str | None, shape: str | None) -> None:
    """Print values that cannot all be true, each with those who say so and their words."""
    with opened(where) as record, printing():
        record.refresh()
        claims = {claim.id: claim for claim in record.left()}
        found = [one for one in record.contradictions() if kind in (None, one.kind)]
        if shape_for_reader(shape) == "table":
            from dateline.export import picture_table

            names = record.names()
            for one in found:
                console().print(picture_table.contradiction(one, claims, names))
            return
        from dateline.coding import plain

        for one in found:
            told = [
                plain(position) | {"claims": [plain(claims[claim]) for claim in position.claims]}
                for position in one.positions
            ]
            _print_json(plain(one) | {"positions": told})


@click.command()
@RECORD
@click.option("--on", metavar="DATE", help="The map of this day; without it, every stretch of days with one holder.")
@click.option("--known-by", metavar="DATE", help="Only by what had been published until this day.")
@click.option("--place", metavar="NAME", help="Only this place, by its name or id.")
@click.option("--method", type=click.Choice(METHODS), help="The model unless given, or a plain rule beside it.")
@click.option("--without", metavar="SOURCE", multiple=True, help="Leave out this source or outlet. May be repeated.")
@click.option("--why", is_flag=True, help="Also the claims behind each state, and how far each moves its log-odds.")
@SHAPE
def control(where: str, place: str | None, without: tuple[str, ...], why: bool, **asked: str | None) -> None:
    """Print who held the places that the claims tell of, with probabilities.

    Parties are the bodies that the registry says they count for; contested, vacated and unknown stand beside them.
    """
    shape = shape_for_reader(asked.pop("shape"))
    with opened(where) as record, printing():
        found = _states(record, asked, without)
        if place is not None:
            found = [state for state in found if _called(state, place)]
            if not found:
                raise OptionError(f"--place: no claim tells who held a place called {place!r}")
        names = record.names()
        claims = {claim.id: claim for claim in record.left()} if why else {}
        if shape == "table":
            from dateline.export import picture_table

            console().print(picture_table.control(found, names))
            for state in found if why else ():
                console().print(picture_table.evidence(state, names, claims))
            return
        for state in found:
            _print_json(_state(state, names, claims, why=why))


def _states(record: Record, asked: dict[str, str | None], without: tuple[str, ...]) -> list[ControlState]:
    from dateline.situation.baselines import Method

    method = asked["method"]
    on, known_by = day("on", asked["on"]), day("known-by", asked["known_by"])
    for source in without:
        if not record.speaks(source):
            raise OptionError(f"--without: no source or outlet in the record is called {source!r}")
    if on is None and known_by is None and method is None and not without:
        record.refresh()
    chosen = Method(method) if method is not None else None
    return list(record.control(on=on, known_by=known_by, method=chosen, without=without))


def _called(state: ControlState, name: str) -> bool:
    """Whether a state's place is meant by a name: its id, its full name, or the name as far as its first comma."""
    from dateline.ground.folding import fold

    known = state.place
    return name == known.key or fold(name) in (fold(known.name), fold(known.name.split(",")[0]))


def _state(
    state: ControlState, names: Mapping[str, str], claims: Mapping[str, RecordedClaim], *, why: bool
) -> dict[str, Any]:
    from dateline.coding import plain

    line: dict[str, Any] = plain(state) | {
        "holder_name": names.get(state.holder, state.holder),
        "posterior": [
            {"holder": key, "name": names.get(key, key), "probability": share} for key, share in state.posterior
        ],
    }
    del line["evidence"]
    if why:
        line["evidence"] = [
            plain(one) | {
                "origin_name": names.get(one.origin, one.origin),
                "outlet": claims[one.claim].outlet,
                "published": plain(claims[one.claim].published),
                "sentence": claims[one.claim].sentence,
            }
            for one in state.evidence
        ]  # fmt: skip
    return line


def _print_json(line: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
