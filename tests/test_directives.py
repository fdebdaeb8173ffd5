"""Orders are found in every structure of guide §7.2, and what only looks like one stays out."""

import pytest
from growth import LINEAR, growth

from bienban.document import Document
from bienban.find.find import find
from bienban.link.calendar import Calendar
from bienban.link.directives import link_directives, passed_over
from bienban.link.link import link
from bienban.rules import load_rules
from bienban.text.tokenize import tokenize

RULES = load_rules()
LEDE = (
    "Chiều 5/6/2023, UBND huyện Sơn Lâm họp phiên thường kỳ tháng 5. "
    "Đồng chí Lý Văn Páo, Phó Bí thư Huyện ủy, Chủ tịch UBND huyện chủ trì phiên họp.\n"
)


def directives(text):
    document = Document(text, "test")
    doc = tokenize(document, RULES, words=False)
    found = link(document, doc, find(doc, RULES)).directives
    assert all(text[d.provenance.start : d.provenance.end] == d.text == d.provenance.raw for d in found)
    return found


def read(marked):
    """The directives of a text, and what its marks say they are."""
    text = marked.replace("[[", "").replace("]]", "")
    return [d.text for d in directives(text)], [part.split("]]")[0] for part in marked.split("[[")[1:]]


STRUCTURES = {
    "T1 one sentence": "Chủ tịch UBND huyện yêu cầu [[các xã rà soát chỉ tiêu, hoàn thành kế hoạch]].",
    "T1 verb and comma": "Bí thư Huyện ủy đề nghị, [[các đại biểu phát huy trí tuệ]]; [[tiến "
    "hành rà soát chỉ tiêu]].",
    "T2 colon and semicolons": (
        "Kết luận phiên họp, đồng chí Chủ tịch UBND huyện nhấn mạnh một số nội dung, cụ thể: "
        "[[Các phòng, ban rà soát từng chỉ tiêu]]; [[Đẩy nhanh tiến độ thi "
        "công]]; [[Chi cục Thuế cần thu hồi nợ "
        "đọng]]...; [[Đề nghị các xã giải ngân vốn]]; [[Trồng cây xanh trên địa bàn... phấn đấu hoàn thành]]."
    ),
    "T2 a list of lines": (
        "Phát biểu kết luận, đ/c Chủ tịch UBND huyện đề nghị các xã, thị trấn "
        "thực hiện tốt các nội dung sau:\n"
        "- [[Tập trung thu hoạch lúa xuân]].\n- [[Phòng Nội vụ kiểm tra công "
        "vụ đột xuất]]; [[kiên quyết xử lý vi phạm]]./."
    ),
    "T3 further sentences": (
        "Phát biểu kết luận, Chủ tịch UBND huyện yêu cầu [[các phòng, ban rà soát chỉ tiêu]]. "
        "[[Tiếp tục thực hiện cải cách hành chính]]. Đồng thời, [[tăng cường "
        "kiểm tra]]. Bên cạnh đó, [[làm tốt "
        "công tác phòng cháy]]."
    ),
    "T4 addressee first": (
        "Chủ tịch UBND huyện yêu cầu [[các phòng bám sát chỉ tiêu]]. [[Phòng Tài chính - Kế hoạch tham mưu "
        "phân bổ vốn]]. [[Các chủ đầu tư lập tiến độ chi tiết]]; [[đơn vị nào chậm thì người đứng đầu phải "
        "chịu trách nhiệm]]."
    ),
    "T5 ordinals": (
        "Kết luận cuộc họp, Chủ tịch UBND huyện nhấn mạnh, thời gian không còn nhiều. Thứ nhất, [[các xã thu "
        "hoạch nhanh gọn lúa mùa]]. Thứ hai, [[phấn đấu giảm 2% hộ nghèo]]."
    ),
    "T5 numbers in a sentence": (
        "Kết luận, Chủ tịch UBND huyện yêu cầu: (1) [[Phòng Nội vụ rà soát biên chế]]; (2) [[Tăng cường "
        "kiểm tra công vụ]]."
    ),
    "T6 passive and negative": (
        "Chủ tịch UBND huyện phê bình Phòng Nội vụ chậm tham mưu; [[Công an "
        "huyện được giao bảo đảm an ninh]]; "
        "[[tuyệt đối không để xảy ra cháy rừng]]."
    ),
    "T8 a quote": (
        "Kết luận phiên họp, Chủ tịch UBND huyện biểu dương các xã. “[[Chúng "
        "ta không được phép thỏa mãn, phải "
        "giữ bằng được mục tiêu]]”, ông nói."
    ),
    "T8 a quote with its speaker behind": (
        "Kết luận phiên họp, Chủ tịch UBND huyện biểu dương các xã. “[[Xã, thị trấn phải giao ban thường "
        "xuyên]]”, đồng chí Bí thư Huyện ủy nhấn mạnh."
    ),
    "praise, then an order": (
        "Phát biểu kết luận, Chủ tịch UBND huyện ghi nhận nỗ lực của các xã; "
        "đồng thời [[đề nghị các xã rà soát "
        "chỉ tiêu]]."
    ),
    "a topic in front stays in": (
        "Chủ tịch UBND huyện yêu cầu [[các xã rà soát chỉ tiêu]]. [[Đối với 12 dự án chậm, UBND các xã kiên "
        "quyết thu hồi]]. [[Trên cơ sở kết quả rà soát, các phòng tham mưu điều chỉnh]]."
    ),
    "a time in front stays out": (
        "Chủ tịch UBND huyện yêu cầu, trong thời gian tới [[ngành Thanh tra tập trung hoàn thành kế hoạch]]. "
        "Bên cạnh đó, trong tháng 5 và quý tới, [[toàn ngành thực hiện tốt nhiệm vụ]]."
    ),
    "said to have ordered": (
        "Tại hội nghị, Chủ tịch UBND huyện đã yêu cầu [[các xã phải giữ ổn "
        "định tình hình]]. Theo Chủ tịch UBND "
        "huyện, thời gian rất gấp, vì vậy [[các phòng cần phối hợp chặt chẽ]]."
    ),
    "a body orders": "UBND huyện yêu cầu [[các chủ đầu tư đẩy nhanh tiến độ]]; [[kiên quyết "
    "điều chuyển vốn]].",
    "a leader without a name": "Người đứng đầu UBND huyện yêu cầu [[Công an huyện mở đợt cao điểm]].",
}


