"""HTML -> text, with trafilatura; tables of figures become lines first. Runs in the confined process."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as markup
from trafilatura import bare_extraction

from bienban.errors import ReadError
from bienban.read.dates import day_of
from bienban.read.decode import Decoded, decode, to_unicode
from bienban.read.limits import TEXT_BYTES, megabytes
from bienban.read.tables import BAR, Cell, lines, unit_caption

_CHARSET = re.compile(rb"charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w.:-]{2,40})", re.I)
_SPACE = re.compile(r"[ \t\r\f\v]*\n\s*")
_DATES = (
    "//meta[@property='article:published_time' or @itemprop='datePublished' or @name='pubdate' or "
    "@name='publish-date' or @name='dc.date' or @name='DC.date.issued' or @name='date']/@content",
    "//time[@pubdate or @itemprop='datePublished']/@datetime",
    "//*[@itemprop='datePublished']/@datetime",
)
_PUBLISHED = re.compile(r'"datePublished"\s{0,4}:\s{0,4}"([^"]{8,40})"')
_STATED = re.compile(
    r"(?:cập nhật|đăng|ngày đăng|đăng ngày|đăng lúc|ngày viết|xuất bản)(?: (?:ngày|lúc|lần cuối|vào))?"
    r"[^\d]{0,20}(?:\d{1,2}[:h]\d{2}(?::\d\d)?[^\d]{0,12})?(\d{1,2}[-/.]\d{1,2}[-/.]\d{4})",
    re.I,
)
_SPAN = 500


def read(content: bytes, name: str) -> Iterator[dict[str, Any]]:
    """The article of a web page: its text, title, outlet, URL and day. Raises ReadError."""
    if len(content) > TEXT_BYTES:
        raise ReadError(
            f"{name}: {megabytes(len(content))} of HTML, more than any article; take the article out of it"
        )
    charset = _CHARSET.search(content[:4096])
    decoded = decode(content, name, declared=charset.group(1).decode() if charset else None)
    tree = _tree(decoded.text, name)
    decoded = _in_unicode(tree, decoded)
    published = _published(tree)
    _flatten_tables(tree)
    found: Any = bare_extraction(
        tree, include_comments=False, include_tables=True, with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2100-01-01"},
    )  # fmt: skip
    text = (found.text if found else None) or _all_text(tree)
    facts = {"published": published, **_facts(found)}
    facts["published"] = published or day_of(facts.get("day"))
    facts.pop("day", None)
    yield {
        "text": text,
        "format": "html",
        "encoding": decoded.encoding,
        "is_doubtful": decoded.is_doubtful,
        "facts": {name: fact for name, fact in facts.items() if fact},
    }


def _tree(text: str, name: str) -> Any:
    parser = markup.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        tree = markup.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"{name}: no HTML in it ({error}); save the page anew") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise ReadError(f"{name}: its parts are nested deeper than 2,048; save it anew as text")
    return tree


def _in_unicode(tree: Any, decoded: Decoded) -> Decoded:
    """Put the words whose font drew other letters in Unicode; the frame of the page may be in it already."""
    places = [(element, kind) for element in tree.iter(etree.Element) for kind in ("text", "tail")]
    words = [" ".join((getattr(*place) or "").split("\n")) for place in places]
    mended = to_unicode("\n".join(words), decoded.encoding)
    if mended.encoding != decoded.encoding:
        for (element, kind), text in zip(places, mended.text.split("\n"), strict=True):
            setattr(element, kind, text)
    return Decoded(decoded.text, mended.encoding, decoded.is_doubtful or mended.is_doubtful)


def _facts(found: Any) -> dict[str, str | None]:
    if not found:
        return {}
    url = found.url if found.url and urlsplit(found.url).scheme in ("http", "https") else None
    return {"title": found.title, "outlet": found.sitename or found.hostname, "url": url, "day": found.date}


def _published(tree: Any) -> str | None:
    """The day the page itself states as that of its publication."""
    for query in _DATES:
        for value in tree.xpath(query):
            if day := day_of(value):
                return day
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        if (found := _PUBLISHED.search(script)) and (day := day_of(found.group(1))):
            return day
    return _stated(tree)


def _stated(tree: Any) -> str | None:
    """The day in a line such as "Cập nhật: 28/11/2024", where a page has one only."""
    days: set[str] = set()
    for text in tree.itertext(etree.Element):
        if len(text) < 100 and (found := _STATED.search(text)) and (day := day_of(found.group(1))):
            days.add(day)
    return days.pop() if len(days) == 1 else None


def _flatten_tables(tree: Any) -> None:
    """Put lines in the place of each table that says something, and plain blocks in that of a frame.

    Pages of before 2015 are laid out in tables; trafilatura would take such a frame for one table.
    """
    for table in tree.xpath("//table[not(.//table)]"):
        said = lines([_cells(row) for row in table.xpath(".//tr")], caption=_caption(table))
        if sum(BAR in line for line in said) * 2 > len(said) and not _is_menu(table):
            _replace(table, said)
    for part in tree.xpath("//table|//tbody|//thead|//tfoot|//tr|//td|//th|//caption"):
        part.tag = "div"
        part.attrib.clear()  # trafilatura would write as many cells as a colspan says


def _is_menu(table: Any) -> bool:
    """Whether most of the words of a table are links."""
    linked = sum(len(_text(link)) for link in table.iter("a"))
    return 2 * linked > len(_text(table))


def _cells(row: Any) -> list[Cell]:
    return [
        Cell(_text(cell), _span(cell, "colspan"), _span(cell, "rowspan"), cell.tag == "th")
        for cell in row.iterchildren("td", "th")
    ]


def _span(cell: Any, name: str) -> int:
    digits = re.match(r"\s*(\d{1,4})", cell.get(name) or "")
    return min(int(digits.group(1)), _SPAN) if digits else 1


def _text(element: Any) -> str:
    parts: list[str] = []
    for piece in element.iter():
        if not isinstance(piece.tag, str) or piece.tag in ("script", "style"):
            continue
        if piece is not element and piece.tag in ("br", "p", "div", "li", "tr"):
            parts.append("\n")
        parts.append(" ".join((piece.text or "").split("\n")))
        if piece is not element:
            parts.append(" ".join((piece.tail or "").split("\n")))
    return "".join(parts).strip()


def _caption(table: Any) -> str:
    """The caption of a table, and the line above it when that gives its unit."""
    inside = " ".join(_text(caption) for caption in table.xpath("./caption"))
    before = table.getprevious()
    above = _text(before) if before is not None and before.tag in ("p", "div", "span", "em", "i") else ""
    return f"{inside} {above}" if len(above) < 200 and unit_caption(above) else inside


def _replace(table: Any, said: list[str]) -> None:
    block = etree.Element("div")
    for line in said:
        etree.SubElement(block, "p").text = line
    block.tail = table.tail
    table.getparent().replace(table, block)


def _all_text(tree: Any) -> str:
    """Every word of a page in which no article was found."""
    for element in tree.xpath("//script|//style|//noscript|//head"):
        if element.getparent() is not None:
            element.drop_tree()
    return _SPACE.sub("\n", _text(tree)).strip()
