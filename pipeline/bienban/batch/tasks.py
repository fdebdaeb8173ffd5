"""What is still to be done, handed out as tasks, and what comes back.

    files ──read──▶ Item* ──▶ is it new? ──extract──▶ Made ──▶ Writer

A document whose entry says that nothing has changed is left alone; one of a text whose records
are there shares them; of several with one new text the first is worked on and the others wait.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from bienban.batch.crew import Cause
from bienban.batch.identity import Identity
from bienban.batch.plan import Planned, Shard, Stamp, fingerprint, refuse_rival
from bienban.batch.report import Report
from bienban.batch.work import EndOfFile, Extract, Failure, GoOn, Item, Made, Message, Read, Task, shared
from bienban.batch.writer import Writer
from bienban.read.columns import Columns
from bienban.store.ledger import Done, Entry

ATTEMPTS = 2
"""A document that fails so often goes into quarantine."""

ITEMS = 16
CHARACTERS = 64_000
FILES = 32
"""What one task holds at most: enough that handing it over costs nothing, little enough to share out."""

_NO_PLACES: frozenset[str] = frozenset()

NO_FILE = "no regular file, or one that may not be read; mend that and run again"


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes about it; `workers` of 0 work in this process."""

    stamp: Stamp
    retry: bool = False
    shard: Shard = field(default_factory=Shard)
    columns: Columns = field(default_factory=Columns)
    workers: int = 1


@dataclass(slots=True)
class Opened:
    """A file that is being read: how many documents have come out of it and how many are not done yet.

    An `is_doubtful` one is to be read once more from where something went wrong.
    """

    file: Planned
    content: str
    read: int = 0
    undone: int = 0
    is_read: bool = False
    is_damaged: bool = False
    is_doubtful: bool = False
    paths: set[str] = field(default_factory=set)


