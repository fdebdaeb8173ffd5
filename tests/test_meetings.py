"""Invented ledes of every kind, level and date style, and texts that report no meeting.

A case is a text and what its meetings must be: "kind | body | date | session | period",
`-` for what is not known. `published` is the day of the page, when it matters.
"""

import pytest

from bienban.document import Document
from bienban.find.find import find
from bienban.link.meetings import link_meetings
from bienban.records import Source
from bienban.rules import load_rules
from bienban.text.tokenize import tokenize

RULES = load_rules()


def linked(text, published=None):
    """The meetings and the calendar of a text."""
    document = Document(text, "text", Source(published=published))
    doc = tokenize(document, RULES, words=False)
    return link_meetings(document, doc, find(doc, RULES))


def told(text, published=None):
    """The meetings of a text in the short form of the cases."""
    meetings, _ = linked(text, published)
    return [
        " | ".join(
            str(value) if value else "-"
            for value in (m.kind, m.body, m.date, m.session, m.period and m.period.code)
        )
        for m in meetings
    ]


KINDS = [
    (
        "Chiều 27/11, UBND huyện Mường Hoa họp phiên thường kỳ tháng 11/2024.",
        "regular_session | UBND huyện Mường Hoa | 2024-11-27 | afternoon | 2024-11",
    ),
    (
        "Ngày 17 – 9, UBND tỉnh họp phiên thường kỳ tháng 9, cho ý kiến về dự thảo nghị quyết.",
        "regular_session | UBND tỉnh | --09-17 | - | --09",
    ),
    (
        "Ngày 1/7, tại Trụ sở Chính phủ, Thủ tướng chủ trì phiên họp Chính phủ thường kỳ tháng 6.",
        "regular_session | Chính phủ | --07-01 | - | --06",
    ),
    (
        "Sáng nay 5.3, Huyện ủy tổ chức hội nghị giao ban công tác tháng 2, triển khai nhiệm vụ tháng 3.",
        "briefing | Huyện ủy | --03-05 | morning | --02",
    ),
    (
        "Sáng 8/12/2022, HĐND tỉnh Hà Nam khóa XIX long trọng tổ chức kỳ họp thứ 12.",
        "council_session | HĐND tỉnh Hà Nam | 2022-12-08 | morning | -",
    ),
    (
        "Sáng 29/02, Thường trực HĐND huyện tổ chức phiên họp thường kỳ, thống nhất nội dung kỳ họp thứ 11.",
        "council_standing | Thường trực HĐND huyện | --02-29 | morning | -",
    ),
    (
        "Ngày 5/11, Ban Kinh tế - Ngân sách HĐND tỉnh họp thẩm tra các báo cáo trình kỳ họp thứ 12.",
        "council_standing | Ban Kinh tế - Ngân sách HĐND tỉnh | --11-05 | - | -",
    ),
    (
        "Sáng 12/1, Ban Thường vụ Tỉnh ủy tổ chức hội nghị để thảo luận, cho ý kiến vào các nội dung.",
        "party_standing | Ban Thường vụ Tỉnh ủy | --01-12 | morning | -",
    ),
    (
        "Ngày 9 - 12, Ban Chấp hành Đảng bộ tỉnh Lào Cai tổ chức Hội nghị lần thứ 12, đánh giá năm 2022.",
        "party_committee | Ban Chấp hành Đảng bộ tỉnh Lào Cai | 2022-12-09 | - | 2022",
    ),
    (
        "Sáng 10/1, Công an tỉnh tổ chức hội nghị tổng kết công tác năm 2023, triển khai nhiệm vụ năm 2024.",
        "review | Công an tỉnh | 2024-01-10 | morning | 2023",
    ),
    (
        "Chiều 26/12, Phó Thủ tướng chủ trì hội nghị trực tuyến sơ kết công tác ngành Nội vụ 6 tháng.",
        "review | ngành Nội vụ | --12-26 | afternoon | ytd:--06",
    ),
    (
        "Chiều 14-10, tại Trụ sở UBND huyện, Ban Chỉ đạo chuyển đổi số huyện họp đánh giá kết quả 9 tháng.",
        "steering | Ban Chỉ đạo chuyển đổi số huyện | --10-14 | afternoon | ytd:--09",
    ),
    (
        "Chiều ngày 16/7/2024, Bộ Y tế tổ chức hội nghị trực tuyến toàn quốc về phòng, chống bệnh sởi.",
        "online | Bộ Y tế | 2024-07-16 | afternoon | -",
    ),
    (
        "Ngày 15/7, Đoàn công tác của Bộ Xây dựng có buổi làm việc với UBND tỉnh về phát triển đô thị.",
        "working_session | Đoàn công tác của Bộ Xây dựng | --07-15 | - | -",
    ),
    (
        "Chiều 6/4, UBND thành phố phối hợp với Sở Tài chính tổ chức họp báo tình hình kinh tế quý I/2022.",
        "press_conference | UBND thành phố | 2022-04-06 | afternoon | 2022-Q1",
    ),
    (
        "Ngày 18/3, Ủy ban MTTQ Việt Nam tỉnh tổ chức Hội nghị hiệp thương lần thứ ba.",
        "front | Ủy ban MTTQ Việt Nam tỉnh | --03-18 | - | -",
    ),
    (
        "Trưa 6/9, UBND thành phố họp khẩn bàn phương án ứng phó bão số 3.",
        "emergency | UBND thành phố | --09-06 | afternoon | -",
    ),
    ("Chiều 10.7, ông Tạ Quốc Bình chủ trì cuộc họp.", "other | - | --07-10 | afternoon | -"),
    (
        "Chiều 20/5, dưới sự chủ trì của đồng chí Lê Văn An, Ban Thường vụ Tỉnh ủy thảo luận đề án.",
        "party_standing | Ban Thường vụ Tỉnh ủy | --05-20 | afternoon | -",
    ),
    (
        "Chiều 9/5, Phó Chủ tịch UBND tỉnh Lê Văn Sơn chủ trì cuộc họp nghe báo cáo tiến độ quy hoạch.",
        "working_session | UBND tỉnh | --05-09 | afternoon | -",
    ),
    (
        "BIÊN BẢN HỌP UBND XÃ HÒA BÌNH\nHôm nay, vào lúc 14 giờ 00, ngày 12 tháng 3 năm 2023, tại xã.",
        "minutes | UBND XÃ HÒA BÌNH | 2023-03-12 | afternoon | -",
    ),
    (
        "Ngày 31 tháng 7 năm 2024\nTHÔNG BÁO\nKết luận của Chủ tịch UBND tỉnh tại phiên họp tháng 7/2024",
        "notice | UBND tỉnh | 2024-07-31 | - | 2024-07",
    ),
]


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_a_lede_tells_its_meeting(text, expected):
    assert told(text) == [expected]


