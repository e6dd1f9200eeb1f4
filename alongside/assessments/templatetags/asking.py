"""What a round asks, in the reader's language: ``{% load asking %}``. What it is keyed by stands in ``asking.py``."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from alongside.assessments import asking

register = template.Library()


@register.simple_tag
def asks(purpose: str, place: str) -> str:
    """What is asked, over a page that names the place."""
    return gettext(asking.HEADS[purpose]) % {"place": place}


@register.simple_tag
def asks_alone(purpose: str, place: str) -> str:
    """What is asked, where the line stands alone."""
    return gettext(asking.ALONE[purpose]) % {"place": place}


@register.simple_tag
def asks_aloud(purpose: str, place: str) -> str:
    """What is asked, as it is read out in a room."""
    return gettext(asking.SAID[purpose]) % {"place": place}


@register.simple_tag
def came_to(purpose: str) -> str:
    """What stands over the result."""
    return gettext(asking.RESULTS[purpose])
