"""How long readers wait for a record of 100,000 claims that is being written to: 50 of them at once, and one writer.

usage: python bench/serving.py [--claims 100000] [--readers 50] [--seconds 60] [--pause 0.5] [--record FILE]

Each reader asks for something another reader seldom asked for, reads for `pause` seconds, and asks again. The server is
`dateline serve` as a user starts it; readers and writer are this process. The bar is a p95 of 200 ms on two cores.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from dateline.coding import plain
from dateline.record import Record
from dateline.simulate import World, simulate

BAR = 0.2
API = "/api/v1"
BATCH = 20
"""Claims that the writer adds at once, every second."""
PATIENCE = 600.0


@dataclass
class Asked:
    """What readers waited for, in seconds, by kind of question."""

    waits: dict[str, list[float]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[float]:
        """The waits of every kind."""
        return [wait for waits in self.waits.values() for wait in waits]


def made(count: int, path: Path) -> None:
    """Write a record of about so many claims."""
    world = World(places=max(count // 20, 10), talk=0.16, campaigns=0.35)
    with Record(path, create=True) as record:
        record.add_claims(simulate(world).claims)
        record.rebuild()


@contextmanager
def serving(path: Path) -> Iterator[tuple[int, int]]:
    """The port and the process of a server over the record, ready to answer."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "dateline.cli", "serve", str(path), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        started = time.monotonic()
        asyncio.run(_ready(port))
        print(f"ready after {time.monotonic() - started:.1f} s")
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


async def _ready(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            await Connection(port).ask(f"{API}/record")
        except OSError:
            if time.monotonic() > end:
                raise
            await asyncio.sleep(0.2)
        else:
            return


class Connection:
    """One reader's connection, kept open as a browser keeps it; light, for it shares the machine with the server."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, body: bytes | None = None, kind: str = "application/json") -> tuple[int, bytes]:
        """The status and body that the server answers."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        method = "GET" if body is None else "POST"
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nAccept-Encoding: gzip\r\n"
        if body is not None:
            head += f"X-Dateline: 1\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        writer.write(head.encode() + b"\r\n" + (body or b""))
        answered = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status = int(answered.split(" ", 2)[1])
        length = next(line for line in answered.split("\r\n") if line.startswith("content-length:"))
        return status, await reader.readexactly(int(length.split(":")[1]))


def questions(
    about: dict, places: Sequence[str], events: Sequence[str], rng: random.Random
) -> Iterator[tuple[str, str]]:
    """What one reader asks, one question after the other, with its kind."""
    outlets = [one["key"] for one in about["outlets"]]
    words = ("took", "shelled", "army", "held the town", "denied")
    while True:
        place, outlet, offset = quote(rng.choice(places)), quote(rng.choice(outlets)), rng.randrange(0, 2000)
        yield rng.choices(
            (
                ("place", f"/places/{place}"),
                ("claims", f"/claims?outlet={outlet}&offset={offset}"),
                ("claims of a place", f"/claims?place={place}"),
                ("search", f"/search?q={quote(rng.choice(words))}&outlet={outlet}"),
                ("events", f"/events?place={place}"),
                ("event", f"/events/{quote(rng.choice(events))}"),
                ("histogram", f"/histogram?outlet={outlet}&place={place}"),
                ("control", "/control"),
                ("desk", f"/desk?offset={offset}"),
            ),
            weights=(5, 3, 3, 2, 2, 3, 2, 1, 1),
        )[0]  # fmt: skip


async def read(port: int, asks: Iterator[tuple[str, str]], end: float, pause: float, asked: Asked) -> None:
    """Ask until the end."""
    connection = Connection(port)
    while time.monotonic() < end:
        kind, path = next(asks)
        started = time.perf_counter()
        status, _ = await connection.ask(API + path)
        asked.waits.setdefault(kind, []).append(time.perf_counter() - started)
        if status != 200:
            asked.failures.append(f"{status} {path}")
        await asyncio.sleep(random.uniform(0, 2 * pause))


async def write(port: int, end: float) -> int:
    """How many claims were added until the end, some every second."""
    connection, done = Connection(port), 0
    claim = plain(simulate(World(places=2, days=30)).claims[0])
    while time.monotonic() < end:
        rows = [{**claim, "id": f"bench-{time.time_ns()}-{at}"} for at in range(BATCH)]
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        part = f'--b\r\nContent-Disposition: form-data; name="file"; filename="c.jsonl"\r\n\r\n{lines}\r\n--b--\r\n'
        status, _ = await connection.ask(f"{API}/reports", part.encode(), "multipart/form-data; boundary=b")
        done += BATCH * (status == 202)
        await asyncio.sleep(1)
    return done


async def measure(port: int, readers: int, seconds: float, pause: float) -> tuple[Asked, int]:
    """What the readers waited for, and how many claims the writer added meanwhile."""
    first = Connection(port)
    about = json.loads(await _plain(first, "/record"))
    places = [one["key"] for one in json.loads(await _plain(first, "/control"))["places"]]
    events = [one["id"] for one in json.loads(await _plain(first, "/events?limit=1000"))["items"]]
    asked, end = Asked(), time.monotonic() + seconds
    reading = [
        read(port, questions(about, places, events, random.Random(seed)), end, pause, asked) for seed in range(readers)
    ]
    *_, written = await asyncio.gather(*reading, write(port, end))
    return asked, written


async def _plain(connection: Connection, path: str) -> bytes:
    import gzip

    _, body = await connection.ask(API + path)
    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def busy(process: int) -> float:
    """Seconds of processor time that a process has taken; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def p95(waits: Sequence[float]) -> float:
    """The wait that nineteen of twenty stay under."""
    return statistics.quantiles(waits, n=20)[-1] if len(waits) > 1 else max(waits, default=0.0)


def main() -> None:
    """Measure and print; exit 1 where the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=0.5)
    parser.add_argument("--record", type=Path, help="a record to copy in place of a made-up one")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.db"
        started = time.monotonic()
        if given.record:
            shutil.copy(given.record, path)
        else:
            made(given.claims, path)
        with Record(path) as record:
            print(f"{record.count()} claims, made in {time.monotonic() - started:.0f} s")
        with serving(path) as (port, process):
            before = busy(process)
            asked, written = asyncio.run(measure(port, given.readers, given.seconds, given.pause))
            spent = busy(process) - before
    for kind, waits in sorted(asked.waits.items()):
        middle, most = statistics.median(waits) * 1000, p95(waits) * 1000
        print(f"{kind:20} {len(waits):6}  median {middle:6.1f} ms  p95 {most:6.1f} ms")
    whole = p95(asked.all)
    print(f"{given.readers} readers, {len(asked.all) / given.seconds:.0f} answers a second, {written} claims written")
    print(f"processor time of the answering process: {spent / len(asked.all) * 1000:.1f} ms an answer")
    print(f"p95 {whole * 1000:.1f} ms (bar {BAR * 1000:.0f} ms), {len(asked.failures)} failures {asked.failures[:3]}")
    sys.exit(whole > BAR or bool(asked.failures))


if __name__ == "__main__":
    main()
