"""`read` and `score`: the verbs over reports alone."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.output import (
    BAD_INPUT,
    complain,
    console,
    environment,
    failing_in_one_line,
    printing,
    progress,
    shape_for_reader,
)
from dateline.errors import InputError

if TYPE_CHECKING:
    from dateline.schema import Reading
    from dateline.score import Found, Score


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--published", metavar="DATE", help="Publication date of all reports, as 2024-12-08.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "jsonl", "csv"]),
    help="Output; a table on a terminal and JSON lines in a pipe unless given.",
)
@click.option(
    "--gazetteer",
    "places",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Places by this file of `dateline gazetteer build`; DATELINE_GAZETTEER says the same.",
)
def read(paths: tuple[str, ...], published: str | None, shape: str | None, places: Path | None) -> None:
    """Read reports and print the claims in them.

    PATH is a text or HTML file, a .jsonl file with a report a line, a folder of such files, or - for standard input.
    What cannot be read is named on standard error, the rest is read all the same, and the exit code is 2.
    """
    from dateline import reading
    from dateline.text import inputs

    failed = False
    with failing_in_one_line(), environment({reading.GAZETTEER: str(places)} if places else {}):
        reading.gazetteer()
        items = inputs.inputs(paths, published=published)
        with printing(), progress(lambda: inputs.count(paths)) as step:
            show = _Printer(shape_for_reader(shape))
            for item in items:
                if isinstance(item, InputError):
                    failed = True
                    complain(item)
                else:
                    show.one(reading.read(item))
                step()
    if failed:
        sys.exit(BAD_INPUT)


@click.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("predicted", type=click.Path(path_type=Path))
@click.option("--by-type", is_flag=True, help="Also the figures of each event type.")
def score(gold: Path, predicted: Path, by_type: bool) -> None:
    """Measure the claims in PREDICTED against those in GOLD, both JSON lines as `dateline read` writes them."""
    from dateline import score as scoring

    with failing_in_one_line():
        expected, given = scoring.load(gold), scoring.load(predicted)
        if not set(expected) & set(given):
            raise InputError(f"no report stands in both this file and {gold}", source=str(predicted))
        _print_score(scoring.score(expected, given), by_type=by_type)


class _Printer:
    """Prints readings one by one in the chosen shape, so that nothing printed is lost when a later input fails."""

    def __init__(self, shape: str) -> None:
        self.shape = shape
        if shape == "table":
            self.console = console()
        elif shape == "csv":
            from dateline.export import csv

            sys.stdout.write(csv.header())

    def one(self, reading: Reading) -> None:
        """Print one reading."""
        if self.shape == "table":
            from dateline.export.table import table

            self.console.print(table(reading))
        elif self.shape == "csv":
            from dateline.export import csv

            sys.stdout.write(csv.rows(reading))
        else:
            from dateline.export import jsonl

            sys.stdout.write(jsonl.line(reading) + "\n")
        sys.stdout.flush()


def _print_score(result: Score, *, by_type: bool) -> None:
    click.echo(f"{'reports':12}{result.reports}")
    for name, found in (("claims", result.claims), ("usable", result.usable), ("control", result.control)):
        click.echo(f"{name:12}{_found(found)}")
    for name, found in result.roles.items():
        click.echo(f"{name:12}{_found(found)}")
    for name, ratio in result.ratios.items():
        share = "-" if ratio.share is None else f"{ratio.share:.3f}"
        click.echo(f"{name:12}{share}  n {ratio.cases}")
    if by_type:
        for name, found in sorted(result.types.items(), key=lambda item: -item[1].gold):
            click.echo(f"  {name:14}{_found(found)}")


def _found(found: Found) -> str:
    return f"P {found.precision:.3f}  R {found.recall:.3f}  F1 {found.f1:.3f}  n {found.gold}"
