"""Groups of changes: what each change is called, what goes together, and what is approved."""

import json
import time

import pytest
from invented import TEXT, document, indicator, quote
from typer.testing import CliRunner

from bienban.cli import app
from bienban.diff.approvals import read_approved, write_approved
from bienban.diff.compare import compare
from bienban.diff.documents import Sides
from bienban.diff.groups import SAMPLES, difference_of
from bienban.diff.mark import mark
from bienban.diff.markdown import plain, to_markdown
from bienban.diff.signature import signature_of
from bienban.diff.words import wording
from bienban.errors import StoreError
from bienban.records import Decision, Directive, Flag, Meeting, Numeral, Period, Person, Span

LINES = CliRunner()


def told(old, new):
    """Both versions of one document, compared."""
    sides = (record and json.loads(record.to_json()) for record in (old, new))
    return compare(Sides((old or new).doc_id, *sides))


def patterns(old, new):
    return [group.signature.pattern for group in difference_of([told(old, new)]).groups]


MONTH = Period(code="2024-03", start="2024-03-01", end="2024-03-31")
YEAR = Period(code="2024", start="2024-01-01", end="2024-12-31")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ({"value": "5"}, {"value": "5000"}, "value × 1000"),
        ({"value": "5.20"}, {"value": "0.052"}, "value ÷ 100"),
        ({"value": "5"}, {"value": "5.0"}, "value written with other digits"),
        ({"value": "5"}, {"value": "-5"}, "value with the other sign"),
        ({"value": "5"}, {"value": "-50"}, "value × 10 with the other sign"),
        ({"value": "5"}, {"value": "7"}, "value another number"),
        ({"value": "0"}, {"value": "7"}, "value another number"),
        ({"value_max": None}, {"value_max": "7"}, "value_max given"),
        ({"of": "18"}, {"of": None}, "of lost"),
        ({"unit": "ha"}, {"unit": "hecta"}, "unit ha → hecta"),
        ({"unit": "tạ/ha"}, {"unit": "tạ/hecta"}, "unit ha → hecta"),
        ({"unit": "VND/người/năm"}, {"unit": "USD/người/năm"}, "unit VND → USD"),
        ({"unit": "hộ nghèo"}, {"unit": "hộ"}, "unit cut at its end"),
        ({"unit": None}, {"unit": "ha"}, "unit given"),
        ({"name": "tổng thu"}, {"name": "thu"}, "name cut at its start"),
        ({"name": "thu"}, {"name": "tổng thu ngân sách"}, "name longer at both ends"),
        ({"name": "Thu  ngân sách"}, {"name": "thu ngân sách"}, "name spelled otherwise"),
        ({"name": "thu ngân sách tỉnh"}, {"name": "chi ngân sách tỉnh"}, "name reworded"),
        ({"name": "thu"}, {"name": "chi"}, "name another"),
        ({"measure": "level"}, {"measure": "growth"}, "measure level → growth"),
        ({"base": None}, {"base": "plan"}, "base none → plan"),
        ({"base": "year:2020"}, {"base": "hiện nay"}, "base a year → words of the text"),
        ({"period": MONTH}, {"period": YEAR}, "period month → year"),
        ({"period": MONTH}, {"period": MONTH.model_copy(update={"code": "2024-04"})}, "period another month"),
        ({"period": None}, {"period": YEAR}, "period given: year"),
        ({"period": MONTH}, {"period": MONTH.model_copy(update={"raw": "tháng 3"})}, "period read elsewhere"),
        ({"bound": "exact"}, {"bound": "over"}, "bound exact → over"),
        ({"status": "actual"}, {"status": "target"}, "status actual → target"),
        ({"scope": None}, {"scope": "huyện"}, "scope given"),
        ({"assigner": "tỉnh"}, {"assigner": None}, "assigner lost"),
        ({"parent": None}, {"parent": "i7"}, "parent given"),
        ({"flags": ()}, {"flags": ("sum_mismatch",)}, "flags + sum_mismatch"),
        ({"concept": None}, {"concept": "budget_revenue"}, "concept given"),
        (
            {"value": "5", "unit": "VND"},
            {"value": "5000", "unit": "USD"},
            "value × 1000; unit VND → USD",
        ),
        ({"unit": "ha", "concept": "rice_area"}, {"unit": "hecta", "concept": None}, "unit ha → hecta"),
    ],
)
def test_a_change_of_an_indicator_has_its_name(old, new, says):
    one, other = (document(indicators=(indicator(**fields),)) for fields in (old, new))
    assert patterns(one, other) == [f"indicators: {says}"]
    assert patterns(one, one) == []


