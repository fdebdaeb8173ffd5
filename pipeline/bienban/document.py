"""Document: a text, its identity and where it comes from."""

import hashlib
from dataclasses import dataclass, field
from datetime import date

from bienban.records import Source

DOUBTFUL = "encoding_doubtful"
"""Among the repairs of a Document whose encoding is a guess, or that lost characters on its way."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text as every later step sees it.

    `text` is Unicode NFC and the truth all offsets refer to; nothing rewrites it.
    `repairs` names what had to be done at the door, such as `nfc` or `eth`.
    """

    text: str
    doc_id: str
    source: Source = field(default_factory=Source)
    repairs: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """The SHA-256 of `text` in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def published(self) -> date | None:
        """The day of publication, when known."""
        return date.fromisoformat(self.source.published) if self.source.published else None
