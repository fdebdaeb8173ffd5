"""A file or a string -> Documents: the whole way of this room."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Unpack, cast

from pydantic import ValidationError

from bienban.document import DOUBTFUL, Document
from bienban.errors import ReadError, UsageError
from bienban.read.columns import Columns
from bienban.read.decode import ENCODINGS, convert, to_unicode
from bienban.read.facts import FACTS, SIDECAR, Facts, read_facts
from bienban.read.limits import TEXT_CHARACTERS
from bienban.read.part import Part, Unread, joined
from bienban.read.text import clean
from bienban.records import Source

_USUAL = Columns()


def read_file(
    path: Path, *, doc_id: str | None = None, columns: Columns = _USUAL, **facts: Unpack[Facts]
) -> Document:
    """Read the one document of a file, or that of `FILE#PLACE` in a file of many.

    `facts` (see FACTS) win over those of its sidecar `NAME.meta.json`, which win over what
    the file says itself. Raises ReadError for a file that is missing or unreadable,
    UsageError for a file of many documents.
    """
    found = read_documents(path, doc_id=doc_id, columns=columns, **facts)
    first = next(found, None)
    if first is None:
        raise ReadError(f"{path}: there is no document in it")
    if isinstance(first, Unread):
        raise first.error
    if next(found, None) is not None:
        raise UsageError(f"{path}: holds more than one document; name one, such as {first.source.path}")
    return first


def read_documents(
    path: Path, *, doc_id: str | None = None, columns: Columns = _USUAL, **facts: Unpack[Facts]
) -> Iterator[Document | Unread]:
    """Every document of a file, one by one; in the place of one that cannot be read, why.

    The identity of a document is its URL, else the id its row gives, else `doc_id` (the path of
    the file when left out) with its place, such as `news.zip#a.html` or `news.csv#7`. A path
    that ends in such a place is that document alone. Raises nothing; a file that cannot be read
    at all is one Unread.
    """
    from bienban.read.unpack import documents_in

    file, place = _located(path)
    named = (doc_id or path.as_posix()).removesuffix(f"#{place}")
    try:
        known = {**_sidecar(file), **{name: fact for name, fact in facts.items() if fact is not None}}
        parts: Iterator[Part | Unread] = documents_in(file, columns)
        if place:
            parts = iter([_chosen(parts, place, path)])
        for part in parts:
            yield part.within(named) if isinstance(part, Unread) else _document(part, file, named, known)
    except ReadError as error:
        yield Unread(named, error)


def _located(path: Path) -> tuple[Path, str]:
    """A file, and the place in it that `FILE#PLACE` names."""
    text = str(path)
    if "#" in text and not path.exists():
        for cut in (index for index, letter in enumerate(text) if letter == "#"):
            if Path(text[:cut]).is_file():
                return Path(text[:cut]), text[cut + 1 :]
    return path, ""


def _chosen(parts: Iterator[Part | Unread], place: str, path: Path) -> Part | Unread:
    """The part at a place. Raises ReadError when there is none."""
    # a Path writes the // of a URL as one stroke
    found = next((part for part in parts if Path(part.place) == Path(place)), None)
    if found is None:
        raise ReadError(f"{path}: there is no document {place!r} in the file")
    return found


def _document(part: Part, path: Path, named: str, known: Mapping[str, Any]) -> Document | Unread:
    """A part as a Document; what a file of many says of each wins over what is known of them all."""
    place = joined(named, part.place)
    of_all = {name: fact for name, fact in known.items() if name in ("published", "outlet")}
    facts = {**of_all, **part.facts} if part.place else {**part.facts, **known}
    try:
        if len(part.text) > TEXT_CHARACTERS:
            raise ReadError(f"{place}: {len(part.text):,} characters, more than any document; split it")
        document = read_text(
            part.text,
            doc_id=part.doc_id or place,
            path=joined(str(path), part.place),
            encoding=part.encoding,
            form=part.format,
            **cast(Facts, facts),
        )
    except ReadError as error:
        return Unread(place, error)
    doubt = (DOUBTFUL,) if part.is_doubtful and DOUBTFUL not in document.repairs else ()
    return replace(document, repairs=(*document.repairs, *doubt))


def read_text(
    raw: str,
    *,
    doc_id: str = "text",
    path: str | None = None,
    encoding: str | None = None,
    form: str = "text",
    **facts: Unpack[Facts],
) -> Document:
    """A Document from a string; a known `url` is its identity, `form` is the format it comes from.

    Raises ReadError for what no UTF-8 file can hold.
    """
    _refuse_surrogates(path or doc_id, f"{path or doc_id}: the name", "rename the file")
    _refuse_surrogates(raw, f"{path or doc_id}: the text", "decode it anew")
    unknown = set(facts) - set(FACTS)
    if unknown:
        raise UsageError(f"unknown fact {', '.join(sorted(unknown))}; known are {', '.join(FACTS)}")
    known = cast(dict[str, str | None], facts)
    decoded = to_unicode(raw, encoding)
    text, repairs = clean(decoded.text)
    if decoded.is_doubtful or "\ufffd" in text:
        repairs = (*repairs, DOUBTFUL)
    try:
        source = Source.model_validate(
            {"path": path, "format": form, "encoding": decoded.encoding, **_mended(known, decoded.encoding)}
        )
    except ValidationError as error:
        problem = error.errors()[0]
        what = f"{problem['loc'][0]}: {problem['msg']} (got {problem['input']!r})"
        raise ReadError(f"{path or doc_id}: {what}") from error
    return Document(text, source.url or doc_id, source, repairs)


def _mended(facts: Mapping[str, str | None], encoding: str | None) -> dict[str, str | None]:
    """The title and outlet of a text of before Unicode, in Unicode as well."""
    if encoding not in ENCODINGS:
        return dict(facts)
    return {
        name: convert(fact, encoding) if fact and name in ("title", "outlet") else fact
        for name, fact in facts.items()
    }


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
    return read_facts(sidecar.read_bytes(), str(sidecar)) if sidecar.is_file() else {}
