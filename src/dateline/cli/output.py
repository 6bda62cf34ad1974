"""How the verbs speak: results on standard output, complaints in one line and progress on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import click

from dateline.errors import DatelineError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

BAD_INPUT = 2
LONG_INPUT = 20
"""Reports from which on a person is shown how far reading is."""
PIPE_WIDTH = 160


@contextmanager
def environment(settings: Mapping[str, str]) -> Iterator[None]:
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


def console() -> Console:
    """A console for tables on standard output."""
    from rich.console import Console

    # A pipe has no width of its own: what the caller says in COLUMNS counts there as it does on a terminal.
    measured = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(soft_wrap=False, width=None if measured else PIPE_WIDTH)


def shape_for_reader(asked: str | None) -> str:
    """The format asked for, else a table on a terminal and JSON lines in a pipe."""
    return asked or ("table" if sys.stdout.isatty() else "jsonl")


@contextmanager
def printing() -> Iterator[None]:
    """Printing whose reader may go away (`dateline read ... | head`) without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


@contextmanager
def progress(count: Callable[[], int | None], *, beside: bool = False) -> Iterator[Step]:
    """A progress bar on standard error for long input, where a person looks at it.

    `beside`: also where standard output is the same terminal, for a verb that prints nothing there meanwhile.
    """
    watched = sys.stderr.isatty() and (beside or not sys.stdout.isatty())
    total = count() if watched else None
    if not watched or (total is not None and total < LONG_INPUT):
        yield Step()
        return
    from rich.console import Console
    from rich.progress import Progress

    # Left to itself the bar would take what is printed to standard output and put it on the terminal.
    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        bar.add_task("reading", total=total)
        yield Step(bar)


class Step:
    """One report further."""

    def __init__(self, bar: Progress | None = None) -> None:
        self.bar = bar

    def __call__(self) -> None:
        """Move the bar on, where there is one."""
        if self.bar is not None:
            self.bar.advance(self.bar.task_ids[0])


@contextmanager
def failing_in_one_line() -> Iterator[None]:
    """Errors of the package as one line on standard error and the exit code `BAD_INPUT`."""
    try:
        yield
    except DatelineError as error:
        _fail(error)


def complain(error: DatelineError) -> None:
    """Name on standard error what could not be done."""
    click.echo(f"dateline: {error}", err=True)


def _fail(error: DatelineError) -> NoReturn:
    complain(error)
    sys.exit(BAD_INPUT)
