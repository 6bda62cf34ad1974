"""`serve`: a record in the browser."""

from __future__ import annotations

import signal
import socket
import webbrowser
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.output import failing_in_one_line
from dateline.cli.records import RECORD
from dateline.errors import OptionError

if TYPE_CHECKING:
    from fastapi import FastAPI


@click.command()
@RECORD
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8700, show_default=True, help="The port to listen on.")
@click.option(
    "--token",
    envvar="DATELINE_TOKEN",
    help="What whoever judges or adds has to show; DATELINE_TOKEN says the same. Without one, writing takes loopback.",
)
@click.option("--name", "names", metavar="HOST", multiple=True, help="A name under which a proxy serves it.")
@click.option("--tiles", metavar="URL", help="Map tiles, with {z}, {x} and {y}; an offline map unless given.")
@click.option("--open", "shown", is_flag=True, help="Open it in a browser.")
def serve(where: str, shown: bool, **given: Any) -> None:  # noqa: ANN401 - the fields of Settings
    """Serve a record as a map with a clock, a reader, a desk for judgements and an HTTP API.

    Everything comes from this machine. Whoever can reach the address can read the record.
    """
    from dateline.web import app
    from dateline.web.settings import Settings

    with failing_in_one_line():
        settings = Settings(where, **given)
        with _listening(settings.host, settings.port) as listening:
            address = _address(settings.host, listening.getsockname()[1])
            made = app.create(settings)
            click.echo(f"{settings.title}: {address} (Ctrl-C ends it)")
            if shown:
                webbrowser.open(address)
            _run(made, listening)


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens on the address.

    Raises:
        OptionError: nobody can listen there.
    """
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host.strip("[]"), port), family=kind, backlog=512, reuse_port=False)
    except OSError as error:
        raise OptionError(f"--host, --port: {host}:{port}: cannot be listened on: {error.strerror or error}") from error


def _address(host: str, port: int) -> str:
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not bound
    return f"http://[{shown.strip('[]')}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


def _run(made: FastAPI, listening: socket.socket) -> None:
    import uvicorn

    # Who listens for changes never hangs up: such a connection is cut a second after the server is told to end.
    config = uvicorn.Config(made, log_level="warning", timeout_graceful_shutdown=1, server_header=False)
    # The server ends in order at a signal and then raises it again: for one, what it started is to be ended too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run([listening])
