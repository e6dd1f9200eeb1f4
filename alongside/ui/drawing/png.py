"""An SVG drawing of ours as a PNG, without a browser: typst draws it."""

from __future__ import annotations

import re
from functools import cache

import typst

PAGE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), width: %dpt, format: "svg")'
SIZE = re.compile(r'<svg[^>]* width="(\d+)" height="(\d+)"')


class NotADrawing(ValueError):
    """The text is not an SVG file of ours: it does not say its size in whole pixels."""


def png(svg: str, *, scale: int = 2) -> bytes:
    """A standalone SVG as PNG.

    Args:
        svg: a whole SVG file, as `standalone` writes it, with its size in whole pixels.
        scale: pixels of the PNG for one of the SVG; 2 is crisp on paper and on most screens.

    Returns:
        The file, exactly `scale` times as wide and as high as the drawing.

    Raises:
        NotADrawing: no size stands at its head.
    """
    size = SIZE.search(svg[:500])
    if size is None:
        raise NotADrawing("The drawing does not say how large it is.")
    drawn = typst.compile(
        PAGE % int(size[1]), format="png", ppi=72.0 * scale, sys_inputs={"svg": svg}, font_paths=_fonts()
    )
    if not isinstance(drawn, bytes):  # several pages: only a drawing without a size of its own could do that
        raise NotADrawing("The drawing does not fit one page.")
    return drawn


@cache
def _fonts() -> typst.Fonts:
    """The machine's fonts and those that typst carries, looked up once."""
    return typst.Fonts()
