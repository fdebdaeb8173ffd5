"""A series -> a picture, with what was aimed at."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bienban.errors import StoreError, UsageError
from bienban.store.stretches import stretches

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FORMATS = (".png", ".svg", ".pdf")

_SCALES = ((1e12, "thousand billion"), (1e9, "billion"), (1e6, "million"), (1.0, ""))


@dataclass(slots=True)
class Line:
    """Points of one body that may be joined, and the spans of time something was aimed at."""

    points: dict[date, float] = field(default_factory=dict)
    plans: list[tuple[date, date, float]] = field(default_factory=list)


def plot(rows: Sequence[dict[str, Any]], path: Path) -> int:
    """Draw the rows of one series (see ask.series) into a file, and tell how many of them were drawn.

    The suffix says PNG, SVG or PDF. Drawn is the measure and the unit most rows have, levels before all
    others. Raises UsageError when there is nothing to draw or the suffix is another one, StoreError
    when matplotlib is missing.
    """
    if path.suffix not in FORMATS:
        raise UsageError(f"{path}: a plot is written as {', '.join(FORMATS)}")
    kept = _of_one_unit(rows)
    if not kept:
        raise UsageError("no row has a value and a period whose year is known: there is nothing to draw")
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError as error:
        raise StoreError("matplotlib is missing; pip install 'bienban[plot]'") from error
    with mpl.rc_context({"svg.hashsalt": "bienban", "svg.fonttype": "path", "font.size": 10}):
        figure = Figure(figsize=(9, 4.5), layout="constrained")
        _draw(figure.subplots(), kept)
        figure.savefig(path, dpi=144, metadata=_UNDATED[path.suffix])
    return len(kept)


_UNDATED: dict[str, dict[str, None]] = {".png": {}, ".svg": {"Date": None}, ".pdf": {"CreationDate": None}}
"""The same series gives the same file."""


def _of_one_unit(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    told = [row for row in rows if row["period_end"] and row["period_start"]]
    measures = Counter((row["measure"], row["unit"]) for row in told if row["status"] != "target")
    if not measures:
        return []
    best = max(measures, key=lambda of: (of[0] == "level", measures[of], str(of)))
    return [row for row in told if (row["measure"], row["unit"]) == best]


def _draw(axes: "Axes", rows: Sequence[dict[str, Any]]) -> None:
    from matplotlib.dates import date2num

    first = rows[0]
    scale, word = _scale(rows)
    lines = _lines(rows)
    bodies = {name[0] for name in lines}
    for number, (name, line) in enumerate(sorted(lines.items(), key=lambda item: str(item[0]))):
        label = ", ".join(part for part in (name if len(bodies) > 1 else name[1:]) if part)
        days = sorted(line.points)
        if days:
            values = [line.points[day] / scale for day in days]
            numbers = date2num(days)  # type: ignore[no-untyped-call]
            axes.plot(numbers, values, "o-", color=f"C{number}", label=label)
        for start, end, value in line.plans:
            span = date2num([start, end])  # type: ignore[no-untyped-call]
            axes.plot(span, [value / scale] * 2, "--", color=f"C{number}", label=f"plan {start.year}")
    axes.xaxis_date()
    axes.set_title(f"{first['concept']}{f' — {bodies.pop()}' if len(bodies) == 1 else ''}")
    axes.set_ylabel(" ".join(part for part in (word, first["unit"]) if part))
    axes.grid(visible=True, alpha=0.3)
    axes.set_ylim(bottom=min(0, axes.get_ylim()[0]))
    axes.legend(frameon=False)


def _lines(rows: Sequence[dict[str, Any]]) -> dict[tuple[str, ...], Line]:
    """Points by body, stretch of time and scope."""
    lines: dict[tuple[str, ...], Line] = defaultdict(Line)
    for row in rows:
        value = float(row["value"])
        start, end = date.fromisoformat(row["period_start"]), date.fromisoformat(row["period_end"])
        for stretch in stretches(row["period"], row["period_start"]):
            line = lines[row["body"] or row["outlet"] or "", stretch, row["scope"] or "", row["base"] or ""]
            if row["status"] == "target":
                line.plans.append((start, end, value))
            else:
                line.points.setdefault(end, value)
    return dict(lines)


def _scale(rows: Iterable[dict[str, Any]]) -> tuple[float, str]:
    largest = max(abs(float(row["value"])) for row in rows)
    return next(((scale, word) for scale, word in _SCALES if largest >= scale), (1.0, ""))
