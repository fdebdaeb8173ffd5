"""Invented ledes of every kind, level and date style, and texts that report no meeting.

A case is a text and what its meetings must be: "kind | body | date | session | period",
`-` for what is not known. `published` is the day of the page, when it matters.
"""

import pytest

from bienban.document import Document
from bienban.find.find import find
from bienban.find.mentions import Time
from bienban.link.meeting_day import Day, Years, day_of
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


def test_months_from_and_to_name_no_day():
    months = Time(0, 20, "time.month", "--04/--06", "span")
    assert day_of(months, [], Years(None, (), ())) == Day()


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


KINDS_BY_BODY = [
    (
        "Ngày 2/3, UBND huyện Đắk Rơ Ông tổ chức Hội nghị thành viên UBND huyện mở rộng tháng 2/2021 "
        "nhằm đánh giá kết quả công tác tháng 2, triển khai nhiệm vụ tháng 3/2021.",
        None,
        "regular_session | UBND huyện Đắk Rơ Ông | 2021-03-02 | - | 2021-02",
    ),
    (
        "(QNO) - Chiều nay 31.10, UBND TP.Tam Hòa tổ chức kỳ họp tháng 10.2019 do Chủ tịch UBND thành"
        " phố Nguyễn Văn Lợi chủ trì.",
        None,
        "regular_session | UBND TP.Tam Hòa | 2019-10-31 | afternoon | 2019-10",
    ),
    (
        "Sáng 6/5, Thường trực HĐND - UBND - UBMTTQVN huyện Nậm Pồ tổ chức hội nghị giao ban thường "
        "kỳ tháng 4.",
        "2019-05-07",
        "briefing | Thường trực HĐND - UBND - UBMTTQVN huyện Nậm Pồ | 2019-05-06 | morning | 2019-04",
    ),
    (
        "Tiếp tục chương trình Kỳ họp thứ 4, sáng 27/10, Quốc hội thảo luận ở hội trường về tình hình"
        " kinh tế - xã hội năm 2022.",
        None,
        "council_session | Quốc hội | 2022-10-27 | morning | 2022",
    ),
    (
        "Chiều 14/3, dưới sự điều hành của Phó Chủ tịch Quốc hội Trần Thị Lan, Ủy ban Thường vụ Quốc "
        "hội cho ý kiến về dự án Luật Đất đai tại Phiên họp thứ 21.",
        "2023-03-14",
        "council_standing | Ủy ban Thường vụ Quốc hội | 2023-03-14 | afternoon | -",
    ),
    (
        "Hội nghị diễn ra sáng 16/7 tại Trường THPT Lê Quý Đôn, do Sở Giáo dục và Đào tạo tổ chức "
        "nhằm tổng kết năm học 2020-2021.",
        None,
        "review | Sở Giáo dục và Đào tạo | 2021-07-16 | morning | 2020/2021",
    ),
    (
        "Chiều 2/12, Văn phòng Chính phủ tổ chức họp báo Chính phủ thường kỳ tháng 11/2019.",
        None,
        "press_conference | Chính phủ | 2019-12-02 | afternoon | 2019-11",
    ),
    (
        "Sáng 12/5, Ủy ban MTTQ Việt Nam xã Hợp Thành tổ chức hội nghị lần thứ 7, sơ kết công tác Mặt"
        " trận quý I.",
        "2022-05-13",
        "front | Ủy ban MTTQ Việt Nam xã Hợp Thành | 2022-05-12 | morning | 2022-Q1",
    ),
]


