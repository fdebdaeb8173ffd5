"""Vietnamese encodings from before Unicode, as they look when read as Latin-1.

Bytes read as Latin-1 (or as Windows-1252, which differs in 27 places), and the same characters
in a DOCX, RTF, PDF or HTML whose font drew Vietnamese letters over them (.VnTime, VNI-Times),
are one thing here: a string of characters below U+0100.

Sources: TCVN 5712:1993 and its part TCVN3 (ABC), RFC 1456 (VISCII), Microsoft's code page 1258,
the VNI-Windows chart. The tests hold the first three against iconv.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache

_TCVN_HIGH = (
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_TCVN_LOW = "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
_VISCII = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII_CONTROLS = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}

# VNI writes a letter and, behind it, a character for its marks; a few letters are one character.
_VNI_MARKS = {
    "a": {"ø": "à", "ù": "á", "û": "ả", "õ": "ã", "ï": "ạ"}
    | {"â": "â", "à": "ầ", "á": "ấ", "å": "ẩ", "ã": "ẫ", "ä": "ậ"}
    | {"ê": "ă", "è": "ằ", "é": "ắ", "ú": "ẳ", "ü": "ẵ", "ë": "ặ"},
    "e": {"ø": "è", "ù": "é", "û": "ẻ", "õ": "ẽ", "ï": "ẹ"}
    | {"â": "ê", "à": "ề", "á": "ế", "å": "ể", "ã": "ễ", "ä": "ệ"},
    "o": {"ø": "ò", "ù": "ó", "û": "ỏ", "õ": "õ", "ï": "ọ"}
    | {"â": "ô", "à": "ồ", "á": "ố", "å": "ổ", "ã": "ỗ", "ä": "ộ"},
    "ô": {"ø": "ờ", "ù": "ớ", "û": "ở", "õ": "ỡ", "ï": "ợ"},
    "u": {"ø": "ù", "ù": "ú", "û": "ủ", "õ": "ũ", "ï": "ụ"},
    "ö": {"ø": "ừ", "ù": "ứ", "û": "ử", "õ": "ữ", "ï": "ự"},
    "y": {"ø": "ỳ", "ù": "ý", "û": "ỷ", "õ": "ỹ", "ï": "ỵ"},
    # some typed i like the other vowels, though it has characters of its own
    "i": {"ø": "ì", "ù": "í", "û": "ỉ", "õ": "ĩ", "ï": "ị"},
}
_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}

# What a PDF or a word processor puts in the place of a Latin-1 character it takes for another:
# the soft hyphen and the middle dot (viparse measured 129 of the first in five files), and µ.
_TWINS = {"\u2212": "\xad", "\u2219": "\xb7", "\u03bc": "\xb5"}


def _windows_1252() -> dict[str, str]:
    """The characters Windows-1252 has at 0x80..0x9f -> the Latin-1 characters there."""
    places = (number for number in range(0x80, 0xA0) if number not in (0x81, 0x8D, 0x8F, 0x90, 0x9D))
    return {bytes([number]).decode("cp1252"): chr(number) for number in places}


_LATIN1 = str.maketrans({**_windows_1252(), **_TWINS})
_WINDOWS = str.maketrans({**{code: letter for letter, code in _windows_1252().items()}, **_TWINS})


def _by_place(letters: str, first: int) -> dict[int, str]:
    return {first + place: letter for place, letter in enumerate(letters)}


def _cp1258() -> dict[int, str]:
    return {code: bytes([code]).decode("cp1258") for code in range(0xA0, 0x100)}


def _cased(lower: Mapping[str, str]) -> dict[str, str]:
    """A table of sequences with those in capitals; the case of the letter counts, not that of its mark."""
    cased = dict(lower)
    for written, letter in lower.items():
        base, marks = written[0], written[1:]
        capital = base.upper()
        cased.update({base + marks.upper(): letter, capital + marks: letter.upper()})
        cased[capital + marks.upper()] = letter.upper()
    return cased


def _vni() -> dict[str, str]:
    pairs = {base + mark: letter for base, marks in _VNI_MARKS.items() for mark, letter in marks.items()}
    return _cased({**_VNI_SINGLE, **pairs})


VNI = _vni()
"""What VNI writes, one or two characters, -> the letter."""

TABLES: dict[str, dict[int, str]] = {
    # 0xb0..0xb4 are combining marks that no typist used, and 0xb0 is ° in a font of Windows
    "tcvn3": {
        code: letter for code, letter in _by_place(_TCVN_HIGH, 0xA0).items() if code not in range(0xB0, 0xB5)
    },
    "viscii": {**_by_place(_VISCII, 0x80), **_VISCII_CONTROLS},
    "cp1258": _cp1258(),
    "tcvn5712": {**_by_place(_TCVN_LOW, 0x80), **_by_place(_TCVN_HIGH, 0xA0)},
}
"""Code in 0x00..0xff -> character, of the encodings that give each letter a code."""


def _through(table: dict[int, str], *, controls: bool) -> Callable[[str], str]:
    # where the codes below 0xa0 are no letters, they are the quotation marks and dashes of Windows-1252
    view = _LATIN1 if controls else _WINDOWS

    def converted(text: str) -> str:
        return unicodedata.normalize("NFC", text.translate(view).translate(table))

    return converted


@cache
def _vni_sequences() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, VNI), key=lambda key: (-len(key), key))))


def _from_vni(text: str) -> str:
    converted = _vni_sequences().sub(lambda found: VNI[found.group()], text.translate(_WINDOWS))
    return unicodedata.normalize("NFC", converted)


CONVERTERS: dict[str, Callable[[str], str]] = {
    "tcvn3": _through(TABLES["tcvn3"], controls=False),
    "vni": _from_vni,
    "cp1258": _through(TABLES["cp1258"], controls=False),
    "viscii": _through(TABLES["viscii"], controls=True),
    "tcvn5712": _through(TABLES["tcvn5712"], controls=True),
}
"""Name of an encoding -> what turns a text read as Latin-1 into Unicode, the likelier first."""
