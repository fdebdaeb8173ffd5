"""Who presides, attends, is absent, keeps the minutes, speaks (guide §5, §6; FORMAT "People")."""

import json
from pathlib import Path

import pytest
from growth import LINEAR, growth

from bienban.document import Document
from bienban.find.find import find
from bienban.link.meetings import link_meetings
from bienban.link.people import link_people
from bienban.rules import load_rules
from bienban.text.tokenize import tokenize

RULES = load_rules()
HARD = Path(__file__).parents[2] / "shared" / "domain" / "hard"
LEDE = "Sáng 5/6, UBND huyện họp phiên thường kỳ tháng 6. "


def people(text):
    document = Document(text, "test")
    doc = tokenize(document, RULES, words=False)
    mentions = find(doc, RULES)
    return link_people(doc, mentions, link_meetings(document, doc, mentions)[0])


def named(text, role):
    return [person.name for person in people(text) if person.role == role]


def groups(text, role="attendee"):
    return [person.group for person in people(text) if person.role == role and person.group]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Đồng chí Lò Văn Pánh – Chủ tịch UBND huyện chủ trì phiên họp.", ["Lò Văn Pánh"]),
        ("Chủ tịch UBND tỉnh Mai Văn Trụ chủ trì cuộc họp.", ["Mai Văn Trụ"]),
        (
            "Chiều 6/3, dưới sự chủ trì của đồng chí Bàn Văn Sâm, Bí thư Huyện ủy, Huyện ủy họp.",
            ["Bàn Văn Sâm"],
        ),
        ("Hội nghị diễn ra dưới dự chủ trì của bà Lê Thị Hoa.", ["Lê Thị Hoa"]),
        ("Chủ trì kỳ họp có bà Tống Thị Hạnh và ông Kiều Văn Út.", ["Tống Thị Hạnh", "Kiều Văn Út"]),
        ("Chủ trì hội nghị là đồng chí Giàng A Chớ - Phó Chủ tịch UBND huyện.", ["Giàng A Chớ"]),
        ("Chủ trì phiên họp, Thủ tướng Phạm Văn Minh yêu cầu các bộ giải ngân.", ["Phạm Văn Minh"]),
        ("Cuộc họp do Chủ tịch UBND quận Trần Văn Ú chủ trì.", ["Trần Văn Ú"]),
        ("Đoàn công tác do ông Y Nhuận, Phó Bí thư Tỉnh ủy làm Trưởng đoàn đã làm việc.", ["Y Nhuận"]),
        ("Phó Chủ tịch Quốc hội Nguyễn Đức Hà điều hành phiên thảo luận.", ["Nguyễn Đức Hà"]),
        ("Ông Kim Ngọc Thái và bà Lê Thị Hẳn đồng chủ tọa kỳ họp.", ["Kim Ngọc Thái", "Lê Thị Hẳn"]),
        ("Đồng chí Phạm Văn Út cùng các đồng chí lãnh đạo UBND huyện chủ trì hội nghị.", ["Phạm Văn Út"]),
        ("Đồng chí Lê Văn Tám, Bí thư Đảng ủy xã dự và chủ trì hội nghị.", ["Lê Văn Tám"]),
        ("Phiên họp được chủ trì bởi Chủ tịch UBND huyện Lê Văn Tám.", ["Lê Văn Tám"]),
        ("Đoàn công tác do Bí thư Tỉnh ủy Lê Văn Tám dẫn đầu đã làm việc với huyện.", ["Lê Văn Tám"]),
        ("Chủ tọa: Nguyễn Văn Cường; Thư ký: Phạm Thị Dung", ["Nguyễn Văn Cường"]),
    ],
)
def test_constructions_of_a_chair(text, names):
    assert named(text, "chair") == names


