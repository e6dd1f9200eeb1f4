"""Drawings of what was agreed and how it moved, as template tags: ``{% load results %}``."""

from collections.abc import Iterable, Sequence

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from alongside.ui import drawing
from alongside.ui.components import markup
from alongside.ui.drawing import history

register = template.Library()


@register.simple_tag
def agreed_scale(stage: int | None, stages: Sequence[str]) -> SafeString:
    """The stage scale with a ring at the agreed stage."""
    return mark_safe(history.stage_mark(stage, stages))  # noqa: S308 - every text in it is escaped where it is drawn


@register.simple_tag
def history_track(track: history.Track) -> SafeString:
    """One item's way over the rounds, with the words of the scale above it."""
    words = markup.join(markup.tag("span", {}, stage) for stage in track.stages)
    stages = markup.tag("div", {"class": "al-history__stages al-spread__mini-stages", "aria-hidden": "true"}, words)
    picture = mark_safe(history.history(track))  # noqa: S308 - every text in it is escaped where it is drawn
    return markup.join([stages, picture])


@register.simple_tag
def history_legend(tracks: Iterable[history.Track]) -> SafeString:
    """What each mark means: the groups that occur, and the ring of the agreed stage."""
    groups = {mark.voice_code: mark for track in tracks for step in track.steps for mark in step.marks}
    items = [_item(history.ring_sample(), _("the stage you agreed on"))]
    items += [
        _item(drawing.shape(mark.voice_code, mark.side, x=8, y=8, size=13), mark.label) for mark in groups.values()
    ]
    return markup.tag("ul", {"class": "al-legend"}, markup.join(items))


def _item(picture: str, words: str) -> SafeString:
    named = {"class": "al-legend__shape", "viewBox": "0 0 16 16", "aria-hidden": "true", "focusable": "false"}
    svg = markup.tag("svg", named, mark_safe(picture))  # noqa: S308 - numbers and colours of ours only
    return markup.tag("li", {"class": "al-legend__item"}, markup.join([svg, words]))