NONE = [
    "Sáng 12/3, đồng chí Chủ tịch UBND tỉnh kiểm tra tiến độ cầu Bến Lội và làm việc với nhà thầu.",
    "Chiều 25/7, Đoàn công tác của Huyện ủy đến thăm, tặng quà các gia đình chính sách.",
    "Tối 10/11, Hội chợ nông nghiệp khai mạc tại Trung tâm Hội nghị tỉnh với 250 gian hàng.",
    "Vụ tai nạn xảy ra sáng 12/5 trên Quốc lộ 6. Ngay sau đó, lãnh đạo huyện đã họp chỉ đạo khắc phục.",
    "Tối 5/9, đội tuyển thắng 2-1. Tại buổi họp báo sau trận, huấn luyện viên khen các cầu thủ.",
    "Sáng 18/1, tại Kỳ họp bất thường, Quốc hội đã biểu quyết thông qua Luật Đất đai (sửa đổi).",
    "Dự kiến ngày 15/12, HĐND tỉnh sẽ tổ chức kỳ họp thường lệ cuối năm, xem xét 20 báo cáo.",
    "Ngày 27/6 tới, UBND thành phố tổ chức hội nghị về hợp tác đầu tư.",
    "Sáng 22/3, Chủ tịch UBND huyện chủ trì hội nghị đối thoại với nông dân.",
    "Trong hai ngày 18 và 19/12, Đảng bộ huyện tổ chức Đại hội đại biểu lần thứ XXII.",
    "Ngày 12/7, Phòng Nội vụ tổ chức hội nghị tập huấn nghiệp vụ cho 120 cán bộ xã.",
    "Thu ngân sách tháng 10 ước đạt 92,4 tỷ đồng, lũy kế 10 tháng 2.316 tỷ đồng.",
    "Cử tri đề nghị sửa đường. Trả lời: Tại kỳ họp thứ 9, HĐND tỉnh đã thông qua nghị quyết.",
]


@pytest.mark.parametrize("text", NONE)
def test_these_report_no_meeting(text):
    assert told(text) == []


def test_an_announced_meeting_is_not_reported():
    text = "Ngày 27/6, UBND thành phố tổ chức hội nghị về hợp tác đầu tư."
    assert told(text, "2020-06-23") == []
    assert told(text, "2020-06-28") == ["other | UBND thành phố | 2020-06-27 | - | -"]