@pytest.mark.parametrize(
    "text",
    [
        "Sở Công Thương chủ trì, phối hợp với Sở Tài chính tham mưu UBND tỉnh.",
        "Giao đồng chí Lê Văn Tám, Phó Chủ tịch UBND huyện chủ trì, chỉ đạo các phòng rà soát.",
        "Đề tài do Viện Quy hoạch chủ trì; Công an huyện chủ trì điều tra.",
        "Dự và chỉ đạo hội nghị có đồng chí Trần Thị Lụa, Bí thư Thị ủy.",
        "Phát biểu kết luận, đồng chí Trần Thị Lụa đề nghị các cấp ủy tập trung.",
        "Dự kiến Thủ tướng Phạm Văn Minh tham dự, chủ trì Hội nghị xúc tiến đầu tư.",
        "Ngày mai, Chủ tịch UBND tỉnh Lê Văn Tám sẽ chủ trì hội nghị gặp mặt doanh nghiệp.",
        "Chủ tịch UBND tỉnh điều hành linh hoạt kế hoạch phát triển kinh tế - xã hội.",
        "Đề nghị Chủ tịch UBND các huyện chủ trì họp dân.",
    ],
)
def test_who_is_no_chair(text):
    assert [person for person in people(LEDE + text) if person.role == "chair"] == []


def test_the_first_of_a_mixed_list_presides_and_the_others_attend():
    text = (
        "Dự và chủ trì hội nghị có đồng chí Nguyễn Thị Lý - Bí thư Đảng ủy; "
        "cùng các đồng chí Trần Văn An - Phó Bí thư Đảng ủy, Lê Văn Bình - Chủ tịch UBND xã."
    )
    assert named(text, "chair") == ["Nguyễn Thị Lý"]
    assert named(text, "attendee") == ["Trần Văn An", "Lê Văn Bình"]


def test_a_repeated_sentence_gives_one_record():
    sentence = "Đồng chí Lê Văn Tám – Bí thư Huyện ủy chủ trì phiên họp.\n"
    [chair] = [person for person in people(LEDE + sentence + sentence) if person.role == "chair"]
    assert len(chair.also) == 1
    assert chair.also[0].raw == chair.provenance.raw


def test_one_person_has_one_id_in_all_roles():
    text = (
        f"{LEDE}Đồng chí Lê Văn Tám, Chủ tịch UBND huyện chủ trì phiên họp. "
        "Kết luận phiên họp, ông Tám nhấn mạnh kết quả. Chủ tịch UBND huyện yêu cầu các xã rà soát."
    )
    assert {person.person_id for person in people(text)} == {"p1"}
    assert set(named(text, "speaker")) == {"Lê Văn Tám"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lãnh đạo các sở, ban, ngành", ["lãnh đạo các sở, ban, ngành"]),
        ("UBND các huyện, thị xã, thành phố", ["UBND các huyện, thị xã, thành phố"]),
        (
            "lãnh đạo các sở, ban, ngành và UBND các huyện, thành phố",
            ["lãnh đạo các sở, ban, ngành và UBND các huyện, thành phố"],
        ),
        (
            "lãnh đạo Phòng Kinh tế, Phòng Văn hóa - Xã hội và Trung tâm Y tế",
            ["lãnh đạo Phòng Kinh tế", "lãnh đạo Phòng Văn hóa - Xã hội", "lãnh đạo Trung tâm Y tế"],
        ),
        (
            "đại diện: Hội Nông dân tỉnh, Sở Lao động, Thương binh và Xã hội",
            ["đại diện Hội Nông dân tỉnh", "đại diện Sở Lao động, Thương binh và Xã hội"],
        ),
        (
            "đại diện lãnh đạo các sở: Tài chính, Nông nghiệp và Môi trường",
            ["đại diện lãnh đạo sở Tài chính", "đại diện lãnh đạo sở Nông nghiệp và Môi trường"],
        ),
        (
            "đại diện lãnh đạo Ủy ban MTTQ và các đoàn thể huyện",
            ["đại diện lãnh đạo Ủy ban MTTQ và các đoàn thể huyện"],
        ),
        (
            "các thường trực HĐND, UBND; các phòng, ban, đoàn thể, đơn vị chuyên môn",
            ["thường trực HĐND", "UBND", "các phòng, ban, đoàn thể, đơn vị chuyên môn"],
        ),
        (
            "Trưởng các phòng, ban, Bí thư, Chủ tịch UBND các xã, thị trấn",
            ["Trưởng các phòng, ban", "Bí thư, Chủ tịch UBND các xã, thị trấn"],
        ),
        (
            "các Phó Thủ tướng, các Bộ trưởng, trưởng ngành",
            ["các Phó Thủ tướng", "các Bộ trưởng, trưởng ngành"],
        ),
        ("thành viên Ban Chỉ đạo 389 tỉnh", ["thành viên Ban Chỉ đạo 389 tỉnh"]),
    ],
)
def test_groups_are_split_at_named_bodies_only(text, expected):
    assert groups(f"{LEDE}Tham dự có {text}.") == expected


