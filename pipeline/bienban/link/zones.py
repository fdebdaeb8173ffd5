"""Where a leader orders: from the sentence that opens his words to the one that ends them.

The state of the article (its sections) is the main thing that tells an order from a
report (guide §7): inside a zone an item needs only the wording of an order, outside
it needs a person and a verb of ordering as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bienban.link.items import (
    Head,
    behind_circumstance,
    behind_task,
    is_told,
    read_behind_comma,
    read_head,
    read_label,
    read_ordered,
    skip_head,
    split_items,
    tells_later,
    thing_due,
    thing_that_must,
)
from bienban.link.openings import Around, Opening, find_attribution, find_opening
from bienban.link.order_words import OrderWords
from bienban.link.standing import Standing
from bienban.link.voices import Voice, Voices
from bienban.text.lines import mark_length
from bienban.text.sections import Section

Wording = Literal["strict", "list", "ordered"]
"""How much the words of an item must tell: that it is an order; in a list of orders only that
it is no report; behind a strong verb of ordering nothing."""

_ITEM = "order.item"
_QUOTE = "order.quote"
_SHORTEST = 12  # characters of an order
_LONGEST_REASON = 300
_NEAR_TOLD = 100  # how far into a sentence a word may stand that makes it a report
_QUOTES = {"“": "”", '"': '"', "«": "»"}
_LONGEST_QUOTE = 900  # characters; a longer one is no speech of a leader in one piece
_LONGEST_ATTRIBUTION = 120  # from the end of a quote to the verb that says who spoke it
_LONGEST_HEADING = 100
_LONGEST_LABEL = 60  # characters of an action that names a field: `Phát triển kinh tế: …`
_NEAR_ANNOUNCED = 40  # from a word that announces a list to its colon
_ENDS = frozenset(".;,…!")


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
        self.standing = Standing(words, voices)
        self.speaker = Voice(None)
        self.addressee: str | None = None
        self.is_open = False
        self.listing = False
        self.has_ordered = False
        self.reports = False
        """Whether what was said last is told as past: actions behind it are told as well."""
        self.informs = False
        """Whether the item read last only tells what one below the leader said."""
        self.spoken = 0
        """How far the text has been read for who speaks."""
        self.goes_on = False
        """Whether who spoke last had the word before."""
        self.section: Section = "lede"
        self.front = 0
        self.quote = 0
        """Where the quote ends that was opened last."""
        self.quoted = True
        """Whether its speaker may order with it."""

    def read(self, stretches: Sequence[Stretch]) -> Iterator[Order]:
        """All orders of the sentences, in text order."""
        for stretch in stretches:
            if stretch.section in ("title", "chrome", "caption", "tail"):
                continue
            if stretch.section in ("report", "discussion", "plan"):
                self.is_open = self.listing = self.has_ordered = False
                self.section = stretch.section
                continue
            if stretch.section == "conclusion" != self.section:
                self._conclude(stretch)
            self.section = stretch.section
            yield from self._sentence(stretch)
            if stretch.section == "lede":
                self.is_open = self.listing = False

    def _conclude(self, stretch: Stretch) -> None:
        """A conclusion begins: who is named there speaks, else the chair; under a heading nobody need be."""
        self.is_open, self.reports = True, False
        line = self.words.text[stretch.start : stretch.end].strip()
        is_heading = len(line) <= _LONGEST_HEADING and line[-1:] not in _ENDS
        verb = self.words.cues.first(stretch.start, stretch.end, "order", "urge", "say", "remark")
        people = self.words.people_within(stretch.start, verb.start if verb else stretch.end)
        if people:
            self.speaker = self.voices.resolve(people[0], self.speaker)
        elif is_heading:
            self.speaker = Voice(None)
        elif len(self.voices.chairs) == 1 and self.speaker.name is None:
            self.speaker = self.voices.chairs[0]
        if people and verb and self.words.cues.at(verb.start, "say") is verb:
            self.is_open = not self.standing.is_below_chair(self.speaker)
        if is_heading:
            self.addressee = None

    def _sentence(self, stretch: Stretch) -> Iterator[Order]:
        """The orders of one sentence."""
        marked = self.listing and mark_length(self.words.text, stretch.start) > 0
        wording: Wording = "list" if marked else "strict"
        concludes = stretch.section == "conclusion"
        told = False
        for start, end in split_items(self.words, stretch.start, stretch.end):
            self.front = start
            place = skip_head(self.words, start, end)
            order = self._read_item(place, end, wording, concludes=concludes)
            if order and told and not self._names_anew(order):
                continue
            told = order is None and (told or self.informs or is_told(self.words, place, end))
            if order:
                wording = "list"
                yield order

    def _names_anew(self, order: Order) -> bool:
        """Whether an order behind something told is said by a verb of ordering, or to somebody named."""
        return order.rule != _ITEM or order.addressee is not None

    def _read_item(self, place: int, end: int, wording: Wording, *, concludes: bool) -> Order | None:
        """The order of one item, said by a new speaker or by the one who speaks."""
        self.informs = False
        quote = self.quote if place < self.quote else self._quote_end(place, end)
        if quote:
            if self.quote != quote:
                said = find_attribution(self.words, quote, max(end, quote + _LONGEST_ATTRIBUTION))
                self._enter(said, concludes=concludes)
                self.quote, self.quoted = quote, said is None or not said.informs
            orders = self.is_open and self.quoted
            return self._content(place, min(quote, end), _QUOTE, "strict") if orders else None
        place = self._behind_source(place, end, concludes=concludes)
        opening = find_opening(self.words, place, end, Around(self.is_open, concludes))
        if opening is None:
            return self._content(place, end, _ITEM, wording) if self.is_open else None
        if self._must_act(opening, place):
            return self._content(place, end, _ITEM, wording)
        self._enter(opening, concludes=concludes)
        self.informs = opening.tells and opening.content is None
        if opening.content is None or (opening.says and not self._leads(opening, concludes=concludes)):
            return None
        if self.standing.is_petition(self.speaker, opening, end):
            self.is_open = False
            return None
        if opening.content == place:
            return self._content(place, end, opening.rule, "strict")
        self.front = opening.content
        start = skip_head(self.words, opening.content, end)
        if start >= end:
            self.listing = True
            return None
        return self._content(start, end, opening.rule, "ordered" if opening.is_strong else self._listed(end))

    def _must_act(self, opening: Opening, place: int) -> bool:
        """Whether the body that opens an item is the one told to act: it passes the order on."""
        body = opening.body
        if body is None or body.start != place or not self.is_open or not self.addressee:
            return False
        told = self.words.text[body.start : body.end].casefold()
        return told == self.addressee.casefold() and told != (self.speaker.name or "").casefold()

    def _enter(self, opening: Opening | None, *, concludes: bool) -> None:
        """Who speaks from here on; one who only reports ends the words of the leader."""
        if opening is None:
            return
        before = self.speaker
        was_open = self.is_open
        if opening.person:
            self.speaker = self.voices.resolve(opening.person, self.speaker)
        elif opening.body:
            self.speaker = Voice(self.words.text[opening.body.start : opening.body.end])
        else:
            self.speaker = self.voices.spoken_last(self.spoken, opening.place) or before
        self.spoken = opening.place
        self.goes_on = was_open and self.speaker == before
        if self.speaker != before:
            self.addressee = None
        self.listing = False
        self.reports = self.reports and opening.content is None
        if opening.content is not None and (not opening.says or self._leads(opening, concludes=concludes)):
            self.is_open = True
        elif opening.tells and before.name and self.speaker.name != before.name:
            self.is_open = False
        else:
            self.is_open = self.is_open or concludes

    def _leads(self, opening: Opening, *, concludes: bool) -> bool:
        """Whether what the speaker says must be done is an order."""
        return self.standing.leads(self.speaker, opening, concludes=concludes, goes_on=self.goes_on)

    def _behind_source(self, place: int, end: int, *, concludes: bool) -> int:
        """`place` moved behind `theo` and the person whose words follow."""
        term = self.words.cues.at(place, "past")
        person = self.words.persons.get(term.end + 1) if term and concludes else None
        if not person:
            return place
        if not person.name and (comma := self.words.text.find(",", person.start, person.end)) > 0:
            person = replace(person, end=comma, titles=person.titles[:1])
        if self.words.text[person.end : person.end + 1] not in (",", ":"):
            return place
        before = self.speaker
        self.speaker = self.voices.resolve(person, before)
        self.is_open = self.speaker == before or not self.standing.is_below_chair(self.speaker)
        return skip_head(self.words, person.end + 1, end)

    def _quote_end(self, place: int, end: int) -> int:
        """Where the quote ends that opens right in front of `place`; 0 when none does.

        It may end in a later sentence of the paragraph.
        """
        text = self.words.text
        closing = _QUOTES.get(text[place - 1 : place])
        if closing is None:
            return 0
        stop = text.find(closing, place, max(end, place + _LONGEST_QUOTE))
        return 0 if stop < 0 or (stop >= end and "\n" in text[place:stop]) else stop

    def _content(self, start: int, end: int, rule: str, wording: Wording) -> Order | None:
        """The order at `start..end`; a colon may separate it from a label or from what announces it."""
        words = self.words
        colon = self._colon(start, end)
        if colon is None:
            return self._order(start, end, rule, wording)
        label = read_label(words, start, colon)
        after = skip_head(words, colon + 1, end)
        if label and after < end:
            return self._make(start, end, label, rule)
        self._address(label or read_head(words, start, colon))
        self.listing = True
        return self._content(after, end, _ITEM, self._listed(end)) if after < end else None

    def _listed(self, end: int) -> Wording:
        """How much an item must tell that more items follow, or none."""
        return "list" if self.words.text[end - 1] == ";" else "strict"

    def _colon(self, start: int, end: int) -> int | None:
        """The colon that opens a list of orders in `start..end`, if one does."""
        text = self.words.text
        colon = text.find(":", start, end)
        while colon > 0 and text[colon - 1 : colon].isdigit() and text[colon + 1 : colon + 2].isdigit():
            colon = text.find(":", colon + 1, end)
        if colon < 0:
            return None
        after = skip_head(self.words, colon + 1, end)
        if self._goes_on(start, colon) and after < end:
            return None
        if after >= end or text[end - 1] == ";" or text[after].isupper() or after - colon > 3:
            return colon
        is_label = self.words.cues.at(start, "topic") or read_label(self.words, start, colon)
        return colon if is_label else None

    def _goes_on(self, start: int, colon: int) -> bool:
        """Whether the colon only stands between a word of an order and what it names."""
        words = self.words
        near = max(start, colon - _NEAR_ANNOUNCED)
        if words.cues.has(near, colon, "announce"):
            return False
        head = read_head(words, start, colon)
        if head is None or head.kind not in ("action", "addressee", "modal"):
            return False
        return head.kind == "addressee" or colon - start > _LONGEST_LABEL

    def _order(self, start: int, end: int, rule: str, wording: Wording) -> Order | None:
        """The order at `start..end`, when it is worded as one or stands in a list of them."""
        words = self.words
        start = behind_task(words, start, end)
        head = read_head(words, start, end) if rule in (_ITEM, _QUOTE) else read_ordered(words, start, end)
        if (head is None or head.kind == "thing") and (later := self._behind_reason(start, end)):
            start = later
            head = read_head(words, start, end)
        if head is None and not self._stops(end) and (heading := read_label(words, start, end)):
            self._address(heading)
            self.listing = True
            return None
        if head is None and wording == "strict" and (self.has_ordered or rule == _QUOTE):
            head = self._must(start, end) if rule != _QUOTE else thing_that_must(words, start, end)
        if head is None and wording != "ordered" and not (wording == "list" and self._may_be(start, end)):
            self._leave(start, end)
            return None
        if words.cues.has(self.front, start + 1, "earlier") or self._is_told(start, end, head):
            return None
        asks = head is not None and self.standing.asks_above(self.speaker, head, start)
        if asks or self._is_result(start, end):
            self.is_open = False
            return None
        if self.reports and head and head.kind == "action" and rule == _ITEM and wording == "strict":
            return None
        self.has_ordered, self.reports = True, False
        return self._make(start, end, head, rule)

    def _is_told(self, start: int, end: int, head: Head | None) -> bool:
        """Whether something is only told of who or what opens an item."""
        words = self.words
        if head is None or head.kind not in ("addressee", "topic"):
            return False
        if tells_later(words, head.addressee or (start, start), end):
            return True
        return words.cues.has(start, end, "promise") and not words.cues.has(start, end, "modal", "order")

    def _must(self, start: int, end: int) -> Head | None:
        """Behind orders, a thing that must be done; no opinion on what was said before."""
        words = self.words
        if words.cues.at(start, "topic", "earlier", "remark", "say") or words.cues.has(start, end, "result"):
            return None
        return thing_due(words, start, end) or read_behind_comma(words, start, end)

    def _leave(self, start: int, end: int) -> None:
        """After orders, what is told as past ends them."""
        told = self.words.cues.has(start, min(end, start + _NEAR_TOLD), "done", "result")
        self.reports = self.reports or told
        if told and self.has_ordered:
            self.is_open = self.has_ordered = False

    def _is_result(self, start: int, end: int) -> bool:
        """Whether a percentage reached in a time told in front makes it a report."""
        words = self.words
        if not words.times_within(self.front, start) or words.cues.has(self.front, start, "future"):
            return False
        return "%" in words.text[start:end] and not words.cues.has(start, end, "aim")

    def _behind_reason(self, start: int, end: int) -> int:
        """Where what has to be done starts behind a reason; 0 when nothing does."""
        for term in self.words.cues.within(start, min(end, start + _LONGEST_REASON), "so"):
            place = skip_head(self.words, term.end, end)
            if read_head(self.words, place, end):
                return place
        return 0

    def _may_be(self, start: int, end: int) -> bool:
        """Whether an item of a list may be an order though no rule knows its verb."""
        words = self.words
        if words.text[end - 1 : end] not in _ENDS or words.cues.at(start, "topic", "say", "remark", "agree"):
            return False
        if words.cues.until(words.trim(start, end), "lead"):
            return False
        return not words.cues.has(start, min(end, start + 60), "told", "remark", "result")

    def _make(self, start: int, end: int, head: Head | None, rule: str) -> Order | None:
        if self._calls(start, end, rule):
            return None
        start = behind_circumstance(self.words, start, head) if head else start
        stops = self._stops(end)
        end = self.words.trim(start, end)
        if end - start < (_SHORTEST if stops else 2 * _SHORTEST):
            return None
        addressee = self._address(head)
        inherited = None if addressee else self.addressee
        return Order(start, end, rule, self.speaker, addressee, inherited, min(self.front, start))

    def _stops(self, end: int) -> bool:
        return self.words.text[end - 1 : end] in _ENDS

    def _calls(self, start: int, end: int, rule: str) -> bool:
        """Whether the item is a question, or a quoted exclamation."""
        last = self.words.text[start:end].rstrip(' \n"”’»')[-1:]
        return last == "?" or (last == "!" and rule == _QUOTE)

    def _address(self, head: Head | None) -> str | None:
        """The addressee `head` names, kept for the items that follow."""
        if not head or not head.addressee:
            return None
        start, end = head.addressee
        self.addressee = self.words.text[start:end]
        return self.addressee
