"""The first schema of a record."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table, and what full-text search needs."""
    _reports()
    _claims()
    _judgements()
    _derived()
    for table in ("reports", "claims"):
        if op.get_context().dialect.name == "postgresql":
            _search_postgresql(table)
        else:
            _search_sqlite(table)


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("number", NUMBER, primary_key=True),
        sa.Column("id", WORDS, nullable=False, unique=True),
        sa.Column("published", WORDS),
        sa.Column("day", sa.Date),
        sa.Column("outlet", WORDS),
        sa.Column("language", WORDS),
        sa.Column("title", WORDS),
        sa.Column("url", WORDS),
        sa.Column("reading", sa.Text, nullable=False),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    op.create_index("reports_by_day", "reports", ["day"])
    op.create_table(
        "report_names",
        sa.Column("report", WORDS, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("name", WORDS, primary_key=True),
    )
    op.create_table(
        "findings",
        sa.Column("report", WORDS, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("at", sa.Integer, primary_key=True),
        sa.Column("code", WORDS, nullable=False),
        sa.Column("message", WORDS, nullable=False),
        sa.Column("spans", sa.Text, nullable=False),
    )
    op.create_index("findings_by_code", "findings", ["code"])


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("number", NUMBER, primary_key=True),
        sa.Column("id", WORDS, nullable=False, unique=True),
        sa.Column("report", WORDS, nullable=False),
        sa.Column("coded", sa.Boolean, nullable=False),
        sa.Column("outlet", WORDS),
        sa.Column("published", sa.Date),
        sa.Column("type", WORDS, nullable=False),
        sa.Column("factuality", WORDS, nullable=False),
        sa.Column("agent", sa.Text, nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("time", WORDS),
        sa.Column("first_day", sa.Date),
        sa.Column("last_day", sa.Date),
        sa.Column("sources", sa.Text, nullable=False),
        sa.Column("quantity", sa.Text, nullable=False),
        sa.Column("confidence", sa.Double, nullable=False),
        sa.Column("trigger", WORDS, nullable=False),
        sa.Column("trigger_start", sa.Integer),
        sa.Column("trigger_end", sa.Integer),
        sa.Column("sentence", WORDS, nullable=False),
        sa.Column("sentence_start", sa.Integer),
        sa.Column("sentence_end", sa.Integer),
        sa.Column("words", sa.Text, nullable=False),
    )
    op.create_index("claims_by_report", "claims", ["report"])
    op.create_index("claims_by_day", "claims", ["published"])
    op.create_index("claims_by_type", "claims", ["type", "first_day"])
    op.create_table(
        "claim_parts",
        sa.Column("claim", NUMBER, sa.ForeignKey("claims.number"), primary_key=True),
        sa.Column("role", WORDS, primary_key=True),
        sa.Column("key", WORDS, primary_key=True),
        sa.Column("head", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
    )
    op.create_index("claim_parts_by_key", "claim_parts", ["role", "key"])
    op.create_index("claim_parts_by_head", "claim_parts", ["role", "head"])


def _judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("id", WORDS, primary_key=True),
        sa.Column("verdict", WORDS, nullable=False),
        sa.Column("claims", sa.Text, nullable=False),
        sa.Column("by", WORDS, nullable=False),
        sa.Column("at", WORDS, nullable=False),
        sa.Column("why", WORDS, nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
    )
    op.create_table(
        "withdrawals",
        sa.Column("judgement", WORDS, sa.ForeignKey("judgements.id"), primary_key=True),
        sa.Column("by", WORDS, nullable=False),
        sa.Column("at", WORDS, nullable=False),
        sa.Column("why", WORDS, nullable=False),
    )


def _derived() -> None:
    op.create_table(
        "events",
        sa.Column("id", WORDS, primary_key=True),
        sa.Column("type", WORDS, nullable=False),
        sa.Column("first_day", sa.Date),
        sa.Column("last_day", sa.Date),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("events_by_day", "events", ["first_day"])
    op.create_table(
        "event_claims",
        sa.Column("event", WORDS, sa.ForeignKey("events.id"), primary_key=True),
        sa.Column("claim", WORDS, sa.ForeignKey("claims.id"), primary_key=True),
    )
    op.create_index("event_claims_by_claim", "event_claims", ["claim"])
    op.create_table(
        "contradictions",
        sa.Column("at", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("subject", WORDS, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("contradictions_by_subject", "contradictions", ["subject"])
    op.create_table(
        "control",
        sa.Column("place", WORDS, primary_key=True),
        sa.Column("first_day", sa.Date, primary_key=True),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("holder", WORDS, nullable=False),
        sa.Column("probability", sa.Double, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("control_by_day", "control", ["first_day", "last_day"])
    op.create_table(
        "derivations",
        sa.Column("at", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("basis", WORDS, nullable=False),
    )


def _search_postgresql(table: str) -> None:
    op.execute(f"CREATE INDEX {table}_search ON {table} USING gin (to_tsvector('simple', words))")


def _search_sqlite(table: str) -> None:
    """An FTS5 index over the column, without a copy of it, that triggers keep up."""
    index = f"{table}_search"
    op.execute(
        f"CREATE VIRTUAL TABLE {index} USING fts5(words, content='{table}', content_rowid='number', "
        "tokenize='unicode61 remove_diacritics 0')"
    )
    op.execute(
        f"CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN "
        f"INSERT INTO {index}(rowid, words) VALUES (new.number, new.words); END"
    )
    op.execute(
        f"CREATE TRIGGER {table}_changed AFTER UPDATE OF words ON {table} BEGIN "
        f"INSERT INTO {index}({index}, rowid, words) VALUES ('delete', old.number, old.words); "
        f"INSERT INTO {index}(rowid, words) VALUES (new.number, new.words); END"
    )