CHAIRED = (
    "Chiều 7/9/2022, Phó Thủ tướng Trần Hữu Lộc chủ trì cuộc họp với các bộ về giá xăng dầu.\n"
    "Theo báo cáo, tồn kho còn 1,2 triệu m3.\n"
)
SAID = {
    "who presides says what must be done": (
        "Phó Thủ tướng nói [[các bộ chưa giao hết vốn phải phân bổ xong trước ngày 15/7]]. "
        "[[Các địa phương hoàn tất thủ tục đầu tư]]."
    ),
    "a verb of saying and its colon": (
        "Ông Trần Hữu Lộc kết luận: [[Giao Bộ Công Thương lập phương án]]; [[Bộ Tài chính giảm thuế]]."
    ),
    "by way of theo": (
        "Phó Thủ tướng cho rằng, [[các bệnh viện cần công khai giá thuốc]]. "
        "Theo Phó Thủ tướng, [[giám đốc sở phải chịu trách nhiệm]]."
    ),
    "an adverb behind the addressee, and an object that is no speaker": (
        "Phó Thủ tướng yêu cầu [[các bộ kiểm điểm]]. Theo đó, trước 30/7, [[Bộ Công Thương cũng phải trình "
        "Thủ tướng giao chỉ tiêu]]. Song song với đó là [[tăng cường chống buôn lậu]]."
    ),
    "a thing that must be done, behind orders": (
        "Phó Thủ tướng yêu cầu [[các bộ rà soát]]. [[Quy trình lấy ý kiến phải được thực hiện đúng]]."
    ),
    "a colon inside an order": (
        "Phó Thủ tướng yêu cầu [[các bộ rà soát]]. [[Bộ Công Thương phối hợp với các Bộ: Tài chính, Xây "
        "dựng và Quốc phòng thẩm định đề án]]."
    ),
    "a quote of several sentences": (
        "“[[Các bộ không được để đứt gãy nguồn cung]]. [[Doanh nghiệp nào găm hàng phải rút giấy phép]]”, "
        "Phó Thủ tướng Trần Hữu Lộc nhấn mạnh."
    ),
    "a body behind a short phrase": "Tại Nghị quyết, Chính phủ giao [[Bộ Tài chính rà soát các khoản phí]].",
    "a topic and a name without comma": (
        "Phó Thủ tướng yêu cầu [[các bộ rà soát]]. [[Riêng Bộ Y tế cần rút kinh nghiệm]]."
    ),
    "an addressee whose verb no rule knows": "Phó Thủ tướng yêu cầu [[UBND các tỉnh sơ tán dân]].",
}


