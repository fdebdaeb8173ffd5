"""Underthesea's words as spans of syllable tokens.

`word_tokenize` rewrites text (it respells, and glues numerals), so its words are
laid over the tokens by counting non-space characters, never by searching.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Span


def add_words(doc: Doc) -> None:
    """Put the words of every sentence into `doc.spans["words"]`."""
    from underthesea import word_tokenize  # 0.4 s to import, so only where words are wanted

    spans: list[Span] = []
    for sentence in doc.sents:
        if sentence.text.strip():
            spans += _lay(sentence, word_tokenize(sentence.text))
    doc.spans["words"] = spans


def _lay(sentence: Span, words: list[str]) -> Iterator[Span]:
    """Words as spans that end on token borders and cover the sentence's non-space tokens.

    Where a word ends inside a token, it is joined with the next one.
    """
    doc = sentence.doc
    first, seen, due = sentence.start, 0, 0
    ends = iter(words)
    for token in sentence:
        if token.is_space:
            if first == token.i:
                first = token.i + 1
            continue
        seen += len(token.text)
        while due < seen:
            due += len("".join(next(ends, token.text).split()))
        if due == seen or token.i == sentence.end - 1:
            yield Span(doc, first, token.i + 1, label="word")
            first = token.i + 1
