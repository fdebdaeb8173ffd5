"""Words as runs of syllable tokens, cut as underthesea cuts them.

Underthesea rewrites text (it respells, and glues numerals), so its words are laid
over the tokens by counting non-space characters, never by searching.
"""

from itertools import pairwise

import numpy as np

from bienban.text.doc import Doc
from bienban.text.shipped import segmenter
from bienban.text.syllables import LONGEST_RUN


def add_words(doc: Doc) -> None:
    """Put the words of every sentence into `doc.words`: their first and their last tokens.

    A word ends on a token's border; where underthesea's ends inside a token, it is joined
    with the next. An opaque token is a word of its own.
    """
    starts, ends = np.array(doc.starts, np.int64), np.array(doc.ends, np.int64)
    sizes = ends - starts
    opaque = sizes > LONGEST_RUN
    cuts = opaque.copy()
    cuts[[first for first, _ in doc.sentences]] = True
    cuts[1:] |= opaque[:-1]
    borders = [*starts[cuts].tolist(), len(doc.text)]
    behind = segmenter().ends([doc.text[a:b].rstrip() for a, b in pairwise(borders)])
    solid = np.flatnonzero(~np.fromiter(map(str.isspace, doc.norms), bool, len(sizes)))
    reach = np.cumsum(sizes[solid])
    places = np.searchsorted(reach, behind)
    places = places[reach[places] == behind]
    lasts = solid[places].tolist()
    firsts = solid[np.concatenate([[0], places[:-1] + 1])].tolist() if lasts else []
    doc.words = (firsts, lasts)