@pytest.mark.parametrize("marked", SAID.values(), ids=SAID)
def test_an_order_may_be_told_as_speech(marked):
    found, expected = read(CHAIRED + marked)
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "TS. Nguyễn Minh Trí cho rằng Chính phủ cần cắt giảm điều kiện kinh doanh.",
        "Bà Lê Thị Hoa, Phó Chủ tịch VCCI đề nghị giảm thuế cho doanh nghiệp nhỏ.",
        "Chủ tịch UBND tỉnh Đinh Văn Lợi đề nghị Đoàn giám sát quan tâm tháo gỡ vướng mắc.",
        "Theo đó, vừa qua, Thủ tướng chỉ đạo các bộ có văn bản hướng dẫn.",
        "Nội dung gồm:\n- Báo cáo kết quả chỉ đạo, xử lý các vụ việc;\n- Báo cáo tháng 8.",
        "Phó Thủ tướng cho biết Ban Chỉ đạo sẽ tổ chức hội nghị; tiếp tục thực hiện đề án.",
        "Giám đốc Sở Y tế cho biết các bệnh viện phải báo cáo theo quy định.",
        "“Xe quá tải chạy tự do thì phải hỏi quản lý ở đâu?”, Phó Thủ tướng nói.",
        "“Phải kiên quyết như thế!”, Phó Thủ tướng nói.",
    ],
)
def test_what_is_only_said_is_no_order(text):
    assert directives(CHAIRED + text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Kinh tế thế giới còn phải đối mặt với nhiều rủi ro.",
        "Nhiều doanh nghiệp phải tạm dừng sản xuất.",
        "Người dân phải chờ đợi lâu khi làm thủ tục.",
        "Một số dự án phải điều chỉnh tổng mức đầu tư.",
        "Tăng trưởng 5 tháng đạt 7,2%, cao nhất 3 năm.",
        "Thành phố luôn tạo điều kiện để phóng viên tác nghiệp.",
        "Đây là nhiệm vụ khó, cần nhiều thời gian.",
    ],
)
def test_what_is_suffered_or_told_behind_orders_is_none(text):
    found = directives(CHAIRED + "Phó Thủ tướng yêu cầu các bộ rà soát giá. " + text)
    assert [d.text for d in found] == ["các bộ rà soát giá"]


@pytest.mark.parametrize(
    "text",
    [
        "Phát biểu tại cuộc họp, Giám đốc Sở Công Thương Lê Văn An cho biết các doanh nghiệp cần thêm vốn. "
        "Tập trung hỗ trợ 30 doanh nghiệp. Triển khai 5 chương trình khuyến công.",
        "Báo cáo tại cuộc họp, Thứ trưởng Lê Thị Lộc nêu rõ, các xã phải thu hoạch lúa. Tổ chức 3 lớp.",
        "Phát biểu tại cuộc họp, Phó Thủ tướng ghi nhận kết quả đạt được. Các cấp ủy đã đổi mới phương thức "
        "lãnh đạo. Bồi dưỡng 1.200 lượt cán bộ. Kết nạp 150 đảng viên mới.",
    ],
)
def test_those_below_the_chair_report(text):
    assert directives(CHAIRED + text) == ()


def test_who_must_act_may_stand_behind_what_he_must_act_on():
    text = "Phó Thủ tướng yêu cầu các bộ rà soát giá. Những vấn đề báo chí nêu, các sở phải trả lời đúng hạn."
    found = directives(CHAIRED + text)
    assert [d.addressee for d in found] == ["các bộ", "các sở"]


def test_the_name_of_an_addressee_ends_before_its_adverb():
    found = directives(CHAIRED + "Phó Thủ tướng yêu cầu các bộ rà soát. Bộ Công Thương cũng phải rà soát.")
    assert [d.addressee for d in found] == ["các bộ", "Bộ Công Thương"]


def test_who_is_told_to_act_does_not_speak():
    found = directives(CHAIRED + "Ông yêu cầu Bộ trưởng Bộ Y tế kiểm điểm cán bộ; rà soát giá thuốc.")
    assert {d.speaker for d in found} == {"Trần Hữu Lộc"}


