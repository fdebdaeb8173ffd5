"""How time and memory are taken: CPU seconds, interleaved, medians; children by their own accounting."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import process_time

from rich.table import Table


@dataclass(frozen=True)
class Row:
    """One line of a table: a ratio, the gate it must keep and the aim beyond it.

    A gate is "at least" when `least`, else "at most".
    """

    name: str
    value: float
    gate: float
    aim: float
    least: bool = False

    @property
    def passes(self) -> bool:
        """Whether the gate is kept."""
        return self.value >= self.gate if self.least else self.value <= self.gate

    @property
    def meets_aim(self) -> bool:
        """Whether the aim is met, too."""
        return self.value >= self.aim if self.least else self.value <= self.aim


def cpu(run: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = process_time()
    run()
    return process_time() - start


def interleaved(runs: Mapping[str, Callable[[], object]], *, rounds: int = 5) -> dict[str, float]:
    """The median CPU seconds of each, taken in turn so that drift of the machine hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            taken[name].append(cpu(run))
    return {name: median(seconds) for name, seconds in taken.items()}


@dataclass(frozen=True)
class Child:
    """What one finished process used: CPU seconds, and its peak memory in KiB."""

    seconds: float
    peak: int


def child(command: Sequence[str]) -> Child:
    """Run a command to its end. Raises RuntimeError when it fails."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    with process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said = process.stderr.read().decode(errors="replace") if process.stderr else ""
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {said}")
    return Child(usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def children(commands: Mapping[str, Sequence[str]], *, rounds: int = 5) -> dict[str, Child]:
    """The median use of each command, taken in turn."""
    taken: dict[str, list[Child]] = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            taken[name].append(child(command))
    return {
        name: Child(median(c.seconds for c in found[1:]), int(median(c.peak for c in found[1:])))
        for name, found in taken.items()
    }


def python(code: str) -> list[str]:
    """The command that runs `code` in this Python."""
    return [sys.executable, "-c", code]


def table(rows: Sequence[Row]) -> Table:
    """The rows for a terminal, each with what it must keep."""
    table = Table("", "measured", "gate", "aim", "", title="Ratios")
    for row in rows:
        sign = "≥" if row.least else "≤"
        word = "aim" if row.meets_aim else "ok" if row.passes else "[red]not kept[/]"
        table.add_row(row.name, f"{row.value:.3g}", f"{sign} {row.gate:g}", f"{sign} {row.aim:g}", word)
    return table