@pytest.mark.parametrize("old", ["a " * 100_000, "a b " * 50_000])
@pytest.mark.parametrize("new", ["a " * 100_001, "b " * 100_000, "a " * 99_999 + "b", "x"])
def test_long_texts_are_worded_at_once(old, new):
    started = time.process_time()
    said = wording("name", old, new)
    assert time.process_time() - started < 1
    assert len(said.says) < 40
    assert len(said.detail) <= 200


@pytest.mark.parametrize(
    ("code", "shape"),
    [
        ("2024", "year"),
        ("2024-Q4", "quarter"),
        ("2024-H1", "half-year"),
        ("2024-11", "month"),
        ("2024-11-27", "day"),
        ("ytd:2024-11", "since the start of the year"),
        ("as_of:2024-11-26", "as of a day"),
        ("2021/2025", "range"),
        ("--11", "month of an unknown year"),
        ("--", "year of an unknown year"),
    ],
)
def test_a_period_has_its_shape(code, shape):
    one, other = (document(indicators=(indicator(period=p),)) for p in (None, Period(code=code)))
    assert patterns(one, other) == [f"indicators: period given: {shape}"]


def test_a_span_says_where_it_grew_or_moved():
    def at(raw):
        return document(directives=(Directive(text="t", provenance=quote(raw)),))

    assert patterns(at("chủ trì phiên họp"), at("chủ trì phiên")) == ["directives: span cut at its end"]
    assert patterns(at("phiên họp"), at("chủ trì phiên họp")) == ["directives: span longer at its start"]


@pytest.mark.parametrize(
    ("kind", "old", "new", "says"),
    [
        ("people", {"titles": ()}, {"titles": ("Chủ tịch",)}, "people: titles longer"),
        ("people", {"name": "Cúc"}, {"name": "Lê Thu Cúc"}, "people: name longer at its start"),
        ("people", {"role": "chair"}, {"role": "speaker"}, "people: role chair → speaker"),
        ("people", {"count": None}, {"count": 3}, "people: count given"),
        ("meetings", {"kind": "other"}, {"kind": "review"}, "meetings: kind other → review"),
        ("meetings", {"date": "2024-03-05"}, {"date": None}, "meetings: date lost"),
        ("directives", {"text": "rà soát"}, {"text": "rà soát lại"}, "directives: text longer at its end"),
        ("directives", {"addressee": None}, {"addressee": "Sở"}, "directives: addressee given"),
        ("decisions", {"object": "nghị quyết"}, {"object": "tờ trình"}, "decisions: object another"),
    ],
)
def test_a_change_of_another_record_has_its_name(kind, old, new, says):
    models = {
        "people": (Person, {"role": "chair", "name": "Cúc"}),
        "meetings": (Meeting, {"kind": "other"}),
        "directives": (Directive, {"text": "t"}),
        "decisions": (Decision, {"action": "bầu"}),
    }
    model, known = models[kind]
    sides = [document(**{kind: (model(**{**known, **f}, provenance=quote("chủ trì")),)}) for f in (old, new)]
    assert patterns(*sides) == [says]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"indicators": (indicator(),)}, "indicators lost"),
        ({"people": (Person(role="chair", name="C", provenance=quote("Cúc")),)}, "people lost: chair"),
        ({"flags": (Flag(code="name_variant", message="m"),)}, "flags lost: name_variant"),
        ({"numerals": (Numeral(start=5, end=8, raw="5/3", reason="date"),)}, "numerals lost: date"),
        ({"meetings": (Meeting(kind="review", provenance=quote("họp")),)}, "meetings lost: review"),
    ],
)
def test_a_loss_and_a_gain_are_named(fields, says):
    assert patterns(document(**fields), document()) == [says]
    assert patterns(document(), document(**fields)) == [says.replace("lost", "gained")]


