"""PDF with a text layer -> text, with pypdfium2. Runs in the confined process.

PDF knows lines of a page and no paragraphs: lines that run to the margin, or go on in a small letter,
are joined to what follows them; numbers of pages are left out.
"""

import re
from collections.abc import Iterator
from typing import Any

import pypdfium2

from bienban.errors import ReadError
from bienban.read.limits import TEXT_CHARACTERS

_PAGE_NUMBER = re.compile(r"[-–(]?\s?(?:trang\s)?\d{1,4}(?:\s?/\s?\d{1,4})?\s?[-–)]?", re.I)
_ENDS = (".", ";", ":", "!", "?", "…")
_OPENS = re.compile(r"(?:[-–+*•]\s|\d{1,2}[.)]\s|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s|[a-zđ]\)\s|[IVX]{1,5}[.)]\s)")
_FULL = 0.75
"""The part of the longest usual line beyond which a line is taken to be broken by the margin."""


def read(content: bytes, name: str) -> Iterator[dict[str, Any]]:
    """The text of all pages. Raises ReadError for a file without a text layer or with a password."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"{name}: {_problem(str(error))}") from error
    pages = list(_pages(document, name))
    if pages and not any(page.strip() for page in pages):
        raise ReadError(f"{name}: {len(pages)} pages without a text layer, a scan; it needs OCR first")
    yield {"text": "\n".join(paragraphs(pages)), "format": "pdf"}


def _pages(document: Any, name: str) -> Iterator[str]:
    characters = 0
    for page in document:
        text = page.get_textpage().get_text_range(errors="replace")
        page.close()
        characters += len(text)
        if characters > TEXT_CHARACTERS:
            raise ReadError(f"{name}: more than {TEXT_CHARACTERS:,} characters; split it")
        yield text.replace("\r\n", "\n").replace("\x02", "").replace("\ufffe", "")


def _problem(reason: str) -> str:
    if "password" in reason.lower():
        return "protected by a password; save it without one"
    return f"no PDF that can be read ({reason}); save it anew"


def paragraphs(pages: list[str]) -> list[str]:
    """The lines of pages, joined where the margin or the end of a page broke a sentence."""
    lines = [line for page in pages for line in _lines(page)]
    lengths = sorted(len(line) for line in lines)
    usual = lengths[len(lengths) * 9 // 10] if lengths else 0
    joined: list[str] = []
    runs_on = False
    for line in lines:
        if (joined and runs_on and not _OPENS.match(line)) or (
            joined
            and line[0].islower()
            and not _OPENS.match(line)
            and not joined[-1].endswith((".", ";", "?", "!"))
        ):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
        runs_on = (len(line) >= _FULL * usual and not line.endswith(_ENDS)) or line.endswith((",", "–", "và"))
    return joined


def _lines(page: str) -> list[str]:
    """The lines of one page that say something; its number is no text."""
    lines = [" ".join(line.split()) for line in page.split("\n") if line.strip()]
    for place in (-1, 0):
        if lines and _PAGE_NUMBER.fullmatch(lines[place]):
            del lines[place]
    return lines
