"""Diffs: what is matched with what, totals that reconcile, and files that are no records."""

import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import document, documents, full, indicator, quote
from typer.testing import CliRunner

from bienban.cli import app
from bienban.diff.compare import DOCUMENTS, compare
from bienban.diff.documents import Sides
from bienban.diff.files import diff_files
from bienban.diff.groups import difference_of
from bienban.diff.pair import pairs
from bienban.errors import StoreError
from bienban.records import KINDS, Flag, Meeting, Numeral, Person

LINES = CliRunner()


def plain(record):
    """A record as JSON gives it."""
    return record and json.loads(record.to_json())


def between(old, new):
    """Two versions of one document, compared."""
    return compare(Sides("a.txt", plain(old), plain(new)))


def changes(compared):
    return [(change.kind, change.op, change.fields) for change in compared.changes]


@pytest.fixture
def write(tmp_path):
    def write(name, *records):
        path = tmp_path / name
        path.write_text("".join(record.to_json() + "\n" for record in records))
        return path

    return write


def test_a_record_with_itself_is_no_difference():
    assert between(full(), full().model_copy()).changes == []


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("value", "5", "6"),
        ("unit", "VND", "USD"),
        ("name", "Thu", "Chi"),
        ("measure", "level", "growth"),
        ("base", None, "plan"),
        ("scope", None, "huyện"),
        ("flags", (), ("sum_mismatch",)),
    ],
)
def test_a_changed_field_is_named(field, old, new):
    one, other = (document(indicators=(indicator(**{field: value}),)) for value in (old, new))
    listed = [list(value) if isinstance(value, tuple) else value for value in (old, new)]
    assert changes(between(one, other)) == [("indicators", "changed", {field: tuple(listed)})]


def test_a_longer_span_is_a_change_of_its_record():
    one, other = (document(indicators=(indicator(raw),)) for raw in ("1.234,50 tỷ", "1.234,50 tỷ đồng"))
    (change,) = between(one, other).changes
    assert change.op == "changed"
    assert [value["raw"] for value in change.fields["span"]] == ["1.234,50 tỷ", "1.234,50 tỷ đồng"]


def test_the_rule_that_read_a_record_is_compared():
    one, other = (
        document(indicators=(indicator(provenance=quote("7,5%", rule)),)) for rule in ("unit.a", "unit.b")
    )
    assert changes(between(one, other)) == [("indicators", "changed", {"rule": ("unit.a", "unit.b")})]


def test_a_gained_record_does_not_shift_the_names_of_the_others():
    level, growth = indicator(), indicator("7,5%", id="i2", parent="i1", measure="growth")
    before = document(
        indicators=(level, growth),
        numerals=(Numeral(**quote("7,5%").model_dump(exclude={"rule"}), record="i2"),),
    )
    after = document(
        indicators=(
            indicator("5/3", id="i1"),
            level.model_copy(update={"id": "i2"}),
            growth.model_copy(update={"id": "i3", "parent": "i2"}),
        ),
        numerals=(Numeral(**quote("7,5%").model_dump(exclude={"rule"}), record="i3"),),
    )
    assert [(kind, op) for kind, op, _ in changes(between(before, after))] == [("indicators", "gained")]


def test_the_same_name_for_another_parent_is_a_change():
    child = indicator("7,5%", id="i2", parent="i1")
    before = document(indicators=(indicator(), child))
    after = document(indicators=(indicator("5/3", id="i1"), child))
    found = {(kind, op): fields for kind, op, fields in changes(between(before, after))}
    assert set(found) == {("indicators", "lost"), ("indicators", "gained"), ("indicators", "changed")}
    assert found["indicators", "changed"] == {"parent": ("i1 (lost)", "i1")}


def test_people_in_one_span_are_told_apart_by_role_and_name():
    chair = Person(role="chair", name="Cúc", provenance=quote("bà Lê Thu Cúc"))
    guest = Person(role="attendee", name="Cúc", provenance=quote("bà Lê Thu Cúc"))
    (change,) = between(document(people=(chair, guest)), document(people=(guest,))).changes
    assert (change.op, change.fields["role"]) == ("lost", ("chair", None))


def test_a_flag_never_becomes_another_flag():
    one, other = (
        document(flags=(Flag(code=code, message="m"),)) for code in ("sum_mismatch", "name_variant")
    )
    assert sorted(op for _, op, _ in changes(between(one, other))) == ["gained", "lost"]


def test_a_meeting_that_moved_in_the_list_stays_the_same():
    first, second = (Meeting(kind="other", body=b, provenance=quote(b)) for b in ("bà", "đạt"))
    chair = Person(role="chair", name="Cúc", meeting=1, provenance=quote("Cúc"))
    after = chair.model_copy(update={"meeting": 0})
    difference = between(
        document(meetings=(first, second), people=(chair,)), document(meetings=(second,), people=(after,))
    )
    assert [(kind, op) for kind, op, _ in changes(difference)] == [("meetings", "lost")]


