"""A database is opened as a record or refused in one line; its tables are those that the code describes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import uuid
from importlib.resources import files
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from dateline.errors import DatelineError, OptionError, RecordError
from dateline.store import engine as database
from dateline.store.tables import metadata


def test_what_migrations_make_is_what_the_tables_say(where):
    engine = database.connect(where, create=True)
    with database.reading(engine) as connection:
        options = {"include_object": _of_the_record, "compare_type": _differ}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def _differ(context: MigrationContext, *columns_and_types) -> bool:
    """Whether a column of the database and one of `tables.py` have types of another name or collation."""
    _, _, found, told = columns_and_types
    return found.compile(context.dialect) != told.compile(context.dialect)


def _of_the_record(item: object, name: str | None, kind: str, reflected: bool, _: object) -> bool:
    """Whether a table or an index is one that `tables.py` describes: those of full-text search are not."""
    return not (reflected and "_search" in str(name))


def test_newest_revision_is_the_one_that_the_engine_expects():
    config = Config()
    config.set_main_option("script_location", str(files("dateline.store") / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    revisions = [revision.revision for revision in script.walk_revisions()]
    assert script.get_current_head() == database.HEAD == max(revisions)


def test_a_record_is_made_once_and_opened_as_it_is(where):
    for create in (True, True, False):
        engine = database.connect(where, create=create)
        assert {"reports", "claims", "judgements"} <= set(sa.inspect(engine).get_table_names())
        engine.dispose()


def test_a_record_that_is_not_there_is_named(where):
    with pytest.raises(RecordError, match="no such record"):
        database.connect(where)
    database.connect(where, create=True).dispose()


def test_a_database_of_something_else_is_refused(where, tmp_path):
    engine = sa.create_engine(database._url(where))
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE places (name TEXT)"))
    engine.dispose()
    with pytest.raises(RecordError, match="something else"):
        database.connect(where, create=True)


def test_a_record_of_a_newer_version_is_refused(where):
    engine = database.connect(where, create=True)
    with database.writing(engine) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(RecordError, match="newer version"):
        database.connect(where, create=True)


def test_a_database_that_fails_is_named_without_the_statement(where):
    engine = database.connect(where, create=True)
    statement = (
        "SELECT CAST(x AS int) / 0 FROM (SELECT '1' AS x) y" if "://" in where else "SELECT abs(-9223372036854775808)"
    )
    with pytest.raises(RecordError) as caught, database.reading(engine) as connection:
        connection.execute(sa.text(statement)).all()
    engine.dispose()
    assert "SELECT" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_mistake_of_the_program_is_not_taken_for_one_of_the_database(where):
    engine = database.connect(where, create=True)
    with pytest.raises(sa.exc.IntegrityError), database.writing(engine) as connection:
        connection.execute(sa.insert(metadata.tables["report_names"]), {"report": "none", "name": "x"})
    engine.dispose()


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\x00 but broken" * 100, b"x"])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "notes.db"
    path.write_bytes(content)
    for create in (True, False):
        with pytest.raises(RecordError, match="no record of dateline") as caught:
            database.connect(str(path), create=create)
        assert str(caught.value).startswith(f"{path}: ")
    assert path.read_bytes() == content


def test_an_empty_file_becomes_a_record(tmp_path):
    path = tmp_path / "record.db"
    path.touch()
    database.connect(str(path), create=True).dispose()
    assert path.stat().st_size


@pytest.mark.parametrize("where", ["missing/record.db", "."])
@pytest.mark.parametrize("create", [True, False])
def test_a_path_where_no_record_can_be_is_named(tmp_path, where, create):
    with pytest.raises(RecordError) as caught:
        database.connect(str(tmp_path / where), create=create)
    assert str(caught.value).startswith(f"{tmp_path / where}: ")


BAD_URLS = ["mysql://x/y", "sqlite://", "://", "http://example.org/a.db", "postgresql://h:port/d"]


@pytest.mark.parametrize("url", BAD_URLS)
def test_a_url_that_means_no_database_is_refused(url):
    with pytest.raises(OptionError, match=r"^RECORD: "):
        database.connect(url, create=True)


def test_a_server_that_does_not_answer_is_named_without_the_password():
    with pytest.raises(RecordError) as caught:
        database.connect("postgresql://me:secret@localhost:1/none?connect_timeout=2", create=True)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_without_a_driver_the_extra_is_named():
    code = """
import sys
import uuid
sys.modules["psycopg"] = None
from dateline.record import Record
Record("postgresql://localhost/none")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    assert done.stderr.splitlines()[-1].endswith(
        "RecordError: postgresql+psycopg://localhost/none: PostgreSQL needs a driver; install dateline[postgres]"
    )


def test_a_record_that_stays_locked_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "_PATIENCE", 0.05)
    path = str(tmp_path / "record.db")
    database.connect(path, create=True).dispose()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    engine = database.connect(path)
    with pytest.raises(RecordError, match="in use by another process"), database.writing(engine):
        pass
    engine.dispose()
    holder.close()


def test_a_record_that_cannot_be_written_is_named(tmp_path):
    path = tmp_path / "record.db"
    engine = database.connect(str(path), create=True)
    with database.reading(engine) as connection:
        connection.execute(sa.text("PRAGMA query_only=ON"))
    with pytest.raises(DatelineError, match="readonly"), database.writing(engine) as connection:
        connection.execute(sa.text("DELETE FROM judgements"))
    engine.dispose()


def test_percent_signs_in_the_way_to_the_package_do_no_harm(tmp_path):
    """Alembic reads its settings as a template."""
    copy = tmp_path / "100% here" / "dateline"
    copy.parent.mkdir()
    copy.symlink_to(Path(database.__file__).parents[1])
    code = "import sys; from dateline.record import Record; Record(sys.argv[1], create=True).close()"
    command = [sys.executable, "-c", code, str(tmp_path / "record.db")]
    subprocess.run(command, check=True, env={"PYTHONPATH": str(copy.parent)})  # noqa: S603
    database.connect(str(tmp_path / "record.db")).dispose()


def test_a_database_that_cannot_hold_all_characters_is_refused(postgres):
    url = sa.make_url(postgres).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    name = f"ascii_{uuid.uuid4().hex[:12]}"
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0"))
        with pytest.raises(RecordError, match="createdb --encoding UTF8"):
            database.connect(url.set(database=name).render_as_string(hide_password=False), create=True)
        connection.execute(sa.text(f"DROP DATABASE {name}"))
    engine.dispose()
