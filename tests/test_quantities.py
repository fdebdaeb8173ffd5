"""Marked sentences for every construction of numbers, and the values that must come out."""

import json
import re
from decimal import Decimal

import pytest
from growth import LINEAR, growth
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.document import Document
from bienban.find.alone import read_quantity
from bienban.find.find import find
from bienban.find.separators import read_digits
from bienban.rule_kinds import Example
from bienban.rules import load_rules
from bienban.text.tokenize import tokenize

RULES = load_rules()
LEAD = "Theo báo cáo, tình hình ổn định. "


def mentions_of(text):
    return find(tokenize(Document(text, "test"), RULES, words=False), RULES)


def quantities_of(text):
    return mentions_of(text).quantities


def told(quantity):
    """A quantity as the tests write it: `5..7 percent (min)`, `38 of 45 commune`."""
    value = format(quantity.value, "f")
    if quantity.value_max is not None:
        value += f"..{quantity.value_max:f}"
    if quantity.of is not None:
        value += f" of {quantity.of:f}"
    bound = "" if quantity.bound == "exact" else f" ({quantity.bound})"
    return f"{value} {quantity.unit or '-'}{bound}"


# The span of each quantity is marked; what it tells stands beside, in the same order.
SENTENCES = [
    ("Tổng thu ngân sách đạt [[1 nghìn 250 tỷ đồng]].", "1250000000000 VND"),
    ("Thu nhập bình quân đạt [[62,5 triệu đồng/người/năm]].", "62500000 VND/người/năm"),
    ("Tốc độ tăng trưởng đạt [[âm 0,03%]].", "-0.03 percent"),
    ("Giá vật tư tăng từ [[1.5 đến 20%]].", "1.5..20 percent"),
    ("Lương từ [[3 - 4 triệu/người/tháng]].", "3000000..4000000 VND/người/tháng"),
    ("Rừng chiếm [[ba phần tư]] diện tích; [[hai phần ba số xã]] đạt.", "3 of 4 -; 2 of 3 commune"),
    ("Có [[1.250 (một nghìn hai trăm năm mươi) hộ]] và [[5 (năm) xã]].", "1250 household; 5 commune"),
    (
        "Tặng [[10.000.000 đồng]] (mười triệu đồng) cho [[5 hộ]] ([[hai hộ]] nghèo).",
        "10000000 VND; 5 household; 2 household",
    ),
    ("Huyện đón [[2.5 - 2.6 triệu lượt khách]].", "2500000..2600000 visit"),
    ("Hội đã giải ngân [[5.1973 tỷ đồng]].", "5197300000 VND"),
    ("Thu ngân sách đạt [[24 817,656 tỷ đồng]].", "24817656000000 VND"),
    ("Tăng trưởng cả năm đạt [[8]] - [[7,5%]].", "8 percent; 7.5 percent"),
    ("Xã thu  về [[5  tỷ  đồng]], đạt ít  nhất [[70  - 75  %]].", "5000000000 VND; 70..75 percent (min)"),
    ("Mỗi hộ được vay từ [[hai đến ba triệu đồng]].", "2000000..3000000 VND"),
    ("Thu hút từ [[hai mươi đến ba mươi nghìn lượt khách]].", "20000..30000 visit"),
    ("Chỉ số giá tiêu dùng (CPI) đạt [[92,04]].", "92.04 -"),
    ("Giá trị sản xuất tăng [[6,71]] so với cùng kỳ.", "6.71 -"),
    ("Thu nhập bình quân [[gấp 1,5]] so với cả nước.", "1.5 times"),
    ("Hộ nghèo [[49,7 tỷ]]; học sinh, sinh viên [[10,8 tỷ]].", "49700000000 VND; 10800000000 VND"),
    ("Trong đó khách quốc tế [[5 nghìn lượt]], khách nội địa [[12 nghìn]].", "5000 visit; 12000 visit"),
    ("Có [[7.884, 37 km2]] đất rừng.", "7884.37 km2"),
    ("Thu hồi tài sản trị giá [[2, 132 tỷ đồng]].", "2132000000 VND"),
    ("Mỗi hộ vay [[50]], [[70 triệu đồng]].", "50000000 VND; 70000000 VND"),
    ("Thu ngân sách đạt [[92,04]] kế hoạch năm.", "92.04 -"),
    ("Rừng chiếm [[1/3]] diện tích; [[1/2]] dân số làm nghề biển.", "1 of 3 -; 1 of 2 -"),
    ("Nghị quyết có [[23 chỉ tiêu]]/nhóm chỉ tiêu.", "23 chỉ tiêu"),
    ("Giá điện là [[1.864 đồng/kWh]].", "1864 VND/kWh"),
    ("Toàn tỉnh có [[138 đơn vị hành chính]] cấp xã.", "138 đơn vị hành chính"),
    ("Quận có [[500 công an]], thu hồi [[370 con dấu]].", "500 person; 370 con dấu"),
    ("Nhà máy cấp [[500 m3/ngày đêm]].", "500 m3/ngày đêm"),
    ("Tỷ lệ tăng dân số [[0, 03%]].", "0.03 percent"),
    ("Tỷ lệ hộ nghèo giảm [[0,5 điểm phần trăm]].", "0.5 point"),
    (
        "Toàn tỉnh có [[45.799/36.875 tỷ đồng]], đạt [[124%]].",
        "45799000000000 of 36875000000000 VND; 124 percent",
    ),
    ("Tỷ lệ đạt [[1,3%/1,3%]] kế hoạch.", "1.3 of 1.3 percent"),
    ("Đạt [[7,3/6,2 bác sĩ/1 vạn dân]].", "7.3 of 6.2 person/1 vạn dân"),
    ("Giải ngân [[3.107.885 triệu đồng]]/[[137.834 khách hàng]].", "3107885000000 VND; 137834 person"),
    ("Phấn đấu tăng trưởng từ [[8,3 - 8,5%]].", "8.3..8.5 percent"),
    ("Xuất khẩu đạt từ [[1 - 1,5 tỷ USD]].", "1000000000..1500000000 USD"),
    ("Mức hỗ trợ từ [[500.000 đồng đến 1.000.000 đồng/hộ]].", "500000..1000000 VND/hộ"),
    ("Phạt tiền từ [[5 triệu đồng đến 10 triệu đồng]].", "5000000..10000000 VND"),
    ("Đàn gia cầm hơn [[10.923 con]].", "10923 head (over)"),
    ("Toàn huyện có [[5 tổ chức]], [[12 cá nhân]] được khen thưởng.", "5 tổ chức; 12 person"),
    ("Tổ chức [[25 lớp]] tập huấn cho [[1.250 lượt người]].", "25 lớp; 1250 visit"),
    ("Trao [[50 suất quà]], mỗi suất trị giá [[500.000 đồng]].", "50 suất quà; 500000 VND"),
    ("Tỉnh đứng [[thứ 5]] cả nước, tăng [[3 bậc]].", "5 rank; 3 rank"),
    ("Chỉ số PAPI đạt [[43,25 điểm]], xếp [[thứ 12/63]].", "43.25 score; 12 of 63 rank"),
    (
        "Kỳ họp đã thông qua [[23 nghị quyết]] với [[48/48 đại biểu]] biểu quyết tán thành, đạt [[100%]].",
        "23 document; 48 of 48 person; 100 percent",
    ),
    ("Số vụ tai nạn tăng [[gấp đôi]] so với cùng kỳ.", "2 times"),
    ("Sản lượng tăng gấp [[2,5 lần]].", "2.5 times"),
    ("Không để tỷ lệ giải ngân dưới [[95%]] kế hoạch.", "95 percent (min)"),
    ("Giảm tối thiểu [[5%]] số vụ.", "5 percent (min)"),
    ("Phấn đấu đến năm 2025 có trên [[80%]] số xã đạt chuẩn.", "80 percent (over)"),
    ("Hỗ trợ tối đa [[50 triệu đồng/hộ]].", "50000000 VND/hộ (max)"),
    ("Tỷ lệ che phủ rừng đạt [[52%]] trở lên.", "52 percent (min)"),
    ("Chi cho [[315 hồ sơ]] với số tiền [[4.133 tỷ đồng]].", "315 dossier; 4133000000000 VND"),
    ("Tổng vốn [[120 triệu USD]] của [[35 doanh nghiệp]] FDI.", "120000000 USD; 35 enterprise"),
    ("Đã tiêm [[1.234.567 liều]] vắc xin, trong đó [[312.000 mũi]] 3.", "1234567 liều; 312000 mũi"),
    ("Thu hút [[120 nghìn tỷ]].", "120000000000000 VND"),
    ("Thu hồi [[12ha]] đất của [[35hộ dân]].", "12 ha; 35 household"),
    (
        "Công trình có tổng mức đầu tư [[1.200 tỷ đồng]], dài [[12,5 km]], rộng [[24 m]].",
        "1200000000000 VND; 12.5 km; 24 m",
    ),
    ("Năng suất [[62 tạ/ha]], tăng [[1,5 tạ/ha]].", "62 tạ/ha; 1.5 tạ/ha"),
    ("Tai nạn làm [[03 người]] chết, [[02 người]] bị thương.", "3 person; 2 person"),
    ("Toàn xã có [[ba thôn]], [[bốn chi bộ]] và [[hai trường học]].", "3 village; 4 chi bộ; 2 school"),
    ("Có [[hai mươi lăm hộ]] thoát nghèo.", "25 household"),
    ("Mưa lũ làm [[một người]] chết và [[hai người]] mất tích.", "1 person; 2 person"),
    (
        "Đã kết nạp được [[121 đảng viên]]; khai trừ [[5]], cảnh cáo [[3 đảng viên]].",
        "121 person; 5 person; 3 person",
    ),
    (
        "Lượng khách đạt [[1,2 triệu lượt]], tăng [[15%]] (cùng kỳ đạt [[1,04 triệu lượt]]).",
        "1200000 visit; 15 percent; 1040000 visit",
    ),
    ("Chiếm [[2/3 tổng số xã]] của huyện.", "2 of 3 commune"),
    ("Giá vàng [[75,5 triệu đồng/lượng]].", "75500000 VND/lượng"),
    ("Huy động [[12.500 ngày công]] và [[3,2 tỷ đồng]].", "12500 ngày công; 3200000000 VND"),
    ("Đã cấp [[9.850 giấy chứng nhận quyền sử dụng đất]].", "9850 document"),
    ("Thực hiện [[8 nhóm nhiệm vụ]], giải pháp.", "8 nhóm nhiệm vụ"),
    ("Lãi suất [[4,8%/năm]].", "4.8 percent/năm"),
    ("Tỷ suất sinh giảm [[0,2‰]].", "0.2 ‰"),
    ("Bắt [[5 đối tượng]], thu [[2,5 kg]] ma túy và [[01 khẩu súng]].", "5 person; 2.5 kg; 1 khẩu súng"),
    ("Toàn tỉnh có [[21 bệnh viện]] với [[3.450 giường bệnh]].", "21 bệnh viện; 3450 giường bệnh"),
    ("Đạt [[28,5 giường bệnh/vạn dân]].", "28.5 giường bệnh/vạn dân"),
    ("Doanh thu đạt [[1.5 tỷ đồng]].", "1500000000 VND"),
    ("Thu [[1,250,000 đồng]].", "1250000 VND"),
    ("Thu [[1,250.5 triệu đồng]].", "1250500000 VND"),
    ("Sản lượng đạt [[9,053 tấn]].", "9.053 tonne"),
    ("Kinh phí [[200 triệu đồng – 300 triệu đồng]].", "200000000..300000000 VND"),
    ("Giảm từ [[15]] xuống còn [[10 phòng]].", "15 phòng; 10 phòng"),
    ("Giảm từ [[15%]] xuống còn [[10%]].", "15 percent; 10 percent"),
    ("Tăng từ [[1.000]] lên [[1.500 ha]].", "1000 ha; 1500 ha"),
    ("Tổng số [[1.250 thí sinh]] dự thi.", "1250 person"),
    ("Trồng [[2,5 triệu cây]] xanh.", "2500000 cây"),
    ("Khám, cấp thuốc cho hơn [[2 nghìn lượt người]].", "2000 visit (over)"),
    ("Diện tích [[5 ha]] [[200 m2]].", "5 ha; 200 m2"),
    ("Dân số trên [[1,2 triệu dân]].", "1200000 person (over)"),
    ("Thu ngân sách đạt [[105 %]] dự toán.", "105 percent"),
    ("Phấn đấu [[100%]] hộ dân dùng nước sạch.", "100 percent"),
    ("Tăng thêm từ [[10 đến 15 doanh nghiệp]].", "10..15 enterprise"),
    ("Vốn điều lệ đạt [[3,48 ngàn tỷ đồng]].", "3480000000000 VND"),
    ("Xử lý [[8 vụ]], phạt [[45,5 triệu]].", "8 case; 45500000 VND"),
    ("Chi trả [[5.600.000đ/người]].", "5600000 VND/người"),
    ("Có [[5/5 nhóm chỉ tiêu]], [[18/20 chỉ tiêu]] hoàn thành.", "5 of 5 nhóm chỉ tiêu; 18 of 20 chỉ tiêu"),
    ("Đạt [[15/19 TC]] nông thôn mới.", "15 of 19 tc"),
    ("Huyện có [[12 HTX]] và [[5 THT]].", "12 htx; 5 tht"),
    ("Hoàn thành [[15 km]] đường bê tông.", "15 km"),
    ("Giá trị đạt [[1.234,5 tỷ đồng]] (theo giá so sánh năm 2010).", "1234500000000 VND"),
    ("Hội nghị có [[5 ý kiến]] phát biểu.", "5 ý kiến"),
    ("Toàn huyện có [[05/10 xã]], thị trấn đạt chuẩn.", "5 of 10 commune"),
    ("Năm nay có gần [[30 đoàn]] khách đến thăm.", "30 đoàn (under)"),
    ("Kế hoạch giao [[2.300 tỷ đồng]].", "2300000000000 VND"),
    ("Quỹ đạt [[15 tỷ 500 triệu]].", "15500000000 VND"),
    ("Nợ thuế [[2,3 nghìn tỷ đồng]], chiếm [[8,2%]] tổng thu.", "2300000000000 VND; 8.2 percent"),
    ("Tổng đàn: [[120 con trâu]], [[350 con bò]] và [[2.500 con lợn]].", "120 head; 350 head; 2500 head"),
    ("Có [[04 hồ chứa]] bị sạt lở.", "4 hồ chứa"),
    ("Bố trí [[12 cán bộ]], chiến sĩ trực.", "12 person"),
    ("Khởi tố [[15 vụ]]/[[27 bị can]].", "15 case; 27 person"),
    (
        "Xảy ra [[15 vụ]], [[17 người]] chết (giảm [[2 vụ]], tăng [[1 người]] chết).",
        "15 case; 17 person; 2 case; 1 person",
    ),
    ("Đạt [[1,02 lần]] kế hoạch.", "1.02 times"),
    # The noun: what a classifier opens, a capitalised noun, an abbreviation of people.
    (
        "Huyện có [[36 điểm nuôi]] ong, [[7 điểm tràn]] bờ; bài thi đạt [[19 điểm]].",
        "36 điểm nuôi; 7 điểm tràn; 19 score",
    ),
    ("Trường chấm [[8,5 điểm]] cho [[44 điểm trường]].", "8.5 score; 44 điểm trường"),
    ("Tặng [[60 bộ áo]] và [[9 cái chăn]]; [[6 bộ]], ngành góp ý.", "60 bộ áo; 9 cái chăn; 6 bộ"),
    ("Đoàn có [[31 VĐV]], [[4 HLV]], đoạt [[2 Huy chương]] vàng.", "31 person; 4 person; 2 huy chương"),
    ("Hai bên ký [[5 Hiệp định]] và [[11 hợp đồng]] mua bán.", "5 hiệp định; 11 document"),
    ("Cấp mới [[48 mã vùng trồng]] cho cây sầu riêng.", "48 mã vùng trồng"),
    ("Xử lý [[77 tin báo]], tố giác tội phạm.", "77 tin báo"),
    # Ranges and rates.
    ("Giá lúa từ [[6.000 đồng đến 7.500 đồng/kg]].", "6000..7500 VND/kg"),
    ("Giá lúa [[6.000 đồng/kg]], giá ngô [[7.500 đồng]].", "6000 VND/kg; 7500 VND"),
    ("Khởi tố [[84 vụ]]/với [[91 bị can]].", "84 case; 91 person"),
    # Slips: a mark in front of the scale word, a blank lost behind it.
    ("Thu nội địa đạt [[3.480.tỷ đồng]].", "3480000000000 VND"),
    ("Thu đạt [[3.480]].Tỷ lệ hộ nghèo giảm [[2%]].", "3480 -; 2 percent"),
    ("Xuất khẩu đạt [[2,61 tỷUSD]], thu [[95 tỷđồng]].", "2610000000 USD; 95000000000 VND"),
    ("Thu giữ [[7g heroin]], [[0,4g ma túy đá]].", "7 g; 0.4 g"),
    # Halves, shares that rise, the word for one.
    ("Hơn [[một nửa số thôn]] có điện; [[nửa số xã]] có chợ.", "1 of 2 village (over); 1 of 2 commune"),
    ("Bị mất [[một nửa]] diện tích lúa.", "1 of 2 -"),
    ("Số xã đạt chuẩn tăng từ [[6/11 xã]] lên [[9/11 xã]].", "6 of 11 commune; 9 of 11 commune"),
    ("Cháy làm [[hai người]] chết, [[một người]] bị thương.", "2 person; 1 person"),
    ("Huyện có [[41 dự án]] và một chương trình.", "41 project"),
    # How much later or earlier something was is a fact.
    (
        "Dự án chậm tiến độ gần [[5 tháng]], công trình về đích sớm hơn [[2 tháng]].",
        "5 tháng (under); 2 tháng",
    ),
    # The unit stands behind the bracket; billions of what nobody counts are money.
    (
        "Có [[81%]] ([[2.140]]) ý kiến đồng tình, [[19%]] ([[502]]) ý kiến khác.",
        "81 percent; 2140 ý kiến; 19 percent; 502 ý kiến",
    ),
    ("Doanh nghiệp ôm [[35 tỷ]] bỏ trốn, để lại [[35 tấn]] hàng.", "35000000000 VND; 35 tonne"),
    ("Cắt giảm từ mức [[2400]] xuống còn [[900 phòng]].", "2400 phòng; 900 phòng"),
    ("Thu giữ [[nửa tấn]] pháo; bị liệt một nửa người.", "0.5 tonne"),
    # Numbers without their noun: parts of a count, what a number is said to be, the last of several shares.
    (
        "Kỷ luật [[53 đảng viên]], trong đó khiển trách [[38]], cảnh cáo [[11]].",
        "53 person; 38 person; 11 person",
    ),
    (
        "Có [[9/14 chỉ tiêu]] hoàn thành, trong đó [[6]] vượt, [[3]] đạt.",
        "9 of 14 chỉ tiêu; 6 chỉ tiêu; 3 chỉ tiêu",
    ),
    ("Số hộ nghèo còn [[74]], số hộ cận nghèo là hơn [[130]].", "74 household; 130 household (over)"),
    (
        "Khu vực I chiếm [[18,4]], khu vực II [[40,1]], khu vực III [[41,5%]].",
        "18.4 percent; 40.1 percent; 41.5 percent",
    ),
    ("Có [[6 nội dung]], gồm: 1) thu ngân sách; 2) chi ngân sách; 3. xã hội.", "6 nội dung"),
    ("Tỉnh xếp [[hạng 9 trong 63]] tỉnh, thành phố.", "9 of 63 rank"),
    ("Các phường 3, 5 và 11 có [[28 chốt]].", "28 chốt"),
    (
        "Nhập [[310 triệu rupiah]] hàng; có [[2 tỷ phú]], [[15 triệu phú]].",
        "310000000 IDR; 2 person; 15 person",
    ),
    ("Khống chế một tỷ lệ nhất định ở mức [[4%]].", "4 percent"),
    ("Kỳ quay 71 với giải thưởng trị giá [[5,5 tỷ đồng]].", "5500000000 VND"),
    ("Trong số [[17 chỉ tiêu]] Quốc hội giao, [[14 chỉ tiêu]] đạt.", "17 chỉ tiêu; 14 chỉ tiêu"),
    (
        "Thẩm định [[96 bản vẽ]], thu [[310 bản cam kết]] ở [[12 bản]] vùng cao.",
        "96 bản vẽ; 310 document; 12 village",
    ),
    ("[[Hai Bộ]] Công an và Quốc phòng phối hợp.", "2 bộ"),
    ("Ông có [[hai con gái]]; trại nuôi [[hai con]].", "2 person; 2 head"),
    ("Thu hồi đất tại tỉnh lộ 10 qua [[5 xã]] và [[5 xã]] nữa.", "5 commune; 5 commune"),
    # Limits.
    ("Cầu dài hơn [[120 m]], rộng hơn [[7 m]].", "120 m (over); 7 m (over)"),
    ("Cầu dài hơn [[15 m]] so với thiết kế.", "15 m"),
    ("Có hơn [[640 doanh nghiệp]] quay trở lại hoạt động.", "640 enterprise (over)"),
    ("Thu ngân sách tối thiểu được [[930 tỷ đồng]].", "930000000000 VND (min)"),
]


