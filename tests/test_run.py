"""Runs over many documents: what is done, skipped and redone, and what a kill leaves behind."""

import contextlib
import errno
import io
import itertools
import json
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest
from invented import TEXT, document, indicator
from rich.console import Console
from typer.testing import CliRunner

from bienban.batch import run as batch
from bienban.batch import work, writer
from bienban.batch.plan import Shard, plan
from bienban.batch.shown import rendered
from bienban.cli import app, progress
from bienban.errors import StoreError, UsageError
from bienban.flow import extract
from bienban.read.read import read_file
from bienban.records import KINDS
from bienban.rules import Rules, load_rules
from bienban.store.archive import open_archive
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
    return document(doc_id, indicators=items).model_copy(update={"source": source, "is_meeting": True})


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


@pytest.fixture(params=["jsonl", "sqlite", "folder"])
def out(request, tmp_path):
    """Where to: the three kinds of archive."""
    names = {"jsonl": "r.jsonl", "sqlite": "r.db", "folder": "r.d/"}
    return ("sqlite:///" if request.param == "sqlite" else "") + f"{tmp_path}/{names[request.param]}"


def write(path, text, **facts):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    if facts:
        path.with_suffix(".meta.json").write_text(json.dumps(facts))


def run(out, *sources, rules=RULES, workers=0, **options):
    return batch.run(sources, out, rules=rules, workers=workers, **options)


def content(out):
    """The records and the ledger of an archive, whatever holds them, but for how long it took."""
    with open_archive(out) as archive:
        entries = {
            path: entry.model_copy(update={"ms": 0, "attempts": 1}) for path, entry in archive.entries.items()
        }
        stored = sorted({entry.doc_id for entry in entries.values() if entry.is_stored and entry.doc_id})
        return [archive.read(doc_id).to_json() for doc_id in stored], entries


def raise_(error):
    raise error


def path_of(out):
    return Path(out.removeprefix("sqlite:///"))


def ids(out):
    return [json.loads(line)["doc_id"] for line in content(out)[0]]


def statuses(out):
    return {path: entry.status for path, entry in content(out)[1].items()}


def test_each_document_is_done_once_and_a_second_run_does_nothing(folder, out, fast):
    first = run(out, folder)
    assert fast == ["a.txt", "b.txt", "sub/c.txt", "x.txt", "x.txt", "z.txt"]
    assert first.statuses == first.standing == {"ok": 3, "empty": 1, "quarantined": 1}
    assert (first.records["indicators"], first.exit_code) == (3, 3)
    before = {
        path: path.read_bytes()
        for path in (*folder.parent.glob("r.*"), *folder.parent.glob("r.d/records*"))
        if path.is_file() and path.suffix != ".db-shm"
    }
    second = run(out, folder)
    assert (second.done, second.unchanged, second.quarantine, second.exit_code) == (0, 5, first.quarantine, 3)
    assert len(fast) == 6
    assert {path: path.read_bytes() for path in before} == before


def test_a_failure_is_entered_with_its_reason_and_the_rest_goes_on(folder, out):
    (folder / "y.txt").write_bytes(b"a\0b")
    (folder / "w.txt").write_text("contradiction")
    quarantine = {entry.path: entry for entry in run(out, folder).quarantine}
    mistake, binary = quarantine["x.txt"], quarantine["y.txt"]
    assert (mistake.stage, mistake.reason, mistake.attempts) == ("extract", "mistake", 2)
    assert mistake.error.startswith("ValueError: a mistake (at test_run:")
    assert (binary.stage, binary.reason, binary.attempts) == ("read", "unreadable", 1)
    if out.startswith("sqlite"):
        assert (quarantine["w.txt"].stage, quarantine["w.txt"].reason) == ("store", "refused")
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
    assert [entry.path for entry in run(out, folder).quarantine] == ["a.txt", "x.txt"]
    assert ids(out) == ["b.txt", "sub/c.txt", "z.txt"]


