"""A list of attendees that are no persons -> groups (FORMAT "People", guide §6).

Chunks are joined again where they are parts of one fixed or generic enumeration, and a
head is repeated for each named body.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bienban.find.mentions import within
from bienban.link.chunks import COUNT, Chunk, Chunks
from bienban.link.scene import Scene
from bienban.rule_kinds import FieldRule, GroupRule, TitleRule

_PLURAL = r"{several} (?:{address} )?"
_EACH = r"các (?P<noun>{kind_noun})\s*:?\s"
_SEVERAL = r"(?<![^\W_])(?:{several}|\d+) "
_OPEN_END = r",? {hinge}\Z"
_PLACE_TAIL = r"\s*(?:{attends} (?!{compound})|tại (?:{several} |\d+ )?{room}|theo hình thức|\()[\s\S]*\Z"


@dataclass(frozen=True, slots=True)
class Group:
    """One group: its place in the text, and its text with head and without counts."""

    start: int
    end: int
    text: str
    count: int | None = None
    of: int | None = None


class Groups:
    """Reads the groups of one document."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.text = scene.text
        self.chunks = Chunks(scene)

    def read(self, start: int, end: int) -> Iterator[Group]:
        """The groups in `start..end`, which holds no persons."""
        items: list[list[Chunk]] = []
        for chunk in self.chunks.read(start, end):
            if items and self._continues(items[-1], chunk):
                items[-1].append(chunk)
            else:
                items.append([chunk])
        for item in items:
            if item[0].kind not in ("event", "other"):
                yield from self._groups_of(item)

    def _continues(self, item: Sequence[Chunk], chunk: Chunk) -> bool:
        """Whether a chunk belongs to the item before it."""
        head, last = item[0], item[-1]
        if "\n" in chunk.joint or (";" in chunk.joint and not self._is_field_of(head, chunk)):
            return False
        if "event" in (head.kind, chunk.kind):
            return chunk.kind == "other"
        if self._is_bare(last) or chunk.kind == "other" or self._is_same_rank(last, chunk):
            return True
        if head.kind == "head":
            return chunk.kind in ("generic", "named")
        if chunk.kind == "title":
            return head.kind == "title" and self._goes_on(head, last, chunk)
        return chunk.kind == "generic" and head.kind != "named" and not self._is_own(chunk)

    def _is_field_of(self, head: Chunk, chunk: Chunk) -> bool:
        """Whether a chunk is a field that a plural before it names a body of: `các Bộ: Công an; Y tế`."""
        field = self.scene.mentions.terms.at(chunk.start, FieldRule)
        reach = self._head_end(head)
        begin = reach + len(self.text[reach : head.end]) - len(self.text[reach : head.end].lstrip(" :\n"))
        return field is not None and field.end == chunk.end and self._each(begin, head.end) is not None

    def _is_own(self, chunk: Chunk) -> bool:
        """Whether a generic chunk is one of its own: in the plural, or a body of many places."""
        plural = self.scene.words(_PLURAL).match(self.text, chunk.start, chunk.end)
        bodies = within(self.scene.mentions.bodies, chunk.start, chunk.end)
        return plural is not None or any(body.start == chunk.start for body in bodies)

    def _is_bare(self, chunk: Chunk) -> bool:
        """Whether a chunk is only an office or a head, whose scope follows: `Bí thư, Chủ tịch …`."""
        terms = self.scene.mentions.terms
        term = terms.at(chunk.start, TitleRule) or terms.at(chunk.start, GroupRule)
        return term is not None and term.end == chunk.end

    def _is_same_rank(self, last: Chunk, chunk: Chunk) -> bool:
        """Whether both are members of something: `Ủy viên Ban Thường vụ, Ủy viên Ban Chấp hành`."""
        return chunk.joint.strip() == "," and self._is_member(last) and self._is_member(chunk)

    def _is_member(self, chunk: Chunk) -> bool:
        plural = self.scene.words(_PLURAL).match(self.text, chunk.start, chunk.end)
        title = self.scene.mentions.terms.at(plural.end() if plural else chunk.start, TitleRule)
        bodies = within(self.scene.mentions.bodies, chunk.start, chunk.end)
        of_party = any(body.rule == "body.state.central" for body in bodies)
        return title is not None and (
            title.rule == "title.member" or (title.rule == "title.party" and of_party)
        )

    def _goes_on(self, head: Chunk, last: Chunk, chunk: Chunk) -> bool:
        """Whether an office continues others: `các Bộ trưởng, trưởng ngành`, `Bí thư, Chủ tịch các xã`."""
        several = self.scene.words(_SEVERAL)
        before = several.search(self.text, head.start, last.end)
        if not several.search(self.text, chunk.start, chunk.end):
            return self.text[chunk.start].islower() and before is not None
        return before is None and chunk.joint.strip() == ","

    def _groups_of(self, item: list[Chunk]) -> Iterator[Group]:
        first = item[0]
        if first.kind == "head":
            yield from self._of_head(item)
        elif each := self._each(first.start, first.end):
            yield from self._each_group(item, "", each)
        else:
            yield self._group(first.start, item[-1].end)

    def _of_head(self, item: list[Chunk]) -> Iterator[Group]:
        """A head over named bodies is one group each; over generic classes it is one."""
        start = item[0].start
        reach = self._head_end(item[0])
        head = self.text[start:reach].rstrip(" :")
        members = self._members(item, reach)
        each = self._each(members[0].start, members[0].end) if members else None
        if each:
            yield from self._each_group(members, head, each)
            return
        for number, (first, last) in enumerate(_runs(members)):
            begin = first.start if number else start
            yield self._group(begin, last.end, f"{head} {self.text[first.start : last.end]}")

    def _head_end(self, chunk: Chunk) -> int:
        plural = self.scene.words(_PLURAL).match(self.text, chunk.start, chunk.end)
        head = self.chunks.head(chunk.start) or (self.chunks.head(plural.end()) if plural else None)
        return head.end if head else chunk.start

    def _members(self, item: list[Chunk], reach: int) -> list[Chunk]:
        """The chunks behind the head."""
        end = item[0].end
        begin = reach + len(self.text[reach:end]) - len(self.text[reach:end].lstrip(" :\n"))
        first = [Chunk(begin, end, "", self.chunks.kind(begin, end))] if begin < end else []
        return [*first, *item[1:]]

    def _each(self, start: int, end: int) -> re.Match[str] | None:
        """`các sở: ` when the names of several of that kind follow: `các sở: Tài chính, Nội vụ`."""
        match = self.scene.words(_EACH).match(self.text, start, end)
        if match is None or not self.text[match.end() : match.end() + 1].isupper():
            return None
        # `các Ban HĐND`, `các Ban Đảng`: boards of one body, and no list of bodies.
        listed = ":" in match.group() or self.scene.mentions.terms.at(match.end(), FieldRule)
        return match if listed else None

    def _each_group(self, members: list[Chunk], head: str, each: re.Match[str]) -> Iterator[Group]:
        """One group for each named one of a kind."""
        for number, member in enumerate(members):
            name = self.text[member.start if number else each.end() : member.end]
            words = [head, each["noun"] if name[:1].isupper() else "", name]
            yield self._group(member.start, member.end, " ".join(filter(None, words)))

    def _group(self, start: int, end: int, text: str | None = None) -> Group:
        """A group without its count and without what only tells where it sat."""
        said = self.scene.words(_PLACE_TAIL).sub("", text or self.text[start:end]).strip(" ,;.:")
        said = self.scene.words(_OPEN_END).sub("", said)
        counted = self.scene.words(COUNT).search(said)
        if not counted or self._in_body(start, counted, said):
            return Group(start, end, " ".join(said.split()))
        left = f"{said[: counted.start()]}{said[counted.end() :]}"
        count, of = int(counted["count"].replace(".", "")), counted["of"]
        return Group(start, end, " ".join(left.split()), count, int(of) if of else None)

    def _in_body(self, start: int, counted: re.Match[str], said: str) -> bool:
        """Whether the number belongs to the name of a body, such as Ban Chỉ đạo 389 quốc gia."""
        place = self.text.find(said[counted.start() : counted.end()], start)
        near = within(self.scene.mentions.bodies, start, place + 60)
        return any(body.start < place < body.end for body in near)


def _runs(members: Sequence[Chunk]) -> Iterator[tuple[Chunk, Chunk]]:
    """Members that stay together, as first and last of each run."""
    runs: list[list[Chunk]] = []
    for index, chunk in enumerate(members):
        if runs and _stay(chunk, members[index - 1], second=index == 1):
            runs[-1].append(chunk)
        else:
            runs.append([chunk])
    return ((run[0], run[-1]) for run in runs)


def _stay(chunk: Chunk, previous: Chunk, *, second: bool) -> bool:
    """Whether two members are one: generic ones, and one named body `và` a generic class."""
    if chunk.kind == "named":
        return False
    if previous.kind == "named":
        return chunk.kind == "other" or (second and chunk.joint.strip() == "và")
    return True