@pytest.mark.parametrize(("marked", "expected"), SENTENCES)
def test_quantities_of_a_sentence(marked, expected):
    example = Example(text=LEAD + marked)
    found = quantities_of(example.plain)
    assert [(q.start, q.end) for q in found] == list(example.marked)
    assert "; ".join(map(told, found)) == expected


def test_a_noun_that_the_segmenter_cuts_off_is_counted():
    text = f"{LEAD}Tỉnh tổ chức 23 giải thể thao; 23 giải thể công ty."
    found = find(tokenize(Document(text, "test"), RULES), RULES).quantities
    assert [text[q.start : q.end] for q in found] == ["23 giải"]


NO_FIGURES = [
    "Thực hiện Nghị quyết số 19/2023/NQ-HĐND ngày 08/12/2023.",
    "Quyết định 1719/QĐ-TTg ngày 14/10/2021 của Thủ tướng Chính phủ.",
    "Chỉ thị 05-CT/TW của Bộ Chính trị khóa XII.",
    "Nghị quyết Trung ương 4 khóa XI, XII về xây dựng Đảng.",
    "Triển khai Đề án 06, Chương trình 135 và Dự án 661.",
    "Kỳ họp thứ 12, HĐND tỉnh khóa XVII, nhiệm kỳ 2021-2026.",
    "Trụ sở tại số 12 đường Lê Lợi, Phường 5, Quận 3.",
    "Đường dây nóng: 0236.3822.135 hoặc 1900 1234.",
    "Phòng, chống dịch COVID-19 và cúm A/H5N1.",
    "Quốc lộ 1A, tỉnh lộ 10 và đường 3/2.",
    "Tàu cá Hoàng Sa 07 cứu ngư dân gặp nạn.",
    "Xà lan Sông Tiền 1268 va vào trụ cầu.",
    "Công ty Minh Long 2 đề nghị Nhà nước giao đất.",
    "Thông tư 28 hướng dẫn việc thu phí; Nghị định 91 quy định chi tiết Luật.",
    "Sự cố ở cặp phao luồng 21/22 luồng vào cảng.",
    "Xe khách 45 chỗ đâm vào ô tô dưới 7 chỗ.",
    "Xe tải BKS 51C - 448.26 va chạm xe ba bánh 74H1-019.37.",
    "Lễ hội khai mạc vào 10/3 lịch âm.",
    "Trụ sở mới đặt tại 18, 20, 22 đường Trần Phú.",
    "Dự toán 2019 thu nội địa đạt thấp.",
    "Các huyện miền núi gồm Võ Nhai; Ba Bể, Năm Căn và Bảy Núi.",
    "Sạt lở tại tỉnh lộ 176 thôn Nà Lầu, ấp 5 xã Tân Lập và tổ 12 phường Quang Trung.",
    "Trạm thu phí đặt tại Km152+080 Quốc lộ 1; kỳ 83 ngày 29/1.",
    "Trọng tâm là: (4) dự án giao thông; (5) xã hội hóa y tế.",
    "Học sinh lớp 7, 8 của Trường THCS dự thi.",
    "Quận 4, 7 và 8 đã ký kết; Nghị quyết 19, 27 của Trung ương.",
    "Từ ngày 30-6 đồng loạt vận hành bộ máy mới.",
    "Từ 1/7 xã, phường mới đi vào hoạt động.",
    "Cuộc họp diễn ra lúc 9g, kết thúc 11g cùng ngày.",
    "Thực hiện phương châm 4 tại chỗ, 5 không, 3 sạch.",
    "Chính quyền địa phương 2 cấp đi vào hoạt động.",
    "Trẻ em dưới 6 tuổi và người từ 60 tuổi trở lên.",
    "Kỷ niệm 75 năm Ngày thành lập Đảng.",
    "Tổ công tác số 3 do đồng chí Phó Chủ tịch làm tổ trưởng.",
    "Bão số 5 gây mưa lớn.",
    "Một số hộ dân còn khó khăn, một phần do thiên tai.",
    "Hàng nghìn hộ dân và hàng chục xã bị ảnh hưởng.",
    "Cuộc cách mạng công nghiệp 4.0 và mạng 5G.",
    "Đầu năm học sinh tựu trường.",
    "Hội nghị trực tuyến tới 11 điểm cầu.",
    "Dự hội nghị có trên 200 đại biểu là cán bộ chủ chốt.",
    "Hội nghị có 250 đại biểu tham dự.",
    "Sản phẩm OCOP đạt chuẩn 3 sao, 4 sao.",
    "Bản đồ địa chính tỷ lệ 1/2000.",
    "Dịch vụ công trực tuyến mức độ 3, mức độ 4.",
    "Thường trực 24/24 giờ, 24/7.",
    "Đây là một trong những giải pháp quan trọng nhất.",
    "Đồng chí phụ trách địa bàn thôn 3, thôn 5 và tổ dân phố 7.",
    "Điều 12, khoản 3 Luật Đất đai 2024.",
    "Công điện số 15/CĐ-UBND về phòng chống bão.",
    "Sư đoàn 316 và Trung đoàn 98 giúp dân.",
    "Các hộ thuộc diện 30a và chương trình 135.",
    "Nhà máy Thủy điện Bản Vẽ 2 và Cụm công nghiệp Nam Hà 1.",
    "Lãnh đạo UBND Quận 2 báo cáo kết quả, lũ trên mức báo động 3.",
    "Công ty TNHH hai thành viên được thành lập.",
]