BODIES = [
    (
        "Sáng 2/12, Đảng ủy phường Đông Ngạc giao ban Bí thư chi bộ tháng 12/2025.",
        None,
        "briefing | Đảng ủy phường Đông Ngạc | 2025-12-02 | morning | 2025-12",
    ),
    (
        "Ngày 20/12, Huyện uỷ Mường Ảng tổ chức Hội nghị Ban Chấp hành Đảng bộ huyện lần thứ 16 (mở "
        "rộng), tổng kết công tác năm 2018, triển khai nhiệm vụ năm 2019.",
        None,
        "party_committee | Ban Chấp hành Đảng bộ huyện | 2018-12-20 | - | 2018",
    ),
    (
        "Sáng 14/5, Chủ tịch UBND tỉnh Lai Giang Nguyễn Văn Bình chủ trì cuộc họp về tiến độ giải "
        "ngân vốn đầu tư công.",
        "2024-05-14",
        "other | UBND tỉnh Lai Giang | 2024-05-14 | morning | -",
    ),
    (
        "Chiều 4/8, cuộc họp bàn giải pháp chống hạn do đồng chí Vũ Văn Tiến, Phó Chủ tịch UBND huyện"
        " Kim Sơn chủ trì đã diễn ra tại phòng họp số 2.",
        "2015-08-05",
        "working_session | UBND huyện Kim Sơn | 2015-08-04 | afternoon | -",
    ),
    (
        "Ngày 2/6, tại trụ sở Chính phủ, Thủ tướng Nguyễn Văn Phúc chủ trì hội nghị trực tuyến với "
        "các địa phương về phòng, chống hạn mặn.",
        "2016-06-02",
        "online | Chính phủ | 2016-06-02 | - | -",
    ),
    (
        "Sáng nay (7/2), Bí thư Tỉnh ủy Trần Văn Nam có buổi làm việc với Ban Thường vụ Huyện ủy Đức "
        "Linh về tình hình thực hiện nhiệm vụ năm 2017.",
        "2018-02-07",
        "working_session | Ban Thường vụ Huyện ủy Đức Linh | 2018-02-07 | morning | 2017",
    ),
    (
        "Chiều 22.4, Chủ tịch UBND tỉnh Phạm Tuấn Anh làm việc với huyện Vân Khê về tình hình KT-XH "
        "quý I/2025.",
        None,
        "working_session | UBND tỉnh | 2025-04-22 | afternoon | 2025-Q1",
    ),
    (
        "Sáng 9/9, Thường trực Thành ủy làm việc với Đảng ủy phường Hồng Hà về công tác 8 tháng.",
        "2025-09-10",
        "working_session | Thường trực Thành ủy | 2025-09-09 | morning | ytd:2025-08",
    ),
    (
        "Chiều 15/8, tỉnh Bình Dương họp báo thông tin tình hình kinh tế - xã hội 7 tháng đầu năm 2019.",
        None,
        "press_conference | tỉnh Bình Dương | 2019-08-15 | afternoon | ytd:2019-07",
    ),
    (
        "Sáng 4/1, TP.HCM tổ chức hội nghị tổng kết chương trình bình ổn thị trường năm 2012.",
        None,
        "review | TP.HCM | 2013-01-04 | morning | 2012",
    ),
    (
        "Ngày 5/3, Văn phòng Điều phối tỉnh tham mưu UBND tỉnh tổ chức cuộc họp Ban Chỉ đạo các "
        "chương trình mục tiêu quốc gia tỉnh.",
        "2024-03-06",
        "steering | Ban Chỉ đạo các chương trình mục tiêu quốc gia tỉnh | 2024-03-05 | - | -",
    ),
    (
        "Chiều 10-7-2009, Sở Y tế TPHCM tổ chức cuộc họp khẩn về phòng chống dịch cúm A/H1N1.",
        None,
        "emergency | Sở Y tế TPHCM | 2009-07-10 | afternoon | -",
    ),
]


YEARS = [
    (
        "Ngày 12/1, tại Hà Nội, Bộ Nội vụ tổ chức Hội nghị triển khai nhiệm vụ năm 2021.",
        None,
        "review | Bộ Nội vụ | 2021-01-12 | - | -",
    ),
    (
        "Sáng 8/1, Sở Xây dựng tổ chức tổng kết công tác năm và triển khai nhiệm vụ năm 2021.",
        None,
        "review | Sở Xây dựng | 2021-01-08 | morning | -",
    ),
    (
        "Sáng 5/7, Cục Thuế tỉnh tổ chức hội nghị sơ kết công tác thuế 6 tháng đầu năm và triển khai "
        "nhiệm vụ 6 tháng cuối năm 2023.",
        None,
        "review | Cục Thuế tỉnh | 2023-07-05 | morning | ytd:2023-06",
    ),
    (
        "Ngày 25/12, UBND huyện Ea Súp họp phiên thường kỳ tháng 12, bàn phương hướng, nhiệm vụ năm 2021.",
        None,
        "regular_session | UBND huyện Ea Súp | 2020-12-25 | - | 2020-12",
    ),
    (
        "Ngày 5 tháng 11, Chính phủ họp phiên thường kỳ tháng 10, thảo luận tình hình kinh tế - xã "
        "hội 10 tháng, nhiệm vụ 2 tháng cuối năm 2013.",
        None,
        "regular_session | Chính phủ | 2013-11-05 | - | 2013-10",
    ),
]


