"""The schema of a database, brought to the newest version by Alembic, and the views over it.

The scripts are in `migrations/versions`; the table `alembic_version` has the name of the last
one that was run. Alembic itself is imported only where there is something to be done.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from bienban.errors import StoreError
from bienban.store.url import told
from bienban.store.views import VIEWS

if TYPE_CHECKING:
    from alembic.config import Config

NEWEST = "0003"
"""The last migration; a test holds it against the scripts."""

SCRIPTS = Path(__file__).with_name("migrations")

_LOCK = 7_203_114
"""What two processes that migrate one PostgreSQL database wait on; an arbitrary number."""


def is_newest(connection: Connection, *, create: bool) -> bool:
    """Whether the schema is the newest; one that is older or missing may be changed when `create`.

    Raises StoreError for a schema of a newer bienban, for another program's database, and for one
    that is not the newest when it is only to be read.
    """
    url = told(connection.engine.url)
    found = revision(connection)
    if found == NEWEST:
        return True
    if found is None and set(inspect(connection).get_table_names()):
        raise StoreError(f"{url}: not a database of bienban; choose another one")
    if found is not None and found not in _known():
        raise StoreError(
            f"{url}: schema version {found}, and this bienban knows none above {NEWEST}; "
            "install a newer bienban"
        )
    if not create:
        raise StoreError(
            f"{url}: {'nothing is in it yet' if found is None else f'schema version {found} is old'}; "
            f"`bienban run SOURCE --out {url}` brings it up to date"
        )
    return False


def revision(connection: Connection) -> str | None:
    """The last migration that was run on a database; None when there was none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def upgrade(connection: Connection, to: str = NEWEST) -> None:
    """Run what migrations are missing, all in the transaction of `connection`, one process at a time."""
    from alembic import command

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    if revision(connection) == to:
        return
    for name in reversed(VIEWS):
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    if to == NEWEST:
        for name, query in VIEWS.items():
            connection.execute(text(f"CREATE VIEW {name} AS {query}"))


def _known() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config
