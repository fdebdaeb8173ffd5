"""What goes into a database comes out the same, and nothing else gets in."""

import sqlite3
import subprocess
import sys

import pytest
from hypothesis import given, settings
from invented import document, documents, full, indicator, quote

from bienban.errors import RecordError, StoreError
from bienban.records import KINDS, Person, Provenance
from bienban.store.database import open_database
from bienban.store.frames import frames
from bienban.store.ledger import Entry
from bienban.store.schema import VERSION, metadata

HOSTILE = [
    "'); DROP TABLE documents;--",
    '"',
    "%s %(a)s ? :x {0}",
    "a\0b",
    "\u2028\u2029\x85",
    "\\",
    "😀 Ệ",
    "",
]


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'archive.db'}"


def entry(path="a.txt", **fields):
    known = {"status": "ok", "doc_id": path, "content": "c", "rules": "r", "version": "1"}
    return Entry(path=path, **{**known, **fields})


def rows(url, query):
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        return connection.execute(query).fetchall()


def test_every_field_comes_back(url):
    record = full()
    with open_database(url) as database:
        database.write(record)
        assert database.read(record.doc_id) == record
    with open_database(url, create=False) as database:
        assert [found.to_json() for found in database.records()] == [record.to_json()]


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    with open_database(f"sqlite:///{tmp_path_factory.mktemp('any') / 'archive.db'}") as database:
        yield database


@settings(max_examples=60, deadline=None)
@given(record=documents())
def test_any_record_comes_back(database, record):
    database.write(record)
    assert database.read(record.doc_id) == record


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_strings_are_only_strings(url, text):
    person = Person(role="chair", name=text, titles=(text,), provenance=quote("5/3", text))
    record = document(
        text, people=(person,), indicators=(indicator(name=text, fields={text: quote("7,5%")}),)
    )
    with open_database(url) as database:
        database.put(entry(text, doc_id=text, error=text), record)
        assert database.read(text) == record
    with open_database(url) as database:
        assert database.entries[text].error == text
        assert list(database.records()) == [record]


def test_a_record_replaces_the_earlier_one(url):
    with open_database(url) as database:
        database.write(full("a"))
        database.write(document("a", indicators=(indicator(),)))
        assert database.read("a") == document("a", indicators=(indicator(),))
    assert rows(url, "SELECT count(*) FROM people") == [(0,)]


def test_deleting_a_document_deletes_all_of_it(url):
    with open_database(url) as database:
        database.put(entry("a"), full("a"))
        database.put(entry("b"), full("b"))
        assert database.delete("a")
        assert not database.delete("a")
        assert database.read("a") is None
        assert list(database.entries) == ["b"]
    for kind in KINDS:
        assert {doc_id for (doc_id,) in rows(url, f"SELECT doc_id FROM {kind}")} == {"b"}


def test_a_failure_takes_the_record_with_it_and_leaves_its_reason(url):
    with open_database(url) as database:
        database.put(entry("a"), full("a"))
        database.put(entry("a", status="quarantined", doc_id=None, error="why"), None)
        assert database.read("a") is None
    assert rows(url, "SELECT status, error FROM ledger") == [("quarantined", "why")]


def test_a_record_stays_while_another_entry_stands_for_it(url):
    with open_database(url) as database:
        database.put(entry("old", doc_id="u"), full("u"))
        database.put(entry("new", doc_id="u"), full("u"))
        database.remove(["old"])
        assert database.read("u") == full("u")
        database.remove(["new", "never there"])
        assert database.read("u") is None


def test_a_record_that_contradicts_itself_is_refused_whole(url):
    person = Person(role="chair", meeting=3, provenance=Provenance(start=0, end=1, raw="S", rule="r"))
    with open_database(url) as database:
        database.put(entry("a"), full("a"))
        with pytest.raises(RecordError, match="FOREIGN KEY"):
            database.put(entry("a", content="changed"), document("a", people=(person,)))
        assert database.read("a") == full("a")
        assert database.entries["a"].content == "c"
    assert rows(url, "SELECT content FROM ledger") == [("c",)]


def test_numbers_are_exact_and_can_be_compared(url):
    with open_database(url) as database:
        database.write(
            document(indicators=(indicator(value="100.10"), indicator(value="-20"), indicator(value="9")))
        )
    assert rows(url, "SELECT value FROM indicators ORDER BY value_number") == [("-20",), ("9",), ("100.10",)]


def test_frames(url):
    with open_database(url) as database:
        database.put(entry("a", doc_id="a"), full("a"))
    found = frames(url)
    assert set(found) == {"documents", "ledger", *KINDS}
    assert found["indicators"]["value"].tolist() == ["1234500000000.0", "7.5"]
    assert found["people"].loc[0, "titles"] == ["Chủ tịch"]


def test_the_file_is_in_wal_mode_and_holds_its_foreign_keys(url):
    open_database(url).__exit__(None, None, None)
    assert rows(url, "PRAGMA journal_mode") == [("wal",)]
    tables = {name for (name,) in rows(url, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert set(metadata.tables) <= tables
    assert rows(url, "SELECT \"on_delete\" FROM pragma_foreign_key_list('flags')") == [("CASCADE",)]


def test_a_newer_schema_is_refused(url):
    open_database(url).__exit__(None, None, None)
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE bienban SET schema_version = ?", (VERSION + 1,))
    with pytest.raises(StoreError, match=f"schema version {VERSION + 1}.*install a newer bienban"):
        open_database(url)


def test_a_table_without_a_column_is_refused(url):
    open_database(url).__exit__(None, None, None)
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute("ALTER TABLE flags DROP COLUMN suggestion")
    with pytest.raises(StoreError, match="table flags lacks suggestion"):
        open_database(url)


def test_another_database_is_refused(url):
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute("CREATE TABLE documents (x)")
    with pytest.raises(StoreError, match="not a database of bienban"):
        open_database(url)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("postgresql://host/name", "sqlite:///NAME.db"),
        ("sqlite://", "sqlite:///NAME.db"),
        ("archive.db", "not a database URL"),
        ("nothing://x", "sqlite:///NAME.db"),
        ("sqlite:////no/such/folder/a.db", "no folder /no/such/folder"),
    ],
)
def test_an_unknown_url_is_refused_with_a_remedy(url, message):
    with pytest.raises(StoreError, match=message):
        open_database(url)


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "a.db").write_text("Thu ngân sách " * 100)
    with pytest.raises(StoreError, match="not a database"):
        open_database(f"sqlite:///{tmp_path / 'a.db'}")


def test_reading_does_not_make_a_database(tmp_path):
    with pytest.raises(StoreError, match="no such database"):
        frames(f"sqlite:///{tmp_path / 'a.db'}")
    assert not list(tmp_path.iterdir())


def test_store_and_diff_load_no_nlp():
    code = (
        "import sys, bienban.store.database, bienban.store.jsonl, bienban.diff.compare, bienban.diff.report;"
        "print({'spacy', 'underthesea', 'pandas', 'bienban.flow'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
