"""One document as the checks see it: its figures in text order, its sentences, and the words it looks for."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import compress
from operator import attrgetter, itemgetter

from bienban.check.lexicon import words_of
from bienban.document import Document
from bienban.find.mentions import Mentions
from bienban.link.link import Linked
from bienban.records import Flag, Indicator, Span
from bienban.rule_kinds import Rule
from bienban.rules import Rules
from bienban.text.doc import Doc
from bienban.text.fold import fold
from bienban.text.lexicon import Found

# Sizes that are measured and therefore rounded; everything else is counted one by one.
_MEASURED = frozenset(
    ("percent", "point", "times", "score", "day", "ha", "km2", "m2", "m3", "km", "m")
) | frozenset(("tonne", "tạ", "kg", "lít", "kWh", "MW"))
_ISO = 3
"""Letters of the code of a currency."""
_NUMBER = re.compile(r"\d{1,20}(?:[.,  ]{1,2}\d{1,9}){0,8}")
_ASIDES = frozenset({"title", "chrome", "tail"})

Place = tuple[int, int]
"""A stretch of the text, as half-open characters."""


Word = Found[Rule]
"""A phrase of a rule in the text."""


class Figure:
    """An indicator with what arithmetic needs; `index` is its place among all figures.

    `of` is the denominator of a fraction.
    """

    def __init__(self, indicator: Indicator, index: int, text: str) -> None:
        self.indicator = indicator
        self.index = index
        self.start = indicator.provenance.start
        self.end = indicator.provenance.end
        self.unit = indicator.unit
        self.measure = indicator.measure
        self.value = Decimal(indicator.value)
        self.of = None if indicator.of is None else Decimal(indicator.of)
        self.is_level = indicator.measure == "level" or (
            indicator.measure == "fraction" and indicator.base is not None
        )
        self._text = text

    @property
    def raw(self) -> str:
        """As written."""
        return self.indicator.provenance.raw

    @cached_property
    def _numbers(self) -> list[str]:
        return [number.group() for number in _NUMBER.finditer(self.raw)]

    @cached_property
    def step(self) -> Decimal:
        """What one in the last printed digit is worth, scale applied."""
        first = self._numbers[:1] if len(self._numbers) == 1 or self.of is not None else []
        return _step(self.value, first[0] if first else "")

    @cached_property
    def step_of(self) -> Decimal:
        """The same for the denominator of a fraction."""
        return _step(self.of, self._numbers[-1]) if self.of and len(self._numbers) > 1 else Decimal(1)

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage of a whole."""
        return self.measure == "share" and self.unit == "percent" and self.indicator.value_max is None

    @property
    def is_measured(self) -> bool:
        """Whether it is measured and therefore rounded, not counted one by one."""
        return is_measure(self.unit or "") or self.step != 1

    @property
    def is_exact(self) -> bool:
        """Whether nothing makes it a limit, a range, an approximation or a piece of a longer number."""
        cut = self._text[max(self.start - 2, 0) : self.start].rstrip(" .,")[-1:].isdigit()
        return self.indicator.bound == "exact" and self.indicator.value_max is None and not cut

    @property
    def slack(self) -> Decimal:
        """How far the true value may lie from the printed one; nothing for things that are counted.

        Two noughts or more at the end of a measure are taken to be rounded.
        """
        if not self.is_measured:
            return Decimal(0)
        number = self._numbers[0] if self._numbers and "," not in self._numbers[0] else ""
        digits = number.replace(".", "")
        noughts = len(digits) - len(digits.rstrip("0"))
        return self.step * (Decimal(10) ** noughts if noughts > 1 else 1) / 2