@pytest.mark.parametrize("sentence", NO_FIGURES)
def test_a_sentence_without_figures(sentence):
    assert [told(q) for q in quantities_of(LEAD + sentence)] == []


REASONS = [
    ("Thực hiện Nghị quyết số 19/2023/NQ-HĐND của HĐND tỉnh.", {"19": "document", "2023": "document"}),
    ("Tổ chức tại số 12 đường Lê Lợi, Phường 5.", {"12": "name", "5": "name"}),
    ("Gọi tới 0236.3822.135 để được hỗ trợ.", {"0236.3822.135": "phone"}),
    ("Trẻ em từ 6 đến 11 tuổi được khám.", {"6": "age", "11": "age"}),
    ("Hội nghị kết nối tới 11 điểm cầu.", {"11": "venue"}),
    ("Dự họp có 39/40 đại biểu.", {"39": "attendance", "40": "attendance"}),
    ("Kỳ họp thứ 12 khai mạc.", {"12": "ordinal"}),
    ("Quốc lộ 6 qua địa bàn bị sạt lở.", {"6": "road"}),
    ("Phương châm 4 tại chỗ được thực hiện.", {"4": "phrase"}),
    ("Ngày 27/11/2024, UBND xã họp.", {"27/11/2024": "time"}),
]


