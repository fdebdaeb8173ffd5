"""Text -> syllable tokens, losslessly, as one spaCy Doc.

A number with its separators is one token ("32,036", "27.11"), letters are cut
from digits ("875,5tỷ"), and white space that is not one single blank is a token
of its own, so `doc.text == text` always.
"""

import re
from functools import cache

from spacy.attrs import NORM
from spacy.lang.lex_attrs import LEX_ATTRS
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bienban.text.fold import fold

LONGEST_RUN = 256
"""A white-space-free run over this many characters is one opaque token: several
regular expressions of the trade are quadratic on such runs (design.md)."""

_TOKEN = re.compile(
    rf"((?<!\S)\S{{{LONGEST_RUN + 1},}}"
    r"|\d+(?:[.,]\d+)*"
    r"|(?:[kcd]?m|h)[23](?![^\W_])"
    r"|[^\W\d_]+"
    r"|\.{2,}"
    r"|\S)( ?)"
    r"|(\s)"
)


@cache
def vocab() -> Vocab:
    """The vocabulary shared by all documents; a token's NORM is its folded form."""
    return Vocab(lex_attr_getters={**LEX_ATTRS, NORM: fold})


def cut(text: str) -> tuple[list[str], list[bool]]:
    """Tokens of `text` and whether one blank follows each."""
    found = _TOKEN.findall(text)
    return [token or space for token, _, space in found], [blank == " " for _, blank, _ in found]


def token_at(text: str, start: int) -> str | None:
    """The token of `text` that starts at `start`; None at the end of the text."""
    match = _TOKEN.match(text, start)
    return match[1] or match[3] if match else None


def to_doc(text: str) -> Doc:
    """The Doc of a short text, such as a rule's term: tokens only."""
    words, blanks = cut(text)
    return Doc(vocab(), words=words, spaces=blanks)
