"""Every code of a flag: sentences that raise it, and near misses that must not.

A figure is marked `[[as written|unit measure key=value …]]`, the name before it `{{as written}}`.
Left out, the measure is level; `-change` and `-growth` are decreases. So the checks are tested
on records made by hand, whatever the rooms before them find.
"""

import re
from decimal import Decimal

import pytest

from bienban.check.case import Case
from bienban.check.flags import find_flags, mark
from bienban.document import Document
from bienban.find.find import find
from bienban.link.link import Linked
from bienban.records import Directive, Indicator, Meeting, Period, Person, Provenance, Source
from bienban.rules import load_rules
from bienban.text.tokenize import tokenize

RULES = load_rules()
SCALES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}
MARK = re.compile(r"\[\[(.+?)\|(.+?)\]\]|\{\{(.+?)\}\}")


def read(marked):
    """The plain text and the indicators of a marked one."""
    text, last, name, indicators = "", 0, None, []
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        last = match.end()
        raw = match[1] or match[3]
        place = Provenance(start=len(text), end=len(text) + len(raw), raw=raw, rule="test")
        text += raw
        if match[3]:
            name = place
        else:
            indicators.append(indicator(len(indicators), place, name, match[2].split()))
    return text + marked[last:], tuple(indicators)


def indicator(number, place, name, slots):
    unit, *rest = slots
    fields = dict(slot.split("=") for slot in rest if "=" in slot)
    pair = re.match(r"[\d.,]+/[\d.,]+", place.raw)
    measure = next((slot for slot in rest if "=" not in slot), "fraction" if pair else "level")
    value, *of = (amount(number, place.raw) for number in re.findall(r"\d[\d.,]*", place.raw))
    code = fields.pop("period", None)
    if code:
        fields["period"] = Period(code=code, start=code.removeprefix("ytd:"))
    return Indicator(
        id=f"i{number}",
        name=name and name.raw,
        fields={"name": name} if name else {},
        value="-" + value if measure.startswith("-") else value,
        of=of[0] if pair else None,
        unit=None if unit == "goal_lost" else unit,
        flags=("unit_missing",) if unit == "goal_lost" else (),
        measure=measure.removeprefix("-"),
        provenance=place,
        **fields,
    )


def amount(number, raw):
    """A number in Vietnamese style times the scale word behind it, as a decimal string."""
    scale = next((size for word, size in SCALES.items() if word in raw), 1)
    return f"{Decimal(number.replace('.', '').replace(',', '.')) * scale:f}"


def flags_of(marked, *, meetings=(), people=(), directives=(), published=None):
    text, indicators = read(marked)
    document = Document(text, "test", Source(published=published))
    doc = tokenize(document, RULES)
    case = Case(
        document,
        doc,
        find(doc, RULES),
        Linked(tuple(meetings), tuple(people), indicators, tuple(directives), ()),
    )
    return find_flags(case)


def codes_of(marked, **others):
    return {flag.code for flag in flags_of(marked, **others)}


def meeting(date=None, **fields):
    start = Provenance(start=0, end=0, raw="", rule="test")
    return Meeting(kind="regular_session", date=date, provenance=start, **fields)


