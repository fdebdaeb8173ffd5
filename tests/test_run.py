"""Runs over many documents: what is done, skipped and redone, and what a kill leaves behind."""

import contextlib
import errno
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from invented import TEXT, document, indicator
from typer.testing import CliRunner

from bienban.batch import run as batch
from bienban.batch import work
from bienban.batch.plan import plan
from bienban.cli import app
from bienban.errors import StoreError, UsageError
from bienban.flow import extract
from bienban.records import KINDS
from bienban.rules import Rules
from bienban.store.database import open_database
from bienban.store.jsonl import JsonLines

RULES = Rules((), "r" * 64)
COMMAND = CliRunner()


def invented(text, doc_id, source):
    """What stands for the extraction here: fast, and told by the text what to do."""
    if "broken" in text:
        raise ValueError("a mistake")
    if "contradiction" in text:
        return document(doc_id, indicators=(indicator(meeting=7),))
    items = (indicator(name=text),) if text else ()
    return document(doc_id, indicators=items).model_copy(update={"source": source})


@pytest.fixture(autouse=True)
def fast(monkeypatch):
    seen = []

    def extract(document, rules):
        seen.append(document.source.path)
        return invented(document.text, document.doc_id, document.source)

    monkeypatch.setattr(work, "extract", extract)
    return seen


@pytest.fixture
def folder(tmp_path):
    """Two folders of documents, one of them broken, one empty."""
    folder = tmp_path / "in"
    for name, text in [("b", "hai"), ("a", "một"), ("sub/c", "ba"), ("x", "broken"), ("z", "")]:
        write(folder / f"{name}.txt", text)
    (folder / "sub" / "note.md").write_text("no document")
    return folder


@pytest.fixture(params=["jsonl", "sqlite"])
def out(request, tmp_path):
    return str(tmp_path / "r.jsonl") if request.param == "jsonl" else f"sqlite:///{tmp_path / 'r.db'}"


def write(path, text, **facts):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    if facts:
        path.with_suffix(".meta.json").write_text(json.dumps(facts))


def run(out, *sources, rules=RULES, **options):
    return batch.run(sources, out, rules=rules, **options)


def content(out):
    """The records and the ledger of an archive, whatever holds them."""
    if out.startswith("sqlite"):
        with open_database(out, create=False) as database:
            return [record.to_json() for record in database.records()], dict(database.entries)
    with JsonLines(path_of(out)) as archive:
        return path_of(out).read_text().splitlines(), dict(archive.entries)


def path_of(out):
    return Path(out.removeprefix("sqlite:///"))


def ids(out):
    return [json.loads(line)["doc_id"] for line in content(out)[0]]


def statuses(out):
    return {path: entry.status for path, entry in content(out)[1].items()}


def test_each_document_is_done_once_and_a_second_run_does_nothing(folder, out, fast):
    first = run(out, folder)
    assert fast == ["a.txt", "b.txt", "sub/c.txt", "x.txt", "z.txt"]
    assert first.statuses == {"ok": 3, "empty": 1, "quarantined": 1}
    assert (first.records["indicators"], first.exit_code) == (3, 3)
    before = {path: path.read_bytes() for path in folder.parent.glob("r.*") if path.suffix != ".db-shm"}
    second = run(out, folder)
    assert (second.done, second.skipped, second.failed, second.exit_code) == (0, 5, first.failed, 3)
    assert len(fast) == 5
    assert {path: path.read_bytes() for path in before} == before


def test_a_failure_is_entered_with_its_reason_and_the_rest_goes_on(folder, out):
    (folder / "y.txt").write_bytes(b"a\0b")
    (folder / "w.txt").write_text("contradiction")
    failed = run(out, folder).failed
    assert failed["x.txt"].startswith("ValueError: a mistake (at test_run:")
    assert failed["y.txt"].startswith("a binary file")
    assert ("w.txt" in failed) == out.startswith("sqlite")
    assert {"a.txt", "z.txt"} <= set(ids(out))
    assert statuses(out)["x.txt"] == "quarantined"