@pytest.mark.parametrize("marked", STRUCTURES.values(), ids=STRUCTURES)
def test_an_order_is_found_in_every_structure(marked):
    found, expected = read(LEDE + marked)
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "Theo báo cáo, kinh tế ổn định. Tập trung chỉ đạo các cơ quan triển khai nhiệm vụ thu ngân sách.",
        "Theo báo cáo, UBND huyện đã yêu cầu các xã đôn đốc thu nợ. Thuế được tập trung chỉ đạo.",
        "Tại phiên họp, các đại biểu tập trung thảo luận giải pháp giải ngân.",
        "Các đại biểu đã tập trung phản ánh: xây dựng kế hoạch sát thực tế; đôn đốc xử lý sau thanh tra.",
        "UBND huyện đề nghị Sở Giao thông vận tải sớm bố trí vốn nâng cấp đường tỉnh 218.",
        "Cử tri đề nghị sửa chữa cầu treo liên thôn.",
        "Về khó khăn, UBND huyện đề nghị Sở Xây dựng khắc phục sạt lở; kiến nghị Sở Nội vụ bổ sung biên chế.",
        "Trong tháng 6, huyện tiếp tục chăm sóc lúa Hè Thu, siết chặt quản lý thuế.",
        "Chủ tịch UBND huyện phê bình Phòng Nội vụ chậm tham mưu.",
        "Phát biểu kết luận, Chủ tịch UBND huyện ghi nhận, đánh giá cao nỗ lực của các xã.",
        "Phát biểu khai mạc, đồng chí Bí thư Huyện ủy nêu rõ ý nghĩa của hội nghị.",
        "Lãnh đạo tỉnh dự và chỉ đạo hội nghị.",
        "Công tác cán bộ đáp ứng yêu cầu nhiệm vụ. Hội nghị giao ban được tổ chức hằng tháng.",
        "Thu ngân sách đạt 47% dự toán HĐND tỉnh giao.",
        "Đề tài do Viện Quy hoạch chủ trì.",
        "Kết luận phiên họp, Chủ tịch UBND huyện cho biết, thu ngân sách đạt 45% dự toán.",
    ],
)
def test_what_only_looks_like_an_order_is_none(text):
    assert directives(LEDE + text) == ()


HARD = {
    "HC27": "[[Giao Sở Tài chính chủ trì, phối hợp Sở Xây dựng rà soát giá đất]]; "
    "đề tài do Viện Quy hoạch chủ trì.",
    "HC33": (
        "Phát biểu kết luận, đồng chí Chủ tịch UBND thành phố nhấn mạnh một số "
        "nội dung: [[Các phường, xã rà soát "
        "nhiệm vụ được giao]]; [[Đẩy nhanh tiến độ tu sửa Nghĩa trang Liệt "
        "sĩ]]; [[Chi cục Thuế cần tham mưu thu "
        "hồi nợ đọng]]...; [[Đề nghị các phường, xã giải ngân vốn hỗ trợ xi măng]]."
    ),
    "HC34": (
        "Công tác GPMB được thực hiện theo kế hoạch. Tập trung chỉ đạo các cơ "
        "quan triển khai nhiệm vụ thu ngân "
        "sách. UBND huyện đã yêu cầu các xã đôn đốc thu nợ. Tại phiên họp, các "
        "đại biểu tập trung thảo luận giải "
        "pháp giải ngân."
    ),
    "HC35": (
        "Chủ tịch UBND tỉnh giao [[Sở Kế hoạch và Đầu tư chủ trì, phối hợp với "
        "Sở Tài chính, UBND các huyện tham "
        "mưu phương án điều chuyển vốn theo Nghị định số 40/2020/NĐ-CP, báo "
        "cáo UBND tỉnh trước ngày 15/12]]; "
        "[[hoàn thành trong quý IV/2024]]."
    ),
    "HC36": (
        "UBND huyện đề nghị Sở Giao thông vận tải sớm bố trí vốn nâng cấp "
        "đường tỉnh 218. Cử tri đề nghị sửa chữa "
        "cầu treo liên thôn."
    ),
    "HC37": (
        "Trong tháng 6, huyện tiếp tục chăm sóc lúa Hè Thu, siết chặt quản lý "
        "thuế. Chủ tịch UBND huyện phê bình "
        "Phòng Nội vụ chậm tham mưu; [[Công an huyện được giao bảo đảm an ninh "
        "dịp lễ]]; [[tuyệt đối không để xảy "
        "ra cháy rừng]]."
    ),
}


@pytest.mark.parametrize("marked", HARD.values(), ids=HARD)
def test_a_hard_case_is_read_as_intended(marked):
    found, expected = read(marked)
    assert found == expected


def test_lead_partners_ground_and_deadline_are_read():
    first, second = directives(HARD["HC35"].replace("[[", "").replace("]]", ""))
    assert first.speaker == "Chủ tịch UBND tỉnh"
    assert first.addressee == first.lead == "Sở Kế hoạch và Đầu tư"
    assert first.coordinate == ("Sở Tài chính", "UBND các huyện")
    assert first.legal_basis == ("Nghị định số 40/2020/NĐ-CP",)
    assert (first.deadline, second.deadline) == ("trước ngày 15/12", "trong quý IV/2024")
    assert second.addressee is None
    assert second.addressee_inherited == "Sở Kế hoạch và Đầu tư"
    assert second.deadline_date == "2024-Q4"


