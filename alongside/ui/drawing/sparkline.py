"""A chart in little, for a board of many: the line, the limits, the middle and what is special; no axis."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from alongside.numerics.spc.reading import Profile, Reading
from alongside.ui.drawing.chart import EDGE, EVENLY, LIMITS, TARGET, Column, extent, stretches
from alongside.ui.drawing.chart_axis import Across
from alongside.ui.drawing.chart_marks import INK, ORDINARY, Meaning, mark, meanings
from alongside.ui.drawing.shapes import number

_Height = Callable[[float], str]


def sparkline(reading: Reading, words: str, *, width: int = 260, height: int = 72) -> str:
    """The chart of a reading in little.

    Args:
        reading: the chart, read.
        words: what it says, for those who do not see it; empty when the words stand beside it.
        width, height: in pixels at which text is 16 high.
    """
    low, high = extent(reading)
    if not high > low:
        low, high = low - 1, high + 1
    room = (height - 14) / (high - low)

    def y(value: float) -> str:
        return number(height - 7 - (max(value, low) - low) * room)

    across = Across(reading.x, 2, width - 8, evenly=reading.chart in EVENLY)
    parts = [_level(reading, across, y, low), _line(reading, across, y), *_marks(reading, across, y)]
    named = f'role="img" aria-label="{escape(words)}"' if words else 'aria-hidden="true"'
    size = f'width="{number(width / 16)}rem" height="{number(height / 16)}rem"'
    box = f'viewBox="0 0 {width} {height}"'
    return f'<svg class="al-sparkline" {box} {size} {named} focusable="false">{"".join(parts)}</svg>'


def _level(reading: Reading, across: Across, y: _Height, low: float) -> str:
    """Band, middle and target, as steps from point to point; a new phase begins a new line."""
    limits = [
        None if high is None else (low if least is None else least, high)
        for least, high in zip(reading.lcl, reading.ucl, strict=True)
    ]
    area = "".join(
        f"M{number(left)} {y(high)}H{number(right)}V{y(least)}H{number(left)}z"
        for left, right, (least, high) in stretches(reading, across, limits, cap=6)
    )
    signal = [reading.profile is Profile.SHEWHART and reading.phases[phase - 1].runs_signal for phase in reading.phase]
    middle = _steps(reading, across, y, [None if s else cl for s, cl in zip(signal, reading.cl, strict=True)])
    dashed = _steps(reading, across, y, [cl if s else None for s, cl in zip(signal, reading.cl, strict=True)])
    target = _steps(reading, across, y, reading.target)
    return (
        (f'<path d="{area}" fill="{LIMITS}"/>' if area else "")
        + (f'<path d="{middle}" stroke="{EDGE if area else ORDINARY}" stroke-width="1.5"/>' if middle else "")
        + (f'<path d="{dashed}" stroke="{INK}" stroke-width="2" stroke-dasharray="4 3"/>' if dashed else "")
        + (f'<path d="{target}" stroke="{TARGET}" stroke-width="1.25" stroke-dasharray="6 3"/>' if target else "")
    )


def _steps(reading: Reading, across: Across, y: _Height, values: Column) -> str:
    return "".join(f"M{number(a)} {y(v)}H{number(b)}" for a, b, v in stretches(reading, across, values, cap=6))


def _line(reading: Reading, across: Across, y: _Height) -> str:
    line, pen = "", "M"
    for at, value in zip(across.at, reading.y, strict=True):
        if value is None:
            pen = "M"
            continue
        line += f"{pen}{number(at)} {y(value)}"
        pen = "L"
    return f'<path d="{line}" fill="none" stroke="{ORDINARY}" stroke-width="1.5" stroke-linejoin="round"/>'


def _marks(reading: Reading, across: Across, y: _Height) -> list[str]:
    """What is special, what stands alone, and the last point, which is where one looks first."""
    told, last = meanings(reading), len(reading.y) - 1
    known = [False, *(value is not None for value in reading.y), False]
    alone = [here and not (known[n] or known[n + 2]) for n, here in enumerate(known[1:-1])]
    drawn = [
        mark(meaning, across.at[place], float(y(value)), size=0.75, extra=f' fill="{ORDINARY}" stroke="none"' * plain)
        for place, (meaning, value) in enumerate(zip(told, reading.y, strict=True))
        if value is not None and ((not (plain := meaning is Meaning.ORDINARY)) or place == last or alone[place])
    ]
    return [f'<g stroke="{INK}">', *drawn, "</g>"]
