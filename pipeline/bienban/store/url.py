"""The URL of a database -> an SQLAlchemy URL that bienban can use, or what is wrong with it."""

from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bienban.errors import StoreError

_REMEDY = "write sqlite:///NAME.db, sqlite:////FOLDER/NAME.db or postgresql://USER@HOST/NAME"


def known_url(url: str, *, create: bool) -> URL:
    """The parsed `url` with its driver; an SQLite file has to be there unless `create` is set.

    Raises StoreError for what is no URL, another database, or a file or driver that is missing.
    """
    try:
        known = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"{url}: not a database URL; {_REMEDY}") from error
    match known.drivername.partition("+")[0]:
        case "sqlite":
            return _sqlite(known, create=create)
        case "postgresql" | "postgres":
            return _postgresql(known)
    raise StoreError(f"{told(known)}: bienban keeps its records in SQLite or PostgreSQL; {_REMEDY}")


def told(url: URL) -> str:
    """The URL as it may be shown: without its password."""
    return url.render_as_string(hide_password=True).replace("+pysqlite", "").replace("+psycopg", "")


def _sqlite(url: URL, *, create: bool) -> URL:
    if not url.database:
        raise StoreError(f"{told(url)}: no file is named; {_REMEDY}")
    file = Path(url.database)
    if not file.parent.is_dir():
        raise StoreError(f"{told(url)}: there is no folder {file.parent}; make it first")
    if not create and not file.is_file():
        raise StoreError(
            f"{told(url)}: there is no such database; `bienban run SOURCE --out {told(url)}` makes one"
        )
    return url.set(drivername="sqlite+pysqlite")


def _postgresql(url: URL) -> URL:
    if find_spec("psycopg") is None:
        raise StoreError(
            f"{told(url)}: the driver of PostgreSQL is missing; pip install 'bienban[postgresql]'"
        )
    return url.set(drivername="postgresql+psycopg")