class Case:
    """One document as the checks see it; every list is in text order."""

    def __init__(self, document: Document, doc: Doc, mentions: Mentions, linked: Linked) -> None:
        self.document = document
        self.text = document.text
        self.doc = doc
        self.mentions = mentions
        self.linked = linked
        ordered = sorted(linked.indicators, key=lambda indicator: indicator.provenance.start)
        self.figures = tuple(Figure(one, index, self.text) for index, one in enumerate(ordered))
        self.bounds = tuple(doc.sentences)
        self.norms = doc.norms
        self.offsets = [*doc.starts, len(self.text)]
        self._words = words_of(mentions.terms.rules or Rules((), ""))
        self._plain: dict[str, str] = {}

    @cached_property
    def sentences(self) -> list[Place]:
        """Where the sentences stand."""
        return [(self.offsets[first], self.offsets[last]) for first, last in self.bounds]

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def by_sentence(self) -> dict[int, list[Figure]]:
        """The figures of each sentence that has some, keyed by the sentence's number."""
        found: dict[int, list[Figure]] = {}
        for figure in self.figures:
            found.setdefault(self.sentence_at(figure.start), []).append(figure)
        return found

    @cached_property
    def _sections(self) -> list[tuple[int, int, str]]:
        found = self.doc.sections
        places = zip(found.starts, found.ends, found.labels, strict=True)
        return [place for place in places if place[2] in _ASIDES | {"caption"}]

    def near(self, sentence: int, offset: int, most: int) -> list[Figure]:
        """Up to `most` figures of a sentence behind `offset`, or before it when `most` is negative."""
        figures = self.by_sentence.get(sentence, [])
        place = bisect_left(figures, offset, key=attrgetter("start"))
        return figures[place : place + most] if most > 0 else figures[max(place + most, 0) : place]

    def words(self, word: str, start: int, end: int) -> Iterator[Word]:
        """The phrases of one word of the lexicon within `start..end`, the longest at each start."""
        lexicon = self._words.of(word)
        openings, norms = lexicon.openings, self.norms
        first = bisect_left(self.doc.starts, start)
        for token in range(first, bisect_left(self.doc.starts, end, first)):
            if norms[token] in openings:
                found = lexicon.at(self.doc, self.doc.starts[token])
                if found and found.end <= end:
                    yield found

    def has(self, word: str, start: int, end: int) -> bool:
        """Whether a phrase of `word` lies within `start..end`."""
        return next(self.words(word, start, end), None) is not None

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The tokens that may open a word looked for in the whole text, by their syllable."""
        found: dict[str, list[int]] = {}
        wanted = map(self._words.everywhere.__contains__, self.norms)
        for token in compress(range(len(self.norms)), wanted):
            found.setdefault(self.norms[token], []).append(token)
        return found

    def word_at(self, word: str, token: int) -> Word | None:
        """The longest phrase of one word of the lexicon that starts at a token."""
        return self._words.of(word).at(self.doc, self.offsets[token])

    def rules_at(self, word: str, token: int) -> list[Rule]:
        """The rules of all phrases of `word` that start at a token, those of the longest first."""
        return self._words.of(word).rules_at(self.norms, token)

    def all_words(self, word: str) -> Iterator[Word]:
        """The phrases of one word in the whole text; only of words that the lexicon has "everywhere"."""
        places = sorted(t for first in self._words.of(word).openings for t in self._places.get(first, ()))
        yield from (found for token in places if (found := self.word_at(word, token)))

    def token_at(self, offset: int) -> int:
        """The number of the first token that starts at or behind `offset`."""
        return bisect_left(self.offsets, offset)

    def tokens(self, *words: str) -> list[int]:
        """The numbers of the tokens that are one of `words`, which are among MARKS."""
        return sorted(token for word in words for token in self._places.get(fold(word), ()))

    def behind(self, word: Word) -> int:
        """The first character behind a phrase and the blank that follows it."""
        return word.end + (self.text[word.end : word.end + 1] == " ")

    def end_of(self, token: int) -> int:
        """The character behind a token, without the blank that follows it."""
        end = self.offsets[token + 1]
        return end - 1 if end - 1 > self.offsets[token] and self.text[end - 1] == " " else end

    @property
    def plausible_units(self) -> frozenset[str]:
        """The units for which plausible sizes are known."""
        return self._words.units

    def says(self, word: str, text: str) -> bool:
        """Whether a folded text of its own, such as a title, holds a phrase of `word`."""
        return self._words.says(word, text)

    def plain_name(self, name: str) -> str:
        """`name` in lower case and single blanks, without the words that say only of whom it is the whole."""
        plain = self._plain.get(name)
        if plain is None:
            plain = self._plain[name] = " ".join(self._words.qualifier.sub(" ", name.lower()).split())
        return plain

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds character `offset`."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def gap_before(self, figure: Figure) -> Place:
        """The text between `figure` and the figure before it in its sentence."""
        opening = self.sentences[self.sentence_at(figure.start)][0]
        last = self.figures[figure.index - 1].end if figure.index else 0
        return min(max(opening, last), figure.start), figure.start

    def gap_after(self, figure: Figure) -> Place:
        """The text between `figure` and the next figure in its sentence."""
        closing = self.sentences[self.sentence_at(figure.start)][1]
        if figure.index + 1 < len(self.figures):
            closing = min(closing, self.figures[figure.index + 1].start)
        return figure.end, max(closing, figure.end)

    def is_reported(self, offset: int) -> bool:
        """Whether `offset` lies in a part that reports something: in no title, caption or chrome."""
        return self._label_at(offset) is None

    def is_aside(self, offset: int) -> bool:
        """Whether `offset` lies in a title or outside of the article; captions are part of it."""
        return self._label_at(offset) in _ASIDES

    def _label_at(self, offset: int) -> str | None:
        """The section that holds `offset`, of those that report nothing."""
        index = bisect_right(self._sections, offset, key=itemgetter(0)) - 1
        _, end, label = self._sections[index] if index >= 0 else (0, 0, None)
        return label if offset < end else None

    def span(self, start: int, end: int) -> Span:
        """A Span of this text."""
        return Span(start=start, end=end, raw=self.text[start:end])

    def flag(
        self, code: str, message: str, places: Sequence[Figure | Place] = (), suggestion: str | None = None
    ) -> Flag:
        """A flag that points to `places`, in text order."""
        offsets = sorted({p if isinstance(p, tuple) else (p.start, p.end) for p in places})
        spans = tuple(self.span(start, end) for start, end in offsets)
        return Flag(code=code, message=message, spans=spans, suggestion=suggestion)


def is_measure(unit: str) -> bool:
    """Whether a unit measures a size, or is a rate, and counts nothing one by one."""
    return unit in _MEASURED or "/" in unit or (len(unit) == _ISO and unit.isupper())


def _step(value: Decimal, number: str) -> Decimal:
    """What one in the last digit of `number` is worth when the whole is worth `value`."""
    digits = "".join(digit for digit in number if digit.isdigit())
    if not digits.strip("0") or not value:
        return Decimal(1)
    step = abs(value) / int(digits)
    return step if step.normalize().as_tuple().digits == (1,) else Decimal(1)


def written(value: Decimal) -> str:
    """`value` in Vietnamese style: dots for thousands, a comma for decimals, at most three of them."""
    for size, word in ((Decimal("1e9"), " tỷ"), (Decimal("1e6"), " triệu")):
        if abs(value) >= size:
            return written(value / size) + word
    rounded = round(value, 3).normalize()
    return f"{rounded:,f}".translate(str.maketrans(",.", ".,"))
