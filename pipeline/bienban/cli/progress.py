"""How far a run is, on stderr: a bar on a terminal, else a line now and then."""

import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

if TYPE_CHECKING:
    from bienban.batch.report import Report

BAR_S = 0.2
LINE_S = 30.0


class Progress:
    """Shows a report that grows. It starts no thread, so that workers can be forked beside it."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self._is_bar = console.is_terminal
        columns = (
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.description}"),
            TimeRemainingColumn(compact=True),
        )
        self._bar = Bar(
            *columns, console=console, transient=True, auto_refresh=False, disable=not self._is_bar
        )
        self._task = self._bar.add_task("", total=None)
        self._started = self._shown = time.monotonic()

    def show(self, report: "Report") -> None:
        """Show where the run is, if it was not shown just now."""
        now = time.monotonic()
        if now - self._shown < (BAR_S if self._is_bar else LINE_S):
            return
        self._shown = now
        text = _told(report, now - self._started)
        if self._is_bar:
            self._bar.update(self._task, total=report.planned, completed=report.files, description=text)
            self._bar.refresh()
        else:
            rest = _rest(report, now - self._started)
            line = f"bienban: {report.files} of {report.planned} files, {text}{rest}"
            self._bar.console.print(line, highlight=False, soft_wrap=True)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()


def _told(report: "Report", seconds: float) -> str:
    quarantined = report.statuses["quarantined"]
    good = report.done - quarantined
    return (
        f"{good} ok, {quarantined} quarantined, {report.unchanged} unchanged, {report.done / seconds:.1f}/s"
    )


def _rest(report: "Report", seconds: float) -> str:
    """How long it may still take, by the files so far."""
    if not report.files:
        return ""
    left = round(seconds / report.files * (report.planned - report.files))
    return f", about {left // 3600}:{left // 60 % 60:02}:{left % 60:02} left"