def test_only_a_changed_document_is_done_again(folder, out, fast):
    run(out, folder)
    del fast[:]
    (folder / "b.txt").write_text("hai và ba")
    (folder / "x.txt").write_text("sửa rồi")
    assert run(out, folder).statuses == {"ok": 2}
    assert fast == ["b.txt", "x.txt"]
    assert "hai và ba" in content(out)[0][1]
    assert ids(out) == ["a.txt", "b.txt", "sub/c.txt", "x.txt", "z.txt"]


def test_a_document_that_begins_to_fail_loses_its_record(folder, out):
    run(out, folder)
    (folder / "a.txt").write_text("broken")
    assert set(run(out, folder).failed) == {"a.txt", "x.txt"}
    assert ids(out) == ["b.txt", "sub/c.txt", "z.txt"]


def test_a_sidecar_is_part_of_a_document(folder, out, fast):
    run(out, folder)
    del fast[:]
    write(folder / "a.txt", "một", url="https://example.org/1")
    run(out, folder)
    assert fast == ["a.txt"]
    assert ids(out) == ["b.txt", "https://example.org/1", "sub/c.txt", "z.txt"]


def test_other_rules_do_all_again(folder, out):
    run(out, folder)
    assert run(out, folder, rules=Rules((), "s" * 64)).statuses.total() == 5
    assert {entry.rules for entry in content(out)[1].values()} == {"s" * 64}


def test_retry_does_the_failed_again(folder, out, fast, monkeypatch):
    run(out, folder)
    del fast[:]
    assert run(out, folder, retry=True).statuses == {"quarantined": 1}
    assert fast == ["x.txt"]
    monkeypatch.setattr(work, "extract", lambda read, _: invented("now", read.doc_id, read.source))
    assert run(out, folder, retry=True).failed == {}
    assert "x.txt" in ids(out)


def test_a_vanished_document_is_reported_and_goes_with_prune(folder, out):
    run(out, folder)
    (folder / "a.txt").unlink()
    report = run(out, folder)
    assert (report.gone, report.pruned) == (["a.txt"], False)
    assert "a.txt" in ids(out)
    assert run(out, folder, prune=True).gone == ["a.txt"]
    assert "a.txt" not in ids(out)
    assert run(out, folder, prune=True).gone == []


def test_a_renamed_document_with_a_url_is_the_same_document(folder, out):
    write(folder / "old.txt", "tin", url="https://example.org/1")
    run(out, folder)
    for suffix in (".txt", ".meta.json"):
        (folder / "old").with_suffix(suffix).rename((folder / "new").with_suffix(suffix))
    report = run(out, folder)
    assert (report.done, report.gone) == (1, [])
    assert "old.txt" not in statuses(out)


def test_of_two_documents_with_one_url_the_first_path_has_it(folder, out, fast):
    write(folder / "n.txt", "sau", url="https://example.org/1")
    run(out, folder)
    write(folder / "m.txt", "trước", url="https://example.org/1")
    run(out, folder)
    found = content(out)
    assert (found[1]["m.txt"].status, found[1]["n.txt"].status) == ("ok", "skipped")
    assert "trước" in "".join(found[0])
    assert "sau" not in "".join(found[0])
    del fast[:]
    assert run(out, folder).done == 0
    (folder / "m.txt").unlink()
    run(out, folder)
    assert fast == ["n.txt"]
    assert "sau" in "".join(content(out)[0])
    assert "m.txt" not in statuses(out)


def test_growing_and_shrinking_gives_what_one_run_gives(tmp_path, folder, out):
    chance = random.Random(7)
    for _ in range(12):
        name = f"{chance.choice('abcdefg')}.txt"
        action = chance.choice(["write", "write", "remove", "url"])
        if action == "remove":
            (folder / name).unlink(missing_ok=True)
            (folder / name).with_suffix(".meta.json").unlink(missing_ok=True)
        else:
            url = {"url": f"https://example.org/{chance.randint(1, 2)}"} if action == "url" else {}
            write(folder / name, f"tin {chance.randint(1, 9)}", **url)
        run(out, folder, prune=True)
        calm = out.replace("r.", f"calm-{chance.random()}.")
        run(calm, folder)
        assert content(out) == content(calm)


