"""Person phrases: names, titles with their scope, honorifics, shared titles (guide §5, §6)."""

import pytest

from bienban.document import Document
from bienban.find.bodies import find_bodies
from bienban.find.persons import find_persons
from bienban.rules import load_rules
from bienban.text.terms import find_terms
from bienban.text.tokenize import tokenize

RULES = load_rules()

OFFICES = """Ủy viên BCH Đảng bộ tỉnh
Phó Trưởng Đoàn chuyên trách Đoàn ĐBQH tỉnh
Chủ tịch Liên đoàn Lao động tỉnh
Trưởng Ban Dân vận Tỉnh ủy
Chủ tịch Ủy ban MTTQ Việt Nam tỉnh
Ủy viên dự khuyết BCH Trung ương Đảng
Chủ nhiệm Ủy ban Kinh tế của Quốc hội
Thứ trưởng Thường trực Bộ Y tế
Chánh án TAND huyện
Chỉ huy trưởng Bộ CHQS tỉnh
Phó Tư lệnh Quân khu 4
Trưởng Ban Quản lý Khu kinh tế Dung Quất
Trưởng Công an huyện Mường Lát
Giám đốc Kho bạc Nhà nước khu vực X
Phó Chi cục trưởng Chi cục Thủy lợi và Phòng, chống thiên tai
Trưởng phòng Lao động - Thương binh và Xã hội
Chánh Văn phòng HĐND và UBND huyện
Giám đốc Trung tâm Xúc tiến đầu tư và Hỗ trợ doanh nghiệp tỉnh
Tổng Giám đốc Tập đoàn Điện lực Việt Nam
Phó Trưởng Ban Chỉ đạo Phòng, chống dịch Covid-19 tỉnh
Chủ tịch Hiệp hội Doanh nghiệp nhỏ và vừa tỉnh
Vụ trưởng Vụ Ngân sách nhà nước, Bộ Tài chính
Phó Chủ tịch UBND TP. Thủ Dầu Một
Chủ tịch UBND xã Đắk R'Tih
UVBTV Huyện ủy
PCT UBND huyện""".splitlines()