@pytest.mark.parametrize(("sentence", "expected"), REASONS)
def test_the_reason_why_a_number_is_no_figure(sentence, expected):
    text = LEAD + sentence
    found = {text[n.start : n.end]: n.reason for n in mentions_of(text).not_figures}
    joined = "/".join(expected)
    assert found == expected or found == dict.fromkeys(joined.split("/"), next(iter(expected.values())))


SEPARATORS = [
    ("17.865,4", "nothing", "17865.4", ""),
    ("1.236,831", "scale", "1236.831", ""),
    ("1,250.5", "nothing", "1250.5", "en_style"),
    ("2.245.645", "scale", "2245645", ""),
    ("1,250,000", "money", "1250000", "comma_thousands"),
    ("2.700", "count", "2700", ""),
    ("80.9", "ratio", "80.9", "decimal_point"),
    ("2.141", "ratio", "2141", "ambiguous_separator"),
    ("0.302", "scale", "0.302", "decimal_point"),
    ("32,036", "scale", "32.036", ""),
    ("14,917", "count", "14917", "comma_thousands"),
    ("9,053", "measure", "9.053", "ambiguous_separator"),
    ("0,302", "count", "0.302", ""),
    ("18,625", "rate", "18.625", "ambiguous_separator"),
    ("19 136", "count", "19136", "space_thousands"),
    ("0, 03", "ratio", "0.03", "spaced_decimal"),
    ("057", "scale", "57", ""),
]


