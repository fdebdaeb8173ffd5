"""What a worker does: files -> documents, documents -> records. No exception leaves this room."""

import hashlib
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice

from bienban.batch.plan import Planned, printable
from bienban.batch.same import sketch
from bienban.document import Document
from bienban.errors import ReadError
from bienban.flow import extract
from bienban.read.columns import Columns
from bienban.read.part import Unread
from bienban.records import KINDS, DocumentRecord
from bienban.rules import Rules
from bienban.store.ledger import Reason, Stage, Status
from bienban.text.shipped import segmenter

DOCUMENTS_AT_ONCE = 64
CHARACTERS_AT_ONCE = 1_000_000
"""How much of one file is read before its documents are worked on."""


@dataclass(frozen=True, slots=True)
class Item:
    """A document that was read.

    `path` is the key of its entry, that of its file and, in a file of several, its place there.
    Documents of the same `text` have the same records; `content` tells them apart as well by
    what is only handed on, such as a title.
    """

    path: str
    document: Document
    content: str
    text: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no document, or no record of one."""

    path: str
    stage: Stage
    reason: Reason
    error: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What a record counts for in the report."""

    records: dict[str, int]
    flags: tuple[str, ...]
    characters: int
    sentences: int = 0
    near_ties: int = 0


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a document: its record as a line of JSON."""

    status: Status
    line: bytes
    sketch: str | None
    ms: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class EndOfFile:
    """All documents of a file have been read."""


@dataclass(frozen=True, slots=True)
class Retired:
    """The worker ran out of memory: it is better to go on with another one."""


@dataclass(frozen=True, slots=True)
class Read:
    """The task to read files; of the first one without its first `skip` documents."""

    files: Sequence[Planned]
    skip: int = 0


@dataclass(frozen=True, slots=True)
class GoOn:
    """The task to read on in the file that was left open."""

    file: Planned


@dataclass(frozen=True, slots=True)
class Extract:
    """The task to make the records of documents."""

    items: Sequence[Item]


Task = Read | GoOn | Extract
Message = Item | Failure | EndOfFile | Made | Retired


class Work:
    """Does tasks. Between two of them a file of many documents may be left open."""

    def __init__(self, rules: Rules, columns: Columns, *, with_text: bool = False) -> None:
        self._rules = rules
        self._columns = columns
        self._with_text = with_text
        self._opened: Iterator[Item | Failure] | None = None

    def warm(self) -> None:
        """Load the segmenter and build what the rooms keep of the rules, so that workers share it."""
        segmenter()
        with suppress(Exception):  # it will be told of the documents
            extract(Document("Sáng 28/9, UBND tỉnh họp. Thu ngân sách đạt 5 tỷ đồng.", "warm"), self._rules)

    def do(self, task: Task) -> Iterator[Message]:
        """The results of a task, one by one and in order.

        For each document to extract Made or Failure; for each file the Items and Failures in it
        and EndOfFile. When a file is long, the task ends before it does: GoOn reads on.
        """
        match task:
            case Read(files, skip):
                for file in files:
                    self._opened = islice(self._documents(file), skip, None)
                    skip = 0
                    yield from self._read_on()
                    if self._opened is not None:
                        return
            case GoOn():
                yield from self._read_on()
            case Extract(items):
                for item in items:
                    made = self._made(item)
                    yield made
                    if isinstance(made, Failure) and made.reason == "memory":
                        yield Retired()

    def _read_on(self) -> Iterator[Message]:
        """The next documents of the open file; it is closed when they are the last."""
        characters = 0
        for number, found in enumerate(self._opened or (), 1):
            yield found
            characters += len(found.document.text) if isinstance(found, Item) else 0
            if number >= DOCUMENTS_AT_ONCE or characters >= CHARACTERS_AT_ONCE:
                return
        self._opened = None
        yield EndOfFile()

    def _documents(self, file: Planned) -> Iterator[Item | Failure]:
        try:
            for found in file.found.documents(self._columns):
                yield _unread(file, found) if isinstance(found, Unread) else _item(file, found)
        except Exception as error:  # a mistake of ours must not cost the other documents
            yield _failure(file.path, "read", error)

    def _made(self, item: Item) -> Made | Failure:
        counts = segmenter().counts
        sentences, near_ties = counts.sentences, counts.near_ties
        started = time.perf_counter()
        try:
            record = extract(item.document, self._rules)
            if self._with_text:
                record = record.model_copy(update={"text": item.document.text})
            made = _made_of(record, item.document)
        except ReadError as error:
            return Failure(item.path, "extract", "unreadable", str(error))
        except Exception as error:  # a mistake of ours must not cost the other documents
            return _failure(item.path, "extract", error)
        tally = replace(
            made.tally, sentences=counts.sentences - sentences, near_ties=counts.near_ties - near_ties
        )
        return replace(made, tally=tally, ms=round(1000 * (time.perf_counter() - started)))


def _unread(file: Planned, found: Unread) -> Failure:
    place = printable(found.place.removeprefix(file.found.doc_id))
    error = printable(str(found.error).removeprefix(f"{file.found.path}: "))
    return Failure(file.path + place, "read", "unreadable", error)


def _item(file: Planned, found: Document) -> Item | Failure:
    path = file.path + (found.source.path or "").removeprefix(str(file.found.path))
    # the path as in the ledger: an archive looks the same wherever its sources lie
    source = found.source.model_copy(update={"path": path})
    document = replace(found, source=source)
    text = text_key(document)
    try:
        about = source.model_dump_json()
    except ValueError:  # as PydanticSerializationError is one
        return Failure(path, "read", "unreadable", "its title or outlet is not UTF-8; decode it anew")
    return Item(path, document, _hash(text, document.doc_id, about), text)


def text_key(document: Document) -> str:
    """A hash of all that the records of a document depend on, which is not where it comes from."""
    repaired = (document.source.encoding or "", *document.repairs) if document.repairs else ()
    return _hash(document.text, document.source.published or "", *repaired)


def shared(item: Item, line: bytes, known: str | None) -> Made:
    """The records of a document from those of another one of the same text; `known` is their sketch."""
    record = DocumentRecord.model_validate_json(line)
    document = item.document
    own = record.model_copy(update={"doc_id": document.doc_id, "source": document.source})
    return Made(_status(own, document), own.to_json().encode(), known, 0, tally_of(own, len(document.text)))


def tally_of(record: DocumentRecord, characters: int) -> Tally:
    """What is counted of a record."""
    counts = {kind: len(getattr(record, kind)) for kind in KINDS}
    return Tally(counts, tuple(flag.code for flag in record.flags), characters)


def _made_of(record: DocumentRecord, document: Document) -> Made:
    tally = tally_of(record, len(document.text))
    return Made(_status(record, document), record.to_json().encode(), sketch(document.text), 0, tally)


def _status(record: DocumentRecord, document: Document) -> Status:
    if not document.text.strip():
        return "empty"
    return "ok" if record.is_meeting else "not_a_meeting"


def _failure(path: str, stage: Stage, error: Exception) -> Failure:
    if isinstance(error, MemoryError):
        return Failure(path, stage, "memory", "takes more memory than one document may")
    text = printable(" ".join(f"{type(error).__name__}: {error}".split())[:500])
    return Failure(path, stage, "mistake", f"{text} (at {_place(error)})")


def _place(error: Exception) -> str:
    """The module and line that raised: enough to find a mistake, and the same on every machine."""
    frame, line = list(traceback.walk_tb(error.__traceback__))[-1]
    return f"{frame.f_globals.get('__name__', '?')}:{line}"


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