def persons(text):
    doc = tokenize(Document(text, "test"), RULES, words=False)
    terms = find_terms(doc, RULES)
    found = find_persons(doc, terms, find_bodies(doc, terms))
    return [(person.name, person.titles) for person in found]


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize(
    "text",
    [
        "Đồng chí Nguyễn Văn Hòa, {} chủ trì hội nghị.",
        "{} Nguyễn Văn Hòa chủ trì hội nghị.",
        "Dự họp có đồng chí Nguyễn Văn Hòa - {}; bà Trần Thị Mai.",
    ],
)
def test_an_office_before_or_after_a_name_is_read_whole(text, office):
    titles = dict(persons(text.format(office)))["Nguyễn Văn Hòa"]
    assert titles == (office,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Đồng chí Lò Văn Pánh – Phó Bí thư Huyện ủy, Chủ tịch UBND huyện phát biểu.",
            [("Lò Văn Pánh", ("Phó Bí thư Huyện ủy", "Chủ tịch UBND huyện"))],
        ),
        (
            "Ủy viên Bộ Chính trị, Bí thư Thành ủy Hà Nội Hoàng Văn Hải kết luận.",
            [("Hoàng Văn Hải", ("Ủy viên Bộ Chính trị", "Bí thư Thành ủy Hà Nội"))],
        ),
        ("Chủ tịch UBND thị xã – Trần Ú.", [("Trần Ú", ("Chủ tịch UBND thị xã",))]),
        ("Đ/c Huỳnh Văn Tư Bí thư huyện ủy.", [("Huỳnh Văn Tư", ("Bí thư huyện ủy",))]),
        ("Nguyễn An-Thành viên UBND tỉnh.", [("Nguyễn An", ("Thành viên UBND tỉnh",))]),
        ("Ông Lê Minh (Chủ tịch UBND xã) cho biết.", [("Lê Minh", ("Chủ tịch UBND xã",))]),
        ("PGS.TS Nguyễn Văn Bé, Giám đốc Sở Y tế.", [("Nguyễn Văn Bé", ("Giám đốc Sở Y tế",))]),
        ("Đồng chí K'Brểu, Bí thư Đảng ủy.", [("K'Brểu", ("Bí thư Đảng ủy",))]),
        ("Ông Park-Min-Ho, Tổng Giám đốc.", [("Park-Min-Ho", ("Tổng Giám đốc",))]),
        ("Đồng chí Y Nhuận và đồng chí Giàng A Chớ.", [("Y Nhuận", ()), ("Giàng A Chớ", ())]),
        ("Sau đó, ông Trụ nhấn mạnh.", [("Trụ", ())]),
        ("Đồng chí Chủ tịch UBND thành phố kết luận.", [(None, ("Chủ tịch UBND thành phố",))]),
        ("ĐỒNG CHÍ LÊ VĂN TÁM PHÁT BIỂU.", [("LÊ VĂN TÁM", ())]),
    ],
)
def test_forms_of_one_person(text, expected):
    assert persons(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "các Phó Chủ tịch UBND tỉnh: Mai Văn Trụ, Lý Thị Nhàn",
            [("Mai Văn Trụ", ("Phó Chủ tịch UBND tỉnh",)), ("Lý Thị Nhàn", ("Phó Chủ tịch UBND tỉnh",))],
        ),
        (
            "các đồng chí Đoàn Văn Bảo, Ngô Thị Thắm, Phó Chủ tịch HĐND huyện",
            [
                ("Đoàn Văn Bảo", ("Phó Chủ tịch HĐND huyện",)),
                ("Ngô Thị Thắm", ("Phó Chủ tịch HĐND huyện",)),
            ],
        ),
        (
            "Phó Chủ tịch UBND tỉnh Trần Chí Cường, Lê Quang Nam; Giám đốc Công an tỉnh, Đại tá Vi Hợp.",
            [
                ("Trần Chí Cường", ("Phó Chủ tịch UBND tỉnh",)),
                ("Lê Quang Nam", ("Phó Chủ tịch UBND tỉnh",)),
                ("Vi Hợp", ("Giám đốc Công an tỉnh",)),
            ],
        ),
        (
            "các Ủy viên Trung ương Đảng: Bộ trưởng Bộ Y tế Trần Văn Sáu, Bí thư Tỉnh ủy Bùi Văn Nga.",
            [
                ("Trần Văn Sáu", ("Ủy viên Trung ương Đảng", "Bộ trưởng Bộ Y tế")),
                ("Bùi Văn Nga", ("Ủy viên Trung ương Đảng", "Bí thư Tỉnh ủy")),
            ],
        ),
        (
            "các đồng chí: Lê Thị Thoa, Ủy viên BTV Tỉnh ủy; Trưởng Ban Tuyên giáo Tỉnh ủy; Vũ Văn Kha.",
            [
                ("Lê Thị Thoa", ("Ủy viên BTV Tỉnh ủy", "Trưởng Ban Tuyên giáo Tỉnh ủy")),
                ("Vũ Văn Kha", ()),
            ],
        ),
    ],
)
def test_titles_are_shared_or_kept(text, expected):
    assert persons(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "UBND huyện Lý Sơn và huyện Vũ Quang hoàn thành kế hoạch.",
        "Tuyến đường Nguyễn Văn Linh và trường Lê Quý Đôn.",
        "Xuất khẩu sang Thái Lan, Hà Lan tăng mạnh.",
        "Trưởng các phòng, ban và Chủ tịch UBND các xã dự họp.",
        "Lãnh đạo các sở, ngành báo cáo.",
    ],
)
def test_places_and_classes_are_no_persons(text):
    assert persons(text) == []
