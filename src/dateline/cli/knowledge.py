"""`types` and `gazetteer`: the verbs over what the program knows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.output import failing_in_one_line
from dateline.errors import OptionError

if TYPE_CHECKING:
    from dateline.ontology import TypeInfo


@click.command()
@click.argument("name", required=False)
def types(name: str | None) -> None:
    """List the event types that are read, or explain the one called NAME."""
    from dateline import ontology

    with failing_in_one_line():
        known = {str(key): info for key, info in ontology.types().items()}
        if name is None:
            for key, info in known.items():
                click.echo(f"{key:13} {info.definition}")
        elif name in known:
            _explain(known[name])
        else:
            raise OptionError(f"no event type is called {name!r}; `dateline types` lists them")


@click.group()
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

    with failing_in_one_line():
        added = gazetteer_dump.extend(target, dumps)
        click.echo(f"{target}: {added.places} places more, {added.known} known ones with more names")


def _explain(info: TypeInfo) -> None:
    click.echo(f"{info.name}: {info.definition}" + (" One claim for each place named." if info.each_place else ""))
    for role, meaning in info.roles.items():
        click.echo(f"  {role:9} {meaning}")
    click.echo(f"  {'a claim':9} {info.positive}")
    click.echo(f"  {'none':9} {info.negative}")
    for scheme, codes in (("ACLED", info.acled), ("PLOVER", info.plover), ("CAMEO", info.cameo)):
        for at, code in enumerate(codes):
            click.echo(f"  {'' if at else scheme:9} {code}")
