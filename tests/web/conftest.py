"""What the tests of the app share: a record read from the samples, and a server over a copy of it."""

from __future__ import annotations

import asyncio
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest
import uvicorn

from browser import browser, watched  # noqa: F401 - fixtures
from dateline.reading import extractor
from dateline.record import Record
from dateline.text import inputs
from dateline.web.app import create
from dateline.web.settings import Settings

SAMPLES = Path(__file__).parent.parent.parent / "samples" / "syria-2024"
EVERY = 3
PATIENCE = 60.0
HOSTILE = (
    "Rebels seized <script>window.hit=1</script> Homs on Saturday, <img src=x onerror=window.hit=1> a commander said. "
    "The army \u202eretook\u202c the town of Talbiseh, \u2066state\u2069 media reported. "
    '"><svg onload=window.hit=1> javascript:window.hit=1 {{7*7}} ${7*7}\n\n'
)


@dataclass(frozen=True)
class Served:
    """A server over a record of its own."""

    url: str
    where: str

    def client(self) -> httpx.Client:
        """A client that may write."""
        return httpx.Client(base_url=f"{self.url}/api/v1", headers={"X-Dateline": "1"}, timeout=PATIENCE)


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of every third sample, read by rules, and of a hostile report; not to be written to."""
    where = tmp_path_factory.mktemp("record") / "record.db"
    rules = extractor("rules")
    with Record(where, create=True) as record:
        found = [one for one in inputs.inputs([str(SAMPLES)]) if not isinstance(one, Exception)]
        for report in found[::EVERY]:
            record.add(report, extractor=rules)
        hostile = replace(found[0], id="hostile", text=HOSTILE, title="<b>hostile</b>", outlet="<i>Outlet</i>")
        record.add(_labelled(hostile), extractor=rules)
        record.rebuild()
    return where


def _labelled(report):  # noqa: ANN001, ANN202
    from dateline.text.load import report as load

    return load(report.text, id=report.id, published="2024-12-07", outlet=report.outlet, title=report.title)


@contextmanager
def serving(where: Path | str, **settings: object) -> Iterator[Served]:
    """A server over the record, in a thread of this process, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listening, ThreadPoolExecutor(2) as executor:
        port = listening.getsockname()[1]
        app = create(Settings(str(where), port=port, **settings), executor)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])), daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{port}"
        try:
            httpx.get(f"{url}/api/v1/record", timeout=PATIENCE).raise_for_status()
            yield Served(url, str(where))
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


@pytest.fixture(scope="session")
def served(read: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over a copy of the record that tests only read."""
    with serving(_copied(read, tmp_path_factory.mktemp("served"))) as server:
        yield server


@pytest.fixture
def writable(read: Path, tmp_path: Path) -> Iterator[Served]:
    """A server over a copy of the record that the test may write to."""
    with serving(_copied(read, tmp_path)) as server:
        yield server


@pytest.fixture(scope="session")
def api(served: Served) -> Iterator[httpx.Client]:
    """A client of the server that tests only read."""
    with served.client() as client:
        yield client


def _copied(read: Path, folder: Path) -> Path:
    return Path(shutil.copy(read, folder / "record.db"))


def eventually(check: Callable[[], object]) -> None:
    """Wait until the check holds; fail as it fails when it has not for a minute."""
    end = time.monotonic() + PATIENCE
    while not check():
        assert time.monotonic() < end, "not within a minute"
        time.sleep(0.1)