def test_a_sidecar_is_part_of_a_document(folder, out, fast):
    run(out, folder)
    del fast[:]
    write(folder / "a.txt", "một", published="2024-01-02")
    run(out, folder)
    assert fast == ["a.txt"]
    write(folder / "a.txt", "một", published="2024-01-02", url="https://example.org/1")
    assert run(out, folder).shared == 1
    assert fast == ["a.txt"]
    assert ids(out) == ["b.txt", "https://example.org/1", "sub/c.txt", "z.txt"]


def test_other_rules_do_all_again(folder, out):
    run(out, folder)
    assert run(out, folder, rules=Rules((), "s" * 64)).statuses.total() == 5
    assert {entry.rules for entry in content(out)[1].values()} == {"s" * 64}


def test_retry_does_the_quarantined_again(folder, out, fast, monkeypatch):
    run(out, folder)
    del fast[:]
    assert run(out, folder, retry=True).statuses == {"quarantined": 1}
    assert fast == ["x.txt", "x.txt"]
    monkeypatch.setattr(work, "extract", lambda read, _: invented("now", read.doc_id, read.source))
    assert run(out, folder, retry=True).quarantine == []
    assert "x.txt" in ids(out)


def test_what_is_gone_is_marked_and_kept_and_goes_with_prune(folder, out, fast):
    run(out, folder)
    for name in ("a.txt", "x.txt"):
        (folder / name).unlink()
    report = run(out, folder)
    assert (report.gone, report.pruned, report.done) == (["a.txt"], False, 0)
    assert statuses(out)["a.txt"] == "gone"
    assert "x.txt" not in statuses(out)
    assert "a.txt" in ids(out)
    del fast[:]
    (folder / "a.txt").write_text("một")
    assert run(out, folder).shared == 1
    assert (statuses(out)["a.txt"], fast) == ("ok", [])
    (folder / "a.txt").unlink()
    assert run(out, folder, prune=True).gone == ["a.txt"]
    assert "a.txt" not in ids(out)
    assert run(out, folder, prune=True).gone == []


def test_between_two_runs_exactly_what_has_changed_is_done(folder, out, fast):
    (folder / "all.jsonl").write_text(rows("bốn", "năm", "sáu"))
    run(out, folder)
    del fast[:]
    (folder / "b.txt").write_text("hai, sửa")
    (folder / "a.txt").rename(folder / "a2.txt")
    (folder / "sub" / "c.txt").unlink()
    write(folder / "new.txt", "mới")
    (folder / "all.jsonl").write_text(rows("bốn", "năm, sửa", "sáu", "bảy"))
    report = run(out, folder)
    assert sorted(fast) == ["all.jsonl#1", "all.jsonl#3", "b.txt", "new.txt"]
    assert (report.done, report.shared, report.gone) == (5, 1, ["a.txt", "sub/c.txt"])
    assert report.unchanged == 4
    assert (run(out, folder).done, len(fast)) == (0, 4)


def test_what_comes_from_a_source_that_is_not_given_is_not_gone(folder, out):
    run(out, folder / "a.txt", folder / "sub")
    before = statuses(out)
    assert run(out, folder / "b.txt").gone == []
    assert statuses(out) == {**before, (folder / "b.txt").as_posix(): "ok"}
    (folder / "sub" / "c.txt").unlink()
    write(folder / "sub" / "d.txt", "bốn")
    assert run(out, folder / "sub").gone == ["c.txt"]


def test_two_sources_cannot_hold_two_documents_of_one_name(folder, out, tmp_path):
    run(out, folder)
    write(tmp_path / "other" / "a.txt", "khác")
    with pytest.raises(UsageError, match=r"another document called a\.txt, from .*in; give a folder"):
        run(out, tmp_path / "other")
    folder.rename(tmp_path / "moved")
    write(tmp_path / "moved" / "a.txt", "một, sửa")
    report = run(out, tmp_path / "moved")
    assert (report.done, report.unchanged, report.gone) == (1, 4, [])


def test_the_same_text_is_extracted_once_and_every_document_has_its_records(folder, out, fast):
    for name, url in (("m", None), ("n", "https://example.org/1"), ("o", "https://example.org/2")):
        write(folder / f"{name}.txt", "tin", **({"url": url} if url else {}))
    assert run(out, folder).shared == 2
    assert len(fast) == 5 + 2
    records = [json.loads(line) for line in content(out)[0]]
    found = {record["doc_id"]: record for record in records if record["indicators"]}
    assert {"m.txt", "https://example.org/1", "https://example.org/2"} <= set(found)
    assert found["https://example.org/2"]["source"]["path"] == "o.txt"
    del fast[:]
    write(folder / "p.txt", "tin")
    assert (run(out, folder).statuses, fast) == ({"ok": 1}, [])