@pytest.mark.parametrize(
    ("order", "deadline", "code"),
    [
        ("các xã hoàn thành trước ngày 20/6", "trước ngày 20/6", "2023-06-20"),
        ("các xã báo cáo chậm nhất ngày 10.7", "chậm nhất ngày 10.7", "2023-07-10"),
        ("các xã hoàn thành trong tháng 7", "trong tháng 7", "2023-07"),
        ("các xã báo cáo trước 16 giờ 00 ngày 07/7/2023", "trước 16 giờ 00 ngày 07/7/2023", "2023-07-07"),
        ("các xã báo cáo trong vòng 15 ngày kể từ ngày bế mạc", "trong vòng 15 ngày kể từ ngày bế mạc", None),
        ("các xã báo cáo trong 10 ngày làm việc", "trong 10 ngày làm việc", None),
        ("các xã khắc phục ngay trong tuần này", "ngay trong tuần này", None),
        ("các xã kịp thời, sớm khắc phục tồn tại", None, None),
        ("các xã rà soát công tác quy hoạch giai đoạn đến năm 2045", None, None),
        ("các xã thu ngân sách 6 tháng đầu năm đạt 52% dự toán", None, None),
    ],
)
def test_a_deadline_is_kept_as_written(order, deadline, code):
    (found,) = directives(f"{LEDE}Chủ tịch UBND huyện yêu cầu {order}.")
    assert found.deadline == deadline
    assert found.deadline_date == code


@pytest.mark.parametrize(
    ("order", "addressee"),
    [
        ("UBND các xã Yên Phú, Bạch Xa tăng cường bảo vệ rừng", "UBND các xã Yên Phú, Bạch Xa"),
        ("các phòng, ban và UBND các xã khẩn trương rà soát", "các phòng, ban và UBND các xã"),
        (
            "Ban Quản lý dự án đầu tư xây dựng huyện hoàn thiện hồ sơ",
            "Ban Quản lý dự án đầu tư xây dựng huyện",
        ),
        ("các địa phương, nhất là các xã vùng cao phải tiết kiệm", "các địa phương, nhất là các xã vùng cao"),
        ("Phòng Văn hóa - Thông tin tuyên truyền", "Phòng Văn hóa - Thông tin"),
        ("khẩn trương rà soát các dự án", None),
        ("không để xảy ra cháy rừng", None),
    ],
)
def test_an_addressee_is_told_as_written(order, addressee):
    (found,) = directives(f"{LEDE}Chủ tịch UBND huyện yêu cầu {order}.")
    assert found.addressee == addressee


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Đồng chí Chủ tịch UBND huyện yêu cầu các xã rà soát.", "Lý Văn Páo"),
        ("Ông Páo yêu cầu các xã rà soát.", "Lý Văn Páo"),
        ("Phó Chủ tịch UBND huyện Hà Thị Mận yêu cầu các xã rà soát.", "Hà Thị Mận"),
        (
            "Kết luận phiên họp, đồng chí Lý Văn Páo biểu dương các xã. Đồng chí đề nghị các xã rà soát.",
            "Lý Văn Páo",
        ),
        ("Kết luận, Bí thư Huyện ủy yêu cầu các xã rà soát.", "Bí thư Huyện ủy"),
        ("UBND huyện yêu cầu các xã rà soát.", "UBND huyện"),
        ("Hội nghị yêu cầu các cấp ủy quán triệt nghị quyết.", "Hội nghị"),
    ],
)
def test_the_speaker_is_a_name_where_the_text_tells_one(sentence, speaker):
    (found,) = directives(LEDE + sentence)
    assert found.speaker == speaker


def test_a_notice_orders_under_numbers_and_headings():
    text = """THÔNG BÁO
Kết luận của Chủ tịch UBND tỉnh Hồ Quang Nam tại cuộc họp
Ngày 29/7/2024, đồng chí Hồ Quang Nam, Chủ tịch UBND tỉnh đã chủ trì cuộc họp về đầu tư công tại Hội trường.
Sau khi nghe báo cáo, Chủ tịch UBND tỉnh kết luận, chỉ đạo như sau:
1. Thống nhất nội dung báo cáo của Sở Tài chính.
2. Giao Sở Tài chính:
a) Chủ trì, phối hợp với các chủ đầu tư rà soát dự án.
3. Sở Xây dựng
- Hoàn thiện bảng giá, gửi Sở Tư pháp trước ngày 07/8/2024.
4. Công an tỉnh: Tăng cường tuần tra; xử lý nghiêm vi phạm.
III. Tổ chức thực hiện
Văn phòng UBND tỉnh thông báo để các đơn vị biết, thực hiện./.
Nơi nhận:
- Như trên;"""
    found = directives(text)
    assert [d.text for d in found] == [
        "Chủ trì, phối hợp với các chủ đầu tư rà soát dự án",
        "Hoàn thiện bảng giá, gửi Sở Tư pháp trước ngày 07/8/2024",
        "Công an tỉnh: Tăng cường tuần tra",
        "xử lý nghiêm vi phạm",
    ]
    assert [d.addressee or d.addressee_inherited for d in found] == [
        "Sở Tài chính",
        "Sở Xây dựng",
        "Công an tỉnh",
        "Công an tỉnh",
    ]
    assert {d.speaker for d in found} == {"Hồ Quang Nam"}


