"""Ten tables: the lines they become, and the indicators that are read of their cells."""

import made
import pytest

from bienban.flow import extract
from bienban.read.read import read_file, read_text
from bienban.read.tables import BAR, Cell, lines

# Each: what stands above, the rows, and of some cells: name, value, unit, measure, period, status, base.
TABLES = {
    "a unit in a column of its own": (
        "",
        [
            "STT|Chỉ tiêu|Đơn vị tính|Kế hoạch năm 2024|Thực hiện 11 tháng năm 2024|So với kế hoạch (%)",
            "1|Thu ngân sách|tỷ đồng|328,5|315,6|96,1",
            "2|Sản lượng lương thực|tấn|40.000|41.250|103,1",
        ],
        [
            ("Thu ngân sách", "328500000000", "VND", "level", "2024", "target", None),
            ("Thu ngân sách", "315600000000", "VND", "level", "ytd:2024-11", "actual", None),
            ("Thu ngân sách", "96.1", "percent", "share_of_plan", "ytd:2024-11", "actual", "plan"),
            ("Sản lượng lương thực", "40000", "tonne", "level", "2024", "target", None),
            ("Sản lượng lương thực", "41250", "tonne", "level", "ytd:2024-11", "actual", None),
            ("Sản lượng lương thực", "103.1", "percent", "share_of_plan", "ytd:2024-11", "actual", "plan"),
        ],
    ),
    "a unit above the table": (
        "Đơn vị tính: tỷ đồng",
        [
            "Nội dung|Dự toán 2024|Ước thực hiện tháng 11|Lũy kế 11 tháng|So với cùng kỳ (%)",
            "Tổng thu ngân sách|500,2|41|456,7|108,5",
            "Thu nội địa|400|35,5|300,7|98,5",
        ],
        [
            ("Tổng thu ngân sách", "500200000000", "VND", "level", "2024", "target", None),
            ("Tổng thu ngân sách", "41000000000", "VND", "level", "2024-11", "estimate", None),
            ("Tổng thu ngân sách", "456700000000", "VND", "level", "ytd:2024-11", "actual", None),
            ("Tổng thu ngân sách", "108.5", "percent", "index", "ytd:2024-11", "actual", "same_period"),
            ("Thu nội địa", "400000000000", "VND", "level", "2024", "target", None),
            ("Thu nội địa", "35500000000", "VND", "level", "2024-11", "estimate", None),
            ("Thu nội địa", "300700000000", "VND", "level", "ytd:2024-11", "actual", None),
            ("Thu nội địa", "98.5", "percent", "index", "ytd:2024-11", "actual", "same_period"),
        ],
    ),
    "years as headers": (
        "",
        ["Chỉ tiêu|2022|2023", "Dân số (nghìn người)|105,2|106,1", "Tỷ lệ hộ nghèo (%)|4,2|3,1"],
        [
            ("Dân số", "105200", "person", "level", "2022", "actual", None),
            ("Dân số", "106100", "person", "level", "2023", "actual", None),
            ("Tỷ lệ hộ nghèo", "4.2", "percent", "level", "2022", "actual", None),
            ("Tỷ lệ hộ nghèo", "3.1", "percent", "level", "2023", "actual", None),
        ],
    ),
    "growth and its sign": (
        "",
        [
            "Ngành|Quý III/2024 (tỷ đồng)|Tăng, giảm so với cùng kỳ (%)",
            "Công nghiệp|1.250,5|8,2",
            "Xây dựng|310|-2,4",
        ],
        [
            ("Công nghiệp", "1250500000000", "VND", "level", "2024-Q3", "actual", None),
            ("Công nghiệp", "8.2", "percent", "growth", "2024-Q3", "actual", "same_period"),
            ("Xây dựng", "310000000000", "VND", "level", "2024-Q3", "actual", None),
            ("Xây dựng", "-2.4", "percent", "growth", "2024-Q3", "actual", "same_period"),
        ],
    ),
    "a structure": (
        "",
        [
            "Khu vực|Giá trị 6 tháng đầu năm 2024 (triệu đồng)|Tỷ trọng (%)",
            "Dịch vụ|512.000|41,5",
            "Nông nghiệp|98.500|8",
        ],
        [
            ("Dịch vụ", "512000000000", "VND", "level", "ytd:2024-06", "actual", None),
            ("Dịch vụ", "41.5", "percent", "share", "2024-11", "actual", None),
            ("Nông nghiệp", "98500000000", "VND", "level", "ytd:2024-06", "actual", None),
            ("Nông nghiệp", "8", "percent", "share", "2024-11", "actual", None),
        ],
    ),
    "counts without a unit": (
        "",
        ["Chỉ tiêu|Tháng 10/2024|Tháng 11/2024", "Số hộ nghèo|1.250|1.198", "Số dự án|12|15"],
        [
            ("Số hộ nghèo", "1250", "household", "level", "2024-10", "actual", None),
            ("Số hộ nghèo", "1198", "household", "level", "2024-11", "actual", None),
            ("Số dự án", "12", "project", "level", "2024-10", "actual", None),
            ("Số dự án", "15", "project", "level", "2024-11", "actual", None),
        ],
    ),
    "numbered rows and parts": (
        "ĐVT: ha",
        [
            "TT|Cây trồng|Kế hoạch vụ|Thực hiện đến 31/10/2024",
            "I|Lúa|1.200|1.185",
            "a)|Trong đó: Lúa lai|400|390,5",
        ],
        [
            ("Lúa", "1200", "ha", "level", "2024", "target", None),
            ("Lúa", "1185", "ha", "level", "as_of:2024-10-31", "actual", None),
            ("Lúa lai", "400", "ha", "level", "2024", "target", None),
            ("Lúa lai", "390.5", "ha", "level", "as_of:2024-10-31", "actual", None),
        ],
    ),
    "units in the cells": (
        "",
        [
            "Chỉ tiêu|Năm 2023",
            "Năng suất lúa|58,2 tạ/ha",
            "Thu nhập bình quân|52 triệu đồng/người/năm",
            "Độ che phủ rừng|45,1%",
        ],
        [
            ("Năng suất lúa", "58.2", "tạ/ha", "level", "2023", "actual", None),
            ("Thu nhập bình quân", "52000000", "VND/người/năm", "level", "2023", "actual", None),
            ("Độ che phủ rừng", "45.1", "percent", "level", "2023", "actual", None),
        ],
    ),
    "the year before and the month before": (
        "Tình hình thực hiện tháng 11 năm 2024",
        [
            "Chỉ tiêu|ĐVT|Thực hiện cùng kỳ năm 2023|TH tháng 11/2024|So với tháng trước (%)|TH/KH (%)",
            "Khách du lịch|nghìn lượt|31|35,5|101,2|96",
        ],
        [
            ("Khách du lịch", "31000", "visit", "level", "2023-11", "actual", None),
            ("Khách du lịch", "35500", "visit", "level", "2024-11", "actual", None),
            ("Khách du lịch", "101.2", "percent", "index", "2024-11", "actual", "previous_period"),
            ("Khách du lịch", "96", "percent", "share_of_plan", "2024-11", "actual", "plan"),
        ],
    ),
    "a unit that is a number": (
        "",
        [
            "Sản phẩm|Ước tháng 11/2024 (1.000 tấn)|Mục tiêu năm 2025 (1000 tấn)",
            "Xi măng|12,5|160",
            "Thép|3|41",
        ],
        [
            ("Xi măng", "12500", "tonne", "level", "2024-11", "estimate", None),
            ("Xi măng", "160000", "tonne", "level", "2025", "target", None),
            ("Thép", "3000", "tonne", "level", "2024-11", "estimate", None),
            ("Thép", "41000", "tonne", "level", "2025", "target", None),
        ],
    ),
}
LEAD = "Sáng 27/11/2024, UBND huyện Thanh Lĩnh họp phiên thường kỳ tháng 11."


