"""How one item has moved over a place's rounds: the oldest on top, the stages left to right as everywhere.

Each group's middle answer is its own mark, lived experience above the line and profession below it; the agreed
stage is a ring on the line. A line joins a group's marks from round to round, and stops where the question changed.
Widths are in per cent and heights in em, so that words keep their size on any screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from alongside.core.words import either
from alongside.core.words import gettext as _
from alongside.ui.drawing.row import Side
from alongside.ui.drawing.shapes import LINE, QUIET, look, number, shape

INK = "#212b32"
LABEL, STRIP, AXIS, FOOT, NOTE = 1.5, 1.0, 1.3, 0.4, 1.9  # em: a round's name, a group, the line, below, a break


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Where one group stood in one round.

    Attributes:
        voice_code: code of the voice, or of the side; it decides the shape and what is joined.
        label: the group as people read it.
        side: above or below the line.
        at: the middle answer in stages from 0, in halves; None when only a band is known.
        band: two stages, one of which is the middle.
    """

    voice_code: str
    label: str
    side: Side
    at: float | None
    band: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """One round: its name, the stage that was agreed, where each group stood.

    Attributes:
        label: the round and its edition.
        agreed: the agreed stage, from 0; None when none was.
        marks: one for each group that may be shown.
        note: why no line may come here from the round before; empty when it may.
    """

    label: str
    agreed: int | None
    marks: tuple[Mark, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Track:
    """One item over the rounds, the oldest first.

    Attributes:
        key: unique on the page, of letters, digits and hyphens.
        title: the item.
        stages: the words of the scale, left to right.
        steps: one for each round that asked it.
    """

    key: str
    title: str
    stages: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class _Placed:
    """A step with its heights, in em from the top of the picture."""

    step: Step
    top: float
    axis: float
    levels: dict[str, float]


def history(track: Track) -> str:
    """The picture of one item's way as SVG, with name and description; nothing when there is no round."""
    if not track.steps:
        return ""
    placed = list(_placed(track.steps))
    last = placed[-1]
    below = [level for level in last.levels.values() if level > last.axis]
    height = max([last.axis, *below]) + STRIP
    parts = [
        *(part for one in placed for part in _ground(one, len(track.stages))),
        *(part for old, new in pairwise(placed) for part in _joins(old, new, len(track.stages))),
        *(part for one in placed for part in _marks(one, len(track.stages))),
    ]
    key = escape(track.key)
    return (
        f'<svg class="al-history" height="{number(height)}em" role="img" aria-labelledby="{key}-title {key}-desc" '
        f'focusable="false"><title id="{key}-title">{escape(track.title)}</title>'
        f'<desc id="{key}-desc">{escape(in_words(track))}</desc>{"".join(parts)}</svg>'
    )


def stage_mark(stage: int | None, stages: Sequence[str]) -> str:
    """The scale of one item with a ring at the agreed stage; the bare scale when none was agreed."""
    words = stages[stage] if stage is not None else _("no stage agreed")
    step = Step(label="", agreed=stage, marks=())
    placed = _Placed(step, top=0, axis=AXIS, levels={})
    parts = [*_axis(placed, len(stages)), *_ring(placed, len(stages))]
    return (
        f'<svg class="al-history al-history--one" height="{number(2 * AXIS)}em" role="img" '
        f'aria-label="{escape(words)}" focusable="false">{"".join(parts)}</svg>'
    )


def ring_sample() -> str:
    """The ring of an agreed stage, for a legend of 16 by 16."""
    return f'<circle cx="8" cy="8" r="6" fill="#ffffff" stroke="{INK}" stroke-width="2.5"/>'


def in_words(track: Track) -> str:
    """What the picture says, round by round."""
    return " ".join(step_in_words(step, track.stages) for step in track.steps)


def step_in_words(step: Step, stages: Sequence[str]) -> str:
    """One round as a sentence."""
    agreed = stages[step.agreed] if step.agreed is not None else _("none")
    said = [
        _("agreed: %(stage)s") % {"stage": agreed},
        *(f"{mark.label}: {mark_in_words(mark, stages)}" for mark in step.marks),
    ]
    return f"{f'{step.note} ' if step.note else ''}{step.label}. {'; '.join(said)}."


def mark_in_words(mark: Mark, stages: Sequence[str]) -> str:
    """Where a group stood: "Engagement", "between Engagement and Development", "Not yet or Engagement"."""
    if mark.band is not None:
        return either(stages[at] for at in mark.band)
    if mark.at is None:
        return _("not shown")
    low = int(mark.at)
    return (
        stages[low]
        if mark.at == low
        else _("between %(low)s and %(high)s") % {"low": stages[low], "high": stages[low + 1]}
    )


def _placed(steps: Sequence[Step]) -> Iterator[_Placed]:
    """Every round as deep as its groups need; a group keeps its strip, so that its line is straight when it stays."""
    codes: dict[Side, list[str]] = {"lived_experience": [], "profession": []}
    for step in steps:
        for mark in step.marks:
            if mark.voice_code not in codes[mark.side]:
                codes[mark.side].append(mark.voice_code)
    top = 0.0
    for step in steps:
        top += NOTE if step.note else 0.0
        up, down = len(codes["lived_experience"]), len(codes["profession"])
        axis = top + LABEL + up * STRIP + AXIS / 2
        levels = {code: axis - AXIS / 2 - (place + 0.3) * STRIP for place, code in enumerate(codes["lived_experience"])}
        levels |= {code: axis + AXIS / 2 + (place + 0.3) * STRIP for place, code in enumerate(codes["profession"])}
        yield _Placed(step, top, axis, levels)
        top = axis + AXIS / 2 + down * STRIP + FOOT


def _x(stage: float, stages: int) -> str:
    return f"{number((stage + 0.5) * 100 / stages)}%"


def _ground(one: _Placed, stages: int) -> Iterator[str]:
    if one.step.note:
        y = number(one.top - NOTE / 2)
        yield f'<line x1="0" x2="100%" y1="{y}em" y2="{y}em" stroke="{QUIET}" stroke-width="1" stroke-dasharray="5 4"/>'
    yield from _axis(one, stages)


def _axis(one: _Placed, stages: int) -> Iterator[str]:
    y = number(one.axis)
    ends = f'x1="{_x(0, stages)}" x2="{_x(stages - 1, stages)}"'
    yield f'<line {ends} y1="{y}em" y2="{y}em" stroke="{LINE}" stroke-width="2"/>'
    for stage in range(stages):
        x = _x(stage, stages)
        tick = f'y1="{number(one.axis - 0.25)}em" y2="{number(one.axis + 0.25)}em"'
        yield f'<line x1="{x}" x2="{x}" {tick} stroke="{LINE}" stroke-width="2"/>'


def _joins(old: _Placed, new: _Placed, stages: int) -> Iterator[str]:
    """Lines from one round to the next, unless the question changed in between."""
    if new.step.note:
        return
    if old.step.agreed is not None and new.step.agreed is not None:
        yield _join(old.step.agreed, old.axis, new.step.agreed, new.axis, stages, INK, width=2)
    before = {mark.voice_code: mark for mark in old.step.marks}
    for mark in new.step.marks:
        earlier = before.get(mark.voice_code)
        if earlier is not None and earlier.at is not None and mark.at is not None:
            _, colour = look(mark.voice_code, mark.side)
            code = mark.voice_code
            yield _join(earlier.at, old.levels[code], mark.at, new.levels[code], stages, colour, width=1.5)


def _join(
    from_stage: float, from_y: float, to_stage: float, to_y: float, stages: int, colour: str, *, width: float
) -> str:
    return (
        f'<line x1="{_x(from_stage, stages)}" y1="{number(from_y)}em" x2="{_x(to_stage, stages)}" '
        f'y2="{number(to_y)}em" stroke="{colour}" stroke-width="{number(width)}" stroke-opacity="0.55"/>'
    )


def _marks(one: _Placed, stages: int) -> Iterator[str]:
    yield from _words(one)
    yield from _ring(one, stages)
    for mark in one.step.marks:
        y = number(one.levels[mark.voice_code])
        if mark.band is not None:
            _, colour = look(mark.voice_code, mark.side)
            ends = f'x1="{_x(mark.band[0], stages)}" x2="{_x(mark.band[1], stages)}"'
            yield f'<line {ends} y1="{y}em" y2="{y}em" stroke="{colour}" stroke-width="3" stroke-dasharray="4 4"/>'
        elif mark.at is not None:
            inside = shape(mark.voice_code, mark.side, size=13)
            yield f'<svg x="{_x(mark.at, stages)}" y="{y}em" width="1" height="1" overflow="visible">{inside}</svg>'


def _ring(one: _Placed, stages: int) -> Iterator[str]:
    if one.step.agreed is not None:
        at = f'cx="{_x(one.step.agreed, stages)}" cy="{number(one.axis)}em"'
        yield f'<circle {at} r="7" fill="#ffffff" stroke="{INK}" stroke-width="2.5"/>'


def _words(one: _Placed) -> Iterator[str]:
    """The round's name, on a white ground of its own, and the note where lines stop."""
    ground = 'stroke="#ffffff" stroke-width="6" paint-order="stroke" stroke-linejoin="round"'
    if one.step.label:
        yield f'<text x="0" y="{number(one.top + 1)}em" fill="{INK}" {ground}>{escape(one.step.label)}</text>'
    if one.step.note:
        y = number(one.top - NOTE / 2 + 0.35)
        yield f'<text x="0" y="{y}em" fill="{QUIET}" {ground}>{escape(one.step.note)}</text>'
