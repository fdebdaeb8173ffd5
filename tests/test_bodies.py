"""Authorities as written: head, field, committee, place and level (guide §4.2)."""

import re

import pytest

from bienban.document import Document
from bienban.find.bodies import find_bodies
from bienban.rules import load_rules
from bienban.text.terms import find_terms
from bienban.text.tokenize import tokenize

RULES = load_rules()


def bodies(text):
    doc = tokenize(Document(text, "test"), RULES, words=False)
    return find_bodies(doc, find_terms(doc, RULES))


def check(marked):
    """The marked stretches, and nothing else, are bodies."""
    text = re.sub(r"\[\[|\]\]", "", marked)
    assert [text[b.start : b.end] for b in bodies(text)] == re.findall(r"\[\[(.+?)\]\]", marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Sáng 5/6, [[UBND tỉnh Hà Nam]] họp phiên thường kỳ.",
        "[[Ủy ban nhân dân thành phố]] tổ chức hội nghị.",
        "Ngày 3/2, [[HĐND quận Đống Đa]] khai mạc kỳ họp.",
        "[[Ban Thường vụ Tỉnh ủy]] cho ý kiến.",
        "[[Thường trực HĐND huyện]] họp.",
        "[[Ban Chấp hành Đảng bộ tỉnh Tuyên Quang]] họp.",
        "[[Sở Lao động, Thương binh và Xã hội]] báo cáo.",
        "[[Sở Văn hóa, Thể thao và Du lịch]] và [[Sở TN&MT]] báo cáo.",
        "[[Phòng Tài chính - Kế hoạch]] tham mưu.",
        "Giao [[Sở Tài chính]] chủ trì, phối hợp với [[Sở Xây dựng]].",
        "[[Bộ Nông nghiệp và Phát triển nông thôn]] triển khai.",
        "[[Ban Chỉ đạo 389 quốc gia]] sơ kết.",
        "[[Ban Chỉ đạo các chương trình mục tiêu quốc gia huyện]] họp.",
        "[[Hội đồng NVQS xã]] sơ tuyển.",
        "[[Tổ công tác số 2]] làm việc.",
        "[[Chi cục Thủy lợi và Phòng, chống thiên tai]] báo cáo.",
        "[[Công an thành phố Hà Nội]], [[Viện KSND]], [[TAND tỉnh]] phối hợp.",
        "[[Văn phòng Đoàn ĐBQH và HĐND tỉnh]] phục vụ kỳ họp.",
        "[[Ban Kinh tế - Ngân sách HĐND thành phố Đà Nẵng]] thẩm tra.",
        "[[Công ty Cổ phần Cấp nước Hà Nam]] đề nghị.",
        "[[Quân khu 4]] kiểm tra.",
        "[[Trung tâm Phục vụ hành chính công xã]] tiếp nhận hồ sơ.",
        "[[Ban Chỉ đạo quốc gia về bình đẳng giới, vì sự tiến bộ của phụ nữ]] đã họp.",
        "Họp [[Ban Chỉ đạo Trung ương về giảm nghèo bền vững]], đánh giá kết quả.",
        "[[Ban Chỉ đạo cải cách hành chính]] đã tổ chức phiên họp thứ hai.",
        "[[Tổ công tác của UBND tỉnh]] rà soát các dự án chậm tiến độ.",
        "Tổ trưởng [[Tổ công tác của Chính phủ tháo gỡ khó khăn cho doanh nghiệp]] chủ trì cuộc họp.",
        "[[Hội đồng nhân dân (HĐND) huyện Mường Hoa]] khai mạc kỳ họp.",
        "Chủ trì cuộc họp [[Ban Chỉ đạo cải cách hành chính]], ông nêu ba việc.",
        "[[Hiệp hội Chế biến và Kinh doanh Nông sản]] tổ chức hội chợ.",
        "[[Hội đồng Thẩm phán TAND tối cao]] họp.",
        "[[Chi bộ khu phố 4]] họp thường kỳ.",
    ],
)
def test_a_body_is_read_whole(marked):
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[[UBND huyện]] họp [[Ban Chỉ đạo]] về tiến độ giải ngân, bàn giải pháp.",
        "[[Ban Chỉ đạo]] yêu cầu các xã đã họp gửi báo cáo.",
        "[[Tổ công tác]] rà soát các dự án chậm tiến độ.",
        "Đề nghị [[Ban Chỉ đạo]] thực hiện nghiêm túc.",
        "[[Ban Chỉ đạo]] sẽ phối hợp với các tỉnh tổ chức hội nghị xúc tiến.",
        "Trưởng [[Ban Chỉ đạo phát triển du lịch]] Mai Văn Trụ phát biểu.",
    ],
)
def test_what_a_committee_does_is_no_part_of_its_name(marked):
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Chủ tịch [[UBND tỉnh]] Mai Văn Trụ chủ trì.",
        "Bí thư [[Thành ủy Hà Nội]] Hoàng Văn Hải kết luận.",
        "Bí thư [[Quận ủy Long Biên]] Trần Văn Bách phát biểu.",
        "Thứ trưởng [[Bộ Tài chính]] Vũ Thị Mai dự.",
    ],
)
def test_a_person_behind_a_body_is_no_part_of_it(marked):
    check(marked)


@pytest.mark.parametrize(
    "text",
    [
        "Cán bộ y tế cơ sở hướng dẫn người dân.",
        "Hội nghị bàn về phòng cháy, ban hành quy chế và sở hữu đất đai.",
        "Đồng chí Lê Văn Tám, Tỉnh ủy viên, báo cáo.",
        "Bộ phận một cửa tiếp nhận hồ sơ.",
        "Ông Đoàn Văn Bảo phát biểu.",
    ],
)
def test_common_words_are_no_bodies(text):
    assert bodies(text) == ()


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Chính phủ họp.", "central"),
        ("Bộ Y tế họp.", "central"),
        ("UBND tỉnh họp.", "province"),
        ("Thành ủy Hà Nội họp.", "central"),
        ("UBND thành phố Đà Nẵng họp.", "central"),
        ("UBND TP.HCM họp.", "central"),
        ("UBND tỉnh Nghệ An họp.", "province"),
        ("UBND thành phố Tam Kỳ họp.", "district"),
        ("UBND huyện Mường Lát họp.", "district"),
        ("UBND phường Hồng Hà họp.", "commune"),
        ("Ban Chỉ đạo 389 họp.", None),
    ],
)
def test_the_level_is_told_by_head_and_place(text, level):
    assert [body.level for body in bodies(text)] == [level]
