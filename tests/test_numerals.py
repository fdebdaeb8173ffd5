"""The account of numerals holds every number, once, with its record or its reason."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.check.numerals import account_numerals, find_unaccounted
from bienban.document import Document
from bienban.find.find import find
from bienban.find.mentions import Mentions
from bienban.flow import extract
from bienban.read.read import read_file
from bienban.rules import load_rules
from bienban.text.terms import Terms
from bienban.text.tokenize import tokenize

RULES = load_rules()
TEXT = (
    "Chiều 27/11/2024, UBND xã họp phiên thường kỳ tháng 11. "
    "Theo báo cáo, thu ngân sách đạt 4 tỷ 500 triệu đồng, tăng 5 - 7% so với cùng kỳ. "
    "Có hai vụ cháy; 38/45 hộ được hỗ trợ theo Nghị quyết số 14/NQ-HĐND."
)


def record_of(text):
    return extract(Document(text, "test"), RULES)


def test_every_number_has_its_record_or_its_reason():
    record = record_of(TEXT)
    told = {n.raw: n.record or n.reason for n in record.numerals}
    ids = {i.provenance.raw: i.id for i in record.indicators}
    assert told["4"] == told["500"] == ids["4 tỷ 500 triệu đồng"]
    assert told["5"] == told["7"] == ids["5 - 7%"]
    assert told["hai"] == ids["hai vụ"]
    assert told["38"] == told["45"] == ids["38/45 hộ"]
    assert told["14"] == "document"
    assert told["27"] == "time"


def test_numerals_stand_in_text_order_and_do_not_overlap():
    numerals = record_of(TEXT).numerals
    assert all(a.end <= b.start for a, b in pairwise(numerals))


@given(st.text(alphabet="0123456789.,/-–% ()đồnghạtỷnăm\n", max_size=80))
@settings(deadline=None, max_examples=200)
def test_no_run_of_digits_is_missed(text):
    doc = tokenize(Document(text, "test"), RULES, words=False)
    numerals = account_numerals(text, find(doc, RULES), ())
    covered = {at for n in numerals for at in range(n.start, n.end)}
    for run in re.finditer(r"\d+", text):
        assert set(range(*run.span())) <= covered
    assert all(n.reason != "unaccounted" for n in numerals)


_COUNTED = re.compile(
    r"(?<![^\W_])(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
    r"(?= (?:người|hộ|xã|vụ|chi bộ|tiêu chí|dự án)(?![^\W_]))"
)


def documents(root):
    """The samples, and the hard cases where they are at hand."""
    shared = root.parent / "shared" / "domain" / "hard"
    return sorted([*(root / "samples").glob("*.txt"), *shared.glob("*.txt")])


def test_every_run_of_digits_and_every_counted_word_is_in_the_account(root):
    for path in documents(root):
        record = extract(read_file(path), RULES)
        text = path.read_text(encoding="utf-8")
        assert all(n.reason != "unaccounted" for n in record.numerals), path
        for number in [*re.finditer(r"\d+", text), *_COUNTED.finditer(text)]:
            holding = [n for n in record.numerals if n.start <= number.start() and number.end() <= n.end]
            assert len(holding) == 1, (path.name, number)


def test_a_counted_word_of_a_caption_has_a_reason():
    text = f"Ảnh: Hai người bên cầu.\n{TEXT}\nẢnh: Khởi công ba dự án tại xã.\n"
    reasons = {n.raw: n.reason for n in record_of(text).numerals}
    assert reasons["ba"] == "caption"


def test_what_nobody_claims_is_unaccounted():
    (numeral,) = account_numerals("Có 5 xã", Mentions(Terms(()), (), (), (), (), ()), ())
    assert (numeral.raw, numeral.reason) == ("5", "unaccounted")


def test_a_number_that_nobody_claims_is_flagged_and_the_document_is_kept(monkeypatch):
    monkeypatch.setattr("bienban.find.scan.Scan.reject", lambda *_: None)
    record = record_of(TEXT)
    (numeral,) = [n for n in record.numerals if n.raw == "14"]
    assert numeral.reason == "unaccounted"
    flags = {flag.spans[0].raw: flag.message for flag in record.flags if flag.code == "unaccounted"}
    assert (
        flags["14"]
        == f"“14” at characters {numeral.start} to {numeral.end} has neither a record nor a reason"
    )
    assert record.indicators


def test_digits_outside_the_account_are_named_with_their_place():
    record = record_of(TEXT)
    without = tuple(n for n in record.numerals if n.raw not in ("500", "45"))
    flags = list(find_unaccounted(TEXT, without, record.indicators))
    assert [TEXT[span.start : span.end] for flag in flags for span in flag.spans] == ["500", "45"]
    assert all(flag.code == "unaccounted" for flag in flags)


def test_a_record_without_a_number_is_flagged():
    record = record_of(TEXT)
    lost = record.indicators[0]
    without = tuple(
        n.model_copy(update={"record": "other"}) if n.record == lost.id else n for n in record.numerals
    )
    (flag,) = find_unaccounted(TEXT, without, record.indicators)
    assert flag.spans[0].raw == lost.provenance.raw


def test_a_full_account_has_no_flag(root):
    for path in documents(root):
        record = extract(read_file(path), RULES)
        assert not [flag for flag in record.flags if flag.code == "unaccounted"], path


@pytest.mark.parametrize("word", ["một số", "hàng nghìn hộ", "vài chục người"])
def test_vague_words_are_no_numerals(word):
    assert all(n.record is None for n in record_of(f"Theo báo cáo, có {word} bị ảnh hưởng.").numerals)