def test_a_lower_one_asks_and_the_chair_orders():
    text = (
        "Chiều 3/4, UBND tỉnh họp phiên thường kỳ. Chủ tịch UBND tỉnh Hồ Văn Tiến chủ trì phiên họp.\n"
        "Tại phiên họp, Chủ tịch UBND huyện Bắc Sơn Nguyễn Đình Lợi đề nghị "
        "UBND tỉnh bố trí vốn xây cầu; đề nghị "
        "Sở Giao thông vận tải nâng cấp đường tỉnh 241.\n"
        "Sau khi nghe các ý kiến, Chủ tịch UBND tỉnh yêu cầu huyện Bắc Sơn "
        "giải phóng mặt bằng; giao Sở Nội vụ rà "
        "soát biên chế."
    )
    assert [d.text for d in directives(text)] == [
        "huyện Bắc Sơn giải phóng mặt bằng",
        "giao Sở Nội vụ rà soát biên chế",
    ]


def test_a_report_ends_the_orders():
    text = LEDE + (
        "Phát biểu chỉ đạo, Chủ tịch UBND huyện yêu cầu các xã rà soát quỹ "
        "đất. Năm 2022, toàn huyện trồng mới 320 "
        "ha rừng, đạt 105% kế hoạch. Các xã đã bố trí 12 tỷ đồng. Chăm sóc tốt 5.000 ha rừng hiện có."
    )
    assert [d.text for d in directives(text)] == ["các xã rà soát quỹ đất"]


def test_what_is_told_twice_counts_once():
    order = "Chủ tịch UBND huyện yêu cầu các xã rà soát chỉ tiêu.\n"
    assert len(directives(LEDE + order + order)) == 1


@pytest.mark.parametrize(
    "unit",
    [
        "Giao Sở ",
        "; ",
        "“",
        "yêu cầu các xã ",
        "Thứ nhất, ",
        "(1) ",
        "1. Giao: ",
        "Sở Tài chính, ",
        "cần ",
        "trước ngày 1/1 ",
    ],
)
def test_hostile_texts_take_time_in_proportion(unit):
    def prepare(size):
        text = LEDE + "Kết luận, Chủ tịch UBND huyện yêu cầu " + unit * (size // len(unit))
        doc = tokenize(Document(text, "test"), RULES, words=False)
        mentions = find(doc, RULES)
        return lambda: link_directives(doc, mentions, (), (), Calendar())

    assert growth(prepare) < LINEAR


@pytest.mark.parametrize("text", ["", "\n", ":", ";;;", "“”", "Kết luận:", "Giao", "- \n- \n", "Yêu cầu"])
def test_a_text_of_nothing_orders_nothing(text):
    assert directives(text) == ()


def reasons(text):
    """Why what looks like an order in `text` is none, in text order."""
    document = Document(text, "test")
    doc = tokenize(document, RULES, words=False)
    mentions = find(doc, RULES)
    return [passed.reason for passed in passed_over(doc, mentions, link(document, doc, mentions).people)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Theo báo cáo, kinh tế ổn định. Tập trung chỉ đạo các xã thu thuế.", "report"),
        ("Tại phiên họp, các đại biểu thảo luận. UBND huyện đã yêu cầu các xã thu nợ.", "past"),
        ("Cử tri đề nghị sửa cầu treo liên thôn.", "petition"),
        ("UBND huyện đề nghị Sở Xây dựng sớm bố trí vốn.", "beside or above"),
        ("Chủ tịch UBND huyện phê bình Phòng Nội vụ chậm tham mưu.", "praised"),
        ("Phát biểu kết luận, Chủ tịch UBND huyện nêu rõ, công tác này đáp ứng yêu cầu.", "fixed phrase"),
        (
            "Chủ tịch UBND huyện yêu cầu các xã rà soát. Thành phố phấn đấu đến cuối năm sẽ lắp 20 trạm.",
            "will do",
        ),
    ],
)
def test_it_is_told_why_what_looks_like_an_order_is_none(text, reason):
    assert any(reason in told for told in reasons(LEDE + text))


def test_an_order_needs_no_reason():
    assert reasons(LEDE + "Chủ tịch UBND huyện yêu cầu các xã rà soát chỉ tiêu.") == []


