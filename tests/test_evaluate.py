"""Records against gold: what counts as found, what a score is, floors, pages and the verb."""

import json
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import invented
import pytest
from typer.testing import CliRunner

from bienban.cli import app
from bienban.errors import GoldError, UsageError
from bienban.evaluate.compare import compare
from bienban.evaluate.floors import Floor, Floors, breaches, lowered, raised, read_floors, write_floors
from bienban.evaluate.folder import find_samples
from bienban.evaluate.gold import is_unit, read_key
from bienban.evaluate.match import pair_names, pair_places, shared
from bienban.evaluate.page import index_page, page, pieces
from bienban.evaluate.scores import FIELDS, Count, Scores, score
from bienban.evaluate.wording import likeness, plain, plain_period, plain_unit
from bienban.jsonl import record_of
from bienban.records import Decision, Directive, DocumentRecord, Flag, Meeting, Period, Person

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
FLOORS = SAMPLES / "floors.json"
SCORER = ROOT.parent / "shared/tools/score.py"
TEXT = invented.TEXT
FIGURE = {
    "evidence": "1.234,50 tỷ đồng",
    "value": "1234500000000",
    "unit": "VND",
    "measure": "level",
    "name": "Thu ngân sách",
}


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def gold(tmp_path):
    """A function that makes Gold of what a key tells."""

    def make(text=TEXT, **key):
        path = tmp_path / "a.json"
        path.write_text(json.dumps({"figures": [], "is_meeting": False, **key}), encoding="utf-8")
        return read_key(path, "a", text)

    return make


def scored(gold, text=TEXT, **record) -> Scores:
    return score(compare(gold, invented.document(text=text, **record)).findings)


def counts(count: Count):
    return (count.hits, count.misses, count.false_alarms)


class TestWording:
    def test_case_quotes_dashes_and_blanks_do_not_count(self):
        assert plain("“Sở Y tế” –  Hà Nội.") == plain("sở y tế - hà nội")
        assert plain(None) == ""

    def test_likeness_is_twice_the_common_words_over_all(self):
        assert likeness("thu ngân sách", "Thu ngân sách") == 1
        assert likeness("thu ngân sách", "tổng thu ngân sách") == pytest.approx(6 / 7)
        assert likeness("thu", "chi") == 0
        assert likeness(None, None) == 0

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("ytd:2023-03", "2023-Q1"),
            ("ytd:2023-06", "2023-H1"),
            ("ytd:2023-12", "2023"),
            ("ytd:--06", "--H1"),
        ],
    )
    def test_the_first_months_that_make_a_quarter_a_half_and_a_year_are_those(self, one, other):
        assert plain_period(one) == plain_period(other)

    def test_other_first_months_are_no_other_period(self):
        assert plain_period("ytd:2023-09") != plain_period("2023-09")
        assert plain_period(None) is None

    def test_a_unit_has_one_name(self):
        assert plain_unit("%") == plain_unit("percent")
        assert plain_unit(None) == ""
        assert plain_unit("tấn") != plain_unit("tạ")


class TestPairing:
    def test_shared_is_what_both_cover_over_what_they_cover_together(self):
        assert shared((0, 10), (5, 15)) == pytest.approx(1 / 3)
        assert shared((0, 10), (10, 20)) == 0

    def test_each_is_taken_once_and_the_best_first(self):
        assert pair_places([(0, 10), (8, 20)], [(0, 12), (9, 20)], least=0) == [0, 1]
        assert pair_places([(0, 10), (1, 10)], [(0, 10)], least=0) == [0, None]

    def test_what_shares_too_little_stays_free_for_the_next(self):
        assert pair_places([(0, 10), (9, 20)], [(9, 20)], least=0.5) == [None, 0]

    def test_nothing_to_pair(self):
        assert pair_places([], [(0, 1)], least=0) == []
        assert pair_places([(0, 1)], [], least=0) == [None]

    def test_names_are_paired_by_likeness(self):
        read = ["lãnh đạo các sở", "các thành viên ủy ban"]
        assert pair_names(["các thành viên ủy ban", "báo chí"], read, likeness, least=0.8) == [1, None]


