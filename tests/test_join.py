"""Across documents: what is one body, what is one person, and what cannot be."""

from datetime import date

import pytest
from archives import content, rows
from invented import document, indicator
from typer.testing import CliRunner

from bienban.cli import app
from bienban.records import Indicator, Meeting, Period, Person, Provenance, Source
from bienban.store import ask
from bienban.store.database import line_of, open_database
from bienban.store.join import join
from bienban.store.jumps import Point, jumps
from bienban.store.names import Names

ABOUT = {"rules": "", "version": "1"}
SHORT = {"UBND": "Ủy ban nhân dân", "UV BTV": "Ủy viên Ban Thường vụ"}


def quote(n, raw="S"):
    return Provenance(start=n, end=n + len(raw), raw=raw, rule="r")


def article(doc_id, body=None, people=(), *, level="province", indicators=(), **source):
    """A document with one meeting and people told as (name, titles)."""
    meetings = (Meeting(kind="other", body=body, level=level, provenance=quote(0)),) if body else ()
    met = 0 if body else None
    persons = tuple(
        Person(
            role="attendee",
            name=name,
            titles=titles,
            person_id=f"p{n}",
            meeting=met,
            provenance=quote(n, name),
        )
        for n, (name, titles) in enumerate(people)
    )
    record = document(doc_id, meetings=meetings, people=persons, indicators=indicators)
    return record.model_copy(update={"source": Source(path=doc_id, **source)})


def joined(url, *records):
    with open_database(url) as database:
        database.feed([line_of(record) for record in records], ABOUT)
    return join(url, SHORT)


BODIES = "SELECT d.doc_id, b.body FROM meeting_bodies b JOIN documents d USING (document) ORDER BY 1"
PERSONS = "SELECT d.doc_id, r.person FROM person_records r JOIN documents d USING (document) ORDER BY 1"
FLAGS = "SELECT d.doc_id, f.code FROM join_flags f JOIN documents d USING (document) ORDER BY 1, 2"


def groups(url, query):
    """The documents that share a number, as strings of their names."""
    found = {}
    for doc_id, number in rows(url, query):
        found[number] = found.get(number, "") + doc_id
    return sorted(found.values())


def test_one_body_under_several_names(url):
    joined(
        url,
        article("a", "UBND tỉnh Hải Giang"),
        article("b", "Ủy ban nhân dân tỉnh Hải Giang"),
        article("c", "ỦY BAN NHÂN DÂN tỉnh Hải Giang", outlet="Báo"),
        article("d", "UBND tỉnh Hải Dương"),
        article("e", "Chính phủ", level="central"),
        article("f", "Chính phủ", level="central", outlet="Báo"),
    )
    assert groups(url, BODIES) == ["abc", "d", "ef"]
    assert rows(url, FLAGS) == []


def test_a_name_without_a_place_means_the_body_of_its_outlet(url):
    joined(
        url,
        article("a", "UBND tỉnh", outlet="Báo Hải Giang"),
        article("b", "UBND tỉnh Hải Giang", outlet="Báo Hải Giang"),
        article("c", "UBND tỉnh", outlet="Báo khác"),
        article("d", "UBND tỉnh", outlet="Báo khác"),
        article("e", "UBND tỉnh", url="https://tinh.example.org/1"),
        article("f", "UBND tỉnh", url="https://tinh.example.org/2"),
    )
    assert groups(url, BODIES) == ["ab", "cd", "ef"]
    assert rows(url, "SELECT DISTINCT body FROM meetings_by_chair WHERE doc_id IN ('a', 'b')") == [
        ("UBND tỉnh Hải Giang",)
    ]


def test_a_name_that_may_be_two_bodies_stays_alone_and_is_flagged(url):
    joined(
        url,
        article("a", "UBND huyện", outlet="Báo"),
        article("b", "UBND huyện Yên Thành", outlet="Báo"),
        article("c", "UBND huyện Lục Yên", outlet="Báo"),
        article("d", "UBND huyện"),
        article("e", "UBND huyện"),
    )
    assert groups(url, BODIES) == ["a", "b", "c", "d", "e"]
    assert rows(url, FLAGS) == [(name, "body_without_place") for name in "ade"]


def test_one_person_when_name_title_and_place_agree(url):
    joined(
        url,
        article("a", "UBND tỉnh Hải Giang", [("Lê Thu Cúc", ("Chủ tịch UBND tỉnh", "Phó Bí thư Tỉnh ủy"))]),
        article("b", "UBND tỉnh Hải Giang", [("LÊ THU CÚC", ("Phó Bí thư Tỉnh ủy",))]),
        article("c", "HĐND tỉnh Hải Giang", [("Lê Thu Cúc", ("Chủ tịch UBND tỉnh Hải Giang",))]),
        article("d", "UBND tỉnh Hải Giang", [("Lê Thu Cúc", ())]),
        article("e", "UBND tỉnh Hải Dương", [("Lê Thu Cúc", ("Chủ tịch UBND tỉnh",))]),
    )
    assert groups(url, PERSONS) == ["abcd", "e"]
    assert rows(url, FLAGS) == []
    assert rows(url, "SELECT name, place FROM persons WHERE place = 'Hải Giang'") == [
        ("Lê Thu Cúc", "Hải Giang")
    ]


def test_one_name_with_other_titles_at_one_place_is_two_persons_and_flagged(url):
    joined(
        url,
        article("a", "UBND tỉnh Hải Giang", [("Lê Thu Cúc", ("Chủ tịch UBND tỉnh",))]),
        article("b", "UBND tỉnh Hải Giang", [("Lê Thu Cúc", ("Giám đốc Sở Y tế",))]),
        article("c", "UBND tỉnh Hải Giang", [("Lê Thu Cúc", ())]),
    )
    assert groups(url, PERSONS) == ["a", "b", "c"]
    assert rows(url, FLAGS) == [(name, "same_name") for name in "abc"]
    [(message,)] = rows(
        url, "SELECT message FROM join_flags f JOIN documents USING (document) WHERE doc_id = 'a'"
    )
    assert message == "the same name stands elsewhere with Giám đốc Sở Y tế"