SECTORS_AND_DAYS = [
    (
        "Ngày 8/7, tại Hà Nội, ngành Nội vụ tổ chức hội nghị sơ kết 6 tháng đầu năm 2014.",
        None,
        "review | ngành Nội vụ | 2014-07-08 | - | ytd:2014-06",
    ),
    (
        "Sáng nay, 2/7, HĐND thành phố bước vào ngày làm việc đầu tiên của kỳ họp thứ 5.",
        "2017-07-03",
        "council_session | HĐND thành phố | 2017-07-02 | morning | -",
    ),
    (
        "Chiều 3/7, Bộ Tài chính tổ chức họp báo quý II/2019.",
        None,
        "press_conference | Bộ Tài chính | 2019-07-03 | afternoon | 2019-Q2",
    ),
    (
        "Sáng 7/2, Bí thư Tỉnh ủy Trần Văn Nam làm việc với Huyện ủy về công tác năm 2017.",
        "2017-02-07",
        "working_session | Huyện ủy | 2017-02-07 | morning | -",
    ),
]
POINTING = [
    (
        "Tín dụng chính sách tăng mạnh\nTại hội nghị, ông Lê Văn Sinh, Giám đốc Ngân hàng CSXH tỉnh "
        "báo cáo tổng dư nợ đạt 3.200 tỷ đồng. Phát biểu chỉ đạo tại hội nghị, Phó Chủ tịch UBND tỉnh"
        " yêu cầu các huyện rà soát.",
        None,
        "other | - | - | - | -",
    ),
    (
        "Phát biểu tại phiên họp thường kỳ tháng 5 của UBND thành phố, Chủ tịch UBND thành phố Lê Văn"
        " Thanh cho biết thành phố có 12.000 doanh nghiệp mới.",
        None,
        "regular_session | UBND thành phố | - | - | --05",
    ),
    (
        "Đó là yêu cầu của Chủ tịch UBND TP Trần Văn Thịnh tại phiên họp về kinh tế - xã hội tháng 9,"
        " ngày 2/10. Ông Thịnh cho rằng các sở cần cố gắng hơn.",
        "2015-10-03",
        "regular_session | UBND TP | 2015-10-02 | - | 2015-09",
    ),
]


@pytest.mark.parametrize(
    ("text", "published", "expected"), [*KINDS_BY_BODY, *BODIES, *YEARS, *SECTORS_AND_DAYS, *POINTING]
)
def test_who_met_when_and_how(text, published, expected):
    assert told(text, published) == [expected]


NO_TELLING = [
    "Họp khẩn sau vụ sạt lở ở Mường Hoa\nChiều nay, Phó Chủ tịch UBND tỉnh sẽ chủ trì cuộc họp khẩn với các "
    "ngành. Đến nay 12 hộ đã di dời.",
    "Quang cảnh hội nghị.\nNăm 2024, xã Tân Lập trồng mới 120 ha keo, đạt 105% kế hoạch. Xã có 15 hộ "
    "thoát nghèo.\nCác đại biểu tham dự hội nghị",
    "Theo Luật Tổ chức chính quyền địa phương, Ủy ban nhân dân họp mỗi tháng một lần. Chủ tịch Ủy ban"
    " nhân dân triệu tập và chủ tọa phiên họp.",
    "Theo báo cáo của Đảng ủy xã, năm 2016 xã đã hoàn thành 17 chỉ tiêu. Nghị quyết được HĐND xã "
    "thông qua tại kỳ họp cuối năm.",
    "Sáng 6/6, Bí thư Tỉnh ủy Lê Văn Tám đến thăm và làm việc tại Nhà máy may Hưng Thịnh, kiểm tra "
    "tiến độ xây dựng nhà xưởng.",
    "Năm 2023, UBND huyện đã tổ chức 12 phiên họp thường kỳ và 30 cuộc họp chuyên đề; ban hành 450 "
    "văn bản. Huyện có 17/17 chỉ tiêu đạt kế hoạch.",
    "Thực hiện Kết luận của Chủ tịch UBND tỉnh tại cuộc họp ngày 5/3/2024, Sở Tài chính đã trình 12 "
    "hồ sơ. Đến nay có 8 hồ sơ được duyệt.",
    "UBND xã yêu cầu các thôn báo cáo trước phiên họp thường kỳ tháng 5. Các hộ dân đã nộp 120 triệu đồng.",
]


