"""Names of bodies and titles made comparable: short forms written out, the place at the end told apart."""

from collections.abc import Mapping
from dataclasses import dataclass

from bienban.store.fold import toned

ShortForms = Mapping[str, str]
"""What short forms stand for, such as UBND for Ủy ban nhân dân."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name that may be compared: `words` are folded and written out, `place` is as written.

    `words` hold the place, `rest` does not.
    """

    words: str
    rest: str
    place: str | None


class Names:
    """Reads names; each is read once."""

    def __init__(self, short_forms: ShortForms) -> None:
        full = {tuple(toned(short).split()): toned(full).split() for short, full in short_forms.items()}
        self._full = full
        self._longest = max(map(len, full), default=0)
        self._known: dict[str, Name] = {}

    def read(self, name: str) -> Name:
        """A name, such as *UBND tỉnh Hải Giang*, whose place is *Hải Giang*."""
        if name not in self._known:
            written = name.split()
            place = _place(written)
            words = self._written_out(name)
            rest = self._written_out(" ".join(written[: len(written) - len(place)]))
            self._known[name] = Name(words, rest, " ".join(place) or None)
        return self._known[name]

    def _written_out(self, name: str) -> str:
        words = toned(name).split()
        out: list[str] = []
        while words:
            size = next((n for n in range(self._longest, 0, -1) if tuple(words[:n]) in self._full), 0)
            out += self._full[tuple(words[:size])] if size else words[:1]
            words = words[size or 1 :]
        return " ".join(out)


def _place(words: list[str]) -> list[str]:
    """The capitalised words a name ends in, two at least: one may be any word, as in *Trung ương Đảng*."""
    start = len(words)
    while start > 0 and words[start - 1][0].isupper() and not words[start - 1].isupper():
        start -= 1
    return words[start:] if 0 < start < len(words) - 1 else []
