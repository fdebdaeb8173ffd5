"""Sentences -> words, exactly as `underthesea.word_tokenize` cuts them, many times faster.

1. A sentence is cut into tokens by underthesea's own regular expression. None of
   its alternatives crosses white space, so the tokens of a stretch without white
   space are remembered; the last one by itself, for look-aheads see the sentence's
   end.
2. A token's score says how much more speaks for I-W, "the word goes on", than for
   B-W, "a word begins". It is the sum of the weights (`weights.py`) of the runs of
   one, two and three tokens around it: table look-ups and sums over the tokens of
   all sentences at once.
3. With two labels Viterbi needs one number per token, the lead of I-W over B-W.
   Let V be the best score of a path that ends in a label and t the transitions:

       lead = V[I] - V[B]
            = score + max(t[B,I], before + t[I,I]) - max(t[B,B], before + t[I,B])
            = score + gain - clamp(before, enter, stay)

   with enter = t[B,B] - t[I,B], stay = t[B,I] - t[I,I], gain = t[B,I] - t[I,B].
   Walking back, a token whose lead is over `stay` is I-W whatever follows, one under
   `enter` is B-W, and one between them is what the next one is not.
4. Sums of floats depend on their order. Where a lead comes within `NEAR` of a
   border the two programs might decide differently, and the sentence goes to
   underthesea itself: about one in 600, lines such as "____".
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, pairwise

import numpy as np
from numpy.typing import NDArray

from bienban.text.types import END, START, Spelling, Types
from bienban.text.weights import BEFORE, BEHIND, OTHER, PLACES, Floats, Grams, Weights

Ints = NDArray[np.int64]

NEAR = 1e-7
"""How near to a border a lead is too near to call; a score is a sum of some dozens of floats."""

MOST_TYPES = 1 << 16
MOST_RUNS = 1 << 18
"""How many types of token and how many runs are remembered."""

# A run is looked up by its types' numbers, its code holds the rows of its weights: as
# written and in lower case, and whether it begins a longer run that has weights.
_BITS = 20
_MASK = (1 << _BITS) - 1
_PREFIX = 1 << 2 * _BITS


@dataclass
class Counts:
    """How many sentences were cut, and how many of them were near-ties left to underthesea."""

    sentences: int = 0
    near_ties: int = 0


class Segmenter:
    """Cuts sentences (NFC) into words; keeps bounded caches, so one a process, not for threads.

    `oracle` is `underthesea.word_tokenize`, asked where a decision is too near to call.
    """

    def __init__(self, weights: Weights, spelling: Spelling, oracle: Callable[[str], list[str]]) -> None:
        self.counts = Counts()
        self._weights = weights
        self._spelling = spelling
        self._oracle = oracle
        self._prefixes = {run.rsplit(" ", 1)[0] for run in (*weights.threes.lower, *weights.threes.raw)}
        self._stretch = lru_cache(MOST_TYPES)(self._types_of_stretch)
        self._tail = lru_cache(MOST_TYPES)(self._types_of_tail)
        self._two = lru_cache(MOST_RUNS)(self._code_of_two)
        self._three = lru_cache(MOST_RUNS)(self._code_of_three)
        self._types = Types(weights.ones, spelling)

    @property
    def vocabulary(self) -> set[str]:
        """The words of one to three syllables that the model knows."""
        grams = (self._weights.ones, self._weights.twos, self._weights.threes)
        return {run for known in grams for run in known.lower}

    def words(self, sentences: Sequence[str]) -> list[list[str]]:
        """The words of each sentence, respelt, as `underthesea.word_tokenize` gives them."""
        cut = self._tokens(sentences)
        ends = self._ends(sentences, cut)
        texts = [self._types.texts[token] for tokens in cut for token in tokens]
        words = [" ".join(texts[a:b]) for a, b in pairwise([0, *ends])]
        borders = np.searchsorted(ends, list(accumulate(map(len, cut), initial=0)), side="right").tolist()
        return [words[a:b] for a, b in pairwise(borders)]

    def ends(self, sentences: Sequence[str]) -> Ints:
        """Where the words end, counted in the characters of all sentences that are no white space."""
        cut = self._tokens(sentences)
        sizes = map(self._types.sizes.__getitem__, chain.from_iterable(cut))
        reach = np.array([0, *accumulate(sizes)])
        return reach[self._ends(sentences, cut)]

    def _forget(self) -> None:
        """Start again with empty caches."""
        self._types = Types(self._weights.ones, self._spelling)
        for cache in (self._stretch, self._tail, self._two, self._three):
            cache.cache_clear()

    def _tokens(self, sentences: Sequence[str]) -> list[list[int]]:
        """The types of each sentence's tokens."""
        if len(self._types) > MOST_TYPES:
            self._forget()
        self.counts.sentences += len(sentences)
        return [self._tokens_of(self._spelling.text(sentence)) for sentence in sentences]

    def _tokens_of(self, text: str) -> list[int]:
        stretches = text.split()
        if not stretches:
            return []
        last = stretches.pop()
        found: list[int] = []
        for tokens in map(self._stretch, stretches):
            found += tokens
        return found + self._tail(text[text.rindex(last) :])

    def _types_of_stretch(self, stretch: str) -> list[int]:
        return self._types.stretch(stretch)

    def _types_of_tail(self, tail: str) -> list[int]:
        return self._types.match(tail)

    def _code_of_two(self, key: int) -> int:
        """The rows of the weights of a run of two, and whether it begins a run of three; see `_PREFIX`."""
        types, grams = self._types, self._weights.twos
        first, second = key >> _BITS, key & _MASK
        lower = f"{types.lower[first]} {types.lower[second]}"
        raw = (
            f"{types.texts[first]} {types.texts[second]}"
            if types.upper[first] or types.upper[second]
            else lower
        )
        code = grams.lower.get(lower, OTHER) | grams.raw.get(raw, 0) << _BITS
        return code | _PREFIX if lower in self._prefixes or raw in self._prefixes else code

    def _code_of_three(self, key: int) -> int:
        """The rows of the weights of a run of three."""
        run = (key >> 2 * _BITS, key >> _BITS & _MASK, key & _MASK)
        grams = self._weights.threes
        lower = " ".join([self._types.lower[number] for number in run])
        raw = " ".join([self._types.texts[number] for number in run])
        return grams.lower.get(lower, OTHER) | grams.raw.get(raw, 0) << _BITS

    # All sentences at once: their tokens in one row, with room around each sentence.

    def _ends(self, sentences: Sequence[str], cut: Sequence[list[int]]) -> Ints:
        """Where the words end, counted in the tokens of all sentences."""
        row: list[int] = []
        for tokens in filter(None, cut):
            row += (START, START, *tokens, END, END)
        sizes = np.array([len(tokens) for tokens in cut if tokens], np.int64)
        behinds = np.cumsum(sizes)
        if not row:
            return behinds
        leads = np.array(self._leads(self._scores(np.array(row), sizes), sizes.tolist()))
        begins, close = self._begins(leads, behinds - 1)
        begins[behinds - sizes] = True
        ends = np.append(np.flatnonzero(begins)[1:], behinds[-1])
        for number in np.unique(np.searchsorted(behinds, close, side="right")).tolist():
            sentence = [text for text, tokens in zip(sentences, cut, strict=True) if tokens][number]
            first, behind = int(behinds[number] - sizes[number]), int(behinds[number])
            sizes_there = (len(word.split(" ")) for word in self._oracle(sentence))
            there = list(accumulate(sizes_there, initial=first))[1:]
            ends = np.concatenate([ends[ends <= first], there, ends[ends > behind]])
            self.counts.near_ties += 1
        return ends

    def _scores(self, row: Ints, sizes: Ints) -> list[float]:
        """The score of each token; `row` holds them with two places around each sentence."""
        titles, ones = self._types.tables()
        titles = titles[row]
        two_titles = titles[:-1] & titles[1:]
        keys = row[:-1] << _BITS | row[1:]
        codes = np.fromiter(map(self._two, keys.tolist()), np.int64, len(keys))
        twos = _rows(self._weights.twos, codes)
        twos[two_titles] += self._weights.twos.title
        threes = self._threes(keys, codes, row)
        threes[two_titles[:-1] & titles[2:]] += self._weights.threes.title
        behinds = np.cumsum(sizes + 4) - 2
        firsts = behinds - sizes
        for rows, grams, size in ((twos, self._weights.twos, 2), (threes, self._weights.threes, 3)):
            rows[behinds - size + 1] = rows[behinds - size + 2] = grams.rows[BEHIND]
            rows[firsts - 2] = rows[firsts - 1] = grams.rows[BEFORE]
        count = len(row) - 4
        scores = np.zeros(count)
        for rows, places in zip((ones[row], twos, threes), PLACES, strict=True):
            for column, place in enumerate(places):
                scores += rows[2 + place : 2 + place + count, column]
        result: list[float] = scores[row[2:-2] > END].tolist()
        return result

    def _threes(self, keys: Ints, codes: Ints, row: Ints) -> Floats:
        """The weights of the runs of three; only behind a run of two that begins a known one is there one."""
        threes = np.repeat(self._weights.threes.rows[[OTHER]], len(row) - 2, axis=0)
        likely = np.flatnonzero(codes[:-1] >= _PREFIX)
        longer = keys[likely] << _BITS | row[likely + 2]
        found = np.fromiter(map(self._three, longer.tolist()), np.int64, len(longer))
        threes[likely] = _rows(self._weights.threes, found)
        return threes

    def _leads(self, scores: list[float], sizes: list[int]) -> list[float]:
        """The lead of I-W over B-W at each token."""
        enter, stay, gain = self._weights.enter, self._weights.stay, self._weights.gain
        leads: list[float] = []
        behind = 0
        for size in sizes:
            first, behind = behind, behind + size
            lead = gain  # between the clamps, so that the first token's lead is its score
            for score in scores[first:behind]:
                lead = score + gain - (stay if lead > stay else enter if lead < enter else lead)
                leads.append(lead)
        return leads

    def _begins(self, leads: Floats, lasts: Ints) -> tuple[NDArray[np.bool_], Ints]:
        """Whether each token begins a word, and the tokens whose lead is too near to a border to call."""
        enter, stay = self._weights.enter, self._weights.stay
        goes_on = leads > stay
        goes_on[lasts] = leads[lasts] > 0
        waits = (leads > enter) & (leads <= stay)
        waits[lasts] = False
        for place in np.flatnonzero(waits)[::-1].tolist():
            goes_on[place] = not goes_on[place + 1]
        near = (np.abs(leads - enter) < NEAR) | (np.abs(leads - stay) < NEAR)
        near[lasts] |= np.abs(leads[lasts]) < NEAR
        return ~goes_on, np.flatnonzero(near)


def _rows(grams: Grams, codes: Ints) -> Floats:
    """The weights that codes stand for, but for titles."""
    rows: Floats = grams.rows[codes & _MASK]
    raw = codes >> _BITS & _MASK
    written = np.flatnonzero(raw)
    rows[written] += grams.rows[raw[written]]
    return rows