@pytest.mark.parametrize(
    ("text", "group", "count", "of"),
    [
        ("39/40 đại biểu HĐND huyện", "đại biểu HĐND huyện", 39, 40),
        ("Chủ tịch UBND 08 xã, phường", "Chủ tịch UBND xã, phường", 8, None),
        ("hơn 1.200 đại biểu", "đại biểu", 1200, None),
        ("41/43 trưởng thôn, tổ dân phố", "trưởng thôn, tổ dân phố", 41, 43),
    ],
)
def test_counts_stay_out_of_the_group(text, group, count, of):
    [found] = [person for person in people(f"{LEDE}Tham dự có {text}.") if person.role == "attendee"]
    assert (found.group, found.count, found.of) == (group, count, of)


@pytest.mark.parametrize(
    "text",
    [
        "Cùng dự có đồng chí Hà Văn Tú, Phó Bí thư Huyện ủy.",
        "Hội nghị có sự tham gia của đồng chí Hà Văn Tú, Phó Bí thư Huyện ủy.",
        "Về phía tỉnh có đồng chí Hà Văn Tú, Phó Bí thư Tỉnh ủy.",
        "Các đồng chí: Hà Văn Tú, Phó Bí thư Huyện ủy dự.",
        "Đại biểu dự phiên họp còn có ông Hà Văn Tú.",
        "Đồng chí Hà Văn Tú, Phó Chủ tịch UBND tỉnh dự và phát biểu chỉ đạo hội nghị.",
        "Tham dự tại điểm cầu huyện có đồng chí Hà Văn Tú.",
        "Tham gia đoàn có đồng chí Hà Văn Tú.",
    ],
)
def test_openers_of_attendees(text):
    assert named(LEDE + text, "attendee") == ["Hà Văn Tú"]


def test_absences_are_told_apart():
    text = f"{LEDE}Tham dự có lãnh đạo Phòng Nội vụ, Phòng Tư pháp (vắng Công an huyện)."
    assert groups(text) == ["lãnh đạo Phòng Nội vụ", "lãnh đạo Phòng Tư pháp"]
    assert groups(text, "absent") == ["Công an huyện"]


def test_labels_of_minutes():
    text = """BIÊN BẢN CUỘC HỌP
Hôm nay, ngày 5/5/2023, UBND xã họp phiên thường kỳ.
1. Chủ trì: Ông Lê Văn Tám – Chủ tịch UBND xã
2. Thư ký: Bà Trần Thị Bé – Công chức Văn phòng
3. Thành phần tham dự:
- Ông Hà Văn Tú – Phó Chủ tịch UBND xã
- Bà Lò Thị Pha – Trưởng Công an xã
4. Vắng: Ông Lý A Sinh (có lý do)
Nội dung cuộc họp: bàn nhiệm vụ tháng 6."""
    assert named(text, "chair") == ["Lê Văn Tám"]
    assert named(text, "secretary") == ["Trần Thị Bé"]
    assert named(text, "attendee") == ["Hà Văn Tú", "Lò Thị Pha"]
    assert named(text, "absent") == ["Lý A Sinh"]


@pytest.mark.parametrize(
    "text",
    [
        "Sáng 3/4, UBND huyện khai mạc Hội chợ Thương mại. Tham dự lễ khai mạc có đồng chí Lê Văn Tám, "
        "Phó Chủ tịch UBND tỉnh; lãnh đạo các sở, ngành.",
        "Chiều 5/5, Phó Chủ tịch UBND tỉnh Lê Văn Tám kiểm tra dự án. Cùng đi có lãnh đạo Sở Xây dựng.",
        "Giải bóng đá có sự tham gia của 12 đội bóng đến từ các xã, phường.",
        "Vụ tai nạn khiến ông Nguyễn Văn Bảy tử vong; Công an huyện chủ trì điều tra.",
        "Dự án có tổng mức đầu tư 120 tỷ đồng; tham gia bảo hiểm y tế có 12.000 người.",
    ],
)
def test_other_events_have_no_chair_and_no_attendee(text):
    assert [p for p in people(text) if p.role in ("chair", "attendee")] == []


