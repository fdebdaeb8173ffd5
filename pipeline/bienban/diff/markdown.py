"""A Difference as Markdown for a pull request: totals, then one folded part a pattern."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from bienban.diff.compare import Change
from bienban.diff.groups import Difference, Group
from bienban.diff.report import SIGNS
from bienban.diff.values import asides, compared, counted, notes, nothing, short, telling

LONGEST = 60_000
"""Characters of the whole; a comment on GitHub may have 65,536."""

_SPECIAL = re.compile(r"[\\`*_\[\]<>#!|~&@$]|:(?=//)|(?<=www)\.", re.I)


def to_markdown(difference: Difference, old: str, new: str, *, samples: int = 5) -> str:
    """The difference as Markdown; `old` and `new` are the names of the sides."""
    if difference.is_empty:
        return f"**{nothing(difference)}** From {plain(old)} to {plain(new)}.\n"
    lines = [
        f"**{counted(difference.size, 'change')}** from {plain(old)} to {plain(new)}: {_told(difference)}\n",
        *(f"{one}\n" for one in asides(difference)),
        *_totals(difference),
    ]
    size = sum(map(len, lines))
    patterns = [(key, list(g)) for key, g in groupby(difference.groups, lambda g: g.signature.pattern)]
    for number, (pattern, groups) in enumerate(patterns):
        part = "\n".join(_pattern(pattern, groups, samples))
        size += len(part) + 1
        if size > LONGEST:
            lines.append(f"\n… and {counted(len(patterns) - number, 'more pattern')}.")
            break
        lines.append(part)
    return "\n".join(lines) + "\n"


def _told(difference: Difference) -> str:
    """Gains, losses and changes in one line."""
    sums = {
        op: sum(getattr(totals, op) for totals in difference.totals.values())
        for op in ("gained", "lost", "changed")
    }
    return ", ".join(f"{count:,} {op}" for op, count in sums.items())


def _totals(difference: Difference) -> Iterator[str]:
    columns = ("old", "unchanged", "changed", "lost", "gained", "new")
    yield f"| | {' | '.join(columns)} |"
    yield f"|---|{'--:|' * len(columns)}"
    for kind, counts in difference.totals.items():
        if counts.old or counts.new:
            yield f"| {kind} | {' | '.join(f'{getattr(counts, column):,}' for column in columns)} |"


def _pattern(pattern: str, groups: Sequence[Group], samples: int) -> Iterator[str]:
    sign, _ = SIGNS[groups[0].signature.op]
    size = sum(group.size for group in groups)
    yield f"\n<details><summary>{sign} {plain(pattern)} · {counted(size, 'record')}</summary>\n"
    for group in groups:
        rules = f"by {', '.join(map(plain, group.signature.rules))}: " if group.signature.rules else ""
        yield f"**{rules}{group.size:,}** in {counted(group.documents, 'document')}"
        yield from (f"<br>{plain(note)}" for note in notes(group))
        yield ""
        yield from (_sample(change) for change in group.samples[:samples])
        yield ""
    yield "</details>"


def _sample(change: Change) -> str:
    where = f" {change.span['start']}–{change.span['end']}" if change.span else ""
    raw = f" **{plain(short(change.span['raw']))}**" if change.span else ""
    if change.op != "changed":
        return f"- {plain(change.doc_id)}{where}{raw} {plain(telling(change))}"
    fields = (f"{plain(name)}: {plain(old)} → {plain(new)}" for name, old, new in compared(change))
    return f"- {plain(change.doc_id)}{where}{raw}<br>{'<br>'.join(fields)}"


def plain(text: str) -> str:
    """Text as text: nothing in it is markup, a mention, a link or a line break."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", " ".join(text.split()))
