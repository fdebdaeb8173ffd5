"""Where a leader orders: from the sentence that opens his words to the one that ends them.

The state of the article (its sections) is the main thing that tells an order from a
report (guide §7): inside a zone an item needs only the wording of an order, outside
it needs a person and a verb of ordering as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bienban.link.fronts import skip_head
from bienban.link.items import (
    Head,
    behind_circumstance,
    behind_task,
    is_told,
    read_behind_comma,
    read_head,
    read_label,
    read_ordered,
    split_items,
    thing_that_must,
)
from bienban.link.openings import Around, Opening, find_attribution, find_opening
from bienban.link.order_wording import (
    ENDS,
    Wording,
    announces,
    behind_reason,
    calls,
    is_loose,
    is_result,
    list_colon,
    look_of_order,
    may_be_listed,
    only_tells,
    petitions,
    quote_end,
    says_must,
    stops,
    thing_that_is_due,
)
from bienban.link.order_words import OrderWords
from bienban.link.standing import Standing
from bienban.link.voices import Voice, Voices
from bienban.text.lines import mark_length
from bienban.text.sections import Section

_ITEM = "order.item"
_QUOTE = "order.quote"
_SHORTEST = 12  # characters of an order
_NEAR_TOLD = 100  # how far into a sentence a word may stand that makes it a report
_LONGEST_ATTRIBUTION = 120  # from the end of a quote to the verb that says who spoke it
_LONGEST_HEADING = 100


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
    leads: bool
    """Whether it stands in the lede, which tells the body's orders ahead."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One sentence and its section."""

    start: int
    end: int
    section: Section