@pytest.mark.skipif(not HARD.exists(), reason="the hard cases are not here")
@pytest.mark.parametrize("number", range(23, 33))
def test_the_hard_cases(number):
    gold = json.loads((HARD / f"HC{number}.json").read_text())
    found = people((HARD / f"HC{number}.txt").read_text())
    chairs = [(person.name, list(person.titles)) for person in found if person.role == "chair"]
    assert chairs == [(chair["name"], chair["titles"]) for chair in gold["chairs"]]
    attendees = [(p.name or p.group, list(p.titles), p.count, p.of) for p in found if p.role == "attendee"]
    assert attendees == [
        (a.get("name") or a["group"], a.get("titles", []), a.get("count"), a.get("of"))
        for a in gold["attendees"]
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "A ",
        "Lê Văn ",
        "A, ",
        "đồng chí ",
        "Chủ tịch UBND ",
        "chủ trì ",
        "dự có ",
        "các, ",
        "(",
        "; ",
        "sở, ban, ",
    ],
)
def test_hostile_texts_take_linear_time(unit):
    def prepare(size):
        doc = tokenize(Document(LEDE + (unit * size)[:size], "hostile"), RULES, words=False)
        mentions = find(doc, RULES)
        return lambda: link_people(doc, mentions, ())

    assert growth(prepare) < LINEAR


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Chủ trì hội nghị: Thường trực Huyện ủy.", "Thường trực Huyện ủy"),
        ("Thường trực HĐND huyện chủ tọa kỳ họp.", "Thường trực HĐND huyện"),
        ("Chủ trì phiên họp có các đồng chí lãnh đạo UBND huyện.", "các đồng chí lãnh đạo UBND huyện"),
    ],
)
def test_a_group_may_preside(text, group):
    assert groups(LEDE + text, "chair") == [group]


def test_a_named_chair_stands_for_the_group():
    text = (
        LEDE
        + "Đồng chí Lê Văn Tám và Thường trực Huyện ủy chủ trì hội nghị. Ông Lê Văn Tám chủ trì phiên họp."
    )
    assert named(text, "chair") == ["Lê Văn Tám"]


def test_who_sits_beside_the_chair_attends():
    text = LEDE + "Đồng chí Lê Văn Tám, Chủ tịch UBND huyện chủ trì phiên họp, cùng lãnh đạo các phòng, ban."
    assert named(text, "chair") == ["Lê Văn Tám"]
    assert groups(text) == ["lãnh đạo các phòng, ban"]


def test_schools_called_like_persons_and_seats_belong_to_offices():
    text = (
        f"{LEDE}Dự hội nghị có thầy giáo Lê Văn Hòa, Hiệu trưởng Trường THPT Lê Quý Đôn; "
        "ông Đỗ Văn Bảy, Giám đốc Công ty Điện lực tại TP. Vinh."
    )
    assert [p.titles for p in people(text) if p.role == "attendee"] == [
        ("Hiệu trưởng Trường THPT Lê Quý Đôn",),
        ("Giám đốc Công ty Điện lực tại TP. Vinh",),
    ]


def test_a_numbered_list_ends_with_a_group():
    text = """BIÊN BẢN CUỘC HỌP
Hôm nay, ngày 5/5/2023, UBND xã họp.
Thành phần dự họp gồm có:
1. Ông Hà Văn Tú, Phó Chủ tịch UBND xã
2. Các trưởng thôn"""
    assert named(text, "attendee") == ["Hà Văn Tú", None]
    assert groups(text) == ["Các trưởng thôn"]


