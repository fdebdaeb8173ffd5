"""What a file is: told by its first bytes, by its name only where the bytes leave it open."""

import re
from pathlib import PurePath
from typing import IO, Literal

Kind = Literal[
    "text", "html", "pdf", "docx", "xlsx", "xls", "rtf",
    "json", "jsonl", "csv", "parquet", "gzip", "zip",
    "doc", "locked", "odf", "pptx", "image", "mhtml", "warc",
]  # fmt: skip

_READ = (
    ".txt .html .htm .xhtml .mht .mhtml .pdf .docx .docm .rtf .xls .xlsx .xlsm "
    ".jsonl .ndjson .csv .tsv .parquet .gz .zip"
)
_TOLD = ".doc .odt .ods .ppt .pptx .warc"
SUFFIXES = frozenset(f"{_READ} {_TOLD}".split(" "))
"""What is read of a folder, or told of with a remedy; a file named by itself may be called anything."""

HEAD = 4_096
"""Bytes that are enough to tell."""

REMEDIES: dict[Kind, str] = {
    "doc": "a Word file of before 2007, which bienban does not read; "
    "save it as DOCX (soffice --headless --convert-to docx FILE)",
    "locked": "protected by a password; save it without one",
    "odf": "an OpenDocument file, which bienban does not read; save it as DOCX or XLSX",
    "pptx": "a presentation, which bienban does not read; save it as PDF",
    "image": "a picture, which bienban does not read; it needs OCR first",
    "warc": "a web archive (WARC), which bienban does not read; take the HTML pages out of it first",
}
"""What is known and not read, and what to do about it."""

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"PAR1", "parquet"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"WARC/", "warc"),
    (b"MIME-Version:", "mhtml"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"(?:<\?xml[^>]{0,200}>|<!--.{0,1000}?-->|\s){0,8}"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|article|table|p|h[1-6])\b",
    re.I | re.S,
)
_TAG = re.compile(rb"</(?:p|div|td|span|a|body|html|h[1-6])>", re.I)
_JSON_LINE = re.compile(rb'(?:\xef\xbb\xbf)?\s{0,64}\{\s{0,64}(?:"|\})')
_NAMED: dict[str, Kind] = {
    ".csv": "csv", ".tsv": "csv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip


def kind_of(head: bytes, name: str) -> Kind:
    """The kind of a file, told by its first HEAD bytes.

    A ZIP or an OLE file needs `kind_of_zip` and `kind_of_ole` for the rest; here they are "zip" and "doc".
    """
    suffix = PurePath(name).suffix.lower()
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(_OLE):
        return "doc"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if suffix in _NAMED:
        return _NAMED[suffix]
    if is_html(head) or (suffix in (".html", ".htm", ".xhtml") and b"<" in head):
        return "html"
    return "jsonl" if _JSON_LINE.match(head) else "text"


def is_html(head: bytes) -> bool:
    """Whether a text opens as a web page, or as a piece of one that closes a tag."""
    head = head.removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")[2:]
    found = _HTML.match(head)
    if not found:
        return False
    opened = found.group().rstrip().lower()
    return opened.endswith((b"html", b"head", b"body")) or _TAG.search(head) is not None


def kind_of_zip(content: IO[bytes]) -> Kind:
    """What a ZIP file holds: an office document, or files. Raises zipfile.BadZipFile."""
    import zipfile  # costs 5 ms, which a folder of texts need not pay

    with zipfile.ZipFile(content) as packed:
        names = set(packed.namelist())
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "ppt/presentation.xml" in names:
        return "pptx"
    return "odf" if {"mimetype", "content.xml"} <= names else "zip"


def kind_of_ole(content: bytes) -> Kind:
    """What an OLE file holds, by the names in its directory, which are written in UTF-16."""
    names: tuple[tuple[str, Kind], ...] = (
        ("EncryptedPackage", "locked"),
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
        ("PowerPoint Document", "pptx"),
    )
    return next((kind for name, kind in names if name.encode("utf-16-le") in content), "doc")
