"""Doc -> the lexemes of time: words of TimeRule, parts of the day and runs of digits.

Each lexeme has a letter, so that a stretch of text becomes a short string of
letters and the grammar of dates can be a regular expression over it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from bienban.find.groups import Behind, Groups
from bienban.rule_kinds import SessionRule, TimeRule, TimeWord, VerbRule
from bienban.text.doc import Doc
from bienban.text.terms import Term, Terms

LETTERS: dict[TimeWord, str] = {
    "minute": "I",
    "hour": "H",
    "day": "D",
    "weekday": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "number": "n",
    "first": "A",
    "last": "Z",
    "half": "h",
    "past": "P",
    "now": "N",
    "deictic": "T",
    "today": "J",
    "until": "U",
    "to": "t",
    "end": "e",
    "from": "F",
    "before": "B",
    "total": "C",
    "era": "G",
    "term": "K",
    "season": "V",
    "and": "+",
    "lasting_before": "b",
    "lasting_after": "a",
    "none": "o",
}

_RUN = re.compile(r"\d{1,16}(?:(?:[.,/:]| {0,2}[-–—] {0,2}| ?/ ?)\d{1,16}){0,6}")
_PART = re.compile(r"\d+|[.,/:–—-]")
_DECIMAL = re.compile(r"[\d.]+,\d+")
_ROMAN = re.compile(r"[ \xa0]{0,2}(IV|I{1,3})(?![^\W_])(?: ?[-–./] ?((?:19|20)\d\d)(?!\d|[./]\d))?")
_MORE = re.compile(r"(?:,? | ?[,-] ?| và )(?=I)")
_ROMANS = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_GAPS = {"": "", ",": ",", "(": "(", ")": ")", "-": "-", "–": "-", "—": "-", "/": "/"}


@dataclass(slots=True)
class Lexeme:
    """One word or run of digits of the grammar of time.

    `numbers` are the digits of a run; of a range `second` are those behind the
    dash. `code` comes from the rule of a word, `noun` is where the noun of the
    unit starts in it.
    """

    letter: str
    start: int
    end: int
    rule: str
    numbers: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    code: str = ""
    noun: int = 0
    dash: bool = False


def lexemes(doc: Doc, terms: Terms, groups: Groups | None) -> list[Lexeme]:
    """All lexemes of time in text order; words win over runs they hold.

    What is no part of a time (`o`) only keeps others from being one, and is left out.
    `groups` tell which digits are amounts.
    """
    words = list(_words(doc.text, terms))
    starts = [word.start for word in words]
    found = [word for word in words if word.letter != "o"]
    for match in _RUN.finditer(doc.text):
        start = match.start()
        before = bisect_right(starts, start) - 1
        if before < 0 or words[before].end <= start:
            cue = words[before] if before >= 0 and words[before].end + 1 >= start else None
            cued = cue is not None and cue.letter in "DSWJ"
            risen = cue is not None and cue.letter == "F" and terms.until(cue.start - 1, VerbRule) is not None
            run = _run(doc, match, groups, cued=cued, risen=risen)
            if run is not None:
                found.append(run)
    found.sort(key=attrgetter("start"))
    return found


def letters(text: str, found: list[Lexeme]) -> tuple[str, list[int]]:
    """The lexemes as letters, with what stands between them, and the lexeme of each letter.

    Blanks vanish, one comma, bracket, dash or slash stays itself, all else is `|`.
    """
    string: list[str] = []
    index: list[int] = []
    last = 0
    for number, lexeme in enumerate(found):
        gap = text[last : lexeme.start]
        if gap != " " and gap:
            string.append(gap_letter := _GAPS.get(gap.strip(" \xa0"), "|"))
            if gap_letter:
                index.append(number)
        string.append(lexeme.letter)
        index.append(number)
        last = lexeme.end
    string.append(_GAPS.get(text[last : last + 1].strip(" \xa0"), "|"))
    return "".join(string), index


def _words(text: str, terms: Terms) -> Iterator[Lexeme]:
    """The words of TimeRule and SessionRule, the longest first, none inside another."""
    times = list(terms.of_type(TimeRule)) + list(terms.of_type(SessionRule))
    times.sort(key=lambda term: (term.start, -term.end))
    end = 0
    month = -1
    for term in times:
        if term.start < end:
            continue
        lexeme = _word(text, term)
        if lexeme.letter == "Y" and month == term.start and text[term.start] == "N":
            lexeme = Lexeme("n", term.start, term.end, term.rule, ("5",))
        yield lexeme
        end = lexeme.end
        if lexeme.letter == "Q":
            for quarter in _quarters(text, lexeme):
                yield quarter
                end = quarter.end
        month = end + 1 if lexeme.letter == "M" else -1


def _word(text: str, term: Term) -> Lexeme:
    rule = term.what
    if isinstance(rule, TimeRule):
        letter, code = LETTERS[rule.time], rule.code or ""
        if letter == "n":
            return Lexeme("n", term.start, term.end, term.rule, (code,))
        noun = text.rfind(" ", term.start, term.end) + 1 if letter in "MQY" else 0
        return Lexeme(letter, term.start, term.end, term.rule, (), (), code, noun or term.start)
    assert isinstance(rule, SessionRule)
    noun = text.rfind(" ", term.start, term.end) + 1 or term.start
    return Lexeme("S", term.start, term.end, term.rule, (), (), rule.session, noun)


def _quarters(text: str, noun: Lexeme) -> Iterator[Lexeme]:
    """The Roman numbers behind the noun: `q`, or `p` with a year of its own."""
    end = noun.end
    while roman := _ROMAN.match(text, end):
        numbers = (_ROMANS[roman[1]], *([roman[2]] if roman[2] else []))
        yield Lexeme("p" if roman[2] else "q", roman.start(1), roman.end(), noun.rule, numbers)
        more = _MORE.match(text, roman.end())
        if not more:
            return
        end = more.end()


def _run(doc: Doc, match: re.Match[str], groups: Groups | None, *, cued: bool, risen: bool) -> Lexeme | None:
    """A run of digits as a lexeme: x d m y n R v k; None when it is no part of a time.

    `cued` behind the word for a day, `risen` behind a verb such as "rose from".
    """
    text, (start, end), raw = doc.text, match.span(), match.group()
    first: tuple[str, ...]
    second: tuple[str, ...]
    if _DECIMAL.fullmatch(raw) or _is_code(text, start, end):
        return None
    if raw.isdigit():
        letter, first, second, dash = _ALONE.get(_size(raw), "o"), (raw,), (), False
    else:
        letter, first, second, dash = _joined(raw)
    if letter == "n" and "%" in text[end : end + 2].lstrip(" ")[:1]:
        letter = "i"
    elif letter in "dvxym" and groups is not None:
        behind = groups.behind(doc, start, end)
        a_share = risen and letter == "d" and behind == "count"
        letter = "o" if a_share else _weighed(letter, raw, behind, cued=cued)
    if letter == "o":
        return None
    return Lexeme(letter, start, end, "time.date", first, second, "", 0, dash)


def _weighed(letter: str, raw: str, behind: Behind, *, cued: bool) -> str:
    """The letter of a run in front of what is counted or measured, when that makes it no date.

    Days and months with a dot, and years, can be amounts where something is measured; nothing that
    is counted has a fraction, but a dash may part two counts. Behind the word for a day (`cued`)
    even a day, a month and two digits of a year are a date.
    """
    if behind == "nothing" or "/" in raw or (letter == "x" and raw[-4:].isdigit()):
        return letter
    if behind == "measure" or (letter == "x" and not cued):
        return "o"
    return "f" if letter == "d" and "." not in raw else letter


def _joined(raw: str) -> tuple[str, tuple[str, ...], tuple[str, ...], bool]:
    """Numbers that signs join: letter, numbers, those behind the dash of a range, whether there is a dash."""
    parts = _PART.findall(raw)
    signs = "".join(parts[1::2]).replace("–", "-").replace("—", "-")
    first, second = _halves(tuple(parts[::2]), signs)
    letter = _range_letter(first, second) if second else _letter(first, signs)
    return letter, first, second, "-" in signs


def _is_code(text: str, start: int, end: int) -> bool:
    """Whether the digits belong to a document number, a name or a decimal."""
    before = text[start - 1] if start else " "
    after = text[end : end + 2]
    hour = before in "hHgG" and start > 1 and text[start - 2].isdigit()
    if (
        (before.isalpha() and not hour)
        or before in "/_"
        or (before in ".," and start > 1 and text[start - 2].isalnum())
    ):
        return True
    if before == "-" and start > 1 and text[start - 2].isalpha() and text[start - 2].isupper():
        return True
    return len(after) == 2 and after[0] in "/-" and after[1].isalpha() and after[1].isupper()


def _halves(numbers: tuple[str, ...], signs: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two sides of a range; the dash divides only where another sign joins day and month."""
    dashes = signs.count("-")
    if dashes != 1 or not any(sign in "/." for sign in signs):
        return numbers, ()
    cut = signs.index("-") + 1
    if cut == 1 and len(numbers) == 3 and len(numbers[2]) == 4 and not _is_ascending(numbers[0], numbers[1]):
        return numbers, ()
    return numbers[:cut], numbers[cut:]


