"""Worker processes under supervision: whatever happens in one costs the document it has in hand.

A worker is forked when there is work for it and takes one task at a time through a pipe of its
own. It sends each result as soon as it is there, so the first document without one is the
document in hand when it dies or is silent for too long. No queue and no lock is shared: a worker
that is killed leaves nothing behind that another one waits for. A worker dies with the process
that started it, at once on Linux.
"""

import ctypes
import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import Protocol

from bienban.batch.work import Message, Retired, Task
from bienban.errors import UsageError
from bienban.store.ledger import Reason

TICK_S = 0.2
"""How often the supervisor looks around when nothing happens."""

KILLS = 100
"""A worker can be killed (SIGKILL) by anybody; one that takes too much memory is not, it is told so.

So a document is to blame only after many kills, or when they have cost the time a document may take.
"""

GRACE_S = 5.0
"""How long a worker that has shut its pipe may take to end."""

_PR_SET_PDEATHSIG = 1
_KEPT = 3  # stdin, stdout and stderr


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds without a result, and bytes of memory beyond the model's."""

    seconds: float = 60.0
    memory: int = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a worker is no more. A document whose guilt adds up to 1 is to blame."""

    reason: Reason
    error: str
    guilt: float = 0.5


class Performer(Protocol):
    """What does the tasks."""

    def warm(self) -> None:
        """Load all that workers can share, before the first of them is forked."""

    def do(self, task: Task) -> Iterator[Message]:
        """The results of a task, one by one."""


class Tasks(Protocol):
    """Where a crew gets its tasks and brings their results."""

    @property
    def backlog(self) -> int:
        """About how many documents and files wait for somebody."""

    def next_task(self, opened: Task | None) -> Task | None:
        """A task for a worker, `opened` if it is to read on there; None when there is none just now."""

    def take(self, task: Task, message: Message) -> None:
        """The next result of a task."""

    def end(self, task: Task, opened: Task | None) -> Task | None:
        """A task has come to its end; the task that reads on in the file its worker has open now."""

    def lost(self, task: Task | None, opened: Task | None, cause: Cause | None) -> None:
        """A worker is no more, with its task and the file it had open. `cause` blames what it had in hand."""


@dataclass(slots=True)
class Worker:
    """One process, what it works on and since when; `opened` reads on in the file it has open."""

    process: ForkProcess
    pipe: Connection
    task: Task | None = None
    opened: Task | None = None
    since: float = 0.0
    is_retired: bool = False
    is_late: bool = False


@dataclass
class Crew:
    """Up to `count` workers that do tasks with `performer`."""

    performer: Performer
    count: int
    limits: Limits = field(default_factory=Limits)
    workers: list[Worker] = field(default_factory=list)
    pipes: DefaultSelector = field(default_factory=DefaultSelector)
    is_warm: bool = False

    def run(self, tasks: Tasks, watch: Callable[[], None]) -> None:
        """Do all tasks. `watch` is called now and then; what it raises ends the workers."""
        try:
            while self._hand_out(tasks):
                watch()
                for key, _ in self.pipes.select(TICK_S):
                    self._hear(tasks, key.data)
                self._kill_the_late()
        finally:
            for worker in self.workers:
                worker.process.kill()
            while self.workers:
                self._bury(self.workers[0])

    def _hand_out(self, tasks: Tasks) -> bool:
        """Give a task to everybody who has none; whether anybody has one."""
        for worker in list(self.workers):
            if worker.task is None:
                self._give(tasks, worker)
        while len(self.workers) < self.count and (tasks.backlog > 0 or not self.workers):
            before = len(self.workers)
            self._give(tasks, None)
            if len(self.workers) == before:
                break
        return any(worker.task is not None for worker in self.workers)

    def _give(self, tasks: Tasks, worker: Worker | None) -> None:
        task = tasks.next_task(worker.opened if worker else None)
        if task is None:
            return
        try:
            worker = worker or self._hire()
        except OSError as error:
            tasks.lost(task, None, None)
            if self.workers:
                return
            raise UsageError(f"no process can be started ({error.strerror}); try --workers 0") from error
        worker.task, worker.since = task, time.monotonic()
        with suppress(OSError):  # that it is dead is heard later
            worker.pipe.send(task)

    def _hire(self) -> Worker:
        if not self.is_warm:
            self.performer.warm()
            gc.collect()
            gc.freeze()  # or the workers' garbage collectors would copy every page they share
            self.is_warm = True
        context = get_context("fork")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self.performer, self.limits, os.getpid()))
        process.start()
        theirs.close()
        worker = Worker(process, ours)
        self.workers.append(worker)
        self.pipes.register(ours, EVENT_READ, worker)
        return worker

    def _hear(self, tasks: Tasks, worker: Worker) -> None:
        """Take the next message of a worker, or its death."""
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            self._lose(tasks, worker)
            return
        worker.since = time.monotonic()
        if isinstance(message, Retired):
            worker.is_retired = True
        elif message is not None and worker.task:
            tasks.take(worker.task, message)
        elif worker.task:
            task, worker.task = worker.task, None
            worker.opened = tasks.end(task, worker.opened)

    def _lose(self, tasks: Tasks, worker: Worker) -> None:
        self._bury(worker)
        is_blamed = worker.task is not None and not worker.is_retired
        tasks.lost(worker.task, worker.opened, self._cause(worker) if is_blamed else None)

    def _bury(self, worker: Worker) -> None:
        """Take leave of a worker that is dead, or as good as dead."""
        self.workers.remove(worker)
        self.pipes.unregister(worker.pipe)
        worker.pipe.close()
        worker.process.join(GRACE_S)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()

    def _cause(self, worker: Worker) -> Cause:
        code = worker.process.exitcode or 0
        if worker.is_late:
            return Cause("time", f"takes longer than {self.limits.seconds:g} s")
        if code == -signal.SIGKILL:
            share = (time.monotonic() - worker.since) / self.limits.seconds
            return Cause("crash", "its process was killed, perhaps for want of memory", max(share, 1 / KILLS))
        if code < 0:
            return Cause("crash", f"its process died of {_name(-code)}")
        return Cause("crash", f"its process ended by itself (exit code {code})")

    def _kill_the_late(self) -> None:
        late = time.monotonic() - self.limits.seconds
        for worker in self.workers:
            if worker.task is not None and worker.since < late and not worker.pipe.poll():
                worker.is_late = True
                worker.process.kill()


@dataclass
class Alone:
    """The same without another process: for systems that cannot fork, and to look for mistakes."""

    performer: Performer

    def run(self, tasks: Tasks, watch: Callable[[], None]) -> None:
        """Do all tasks. What kills this process, or holds it up, is not guarded against."""
        opened: Task | None = None
        while (task := tasks.next_task(opened)) is not None:
            for message in self.performer.do(task):
                if not isinstance(message, Retired):
                    tasks.take(task, message)
                    watch()
            opened = tasks.end(task, opened)


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def can_fork() -> bool:
    """Whether worker processes can be had: not on Windows, and not safely on macOS."""
    return sys.platform not in ("win32", "darwin", "emscripten", "wasi")


def _serve(pipe: Connection, performer: Performer, limits: Limits, parent: int) -> None:
    """A worker's life."""
    _shut_off(pipe, parent)
    _limit_memory(limits.memory)
    with suppress(EOFError, OSError):
        while True:
            for message in performer.do(pipe.recv()):
                pipe.send(message)
                if isinstance(message, Retired):
                    os._exit(0)
            pipe.send(None)
    os._exit(0)


def _shut_off(pipe: Connection, parent: int) -> None:
    """Share nothing with the parent but the pipe: no Ctrl-C, no file, no lock; and die with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)
    os.closerange(_KEPT, pipe.fileno())
    os.closerange(pipe.fileno() + 1, os.sysconf("SC_OPEN_MAX"))
    sys.stdout = sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 - open to the end


def _limit_memory(more: int) -> None:
    """Let this process have so many bytes more than it has, and write no core file."""
    import resource  # not on Windows

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + more
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
