"""Whose voice it is: a person phrase as written -> the person's name, or the office where no name is told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bienban.find.mentions import PersonMention
from bienban.link.ranks import rank_of_titles
from bienban.records import Person
from bienban.rules import Rules
from bienban.text.fold import fold


@dataclass(frozen=True, slots=True)
class Voice:
    """Who gives an order: a bare name, an office or a body."""

    name: str | None
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voices:
    """The named persons of one document, each with titles as told somewhere; chairs come first."""

    known: tuple[Voice, ...]
    chairs: tuple[Voice, ...] = ()
    spoken: tuple[tuple[int, Voice], ...] = ()
    """Where each named speaker is told to speak, in text order."""

    @classmethod
    def of(cls, people: Sequence[Person], mentions: Sequence[PersonMention]) -> "Voices":
        """Those who have a full name."""
        told = sorted(people, key=lambda person: person.role != "chair")
        known = [Voice(person.name, person.titles) for person in told]
        known += [Voice(mention.name, mention.titles) for mention in mentions]
        chairs = tuple(Voice(person.name, person.titles) for person in people if person.role == "chair")
        named = [person for person in people if person.role == "speaker" and person.name]
        spoken = sorted(
            (place.start, person.name or "", person.titles)
            for person in named
            for place in (person.provenance, *person.also)
        )
        return cls(
            tuple(voice for voice in known if voice.name and " " in voice.name),
            chairs,
            tuple((start, Voice(name, titles)) for start, name, titles in spoken),
        )

    def spoken_last(self, start: int, end: int) -> Voice | None:
        """Who is told to speak last in `start..end`."""
        return next((voice for place, voice in reversed(self.spoken) if start <= place < end), None)

    def presides(self, voice: Voice) -> bool:
        """Whether somebody is a chair."""
        return any(chair.name == voice.name for chair in self.chairs)

    def highest(self, rules: Rules | None) -> float | None:
        """The rank of the highest chair."""
        ranks = [rank_of_titles(chair.titles, rules) for chair in self.chairs]
        return max((found for found in ranks if found is not None), default=None)

    def resolve(self, mention: PersonMention, current: Voice) -> Voice:
        """Whom `mention` means; `current` is the one who spoke before."""
        if mention.name and " " in mention.name:
            return Voice(mention.name, self._titles(mention.name, mention.titles))
        if mention.name:
            return self._by_last_syllable(mention.name) or Voice(mention.name, mention.titles)
        if not mention.titles:
            return current
        return self._by_office(mention, current) or Voice(", ".join(mention.titles), mention.titles)

    def _titles(self, name: str | None, titles: tuple[str, ...]) -> tuple[str, ...]:
        """The longest list of titles the document gives a person."""
        return max([titles, *(voice.titles for voice in self.known if voice.name == name)], key=len)

    def _by_last_syllable(self, name: str) -> Voice | None:
        last = fold(name)
        return next((v for v in self.known if fold(v.name or "").rpartition(" ")[2] == last), None)

    def _by_office(self, mention: PersonMention, current: Voice) -> Voice | None:
        """The person with that office; the one who spoke before wins, then the fullest match."""
        offices = [fold(title) for title in mention.titles]
        if current.name and any(_fits(offices, current.titles)):
            return current
        fits = [(max(_fits(offices, voice.titles), default=0), voice) for voice in self.known]
        fit, best = max(fits, key=lambda fit: fit[0], default=(0, current))
        return Voice(best.name, self._titles(best.name, best.titles)) if fit else None


def _fits(offices: Sequence[str], titles: Sequence[str]) -> Iterator[int]:
    """2 for each office that is a title, 1 where one only adds a place to the other."""
    for office in offices:
        for title in map(fold, titles):
            if office == title:
                yield 2
            elif title.startswith(office + " ") or office.startswith(title + " "):
                yield 1
