"""`export`: the claims of a record as files for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.pictures import PICTURES
from dateline.cli.pictures import write as write_picture
from dateline.cli.records import RECORD, asked_for, filters, opened
from dateline.errors import OptionError


@click.command()
@RECORD
@filters
@click.option(
    "--to",
    "target",
    metavar="FILE",
    type=click.Path(path_type=Path),
    required=True,
    help="The file to write; its suffix says the format: .csv, .jsonl, .xlsx, .geojson or .jsonld.",
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["claims", *PICTURES]),
    default="claims",
    show_default=True,
    help="claims, or what follows from them: who held what (panel), or events for other programs.",
)
@click.option("--judged", is_flag=True, help="As people left the claims: rejected ones left out, edits made.")
def export(where: str, target: Path, shape: str, judged: bool, **asked: str | None) -> None:
    """Write the claims of a record, or what follows from them, to a file.

    .csv and .jsonl are what `dateline add --claims` reads; .xlsx is a workbook, .geojson a layer of a map, and .jsonld
    marks the words of the claims in their reports as W3C Web Annotations.

    With --format, panel is a row for every place, day and holder with its probability (.csv or .parquet), ftm and
    ftm-statements are FollowTheMoney's entities and statements, acled is a table of events like ACLED's, timemap the
    JSON that timemap shows. They rest on claims as judged; options that choose claims choose the events that they tell
    of, and none of them chooses anything of a panel but --since, --until and --on, which are days there.
    """
    with opened(where) as record:
        from dateline import exports
        from dateline.record import judged as judging

        if shape != "claims":
            write_picture(record, shape, target, asked)
            return
        if target.suffix.lower() not in exports.SUFFIXES:
            raise OptionError(f"--to: {target}: no such format; write {', '.join(exports.SUFFIXES)}")
        found = record.claims(asked_for(record, asked))
        if judged:
            found = judging(found, record.judgements())
        try:
            exports.write(record, found, target)
        except OSError as error:
            raise OptionError(f"--to: {target}: cannot be written: {error.strerror or error}") from error
        click.echo(f"{target}: {len(found)} claims")