RAISED = {
    "sum_mismatch": [
        "Phường tiếp nhận [[6.120 hồ sơ|dossier]], trong đó đã giải quyết [[5.702 hồ sơ|dossier]], "
        "còn lại [[398 hồ sơ|dossier]] đang được xử lý.",
        "Xã tiếp nhận [[512 hồ sơ|dossier]], đã giải quyết [[480 hồ sơ|dossier]], "
        "đang giải quyết [[23 hồ sơ|dossier]].",
        "Huyện có [[41 sản phẩm|product]] OCOP, trong đó [[36 sản phẩm|product]] 3 sao "
        "và [[6 sản phẩm|product]] 4 sao.",
        "Kim ngạch đạt [[1.120 triệu USD|USD]], trong đó xuất khẩu [[945 triệu USD|USD]]; "
        "nhập khẩu [[165 triệu USD|USD]].",
        "Toàn huyện có [[24 xã|commune]], bao gồm [[19 xã|commune]] miền núi và [[4 xã|commune]] ven biển.",
        "Thu ngân sách đạt [[120 tỷ đồng|VND]], trong đó thu thuế [[150 tỷ đồng|VND]].",
        "Tổng kim ngạch xuất khẩu đạt [[147,1 tỷ USD|USD]], nhập khẩu [[144,3 tỷ USD|USD]]; xuất siêu "
        "[[5,8 tỷ USD|USD]].",
        "Xảy ra [[42 vụ|case]] (gồm [[30 vụ|case]] trộm cắp, [[15 vụ|case]] cờ bạc).",
        "Thu đạt [[12.221 tỷ đồng|VND]], đạt [[51,8%|percent share_of_plan base=plan]] nghị quyết đề ra "
        "([[23.600 tỷ đồng|VND status=target]]); trong đó, thu nội địa [[10.152 tỷ đồng|VND]], "
        "thu xuất nhập khẩu [[3.224 tỷ đồng|VND]].",
        "{{Tổng mức bán lẻ hàng hóa}} tháng 9 đạt [[58,4 tỷ đồng|VND period=2023-09]]. "
        "{{Tổng mức bán lẻ hàng hóa}} lũy kế 9 tháng đạt [[49,7 tỷ đồng|VND period=ytd:2023-09]].",
    ],
    "ratio_mismatch": [
        "Có [[36 xã|commune]] trong tổng số [[38 xã|commune]] đạt chuẩn, chiếm [[90,2%|percent share]].",
        "Huyện còn [[268 hộ|household]] nghèo, chiếm [[6,2%|percent share]] tổng số [[5.436 hộ|household]].",
        "Có [[36/38 xã|commune]] đạt chuẩn, chiếm [[90,2%|percent share]].",
        "Đã tiêm cho [[812/2.305 học sinh|person]], đạt tỷ lệ [[38,2%|percent share]].",
        "Thu được [[200 tỷ đồng|VND]], đạt [[75%|percent share_of_plan base=plan]] dự toán "
        "(dự toán giao [[300 tỷ đồng|VND]]).",
        "Kế hoạch giao [[300 tỷ đồng|VND status=target]], thực hiện "
        "[[200 tỷ đồng|VND]], đạt [[75%|percent share_of_plan base=plan]].",
        "Xã tiếp nhận [[1.046 hồ sơ|dossier]], trong đó [[887 hồ sơ|dossier]] trực tuyến, "
        "chiếm [[88,4%|percent share]].",
        "Nghị quyết được [[45/47 đại biểu|person]] tán thành, đạt [[98,1%|percent share]].",
    ],
    "change_mismatch": [
        "Khách quốc tế bằng [[84,6%|percent index base=same_period]] so với cùng kỳ "
        "(giảm [[25,4%|percent -growth base=same_period]]).",
        "Thu được [[512 triệu đồng|VND]], tăng [[570 triệu đồng|VND change]] so với tháng trước.",
        "Bình quân đạt [[15,36 tiêu chí/xã|tiêu_chí/xã]], tăng [[0,8 tiêu chí/xã|tiêu_chí/xã change "
        "base=year:2018]] so với năm 2018 ([[15,28 tiêu chí/xã|tiêu_chí/xã]]).",
        "Số chi bộ ghép giảm từ [[14|chi_bộ]] xuống còn [[5 chi bộ|chi_bộ]], "
        "giảm [[8 chi bộ|chi_bộ -change]].",
        "Thu được [[200 tỷ đồng|VND]], giảm [[35 tỷ đồng|VND -change]], "
        "tương ứng giảm [[25,1%|percent -growth]].",
        "Sản lượng đạt [[110 tấn|tonne]], tăng [[20%|percent growth base=same_period]] so với cùng kỳ "
        "([[100 tấn|tonne]]).",
    ],
    "value_conflict": [
        "{{Tổng mức bán lẻ hàng hóa}} tháng 9 đạt [[302,1 tỷ đồng|VND period=2023-09]]. "
        "Tổng {{Tổng mức bán lẻ hàng hóa}} tháng 9 năm 2023 đạt [[311,5 tỷ đồng|VND period=2023-09]].",
    ],
    "magnitude_suspect": [
        "Theo quy hoạch, quận có [[700.000 nghìn dân|person]].",
        "Xã huy động [[12,5 tỷ đồng|VND]], trong đó ngân sách [[9,5 tỷ đồng|VND]], còn lại "
        "[[3 triệu đồng|VND]] do nhân dân đóng góp.",
        "Thu được [[512 triệu đồng|VND]], tăng [[57 tỷ đồng|VND change]] so với tháng trước.",
        "Quỹ vận động được [[3.120 triệu đồng|VND]], đã phân bổ [[3.098 tỷ đồng|VND]] xây nhà.",
        "{{Thu nhập bình quân đầu người}} đạt [[51,3 tỷ đồng|VND]].",
        "{{Năng suất lúa}} đạt [[562 tạ/ha|tạ/ha]].",
        "{{Giá trị sản xuất công nghiệp}} tháng 9 đạt [[58 triệu đồng|VND period=2023-09]]; "
        "{{giá trị sản xuất công nghiệp}} 9 tháng đạt [[497 tỷ đồng|VND period=ytd:2023-09]].",
    ],
    "growth_implausible": [
        "Doanh thu dịch vụ giảm [[114,3%|percent -growth base=same_period]] so với cùng kỳ.",
        "Tổng mức bán lẻ đạt [[412 tỷ đồng|VND]], tăng "
        "[[114,3%|percent growth base=same_period]] so với cùng kỳ.",
    ],
    "unit_missing": [
        "Giải ngân đạt [[92,04|goal_lost]] so với kế hoạch.",
    ],
    "fraction_impossible": [
        "Đến nay [[41/38 xã|commune]] có đường ô tô đến trung tâm.",
    ],
    "shares_not_100": [
        "Tỷ trọng nông nghiệp chiếm [[41,2%|percent share]], công nghiệp chiếm [[32,5%|percent share]], "
        "dịch vụ chiếm [[28,3%|percent share]].",
        "Cơ cấu kinh tế nông nghiệp - công nghiệp - dịch vụ lần lượt là [[41,2%|percent share]] - "
        "[[32,5%|percent share]] - [[28,3%|percent share]].",
        "Trong số lao động, nam chiếm [[48%|percent share]], nữ chiếm [[54%|percent share]].",
    ],
    "duplicate_sentence": [
        "Đồng chí Lò Văn Pánh, Chủ tịch UBND huyện chủ trì phiên họp. "
        "Đồng chí Lò Văn Pánh, Chủ tịch UBND huyện chủ trì phiên họp.",
        "Các đại biểu đã thảo luận nhiều giải pháp tăng thu ngân sách. Phiên họp kéo dài một ngày. "
        "Các đại biểu đã thảo luận nhiều giải pháp tăng thu ngân sách Theo báo cáo, thu ngân sách đạt khá.",
    ],
    "doubled_words": [
        "Số lợn phải tiêu hủy là là 7.284 con.",
        "Tính đến tính đến ngày 25/9, thu ngân sách đạt khá.",
        "Xã đã đã hoàn thành nhiệm vụ.",
        "Thu ngân sách ước đạt ước đạt 30 tỷ đồng.",
        "Kinh tế trong trong tháng ổn định.",
    ],
    "date_implausible": [
        "Năm 20214, UBND huyện họp.",
        "Ngày 31/11/2023, UBND huyện họp.",
        "Chiều 30/2, UBND huyện họp.",
        "Nghị quyết nhiệm kỳ 2025 - 2020 được thực hiện tốt.",
        "Ngày 12/5/20214, UBND huyện họp.",
    ],
    "letter_typo": [
        "Nạo vét cống ở phương Tân Lập.",
        "Các cơ quan triển khai thực thiện nhiệm vụ.",
    ],
    "opaque_run": ["Hình ảnh " + "a1" * 200 + " của phiên họp."],
    "empty": [" \n "],
}

