"""Two spellings of one word made equal: case and the place of the tone mark."""

from functools import lru_cache

# Both conventions are in use, often in one document (guide §2.1): hoà/hòa, uỷ/ủy, khoẻ/khỏe.
_OLD = ("oà oá oả oã oạ", "oè oé oẻ oẽ oẹ", "uỳ uý uỷ uỹ uỵ")
_NEW = ("òa óa ỏa õa ọa", "òe óe ỏe õe ọe", "ùy úy ủy ũy ụy")
_MOVED = {
    new: old
    for olds, news in zip(_OLD, _NEW, strict=True)
    for old, new in zip(olds.split(), news.split(), strict=True)
}


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """`word` in lower case with the tone mark on the last vowel; as long as `word`."""
    folded = "".join(low if len(low := letter.lower()) == 1 else letter for letter in word)
    for new, old in _MOVED.items():
        if new in folded:
            folded = folded.replace(new, old)
    return folded
