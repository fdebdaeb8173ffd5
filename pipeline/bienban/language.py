"""bienban for spaCy: `nlp()`, and a component named `bienban` for any other pipeline.

The component puts mentions into `doc.spans["bienban"]`, labelled by kind, and the
document's record into `doc._.bienban`. In a pipeline with another tokenizer a
mention covers all tokens it touches; the record's offsets are characters of
`doc.text` in every case. Text is read as it stands: clean it first where it may
not be NFC (`bienban.read.text.clean`).
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import spacy
from spacy.attrs import NORM
from spacy.lang.lex_attrs import LEX_ATTRS
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from bienban.check.check import check
from bienban.document import Document
from bienban.find.find import find
from bienban.find.mentions import Mentions
from bienban.link.link import link
from bienban.records import DocumentRecord, verify
from bienban.rules import Rules, load_rules
from bienban.text.doc import Doc as Tokens
from bienban.text.fold import fold
from bienban.text.tokenize import tokenize

SPANS = "bienban"
"""The key of the mentions in `doc.spans`; displaCy shows them with `options={"spans_key": "bienban"}`."""

_RECORD = "bienban.record"
_TOKENS = "bienban.tokens"  # what the tokenizer leaves for the component, which takes it away


def nlp(rules: Path | None = None) -> Language:
    """A spaCy pipeline with bienban's tokenizer and component. Raises RuleError."""
    folder = str(rules) if rules else None
    tokenizer = {"@tokenizers": "bienban.Syllables.v1", "rules": folder}
    language = spacy.blank("xx", vocab=_vocab(), config={"nlp": {"tokenizer": tokenizer}})
    language.add_pipe("bienban", config={"rules": folder})
    return language


def _vocab() -> Vocab:
    """A vocabulary in which a token's NORM is its folded form."""
    return Vocab(lex_attr_getters={**LEX_ATTRS, NORM: fold})


class Syllables:
    """spaCy's tokenizer interface around `tokenize`: syllables, sentences, sections, words."""

    def __init__(self, vocab: Vocab, rules: Rules) -> None:
        self.vocab = vocab
        self.rules = rules

    def __call__(self, text: str) -> Doc:
        """The Doc of `text`, with `doc.spans["sections"]` and `doc.spans["words"]`."""
        tokens = tokenize(Document(text, "text"), self.rules)
        words: list[str] = []
        spaces: list[bool] = []
        at: list[int] = []  # the place of each of our tokens; a second blank is a token of spaCy's own
        for number, blanks in enumerate(tokens.blanks):
            at.append(len(words))
            words += [tokens.token(number), *[" "] * (blanks - 1)]
            spaces += [blanks > 0, *[False] * (blanks - 1)]
        opening = {at[first] for first, _ in tokens.sentences}
        doc = Doc(self.vocab, words, spaces, sent_starts=[place in opening for place in range(len(words))])
        at.append(len(words))
        labelled = zip(tokens.sentences, tokens.sections.labels, strict=True)
        doc.spans["sections"] = [Span(doc, at[first], at[last], label) for (first, last), label in labelled]
        doc.spans["words"] = [
            Span(doc, at[first], at[last] + 1, "word") for first, last in zip(*tokens.words, strict=True)
        ]
        doc.user_data[_TOKENS] = tokens
        return doc

    def to_disk(self, path: Path, **_: object) -> None:
        """Nothing to keep: the rules are named in the pipeline's config."""

    from_disk = to_disk

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to keep."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> "Syllables":
        """Itself."""
        return self


@registry.tokenizers("bienban.Syllables.v1")
def syllables(rules: str | None = None) -> Callable[[Language], Syllables]:
    """What spaCy calls to make the tokenizer of a pipeline read from disk."""
    return lambda nlp: Syllables(nlp.vocab, load_rules(Path(rules) if rules else None))


@Language.factory("bienban", default_config={"rules": None}, assigns=["doc._.bienban", "doc.spans"])
def component(nlp: Language, name: str, rules: str | None) -> "Component":  # noqa: ARG001 - spaCy's own
    """What spaCy calls for `add_pipe("bienban")`; `rules` is a folder, the shipped rules when null."""
    return Component(load_rules(Path(rules) if rules else None))


class Component:
    """Doc -> the same Doc with its mentions and its record."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        if not Doc.has_extension("bienban"):
            Doc.set_extension("bienban", getter=_record)

    def __call__(self, doc: Doc) -> Doc:
        """Extract the record of `doc.text`."""
        document = Document(doc.text, "text")
        tokens: Tokens = doc.user_data.pop(_TOKENS, None) or tokenize(document, self.rules)
        mentions = find(tokens, self.rules)
        record = check(document, tokens, mentions, link(document, tokens, mentions))
        doc.spans[SPANS] = list(_spans(doc, mentions))
        doc.user_data[_RECORD] = verify(record, document.text).to_json()
        return doc


def _record(doc: Doc) -> DocumentRecord | None:
    """The record of a Doc, kept as JSON so that the Doc can be written to bytes."""
    kept = doc.user_data.get(_RECORD)
    return DocumentRecord.model_validate_json(kept) if kept else None


def _spans(doc: Doc, mentions: Mentions) -> Iterator[Span]:
    """Each mention as a span of `doc`, labelled by its kind; one that touches no token is left out."""
    for kind in ("quantities", "times", "persons", "bodies"):
        for mention in getattr(mentions, kind):
            span = doc.char_span(mention.start, mention.end, label=kind, alignment_mode="expand")
            if span is not None:
                yield span
