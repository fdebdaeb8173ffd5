"""What each number measures: every construction of the grammar on sentences made up for it."""

import json
from datetime import date

import pytest
from growth import LINEAR, growth

from bienban.document import Document
from bienban.find.find import find
from bienban.link.calendar import Calendar
from bienban.link.indicators import link_indicators
from bienban.link.meetings import link_meetings
from bienban.link.sequencer import Sequencer
from bienban.records import spans
from bienban.rules import load_rules
from bienban.text.tokenize import tokenize

RULES = load_rules()
CALENDAR = Calendar(year=2023, today=date(2023, 10, 5), reviewed="2023-09")


def read(text, calendar=CALENDAR):
    """The indicators of a text that a meeting of 5 October 2023 reports."""
    doc = tokenize(Document(text, "made up"), RULES)
    return link_indicators(doc, find(doc, RULES), (), calendar)


def told(text, *fields):
    """The named fields of every indicator of `text`, as tuples."""
    return [tuple(_plain(getattr(indicator, field)) for field in fields) for indicator in read(text)]


def _plain(value):
    return getattr(value, "code", value)


NAMES = {
    "a verb of reaching": ("Tổng chi ngân sách huyện đạt 415 tỷ đồng.", ["Tổng chi ngân sách huyện"]),
    "no verb": ("Doanh thu vận tải gần 64 tỷ đồng.", ["Doanh thu vận tải"]),
    "a period between": ("Thu nội địa 8 tháng đạt 512 tỷ đồng.", ["Thu nội địa"]),
    "a bracket before the value": (
        "Giá trị sản xuất xây dựng (giá so sánh 2010) tháng 9 đạt 81,4 tỷ đồng.",
        ["Giá trị sản xuất xây dựng (giá so sánh 2010)"],
    ),
    "a comma within the name": ("Đàn trâu, bò có 4.120 con.", ["Đàn trâu, bò"]),
    "a clause before": ("Chăn nuôi ổn định, đàn gia cầm đạt 410 nghìn con.", ["đàn gia cầm"]),
    "an adverb before the verb": ("Vốn sự nghiệp mới giải ngân 12,4 tỷ đồng.", ["Vốn sự nghiệp"]),
    "a counted noun with its modifier": ("Toàn tỉnh có 34 xã đạt chuẩn.", ["xã đạt chuẩn"]),
    "a list of modifiers": (
        "Đã mở 26 lớp bồi dưỡng, tập huấn cho cán bộ.",
        ["lớp bồi dưỡng, tập huấn"],
    ),
    "a bare count": ("Công an huyện khởi tố 14 vụ.", ["khởi tố"]),
    "coordinated bare counts": ("Đã khởi tố 14 vụ, 23 bị can.", ["khởi tố", "khởi tố"]),
    "whom it is done for": ("Giải quyết việc làm cho 730 lao động.", ["Giải quyết việc làm"]),
    "what a measure word holds": ("Đã cấp 45 tấn xi măng và 300 lít hóa chất.", ["xi măng", "hóa chất"]),
    "who did it is no name": ("Lực lượng Kiểm lâm tịch thu 5,2 m3 gỗ.", ["gỗ"]),
    "a count that repeats its head": ("Số hộ cận nghèo là 512 hộ.", ["Số hộ cận nghèo"]),
    "a second figure of the same": ("Có 6 dự án mới với tổng vốn 410 tỷ đồng.", ["dự án mới", "tổng vốn"]),
    "a lever before the name": ("Nâng tổng số hội viên lên 4.250 người.", ["tổng số hội viên"]),
    "a percentage of the noun behind": (
        "Có 87% số thôn giữ danh hiệu văn hóa.",
        ["số thôn giữ danh hiệu văn hóa"],
    ),
    "a topic in front": ("Về đất ở đô thị, năm 2015 có 1.204 ha.", ["đất ở đô thị"]),
    "two counts with one modifier": (
        "Bắt giữ 7 vụ/11 đối tượng buôn bán pháo.",
        ["buôn bán pháo", "đối tượng buôn bán pháo"],
    ),
    "what was voted on": (
        "Nghị quyết về biên chế được 40/41 đại biểu tán thành.",
        ["Nghị quyết về biên chế"],
    ),
    "what a comparison is about": (
        "Cấp phép 15 dự án với vốn đăng ký 90 triệu USD, giảm 8% về số dự án.",
        ["Cấp phép", "vốn đăng ký", "số dự án"],
    ),
    "its goods where only a place stands beside it": (
        "Tỷ lệ bao phủ còn thấp: huyện Sơn Lâm 23%, Phù Lãng 21%.",
        ["Tỷ lệ bao phủ", "Tỷ lệ bao phủ"],
    ),
    "what the places before it have": (
        "Nơi có số ca mắc cao gồm: Phú Lãng 12 ca, Sơn Lâm 9 ca.",
        ["số ca mắc cao", "số ca mắc cao"],
    ),
    "the rate that counted places have": (
        "Có 2 huyện có tỷ lệ bao phủ cao, trong đó huyện Sơn Lâm đạt 83%, TP Phù Lãng 81%.",
        ["huyện có tỷ lệ bao phủ cao", "tỷ lệ bao phủ cao", "tỷ lệ bao phủ cao"],
    ),
    "what a place took in": ("Khu vực Hải Phòng thu được 39 tỷ đồng.", ["thu"]),
    "a class of companies": (
        "Trong tổng số doanh nghiệp, công ty cổ phần chiếm 20%.",
        ["công ty cổ phần"],
    ),
    "a part of the economy": ("Khu vực FDI tăng 5%.", ["Khu vực FDI"]),
    "the subject before a bracket": (
        "Vốn vay ưu đãi (chiếm 21% tổng dư nợ) đạt 13 tỷ đồng.",
        ["Vốn vay ưu đãi", "Vốn vay ưu đãi"],
    ),
    "a list of short words": ("Cơ cấu chuyển dịch: nông, lâm, thủy sản chiếm 21%.", ["nông, lâm, thủy sản"]),
    "a sector with its commas": (
        "Lĩnh vực thương mại, dịch vụ ước đạt 2 tỷ đồng.",
        ["Lĩnh vực thương mại, dịch vụ"],
    ),
    "a clause about how things are before it": ("Công nghiệp phục hồi, xuất khẩu tăng 5%.", ["xuất khẩu"]),
    "the noun behind a fall": ("Thu phí tăng 5%; giảm 20% số hộ nghèo.", ["Thu phí", "số hộ nghèo"]),
    "the item before, when its own names nothing": (
        "Thu phí vượt dự toán; lũy kế 8 tháng đạt 9 tỷ đồng.",
        ["Thu phí"],
    ),
}


