"""Pages of HTML: they show what is there, and whatever an article says stays text."""

import shutil
from html.parser import HTMLParser

import pytest
from invented import document, full, indicator
from payloads import PAYLOADS

from bienban.diff.compare import compare
from bienban.diff.documents import Sides
from bienban.diff.groups import difference_of
from bienban.diff.page import to_html
from bienban.errors import RecordError
from bienban.page.marks import Mark, pieces
from bienban.page.record import record_page
from bienban.records import Decision, Directive, Flag, Meeting, Period, Person, Provenance, Source, Span

CHROMIUM = shutil.which("chromium")

ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "section", "div", "p", "h1"),
    *(
        "h2",
        "h3",
        "table",
        "tr",
        "th",
        "td",
        "a",
        "b",
        "i",
        "span",
        "mark",
        "code",
        "br",
        "details",
        "summary",
    ),
    *("del", "ins"),
}
ATTRIBUTES = {
    "class",
    "id",
    "title",
    "lang",
    "href",
    "charset",
    "name",
    "content",
    "http-equiv",
    "open",
    "colspan",
}


class Page(HTMLParser):
    """What a browser would make of a page: its elements, its attributes, its text."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.attributes, self.links, self.texts = set(), set(), set(), []
        self.feed(html)
        self.close()
        self.text = "".join(self.texts)

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value for name, value in attrs if name in ("href", "src")}

    def handle_data(self, data):
        self.texts.append(data)


def hostile(change=""):
    """A record that says a payload wherever a record says something."""
    text = "\n".join(PAYLOADS)
    places, start = [], 0
    for payload in PAYLOADS:
        places.append(Provenance(start=start, end=start + len(payload), raw=payload, rule=payload))
        start += len(payload) + 1
    both = list(zip(PAYLOADS, places, strict=True))
    spans = [Span(**place.model_dump(exclude={"rule"})) for place in places]
    figures = [
        indicator(
            **dict.fromkeys(("name", "unit", "base", "scope", "assigner", "concept"), payload + change),
            period=Period(code="2024", raw=payload),
            flags=(payload,),
            fields={"name": place, payload: place},
            provenance=place,
        )
        for payload, place in both
    ]
    words = dict.fromkeys(("text", "speaker", "addressee", "deadline", "deadline_date"))
    return document(
        "".join(PAYLOADS),
        text=text,
        meetings=[Meeting(kind="other", body=p, place=p + change, date=p, provenance=w) for p, w in both],
        people=[
            Person(role="chair", name=p, titles=(p + change,), honorific=p, provenance=w) for p, w in both
        ],
        indicators=figures,
        directives=[Directive(**dict.fromkeys(words, p + change), provenance=w) for p, w in both],
        decisions=[Decision(action=p, object=p + change, provenance=w) for p, w in both],
        flags=[
            Flag(code=p, message=p, suggestion=p + change, spans=(s,))
            for p, s in zip(PAYLOADS, spans, strict=True)
        ],
    ).model_copy(
        update={
            "text": text,
            "source": Source(**dict.fromkeys(("path", "url", "outlet", "title"), "".join(PAYLOADS))),
        }
    )


def hostile_difference():
    old, new = (record.model_dump(mode="json", by_alias=True) for record in (hostile(), hostile("<b>x")))
    return difference_of([compare(Sides(old["doc_id"], old, new))])


PAGES = {
    "record": lambda: "".join(record_page([hostile(), hostile("<b>x")])),
    "diff": lambda: to_html(hostile_difference(), *PAYLOADS[:2]),
    "losses": lambda: to_html(
        difference_of([compare(Sides("<b>", hostile().model_dump(mode="json", by_alias=True), None))]),
        "a",
        "b",
    ),
}


@pytest.fixture(scope="module", params=PAGES)
def html(request):
    return PAGES[request.param]()


def test_what_an_article_says_stays_text(html):
    page = Page(html)
    assert page.elements <= ELEMENTS
    assert page.attributes <= ATTRIBUTES
    assert {link for link in page.links if not link.startswith("#")} == set()
    assert "default-src 'none'" in html
    assert [p for p in PAYLOADS if p.split()[0] not in page.text] == []


def opened(html, path, *, bypass_csp):
    """What Chromium asked for, said or ran when it opened a page with everything unfolded."""
    playwright = pytest.importorskip("playwright.sync_api")
    path.write_text(html, encoding="utf-8")
    seen = []
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(bypass_csp=bypass_csp).new_page()
        page.on("request", lambda request: seen.append(request.url))
        page.on("dialog", lambda dialog: seen.append(dialog.message))
        page.on("console", lambda message: seen.append(message.text))
        page.goto(path.as_uri(), wait_until="commit")
        page.wait_for_load_state()
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.keyboard.press("Tab")
        page.wait_for_timeout(200)
        seen += ["ran"] * bool(page.evaluate("window.__ran")) + ["script"] * page.evaluate(
            "document.scripts.length"
        )
        browser.close()
    return seen


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
class TestInChromium:
    @pytest.mark.parametrize("bypass_csp", [False, True], ids=["as it is", "without its policy"])
    def test_nothing_runs_and_nothing_leaves_the_page(self, html, bypass_csp, tmp_path):
        path = tmp_path / "page.html"
        assert opened(html, path, bypass_csp=bypass_csp) == [path.as_uri()]

    def test_what_is_not_escaped_would_be_seen(self, tmp_path):
        seen = opened("<svg>" + PAYLOADS[15] + PAYLOADS[0], tmp_path / "page.html", bypass_csp=True)
        assert {"ran", "script"} <= set(seen)


class TestThePageOfADocument:
    def test_holds_a_hostile_text_to_the_letter(self):
        assert "\n".join(PAYLOADS) in Page("".join(record_page([hostile()]))).text

    def test_holds_the_text_to_the_letter_and_every_record(self):
        record = full("a.txt")
        html = "".join(record_page([record]))
        page = Page(html)
        assert record.text in page.text
        for item in record.indicators:
            assert item.name in page.text
            assert item.provenance.rule in page.text
        assert record.directives[0].text in page.text
        assert record.flags[0].message in page.text
        assert [link for link in page.links if f'id="{link[1:]}"' not in html] == []

    def test_needs_the_text_the_record_was_read_from(self):
        with pytest.raises(RecordError, match="does not hold its text"):
            "".join(record_page([document()]))
        other = full().model_copy(update={"text": "Chiều 5/3"})
        with pytest.raises(RecordError, match="was made from another text"):
            "".join(record_page([other]))

    def test_is_a_page_without_any_document(self):
        assert "nothing" in "".join(record_page([]))

    def test_says_that_no_meeting_is_reported(self):
        assert "no meeting is reported" in "".join(record_page([document().model_copy(update={"text": ""})]))


class TestMarks:
    def test_pieces_are_the_text(self):
        marks = [Mark(0, 5, fill="a"), Mark(3, 9, line="b"), Mark(3, 4, fill="c", title="t", anchor="x")]
        cut = list(pieces("0123456789", marks))
        assert "".join(piece.text for piece in cut) == "0123456789"
        assert [(piece.text, piece.classes) for piece in cut] == [
            ("012", "a"),
            ("3", "c b"),
            ("4", "a b"),
            ("5678", "b"),
            ("9", ""),
        ]
        assert cut[1].anchors == ("x",)
        assert cut[1].title == "t"

    def test_a_rank_wins_over_length(self):
        marks = [Mark(0, 2, fill="near", rank=0), Mark(0, 1, fill="far", rank=1)]
        assert [piece.classes for piece in pieces("ab", marks)] == ["near", "near"]

    def test_a_text_without_marks_is_one_piece(self):
        assert [piece.text for piece in pieces("abc", [])] == ["abc"]
        assert list(pieces("", [])) == []
