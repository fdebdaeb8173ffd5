"""Document -> Doc: the whole way of this room."""

from spacy.tokens import Doc

from bienban.document import Document
from bienban.rules import Rules
from bienban.text.sections import add_sections
from bienban.text.sentences import openers_of, sentence_starts
from bienban.text.syllables import cut, vocab
from bienban.text.words import add_words


def tokenize(document: Document, rules: Rules, *, words: bool = True) -> Doc:
    """Syllable tokens, sentence starts, sections and, unless told otherwise, words.

    `doc.text == document.text`; token borders are the only places a record may start or end.
    """
    syllables, blanks = cut(document.text)
    starts = sentence_starts(syllables, blanks, openers_of(rules))
    doc = Doc(vocab(), words=syllables, spaces=blanks, sent_starts=list(starts))
    doc.user_data["text"] = document.text
    add_sections(doc, rules)
    if words:
        add_words(doc, document.text, syllables, blanks, starts)
    return doc