def test_the_rules_on_both_sides_are_in_the_signature():
    one, other = (
        document(indicators=(indicator(value=value, provenance=quote("7,5%", rule)),))
        for value, rule in (("1", "unit.a"), ("2", "unit.b"))
    )
    (change,) = told(one, other).changes
    assert signature_of(change)[0].rules == ("unit.a → unit.b",)
    fields = [{"name": quote("Thu", "name.noun")}, {"name": quote("Thu", "name.subject")}]
    one, other = (
        document(indicators=(indicator(name=name, fields=read),))
        for name, read in zip(("Thu", "Chi"), fields, strict=True)
    )
    (change,) = told(one, other).changes
    assert signature_of(change)[0].rules == ("name.noun → name.subject",)


def test_what_follows_from_a_change_is_in_its_group():
    def side(value, reason, flags):
        span = quote("1.234,50 tỷ đồng").model_dump(exclude={"rule"})
        number = Numeral(start=span["start"], end=span["start"] + 8, raw="1.234,50", **reason)
        found = (indicator(value=value),) if value else ()
        return document(indicators=found, numerals=(number,), flags=flags)

    flag = Flag(
        code="decimal_point", message="m", spans=(Span(**quote("1.234").model_dump(exclude={"rule"})),)
    )
    difference = difference_of(
        [told(side("5", {"record": "i1"}, (flag,)), side(None, {"reason": "date"}, ()))]
    )
    (group,) = difference.groups
    assert group.signature.pattern == "indicators lost"
    assert group.consequences == {("flags", "lost"): 1, ("numerals", "changed"): 1}
    assert difference.size == 3


def test_what_only_follows_from_the_indicator_it_belongs_to_is_in_its_group():
    def side(unit, concept):
        level = indicator(unit=unit, concept=concept)
        growth = indicator("7,5%", id="i2", parent="i1", measure="growth", concept=concept)
        part = indicator("5/3", id="i3", parent="i2", measure="growth", concept=concept)
        return document(indicators=(level, growth, part))

    (group,) = difference_of([told(side("ha", "rice_area"), side("hecta", None))]).groups
    assert group.signature.pattern == "indicators: unit ha → hecta"
    assert (group.size, group.consequences) == (1, {("indicators", "changed"): 2})
    (alone,) = difference_of([told(side("ha", "rice_area"), side("ha", None))]).groups
    assert (alone.signature.pattern, alone.size) == ("indicators: concept lost", 3)


def test_indicators_that_belong_to_each_other_end_the_search():
    one, other = (
        document(
            indicators=(
                indicator(id="i1", parent="i2", concept=concept),
                indicator("7,5%", id="i2", parent="i1", concept=concept),
            )
        )
        for concept in ("a", None)
    )
    assert patterns(one, other) == ["indicators: concept lost"]


def test_changes_of_edited_texts_stand_apart():
    one = document(indicators=(indicator(unit="ha"),))
    other = document(text=f"{TEXT} Hết.", indicators=(indicator(unit="hecta"),))
    assert patterns(one, other) == [
        "documents: text edited, in edited texts",
        "indicators: unit ha → hecta, in edited texts",
    ]


def test_one_edit_is_one_group_however_many_records_it_touches():
    every = []
    for n in range(500):
        unit = ("ha", "tạ/ha", "VND/ha/năm")[n % 3]
        one, other = (
            document(f"{n}.txt", indicators=(indicator(unit=u, value=str(n), name=f"số {n}"),))
            for u in (unit, unit.replace("ha", "hecta"))
        )
        every.append(told(one, other))
    (group,) = difference_of(every).groups
    assert str(group.signature) == "indicators: unit ha → hecta [test.rule]"
    assert (group.size, group.documents) == (500, 500)
    assert len(group.samples) <= SAMPLES


def test_samples_differ_in_what_tells_changes_apart():
    every = [
        told(
            document(f"{n}.txt", indicators=(indicator(name=f"{word} thu"),)),
            document(f"{n}.txt", indicators=(indicator(name="thu"),)),
        )
        for n, word in enumerate(["tổng"] * 50 + ["mức"])
    ]
    (group,) = difference_of(every).groups
    assert group.details == {"− tổng": 50, "− mức": 1}
    assert [change.doc_id for change in group.samples] == ["0.txt", "50.txt"]