NEAR_MISSES = [
    # parts that add up, overlap, are only some, or are rounded
    "Phường tiếp nhận [[6.100 hồ sơ|dossier]], trong đó đã giải quyết [[5.702 hồ sơ|dossier]], "
    "còn lại [[398 hồ sơ|dossier]] đang được xử lý.",
    "Xã tiếp nhận [[1.046 hồ sơ|dossier]], trong đó [[887 hồ sơ|dossier]] trực tuyến, chiếm "
    "[[84,8%|percent share]]; đã giải quyết [[1.012 hồ sơ|dossier]], còn [[03 hồ sơ|dossier]] quá hạn.",
    "Diện tích đạt [[7.406,5 ha|ha]], trong đó lúa [[3.215 ha|ha]], ngô [[1.127 ha|ha]].",
    "Chi [[41.207 tỷ đồng|VND]], gồm [[26.118 tỷ đồng|VND]] đầu tư và [[15.088 tỷ đồng|VND]] thường xuyên.",
    "Thu ngân sách [[100 tỷ đồng|VND]], trong đó thuế [[60 tỷ đồng|VND]], "
    "phí [[30 tỷ đồng|VND]]; chi [[15 tỷ đồng|VND]].",
    "Cấp [[412 giấy phép|giấy_phép]]. Trong đó, tháng 9 cấp [[51 giấy phép|giấy_phép]].",
    # percentages that agree, are over another whole, or belong to something else
    "Có [[36/38 xã|commune]] đạt chuẩn, chiếm [[94,7%|percent share]].",
    "Kết quả: [[39/39 đại biểu|person]] có mặt biểu quyết tán thành, bằng "
    "[[92,86%|percent share]] tổng số đại biểu.",
    "Còn hai chỉ tiêu là kim ngạch ([[138/145 triệu USD|USD base=plan]]) và diện tích rừng, "
    "chỉ bằng [[94,8%|percent share_of_plan base=plan]] kế hoạch.",
    "Thu được [[200 tỷ đồng|VND]], đạt [[66,7%|percent share_of_plan base=plan]] dự toán "
    "(dự toán giao [[300 tỷ đồng|VND]]), bằng [[50%|percent share_of_plan base=plan]] chỉ tiêu "
    "(chỉ tiêu [[400 tỷ đồng|VND]]), giảm [[35 tỷ đồng|VND -change]], tương đương giảm "
    "[[14,89%|percent -growth]].",
    # more than planned is no impossible fraction
    "Kết nạp [[1.823/1.700 đảng viên|person]], đạt [[107,2%|percent share_of_plan base=plan]].",
    "Gieo cấy [[412/405 ha|ha base=plan]].",
    # changes that fit
    "Số chi bộ ghép giảm từ [[14|chi_bộ]] xuống còn [[5 chi bộ|chi_bộ]], giảm [[9 chi bộ|chi_bộ -change]].",
    "Tỷ lệ giảm từ [[12,5%|percent]] xuống còn [[9,4%|percent]], giảm [[3,1%|percent -growth]].",
    "Xuất khẩu đạt [[388,62 tỷ USD|USD]], vượt [[6,6 tỷ USD|USD change]] "
    "(tương ứng tăng [[1,7%|percent growth]]).",
    # one name, but another time, an estimate, a rounding or a part
    "{{Tổng mức bán lẻ hàng hóa}} tháng 9 đạt [[302,1 tỷ đồng|VND period=2023-09]]. "
    "{{Tổng mức bán lẻ hàng hóa}} tháng 8 đạt [[311,5 tỷ đồng|VND period=2023-08]].",
    "{{Tổng mức bán lẻ hàng hóa}} đạt [[302,1 tỷ đồng|VND period=2023-09]]. "
    "{{Tổng mức bán lẻ hàng hóa}} đạt trên [[300 tỷ đồng|VND period=2023-09 bound=over]].",
    "Tại xã Nà Phung, {{số hộ thoát nghèo}} là [[12 hộ|household period=2023]]. "
    "Tại xã Bản Lầu, {{số hộ thoát nghèo}} là [[15 hộ|household period=2023]].",
    # money in and out of one size, and growth that is told as a leap
    "Quỹ vận động được [[3.120 triệu đồng|VND]], đã phân bổ [[3.098 triệu đồng|VND]].",
    "Khách du lịch phục hồi mạnh, tăng [[214%|percent growth base=same_period]] so với cùng kỳ.",
    "Xảy ra [[7 vụ|case]] cháy, tăng [[133%|percent growth]] so với cùng kỳ.",
    "Trồng [[415 ha|ha]] rừng, tăng [[57 ha|ha change]] so với năm trước.",
    # export, import and what is left, and a whole of its own
    "Xuất khẩu đạt [[147,1 tỷ USD|USD]], nhập khẩu [[144,3 tỷ USD|USD]]; xuất siêu [[2,8 tỷ USD|USD]].",
    "Huyện còn [[268 hộ|household]] nghèo, chiếm [[4,93%|percent share]] tổng số [[5.436 hộ|household]].",
    "Khách quốc tế bằng [[84,6%|percent index]] so với cùng kỳ (giảm [[15,4%|percent -growth]]).",
    "Xảy ra [[42 vụ|case]] (tăng [[3 vụ|case change]]), trong đó [[30 vụ|case]] trộm cắp; quá hạn còn 12.",
    # shares of one whole with a rounding, and some of the shares
    "Cơ cấu kinh tế ba khu vực lần lượt là [[41,2%|percent share]] - [[30,5%|percent share]] - "
    "[[28,1%|percent share]].",
    "Cơ cấu kinh tế: nông nghiệp [[20,1%|percent share]], công nghiệp [[38,3%|percent share]], "
    "dịch vụ [[35,9%|percent share]].",
    # a name that belongs to another one, a sum of many years, parts that leave out a small one
    "Ngành xây dựng với {{tổng vốn đăng ký}} [[29,3 tỷ đồng|VND period=2023-09]]. "
    "Ngành vận tải với {{tổng vốn đăng ký}} [[82,6 tỷ đồng|VND period=2023-09]].",
    "{{Thu nhập bình quân đầu người}} đạt [[9 tỷ đồng|VND period=2021/2025]].",
    "Thu ngân sách đạt [[90.830 tỷ đồng|VND]], trong đó thu nội địa [[62.178 tỷ đồng|VND]], "
    "thu dầu thô [[5.044 tỷ đồng|VND]], thu xuất nhập khẩu [[23.600 tỷ đồng|VND]].",
    "Thu ngân sách đạt [[3.000 tỷ đồng|VND]], trong đó thu nội địa [[1.812 tỷ đồng|VND]], "
    "thu xuất nhập khẩu [[1.203 tỷ đồng|VND]].",
    # growth that the levels beside it bear out, or that is usual
    "Sản lượng là [[558 tấn|tonne]], tăng [[117%|percent growth]] so với năm trước ([[257 tấn|tonne]]).",
    "Ghi nhận [[168 ca|case]] sốt xuất huyết, tăng [[151,4%|percent growth]] so với cùng kỳ.",
    # blank lines, a lead told again, a teaser that is cut off
    "Xã đã ra quân.\n\n \n\nXã đã về đích.",
    "Hồ sơ quá hạn\n\nThống kê cho biết, lượng hồ sơ quá hạn của tỉnh vẫn còn nhiều.\n\n"
    "Thống kê cho biết, lượng hồ sơ quá hạn của tỉnh vẫn còn nhiều.\n\nTỉnh yêu cầu khắc phục.",
    "Xã họp dân.\nThành phố cũng xác định nhiều định hướng lớn và nhiệm vụ;\nCác ngành đã vào cuộc.\n"
    "Thành phố cũng xác định nhiều định hướng lớn và nhiệm vụ; tỷ lệ đô thị hóa tăng.",
    # words that meet, reduplications and names
    "Có 100% đại biểu biểu quyết thông qua nghị quyết về thu hút đầu tư tư nhân.",
    "Hoạt động sản xuất xuất khẩu hiện tại tại huyện được duy trì.",
    "Các ngành luôn luôn chủ động, đàn ba ba phát triển tốt.",
    "Bà Lê Thị Linh Linh phát biểu.",
    "Trong năm năm qua, xã đạt kết quả khá.",
    # sentences that only start alike
    "Đồng chí Lò Văn Pánh, Chủ tịch UBND huyện chủ trì phiên họp buổi sáng. "
    "Đồng chí Lò Văn Pánh, Chủ tịch UBND huyện chủ trì phiên họp buổi chiều.",
    # days and terms that exist, and what is no day
    "Ngày 29/2/2024, nhiệm kỳ 2020 - 2025, giai đoạn 2021-2030, có 31/11 hộ.",
    # words with the syllable of a slip
    "Các địa phương Nam Bộ và bà Nguyễn Thị Phương Lan đề xuất phương án.",
]


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in RAISED.items() for text in texts])
def test_a_code_is_raised(code, text):
    assert code in codes_of(text)


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in RAISED.items() for text in texts])
def test_nothing_else_is_raised(code, text):
    assert codes_of(text) <= {code}


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_a_near_miss_raises_nothing(text):
    assert codes_of(text) == set()


