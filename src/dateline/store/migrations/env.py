"""What Alembic runs to bring a record up to date; the connection comes from `dateline.store.engine`."""

from alembic import context

from dateline.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
