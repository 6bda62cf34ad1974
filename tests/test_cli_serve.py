"""`dateline serve`: what it says when it cannot serve, and that it starts and ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from dateline.record import Record
from test_cli import process, run

LINE = '{"type": "takeover", "outlet": "Wire", "published": "2024-12-08", "place": "Homs", "agent": "HTS"}\n'


@pytest.fixture
def where(tmp_path: Path) -> Path:
    """A record with one coded claim."""
    coded = tmp_path / "coded.jsonl"
    coded.write_text(LINE)
    path = tmp_path / "record.db"
    assert run("add", path, "--claims", coded).exit_code == 0
    return path


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--host", "203.0.113.1"], "--host, --port: 203.0.113.1:8700: cannot be listened on"),
        (["--token", " "], "--token: is empty"),
        (["--tiles", "tiles"], "--tiles: 'tiles' is no https"),
    ],
)
def test_what_cannot_be_served_is_told_in_one_line(where, options, words):
    done = run("serve", where, *options)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"dateline: {words}")
    assert done.stderr.count("\n") == 1


def test_a_missing_record_and_a_taken_port(tmp_path, where):
    missing = run("serve", tmp_path / "none.db", "--port", "0")
    assert missing.exit_code == 2
    assert "no such record" in missing.stderr
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = run("serve", where, "--port", taken.getsockname()[1])
    assert refused.exit_code == 2
    assert "cannot be listened on" in refused.stderr


def test_it_starts_answers_and_ends_with_all_its_processes(where):
    command = [sys.executable, "-u", "-m", "dateline.cli", "serve", str(where), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as server:  # noqa: S603
        address = re.search(r"http://127\.0\.0\.1:\d+/", server.stdout.readline())[0]
        about = httpx.get(f"{address}api/v1/record", timeout=60).json()
        assert (about["title"], about["claims"]) == ("record", 1)
        added = process("add", where, "-", input='{"text": "Rebels took Hama.", "published": "2024-12-05"}\n')
        assert added.returncode == 0
        end = time.monotonic() + 60
        while httpx.get(f"{address}api/v1/record", timeout=60).json()["reports"] == 0:
            assert time.monotonic() < end, "what another process adds is not seen"
            time.sleep(0.2)
        server.send_signal(signal.SIGINT)
        assert server.wait(60) in (0, 130, -signal.SIGINT)
        while _living(server.pid):
            assert time.monotonic() < end + 60, "a process is left behind"
            time.sleep(0.2)
    with Record(where) as record:
        assert record.count() >= 1


def _living(session: int) -> bool:
    """Whether a process of the server's session is left."""
    try:
        os.killpg(session, 0)
    except ProcessLookupError:
        return False
    return True
