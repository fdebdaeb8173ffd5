"""Every sentence belongs to the part of the article its shape and its cues tell."""

import pytest
from growth import LINEAR, growth

from bienban.document import Document
from bienban.rules import load_rules
from bienban.text.sections import section_at
from bienban.text.tokenize import tokenize

RULES = load_rules()

ARTICLE = """title|Kinh tế huyện Sơn Lâm tăng trưởng khá
chrome|Thứ Hai, 30/05/2022 16:42 | Lượt xem: 1.284
lede|Sáng 30/5, UBND huyện Sơn Lâm họp phiên thường kỳ tháng 5.
lede|Đồng chí Lý Văn Páo, Chủ tịch UBND huyện chủ trì phiên họp.
caption|Quang cảnh phiên họp
report|Theo báo cáo, 5 tháng đầu năm, thu ngân sách đạt 51 tỷ đồng, bằng 47% dự toán.
report|Toàn huyện trồng mới 164 ha rừng.
caption|Đồng chí Nông Văn Cảnh, Phó Chủ tịch UBND huyện phát biểu tại phiên họp
report|Tuy nhiên, giải ngân vốn đầu tư công còn chậm.
discussion|Tại phiên họp, các đại biểu tập trung thảo luận về tiến độ giải phóng mặt bằng.
decision|Phiên họp đã biểu quyết thông qua chương trình công tác tháng 6.
plan|Thời gian tới, huyện tiếp tục chăm sóc lúa.
conclusion|Phát biểu kết luận, đồng chí Chủ tịch UBND huyện yêu cầu các xã rà soát chỉ tiêu.
conclusion|Tăng cường kiểm tra trật tự xây dựng.
report|Cũng tại phiên họp, 5 tập thể được khen thưởng./.
tail|Thu Hằng
tail|Các tin khác
tail|Huyện Yên Bình thu hoạch lúa xuân
"""


def labels(text):
    doc = tokenize(Document(text, "test"), RULES, words=False)
    told = zip(doc.sections.labels, doc.sentence_texts(), strict=True)
    return [(label, sentence.strip()) for label, sentence in told if sentence.strip()]


def lines(marked):
    return [tuple(line.split("|", 1)) for line in marked.strip().split("\n")]


def test_an_article_has_its_parts():
    expected = lines(ARTICLE)
    assert labels("\n".join(text for _, text in expected)) == expected


def test_a_character_is_asked_for_its_section():
    text = "\n".join(line for _, line in lines(ARTICLE))
    doc = tokenize(Document(text, "test"), RULES, words=False)
    assert section_at(doc, text.index("Quang cảnh")) == "caption"
    assert section_at(doc, text.index("51 tỷ")) == "report"
    assert section_at(doc, len(text) - 1) == "tail"


@pytest.mark.parametrize(
    "marked",
    [
        # the first line is the lede itself
        "lede|Chiều 27/11, UBND thành phố tổ chức phiên họp thường kỳ tháng 11/2024.",
        # title and teaser, both cut short
        "title|Bắc Sơn: 250 hộ nghèo được hỗ trợ xây nhà ở ...\n"
        "title|Ủy ban MTTQ và Công an tỉnh đang đẩy nhanh tiến độ hoàn thành "
        "nhà đại đoàn kết để hướng tới ...\n"
        "lede|Sáng 5/6, Ủy ban MTTQ tỉnh họp đánh giá tiến độ.",
        # a picture's line ends with its author
        "title|Hải quan giao ban\ncaption|Toàn cảnh hội nghị tại điểm cầu trụ sở.\n",
        # sub-heads between paragraphs
        "lede|Sáng 5/6, UBND tỉnh họp.\ntitle|Nông nghiệp khởi sắc\nreport|Diện tích lúa đạt 100 ha.",
        # a paragraph that lost its stop is longer than any sub-head
        "lede|Sáng 5/6, UBND tỉnh họp.\nreport|Theo báo cáo, kinh tế ổn định.\n"
        "report|Nếu giữ được đà này, ngành thuế của tỉnh sẽ thu ngân sách vượt khoảng 750 tỷ đồng, "
        "bằng 4,6% dự toán pháp lệnh, so với chỉ tiêu được giao",
        # a by-line at the top ends nothing
        "title|Họp thường kỳ\nlede|Sáng 5/6, UBND tỉnh họp phiên thường kỳ tháng 5.\ntail|Nguồn: Cổng TTĐT",
    ],
)
def test_the_shape_of_a_line_tells_what_it_is(marked):
    expected = lines(marked)
    assert labels("\n".join(text for _, text in expected)) == expected


def test_who_took_a_picture_may_stand_on_a_line_of_its_own():
    text = (
        "Sáng 5/6, Đại hội Đảng bộ tỉnh bế mạc.\n"
        "Các đồng chí trong Ban chấp hành Đảng bộ tỉnh khóa mới ra mắt Đại hội trong phiên bế mạc. "
        "Ảnh: \nMT\n"
        "Thu ngân sách của tỉnh đạt 9.150 tỷ đồng trong năm qua, tăng 12% so với năm trước."
    )
    assert "tail" not in [label for label, _ in labels(text)]
    assert labels(text)[-2][0] == "caption"


