"""The curve of closure on a page."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def survival_picture(svg: str) -> SafeString:
    """A picture of `ui.drawing.survival`."""
    return mark_safe(svg)  # noqa: S308 - every text in it is escaped where it is drawn
