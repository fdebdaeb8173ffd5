"""What an archive answers, the same on both databases."""

import csv
import json
from io import StringIO

import pytest
from archives import rows
from invented import document
from typer.testing import CliRunner

from bienban.cli import app
from bienban.errors import StoreError, UsageError
from bienban.records import Directive, Flag, Indicator, Meeting, Period, Person, Provenance, Source, Span
from bienban.store import ask, fold
from bienban.store.database import line_of, open_database
from bienban.store.due import last_day
from bienban.store.plot import plot
from bienban.store.search import search
from bienban.store.views import VIEWS

COMMAND = CliRunner()
HERE = Provenance(start=0, end=1, raw="S", rule="r")
ABOUT = {"rules": "", "version": "1"}


def period(code, start, end):
    return Period(code=code, start=start, end=end)


def revenue(number, code, start, end, value, **fields):
    known = {
        "name": "Thu ngân sách",
        "concept": "budget_revenue",
        "measure": "level",
        "unit": "VND",
        "meeting": 0,
    }
    when = period(code, start, end)
    return Indicator(
        **{**known, "id": f"i{number}", "value": value, "period": when, "provenance": HERE, **fields}
    )


def article(doc_id, *, published, body="UBND tỉnh Hải Giang", text=None, **lists):
    meeting = Meeting(
        kind="regular_session",
        body=body,
        level="province",
        date=published,
        session="morning",
        provenance=HERE,
    )
    chair = Person(
        role="chair", name="Đinh Trọng Khoa", titles=("Chủ tịch", "Phó Bí thư"), meeting=0, provenance=HERE
    )
    record = document(doc_id, meetings=(meeting,), people=(chair,), **lists)
    source = Source(path=doc_id, outlet="Báo Hải Giang", published=published, title="Tin")
    return record.model_copy(update={"source": source, "text": text})


def month(number, value, **fields):
    last = {1: 31, 2: 29, 3: 31}[number]
    return revenue(number, f"ytd:2024-0{number}", "2024-01-01", f"2024-0{number}-{last}", value, **fields)


