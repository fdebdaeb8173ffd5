"""A file -> the documents in it: what it is, which library reads it, and what lies packed in it."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import Any, cast

from bienban.errors import ReadError
from bienban.read.columns import Columns
from bienban.read.confined import read_confined
from bienban.read.decode import decode
from bienban.read.facts import SIDECAR, read_facts
from bienban.read.kinds import HEAD, REMEDIES, SUFFIXES, Kind, is_html, kind_of, kind_of_ole, kind_of_zip
from bienban.read.limits import (
    DEPTH,
    FILE_BYTES,
    TEXT_BYTES,
    UNPACKED_FREE,
    UNPACKED_RATIO,
    megabytes,
)
from bienban.read.part import Part, Unread
from bienban.read.rows import document_of, read_csv, read_json, read_jsonl

_SAMPLE = 256 * 1024
_NOT_DOCUMENTS = ("__MACOSX/", SIDECAR, ".DS_Store")


class Budget:
    """What may still come out of one file and all that is packed in it."""

    def __init__(self, packed: int) -> None:
        self.left = max(UNPACKED_FREE, UNPACKED_RATIO * packed)

    def spend(self, size: int, name: str) -> None:
        """Raise ReadError when more comes out than text ever packed into so few bytes."""
        self.left -= size
        if self.left < 0:
            message = (
                f"unpacks to more than {UNPACKED_RATIO} times its size, as no text does; unpack it yourself"
            )
            raise ReadError(f"{name}: {message}")


class Limited(io.RawIOBase):
    """A stream out of an archive; what goes wrong in it is a ReadError."""

    def __init__(self, stream: Any, budget: Budget, name: str) -> None:
        super().__init__()
        self._stream, self._budget, self._name = stream, budget, name

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes. Raises ReadError for too many and for damaged ones."""
        try:
            chunk = self._stream.read(len(buffer))
        except (
            OSError,
            EOFError,
            zlib.error,
            zipfile.BadZipFile,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise ReadError(f"{self._name}: cannot be unpacked ({error}); pack it anew") from error
        self._budget.spend(len(chunk), self._name)
        buffer[: len(chunk)] = chunk
        return len(chunk)


def documents_in(path: Path, columns: Columns) -> Iterator[Part | Unread]:
    """The documents of a file, in its order. Raises ReadError for a file that cannot be read at all."""
    try:
        with path.open("rb", buffering=_SAMPLE) as file:
            yield from _documents(file, path.name, str(path), columns, Budget(path.stat().st_size), path=path)
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from error


def _documents(  # noqa: PLR0913 - what is known about a stream, by name
    stream: Any,
    file_name: str,
    name: str,
    columns: Columns,
    budget: Budget,
    *,
    path: Path | None = None,
    depth: int = 0,
) -> Iterator[Part | Unread]:
    """The documents of a stream; `file_name` has the suffix, `name` is for messages."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream, _SAMPLE)
    kind = kind_of(_peek(buffered, HEAD), file_name)
    if kind == "gzip":
        _refuse_depth(depth, name)
        inside = Limited(gzip.GzipFile(fileobj=cast(Any, buffered)), budget, name)
        yield from _documents(inside, file_name.removesuffix(".gz"), name, columns, budget, depth=depth + 1)
    elif kind == "jsonl":
        yield from _rows_of_text(buffered, name, columns)
    elif kind == "csv":
        yield from read_csv(buffered, _peek(buffered, _SAMPLE), name, columns)
    elif kind == "parquet":
        yield from _parquet(buffered, name, columns, path)
    elif kind == "zip" and path is not None:
        yield from _office_or_members(buffered, name, columns, budget, depth=depth)
    else:
        content = _content(buffered, name, TEXT_BYTES if kind in ("text", "html", "json") else FILE_BYTES)
        yield from _whole(content, kind, name, columns, budget, depth=depth)


def _whole(  # noqa: PLR0913 - what is known about a file, by name
    content: bytes, kind: Kind, name: str, columns: Columns, budget: Budget, *, depth: int
) -> Iterator[Part | Unread]:
    """The documents of a file that is read at once."""
    if kind == "zip":
        yield from _office_or_members(io.BytesIO(content), name, columns, budget, depth=depth)
        return
    kind = kind_of_ole(content) if kind == "doc" else kind
    if kind in REMEDIES:
        raise ReadError(f"{name}: {REMEDIES[kind]}")
    if kind == "json":
        yield from read_json(content, name, columns)
    elif kind == "text":
        decoded = decode(content, name)
        yield Part(decoded.text, "text", encoding=decoded.encoding, is_doubtful=decoded.is_doubtful)
    elif kind == "mhtml":
        yield from _by_library("html", _page_of(content, name), name)
    else:
        yield from _by_library(kind, content, name)


def _page_of(content: bytes, name: str) -> bytes:
    """The HTML in a page that was saved with its pictures as one MIME message."""
    from email import message_from_bytes

    for part in message_from_bytes(content).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            charset = (part.get_content_charset() or "").encode("ascii", "ignore")
            if isinstance(page, bytes):
                return (b"<!-- charset=%s -->" % charset if charset else b"") + page
    raise ReadError(f"{name}: a MIME message without a page in it; save it as HTML")


def _by_library(kind: Kind, content: bytes, name: str) -> Iterator[Part]:
    options: dict[str, str] = {}
    module: str = kind
    if kind in ("xls", "xlsx"):
        module, options = "sheets", {"form": kind}
    for found in read_confined(module, content, name, **options):
        yield Part(**found)


def _rows_of_text(buffered: Any, name: str, columns: Columns) -> Iterator[Part | Unread]:
    for part in read_jsonl(buffered, _peek(buffered, _SAMPLE), name, columns):
        yield from _plain(part, name)


def _plain(part: Part | Unread, name: str) -> Iterator[Part | Unread]:
    """A row whose text is a web page is read as one."""
    if isinstance(part, Unread) or not is_html(part.text[:HEAD].lstrip().encode("utf-8", "replace")):
        yield part
        return
    try:
        content = part.text.encode("utf-8", "surrogateescape")
        for page in _by_library("html", content, f"{name}#{part.place}"):
            yield Part(page.text, part.format, part.place, part.doc_id, page.encoding, page.is_doubtful,
                       {**page.facts, **part.facts})  # fmt: skip
    except ReadError as error:
        yield Unread(part.place, error)


def _parquet(buffered: Any, name: str, columns: Columns, path: Path | None) -> Iterator[Part | Unread]:
    content = b"" if path else _content(buffered, name, FILE_BYTES)
    options = {"path": str(path.resolve()) if path else None, "columns": asdict(columns)}
    for number, row in enumerate(read_confined("parquet", content, name, **options), 1):
        yield document_of(row, number, name, "parquet")


def _office_or_members(
    packed: Any, name: str, columns: Columns, budget: Budget, *, depth: int
) -> Iterator[Part | Unread]:
    try:
        kind = kind_of_zip(packed)
        packed.seek(0)
        if kind != "zip":
            yield from _whole(_content(packed, name, FILE_BYTES), kind, name, columns, budget, depth=depth)
            return
        _refuse_depth(depth, name)
        with zipfile.ZipFile(packed) as archive:
            yield from _members(archive, name, columns, budget, depth=depth)
    except zipfile.BadZipFile as error:
        raise ReadError(f"{name}: a damaged ZIP file ({error}); pack it anew") from error


def _members(
    archive: zipfile.ZipFile, name: str, columns: Columns, budget: Budget, *, depth: int
) -> Iterator[Part | Unread]:
    """The documents of each member; one that cannot be read does not stop the others."""
    for member in sorted(archive.infolist(), key=lambda member: member.filename):
        inner = member.filename
        if member.is_dir() or any(mark in inner for mark in _NOT_DOCUMENTS):
            continue
        if PurePosixPath(inner).suffix.lower() not in SUFFIXES:
            continue
        try:
            with _opened(archive, member, f"{name}#{inner}") as stream:
                limited = Limited(stream, budget, f"{name}#{inner}")
                found = _documents(limited, inner, f"{name}#{inner}", columns, budget, depth=depth + 1)
                known = _sidecar(archive, inner, name)
                for part in found:
                    yield (part.knowing(known) if isinstance(part, Part) else part).within(inner)
        except ReadError as error:
            yield Unread(inner, error)


def _sidecar(archive: zipfile.ZipFile, inner: str, name: str) -> dict[str, Any]:
    """The facts that stand beside a member, as they stand beside a file."""
    sidecar = str(PurePosixPath(inner).with_suffix(SIDECAR))
    if sidecar not in archive.NameToInfo or archive.NameToInfo[sidecar].file_size > _SAMPLE:
        return {}
    with _opened(archive, archive.NameToInfo[sidecar], name) as stream:
        return read_facts(stream.read(_SAMPLE), f"{name}#{sidecar}")


def _opened(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Any:
    if member.flag_bits & 1:
        raise ReadError(f"{name}: protected by a password; pack it anew without one")
    try:
        return archive.open(member)
    except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
        raise ReadError(f"{name}: cannot be unpacked ({error}); pack it anew") from error


def _refuse_depth(depth: int, name: str) -> None:
    if depth >= DEPTH:
        raise ReadError(f"{name}: archives in archives, more than {DEPTH} deep; unpack it yourself")


def _peek(buffered: Any, size: int) -> bytes:
    """The first bytes of a stream, which stay in it."""
    return cast(bytes, buffered.peek(size)[:size])


def _content(stream: Any, name: str, most: int) -> bytes:
    """All bytes of a stream. Raises ReadError when there are more than `most`."""
    content = stream.read(most + 1)
    if len(content) > most:
        raise ReadError(f"{name}: more than {megabytes(most)}, more than any document; split it")
    return cast(bytes, content)