class TestApprovals:
    @pytest.fixture
    def sides(self, tmp_path):
        old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"

        def write(*values):
            for path, side in ((old, 0), (new, 1)):
                records = (
                    document(f"{n}.txt", indicators=(indicator(value=pair[side]),))
                    for n, pair in enumerate(values)
                )
                path.write_text("".join(record.to_json() + "\n" for record in records))
            return [str(old), str(new), "--approved", str(tmp_path / "approved.txt")]

        return write

    def test_an_approved_change_passes_the_gate_and_no_other_does(self, sides):
        command = ["diff", *sides(("1", "10"), ("2", "20"))]
        assert LINES.invoke(app, [*command, "--gate"]).exit_code == 2
        done = LINES.invoke(app, [*command, "--approve"])
        assert (done.exit_code, done.stderr) == (0, "bienban: 2 changes approved\n")
        gated = LINES.invoke(app, [*command, "--gate"])
        assert gated.exit_code == 0
        assert "No difference in 2 documents; 2 changes approved before." in gated.stdout
        sides(("1", "10"), ("2", "200"))
        gated = LINES.invoke(app, [*command, "--gate"])
        assert (gated.exit_code, gated.stderr) == (1, "bienban: 1 change is not approved\n")
        assert "value × 100" in gated.stdout
        assert "value × 10 " not in gated.stdout

    def test_approving_again_forgets_what_is_gone(self, sides, tmp_path):
        command = ["diff", *sides(("1", "10"), ("2", "20")), "--approve"]
        LINES.invoke(app, command)
        sides(("1", "10"), ("2", "2"))
        assert LINES.invoke(app, command).stderr == "bienban: 1 change approved\n"
        (says,) = read_approved(tmp_path / "approved.txt").values()
        assert says == "indicators: value × 10 [test.rule]"

    def test_a_mark_is_that_of_one_change(self):
        def change(doc_id, old, new):
            one, other = (document(doc_id, indicators=(indicator(value=v),)) for v in (old, new))
            return mark(told(one, other).changes[0])

        assert change("a", "1", "2") == change("a", "1", "2")
        assert (
            len({change(*c) for c in [("a", "1", "2"), ("b", "1", "2"), ("a", "1", "3"), ("a", "0", "2")]})
            == 4
        )

    def test_a_file_that_is_none_is_refused(self, tmp_path):
        path = tmp_path / "approved.txt"
        path.write_text("# a\n\nno mark\n")
        with pytest.raises(StoreError, match=r"approved.txt:3: 'no' is not a mark"):
            read_approved(path)
        assert write_approved(path, difference_of([]), {}) == 0
        assert read_approved(path) == {}

    def test_approve_needs_a_file(self):
        assert LINES.invoke(app, ["diff", "a", "b", "--approve"]).exit_code == 2


class TestMarkdown:
    def test_says_totals_patterns_and_samples(self):
        one, other = (document(indicators=(indicator(unit=u),)) for u in ("ha", "hecta"))
        page = to_markdown(difference_of([told(one, other)]), "base", "change")
        assert page.startswith("**1 change** from base to change: 0 gained, 0 lost, 1 changed\n")
        assert "| indicators | 1 | 0 | 1 | 0 | 0 | 1 |" in page
        assert "<summary>~ indicators: unit ha → hecta · 1 record</summary>" in page
        assert "unit: ha → hecta" in page

    def test_says_that_nothing_changed(self):
        page = to_markdown(difference_of([told(document(), document())]), "base", "change")
        assert page == "**No difference in 1 document.** From base to change.\n"

    @pytest.mark.parametrize(
        "text", ["<b>", "@me", "#1", "[a](b)", "![a](b)", "a|b", "`a`", "*a*", "http://a.b"]
    )
    def test_text_is_text(self, text):
        assert text not in plain(text)
        assert plain("a\n\n# b") == "a &#35; b"

    def test_is_short_enough_for_a_comment(self):
        every = [
            told(
                document(f"{n}", indicators=(indicator(unit=f"u{n}"),)),
                document(f"{n}", indicators=(indicator(unit="x" * 90),)),
            )
            for n in range(400)
        ]
        page = to_markdown(difference_of(every), "a", "b")
        assert len(page) < 65_536
        assert "more patterns." in page[-40:]
