"""Text -> syllable tokens, losslessly.

A number with its separators is one token ("32,036", "27.11"), letters are cut
from digits ("875,5tỷ"), and white space is a token of its own unless it is one
blank, or one hit twice, so nothing of the text is lost.
"""

import re

LONGEST_RUN = 256
"""A white-space-free run over this many characters is one opaque token: several
regular expressions of the trade are quadratic on such runs (design.md)."""

_TOKEN = re.compile(
    rf"((?<!\S)\S{{{LONGEST_RUN + 1},}}"
    r"|\d+(?:[.,]\d+)*"
    r"|(?:[kcd]?m|h)[23](?![^\W_])"
    r"|[^\W\d_]+"
    r"|\.{2,}"
    r"|\S)( {0,2})"
    r"|(\s)"
)


def cut(text: str) -> tuple[list[str], list[int]]:
    """Tokens of `text` and how many blanks follow each: none, one, or two where the key was hit twice."""
    found = _TOKEN.findall(text)
    return [token or space for token, _, space in found], [len(blank) for _, blank, _ in found]


def token_at(text: str, start: int) -> str | None:
    """The token of `text` that starts at `start`; None at the end of the text."""
    match = _TOKEN.match(text, start)
    return match[1] or match[3] if match else None