class TestIndicators:
    def test_what_agrees_is_right_in_every_field(self, gold):
        scores = scored(gold(figures=[FIGURE]), indicators=(invented.indicator(),))
        for name in FIELDS:
            if name.startswith("indicator.") and name != "indicator.concept":
                assert counts(scores[name].strict) == counts(scores[name].soft) == (1, 0, 0), name

    def test_one_that_was_not_read_is_a_miss_and_one_too_many_a_false_alarm(self, gold):
        other = invented.indicator("7,5%", id="i2", value="7.5", unit="percent")
        scores = scored(gold(figures=[FIGURE]), indicators=(other,))
        assert counts(scores["indicator.found"].soft) == (0, 1, 1)
        assert counts(scores["indicator.value"].strict) == (0, 1, 1)
        assert scores["indicator.name"].soft.f1 is None

    def test_what_the_key_ignores_is_no_false_alarm(self, gold):
        scores = scored(gold(ignore=[{"evidence": "tăng 7,5%", "reason": "invented"}, "họp"]), indicators=())
        assert scores["indicator.found"].soft.f1 is None
        noise = invented.indicator("7,5%", value="7.5", unit="percent")
        ignoring = gold(ignore=[{"evidence": "tăng 7,5%"}])
        assert scored(ignoring, indicators=(noise,))["indicator.found"].soft.f1 is None

    def test_strictly_found_is_the_very_characters(self, gold):
        scores = scored(
            gold(figures=[{**FIGURE, "evidence": "1.234,50 tỷ"}]), indicators=(invented.indicator(),)
        )
        assert counts(scores["indicator.found"].soft) == (1, 0, 0)
        assert counts(scores["indicator.found"].strict) == (0, 1, 1)

    def test_the_value_alone_is_right_softly_with_its_unit_strictly(self, gold):
        scores = scored(gold(figures=[FIGURE]), indicators=(invented.indicator(unit="USD"),))
        assert counts(scores["indicator.value"].soft) == (1, 0, 0)
        assert counts(scores["indicator.value"].strict) == (0, 1, 1)
        assert counts(scores["indicator.whole"].soft) == (0, 1, 1)

    def test_a_denominator_belongs_to_the_value(self, gold):
        scores = scored(gold(figures=[FIGURE]), indicators=(invented.indicator(of="2"),))
        assert counts(scores["indicator.value"].soft) == (0, 1, 1)

    @pytest.mark.parametrize(
        ("name", "strict", "soft", "half"),
        [
            ("thu ngân sách", 1, 1, 1),
            ("tổng thu ngân sách", 0, 1, 1),
            ("thu các loại ngân quỹ", 0, 0, 1),
            ("chi", 0, 0, 0),
            (None, 0, 0, 0),
        ],
    )
    def test_a_name_is_right_as_written_or_nearly(self, gold, name, strict, soft, half):
        scores = scored(gold(figures=[FIGURE]), indicators=(invented.indicator(name=name),))
        assert scores["indicator.name"].strict.hits == strict
        assert scores["indicator.name"].soft.hits == soft
        assert scores["indicator.name_half"].soft.hits == half

    def test_alternatives_are_right_too(self, gold):
        figure = {
            **FIGURE,
            "name_alt": ["khoản thu"],
            "unit_alt": "tỷ đồng",
            "period_alt": [None],
            "measure_alt": ["change"],
            "period": "2024",
        }
        read = invented.indicator(name="Khoản thu", unit="tỷ đồng", measure="change")
        assert scored(gold(figures=[figure]), indicators=(read,))["indicator.whole"].strict.hits == 1

    def test_a_period_is_compared_by_what_it_means(self, gold):
        read = invented.indicator(period=Period(code="ytd:2024-06"))
        scores = scored(gold(figures=[{**FIGURE, "period": "2024-H1"}]), indicators=(read,))
        assert scores["indicator.period"].strict.hits == 1

    @pytest.mark.parametrize(
        ("field", "value"), [("base", "plan"), ("status", "target"), ("bound", "over"), ("measure", "rank")]
    )
    def test_one_wrong_field_costs_that_field(self, gold, field, value):
        read = invented.indicator(**{field: value})
        scores = scored(gold(figures=[FIGURE]), indicators=(read,))
        wrong = [name for name, counted in scores.items() if counted.soft.misses]
        assert wrong[0] == f"indicator.{field}"
        assert set(wrong) <= {f"indicator.{field}", "indicator.whole"}

    @pytest.mark.parametrize(
        ("expected", "read", "counted"),
        [
            ("budget_revenue", "budget_revenue", (1, 0, 0)),
            ("budget_revenue", "exports", (0, 1, 1)),
            ("budget_revenue", None, (0, 1, 0)),
            (None, "exports", (0, 0, 1)),
            (None, None, (0, 0, 0)),
        ],
    )
    def test_a_concept_is_found_missed_or_invented(self, gold, expected, read, counted):
        known = gold(figures=[{**FIGURE, "concept": expected}])
        scores = scored(known, indicators=(invented.indicator(concept=read),))
        assert counts(scores["indicator.concept"].soft) == counted

    def test_a_concept_that_the_key_does_not_tell_is_not_asked_for(self, gold):
        scores = scored(gold(figures=[FIGURE]), indicators=(invented.indicator(concept="exports"),))
        assert scores["indicator.concept"].soft.f1 is None

    def test_the_concept_of_a_missed_figure_is_missed(self, gold):
        scores = scored(gold(figures=[{**FIGURE, "concept": "budget_revenue"}]))
        assert counts(scores["indicator.concept"].soft) == (0, 1, 0)