def test_a_meeting_without_chair():
    chair = Person(role="chair", name="Lò Văn Pánh", provenance=meeting().provenance)
    speaker = Person(role="speaker", name="Lò Văn Pánh", provenance=meeting().provenance)
    text = "UBND huyện họp phiên thường kỳ."
    assert "chair_not_stated" in codes_of(text, meetings=[meeting()], people=[speaker])
    assert "chair_not_stated" not in codes_of(text, meetings=[meeting()], people=[chair])
    assert "chair_not_stated" not in codes_of(text)


PROGRAMME = "Phiên họp đã biểu quyết thông qua Chương trình công tác tháng {} của UBND thành phố."


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        (PROGRAMME.format("2/2024"), True),
        (PROGRAMME.format("2"), True),
        (PROGRAMME.format("12"), False),
        (PROGRAMME.format("1"), False),
        (PROGRAMME.format("12/2024"), False),
        (PROGRAMME.format("11/2024"), False),
        ("Phiên họp thông qua báo cáo kết quả thực hiện chương trình công tác tháng 2/2024.", False),
        ("Phiên họp thông qua quyết toán ngân sách năm 2023.", False),
    ],
)
def test_a_programme_for_a_time_that_is_over(text, raised):
    flags = flags_of(text, meetings=[meeting("2024-11-27")])
    found = [flag for flag in flags if flag.code == "period_before_meeting"]
    assert bool(found) is raised
    assert all(flag.suggestion == "tháng 12/2024" for flag in found)


