"""A PostgreSQL server for tests: the one that DATELINE_TEST_POSTGRES names, else one that lives while they run."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
import sqlalchemy as sa

URL = "DATELINE_TEST_POSTGRES"
BINARIES = Path("/usr/lib/postgresql")
USER = "postgres"
SETTINGS = ("--username", USER, "--no-sync", "--auth", "trust", "--encoding", "UTF8", "--no-locale")


@contextmanager
def server() -> Iterator[str]:
    """The URL of a database on a running server; without a server the test is skipped, and fails in CI."""
    if given := os.environ.get(URL):
        yield given
        return
    found = sorted(BINARIES.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        missing = f"no PostgreSQL: {URL} is not set and Debian's `postgresql` is not installed"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    folder = Path(tempfile.mkdtemp(prefix="dateline-postgres-"))
    # PostgreSQL refuses to run as root.
    user = USER if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    try:
        _run(found[-1], "--pgdata", folder / "data", *SETTINGS, user=user)
        control = found[-1].with_name("pg_ctl")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        _run(control, "start", "-w", "-D", folder / "data", "-l", folder / "log", "-o", options, user=user)
        try:
            yield f"postgresql://{USER}@/postgres?host={folder}"
        finally:
            _run(control, "stop", "-w", "-D", folder / "data", "-m", "immediate", user=user)
    finally:
        shutil.rmtree(folder)


def _run(*command: object, user: str | None) -> None:
    subprocess.run([*map(str, command)], check=True, user=user, cwd="/", stdout=subprocess.DEVNULL)  # noqa: S603


@contextmanager
def empty(server: str) -> Iterator[str]:
    """The URL of an empty schema on the server, to which a record may be given; dropped afterwards."""
    schema = f"test_{uuid.uuid4().hex[:12]}"
    url = sa.make_url(server).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(sa.text(f"CREATE SCHEMA {schema}"))
        yield f"{server}{'&' if '?' in server else '?'}options={quote(f'-csearch_path={schema}')}"
        with engine.connect() as connection:
            connection.execute(sa.text(f"DROP SCHEMA {schema} CASCADE"))
    finally:
        engine.dispose()
