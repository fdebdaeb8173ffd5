"""Files that are broken, locked or meant to do harm: each ends in an error that says so; others go on."""

import io
import os
import resource
import signal
import subprocess
import sys
import time
import zipfile
import zlib

import made
import pytest
from made import ARTICLE

from bienban.errors import ReadError
from bienban.read import confined
from bienban.read.limits import MEMORY_BYTES
from bienban.read.part import Unread
from bienban.read.read import read_documents, read_file

WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def page(stream, filters=b""):
    """A PDF of one page with these drawing commands."""
    return made.numbered(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(stream), filters, stream),
        ]
    )


def bomb(size):
    """So many blanks, packed, without ever having them all."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * 1_000_000) for _ in range(size // 1_000_000)) + packer.flush()


def docx_with(document):
    made_one = zipfile.ZipFile(io.BytesIO(made.docx()))
    return made.zipped(
        {
            name: document if name == "word/document.xml" else made_one.read(name)
            for name in made_one.namelist()
        }
    )


def laughs():
    """The billion laughs: ten levels of ten times the one below."""
    entities = b"".join(
        b'<!ENTITY %c "%s">' % (98 + level, b"&%c;" % (97 + level) * 10) for level in range(9)
    )
    paragraph = b"<w:p><w:r><w:t>&j;</w:t></w:r></w:p>"
    return b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">' + entities + b"]>" + WORD % paragraph


def nested_zips(depth):
    content = made.zipped({"a.txt": b"a"})
    for _ in range(depth):
        content = made.zipped({"b.zip": content})
    return content


def locked_zip():
    content = bytearray(made.zipped({"a.txt": b"abc", "b.txt": b"xyz"}))
    content[6] |= 1
    content[content.find(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def far_cells():
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "x", 3
    return made.saved(book)


HOSTILE = {
    "bomb.txt.gz": (lambda: made.gzipped(b" " * 30_000_000), "more than 16 MB, more than any document"),
    "bomb.jsonl.gz": (
        lambda: made.gzipped(b'{"text":"' + b"a" * 80_000_000),
        "unpacks to more than 200 times its size",
    ),
    "cut.gz": (lambda: made.gzipped(os.urandom(5000))[:-100], "cannot be unpacked"),
    "cut.zip": (lambda: made.zipped({"a.txt": os.urandom(5000)})[:900], "a damaged ZIP file"),
    "deep.zip": (lambda: nested_zips(5), "archives in archives, more than 3 deep"),
    "deep.html": (lambda: b"<html><body>" + b"<div>" * 50_000 + b"x", "nested deeper than 2,048"),
    "wide.html": (lambda: b"<html><body>" + b"<p>a</p>" * 2_200_000, "more than 16 MB"),
    "broken.pdf": (lambda: b"%PDF-1.7\nrubbish" * 100, "no PDF that can be read"),
    "cut.pdf": (lambda: made.pdf([ARTICLE])[:700], "no PDF that can be read"),
    "scan.pdf": (
        lambda: page(b"0 0 m 10 10 l S"),
        "1 pages without a text layer, a scan; it needs OCR first",
    ),
    "bomb.pdf": (
        lambda: page(bomb(900_000_000), b"/Filter /FlateDecode"),
        "takes more than 1024 MB of memory",
    ),
    "circle.pdf": (
        lambda: made.numbered(
            [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 100000 >>"]
        ),
        "cannot be read as pdf",
    ),
    "line.txt": (lambda: b"a" * 100_000_000, "more than 16 MB"),
    "quote.csv": (lambda: b'text,id\n"open,1\n' + b"a,2\n" * 5_000_000, "is a quotation mark left open"),
    "bomb.docx": (lambda: docx_with(WORD % (b" " * 80_000_000)), "unpacks to 7. MB of XML"),
    "laughs.docx": (lambda: docx_with(laughs()), "cannot be read as docx"),
    "deep.docx": (lambda: docx_with(WORD % (b"<w:tbl><w:tr><w:tc>" * 20_000)), "cannot be read as docx"),
    "rubbish.docx": (lambda: docx_with(b"rubbish"), "cannot be read as docx"),
    "cut.docx": (lambda: made.docx()[:9000], "a damaged ZIP file"),
    "locked.docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le") * 20, "protected by a password"),
    "old.doc": (
        lambda: OLE + "WordDocument".encode("utf-16-le") * 20,
        "a Word file of before 2007.* save it as DOCX",
    ),
    "rubbish.xls": (lambda: OLE + "Workbook".encode("utf-16-le") * 20, "cannot be read as sheets"),
    "far.xlsx": (far_cells, "a data set is no document, save it as CSV"),
    "deep.json": (lambda: b"[" * 200_000, "not valid JSON"),
    "rubbish.parquet": (
        lambda: b"PAR1" + b"\x15\x04" * 1000 + b"PAR1",
        "cannot be read as parquet|needs pyarrow",
    ),
    "page.mht": (
        lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related",
        "without a page in it; save it as HTML",
    ),
    "crawl.warc": (lambda: b"WARC/1.0\r\nWARC-Type: warcinfo", "take the HTML pages out"),
    "picture.txt": (lambda: b"\x89PNG\r\n\x1a\n", "it needs OCR first"),
    "noise.txt": (
        lambda: bytes((n * 7919 + 13) % 255 + 1 for n in range(5000)),
        "a binary file|nor any other encoding",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_ends_in_an_error_soon_and_within_its_memory(name, tmp_path):
    make, message = HOSTILE[name]
    path = tmp_path / name
    path.write_bytes(make())
    started = time.perf_counter()
    (found,) = read_documents(path)
    assert isinstance(found, Unread), found
    with pytest.raises(ReadError, match=message):
        raise found.error
    assert str(found.error).startswith(f"{path}")
    assert time.perf_counter() - started < 25


def test_what_lies_beside_it_in_an_archive_is_read(tmp_path):
    members = {
        name: make() for name, (make, _) in HOSTILE.items() if name in ("cut.pdf", "deep.html", "cut.docx")
    }
    path = tmp_path / "all.zip"
    path.write_bytes(made.zipped({**members, "z.html": made.html(), "a.txt": ARTICLE}))
    found = list(read_documents(path))
    assert [isinstance(each, Unread) for each in found] == [False, True, True, True, False]
    assert ARTICLE in found[-1].text


def test_a_locked_member_costs_itself(tmp_path):
    (tmp_path / "a.zip").write_bytes(locked_zip())
    first, second = read_documents(tmp_path / "a.zip")
    assert "a.zip#a.txt: protected by a password" in str(first.error)
    assert second.text == "xyz"


def test_a_long_line_costs_itself(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'{"text":"1"}\n{"text":"' + b"a" * 40_000_000 + b'"}\n{"text":"2"}\n')
    first, second, third = read_documents(tmp_path / "a.jsonl")
    assert (first.text, third.text) == ("1", "2")
    assert "line 2 is longer than 16 MB" in str(second.error)


def test_an_entity_does_not_read_another_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("bí mật")
    entity = b'<!DOCTYPE l [<!ENTITY a SYSTEM "file://%s">]>' % str(secret).encode()
    document = WORD % b"<w:p><w:r><w:t>x&a;</w:t></w:r></w:p>"
    (tmp_path / "a.docx").write_bytes(docx_with(entity + document))
    for found in read_documents(tmp_path / "a.docx"):
        assert "mật" not in getattr(found, "text", "")


def test_spans_without_end_do_no_harm(tmp_path):
    rows = "<tr><td colspan=1000 rowspan=1000>b</td><td>2</td></tr>" * 300
    (tmp_path / "a.html").write_text(
        f"<html><body><table><tr><td colspan=99999999999>a</td></tr>{rows}</table>"
    )
    started = time.perf_counter()
    read_file(tmp_path / "a.html")
    assert time.perf_counter() - started < 10


class TestTheProcess:
    def test_is_started_anew_after_it_broke_down(self, tmp_path):
        path = tmp_path / "a.html"
        path.write_text(made.html())
        assert ARTICLE in read_file(path).text
        os.kill(confined._reader._process.pid, signal.SIGSEGV)
        confined._reader._process.wait()
        assert ARTICLE in read_file(path).text

    def test_is_told_of_when_it_breaks_down_with_a_file(self, tmp_path):
        path = tmp_path / "a.html"
        path.write_text(made.html())
        read_file(path)
        pid = confined._reader._process.pid
        os.kill(pid, signal.SIGSTOP)
        subprocess.Popen(["sh", "-c", f"sleep 0.3; kill -SEGV {pid}; kill -CONT {pid}"])
        with pytest.raises(
            ReadError, match=r"a\.html: the library that reads it broke down \(exit code -11\)"
        ):
            read_file(path)
        assert ARTICLE in read_file(path).text

    def test_has_a_limit(self, tmp_path):
        path = tmp_path / "a.html"
        path.write_text(made.html())
        read_file(path)
        pid = confined._reader._process.pid
        assert resource.prlimit(pid, resource.RLIMIT_AS)[0] == MEMORY_BYTES

    def test_ends_with_its_parent(self, tmp_path):
        path = tmp_path / "a.html"
        path.write_text(made.html())
        code = (
            "import sys, os; from pathlib import Path; from bienban.read.read import read_file\n"
            "from bienban.read import confined; read_file(Path(sys.argv[1]))\n"
            "print(confined._reader._process.pid, flush=True); os._exit(0)"
        )
        run = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
        for _ in range(50):
            if not alive(int(run.stdout)):
                return
            time.sleep(0.1)
        pytest.fail("it lives on")

    def test_counts_no_time_while_its_parent_works(self):
        answers = confined._answers({"kind": "rtf", "name": "a.rtf"}, made.rtf())
        next(answers)
        assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
        answers.close()

    def test_serves_no_second_file_with_what_is_left_of_the_first(self, tmp_path):
        pytest.importorskip("pyarrow")
        import pyarrow
        from pyarrow import parquet

        parquet.write_table(pyarrow.table({"text": [f"tin {n}" for n in range(200)]}), tmp_path / "a.parquet")
        rows = read_documents(tmp_path / "a.parquet")
        assert next(rows).text == "tin 0"
        rows.close()
        (tmp_path / "a.html").write_text(made.html())
        assert ARTICLE in read_file(tmp_path / "a.html").text

    def test_belongs_to_one_process(self, tmp_path):
        path = tmp_path / "a.html"
        path.write_text(made.html())
        read_file(path)
        mine = confined._reader._process.pid
        child = os.fork()
        if not child:
            read_file(path)
            os._exit(0 if confined._reader._process.pid != mine else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert ARTICLE in read_file(path).text


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123
            return stat.read().split()[2] != "Z"
    except FileNotFoundError:
        return False
