"""Lexemes -> codes: what a few letters of the grammar of time mean.

Codes follow the grammar of periods with the year as written, else `--` (see
find.mentions.Time). A function gives None for a date that cannot be.
"""

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date

from bienban.find.mentions import TimeKind
from bienban.find.time_lexemes import Lexeme

Reading = tuple[str, TimeKind]
LEAP = 2000
"""Any leap year: 29 February is possible while the year is unknown."""


def day_code(day: str, month: str, year: str = "") -> str | None:
    """`2024-11-27` or `--11-27`; None for an impossible date. A year of two digits is of this century."""
    if len(year) == 2:
        year = f"20{year}"
    try:
        date(int(year or LEAP), int(month), int(day))
    except ValueError:
        return None
    return f"{year or '-'}-{int(month):02}-{int(day):02}"


def month_code(month: str, year: str = "") -> str | None:
    """`2024-11` or `--11`; None for a month that is none."""
    return f"{year or '-'}-{int(month):02}" if 1 <= int(month) <= 12 else None


def quarter_code(quarter: str, year: str = "") -> str | None:
    """`2024-Q4` or `--Q4`; None for a quarter that is none."""
    return f"{year or '-'}-Q{int(quarter)}" if 1 <= int(quarter) <= 4 else None


def first_months(count: str, year: str = "") -> str | None:
    """`ytd:2024-09` or `ytd:--09`; None for less than two or more than twelve."""
    code = month_code(count, year)
    return f"ytd:{code}" if code and int(count) > 1 else None


def last_months(count: str, year: str = "") -> tuple[str, TimeKind] | None:
    """The last months of a year: a half, a quarter, or from month to month."""
    months = int(count)
    if not 1 < months < 12:
        return None
    stem = year or "-"
    if months == 6:
        return f"{stem}-H2", "half"
    if months == 3:
        return f"{stem}-Q4", "quarter"
    return f"{stem}-{13 - months:02}/{stem}-12", "span"


def until(code: str) -> str:
    """`as_of:` the last day of `code`; of an unknown year February has 28 days."""
    if code.startswith(("this:", "last:", "next:", "as_of:", "ytd:")):
        return code if code.startswith("as_of:") else f"as_of:{code}"
    if "/" in code:
        return until(code.split("/")[1])
    year, rest = (code[:4], code[5:]) if code[:4].isdigit() else ("", code[2:])
    return f"as_of:{year or '-'}-{_last_day(year, rest)}"


def _last_day(year: str, rest: str) -> str:
    """The last month and day of what stands behind the year of a code."""
    if len(rest) == 5:
        return rest
    month = {"": 12, "H1": 6, "H2": 12, "Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12}.get(rest) or int(rest)
    return f"{month:02}-{monthrange(int(year or 2001), month)[1]}"


def read_range(lexeme: Lexeme, *, months: bool = False) -> str | None:
    """`a/b` of a run with a range: of days, or of months after the word month."""
    first, second = lexeme.numbers, lexeme.second
    if months:
        year = second[-1] if len(second[-1]) == 4 else ""
        opening = month_code(first[0], first[1] if len(first) > 1 else year)
        closing = month_code(second[0], year)
    else:
        year = second[2] if len(second) > 2 else ""
        opening = day_code(first[0], first[1] if len(first) > 1 else second[1], "".join(first[2:]) or year)
        closing = day_code(*second)
    return f"{opening}/{closing}" if opening and closing else None


def read(found: Sequence[Lexeme]) -> Reading | None:
    """What the lexemes of one plain time mean; None when they are none or an impossible date."""
    core = [lexeme for lexeme in found if lexeme.letter in _CORE]
    reader = _READERS.get("".join(_SAME.get(lexeme.letter, lexeme.letter) for lexeme in core))
    return reader([number for lexeme in core for number in lexeme.numbers], core) if reader else None


_CORE = frozenset("xdfnikMmvQqpYyRrZATJhN")
_SAME = {"f": "d", "i": "n", "p": "q"}
Reader = Callable[[list[str], Sequence[Lexeme]], Reading | None]


def _kind(code: str | None, kind: TimeKind) -> Reading | None:
    return (code, kind) if code else None


def _day(numbers: list[str], _: Sequence[Lexeme]) -> Reading | None:
    return _kind(day_code(*numbers), "day")


def _month(numbers: list[str], _: Sequence[Lexeme]) -> Reading | None:
    return _kind(month_code(*numbers), "month")


def _month_range(numbers: list[str], core: Sequence[Lexeme]) -> Reading | None:
    """A range of months, without a year of its own, or with it behind."""
    a, b, *year = numbers
    if not core[1].dash and int(b) > 12:
        return _kind(month_code(a, f"20{b}"), "month")
    if not core[1].dash or int(a) >= int(b):
        return None
    first, last = month_code(a, *year), month_code(b, *year)
    return (f"{first}/{last}", "span") if first and last else None


def _quarter(numbers: list[str], _: Sequence[Lexeme]) -> Reading | None:
    return _kind(quarter_code(*numbers), "quarter")


def _year(numbers: list[str], _: Sequence[Lexeme]) -> Reading | None:
    return numbers[0], "year"


def _years(numbers: list[str], _: Sequence[Lexeme]) -> Reading | None:
    first, last = numbers
    return (f"{first}/{last}", "span") if first < last else None


def _deictic(_: list[str], core: Sequence[Lexeme]) -> Reading | None:
    code = core[-1].code
    kind: TimeKind = "as_of" if code.startswith("as_of:") else "day"
    units: tuple[TimeKind, ...] = ("month", "quarter", "year")
    for unit in units:
        if code.endswith(unit):
            kind = unit
    return (code, kind) if code else None


def _half(numbers: list[str], core: Sequence[Lexeme]) -> Reading | None:
    return f"{numbers[0] if numbers else '-'}-{core[0].code}", "half"


def _range_of_months(_: list[str], core: Sequence[Lexeme]) -> Reading | None:
    return _kind(read_range(core[1], months=True), "span")


def _range_of_days(_: list[str], core: Sequence[Lexeme]) -> Reading | None:
    return _kind(read_range(core[0]), "span")


def _end_of_year(numbers: list[str], _: Sequence[Lexeme]) -> Reading | None:
    return numbers[0] if numbers else "--", "year"


def _day_of_month(numbers: list[str], _: Sequence[Lexeme]) -> Reading | None:
    return (f"this:month-{int(numbers[0]):02}", "day") if int(numbers[0]) else None


_READERS: dict[str, Reader] = {
    **dict.fromkeys(("x", "d", "nMn", "nMm", "nMnYy", "nMny", "Mx"), _day),
    **dict.fromkeys(("Mn", "Mm", "MnYy", "Mny"), _month),
    **dict.fromkeys(("Md", "MdYy", "Mdy"), _month_range),
    **dict.fromkeys(("Qn", "Qm", "QnYy", "Qny", "Qq", "QqYy", "Qqy", "q", "qYy"), _quarter),
    **dict.fromkeys(("Yy", "y", "AYy", "Ay"), _year),
    **dict.fromkeys(("YR", "R", "Yr", "r"), _years),
    **dict.fromkeys(("T", "J", "M", "Q", "Y"), _deictic),
    **dict.fromkeys(("h", "hy", "hYy"), _half),
    **dict.fromkeys(("Zy", "ZYy", "Z"), _end_of_year),
    "Mv": _range_of_months,
    "v": _range_of_days,
    "n": _day_of_month,
}