@dataclass(frozen=True, slots=True)
class PassedOver:
    """What looks like an order and is none: where, why, and the rule of the word that makes it look so."""

    start: int
    end: int
    reason: str
    rule: str


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
        self.left = False
        """Whether orders have ended: from there on only what is said to be due is one."""
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
        self.why = ""
        """Why the item read last is no order."""
        self.passed: list[PassedOver] | None = None
        """What looked like an order and was none, when that is wanted."""

    def read(self, stretches: Sequence[Stretch]) -> Iterator[Order]:
        """All orders of the sentences, in text order."""
        for stretch in stretches:
            if stretch.section in ("title", "chrome", "caption", "tail"):
                self._skip(stretch)
                continue
            if stretch.section in ("report", "discussion", "plan"):
                self._skip(stretch)
                self.is_open = self.listing = self.has_ordered = False
                self.section = stretch.section
                continue
            if stretch.section == "conclusion" != self.section:
                self._conclude(stretch)
            self.section = stretch.section
            yield from self._sentence(stretch)
            if stretch.section == "lede":
                self.is_open = self.listing = False

    def _skip(self, stretch: Stretch) -> None:
        """A sentence of a part of the article where nobody orders."""
        if self.passed is not None:
            self.why = f"it stands in the {stretch.section} of the article"
            for start, end in split_items(self.words, stretch.start, stretch.end):
                self._pass(skip_head(self.words, start, end), end, skipped=True)

    def _pass(self, place: int, end: int, *, skipped: bool = False) -> None:
        """Keeps why the item at `place` is no order, when it looks like one and that is wanted."""
        look = look_of_order(self.words, place, end) if self.passed is not None else None
        if self.passed is not None and look and (look.is_verb or self.section != "lede"):
            own = look.reason and not (look.is_fixed and skipped)
            self.passed.append(PassedOver(place, end, look.reason if own else self.why, look.rule))

    def _conclude(self, stretch: Stretch) -> None:
        """A conclusion begins: who is named there speaks, else the chair; under a heading nobody need be."""
        self.is_open, self.reports, self.left = True, False, False
        line = self.words.text[stretch.start : stretch.end].strip()
        is_heading = len(line) <= _LONGEST_HEADING and line[-1:] not in ENDS
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
            self.why = "nobody who may order has the word"
            order = self._read_item(place, end, wording, concludes=concludes)
            if order and told and not self._names_anew(order):
                order, self.why = None, "it goes on with what is only told"
                self._pass(place, end)
                continue
            if order is None:
                self._pass(place, end)
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
        quote = self.quote if place < self.quote else quote_end(self.words, place, end)
        if quote:
            if self.quote != quote:
                said = find_attribution(self.words, quote, max(end, quote + _LONGEST_ATTRIBUTION))
                self._enter(said, concludes=concludes)
                self.quote, self.quoted = quote, said is None or not said.informs
            orders = self.is_open and self.quoted
            self.why = "its quote only informs"
            return self._content(place, min(quote, end), _QUOTE, "strict") if orders else None
        place = self._behind_source(place, end, concludes=concludes)
        opening = find_opening(self.words, place, end, Around(self.is_open, concludes))
        if opening is None and petitions(self.words, place, end):
            self.is_open = False
        if opening is None:
            return self._content(place, end, _ITEM, wording) if self.is_open else None
        if self._must_act(opening, place):
            return self._content(place, end, _ITEM, wording)
        before = self.speaker
        self._enter(opening, concludes=concludes)
        lower = self.standing.is_lower(self.speaker, before)
        self.informs = opening.content is None and (opening.tells or lower)
        if opening.content is None or (opening.says and not self._leads(opening, concludes=concludes)):
            self.why = "it is told, praised or thought by one who orders nothing with it"
            return None
        if self.standing.is_petition(self.speaker, opening, end):
            self.is_open, self.why = False, "it is asked of those above, or by one who does not preside"
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
        told = self.words.text[body.start : body.end]
        if told.casefold() == (self.speaker.name or "").casefold():
            return False
        return told.casefold() == self.addressee.casefold() or self.standing.is_below(self.speaker, told)

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
        self.left = self.left and opening.content is None
        if opening.content is not None and (not opening.says or self._leads(opening, concludes=concludes)):
            self.is_open = True
        elif (opening.tells and before.name and self.speaker.name != before.name) or (
            opening.content is None and self.standing.is_lower(self.speaker, before)
        ):
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

    def _content(self, start: int, end: int, rule: str, wording: Wording) -> Order | None:
        """The order at `start..end`; a colon may separate it from a label or from what announces it."""
        words = self.words
        colon = list_colon(words, start, end)
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

    def _order(self, start: int, end: int, rule: str, wording: Wording) -> Order | None:
        """The order at `start..end`, when it is worded as one or stands in a list of them."""
        words = self.words
        start = behind_task(words, start, end)
        head = read_head(words, start, end) if rule in (_ITEM, _QUOTE) else read_ordered(words, start, end)
        if (head is None or head.kind == "thing") and (later := behind_reason(words, start, end)):
            start = later
            head = read_head(words, start, end)
        if rule not in (_ITEM, _QUOTE) and is_loose(words, start, head):
            behind = read_behind_comma(words, start, end)
            start = behind.addressee[0] if behind and behind.addressee else start
            head = behind or head
        if head is None and not stops(words, end) and (heading := read_label(words, start, end)):
            self._address(heading)
            self.listing = True
            return None
        if head is None and wording == "strict" and (self.has_ordered or rule == _QUOTE):
            head = (
                thing_that_is_due(words, start, end) if rule != _QUOTE else thing_that_must(words, start, end)
            )
        if (
            head is None
            and wording != "ordered"
            and not (wording == "list" and may_be_listed(words, start, end))
        ):
            self._leave(start, end)
            self.why = "it is not worded as an order"
            return None
        if words.cues.has(self.front, start + 1, "earlier") or only_tells(
            words, start, end, head, ordered=rule not in (_ITEM, _QUOTE)
        ):
            self.left, self.has_ordered = self.left or self.has_ordered, False
            self.why = "it is told of the past, or of what somebody will do"
            return None
        if announces(words, start, end):
            self.listing, self.why = True, "it only announces what follows"
            return None
        asks = head is not None and self.standing.asks_above(self.speaker, head, start)
        if asks or is_result(words, self.front, start, end):
            self.is_open = False
            self.why = "it is asked of those above" if asks else "it is a result of a time before"
            return None
        goes_on = rule == _ITEM and wording == "strict" and (self.reports or self.left)
        if (
            goes_on
            and head
            and (head.kind == "action" or (self.left and not says_must(words, start, end, head)))
        ):
            self.why = "it goes on with what was done"
            return None
        self.has_ordered, self.reports, self.left = True, False, False
        return self._make(start, end, head, rule)

    def _leave(self, start: int, end: int) -> None:
        """After orders, what is told as past ends them."""
        told = self.words.cues.has(start, min(end, start + _NEAR_TOLD), "done", "result", "told")
        self.reports = self.reports or told
        if told and self.has_ordered:
            self.left, self.has_ordered = True, False

    def _make(self, start: int, end: int, head: Head | None, rule: str) -> Order | None:
        if calls(self.words, start, end, quoted=rule == _QUOTE):
            self.why = "it is a question or a call"
            return None
        start = behind_circumstance(self.words, start, head) if head else start
        shortest = _SHORTEST if stops(self.words, end) else 2 * _SHORTEST
        end = self.words.trim(start, end)
        if end - start < shortest:
            self.why = "it is too short for an order"
            return None
        addressee = self._address(head)
        inherited = None if addressee else self.addressee
        front = min(self.front, start)
        leads = self.section == "lede"
        return Order(start, end, rule, self.speaker, addressee, inherited, front, leads)

    def _address(self, head: Head | None) -> str | None:
        """The addressee `head` names, kept for the items that follow."""
        if not head or not head.addressee:
            return None
        start, end = head.addressee
        self.addressee = self.words.text[start:end]
        return self.addressee
