"""The archive in a folder: its files, and what a kill at any moment leaves behind."""

import contextlib
import errno
import hashlib
import itertools
import json
import os
import sqlite3
from pathlib import Path

import pytest
from invented import document

from bienban.errors import StoreError
from bienban.store import folder
from bienban.store.folder import Folder
from bienban.store.ledger import Entry


def entry(path, **fields):
    known = {"status": "ok", "doc_id": path, "content": "c", "rules": "r", "version": "1"}
    return Entry(path=path, **{**known, **fields})


def put(archive, *names, **fields):
    for name in names:
        archive.put(entry(name, **fields), document(name))


def files(path):
    """The files of records and what is in them."""
    return {file.name: file.read_bytes() for file in sorted(path.glob("records*"))}


def ids(path):
    return sorted(json.loads(line)["doc_id"] for file in files(path).values() for line in file.splitlines())


def test_records_lie_in_files_named_by_their_digest(tmp_path):
    with Folder(tmp_path / "a") as archive:
        put(archive, "b", "a")
        assert archive.read("a") == document("a")
        assert ids(tmp_path / "a") == []
        archive.finish()
        assert archive.read("b") == document("b")
        assert archive.read("c") is None
    ((name, content),) = files(tmp_path / "a").items()
    assert name == f"records-{hashlib.sha256(content).hexdigest()[:16]}.jsonl"
    assert content == b"".join(document(name).to_json().encode() + b"\n" for name in "ab")
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["ledger.db", name]
    with sqlite3.connect(tmp_path / "a" / "ledger.db") as database:
        assert database.execute("SELECT status, count(*) FROM ledger GROUP BY 1").fetchall() == [("ok", 2)]
        assert database.execute("SELECT sha256, documents FROM files").fetchall() == [
            (hashlib.sha256(content).hexdigest(), 2)
        ]


def test_a_growing_archive_is_shared_out_and_looks_as_if_made_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "DOCUMENTS", 3)
    names = [f"d{number:02}" for number in range(60)]
    for step in range(0, 60, 7):
        with Folder(tmp_path / "a") as archive:
            put(archive, *names[step : step + 7])
            archive.finish()
    with Folder(tmp_path / "b") as archive:
        put(archive, *reversed(names))
        archive.finish()
        assert archive.read("d07") == document("d07")
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert len(files(tmp_path / "a")) > 30
    assert ids(tmp_path / "a") == names
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "a").glob("records*")}
    with Folder(tmp_path / "a") as archive:
        archive.put(entry("d07", status="quarantined", doc_id=None), None)
        archive.finish()
    after = {path: path.stat().st_mtime_ns for path in (tmp_path / "a").glob("records*")}
    assert len(before.items() - after.items()) == 1
    assert ids(tmp_path / "a") == [name for name in names if name != "d07"]
    with Folder(tmp_path / "a") as archive:
        archive.remove(names[5:])
        archive.finish()
    assert ids(tmp_path / "a") == names[:5]


def test_the_ledger_is_a_mapping(tmp_path):
    with Folder(tmp_path / "a") as archive:
        put(archive, "b", "a")
        archive.put(entry("a", status="gone", error="x", ms=7, same_as="b"), None)
        assert archive.read("a") == document("a")
        found = archive.entries
        assert (list(found), len(found), "c" in found, found.get("c")) == (["a", "b"], 2, False, None)
        assert [one.path for one in found.values()] == ["a", "b"]
        assert dict(found.items())["a"] == entry("a", status="gone", error="x", ms=7, same_as="b")


def test_what_the_ledger_does_not_know_is_discarded(tmp_path):
    with Folder(tmp_path / "a") as archive:
        put(archive, "a")
        archive.finish()
        put(archive, "b")
    with (tmp_path / "a" / "journal.part").open("ab") as journal:
        journal.write(b'{"schema":"bienban/1","doc_id":"half')
    (tmp_path / "a" / "records-0123456789abcdef.jsonl").write_text("left by a kill\n")
    (tmp_path / "a" / "records-.part.tmp").write_text("left by a kill\n")
    with Folder(tmp_path / "a") as archive:
        assert set(archive.entries) == {"a", "b"}
        archive.finish()
    assert ids(tmp_path / "a") == ["a", "b"]


@pytest.mark.parametrize("moment", range(14))
def test_no_moment_is_a_wrong_one(tmp_path, monkeypatch, moment):
    """The run is cut off before its n-th look at the file system, and done again."""
    monkeypatch.setattr(folder, "DOCUMENTS", 2)
    names = [f"d{number}" for number in range(8)]
    for few in (names[:3], names):
        calls = itertools.count()

        def cut(real, calls=calls):
            def maybe(*arguments, **more):
                if next(calls) == moment:
                    raise OSError(errno.ENOSPC, "No space left on device")
                return real(*arguments, **more)

            return maybe

        with monkeypatch.context() as cuts, contextlib.suppress(StoreError, OSError):
            for place, name in ((os, "fsync"), (Path, "replace"), (Path, "unlink")):
                cuts.setattr(place, name, cut(getattr(place, name)))
            with Folder(tmp_path / "a") as archive:
                put(archive, *few)
                archive.finish()
        with Folder(tmp_path / "a") as archive:
            put(archive, *(name for name in few if name not in archive.entries))
            archive.finish()
        with Folder(tmp_path / f"calm{len(few)}") as archive:
            put(archive, *few)
            archive.finish()
        assert files(tmp_path / "a") == files(tmp_path / f"calm{len(few)}")
        assert ids(tmp_path / "a") == few


def test_folders_that_cannot_be_used(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "ledger.db").write_text("no database, but long enough to be taken for one " * 20)
    for name, message in [
        ("mine", "no run wrote it"),
        ("file", "File exists"),
        ("none/a", "No such file"),
        ("broken", "ledger.db: cannot be used: file is not a database"),
    ]:
        with pytest.raises(StoreError, match=message):
            Folder(tmp_path / name)
    with Folder(tmp_path / "a"), pytest.raises(StoreError, match="another run"):
        Folder(tmp_path / "a")