class TestPeople:
    @staticmethod
    def person(role="chair", name="Lê Thu Cúc", **fields):
        return Person(role=role, name=name, provenance=invented.quote("bà Lê Thu Cúc"), **fields)

    def test_a_chair_is_found_by_name_and_asked_for_titles(self, gold):
        known = gold(chairs=[{"name": "Lê Thu Cúc", "titles": ["Chủ tịch"], "evidence": "bà Lê Thu Cúc"}])
        scores = scored(known, people=(self.person(titles=("chủ tịch",)),))
        assert scores["chair.found"].strict.hits == scores["chair.titles"].soft.hits == 1
        scores = scored(known, people=(self.person(titles=("Phó Chủ tịch",)), self.person(name="Ai")))
        assert counts(scores["chair.found"].soft) == (1, 0, 1)
        assert counts(scores["chair.titles"].soft) == (0, 1, 1)

    def test_a_group_is_found_when_most_words_are_the_same(self, gold):
        known = gold(attendees=[{"group": "lãnh đạo các sở, ngành của tỉnh", "evidence": "phiên họp"}])
        near = self.person("attendee", None, group="lãnh đạo các sở, ngành")
        scores = scored(known, people=(near,))
        assert counts(scores["attendee.found"].soft) == (1, 0, 0)
        assert counts(scores["attendee.found"].strict) == (0, 1, 1)
        scores = scored(known, people=(self.person("attendee", None, group="báo chí"),))
        assert counts(scores["attendee.found"].soft) == (0, 1, 1)

    def test_titles_of_an_attendee_are_asked_where_the_key_tells_some(self, gold):
        told = {"name": "Lê Thu Cúc", "titles": ["Chủ tịch"]}
        read = (self.person("attendee", titles=("Chủ tịch",)),)
        assert scored(gold(attendees=[told]), people=read)["attendee.titles"].soft.hits == 1
        assert (
            scored(gold(attendees=[{**told, "titles": []}]), people=read)["attendee.titles"].soft.f1 is None
        )

    def test_a_speaker_is_neither(self, gold):
        assert scored(gold(), people=(self.person("speaker"),))["chair.found"].soft.f1 is None


class TestDirectivesAndDecisions:
    PHRASE = "bà Lê Thu Cúc chủ trì phiên họp"

    def directive(self, raw, **fields):
        return Directive(text=raw, provenance=invented.quote(raw), **fields)

    @pytest.mark.parametrize(
        ("raw", "soft", "strict"),
        [
            (PHRASE, (1, 0, 0), (1, 0, 0)),
            ("Lê Thu Cúc chủ trì phiên", (1, 0, 0), (0, 1, 1)),
            ("phiên họp", (0, 1, 1), (0, 1, 1)),
        ],
    )
    def test_half_the_characters_softly_and_nine_tenths_strictly(self, gold, raw, soft, strict):
        scores = scored(gold(directives=[{"evidence": self.PHRASE}]), directives=(self.directive(raw),))
        assert counts(scores["directive.found"].soft) == soft
        assert counts(scores["directive.found"].strict) == strict

    def test_who_to_whom_and_by_when(self, gold):
        told = {"speaker": "Lê Thu Cúc", "addressee": "Sở Y tế", "deadline": "trước ngày 15/12"}
        known = gold(directives=[{"evidence": self.PHRASE, **told}])
        read = self.directive(self.PHRASE, speaker="Lê Thu Cúc", addressee="UBND", deadline="trước 15/12")
        scores = scored(known, directives=(read,))
        assert scores["directive.speaker"].strict.hits == 1
        assert counts(scores["directive.addressee"].soft) == (0, 1, 1)
        assert scores["directive.deadline"].soft.hits == 1
        assert scores["directive.deadline"].strict.hits == 0

    def test_an_inherited_addressee_may_be_left_out_and_a_deadline_told_as_a_date(self, gold):
        told = {"addressee": "Sở Y tế", "addressee_inherited": True}
        told |= {"deadline": "trước ngày 15/12", "deadline_norm": "2024-12-15"}
        known = gold(directives=[{"evidence": self.PHRASE, **told}])
        scores = scored(known, directives=(self.directive(self.PHRASE, deadline="2024-12-15"),))
        assert scores["directive.addressee"].strict.hits == scores["directive.deadline"].strict.hits == 1

    def test_a_decision_is_found_when_it_shares_a_third(self, gold):
        known = gold(decisions=[{"evidence": self.PHRASE}])
        part = Decision(action="chủ trì", provenance=invented.quote("chủ trì phiên họp"))
        other = Decision(action="tăng", provenance=invented.quote("tăng"))
        scores = scored(known, decisions=(part, other))
        assert counts(scores["decision.found"].soft) == (1, 0, 1)
        assert counts(scores["decision.found"].strict) == (0, 1, 2)


GATHERING = {
    "kind": "regular_session",
    "body": "UBND thành phố",
    "date": "2024-03-05",
    "period": "2024-02",
}


class TestMeetingsAndFlags:
    def meeting(self, **fields):
        known = {"kind": "regular_session", "date": "2024-03-05", "period": Period(code="2024-02")}
        return Meeting(**{**known, "body": "UBND thành phố", "provenance": invented.quote("họp"), **fields})

    def test_field_by_field(self, gold):
        read = self.meeting(date="2024-03-06", body="UBND thành phố X")
        scores = scored(gold(meetings=[GATHERING]), meetings=(read,))
        assert counts(scores["meeting.date"].soft) == (0, 1, 1)
        assert scores["meeting.body"].soft.hits == 1
        assert scores["meeting.body"].strict.hits == 0
        assert scores["meeting.kind"].soft.hits == scores["meeting.session"].soft.hits == 1

    def test_one_that_was_not_read_is_wrong_in_all_it_tells(self, gold):
        scores = scored(gold(meetings=[GATHERING], is_meeting=True))
        assert counts(scores["meeting.stated"].soft) == counts(scores["meeting.count"].soft) == (0, 1, 1)
        assert scores["meeting.kind"].soft.hits == 0
        assert scores["meeting.session"].soft.hits == 1

    def test_a_flag_counts_once_a_document_and_only_if_it_is_scored(self, gold):
        flags = [
            Flag(code=code, message="") for code in ("sum_mismatch", "sum_mismatch", "unit_missing", "free")
        ]
        scores = scored(gold(flags=["sum_mismatch", "name_variant", "odd"]), flags=tuple(flags))
        assert counts(scores["flag.found"].soft) == (1, 1, 1)