@pytest.mark.parametrize(("raw", "follows", "value", "flag"), SEPARATORS)
def test_separators(raw, follows, value, flag):
    digits = read_digits(raw, follows)
    assert (digits.value, "".join(digits.flags)) == (Decimal(value), flag)


@pytest.mark.parametrize("raw", ["1.1.3", "12.12.2017", "1.2,3.4", "12,34.567,8"])
def test_digits_that_are_no_number(raw):
    assert read_digits(raw, "nothing") is None


def test_an_ambiguous_number_keeps_both_readings():
    (households,) = quantities_of(LEAD + "Có 14,917 hộ vay vốn.")
    assert [value for value, _ in households.readings] == [Decimal(14917), Decimal("14.917")]
    (amount,) = quantities_of(LEAD + "Doanh thu đạt 32,036 tỷ đồng.")
    assert [value for value, _ in amount.readings] == [Decimal(32036000000), Decimal(32036000000000)]


def test_a_lost_unit_is_flagged_and_an_inherited_one_too():
    (lost,) = quantities_of(LEAD + "Chỉ số giá tăng 6,71 so với cùng kỳ.")
    assert (lost.unit, lost.flags) == (None, ("unit_missing",))
    _, inherited = quantities_of(LEAD + "Xuất khẩu 890 triệu USD; nhập khẩu 160 triệu.")
    assert (inherited.unit, inherited.flags) == ("USD", ("unit_inherited",))