@pytest.mark.parametrize(("text", "names"), NAMES.values(), ids=NAMES)
def test_a_figure_is_named_by(text, names):
    assert [name for (name,) in told(text, "name")] == names


HEIRS = {
    "its comparisons": (
        "Kim ngạch xuất khẩu đạt 210 triệu USD, tăng 4,1% và bằng 71% kế hoạch.",
        [("Kim ngạch xuất khẩu", None), ("Kim ngạch xuất khẩu", "i1"), ("Kim ngạch xuất khẩu", "i1")],
    ),
    "another period": (
        "Thu ngân sách tháng 8 đạt 71 tỷ đồng, lũy kế 8 tháng 604 tỷ đồng.",
        [("Thu ngân sách", None), ("Thu ngân sách", "i1")],
    ),
    "the value in a bracket": (
        "Doanh thu dịch vụ đạt 63% kế hoạch (9.410 tỷ đồng).",
        [("Doanh thu dịch vụ", None), ("Doanh thu dịch vụ", "i1")],
    ),
    "behind a bracket": (
        "Khách lưu trú đạt 81 nghìn lượt (khách quốc tế 2 nghìn lượt), tăng 9%.",
        [("Khách lưu trú", None), ("khách quốc tế", None), ("Khách lưu trú", "i1")],
    ),
    "the count of the same noun": (
        "Xảy ra 31 vụ cháy, làm 2 người chết; giảm 4 vụ.",
        [("vụ cháy", None), ("người chết", None), ("vụ cháy", "i1")],
    ),
    "the sentence before": (
        "Số chi tháng 5 đạt 31 tỷ đồng. Tính chung 5 tháng đạt 140 tỷ đồng.",
        [("Số chi", None), ("Số chi", "i1")],
    ),
    "from one number to another": (
        "Số trường giảm từ 14 xuống còn 9 trường.",
        [("Số trường", None), ("Số trường", "i1")],
    ),
    "the parts of a whole": (
        "Sản lượng thủy sản 3.100 tấn, trong đó nuôi trồng 2.800 tấn.",
        [("Sản lượng thủy sản", None), ("nuôi trồng", "i1")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), HEIRS.values(), ids=HEIRS)
def test_a_figure_without_a_subject_takes_the_name_of(text, expected):
    assert told(text, "name", "parent") == expected


MEASURES = {
    "reaches": ("Dư nợ đạt 91 tỷ đồng.", [("level", "91000000000")]),
    "moves by percent": ("Dư nợ giảm 3,5%.", [("growth", "-3.5")]),
    "moves by an amount": ("Số vụ cháy giảm 3 vụ.", [("change", "-3")]),
    "falls to": ("Tỷ lệ hộ nghèo giảm còn 2,4%.", [("level", "2.4")]),
    "a fronted verb of moving": ("Phấn đấu giảm tỷ lệ hộ nghèo 1,5%.", [("growth", "-1.5")]),
    "a share of the plan": ("Thu thuế đạt 71% dự toán.", [("share_of_plan", "71")]),
    "exceeds the plan": ("Thu thuế vượt 12% dự toán.", [("share_of_plan", "112")]),
    "exceeds by an amount": ("Thu thuế vượt 12 tỷ đồng.", [("change", "12000000000")]),
    "points against the plan": ("Tỷ lệ giải ngân thấp hơn kế hoạch 3%.", [("change", "-3")]),
    "an index": ("Thu thuế bằng 84% so với cùng kỳ.", [("index", "84")]),
    "a portion": ("Tỷ trọng dịch vụ đạt 41%.", [("share", "41")]),
    "makes up": ("Dịch vụ chiếm 41%.", [("share", "41")]),
    "percent after a count": ("Có 30 thôn đạt chuẩn, đạt 60%.", [("level", "30"), ("share", "60")]),
    "times": ("Khách quốc tế gấp 3 lần cùng kỳ.", [("multiple", "3")]),
    "a rank": ("Chỉ số PCI xếp thứ 9.", [("rank", "9")]),
    "a fraction": ("Có 14/17 xã đạt chuẩn.", [("fraction", "14")]),
    "the rate of a growth": ("Tốc độ tăng trưởng kinh tế đạt 7%.", [("growth", "7")]),
    "percent behind a change": ("Số vụ giảm 12 vụ (8,8%).", [("change", "-12"), ("growth", "-8.8")]),
    "a sign behind a change": ("Dư nợ tăng 12 tỷ đồng (+2%).", [("change", "12000000000"), ("growth", "2")]),
    "the verb left out": ("Xây dựng chiếm 38%, dịch vụ 41%.", [("share", "38"), ("share", "41")]),
    "words behind the verb": ("Hàng dệt may chiếm tỷ trọng cao nhất (58%).", [("share", "58")]),
    "percent of what an amount is made of": (
        "Tổng vốn đạt 9 tỷ đồng, trong đó vốn vay 30%.",
        [("level", "9000000000"), ("share", "30")],
    ),
    "points put in": ("Dịch vụ tăng 7%, đóng góp 3 điểm phần trăm.", [("growth", "7"), ("level", "3")]),
    "money put in": ("Người dân đóng góp 3 tỷ đồng.", [("level", "3000000000")]),
    "a fall to": ("Đã giảm tỷ lệ hộ nghèo còn 0,5%.", [("level", "0.5")]),
    "growth a year": ("Thu thuế tăng 11%/năm.", [("growth", "11")]),
}


@pytest.mark.parametrize(("text", "expected"), MEASURES.values(), ids=MEASURES)
def test_verb_unit_and_base_tell_the_measure_of(text, expected):
    assert told(text, "measure", "value") == expected


BASES = {
    "said for itself": ("Thu thuế tăng 3% so với cùng kỳ.", ["same_period"]),
    "said for the last of several": (
        "Xuất khẩu tăng 3%, nhập khẩu giảm 1% so với cùng kỳ.",
        ["same_period", "same_period"],
    ),
    "not for the next sentence": ("Thu thuế tăng 3% so với cùng kỳ. Thu phí tăng 2%.", ["same_period", None]),
    "said for the whole": (
        "GRDP tăng 6% so với cùng kỳ. Trong đó, khu vực dịch vụ tăng 7%.",
        ["same_period", "same_period"],
    ),
    "between verb and figure": ("Lượng khách giảm so với tháng 8 là 4 nghìn lượt.", ["previous_period"]),
    "a year": ("Dư nợ tăng 8% so với năm 2020.", ["year:2020"]),
    "the start of the year": ("Dư nợ tăng 8% so với đầu năm.", ["start_of_year"]),
    "a year without a word of comparison": ("Thu thuế bằng 98% năm 2022.", ["year:2022"]),
    "as written": ("Số ổ dịch giảm 70% so với hiện nay.", ["hiện nay"]),
    "several years as written": ("Thu thuế gấp 1,6 lần giai đoạn 2011-2015.", ["giai đoạn 2011-2015"]),
    "a mean": ("Thu nhập gấp 1,9 lần bình quân cả nước.", ["bình quân cả nước"]),
    "not out of a bracket": ("Vốn bổ sung tăng 9 tỷ đồng (so với cùng kỳ tăng 4%).", [None, "same_period"]),
    "behind a bracket": (
        "Thu thuế đạt 9 tỷ đồng, vượt 1 tỷ đồng (tăng 2%) so với cùng kỳ.",
        [None, "same_period", "same_period"],
    ),
    "another period, another base": (
        "CPI tháng 9 tăng 0,2% so với tháng trước; CPI bình quân 9 tháng tăng 3%.",
        ["previous_period", None],
    ),
    "actual over plan": ("Diện tích lúa 410/405 ha.", ["plan"]),
    "a part of a whole": ("Có 31/40 thôn đạt chuẩn.", [None]),
}


@pytest.mark.parametrize(("text", "expected"), BASES.values(), ids=BASES)
def test_a_base_is(text, expected):
    assert [base for (base,) in told(text, "base")] == expected


STATUSES = {
    "for its own verb": (
        "Thu thuế ước đạt 9 tỷ đồng, tăng 2%; thu phí đạt 1 tỷ đồng.",
        ["estimate", "estimate", "actual"],
    ),
    "for the parts": ("Sản lượng ước đạt 90 tấn, trong đó tôm 20 tấn.", ["estimate", "estimate"]),
    "for all that follows an aim": (
        "Phấn đấu thu thuế đạt 9 tỷ đồng; trồng 50 ha rừng.",
        ["target", "target"],
    ),
    "for a list of aims": (
        "Các chỉ tiêu chủ yếu: Thu thuế 9 tỷ đồng; trồng 50 ha rừng.",
        ["target", "target"],
    ),
    "for a plan": ("Thu thuế đạt 60% dự toán (dự toán giao 15 tỷ đồng).", ["actual", "target"]),
    "for the sentence it opens": (
        "Ước 6 tháng, thu thuế đạt 9 tỷ đồng; thu phí đạt 1 tỷ đồng.",
        ["estimate", "estimate"],
    ),
    "for what lies ahead": ("Năm 2030, đất đô thị có 810 ha.", ["target"]),
    "not behind a plan that was reached": (
        "Hoàn thành một số chỉ tiêu như: thu thuế 9 tỷ đồng; trồng 50 ha rừng.",
        ["actual", "actual"],
    ),
    "not behind a report of how the plan stands": (
        "Thu thuế đảm bảo theo kế hoạch, trong đó thu phí 3 tỷ đồng.",
        ["actual"],
    ),
    "for a list under a time ahead": (
        "Hội nghị ngành thuế\nHội nghị họp chiều nay.\nMục tiêu chủ yếu năm 2024:\n"
        "- Thu thuế đạt 9 tỷ đồng.\n- Trồng 50 ha rừng.\nThu phí đạt 1 tỷ đồng.",
        ["target", "target", "actual"],
    ),
    "for the paragraph of a time ahead": (
        "Năm 2024, huyện phát triển bền vững. Cụ thể, thu thuế đạt 9 tỷ đồng. Trồng 50 ha rừng.",
        ["target", "target"],
    ),
    "for what a plan says": ("Kế hoạch năm 2024 đề ra thu thuế 9 tỷ đồng, tăng 2%.", ["target", "target"]),
    "for aims that are counted": (
        "Nghị quyết đề ra 15 chỉ tiêu, trong đó thu thuế tăng 9%.",
        ["target", "target"],
    ),
    "for the amount of a plan in a bracket": (
        "Thu thuế được 4 tỷ đồng, đạt 66% chỉ tiêu Bộ Tài chính giao (6 tỷ đồng).",
        ["actual", "actual", "target"],
    ),
    "not for another time": (
        "Tháng 9, thu thuế ước đạt 9 tỷ đồng; lũy kế 9 tháng đạt 80 tỷ đồng.",
        ["estimate", "actual"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), STATUSES.values(), ids=STATUSES)
def test_a_status_holds(text, expected):
    assert [status for (status,) in told(text, "status")] == expected


PERIODS = {
    "said before it": ("Quý I/2023, thu thuế đạt 9 tỷ đồng.", ["2023-Q1"]),
    "in force": (
        "6 tháng đầu năm, thu thuế đạt 9 tỷ đồng. Thu phí đạt 2 tỷ đồng.",
        ["ytd:2023-06", "ytd:2023-06"],
    ),
    "the one reviewed": ("Thu thuế đạt 9 tỷ đồng.", ["2023-09"]),
    "only for a narrower clause": (
        "9 tháng, đón 90 nghìn lượt khách; riêng tháng 9 đón 8 nghìn lượt khách. Thu phí 2 tỷ đồng.",
        ["ytd:2023-09", "2023-09", "ytd:2023-09"],
    ),
    "not that of a base": ("Thu thuế tăng 3% so với năm 2020.", ["2023-09"]),
    "the year before": (
        "Chỉ số giá tháng 9 tăng 9% (cùng kỳ tăng 6%).",
        ["2023-09", "2022-09"],
    ),
    "of a target its deadline": ("Phấn đấu trồng 50 ha rừng trước ngày 15/11.", ["as_of:2023-11-15"]),
    "of a target the year": ("Phấn đấu trồng 50 ha rừng.", ["2023"]),
    "the first months of a cumulative figure": (
        "Tháng 8, thu thuế đạt 2 tỷ đồng, lũy kế đạt 9 tỷ đồng.",
        ["2023-08", "ytd:2023-08"],
    ),
    "none for what a project is": ("Tổng mức đầu tư không quá 290 tỷ đồng.", [None]),
    "said in a sentence without figures": (
        "Trong 6 tháng đầu năm, huyện chỉ đạo quyết liệt. Thu thuế đạt 9 tỷ đồng.",
        ["ytd:2023-06"],
    ),
    "of months that only reached so much": ("9 tháng mới đạt 6 tỷ đồng thu thuế.", ["ytd:2023-09"]),
    "after so many months": ("Sau 7 tháng, thu thuế đạt 9 tỷ đồng.", ["ytd:2023-07"]),
    "none for a share of votes": ("Nghị quyết được 100% đại biểu tán thành.", [None]),
    "of an aim behind what was adopted": (
        "HĐND thông qua Nghị quyết về kinh tế năm 2024 với các chỉ tiêu: tăng trưởng 8%.",
        ["2024"],
    ),
    "of a target the years said before": (
        "Phấn đấu giai đoạn 2026-2030 trồng 90 ha rừng. Phấn đấu trồng 50 ha chè.",
        ["2026/2030", "2026/2030"],
    ),
    "none for a price": ("Mức hỗ trợ 38.000 đồng/kg.", [None]),
}


@pytest.mark.parametrize(("text", "expected"), PERIODS.values(), ids=PERIODS)
def test_a_period_is(text, expected):
    assert [period for (period,) in told(text, "period")] == expected


def test_a_text_without_a_date_tells_its_year_itself():
    text = "Đến ngày 10/4, giải ngân đạt 21% kế hoạch vốn năm 2025."
    assert [i.period.code for i in read(text, Calendar())] == ["as_of:2025-04-10"]


@pytest.mark.parametrize(("month", "year"), [(2, "2022"), (12, "2023")])
def test_the_past_year_is_the_one_before_at_the_start_of_a_year(month, year):
    calendar = Calendar(year=2023, today=date(2023, month, 7))
    assert [i.period.code for i in read("Trong năm qua, xảy ra 14 vụ cháy.", calendar)] == [year]


@pytest.mark.parametrize(
    ("text", "parent"),
    [
        ("Thu thuế đạt 9 tỷ đồng. Cụ thể, thu phí đạt 3 tỷ đồng.", "i1"),
        ("Thu thuế đạt 95% dự toán. Cụ thể, thu phí tăng 3%.", None),
        ("Thu thuế đạt 9 tỷ đồng. Cụ thể, có 3 khoản thu.", None),
    ],
)
def test_details_are_parts_of_what_they_add_up_to(text, parent):
    assert read(text)[1].parent == parent


def test_aligned_lists_pair_by_order():
    text = "Cơ cấu nông nghiệp - công nghiệp - dịch vụ lần lượt là 20%, 45% và 35%."
    assert told(text, "name", "measure") == [
        ("nông nghiệp", "share"),
        ("công nghiệp", "share"),
        ("dịch vụ", "share"),
    ]


def test_plan_shares_carry_who_set_the_plan():
    text = "Toàn tỉnh thu thuế đạt 60% dự toán Trung ương giao, bằng 58% dự toán do HĐND tỉnh giao."
    assert told(text, "assigner", "scope") == [("Trung ương", "Toàn tỉnh"), ("HĐND tỉnh", "Toàn tỉnh")]


def test_a_known_indicator_fits_in_unit():
    text = "Có 34 xã đạt chuẩn nông thôn mới nâng cao. Thu ngân sách đạt 9 tỷ đồng. Số lượng mẫu đạt 9 mẫu."
    assert [concept for (concept,) in told(text, "concept")] == [
        "ntm_advanced_communes",
        "budget_revenue",
        None,
    ]


def test_a_repeated_sentence_is_told_once():
    sentence = "Thu ngân sách đạt 315 tỷ đồng, bằng 96% dự toán."
    found = read(f"{sentence}\n{sentence}")
    assert [len(indicator.also) for indicator in found] == [1, 1]
    assert found[0].also[0].start == len(sentence) + 1 + found[0].provenance.start


def test_inherited_fields_point_to_where_they_were_said():
    text = "Tháng 8, thu thuế ước đạt 9 tỷ đồng, tăng 2% so với cùng kỳ."
    growth = read(text)[1]
    said = {field: place.raw for field, place in growth.fields.items()}
    assert said == {"name": "thu thuế", "period": "Tháng 8", "status": "ước đạt", "base": "cùng kỳ"}


def test_the_sequence_of_a_sentence_is_short():
    text = "Thu thuế tháng 8 ước đạt 9 tỷ đồng, tăng 2% so với cùng kỳ."
    doc = tokenize(Document(text, "made up"), RULES)
    sentence = Sequencer(doc, find(doc, RULES)).read(0, len(doc))
    assert sentence.kinds == "HTEQ,MQC="


@pytest.mark.parametrize(
    "piece", ["đạt 5 tỷ đồng, ", "(tăng 3%", "và đã ", "trong đó 3 vụ; ", "1/2 phiếu ", "- 4% "]
)
def test_time_grows_with_the_length_of_the_text(piece):
    def prepare(size):
        doc = tokenize(Document(piece * (size // len(piece)), "hostile"), RULES)
        mentions = find(doc, RULES)
        return lambda: link_indicators(doc, mentions, (), CALENDAR)

    assert growth(prepare) < LINEAR


def test_a_part_belongs_to_the_whole_and_not_to_its_share_of_the_plan(pipeline):
    text = (
        "Từ đầu năm đến nay, thành phố đón 1,2 triệu lượt khách, đạt 95% kế hoạch. "
        "Trong đó, tháng 11 đón 73 nghìn lượt khách, tăng 5%."
    )
    record = pipeline.extract(text, published="2024-12-01")
    assert [indicator.parent for indicator in record.indicators] == [None, "i1", "i1", "i3"]


def test_hard_cases(root):
    paths = sorted((root.parent / "shared" / "domain" / "hard").glob("HC*.json"))
    if not paths:
        pytest.skip("the hard cases are not here")
    wrong = []
    for path in paths:
        gold = json.loads(path.read_text(encoding="utf-8"))
        document = Document(path.with_suffix(".txt").read_text(encoding="utf-8"), path.stem)
        doc = tokenize(document, RULES)
        mentions = find(doc, RULES)
        meetings, calendar = link_meetings(document, doc, mentions)
        found = {i.provenance.raw: i for i in link_indicators(doc, mentions, meetings, calendar)}
        for figure in gold["figures"]:
            got = found.get(figure["evidence"])
            names = [figure["name"], *figure.get("name_alt", [])]
            if got is None or got.name not in names or got.base != figure["base"]:
                wrong.append((path.stem, figure["evidence"], got and got.name))
            elif got.measure not in (figure["measure"], *figure.get("measure_alt", [])):
                wrong.append((path.stem, figure["evidence"], got.measure))
    assert not wrong


def test_every_span_is_of_the_text():
    text = "Tháng 8, toàn tỉnh có 34/40 xã đạt chuẩn; thu thuế ước 9 tỷ đồng, bằng 60% dự toán tỉnh giao."
    for indicator in read(text):
        assert all(text[span.start : span.end] == span.raw for span in spans(indicator))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "So với cùng kỳ, sản lượng lúa tăng 230 tấn, đàn lợn giảm 4,5%.",
            [("change", "same_period"), ("growth", "same_period")],
        ),
        (
            "So với tháng trước, CPI tăng 0,55%; so với cùng kỳ tăng 3,52%.",
            [("growth", "previous_period"), ("growth", "same_period")],
        ),
        ("So với kế hoạch, thu ngân sách đạt 58,2%.", [("share_of_plan", "plan")]),
    ],
)
def test_a_base_that_opens_a_clause(text, expected):
    assert told(text, "measure", "base") == expected


def test_exceeding_a_percentage_is_a_limit_where_no_plan_is_meant():
    assert told("Kim ngạch xuất khẩu vượt 10%.", "value", "measure", "bound") == [("10", "level", "over")]
    planned = told("Huyện thu ngân sách 500 tỷ đồng, vượt 10%.", "value", "measure")
    assert planned[-1] == ("110", "share_of_plan")


def test_a_fall_with_its_sign_falls_once():
    assert told("Số vụ tai nạn giảm 45 vụ (-18,6%).", "value") == [("-45",), ("-18.6",)]
