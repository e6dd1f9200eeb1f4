"""A chart as a file that stands alone: its title, its sentence, the picture, and where it comes from."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from alongside.core.words import gettext_noop
from alongside.numerics.spc.reading import Reading
from alongside.ui.drawing.chart import TEXT, TYPE, Picture, drawn
from alongside.ui.drawing.chart_axis import width_of

EDGE, LEADING, TITLE = 20, 22, 22  # pixels: margin, from line to line, the title's size
INSIDE_ONLY = gettext_noop("Inside only: this chart counts people or incidents. It is for the people of this place.")


def standalone(reading: Reading, picture: Picture, *, stamp: str = "", foot: str = "") -> str:
    """A whole SVG file.

    Args:
        reading: the chart, read.
        picture: what is drawn; its title and sentence are written above it.
        stamp: who it is for, written large, such as `INSIDE_ONLY`; empty when anyone may see it.
        foot: definition, source and day, below it.

    Returns:
        An SVG document with a white ground, as wide as the picture and two margins.
    """
    room = picture.width
    parts, y = [], EDGE + TITLE
    for text in wrapped(picture.title, room, size=TITLE):
        parts.append(f'<text x="{EDGE}" y="{y}" font-size="{TITLE}" font-weight="700">{escape(text)}</text>')
        y += TITLE + 6
    for text in wrapped(picture.said, room):
        parts.append(f'<text x="{EDGE}" y="{y}">{escape(text)}</text>')
        y += LEADING
    if stamp:
        lines = wrapped(stamp, room - 24)
        tall = len(lines) * LEADING + 14
        parts.append(f'<rect x="{EDGE}" y="{y - 8}" width="{room}" height="{tall}" fill="#fff" stroke="#212b32"/>')
        for text in lines:
            parts.append(f'<text x="{EDGE + 12}" y="{y + 15}" font-weight="700">{escape(text)}</text>')
            y += LEADING
        y += 18
    inside, tall = drawn(reading, replace(picture, width=room))
    parts.append(f'<g transform="translate({EDGE} {y})">{inside}</g>')
    y += tall + 12
    for text in wrapped(foot, room):
        y += LEADING
        parts.append(f'<text x="{EDGE}" y="{y}" fill="#4c6272">{escape(text)}</text>')
    width, height = room + 2 * EDGE, y + EDGE
    title = f"<title>{escape(picture.title)}</title><desc>{escape(picture.said)}</desc>"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'{TYPE}>{title}<rect width="{width}" height="{height}" fill="#fff"/>{"".join(parts)}</svg>'
    )


def wrapped(text: str, room: float, *, size: float = TEXT) -> list[str]:
    """A text in lines that fit, broken between words; a word that is too long stands alone."""
    lines: list[str] = []
    for word in text.split():
        if lines and width_of(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