def test_the_order_of_sources_does_not_matter(folder, tmp_path):
    sources = [folder / "sub", folder / "b.txt", folder / "a.txt"]
    seen = set()
    for number, order in enumerate(itertools.permutations(sources)):
        out = tmp_path / f"{number}.jsonl"
        run(str(out), *order)
        seen.add(out.read_bytes())
    assert len(seen) == 1


def test_a_path_is_planned_once(folder):
    planned = plan([folder / "sub", folder, folder / "a.txt", folder])
    assert [item.path for item in planned] == ["a.txt", "b.txt", "sub/c.txt", "x.txt", "z.txt"]


def test_sources_that_cannot_be_planned(folder, tmp_path):
    (tmp_path / "empty").mkdir()
    write(tmp_path / "other" / "a.txt", "khác")
    for sources, message in [
        ([tmp_path / "none"], "there is no such file or folder"),
        ([tmp_path / "empty"], "no document in .*empty"),
        ([folder, tmp_path / "other"], "in/a.txt and .*other/a.txt would both be called a.txt"),
    ]:
        with pytest.raises(UsageError, match=message):
            plan(sources)


def test_archives_that_cannot_be_used(folder, tmp_path):
    (tmp_path / "mine.jsonl").write_text("{}\n")
    for out, error, message in [
        ("records.csv", UsageError, r"NAME.jsonl.*sqlite:///NAME.db"),
        (str(tmp_path / "mine.jsonl"), StoreError, "no run wrote it"),
        (str(tmp_path / "none" / "r.jsonl"), StoreError, "No such file or directory"),
    ]:
        with pytest.raises(error, match=message):
            run(out, folder)
    assert (tmp_path / "mine.jsonl").read_text() == "{}\n"
    assert not (tmp_path / "mine.jsonl.part").exists()


def test_two_runs_at_once_are_refused(folder, tmp_path):
    with JsonLines(tmp_path / "r.jsonl"), pytest.raises(StoreError, match="another run"):
        run(str(tmp_path / "r.jsonl"), folder)


def test_a_cut_last_line_is_healed(folder, tmp_path, fast):
    out = tmp_path / "r.jsonl"
    run(str(tmp_path / "calm.jsonl"), folder)
    with JsonLines(out) as archive:
        for item in plan([folder])[:3]:
            done = work.work(item, RULES, batch.Stamp(RULES.sha256, batch.__version__))
            archive.put(done.entry, done.record)
    journal = tmp_path / "r.jsonl.part"
    whole = journal.read_bytes()
    for end in (len(whole) - 1, len(whole) - 200, len(whole) - 600):
        journal.write_bytes(whole[:end])
        del fast[:]
        run(str(out), folder)
        assert fast == ["sub/c.txt", "x.txt", "z.txt"]
        assert out.read_bytes() == (tmp_path / "calm.jsonl").read_bytes()
        for path in tmp_path.glob("r.*"):
            path.unlink()


@pytest.mark.parametrize("moment", range(12))
def test_no_moment_of_the_last_step_is_a_wrong_one(folder, tmp_path, monkeypatch, moment):
    """The run is cut off before its n-th look at the file system, once new and once over an older archive."""
    out, calm = tmp_path / "r.jsonl", tmp_path / "calm.jsonl"
    for text in ("một", "một nữa"):
        (folder / "a.txt").write_text(text)
        calls = itertools.count()

        def cut(real, calls=calls):
            def maybe(it, *arguments, **more):
                is_ours = isinstance(it, int) or it.name.startswith(out.name)
                if is_ours and next(calls) == moment:
                    raise OSError(errno.ENOSPC, "No space left on device")
                return real(it, *arguments, **more)

            return maybe

        with monkeypatch.context() as cuts:
            cuts.setattr(os, "fsync", cut(os.fsync))
            cuts.setattr(Path, "replace", cut(Path.replace))
            cuts.setattr(Path, "open", cut(Path.open))
            with contextlib.suppress(StoreError):
                run(str(out), folder)
        run(str(out), folder)
        run(str(calm), folder)
        for suffix in ("", ".ledger.jsonl"):
            assert path_of(f"{out}{suffix}").read_bytes() == path_of(f"{calm}{suffix}").read_bytes()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_and_costs_nothing_that_was_done(folder, tmp_path, monkeypatch):
    def full(archive, entry, record):
        if entry.path == "sub/c.txt":
            archive._stream.close()
            archive._stream = Path("/dev/full").open("ab")  # noqa: SIM115
        return put(archive, entry, record)

    put = JsonLines.put
    monkeypatch.setattr(JsonLines, "put", full)
    with pytest.raises(StoreError, match="part: cannot be written: No space left on device"):
        run(str(tmp_path / "r.jsonl"), folder)
    monkeypatch.setattr(JsonLines, "put", put)
    assert run(str(tmp_path / "r.jsonl"), folder).done == 3