@pytest.mark.parametrize(
    ("published", "raised"), [("2023-03-04", True), ("2024-11-28", False), (None, False)]
)
def test_a_meeting_far_from_its_publication(published, raised):
    text = "Ngày 27/11/2024, UBND huyện họp."
    codes = codes_of(text, meetings=[meeting("2024-11-27")], published=published)
    assert ("date_implausible" in codes) is raised


def test_an_impossible_fraction_with_its_percentage():
    text = "Có [[903.727/715.159 hộ|household base=plan]] dùng nước sạch, đạt [[98,75%|percent share]]."
    assert codes_of(text) == {"fraction_impossible", "ratio_mismatch"}


def test_an_order_whose_deadline_is_over():
    text = "Giao Sở Y tế báo cáo trước ngày 15/3/2024."
    document = Document(text, "test")
    doc = tokenize(document, RULES)
    place = Provenance(start=0, end=len(text) - 1, raw=text[:-1], rule="test")
    due = {"deadline": "trước ngày 15/3/2024", "deadline_date": "2024-03-15"}
    directive = Directive(text=text[:-1], provenance=place, **due)
    for held, raised in (("2024-11-27", True), ("2024-02-27", False)):
        linked = Linked((meeting(held),), (), (), (directive,), ())
        codes = {flag.code for flag in find_flags(Case(document, doc, find(doc, RULES), linked))}
        assert ("date_implausible" in codes) is raised


