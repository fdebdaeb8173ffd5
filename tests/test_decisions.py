"""What a meeting adopts, votes and elects; the three senses of `thông qua` (guide §8)."""

import pytest
from growth import LINEAR, growth

from bienban.document import Document
from bienban.find.find import find
from bienban.link.decisions import link_decisions
from bienban.rules import load_rules
from bienban.text.tokenize import tokenize

RULES = load_rules()
LEDE = "Sáng 5/6, các đại biểu họp phiên thường kỳ tháng 6. "


def decisions(text):
    doc = tokenize(Document(text, "test"), RULES, words=False)
    return link_decisions(doc, find(doc, RULES), ())


@pytest.mark.parametrize(
    "marked",
    [
        "Tại kỳ họp, các đại biểu đã [[biểu quyết thông qua 05 nghị quyết quan trọng]].",
        "Hội nghị [[nhất trí thông qua Nghị quyết chuyên đề]].",
        "Hội nghị [[thống nhất một số chỉ tiêu chủ yếu năm 2023]]: thu ngân sách 3.500 tỷ đồng.",
        "Hội nghị [[tán thành với 6 nhiệm vụ trọng tâm]].",
        "Tại phiên họp, UBND tỉnh đã [[xem xét, thông qua 5 tờ trình]].",
        "Các thành viên UBND tỉnh [[cơ bản nhất trí với nội dung các tờ trình]].",
        "UBND tỉnh [[thống nhất chủ trương hỗ trợ 5 tỷ đồng cho nông dân]].",
        "Kỳ họp đã [[tiến hành bầu bà Lò Thị Mai giữ chức Phó Chủ tịch HĐND huyện]].",
        "HĐND phường [[miễn nhiệm chức danh Phó Chủ tịch đối với bà Trần Thị Lan]].",
        "Ủy ban MTTQ huyện [[hiệp thương cử ông Lê Văn An giữ chức Chủ tịch]].",
        "Hội nghị đã [[lấy phiếu tín nhiệm đối với 12 người giữ chức vụ]].",
        "HĐND tỉnh [[quyết nghị 15 chỉ tiêu chủ yếu]].",
        "Kết quả: [[39/39 đại biểu có mặt biểu quyết tán thành, bằng 92,86% tổng số đại biểu HĐND]].",
        "[[Nghị quyết về học phí đạt 44/47 phiếu, tỷ lệ 93,6%]].",
        "[[Nghị quyết về đầu tư công được 45/47 đại biểu tán thành, bằng 90%]].",
    ],
)
def test_a_decision_is_the_verb_with_its_object(marked):
    text = LEDE + marked.replace("[[", "").replace("]]", "")
    assert [d.provenance.raw for d in decisions(text)] == [marked.split("[[")[1].split("]]")[0]]


@pytest.mark.parametrize(
    "text",
    [
        "Tại phiên họp, đồng chí Lê Văn An, Trưởng phòng Tài chính thông qua dự thảo báo cáo.",
        "Các đại biểu được nghe đồng chí Lê Văn An thông qua dự thảo chương trình.",
        "Thông qua thảo luận, các đại biểu làm rõ nguyên nhân.",
        "Thông qua hoạt động giám sát, Thường trực HĐND chỉ rõ 12 dự án chậm.",
        "Kỳ họp dự kiến thông qua 12 nghị quyết.",
        "HĐND huyện sẽ nghe 9 tờ trình và thông qua 7 nghị quyết.",
        "Các nghị quyết vừa được thông qua có ý nghĩa quan trọng.",
        "Hội nghị cho ý kiến vào dự thảo nghị quyết.",
        "Công tác bầu cử đại biểu HĐND được chuẩn bị tốt.",
        "UBND huyện đã phê duyệt 12 dự án.",
        "Các sở làm việc với các huyện để thống nhất số liệu.",
        "Hai bên trao đổi thông tin thông qua Cơ chế một cửa.",
    ],
)
def test_what_only_looks_like_a_decision_is_none(text):
    assert decisions(LEDE + text) == ()


COUNCIL = "Sáng 5/6, HĐND huyện Sơn Lâm khai mạc kỳ họp thứ 5. "