class TestCounts:
    def test_precision_recall_and_f1(self):
        count = Count(hits=3, misses=1, false_alarms=2)
        assert (count.precision, count.recall) == (0.6, 0.75)
        assert count.f1 == pytest.approx(2 * 0.6 * 0.75 / 1.35)

    def test_of_nothing_there_is_no_score(self):
        assert (Count().precision, Count().recall, Count().f1) == (None, None, None)


class TestAKey:
    @pytest.mark.parametrize(
        ("key", "told"),
        [
            ({"figures": [{**FIGURE, "value": "12 tỷ"}]}, r"figures\[0\]\.value: .*'12 tỷ'"),
            ({"figures": [{**FIGURE, "measure": "levl"}]}, r"figures\[0\]\.measure: .*'level'.*'levl'"),
            ({"figures": [{**FIGURE, "period": "tháng 9"}]}, r"figures\[0\]\.period: .*'tháng 9'"),
            (
                {"figures": [{**FIGURE, "unit": "vnd"}]},
                r"figures\[0\]\.unit: unknown unit 'vnd'; write a code",
            ),
            ({"figures": [{**FIGURE, "evidence": "9 tỷ"}]}, r"figures\[0\]\.evidence: '9 tỷ' does not stand"),
            (
                {"figures": [{**FIGURE, "occurrence": 2}]},
                r"stands once in the text, so there is no occurrence 2",
            ),
            ({"figures": [{**FIGURE, "start": 999}]}, r"does not stand at character 999 of \d+; count"),
            ({"figures": [{**FIGURE, "start": -1}]}, r"figures\[0\]\.start: .*-1"),
            ({"figures": [{"evidence": "7,5%"}]}, r"figures\[0\]\.value: Field required"),
            ({"meetings": [{"kind": "party"}]}, r"meetings\[0\]\.kind: .*'party'"),
            (
                {"chairs": [{"evidence": "bà Lê Thu Cúc"}]},
                r"chairs\[0\]: .*neither a name, a group nor titles",
            ),
            (
                {"attendees": [{"name": "A", "evidence": "ông A"}]},
                r"attendees\[0\]\.evidence: 'ông A' does not",
            ),
            ({"ignore": ["x" * 99]}, r"ignore\[0\]\.evidence: 'x{59}…' does not stand in the text"),
        ],
    )
    def test_what_is_wrong_with_it_is_told_with_place_and_value(self, gold, key, told):
        with pytest.raises(GoldError, match=rf"a\.json: .*{told}"):
            gold(**key)

    @pytest.mark.parametrize("content", [b"{", b"[]", b"\xff", b'{"is_meeting": true}'])
    def test_what_is_no_key_is_named(self, tmp_path, content):
        path = tmp_path / "a.json"
        path.write_bytes(content)
        with pytest.raises(GoldError, match=r"a\.json: "):
            read_key(path, "a", TEXT)

    def test_start_says_where_a_quote_stands_instead_of_an_occurrence(self, gold):
        text = "5% và 5%"
        known = gold(text, decisions=[{"evidence": "5%", "start": 6}, {"evidence": "5%", "occurrence": 2}])
        assert [known.place(quote) for quote in known.key.decisions] == [(6, 8), (6, 8)]

    def test_a_quote_in_another_form_of_unicode_stands_there_too(self, gold):
        import unicodedata

        known = gold(decisions=[{"evidence": unicodedata.normalize("NFD", "bà Lê Thu Cúc")}])
        assert known.place(known.key.decisions[0]) == (10, 23)

    def test_a_period_may_be_told_roughly(self, gold):
        codes = ["as_of:2021", "as_of:--05", "ytd:2024-Q1", "2021/2025"]
        assert gold(figures=[{**FIGURE, "period_alt": codes}]).key.figures[0].period_alt == tuple(codes)

    @pytest.mark.parametrize("unit", ["VND", "EUR", "tạ/ha", "hộ kinh doanh", "tiêu chí/xã", "VND/year", "%"])
    def test_a_unit_is_a_code_or_made_of_words_of_the_text(self, unit):
        assert is_unit(unit, "38 hộ kinh doanh đạt 12 tiêu chí/xã")

    @pytest.mark.parametrize("unit", ["", "vnd", "percents", "VND/", "hộ nghèo", "kinh doan"])
    def test_anything_else_is_no_unit(self, unit):
        assert not is_unit(unit, "38 hộ kinh doanh")


