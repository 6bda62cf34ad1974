"""`read` and `score`: the verbs over reports alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
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
    from dateline.schema import Reading, Report
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
@click.option(
    "--extractor",
    "reader",
    type=click.Choice(["encoder", "rules"]),
    default="encoder",
    show_default=True,
    help="What reads the claims: a trained encoder with rules beside it, or rules alone.",
)
def read(paths: tuple[str, ...], published: str | None, shape: str | None, places: Path | None, reader: str) -> None:
    """Read reports and print the claims in them.

    PATH is a text or HTML file, a .jsonl file with a report a line, a folder of such files, or - for standard input.
    What cannot be read is named on standard error, the rest is read all the same, and the exit code is 2.
    """
    from dateline import reading
    from dateline.text import inputs

    with failing_in_one_line(), environment({reading.GAZETTEER: str(places)} if places else {}):
        reading.gazetteer()
        extractor = reading.extractor(reader)
        items = inputs.inputs(paths, published=published)
        faults: list[InputError] = []
        with printing(), progress(lambda: inputs.count(paths)) as step:
            show = _Printer(shape_for_reader(shape))
            for found in reading.read_all(_readable(items, faults, step), extractor=extractor):
                show.one(found)
                step()
    if faults:
        sys.exit(BAD_INPUT)


def _readable(
    items: Iterable[Report | InputError], faults: list[InputError], step: Callable[[], None]
) -> Iterator[Report]:
    """The reports among the items; what cannot be read is complained of and kept in `faults`."""
    for item in items:
        if isinstance(item, InputError):
            faults.append(item)
            complain(item)
            step()
        else:
            yield item


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


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
def neutrality(paths: tuple[str, ...]) -> None:
    """Read reports with their sides exchanged and with loaded words made neutral, and count the claims that stay.

    PATH is as for `dateline read`. Names of two opponents change places in each report that names two.
    """
    from dateline import neutrality as measure
    from dateline import reading
    from dateline.ground.names import registry
    from dateline.text import inputs

    faults: list[InputError] = []
    with failing_in_one_line():
        reports = _readable(inputs.inputs(paths), faults, lambda: None)
        sides, wording = measure.measure(reports, reading.read, registry())
    for name, found in (("sides exchanged", sides), ("neutral wording", wording)):
        click.echo(f"{name:16}{found.same} of {found.claims} claims the same, {found.share:.3f}")
    if faults:
        sys.exit(BAD_INPUT)


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
