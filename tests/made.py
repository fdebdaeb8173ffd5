"""Files of every format, made from invented text."""

import gzip
import io
import json
import zipfile

ARTICLE = (
    "Sáng 27/11/2024, UBND huyện Thanh Lĩnh họp phiên thường kỳ tháng 11 dưới sự chủ trì của đồng chí "
    "Hoàng Văn Thước, Chủ tịch UBND huyện.\n"
    "Thu ngân sách 11 tháng đạt 315,6 tỷ đồng, bằng 96% kế hoạch, tăng 8,2% so với cùng kỳ. "
    "Sản lượng lương thực ước 41.250 tấn; tỷ lệ hộ nghèo còn 3,1%.\n"
    "Chủ tịch UBND huyện yêu cầu Phòng Tài chính rà soát các khoản nợ đọng trước ngày 15/12/2024."
)
TABLE = [
    [
        "STT",
        "Chỉ tiêu",
        "Đơn vị tính",
        "Kế hoạch năm 2024",
        "Thực hiện 11 tháng năm 2024",
        "So với kế hoạch (%)",
    ],
    ["1", "Thu ngân sách", "tỷ đồng", "328,5", "315,6", "96,1"],
    ["2", "Sản lượng lương thực", "tấn", "40.000", "41.250", "103,1"],
]


def html(article=ARTICLE, *, title="UBND huyện họp phiên tháng 11", head="", table=None, charset="utf-8"):
    """A page with a menu, an article and a footer."""
    paragraphs = "".join(f"<p>{line}</p>" for line in article.split("\n"))
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="{charset}"><title>{title}</title>{head}'
        "</head><body>"
        '<nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/tin">Tin tức</a></li></ul></nav>'
        f"<article><h1>{title}</h1>{paragraphs}{html_table(table) if table else ''}</article>"
        "<footer><p>Bản quyền thuộc về cổng thông tin huyện</p></footer></body></html>"
    )


def html_table(rows):
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{body}</table>"


def docx(article=ARTICLE, table=None):
    import docx as word

    document = word.Document()
    for line in article.split("\n"):
        document.add_paragraph(line)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    return saved(document)


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def rtf(article=ARTICLE):
    escaped = "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in article).replace("\n", "\\par\n")
    return ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times New Roman;}}\\f0 " + escaped + "}").encode(
        "ascii"
    )


def pdf(pages, *, width=90):
    """A PDF whose text layer says `pages`, each broken into lines of `width` characters."""
    contents = []
    for page in pages:
        lines = [piece for line in page.split("\n") for piece in wrapped(line, width)]
        shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -14 Td\n" for line in lines)
        contents.append(f"BT /F1 10 Tf 40 800 Td\n{shown}ET".encode())
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"1 beginbfrange <0000> <FFFF> <0000> endbfrange\nendcmap end end"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (7 + 2 * n) for n in range(len(pages))), len(pages)),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Arial /Encoding /Identity-H /DescendantFonts [4 0 R] "
        b"/ToUnicode 6 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Arial /CIDSystemInfo << /Registry (Adobe) "
        b"/Ordering (Identity) /Supplement 0 >> /DW 500 /FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /Arial /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 "
        b"/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
        stream(cmap),
    ]
    for number, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (8 + 2 * number)
        )
        objects.append(stream(content))
    return numbered(objects)


def wrapped(line, width):
    import textwrap

    return textwrap.wrap(line, width) or [""]


def stream(content):
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def numbered(objects):
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def xlsx(rows, *, formats=None, merged=()):
    import openpyxl

    book = openpyxl.Workbook()
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                cell = book.active.cell(number, column, value)
                if formats and (number, column) in formats:
                    cell.number_format = formats[number, column]
    for area in merged:
        book.active.merge_cells(area)
    return saved(book)


def jsonl(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def zipped(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def gzipped(content):
    return gzip.compress(content)
