"""Statuses, periods and names in made-up sentences like those of the news, and what must not change."""

import pytest


def told(pipeline, text, field, published="2023-10-05"):
    """One field of every indicator of a text published on a day, in text order."""
    return [_plain(getattr(i, field)) for i in pipeline.extract(text, published=published).indicators]


def _plain(value):
    return getattr(value, "code", value)


LEADER = "Phát biểu kết luận hội nghị, Chủ tịch UBND huyện Lê Văn Sáu yêu cầu các xã vào cuộc.\n"

STATUSES = {
    "an order counts what is to be made": (
        LEADER + "Giao Phòng Nông nghiệp trồng mới 40 ha rừng.",
        ["target"],
    ),
    "an order only speaks of what is there": (
        LEADER + "Giao Phòng Nội vụ hoàn thiện hồ sơ của 14 xã.",
        ["actual"],
    ),
    "an order to look after what is there": (
        LEADER + "Các phòng, ban cần quan tâm 7 thôn vùng cao.",
        ["actual"],
    ),
    "a leader tells a fact": (
        LEADER + "Ông Sáu dẫn chứng, 9 tháng qua huyện có thêm 85 doanh nghiệp thành lập mới.",
        ["actual"],
    ),
    "a leader tells of a year that is over": (
        LEADER + "Năm 2022, lực lượng chức năng chỉ đạo kiểm tra, xử lý 320 vụ vi phạm.",
        ["actual"],
    ),
    "awards told in a speech": (
        LEADER + "Chủ tịch UBND tỉnh tặng bằng khen cho 3 tập thể.",
        ["actual"],
    ),
    "somebody is told to do it in a report": (
        "UBND huyện yêu cầu các chủ đầu tư đẩy nhanh tiến độ, giải ngân 100% kế hoạch vốn.",
        ["target"],
    ),
    "a petition asks a higher office": (
        "Bà Lan kiến nghị Chính phủ xem xét tạm ứng 1.250 tỷ đồng vốn ODA cho dự án.",
        ["target"],
    ),
    "auditors ask for money back": (
        "Qua thanh tra đã kiến nghị thu hồi 12 tỷ đồng.",
        ["actual"],
    ),
    "an aim and a future tense": (
        "Thành phố phấn đấu đến năm 2030 sẽ thu gom 95% lượng rác thải.",
        ["target"],
    ),
    "a future tense before an aim": (
        "Huyện sẽ triển khai các giải pháp, phấn đấu tỷ lệ hộ nghèo còn 2%.",
        ["target"],
    ),
    "a future tense alone": ("Tổng thu cả năm sẽ đạt 61 tỷ đồng.", ["estimate"]),
    "an aim that is the subject": (
        "Mục tiêu của tỉnh đến năm 2025 là có 30 xã nông thôn mới.",
        ["target"],
    ),
    "an aim that was met": ("Thu ngân sách đạt mục tiêu với 30 tỷ đồng.", ["actual"]),
    "an aim ends with a contrast": (
        "Tỉnh phấn đấu thu 90 tỷ đồng, nhưng đến nay thu 60 tỷ đồng.",
        ["target", "actual"],
    ),
    "treaties committed to are no aims": (
        "Theo các hiệp định đã cam kết, dự án có tổng vốn 60 tỷ đồng.",
        ["actual"],
    ),
    "an aim of the past before what was done": (
        "Về nhiệm vụ trong thời gian tới, Chủ tịch UBND huyện đã giao 12 đầu việc.",
        ["actual"],
    ),
    "what an adopted scheme foresees": (
        "HĐND huyện thông qua nghị quyết điều chỉnh kế hoạch vốn cho 45 dự án. "
        "Trong đó, tăng vốn 3 tỷ đồng cho giao thông.",
        ["target", "target"],
    ),
    "the schemes themselves are there": ("HĐND huyện thông qua 12 nghị quyết.", ["actual"]),
    "a bracket behind a bracket": (
        "Kinh tế tăng 7,2%, gần đạt mục tiêu (7,5%) và cao hơn cả nước (6,1%).",
        ["actual", "target", "actual"],
    ),
    "the amount of a plan that was assigned": (
        "Thu ngân sách đạt 90 tỷ đồng, bằng 75% dự toán được tỉnh giao là 120 tỷ đồng.",
        ["actual", "actual", "target"],
    ),
    "a part of one whole and an estimate of another": (
        "Diện tích mía 900 ha, sản lượng ước đạt 50.000 tấn. Trong đó, diện tích mía tím là 120 ha.",
        ["actual", "estimate", "actual"],
    ),
    "a plan with words before its bracket": (
        "Có 85 xã đạt chuẩn, chiếm 76%, vượt mục tiêu Đại hội đề ra (70%).",
        ["actual", "actual", "target"],
    ),
    "an estimate with a bound": ("Sản lượng ước khoảng 50 tấn.", ["estimate"]),
    "a deadline ahead does not hold for the report after it": (
        "Huyện phấn đấu đến năm 2030 tỷ lệ rác chôn lấp còn 30%. Mỗi ngày toàn huyện thải ra 85 tấn rác.",
        ["target", "actual"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), STATUSES.values(), ids=STATUSES)
def test_the_status_where(pipeline, text, expected):
    assert told(pipeline, text, "status") == expected


PERIODS = {
    "the months of this year": ("Lũy kế 7 tháng năm nay, thu thuế đạt 9 tỷ đồng.", ["ytd:2023-07"]),
    "up to now, cumulative": (
        "Lũy kế đến nay, toàn tỉnh có 64 dự án với tổng vốn 3 tỷ USD.",
        ["as_of:2023-10-05"] * 2,
    ),
    "a price": ("Năm 2022, giá cát xây dựng tăng lên 400.000 đồng.", [None]),
    "a value is no price": ("Năm 2022, giá trị sản xuất đạt 400 tỷ đồng.", ["2022"]),
    "the rate of a tax": ("Năm 2022, thuế suất với xe nhập khẩu là 5%.", [None]),
    "a tax in money": ("Năm 2022, thuế thu nhập đạt 5 tỷ đồng.", ["2022"]),
    "what the same period did, outside of brackets": (
        "6 tháng đầu năm, giải ngân đạt 25,6% kế hoạch. Trong khi cùng kỳ năm 2022 đạt 26,8%.",
        ["ytd:2023-06", "ytd:2022-06"],
    ),
    "a comparison with the same period is no prior figure": (
        "6 tháng đầu năm, so với cùng kỳ thu thuế tăng 6%.",
        ["ytd:2023-06"],
    ),
    "the year of a plan told before its aims": (
        "HĐND tỉnh thông qua nghị quyết về kế hoạch phát triển kinh tế - xã hội năm 2024.\n"
        "Nghị quyết thông qua 21 chỉ tiêu, trong đó GRDP tăng 8%.",
        ["2024", "2024"],
    ),
    "a time told in a speech holds for the facts after it": (
        LEADER + "Bà Hoa cho biết, trong 6 tháng đầu năm, thu thuế đạt 9 tỷ đồng. Thu phí đạt 2 tỷ đồng.",
        ["ytd:2023-06", "ytd:2023-06"],
    ),
    "what others adopted since the start of the year": (
        "Từ đầu năm 2023 đến nay, Quốc hội đã thông qua 15 luật.",
        ["ytd:2023-10"],
    ),
    "what the meeting adopts": ("Kỳ họp đã thông qua 15 nghị quyết.", [None]),
    "the amount of a plan is for the year": (
        "9 tháng, thu thuế đạt 90 tỷ đồng, bằng 75% dự toán được tỉnh giao là 120 tỷ đồng.",
        ["ytd:2023-09", "ytd:2023-09", "2023"],
    ),
    "the calendar of traffic safety": (
        "Từ ngày 15/12/2022 đến 14/9/2023, xảy ra 61 vụ tai nạn, làm chết 20 người.",
        ["2022-12-15/2023-09-14"] * 2,
    ),
    "the year of judgment enforcement": (
        "Từ 01/10/2022 đến 30/9/2023, các cơ quan thi hành án thụ lý 610 việc.",
        ["2022-10-01/2023-09-30"],
    ),
    "a crop season": (
        "Vụ Đông Xuân 2022-2023, toàn huyện gieo cấy 5.000 ha lúa, năng suất 62 tạ/ha.",
        ["2022/2023"] * 2,
    ),
    "up to a day, cumulative": (
        "Lũy kế đến ngày 15/9/2023, toàn ngành thu 61 tỷ đồng, bằng 87% dự toán.",
        ["as_of:2023-09-15"] * 2,
    ),
    "a term of office before its figures": (
        "Nhiệm kỳ 2015-2020, kinh tế tăng bình quân 8,1%/năm.",
        ["2015/2020"],
    ),
    "a term of office that is only named": (
        "HĐND tỉnh nhiệm kỳ 2021-2026 tiếp nhận 85 kiến nghị.",
        [None],
    ),
    "a comparison with years": (
        "Năm 2022, tổng thu đạt 61 tỷ đồng, cao hơn giai đoạn 2010-2015; tổng chi 58 tỷ đồng.",
        ["2022", "2022"],
    ),
    "counts that somebody else looks at": (
        "Năm 2022, có 41 trường hợp bị xử lý, 4 trường hợp đang được cơ quan chức năng xem xét.",
        ["2022", "2022"],
    ),
    "the cost of a project": (
        "Năm 2022, tỉnh thu hút đầu tư tốt. Công trình cầu Bến Gỗ với tổng vốn đầu tư 178 tỷ đồng.",
        [None],
    ),
    "the capital of projects": (
        "Năm 2022, tỉnh có 12 dự án mới với tổng vốn đầu tư 178 tỷ đồng.",
        ["2022", "2022"],
    ),
    "the term a resolution is for": (
        "Nghị quyết Đại hội nhiệm kỳ 2020-2025 đề ra 18 chỉ tiêu, trong đó GRDP tăng 10%.",
        ["2020/2025", "2020/2025"],
    ),
    "the end of the year, expected": (
        "Trong 9 tháng, thu thuế đạt 9 tỷ đồng. Tỷ lệ hộ nghèo dự kiến cuối năm còn 4,2%.",
        ["ytd:2023-09", "2023"],
    ),
    "the end of the year, compared with": (
        "Trong 9 tháng, nợ thuế ước đạt 9 tỷ đồng, so với cuối năm giảm 2 tỷ đồng.",
        ["ytd:2023-09", "ytd:2023-09"],
    ),
    "a school year": ("Năm học 2023-2024, toàn huyện có 45 trường.", ["2023/2024"]),
}


@pytest.mark.parametrize(("text", "expected"), PERIODS.values(), ids=PERIODS)
def test_the_period_of(pipeline, text, expected):
    assert told(pipeline, text, "period") == expected


NAMES = {
    "of a subject that a count breaks": (
        "Tổng sản lượng tôm của 6 xã trong quý II là 520 tấn, tăng 4%.",
        ["xã", "Tổng sản lượng tôm", "Tổng sản lượng tôm"],
    ),
    "of an act whose count is reached": (
        "Giải quyết việc làm cho 730 lao động, đạt 95% kế hoạch.",
        ["Giải quyết việc làm", "Giải quyết việc làm"],
    ),
    "of two nouns with one number": (
        "Đoàn kiểm tra 9 nhà máy, dự án chậm tiến độ.",
        ["nhà máy, dự án chậm tiến độ"],
    ),
    "of one noun before another clause": ("Toàn huyện có 12 xã, hộ nghèo giảm 3%.", ["xã", "hộ nghèo"]),
    "of what was sought behind a verb that was done": (
        "Huyện đã triển khai quyết liệt các biện pháp thu ngân sách, ước đạt 597 tỷ đồng.",
        ["thu ngân sách"],
    ),
    "of a verb that is a noun": ("Khai thác thủy sản đạt 5.200 tấn.", ["Khai thác thủy sản"]),
    "of what moved at a rate": (
        "Tổng sản phẩm trên địa bàn đạt mức tăng trưởng 7,3% so với cùng kỳ.",
        ["Tổng sản phẩm trên địa bàn"],
    ),
    "of a rate of votes": (
        "Có 45 đại biểu tán thành, tỷ lệ đại biểu tán thành là 90%.",
        ["đại biểu tán thành", "tỷ lệ đại biểu tán thành"],
    ),
    "of those who did something": ("Cả 12 xã đều hoàn thành chỉ tiêu.", ["xã"]),
    "of those that something has": ("Hiện có 12 xã hoàn thành dồn thửa.", ["xã hoàn thành dồn thửa"]),
    "of how often something was done": ("Huyện đã 3 lần kiến nghị bố trí vốn.", ["kiến nghị"]),
    "of those something is told of": (
        "Các đại biểu bàn sâu về 2 dự án. Hoàn thiện hồ sơ của 14 hộ.",
        ["dự án", "hộ"],
    ),
    "of those somewhere": ("Trên tàu có 8 thuyền viên.", ["thuyền viên"]),
    "of a herd": ("Đàn trâu có 4.120 con.", ["Đàn trâu"]),
    "of a tax with a word of degree in it": (
        "Thuế tiêu thụ đặc biệt giảm 60 tỷ đồng.",
        ["Thuế tiêu thụ đặc biệt"],
    ),
    "of goods with what they are worth": (
        "Tang vật vi phạm trị giá 21 tỷ đồng.",
        ["Tang vật vi phạm trị giá"],
    ),
    "of what all goods are worth": ("Tổng trị giá hàng hóa đạt 21 tỷ đồng.", ["Tổng trị giá hàng hóa"]),
    "of those something rose for": ("Trong đó, tăng vốn cho 127 dự án.", ["dự án"]),
    "of a head before a period": (
        "Tổng chi ngân sách 9 tháng vượt kế hoạch, đạt 71,7%.",
        ["Tổng chi ngân sách"],
    ),
    "not of a storm by its number": ("Bão số 10 làm sập 12 căn nhà.", ["làm sập"]),
    "of two verbs": ("Bộ đội biên phòng đã điều tra, khám phá 17 vụ.", ["điều tra, khám phá"]),
    "of a verb for a second count": (
        "Tòa án xét xử sơ thẩm 8 vụ án/21 bị cáo.",
        ["xét xử sơ thẩm", "xét xử sơ thẩm"],
    ),
    "of parts in a bracket": (
        "Tỉnh có 135 đơn vị hành chính cấp xã (gồm 110 xã và 25 phường).",
        ["đơn vị hành chính cấp xã", "xã", "phường"],
    ),
    "of what is left": ("Số vốn còn lại hơn 407 tỷ đồng.", ["Số vốn còn lại"]),
    "of what something still is": ("Tỷ lệ hộ nghèo còn 4%.", ["Tỷ lệ hộ nghèo"]),
    "not of a fronted topic": ("Về nhiệm vụ sắp tới, huyện giao 12 đầu việc.", ["đầu việc"]),
    "of a subject before a bracket with more in it": (
        "Kim ngạch hàng gia công chiếm tỷ trọng lớn (75%, chủ yếu là may mặc) đạt 36 triệu USD.",
        ["Kim ngạch hàng gia công", "Kim ngạch hàng gia công"],
    ),
    "of a noun behind a limit": ("Phấn đấu 80% trở lên số chi bộ vững mạnh.", ["số chi bộ vững mạnh"]),
    "of money by what was done": ("Tổng số tiền xử phạt gần 25 tỷ đồng.", ["Tổng số tiền xử phạt"]),
    "of what somebody must look at": ("Ngành điện phải nhận diện kỹ 7 tồn tại.", ["tồn tại"]),
    "of whom is given": ("Bộ Tài chính chỉ bố trí cho thành phố 115 tỷ đồng.", ["bố trí"]),
}


@pytest.mark.parametrize(("text", "expected"), NAMES.values(), ids=NAMES)
def test_the_name_is_that(pipeline, text, expected):
    assert told(pipeline, text, "name") == expected


MEASURES = {
    "two counts that rose": (
        "Đã kỷ luật 30 tổ chức đảng, 110 đảng viên (tăng 4 tổ chức đảng và 15 đảng viên so với cùng kỳ).",
        [("level", None), ("level", None), ("change", "same_period"), ("change", "same_period")],
    ),
    "a fall and its rate": (
        "Xảy ra 225 vụ cháy, giảm 15 vụ, tỷ lệ 6,5% so với cùng kỳ.",
        [("level", None), ("change", "same_period"), ("growth", "same_period")],
    ),
    "a share behind a fall": (
        "Xảy ra 225 vụ cháy, giảm 15 vụ, tỷ lệ điều tra đạt 85%.",
        [("level", None), ("change", None), ("level", None)],
    ),
    "how often, not how much more": ("Đối tượng khai đã vận chuyển trót lọt 6 lần.", [("level", None)]),
    "how much more": ("Kim ngạch gấp 2 lần năm 2020.", [("multiple", "year:2020")]),
    "a share of the plan by its amount": (
        "Giải ngân đạt 112/210 tỷ đồng, bằng 53,3%.",
        [("fraction", "plan"), ("share_of_plan", "plan")],
    ),
    "an index by its base": (
        "Thu phí đạt 3 tỷ đồng, bằng 84%; thu thuế đạt 9 tỷ đồng, bằng 90% so với cùng kỳ.",
        [("level", None), ("index", "same_period"), ("level", None), ("index", "same_period")],
    ),
    "growth among counted aims": (
        "Nghị quyết đề ra 18 chỉ tiêu, trong đó tốc độ tăng trưởng 10%/năm.",
        [("level", None), ("growth", None)],
    ),
    "a rate of growth reached": ("GRDP đạt mức tăng trưởng 7,3%.", [("growth", None)]),
}


@pytest.mark.parametrize(("text", "expected"), MEASURES.values(), ids=MEASURES)
def test_the_measure_and_base_of(pipeline, text, expected):
    assert list(zip(told(pipeline, text, "measure"), told(pipeline, text, "base"), strict=True)) == expected


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Trong năm, Công an huyện thụ lý 161 vụ.", "2024"),
        ("Năm nay, Công an huyện phấn đấu điều tra 90% số vụ án.", "2025"),
    ],
)
def test_this_year_in_january_is_the_one_before_where_something_is_reported(pipeline, text, year):
    assert told(pipeline, text, "period", published="2025-01-09") == [year]
