"""Bytes -> clean text: decoding, and what is mended at the door.

Clean text (UTF-8, NFC, LF, no NBSP, no zero-width characters) is never altered.
"""

import re
import unicodedata
from collections.abc import Callable

from bienban.errors import ReadError

# U+00D0 and U+00F0 look like the Vietnamese letter and are another one (guide §9).
_ETH = str.maketrans("Ðð", "Đđ")
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")


def decode(content: bytes, name: str) -> tuple[str, str]:
    """The text of `content` and the name of its encoding. Raises ReadError; `name` is for it."""
    if b"\0" in content:
        where = content.index(0)
        raise ReadError(f"{name}: a binary file (NUL byte at {where}), not a text; convert it to UTF-8 text")
    encoding = "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError as error:
        found = f"byte {error.start} is 0x{content[error.start]:02x}"
        raise ReadError(f"{name}: not UTF-8 ({found}); convert it to UTF-8 text") from error


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` as Document.text wants it, and the names of the repairs it needed."""
    repairs = []
    for name, mend in _REPAIRS.items():
        mended = mend(text)
        if mended != text:
            repairs.append(name)
            text = mended
    return text, tuple(repairs)


_REPAIRS: dict[str, Callable[[str], str]] = {
    "line_break": lambda text: _BREAKS.sub("\n", text),
    "zero_width": lambda text: _ZERO_WIDTH.sub("", text),
    "blank": lambda text: _BLANKS.sub(" ", text),
    "eth": lambda text: text.translate(_ETH),
    "nfc": lambda text: unicodedata.normalize("NFC", text),
}
