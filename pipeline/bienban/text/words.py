"""Words as spans of syllable tokens, cut as underthesea cuts them.

Underthesea rewrites text (it respells, and glues numerals), so its words are laid
over the tokens by counting non-space characters, never by searching.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from spacy.tokens import Doc, Span

from bienban.text.shipped import segmenter
from bienban.text.syllables import LONGEST_RUN


def add_words(
    doc: Doc, text: str, tokens: Sequence[str], blanks: Sequence[bool], starts: Sequence[bool]
) -> None:
    """Put the words of every sentence into `doc.user_data["words"]`: their first and their last tokens.

    `text`, `tokens`, `blanks` and `starts` are those the Doc was made of. A word ends on a
    token's border; where underthesea's ends inside a token, it is joined with the
    next. An opaque token is a word of its own.
    """
    sizes = np.fromiter(map(len, tokens), np.int64, len(tokens))
    opaque = sizes > LONGEST_RUN
    cuts = np.array(starts, bool) | opaque
    cuts[1:] |= opaque[:-1]
    offsets = np.cumsum(sizes + np.array(blanks, np.int64))
    borders = [*(offsets[cuts] - sizes[cuts] - np.array(blanks, np.int64)[cuts]).tolist(), len(text)]
    ends = segmenter().ends([text[a:b].rstrip() for a, b in pairwise(borders)])
    solid = np.flatnonzero(~np.fromiter(map(str.isspace, tokens), bool, len(tokens)))
    reach = np.cumsum(sizes[solid])
    places = np.searchsorted(reach, ends)
    places = places[reach[places] == ends]
    lasts = solid[places].tolist()
    firsts = solid[np.concatenate([[0], places[:-1] + 1])].tolist() if lasts else []
    doc.user_data["words"] = (firsts, lasts)


def words_of(doc: Doc) -> list[Span]:
    """The words of a Doc of ours as spans; the rooms do with the numbers, which cost a tenth."""
    label = doc.vocab.strings.add("word")
    return [Span(doc, a, b + 1, label=label) for a, b in zip(*doc.user_data["words"], strict=True)]
