"""What other programs read of an archive: every value exact, no cell a formula."""

import csv
import io

import openpyxl
import pandas as pd
import pytest
import sdmx
from invented import document, full, indicator
from sdmx.model import common, v30
from typer.testing import CliRunner

from bienban.cli import app
from bienban.errors import StoreError
from bienban.records import Directive, Period, Provenance
from bienban.store import sdmx as ours
from bienban.store.database import line_of, open_database
from bienban.store.export import EXPORTED, columns_of, export

ABOUT = {"rules": "", "version": "1"}
HERE = Provenance(start=0, end=1, raw="S", rule="r")
FORMULAS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", '=HYPERLINK("http://a.example")']


def revenue(n, code, start, end, value, **fields):
    when = Period(code=code, start=start, end=end)
    known = {"id": f"i{n}", "concept": "budget_revenue", "value": value, "period": when, **fields}
    return indicator(**known)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def archive(request, new_url):
    url = new_url(request.param)
    values = (
        revenue(1, "2024-01", "2024-01-01", "2024-01-31", "905.10"),
        revenue(2, "ytd:2024-11", "2024-01-01", "2024-11-30", "-8885.000000000000000001", status="estimate"),
        revenue(3, "2024-H1", "2024-01-01", "2024-06-30", "1", scope="nội\nđịa"),
        revenue(4, "2024", "2024-01-01", "2024-12-31", "9600", status="target"),
    )
    orders = tuple(
        Directive(text=text, coordinate=(text, "b"), provenance=HERE)
        for text in (*FORMULAS, "a\x0bb,\n\"c\" 'd'")
    )
    records = [full("a"), document("b", indicators=values), document("=1+1", directives=orders)]
    with open_database(url) as database:
        database.feed([line_of(record) for record in records], ABOUT)
    return url


def test_csv_holds_every_value_and_no_formula(archive, tmp_path):
    assert [path.stem for path in export(archive, tmp_path, "csv")] == list(EXPORTED)
    lines = list(csv.DictReader((tmp_path / "indicators.csv").open(encoding="utf-8", newline="")))
    assert list(lines[0]) == columns_of("indicators")
    assert "-8885.000000000000000001" in [line["value"] for line in lines]
    text = (tmp_path / "directives.csv").read_text("utf-8")
    cells = [cell for line in csv.reader(io.StringIO(text)) for cell in line]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))] == []
    assert "a\x0bb,\n\"c\" 'd'" in cells


def test_xlsx_holds_text_as_text(archive, tmp_path):
    [path] = export(archive, tmp_path, "xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == list(EXPORTED)
    cells = [cell for row in book["directives"].iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert "'=1+1" in [cell.value for cell in cells]
    numbers = [
        row[columns_of("indicators").index("number")].value for row in book["indicators"].iter_rows(min_row=2)
    ]
    assert 905.1 in numbers


def test_parquet_has_types(archive, tmp_path):
    export(archive, tmp_path, "parquet")
    frame = pd.read_parquet(tmp_path / "indicators.parquet")
    assert frame["number"].dtype == float
    assert frame["start_char"].dtype == "int64"
    assert "-8885.000000000000000001" in set(frame["value"])
    orders = pd.read_parquet(tmp_path / "directives.parquet")
    assert sorted(text for text in orders["text"] if text.startswith("=")) == sorted(
        text for text in FORMULAS if text.startswith("=")
    )
    assert ["=1+1", "b"] in [list(told) for told in orders["coordinate"]]


def structure():
    """The dataflow that the header of our files names."""
    agency = common.Agency(id="BIENBAN")
    described = v30.DataStructureDefinition(id="SERIES", maintainer=agency, version="1.0")
    for name in ours.DIMENSIONS[:-1]:
        described.dimensions.append(common.Dimension(id=name))
    described.dimensions.append(common.TimeDimension(id=ours.DIMENSIONS[-1]))
    described.measures.append(v30.Measure(id="OBS_VALUE"))
    for name in ours.ATTRIBUTES:
        described.attributes.append(common.DataAttribute(id=name))
    return v30.Dataflow(id="SERIES", maintainer=agency, version="1.0", structure=described)


def test_an_sdmx_library_reads_the_series(archive, tmp_path):
    [path] = export(archive, tmp_path, "sdmx-csv")
    message = sdmx.read_sdmx(path, structure=structure())
    [data] = message.data
    found = {str(obs.dimension["TIME_PERIOD"].value): obs for obs in data.obs}
    assert set(found) == {"2024-01", "2024-01-01/P11M", "2024-S1", "2024"}
    estimate = found["2024-01-01/P11M"]
    assert str(estimate.value) == "-8885.000000000000000001"
    assert str(estimate.attached_attribute["OBS_STATUS"].value) == "E"
    assert str(estimate.attached_attribute["UNIT_MULT"].value) == "0"
    assert str(estimate.dimension["INDICATOR"].value) == "budget_revenue"
    assert str(estimate.dimension["REF_AREA"].value) == "_Z"
    assert str(found["2024-S1"].dimension["SCOPE"].value) == "nội địa"


@pytest.mark.parametrize(
    ("code", "start", "end", "told"),
    [
        ("2024", "2024-01-01", "2024-12-31", "2024"),
        ("2024-11", "2024-11-01", "2024-11-30", "2024-11"),
        ("2024-11-27", "2024-11-27", "2024-11-27", "2024-11-27"),
        ("2024-Q4", "2024-10-01", "2024-12-31", "2024-Q4"),
        ("2024-H2", "2024-07-01", "2024-12-31", "2024-S2"),
        ("ytd:2024-09", "2024-01-01", "2024-09-30", "2024-01-01/P9M"),
        ("as_of:2024-11-26", "2024-11-26", "2024-11-26", "2024-11-26"),
        ("2024-01/2024-02-10", "2024-01-01", "2024-02-10", "2024-01-01/P41D"),
    ],
)
def test_periods_in_the_form_of_sdmx(code, start, end, told):
    assert ours.time_period(code, start, end) == told


def test_the_command_writes_whole_files(archive, tmp_path):
    for form in ("csv", "parquet", "xlsx", "sdmx-csv"):
        done = CliRunner().invoke(app, ["export", archive, "--out", str(tmp_path / form), "--format", form])
        assert done.exit_code == 0, done.output
        assert sorted(map(str, (tmp_path / form).iterdir())) == sorted(done.stdout.splitlines())


def test_a_missing_library_is_told(archive, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(StoreError, match=r"pip install 'bienban\[parquet\]'"):
        export(archive, tmp_path, "parquet")
    assert list(tmp_path.iterdir()) == []
