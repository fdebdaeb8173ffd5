"""Every style of date and period: marked sentences with the codes they give, and what is no time.

`[[as written|code kind]]` marks a time; a third word is the part of the day.
"""

import re

import pytest
from growth import LINEAR, growth

from bienban.document import Document
from bienban.find.find import find
from bienban.find.times import find_times
from bienban.rules import load_rules
from bienban.text.terms import find_terms
from bienban.text.tokenize import tokenize

RULES = load_rules()
MARK = re.compile(r"\[\[(.+?)\|(.+?)\]\]")


def times(text):
    """What find says about the times of a text: (raw, code, kind, session)."""
    doc = tokenize(Document(text, "text"), RULES, words=False)
    return [(text[t.start : t.end], t.code, t.kind, t.session) for t in find(doc, RULES).times]


def told(marked):
    """The plain text of a marked one and the times it must give."""
    expected = []
    for raw, what in MARK.findall(marked):
        code, kind, session = [*what.split(), None][:3]
        expected.append((raw, code, kind, session))
    return MARK.sub(r"\1", marked), expected


DATES = """
Chiều [[27/11|--11-27 day afternoon]], UBND huyện họp.
Sáng [[ngày 27-11|--11-27 day morning]], UBND huyện họp.
Tối [[27.11|--11-27 day evening]], UBND huyện họp.
Trưa [[6/9|--09-06 day afternoon]], UBND huyện họp khẩn.
[[Ngày 27/11/2024|2024-11-27 day]], UBND huyện họp.
[[Ngày 27-11-2024|2024-11-27 day]], UBND huyện họp.
[[Ngày 27.11.2024|2024-11-27 day]], UBND huyện họp.
Hà Nội, [[ngày 27 tháng 11 năm 2024|2024-11-27 day]]
[[ngày 27 tháng 11|--11-27 day]], đoàn làm việc.
[[Ngày 17 – 9|--09-17 day]], UBND tỉnh họp.
Sáng nay ([[16/2|--02-16 day morning]]), Tỉnh ủy họp.
Sáng nay [[7/1|--01-07 day morning]], Tỉnh ủy họp.
Hôm nay ([[5/8|--08-05 day]]), Chính phủ họp.
Hôm qua [[7.4|--04-07 day]], xã đã họp.
[[Sáng nay|this:day day morning]], Tỉnh ủy họp.
[[Chiều qua|last:day day afternoon]], Tỉnh ủy họp.
[[Sáng hôm qua|last:day day morning]], Tỉnh ủy họp.
[[Hôm nay|this:day day]], Tỉnh ủy họp.
Thứ Sáu ([[27/11|--11-27 day]]), xã họp.
Từ [[ngày 7 - 9/12|--12-07/--12-09 span]], HĐND họp.
[[Từ ngày 7 đến ngày 9/12|--12-07/--12-09 span]], HĐND họp.
Trong hai [[ngày 18 và 19/12|--12-18/--12-19 span]], HĐND họp.
Trong 2 [[ngày (18 và 19/12|--12-18/--12-19 span]]), HĐND họp.
[[Ngày 31-8|--08-31 day]] và [[01-9|--09-01 day]], xã họp.
[[ngày 27, 28/11|--11-27/--11-28 span]]
[[ngày 5 và 6 tháng 12|--12-05/--12-06 span]]
dịp lễ [[30/4 - 1/5|--04-30/--05-01 span]]
trước [[28.4|--04-28 day]], trước [[ngày 15/12|--12-15 day]]
Từ [[1/7|--07-01 day]] hộ nghèo được hỗ trợ, chiều [[7.12|--12-07 day afternoon]] xã họp
[[Từ 20.5 đến 25.5|--05-20/--05-25 span]] xã kiểm tra từ 3 - 5 hộ mỗi ngày
[[Tính đến 30/6|as_of:--06-30 as_of]] tỷ lệ giải ngân đạt 4.5 - 5%, tăng từ 1.5 đến 2.6 tỷ đồng
Sau 7.8 triệu đồng, đến 9.8.46 tỷ đồng, 4.7/47 xã
định kỳ [[ngày 25|this:month-25 day]] hằng tháng
[[29/2/2024|2024-02-29 day]]
"""

