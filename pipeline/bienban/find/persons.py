"""Doc -> persons: a grammar over honorifics, titles and names (guide §5, §6)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bienban.find.mentions import BodyMention, PersonMention
from bienban.find.phrases import Part, Parts
from bienban.find.scope import Scope
from bienban.rule_kinds import TitleRule
from bienban.text.doc import Doc
from bienban.text.terms import Terms

_AFTER = ("comma", "dash", "blank", "paren", "also", "is", "semicolon", "and")
"""The gaps over which a title may follow its person."""


def find_persons(doc: Doc, terms: Terms, bodies: tuple[BodyMention, ...]) -> tuple[PersonMention, ...]:
    """All persons in text order, each with its titles in the order they stand."""
    text = doc.text
    parts = Parts(Scope.of(text, terms), bodies).read()
    found: list[PersonMention] = []
    for chain in _chains(parts):
        found += Chain(text, chain).persons()
    return tuple(found)


def _chains(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """The parts, cut where something else than a separator lies between two of them."""
    first = 0
    for index, part in enumerate(parts):
        if index and (part.gap == "none" or parts[index - 1].kind == "group"):
            yield parts[first:index]
            first = index
    if parts:
        yield parts[first:]


def _is_rank(part: Part) -> bool:
    return part.kind == "honorific" and part.term is not None and part.term.rule == "honorific.rank"


def _rule_of(titles: Sequence[Part]) -> str:
    """The rule that found a person: that of the first title, else only a name."""
    term = titles[0].term if titles else None
    return term.rule if term else "person.name"


def _leads(after: Part, current: "_Person | None") -> bool:
    """Whether titles stand before the name `after`, given who could hold them already."""
    return after.gap == "blank" or (after.gap in ("dash", "colon") and current is None)


@dataclass(slots=True)
class _Person:
    """A person while its phrase is read."""

    start: int
    end: int
    rule: str
    name: Part | None = None
    honorific: Part | None = None
    titles: list[Part] = field(default_factory=list)
    listed: bool = False
    first_title: bool = False


class Chain:
    """Reads the persons of one chain of parts."""

    def __init__(self, text: str, parts: Sequence[Part]) -> None:
        self.text = text
        self.parts = parts
        self.people: list[_Person] = []
        self.honorific: Part | None = None
        self.many: Part | None = None
        self.before: list[Part] = []
        self.shared: list[Part] = []
        self.class_titles: list[Part] = []
        self.index = 0

    def persons(self) -> Iterator[PersonMention]:
        """The persons in text order."""
        while self.index < len(self.parts):
            part = self.parts[self.index]
            if part.kind == "title":
                self._read_titles()
                continue
            if part.kind == "name":
                self._add_name(part)
            else:
                self._announce(part)
            self.index += 1
        self._end_office()
        return (self._mention(person) for person in self.people if person.name or self._is_office(person))

    def _announce(self, part: Part) -> None:
        """An honorific begins a new person, or a list of them."""
        if _is_rank(part) and self.before and part.gap in ("blank", "comma"):
            self.honorific = self.honorific or part
            return
        self._end_office()
        self.shared, self.class_titles = [], []
        if part.kind == "many":
            self.many, self.honorific = part, None
        elif part.kind == "honorific":
            joined = self.honorific is not None and part.gap == "blank"
            self.honorific = self.honorific if joined else part
            self.many = None if not joined else self.many
        else:
            self.many = self.honorific = None

    def _read_titles(self) -> None:
        """A run of titles goes to the name after it, to the person before it, or stands alone."""
        first = self.index
        run = [self.parts[first]]
        while self._continues(first + len(run)):
            run.append(self.parts[first + len(run)])
        self.index = first + len(run)
        after = self._part(self.index)
        current = self._current(run[0])
        if self._is_class(run, after, first):
            self.class_titles, self.many, self.honorific = run, None, None
        elif after and self._ranked_name(after) and (not current or run[0].gap == "semicolon"):
            self._lead(run, shared=False)
        elif after and after.kind == "name" and _leads(after, current):
            own = self._split_run(run, current)
            self._lead(own, shared=self._is_plural(own[0], first))
        elif current:
            self._attach(current, run)
        elif not self._is_plural(run[0], first) and not (after and after.kind == "group"):
            self._lead(run, shared=False)
            self._end_office()
        else:
            self.honorific = self.many = None

    def _continues(self, index: int) -> bool:
        part = self._part(index)
        return part is not None and part.kind == "title" and part.gap in ("comma", "dash", "also", "blank")

    def _part(self, index: int) -> Part | None:
        return self.parts[index] if index < len(self.parts) else None

    def _current(self, title: Part) -> _Person | None:
        """The person that a title in this place belongs to when no name follows it."""
        if self.honorific or self.before or not self.people or title.gap not in _AFTER:
            return None
        person = self.people[-1]
        if title.gap == "and" and not person.name:
            return None
        if title.gap == "semicolon" and not self.text[title.start].isupper():
            return None
        previous = self.parts[self.parts.index(title) - 1]
        return person if previous.kind in ("name", "title") and person.end == previous.end else None

    def _split_run(self, run: list[Part], current: _Person | None) -> list[Part]:
        """Give all but the last title to a person before who has none; return what is left."""
        if current and not current.titles and len(run) > 1 and run[0].gap in ("comma", "dash"):
            self._attach(current, run[:-1])
            return run[-1:]
        return run

    def _is_plural(self, title: Part, index: int) -> bool:
        """Whether a title is that of several persons: the deputies of …"""
        previous = self.parts[index - 1] if index else None
        return title.several or (previous is not None and previous.kind == "many" and title.gap == "blank")

    def _is_class(self, run: list[Part], after: Part | None, index: int) -> bool:
        """Whether an office in the plural stands before names that have offices of their own."""
        follows = after is not None and after.kind == "title" and after.gap == "colon"
        return follows and self._is_plural(run[0], index)

    def _ranked_name(self, rank: Part) -> bool:
        """Whether a rank and a name follow: `Giám đốc Công an tỉnh, Đại tá …`."""
        after = self._part(self.index + 1)
        named = after is not None and after.kind == "name" and after.gap == "blank"
        return named and _is_rank(rank) and rank.gap in ("blank", "comma")

    def _lead(self, run: list[Part], *, shared: bool) -> None:
        self.before = run
        self.shared = run if shared else []

    def _add_name(self, part: Part) -> None:
        titles = self.before or self.shared
        shared = bool(self.shared)
        heads = [p for p in (self.honorific, *([] if shared and not self.before else self.before)) if p]
        start = min([part.start, *(p.start for p in heads)])
        person = _Person(start, part.end, _rule_of(titles), part, self.honorific or self.many)
        if not titles and self._shares_first(part):
            titles = self.people[-1].titles
        person.titles = [*self.class_titles, *titles]
        person.first_title = bool(titles)
        person.listed = self.honorific is None
        self.people.append(person)
        self.before, self.honorific = [], None

    def _shares_first(self, part: Part) -> bool:
        """Whether a bare name shares the title that stands before the name before it."""
        last = self.people[-1] if self.people else None
        after = self._part(self.index + 1)
        own = after and after.kind == "title" and after.gap in ("comma", "dash", "paren", "blank")
        if self.honorific or part.gap not in ("comma", "and") or own or not last or not last.name:
            return False
        return last.first_title and last.end == last.name.end

    def _attach(self, person: _Person, run: list[Part]) -> None:
        """Titles behind a person; they are shared with the names before that have none."""
        person.titles += run
        person.end = run[-1].end
        if run[0].term and person.rule == "person.name":
            person.rule = run[0].term.rule
        if person.first_title:
            return
        for before in reversed(self.people[:-1]):
            if before.titles or not before.listed or not before.name or not person.listed:
                break
            before.titles = list(person.titles)

    def _end_office(self) -> None:
        """Titles without a name mean a person by office."""
        if self.before:
            start = self.honorific.start if self.honorific else self.before[0].start
            rule = _rule_of(self.before)
            office = _Person(start, self.before[-1].end, rule, None, self.honorific, list(self.before))
            if not self.shared:
                self.people.append(office)
        self.before, self.honorific = [], None

    def _is_office(self, person: _Person) -> bool:
        """Whether titles without a name mean one certain person."""
        term = person.titles[0].term
        alone = isinstance(term.what, TitleRule) and term.what.alone if term else False
        capital = self.text[person.titles[0].start].isupper()
        return (alone and capital) or (person.honorific is not None and alone)

    def _mention(self, person: _Person) -> PersonMention:
        name = self.text[person.name.start : person.name.end] if person.name else None
        titles = tuple(self.text[title.start : title.end] for title in person.titles)
        honorific = person.honorific
        said = self.text[honorific.start : honorific.end] if honorific else None
        if honorific and said and honorific.kind == "many":
            said = said.partition(" ")[2]
        return PersonMention(person.start, person.end, person.rule, name, titles, said)