def test_a_renamed_document_is_not_extracted_again(folder, out, fast):
    run(out, folder)
    del fast[:]
    (folder / "a.txt").rename(folder / "q.txt")
    report = run(out, folder)
    assert (report.done, report.shared, report.gone, fast) == (1, 1, ["a.txt"], [])
    assert {"a.txt", "q.txt"} <= set(ids(out))


def test_a_renamed_document_with_a_url_is_the_same_document(folder, out, fast):
    write(folder / "old.txt", "tin", url="https://example.org/1")
    run(out, folder)
    del fast[:]
    for suffix in (".txt", ".meta.json"):
        (folder / "old").with_suffix(suffix).rename((folder / "new").with_suffix(suffix))
    report = run(out, folder)
    assert (report.done, report.gone, fast) == (1, [], [])
    assert "old.txt" not in statuses(out)
    assert any('"path":"new.txt"' in line for line in content(out)[0])


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


def test_a_doc_id_whose_owner_fails_or_changes_goes_to_the_next_one(folder, out):
    for name, text in (("m", "trước"), ("n", "sau")):
        write(folder / f"{name}.txt", text, url="https://example.org/1")
    run(out, folder)
    (folder / "m.txt").write_text("broken")
    run(out, folder)
    assert (statuses(out)["m.txt"], statuses(out)["n.txt"]) == ("quarantined", "ok")
    write(folder / "m.txt", "trước", url="https://example.org/1")
    run(out, folder)
    assert (statuses(out)["m.txt"], statuses(out)["n.txt"]) == ("ok", "skipped")
    write(folder / "m.txt", "trước", url="https://example.org/2")
    run(out, folder)
    assert (statuses(out)["m.txt"], statuses(out)["n.txt"]) == ("ok", "ok")


def test_texts_that_are_nearly_the_same_are_told_but_not_merged(folder, out):
    words = [f"từ{n}" for n in range(300)]
    write(folder / "k1.txt", " ".join(words))
    write(folder / "k2.txt", " ".join([*words[:150], "chen", *words[150:]]))
    write(folder / "k3.txt", " ".join(reversed(words)))
    assert run(out, folder).same == 1
    same = {path: entry.same_as for path, entry in content(out)[1].items() if entry.same_as}
    assert same == {"k2.txt": "k1.txt"}
    (folder / "k1.txt").unlink()
    run(out, folder, prune=True)
    assert not any(entry.same_as for entry in content(out)[1].values())


def rows(*texts):
    return "".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts))


def test_a_file_of_many_documents(folder, out, fast):
    (folder / "all.jsonl").write_text(rows("một", "hai tin", "broken", "ba tin") + "{no\n")
    report = run(out, folder)
    assert report.statuses == {"ok": 6, "empty": 1, "quarantined": 3}
    assert statuses(out)["all.jsonl"] == "unpacked"
    assert statuses(out)["all.jsonl#2"] == "quarantined"
    assert report.shared == 1
    assert {"1", "3"} <= set(ids(out))
    del fast[:]
    assert (run(out, folder).unchanged, fast) == (10, [])
    (folder / "all.jsonl").write_text(rows("một", "hai tin khác", "lành", "ba tin"))
    report = run(out, folder)
    assert sorted(fast) == ["all.jsonl#1", "all.jsonl#2"]
    (folder / "all.jsonl").write_text(rows("một", "hai tin khác"))
    report = run(out, folder)
    assert (report.done, report.gone) == (0, ["all.jsonl#2", "all.jsonl#3"])