def cells_of(rows):
    return [[Cell(cell) for cell in row.split("|")] for row in rows]


def read(indicator):
    period = indicator.period.code if indicator.period else None
    return (
        indicator.name,
        indicator.value,
        indicator.unit,
        indicator.measure,
        period,
        indicator.status,
        indicator.base,
    )


@pytest.mark.parametrize("name", TABLES)
def test_its_cells_become_indicators(name, pipeline):
    caption, rows, expected = TABLES[name]
    told = lines(cells_of(rows), caption=caption)
    text = "\n".join([LEAD, *filter(None, [caption]), *told])
    record = extract(read_text(text, published="2024-11-28"), pipeline.rules)
    assert [read(indicator) for indicator in record.indicators] == expected
    assert [indicator.id for indicator in record.indicators] == [f"i{n}" for n in range(1, len(expected) + 1)]
    for indicator in record.indicators:
        line = text[: indicator.provenance.start].split("\n")[-1]
        assert indicator.name in line.split(BAR)[0]
    assert not [numeral for numeral in record.numerals if numeral.reason == "unaccounted"]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("form", ["html", "docx", "xlsx"])
def test_it_is_the_same_in_every_format(name, form, tmp_path):
    caption, rows, _ = TABLES[name]
    table = [row.split("|") for row in rows]
    told = lines(cells_of(rows), caption=caption)
    path = tmp_path / f"a.{form}"
    if form == "html":
        path.write_text(made.html(f"{made.ARTICLE}\n{caption}" if caption else made.ARTICLE, table=table))
    elif form == "docx":
        path.write_bytes(made.docx(caption or LEAD, table))
    else:
        path.write_bytes(made.xlsx([["Biểu số 1"], [caption or None], *table]))
    assert [line for line in read_file(path).text.split("\n") if BAR in line] == told