SCALES = {"": 1, " nghìn": 10**3, " triệu": 10**6, " tỷ": 10**9, " nghìn tỷ": 10**12}
UNITS = {"đồng": "VND", "USD": "USD", "tấn": "tonne", "lượt khách": "visit"}


@given(
    whole=st.integers(1, 999_999),
    decimals=st.from_regex(r"\A\d{0,2}\Z"),
    dotted=st.booleans(),
    scale=st.sampled_from(sorted(SCALES)),
    unit=st.sampled_from(sorted(UNITS)),
)
@settings(deadline=None, max_examples=150)
def test_the_value_follows_digits_separators_and_scale(whole, decimals, dotted, scale, unit):
    raw = f"{whole:,}".replace(",", ".") if dotted else str(whole)
    written = raw + (f",{decimals}" if decimals else "")
    text = f"{LEAD}Kết quả đạt {written}{scale} {unit}."
    (quantity,) = quantities_of(text)
    value = Decimal(f"{whole}.{decimals or 0}") * SCALES[scale]
    assert (quantity.value, quantity.unit) == (value, UNITS[unit])
    assert text[quantity.start : quantity.end] == f"{written}{scale} {unit}"


HOSTILE = [
    "1.",
    "1 ",
    "1/",
    "1,1 ",
    "12 - ",
    "0 000 ",
    "5 tỷ ",
    "năm ",
    "một trăm ",
    "8/1 tạ/",
    "(1) ",
    "trên 5% ",
    "1.000 000 ",
    "5 đến ",
    "a1",
    "từ 5 - 7% ",
]


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_length_of_hostile_text(piece):
    assert growth(lambda size: lambda: mentions_of(LEAD + piece * (size // len(piece)))) < LINEAR


# Cases of Duckling that are outside this genre, by what their text holds, and why.
OUTSIDE = {
    r"\d[kKMG]": "a letter glued to digits is a name here (5K, 4G)",
    r"xen|xu$|[Rr]upees 43|hai đô 23": "cents and paise: no report counts them",
}
# What Duckling calls under and over, and records call at most and at least.
AT_MOST = ("không quá", "không hơn", "không cao hơn", "trở xuống")
AT_LEAST = ("ít nhất", "không ít hơn", "trở lên")
ROUGHLY = ("khoảng", "xấp xỉ")
CURRENCIES = {"Dollar": "USD", "Pound": "GBP"}


def duckling_bound(case):
    """The bound of a case in the words of records."""
    said = case["text"]
    match case.get("bound", "exact"):
        case "under":
            return "max" if any(word in said for word in AT_MOST) else "under"
        case "over":
            return "min" if any(word in said for word in AT_LEAST) else "over"
        case "range":
            return "about" if any(word in said for word in ROUGHLY) else "exact"
        case bound:
            return bound


def test_the_numbers_and_amounts_of_duckling(root):
    path = root.parent / "shared" / "peers" / "duckling_vi.jsonl"
    if not path.exists():
        pytest.skip("the test data of other projects is not here")
    cases = list(map(json.loads, path.read_text(encoding="utf-8").splitlines()))
    inside = [case for case in cases if not any(re.search(what, case["text"]) for what in OUTSIDE)]
    assert len(inside) == 98
    for case in inside:
        found = read_quantity(case["text"], RULES)
        assert found is not None, case
        assert found.value == Decimal(case["value"]), case
        assert found.unit == CURRENCIES.get(case.get("unit"), case.get("unit")), case
        assert str(found.value_max) == str(case.get("value_max")), case
        assert found.bound == duckling_bound(case), case


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Sản lượng tăng 0 68% so với cùng kỳ.", ("split_number",)),
        ("Tỷ lệ che phủ rừng đạt tỷ lệ 37 2%.", ("split_number",)),
        ("Tỷ lệ giải ngân đạt 99, 5%.", ("split_number",)),
        ("Cấp cho 15. 000 người.", ("split_number",)),
        ("Tăng 12 .5% so với cùng kỳ.", ("split_number",)),
        ("Hỗ trợ 1'250 đồng.", ("split_number",)),
        ("Năm 2024 15 xã đạt chuẩn.", ()),
        ("Huyện trồng 12, 13 ha.", ("unit_inherited",)),
        ("UBND phường 3 12 lần kiểm tra.", ()),
        ("Tăng trưởng đạt 8 - 7,5%.", ("unit_inherited",)),
    ],
)
def test_numbers_that_lost_their_mark_are_flagged(text, flags):
    assert quantities_of(LEAD + text)[0].flags == flags


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,5", "12.5 -"),
        (",5", "0.5 -"),
        ("- 12", "-12 -"),
        ("âm 3,5", "-3.5 -"),
        ("trăm", "100 -"),
        ("không", "0 -"),
        ("hai mươi mốt nghìn không trăm linh năm", "21005 -"),
        ("từ 7.500 đồng trở xuống", "7500 VND (max)"),
        ("cao hơn 30 tạ/ha", "30 tạ/ha (over)"),
        ("từ 2 phẩy 5 đến ba phẩy một triệu USD", "2500000..3100000 USD"),
        ("USD500-USD800", "500..800 USD"),
    ],
)
def test_a_text_that_says_one_quantity(text, expected):
    found = read_quantity(text, RULES)
    assert told(found) == expected