def test_what_is_no_document_is_told_and_stops_nothing(folder, out):
    (folder / os.fsdecode(b"ti\xee.txt")).write_text("tin")
    (folder / "rows.jsonl").write_text('{"id": "\\ud800", "text": "một"}\n{"id": "2", "text": "\\udfff"}\n')
    with (folder / "rows.jsonl").open("a") as stream:
        stream.write('{"id": "3", "text": "ba", "title": "\\udfff"}\n{"id": "4", "text": "bốn"}\n')
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "dead.txt").symlink_to("nowhere")
    (folder / "sub" / "up").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    os.mkfifo(folder.parent / "named.txt")
    (folder / "half.txt").write_bytes("tin".encode("utf-16")[:-1])
    report = run(out, folder, folder.parent / "named.txt")
    assert {entry.path: entry.reason for entry in report.quarantine} == {
        "dead.txt": "unreadable",
        "half.txt": "unreadable",
        "loop.txt": "unreadable",
        (folder.parent / "named.txt").as_posix(): "unreadable",
        "rows.jsonl#2": "unreadable",
        "rows.jsonl#3": "unreadable",
        "rows.jsonl#\\ud800": "unreadable",
        "ti\\udcee.txt": "unreadable",
        "x.txt": "mistake",
    }
    assert report.statuses["ok"] == 4
    assert (run(out, folder, folder.parent / "named.txt").done) == 0
    assert json.loads(report.to_json())["quarantine"]["by_reason"] == {"unreadable": 8, "mistake": 1}
    console = Console(file=io.StringIO(), width=200)
    console.print(rendered(report))
    assert "8 in quarantine (unreadable)" in console.file.getvalue()


def test_rows_of_one_id_are_all_accounted_for(folder, out):
    line = json.dumps({"id": "7", "text": "tin"}) + "\n"
    (folder / "all.jsonl").write_text(line + line.replace("tin", "khác"))
    run(out, folder)
    found = content(out)[1]
    assert [found[f"all.jsonl#{place}"].status for place in ("7", "7#2")] == ["ok", "skipped"]


def test_shards_share_out_all_documents_and_no_document_twice(folder, tmp_path, fast):
    (folder / "all.jsonl").write_text(rows("bốn", "năm", "sáu", "bảy"))
    run(str(tmp_path / "whole.jsonl"), folder)
    found = []
    for number in (1, 2, 3):
        out = str(tmp_path / f"{number}.jsonl")
        for _ in range(2):
            run(out, folder, shard=Shard(number, 3))
        found += ids(out)
    assert sorted(found) == ids(str(tmp_path / "whole.jsonl"))
    assert sorted(set(fast)) == sorted({*fast} - {""})
    for text in ("0/3", "4/3", "1", "a/b", "1/0"):
        with pytest.raises(UsageError, match="write i/N"):
            Shard.parse(text)


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


def test_a_cut_last_line_is_healed(folder, tmp_path, fast, monkeypatch):
    out = tmp_path / "r.jsonl"
    run(str(tmp_path / "calm.jsonl"), folder)
    journal = tmp_path / "r.jsonl.part"
    with contextlib.suppress(InterruptedError), monkeypatch.context() as cuts:
        cuts.setattr(JsonLines, "finish", lambda _: raise_(InterruptedError()))
        run(str(out), folder)
    whole = b"".join(journal.read_bytes().splitlines(keepends=True)[:3])
    for end in (len(whole) - 1, len(whole) - 200, len(whole) - 600):
        journal.write_bytes(whole[:end])
        del fast[:]
        run(str(out), folder)
        assert fast == ["sub/c.txt", "x.txt", "x.txt", "z.txt"]
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
        assert out.read_bytes() == calm.read_bytes()
        assert content(str(out)) == content(str(calm))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_and_costs_nothing_that_was_done(folder, tmp_path, monkeypatch):
    def full(archive, done):
        if done and done[0].entry.path == "sub/c.txt":
            archive._stream.close()
            archive._stream = Path("/dev/full").open("ab")  # noqa: SIM115
        return put_all(archive, done)

    put_all = JsonLines.put_all
    monkeypatch.setattr(writer, "AT_ONCE", 1)
    monkeypatch.setattr(JsonLines, "put_all", full)
    with pytest.raises(StoreError, match="part: cannot be written: No space left on device"):
        run(str(tmp_path / "r.jsonl"), folder)
    monkeypatch.setattr(JsonLines, "put_all", put_all)
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