CITY = (
    "Sáng 8/8/2022, ông Vũ Trọng Kha, Phó Bí thư Thành ủy, Chủ tịch UBND TP Hà Nội chủ trì cuộc họp "
    "với các sở, ngành.\n"
)
BEGUN = LEDE + "Phát biểu kết luận, Chủ tịch UBND huyện yêu cầu [[các xã rà soát chỉ tiêu]]. "
CLASSES = {
    "a city of the centre stands above its departments": CITY
    + "Ông Kha nhấn mạnh, [[Sở Y tế cần mua đủ vắc xin]]; [[công khai giá thuốc]]. "
    "[[Sở Công Thương dự trữ hàng Tết]].",
    "to stress is no petition": CITY
    + "Kết luận cuộc họp, ông Kha lưu ý [[Cục Thuế Hà Nội phải thu đúng hạn]].",
    "a city of a province still asks": LEDE.replace("UBND huyện", "UBND thành phố")
    + "Chủ tịch UBND thành phố đề nghị Sở Xây dựng cấp thêm vốn.",
    "a purpose in front of a body": LEDE
    + "Để kịp thời ứng phó với bão số 4, giữ an toàn cho người dân vùng ven biển, UBND huyện yêu cầu "
    "[[các xã sơ tán dân trước 17 giờ]].\n[[Công an huyện cấm đường]].",
    "a period in front of a body is a report": LEDE
    + "Trong tháng 5, do nắng hạn kéo dài, UBND huyện yêu cầu các xã tiết kiệm nước.",
    "a chair cited": LEDE + "Theo Chủ tịch UBND huyện, [[các xã cần chủ động nguồn giống]].",
    "one who reports cited": LEDE + "Theo Trưởng phòng Nông nghiệp, các xã cần thêm giống.",
    "a circumstance stays outside": BEGUN
    + "Khi đã có mặt bằng, [[chủ đầu tư phải khởi công ngay]]. Trong quá trình thi công, [[nhà thầu phải bảo "
    "đảm an toàn]].",
    "what it is about stays in": BEGUN
    + "[[Đối với 3 chợ xuống cấp, UBND các xã kiên quyết di dời]]. [[Trên cơ sở đó, lập phương án đấu giá]].",
    "a task and its verb": BEGUN
    + "Nhiệm vụ quan trọng là [[giữ vững an ninh biên giới]]. Giải pháp trước mắt là [[vận động người dân]].",
    "a task without what has to be done": BEGUN + "Nhiệm vụ trọng tâm là công tác cán bộ.",
    "a pronoun behind what it is about": BEGUN
    + "Về công tác tuyển quân, đồng chí yêu cầu [[Ban Chỉ huy Quân sự huyện chốt danh sách]].",
    "bodies below pass orders on": BEGUN
    + "[[Phòng Nội vụ đôn đốc các xã nộp báo cáo]]; [[Phòng Y tế chỉ đạo các trạm trực 24/24 giờ]].",
    "a time in front counts in its own clause": LEDE
    + "Thu hoạch lúa trong thời gian qua bị chậm, theo đó Chủ tịch UBND huyện yêu cầu "
    "[[các xã huy động máy gặt]].",
    "what is told first": BEGUN
    + "Đồng chí lưu ý, mưa lớn còn kéo dài, [[các xã vùng thấp phải khơi thông kênh mương]].",
    "who is named behind riêng": BEGUN + "[[Riêng xã Nà Hẩu hoàn thành đường liên thôn]].",
    "a case": BEGUN + "[[Trường hợp dựng lều trái phép phải tháo dỡ]].",
    "the colon of a class of bodies": BEGUN
    + "[[Phòng Tài chính phối hợp với các Phòng: Nội vụ, Y tế và Giáo dục lập dự toán]].",
    "only an announcement": BEGUN + "Đồng chí nhấn mạnh một số nhiệm vụ trọng tâm của quý III.",
    "a promise": BEGUN + "Huyện phấn đấu đến năm 2025 sẽ xóa nhà tạm.",
    "a result in numbers": BEGUN + "Thu ngân sách đạt 51% dự toán. Giải ngân mới đạt 28%.",
    "a target in numbers": BEGUN + "[[Phấn đấu thu ngân sách đạt 100% dự toán]].",
    "a ceremony": BEGUN + "Bí thư Huyện ủy trao Giấy khen cho 4 tập thể. Đoàn công tác tặng quà 12 hộ nghèo.",
    "what goes on behind a told sentence": BEGUN
    + "Toàn huyện hiện có 24 chợ. Các chợ thu hút 300 hộ. Các doanh nghiệp tạo việc làm cho lao động.",
    "what is due behind a told sentence": BEGUN
    + "Toàn huyện hiện có 24 chợ. [[Các xã phải bảo đảm vệ sinh]]. [[Cần sớm có quy hoạch chợ]].",
    "who stands for a company": BEGUN
    + "Đại diện Công ty Nam Hà đề nghị giao đất. Công ty cam kết nộp đủ thuế.",
    "a by-line of a picture": LEDE
    + "Chủ tịch UBND huyện yêu cầu các xã rà soát. Ảnh: Thu Hà. Kinh tế tăng 7%.",
    "what is done to its subject": BEGUN + "Đại hội điểm Đảng bộ xã Nà Hẩu được chuẩn bị chu đáo.",
    "a leader whom each means": BEGUN + "“[[Từng trưởng phòng phải trả lời công dân]]”, đồng chí nhấn mạnh.",
    "an adverb and a negation behind a name": BEGUN
    + "[[Các xã biên giới sớm bàn giao mốc]]. [[Kêu gọi người dân không đốt nương]].",
}


