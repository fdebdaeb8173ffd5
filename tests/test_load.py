"""`bienban load`: twice, eight times at once, cut off anywhere; the archive is the same."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from archives import content, rows
from invented import document, full, indicator
from typer.testing import CliRunner

from bienban.cli import app
from bienban.errors import StoreError
from bienban.store.database import open_database
from bienban.store.loading import load

COMMAND = CliRunner()
HERE = os.getpid()


def line(record):
    return record.to_json() + "\n"


def many(count, *, edition=0):
    """Documents with every kind of record; another edition has other values in each third one."""
    for number in range(count):
        record = full(f"https://example.org/{number:04}")
        if number % 3 == edition:
            changed = record.indicators[0].model_copy(update={"value": str(number)})
            record = record.model_copy(update={"indicators": (changed, *record.indicators[1:])})
        yield record


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "records.jsonl"
    path.write_text("".join(map(line, many(450))))
    return path


def test_a_load_that_is_repeated_writes_nothing(url, file):
    first = load([file], url)
    assert (first.lines, first.tally["new"], first.tally["gained"]) == (450, 450, 450 * 9)
    before = content(url), rows(url, "SELECT * FROM runs")
    again = load([file], url)
    assert (again.tally, again.failed) == ({"unchanged": 450}, {})
    assert (content(url), rows(url, "SELECT * FROM runs")) == before


def test_records_and_ledger_agree(url, file):
    load([file], url)
    assert rows(url, "SELECT count(*) FROM ledger l JOIN documents d USING (doc_id)") == [(450,)]
    assert rows(url, "SELECT count(*) FROM ledger WHERE loaded AND status = 'ok'") == [(450,)]
    with open_database(url) as archive:
        assert archive.entries == {}
        assert [record.to_json() for record in archive.records()] == file.read_text().splitlines()


def test_only_what_changed_is_written(url, file):
    load([file], url)
    file.write_text("".join(map(line, many(450, edition=1))))
    again = load([file], url)
    assert again.tally == {"unchanged": 150, "changed": 300, "rewritten": 300}


def test_the_same_record_in_other_json_changes_nothing(url, tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text(line(full()))
    load([file], url)
    file.write_text(json.dumps(json.loads(full().to_json()), sort_keys=True) + "\n\n")
    assert load([file], url).tally == {"changed": 1}


def test_of_two_lines_with_one_name_the_first_counts_each_time(url, tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text(line(document("a")) + line(document("a", indicators=(indicator(),))))
    assert load([file], url).tally == {"new": 1, "duplicate": 1}
    assert load([file], url).tally == {"unchanged": 1, "duplicate": 1}


def test_a_bad_line_costs_itself_only(url, tmp_path):
    file = tmp_path / "a.jsonl"
    lost = document("c", indicators=(indicator(meeting=3),))
    file.write_text(
        line(document("a")) + "{}\nno json\n" + '{"doc_id": "b"}\n' + line(lost) + line(document("d"))
    )
    loaded = load([file], url)
    assert loaded.tally == {"new": 2}
    assert [Path(place).name for place in loaded.failed] == [f"a.jsonl:{n}" for n in (2, 3, 4, 5)]
    assert "names a meeting that is not there" in loaded.failed[f"{file}:5"]


def test_a_number_no_database_holds_is_refused_alone(new_url, tmp_path):
    file = tmp_path / "a.jsonl"
    huge = document("a", indicators=(indicator(value="9" * 200_000),))
    file.write_text(line(huge) + line(document("b")))
    loaded = load([file], new_url("postgresql"))
    assert (loaded.tally, len(loaded.failed)) == ({"new": 1}, 1)


def test_the_command(url, file):
    first = COMMAND.invoke(app, ["load", str(file), "--into", url])
    assert first.exit_code == 0
    assert first.stdout.startswith("450 documents: 450 new; records: 4050 gained; ")
    file.write_text("no record\n")
    second = COMMAND.invoke(app, ["load", str(file), "--into", url])
    assert second.exit_code == 3
    assert "records.jsonl:1: not a record" in second.stderr
    assert COMMAND.invoke(app, ["load", str(file), "--into", "records.db"]).exit_code == 1
    assert COMMAND.invoke(app, ["load", "none.jsonl", "--into", url]).exit_code == 1


def test_a_pipe_is_read(url, file):
    done = subprocess.run(
        [sys.executable, "-m", "bienban", "load", "-", "--into", url],
        stdin=file.open("rb"), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith("450 documents: 450 new")


LOADER = """
import random, sys
from pathlib import Path
from bienban.store import loading
loading.AT_ONCE = int(sys.argv[3])
loading.LARGE = 0  # with a second process, which has to end with the first
print("ready", flush=True)
loaded = loading.load([Path(sys.argv[1])], sys.argv[2])
assert not loaded.failed, loaded.failed
"""


def start(file, url, at_once=20):
    process = subprocess.Popen(
        [sys.executable, "-c", LOADER, file, url, str(at_once)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    return process


def test_eight_writers_at_once_over_the_same_documents(url, new_url, tmp_path):
    """Each in an order of its own, into a database that is not even there yet."""
    records = list(map(line, many(240)))
    files = []
    for number in range(8):
        random.Random(number).shuffle(records)
        files.append(tmp_path / f"{number}.jsonl")
        files[-1].write_text("".join(records))
    processes = [start(file, url) for file in files]
    errors = [process.communicate()[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * 8, errors
    calm = new_url("sqlite")
    load(files[:1], calm)
    assert content(url) == content(calm)


def test_killed_loads_give_what_a_calm_load_gives(url, new_url, tmp_path):
    calm = new_url("sqlite")
    chance = random.Random(7)
    for edition in (0, 1):
        file = tmp_path / f"{edition}.jsonl"
        file.write_text("".join(map(line, many(400, edition=edition))))
        for _ in range(3):
            process = start(file, url)
            time.sleep(chance.uniform(0.05, 0.3))
            process.send_signal(signal.SIGKILL)
            process.communicate()
        load([file], url)
        load([file], calm)
    assert content(url) == content(calm)


def test_a_server_that_goes_away_is_waited_for(tmp_path, new_url):
    servers = pytest.importorskip("servers")
    if not servers.binary("initdb"):
        pytest.skip("needs PostgreSQL: apt-get install postgresql")
    file, calm = tmp_path / "a.jsonl", new_url("sqlite")
    file.write_text("".join(map(line, many(150))))
    load([file], calm)
    with servers.server(durable=True) as server:
        url = server.database()
        load([], url)
        process = start(file, url, at_once=1)
        for _ in range(2):
            time.sleep(0.4)
            server.stop("immediate")
            server.start()
        assert process.wait(60) == 0, process.stderr.read()
        assert content(url) == content(calm)


def test_what_never_passes_is_told_at_once(new_url):
    absent = new_url("postgresql").rsplit("/", 1)[0] + "/no_such_database"
    started = time.monotonic()
    with pytest.raises(StoreError, match="does not exist"):
        open_database(absent)
    assert time.monotonic() - started < 5


def test_patience_comes_to_an_end(monkeypatch):
    monkeypatch.setattr("bienban.store.engine.WAIT_S", 0.2)
    with pytest.raises(StoreError, match="refused"):
        open_database("postgresql://nobody@127.0.0.1:9/none")


@pytest.fixture
def beside(monkeypatch):
    """Loads prepare lines in a second process, however small they are."""
    monkeypatch.setattr("bienban.store.loading.LARGE", 0)
    monkeypatch.setattr("bienban.store.loading.AT_ONCE", 50)


def test_what_a_second_process_prepares_is_the_same(beside, new_url, file, monkeypatch):
    broken = file.read_text().replace("0007", "0008", 1) + "no record\n" + '{"doc_id": "x"}\n'
    file.write_text(broken)
    url, calm = new_url("sqlite"), new_url("sqlite")
    loaded = load([file], url)
    monkeypatch.setattr("bienban.store.loading.LARGE", 10**9)
    assert load([file], calm).failed == loaded.failed
    assert content(url) == content(calm)


def test_a_second_process_that_dies_costs_nothing(beside, new_url, file, monkeypatch):
    monkeypatch.setattr(
        "bienban.store.prepare.spread", lambda *_: os._exit(1) if os.getpid() != HERE else 1 / 0
    )
    url = new_url("sqlite")
    with pytest.raises(ZeroDivisionError):
        load([file], url)
    monkeypatch.undo()
    assert load([file], url).tally["new"] == 450


def test_the_run_is_closed(url, file):
    load([file], url)
    assert rows(url, "SELECT count(*) FROM runs WHERE finished IS NOT NULL") == [(1,)]
