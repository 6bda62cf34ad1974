"""A server over a record, in a thread of the test's process."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn

from dateline.web.app import create
from dateline.web.settings import Settings

PATIENCE = 60.0


@dataclass(frozen=True)
class Served:
    """A server over a record of its own."""

    url: str
    where: str

    def client(self) -> httpx.Client:
        """A client that may write."""
        return httpx.Client(base_url=f"{self.url}/api/v1", headers={"X-Dateline": "1"}, timeout=PATIENCE)


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


def eventually(check: Callable[[], object]) -> None:
    """Wait until the check holds; fail as it fails when it has not for a minute."""
    end = time.monotonic() + PATIENCE
    while not check():
        assert time.monotonic() < end, "not within a minute"
        time.sleep(0.1)
