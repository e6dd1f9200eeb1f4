"""The reveal row: two sides of one line, each person a mark at the stage they chose."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from alongside.core.words import language, quoting
from alongside.ui.drawing.row import MARKS_AT_MOST, Group, Row, Side
from alongside.ui.drawing.shapes import LINE, LIVED, PROFESSION, QUIET, look, number, shape
from alongside.ui.drawing.words import picture_in_words

COLUMN = 100.0  # of one stage, in units of the picture; the words above it are laid out in equal columns too
MARKER = 13.0  # the height a middle marker takes
GAP = 4.0
SLIM_LANE = 16.0  # of a group that is drawn without marks

# How close marks are packed: distance, marks in a line, and the most at one stage that this still fits.
PACKING = ((11.0, 7, 42), (8.0, 10, 100), (5.5, 15, MARKS_AT_MOST))
BAR = 60.0  # height of the tallest bar, where marks would be too many to see


@dataclass(frozen=True)
class Lane:
    """The strip of the picture that belongs to one group: how deep its marks stack, and its earlier self."""

    group: Group
    before: Group | None
    pitch: float
    in_line: int
    depth: float

    @property
    def height(self) -> float:
        marked = self.group.level in ("SPREAD", "OPEN") or self.before is not None
        return self.depth + (MARKER if marked else 0) + GAP

    def stacked_at(self, stage: int) -> float:
        """How high the marks stand at a stage."""
        if self.group.spread is None:
            return SLIM_LANE
        count = self.group.spread[stage]
        if not self.in_line:
            return BAR * count / max(self.group.spread)
        return -(-count // self.in_line) * self.pitch


def spread_row(row: Row) -> str:
    """The picture of one row as SVG, with name and description, or nothing when no group can be drawn."""
    lanes = [_lane(group, row.earlier(group)) for group in row.groups if group.can_be_drawn or row.earlier(group)]
    if not lanes:
        return ""
    above = [lane for lane in lanes if lane.group.side == "lived_experience"]
    below = [lane for lane in lanes if lane.group.side == "profession"]
    up = sum(lane.height for lane in above) + GAP
    down = sum(lane.height for lane in below) + GAP
    width = COLUMN * len(row.stages)
    parts = [*_axis(len(row.stages), up)]
    for placed, sign in ((above, -1), (below, 1)):
        inner = up + sign * (GAP + 2)
        for lane in placed:
            parts.extend(_draw(lane, inner=inner, sign=sign, stages=len(row.stages)))
            inner += sign * lane.height
    key = escape(row.key)
    said = picture_in_words(row)
    spoken, described = "", escape(said)
    if row.language != language():
        spoken = f' lang="{escape(row.language)}"'
        described = "".join(
            f"<tspan{spoken}>{escape(piece)}</tspan>" if quoted else escape(piece)
            for piece, quoted in quoting(said, row.stages)
        )
    return (
        f'<svg class="al-drawing" viewBox="0 0 {number(width)} {number(up + down)}" role="img" '
        f'aria-labelledby="{key}-title {key}-desc" focusable="false">'
        f'<title id="{key}-title"{spoken}>{escape(row.title)}</title>'
        f'<desc id="{key}-desc">{described}</desc>{"".join(parts)}</svg>'
    )


def _lane(group: Group, before: Group | None) -> Lane:
    most = max(group.spread or (0,))
    for pitch, in_line, fits in PACKING:
        if most <= fits:
            depth = -(-most // in_line) * pitch if group.spread else SLIM_LANE
            return Lane(group, before, pitch, in_line, depth)
    return Lane(group, before, 0, 0, BAR)


def _axis(stages: int, y: float) -> Iterator[str]:
    first, last = COLUMN / 2, COLUMN * (stages - 0.5)
    at = number(y)
    yield f'<path d="M{number(first)} {at}H{number(last)}" stroke="{LINE}" stroke-width="1.5" fill="none"/>'
    for stage in range(stages):
        x = number(COLUMN * (stage + 0.5))
        yield f'<path d="M{x} {number(y - 4)}V{number(y + 4)}" stroke="{LINE}" stroke-width="1.5"/>'


def _x(stage: float) -> float:
    return COLUMN * (stage + 0.5)


def _draw(lane: Lane, *, inner: float, sign: int, stages: int) -> Iterator[str]:
    group = lane.group
    if group.level in ("SPREAD", "OPEN"):
        yield from _marks(lane, inner=inner, sign=sign)
    elif group.level == "BAND" and group.band:
        yield _band(group.band, group.side, y=inner + sign * SLIM_LANE / 2)
    elif group.level == "MIDDLE":
        yield from _bracket(group, inner=inner, sign=sign, stages=stages)
    if lane.before is not None:
        yield from _ghost(lane, lane.before, inner=inner, sign=sign)
    if group.level in ("SPREAD", "OPEN") and group.middle_at is not None:
        y = _marker_y(lane, group, inner=inner, sign=sign)
        yield marker(group.voice_code, group.side, x=_x(group.middle_at), y=y)


def _marker_y(lane: Lane, group: Group, *, inner: float, sign: int) -> float:
    """Just outside the marks at the middle answer; on the line where it lies between two stages."""
    low, high = group.middle or (0, 0)
    stacked = lane.stacked_at(low) if low == high else 0.0
    return inner + sign * (stacked + MARKER / 2)


def _marks(lane: Lane, *, inner: float, sign: int) -> Iterator[str]:
    group = lane.group
    for stage, count in enumerate(group.spread or ()):
        if not lane.in_line:
            yield _bar(group.side, x=_x(stage), inner=inner, sign=sign, height=lane.stacked_at(stage))
            continue
        for line in range(-(-count // lane.in_line)):
            here = min(lane.in_line, count - line * lane.in_line)
            for place in range(here):
                yield shape(
                    group.voice_code,
                    group.side,
                    x=_x(stage) + (place - (here - 1) / 2) * lane.pitch,
                    y=inner + sign * (line + 0.5) * lane.pitch,
                    size=lane.pitch * 0.86,
                )


def _colour(side: Side) -> str:
    return LIVED if side == "lived_experience" else PROFESSION


def _bar(side: Side, *, x: float, inner: float, sign: int, height: float) -> str:
    top = inner if sign > 0 else inner - height
    paint = f'fill="{_colour(side)}"' if side == "lived_experience" else f'fill="#ffffff" stroke="{_colour(side)}"'
    return f'<rect x="{number(x - 20)}" y="{number(top)}" width="40" height="{number(height)}" {paint}/>'


def marker(voice_code: str, side: Side, *, x: float, y: float, size: float = 12) -> str:
    """The middle answer: a triangle that points to the line, filled in the colour of its voice."""
    return f'<polygon points="{_triangle(side, x=x, y=y, size=size)}" fill="{look(voice_code, side)[1]}"/>'


def _triangle(side: Side, *, x: float, y: float, size: float) -> str:
    tip = size * 0.4 if side == "lived_experience" else -size * 0.4
    corners = ((x - size / 2, y - tip), (x + size / 2, y - tip), (x, y + tip))
    return " ".join(f"{number(across)},{number(down)}" for across, down in corners)


def _band(band: tuple[int, int], side: Side, *, y: float, ghost: bool = False) -> str:
    return _bar_of_band(side, left=_x(min(band)) - 24, right=_x(max(band)) + 24, y=y, ghost=ghost)


def _bar_of_band(side: Side, *, left: float, right: float, y: float, ghost: bool = False) -> str:
    if ghost:
        paint = f'fill="none" stroke="{QUIET}" stroke-width="1.2" stroke-dasharray="3 3"'
    elif side == "lived_experience":
        paint = f'fill="{LIVED}" fill-opacity="0.4" stroke="{LIVED}" stroke-width="1.2"'
    else:
        paint = f'fill="#ffffff" stroke="{PROFESSION}" stroke-width="1.6"'
    place = f'x="{number(left)}" y="{number(y - 6)}" width="{number(right - left)}" height="12"'
    return f'<rect {place} rx="6" {paint}/>'


def _bracket(group: Group, *, inner: float, sign: int, stages: int) -> Iterator[str]:
    """The middle answer as one large mark in a soft bracket: short for close, long for spread."""
    at = group.middle_at
    if at is None:
        return
    reach = 36.0 if group.word == "close" else 120.0
    left, right = max(_x(at) - reach, 6), min(_x(at) + reach, COLUMN * stages - 6)
    y = inner + sign * SLIM_LANE / 2
    yield bracket(group.side, left=left, right=right, y=y)
    yield shape(group.voice_code, group.side, x=_x(at), y=y, size=13)


def bracket(side: Side, *, left: float, right: float, y: float) -> str:
    """A soft bracket around where the answers lie. It says close or spread, never how many or exactly where."""
    a, b = number(left), number(right)
    top, low = number(y - 6), number(y + 6)
    inwards_left, inwards_right = number(left + 5), number(right - 5)
    at = number(y)
    return (
        f'<path d="M{inwards_left} {top}Q{a} {top} {a} {at}Q{a} {low} {inwards_left} {low}'
        f"M{inwards_right} {top}Q{b} {top} {b} {at}Q{b} {low} {inwards_right} {low}"
        f'M{a} {at}H{b}" fill="none" stroke="{_colour(side)}" stroke-opacity="0.85" stroke-width="1.6"/>'
    )


def _ghost(lane: Lane, before: Group, *, inner: float, sign: int) -> Iterator[str]:
    """Where the group stood last time: dashed and empty, outside its marks."""
    if before.level == "BAND" and before.band:
        yield _band(before.band, before.side, y=inner + sign * (lane.depth + MARKER / 2), ghost=True)
        return
    at = before.middle_at
    if at is None:
        return
    unmoved = at == lane.group.middle_at and lane.group.level in ("SPREAD", "OPEN")
    x = _x(at) + (14 if unmoved else 0)
    yield ghost(before.side, x=x, y=_marker_y(lane, before, inner=inner, sign=sign))


def ghost(side: Side, *, x: float, y: float, size: float = 12) -> str:
    """The outline of a middle marker, dashed."""
    paint = f'fill="none" stroke="{QUIET}" stroke-width="1.3" stroke-dasharray="2.5 2"'
    return f'<polygon points="{_triangle(side, x=x, y=y, size=size)}" {paint}/>'


def band_sample(side: Side = "lived_experience") -> str:
    """The band, for a legend of 16 by 16."""
    return _bar_of_band(side, left=1, right=15, y=8)


def ghost_sample(side: Side = "lived_experience") -> str:
    """The ghost, for a legend of 16 by 16."""
    return ghost(side, x=8, y=8, size=13)


def bracket_sample(side: Side = "lived_experience") -> str:
    """The bracket, for a legend of 16 by 16."""
    return bracket(side, left=0, right=16, y=8)