@pytest.mark.parametrize(
    "text",
    [
        "Trước kỳ họp, UBND huyện đã thống nhất phương án hỗ trợ nông dân.",
        "Luật Đất đai được Quốc hội thông qua năm 2013 có nhiều điểm mới.",
        "Dự án được Thủ tướng phê duyệt; Quốc hội đã thông qua nghị quyết về vốn.",
        "Tỷ lệ cử tri đồng ý phương án sắp xếp xã là 96%.",
        "Năm 2019, HĐND huyện đã thông qua 25 nghị quyết.",
        "Từ đầu nhiệm kỳ, HĐND huyện đã thông qua 85 nghị quyết.",
        "Các đại biểu nhất trí cao với nhận định của báo cáo về kế hoạch năm.",
        "Lúc biểu quyết nghị quyết về học phí, một đại biểu vắng mặt.",
        "Kỳ họp có 39 đại biểu tham gia biểu quyết.",
    ],
)
def test_only_those_who_meet_decide(text):
    assert decisions(COUNCIL + text) == ()


@pytest.mark.parametrize(
    "marked",
    [
        "Kỳ họp xem xét 14 báo cáo và [[thông qua 8 nghị quyết]].",
        "Kỳ họp [[thống nhất việc thành lập đoàn giám sát]].",
        "Ông Lê Văn An được [[bầu giữ chức Chủ tịch HĐND huyện với 100% phiếu bầu]].",
        "100% đại biểu có mặt tán thành, HĐND huyện đã [[biểu quyết thông qua Nghị quyết về học phí]].",
    ],
)
def test_what_a_council_decides(marked):
    text = COUNCIL + marked.replace("[[", "").replace("]]", "")
    assert [d.provenance.raw for d in decisions(text)] == [marked.split("[[")[1].split("]]")[0]]


def test_a_row_of_verbs_is_one_decision():
    text = COUNCIL + "Các đại biểu đã biểu quyết nhất trí miễn nhiệm chức vụ của ông Lê Văn An."
    assert [d.provenance.raw for d in decisions(text)] == [
        "biểu quyết nhất trí miễn nhiệm chức vụ của ông Lê Văn An"
    ]


def test_a_decision_told_twice_is_one():
    text = (
        "Sáng 5/6, HĐND huyện bầu ông Lê Văn An làm Chủ tịch. "
        "Tại kỳ họp, HĐND huyện đã tiến hành bầu ông Lê Văn An làm Chủ tịch."
    )
    assert len(decisions(text)) == 1


def test_the_lede_tells_what_was_adopted():
    text = (
        "Chiều 6/3, dưới sự chủ trì của đồng chí Đinh Thế Hưởng, Chủ tịch HĐND "
        "tỉnh, HĐND tỉnh họp Kỳ họp thứ Mười hai (chuyên đề), thông qua 11 nghị quyết."
    )
    assert [d.provenance.raw for d in decisions(text)] == ["thông qua 11 nghị quyết"]


def test_a_notice_agrees_without_a_subject():
    text = """THÔNG BÁO
Kết luận của Chủ tịch UBND tỉnh
Ngày 29/7/2024, Chủ tịch UBND tỉnh chủ trì cuộc họp về đầu tư công tại Hội trường lớn.
Sau khi nghe báo cáo, Chủ tịch UBND tỉnh kết luận như sau:
1. Cơ bản thống nhất nội dung Báo cáo số 512/BC-SKH của Sở Kế hoạch và Đầu tư.
2. Đối với dự án nâng cấp Tỉnh lộ 1: Đồng ý chủ trương, tổng mức đầu tư không quá 290 tỷ đồng."""
    assert [d.provenance.raw for d in decisions(text)] == [
        "Cơ bản thống nhất nội dung Báo cáo số 512/BC-SKH của Sở Kế hoạch và Đầu tư",
        "Đồng ý chủ trương, tổng mức đầu tư không quá 290 tỷ đồng",
    ]


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        (
            "39/39 đại biểu có mặt biểu quyết tán thành, bằng 92,86% tổng số đại biểu HĐND.",
            {"yes": 39, "present": 39, "percent": "92.86"},
        ),
        ("100% đại biểu biểu quyết thông qua Nghị quyết.", {"percent": "100"}),
        ("HĐND huyện bầu ông Lê Văn An làm Chủ tịch với 46 phiếu đồng ý.", {"yes": 46}),
        (
            "Với 46/47 phiếu tán thành, đạt 97,87%, hội nghị bầu bổ sung 2 đồng chí vào Ủy ban Kiểm tra.",
            {"yes": 46, "present": 47, "percent": "97.87"},
        ),
        ("Quốc hội biểu quyết thông qua Luật với 432/477 đại biểu tán thành.", {"yes": 432, "present": 477}),
        ("Hội nghị nhất trí thông qua Nghị quyết.", None),
    ],
)
def test_votes_are_kept_as_told(text, votes):
    (found,) = decisions(LEDE + text)
    assert (found.votes.model_dump(exclude_none=True) if found.votes else None) == votes


