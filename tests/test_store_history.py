"""A record stays the same record when its document is edited, read again or read by other rules."""

import pytest
from invented import TEXT, document, full, indicator, quote
from sqlalchemy import create_engine, text

from bienban.records import Directive, Flag, Indicator, Meeting, Person, Provenance, Span
from bienban.store.database import line_of, open_database
from bienban.store.url import known_url

ABOUT = {"rules": "r", "version": "1"}
ARTICLE = (
    "Chiều hôm nay, sáng 5/3, UBND huyện họp. Thu ngân sách đạt 12 tỷ đồng. Chi đạt 7 tỷ đồng. "
    "Thu thuế tăng 5%, thu phí tăng 5%."
)


@pytest.fixture
def ask(url):
    """Runs SQL on the database of the test."""
    engine = create_engine(known_url(url, create=True))

    def ask(query):
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    yield ask
    engine.dispose()


def feed(url, *records):
    with open_database(url) as database:
        return database.feed([line_of(record) for record in records], ABOUT)


def where(article, raw, n=0):
    start = -1
    for _ in range(n + 1):
        start = article.index(raw, start + 1)
    return Provenance(start=start, end=start + len(raw), raw=raw, rule="r")


def article(text=ARTICLE, *, skip=(), with_text=True, **changed):
    """Four indicators of a text, numbered as they come, the last one part of the one before."""
    found = [
        ("Thu ngân sách", "12 tỷ đồng", "12000000000", 0),
        ("Chi", "7 tỷ đồng", "7000000000", 0),
        ("Thu thuế", "5%", "5", 0),
        ("thu phí", "5%", "5", 1),
    ]
    kept = [fact for fact in found if fact[0] not in skip]
    items = tuple(
        Indicator(
            id=f"i{n}",
            name=changed.get(name, name),
            measure="level",
            value=value,
            meeting=0,
            parent=f"i{n - 1}" if name == "thu phí" else None,
            fields={"name": where(text, name)},
            provenance=where(text, raw, times),
        )
        for n, (name, raw, value, times) in enumerate(kept, 1)
    )
    meeting = Meeting(kind="other", provenance=where(text, "UBND huyện"))
    record = document(text=text, meetings=(meeting,), indicators=items)
    return record.model_copy(update={"text": text}) if with_text else record


def test_the_same_record_is_not_written_again(url, ask):
    assert feed(url, article(), full())["new"] == 2
    before = ask("SELECT * FROM documents ORDER BY 1"), ask("SELECT * FROM indicators ORDER BY 1, 2")
    assert feed(url, full(), article()) == {"unchanged": 2}
    assert (
        ask("SELECT * FROM documents ORDER BY 1"),
        ask("SELECT * FROM indicators ORDER BY 1, 2"),
    ) == before
    assert ask("SELECT count(*) FROM history") == [(0,)]


def test_an_edit_elsewhere_moves_records_and_changes_none(url, ask):
    feed(url, article())
    keys = ask('SELECT key, version FROM indicators ORDER BY "start"')
    edited = article("Tin đầu ngày. " + ARTICLE)
    tally = feed(url, edited)
    assert tally == {"changed": 1, "moved": 5}
    assert ask('SELECT key, version FROM indicators ORDER BY "start"') == keys
    assert ask("SELECT version FROM documents") == [(2,)]
    assert ask("SELECT version, text FROM document_versions") == [(1, ARTICLE)]
    assert ask("SELECT count(*) FROM history") == [(0,)]
    with open_database(url) as database:
        assert database.read("a.txt") == edited


def test_a_changed_record_keeps_its_former_version(url, ask):
    feed(url, article())
    tally = feed(url, article(Chi="Chi ngân sách"))
    assert (tally["rewritten"], tally["moved"], tally["gained"], tally["lost"]) == (1, 0, 0, 0)
    assert ask("SELECT name, version, run FROM indicators WHERE version > 1") == [("Chi ngân sách", 2, 2)]
    [(kind, version, run, until, sha, former)] = ask(
        "SELECT kind, version, run, until_run, text_sha256, CAST(record AS TEXT) FROM history"
    )
    assert (kind, version, run, until, sha) == ("indicators", 1, 1, 2, article().text_sha256)
    assert Indicator.model_validate_json(former) == article().indicators[1]


