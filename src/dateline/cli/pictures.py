"""What follows from a record as files for other programs: the formats of `export --format`."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.records import asked_for, day_asked
from dateline.errors import OptionError

if TYPE_CHECKING:
    from dateline.picture import ControlState, Event, RecordedClaim
    from dateline.record import Record

PICTURES = ("panel", "ftm", "ftm-statements", "acled", "timemap")
_DAYS = ("since", "until", "on")


def write(record: Record, shape: str, target: Path, asked: Mapping[str, str | None]) -> None:
    """Write one of `PICTURES` and say what was written.

    Raises:
        OptionError: the file cannot be written, an option has no meaning for the format, or its library is missing.
    """
    try:
        if shape == "panel":
            done = _panel(record, target, asked)
        else:
            events, claims = _chosen(record, asked)
            _EVENTS[shape](events, claims, target)
            done = f"{len(events)} events"
    except OSError as error:
        raise OptionError(f"--to: {target}: cannot be written: {error.strerror or error}") from error
    except ModuleNotFoundError as error:
        raise OptionError(f"--format: {shape} needs {error.name}: pip install 'dateline[exports]'") from error
    click.echo(f"{target}: {done}")


def _panel(record: Record, target: Path, asked: Mapping[str, str | None]) -> str:
    from dateline.export import panel

    if other := next((name for name, value in asked.items() if value is not None and name not in _DAYS), None):
        raise OptionError(f"--{other.strip('_')} chooses claims, and a panel is of places and days")
    if target.suffix.lower() not in (".csv", ".parquet"):
        raise OptionError(f"--to: {target}: no such format; a panel is .csv or .parquet")
    bounds = {name: day_asked(name, asked) for name in _DAYS}
    first, last = bounds["on"] or bounds["since"], bounds["on"] or bounds["until"]
    found = record.held(on=last)
    names = record.names()
    days = (found.last_day - found.first_day).days + 1 if found.places else 0
    wanted = [found.first_day + datetime.timedelta(days=at) for at in range(days)]
    wanted = [one for one in wanted if (first is None or one >= first) and (last is None or one <= last)]

    def states() -> Iterator[ControlState]:
        for one in wanted:
            yield from found.on(one)

    if target.suffix.lower() == ".parquet":
        panel.parquet(states(), names, target)
    else:
        _text(target, panel.write(states(), names))
    return f"{len(found.places)} places on {len(wanted)} days"


def _chosen(record: Record, asked: Mapping[str, str | None]) -> tuple[list[Event], dict[str, RecordedClaim]]:
    record.refresh()
    claims = {claim.id: claim for claim in record.left()}
    chosen = {claim.id for claim in record.claims(asked_for(record, dict(asked)))}
    return [event for event in record.events() if not chosen.isdisjoint(event.claims)], claims


def _kinds() -> dict[str, str]:
    from dateline.ground.names import registry

    return {entry.actor.id: entry.actor.kind for entry in registry()}


def _ftm(events: list[Event], claims: Mapping[str, RecordedClaim], target: Path) -> None:
    from dateline.export import ftm

    _text(target, ftm.entities(events, claims, _kinds()))


def _statements(events: list[Event], claims: Mapping[str, RecordedClaim], target: Path) -> None:
    from dateline.export import ftm

    ftm.write_statements(events, claims, _kinds(), target)


def _acled(events: list[Event], claims: Mapping[str, RecordedClaim], target: Path) -> None:
    from dateline.export import acled

    _text(target, acled.write(events, claims, _kinds()))


def _timemap(events: list[Event], claims: Mapping[str, RecordedClaim], target: Path) -> None:
    from dateline.export import timemap

    _text(target, [json.dumps(timemap.document(events, claims), ensure_ascii=False, indent=1) + "\n"])


def _text(target: Path, lines: Iterator[str] | list[str]) -> None:
    # Half a surrogate pair, which no file can hold, is written as its escape.
    with target.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        file.writelines(lines)


_EVENTS: dict[str, Callable[[list[Event], Mapping[str, RecordedClaim], Path], None]] = {
    "ftm": _ftm,
    "ftm-statements": _statements,
    "acled": _acled,
    "timemap": _timemap,
}
