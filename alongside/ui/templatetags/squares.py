"""A text as a square of dots that a phone reads. Drawn without style attributes, so that any page may hold it."""

from __future__ import annotations

import segno
from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def square(text: str) -> SafeString:
    """The text as a QR code. It stands beside the same text in words, so listeners are spared it."""
    drawn = segno.make(text, error="m", micro=False).svg_inline(
        omitsize=True, border=2, svgclass="al-square", lineclass=None
    )
    return SafeString(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))