def test_in_an_edited_text_records_are_known_by_what_they_quote():
    before = "Quý I thu 5%, chi 5%, nợ 5%."
    after = "Hôm qua: thu 5%, quý I chi 5%, nợ 5% và vay 5%."
    old = [
        indicator("5%", id=name, name=name, provenance=quote(f"{name} 5%", text=before))
        for name in ("thu", "chi", "nợ")
    ]
    new = [
        indicator("5%", id=name, name=name, provenance=quote(f"{name} 5%", text=after))
        for name in ("chi", "nợ", "vay")
    ]
    difference = between(
        document(text=before, indicators=tuple(old)), document(text=after, indicators=tuple(new))
    )
    found = [(kind, op, fields.get("name")) for kind, op, fields in changes(difference)]
    assert found[1:] == [("indicators", "lost", ("thu", None)), ("indicators", "gained", (None, "vay"))]
    assert found[0][0] == DOCUMENTS


def test_a_document_that_is_gone_loses_all_its_records():
    difference = between(full(), None)
    for kind in KINDS:
        assert difference.totals[kind].lost == len(getattr(full(), kind))
    assert (difference.totals[DOCUMENTS].lost, difference.totals[DOCUMENTS].new) == (1, 0)


ALIKE = st.sampled_from(["a", "b", "aa", ""])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(documents(ALIKE, ALIKE, ALIKE), max_size=4, unique_by=lambda record: record.doc_id),
    st.lists(documents(ALIKE, ALIKE, ALIKE), max_size=4, unique_by=lambda record: record.doc_id),
)
def test_totals_and_groups_reconcile(old, new):
    left, right = ({record.doc_id: plain(record) for record in side} for side in (old, new))
    every = [compare(Sides(name, left.get(name), right.get(name))) for name in {**left, **right}]
    difference = difference_of(every)
    grouped = sum((group.counts for group in difference.groups), Counter())
    for kind in KINDS:
        totals = difference.totals[kind]
        assert totals.old == sum(len(getattr(record, kind)) for record in old)
        assert totals.new == sum(len(getattr(record, kind)) for record in new)
        for op in ("changed", "lost", "gained"):
            assert getattr(totals, op) == grouped[kind, op]
    assert (difference.totals[DOCUMENTS].old, difference.totals[DOCUMENTS].new) == (len(old), len(new))
    assert difference.size == sum(len(compared.changes) for compared in every)
    assert all(len(group.marks) == group.counts.total() for group in difference.groups)
    assert all(group.size for group in difference.groups)


@settings(max_examples=60, deadline=None)
@given(documents(ALIKE, ALIKE, ALIKE), documents(ALIKE, ALIKE, ALIKE), st.booleans())
def test_every_record_is_in_exactly_one_pair(old, new, same_text):
    for kind in KINDS:
        left, right = plain(old)[kind], plain(new)[kind]
        found = pairs(kind, left, right, same_text=same_text)
        assert sorted(i for i, _ in found if i is not None) == list(range(len(left)))
        assert sorted(j for _, j in found if j is not None) == list(range(len(right)))
        assert pairs(kind, left, left, same_text=same_text) == [(n, n) for n in range(len(left))]


@settings(max_examples=60, deadline=None)
@given(documents(ALIKE, ALIKE, ALIKE))
def test_a_copy_is_never_a_difference(record):
    assert between(record, record.model_copy(deep=True)).changes == []


def test_documents_are_matched_in_any_order(write):
    records = [document(f"{n}.txt", indicators=(indicator(value=str(n)),)) for n in range(50)]
    old, new = write("old.jsonl", *records), write("new.jsonl", *records[::-1])
    assert diff_files(old, new).is_empty
    assert diff_files(old, new).totals["indicators"].unchanged == 50


def test_a_bad_line_names_file_and_line(write, tmp_path):
    good = write("good.jsonl", document("a"), document("b"))
    bad = tmp_path / "bad.jsonl"
    lines = good.read_text().splitlines()
    for content, message in [
        (f"{lines[0]}\n{lines[1][:40]}\n", "bad.jsonl:2: not a "),
        (f"{lines[0]}\n\n[1]\n", "bad.jsonl:3: not a line of JSON with a record: not an object"),
        (f"{lines[0]}\n{lines[0]}\n", "bad.jsonl:2: doc_id 'a' stands in line 1 already"),
        (lines[0].replace("false", '"vâng"'), "bad.jsonl:1: not a record: is_meeting: .*vâng"),
    ]:
        bad.write_text(content)
        with pytest.raises(StoreError, match=message):
            diff_files(bad, good)


