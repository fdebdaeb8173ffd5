"""Encodings: what was typed comes back, whatever it was typed in, and clean text is left alone."""

import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import ARTICLE

from bienban.document import DOUBTFUL
from bienban.errors import ReadError
from bienban.flow import extract
from bienban.read.decode import ENCODINGS, decode, to_unicode
from bienban.read.legacy import CONVERTERS, TABLES, VNI
from bienban.read.plausible import likeness
from bienban.read.read import read_file, read_text
from bienban.read.text import clean

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
ALL = LETTERS + LETTERS.upper()
WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
LEGACY = ["tcvn3", "vni", "cp1258", "viscii", "tcvn5712"]


def typed(text, encoding):
    """`text` as it looks in an older encoding that is read as Latin-1."""
    if encoding == "cp1258":
        return cp1258(text).decode("latin-1")
    table = VNI if encoding == "vni" else {chr(code): letter for code, letter in TABLES[encoding].items()}
    back = {}
    for written, letter in table.items():
        if letter not in back or is_even(written):
            back[letter] = written
    return "".join(back.get(letter, letter) for letter in text)


def is_even(written):
    """Whether a letter of VNI and its mark are in one case, as a typist has them."""
    return written.islower() or written.isupper()


def cp1258(text):
    """What Windows wrote: letters with their hat, and the tone behind them."""
    out = bytearray()
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            apart = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
            out += unicodedata.normalize("NFC", apart.replace(tone, "")).encode("cp1258")
            out += tone.encode("cp1258")
    return bytes(out)


def with_capitals(encoding):
    """The article with a capital that TCVN3 does not have, where the encoding has it."""
    return ARTICLE if encoding == "tcvn3" else f"Ủy ban họp phiên.\n{ARTICLE}"


class TestTables:
    @pytest.mark.parametrize("encoding", LEGACY)
    def test_every_letter_comes_back(self, encoding):
        # TCVN3 has no capitals with tones; its fonts of capitals draw them
        letters = LETTERS + "ĂÂÊÔƠƯĐ" if encoding == "tcvn3" else ALL
        if encoding == "tcvn5712":
            letters = letters.translate(str.maketrans("", "", "ÚỤỪỬỮỨỰỲỶỸÝỴ"))  # they are control codes
        for letter in letters:
            assert CONVERTERS[encoding](typed(letter, encoding)) == letter

    @pytest.mark.skipif(not shutil.which("iconv"), reason="needs iconv")
    @pytest.mark.parametrize(
        ("encoding", "name"), [("tcvn5712", "TCVN"), ("viscii", "VISCII"), ("cp1258", "CP1258")]
    )
    def test_the_tables_are_those_of_iconv(self, encoding, name):
        codes = [code for code in range(0x80, 0x100) if code in TABLES[encoding]]
        run = subprocess.run(
            ["iconv", "-f", name, "-t", "UTF-8"],
            input=b"\n".join(bytes([code]) for code in codes),
            capture_output=True,
            check=True,
        )
        told = run.stdout.decode().split("\n")
        same = [unicodedata.normalize("NFC", letter) for letter in told]
        assert [unicodedata.normalize("NFC", TABLES[encoding][code]) for code in codes] == same

    def test_each_has_a_name(self):
        assert (*CONVERTERS, "mojibake") == ENCODINGS

    def test_tcvn3_is_the_small_letters_of_tcvn_5712(self):
        assert TABLES["tcvn3"].items() <= TABLES["tcvn5712"].items()

    def test_vni_has_every_letter_in_each_case(self):
        assert {letter for letter in VNI.values() if letter in ALL} == set(ALL) - set("aeiouyAEIOUY")