def test_the_command(folder, tmp_path):
    out = str(tmp_path / "r.jsonl")
    first = COMMAND.invoke(app, ["run", str(folder), "--out", out])
    assert first.exit_code == 3
    for part in (
        "5 files, 5 documents done (1 empty, 3 ok, 1 quarantined), 0 unchanged",
        "1 in quarantine (mistake): a mistake of bienban, please report it; `bienban retry` does it again",
        "x.txt: ValueError: a mistake",
    ):
        assert part in first.stdout
    (folder / "x.txt").unlink()
    second = COMMAND.invoke(app, ["run", str(folder), "--out", out, "--prune"])
    assert second.exit_code == 0
    (folder / "a.txt").unlink()
    third = COMMAND.invoke(app, ["run", str(folder), "--out", out, "--prune"])
    assert "1 gone from their source, removed from the archive" in third.stdout
    for arguments in ([str(tmp_path / "none"), "--out", out], [str(folder)], [str(folder), "--out", "a.csv"]):
        assert COMMAND.invoke(app, ["run", *arguments]).exit_code == 2


def test_retry_and_the_summary(folder, tmp_path, monkeypatch):
    arguments = [str(folder), "--out", str(tmp_path / "r"), "--summary", str(tmp_path / "s.json")]
    assert COMMAND.invoke(app, ["run", *arguments, "--workers", "1"]).exit_code == 3
    summary = json.loads((tmp_path / "s.json").read_text())
    assert summary["documents"]["standing"] == {"empty": 1, "ok": 3, "quarantined": 1}
    assert summary["documents"]["by_status"] == summary["documents"]["standing"]
    assert summary["records"] == {"indicators": 3}
    assert summary["quarantine"]["by_reason"] == {"mistake": 1}
    assert summary["quarantine"]["documents"][0]["stage"] == "extract"
    assert (summary["files"], summary["interrupted"]) == ({"planned": 5, "looked_into": 5}, False)
    monkeypatch.setattr(work, "extract", lambda read, _: invented("now", read.doc_id, read.source))
    assert COMMAND.invoke(app, ["retry", *arguments, "--workers", "0"]).exit_code == 0
    assert json.loads((tmp_path / "s.json").read_text())["documents"]["by_status"] == {"ok": 1}


def test_progress_is_told_line_by_line_without_a_terminal(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(progress, "LINE_S", 0.0)
    told = COMMAND.invoke(app, ["run", str(folder), "--out", str(tmp_path / "r"), "--workers", "0"]).stderr
    assert "bienban: 5 of 5 files, " in told
    assert "/s, about 0:00:00 left" in told


def test_words_are_counted_over_all_workers(tmp_path, monkeypatch):
    monkeypatch.setattr(work, "extract", extract)
    for n in range(4):
        write(tmp_path / "in" / f"{n}.txt", TEXT + f" Số {n}.")
    report = batch.run([tmp_path / "in"], str(tmp_path / "r"), workers=2)
    assert (report.sentences, report.near_ties, report.underthesea) == (12, 0, None)
    assert report.characters == 4 * len(TEXT + " Số 0.")


SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt"))[:4], ids=lambda path: path.stem)
def test_shared_records_are_those_an_extraction_would_give(path):
    rules = load_rules()
    read = read_file(path, published="2024-03-06")
    url = "https://example.org/1"
    source = read.source.model_copy(update={"url": url, "title": "Tin", "outlet": "Báo", "format": "html"})
    other = replace(read, doc_id=url, source=source)
    assert work.text_key(read) == work.text_key(other)
    line = extract(read, rules).to_json().encode()
    item = work.Item("b", other, "", "")
    assert work.shared(item, line, None).line == extract(other, rules).to_json().encode()


def test_the_real_extraction_runs_twice(tmp_path, monkeypatch):
    monkeypatch.setattr(work, "extract", extract)
    write(tmp_path / "in" / "a.txt", TEXT, published="2024-03-06")
    first, second = (batch.run([tmp_path / "in"], str(tmp_path / "r.jsonl")) for _ in range(2))
    assert (first.done, first.quarantine, second.done) == (1, [], 0)
    assert set(first.records) == set(KINDS)