def test_each_of_several_votes_is_a_decision():
    text = LEDE + (
        "HĐND tỉnh đã thông qua 18 nghị quyết. Nghị quyết về phát triển kinh "
        "tế được 47/47 đại biểu có mặt tán "
        "thành, bằng 94% tổng số đại biểu; Nghị quyết về học phí đạt 44/47 phiếu, tỷ lệ 93,6%."
    )
    assert [d.votes and d.votes.yes for d in decisions(text)] == [None, 47, 44]


@pytest.mark.parametrize(
    "unit", ["thông qua ", "HĐND biểu quyết ", "39/39 đại biểu ", "thống nhất, ", "1/1", "bầu; "]
)
def test_hostile_texts_take_time_in_proportion(unit):
    def prepare(size):
        doc = tokenize(Document(LEDE + unit * (size // len(unit)), "test"), RULES, words=False)
        mentions = find(doc, RULES)
        return lambda: link_decisions(doc, mentions, ())

    assert growth(prepare) < LINEAR


@pytest.mark.parametrize(
    "marked",
    [
        "Kỳ họp đã [[miễn nhiệm ông Tẩn Văn Phù]]; [[bầu bà Lò Thị Inh giữ chức Phó Chủ tịch HĐND huyện]].",
        "HĐND huyện [[thông qua 6 nghị quyết]]; [[xác nhận kết quả bầu bổ sung Ủy viên UBND huyện]].",
        "Bà Lò Thị Inh đã được HĐND huyện [[bầu giữ chức Phó Chủ tịch HĐND huyện]].",
        "Ông Tẩn Văn Phù [[trúng cử Ủy viên UBND huyện]] với 28/30 phiếu.".replace(
            "]] với 28/30 phiếu", " với 28/30 phiếu]]"
        ),
        "Nghị quyết được [[thông qua với 100% đại biểu có mặt tán thành]].",
        "Sau khi thảo luận, các đại biểu [[nhất trí và biểu quyết thông qua 4 tờ trình]].",
        "HĐND huyện [[thông qua Nghị quyết giảm 12 tỷ đồng vốn]], nguyên nhân do vướng mặt bằng.",
        "HĐND huyện [[thông qua đề nghị công nhận thị trấn đạt chuẩn đô thị văn minh]].",
        "Hội nghị [[thống nhất thành lập tổ công tác liên ngành]].",
        "Hội nghị Ban Chấp hành Đảng bộ huyện lần thứ 9, khóa XXI [[bầu ông Hà Văn Nam vào Ban Thường vụ]].",
        "HĐND huyện [[ban hành Nghị quyết về chất vấn]].",
    ],
)
def test_what_is_decided_in_other_shapes(marked):
    text = COUNCIL + marked.replace("[[", "").replace("]]", "")
    expected = [part.split("]]")[0] for part in marked.split("[[")[1:]]
    assert [decision.provenance.raw for decision in decisions(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Từ tháng 5/2016 đến tháng 8/2020, ông Nam được bầu làm Bí thư Huyện đoàn.",
        "Bà Inh cảm ơn các đại biểu đã bầu bà giữ chức Phó Chủ tịch HĐND huyện.",
        "Hội nghị đã tiến hành bầu chức danh Chủ tịch.",
        "Sau khi đề án được HĐND huyện thông qua, các xã sẽ triển khai.",
        "Chủ tọa kỳ họp thông qua chương trình làm việc.",
        "Hội nghị thống nhất đề nghị cấp trên xem xét.",
        "UBND huyện trình HĐND huyện thông qua 3 nghị quyết.",
    ],
)
def test_what_looks_decided_in_other_shapes(text):
    assert decisions(COUNCIL + text) == ()


def test_a_bare_count_belongs_to_the_decision_before():
    text = COUNCIL + "HĐND huyện thông qua Nghị quyết về giá đất. Kết quả có 29/30 đại biểu tán thành."
    (found,) = decisions(text)
    assert (found.votes.yes, found.votes.present) == (29, 30)


def test_what_the_lede_tells_again_stands_in_the_body():
    text = (
        "Sáng 5/6, HĐND huyện Sơn Lâm đã thông qua nhiều nghị quyết quan trọng.\n"
        "Tại kỳ họp, HĐND huyện thông qua Nghị quyết về giá đất. HĐND huyện thông qua Nghị quyết về học phí."
    )
    assert [d.object for d in decisions(text)] == ["Nghị quyết về giá đất", "Nghị quyết về học phí"]
