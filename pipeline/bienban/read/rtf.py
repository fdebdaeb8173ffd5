"""RTF -> text, with striprtf. Runs in the confined process."""

import re
from collections.abc import Iterator
from typing import Any

from striprtf.striprtf import rtf_to_text

from bienban.errors import ReadError
from bienban.read.limits import TEXT_BYTES, megabytes

_PICTURE = re.compile(
    rb"\{\\\*?\\?(?:shppict|nonshppict|pict)\b[^{}]{0,200}(?:\{[^{}]{0,2000}\}[^{}]{0,200}){0,20}[0-9a-fA-F\s]{64,}\}"
)


def read(content: bytes, name: str) -> Iterator[dict[str, Any]]:
    """The text of an RTF file; characters of old Vietnamese fonts come as Windows-1252. Raises ReadError."""
    content = _PICTURE.sub(b"", content)
    if len(content) > TEXT_BYTES:
        raise ReadError(f"{name}: {megabytes(len(content))} of RTF without its pictures; split it")
    text: str = rtf_to_text(content.decode("latin-1"), encoding="cp1252", errors="replace")
    yield {"text": text.strip(), "format": "rtf"}