def test_titles_join_persons_in_a_chain_whatever_the_order(new_url):
    titles = {"a": ("Chủ tịch",), "b": ("Bí thư",), "c": ("Bí thư", "Chủ tịch"), "d": ("UV BTV",)}
    titles["e"] = ("Ủy viên Ban Thường vụ", "Bí thư")
    for order in ("abcde", "edcba", "cabed"):
        url = new_url("sqlite")
        joined(url, *(article(name, "UBND xã Lục Yên", [("Lê Thu Cúc", titles[name])]) for name in order))
        assert groups(url, PERSONS) == ["abcde"]


def test_a_person_without_a_place_stays_with_its_document(url):
    joined(
        url, article("a", people=[("Lê Thu Cúc", ())]), article("b", people=[("Lê Thu Cúc", ("Chủ tịch",))])
    )
    assert groups(url, PERSONS) == ["a", "b"]
    assert rows(url, FLAGS) == [("a", "same_name"), ("b", "same_name")]


def month(number, value, doc_id, code="2024-{:02}", start="2024-{:02}-01", **fields):
    known = {"name": "Thu", "concept": "budget_revenue", "measure": "level", "unit": "VND", "meeting": 0}
    last = date(2024, number, 28).isoformat()
    when = Period(code=code.format(number), start=start.format(number), end=last)
    one = Indicator(id="i1", value=value, period=when, provenance=quote(0), **{**known, **fields})
    return article(doc_id, "UBND tỉnh Hải Giang", indicators=(one,))


@pytest.mark.parametrize(
    ("values", "flagged"),
    [
        (["905", "0.9", "880", "900"], [("b", "jump_by_thousand")]),
        (["905", "9100", "880", "900"], [("b", "jump_by_ten")]),
        (["900", "905", "88", "91", "900", "905"], []),
        (["905", "880", "900", "91"], [("d", "jump_by_ten")]),
        (["905", "-880", "0", "900"], []),
        (["905", "91"], [("a", "jump_by_ten"), ("b", "jump_by_ten")]),
        (["905"], []),
    ],
)
def test_numbers_that_jump_are_flagged(new_url, values, flagged):
    url = new_url("sqlite")
    joined(url, *(month(n, value, "abcdef"[n - 1]) for n, value in enumerate(values, 1)))
    assert rows(url, FLAGS) == flagged


def test_a_sum_since_january_may_grow_tenfold(url):
    sums = {"code": "ytd:2024-{:02}", "start": "2024-01-01"}
    joined(url, month(1, "905", "a", **sums), month(11, "8885", "b", **sums), month(12, "9900", "c", **sums))
    assert rows(url, FLAGS) == []


def test_a_stock_may_stay_as_it_is():
    days = [date(2024, 1, 31), date(2024, 12, 31)]
    points = [Point(n, "k", "", date(2024, 1, 1), day, 500.0) for n, day in enumerate(days)]
    assert list(jumps(points)) == []


def test_flags_of_joining_are_open_flags(url):
    joined(url, article("a", "UBND huyện"))
    [flag] = ask.flags(url).dicts()
    assert (flag["code"], flag["quote"], flag["doc_id"]) == ("body_without_place", "S", "a")


def test_joining_again_gives_the_same_and_feeding_goes_on(url):
    first = article("a", "UBND tỉnh Hải Giang", [("Lê Thu Cúc", ("Chủ tịch",))])
    joined(url, first, article("b", "UBND huyện"))
    before = content(url)
    joined(url)
    assert content(url) == before
    with open_database(url) as database:
        database.feed([line_of(document("a")), line_of(document("b", indicators=(indicator(),)))], ABOUT)
    assert rows(url, "SELECT count(*) FROM meeting_bodies") == [(0,)]
    assert rows(url, "SELECT count(*) FROM person_records") == [(0,)]


def test_a_series_lines_up_over_the_names_of_its_body(url):
    first, second = month(1, "905", "a"), month(2, "880", "b")
    other = second.meetings[0].model_copy(update={"body": "Ủy ban nhân dân tỉnh Hải Giang"})
    joined(url, first, second.model_copy(update={"meetings": (other,)}))
    found = ask.series(url, "budget_revenue").dicts()
    assert [row["body"] for row in found] == ["Ủy ban nhân dân tỉnh Hải Giang"] * 2


def test_the_command(url):
    joined(url, article("a", "UBND huyện", [("Lê Thu Cúc", ())]))
    done = CliRunner().invoke(app, ["join", url])
    assert (done.exit_code, done.stdout) == (0, "1 bodies, 1 persons\n1 flagged body_without_place\n")


def test_names_are_read_into_words_and_a_place():
    names = Names(SHORT)
    assert names.read("UBND tỉnh Hải Giang") == names.read("UBND  tỉnh Hải Giang")
    assert names.read("UV BTV Tỉnh ủy").words == Names({}).read("Ủy viên Ban Thường vụ Tỉnh ủy").words
    found = {
        name: names.read(name).place
        for name in ("UBND tỉnh", "Hà Nội", "Trung ương Đảng", "xã Lục Yên", "UBND")
    }
    assert found == {
        "UBND tỉnh": None,
        "Hà Nội": None,
        "Trung ương Đảng": None,
        "xã Lục Yên": "Lục Yên",
        "UBND": None,
    }