class TestAFolder:
    @staticmethod
    def fill(folder, *names):
        for name in names:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text("{}" if name.endswith(".json") else TEXT, encoding="utf-8")

    def test_keys_stand_beside_documents(self, tmp_path):
        self.fill(
            tmp_path, "b.txt", "b.json", "b.meta.json", "b.records.json", "a.json", "a.html", "floors.json"
        )
        found = [(s.name, s.key.name, s.document.name) for s in find_samples(tmp_path)]
        assert found == [("a", "a.json", "a.html"), ("b", "b.json", "b.txt")]

    def test_or_in_a_folder_gold_and_either_may_be_given(self, tmp_path):
        self.fill(tmp_path, "a.txt", "gold/a.json", "floors.json", "a.records.json")
        assert find_samples(tmp_path) == find_samples(tmp_path / "gold")
        assert len(find_samples(tmp_path)) == 1

    @pytest.mark.parametrize(
        ("names", "told"),
        [
            ([], r"holds no key; write a NAME\.json"),
            (["a.txt"], r"holds no key"),
            (["a.txt", "b.txt", "a.json"], r"b\.txt: has no key; write .*b\.json, or move"),
            (["a.txt", "a.json", "b.json"], r"b\.json: has no document; put .*b\.txt"),
            (["a.htm", "a.html", "a.json"], r"a\.json: several documents may be meant: a\.htm, a\.html"),
        ],
    )
    def test_what_is_missing_is_named(self, tmp_path, names, told):
        self.fill(tmp_path, *names)
        with pytest.raises(GoldError, match=told):
            find_samples(tmp_path)

    def test_no_folder_at_all(self, tmp_path):
        with pytest.raises(GoldError, match="not a folder; give the one"):
            find_samples(tmp_path / "nowhere")


class TestFloors:
    @staticmethod
    def scores(hits, misses):
        scores = score([])
        scores["indicator.name"].soft.hits, scores["indicator.name"].soft.misses = hits, misses
        return scores

    @staticmethod
    def floors(soft):
        return Floors(schema="bienban-floors/1", floors={"indicator.name": Floor(soft=soft)})

    def test_below_its_floor_a_field_is_named_with_floor_and_value(self):
        [breach] = breaches(self.floors(0.9), self.scores(8, 4))
        assert str(breach) == "indicator.name (soft) is 0.800, below its floor 0.900"
        assert list(breaches(self.floors(0.8), self.scores(8, 4))) == []

    def test_nothing_to_score_any_more_is_below_too(self):
        [breach] = breaches(self.floors(0.9), score([]))
        assert str(breach) == "indicator.name (soft) has nothing to score, below its floor 0.900"

    def test_floors_only_rise(self):
        assert raised(self.floors(0.5), self.scores(8, 4)).floors["indicator.name"].soft == 0.8
        assert raised(self.floors(0.9), self.scores(8, 4)).floors["indicator.name"].soft == 0.9
        assert raised(self.floors(0.9), score([])) == self.floors(0.9)

    @pytest.mark.parametrize(("hits", "misses"), [(1, 1), (2, 1), (355, 4), (997, 6), (1, 0), (0, 1)])
    def test_a_raised_floor_is_kept_by_its_own_scores(self, hits, misses):
        scores = self.scores(hits, misses)
        assert list(breaches(raised(Floors(schema="bienban-floors/1"), scores), scores)) == []

    def test_one_is_lowered_for_a_reason_that_stays(self):
        day = date(2026, 1, 2)
        low = lowered(
            self.floors(0.9), self.scores(8, 4), ["indicator.name"], reason=" a new sample ", on=day
        )
        floor = low.floors["indicator.name"]
        [note] = floor.lowered
        assert floor.soft == note.after == 0.8
        assert (note.on, note.mode, note.before, note.reason) == (day, "soft", 0.9, "a new sample")
        assert raised(low, self.scores(9, 0)).floors["indicator.name"].lowered == (note,)

    @pytest.mark.parametrize(
        ("names", "reason", "told"),
        [
            (["indicator.name"], " ", "for a reason only"),
            (["chair.found"], "why", "chair.found: the field is not below its floor"),
        ],
    )
    def test_not_without_reason_or_need(self, names, reason, told):
        with pytest.raises(UsageError, match=told):
            lowered(self.floors(0.9), self.scores(8, 4), names, reason=reason, on=date(2026, 1, 2))

    def test_they_are_written_and_read_alike(self, tmp_path):
        path = tmp_path / "floors.json"
        low = lowered(
            self.floors(0.9), self.scores(8, 4), ["indicator.name"], reason="mẫu mới", on=date(2026, 1, 2)
        )
        write_floors(path, low)
        assert read_floors(path) == low
        assert "mẫu mới" in path.read_text("utf-8")

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (
                '{"schema": "bienban-floors/1", "floors": {"x": {}}}',
                "no field is named 'x'; fields are indicator",
            ),
            (
                '{"schema": "bienban-floors/1", "floors": {"chair.found": {"soft": 2}}}',
                r"floors\.chair\.found\.soft: .*2",
            ),
            ("[]", "floors.json: file: "),
        ],
    )
    def test_what_is_wrong_in_the_file_is_named(self, tmp_path, content, told):
        path = tmp_path / "floors.json"
        path.write_text(content)
        with pytest.raises(GoldError, match=told):
            read_floors(path)

    def test_those_of_the_samples_never_fell_without_a_reason(self):
        versions = [read_floors_of(content) for content in history(FLOORS)]
        for old, new in pairwise(versions):
            for name, floor in old.floors.items():
                after = new.floors[name]
                fell = [m for m in ("strict", "soft") if (getattr(after, m) or 0) < (getattr(floor, m) or 0)]
                assert not fell or len(after.lowered) > len(floor.lowered), (
                    name,
                    "--lower FIELD --reason TEXT",
                )


