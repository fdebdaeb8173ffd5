"""What ties figures to each other and to who set them: parent, assigner, scope, readings (guide §3.4)."""

import pytest

PARENTS = {
    "of which": (
        "Tổng thu ngân sách đạt 512 tỷ đồng, trong đó thu nội địa 480 tỷ đồng, thu hải quan 32 tỷ đồng.",
        [None, "i1", "i1"],
    ),
    "including": (
        "Toàn huyện có 64 hợp tác xã, bao gồm 50 hợp tác xã nông nghiệp và 14 hợp tác xã vận tải.",
        [None, "i1", "i1"],
    ),
    "consisting of, behind a colon": (
        "Sản lượng lương thực đạt 90.000 tấn, gồm: lúa 80.000 tấn; ngô 10.000 tấn.",
        [None, "i1", "i1"],
    ),
    "alone": (
        "9 tháng, đón 90 nghìn lượt khách; riêng tháng 9 đón 8 nghìn lượt khách.",
        [None, "i1"],
    ),
    "of which, in the next sentence": (
        "Toàn xã có 268 hộ nghèo. Trong đó, thôn Nà Lại có 31 hộ.",
        [None, "i1"],
    ),
    "in brackets": ("Tỉnh có 135 xã, phường (gồm 110 xã và 25 phường).", [None, "i1", "i1"]),
    "a comparison": ("Thu thuế đạt 9 tỷ đồng, bằng 75% dự toán, tăng 2% so với cùng kỳ.", [None, "i1", "i1"]),
    "comparisons in brackets": (
        "Kim ngạch xuất khẩu đạt 1,2 tỷ USD (bằng 75% kế hoạch, tăng 12%).",
        [None, "i1", "i1"],
    ),
    "the year before": ("Giá trị sản xuất tăng 8,7% (cùng kỳ tăng 6,4%).", [None, "i1"]),
    "the comparison of a part": (
        "Tổng thu đạt 90 tỷ đồng, trong đó thu thuế 60 tỷ đồng, tăng 4%.",
        [None, "i1", "i2"],
    ),
    "aligned lists tie nothing": (
        "Tỷ trọng nông nghiệp, công nghiệp, dịch vụ lần lượt là 20%, 45% và 35%.",
        [None, None, None],
    ),
    "a new subject ties nothing": ("Thu thuế đạt 9 tỷ đồng; thu phí đạt 1 tỷ đồng.", [None, None]),
}


@pytest.mark.parametrize(("text", "expected"), PARENTS.values(), ids=PARENTS)
def test_the_parent_is_told_by(pipeline, text, expected):
    assert [i.parent for i in pipeline.extract(text, published="2023-10-05").indicators] == expected


ASSIGNERS = {
    "two plan shares, two assigners": (
        "Thu ngân sách bằng 60% dự toán tỉnh giao, 58% dự toán HĐND huyện giao.",
        ["tỉnh", "HĐND huyện"],
    ),
    "joint assigners, one share": (
        "Thu ngân sách đạt 60% kế hoạch do UBND tỉnh và HĐND huyện giao.",
        ["UBND tỉnh và HĐND huyện"],
    ),
    "a resolution of a council": (
        "Thu ngân sách đạt 60% kế hoạch do UBND tỉnh giao và 58% nghị quyết HĐND thành phố.",
        ["UBND tỉnh", "HĐND thành phố"],
    ),
    "a year between": ("Thu ngân sách đạt 60% dự toán năm 2023 Trung ương giao.", ["Trung ương"]),
    "nobody": ("Thu ngân sách đạt 60% kế hoạch, tăng 5%.", [None, None]),
    "who gives something else": ("Thu đạt 60% dự toán và tỉnh giao thêm 5 tỷ đồng.", [None, None]),
}


@pytest.mark.parametrize(("text", "expected"), ASSIGNERS.values(), ids=ASSIGNERS)
def test_who_set_the_plan(pipeline, text, expected):
    assert [i.assigner for i in pipeline.extract(text, published="2023-10-05").indicators] == expected


SCOPES = {
    "at the front, for all": (
        "Trên địa bàn tỉnh có 64 xã đạt chuẩn, tăng 3 xã.",
        ["Trên địa bàn tỉnh", "Trên địa bàn tỉnh"],
    ),
    "each its own": (
        "Tổng dư nợ trên địa bàn đạt 1.250 tỷ đồng; toàn tỉnh có 64 quỹ tín dụng.",
        ["trên địa bàn", "toàn tỉnh"],
    ),
    "none": ("Có 64 xã đạt chuẩn.", [None]),
}


@pytest.mark.parametrize(("text", "expected"), SCOPES.values(), ids=SCOPES)
def test_where_a_figure_holds(pipeline, text, expected):
    assert [i.scope for i in pipeline.extract(text, published="2023-10-05").indicators] == expected


READINGS = {
    "three digits before a scale word": ("Thu thuế đạt 32,036 tỷ đồng.", ["32036000000", "32036000000000"]),
    "three digits before a count": ("Toàn xã có 1,250 hộ nghèo.", ["1250", "1.250"]),
    "a plain number": ("Thu thuế đạt 32,5 tỷ đồng.", []),
}


@pytest.mark.parametrize(("text", "expected"), READINGS.values(), ids=READINGS)
def test_an_ambiguous_mark_keeps_both_readings(pipeline, text, expected):
    (indicator,) = pipeline.extract(text, published="2023-10-05").indicators
    assert [reading.value for reading in indicator.readings] == expected