TEXTS = {
    "a": "Thu ngân sách của tỉnh hoà chung niềm vui. Sở Tài chính báo cáo.",
    "b": "Thủ tướng nói về ngân hàng; thu nhập tăng. Đà Nẵng: 1.234,5 tỷ đồng.",
    "c": "Tỉnh và huyện cùng hòa giải. THU NGÂN SÁCH giảm.",
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def archive(request, new_url):
    url = new_url(request.param)
    plan = revenue(9, "2024", "2024-01-01", "2024-12-31", "9600", status="target")
    orders = (
        Directive(
            text="báo cáo", addressee="Sở Tài chính", deadline="trước 15/3", deadline_date="2024-03-15",
            coordinate=("Cục Thuế", "Kho bạc"), speaker="Đinh Trọng Khoa", meeting=0, provenance=HERE,
        ),
        Directive(text="rà soát", addressee_inherited="các huyện", deadline_date="2024-Q2", provenance=HERE),
        Directive(text="=1+1", provenance=HERE),
    )  # fmt: skip
    records = [
        article(
            "a",
            published="2024-01-31",
            indicators=(month(1, "905"), plan),
            directives=orders,
            text=TEXTS["a"],
        ),
        article("b", published="2024-02-28", indicators=(month(2, "1517.25"),), text=TEXTS["b"]),
        article(
            "c", published="2024-03-30", indicators=(month(2, "1520"), month(3, "2335")), text=TEXTS["c"]
        ),
        article("d", published="2024-03-30", body="UBND huyện Yên Thành", indicators=(month(3, "12"),)),
        document("e", flags=(Flag(code="odd", message="m", spans=(Span(start=0, end=1, raw="S"),)),)),
    ]
    with open_database(url) as database:
        database.feed([line_of(record) for record in records], ABOUT)
    return url


def column(answer, *names):
    return [tuple(row[name] for name in names) for row in answer.dicts()]


def test_a_series_has_the_newest_report_of_each_period(archive):
    found = ask.series(archive, "budget_revenue", body="hai giang")
    assert column(found, "period", "value", "status", "doc_id") == [
        ("ytd:2024-01", "905", "actual", "a"),
        ("ytd:2024-02", "1520", "actual", "c"),
        ("ytd:2024-03", "2335", "actual", "c"),
        ("2024", "9600", "target", "a"),
    ]


def test_a_series_is_narrowed(archive):
    assert len(ask.series(archive, "budget_revenue").rows) == 5
    assert column(ask.series(archive, "budget_revenue", body="yên thành"), "value") == [("12",)]
    assert ask.series(archive, "budget_revenue", body="Yến Thành").rows == []
    assert ask.series(archive, "budget_revenue", measure="growth").rows == []
    assert ask.series(archive, "budget_revenue", scope="nội địa").rows == []
    late = ask.series(archive, "budget_revenue", since="2024-02-01", until="2024-02-29")
    assert column(late, "period") == [("ytd:2024-02",)]


def test_an_unknown_concept_is_told_with_those_that_are_like_it(archive):
    with pytest.raises(UsageError, match="perhaps budget_revenue"):
        ask.series(archive, "budget_revenus")


def test_directives_come_by_their_deadline(archive):
    found = ask.directives(archive)
    assert column(found, "due", "addressee") == [
        ("2024-03-15", "Sở Tài chính"), ("2024-06-30", "các huyện"), (None, None)
    ]  # fmt: skip
    assert found.dicts()[0]["coordinate"] == ["Cục Thuế", "Kho bạc"]
    assert column(ask.directives(archive, due_before="2024-03-31"), "text") == [("báo cáo",)]
    assert column(ask.directives(archive, due_after="2024-03-16"), "text") == [("rà soát",)]
    assert column(ask.directives(archive, addressee="so tai chinh", body="Hải Giang"), "text") == [
        ("báo cáo",)
    ]
    assert ask.directives(archive, speaker="Khóa").rows == []


def test_meetings_come_with_their_chair(archive):
    assert len(ask.meetings(archive).rows) == 4
    found = ask.meetings(archive, chair="trọng khoa", body="giang", since="2024-02-01", until="2024-02-29")
    assert column(found, "meeting_date", "chair", "chair_titles") == [
        ("2024-02-28", "Đinh Trọng Khoa", ["Chủ tịch", "Phó Bí thư"])
    ]


def test_flags_come_with_what_they_are_about(archive):
    assert column(ask.flags(archive), "code", "quote", "doc_id") == [("odd", "S", "e")]
    assert ask.flags(archive, code="other").rows == []


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("thu ngân sách", ["c", "a"]),
        ('"thu ngan sach"', ["c", "a"]),
        ("thu ngan", ["c", "b", "a"]),
        ("thủ", ["b"]),
        ("hoà", ["c", "a"]),
        ("hòa", ["c", "a"]),
        ("đà nẵng", ["b"]),
        ("da nang", ["b"]),
        ('"1.234,5"', ["b"]),
        ('"ngân sách tỉnh"', []),
        ("ngân tỉnh", ["c", "a"]),
        ("a' | b & ! <-> :* \" ( ) NEAR", []),
    ],
)
def test_articles_are_found_by_their_words(archive, wanted, found):
    assert [doc_id for (doc_id,) in column(search(archive, wanted), "doc_id")] == found


def test_what_was_found_is_shown_in_its_place(archive):
    [hit] = search(archive, '"thu nhập"').dicts()
    assert TEXTS["b"][hit["start_char"] : hit["end_char"]] == "thu nhập"
    assert "thu nhập tăng" in hit["passage"]
    assert len(search(archive, "thu", limit=1).rows) == 1
    with pytest.raises(UsageError, match="no word"):
        search(archive, '"" - !')


def test_a_text_that_changes_or_goes_is_searched_as_it_is(new_url):
    for backend in ("sqlite", "postgresql"):
        url = new_url(backend)
        with open_database(url) as database:
            database.feed([line_of(article("a", published="2024-01-31", text="Một văn bản"))], ABOUT)
            changed = article("a", published="2024-01-31", text="Hai tờ trình")
            changed = changed.model_copy(update={"text_sha256": "0" * 64})
            database.feed([line_of(changed)], ABOUT)
            assert (len(search(url, "một").rows), len(search(url, "tờ trình").rows)) == (0, 1)
            database.delete("a")
            assert search(url, "tờ trình").rows == []


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_can_be_asked(archive, view):
    assert isinstance(rows(archive, f"SELECT * FROM {view}"), list)


