"""The views: SQL to ask an archive with, the same on SQLite and PostgreSQL."""

VIEWS: dict[str, str] = {}