@pytest.mark.parametrize("text", NO_TELLING)
def test_captions_laws_counts_and_visits_tell_no_meeting(text):
    assert told(text) == []


BY_OFFICE_AND_BY_REPORT = [
    (
        "Ngày 12/3, Thủ tướng Mai Văn Trụ làm việc với lãnh đạo chủ chốt tỉnh Hà Nam về giải ngân.",
        ["working_session | lãnh đạo chủ chốt tỉnh Hà Nam | --03-12 | - | -"],
    ),
    (
        "Ngày 12/3, đoàn công tác của Ủy ban Kinh tế của Quốc hội đã có buổi làm việc với UBND tỉnh Hà Nam.",
        ["working_session | đoàn công tác của Ủy ban Kinh tế của Quốc hội | --03-12 | - | -"],
    ),
    (
        "Sáng 11/7, tại Nhà Quốc hội, Ủy ban Thường vụ Quốc hội khai mạc Phiên họp thứ 13.",
        ["council_standing | Ủy ban Thường vụ Quốc hội | --07-11 | morning | -"],
    ),
    (
        "Chiều 26-8, Ban Tuyên giáo Huyện ủy phối hợp với Phòng Văn hóa, Hội Nhà báo huyện tổ "
        "chức Hội nghị cung cấp thông tin và giao ban báo chí.",
        ["press_conference | Ban Tuyên giáo Huyện ủy | --08-26 | afternoon | -"],
    ),
    (
        "Chiều 6/8, ông Mai Văn Trụ, Bí thư Huyện ủy, Chủ tịch HĐND huyện chủ trì cuộc làm việc "
        "với các đơn vị trực thuộc Huyện ủy.",
        ["working_session | Huyện ủy | --08-06 | afternoon | -"],
    ),
    (
        "Sáng 29/8, Thủ tướng Mai Văn Trụ, Trưởng Ban chỉ đạo quốc gia phòng chống lụt bão, chủ "
        "trì cuộc họp trực tuyến của Ban chỉ đạo với các xã.",
        ["steering | Ban chỉ đạo quốc gia phòng chống lụt bão | --08-29 | morning | -"],
    ),
    (
        "Sáng 5/6, Kỳ họp thứ Nhất, Hội đồng nhân dân tỉnh Khóa X đã hoàn thành toàn bộ nội dung.",
        ["council_session | Hội đồng nhân dân tỉnh | --06-05 | morning | -"],
    ),
    (
        "Chiều 6/11, tại trụ sở UBND xã Na Loi đã diễn ra cuộc họp về phương án bồi thường, do "
        "ông Mai Văn Trụ - Chủ tịch UBND xã chủ trì.",
        ["other | UBND xã | --11-06 | afternoon | -"],
    ),
    (
        "Sau một buổi làm việc khẩn trương, sáng 5/6, Kỳ họp thứ 9, HĐND huyện đã hoàn thành nội dung.",
        ["council_session | HĐND huyện | --06-05 | morning | -"],
    ),
    (
        "Ngày 6/11, Hội Nông dân tỉnh tổ chức hội nghị Ban Chấp hành lần thứ 5, khóa IX.",
        ["front | Hội Nông dân tỉnh | --11-06 | - | -"],
    ),
    (
        "Chiều 12/8, ông Lò Văn Pánh, Phó Chủ tịch UBND huyện Mường Hoa chủ trì cuộc họp với các "
        "xã về việc di dời 40 hộ dân.",
        ["working_session | UBND huyện Mường Hoa | --08-12 | afternoon | -"],
    ),
    (
        "Ngày 3/2, Giám đốc Sở Xây dựng chủ trì cuộc họp để nghe báo cáo tiến độ hai khu tái định cư.",
        ["working_session | Sở Xây dựng | --02-03 | - | -"],
    ),
    (
        "Sáng 9/1, Trưởng Ban Chỉ đạo cải cách hành chính đã chủ trì buổi làm việc của Ban Chỉ "
        "đạo, kiểm điểm công tác năm 2022.",
        ["steering | Ban Chỉ đạo cải cách hành chính | 2023-01-09 | morning | 2022"],
    ),
    (
        "Sáng 9/1, Ban Thường vụ Huyện ủy tổ chức hội nghị quán triệt các nghị quyết của Trung ương.",
        ["other | Ban Thường vụ Huyện ủy | --01-09 | morning | -"],
    ),
    (
        "Sáng 9/1, Ban Thường vụ Huyện ủy tổ chức hội nghị lần thứ 30.",
        ["party_standing | Ban Thường vụ Huyện ủy | --01-09 | morning | -"],
    ),
    (
        "Sáng 9/1, Ban Thường vụ Thành ủy Tân Hòa tổ chức hội nghị công bố quyết định về công tác cán bộ.",
        ["other | Ban Thường vụ Thành ủy Tân Hòa | --01-09 | morning | -"],
    ),
    (
        "Ngày 4/5, Đoàn công tác của Bộ Y tế đã đến thăm và làm việc tại tỉnh Hà Nam.",
        ["working_session | Đoàn công tác của Bộ Y tế | --05-04 | - | -"],
    ),
    (
        "Thông tin tại phiên họp về tình hình kinh tế - xã hội tháng 8 diễn ra sáng 3/9, Giám đốc "
        "Sở Tài chính cho biết thu ngân sách đạt 92 tỷ đồng. Kết luận phiên họp, Chủ tịch UBND "
        "tỉnh Hà Nam Mai Văn Trụ yêu cầu các sở rà soát.",
        ["regular_session | UBND tỉnh Hà Nam | --09-03 | morning | --08"],
    ),
    (
        "Sáng 6/6, tại hội nghị bàn giải pháp cấp nước, các ý kiến tập trung vào giá nước. Chủ "
        "tịch UBND thị xã Hương Sơn Mai Văn Trụ chủ trì hội nghị.",
        ["other | UBND thị xã Hương Sơn | --06-06 | morning | -"],
    ),
    (
        "Sáng 6/6, tại hội nghị bàn giải pháp cấp nước, các ý kiến tập trung vào giá nước. Phát "
        "biểu tại hội nghị, Chủ tịch UBND thị xã Hương Sơn Mai Văn Trụ nhấn mạnh vai trò của "
        "nước.",
        ["other | - | --06-06 | morning | -"],
    ),
    (
        "Trong 9 tháng, các lực lượng bắt giữ 210 vụ buôn lậu. Ngày 5/10, tại buổi sơ kết công "
        "tác chống buôn lậu 9 tháng, ông Mai Văn Trụ, Trưởng Ban Chỉ đạo 389 tỉnh cho biết số vụ "
        "giảm 12%. Cơ quan chức năng đã xử lý 190 vụ. Trong đó có 12 vụ lớn. Số tiền phạt là 3 tỷ "
        "đồng. Các huyện biên giới có 80 vụ. Xã Na Loi có 6 vụ.",
        ["review | Ban Chỉ đạo 389 tỉnh | --10-05 | - | ytd:--09"],
    ),
    (
        "Đối tượng bị bắt giữ ngày 5/10. Khi làm việc với Công an huyện, đối tượng khai đã vận chuyển 3 lần.",
        [],
    ),
    (
        '"Năm tới tỉnh sẽ xây thêm 12 trường", ông Mai Văn Trụ, Chủ tịch UBND tỉnh Hà Nam khẳng '
        "định tại phiên bế mạc kỳ họp thứ 9, HĐND tỉnh Hà Nam khóa XV. Cũng tại kỳ họp, các đại "
        "biểu chất vấn về nước sạch.",
        ["council_session | HĐND tỉnh Hà Nam | - | - | -"],
    ),
    (
        "Trong buổi làm việc thứ hai của kỳ họp thứ 9 HĐND tỉnh Hà Nam sáng 5/7, ông Mai Văn Trụ "
        "thông tin công an đã ra quân, phát hiện 12 vụ buôn lậu.",
        ["council_session | HĐND tỉnh Hà Nam | --07-05 | morning | -"],
    ),
    (
        "Văn phòng UBND tỉnh Hà Nam vừa có thông báo kết luận của Chủ tịch UBND tỉnh tại cuộc họp "
        "ngày 5/3/2024 về nước sạch.",
        ["notice | UBND tỉnh | 2024-03-05 | - | -"],
    ),
    (
        "Ngày 7/7, Phó Thủ tướng Mai Văn Trụ có buổi làm việc với lãnh đạo tỉnh Hà Nam về giải ngân.",
        ["working_session | lãnh đạo tỉnh Hà Nam | --07-07 | - | -"],
    ),
    (
        "Ngày 7/7, Bộ Công Thương tổ chức hội nghị thúc đẩy tiêu thụ nông sản. Theo báo cáo tại "
        "hội nghị, trong 5 tháng đầu năm, xuất khẩu đạt 21 tỷ USD.",
        ["other | Bộ Công Thương | --07-07 | - | ytd:--05"],
    ),
    (
        "Ngày 7/7, Phó Thủ tướng Mai Văn Trụ chủ trì cuộc họp về việc thực hiện Nghị quyết của Chính phủ.",
        ["other | - | --07-07 | - | -"],
    ),
    (
        "Ngày 7/7, đồng chí Mai Văn Trụ, Tổ trưởng Tổ công tác của Chính phủ tháo gỡ khó khăn chủ "
        "trì cuộc họp đánh giá tình hình 6 tháng và xây dựng nghị quyết của Quốc hội.",
        ["review | Tổ công tác của Chính phủ tháo gỡ khó khăn | --07-07 | - | ytd:--06"],
    ),
    (
        "Chiều 18/12, tỉnh Hà Nam tổ chức Hội nghị giao ban báo chí quý IV.",
        ["press_conference | tỉnh Hà Nam | --12-18 | afternoon | -"],
    ),
    (
        "Ngày 23/1/2023, Thứ trưởng Mai Văn Trụ chủ trì cuộc họp của Ban chỉ đạo Bộ Y tế.",
        ["steering | Ban chỉ đạo Bộ Y tế | 2023-01-23 | - | -"],
    ),
    (
        "Bộ Y tế yêu cầu các đơn vị báo cáo trước ngày 10/2/2023.\nNgày 23/1/2023, Thứ trưởng Mai "
        "Văn Trụ chủ trì cuộc họp của Ban chỉ đạo Bộ Y tế.",
        ["steering | Ban chỉ đạo Bộ Y tế | 2023-01-23 | - | -"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), BY_OFFICE_AND_BY_REPORT)
def test_a_meeting_told_by_an_office_a_speech_or_a_report(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Sáng 5/6/2024, UBND thành phố Huế họp phiên thường kỳ.", "district"),
        ("Sáng 5/6/2025, UBND thành phố Huế họp phiên thường kỳ.", "central"),
        ("Sáng 5/6/2024, UBND tỉnh Thừa Thiên Huế họp phiên thường kỳ.", "province"),
        ("Sáng 5/6/2025, UBND huyện Mường Hoa họp phiên thường kỳ.", "district"),
        ("Sáng 5/7/2025, UBND huyện Mường Hoa họp phiên thường kỳ.", None),
        ("Sáng 5/7/2025, UBND đặc khu Phú Quý họp phiên thường kỳ.", "commune"),
        ("Sáng 5/7/2025, UBND thành phố Hải Phòng họp phiên thường kỳ.", "central"),
    ],
)
def test_the_level_of_a_body_is_that_of_its_day(text, level):
    ((meeting,), _) = linked(text)
    assert meeting.level == level


def test_two_meetings_of_one_day_have_their_own_people_and_figures():
    from bienban.flow import extract

    text = (
        "Sáng 5/6/2024, UBND tỉnh họp phiên thường kỳ tháng 5. Ông Mai Văn Trụ, Chủ tịch UBND tỉnh chủ trì "
        "phiên họp. Thu ngân sách tháng 5 đạt 512 tỷ đồng.\n"
        "Chiều cùng ngày, Ban Thường vụ Tỉnh ủy tổ chức hội nghị lần thứ 30. Bà Lê Thị Mận, Bí thư Tỉnh ủy "
        "chủ trì hội nghị. Toàn tỉnh có 120 tổ chức đảng.\n"
    )
    record = extract(Document(text, "text"), RULES)
    assert [(m.kind, m.session) for m in record.meetings] == [
        ("regular_session", "morning"),
        ("party_standing", "afternoon"),
    ]
    assert [(p.name, p.meeting) for p in record.people if p.role == "chair"] == [
        ("Mai Văn Trụ", 0),
        ("Lê Thị Mận", 1),
    ]
    assert [(i.provenance.raw, i.meeting) for i in record.indicators] == [
        ("512 tỷ đồng", 0),
        ("120 tổ chức đảng", 1),
    ]
