"""A driver diagram: the aim on the left, what drives it in the middle, what is tried on the right.

Drawn for one A4 page on its side. Every text is broken into lines that fit, and boxes are as tall as their words; a
tall diagram is drawn smaller by its `viewBox`, never cut. On a narrow screen the nested list stands in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from alongside.core.words import gettext as _
from alongside.ui.drawing.chart_file import wrapped
from alongside.ui.drawing.shapes import LINE, PROFESSION, QUIET

INK, CARD, SUN = "#212b32", "#ffffff", "#fff3cd"
SIZE, LEADING, PAD, GAP = 15, 19, 9, 12  # pixels: letters, from line to line, inside a box, between boxes
COLUMNS = ((0, 210), (260, 210), (520, 220), (790, 290))
"""Where the four columns stand and how wide they are: aim, primary drivers, secondary drivers, ideas."""
WIDE = 1080
EDGE = 1  # half a line's width and a little, so that no border is cut
TALLEST = 764
"""What an A4 page on its side holds at this width: 1080 × 210 / 297."""


@dataclass(frozen=True)
class Leaf:
    """A change idea, and in a few words what came of it."""

    text: str
    says: str = ""


@dataclass(frozen=True)
class Node:
    """A driver, the drivers below it, and the ideas that hang on it."""

    text: str
    children: tuple[Node, ...] = ()
    leaves: tuple[Leaf, ...] = ()


@dataclass(frozen=True)
class Diagram:
    """A whole diagram: what is aimed for, and the primary drivers.

    Attributes:
        key: unique on the page, of letters, digits and hyphens.
        aim: what is to be different.
        nodes: the primary drivers in their order.
    """

    key: str
    aim: str
    nodes: tuple[Node, ...] = ()


@dataclass
class _Box:
    """One box of the picture, with the boxes that hang on it to its right."""

    column: int
    text: str
    says: str = ""
    boxes: list[_Box] = field(default_factory=list)
    top: float = 0.0

    @property
    def lines(self) -> list[str]:
        return _broken(self.text, COLUMNS[self.column][1] - 2 * PAD)

    @property
    def notes(self) -> list[str]:
        return _broken(self.says, COLUMNS[self.column][1] - 2 * PAD) if self.says else []

    @property
    def tall(self) -> float:
        return (len(self.lines) + len(self.notes)) * LEADING + 2 * PAD

    @property
    def middle(self) -> float:
        return self.top + self.tall / 2


def drivers(diagram: Diagram) -> str:
    """The picture as SVG text, with name and description; nothing while there is no driver and no idea."""
    if not diagram.nodes:
        return ""
    root = _boxes(diagram)
    height = _placed(root, 0.0)
    body = "".join(_drawn(root))
    tall = height + 2 * EDGE
    scale = min(1.0, TALLEST / tall)
    key = escape(diagram.key)
    view = f"{-EDGE} {-EDGE} {WIDE + 2 * EDGE} {_n(tall)}"
    title = _("Driver diagram: %(aim)s") % {"aim": diagram.aim}
    return (
        f'<svg class="al-drivers" viewBox="{view}" width="{_n(WIDE * scale)}" height="{_n(tall * scale)}" '
        f'preserveAspectRatio="xMinYMin meet" role="img" aria-labelledby="{key}-title {key}-desc" focusable="false" '
        f'font-family="Arial, sans-serif" font-size="{SIZE}"><title id="{key}-title">'
        f'{escape(title)}</title><desc id="{key}-desc">{escape(in_words(diagram))}</desc>{body}</svg>'
    )


def in_words(diagram: Diagram) -> str:
    """What the picture says: the aim, then each driver with what hangs on it."""
    return " ".join(
        [
            _("Aim: %(aim)s") % {"aim": _ended(diagram.aim)},
            *(part for node in diagram.nodes for part in _told(node, "")),
        ]
    )


def _told(node: Node, below: str) -> Iterator[str]:
    what = _("Below %(driver)s") % {"driver": below} if below else _("Driver")
    ideas = "; ".join(f"{leaf.text} ({leaf.says})" if leaf.says else leaf.text for leaf in node.leaves)
    said = _("%(what)s: %(text)s. To try: %(ideas)s") if ideas else _("%(what)s: %(text)s")
    yield _ended(said % {"what": what, "text": node.text, "ideas": ideas})
    for child in node.children:
        yield from _told(child, node.text)


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _boxes(diagram: Diagram) -> _Box:
    def of(node: Node, column: int) -> _Box:
        box = _Box(column, node.text)
        box.boxes = [of(child, 2) for child in node.children] + [_Box(3, leaf.text, leaf.says) for leaf in node.leaves]
        return box

    return _Box(0, diagram.aim, boxes=[of(node, 1) for node in diagram.nodes])


def _placed(box: _Box, top: float) -> float:
    """Give a box and all to its right their heights; the lowest edge of them."""
    edge = top
    for place, one in enumerate(box.boxes):
        edge = _placed(one, edge + (GAP if place else 0))
    room = edge - top
    box.top = top + max(0.0, (room - box.tall) / 2)
    return max(edge, box.top + box.tall)


def _drawn(box: _Box) -> Iterator[str]:
    left, wide = COLUMNS[box.column]
    for one in box.boxes:
        yield _joined(left + wide, box.middle, COLUMNS[one.column][0], one.middle)
        yield from _drawn(one)
    fill, stroke = (SUN, INK) if box.column == 0 else (CARD, PROFESSION if box.column < 3 else LINE)
    weight = ' font-weight="700"' if box.column < 2 else ""
    yield (
        f'<rect x="{left}" y="{_n(box.top)}" width="{wide}" height="{_n(box.tall)}" rx="5" fill="{fill}" '
        f'stroke="{stroke}" stroke-width="1.5"/>'
    )
    y = box.top + PAD + SIZE - 1
    for line in box.lines:
        yield f'<text x="{left + PAD}" y="{_n(y)}" fill="{INK}"{weight}>{escape(line)}</text>'
        y += LEADING
    for line in box.notes:
        yield f'<text x="{left + PAD}" y="{_n(y)}" fill="{QUIET}" font-size="{SIZE - 2}">{escape(line)}</text>'
        y += LEADING


def _joined(x1: float, y1: float, x2: float, y2: float) -> str:
    half = x1 + 25  # every line bends in the gap beside its first box, so that none runs through another box's words
    path = f"M{_n(x1)} {_n(y1)}H{_n(half)}V{_n(y2)}H{_n(x2)}"
    return f'<path d="{path}" fill="none" stroke="{LINE}" stroke-width="1.5"/>'


def _broken(text: str, room: float) -> list[str]:
    """A text in lines that fit; a word that is longer than a line is broken where the line ends."""
    words: list[str] = []
    most = max(4, int(room / (SIZE * 0.62)))
    for word in text.split():
        words += [word[at : at + most] for at in range(0, len(word), most)]
    return _wrapped_bold(words, room)


def _wrapped_bold(words: Sequence[str], room: float) -> list[str]:
    return wrapped(" ".join(words), room / 1.08, size=SIZE) or [""]  # bold letters are a little wider


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
