"""Invented records, by hand and by hypothesis; nothing here needs the extraction."""

import hashlib

from hypothesis import strategies as st

from bienban.records import (
    Decision,
    Directive,
    DocumentRecord,
    Flag,
    Indicator,
    Meeting,
    Numeral,
    Period,
    Person,
    Provenance,
    Reading,
    Source,
    Span,
    Votes,
)

TEXT = "Sáng 5/3, bà Lê Thu Cúc chủ trì phiên họp. Thu ngân sách đạt 1.234,50 tỷ đồng, tăng 7,5%."


def quote(raw, rule="test.rule", *, text=TEXT):
    """Where `raw` stands in the text."""
    start = text.index(raw)
    return Provenance(start=start, end=start + len(raw), raw=raw, rule=rule)


def document(doc_id="a.txt", *, text=TEXT, **fields):
    """A record without anything in it but what is given."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    return DocumentRecord(
        doc_id=doc_id, text_sha256=sha, source=Source(path=doc_id), is_meeting=False, **fields
    )


def indicator(raw="1.234,50 tỷ đồng", **fields):
    known = {
        "id": "i1",
        "name": "Thu ngân sách",
        "measure": "level",
        "value": "1234500000000.0",
        "unit": "VND",
    }
    return Indicator(**{**known, "provenance": quote(raw), **fields})


def full(doc_id="https://example.org/tin?id=1"):
    """A record with every kind and every field filled."""
    chair = quote("bà Lê Thu Cúc", "person.chair")
    span = Span(**quote("7,5%").model_dump(exclude={"rule"}))
    period = Period(code="2024-03", start="2024-03-01", end="2024-03-31", raw="tháng 3")
    meeting = Meeting(
        kind="regular_session",
        body="UBND huyện",
        level="district",
        date="2024-03-05",
        session="morning",
        period=period,
        venues=("hội trường A", "điểm cầu B"),
        provenance=quote("phiên họp"),
    )
    person = Person(
        role="chair",
        name="Lê Thu Cúc",
        titles=("Chủ tịch",),
        honorific="bà",
        count=1,
        of=2,
        person_id="p1",
        meeting=0,
        provenance=chair,
        also=(chair, chair),
    )
    value = indicator(
        period=period,
        meeting=0,
        value_max="2",
        of="18",
        flags=("decimal_point",),
        readings=(Reading(value="1.5", evidence="dấu phẩy"),),
        fields={"name": quote("Thu ngân sách"), "period": quote("5/3")},
    )
    part = indicator("7,5%", id="i2", parent="i1", measure="growth", value="7.5", unit="percent", meeting=0)
    directive = Directive(
        text="rà soát", speaker="Lê Thu Cúc", coordinate=("Sở A", "Sở B"), meeting=0, provenance=quote("tăng")
    )
    decisions = (
        Decision(
            action="biểu quyết", votes=Votes(yes=30, percent="98.50"), meeting=0, provenance=quote("đạt")
        ),
        Decision(action="bầu", votes=Votes(), provenance=quote("đạt")),
        Decision(action="thông qua", provenance=quote("đạt")),
    )
    return DocumentRecord(
        doc_id=doc_id,
        text_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        source=Source(path="1.txt", url=doc_id, outlet="Báo", published="2024-03-06", encoding="utf-8"),
        is_meeting=True,
        meetings=(meeting,),
        people=(person,),
        indicators=(value, part),
        directives=(directive,),
        decisions=decisions,
        flags=(Flag(code="decimal_point", message="hai cách đọc", spans=(span, span), suggestion="1"),),
        numerals=(
            Numeral(start=5, end=8, raw="5/3", reason="date"),
            Numeral(**span.model_dump(), record="i2"),
        ),
        text=TEXT,
    )


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@st.composite
def provenances(draw, words=words):
    raw = draw(words)
    start = draw(st.integers(0, 60))
    return Provenance(start=start, end=start + len(raw), raw=raw, rule=draw(words))


@st.composite
def documents(draw, doc_id=words, text=words, words=words):
    """Any record whose meetings exist; few different words make them alike."""
    spans = provenances(words)
    maybe = st.none() | words
    meetings = draw(
        st.lists(
            st.builds(Meeting, kind=st.sampled_from(["minutes", "other"]), body=maybe, provenance=spans),
            max_size=2,
        )
    )
    meeting = st.none() | st.integers(0, len(meetings) - 1) if meetings else st.none()
    people = st.builds(
        Person,
        role=st.sampled_from(["chair", "attendee"]),
        name=maybe,
        titles=st.tuples(words),
        person_id=maybe,
        meeting=meeting,
        provenance=spans,
    )
    indicators = st.builds(
        Indicator,
        id=words,
        name=maybe,
        measure=st.sampled_from(["level", "growth"]),
        value=st.sampled_from(["1", "1.0", "-2.50"]),
        parent=maybe,
        meeting=meeting,
        fields=st.dictionaries(words, spans, max_size=1),
        provenance=spans,
    )
    flags = st.builds(
        Flag,
        code=words,
        message=words,
        spans=st.lists(spans.map(lambda p: Span(start=p.start, end=p.end, raw=p.raw)), max_size=2).map(tuple),
    )
    numerals = spans.map(lambda p: Numeral(start=p.start, end=p.end, raw=p.raw, reason=p.rule))
    lists = {
        "people": people,
        "indicators": indicators,
        "directives": st.builds(Directive, text=words, speaker=maybe, meeting=meeting, provenance=spans),
        "decisions": st.builds(Decision, action=words, meeting=meeting, provenance=spans),
        "flags": flags,
        "numerals": numerals,
    }
    drawn = {kind: tuple(draw(st.lists(items, max_size=3))) for kind, items in lists.items()}
    return document(draw(doc_id), text=draw(text), meetings=tuple(meetings), **drawn)
