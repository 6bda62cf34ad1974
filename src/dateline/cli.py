"""The verbs of dateline at a prompt."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from dateline import __version__
from dateline.errors import DatelineError, InputError, OptionError

if TYPE_CHECKING:
    from rich.progress import Progress

    from dateline.ontology import TypeInfo
    from dateline.schema import Reading
    from dateline.score import Found, Score

BAD_INPUT = 2
LONG_INPUT = 20
"""Reports from which on a person is shown how far reading is."""
PIPE_WIDTH = 160


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dateline")
def main() -> None:
    """Read news reports of a conflict: who says what happened, where, when, how certain."""


@main.command()
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

    chosen = shape or ("table" if sys.stdout.isatty() else "jsonl")
    failed = False
    with _failing_in_one_line(), _environment({reading.GAZETTEER: str(places)} if places else {}):
        reading.gazetteer()
        items = inputs.inputs(paths, published=published)
        with _printer(chosen) as show, _progress(lambda: inputs.count(paths)) as step:
            for item in items:
                if isinstance(item, InputError):
                    failed = True
                    _complain(item)
                else:
                    show.one(reading.read(item))
                step()
    if failed:
        sys.exit(BAD_INPUT)


@main.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("predicted", type=click.Path(path_type=Path))
@click.option("--by-type", is_flag=True, help="Also the figures of each event type.")
def score(gold: Path, predicted: Path, by_type: bool) -> None:
    """Measure the claims in PREDICTED against those in GOLD, both JSON lines as `dateline read` writes them."""
    from dateline import score as scoring

    with _failing_in_one_line():
        expected, given = scoring.load(gold), scoring.load(predicted)
        if not set(expected) & set(given):
            raise InputError(f"no report stands in both this file and {gold}", source=str(predicted))
        _print_score(scoring.score(expected, given), by_type=by_type)


@main.command()
@click.argument("name", required=False)
def types(name: str | None) -> None:
    """List the event types that are read, or explain the one called NAME."""
    from dateline import ontology

    with _failing_in_one_line():
        known = {str(key): info for key, info in ontology.types().items()}
        if name is None:
            for key, info in known.items():
                click.echo(f"{key:13} {info.definition}")
        elif name in known:
            _explain(known[name])
        else:
            raise OptionError(f"no event type is called {name!r}; `dateline types` lists them")


@main.group()
def gazetteer() -> None:
    """Places to read by: more of them than ship with dateline."""


@gazetteer.command()
@click.option(
    "--geonames",
    "dumps",
    metavar="DUMP",
    type=click.Path(path_type=Path),
    multiple=True,
    required=True,
    help="A country of GeoNames: XX.zip, or the XX.txt in it. May be given more than once.",
)
@click.option(
    "--to", "target", metavar="FILE", type=click.Path(path_type=Path), required=True, help="The gazetteer to write."
)
def build(dumps: tuple[Path, ...], target: Path) -> None:
    """Write a gazetteer with all populated places, divisions and facilities of GeoNames' country dumps.

    What ships with dateline is in it too. The dumps are those of https://download.geonames.org/export/dump/.
    """
    from dateline.ground import gazetteer_dump

    with _failing_in_one_line():
        added = gazetteer_dump.extend(target, dumps)
        click.echo(f"{target}: {added.places} places more, {added.known} known ones with more names")


_WORLD = (
    ("seed", int, "Which of all wars of this kind."),
    ("sides", int, "Sides; each has an official voice and an outlet that leans to it."),
    ("places", int, "Places."),
    ("days", int, "Days."),
    ("sources", int, "Sources in all."),
    ("talk", float, "Routine claims on a place in a day."),
    ("campaigns", float, "Offensives a hundred days and ten places."),
    ("reliability", float, "Of the neutral sources, 0 to 1."),
    ("delay", float, "Median days from an event to its report."),
    ("copies", float, "Share of reports that are printed again elsewhere."),
    ("bursts", float, "Coordinated false takeovers a hundred days and ten places."),
    ("silence", float, "Share of days on which a source is silent."),
    ("dated", float, "Share of claims that state their day."),
)


def _world(command: Callable[..., None]) -> Callable[..., None]:
    """The options of a made-up war; what is not given is as `simulate.World` has it."""
    for name, kind, told in reversed(_WORLD):
        command = click.option(f"--{name}", type=kind, help=told)(command)
    return command


@main.command()
@_world
@click.option("--collapse/--no-collapse", default=True, help="Whether one side loses most places in the middle.")
@click.option("--truth", metavar="FILE", type=click.Path(path_type=Path), help="Also write who held what to this file.")
def simulate(truth: Path | None, **world: float | None) -> None:
    """Make up a war and print what is said of it, a claim a line, as `--claims` files are written."""
    from dateline.simulate import World, lines
    from dateline.simulate import simulate as make

    with _failing_in_one_line():
        made = make(World(**{name: value for name, value in world.items() if value is not None}))  # type: ignore[arg-type]
        if truth is not None:
            _write(truth, "".join(lines.line(held) + "\n" for held in made.truth))
        for claim in made.claims:
            click.echo(lines.line(claim))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise OptionError(f"{path} cannot be written: {error.strerror}") from error


@contextmanager
def _environment(settings: Mapping[str, str]) -> Iterator[None]:
    """Environment variables for as long as a command runs; the processes that it starts inherit them."""
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class _Printer:
    """Prints readings one by one in the chosen shape, so that nothing printed is lost when a later input fails."""

    def __init__(self, shape: str) -> None:
        self.shape = shape
        if shape == "table":
            from rich.console import Console

            # A pipe has no width of its own: what the caller says in COLUMNS counts there as it does on a terminal.
            measured = sys.stdout.isatty() or "COLUMNS" in os.environ
            self.console = Console(soft_wrap=False, width=None if measured else PIPE_WIDTH)
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


@contextmanager
def _printer(shape: str) -> Iterator[_Printer]:
    """A printer whose reader may go away (`dateline read ... | head`) without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        yield _Printer(shape)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


