"""A database as a record: opened, made or brought up to date, with failures as one clear line."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError

from dateline.errors import OptionError, RecordError

HEAD = "0001"
"""The newest revision under `migrations/`; revisions are numbered, so a later one sorts later."""

_VERSION = "alembic_version"
_PATIENCE = 120.0
"""Seconds to wait while another process writes; a report takes milliseconds, a rebuild the longest."""

_MAKING = 0x646C  # any number, the same in every process: who makes or updates the tables holds this lock
_MAGIC = b"SQLite format 3\x00"
_SCHEMES = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg", "sqlite": "sqlite"}


def connect(where: str, *, create: bool = False) -> Engine:
    """The engine of the record at a path or a `postgresql://` URL, its tables made or brought up to date.

    Raises:
        RecordError: there is none and `create` is false, or it cannot be opened, or is no record of this version.
        OptionError: a URL that means no database.
    """
    url = _url(where)
    shown = url.database if url.drivername == "sqlite" and url.database else url.render_as_string(hide_password=True)
    if url.drivername == "sqlite":
        _check_file(Path(url.database or ""), create=create)
    try:
        engine = sa.create_engine(url, connect_args=_arguments(url))
    except ImportError as error:
        raise RecordError("PostgreSQL needs a driver; install dateline[postgres]", record=shown) from error
    _listen(engine, shown)
    try:
        _bring_up(engine, shown, create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may write: what it holds is kept whole or not at all; one at a time on SQLite."""
    with engine.execution_options(writes=True).begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the record."""
    with engine.begin() as connection:
        yield connection


def _arguments(url: URL) -> dict[str, Any]:
    """What the driver is told: how long to wait for a writer; to speak UTF-8 whatever the server's own encoding."""
    return {"timeout": _PATIENCE} if url.drivername == "sqlite" else {"client_encoding": "utf8"}


def _url(where: str) -> URL:
    if "://" not in where:
        return URL.create("sqlite", database=where)
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        raise OptionError("RECORD: no URL of a database; write postgresql://user@host/database") from error
    driver = _SCHEMES.get(url.drivername.partition("+")[0])
    if driver is None or (driver == "sqlite" and not url.database):
        raise OptionError(f"RECORD: {url.drivername}: a record is a SQLite file or a postgresql:// database")
    return url.set(drivername=driver)


def _check_file(path: Path, *, create: bool) -> None:
    """Refuse what is no SQLite file before SQLite makes, or waits for, anything beside it."""
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except FileNotFoundError as error:
        if create and path.parent.is_dir():
            return
        what = "no such record; `dateline add` makes one" if path.parent.is_dir() else "no such folder"
        raise RecordError(what, record=str(path)) from error
    except OSError as error:
        raise RecordError(f"cannot be opened: {error.strerror or error}", record=str(path)) from error
    if start and start != _MAGIC:
        raise RecordError("no record of dateline", record=str(path))


def _listen(engine: Engine, shown: str) -> None:
    @sa.event.listens_for(engine, "handle_error")
    def translate(context: ExceptionContext) -> None:
        if (problem := _problem(context.original_exception)) is not None:
            raise RecordError(problem, record=shown) from context.original_exception

    if engine.dialect.name != "sqlite":
        return

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:  # noqa: ANN401 - a DBAPI connection
        # The driver would begin transactions late and as readers; then two writers that have both read deadlock.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
        _log_ahead(connection)

    @sa.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Switch the write-ahead log on, so that readers and a writer do not wait for each other.

    SQLite itself does not wait for the lock that this takes.
    """
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.01)
        else:
            return


_STATES = {"42501": "no permission", "3D000": "no such database", "28P01": "wrong password", "57014": "cancelled"}


def _problem(error: BaseException | None) -> str | None:
    """What to tell a person of a failure that is not the program's; None for one that is."""
    kinds = {kind.__name__ for kind in type(error).__mro__}
    state = getattr(error, "sqlstate", None)
    if "IntegrityError" in kinds or ("ProgrammingError" in kinds and state != "42501"):
        return None
    if not kinds & {"Error", "DatabaseError"} or error is None:
        return None
    said = (str(error).strip() or type(error).__name__).splitlines()[0]
    if "not a database" in said or "malformed" in said:
        return f"no record of dateline, or a broken one ({said})"
    if "is locked" in said:
        return f"in use by another process for more than {_PATIENCE:.0f} seconds"
    return f"{_STATES[state]} ({said})" if state in _STATES else said


def _bring_up(engine: Engine, shown: str, *, create: bool) -> None:
    """Make the tables, or change those of an older version, while no other process does."""
    with reading(engine) as connection:
        if _version(connection) == HEAD:
            return
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MAKING)))
            _check_encoding(connection, shown)
        version = _version(connection)
        if version is None and sa.inspect(connection).get_table_names():
            raise RecordError("a database of something else, no record of dateline", record=shown)
        if version is None and not create:
            raise RecordError("no such record; `dateline add` makes one", record=shown)
        if version is not None and version > HEAD:
            raise RecordError("written by a newer version of dateline; install that one", record=shown)
        if version != HEAD:
            _migrate(connection)


def _check_encoding(connection: Connection, shown: str) -> None:
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        how = "make it by `createdb --encoding UTF8 --template template0`"
        raise RecordError("the database does not hold all characters; " + how, record=shown)


def _version(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table(_VERSION):
        return None
    found = connection.execute(sa.text(f"SELECT version_num FROM {_VERSION}")).scalar()  # noqa: S608 - a constant
    return str(found) if found else None


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    place = str(files("dateline.store") / "migrations").replace("%", "%%")
    config.set_main_option("script_location", place)
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
