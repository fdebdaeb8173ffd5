"""Sentences end where they end, and nothing of the text is lost."""

import pytest
from growth import LINEAR, growth

from bienban.document import Document
from bienban.rules import load_rules
from bienban.text.tokenize import tokenize

RULES = load_rules()


def sentences(text):
    doc = tokenize(Document(text, "test"), RULES, words=False)
    assert "".join(doc.sentence_texts()).replace(" ", "") == text.replace(" ", "")
    return [sentence.strip() for sentence in doc.sentence_texts() if sentence.strip()]


@pytest.mark.parametrize(
    "parts",
    [
        ["UBND huyện họp. ", "Ông Nam chủ trì."],
        ["UBND TP.Vinh họp tại TP. Hồ Chí Minh. ", "Ông Nam chủ trì."],
        ["PGS.TS. Lê Văn An báo cáo. ", "Ths. Trần Thị Hoa phát biểu."],
        ["Sở KH.CN phối hợp VOV.VN đưa tin. ", "Ông Nam chủ trì."],
        ["Đạt 96%. ", "Tổng thu 315 tỷ."],
        ["Đạt 96% năm 2017.", "Tốc độ tăng khá."],
        ["Trước 28.4 phải xong. ", "Sau ngày 5.5 báo cáo."],
        ["Đạt 45,6%... ", "Công tác khác ổn định."],
        ["Các khoản nợ khó thu...; Đề nghị các xã rà soát."],
        ["Trồng cây trên địa bàn... phấn đấu hoàn thành."],
        ["“Phải làm ngay.” ", "Ông Nam nói."],
        ["1. Giao Sở Tài chính.\n", "2. Giao Sở Xây dựng."],
        ["Nhiệm vụ gồm: 1. Giao Sở Tài chính; 2. Giao Sở Xây dựng."],
        ["a) Chủ trì rà soát.\n", "b) Báo cáo UBND tỉnh."],
        ["Điều 1. Thông qua Nghị quyết.\n", "Điều 2. Tổ chức thực hiện."],
        ["Hoàn thành tháng 12. ", "Sở Tài chính theo dõi."],
        ["Minh An\n", "(HNMO) - Sáng nay, UBND quận họp."],
    ],
)
def test_a_sentence_ends_at_its_stop(parts):
    assert sentences("".join(parts)) == [part.strip() for part in parts]


@pytest.mark.parametrize(
    "parts",
    [
        ["Kinh tế khởi sắc trong 6 tháng ", "Sáng 26-6, HĐND quận họp."],
        ["Các đại biểu tại điểm cầu Hà Nam ", "Theo báo cáo, tình hình ổn định."],
        ["Chiều 5/6, dưới sự chủ trì của ông Nam, UBND xã họp."],
        ["Kỷ niệm Ngày 27/7, xã tặng quà."],
        ["Nội dung nêu tại báo cáo Theo dõi."],
    ],
)
def test_a_title_glued_to_the_article_is_cut_off(parts):
    assert sentences("".join(parts)) == [part.strip() for part in parts]


def test_a_wrapped_line_goes_on():
    text = "Sở thực hiện nghiêm túc việc rà soát các dự án chậm tiến độ trên\nđịa bàn tỉnh.\nÔng Nam chủ trì."
    assert sentences(text) == [text[: text.index("\nÔng")], "Ông Nam chủ trì."]


@pytest.mark.parametrize(
    "unit", ["1.", "A.", ". ", "…", "“", "a\n", ";", "TP.", "Theo báo cáo ", "Sáng 1/2 "]
)
def test_hostile_texts_take_time_in_proportion(unit):
    assert growth(lambda size: lambda: sentences(unit * (size // len(unit)))) < LINEAR