def test_a_gained_record_moves_the_others_whatever_they_are_called(url, ask):
    feed(url, article(skip=["Chi"]))
    versions = dict(ask("SELECT key, version FROM indicators"))
    tally = feed(url, article())
    assert (tally["gained"], tally["moved"], tally["rewritten"], tally["lost"]) == (1, 2, 0, 0)
    assert versions.items() <= dict(ask("SELECT key, version FROM indicators")).items()
    with open_database(url) as database:
        assert database.read("a.txt") == article()


def test_a_lost_record_is_history_and_comes_back_as_the_next_version(url, ask):
    feed(url, article())
    assert feed(url, article(skip=["Chi"]))["lost"] == 1
    assert ask("SELECT kind, version, until_run FROM history") == [("indicators", 1, 2)]
    assert ask("SELECT count(*) FROM spans") == [(3,)]
    assert feed(url, article())["gained"] == 1
    assert ask("SELECT version, name FROM indicators WHERE version > 1") == [(2, "Chi")]


def test_the_same_quote_twice_is_told_apart_by_what_stands_around_it(url, ask):
    feed(url, article())
    keys = ask("SELECT name, key FROM indicators WHERE raw = '5%' ORDER BY name")
    feed(url, article(skip=["Thu thuế"]))
    assert ask("SELECT name, key FROM indicators WHERE raw = '5%'") == [keys[1]]


def test_another_crawl_may_break_lines_elsewhere(url, ask):
    feed(url, article())
    keys = ask('SELECT key FROM indicators ORDER BY "start"')
    feed(url, article(ARTICLE.replace("họp. Thu", "họp.\n\nThu")))
    assert ask('SELECT key FROM indicators ORDER BY "start"') == keys


def test_without_text_a_record_is_known_by_its_quote(url, ask):
    feed(url, article(with_text=False))
    tally = feed(url, article("Tin đầu. " + ARTICLE, with_text=False))
    assert tally["moved"] == 5
    assert ask("SELECT count(*) FROM texts") == [(0,)]


def test_the_text_that_is_stored_is_the_context_of_a_record_without_text(url, ask):
    feed(url, article())
    tally = feed(url, article(Chi="Chi ngân sách", with_text=False))
    assert (tally["rewritten"], tally["gained"], tally["lost"]) == (1, 0, 0)
    assert ask("SELECT text FROM texts") == [(ARTICLE,)]


def test_every_kind_has_keys_and_history(url, ask):
    feed(url, full("a"))
    assert feed(url, document("a"))["lost"] == 9
    kinds = ask("SELECT kind, count(*) FROM history GROUP BY kind ORDER BY kind")
    assert kinds == [
        ("decisions", 3), ("directives", 1), ("flags", 1), ("indicators", 2), ("meetings", 1), ("people", 1)
    ]  # fmt: skip


def test_flags_and_people_at_one_place_are_told_apart(url, ask):
    span = Span(**quote("7,5%").model_dump(exclude={"rule"}))
    flags = tuple(Flag(code=code, message="m", spans=(span,)) for code in "ab")
    people = tuple(
        Person(role=role, name="Cúc", provenance=quote("bà Lê Thu Cúc")) for role in ("chair", "speaker")
    )
    feed(url, document(flags=(*flags, Flag(code="c", message="m")), people=people))
    assert len({key for (key,) in ask("SELECT key FROM flags")}) == 3
    keys = ask("SELECT role, key FROM people")
    feed(url, document(people=people[1:]))
    assert set(ask("SELECT role, key FROM people")) < set(keys)


def test_a_meeting_that_is_replaced_takes_its_records_along(url, ask):
    feed(url, full("a"))
    other = Meeting(kind="other", provenance=quote("Sáng 5/3"))
    directive = Directive(text="rà soát", meeting=0, provenance=quote("tăng"))
    now = document("a", text=TEXT, meetings=(other,), directives=(directive,))
    feed(url, now)
    with open_database(url) as database:
        assert database.read("a") == now.model_copy(update={"text": TEXT})
    assert ask("SELECT d.version, m.kind FROM directives d JOIN meetings m ON m.key = d.meeting_key") == [
        (2, "other")
    ]


def test_the_last_of_several_lines_counts(url):
    with open_database(url) as database:
        first, last = document("a"), document("a", indicators=(indicator(),))
        assert database.feed([line_of(first), line_of(last)], ABOUT)["new"] == 1
        assert database.read("a") == last