PERIODS = """
[[tháng 11|--11 month]] tăng
[[Tháng 9|--09 month]], xã có
[[tháng 11/2024|2024-11 month]] tăng
[[tháng 10-2015|2015-10 month]] tăng
[[tháng 4.2016|2016-04 month]] tăng
[[tháng 11 năm 2024|2024-11 month]] tăng
[[tháng Tám|--08 month]] tăng
[[tháng Năm|--05 month]] tăng
[[tháng 1 đến tháng 9|--01/--09 span]] tăng
[[tháng 7-9/2020|2020-07/2020-09 span]] tăng
[[tháng 10, 11/2020|2020-10/2020-11 span]] tăng
[[quý I/2018|2018-Q1 quarter]] tăng
[[Quý III năm 2020|2020-Q3 quarter]] tăng
[[quý 3/2023|2023-Q3 quarter]] tăng
[[quí IV|--Q4 quarter]] tăng
[[quý II và quý III/2020|2020-Q2/2020-Q3 span]] tăng
[[nửa đầu năm 2024|2024-H1 half]] tăng
[[6 tháng cuối năm|--H2 half]] phấn đấu
[[3 tháng còn lại|--Q4 quarter]] phấn đấu
[[2 tháng cuối năm 2023|2023-11/2023-12 span]] phấn đấu
[[năm 2023|2023 year]] tăng
ước [[cả năm|this:year year]] đạt
các [[năm 2021|2021 year]], [[2022|2022 year]]
[[6 tháng đầu năm|ytd:--06 ytd]] tăng
[[sáu tháng đầu năm 2024|ytd:2024-06 ytd]] tăng
[[Năm tháng đầu năm|ytd:--05 ytd]], xã
[[9 tháng qua|ytd:--09 ytd]] tăng
lũy kế [[10 tháng|ytd:--10 ytd]] đạt
[[tháng 4|--04 month]] và [[4 tháng đầu năm|ytd:--04 ytd]]
[[tháng 9|--09 month]], [[9 tháng đầu năm 2023|ytd:2023-09 ytd]]
[[từ đầu năm đến nay|ytd:this:month ytd]], xã
[[Từ đầu năm đến hết tháng 9|ytd:--09 ytd]], xã
[[từ đầu năm đến ngày 26/11|as_of:--11-26 as_of]], xã
[[Tính đến ngày 26/11|as_of:--11-26 as_of]], xã
[[đến ngày đến ngày 22/11/2024|as_of:2024-11-22 as_of]], xã
[[đến hết tháng 5|as_of:--05-31 as_of]], xã
[[đến 31.8|as_of:--08-31 as_of]], xã
[[Đến nay|as_of:this:day as_of]], xã
[[đến hết năm 2024|as_of:2024-12-31 as_of]], xã
lũy kế đến hết [[tháng 10|ytd:--10 ytd]]
tầm nhìn đến [[năm 2030|2030 year]]
[[giai đoạn 2021-2025|2021/2025 span]]
[[nhiệm kỳ 2021 - 2026|2021/2026 term]]
[[từ 16/12/2018 đến 14/3/2019|2018-12-16/2019-03-14 span]]
[[từ 15/12 đến 14/4/2024|2023-12-15/2024-04-14 span]]
[[từ năm 2020 đến 2023|2020/2023 span]]
[[từ năm 2020 đến nay|2020/this:day span]]
[[vụ Đông xuân 2022-2023|2022/2023 season]]
[[năm học 2023-2024|2023/2024 season]]
[[Trong tháng|this:month month]], xã
trong [[tháng 11|--11 month]], xã
so với [[tháng trước|last:month month]]
so với [[năm trước|last:year year]]
[[năm nay|this:year year]]
lúc [[14h30|T14:30 hour]], trước [[16 giờ 00|T16:00 hour]] [[ngày 07/8/2024|2024-08-07 day]]
Nghị quyết số 14/NQ-HĐND [[ngày 08/12/2022|2022-12-08 document]] của HĐND tỉnh
"""

NONE = """
có 14/17 xã đạt chuẩn; 7/12 tiêu chí
đạt 2.110,4/2.106 tỷ đồng
Nghị quyết số 14/NQ-HĐND và Nghị định số 01/2018/NĐ-CP
ngày 31/2, tháng 13, ngày 45
tăng từ 7,5 - 8%; tăng 5-7%; tăng từ 5 đến 7%
tăng 8.3%
trong vòng 6 tháng, sau 3 tháng, trẻ 6 tháng tuổi, kỳ hạn 12 tháng
5 triệu đồng/tháng; 3 năm trước; 2 ngày qua
chiếu sáng, chiều dài, tối đa, hai chiều
Cách mạng tháng Tám; hằng tháng; đầu tư công; đến dự
"""


def lines(text):
    return [line for line in text.strip().splitlines() if line]


@pytest.mark.parametrize("marked", lines(DATES) + lines(PERIODS))
def test_a_time_is_read(marked):
    text, expected = told(marked)
    assert times(text) == expected


@pytest.mark.parametrize("text", lines(NONE))
def test_these_are_no_times(text):
    assert times(text) == []


def test_a_dotted_date_of_a_lede_is_no_decimal():
    doc = tokenize(Document("Chiều 10.7, UBND huyện họp.", "text"), RULES, words=False)
    assert not find(doc, RULES).quantities


@pytest.mark.parametrize(
    "hostile", ["1/", "1-", "1.1", "ngày ", "tháng 1 ", "đến ", "quý I, ", "(1/2)", "từ 1 đến ", "ngày 1, "]
)
def test_hostile_text_takes_time_in_proportion(hostile):
    def prepare(size):
        doc = tokenize(Document(hostile * (size // len(hostile)), "text"), RULES, words=False)
        terms = find_terms(doc, RULES)
        return lambda: find_times(doc, terms)

    assert growth(prepare) < LINEAR
