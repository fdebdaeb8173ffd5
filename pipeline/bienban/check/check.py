"""Linked -> DocumentRecord: the whole way of this room."""

from bienban.check.case import Case
from bienban.check.flags import find_flags, in_order, mark
from bienban.check.numerals import account_numerals, find_unaccounted
from bienban.check.people import sign_of_meeting
from bienban.document import Document
from bienban.find.mentions import Mentions
from bienban.link.link import Linked
from bienban.records import DocumentRecord
from bienban.text.doc import Doc


def check(
    document: Document, doc: Doc, mentions: Mentions, linked: Linked, *, with_text: bool = False
) -> DocumentRecord:
    """The record of one document, with its flags and the account of its numerals."""
    case = Case(document, doc, mentions, linked)
    numerals = account_numerals(document.text, mentions, linked.indicators)
    flags = in_order([*find_flags(case), *find_unaccounted(document.text, numerals, linked.indicators)])
    return DocumentRecord(
        doc_id=document.doc_id,
        text_sha256=document.sha256,
        source=document.source,
        is_meeting=sign_of_meeting(case) is not None,
        meetings=linked.meetings,
        people=linked.people,
        indicators=mark(linked.indicators, flags),
        directives=linked.directives,
        decisions=linked.decisions,
        flags=flags,
        numerals=numerals,
        text=document.text if with_text else None,
    )
