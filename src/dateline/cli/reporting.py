"""`sitrep`: the picture of some days as a written report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.output import printing
from dateline.cli.records import RECORD, day, opened
from dateline.errors import OptionError

if TYPE_CHECKING:
    from dateline.sitrep import Document


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
    from dateline import gathering
    from dateline import sitrep as writing

    with opened(where) as record, printing():
        last = day("on", on)
        first = day("since", since) if since is not None else last
        if shape == "docx" and target is None:
            raise OptionError("--to: a docx is no text; say which file to write")
        if first > last:
            raise OptionError(f"--since: {first} lies after --on {last}")
        document = writing.sitrep(gathering.of_record(record, first, last), last, first)
        _write(document, shape, target)


def _write(document: Document, shape: str, target: Path | None) -> None:
    from dateline.sitrep.written import written

    made = written(document, shape)
    if target is None:
        sys.stdout.write(made.decode())
        return
    try:
        target.write_bytes(made)
    except OSError as error:
        raise OptionError(f"--to: {target}: cannot be written: {error.strerror or error}") from error
