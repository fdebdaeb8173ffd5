"""Random changes of one number in sentences of the samples, and a small reader to check the values with.

The reader shares nothing with the one it checks: it reads no more than the amounts that
stand in the samples (guide §1.1 to §1.5) and says None where the sentence does not tell.
"""

import random
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

SCALES = {"nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
UNITS = {
    "%": "percent",
    "đồng": "VND",
    "USD": "USD",
    "xã": "commune",
    "hộ": "household",
    "người": "person",
    "vụ": "case",
    "dự án": "project",
    "hồ sơ": "dossier",
    "doanh nghiệp": "enterprise",
    "ha": "ha",
    "km": "km",
    "kg": "kg",
    "tấn": "tonne",
    "tạ/ha": "tạ/ha",
}
_NUMBER = r"\d{1,3}(?: \d{3})+(?![\d.])(?:,\d+)?|\d[\d.,]*\d|\d"
_SCALE = r"(?: ?(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?![^\W\d_]))"
_AMOUNT = re.compile(rf"(?P<number>{_NUMBER})(?P<scales>{_SCALE}*)")
_RANGE = re.compile(r"[^\d,]{0,12}?(?: ?[-–—] ?| (?:đến|tới|và) )")


@dataclass
class Change:
    """A changed sentence: what was changed, and where the changed number stands."""

    kind: str
    text: str
    start: int
    unit: str | None = None


def values(raw):
    """The values that `raw` tells, scale applied; None when it is written in an unusual way."""
    amounts = list(_AMOUNT.finditer(raw))
    if not amounts or re.search(r"[^\W\d_]", raw[: amounts[0].start()].lower().replace("usd", "")):
        return None
    told = []
    for amount in amounts[:2]:
        number = _decimal(amount["number"])
        if number is None:
            return None
        told.append((number, [Decimal(SCALES[word]) for word in amount["scales"].split()]))
    first, *rest = told
    if not rest:
        return [_times(*first)]
    between = raw[amounts[0].end() : amounts[1].start()]
    if between == " " and first[1] and rest[0][1]:  # 51 tỷ 420 triệu
        return [_times(*first) + _times(*rest[0])]
    second = _times(*rest[0])
    if re.fullmatch(r"[^\d]{0,12}/ ?", between):
        return [_times(first[0], first[1] or rest[0][1]), second]
    if _RANGE.fullmatch(between):
        low = _times(first[0], first[1] or rest[0][1])
        return [low if low < second or _times(*first) >= second else _times(*first), second]
    return None


def _times(number, scales):
    for scale in scales:
        number *= scale
    return number


def _decimal(number):
    """Dots part thousands, a comma decimals; a lone dot without three digits behind it is one too."""
    number = number.replace(" ", ".") if re.fullmatch(r"\d{1,3}( \d{3})+(,\d+)?", number) else number
    if re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?|\d+(,\d+)?", number):
        return Decimal(number.replace(".", "").replace(",", "."))
    return Decimal(number) if re.fullmatch(r"\d+\.\d+", number) else None


def changed(chance: random.Random, text, quantity):
    """One random change of a number of `quantity`, or of its unit; None when there is nothing to change."""
    start, end = chance.choice(quantity.numbers)
    if not text[start].isdigit():
        return None
    kind = chance.choice(["digit", "digit", "separator", "scale", "unit"])
    make = {"digit": _digit, "separator": _separator, "scale": _scale}.get(kind)
    if make is None:
        return _unit(chance, text, quantity, start)
    raw = make(chance, text[start:end])
    if raw is None or raw == text[start:end]:
        return None
    return Change(kind, text[:start] + raw + text[end:], start)


def _digit(chance, raw):
    places = [at for at, letter in enumerate(raw) if letter.isdigit()]
    at = chance.choice(places)
    if at == 0 and " " in raw:
        return None  # no number in groups of three begins with nought
    return raw[:at] + chance.choice("0123456789") + raw[at + 1 :]


def _separator(chance, raw):
    """Another mark for one of the marks, a mark less, or one more."""
    marks = [at for at, letter in enumerate(raw) if letter in ".," and raw[at + 1 : at + 2].isdigit()]
    if marks and chance.random() < 0.8:
        at = chance.choice(marks)
        mark = chance.choice([".", ",", "", " ", ", ", ". ", " ,", " .", "'"])
        return raw[:at] + mark + raw[at + 1 :]
    inner = [at for at in range(1, len(raw)) if raw[at - 1 : at + 1].isdigit()]
    if not inner:
        return None
    at = chance.choice(inner)
    return raw[:at] + chance.choice(".,") + raw[at:]


def _scale(chance, raw):
    """Another scale word for the only one."""
    words = [word for word in SCALES if re.search(rf"(?<![^\W\d_]){word}(?![^\W\d_])", raw)]
    if len(words) != 1 or len(re.findall(_SCALE, raw)) != 1:
        return None
    return raw.replace(words[0], chance.choice(list(SCALES)))


def _unit(chance, text, quantity, start):
    """Another unit behind the last number."""
    end = quantity.numbers[-1][1]
    if quantity.end <= end or not text[end : quantity.end].strip() or "/" in text[end : quantity.end]:
        return None
    if re.search(r"\d[^\d]*[%\w][^\d]*[-/–]", text[quantity.start : end]):
        return None  # the unit stands behind both numbers
    unit = chance.choice(list(UNITS))
    return Change("unit", f"{text[:end]} {unit}{text[quantity.end :]}", start, UNITS[unit])


_NEW = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()  # noqa: SIM905
_OLD = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split()  # noqa: SIM905
_OTHER_PLACE = dict(zip(_NEW + _OLD, _OLD + _NEW, strict=True))
_TONED = re.compile("|".join(_OTHER_PLACE) + r"(?![^\W\d_])")
_DASHES = re.compile(r"(?<=\d)( ?)[-–—]( ?)(?=\d)")


def harmless(chance: random.Random, text):
    """The same text as other hands write it: nothing that it says is changed."""
    kind = chance.choice(["nfd", "nbsp", "blanks", "tone", "dash"])
    if kind == "nfd":
        return unicodedata.normalize("NFD", text)
    if kind == "nbsp":
        return re.sub(" ", lambda _: "\u00a0" if chance.random() < 0.3 else " ", text)
    if kind == "blanks":
        return re.sub(" ", lambda _: "  " if chance.random() < 0.2 else " ", text)
    if kind == "tone":
        return _TONED.sub(lambda found: _OTHER_PLACE[found[0]], text)
    return _DASHES.sub(lambda found: f"{found[1]}{chance.choice('-–—')}{found[2]}", text)
