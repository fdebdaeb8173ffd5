"""Which indicator a figure is, where its name alone does not tell (guide §3.5, name confusions)."""

import pytest

from bienban.rule_kinds import ConceptRule, IndicatorRule
from bienban.rules import load_rules

CONCEPTS = {
    "growth of the product, not its value": ("GRDP tăng 7,2% so với cùng kỳ.", ["grdp_growth"]),
    "the value of the product": ("Quy mô GRDP đạt 62.400 tỷ đồng.", ["grdp_value"]),
    "the product of a head": ("GRDP bình quân đầu người đạt 58 triệu đồng.", ["grdp_per_capita"]),
    "growth of nothing else": ("Phấn đấu tăng trưởng cả năm đạt 7%.", ["grdp_growth"]),
    "growth of something else": ("Tăng trưởng tín dụng đạt 7%.", ["credit_outstanding"]),
    "growth of a sector is no share of it": ("Khu vực dịch vụ tăng 7%.", [None]),
    "the share of a sector": ("Khu vực dịch vụ chiếm 41%.", ["share_service"]),
    "the rate of payments and their amount": (
        "Giải ngân vốn đầu tư công đạt 2.310 tỷ đồng, bằng 52% kế hoạch.",
        ["disbursement_value", "disbursement_rate"],
    ),
    "households and their rate": (
        "Toàn huyện còn 1.204 hộ nghèo. Hộ nghèo chiếm 4,2%.",
        ["poor_households", "poverty_rate"],
    ),
    "a fall of the rate": ("Tỷ lệ hộ nghèo còn 4,2%, giảm 0,6 điểm %.", ["poverty_rate"] * 2),
    "households that left poverty": ("Có 145 hộ thoát nghèo.", [None]),
    "dossiers by their verb": (
        "Bộ phận một cửa đã tiếp nhận 1.250 hồ sơ, giải quyết 1.190 hồ sơ.",
        ["dossiers_received", "dossiers_resolved"],
    ),
    "dossiers that are late": ("Có 3 hồ sơ quá hạn.", [None]),
    "visits by their unit": (
        "Thành phố đón 1,2 triệu lượt khách, đạt 96% kế hoạch.",
        ["visitors", "visitors"],
    ),
    "deaths on the road": (
        "Xảy ra 61 vụ tai nạn giao thông, làm chết 19 người, bị thương 44 người.",
        ["traffic_accidents", "traffic_deaths", "traffic_injured"],
    ),
    "deaths in a storm": ("Bão làm chết 2 người, bị thương 5 người.", [None, None]),
    "arrears of construction": ("Nợ đọng xây dựng cơ bản còn 58 tỷ đồng.", [None]),
    "arrears of taxes": ("Nợ đọng thuế còn 58 tỷ đồng.", ["tax_debt"]),
    "foreign capital that was spent": ("Vốn FDI thực hiện đạt 1,2 tỷ USD, tăng 7%.", [None, None]),
    "foreign capital by its currency": ("Tổng vốn đăng ký đạt 412 triệu USD.", ["fdi_capital"]),
    "capital of enterprises": (
        "Có 85 doanh nghiệp thành lập mới với tổng vốn đăng ký 640 tỷ đồng.",
        ["new_enterprises", "registered_capital"],
    ),
    "cement that was given": ("Hỗ trợ các xã 1.100 tấn xi măng.", [None]),
    "cement that was made": ("Xi măng đạt 1,1 triệu tấn, tăng 5%.", ["cement_output", "cement_output"]),
    "rice by its unit": ("Lúa hè thu 3.215 ha.", ["rice_area"]),
    "rice by another unit": ("Lúa hè thu đạt 62 tạ/ha.", ["rice_yield"]),
    "rice that was lost": ("Hơn 7 ha lúa bị ngập.", [None]),
    "criteria of a commune": ("Toàn huyện bình quân đạt 18,6 tiêu chí/xã.", ["ntm_criteria_avg"]),
    "goods that were imported": ("Sắt thép nhập khẩu đạt 154 triệu USD.", [None]),
    "all that was imported": ("Nhập khẩu đạt 154 triệu USD, giảm 3%.", ["import_turnover"] * 2),
    "members who were punished": ("Khai trừ 8 đảng viên.", [None]),
    "pigs that were destroyed": ("Đã tiêu hủy 3.700 con lợn.", ["asf_culled"]),
    "forest that was planted and kept": (
        "Trồng mới 520 ha rừng, chăm sóc 300 ha rừng.",
        ["forest_planted_area", None],
    ),
    "dossiers in time": ("Giải quyết 1.190 hồ sơ, đúng hạn 99,2%.", ["dossiers_resolved", "on_time_rate"]),
    "a rank of an index": ("Chỉ số CCHC xếp thứ 15/63.", ["par_index"]),
    "something the field does not know": ("Đã khánh thành 12 cột cờ.", [None]),
}


@pytest.mark.parametrize(("text", "expected"), CONCEPTS.values(), ids=CONCEPTS)
def test_the_concept_of(pipeline, text, expected):
    assert [i.concept for i in pipeline.extract(text, published="2023-10-05").indicators] == expected


def test_rules_of_concepts_speak_of_indicators_that_are_known():
    rules = load_rules()
    known = {rule.id.removeprefix("indicator.") for rule in rules.of_type(IndicatorRule)}
    told = {(rule.id, concept) for rule in rules.of_type(ConceptRule) for concept in (rule.of, rule.beside)}
    assert not [told for told in told if told[1] is not None and told[1] not in known]