def history(path):
    """Every committed version of a file, oldest first, and the one on disk."""
    name = path.relative_to(ROOT).as_posix()
    log = subprocess.run(
        ["git", "log", "--format=%H", "--reverse", "--", name], cwd=ROOT, capture_output=True, check=False
    )
    if log.returncode:
        pytest.skip("not a git checkout")
    shown = [
        subprocess.run(["git", "show", f"{commit}:{name}"], cwd=ROOT, capture_output=True, check=False)
        for commit in log.stdout.decode().split()
    ]
    return [done.stdout for done in shown if done.returncode == 0] + [path.read_bytes()]


def read_floors_of(content):
    return Floors.model_validate_json(content)


@pytest.fixture(scope="module")
def golden(tmp_path_factory):
    """The golden records of the samples, one a line."""
    path = tmp_path_factory.mktemp("golden") / "samples.jsonl"
    records = [json.loads(file.read_text("utf-8")) for file in sorted(SAMPLES.glob("*.records.json"))]
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


@pytest.fixture(scope="module")
def compared(golden):
    """The samples, compared with their keys."""
    records = [record_of(line.encode(), "golden") for line in golden.read_text().splitlines()]
    samples = zip(find_samples(SAMPLES), records, strict=True)
    return [
        compare(read_key(sample.key, sample.name, sample.document.read_text("utf-8")), record)
        for sample, record in samples
    ]


class TestTheSamples:
    def test_they_keep_their_floors(self, compared):
        scores = score(finding for document in compared for finding in document.findings)
        below = [str(breach) for breach in breaches(read_floors(FLOORS), scores)]
        assert below == [], "mend it, or: bienban evaluate samples --floors samples/floors.json --lower …"

    def test_every_field_that_is_scored_has_a_floor(self, compared):
        scores = score(finding for document in compared for finding in document.findings)
        floors = read_floors(FLOORS)
        assert raised(floors, scores).floors.keys() == floors.floors.keys(), "run: make golden"

    @pytest.mark.skipif(not SCORER.exists(), reason="the scorer of the workplace is not here")
    @pytest.mark.parametrize("spoilt", [False, True])
    def test_the_scores_are_those_of_the_scorer_beside_the_project(self, golden, tmp_path, spoilt):
        lines = golden.read_text().splitlines()
        records = tmp_path / "records.jsonl"
        records.write_text("".join(spoil(line) + "\n" if spoilt else line + "\n" for line in lines))
        folder = tmp_path / "flat"
        folder.mkdir()
        for sample in find_samples(SAMPLES):
            (folder / sample.key.name).write_bytes(sample.key.read_bytes())
            (folder / sample.document.name).write_bytes(sample.document.read_bytes())
        command = [sys.executable, SCORER, folder, records, "--json"]
        theirs = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout)
        ours = json.loads(run("evaluate", folder, "--records", records, "--format", "json").stdout)
        assert ours["documents"] == theirs["documents"] == len(lines)
        for name, row in theirs["prf"].items():
            assert cell(ours, name) == (row["tp"], row["fn"], row["fp"]), name
        for name, row in theirs["accuracy"].items():
            hits, misses, _ = cell(ours, name)
            assert (hits + misses, round(hits / (hits + misses), 3)) == (row["n"], row["acc"]), name


THEIR_NAMES = {
    "figure_found": "indicator.found",
    "figure_value": "indicator.value",
    "figure_value_unit": "indicator.value strict",
    "name_exact": "indicator.name strict",
    "name_overlap80": "indicator.name",
    "name_overlap50": "indicator.name_half",
    "figure_full_tuple": "indicator.whole",
    "chair_name": "chair.found",
    "attendee": "attendee.found",
    "directive_soft": "directive.found",
    "directive_strict": "directive.found strict",
    "decision": "decision.found",
    "flag": "flag.found",
    "is_meeting": "meeting.stated",
    **{name: f"indicator.{name}" for name in ("measure", "period", "base", "status", "bound")},
}
"""Our field for a name of the other scorer; the others differ in `_` for `.` only."""


def cell(ours, name):
    field, _, mode = THEIR_NAMES.get(name, name.replace("_", ".", 1)).partition(" ")
    none = {"hits": 0, "misses": 0, "false_alarms": 0}
    count = ours["fields"].get(field, {}).get(mode or "soft", none)
    return count["hits"], count["misses"], count["false_alarms"]