def test_a_lede_at_the_end_is_a_lede():
    text = (
        "Xử lý nhiều vụ vi phạm\n\nBáo cáo cho thấy, có 12 vụ vi phạm.\n"
        "Thái An\nmore(HQOL) – Sáng nay 8/10, Cục họp."
    )
    assert [label for label, _ in labels(text)] == ["title", "lede", "tail", "lede"]


def test_one_line_holds_title_article_and_by_line():
    text = (
        "Điều chỉnh quy hoạch sát thực tế Chiều 9/5, Phó Chủ tịch UBND tỉnh Lê Văn An chủ trì cuộc họp. "
        "Theo báo cáo, đất nông nghiệp giảm 20 ha. Phát biểu chỉ đạo, Phó Chủ "
        "tịch UBND tỉnh đề nghị các huyện "
        "rà soát số liệu. Các sở gửi báo cáo trước 20/5. Dương Minh"
    )
    found = [label for label, _ in labels(text)]
    assert found == ["title", "lede", "report", "conclusion", "conclusion", "tail"]


def test_a_notice_has_a_head_items_and_a_signature():
    text = """ỦY BAN NHÂN DÂN TỈNH HÀ NAM
Số: 48/TB-UBND
THÔNG BÁO
Kết luận của Chủ tịch UBND tỉnh tại cuộc họp
Ngày 29/7/2024, Chủ tịch UBND tỉnh đã chủ trì cuộc họp về đầu tư công.
Sau khi nghe báo cáo, Chủ tịch UBND tỉnh kết luận như sau:
1. Giao Sở Tài chính rà soát các khoản nợ.
II. Tổ chức thực hiện
Nơi nhận:
- Như trên;
TL. CHỦ TỊCH
Lê Văn An"""
    found = [label for label, _ in labels(text)]
    assert found[:4] == ["title"] * 4
    assert found[4:8] == ["lede", "conclusion", "conclusion", "conclusion"]
    assert set(found[8:]) == {"tail"}


def test_a_heading_of_minutes_opens_the_conclusion():
    text = """BIÊN BẢN
Họp giao ban xã
Sáng 12/5, UBND xã họp giao ban tháng 5.
- Thư ký: Bà Lý Thị Mùi.
2. Ý kiến thảo luận: Trưởng thôn đề nghị sửa đường.
IV. Kết luận của chủ tọa
1. Công an xã tăng cường tuần tra."""
    found = [label for label, _ in labels(text)]
    assert found[-3:] == ["discussion", "conclusion", "conclusion"]
    assert "tail" not in found


@pytest.mark.parametrize(
    "sentence",
    [
        "UBND huyện đã yêu cầu các xã đôn đốc thu nợ.",
        "Tập trung chỉ đạo các cơ quan triển khai nhiệm vụ thu ngân sách.",
        "Thu ngân sách đạt 47% dự toán HĐND tỉnh giao.",
        "Công tác cán bộ đáp ứng yêu cầu nhiệm vụ.",
        "Trưởng Ban Chỉ đạo dự hội nghị.",
    ],
)
def test_what_only_looks_like_an_order_opens_no_conclusion(sentence):
    text = f"Sáng 5/6, UBND huyện họp.\nTheo báo cáo, kinh tế ổn định. {sentence}"
    assert labels(text)[-1][0] == "report"


@pytest.mark.parametrize(
    "unit", ["a\n", "Ảnh: ", "Minh An\n", "1. \n", "Kết luận, ông Nam yêu cầu ", "(", "- ", "x" * 70 + " "]
)
def test_hostile_texts_take_time_in_proportion(unit):
    assert growth(lambda size: lambda: labels(unit * (size // len(unit)))) < LINEAR


def test_a_short_report_is_no_source():
    text = "Sáng 5/6, UBND huyện họp.\nTheo báo cáo, kinh tế ổn định.\nTheo Báo Hà Nam"
    assert [label for label, _ in labels(text)] == ["lede", "report", "tail"]


def test_an_empty_text_has_no_sections():
    assert labels("") == []
    assert labels("\n\n") == []


def test_a_secretary_named_behind_a_label_does_not_end_minutes():
    text = (
        "BIÊN BẢN HỌP UBND XÃ TÂN LẬP\n"
        "Hôm nay, vào lúc 14 giờ, ngày 12 tháng 3 năm 2023, UBND xã Tân Lập họp phiên thường kỳ tháng 3.\n"
        "I. THÀNH PHẦN\n"
        "1. Chủ trì: Ông Lò Văn Pánh - Chủ tịch UBND xã\n"
        "Thư ký: Bà Lê Thị Mận - Công chức Văn phòng\n"
        "NỘI DUNG\n"
        "Thu ngân sách đạt 2,4 tỷ đồng, bằng 31% dự toán.\n"
        "THƯ KÝ\n"
        "Lê Thị Mận\n"
    )
    found = {sentence: label for label, sentence in labels(text)}
    assert found["Thu ngân sách đạt 2,4 tỷ đồng, bằng 31% dự toán."] == "report"
    assert found["THƯ KÝ"] == found["Lê Thị Mận"] == "tail"
