"""`sitrep`: the picture of some days as a written report."""

from __future__ import annotations

import datetime
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.output import printing
from dateline.cli.records import RECORD, day, opened
from dateline.errors import OptionError

if TYPE_CHECKING:
    from dateline.picture import ControlState
    from dateline.record import Record
    from dateline.sitrep import Document, Gathered
    from dateline.situation.control import Control


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

    with opened(where) as record, printing():
        last = day("on", on)
        first = day("since", since) if since is not None else last
        if shape == "docx" and target is None:
            raise OptionError("--to: a docx is no text; say which file to write")
        if first > last:
            raise OptionError(f"--since: {first} lies after --on {last}")
        document = writing.sitrep(gathered(record, first, last), last, first)
        _write(document, shape, target)


def _write(document: Document, shape: str, target: Path | None) -> None:
    from dateline.sitrep import docx, html, markdown

    if shape == "docx":
        made = docx.docx(document)
    else:
        made = (html.html if shape == "html" else markdown.markdown)(document).encode("utf-8", "backslashreplace")
    if target is None:
        sys.stdout.write(made.decode())
        return
    try:
        target.write_bytes(made)
    except OSError as error:
        raise OptionError(f"--to: {target}: cannot be written: {error.strerror or error}") from error


def gathered(record: Record, since: datetime.date, on: datetime.date) -> Gathered:
    """What a situation report of the days from `since` to `on` needs of a record, derived anew."""
    from dateline.record import judged
    from dateline.sitrep import Gathered, naming
    from dateline.situation.contradictions import contradictions
    from dateline.situation.copies import origins, stories
    from dateline.situation.events import events

    judgements = record.judgements()
    claims = judged(record.claims(), judgements)
    prints = stories(tuple(record.texts()))
    voices = origins(claims, prints)
    found = events(claims, judgements, prints)
    held = record.held(on=on)
    return Gathered(
        claims=claims,
        events=found,
        contradictions=contradictions(claims, found, prints),
        origins=voices,
        before=_states(held, since - datetime.timedelta(days=1)),
        now=_states(held, on),
        names=naming.registered(claims, {*voices.values(), *(name for row in held.holders for name in row)}),
    )


def _states(held: Control, on: datetime.date) -> tuple[ControlState, ...]:
    """The state of every place on a day with the evidence of the stretch that it lies in; none outside all days."""
    if not held.places or not held.first_day <= on <= held.last_day:
        return ()
    stretches = {state.place.key: state for state in held.states() if state.first_day <= on <= state.last_day}
    return tuple(replace(state, evidence=stretches[state.place.key].evidence) for state in held.on(on))
