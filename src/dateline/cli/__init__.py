"""The verbs of dateline at a prompt."""

from __future__ import annotations

import click

from dateline import __version__
from dateline.cli.exporting import export
from dateline.cli.knowledge import gazetteer, types
from dateline.cli.picture import contradictions, control, events
from dateline.cli.records import add, claims, findings, judge, rebuild
from dateline.cli.reporting import sitrep
from dateline.cli.reports import neutrality, read, score
from dateline.cli.serving import serve
from dateline.cli.simulating import simulate


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dateline")
def main() -> None:
    """Read news reports of a conflict: who says what happened, where, when, how certain."""


for command in (
    read, add, claims, findings, judge, rebuild, events, contradictions, control, sitrep, serve, export, score,
    neutrality, types, gazetteer, simulate,
):  # fmt: skip
    main.add_command(command)
