"""Runs all public benchmarks whose data are there and prints one table.

usage: python -m bench.benchmarks [--shared FOLDER] [--write PAGE] [NAME...]
"""

from __future__ import annotations

import argparse
import importlib
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.benchmarks.row import Row, figure, table

NAMES = ("geovirus", "devgold", "wikiwars", "opponents", "speed", "aliases", "names")
ROOT = Path(__file__).parent.parent.parent


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table; with --write also put each benchmark's rows between its marks in PAGE."""
    parser = argparse.ArgumentParser(prog="python -m bench.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these of {', '.join(NAMES)}")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="where the data lie")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="a page of Markdown to write the figures into")
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.names) - set(NAMES):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    if chosen.write and not chosen.write.is_file():
        parser.error(f"{chosen.write} is no page to write into")
    found: dict[str, tuple[Row, ...]] = {}
    for name in chosen.names or NAMES:
        found[name] = tuple(importlib.import_module(f"bench.benchmarks.{name}").run(chosen.shared))
        if not found[name]:
            print(f"{name}: no data below {chosen.shared}", file=sys.stderr)
    print(table(row for rows in found.values() for row in rows))
    if chosen.write:
        chosen.write.write_text(written(chosen.write.read_text("utf-8"), found), "utf-8")


def written(page: str, found: dict[str, tuple[Row, ...]]) -> str:
    """The page with each table between `<!-- NAME -->` and `<!-- end -->` made anew; without rows it stays."""
    for name, rows in found.items():
        if rows:
            block = f"<!-- {name} -->\n{markdown(rows)}<!-- end -->"
            page = re.sub(rf"<!-- {name} -->\n.*?<!-- end -->", lambda _, block=block: block, page, flags=re.DOTALL)
    return page


def markdown(rows: Sequence[Row]) -> str:
    """The rows as a table, and below it what exactly each of them counts."""
    lines = ["| figure | ours | to beat | n |", "| --- | --- | --- | --- |"]
    lines += [f"| {row.name} | {figure(row.ours)} | {row.published or '-'} | {row.n} |" for row in rows]
    lines += ["", *(f"- {protocol}" for protocol in dict.fromkeys(_counted(row, len(rows)) for row in rows))]
    return "\n".join(lines) + "\n"


def _counted(row: Row, rows: int) -> str:
    return row.protocol if rows == 1 else f"*{row.name}*: {row.protocol}"


if __name__ == "__main__":
    main()