@pytest.mark.parametrize("text", ["", "nhiều", "2 xã và 3 phường", "1.2.3"])
def test_a_text_that_says_no_quantity_or_several(text):
    assert read_quantity(text, RULES) is None


def test_the_figures_of_the_hard_cases(root, pipeline):
    """Each figure of the key with its value and unit, and no others; HC20 holds none, HC21 one."""
    paths = sorted((root.parent / "shared" / "domain" / "hard").glob("HC*.json"))
    if not paths:
        pytest.skip("the hard cases are not here")
    wrong = []
    for path in paths:
        key = json.loads(path.read_text(encoding="utf-8"))
        record = pipeline.extract(path.with_suffix(".txt"), published=key.get("published"))
        read = {i.provenance.raw: (i.value, i.unit) for i in record.indicators}
        told = {figure["evidence"]: figure for figure in key["figures"]}
        if set(read) != set(told):
            wrong.append((path.stem, sorted(set(read) ^ set(told))))
        for raw in read.keys() & told.keys():
            units = [told[raw]["unit"], *(told[raw].get("unit_alt") or [])]
            if Decimal(read[raw][0]) != Decimal(told[raw]["value"]) or read[raw][1] not in units:
                wrong.append((path.stem, raw, read[raw]))
    assert not wrong