def test_the_year_comes_from_the_page():
    text = "Sáng 29/12, UBND huyện họp phiên thường kỳ tháng 12."
    assert told(text, "2019-01-02") == ["regular_session | UBND huyện | 2018-12-29 | morning | 2018-12"]


def test_a_review_in_january_looks_back_on_the_year_before():
    text = "Sáng 7/1, Sở Tài chính tổ chức hội nghị tổng kết công tác năm 2020."
    assert told(text) == ["review | Sở Tài chính | 2021-01-07 | morning | 2020"]


def test_today_is_the_day_of_the_page():
    text = "Sáng nay, UBND huyện họp phiên thường kỳ tháng 3."
    assert told(text, "2022-03-28") == ["regular_session | UBND huyện | 2022-03-28 | morning | 2022-03"]
    assert told(text) == ["regular_session | UBND huyện | - | morning | --03"]


def test_two_meetings_of_one_day():
    text = (
        "Sáng 27/11, UBND huyện họp phiên thường kỳ tháng 11. Đồng chí Lê Văn An chủ trì. "
        "Chiều cùng ngày, Ban Chỉ đạo chuyển đổi số huyện họp đánh giá kết quả 11 tháng."
    )
    assert told(text) == [
        "regular_session | UBND huyện | --11-27 | morning | --11",
        "steering | Ban Chỉ đạo chuyển đổi số huyện | --11-27 | afternoon | ytd:--11",
    ]


def test_a_meeting_of_the_past_is_background():
    text = (
        "Sáng 27/11, UBND huyện họp phiên thường kỳ tháng 11. "
        "Trước đó, ngày 20/11, Ban Thường vụ Huyện ủy đã họp cho ý kiến."
    )
    assert told(text) == ["regular_session | UBND huyện | --11-27 | morning | --11"]


def test_a_lede_moved_to_the_end_still_tells():
    text = (
        "Xử lý hơn 500 vụ vi phạm\n\nDự hội nghị có lãnh đạo các đơn vị.\n"
        "Báo cáo tại hội nghị cho thấy kết quả tốt.\n"
        "Thái An\nmore(BAO) – Sáng nay 8/10, Cục Thuế tổ chức hội nghị giao ban công tác quý III."
    )
    assert told(text, "2020-10-08") == ["briefing | Cục Thuế | 2020-10-08 | morning | 2020-Q3"]


def test_there_is_no_district_after_the_reform():
    before, _ = linked("Ngày 28/5/2025, UBND huyện Mường Hoa họp phiên thường kỳ tháng 5.")
    after, _ = linked("Ngày 28/10/2025, UBND huyện Mường Hoa họp phiên thường kỳ tháng 10.")
    commune, _ = linked("Ngày 28/10/2025, UBND xã Mường Hoa họp phiên thường kỳ tháng 10.")
    assert [m.level for m in (*before, *after, *commune)] == ["district", None, "commune"]


def test_the_text_completes_a_short_name():
    text = "Ngày 28/5, UBND huyện họp phiên thường kỳ tháng 5. UBND huyện Mường Hoa đã giải ngân 40%."
    assert [m.body_full for m in linked(text)[0]] == ["UBND huyện Mường Hoa"]


def test_place_and_venues():
    text = (
        "Chiều 3/6, tại Hội trường UBND huyện, Huyện ủy tổ chức hội nghị trực tuyến. "
        "Dự tại điểm cầu xã Nà Phung có đồng chí Bí thư Đảng ủy."
    )
    (meeting,) = linked(text)[0]
    assert meeting.place == "Hội trường UBND huyện"
    assert meeting.venues == ("xã Nà Phung",)


def test_the_calendar_is_that_of_the_meeting():
    _, calendar = linked("Chiều 27/11/2024, UBND huyện họp phiên thường kỳ tháng 11.")
    assert (calendar.year, calendar.reviewed, calendar.day) == (2024, "2024-11", "2024-11-27")


def test_without_a_meeting_the_calendar_is_that_of_the_page():
    _, calendar = linked("Thu ngân sách tháng 10 ước đạt 92,4 tỷ đồng.", "2023-11-02")
    assert calendar.complete("--10") == "2023-10"


def test_provenance_is_the_sentence_that_tells():
    text = "Tin địa phương.\nChiều 27/11, UBND huyện họp phiên thường kỳ. Đồng chí Lê Văn An chủ trì."
    (meeting,) = linked(text)[0]
    assert meeting.provenance.raw == "Chiều 27/11, UBND huyện họp phiên thường kỳ."