def test_a_name_in_two_spellings():
    letter = "Ông Nguyễn Thế Hoàn, Chủ tịch UBND xã chủ trì. Ông Nguyễn Thế Hoàng, Chủ tịch UBND xã kết luận."
    deputies = letter.replace("Chủ tịch", "Phó Chủ tịch")
    assert "name_variant" in codes_of(letter)
    assert "name_variant" not in codes_of(deputies)
    twice = "Ông Lê Văn Chấn, Chủ tịch UBND xã phát biểu. Ông Lê Văn Chẩn, Chủ tịch UBND xã kết luận."
    other = "Ông Lê Văn Chấn, Chủ tịch UBND xã phát biểu. Ông Lê Văn Chẩn, Giám đốc Sở Y tế kết luận."
    same = "Ông Lê Văn Hoà, Chủ tịch UBND xã phát biểu. Ông Lê Văn Hòa, Chủ tịch UBND xã kết luận."
    assert "name_variant" in codes_of(twice)
    assert "name_variant" not in codes_of(other)
    assert "name_variant" not in codes_of(same)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("comma_thousands", "Đàn lợn có 71,340 con."),
        ("space_thousands", "Sản lượng đạt 168 500 tấn."),
        ("decimal_point", "Đã tiêm cho 812/2.305 học sinh, đạt tỷ lệ 35.2%."),
    ],
)
def test_separators(code, text):
    assert code in codes_of(text)


