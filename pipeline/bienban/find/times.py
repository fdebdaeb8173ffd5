"""Doc -> times: dates and periods.

The text becomes a string of letters (find.time_lexemes), the grammar is one
regular expression over it, and each of its alternatives has a reader below.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import cast

from bienban.find.mentions import Time, TimeKind
from bienban.find.quantities import grammar
from bienban.find.time_codes import day_code, first_months, last_months, read, read_range, until
from bienban.find.time_lexemes import Lexeme, letters, lexemes
from bienban.records import Session
from bienban.text.doc import Doc
from bienban.text.terms import Terms

# The letters are told in find.time_lexemes: D day, M month, Q quarter, Y year, y a year's
# digits, x a whole date, d day and month, m month and year, n a number, R two years;
# f is d with a dash before a counted noun, i is n before a percent sign.
_WORDED = r"(?:(?<=[DSWJ])[ni]M[ni](?:,?Yy)?|[ni]M(?:[ni],?Yy|m))"
_DAY = rf"(?:{_WORDED}|[xdf])"
_MONTH = r"M(?:m|v|[nidfx](?:,?Yy|-?y)?)"
_QUARTER = r"Q(?:m|p|[niq](?:,?Yy|y)?)"
_YEAR = r"Y?y"
_POINT = rf"(?:D?{_DAY}|{_MONTH}|{_QUARTER}|{_YEAR})"

_GRAMMAR = re.compile(
    rf"""
    (?=[^|o+a,)/I-])(?:
    (?P<hour>(?<![bB])(?:[ni]H(?:[ni]I?)?|k)|(?<=B)[ni]H(?:[ni]I?|(?=,?D)))
  | (?P<since>C?,?F(?:A,?(?:Y?y)?|{_POINT}|D?[ni](?=t))
              (?:,?[tU][te]{{0,2}}(?:N|Z(?:Y?y)?|{_POINT}|D?T))?)
  | (?P<range>(?=[DMQY])(?:{_POINT}|D[ni](?=tD?[xdfni]))te?{_POINT})
  | (?P<as_of>C?,?(?:D{{0,2}}[UteZ]){{1,4}}D{{0,2}}
              (?:N|{_WORDED}|(?<=D)f|[xd]|{_MONTH}|{_QUARTER}|{_YEAR}|(?<=D)n(?!M)|T|(?<=e)[MQY]|(?<=Z)))
  | (?P<days>[DSF]\(?[ni](?:[,+]D?[ni]){{0,5}}[,+-]D?[xdf]|[DS][ni](?:[,+]D?[ni]){{1,5}}M(?:m|[ni](?:,?Yy)?)
            |[DSF(]\(?v|v)
  | (?P<day>(?:[WSJBP],?\(?|D\(?|S[NP],?\(?){{0,5}}(?:{_DAY}(?:\+D?[xd])?|(?<=D)n(?![HM]))
           |\([dx](?=\))|S(?:[NP]|D?J)|J)
  | (?P<told>C?,?[bB]?[niY](?:T|J))
  | (?P<months>C?,?[bB]?[niY]M(?:A(?:Y?y)?|P|Z(?:Y?y)?|,?Y?y)?[aBt]?)
  | (?P<listed>M[ni](?:[,+]M?[ni]){{0,10}}[,+]M?(?:m|[ni]Yy)
              |Q[niq](?:[,+-]?Q?[niq]){{0,3}}[,+-]?Q?(?:p|m|[niq]Yy))
  | (?P<plain>{_MONTH}|{_QUARTER}|h(?:Y?y)?|AY?y|Y\(?[Rv]|[MQ])
  | (?P<season>V,?\(?(?:Y?y|Y?[Rr]))
  | (?P<era>[GK]\(?(?:Y?[Rr]|Y?ytY?y)|R)
  | (?P<years>Yy(?:[,+]Y?y){{0,9}}|Y)
  | (?P<deictic>T)
    )
    """,
    re.VERBOSE,
)
Reader = Callable[[str, Sequence[Lexeme]], Iterator[Time]]
_DOCUMENT = re.compile(r"\d{1,6}[a-zđ]?(?:[-/][\w.-]{0,19}\w){1,4},?\s{0,2}$|\bsố:?\s?\d{1,6},?\s{0,2}$")


def find_times(doc: Doc, terms: Terms) -> tuple[Time, ...]:
    """All times in text order, none inside another; see Time for their codes."""
    text = doc.text
    groups = grammar(terms.rules).groups if terms.rules is not None else None
    found = lexemes(doc, terms, groups)
    string, index = letters(text, found)
    times: list[Time] = []
    for match in _GRAMMAR.finditer(string):
        first, last = index[match.start()], index[match.end() - 1]
        times += _READERS[cast(str, match.lastgroup)](text, found[first : last + 1])
    return tuple(times)


def _time(found: Sequence[Lexeme], code: str, kind: TimeKind, session: str | None = None) -> Time:
    """A time that covers `found`; a noun that is glued to what is no part of it starts late."""
    first = found[0]
    start = first.noun if first.letter in "MQYS" else first.start
    return Time(start, found[-1].end, first.rule, code, kind, cast("Session | None", session))


def _letters(found: Sequence[Lexeme]) -> str:
    return "".join(lexeme.letter for lexeme in found)


def _plain(_: str, found: Sequence[Lexeme]) -> Iterator[Time]:
    """A month, quarter, half or year; the bare noun only in a deictic phrase."""
    reading = read(found)
    if reading is None:
        return
    bare = len(found) == 1 and found[0].letter in "MQY"
    time = _time(found, *reading)
    yield Time(found[0].start, time.end, time.rule, time.code, time.kind) if bare else time


def _years(text: str, found: Sequence[Lexeme]) -> Iterator[Time]:
    """Years one after another: each is a time of its own."""
    if found[-1].letter == "Y":
        yield from _plain(text, found)
        return
    for at, lexeme in enumerate(found):
        if lexeme.letter == "y":
            first = at - 1 if at and found[at - 1].letter == "Y" else at
            yield _time(found[first : at + 1], lexeme.numbers[0], "year")


def _hour(_: str, found: Sequence[Lexeme]) -> Iterator[Time]:
    """An hour of the day."""
    hour, *minute = [int(number) for lexeme in found for number in lexeme.numbers]
    if hour <= 24 and (not minute or minute[0] < 60):
        yield _time(found, f"T{hour:02}:{minute[0] if minute else 0:02}", "hour")


def _day(text: str, found: Sequence[Lexeme]) -> Iterator[Time]:
    """A day, told by its date or from the day of speaking."""
    string = _letters(found)
    session = next((lexeme.code for lexeme in found if lexeme.letter == "S"), None)
    cues = string[: len(string) - len(string.lstrip("WSJBFPND"))]
    rest = found[len(cues) :]
    if not rest:
        yield _told(found, session)
        return
    first, second = _split(rest, "+")
    reading = read(first)
    if reading is None or not _is_cued(text, cues, first):
        return
    covered = [found[len(cues) - 1], *first] if cues.endswith("D") else first
    code, kind = reading
    if (
        kind == "day"
        and not session
        and _DOCUMENT.search(text, max(0, covered[0].start - 40), covered[0].start)
    ):
        kind = "document"
    yield _time(covered, code, kind, session)
    other = read(second)
    if other:
        yield _time(second, *other, session)


def _told(found: Sequence[Lexeme], session: str | None) -> Time:
    """Today or yesterday, or the part of it."""
    last = found[-1]
    code = last.code if last.letter == "J" else "last:day" if last.letter == "P" else "this:day"
    return Time(found[0].start, last.end, last.rule, code, "day", cast("Session | None", session))


def _is_cued(text: str, cues: str, core: Sequence[Lexeme]) -> bool:
    """Whether digits like 7/12 or 8.3 are a date here, not a fraction or a decimal."""
    letter = core[0].letter
    if letter not in "df" or any(cue in "DSWJ" for cue in cues):
        return True
    if cues:
        return letter == "d"
    return text[core[0].start - 1 : core[0].start] == "(" and "." not in text[core[0].start : core[0].end]


def _split(found: Sequence[Lexeme], letter: str) -> tuple[Sequence[Lexeme], Sequence[Lexeme]]:
    """What stands before and behind the first lexeme with `letter`."""
    at = next((n for n, lexeme in enumerate(found) if lexeme.letter in letter), len(found))
    return found[:at], found[at + 1 :]


def _days(_: str, found: Sequence[Lexeme]) -> Iterator[Time]:
    """Several days in a row, told as a list or with a dash."""
    session = next((lexeme.code for lexeme in found if lexeme.letter == "S"), None)
    core = [lexeme for lexeme in found if lexeme.letter not in "SF"]
    plain = [lexeme for lexeme in core if lexeme.letter != "D"]
    code = read_range(plain[0]) if plain[0].letter == "v" else _row(plain)
    if code:
        yield _time(core, code, "span", session)


def _row(core: Sequence[Lexeme]) -> str | None:
    """`a/b` for the first and last day of a list whose month stands at its end."""
    at = next((n for n, lexeme in enumerate(core) if lexeme.letter == "M"), len(core))
    last = read(core[at - 1 :])
    if last is None or last[1] != "day":
        return None
    year, month, _ = _parts(last[0])
    first = day_code(core[0].numbers[0], month, year)
    return f"{first}/{last[0]}" if first else None


def _parts(code: str) -> tuple[str, str, str]:
    """Year, month and day of a day's code; the year is empty when unknown."""
    year, month, day = code.rsplit("-", 2)
    return year.strip("-"), month, day


def _since(text: str, found: Sequence[Lexeme]) -> Iterator[Time]:
    """From a point in time, with or without the point it lasts to."""
    covered = found[next(n for n, lexeme in enumerate(found) if lexeme.letter == "F") :]
    left, right = _split(covered[1:], "tU")
    if left[0].letter == "A":
        yield from _since_new_year(covered, right)
    elif right:
        yield from _between(covered, left, right)
    elif left[-1].letter in "df":
        yield from _day(text, covered)
    elif _letters(left) != "n":
        yield from _plain(text, left)


def _since_new_year(covered: Sequence[Lexeme], right: Sequence[Lexeme]) -> Iterator[Time]:
    """From the start of the year, up to now or to the end of what is said."""
    reading = read(right) if right else None
    if reading is None or right[-1].letter == "N":
        yield _time(covered, "ytd:this:month", "ytd")
    elif reading[1] == "month":
        yield _time(covered, f"ytd:{reading[0]}", "ytd")
    elif reading[1] == "day":
        yield _time(covered, until(reading[0]), "as_of")
    else:
        yield _time(covered, *reading)


def _range(_: str, found: Sequence[Lexeme]) -> Iterator[Time]:
    """From one point to another without the word from."""
    yield from _between(found, *_split(found, "t"))


def _between(covered: Sequence[Lexeme], left: Sequence[Lexeme], right: Sequence[Lexeme]) -> Iterator[Time]:
    """`a/b` of two points; the first takes its month and year from the second."""
    if right[-1].letter == "f" and "D" not in _letters(covered):
        return
    closing = "this:day" if right[-1].letter == "N" else (read(right) or ("", ""))[0]
    opening = (read(left) or ("", ""))[0]
    if not opening or not closing:
        return
    if opening.startswith("this:month-"):
        if not closing[-5:-4] == closing[-3:-2] == "-" and closing[-3:-2] != "-":
            return
        year, month, _ = _parts(closing)
        opening = day_code(opening[-2:], month, year) or ""
    if opening:
        yield _time(covered, f"{_with_year(opening, closing)}/{closing}", "span")


def _with_year(opening: str, closing: str) -> str:
    """`opening` with the year of `closing`, or the one before when it comes later in the year."""
    if not opening.startswith("-") or not closing[:4].isdigit():
        return opening
    rest = opening[2:]
    later = rest[:2] > closing[5:7]
    return f"{int(closing[:4]) - later}-{rest}" if rest else opening


def _as_of(_: str, found: Sequence[Lexeme]) -> Iterator[Time]:
    """Up to a point in time."""
    total = found[0].letter == "C"
    covered = found[1:] if total else found
    string = _letters(covered)
    size = len(string) - len(string.lstrip("UteZD"))
    target = covered[size:]
    if not target:
        if string.endswith("Z") and string != "Z":
            yield _time(covered, "as_of:--12-31", "as_of")
        return
    last = target[-1].letter
    if last == "N":
        yield _time(covered, "as_of:this:day", "as_of")
        return
    if last in "MQY":
        code = {"M": "this:month", "Q": "this:quarter", "Y": "this:year"}[last]
        yield _time(covered, f"as_of:{code}", "as_of")
        return
    reading = read(target)
    if reading is None:
        return
    code, kind = reading
    if kind == "year" and set(string[:size]) <= {"t"}:
        yield _time(target, code, kind)
    elif total and kind == "month":
        yield _time(target, f"ytd:{code}", "ytd")
    else:
        yield _time(covered, until(code), "as_of")


def _months(text: str, found: Sequence[Lexeme]) -> Iterator[Time]:
    """The first or last months of a year, unless the months are a duration."""
    total = found[0].letter == "C"
    at = next(n for n, lexeme in enumerate(found) if lexeme.letter == "M") - 1
    lasting = any(lexeme.letter in "bBat" for lexeme in found) and not _opens_sentence(text, found)
    core = [lexeme for lexeme in found[at:] if lexeme.letter not in "aBt"]
    string = _letters(core)
    count = "5" if string[0] == "Y" else core[0].numbers[0]
    if string[0] == "Y" and not set(string) & set("AP"):
        return
    year = core[-1].numbers[0] if string.endswith("y") else ""
    if "Z" in string:
        ending = last_months(count, year)
        if ending:
            yield _time(core, *ending)
        return
    a_rate = text[core[-1].end : core[-1].end + 1] == "/"
    if a_rate or (lasting and not total and not set(string) & set("Ay")):
        return
    code = first_months(count, year)
    if code:
        yield _time(core, code, "ytd")


def _opens_sentence(text: str, found: Sequence[Lexeme]) -> bool:
    """Whether the months behind a word that opens a sentence are a part of it: "Sau 7 tháng, …"."""
    return found[0].letter == "B" and text[found[0].start].isupper() and text[found[-1].end :][:1] == ","


def _told_months(_: str, found: Sequence[Lexeme]) -> Iterator[Time]:
    """The months that passed; other counts told from today are durations."""
    if found[-1].code == "this:month" and not any(lexeme.letter in "bB" for lexeme in found):
        count = "5" if found[-2].letter == "Y" else found[-2].numbers[0]
        code = first_months(count)
        if code:
            yield _time(found[-2:], code, "ytd")


def _listed(_: str, found: Sequence[Lexeme]) -> Iterator[Time]:
    """Months or quarters in a row whose year stands at the end."""
    year = next(n for n, lexeme in enumerate(found) if lexeme.letter in "pmy")
    joint = year - 2 if found[year].letter == "y" else year
    last = read([found[0], *found[joint:]])
    first = read(found[:2])
    if last and first:
        yield _time(found, f"{_with_year(first[0], last[0])}/{last[0]}", "span")


def _season(_: str, found: Sequence[Lexeme]) -> Iterator[Time]:
    """A crop or school year."""
    reading = read(found[1:])
    if reading:
        yield _time(found, reading[0], "season")


def _era(_: str, found: Sequence[Lexeme]) -> Iterator[Time]:
    """Years from one to another; a term of office is no reporting period."""
    years = [number for lexeme in found for number in lexeme.numbers]
    if years[0] < years[-1]:
        yield _time(found, f"{years[0]}/{years[-1]}", "term" if found[0].letter == "K" else "span")


_READERS: dict[str, Reader] = {
    "hour": _hour,
    "since": _since,
    "range": _range,
    "as_of": _as_of,
    "days": _days,
    "day": _day,
    "told": _told_months,
    "months": _months,
    "listed": _listed,
    "plain": _plain,
    "season": _season,
    "era": _era,
    "years": _years,
    "deictic": _plain,
}