def _is_ascending(first: str, second: str) -> bool:
    return int(first) < int(second) <= 12


def _letter(numbers: tuple[str, ...], signs: str) -> str:
    """The letter of a run without a range."""
    if "," in signs:
        return "o"
    if ":" in signs:
        return "k" if len(numbers) == 2 and int(numbers[0]) < 24 and len(numbers[1]) == 2 else "o"
    if signs in ("./", "/.") and len(numbers[-1]) < 4:
        return "o"
    shape = tuple(_size(number) for number in numbers)
    if shape == ("year", "year"):
        return "r" if signs == "/" else "R"
    return _SHAPES.get(shape, "o")


def _size(number: str) -> str:
    """What one number of a date may be: a day or month, or a year."""
    if len(number) <= 2:
        return "short" if int(number) <= 31 else "two"
    return "year" if len(number) == 4 and "1900" <= number <= "2100" else "other"


_ALONE = {"short": "n", "year": "y"}
_SHAPES = {
    ("short", "short"): "d",
    ("short", "year"): "m",
    ("short", "short", "year"): "x",
    ("short", "short", "short"): "x",
    ("short", "short", "two"): "x",
}


def _range_letter(first: tuple[str, ...], second: tuple[str, ...]) -> str:
    """`v` for a range of days or months, else `o`."""
    sizes = {_size(number) for number in first + second}
    whole = len(first) <= len(second) <= 3 or (len(first) == 3 and len(second) == 3)
    return "v" if whole and len(second) > 1 and sizes <= {"short", "year"} else "o"
