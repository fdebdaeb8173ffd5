"""Document -> Doc: the whole way of this room."""

from bienban.document import Document
from bienban.rules import Rules
from bienban.text.doc import Doc, make_doc
from bienban.text.sections import add_sections
from bienban.text.sentences import openers_of, sentence_starts
from bienban.text.syllables import cut
from bienban.text.words import add_words


def tokenize(document: Document, rules: Rules, *, words: bool = True) -> Doc:
    """Syllable tokens, sentences, sections and, unless told otherwise, words.

    Token borders are the only places a record may start or end.
    """
    tokens, blanks = cut(document.text)
    doc = make_doc(document.text, tokens, blanks, sentence_starts(tokens, blanks, openers_of(rules)))
    add_sections(doc, rules)
    if words:
        add_words(doc)
    return doc
