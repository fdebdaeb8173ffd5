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
from bienban.read.tables import Cell, lines, unit_caption

_CHARSET = re.compile(rb"charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w.:-]{2,40})", re.I)
_SPACE = re.compile(r"[ \t\r\f\v]*\n\s*")
_DATES = (
    "//meta[@property='article:published_time' or @itemprop='datePublished' or @name='pubdate' or "
    "@name='publish-date' or @name='dc.date' or @name='DC.date.issued' or @name='date']/@content",
    "//time[@pubdate or @itemprop='datePublished']/@datetime",
    "//*[@itemprop='datePublished']/@datetime",
)
_PUBLISHED = re.compile(r'"datePublished"\s{0,4}:\s{0,4}"([^"]{8,40})"')
_SPAN = 500
# trafilatura writes the rows of a frame as "| one | two |"
_ROW_ENDS = re.compile(r"^\| | \| ?$", re.M)


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
    text = _ROW_ENDS.sub("", (found.text if found else None) or _all_text(tree))
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
    return None


def _flatten_tables(tree: Any) -> None:
    """Put the lines of each table of figures in its place, as paragraphs."""
    for table in tree.xpath("//table[not(.//table)]"):
        rows = [_cells(row) for row in table.xpath(".//tr")]
        said = lines(rows, caption=_caption(table))
        is_figures = sum(line.count(" | ") >= 1 for line in said) * 2 > len(said)
        if said and is_figures:
            _replace(table, said)
    for cell in tree.xpath("//td[@colspan or @rowspan]|//th[@colspan or @rowspan]"):
        cell.attrib.pop("colspan", None)  # trafilatura writes so many cells
        cell.attrib.pop("rowspan", None)


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