def test_every_span_has_its_quote_in_provenance(archive):
    assert rows(archive, "SELECT DISTINCT raw FROM provenance") == [("S",)]


def invoke(*arguments):
    return COMMAND.invoke(app, ["query", *arguments])


def test_answers_are_printed_as_table_csv_and_json(archive):
    asked = ["series", "--concept", "budget_revenue", "--body", "yen thanh", "--from", archive]
    table = invoke(*asked)
    assert table.exit_code == 0
    assert "UBND huyện Yên Thành" in " ".join(table.stdout.split())
    [line] = csv.DictReader(StringIO(invoke(*asked, "--format", "csv").stdout))
    [item] = json.loads(invoke(*asked, "--format", "json").stdout)
    assert line["value"] == item["value"] == "12"
    assert (line["scope"], item["scope"]) == ("", None)


def test_no_cell_becomes_a_formula(archive):
    lines = list(csv.DictReader(StringIO(invoke("directives", "--from", archive, "-f", "csv").stdout)))
    assert [line["text"] for line in lines] == ["báo cáo", "rà soát", "'=1+1"]
    assert lines[0]["coordinate"] == "Cục Thuế; Kho bạc"


def test_all_questions_can_be_asked_from_the_command_line(archive):
    for asked in (
        ["directives", "--due-before", "2024-12-31", "--addressee", "sở"],
        ["meetings", "--chair", "khoa"],
        ["flags"],
        ["texts", "thu ngân sách"],
    ):
        answer = invoke(*asked, "--from", archive)
        assert (answer.exit_code, "0 rows" in answer.stderr) == (0, False), asked


def test_wrong_questions_are_told(archive, tmp_path):
    assert invoke("series", "--concept", "budget", "--from", archive).exit_code == 2
    assert invoke("directives", "--due-before", "31/12/2024", "--from", archive).exit_code == 2
    assert invoke("flags", "--from", f"sqlite:///{tmp_path}/none.db").exit_code == 1
    drawn = invoke("series", "--concept", "budget_revenue", "--from", archive, "--plot", f"{tmp_path}/a.gif")
    assert drawn.exit_code == 2


def test_a_series_is_drawn_the_same_each_time(archive, tmp_path):
    asked = ["series", "--concept", "budget_revenue", "--body", "hải giang", "--from", archive, "--plot"]
    for name in ("a.svg", "b.svg", "a.png"):
        done = invoke(*asked, str(tmp_path / name))
        assert (done.exit_code, done.stdout) == (0, f"{tmp_path / name}: 4 of 4 rows\n")
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_what_cannot_be_drawn_is_told(tmp_path, monkeypatch):
    with pytest.raises(UsageError, match="nothing to draw"):
        plot([], tmp_path / "a.svg")
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    row = {
        "measure": "level",
        "unit": "",
        "status": "actual",
        "period_start": "2024-01-01",
        "period_end": "2024-01-31",
    }
    with pytest.raises(StoreError, match=r"pip install 'bienban\[plot\]'"):
        plot([row], tmp_path / "a.svg")


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("2024-03-15", "2024-03-15"),
        ("2024-02", "2024-02-29"),
        ("2024-Q2", "2024-06-30"),
        ("2024-H1", "2024-06-30"),
        ("2024", "2024-12-31"),
        ("ytd:2024-09", "2024-09-30"),
        ("as_of:2024-11-26", "2024-11-26"),
        ("2024-11/2025-01", "2025-01-31"),
        ("--03-15", None),
        ("2024-02-31", None),
        ("2024-13", None),
        ("sớm", None),
        (None, None),
    ],
)
def test_the_last_day_of_a_deadline(code, day):
    assert last_day(code) == day


def test_folding_keeps_the_length_and_knows_accents():
    text = "Đường Hoà Bình: ỦY BAN — 7½ ﬁ İ ß"
    assert len(fold.bare(text)) == len(text)
    assert fold.toned("hoà ỦY") == fold.toned("Hòa Ủy") != fold.toned("hoa ủy")
    assert [fold.has_accents(text) for text in ("đ", "Ubnd 7")] == [True, False]
    assert fold.matching(["UBND tỉnh", None, "HĐND"], "ubnd tinh") == ["UBND tỉnh"]
