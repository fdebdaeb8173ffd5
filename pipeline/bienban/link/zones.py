"""Where a leader orders: from the sentence that opens his words to the one that ends them.

The state of the article (its sections) is the main thing that tells an order from a
report (guide §7): inside a zone an item needs only the wording of an order, outside
it needs a person and a verb of ordering as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bienban.link.items import Head, read_head, skip_head, split_items
from bienban.link.openings import Opening, find_opening
from bienban.link.order_words import OrderWords
from bienban.link.voices import Voice, Voices
from bienban.text.lines import mark_length
from bienban.text.sections import Section

_SHORTEST = 12  # characters of an order


@dataclass(frozen=True, slots=True)
class Order:
    """One order as it stands: where, by whom, to whom."""

    start: int
    end: int
    rule: str
    speaker: Voice
    addressee: str | None
    inherited: str | None
    front: int
    """Where what stands in front of the order starts: connectives and times."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One sentence and its section."""

    start: int
    end: int
    section: Section


class Zone:
    """Who speaks, to whom he spoke last, and whether a list of orders is open."""

    def __init__(self, words: OrderWords, voices: Voices) -> None:
        self.words = words
        self.voices = voices
        self.speaker = Voice(None)
        self.addressee: str | None = None
        self.is_open = False
        self.listing = False
        self.front = 0

    def read(self, stretches: Sequence[Stretch]) -> Iterator[Order]:
        """All orders of the sentences, in text order."""
        for stretch in stretches:
            if stretch.section in ("title", "chrome", "caption", "tail"):
                continue
            if stretch.section in ("report", "discussion", "plan"):
                self.is_open = self.listing = False
                continue
            yield from self._sentence(stretch)
            if stretch.section == "lede":
                self.is_open = self.listing = False

    def _sentence(self, stretch: Stretch) -> Iterator[Order]:
        """The orders of one sentence."""
        lenient = self.listing and mark_length(self.words.text, stretch.start) > 0
        for start, end in split_items(self.words, stretch.start, stretch.end):
            self.front = start
            place = skip_head(self.words, start, end)
            opening = find_opening(self.words, place, end, in_zone=self.is_open)
            if opening:
                self._enter(opening, stretch)
                order = self._opened(opening, end)
            else:
                order = self._item(place, end, lenient=lenient) if self.is_open else None
            if order:
                lenient = True
                yield order

    def _enter(self, opening: Opening, stretch: Stretch) -> None:
        """Who speaks from here on."""
        if opening.person:
            self.speaker = self.voices.resolve(opening.person, self.speaker)
            self.addressee = None
        elif opening.body:
            self.speaker = Voice(self.words.text[opening.body.start : opening.body.end])
        if opening.content is not None or stretch.section == "conclusion":
            self.is_open = True

    def _opened(self, opening: Opening, end: int) -> Order | None:
        """The order behind an opening, or what it says of those that follow."""
        if opening.content is None:
            return None
        self.front = opening.content
        start = skip_head(self.words, opening.content, end)
        colon = self._list_opens(opening.content, end)
        if colon is None:
            return self._order(start, end, read_head(self.words, start, end), opening.rule)
        head = read_head(self.words, start, colon) or self._names_only(start, colon)
        self._address(head)
        self.listing = True
        place = skip_head(self.words, colon + 1, end)
        return self._item(place, end, lenient=True) if place < end else None

    def _names_only(self, start: int, end: int) -> Head | None:
        name = self.words.name_end(start)
        return Head("addressee", (start, self.words.trim(start, end))) if name and name <= end else None

    def _list_opens(self, start: int, end: int) -> int | None:
        """The colon that opens a list of orders in `start..end`, if one does."""
        text = self.words.text
        colon = text.find(":", start, end)
        while colon > 0 and text[colon - 1 : colon].isdigit() and text[colon + 1 : colon + 2].isdigit():
            colon = text.find(":", colon + 1, end)
        if colon < 0:
            return None
        after = skip_head(self.words, colon + 1, end)
        if after >= end or text[end - 1] == ";":
            return colon
        return colon if text[after].isupper() or after - colon > 3 or colon - start <= 2 else None

    def _item(self, start: int, end: int, *, lenient: bool) -> Order | None:
        """The order at `start..end` of an open zone, when it is worded as one."""
        words = self.words
        colon = self._list_opens(start, end)
        if colon is not None and not read_head(words, start, colon):
            start = skip_head(words, colon + 1, end)
            colon = None
        head = read_head(words, start, end)
        if colon is not None and head and head.kind in ("order", "addressee"):
            self._address(head if head.addressee else self._names_only(start, colon))
            self.listing = True
            start = skip_head(words, colon + 1, end)
            if start >= end:
                return None
            head = read_head(words, start, end)
        if head is None and not (lenient and self._may_be(start, end)):
            return None
        return self._order(start, end, head, "order.item")

    def _may_be(self, start: int, end: int) -> bool:
        """Whether an item of a list may be an order though no rule knows its verb."""
        words = self.words
        if words.text[end - 1 : end] not in (";", ".", "…", ",") or words.cues.at(
            start, "topic", "say", "remark"
        ):
            return False
        return not words.cues.has(start, min(end, start + 60), "told", "remark", "result")

    def _order(self, start: int, end: int, head: Head | None, rule: str) -> Order | None:
        words = self.words
        end = self._closing_quote(start, end)
        end = words.trim(start, end)
        if end - start < _SHORTEST:
            return None
        addressee = self._address(head)
        inherited = None if addressee else self.addressee
        return Order(start, end, rule, self.speaker, addressee, inherited, min(self.front, start))

    def _closing_quote(self, start: int, end: int) -> int:
        """Where the quote ends that opens right in front of the order."""
        if start and self.words.text[start - 1] in '“"':
            closing = self.words.text.find("”", start, end)
            return closing if closing > 0 else end
        return end

    def _address(self, head: Head | None) -> str | None:
        """The addressee `head` names, kept for the items that follow."""
        if not head or not head.addressee:
            return None
        start, end = head.addressee
        self.addressee = self.words.text[start:end]
        return self.addressee
