"""One document as the checks see it: its figures in text order, its sentences and its signs."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from spacy.tokens import Doc

from bienban.document import Document
from bienban.find.mentions import Mentions
from bienban.link.link import Linked
from bienban.records import Flag, Indicator, Span
from bienban.rules import Sign, SignRule
from bienban.text.fold import fold
from bienban.text.terms import Term

# Sizes that are measured and therefore rounded; everything else is counted one by one.
_MEASURED = frozenset(
    ("VND", "USD", "EUR", "percent", "point", "times", "score", "day", "ha", "km2", "m2", "m3", "km", "m")
) | frozenset(("tonne", "tạ", "kg", "lít", "kWh", "MW"))
_NUMBER = re.compile(r"\d{1,20}(?:[.,  ]{1,2}\d{1,9}){0,8}")
_UNREPORTED = frozenset({"title", "chrome", "caption", "tail"})


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator with what arithmetic needs.

    `step` is the size of the last printed digit, scale applied; `step_of` the same
    for the denominator of a fraction; `index` its place among all figures; `is_cut`
    when another number touches it, so that it may be a piece of a longer one.
    """

    indicator: Indicator
    index: int
    value: Decimal
    of: Decimal | None
    step: Decimal
    step_of: Decimal
    is_cut: bool = False

    @property
    def start(self) -> int:
        """The first character."""
        return self.indicator.provenance.start

    @property
    def end(self) -> int:
        """The character behind the last."""
        return self.indicator.provenance.end

    @property
    def raw(self) -> str:
        """As written."""
        return self.indicator.provenance.raw

    @property
    def unit(self) -> str | None:
        """The unit's code."""
        return self.indicator.unit

    @property
    def is_level(self) -> bool:
        """Whether it says how much there is, alone or as the first of a pair."""
        return self.indicator.measure == "level" or (
            self.indicator.measure == "fraction" and self.indicator.base is not None
        )

    @property
    def is_measured(self) -> bool:
        """Whether it is measured and therefore rounded, not counted one by one."""
        return self.unit in _MEASURED or "/" in (self.unit or "") or self.step != 1

    @property
    def is_exact(self) -> bool:
        """Whether nothing in the text makes it a limit, a range or an approximation."""
        return self.indicator.bound == "exact" and self.indicator.value_max is None and not self.is_cut

    @property
    def slack(self) -> Decimal:
        """How far the true value may lie from the printed one; nothing for things that are counted."""
        return self.step / 2 if self.is_measured else Decimal(0)


