"""`bienban run` into a database: records, texts and ledger, and nothing twice."""

import pytest
from archives import content, rows
from typer.testing import CliRunner

from bienban.cli import app
from bienban.store.search import search

ARTICLE = (
    "Sáng 28/9/2023, UBND tỉnh Hải Giang họp. "
    "Thu ngân sách tháng 9 đạt 1.315 tỷ đồng, tăng 7,5% so với cùng kỳ."
)
QUOTED = 'SELECT substr(text, start + 1, "end" - start), raw FROM provenance JOIN texts USING (document)'


@pytest.fixture
def folder(tmp_path):
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text(ARTICLE.replace("1.315", f"1.31{n}"))
    return tmp_path


def run(folder, url):
    done = CliRunner().invoke(app, ["run", str(folder), "--out", url, "--workers", "0"])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_records_texts_and_ledger_are_there(folder, url):
    run(folder, url)
    assert rows(url, "SELECT count(*) FROM texts JOIN documents USING (document)") == [(3,)]
    assert rows(url, "SELECT path, status, loaded FROM ledger ORDER BY path") == [
        (f"{n}.txt", "ok", 0) for n in range(3)
    ]
    assert [hit["doc_id"] for hit in search(url, '"1.312 tỷ đồng"').dicts()] == ["2.txt"]
    assert {there == raw for there, raw in rows(url, QUOTED)} == {True}


def test_a_second_run_writes_nothing_and_a_third_what_was_edited(folder, url):
    run(folder, url)
    before = content(url), rows(url, "SELECT * FROM runs")
    run(folder, url)
    assert (content(url), rows(url, "SELECT * FROM runs")) == before
    (folder / "1.txt").write_text(f"Tin trong ngày hôm nay của tỉnh. {ARTICLE.replace('1.315', '1.311')}")
    run(folder, url)
    assert rows(url, "SELECT doc_id, version FROM documents ORDER BY doc_id") == [
        ("0.txt", 1), ("1.txt", 2), ("2.txt", 1)
    ]  # fmt: skip
    assert rows(url, "SELECT count(*) FROM indicators WHERE version > 1") == [(0,)]


def test_what_is_gone_leaves_with_prune(folder, url):
    run(folder, url)
    (folder / "0.txt").unlink()
    run(folder, url)
    assert rows(url, "SELECT count(*) FROM documents") == [(3,)]
    done = CliRunner().invoke(app, ["run", str(folder), "--out", url, "--workers", "0", "--prune"])
    assert done.exit_code == 0
    assert rows(url, "SELECT doc_id FROM documents ORDER BY 1") == [("1.txt",), ("2.txt",)]
    assert search(url, '"1.310"').rows == []