@contextmanager
def _progress(count: Callable[[], int | None]) -> Iterator[_Step]:
    """A progress bar on standard error for long input, where a person looks at it and nothing else is printed there."""
    watched = sys.stderr.isatty() and not sys.stdout.isatty()
    total = count() if watched else None
    if not watched or (total is not None and total < LONG_INPUT):
        yield _Step()
        return
    from rich.console import Console
    from rich.progress import Progress

    # Left to itself the bar would take what is printed to standard output and put it on the terminal.
    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        bar.add_task("reading", total=total)
        yield _Step(bar)


class _Step:
    """One report further."""

    def __init__(self, bar: Progress | None = None) -> None:
        self.bar = bar

    def __call__(self) -> None:
        if self.bar is not None:
            self.bar.advance(self.bar.task_ids[0])


@contextmanager
def _failing_in_one_line() -> Iterator[None]:
    try:
        yield
    except DatelineError as error:
        _fail(error)


def _complain(error: DatelineError) -> None:
    click.echo(f"dateline: {error}", err=True)


def _fail(error: DatelineError) -> NoReturn:
    _complain(error)
    sys.exit(BAD_INPUT)


def _explain(info: TypeInfo) -> None:
    click.echo(f"{info.name}: {info.definition}" + (" One claim for each place named." if info.each_place else ""))
    for role, meaning in info.roles.items():
        click.echo(f"  {role:9} {meaning}")
    click.echo(f"  {'a claim':9} {info.positive}")
    click.echo(f"  {'none':9} {info.negative}")
    for scheme, codes in (("ACLED", info.acled), ("PLOVER", info.plover), ("CAMEO", info.cameo)):
        for at, code in enumerate(codes):
            click.echo(f"  {'' if at else scheme:9} {code}")


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


if __name__ == "__main__":
    main(prog_name="dateline")
