"""Worker processes: what a poisoned document costs, what a kill costs, and what nobody's kill may change."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from invented import document, indicator
from test_folder import files
from test_run import RULES, content, rows, write

from bienban.batch import crew, run, work
from bienban.batch.crew import Limits
from bienban.batch.run import run as run_batch
from bienban.batch.tasks import ATTEMPTS

LIMITS = Limits(seconds=3.0, memory=192 * 1024 * 1024)

pytestmark = pytest.mark.skipif(not crew.can_fork(), reason="needs processes that are forked")


def crash():
    os.kill(os.getpid(), signal.SIGSEGV)


def leave():
    os._exit(0)


def end():
    os._exit(7)


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def raise_something():
    raise LookupError("nobody foresaw this")


def raise_interrupt():
    raise KeyboardInterrupt


def loop():
    while True:
        pass


def sleep():
    time.sleep(1000)


def hog():
    hoard = []
    while True:
        hoard.append(bytearray(16 * 1024 * 1024))


def recurse(depth=0):
    return recurse(depth + 1) + 1


POISONS = {
    "crash": (crash, "crash"),
    "leave": (leave, "crash"),
    "end": (end, "crash"),
    "die": (die, "crash"),
    "raise": (raise_something, "mistake"),
    "interrupt": (raise_interrupt, "crash"),
    "loop": (loop, "time"),
    "sleep": (sleep, "time"),
    "hog": (hog, "memory"),
    "recurse": (recurse, "mistake"),
}


def extract(read, rules):
    """What stands for the extraction here; a text that names a poison takes it."""
    if read.text in POISONS:
        POISONS[read.text][0]()
    time.sleep(float(os.environ.get("SLOW", "0")))
    made = document(read.doc_id, text=read.text, indicators=(indicator(name=read.text),))
    return made.model_copy(update={"source": read.source, "is_meeting": True})


@pytest.fixture(autouse=True)
def fast(monkeypatch):
    monkeypatch.setattr(work, "extract", extract)


def do(out, *sources, workers=2, **options):
    return run_batch(sources, str(out), rules=RULES, workers=workers, limits=LIMITS, **options)


@pytest.mark.slow
def test_each_poison_costs_its_document_and_nothing_else(tmp_path):
    chance = random.Random(5)
    for n in range(1000):
        write(tmp_path / "in" / f"{n:03}.txt", f"tin {n}")
    places = dict(zip(POISONS, chance.sample(range(1000), len(POISONS)), strict=True))
    for name, place in places.items():
        (tmp_path / "in" / f"{place:03}.txt").write_text(name)
    report = do(tmp_path / "r.jsonl", tmp_path / "in")
    assert report.statuses == {"ok": 990, "quarantined": 10}
    found = {entry.path: (entry.stage, entry.reason) for entry in report.quarantine}
    assert found == {f"{place:03}.txt": ("extract", POISONS[name][1]) for name, place in places.items()}
    for entry in report.quarantine:
        name = (tmp_path / "in" / entry.path).read_text()
        assert entry.attempts == ATTEMPTS or (name == "die" and ATTEMPTS < entry.attempts <= crew.KILLS)
    assert all(entry.error for entry in report.quarantine)


@pytest.mark.slow
def test_a_poison_in_the_reading_costs_its_file(tmp_path, monkeypatch):
    for n in range(20):
        write(tmp_path / "in" / f"{n:02}.txt", f"tin {n}")
    (tmp_path / "in" / "05.jsonl").write_text(rows("một", "crash", "ba"))
    (tmp_path / "in" / "06.txt").write_text("loop")
    key = work.text_key

    def poisoned(read):
        if read.text in POISONS:
            POISONS[read.text][0]()
        return key(read)

    monkeypatch.setattr(work, "text_key", poisoned)
    report = do(tmp_path / "r.jsonl", tmp_path / "in")
    found = {entry.path: (entry.stage, entry.reason, entry.attempts) for entry in report.quarantine}
    assert found == {"05.jsonl": ("read", "crash", 2), "06.txt": ("read", "time", 2)}
    assert report.statuses == {"ok": 20, "quarantined": 2}


def archive_of(tmp_path):
    """Files of one document, of many and of the same text."""
    for n in range(60):
        write(tmp_path / "in" / f"{n:02}.txt", "crash" if n == 33 else f"tin {n % 50}")
    (tmp_path / "in" / "all.jsonl").write_text(rows(*(f"hàng {n} " * (n % 7) for n in range(150))))
    write(tmp_path / "in" / "sub" / "u1.txt", "một", url="https://example.org/1")
    write(tmp_path / "in" / "sub" / "u2.txt", "hai", url="https://example.org/1")
    return tmp_path / "in"


def test_the_archive_is_the_same_whatever_the_workers(tmp_path, monkeypatch):
    source = archive_of(tmp_path)
    (source / "33.txt").write_text("raise")
    do(tmp_path / "0.jsonl", source, workers=0)
    for workers, items, seed in ((1, 1, 1), (2, 16, 2), (5, 3, 3)):
        chance = random.Random(seed)
        monkeypatch.setattr("bienban.batch.tasks.ITEMS", items)
        monkeypatch.setattr("bienban.batch.work.DOCUMENTS_AT_ONCE", items + 2)
        monkeypatch.setattr(
            work, "extract", lambda *a, chance=chance: (time.sleep(chance.random() / 300), extract(*a))[1]
        )
        do(tmp_path / f"{seed}.jsonl", source, workers=workers)
        assert (tmp_path / f"{seed}.jsonl").read_bytes() == (tmp_path / "0.jsonl").read_bytes()
        assert content(str(tmp_path / f"{seed}.jsonl")) == content(str(tmp_path / "0.jsonl"))


def children():
    """The processes that were started by this one and are not dead."""
    found = set()
    for task in Path("/proc/self/task").iterdir():
        found |= set(map(int, (task / "children").read_text().split()))
    return found


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_killed_workers_change_nothing(tmp_path, monkeypatch):
    source = archive_of(tmp_path)
    do(tmp_path / "calm.jsonl", source, workers=1)
    chance = random.Random(3)
    over = threading.Event()
    kills = []

    def kill():
        while not over.is_set():
            time.sleep(chance.uniform(0.03, 0.2))
            if alive := sorted(children() - before):
                kills.append(alive)
                os.kill(chance.choice(alive), signal.SIGKILL)

    before = children()
    monkeypatch.setenv("SLOW", "0.02")
    killer = threading.Thread(target=kill)
    killer.start()
    try:
        report = do(tmp_path / "r.jsonl", source, workers=3)
    finally:
        over.set()
        killer.join()
    assert len(kills) > 5
    assert [(entry.path, entry.reason, entry.error) for entry in report.quarantine] == [
        ("33.txt", "crash", "its process died of SIGSEGV")
    ]
    assert (tmp_path / "r.jsonl").read_bytes() == (tmp_path / "calm.jsonl").read_bytes()
    assert content(str(tmp_path / "r.jsonl"))[1] == content(str(tmp_path / "calm.jsonl"))[1]
    assert children() == before


RUN = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_crew import do, extract, work
work.extract = extract
print("ready", flush=True)
report = do(sys.argv[2], Path(sys.argv[1]))
print(report.done)
sys.exit(report.exit_code)
"""


