"""One document from bytes to DocumentRecord. Start reading here.

    bytes ──read──▶ Document ──tokenize──▶ Doc ──find──▶ Mentions ──link──▶ Linked ──check──▶ DocumentRecord

Each step is one verb and one room; nothing flows back.
"""

from bienban.check.check import check
from bienban.document import Document
from bienban.find.find import find
from bienban.link.link import link
from bienban.records import DocumentRecord, verify
from bienban.rules import Rules
from bienban.text.tokenize import tokenize


def extract(document: Document, rules: Rules, *, with_text: bool = False) -> DocumentRecord:
    """All records of one document, each checked against the characters it points to."""
    doc = tokenize(document, rules)
    mentions = find(doc, rules)
    linked = link(document, doc, mentions)
    record = check(document, doc, mentions, linked, with_text=with_text)
    return verify(record, document.text)