def spoil(line):
    """A record with something wrong in every list: left out, doubled, or told otherwise."""
    record = json.loads(line)
    for number, item in enumerate(record["indicators"]):
        if number % 5 == 1:
            item.update(name=(item["name"] or "x").upper() + " năm nay", period={"code": "ytd:2023-12"})
        elif number % 5 == 2:
            item.update(value="7", unit="%")
        elif number % 5 == 3:
            item.update(measure="rank", base="plan", status="target", bound="min", value_max="9")
    record["indicators"] = [*record["indicators"][1:], *record["indicators"][5:8]]
    for item in record["directives"][1::2]:
        place = item["provenance"]
        cut = max(1, len(place["raw"]) // 5)
        place.update(end=place["end"] - cut, raw=place["raw"][:-cut])
        item.update(addressee="các xã", deadline=None)
    record["directives"] = [*record["directives"][:-1], *record["directives"][:1]]
    record["decisions"] = [*record["decisions"][1:], *record["decisions"][1:2]]
    for item in record["people"][::3]:
        item["titles"] = item["titles"][1:]
    record["people"] = record["people"][1:] + record["people"][:2] * 2
    record["meetings"] = record["meetings"] * 2 if len(record["indicators"]) % 2 else []
    record["flags"] = [{"code": "sum_mismatch", "message": "m"}, *record["flags"][1:]]
    return json.dumps(record)


class Reader(HTMLParser):
    """What a page holds; every element must be closed."""

    def __init__(self, content):
        super().__init__()
        self.open, self.marks, self.text, self.links, self.ids, self.tags = [], [], "", [], set(), set()
        self.feed(content)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        self.tags.add(tag)
        if tag != "meta":
            self.open.append((tag, known.get("class")))
        if tag == "mark" and "title" in known:
            self.marks.append(known)
        self.ids.add(known.get("id"))
        self.links += [known[name] for name in ("href", "src") if name in known]

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if ("div", "text") in self.open:
            self.text += data


class TestAPage:
    def test_of_each_sample_it_holds_the_text_and_a_mark_for_each_finding(self, compared):
        for document in compared:
            read = Reader(page(document))
            assert read.text == document.gold.text == "".join(p.text for p in pieces(document))
            inside = [link[1:] for link in read.links if link.startswith("#")]
            assert len(inside) == sum(1 for finding in document.findings if finding.place)
            assert set(inside) <= read.ids

    def test_it_loads_nothing_and_runs_nothing(self, compared):
        for content in (page(compared[0]), index_page(compared)):
            read = Reader(content)
            assert not read.tags & {"script", "link", "img", "iframe", "object"}
            assert all(link.startswith("#") or link.endswith(".html") for link in read.links)
            assert "@import" not in content
            assert "url(" not in content

    def test_text_key_and_record_are_escaped(self, tmp_path):
        text = 'Ông <script>alert("1")</script> & 5 "tấn" báo cáo.'
        key = tmp_path / "a.json"
        evil = '<img src=x onerror="alert(1)">'
        figure = {**FIGURE, "evidence": '5 "tấn"', "value": "5", "unit": "tonne", "name": evil}
        key.write_text(json.dumps({"figures": [figure], "chairs": [{"name": evil}]}), encoding="utf-8")
        read = invented.indicator(
            value="5", unit="tonne", name="'\"><b>", provenance=invented.quote("5", text=text)
        )
        record = invented.document(text=text, indicators=(read,))
        document = compare(read_key(key, "<i>a</i>", text), record)
        seen = Reader(page(document))
        assert seen.text == text
        assert not Reader(index_page([document])).tags & {"i"}
        assert not seen.tags & {"script", "img", "i"}
        [mark] = seen.marks
        assert mark["class"] == "fill-partial"
        assert (
            mark["title"]
            == f"indicator, partly right: {evil}: 5 tonne, level — name: expected {evil}, read '\"><b>"
        )

    def test_each_outcome_has_a_colour_of_its_own(self, gold):
        known = gold(
            figures=[FIGURE, {**FIGURE, "evidence": "7,5%", "value": "7.5", "unit": "percent"}],
            chairs=[{"name": "Lê Thu Cúc", "evidence": "bà Lê Thu Cúc"}],
            ignore=["phiên họp"],
        )
        wrong = invented.indicator(value="1")
        noise = invented.indicator("5/3", id="i2", value="5", unit=None)
        document = compare(known, invented.document(indicators=(wrong, noise)))
        found = {piece.text: piece.classes for piece in pieces(document)}
        assert found["1.234,50 tỷ đồng"] == "fill-wrong"
        assert found["5/3"] == "fill-false_alarm"
        assert found["7,5%"] == "fill-miss"
        assert found["bà Lê Thu Cúc"] == "line-miss"
        assert found["phiên họp"] == "fill-ignored"


class TestTheVerb:
    @pytest.fixture
    def folder(self, tmp_path):
        (tmp_path / "keys").mkdir()
        (tmp_path / "keys/a.txt").write_text(TEXT, encoding="utf-8")
        key = {"is_meeting": True, "figures": [FIGURE]}
        (tmp_path / "keys/a.json").write_text(json.dumps(key), encoding="utf-8")
        return tmp_path / "keys"

    @pytest.fixture
    def records(self, tmp_path):
        def write(*records):
            path = tmp_path / "records.jsonl"
            path.write_text("".join(record.to_json() + "\n" for record in records), encoding="utf-8")
            return path

        return write

    def test_it_extracts_and_shows_a_table(self, folder):
        done = run("evaluate", folder)
        assert done.exit_code == 0
        row = next(line for line in done.stdout.splitlines() if line.startswith("indicator.value "))
        assert row.split()[1:4] != []
        assert "1 document;" in done.stdout

    def test_json_has_the_counts_of_all_and_of_each(self, folder, records):
        record = invented.document(indicators=(invented.indicator(name="Thu"),), text=TEXT)
        done = run("evaluate", folder, "--records", records(record), "--format", "json", "--errors", "9")
        told = json.loads(done.stdout)
        assert told["schema"] == "bienban-evaluation/1"
        assert told["documents"] == 1
        assert told["fields"] == told["by_document"]["a"]
        assert told["fields"]["indicator.found"]["soft"] == {
            "hits": 1,
            "misses": 0,
            "false_alarms": 0,
            "precision": 1.0,
            "recall": 1.0,
            "f1": 1.0,
        }
        assert [error["kind"] for error in told["errors"]] == ["meeting", "indicator"]
        assert told["errors"][1]["fields"] == {"name": {"expected": "Thu ngân sách", "read": "Thu"}}
        start = TEXT.index("1.234")
        assert (told["errors"][1]["start"], told["errors"][1]["end"]) == (start, start + 16)

    def test_errors_are_listed_with_their_place(self, folder, records):
        done = run("evaluate", folder, "--records", records(invented.document()), "--errors", "5")
        start = TEXT.index("1.234")
        assert (
            f"{folder / 'a.txt'}:{start}–{start + 16} indicator miss  expected Thu ngân sách" in done.stdout
        )
        assert (
            "… and 1 more"
            in run("evaluate", folder, "--records", records(invented.document()), "--errors", "1").stdout
        )

    def test_pages_are_written(self, folder, records, tmp_path):
        html = tmp_path / "deep/pages"
        done = run("evaluate", folder, "--records", records(invented.document()), "--html", html)
        assert done.exit_code == 0
        assert sorted(path.name for path in html.iterdir()) == ["a.html", "index.html"]
        assert done.stderr == f"bienban: wrote {html / 'index.html'}\n"

    def test_pages_cannot_go_into_a_file(self, folder, records, tmp_path):
        (tmp_path / "pages").write_text("")
        done = run(
            "evaluate", folder, "--records", records(invented.document()), "--html", tmp_path / "pages"
        )
        assert done.exit_code == 2
        assert done.stderr.startswith(f"bienban: {tmp_path / 'pages'}: is a file; ")

    def test_floors_rise_hold_and_are_lowered_for_a_reason(self, folder, records, tmp_path):
        floors = tmp_path / "floors.json"
        good, bad = (
            invented.document(indicators=(invented.indicator(name=n),)) for n in ("Thu ngân sách", "x")
        )
        held = ["evaluate", folder, "--floors", floors, "--records"]
        assert run(*held, records(good), "--raise-floors").exit_code == 0
        before = floors.read_text()
        done = run(*held, records(bad))
        assert done.exit_code == 1
        assert f"bienban: {floors}: indicator.name (soft) is 0.000, below its floor 1.000\n" in done.stderr
        assert "--lower indicator.name --reason" in done.stderr
        assert run(*held, records(bad), "--raise-floors").exit_code == 1
        assert floors.read_text() == before
        fields = ("indicator.name", "indicator.name_half", "indicator.whole")
        lower = [word for field in fields for word in ("--lower", field)]
        assert run(*held, records(bad), *lower).exit_code == 2
        assert floors.read_text() == before
        assert run(*held, records(bad), *lower, "--reason", "a harder text").exit_code == 0
        assert '"reason": "a harder text"' in floors.read_text()
        assert run(*held, records(bad)).exit_code == 0

    @pytest.mark.parametrize(
        ("options", "told"),
        [
            (["--raise-floors"], "name it with --floors FILE"),
            (["--lower", "chair.found", "--reason", "x"], "name it with --floors FILE"),
            (["--reason", "x"], "name its field with --lower FIELD"),
            (["--floors", "nowhere.json"], "nowhere.json: there is no such file; --raise-floors makes it"),
            (["--records", "nowhere.jsonl"], "nowhere.jsonl: cannot be read: No such file"),
        ],
    )
    def test_what_makes_no_sense_is_exit_2(self, folder, options, told):
        done = run("evaluate", folder, *options)
        assert done.exit_code == 2
        assert told in done.stderr

    def test_records_must_hold_the_document_and_be_made_from_its_text(self, folder, records):
        done = run("evaluate", folder, "--records", records(invented.document("b.txt")))
        assert done.exit_code == 2
        assert f"holds no record of {folder / 'a.txt'}; extract it too" in done.stderr
        done = run("evaluate", folder, "--records", records(invented.document(text="khác")))
        assert done.exit_code == 2
        assert "its record of a was made from another text" in done.stderr

    def test_a_record_that_points_elsewhere_is_exit_2(self, folder, records):
        lies = invented.indicator(provenance=invented.quote("Thu ngân sách"))
        data = json.loads(invented.document(indicators=(lies,)).to_json())
        data["indicators"][0]["provenance"].update(start=0, end=13)
        done = run("evaluate", folder, "--records", records(DocumentRecord.model_validate(data)))
        assert done.exit_code == 2
        assert "the record was made from another text" in done.stderr

    def test_a_bad_key_is_one_line_and_exit_2(self, folder):
        (folder / "a.json").write_text(
            '{"figures": [{"evidence": "7,5%", "value": "x", "measure": "level"}]}'
        )
        done = run("evaluate", folder)
        assert done.exit_code == 2
        [line] = done.stderr.splitlines()
        assert line.startswith(f"bienban: {folder / 'a.json'}: figures[0].value: ")

    def test_a_document_that_cannot_be_read_is_exit_3(self, folder):
        (folder / "a.txt").write_bytes(b"\0")
        assert run("evaluate", folder).exit_code == 3

    def test_help_loads_no_library_of_language(self):
        code = (
            "import sys\nfrom bienban.cli import main\nsys.argv = ['bienban', 'evaluate', '--help']\n"
            "try: main()\nexcept SystemExit: pass\n"
            "print([n for n in ('spacy', 'underthesea', 'jinja2', 'bienban.records') if n in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == "[]"
