"""Writes the parts of the documentation that the program itself says: `make docs`.

Two pages are made whole from data. In all others every command of a ```console block is run (a line that starts with
"$ ", in a folder for the page where samples/ lies) and every example of a ```pycon block, and what they print is put
below them.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from dateline import check, ontology

ROOT = Path(__file__).parent.parent
WIDTH = "110"
BLOCK = re.compile(r"^```(console|pycon)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHELL = 'dateline() { "$PYTHON" -m dateline.cli "$@"; }; python() { "$PYTHON" "$@"; }; '
"""The commands are those of the interpreter that runs this, whether or not it is installed where the shell looks."""


def pages() -> Iterator[tuple[Path, str]]:
    """Every page of the documentation with the text that it should have."""
    yield ROOT / "docs" / "event-types.md", ontology.markdown().rstrip() + "\n"
    yield ROOT / "docs" / "findings.md", check.markdown().rstrip() + "\n"
    for page in written():
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "samples").symlink_to(ROOT / "samples")
            yield page, BLOCK.sub(partial(_run_block, Path(folder)), page.read_text("utf-8"))


def written() -> list[Path]:
    """The pages that people write."""
    made = ("event-types.md", "findings.md")
    return [ROOT / "README.md", *(page for page in sorted((ROOT / "docs").glob("*.md")) if page.name not in made)]


def _run_block(folder: Path, block: re.Match[str]) -> str:
    kind, content = block.groups()
    return f"```{kind}\n{_console(content, folder) if kind == 'console' else _pycon(content)}```"


def _console(content: str, folder: Path) -> str:
    commands = [line for line in content.split("\n") if line.startswith("$ ")]
    return "".join(f"{command}\n{_output(command[2:], folder)}" for command in commands)


def _output(command: str, folder: Path) -> str:
    environment: Mapping[str, str] = {
        **os.environ,
        "PYTHON": sys.executable,
        "COLUMNS": WIDTH,
        "NO_COLOR": "1",
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(  # noqa: S603 - the commands are those of our own pages
        ["/bin/sh", "-c", SHELL + command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    # The table fills its columns with spaces, which no editor keeps.
    lines = [line.rstrip() for line in done.stdout.rstrip("\n").split("\n")]
    return "\n".join(lines).rstrip("\n") + "\n" if any(lines) else ""


def _pycon(content: str) -> str:
    names: dict[str, object] = {}
    out = []
    for example in doctest.DocTestParser().get_examples(content):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(example.source, "<documentation>", "single"), names)  # noqa: S102
        source = example.source.rstrip("\n").split("\n")
        out += [f">>> {source[0]}", *(f"... {line}".rstrip() for line in source[1:])]
        out += printed.getvalue().rstrip("\n").split("\n") if printed.getvalue() else []
    return "\n".join(out) + "\n"


def main() -> None:
    """Write every page anew."""
    for page, text in pages():
        page.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
