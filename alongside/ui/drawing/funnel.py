"""A funnel plot: places of different size beside what chance explains. One's own is marked, nobody else is named.

There is no order in it: from left to right stands only how large a place is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape

from alongside.numerics.funnel import INNER, OUTER, Kind, Limits, curve
from alongside.ui.drawing.chart import EDGE, HAIR, LIMITS, TYPE
from alongside.ui.drawing.chart_axis import Show, step_show, steps, width_of
from alongside.ui.drawing.chart_marks import INK, ORDINARY
from alongside.ui.drawing.shapes import number

OWN = "#f5b700"
CURVE = 24  # places along each curve at which it is worked out


@dataclass(frozen=True, slots=True)
class Dot:
    """A place: how large it is, and its figure in the unit of the centre."""

    size: float
    value: float


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """What is drawn.

    Attributes:
        key: unique on the page, of letters, digits and hyphens.
        title: the measure.
        said: what the picture says, for those who do not see it.
        kind: people out of people, or events over exposure.
        centre: the figure of all together.
        own: one's own place; None when it has no figure.
        others: the others, unnamed, in any order.
        per: what a figure is shown per, such as 1,000.
        show, sizes: how the figures and the sizes are written.
        width, height: in pixels.
    """

    key: str
    title: str
    said: str
    kind: Kind
    centre: float
    own: Dot | None
    others: tuple[Dot, ...]
    per: float = 1.0
    show: Show = field(default_factory=Show)
    sizes: Show = field(default_factory=Show)
    width: int = 720
    height: int = 380


def funnel(plot: Funnel) -> str:
    """The plot as an SVG element with a name and a description; nothing without a place."""
    dots = [*plot.others, *([plot.own] if plot.own else [])]
    if not dots:
        return ""
    key, box = escape(plot.key), f"0 0 {plot.width} {plot.height}"
    size = f'width="{number(plot.width / 16)}rem" height="{number(plot.height / 16)}rem"'
    return (
        f'<svg class="al-chart" viewBox="{box}" {size} role="img" aria-labelledby="{key}-title {key}-desc" '
        f'focusable="false" {TYPE}><title id="{key}-title">{escape(plot.title)}</title>'
        f'<desc id="{key}-desc">{escape(plot.said)}</desc>{"".join(_parts(plot, dots))}</svg>'
    )


def _parts(plot: Funnel, dots: Sequence[Dot]) -> list[str]:
    across = steps(0, max(dot.size for dot in dots) * 1.03, max(2, plot.width // 130))
    first = max(across[-1] / 60, 1.0)
    sizes = [first * (across[-1] / first) ** (place / (CURVE - 1)) for place in range(CURVE)]
    inner, outer = (curve(plot.centre, sizes, kind=plot.kind, level=level) for level in (INNER, OUTER))
    values = [dot.value for dot in dots]
    # The mouth of the funnel may be cut off: what matters is where places are.
    reach = outer[CURVE // 3]
    high = max(*values, min(outer[0].high, max(reach.high, *values)))
    up = steps(0, high * plot.per, max(2, (plot.height - 90) // 56))
    shown = step_show(plot.show, up)
    numbers = [shown.figure(tick) for tick in up]
    left, right = max(map(width_of, numbers)) + 12, plot.width - 12
    top, bottom = 12, plot.height - 52

    def x(size: float) -> float:
        return left + size / across[-1] * (right - left)

    def y(value: float) -> float:
        return max(top, bottom - value * plot.per / up[-1] * (bottom - top))

    parts = [_area(sizes, outer, x, y, "#eef2f4"), _area(sizes, inner, x, y, LIMITS)]
    parts.append(f'<path d="{_grid(up, plot.per, left, right, y)}" stroke="{HAIR}"/>')
    parts += [_edge(sizes, found, x, y, dash) for found, dash in ((outer, "none"), (inner, "5 4"))]
    parts.append(f'<path d="M{number(left)} {number(y(plot.centre))}H{right}" stroke="{INK}" stroke-width="1.5"/>')
    parts.append(_labels(plot, numbers, up, across, left, bottom, x, y))
    ring = f'r="4.5" fill="#fff" stroke="{ORDINARY}" stroke-width="1.5"'
    parts += [f'<circle cx="{number(x(dot.size))}" cy="{number(y(dot.value))}" {ring}/>' for dot in plot.others]
    if plot.own is not None:
        at = f"{number(x(plot.own.size))} {number(y(plot.own.value))}"
        diamond = "m0 -9l9 9l-9 9l-9 -9z"
        parts.append(f'<path d="M{at}{diamond}" fill="{OWN}" stroke="{INK}" stroke-width="2" data-own=""/>')
    return parts


_Place = Callable[[float], float]


def _area(sizes: Sequence[float], found: Sequence[Limits], x: _Place, y: _Place, fill: str) -> str:
    over = [f"{number(x(size))} {number(y(one.high))}" for size, one in zip(sizes, found, strict=True)]
    under = [f"{number(x(size))} {number(y(one.low))}" for size, one in zip(sizes, found, strict=True)]
    return f'<path d="M{"L".join([*over, *reversed(under)])}z" fill="{fill}"/>'


def _edge(sizes: Sequence[float], found: Sequence[Limits], x: _Place, y: _Place, dash: str) -> str:
    over = "L".join(f"{number(x(size))} {number(y(one.high))}" for size, one in zip(sizes, found, strict=True))
    under = "L".join(f"{number(x(size))} {number(y(one.low))}" for size, one in zip(sizes, found, strict=True))
    return f'<path d="M{over}M{under}" fill="none" stroke="{EDGE}" stroke-dasharray="{dash}"/>'


def _grid(up: Sequence[float], per: float, left: float, right: float, y: _Place) -> str:
    return "".join(f"M{number(left)} {number(y(tick / per))}H{number(right)}" for tick in up)


def _labels(
    plot: Funnel,
    numbers: Sequence[str],
    up: Sequence[float],
    across: Sequence[float],
    left: float,
    bottom: float,
    x: _Place,
    y: _Place,
) -> str:
    texts = [
        f'<text x="{number(left - 8)}" y="{number(y(tick / plot.per) + 5.5)}">{text}</text>'
        for tick, text in zip(up, numbers, strict=True)
    ]
    shown = step_show(plot.sizes, across)
    foot = [f'<text x="{number(x(tick))}" y="{bottom + 21}">{shown.figure(tick)}</text>' for tick in across[:-1]]
    last = f'<text x="{number(x(across[-1]))}" y="{bottom + 21}" text-anchor="end">{shown.figure(across[-1])}</text>'
    unit = f'<text x="{number(x(across[-1]))}" y="{bottom + 42}" text-anchor="end">{escape(plot.sizes.unit)}</text>'
    return (
        f'<g fill="{ORDINARY}"><g text-anchor="end">{"".join(texts)}</g>'
        f'<g text-anchor="middle">{"".join(foot)}</g>{last}{unit}</g>'
    )