def start(folder, out, slow="0.01"):
    command = [sys.executable, "-c", RUN, folder, out]
    environment = {**os.environ, "SLOW": slow}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.slow
@pytest.mark.parametrize("name", ["r.jsonl", "sqlite:///r.db", "r.d/"])
def test_killed_runs_give_what_a_calm_run_gives(tmp_path, name, monkeypatch):
    monkeypatch.chdir(tmp_path)
    source = archive_of(tmp_path)
    calm = name.replace("r.", "calm.")
    do(calm, source)
    chance = random.Random(1)
    for _ in range(4):
        process = start(source, name)
        time.sleep(chance.uniform(0.1, 0.6))
        process.kill()
        process.communicate()
    do(name, source)
    assert content(name) == content(calm)
    if name.endswith(".jsonl"):
        assert Path(name).read_bytes() == Path(calm).read_bytes()
        assert not Path(name + ".part").exists()
    if name.endswith("/"):
        assert files(Path(name)) == files(Path(calm))


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs /proc")
def test_workers_die_with_the_run(tmp_path):
    write(tmp_path / "in" / "a.txt", "loop")
    process = start(tmp_path / "in", tmp_path / "r.jsonl")
    worker = wait_for(lambda: Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split())
    process.kill()
    process.communicate()
    wait_for(lambda: not Path(f"/proc/{worker[0]}").exists())


def wait_for(condition):
    for _ in range(200):
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError("it never came")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_finishes_what_is_in_hand(tmp_path, number):
    source = archive_of(tmp_path)
    process = start(source, tmp_path / "r.jsonl", slow="0.02")
    journal = tmp_path / "r.jsonl.part"
    wait_for(lambda: journal.exists() and journal.stat().st_size)
    process.send_signal(number)
    done = int(process.communicate()[0])
    assert process.returncode == 130
    assert 0 < done < 212
    report = do(tmp_path / "r.jsonl", source)
    assert report.done <= 212 - done + 1
    do(tmp_path / "calm.jsonl", source)
    assert (tmp_path / "r.jsonl").read_bytes() == (tmp_path / "calm.jsonl").read_bytes()


def test_a_full_pipe_holds_nobody_up(tmp_path, monkeypatch):
    big = "rất dài " * 100_000
    for n in range(6):
        write(tmp_path / "in" / f"{n}.txt", f"{n} {big}")
    assert do(tmp_path / "r.jsonl", tmp_path / "in").statuses == {"ok": 6}


def test_a_run_in_this_process(tmp_path):
    write(tmp_path / "in" / "a.txt", "một")
    assert run._cores() >= 1
    assert do(tmp_path / "r.jsonl", tmp_path / "in", workers=0).statuses == {"ok": 1}
