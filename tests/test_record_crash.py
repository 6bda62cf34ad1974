"""A process that adds to a record may be killed at any moment, and another may be adding at the same time."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.record import Record
from dateline.text import inputs

REPORTS = 30
TEXT = "Rebels captured Homs on Saturday, the army said. Shelling killed {} people in Idlib. "

ADD = """
import sys
from dateline.record import Record
from dateline.text import inputs

with Record(sys.argv[1], create=True) as record:
    print("open", flush=True)
    for report in inputs.inputs(sys.argv[2:], unique=False):
        print(record.add(report).report, flush=True)
"""
"""Acknowledges every report on a line of its own once it is added."""

DIE = """
import os, signal
from dateline.record import claim_rows, report_rows
module = {module}
before = module.{function}
calls = iter(range({call}))

def add(*args, **more):
    done = before(*args, **more)
    if next(calls, None) is None:
        os.kill(os.getpid(), signal.SIGKILL)
    return done

module.{function} = add
"""
"""Kills the process within the transaction that adds the report of the number `call`, with some of it written."""


@pytest.fixture(scope="module")
def dispatches(tmp_path_factory) -> Path:
    """Reports that differ in one figure."""
    path = tmp_path_factory.mktemp("dispatches") / "reports.jsonl"
    lines = ({"id": f"r{at}", "text": TEXT.format(at + 10) * 3, "published": "2024-12-08"} for at in range(REPORTS))
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


@pytest.fixture(scope="module")
def whole(dispatches, tmp_path_factory) -> list[tuple[object, ...]]:
    """What a record holds to which nothing happened."""
    where = str(tmp_path_factory.mktemp("whole") / "record.db")
    finish(where, dispatches)
    return content(where)


def start(where: str, path: Path, before: str = "") -> subprocess.Popen[str]:
    """A process that adds the reports of a file."""
    command = [sys.executable, "-c", before + ADD, where, str(path)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")  # noqa: S603


def finish(where: str, path: Path) -> None:
    with Record(where, create=True) as record:
        for report in inputs.inputs([str(path)], unique=False):
            record.add(report)


def content(where: str) -> list[tuple[object, ...]]:
    with Record(where) as record:
        return [record.reports(), list(record.readings()), record.claims(), record.findings()]


def left_whole(where: str, acknowledged: set[str]) -> None:
    """Nothing acknowledged is lost, and no report is there in part."""
    with Record(where, create=True) as record:
        assert acknowledged <= {report.id for report in record.reports()}
        claims = [claim.id for claim in record.claims()]
        readings = list(record.readings())
        assert sorted(claims) == sorted(claim["id"] for reading in readings for claim in reading["claims"])
        assert all(report.names for report in record.reports())


@pytest.mark.parametrize("heard", [0, 1, 15])
def test_a_process_killed_from_outside_loses_nothing_acknowledged(where, dispatches, whole, heard):
    with start(where, dispatches) as child:
        assert child.stdout is not None
        lines = [child.stdout.readline().strip() for _ in range(heard)]
        child.kill()
        lines += child.stdout.read().split()
    assert child.returncode == -signal.SIGKILL
    assert len(lines) <= REPORTS
    left_whole(where, set(lines) - {"open"})
    finish(where, dispatches)
    assert content(where) == whole


@pytest.mark.parametrize(
    ("module", "function", "call"), [("report_rows", "add", 3), ("claim_rows", "add", 0), ("report_rows", "name", 3)]
)
def test_a_process_that_dies_within_a_transaction_leaves_none_of_it(where, dispatches, whole, module, function, call):
    with start(where, dispatches, DIE.format(module=module, function=function, call=call)) as child:
        assert child.stdout is not None
        lines = child.stdout.read().split()
    assert child.returncode == -signal.SIGKILL
    assert len(lines) == call + 1
    with Record(where) as record:
        assert {report.id for report in record.reports()} == set(lines) - {"open"}
    left_whole(where, set(lines) - {"open"})
    finish(where, dispatches)
    assert content(where) == whole


def test_processes_that_make_one_record_and_add_at_once_add_everything_once(where, dispatches, whole):
    children = [start(where, dispatches) for _ in range(3)]
    acknowledged = []
    for child in children:
        with child:
            assert child.stdout is not None
            acknowledged.append(child.stdout.read().split())
    assert [child.returncode for child in children] == [0] * 3
    assert [len(lines) for lines in acknowledged] == [REPORTS + 1] * 3
    assert content(where) == whole


def test_a_reader_is_not_kept_waiting_by_a_writer(where, dispatches):
    finish(where, dispatches)
    with Record(where) as reader, Record(where) as writer:
        seen = []
        writer.rebuild(lambda claims, _: seen.append(len(reader.claims())) or _nothing())
        readings = reader.readings()
        next(readings)
        assert writer.add(next(inputs.inputs([_note(Path(dispatches).parent)]))).new
        assert len(list(readings)) == REPORTS - 1
        assert len(reader.reports()) == REPORTS + 1
    assert seen


def _nothing():
    from dateline.record import Derived

    return Derived()


def _note(folder: Path) -> str:
    path = folder / "note.txt"
    path.write_text("Nothing happened.")
    return str(path)