class TestADocument:
    @pytest.mark.parametrize("encoding", LEGACY)
    def test_comes_back_from_bytes(self, encoding, tmp_path):
        path = tmp_path / "a.txt"
        text = with_capitals(encoding)
        path.write_bytes(typed(text, encoding).encode("latin-1"))
        read = read_file(path)
        assert (read.text, read.source.encoding, read.repairs) == (text, encoding, ())

    @pytest.mark.parametrize("encoding", LEGACY)
    def test_comes_back_from_characters_that_a_font_drew_over(self, encoding):
        text = with_capitals(encoding)
        read = read_text(typed(text, encoding), title=typed("Họp phiên tháng mười", encoding))
        assert (read.text, read.source.encoding) == (text, encoding)
        assert read.source.title == "Họp phiên tháng mười"

    def test_comes_back_from_windows_quotation_marks(self):
        text = "Đồng chí nói: “Phải làm ngay” – và kết luận… " + ARTICLE
        for encoding in ("tcvn3", "vni", "cp1258"):
            windows = typed(text, encoding).translate(WINDOWS)
            assert decode(windows.encode("cp1252"), "a").text == text, encoding
            assert to_unicode(windows).text == text

    def test_comes_back_from_what_a_pdf_makes_of_tcvn3(self):
        seen = (
            typed(ARTICLE, "tcvn3")
            .replace("\xad", "\u2212")
            .replace("\xb7", "\u2219")
            .replace("\xb5", "\u03bc")
        )
        assert to_unicode(seen).text == ARTICLE

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_comes_back_from_unicode(self, encoding, tmp_path):
        path = tmp_path / "a.txt"
        path.write_bytes(ARTICLE.encode(encoding))
        read = read_file(path)
        assert (read.text, read.source.encoding) == (ARTICLE, encoding)

    @pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
    def test_comes_back_from_mojibake(self, wrong):
        broken = (
            ARTICLE.encode().decode(wrong, "ignore" if wrong == "latin-1" else "strict")
            if wrong == "latin-1"
            else ("".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in ARTICLE.encode()))
        )
        read = read_text(broken)
        assert (read.text, read.source.encoding) == (ARTICLE, "mojibake")

    def test_comes_back_from_mojibake_twice(self):
        once = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in ARTICLE.encode())
        twice = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in once.encode())
        assert read_text(twice).text == ARTICLE

    def test_comes_back_from_entities(self):
        escaped = "".join(letter if letter.isascii() else f"&#{ord(letter)};" for letter in ARTICLE)
        read = read_text(escaped)
        assert (read.text, read.repairs) == (ARTICLE, ("entity",))
        assert (
            read_text("Th&aacute;ng 11&nbsp;&#x111;&#7841;t R&D; &bien; 5&lt;6").text
            == "Tháng 11 đạt R&D; &bien; 5<6"
        )

    def test_comes_back_from_letters_apart(self):
        read = read_text(unicodedata.normalize("NFD", ARTICLE).replace("đ", "ð"))
        assert read.text == ARTICLE
        assert set(read.repairs) == {"nfc", "eth"}

    def test_that_is_short_is_read_as_a_guess(self):
        read = read_text(typed("Họp phiên tháng mười.", "tcvn3"))
        assert (read.text, read.repairs) == ("Họp phiên tháng mười.", (DOUBTFUL,))

    def test_of_two_encodings_is_mended_where_it_gains(self):
        head = "CỔNG THÔNG TIN ĐIỆN TỬ\nHà Nội, đường Trần Phú"
        read = read_text(f"{head}\n{typed(ARTICLE, 'tcvn3')}")
        assert read.text == f"{head}\n{ARTICLE}"
        assert read.repairs == (DOUBTFUL,)

    def test_that_lost_a_byte_is_read_and_flagged(self, tmp_path, pipeline):
        path = tmp_path / "a.txt"
        path.write_bytes(ARTICLE.encode()[:-40] + b"\xe1\xba")
        read = read_file(path)
        assert read.text.startswith(ARTICLE[:200])
        assert (read.source.encoding, read.repairs) == ("utf-8", (DOUBTFUL,))
        assert DOUBTFUL in [flag.code for flag in extract(read, pipeline.rules).flags]

    def test_of_another_language_is_a_guess_or_left_alone(self, tmp_path):
        french = "Les députés ont voté la créance élevée à l'été; le marché a été fermé près de la forêt."
        path = tmp_path / "a.txt"
        path.write_bytes(french.encode("cp1252"))
        read = read_file(path)
        assert read.text == french
        assert DOUBTFUL in read.repairs
        assert read_text(french).text == french

    def test_of_no_text_is_an_error(self):
        with pytest.raises(ReadError, match=r"a\.bin: a binary file \(NUL byte at 3\), not a text"):
            decode(b"abc\0\1\2\3\4\5", "a.bin")
        with pytest.raises(ReadError, match=r"a\.txt: not utf-16 .* save it as UTF-8"):
            decode(b"\xff\xfe\x00\xd8\x41\x00", "a.txt")


SYLLABLES = sorted({word.strip(".,;:") for word in ARTICLE.split()})
WORDS = st.sampled_from(
    [*SYLLABLES, "café", "Müller", "naïve", "São", "Côte", "R&D", "WTO", "5%", "1.250", "°C", "“a”", "–", "½"]
)
CLEAN = st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), max_size=8).map("\n".join)


class TestCleanText:
    @given(CLEAN)
    def test_is_never_altered(self, text):
        assert clean(text) == (text, ())
        read = read_text(text)
        assert (read.text, read.source.encoding) == (text, None)

    @given(st.text(st.sampled_from(ALL + " \n.,;:0123456789-()%/“”–…"), max_size=400))
    def test_of_any_letters_is_never_altered(self, text):
        assert read_text(text).text == text

    @given(st.lists(st.sampled_from(["cà", "chè", "và", "là", "hì", "hò", "phí"]), max_size=60).map(" ".join))
    def test_of_few_kinds_of_letters_is_never_altered(self, text):
        assert read_text(text).text == text

    def test_looks_like_vietnamese(self, root):
        for path in sorted((root / "samples").glob("*.txt")):
            assert likeness(path.read_text("utf-8")).share > 0.95, path
