"""`dateline sitrep` over a record on disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli import main
from dateline.record import Record
from sitrep.pictures import picture


@pytest.fixture
def kept(tmp_path: Path) -> str:
    """A record of the made-up picture's claims, told as coded ones."""
    where = str(tmp_path / "record.db")
    with Record(where, create=True) as record:
        record.add_claims(replace(one, report=f"coded {one.id}") for one in picture().claims)
    return where


def test_prints_markdown(kept: str) -> None:
    done = CliRunner().invoke(main, ["sitrep", kept, "--on", "2024-12-08"])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("# Situation report, 8 December 2024\n")
    assert "“The words of a.”" in done.output


@pytest.mark.parametrize(("shape", "start"), [("md", b"# Sit"), ("html", b"<!doctype html>"), ("docx", b"PK")])
def test_writes_files(kept: str, tmp_path: Path, shape: str, start: bytes) -> None:
    target = tmp_path / f"out.{shape}"
    args = ["sitrep", kept, "--on", "2024-12-08", "--since", "2024-12-01", "--format", shape, "--to", str(target)]
    assert CliRunner().invoke(main, args).exit_code == 0
    assert target.read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--on", "yesterday"], "--on: 'yesterday' is no date"),
        (["--on", "2024-12-08", "--since", "2024-12-09"], "--since: 2024-12-09 lies after --on 2024-12-08"),
        (["--on", "2024-12-08", "--format", "docx"], "--to: a docx is no text"),
        (["--on", "2024-12-08", "--to", "/dev/null/x"], "cannot be written"),
    ],
)
def test_what_has_no_meaning_is_said_in_one_line(kept: str, args: list[str], told: str) -> None:
    done = CliRunner().invoke(main, ["sitrep", kept, *args])
    assert done.exit_code == 2
    assert told in done.output
    assert done.output.count("\n") == 1


def test_days_before_all_reports_hold_nothing(kept: str) -> None:
    done = CliRunner().invoke(main, ["sitrep", kept, "--on", "2020-01-01"])
    assert "No report tells who held any place." in done.output