def test_records_that_were_deleted_are_made_again(folder, tmp_path, fast):
    out = tmp_path / "r.jsonl"
    run(str(out), folder)
    before = out.read_bytes()
    out.unlink()
    del fast[:]
    run(str(out), folder)
    assert out.read_bytes() == before
    assert fast == ["a.txt", "b.txt", "sub/c.txt", "z.txt"]


SLOW = f"""
import sys, time
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_run import RULES, invented, batch, work
def extract(document, rules):
    time.sleep(0.004)
    return invented(document.text, document.doc_id, document.source)
work.extract = extract
print("ready", flush=True)
report = batch.run([Path(sys.argv[1])], sys.argv[2], rules=RULES)
print(report.left)
sys.exit(report.exit_code)
"""


@pytest.fixture
def many(tmp_path):
    for n in range(80):
        write(tmp_path / "many" / f"{n}.txt", "broken" if n % 20 == 3 else f"tin {n} " * (n % 7))
    return tmp_path / "many"


def start(folder, out):
    process = subprocess.Popen([sys.executable, "-c", SLOW, folder, out], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    return process


def test_killed_runs_give_what_a_calm_run_gives(many, out):
    calm = out.replace("r.", "calm.")
    run(calm, many)
    chance = random.Random(1)
    for _ in range(5):
        process = start(many, out)
        time.sleep(chance.uniform(0.02, 0.12))
        process.kill()
        process.communicate()
    run(out, many)
    assert content(out) == content(calm)
    if out.endswith(".jsonl"):
        for suffix in ("", ".ledger.jsonl"):
            assert path_of(out + suffix).read_bytes() == path_of(calm + suffix).read_bytes()
        assert not path_of(out + ".part").exists()


def test_an_interrupt_finishes_the_document_in_hand(many, out):
    process = start(many, out)
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    left = int(process.communicate()[0])
    assert process.returncode == 130
    assert len(content(out)[1]) == 80 - left
    assert run(out, many).done == left


def test_the_command(folder, tmp_path):
    out = str(tmp_path / "r.jsonl")
    first = COMMAND.invoke(app, ["run", str(folder), "--out", out])
    assert first.exit_code == 3
    for part in (
        "5 documents, 5 done (1 empty, 3 ok, 1 quarantined), 0 skipped",
        "x.txt: ValueError: a mistake",
        "--retry",
    ):
        assert part in first.stdout
    (folder / "x.txt").unlink()
    second = COMMAND.invoke(app, ["run", str(folder), "--out", out, "--prune"])
    assert second.exit_code == 0
    assert "1 in no source any more, removed from the archive" in second.stdout
    for arguments in ([str(tmp_path / "none"), "--out", out], [str(folder)], [str(folder), "--out", "a.csv"]):
        assert COMMAND.invoke(app, ["run", *arguments]).exit_code == 2


def test_the_real_extraction_runs_twice(tmp_path, monkeypatch):
    monkeypatch.setattr(work, "extract", extract)
    write(tmp_path / "in" / "a.txt", TEXT, published="2024-03-06")
    first, second = (batch.run([tmp_path / "in"], str(tmp_path / "r.jsonl")) for _ in range(2))
    assert (first.done, first.failed, second.done) == (1, {}, 0)
    assert set(first.records) == set(KINDS)
