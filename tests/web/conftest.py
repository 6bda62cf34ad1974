"""What the tests of the app share: a record read from the samples, and servers over copies of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from browser import browser, page, watched  # noqa: F401 - fixtures
from served import Served, serving

from dateline.reading import extractor
from dateline.record import Record
from dateline.text import inputs
from dateline.text.load import report as load

SAMPLES = Path(__file__).parent.parent.parent / "samples" / "syria-2024"
EVERY = 3
HOSTILE = (
    "Rebels seized <script>window.hit=1</script> Homs on Saturday, <img src=x onerror=window.hit=1> a commander said. "
    "The army \u202eretook\u202c the town of Talbiseh, \u2066state\u2069 media reported. "
    '"><svg onload=window.hit=1> javascript:window.hit=1 {{7*7}} ${7*7}\n\n'
)


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of every third sample, read by rules, and of a hostile report; not to be written to."""
    where = tmp_path_factory.mktemp("record") / "record.db"
    rules = extractor("rules")
    with Record(where, create=True) as record:
        found = [one for one in inputs.inputs([str(SAMPLES)]) if not isinstance(one, Exception)]
        for report in found[::EVERY]:
            record.add(report, extractor=rules)
        hostile = load(HOSTILE, id="hostile", published="2024-12-07", outlet="<i>Outlet</i>", title="<b>hostile</b>")
        record.add(hostile, extractor=rules)
        record.rebuild()
    return where


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


@pytest.fixture(scope="module")
def writable_once(read: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that may be written to, for the tests of a file that are all refused."""
    with serving(_copied(read, tmp_path_factory.mktemp("refusing"))) as server:
        yield server


@pytest.fixture(scope="session")
def api(served: Served) -> Iterator[httpx.Client]:
    """A client of the server that tests only read."""
    with served.client() as client:
        yield client


def _copied(read: Path, folder: Path) -> Path:
    return Path(shutil.copy(read, folder / "record.db"))
