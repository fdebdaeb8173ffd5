"""How fast an archive is done: `python -m benchmarks.archive [--documents N]`.

Runs `bienban run` over seeded variations of the samples, with one worker and with two, and once more
over the unchanged archive. The ideal is reading and extracting the same documents one after the other
in one process; overhead is what the runs take beyond it, in CPU seconds of all their processes, start
included. Prints a table and exits 1 when a gate is not kept.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated

import typer
import underthesea
from rich.console import Console
from rich.table import Table

from benchmarks.measure import Row, cpu
from benchmarks.speed import sentences_of
from benchmarks.texts import texts, variations
from bienban.flow import extract
from bienban.read.read import read_file
from bienban.rules import load_rules

SAMPLED = 1_000
"""Documents the ideal and underthesea are measured on."""

EVERY_S = 0.5


@dataclass(frozen=True)
class Used:
    """What one run used: seconds by the clock, CPU seconds and MiB of all its processes over time."""

    wall: float
    seconds: float
    memory: list[float]

    @property
    def growth(self) -> float:
        """The memory in the last tenth of the run over that in its middle.

        By then the workers have filled their caches of words, which are bounded.
        """
        size = len(self.memory)
        first, last = self.memory[size // 2 : size * 6 // 10 or None], self.memory[-max(1, size // 10) :]
        return (sum(last) / len(last)) / (sum(first) / len(first)) if first else 1.0


@dataclass(frozen=True)
class Alone:
    """CPU seconds a document without bienban run.

    `ideal` reads, extracts and serialises, in one process or in two at a time, which share the
    machine's caches; `words` is underthesea.word_tokenize alone.
    """

    ideal: dict[int, float]
    words: float


def main(
    documents: Annotated[int, typer.Option(help="How many.")] = 20_000,
    out: Annotated[str, typer.Option(help="Archive: a folder's name, a .jsonl or .db file's.")] = "records",
) -> None:
    """Measure, print, and exit 1 when a gate is not kept."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        paths = written(place / "in", documents)
        characters = sum(len(path.read_text(encoding="utf-8")) for path in paths) / len(paths)
        alone = per_document(paths[:SAMPLED])
        runs = {number: timed(place, f"{number}-{out}", number) for number in (1, 2)}
        again = timed(place, f"2-{out}", 2)
    rows = [
        Row(
            "overhead over the ideal, 1 worker",
            runs[1].seconds / (alone.ideal[1] * documents) - 1,
            0.10,
            0.05,
        ),
        Row(
            "overhead over the ideal, 2 workers",
            runs[2].seconds / (alone.ideal[2] * documents) - 1,
            0.10,
            0.05,
        ),
        Row("unchanged archive ÷ first run, CPU", again.seconds / runs[2].seconds, 0.05, 0.02),
        Row("memory at the end ÷ in the middle", runs[2].growth, 1.15, 1.05),
    ]
    console = Console()
    console.print(_gates(rows))
    title = f"{documents:,} documents of {characters:,.0f} characters"
    console.print(_throughput(title, documents, alone, {**runs, 0: again}))
    if failed := [row.name for row in rows if not row.passes]:
        console.print(f"[red]Not kept:[/] {'; '.join(failed)}")
        raise typer.Exit(1)


def written(folder: Path, count: int) -> list[Path]:
    """Variations of the samples, one a file."""
    folder.mkdir()
    paths = []
    for number, text in enumerate(variations(texts(None), count)):
        paths.append(folder / f"{number:06}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def per_document(paths: list[Path]) -> Alone:
    """What one process takes, one document after the other."""
    rules = load_rules()
    ideal = {number: together(paths, number) for number in (1, 2)}
    few = [s for path in paths[::10] for s in sentences_of(path.read_text(encoding="utf-8"), rules)]
    words = cpu(lambda: [underthesea.word_tokenize(sentence) for sentence in few])
    return Alone(ideal, words / len(paths[::10]))


def together(paths: list[Path], processes: int) -> float:
    """CPU seconds a document when several processes do all of them at the same time."""
    with get_context("fork").Pool(processes) as pool:
        seconds = pool.map(extracted, [paths] * processes, chunksize=1)
    return sum(seconds) / len(paths) / processes


def extracted(paths: list[Path]) -> float:
    """CPU seconds of one process for all documents, warm."""
    rules = load_rules()
    for path in paths[:50]:
        extract(read_file(path), rules)
    return cpu(lambda: [extract(read_file(path), rules).to_json() for path in paths])


def timed(folder: Path, out: str, workers: int) -> Used:
    """Run `bienban run` and look at it while it runs."""
    target = f"sqlite:///{folder / out}" if out.endswith(".db") else str(folder / out)
    command = [sys.executable, "-m", "bienban", "run", str(folder / "in"), "--out", target]
    started = time.perf_counter()
    memory: list[float] = []
    process = subprocess.Popen([*command, "--workers", str(workers)], stdout=subprocess.DEVNULL)
    over = threading.Event()
    looking = threading.Thread(target=_look, args=(process.pid, memory, over))
    looking.start()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    over.set()
    looking.join()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return Used(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, memory)


def _look(pid: int, memory: list[float], over: threading.Event) -> None:
    while not over.wait(EVERY_S):
        memory.append(sum(map(_pss, [pid, *children(pid)])))


def children(pid: int) -> list[int]:
    """The processes a process has started; none when it is over."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _pss(pid: int) -> float:
    """MiB of a process, its share of what it shares."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def _gates(rows: list[Row]) -> Table:
    table = Table("", "measured", "gate", "aim", "", title="Ratios")
    for row in rows:
        word = "aim" if row.meets_aim else "ok" if row.passes else "[red]not kept[/]"
        table.add_row(row.name, f"{row.value:.3g}", f"≤ {row.gate:g}", f"≤ {row.aim:g}", word)
    return table


def _throughput(title: str, documents: int, alone: Alone, runs: dict[int, Used]) -> Table:
    """`runs` by workers; 0 stands for the run over the unchanged archive."""
    table = Table("", "CPU ms a document", "documents a second", "MiB at most", title=title)
    table.add_row("underthesea.word_tokenize alone", f"{1000 * alone.words:.2f}", "", "")
    for processes, seconds in alone.ideal.items():
        table.add_row(f"ideal: read and extract, {processes} at a time", f"{1000 * seconds:.2f}", "", "")
    for workers, used in runs.items():
        name = f"bienban run, workers: {workers}" if workers else "the same again, unchanged"
        rate = f"{documents / used.wall:,.0f}"
        table.add_row(
            name, f"{1000 * used.seconds / documents:.2f}", rate, f"{max(used.memory, default=0):.0f}"
        )
    return table


if __name__ == "__main__":
    typer.run(main)