@pytest.mark.parametrize(
    "text", ["Đàn lợn có 71.340 con.", "Thu đạt 32,036 tỷ đồng.", "Giải ngân đạt 35,2%."]
)
def test_right_separators(text):
    assert codes_of(text) == set()


def test_indicators_carry_the_codes_that_concern_them():
    text, indicators = read(RAISED["fraction_impossible"][0] + " Có [[3 xã|commune]] khó khăn.")
    document = Document(text, "test")
    doc = tokenize(document, RULES)
    linked = Linked((), (), indicators, (), ())
    flags = find_flags(Case(document, doc, find(doc, RULES), linked))
    assert [indicator.flags for indicator in mark(indicators, flags)] == [("fraction_impossible",), ()]


def test_a_flag_points_to_its_places_and_suggests():
    (flag,) = flags_of(RAISED["sum_mismatch"][0])
    assert [span.raw for span in flag.spans] == ["6.120 hồ sơ", "5.702 hồ sơ", "398 hồ sơ"]
    assert "6.100" in flag.message
    assert flag.suggestion is not None


@pytest.mark.parametrize(
    "marked",
    [
        "Huyện có [[33 cụm|cụm]], trong đó có [[18 cụm|cụm]] hoạt động ([[10 cụm|cụm]] đã lấp đầy, "
        "[[8 cụm|cụm]] còn chỗ) và [[15 cụm|cụm]] đang xây.",
        "Kim ngạch đạt [[14,53 tỷ USD|USD]], trong đó dệt may [[9,2 tỷ USD|USD]], "
        "giày dép [[5,33 tỷ USD|USD]], sang Mỹ [[1,73 tỷ USD|USD]].",
        "Dự án vay [[35.700 triệu Yên|JPY]] của Nhật Bản.",
    ],
)
def test_parts_of_parts_and_other_currencies_are_no_slips(marked):
    assert not {"sum_mismatch", "magnitude_suspect"} & codes_of(marked)


def test_a_part_a_thousand_times_too_small_is_one():
    assert "magnitude_suspect" in codes_of(
        "Thu đạt [[12.537 tỷ đồng|VND]], trong đó nội địa [[10.015 tỷ đồng|VND]], "
        "hải quan [[2.522 triệu đồng|VND]]."
    )


def test_a_piece_of_a_report_tells_of_a_meeting_without_a_chair():
    place = Provenance(start=0, end=10, raw="Dự họp có ", rule="test")
    attendee = Person(role="attendee", group="các sở", person_id="p1", provenance=place)
    text = "Dự họp có các sở, ngành."
    assert "chair_not_stated" in codes_of(text, people=[attendee])
    order = "Phát biểu kết luận, Chủ tịch UBND xã yêu cầu các thôn rà soát."
    start = order.index("các thôn")
    where = Provenance(start=start, end=len(order) - 1, raw=order[start:-1], rule="test")
    assert "chair_not_stated" in codes_of(
        order, directives=[Directive(text=order[start:-1], provenance=where)]
    )
    other = order.replace("Phát biểu kết luận, ", "")
    start = other.index("các thôn")
    where = Provenance(start=start, end=len(other) - 1, raw=other[start:-1], rule="test")
    assert "chair_not_stated" not in codes_of(
        other, directives=[Directive(text=other[start:-1], provenance=where)]
    )