class Tasks:
    """The tasks of a run over `planned` files; see crew.Tasks. `due` are to be read even if unchanged."""

    def __init__(  # noqa: PLR0913, PLR0917 - the parts a run is made of
        self,
        planned: Sequence[Planned],
        due: Container[str],
        identity: Identity,
        writer: Writer,
        report: Report,
        options: Options,
    ) -> None:
        self.is_stopped = False
        self.look: Callable[[], None] = lambda: None
        """Called for each file that is looked into; it may stop the tasks."""
        self.seen: dict[str, Container[str]] = {}
        self._planned = planned
        self._identity = identity
        self._writer = writer
        self._report = report
        self._options = options
        self._new_files = self._changed(due)
        self._taken = 0
        self._again: deque[Opened] = deque()
        self._opened: dict[str, Opened] = {}
        self._homes: dict[str, str] = {}
        self._ready: deque[Item] = deque()
        self._alone: deque[Item] = deque()
        self._twins: dict[str, list[Item]] = {}
        self._done: Counter[int] = Counter()
        self._attempts: Counter[str] = Counter()
        self._guilt: defaultdict[str, float] = defaultdict(float)

    # What goes out.

    @property
    def backlog(self) -> int:
        """See crew.Tasks."""
        return len(self._ready) + len(self._alone) + len(self._again) + len(self._planned) - self._taken

    def next_task(self, opened: Task | None) -> Task | None:
        """See crew.Tasks. Documents are read ahead of their extraction, but only a few."""
        if self.is_stopped:
            return None
        if self._alone:
            return Extract([self._alone.popleft()])
        if len(self._ready) < 2 * ITEMS * max(1, self._options.workers):
            task = opened or self._read()
            if task is not None:
                return task
        return self._extract() if self._ready else None

    def _read(self) -> Task | None:
        """Files to read; none when there are none left."""
        if self._again:
            opened = self._again.popleft()
            return Read([opened.file], opened.read)
        files: list[Planned] = []
        share = (len(self._planned) - self._taken) // (4 * max(1, self._options.workers))
        for file in self._new_files:
            files.append(file)
            if len(files) >= min(FILES, max(1, share)):
                break
        return Read(files) if files else None

    def _changed(self, due: Container[str]) -> Iterator[Planned]:
        """The files that are new, changed or due for another reason."""
        for file in self._planned:
            self.look()
            if self.is_stopped:
                return
            self._taken += 1
            self._report.files += 1
            content = fingerprint(file.found.path, self._options.columns)
            entry = self._writer.entry(file.path)
            is_known = entry is not None and entry.content == content and entry.status != "gone"
            if is_known and file.path not in due and self._options.shard.has(file.path):
                self._report.unchanged += self._identity.documents[file.path]
                continue
            if entry is not None and entry.source not in ("", file.source):
                refuse_rival(file, entry.source)
            self._opened[file.path] = opened = Opened(file, content)
            if content:
                yield file
            else:
                self._found(file, Failure(file.path, "read", "unreadable", NO_FILE))
                self._end_of_file(opened)

    def _extract(self) -> Task:
        """Some of the documents that are ready, about a fair share of them."""
        most = min(ITEMS, max(1, len(self._ready) // (2 * max(1, self._options.workers))))
        items = [self._ready.popleft()]
        characters = len(items[0].document.text)
        while self._ready and len(items) < most:
            characters += len(self._ready[0].document.text)
            if characters > CHARACTERS:
                break
            items.append(self._ready.popleft())
        return Extract(items)

    # What comes back.

    def take(self, task: Task, message: Message) -> None:
        """See crew.Tasks."""
        number = self._done[id(task)]
        if isinstance(task, Extract):
            self._done[id(task)] += 1
            if isinstance(message, Made):
                self._made(task.items[number], message)
            elif isinstance(message, Failure):
                self._failed(task.items[number], message)
            return
        file = task.file if isinstance(task, GoOn) else task.files[number]
        if isinstance(message, EndOfFile):
            self._done[id(task)] += 1
            self._end_of_file(self._opened[file.path])
        elif isinstance(message, Item | Failure):
            self._found(file, message)

    def end(self, task: Task, opened: Task | None) -> Task | None:
        """See crew.Tasks."""
        number = self._done.pop(id(task), 0)
        if isinstance(task, Extract):
            return opened
        files = [task.file] if isinstance(task, GoOn) else task.files
        if number == len(files):
            return None
        self._again.extendleft(self._opened[file.path] for file in reversed(files[number + 1 :]))
        return GoOn(files[number])

    def lost(self, task: Task | None, opened: Task | None, cause: Cause | None) -> None:
        """See crew.Tasks. What was not begun is handed out again, and so is the file left open."""
        number = self._done.pop(id(task), 0)
        if isinstance(task, Extract):
            undone = task.items[number:]
            if cause and undone:
                self._blame(undone[0], cause)
                undone = undone[1:]
            self._ready.extendleft(reversed(undone))
        elif task is not None:
            files = [task.file] if isinstance(task, GoOn) else list(task.files[number:])
            self._again.extendleft(self._opened[file.path] for file in reversed(files[1:]))
            if files:
                self._reopen(self._opened[files[0].path], cause)
        if isinstance(opened, GoOn) and not isinstance(task, GoOn):
            self._again.append(self._opened[opened.file.path])

    def _reopen(self, opened: Opened, cause: Cause | None) -> None:
        """Read a file again from where its reading broke off, if not too often."""
        path = opened.file.path
        if cause and self._is_enough(path, cause):
            self._found(opened.file, Failure(path, "read", cause.reason, cause.error))
            self._end_of_file(opened)
        else:
            self._again.append(opened)

    def _blame(self, item: Item, cause: Cause) -> None:
        if self._is_enough(item.path, cause):
            self._quarantine(item, Failure(item.path, "extract", cause.reason, cause.error))
        else:
            self._alone.append(item)

    def _is_enough(self, path: str, cause: Cause) -> bool:
        """Count an attempt; whether the document is to blame by now."""
        self._attempts[path] += 1
        self._guilt[path] += cause.guilt
        return self._guilt[path] > 1 - 1e-9

    # Reading.

    def _found(self, file: Planned, found: Item | Failure) -> None:
        """A document has come out of a file, or what cannot be read of it."""
        opened = self._opened[file.path]
        is_own = isinstance(found, Failure) and found.reason in ("mistake", "memory")
        if is_own and found.path == file.path:
            self._attempts[found.path] += 1
            if self._attempts[found.path] < ATTEMPTS:
                opened.is_doubtful = True
                return
        opened.read += 1
        if isinstance(found, Item):  # so what stopped the reading was not this one
            del self._attempts[file.path]
            self._guilt.pop(file.path, None)
        path = _unique(found.path, opened.paths)
        opened.paths.add(path)
        if isinstance(found, Failure) and path == file.path:
            opened.is_damaged = True
        if not self._options.shard.has(path):
            return
        if isinstance(found, Failure):
            self._put_failure(replace(found, path=path), opened, "")
        elif self._is_unchanged(path, found, opened):
            self._report.unchanged += 1
        else:
            opened.undone += 1
            self._homes[path] = file.path
            self._begin(replace(found, path=path))

    def _is_unchanged(self, path: str, item: Item, opened: Opened) -> bool:
        entry = self._writer.entry(path)
        content = opened.content if path == opened.file.path else item.content
        return (
            entry is not None
            and entry.content == content
            and not self._identity.is_due(entry, retry=self._options.retry)
        )

    def _end_of_file(self, opened: Opened) -> None:
        if opened.is_doubtful:
            opened.is_doubtful = False
            self._again.append(opened)
        else:
            opened.is_read = True
            self._close(opened)

    def _close(self, opened: Opened) -> None:
        """A file that was read through and whose documents are done is done itself."""
        if not opened.is_read or opened.undone:
            return
        path = opened.file.path
        del self._opened[path]
        if opened.is_damaged:
            return
        self.seen[path] = opened.paths if opened.paths != {path} else _NO_PLACES
        if opened.paths != {path} and self._options.shard.count == 1:
            self._replace(self._entry(path, opened, status="unpacked"))

    # Extracting.

    def _begin(self, item: Item) -> None:
        """Share the records of the same text, wait for them, or have them made."""
        if (made := self._known(item)) is not None:
            self._report.shared += 1
            self._settle(item, made)
        elif item.text in self._twins:
            self._twins[item.text].append(item)
        else:
            self._twins[item.text] = []
            self._ready.append(item)

    def _known(self, item: Item) -> Made | None:
        """The records of a text that are in the archive."""
        path = self._identity.path_of_text(item.text)
        entry = self._writer.entry(path) if path else None
        if entry is None or entry.text != item.text or not entry.is_stored or not entry.doc_id:
            return None
        if not self._identity.is_current(entry) or self._identity.owner(entry.doc_id) not in (None, path):
            return None
        line = self._writer.line(entry.doc_id)
        return shared(item, line, entry.sketch) if line else None

    def _made(self, item: Item, made: Made) -> None:
        self._settle(item, made)
        for twin in self._twins.pop(item.text, ()):
            self._report.shared += 1
            self._settle(twin, shared(twin, made.line, made.sketch))

    def _failed(self, item: Item, failure: Failure) -> None:
        """What an exception stopped is tried once more, in case it was for want of memory or time."""
        self._attempts[item.path] += 1
        if failure.reason != "unreadable" and self._attempts[item.path] < ATTEMPTS:
            self._alone.append(item)
        else:
            self._quarantine(item, failure)

    def _quarantine(self, item: Item, failure: Failure) -> None:
        """Put a document aside, and those of the same text, which would fare the same."""
        for one in (item, *self._twins.pop(item.text, ())):
            opened = self._opened[self._homes.pop(one.path)]
            content = opened.content if one.path == opened.file.path else one.content
            self._put_failure(replace(failure, path=one.path), opened, content)
            opened.undone -= 1
            self._close(opened)

    # Settling.

    def _settle(self, item: Item, made: Made) -> None:
        """Put a record into the archive; of several documents with one doc_id the first path has it."""
        opened = self._opened[self._homes.pop(item.path)]
        doc_id = item.document.doc_id
        content = opened.content if item.path == opened.file.path else item.content
        known = {"status": made.status, "doc_id": doc_id, "text": item.text, "sketch": made.sketch}
        attempts = 1 + self._attempts[item.path]
        entry = self._entry(item.path, opened, content=content, ms=made.ms, attempts=attempts, **known)
        owner = self._identity.owner(doc_id)
        if owner and owner < item.path:
            self._replace(duplicate(entry, owner), counts=True)
        else:
            self._replace(entry, made, counts=True)
            former = self._writer.entry(owner) if owner and owner != item.path else None
            if former:
                self._replace(duplicate(former, item.path))
        opened.undone -= 1
        self._close(opened)

    def _put_failure(self, failure: Failure, opened: Opened, content: str) -> None:
        why = {"stage": failure.stage, "reason": failure.reason, "error": failure.error}
        attempts = max(1, self._attempts[failure.path])
        content = content or opened.content
        entry = self._entry(
            failure.path, opened, status="quarantined", content=content, attempts=attempts, **why
        )
        self._replace(entry, counts=True)

    def _replace(self, entry: Entry, made: Made | None = None, *, counts: bool = False) -> None:
        """Put an entry in the place of the one that is there."""
        before = self._writer.entry(entry.path)
        if before:
            self._identity.forget(before)
        done = Done(entry, made.line if made else None)
        self._writer.put(done, made.tally if made else None, counts=counts)
        if entry.is_stored:
            self._identity.learn(entry)

    def _entry(self, path: str, opened: Opened, **fields: object) -> Entry:
        known = {
            "path": path,
            "content": opened.content,
            "rules": self._options.stamp.rules,
            "version": self._options.stamp.version,
            "source": opened.file.source,
            "file": opened.file.path if path != opened.file.path else None,
        }
        return Entry.model_validate({**known, **fields})


def duplicate(entry: Entry, owner: str) -> Entry:
    """The entry of a document that is not stored because its doc_id belongs to the path `owner`."""
    none = {"text": None, "sketch": None, "same_as": None}
    return entry.model_copy(update={"status": "skipped", "error": f"the same doc_id as {owner}", **none})


def _unique(path: str, paths: Container[str]) -> str:
    """A path no other document of its file has: two rows may give the same id."""
    if path not in paths:
        return path
    return next(name for name in (f"{path}#{number}" for number in count(2)) if name not in paths)