@dataclass(frozen=True)
class Case:
    """One document as the checks see it; every list is in text order."""

    document: Document
    doc: Doc
    mentions: Mentions
    linked: Linked
    sentences: tuple[tuple[int, int], ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "sentences", tuple((sent.start_char, sent.end_char) for sent in self.doc.sents)
        )

    @property
    def text(self) -> str:
        """The text all offsets refer to."""
        return self.document.text

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """All indicators as figures."""
        ordered = sorted(self.linked.indicators, key=lambda indicator: indicator.provenance.start)
        return tuple(to_figure(indicator, index, self.text) for index, indicator in enumerate(ordered))

    @cached_property
    def by_sentence(self) -> dict[int, list[Figure]]:
        """The figures of each sentence that has some, keyed by the sentence's number."""
        found: dict[int, list[Figure]] = {}
        for figure in self.figures:
            found.setdefault(self.sentence_at(figure.start), []).append(figure)
        return found

    @cached_property
    def unreported(self) -> tuple[tuple[int, int], ...]:
        """The parts that report nothing: titles, captions, chrome and what follows the end."""
        sections = self.doc.spans.get("sections", ())
        return tuple((s.start_char, s.end_char) for s in sections if s.label_ in _UNREPORTED)

    @cached_property
    def asides(self) -> tuple[tuple[int, int], ...]:
        """Titles, chrome and what follows the end."""
        sections = self.doc.spans.get("sections", ())
        return tuple((s.start_char, s.end_char) for s in sections if s.label_ in _UNREPORTED - {"caption"})

    @cached_property
    def _signs(self) -> dict[str, tuple[list[int], list[Term]]]:
        found: dict[str, tuple[list[int], list[Term]]] = {}
        for term in self.mentions.terms.of_type(SignRule):
            if isinstance(term.what, SignRule):
                starts, terms = found.setdefault(term.what.sign, ([], []))
                starts.append(term.start)
                terms.append(term)
        return found

    def signs(self, sign: Sign, start: int = 0, end: int | None = None) -> Iterator[Term]:
        """The terms of one sign that lie within `start..end`."""
        starts, terms = self._signs.get(sign, ([], []))
        for index in range(bisect_left(starts, start), len(terms)):
            if end is not None and terms[index].start >= end:
                return
            if end is None or terms[index].end <= end:
                yield terms[index]

    def has(self, sign: Sign, start: int, end: int) -> bool:
        """Whether a term of `sign` lies within `start..end`."""
        return next(self.signs(sign, start, end), None) is not None

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds character `offset`."""
        return max(bisect_right(self.sentences, (offset, len(self.text) + 1)) - 1, 0)

    def gap_before(self, figure: Figure) -> tuple[int, int]:
        """The text between `figure` and the figure before it in its sentence, as offsets."""
        opening = self.sentences[self.sentence_at(figure.start)][0]
        last = self.figures[figure.index - 1].end if figure.index else 0
        return min(max(opening, last), figure.start), figure.start

    def gap_after(self, figure: Figure) -> tuple[int, int]:
        """The text between `figure` and the next figure in its sentence, as offsets."""
        closing = self.sentences[self.sentence_at(figure.start)][1]
        if figure.index + 1 < len(self.figures):
            closing = min(closing, self.figures[figure.index + 1].start)
        return figure.end, max(closing, figure.end)

    def is_reported(self, offset: int) -> bool:
        """Whether `offset` lies in a part of the text that reports something."""
        return not any(start <= offset < end for start, end in self.unreported)

    def is_aside(self, offset: int) -> bool:
        """Whether `offset` lies in a title or outside of the article; captions are part of it."""
        return any(start <= offset < end for start, end in self.asides)

    def span(self, start: int, end: int) -> Span:
        """A Span of this text."""
        return Span(start=start, end=end, raw=self.text[start:end])

    def flag(
        self,
        code: str,
        message: str,
        places: Sequence[Figure | tuple[int, int]] = (),
        suggestion: str | None = None,
    ) -> Flag:
        """A flag that points to `places`, in text order."""
        offsets = sorted({p if isinstance(p, tuple) else (p.start, p.end) for p in places})
        spans = tuple(self.span(start, end) for start, end in offsets)
        return Flag(code=code, message=message, spans=spans, suggestion=suggestion)


def to_figure(indicator: Indicator, index: int, text: str) -> Figure:
    """`indicator` with its numbers as Decimal and the size of their last digits."""
    start = indicator.provenance.start
    value = Decimal(indicator.value)
    of = None if indicator.of is None else Decimal(indicator.of)
    numbers = [number.group() for number in _NUMBER.finditer(indicator.provenance.raw)]
    return Figure(
        indicator=indicator,
        index=index,
        value=value,
        of=of,
        step=_step(value, numbers[0] if len(numbers) == 1 or of is not None else ""),
        step_of=_step(of, numbers[-1]) if of is not None and len(numbers) > 1 else Decimal(1),
        is_cut=text[max(start - 2, 0) : start].rstrip(" .,")[-1:].isdigit(),
    )


def _step(value: Decimal, number: str) -> Decimal:
    """What one in the last digit of `number` is worth when the whole is worth `value`."""
    digits = re.sub(r"\D", "", number)
    if not digits or not int(digits) or not value:
        return Decimal(1)
    step = abs(value) / int(digits)
    return step if step.normalize().as_tuple().digits == (1,) else Decimal(1)


def same_name(one: str, other: str) -> bool:
    """Whether two names say the same, apart from case, tone placement and a leading "total"."""
    return plain_name(one) == plain_name(other)


_TOTALS = ("tổng số ", "tổng ")


def plain_name(name: str) -> str:
    """`name` folded, in single blanks and without a leading "total"."""
    plain = " ".join(fold(name).split())
    for total in _TOTALS:
        plain = plain.removeprefix(total)
    return plain


def written(value: Decimal) -> str:
    """`value` in Vietnamese style: dots for thousands, a comma for decimals, at most three of them."""
    for size, word in ((Decimal("1e9"), " tỷ"), (Decimal("1e6"), " triệu")):
        if abs(value) >= size:
            return written(value / size) + word
    rounded = round(value, 3).normalize()
    return f"{rounded:,f}".translate(str.maketrans(",.", ".,"))
