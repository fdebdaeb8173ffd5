"""A file or a string -> Document: the whole way of this room."""

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bienban.document import Document
from bienban.errors import ReadError, UsageError
from bienban.read.text import clean, decode
from bienban.records import Source

FACTS = ("published", "url", "outlet", "title")
"""What may be known about a document besides its text."""

SIDECAR = ".meta.json"
"""The suffix of the file beside a document that holds its FACTS."""


def read_file(path: Path, *, doc_id: str | None = None, **facts: str | None) -> Document:
    """Read one file. `facts` (see FACTS) win over those of its sidecar `NAME.meta.json`.

    Raises ReadError for a file that is missing, unreadable or no text.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from error
    raw, encoding = decode(content, str(path))
    known = {**_sidecar(path), **{name: fact for name, fact in facts.items() if fact is not None}}
    return read_text(raw, doc_id=doc_id or path.as_posix(), path=str(path), encoding=encoding, **known)


def read_text(
    raw: str,
    *,
    doc_id: str = "text",
    path: str | None = None,
    encoding: str | None = None,
    **facts: str | None,
) -> Document:
    """A Document from a string; a known `url` is its identity.

    Raises ReadError for what no UTF-8 file can hold.
    """
    _refuse_surrogates(path or doc_id, f"{path or doc_id}: the name", "rename the file")
    _refuse_surrogates(raw, f"{path or doc_id}: the text", "decode it anew")
    unknown = set(facts) - set(FACTS)
    if unknown:
        raise UsageError(f"unknown fact {', '.join(sorted(unknown))}; known are {', '.join(FACTS)}")
    text, repairs = clean(raw)
    try:
        source = Source.model_validate({"path": path, "encoding": encoding, **facts})
    except ValidationError as error:
        problem = error.errors()[0]
        what = f"{problem['loc'][0]}: {problem['msg']} (got {problem['input']!r})"
        raise ReadError(f"{path or doc_id}: {what}") from error
    return Document(text, source.url or doc_id, source, repairs)


def _refuse_surrogates(text: str, what: str, remedy: str) -> None:
    """Raise ReadError when `text` holds half a surrogate pair, as a wrongly decoded name or text does."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        found = f"character {error.start} is U+{ord(text[error.start]):04X}"
        raise ReadError(f"{what} is not UTF-8 ({found}); {remedy}") from error


def _sidecar(path: Path) -> dict[str, Any]:
    """The facts in `NAME.meta.json` beside `NAME.txt`; empty without one."""
    sidecar = path.with_suffix(SIDECAR)
    if not sidecar.is_file():
        return {}
    try:
        facts = json.loads(sidecar.read_bytes())
    except ValueError as error:
        raise ReadError(f"{sidecar}: not valid JSON: {error}") from error
    if not isinstance(facts, dict):
        raise ReadError(f'{sidecar}: expected an object such as {{"published": "2024-11-27"}}')
    return {name: facts[name] for name in FACTS if facts.get(name) is not None}
