"""Who is who: one person under a full name, a last syllable, an office (guide §5, §6)."""

from collections.abc import Sequence

from bienban.find.mentions import PersonMention
from bienban.text.fold import fold


class Identities:
    """The persons of one document and the names they go by."""

    def __init__(self, persons: Sequence[PersonMention]) -> None:
        self._names: dict[str, str] = {}
        self._titles: dict[str, tuple[str, ...]] = {}
        self._ids: dict[str, str] = {}
        for person in persons:
            if person.name and " " in person.name:
                key = fold(person.name)
                self._names.setdefault(key, person.name)
                if len(person.titles) > len(self._titles.get(key, ())):
                    self._titles[key] = person.titles

    def key(self, person: PersonMention) -> str:
        """What stands for a person throughout the document."""
        if not person.name:
            office = "|".join(fold(title) for title in person.titles)
            return self._by_office(person.titles) or office
        known = fold(person.name)
        if known in self._names:
            return known
        called = [key for key in self._names if key.endswith(f" {known}")]
        return called[0] if len(called) == 1 else known

    def name(self, person: PersonMention) -> str | None:
        """The full name of a person; None when the document does not give it."""
        return self._names.get(self.key(person), person.name)

    def titles(self, person: PersonMention) -> tuple[str, ...]:
        """The titles as they stand with this mention, else those given elsewhere."""
        return person.titles or self._titles.get(self.key(person), ())

    def id_of(self, key: str) -> str:
        """`p1`, `p2`, … in the order of asking."""
        return self._ids.setdefault(key, f"p{len(self._ids) + 1}")

    def _by_office(self, titles: Sequence[str]) -> str | None:
        """The one person of the document who holds an office of that name."""
        wanted = [fold(title) for title in titles]
        holders = [
            key
            for key, held in self._titles.items()
            if any(_same_office(fold(one), other) for one in held for other in wanted)
        ]
        return holders[0] if len(holders) == 1 else None


def _same_office(one: str, other: str) -> bool:
    """Whether two offices are one, one of them perhaps with its place: `Bí thư Thị ủy` + `Hương Trà`."""
    short, long = sorted((one, other), key=len)
    return long == short or (long.startswith(f"{short} ") and " " in short)
