"""The schema: what migrations make is what is declared, and no data is lost on the way."""

from collections import Counter

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from archives import rows
from invented import TEXT, full
from sqlalchemy import create_engine, inspect

from bienban.errors import StoreError
from bienban.store import migrate
from bienban.store.bulk import copy_in
from bienban.store.database import line_of, open_database
from bienban.store.feed import add
from bienban.store.prepare import prepare
from bienban.store.schema import metadata, runs, texts
from bienban.store.search import search
from bienban.store.url import known_url
from bienban.store.views import VIEWS
from bienban.store.writes import Writes

OF_THE_INDEX = "text_index"


def connected(url):
    return create_engine(known_url(url, create=True)).begin()


def test_migrations_make_what_is_declared(url):
    open_database(url).__exit__(None, None, None)
    with connected(url) as connection:
        options = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith(OF_THE_INDEX)}
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
        assert [d for d in differences if "ix_texts_words" not in repr(d)] == []
        assert set(VIEWS) == set(inspect(connection).get_view_names())
        checks = {check["name"] for check in inspect(connection).get_check_constraints("indicators")}
        assert {"ck_indicators_measure", "ck_indicators_place"} <= checks


def test_every_table_and_view_is_told_in_the_docs(root):
    page = (root / "docs/database.md").read_text("utf-8")
    assert [name for name in (*metadata.tables, *VIEWS) if f"`{name}`" not in page] == []


def test_the_newest_migration_is_the_last_script():
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(migrate._config())
    assert scripts.get_heads() == [migrate.NEWEST]
    assert [script.revision for script in scripts.walk_revisions()][-1] == "0001"


def _put_as_of_the_first(connection, record):
    """The rows of a document as the first version wrote them."""
    connection.execute(runs.insert(), {"rules": "", "version": "0.1.0", "started": "2026-11-25"})
    writes = Writes(run=1)
    add(writes, 1, line_of(record), prepare(line_of(record)), Counter())
    [(number, article, _)] = writes.texts
    writes.texts = []
    writes.flush(connection)
    copy_in(connection, texts, ("document", "text"), [(number, article)])


def test_a_database_of_the_first_version_comes_along_with_its_data(url):
    record = full("a")
    with connected(url) as connection:
        migrate.upgrade(connection, "0001")
        _put_as_of_the_first(connection, record)
    with pytest.raises(StoreError, match="schema version 0001 is old"):
        open_database(url, create=False)
    with open_database(url) as database:
        assert database.read("a") == record
    assert [hit["doc_id"] for hit in search(url, "thu ngân sách").dicts()] == ["a"]
    assert rows(url, "SELECT text FROM texts") == [(TEXT,)]
    assert rows(url, "SELECT version_num FROM alembic_version") == [(migrate.NEWEST,)]


def test_a_newer_schema_is_refused(url):
    open_database(url).__exit__(None, None, None)
    rows(url, "UPDATE alembic_version SET version_num = '9999'")
    for create in (True, False):
        with pytest.raises(StoreError, match=r"schema version 9999.*install a newer bienban"):
            open_database(url, create=create)


def test_the_database_of_another_program_is_refused(url):
    with connected(url) as connection:
        connection.exec_driver_sql("CREATE TABLE documents (x integer)")
    with pytest.raises(StoreError, match="not a database of bienban"):
        open_database(url)


def test_nothing_is_made_when_it_is_only_read(new_url):
    url = new_url("postgresql")
    with pytest.raises(StoreError, match="nothing is in it yet"):
        open_database(url, create=False)
    with connected(url) as connection:
        assert inspect(connection).get_table_names() == []


def test_a_migration_that_fails_changes_nothing(url, monkeypatch):
    monkeypatch.setitem(VIEWS, "series", "SELECT FROM no_such_table")
    with pytest.raises(StoreError, match=r"no_such_table|syntax error"):
        open_database(url)
    with connected(url) as connection:
        assert inspect(connection).get_table_names() == []