def test_the_command_says_it_by_its_exit_code(write, tmp_path):
    old = write("old.jsonl", document("a.txt", indicators=(indicator(value="5"),)))
    new = write("new.jsonl", document("a.txt", indicators=(indicator(value="6"),)))
    same = LINES.invoke(app, ["diff", str(old), str(old), "--gate"])
    assert (same.exit_code, same.stdout) == (0, "No difference in 1 document.\n")
    other = LINES.invoke(app, ["diff", str(old), str(new)])
    assert other.exit_code == 0
    assert "a.txt" in other.stdout
    assert "value: 5 → 6" in other.stdout
    gated = LINES.invoke(app, ["diff", str(old), str(new), "--gate"])
    assert (gated.exit_code, gated.stdout) == (1, other.stdout)
    assert gated.stderr == "bienban: 1 change is not approved\n"
    assert LINES.invoke(app, ["diff", str(old), str(tmp_path / "none.jsonl")]).exit_code == 2
    assert LINES.invoke(app, ["diff", str(old)]).exit_code == 2


def test_json_has_the_totals_and_the_groups(write):
    old, new = write("old.jsonl", full("a"), document("b")), write("new.jsonl", document("a"), document("c"))
    found = json.loads(LINES.invoke(app, ["diff", str(old), str(new), "--format", "json"]).stdout)
    assert found["schema"] == "bienban-diff/1"
    assert found["totals"]["documents"] == {
        "old": 2,
        "new": 2,
        "unchanged": 0,
        "changed": 1,
        "lost": 1,
        "gained": 1,
    }
    lost = sum(group["records"] for group in found["groups"] if group["op"] == "lost")
    follow = sum(f["records"] for group in found["groups"] for f in group["consequences"])
    assert lost + follow == sum(len(getattr(full(), kind)) for kind in KINDS) + 1


def test_jsonl_has_every_change(write):
    old, new = write("old.jsonl", full("a"), document("b")), write("new.jsonl", document("a"), document("c"))
    done = LINES.invoke(app, ["diff", str(old), str(new), "--format", "jsonl"])
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    counted = Counter(line["kind"] for line in lines if line["op"] == "lost")
    assert counted == {DOCUMENTS: 1, **{kind: len(getattr(full(), kind)) for kind in KINDS}}
    assert [(line["doc_id"], line["op"]) for line in lines][-2:] == [("b", "lost"), ("c", "gained")]
    assert len({line["mark"] for line in lines}) == len(lines)


def test_a_report_is_cut_at_its_limit_and_says_so(write):
    fields = {"value": "6", "unit": "USD", "name": "Chi", "base": "plan"}
    old = write("old.jsonl", *(document(name, indicators=(indicator(),)) for name in fields))
    new = write(
        "new.jsonl", *(document(n, indicators=(indicator(**{n: value}),)) for n, value in fields.items())
    )
    done = LINES.invoke(app, ["diff", str(old), str(new), "--limit", "1"])
    assert "… and 3 more groups" in done.stdout
    assert "more groups" not in LINES.invoke(app, ["diff", str(old), str(new), "--limit", "0"]).stdout


def test_text_is_shown_as_text(write):
    old = write("old.jsonl", document("[red]a[/red]", indicators=(indicator(name="[b]x[/b]\nz"),)))
    new = write("new.jsonl", document("[red]a[/red]"))
    shown = LINES.invoke(app, ["diff", str(old), str(new)]).stdout
    assert "[red]a[/red]" in shown
    assert "[b]x[/b] z" in shown


def test_a_terminal_obeys_no_text(write):
    evil = "\x1b[2J\x1b]0;x\x07\u202ea"
    old = write(
        "old.jsonl", document(evil, indicators=(indicator(unit=evil, provenance=quote("7,5%", evil)),))
    )
    new = write("new.jsonl", document(evil))
    for command in (["diff", str(old), str(new)], ["diff", str(new), str(old)]):
        assert not {"\x1b", "\x07", "\u202e"} & set(LINES.invoke(app, command).stdout)


def test_large_files_are_compared_on_several_processes_to_the_same_end(write, monkeypatch):
    records = [full(f"{n}.txt") for n in range(60)]
    old = write("old.jsonl", *records)
    new = write("new.jsonl", *(r.model_copy(update={"people": ()}) for r in reversed(records)))
    alone = diff_files(old, new)
    monkeypatch.setattr("bienban.diff.files.CHUNK", 20_000)
    assert diff_files(old, new, workers=2) == alone == diff_files(old, new, workers=1)
    assert alone.totals["people"].lost == 60


def test_a_long_doc_id_is_found(write):
    name = "ă" * 5000
    old = write("old.jsonl", document(name))
    assert diff_files(old, old).totals[DOCUMENTS].unchanged == 1
