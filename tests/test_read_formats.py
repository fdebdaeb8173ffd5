"""Formats: every file gives its text and what it says about itself; one file may hold many documents."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import made
import pytest
from made import ARTICLE, TABLE

import bienban
from bienban.cli.formats import readable_json
from bienban.errors import ReadError, UsageError
from bienban.flow import extract
from bienban.read.columns import Columns
from bienban.read.dates import day_of
from bienban.read.part import Unread
from bienban.read.paths import find_files
from bienban.read.pdf import paragraphs
from bienban.read.read import read_documents, read_file
from bienban.read.sheets import shown

FIRST = "Thu ngân sách (tỷ đồng) | Kế hoạch năm 2024 | 328,5"
LAST = "Sản lượng lương thực | So với kế hoạch (%) | 103,1"


@pytest.fixture
def put(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def all_of(path, **options):
    return list(read_documents(path, **options))


class TestOneDocument:
    @pytest.mark.parametrize(
        ("name", "make", "form"),
        [
            ("a.txt", lambda: ARTICLE, "text"),
            ("a.docx", made.docx, "docx"),
            ("a.rtf", made.rtf, "rtf"),
            ("a.pdf", lambda: made.pdf([ARTICLE]), "pdf"),
            ("a.txt.gz", lambda: made.gzipped(ARTICLE.encode()), "text"),
        ],
    )
    def test_gives_its_text(self, put, name, make, form):
        read = read_file(put(name, make()))
        assert (read.text, read.source.format, read.doc_id) == (ARTICLE, form, read.source.path)

    @pytest.mark.parametrize("make", [made.docx, made.rtf, lambda: made.pdf([ARTICLE]), made.html])
    def test_is_told_by_its_content(self, put, make):
        assert ARTICLE in read_file(put("scan_without_a_suffix", make())).text
        assert ARTICLE in read_file(put("wrong.doc", make())).text

    def test_web_page(self, put):
        head = (
            '<meta property="article:published_time" content="2024-11-27T18:30:00Z">'
            '<link rel="canonical" href="https://thanhlinh.example.vn/tin/1.html">'
            '<meta property="og:site_name" content="Cổng thông tin huyện">'
        )
        read = read_file(put("a.html", made.html(head=head)))
        assert ARTICLE in read.text
        assert "Trang chủ" not in read.text
        assert "Bản quyền" not in read.text
        assert (read.doc_id, read.source.url) == ("https://thanhlinh.example.vn/tin/1.html",) * 2
        assert (read.source.title, read.source.outlet) == (
            "UBND huyện họp phiên tháng 11",
            "Cổng thông tin huyện",
        )
        assert read.source.published == "2024-11-28"  # half past one at night in Vietnam

    @pytest.mark.parametrize(
        "head",
        [
            '<script type="application/ld+json">{"datePublished": "2024-11-28T08:00:00+07:00"}</script>',
            '<meta itemprop="datePublished" content="28/11/2024 08:00">',
            '<meta name="pubdate" content="2024-11-28T08:00:00+07:00">',
        ],
    )
    def test_web_page_says_its_day(self, put, head):
        assert read_file(put("a.html", made.html(head=head))).source.published == "2024-11-28"

    def test_web_page_that_is_laid_out_in_tables(self, put):
        menu = "".join(f'<tr><td><a href="/{n}">Mục {n}</a></td></tr>' for n in range(12))
        other = "".join(
            f'<tr><td><a href="/n{n}">Tin khác số {n} hôm nay</a> ({n}/11)</td></tr>' for n in range(9)
        )
        article = "".join(f"<p>{line}</p>" for line in ARTICLE.split("\n"))
        page = (
            "<html><head><title>Cổng thông tin</title></head><body><table width=1000>"
            f"<tr><td colspan=2><img src='b.jpg'></td></tr><tr><td><table>{menu}</table></td><td><table>"
            "<tr><td>Họp phiên thường kỳ</td></tr><tr><td>Cập nhật: 28/11/2024 08:15</td></tr>"
            f"<tr><td>{article}{made.html_table(TABLE)}<p>Chủ tịch kết luận.</p></td></tr></table>"
            f"<table>{other}</table></td></tr><tr><td colspan=2>Bản quyền</td></tr></table></body></html>"
        )
        read = read_file(put("a.html", page))
        assert read.text.startswith(ARTICLE)
        assert FIRST in read.text.split("\n")
        assert read.text.endswith("kết luận.")
        assert read.source.published == "2024-11-28"

    def test_web_page_without_a_day_has_none(self, put):
        assert read_file(put("a.html", made.html())).source.published is None
        many = f"{ARTICLE}\nĐăng ngày 1/2/2024\nĐăng ngày 2/2/2024"
        assert read_file(put("a.html", made.html(many))).source.published is None

    @pytest.mark.parametrize("charset", ["utf-8", "utf-16", "cp1258"])
    def test_web_page_in_another_encoding(self, put, charset):
        from test_read_encodings import cp1258

        page = made.html(charset=charset)
        read = read_file(put("a.html", cp1258(page) if charset == "cp1258" else page.encode(charset)))
        assert ARTICLE in read.text
        assert read.source.encoding == charset

    def test_web_page_in_a_font_of_before_unicode(self, put):
        from test_read_encodings import typed

        page = made.html(typed(ARTICLE, "tcvn3"), title=typed("Họp phiên tháng mười", "tcvn3"))
        read = read_file(put("a.html", page))
        assert ARTICLE in read.text
        assert (read.source.encoding, read.source.title) == ("tcvn3", "Họp phiên tháng mười")

    @pytest.mark.parametrize("charset", ["utf-8", "cp1258"])
    def test_web_page_saved_with_its_pictures(self, put, charset):
        import base64

        from test_read_encodings import cp1258

        page = made.html(charset="")
        packed = base64.encodebytes(cp1258(page) if charset == "cp1258" else page.encode()).decode()
        saved = (
            'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\n'
            "Content-Type: image/gif\nContent-Transfer-Encoding: base64\n\nR0lGODlh\n--x\n"
            f"Content-Type: text/html; charset={charset}\n"
            f"Content-Transfer-Encoding: base64\n\n{packed}\n--x--\n"
        )
        read = read_file(put("a.mht", saved))
        assert ARTICLE in read.text

    def test_a_sidecar_wins_over_the_page(self, put):
        put("a.meta.json", json.dumps({"published": "2024-12-01", "title": "Tên khác"}))
        source = read_file(put("a.html", made.html())).source
        assert (source.published, source.title) == ("2024-12-01", "Tên khác")

    @pytest.mark.parametrize(
        ("name", "make"),
        [
            ("a.html", lambda: made.html(table=TABLE)),
            ("a.docx", lambda: made.docx(table=TABLE)),
            ("a.xlsx", lambda: made.xlsx([["Biểu 1"], [], *TABLE])),
        ],
    )
    def test_its_table_becomes_lines(self, put, name, make):
        lines = read_file(put(name, make())).text.split("\n")
        assert FIRST in lines
        assert lines[-1] == LAST
        assert sum(" | " in line for line in lines) == 6

    def test_pdf_joins_what_the_margin_and_the_page_broke(self, put):
        first, last = ARTICLE[:400], ARTICLE[400:]
        read = read_file(put("a.pdf", made.pdf([f"{first.rstrip()}\n1", f"{last.lstrip()}\n2"])))
        assert read.text.split("\n")[0] == ARTICLE.split("\n")[0]
        assert paragraphs(["1\nMột dòng rất dài chạy tới lề của trang giấy\nthì còn tiếp.\nHết."]) == [
            "Một dòng rất dài chạy tới lề của trang giấy thì còn tiếp.",
            "Hết.",
        ]

    def test_docx_keeps_what_stands_in_its_order(self, put):
        import docx

        document = docx.Document()
        document.add_paragraph("Một")
        document.add_table(1, 2).rows[0].cells[1].text = "Hai"
        document.add_paragraph("Ba").add_run("\tbốn\nnăm")
        assert read_file(put("a.docx", made.saved(document))).text == "Một\nHai\nBa\tbốn\nnăm"

    def test_docx_keeps_the_letter_word_takes_for_a_hyphen(self, put):
        from docx import Document
        from docx.oxml import OxmlElement
        from test_read_encodings import typed

        document = Document()
        for line in ARTICLE.split("\n"):
            run = document.add_paragraph().add_run()
            for place, piece in enumerate(typed(line, "tcvn3").split("\xad")):
                if place:
                    run._r.append(OxmlElement("w:softHyphen"))
                run.add_text(piece)
        read = read_file(put("a.docx", made.saved(document)))
        assert (read.text, read.source.encoding) == (ARTICLE, "tcvn3")

    def test_xls_shows_its_numbers(self, root):
        lines = read_file(root / "samples" / "formats" / "province_figures.xls").text.split("\n")
        assert lines[1:5] == [
            "Thu ngân sách nhà nước (triệu đồng) | Kế hoạch năm 2013 | 1.850.000",
            "Thu ngân sách nhà nước (triệu đồng) | Thực hiện – Tháng 8/2013 | 142.500",
            "Thu ngân sách nhà nước (triệu đồng) | Thực hiện – 8 tháng năm 2013 | 1.268.300",
            "Thu ngân sách nhà nước | So với kế hoạch | 68,6%",
        ]

    @pytest.mark.parametrize(
        ("value", "form", "text"),
        [
            (0.125, "0.0%", "12,5%"),
            (0.3, "General", "0,3"),
            (0.1 + 0.2, "General", "0,3"),
            (1234.5, "#,##0.00", "1.234,5"),
            (1234.567, "0.0", "1234,6"),
            (8.25, "0.0", "8,3"),
            (12.5, "0", "13"),
            (2024, "General", "2024"),
            (-1500000, "#,##0", "-1.500.000"),
            (12, "0", "12"),
            (None, "", ""),
            ("  tỷ đồng ", "@", "tỷ đồng"),
            (1e15, "General", "1000000000000000"),
            (float("nan"), "", ""),
        ],
    )
    def test_a_number_is_what_its_sheet_shows(self, value, form, text):
        assert shown(value, form) == text


class TestManyDocuments:
    ROWS = (
        {"id": "a-1", "text": "Một.", "date": "27/11/2024", "title": "Tin một"},
        {"url": "https://e.vn/2", "text": "Hai."},
        {"text": "Ba."},
    )

    def check(self, path, form):
        one, two, three = all_of(path)
        assert [one.text, two.text, three.text] == ["Một.", "Hai.", "Ba."]
        assert [one.doc_id, two.doc_id, three.doc_id] == ["a-1", "https://e.vn/2", f"{path}#3"]
        assert (one.source.published, one.source.title) == ("2024-11-27", "Tin một")
        assert {found.source.format for found in (one, two, three)} == {form}
        for found in (one, two, three):
            assert read_file(type(path)(found.source.path)) == found

    def test_of_jsonl(self, put):
        self.check(put("a.jsonl", made.jsonl(self.ROWS)), "jsonl")

    def test_of_json(self, put):
        self.check(put("a.json", json.dumps(self.ROWS)), "json")
        assert read_file(put("b.json", json.dumps(self.ROWS[2], indent=1))).text == "Ba."

    @pytest.mark.parametrize(
        ("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16")]
    )
    def test_of_csv(self, put, delimiter, encoding):
        self.check(put("a.csv", as_csv(self.ROWS, delimiter).encode(encoding)), "csv")

    def test_of_parquet(self, put):
        pyarrow = pytest.importorskip("pyarrow")
        from pyarrow import parquet

        path = put("a.parquet", b"")
        columns = {
            name: [row.get(name) for row in self.ROWS] for name in ("id", "url", "text", "date", "title")
        }
        parquet.write_table(pyarrow.table(columns), path)
        self.check(path, "parquet")
        inside = all_of(put("b.zip", made.zipped({"a.parquet": path.read_bytes()})))
        assert [found.text for found in inside] == ["Một.", "Hai.", "Ba."]

    @pytest.mark.parametrize("name", ["a.jsonl.gz", "jsonl"])
    def test_packed(self, put, name):
        content = made.jsonl(self.ROWS)
        self.check(put(name, made.gzipped(content) if name.endswith("gz") else content), "jsonl")

    def test_of_zip(self, put):
        path = put(
            "all.zip",
            made.zipped(
                {
                    "tin/b.html": made.html(),
                    "a.jsonl": made.jsonl(self.ROWS[1:]),
                    "c.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
                    "d.pdf": made.pdf([ARTICLE]),
                    "__MACOSX/._d.pdf": b"\0",
                    "readme.md": "no document",
                }
            ),
        )
        found = all_of(path, doc_id="all.zip")
        names = [each.place if isinstance(each, Unread) else each.doc_id for each in found]
        assert names == [
            "https://e.vn/2",
            "all.zip#a.jsonl#2",
            "all.zip#c.doc",
            "all.zip#d.pdf",
            "all.zip#tin/b.html",
        ]
        assert "save it as DOCX" in str(found[2].error)
        assert read_file(type(path)(f"{path}#a.jsonl#2")).text == "Ba."

    def test_of_zip_with_sidecars(self, put):
        facts = json.dumps({"published": "2024-12-01", "url": "https://e.vn/9"})
        path = put("a.zip", made.zipped({"x/b.txt": ARTICLE, "x/b.meta.json": facts, "c.txt": "Hai."}))
        second, first = all_of(path)
        assert (first.doc_id, first.source.published) == ("https://e.vn/9", "2024-12-01")
        assert second.source.published is None
        (broken,) = all_of(put("b.zip", made.zipped({"b.txt": ARTICLE, "b.meta.json": "[]"})))
        assert "b.zip#b.meta.json: expected an object" in str(broken.error)

    def test_text_that_is_html_is_read_as_a_page(self, put):
        path = put(
            "a.jsonl",
            made.jsonl([{"content": made.html(), "link": "https://e.vn/1", "ngày đăng": 1732752000}]),
        )
        (read,) = all_of(path)
        assert ARTICLE in read.text
        assert "<p>" not in read.text
        assert (read.doc_id, read.source.published) == ("https://e.vn/1", "2024-11-28")

    def test_columns_are_named_or_found(self, put):
        path = put("a.csv", "Tiêu đề;Nội dung;Ngày đăng;Mã;khác\nTên;Chữ;1/12/2024;7;gì đó\n")
        (read,) = all_of(path)
        assert (read.text, read.source.title, read.source.published, read.doc_id) == (
            "Chữ",
            "Tên",
            "2024-12-01",
            "7",
        )
        (read,) = all_of(path, columns=Columns.parse("text=khác, id=Nội dung"))
        assert (read.text, read.doc_id) == ("gì đó", "Chữ")
        (unread,) = all_of(path, columns=Columns(text="none"))
        assert str(unread.error).startswith(
            f"{path}: no column 'none' for text; its columns are Tiêu đề, Nội dung"
        )
        (unread,) = all_of(put("b.csv", "a,b\n1,2\n3,4\n"))
        assert "no column with the text; name it with --columns text=…; its columns are a, b" in str(
            unread.error
        )
        for wrong in ("text", "text=", "body=text", "text=a,text=b"):
            with pytest.raises(UsageError, match="write them as text=body,id=key"):
                Columns.parse(wrong)

    def test_a_bad_row_costs_one_row(self, put):
        lines = [
            '{"text": "Một."}',
            "{bad",
            "[1]",
            '{"other": 1}',
            '{"text": 5}',
            '{"text": "x", "date": "hôm nay"}',
            "",
            '{"text": "Hai."}',
        ]
        found = all_of(put("a.jsonl", "\n".join(lines)))
        assert [each.text for each in found if not isinstance(each, Unread)] == ["Một.", "Hai."]
        problems = [str(each.error) for each in found if isinstance(each, Unread)]
        for number, problem in zip(
            range(2, 7),
            [
                "not valid JSON",
                "expected an object",
                "no column with the text",
                "its text is int '5'",
                "the date 'hôm nay'",
            ],
            strict=True,
        ):
            assert f" {number}: " in problems[number - 2]
            assert problem in problems[number - 2]
        rows = ["text,id", "Một số việc đã được giải quyết,1", "Hai,2,3"]
        found = all_of(put("b.csv", "\n".join(rows).encode() + b"\nB\xff,3\nBon,4\n"))
        assert [isinstance(each, Unread) for each in found] == [False, True, True, False]

    def test_csv_of_before_unicode(self, put):
        from test_read_encodings import typed

        rows = [{"Tiêu đề": "Họp phiên tháng mười", "Nội dung": ARTICLE}]
        path = put("a.csv", typed(as_csv(rows, ","), "tcvn3").encode("latin-1"))
        (read,) = all_of(path)
        assert (read.text, read.source.title, read.source.encoding) == (
            ARTICLE,
            "Họp phiên tháng mười",
            "tcvn3",
        )

    def test_one_of_many_must_be_named(self, put):
        path = put("a.jsonl", made.jsonl(self.ROWS))
        with pytest.raises(
            UsageError, match=r"holds more than one document; name one, such as .*a\.jsonl#a-1"
        ):
            read_file(path)
        with pytest.raises(ReadError, match="there is no document '9' in the file"):
            read_file(type(path)(f"{path}#9"))
        with pytest.raises(ReadError, match="there is no document in it"):
            read_file(put("b.jsonl", "\n"))

    def test_in_python(self, put, pipeline):
        path = put("a.jsonl", made.jsonl(self.ROWS))
        assert [record.doc_id for record in pipeline.pipe([path, "Bốn."])] == [
            "a-1",
            "https://e.vn/2",
            f"{path}#3",
            "text-2",
        ]
        assert pipeline.extract(type(path)(f"{path}#3"), with_text=True).text == "Ba."
        with pytest.raises(bienban.ReadError):
            list(pipeline.pipe([put("b.csv", "a,b\n")]))


def as_csv(rows, delimiter):
    stream = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(stream, names, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def test_a_folder_is_read_without_what_bienban_wrote_there(put, tmp_path):
    for name in ("a.txt", "b.HTML", "c.docx", "d.zip", "e.csv", "news.jsonl"):
        put(name, "x")
    put("r.jsonl", '{"schema":"bienban/1","doc_id":"a.txt"}\n')
    put("r.jsonl.ledger.jsonl", "{}\n")
    put("r.csv", "doc_id,published,meeting_kind,meeting_body\n")
    put("a.meta.json", "{}")
    put("style.css", "")
    assert [found.doc_id for found in find_files([tmp_path])] == [
        "a.txt",
        "b.HTML",
        "c.docx",
        "d.zip",
        "e.csv",
        "news.jsonl",
    ]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-11-27", "2024-11-27"),
        ("2024-11-26T22:00:00Z", "2024-11-27"),
        ("2024-11-27 23:59:00", "2024-11-27"),
        ("2024/11/7", "2024-11-07"),
        ("Thứ tư, 27/11/2024, 10:00 (GMT+7)", "2024-11-27"),
        ("7.11.2024", "2024-11-07"),
        ("ngày 7 tháng 11 năm 2024", "2024-11-07"),
        ("Wed, 27 Nov 2024 08:00:00 +0700", "2024-11-27"),
        (1732752000, "2024-11-28"),
        (1732752000000, "2024-11-28"),
        (20241127, "2024-11-27"),
        ("31/02/2024", None),
        ("hôm qua", None),
        ("", None),
        (True, None),
        (None, None),
    ],
)
def test_days(written, day):
    assert day_of(written) == day


def test_the_command_reads_many_and_tells_of_those_it_cannot(put, tmp_path):
    put("a.jsonl", made.jsonl([{"body": ARTICLE, "key": "k1"}, {"body": 3, "key": "k2"}]))
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "bienban",
            "extract",
            "a.jsonl",
            "--columns",
            "text=body,id=key",
            "-f",
            "jsonl",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, json.loads(run.stdout)["doc_id"]) == (3, "k1")
    assert "a.jsonl: row 2: its text is int '3', not a string" in run.stderr
    assert "1 of 2 documents failed" in run.stderr


def test_plain_text_loads_no_library_of_another_format(put, tmp_path):
    put("a.txt", ARTICLE)
    code = (
        "import sys; from pathlib import Path; from bienban.read.paths import find_files\n"
        "[list(found.documents()) for found in find_files([Path('.')])]\n"
        "heavy = 'trafilatura lxml docx pypdfium2 openpyxl xlrd pyarrow ftfy pandas'.split()\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


def test_samples_of_other_formats_give_what_is_committed_beside_them(root, pipeline, monkeypatch):
    monkeypatch.chdir(root)
    found = [file for file in find_files([Path("samples")]) if file.doc_id.startswith("formats/")]
    assert len(found) >= 3
    for file in found:
        made_now = readable_json(extract(file.read(), pipeline.rules)) + "\n"
        golden = file.path.with_suffix(".records.json").read_text("utf-8")
        assert made_now == golden, f"{file.doc_id}: run `bienban samples` and look at what git diff shows"
