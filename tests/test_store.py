"""What goes into a database comes out the same, and nothing else gets in."""

import sqlite3
import subprocess
import sys

import pytest
from hypothesis import given, settings, strategies
from invented import TEXT, document, documents, full, indicator, quote
from sqlalchemy import create_engine, text

from bienban.errors import RecordError, StoreError
from bienban.records import Person, Provenance
from bienban.store.database import AT_ONCE, line_of, open_database
from bienban.store.frames import frames
from bienban.store.ledger import Done, Entry
from bienban.store.schema import metadata, tables
from bienban.store.url import known_url

words_without_nul = strategies.text(
    strategies.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12
)
"""What PostgreSQL can hold."""

HOSTILE = [
    "'); DROP TABLE documents;--",
    '"',
    "%s %(a)s ? :x {0}",
    "=1+1",
    "\\N \\. \\t\t\n\r",
    "\u2028\u2029\x85",
    "\\",
    "😀 Ệ",
    "",
]


ABOUT = {"rules": "r", "version": "1"}


def entry(path="a.txt", **fields):
    known = {"status": "ok", "doc_id": path, "content": "c", "rules": "r", "version": "1"}
    return Entry(path=path, **{**known, **fields})


def rows(url, query):
    engine = create_engine(known_url(url, create=False))
    with engine.begin() as connection:
        result = connection.execute(text(query))
        found = [tuple(row) for row in result] if result.returns_rows else []
    engine.dispose()
    return found


def test_every_field_comes_back(url):
    record = full()
    with open_database(url) as database:
        database.write(record)
        assert database.read(record.doc_id) == record
    with open_database(url, create=False) as database:
        assert [found.to_json() for found in database.records()] == [record.to_json()]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request, new_url):
    with open_database(new_url(request.param)) as database:
        yield database


@settings(max_examples=60, deadline=None)
@given(record=documents(words=words_without_nul, doc_id=words_without_nul, text=words_without_nul))
def test_any_record_comes_back(database, record):
    database.write(record)
    assert database.read(record.doc_id) == record


few = strategies.text("ab", max_size=2)
"""So few words that records are alike and names are used twice."""


@settings(max_examples=200, deadline=None)
@given(record=documents(words=few, doc_id=strategies.just("d"), text=few))
def test_any_record_follows_any_other(database, record):
    database.write(record)
    assert database.read("d") == record


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


@pytest.mark.parametrize("text", ["a\0b", "\0"])
def test_nul_stands_as_another_character_and_is_flagged(url, text):
    person = Person(role="chair", name=text, titles=(text,), provenance=quote("5/3", text))
    record = document(text, people=(person,), indicators=(indicator(fields={text: quote("7,5%")}),))
    clean = text.replace("\0", "\ufffd")
    with open_database(url) as database:
        database.put(entry(text, doc_id=text, error=text), record)
        [found] = database.records()
        assert database.entries[clean].error == clean
        assert (found.doc_id, found.people[0].name, list(found.indicators[0].fields)) == (
            clean,
            clean,
            [clean],
        )
        assert [flag.code for flag in found.flags] == ["nul_replaced"]
        assert database.feed([line_of(record)], ABOUT)["unchanged"] == 1


def test_a_record_replaces_the_earlier_one_and_the_text_stays(url):
    less = document("a", indicators=(indicator(),))
    with open_database(url) as database:
        database.write(full("a"))
        database.write(less)
        assert database.read("a") == less.model_copy(update={"text": TEXT})
    assert rows(url, "SELECT count(*) FROM people") == [(0,)]
    assert rows(url, "SELECT DISTINCT kind FROM spans") == []


def test_deleting_a_document_deletes_all_of_it(url):
    with open_database(url) as database:
        database.put(entry("a"), full("a"))
        database.put(entry("b"), full("b"))
        assert database.delete("a")
        assert not database.delete("a")
        assert database.read("a") is None
        assert list(database.entries) == ["b"]
    [(b,)] = rows(url, "SELECT document FROM documents")
    for name in (*tables, "spans", "texts"):
        assert {document for (document,) in rows(url, f"SELECT document FROM {name}")} == {b}


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


def test_more_documents_go_at_once_than_one_statement_may_name(new_url):
    """A statement of SQLite names 250,000 at most, one of PostgreSQL 65,535."""
    names = [f"d{number}" for number in range(AT_ONCE + 60)]
    with open_database(new_url("sqlite")) as database:
        database.put_all([Done(entry(name), document(name).to_json().encode()) for name in names])
        with database._engine.connect() as connection:
            connection.connection.driver_connection.setlimit(
                sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, AT_ONCE + 20
            )
        database.remove(names[1:])
        assert list(database.entries) == names[:1]
        assert [record.doc_id for record in database.records()] == names[:1]


def test_a_record_that_contradicts_itself_is_refused_whole(url):
    person = Person(role="chair", meeting=3, provenance=Provenance(start=0, end=1, raw="S", rule="r"))
    with open_database(url) as database:
        database.put(entry("a"), full("a"))
        with pytest.raises(RecordError, match="names a meeting that is not there"):
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
    assert set(found) == set(metadata.tables)
    assert found["indicators"].sort_values("position")["value"].tolist() == ["1234500000000.0", "7.5"]
    assert found["people"].loc[0, "titles"] == ["Chủ tịch"]


def test_an_sqlite_file_is_in_wal_mode_and_holds_its_foreign_keys(new_url):
    url = new_url("sqlite")
    open_database(url).__exit__(None, None, None)
    assert rows(url, "PRAGMA journal_mode") == [("wal",)]
    assert rows(url, "SELECT \"on_delete\" FROM pragma_foreign_key_list('spans')") == [("CASCADE",)]


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://host/name", "SQLite or PostgreSQL; write sqlite:///NAME.db"),
        ("sqlite://", "no file is named"),
        ("archive.db", "not a database URL"),
        ("nothing://x", "sqlite:///NAME.db"),
        ("sqlite:////no/such/folder/a.db", "no folder /no/such/folder"),
    ],
)
def test_an_unknown_url_is_refused_with_a_remedy(url, message):
    with pytest.raises(StoreError, match=message):
        open_database(url)


def test_a_password_is_never_told():
    with pytest.raises(StoreError) as told:
        open_database("mysql://me:secret@host/name")
    assert "secret" not in str(told.value)


def test_postgresql_without_its_driver_is_refused_with_a_remedy(monkeypatch):
    monkeypatch.setattr("bienban.store.url.find_spec", lambda _: None)
    with pytest.raises(StoreError, match=r"pip install 'bienban\[postgresql\]'"):
        open_database("postgresql://host/name")


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