class TestLines:
    def test_a_header_of_two_rows_is_told_from_top_to_bottom(self):
        rows = [
            [Cell("Chỉ tiêu", rows=2), Cell("Năm 2024 (tỷ đồng)", columns=2)],
            [Cell("Kế hoạch"), Cell("Thực hiện")],
            [Cell("(1)"), Cell("(2)"), Cell("(3)=2/1")],
            [Cell("Thu ngân sách"), Cell("10"), Cell("9,5")],
        ]
        assert lines(rows) == [
            "Thu ngân sách | Năm 2024 (tỷ đồng) – Kế hoạch | 10",
            "Thu ngân sách | Năm 2024 (tỷ đồng) – Thực hiện | 9,5",
        ]

    def test_nothing_that_is_said_is_lost(self):
        rows = ["Chỉ tiêu|2023|Ghi chú", "I. KINH TẾ||", "Thu|10|Tạm tính", "Chi|-|", "Bội thu||Chưa có số"]
        assert lines(cells_of(rows)) == [
            "I. KINH TẾ",
            "Thu | 2023 | 10",
            "Thu | Ghi chú | Tạm tính",
            "Bội thu | Ghi chú | Chưa có số",
        ]

    def test_a_table_of_words_keeps_its_rows(self):
        rows = ["Họ và tên|Chức vụ", "Nguyễn Văn Sáu|Chủ tịch", "Lê Thị Bảy|Phó Chủ tịch"]
        assert lines(cells_of(rows)) == [
            "Họ và tên | Chức vụ",
            "Nguyễn Văn Sáu | Chủ tịch",
            "Lê Thị Bảy | Phó Chủ tịch",
        ]

    def test_a_frame_becomes_paragraphs(self):
        rows = [
            [Cell("UBND HUYỆN\nVĂN PHÒNG"), Cell("CỘNG HÒA XÃ HỘI\nĐộc lập")],
            [Cell("Số: 15/TB"), Cell("Ngày 3")],
        ]
        assert lines(rows) == ["UBND HUYỆN", "VĂN PHÒNG", "CỘNG HÒA XÃ HỘI", "Độc lập", "Số: 15/TB", "Ngày 3"]

    def test_a_bar_in_a_cell_is_no_border(self):
        assert lines([[Cell("Chỉ tiêu"), Cell("2023")], [Cell("Thu|chi"), Cell("1")]]) == [
            "Thu/chi | 2023 | 1"
        ]

    def test_what_stands_across_its_head_is_said_first(self):
        rows = [
            [Cell("Biểu 2. Thu ngân sách", columns=3)],
            [Cell("ĐVT: tỷ đồng", columns=3)],
            [Cell("Chỉ tiêu"), Cell("2022"), Cell("2023")],
            [Cell("A. TỔNG SỐ", columns=3)],
            [Cell("Thu"), Cell("1,5"), Cell("2")],
        ]
        assert lines(rows) == [
            "Biểu 2. Thu ngân sách",
            "ĐVT: tỷ đồng",
            "A. TỔNG SỐ",
            "Thu | 2022 (tỷ đồng) | 1,5",
            "Thu | 2023 (tỷ đồng) | 2",
        ]

    def test_nothing_gives_nothing(self):
        assert lines([]) == lines([[]]) == lines([[Cell("")]]) == []


def test_a_menu_is_no_table(pipeline):
    record = extract(read_text(f"Trang chủ | Tin tức | 27\n{LEAD}\nLượt xem | 1.250"), pipeline.rules)
    assert record.indicators == ()


def test_prose_beside_a_table_is_read_as_ever(pipeline):
    prose = f"{LEAD}\nThu ngân sách 11 tháng đạt 315,6 tỷ đồng, bằng 96% kế hoạch."
    alone = extract(read_text(prose), pipeline.rules).indicators
    table = "\n".join(lines(cells_of(TABLES["growth and its sign"][1])))
    record = extract(read_text(f"{prose}\n{table}\nChi ngân sách đạt 200 tỷ đồng."), pipeline.rules)
    assert record.indicators[: len(alone)] == alone
    assert (record.indicators[-1].name, record.indicators[-1].value) == ("Chi ngân sách", "200000000000")
    compared = record.indicators[len(alone) + 1]
    assert (compared.measure, compared.parent) == ("growth", record.indicators[len(alone)].id)
