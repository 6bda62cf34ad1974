"""A record on disk: SQLite by default, PostgreSQL by URL; functions over a connection, and no meaning of their own."""