MORE_CHAIRS = [
    ("Đ/c Mai Văn Trụ CT UBND huyện chủ trì hội nghị.", ["Mai Văn Trụ"]),
    ("Phiên họp toàn thể do Phó Chủ tịch HĐND tỉnh Mai Văn Trụ điều hành.", ["Mai Văn Trụ"]),
    ("Kinh tế của tỉnh do ông Mai Văn Trụ điều hành.", []),
    ("Thủ tướng Mai Văn Trụ, Trưởng Tiểu ban Kinh tế Đại hội X của Đảng chủ trì phiên họp.", ["Mai Văn Trụ"]),
    (
        "Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy Mai Văn Trụ, các Phó Chủ tịch HĐND tỉnh Lê Thị "
        "Mận, Lò Văn Pánh đồng chủ trì kỳ họp.",
        ["Mai Văn Trụ", "Lê Thị Mận", "Lò Văn Pánh"],
    ),
    (
        "Tham dự và chủ trì hội nghị, có đồng chí Mai Văn Trụ - Bí thư Huyện ủy; đồng chí Lê Thị "
        "Mận - Phó Bí thư Huyện ủy.",
        ["Mai Văn Trụ"],
    ),
    (
        "Ban Chỉ đạo họp dưới sự chủ trì của Tổng Bí thư, Chủ tịch nước Lê Nam, Trưởng Ban Chỉ đạo.",
        ["Lê Nam"],
    ),
    (
        "Dưới sự chủ trì của các đồng chí Thường trực Huyện ủy: Mai Văn Trụ - Bí thư Huyện ủy; Lê "
        "Thị Mận - Phó Bí thư Huyện ủy, Huyện ủy họp.",
        ["Mai Văn Trụ", "Lê Thị Mận"],
    ),
    ("Đồng chí Mai Văn Trụ, Giám đốc Sở Y tế điều hành phần thảo luận.", ["Mai Văn Trụ"]),
    (
        "Theo phân công của Chủ tịch UBND huyện Lê Thị Mận, Phó Chủ tịch UBND huyện Mai Văn Trụ "
        "chủ trì phiên họp.",
        ["Mai Văn Trụ"],
    ),
    ("Ông Mai Văn Trụ, Giám đốc Sở Y tế điều hành mạng lưới khám chữa bệnh.", []),
]


@pytest.mark.parametrize(("text", "names"), MORE_CHAIRS)
def test_labels_offices_and_debates_of_those_who_preside(text, names):
    assert named(LEDE + text, "chair") == names


MORE_ATTENDEES = [
    (
        "Dự có Trưởng các Ban của HĐND tỉnh, Chánh án TAND tỉnh, Viện trưởng VKSND tỉnh.",
        ["Trưởng các Ban của HĐND tỉnh", "Chánh án TAND tỉnh", "Viện trưởng VKSND tỉnh"],
    ),
    (
        "Tham dự có Đại tá Lê Văn Tám, Phó Giám đốc; chỉ huy các phòng, Công an các huyện.",
        ["Lê Văn Tám", "chỉ huy các phòng, Công an các huyện"],
    ),
    (
        "Dự hội nghị có các đồng chí lãnh đạo Đảng, Nhà nước, Mặt trận Tổ quốc Việt Nam; lãnh đạo "
        "các Ban Đảng, Ủy ban Trung ương MTTQ Việt Nam; Bí thư Thành ủy, Tỉnh ủy.",
        [
            "các đồng chí lãnh đạo Đảng, Nhà nước, Mặt trận Tổ quốc Việt Nam",
            "lãnh đạo các Ban Đảng",
            "lãnh đạo Ủy ban Trung ương MTTQ Việt Nam",
            "Bí thư Thành ủy, Tỉnh ủy",
        ],
    ),
    (
        "Tham dự có đại diện Ban Nội chính Trung ương, Văn phòng Trung ương Đảng.",
        ["đại diện Ban Nội chính Trung ương", "đại diện Văn phòng Trung ương Đảng"],
    ),
    (
        "Tham dự có đại diện UBND huyện cùng đội ngũ phóng viên các báo.",
        ["đại diện UBND huyện", "đội ngũ phóng viên các báo"],
    ),
    (
        "Tham dự có lãnh đạo các Ban HĐND tỉnh; Bí thư tỉnh ủy, thành ủy; Chủ tịch UBND các tỉnh.",
        ["lãnh đạo các Ban HĐND tỉnh", "Bí thư tỉnh ủy, thành ủy", "Chủ tịch UBND các tỉnh"],
    ),
    (
        "Cùng dự có Ủy viên Ban Thường vụ Huyện ủy, Ủy viên Ban Chấp hành Đảng bộ huyện, lãnh đạo "
        "các phòng, ban.",
        ["Ủy viên Ban Thường vụ Huyện ủy, Ủy viên Ban Chấp hành Đảng bộ huyện", "lãnh đạo các phòng, ban"],
    ),
    (
        "Tham dự có đại diện các Sở: Tài chính; Y tế; Nội vụ, cùng 12 điểm cầu trong tỉnh.",
        ["đại diện Sở Tài chính", "đại diện Sở Y tế", "đại diện Sở Nội vụ"],
    ),
    ("Hội nghị được kết nối tới 120 điểm cầu cấp xã và các cơ quan với hơn 5.000 cán bộ tham dự.", []),
    (
        "Dự hội nghị có các Ủy viên Ban Thường vụ Tỉnh ủy: Chủ tịch HĐND tỉnh Mai Văn Trụ, Chủ "
        "tịch UBND tỉnh Lê Thị Mận.",
        ["Mai Văn Trụ", "Lê Thị Mận"],
    ),
    (
        "Đại diện tỉnh Hà Nam tham dự hội nghị có ông Mai Văn Trụ, Phó Chủ tịch UBND tỉnh và bà Lê Thị Mận.",
        ["Mai Văn Trụ", "Lê Thị Mận"],
    ),
    ("Dự có các hộ trồng cam trên địa bàn huyện.", ["các hộ trồng cam trên địa bàn huyện"]),
]


