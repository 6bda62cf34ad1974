"""`sitrep`: the picture of some days as a written report."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.output import printing
from dateline.cli.records import RECORD, opened
from dateline.errors import OptionError

if TYPE_CHECKING:
    from dateline.record import Record
    from dateline.sitrep import Gathered


@click.command()
@RECORD
@click.option("--on", metavar="DATE", required=True, help="The day reported on, as 2024-12-08.")
@click.option("--since", metavar="DATE", help="The first day of the period; the day reported on unless given.")
@click.option(
    "--format", "shape", type=click.Choice(["md", "html", "docx"]), default="md", show_default=True, help="Output."
)
@click.option(
    "--to",
    "target",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The file to write; standard output unless given. A docx needs one.",
)
def sitrep(where: str, on: str, since: str | None, shape: str, target: Path | None) -> None:
    """Write a situation report: control, fighting, casualties, access, talks, contradictions and what is not known.

    Each sentence has its probability in words by a scale that the report states, and footnotes to the exact words of
    reports.
    """
    from dateline import sitrep as writing

    with opened(where) as record:
        last = _day("on", on)
        first = _day("since", since) if since is not None else last
        if shape == "docx" and target is None:
            raise OptionError("--to: a docx is no text; say which file to write")
        if first > last:
            raise OptionError(f"--since: {first} lies after --on {last}")
        document = writing.sitrep(gathered(record, first, last), last, first)
    with printing():
        _write(document, shape, target)


def _write(document: object, shape: str, target: Path | None) -> None:
    ...


def gathered(record: Record, since: datetime.date, on: datetime.date) -> Gathered:
    """What a situation report of the days needs of a record."""
    from dateline.ground.names import registry
    from dateline.record import judged
    from dateline.situation.contradictions import contradictions
    from dateline.situation.control import Options, control
    from dateline.situation.copies import origins, stories
    from dateline.situation.events import events
    from dateline.sitrep import Gathered

    judgements = record.judgements()
    claims = judged(record.claims(), judgements)
    prints = stories(tuple(record.texts()))
    voices = origins(claims, prints)
    found = events(claims, judgements, prints)
    before = since - datetime.timedelta(days=1)
    held = control(claims, judgements, options=Options(origins=voices, until=on))
    behind = {(state.place.key): state for state in held.states() if state.first_day <= on <= state.last_day}
    ...
