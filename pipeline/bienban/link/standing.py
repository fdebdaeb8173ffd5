"""Whether a speaker stands high enough to order: below the chair he proposes, to those above he petitions."""

from dataclasses import dataclass

from bienban.link.fronts import skip_head
from bienban.link.items import Head, read_head
from bienban.link.openings import Opening
from bienban.link.order_words import OrderWords
from bienban.link.ranks import rank, rank_of_titles
from bienban.link.voices import Voice, Voices


@dataclass(frozen=True, slots=True)
class Standing:
    """The ranks of those who speak in one document, beside the rank of who presides (guide §7.4)."""

    words: OrderWords
    voices: Voices

    def leads(self, speaker: Voice, opening: Opening, *, concludes: bool, goes_on: bool) -> bool:
        """Whether what `speaker` says must be done is an order: he presides, or stands above who does.

        Where nobody is told to preside, he must conclude, and have had the word before.
        """
        if self.voices.presides(speaker):
            return True
        own, chair = self._rank_of(speaker), self._chair()
        if own is None or not concludes:
            return False
        return own > chair if chair is not None else opening.is_fronted or goes_on

    def is_below_chair(self, speaker: Voice) -> bool:
        """Whether `speaker` does not preside and stands no higher than who does."""
        chair = self._chair()
        if chair is None or self.voices.presides(speaker):
            return False
        own = self._rank_of(speaker)
        return own is None or own <= chair

    def is_petition(self, speaker: Voice, opening: Opening, end: int) -> bool:
        """Whether somebody asks those above him, or speaks below the chair in a discussion."""
        if not opening.person or opening.content is None:
            return False
        own = self._rank_of(speaker)
        proposes = not opening.is_fronted and not self.voices.presides(speaker)
        if own is None:
            return proposes and opening.asks and bool(speaker.titles)
        chair = self._chair()
        if proposes and chair is not None and own < chair:
            return True
        start = skip_head(self.words, opening.content, end)
        head = read_head(self.words, start, end) if opening.asks else None
        return head is not None and self._is_above(head, own)

    def is_lower(self, speaker: Voice, before: Voice) -> bool:
        """Whether a speaker stands below the one who spoke before him."""
        own, theirs = self._rank_of(speaker), self._rank_of(before)
        return own is not None and theirs is not None and own < theirs

    def is_below(self, speaker: Voice, body: str) -> bool:
        """Whether a body stands below the speaker."""
        own, theirs = self._rank_of(speaker), rank(body, self.words.mentions.terms.rules)
        return own is not None and theirs is not None and theirs < own

    def asks_above(self, speaker: Voice, head: Head, start: int) -> bool:
        """Whether an item without subject, at `start`, asks those above `speaker`."""
        asks = head.kind == "order" and self.words.cues.at(start, "asking") is not None
        return asks and self._is_above(head, self._rank_of(speaker))

    def _is_above(self, head: Head, own: float | None) -> bool:
        """Whether the addressee of `head` stands above the rank of the speaker."""
        if not head.addressee or own is None:
            return False
        above = rank(self.words.text[head.addressee[0] : head.addressee[1]], self.words.mentions.terms.rules)
        return above is not None and above > own

    def _rank_of(self, speaker: Voice) -> float | None:
        return rank_of_titles(speaker.titles, self.words.mentions.terms.rules)

    def _chair(self) -> float | None:
        return self.voices.highest(self.words.mentions.terms.rules)
