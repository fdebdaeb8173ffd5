"""A list of attendees that are no persons -> groups (FORMAT "People", guide §6).

A list is cut into chunks at its separators; then chunks are joined again where they are
parts of one fixed or generic enumeration, and a head is repeated for each named body.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bienban.find.mentions import within
from bienban.link.scene import Scene
from bienban.rules import BodyRule, FieldRule, GroupRule, TitleRule
from bienban.text.terms import Mention

_SEPARATOR = re.compile(
    r"\s*[;\n]\s*(?:và |cùng )?|\s*,\s+(?:và |cùng với |cùng )?|\s+(?:và|cùng với|cùng)\s+"
)
_LEADING = re.compile(
    r"(?:[\s,;:.()–-]|(?:và|cùng|cùng với|còn có|có|gồm có|gồm|cũng có|với|là|đồng thời) |sự (?:tham gia|tham dự|có mặt) của )*",
    re.IGNORECASE,
)
_ONLY_ANNOUNCES = re.compile(
    r"(?:(?:các|những|hai|ba|bốn|\d{1,2}) ?)?(?:đồng chí|đ/c|đ\.c|đc|ông|bà|ông, bà|ông bà|vị)?[\s:]*",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"(?:(?i:hơn|gần|trên|khoảng|cả|đủ) )?(?<![\w/.,])0?(?P<count>\d{1,3}(?:\.\d{3})?)(?:/(?P<of>\d{1,4}))? (?=[^\W\d_A-ZĐ])"
)
_GENERIC = re.compile(
    r"(?:(?:các|một số|những|toàn thể|tất cả|từng) )|(?:sở|ban|ngành|phòng|đoàn thể|đơn vị|cơ quan|địa phương|xã|phường|huyện|thị xã|thị"
    r"|thành phố|thành|quận|thị trấn|tổ|doanh nghiệp|hợp tác xã|tổ chức|hội|bộ|trường|thôn|bản|ấp|khu phố|tổ dân phố)(?![^\W_])",
    re.IGNORECASE,
)
_PLURAL_NOUN = re.compile(
    r"các (?P<noun>sở|bộ|phòng|ban|cục|chi cục|hội|xã|huyện|phường|quận|công ty|ngân hàng|trường|tỉnh|đoàn thể|đơn vị|cơ quan)\s*:?\s",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"(?<![^\W_])(?:các|những|một số|\d+) ", re.IGNORECASE)
_PLACE_TAIL = re.compile(
    r"\s*(?:(?:tham |cùng )?dự (?!án|toán|báo|phòng|trữ)|tại (?:các |\d+ )?(?:điểm cầu|đầu cầu|phòng họp|hội trường)|trên địa bàn|theo hình thức|\().*\Z",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Group:
    """One group: its place in the text, and its text with head and without counts."""

    start: int
    end: int
    text: str
    count: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class _Chunk:
    start: int
    end: int
    joint: str  # the separator before it
    kind: str  # head, named, generic, title, class, other


class Groups:
    """Reads the groups in one stretch of text."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.text = scene.text

    def read(self, start: int, end: int) -> Iterator[Group]:
        """The groups in `start..end`, which holds no persons."""
        items: list[list[_Chunk]] = []
        for chunk in self._chunks(start, end):
            if items and self._continues(items[-1], chunk):
                items[-1].append(chunk)
            else:
                items.append([chunk])
        for item in items:
            if item[0].kind != "other":
                yield from self._groups_of(item)

    def _chunks(self, start: int, end: int) -> Iterator[_Chunk]:
        joint = ";"
        at = start
        for first, last in [*self._separators(start, end), (end, end)]:
            lead = _LEADING.match(self.text, at, first)
            begin = self._singular(lead.end() if lead else at)
            stop = begin + len(self.text[begin:first].rstrip(" ,;.:–-\n()"))
            if stop > begin and not _ONLY_ANNOUNCES.fullmatch(self.text, begin, stop):
                yield _Chunk(begin, stop, joint, self._kind(begin, stop))
            joint, at = self.text[first:last], last

    def _singular(self, start: int) -> int:
        """Leave out `các` before one named body: `các thường trực HĐND`."""
        body = (
            self.scene.mentions.terms.at(start + 4, BodyRule)
            if self.text[start : start + 4] == "các "
            else None
        )
        return start + 4 if body and body.rule == "body.party.any" else start

    def _separators(self, start: int, end: int) -> list[tuple[int, int]]:
        """Separators outside of the names of bodies and of fields of work."""
        bodies: list[Mention] = [
            *within(self.scene.mentions.bodies, start, end),
            *(
                field
                for field in self.scene.mentions.terms.of_type(FieldRule, start, end)
                if field.last - field.first > 2
            ),
        ]
        found = [match.span() for match in _SEPARATOR.finditer(self.text, start, end)]
        return [(a, b) for a, b in found if not any(body.start < a and b < body.end for body in bodies)]

    def _kind(self, start: int, end: int) -> str:
        """What a chunk begins with."""
        counted = _COUNT.match(self.text, start, end)
        if counted:
            return "class"
        body = next(iter(within(self.scene.mentions.bodies, start, end)), None)
        if body and body.start == start:
            return (
                "generic" if re.match(r" (?:các|\d|một số)", self.text[body.end : body.end + 9]) else "named"
            )
        head = self.scene.mentions.terms.at(start, GroupRule)
        title = self.scene.mentions.terms.at(start, TitleRule)
        if head and head.rule == "group.head" and not (title and title.end > head.end):
            return "head"
        plural = re.compile(r"(?:các|những|một số) (?:đồng chí )?").match(self.text, start, end)
        if title and isinstance(title.what, TitleRule) and not title.what.alone:
            return "class"
        if title or (plural and self.scene.mentions.terms.at(plural.end(), TitleRule)):
            return "title"
        if plural and self.text.startswith("đồng chí", plural.end() - 9):
            return "class"
        if (
            plural
            and (inner := self.scene.mentions.terms.at(plural.end(), GroupRule))
            and inner.rule == "group.head"
        ):
            return "head"
        if head and head.rule == "group.class" and not _GENERIC.match(self.text, start, end):
            return "class"
        if (
            plural
            and (inner := self.scene.mentions.terms.at(plural.end(), GroupRule))
            and inner.rule == "group.class"
        ):
            return "class"
        if _GENERIC.match(self.text, start, end):
            return "generic"
        return "other"

    def _continues(self, item: Sequence[_Chunk], chunk: _Chunk) -> bool:
        """Whether a chunk belongs to the item before it."""
        if ";" in chunk.joint or "\n" in chunk.joint:
            return False
        head, last = item[0], item[-1]
        if self._is_bare(last):
            return True
        if head.kind == "head":
            return chunk.kind in ("generic", "named", "other")
        if chunk.kind == "title":
            return head.kind == "title" and self._goes_on(head, last, chunk)
        if chunk.kind == "generic":
            plural = self.text[chunk.start : chunk.start + 4].lower() in ("các ", "một ")
            body = any(
                b.start == chunk.start for b in within(self.scene.mentions.bodies, chunk.start, chunk.end)
            )
            return not plural and not body and head.kind != "named"
        return chunk.kind == "other"

    def _is_bare(self, chunk: _Chunk) -> bool:
        """Whether a chunk is only an office or a head, whose scope follows: `Bí thư, Chủ tịch …`."""
        term = self.scene.mentions.terms.at(chunk.start, TitleRule) or self.scene.mentions.terms.at(
            chunk.start, GroupRule
        )
        return term is not None and term.end == chunk.end

    def _goes_on(self, head: _Chunk, last: _Chunk, chunk: _Chunk) -> bool:
        """Whether an office continues those before it: `các Bộ trưởng, trưởng ngành`, `Bí thư, Chủ tịch UBND các xã`."""
        if not _SEVERAL.search(self.text, chunk.start, chunk.end):
            return self.text[chunk.start].islower() and bool(_SEVERAL.search(self.text, head.start, last.end))
        return not _SEVERAL.search(self.text, head.start, last.end) and chunk.joint.strip() == ","

    def _groups_of(self, item: list[_Chunk]) -> Iterator[Group]:
        first = item[0]
        if first.kind != "head":
            noun = self._plural_noun(first)
            if noun and len(item) >= 1:
                yield from self._each(item, "", noun)
                return
            yield self._group(first.start, item[-1].end)
            return
        yield from self._of_head(item)

    def _of_head(self, item: list[_Chunk]) -> Iterator[Group]:
        """A head over named bodies is one group each; over generic classes it is one."""
        start = item[0].start
        reach = self._head_end(item[0])
        head = self.text[start:reach].rstrip(" :")
        members = self._members(item, reach)
        noun = self._plural_noun(replace(members[0], start=members[0].start)) if members else None
        if noun:
            yield from self._each(members, head, noun)
            return
        for number, (first, last) in enumerate(self._runs(members)):
            begin = start if not number else first.start
            yield self._group(begin, last.end, f"{head} {self.text[first.start : last.end]}")

    def _head_end(self, chunk: _Chunk) -> int:
        terms = self.scene.mentions.terms
        plural = re.compile(r"(?:các|những|một số) (?:đồng chí )?").match(self.text, chunk.start, chunk.end)
        at = plural.end() if plural else chunk.start
        head = terms.at(chunk.start, GroupRule) or terms.at(at, GroupRule)
        end = head.end if head else chunk.start
        return end

    def _members(self, item: list[_Chunk], reach: int) -> list[_Chunk]:
        """The chunks behind the head."""
        first = item[0]
        lead = re.compile(r"\s*:?\s*").match(self.text, reach, first.end)
        begin = lead.end() if lead else reach
        members = []
        if begin < first.end:
            members.append(_Chunk(begin, first.end, "", self._kind(begin, first.end)))
        return [*members, *item[1:]]

    def _runs(self, members: list[_Chunk]) -> Iterator[tuple[_Chunk, _Chunk]]:
        """Members that stay together: generic ones, and one named body `và` a generic class."""
        runs: list[list[_Chunk]] = []
        for index, chunk in enumerate(members):
            previous = runs[-1][-1] if runs else None
            together = previous is not None and self._stay(members, index)
            if together:
                runs[-1].append(chunk)
            else:
                runs.append([chunk])
        return ((run[0], run[-1]) for run in runs)

    def _stay(self, members: list[_Chunk], index: int) -> bool:
        chunk, previous = members[index], members[index - 1]
        if chunk.kind == "named":
            return False
        if previous.kind == "named":
            joined = chunk.joint.strip() in ("và", "cùng") and index == 1
            return chunk.kind == "other" or joined
        return True

    def _plural_noun(self, chunk: _Chunk) -> str | None:
        """`sở` when the chunk lists named ones of a kind: `các sở: Tài chính, Nội vụ`."""
        match = _PLURAL_NOUN.match(self.text, chunk.start, chunk.end)
        named = match and self.text[match.end() : match.end() + 1].isupper()
        return match["noun"] if match and named else None

    def _each(self, members: list[_Chunk], head: str, noun: str) -> Iterator[Group]:
        """One group for each named one of a kind."""
        first = _PLURAL_NOUN.match(self.text, members[0].start)
        begin = first.end() if first else members[0].start
        for number, member in enumerate(members):
            start = begin if not number else member.start
            named = number == 0 or self.text[start].isupper()
            if not named:
                yield self._group(start, member.end, f"{head} {self.text[start : member.end]}".strip())
                continue
            yield self._group(
                members[0].start if not number else start,
                member.end,
                f"{head} {noun} {self.text[start : member.end]}".strip(),
            )

    def _group(self, start: int, end: int, text: str | None = None) -> Group:
        """A group without its count and without what only tells where it sat."""
        said = text or self.text[start:end]
        said = _PLACE_TAIL.sub("", said).strip(" ,;.:")
        counted = _COUNT.search(said)
        if counted and not self._in_body(start, counted, said):
            of = counted["of"]
            left = f"{said[: counted.start()]}{said[counted.end() :]}"
            return Group(
                start,
                end,
                " ".join(left.split()),
                int(counted["count"].replace(".", "")),
                int(of) if of else None,
            )
        return Group(start, end, " ".join(said.split()))

    def _in_body(self, start: int, counted: re.Match[str], said: str) -> bool:
        """Whether the number belongs to the name of a body, such as Ban Chỉ đạo 389 quốc gia."""
        place = self.text.find(said[counted.start() : counted.end()], start)
        return any(b.start < place < b.end for b in within(self.scene.mentions.bodies, start, place + 60))