@pytest.mark.parametrize(("text", "who"), MORE_ATTENDEES)
def test_ranks_fields_ends_of_a_line_and_labels_of_attendees(text, who):
    found = [person for person in people(LEDE + text) if person.role == "attendee"]
    assert [person.name or person.group for person in found] == who


MINUTES = """BIÊN BẢN HỌP
Ban Chỉ đạo giảm nghèo huyện Mường Hoa
Thời gian: 14 giờ 00, ngày 12/3/2023.
Địa điểm: Phòng họp số 1, trụ sở UBND huyện.
I. THÀNH PHẦN
1. Chủ trì: Ông Lò Văn Pánh - Phó Chủ tịch UBND huyện, Trưởng Ban Chỉ đạo.
2. Thư ký: Bà Lê Thị Mận - Chuyên viên Phòng Nội vụ.
3. Có mặt: 17/19 thành viên, gồm:
- Ông Mai Văn Trụ - Trưởng phòng Tài chính;
- Đại diện Hội Nông dân huyện.
Khách mời cấp trên dự: Bà Vi Thị Thoa - Phó Giám đốc Sở Nội vụ.
4. Vắng mặt: Ông Hà Minh Tấn - Trưởng Công an huyện (có lý do).
II. NỘI DUNG
Đánh giá kết quả năm 2022. Toàn huyện còn 1.204 hộ nghèo.
Cuộc họp kết thúc lúc 16 giờ 30 phút cùng ngày.
THƯ KÝ
Lê Thị Mận
"""


def test_labels_of_minutes_tell_who_had_which_part():
    found = [(p.role, p.name or p.group, p.count, p.of) for p in people(MINUTES) if p.role != "speaker"]
    assert found == [
        ("chair", "Lò Văn Pánh", None, None),
        ("secretary", "Lê Thị Mận", None, None),
        ("attendee", "thành viên", 17, 19),
        ("attendee", "Mai Văn Trụ", None, None),
        ("attendee", "Đại diện Hội Nông dân huyện", None, None),
        ("attendee", "Vi Thị Thoa", None, None),
        ("absent", "Hà Minh Tấn", None, None),
    ]


def test_minutes_tell_their_place_day_and_hour():
    document = Document(MINUTES, "test")
    doc = tokenize(document, RULES, words=False)
    ((meeting,), _) = link_meetings(document, doc, find(doc, RULES))
    assert (meeting.kind, meeting.date, meeting.session) == ("minutes", "2023-03-12", "afternoon")
    assert meeting.body == "Ban Chỉ đạo giảm nghèo huyện Mường Hoa"
    assert meeting.place == "Phòng họp số 1, trụ sở UBND huyện"


def test_a_speech_behind_a_colon_lists_nobody():
    text = "Đại biểu Mai Văn Trụ: “Cử tri mong sớm có đường, ông Lò Văn Pánh cũng nói vậy”."
    assert named(LEDE + text, "attendee") == []
