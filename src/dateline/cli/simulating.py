"""`simulate`: made-up wars at a prompt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from dateline.cli.output import failing_in_one_line
from dateline.errors import OptionError

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


@click.command()
@_world
@click.option("--collapse/--no-collapse", default=True, help="Whether one side loses most places in the middle.")
@click.option("--truth", metavar="FILE", type=click.Path(path_type=Path), help="Also write who held what to this file.")
def simulate(truth: Path | None, **world: float | None) -> None:
    """Make up a war and print what is said of it, a claim a line, as `--claims` files are written."""
    from dateline.simulate import World, lines
    from dateline.simulate import simulate as make

    with failing_in_one_line():
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