@pytest.mark.parametrize("marked", CLASSES.values(), ids=CLASSES)
def test_a_class_of_orders_is_read(marked):
    found, expected = read(marked)
    assert found == expected


@pytest.mark.parametrize(
    ("sentence", "addressee"),
    [
        ("Các xã biên giới sớm bàn giao mốc.", "Các xã biên giới"),
        ("Chi cục Thuế căn cứ nhiệm vụ được giao cần rà soát nợ.", "Chi cục Thuế"),
        ("Mọi cán bộ phải nêu gương.", "Mọi cán bộ"),
        ("Đội Quản lý thị trường phối hợp kiểm tra chợ.", "Đội Quản lý thị trường"),
        ("Phòng Nội vụ sẽ phải công khai kết quả.", "Phòng Nội vụ"),
        ("Các địa phương, nhất là các xã vùng cao phải giữ rừng.", "Các địa phương, nhất là các xã vùng cao"),
    ],
)
def test_the_name_of_who_must_act_ends_in_front_of_what_he_must(sentence, addressee):
    text = BEGUN.replace("[[", "").replace("]]", "")
    assert directives(text + sentence)[-1].addressee == addressee


@pytest.mark.parametrize(
    ("told", "speaker"),
    [
        (
            "Phát biểu tại phiên họp, bà Hà Thị Mận, Bí thư Huyện ủy ghi nhận kết quả. Bà đề nghị",
            "Hà Thị Mận",
        ),
        ("Ông Lý Văn Páo đề nghị", "Lý Văn Páo"),
        ("UBND huyện yêu cầu", "UBND huyện"),
    ],
)
def test_a_pronoun_means_who_spoke_last(told, speaker):
    assert [d.speaker for d in directives(LEDE + told + " các xã rà soát chỉ tiêu.")] == [speaker]


@pytest.mark.parametrize(
    ("order", "lead", "coordinate"),
    [
        (
            "Sở Tài chính chủ trì, phối hợp với Cục Thuế, Kho bạc tỉnh rà soát nợ",
            "Sở Tài chính",
            ["Cục Thuế", "Kho bạc tỉnh"],
        ),
        ("Phòng Nội vụ phối hợp với các xã kiểm tra công vụ", None, ["các xã"]),
        (
            "Sở Xây dựng làm đầu mối, phối hợp cùng UBND các huyện lập quy hoạch",
            "Sở Xây dựng",
            ["UBND các huyện"],
        ),
        ("các xã rà soát chỉ tiêu", None, []),
    ],
)
def test_who_leads_and_with_whom(order, lead, coordinate):
    found = directives(LEDE + f"Chủ tịch UBND huyện yêu cầu {order}.")[0]
    assert (found.lead, list(found.coordinate)) == (lead, coordinate)


@pytest.mark.parametrize(
    ("order", "laws"),
    [
        (
            "các xã xử lý theo Luật Đất đai và Nghị định số 91/2019/NĐ-CP",
            ["Luật Đất đai", "Nghị định số 91/2019/NĐ-CP"],
        ),
        ("các xã căn cứ Bộ luật Lao động xử phạt chủ cơ sở", ["Bộ luật Lao động"]),
        ("các xã thực hiện Chỉ thị số 05/CT-TTg", ["Chỉ thị số 05/CT-TTg"]),
        ("các xã xử lý theo quy định của pháp luật", []),
    ],
)
def test_the_acts_an_order_rests_on(order, laws):
    assert list(directives(LEDE + f"Chủ tịch UBND huyện yêu cầu {order}.")[0].legal_basis) == laws


def test_a_target_points_to_its_order():
    text = (
        LEDE + "Theo báo cáo, toàn huyện trồng 120 ha rừng.\nChủ tịch UBND huyện yêu cầu "
        "các xã trồng mới 500 ha rừng; phấn đấu tỷ lệ che phủ đạt 45%."
    )
    document = Document(text, "test")
    doc = tokenize(document, RULES, words=False)
    linked = link(document, doc, find(doc, RULES))
    tied = {one.provenance.raw: one.fields.get("directive") for one in linked.indicators}
    orders = [directive.provenance for directive in linked.directives]
    assert tied["120 ha"] is None
    assert (tied["500 ha"], tied["45%"]) == (orders[0], orders[1])
