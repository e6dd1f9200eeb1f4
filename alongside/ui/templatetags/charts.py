"""Charts as template tags: ``{% load charts %}``. The pictures themselves know no Django.

A page that uses them links `ui/charts.css`, and `ui/charts.js` for comfort; it is whole without the script.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from alongside.numerics.spc.reading import Assurance, Label, Profile, Reading
from alongside.ui.components import markup
from alongside.ui.drawing import icons, sparkline
from alongside.ui.drawing.chart import EDGE, LIMITS, OLD, TARGET, Picture, chart
from alongside.ui.drawing.chart_marks import INK, ORDINARY, Meaning, mark, meanings
from alongside.ui.drawing.chart_words import Said, Verdict
from alongside.ui.drawing.funnel import OWN, Funnel, funnel

register = template.Library()

HINT = gettext_noop("The chart. Use the arrow keys to go from point to point.")
WIDTHS = (("narrow", 288, 320), ("middle", 448, 340), ("wide", 720, 380), ("broad", 960, 420))
"""The same picture for each width of its container: text keeps its size, so the drawing must not be scaled."""


@register.simple_tag
def chart_pictures(reading: Reading, picture: Picture, table: str = "") -> SafeString:
    """A chart for every width; `table` is the id of the table whose rows say each point in words."""
    drawn = [
        (name, chart(reading, replace(picture, key=f"{picture.key}-{name}", width=width, height=height)))
        for name, width, height in WIDTHS
    ]
    return _widths(drawn, {"data-table": table, "data-hint": _(HINT)} if table else {})


@register.simple_tag
def funnel_pictures(plot: Funnel) -> SafeString:
    """A funnel for every width."""
    drawn = [
        (name, funnel(replace(plot, key=f"{plot.key}-{name}", width=width, height=height)))
        for name, width, height in WIDTHS
    ]
    return _widths(drawn, {})


@register.simple_tag
def chart_icon(reading: Reading | None, said: Said, size: int = 48) -> SafeString:
    """The icon of what a chart says."""
    if reading is None:
        return _safe(icons.signal_icon(said.verdict, up=None, size=size))
    return _safe(icons.icon(reading, said, size=size))


class Charted(Protocol):
    """What has a reading, or none, and a sentence about it."""

    @property
    def reading(self) -> Reading | None: ...

    @property
    def said(self) -> Said: ...


@register.simple_tag
def chart_sign(chart: Charted, size: int = 48) -> SafeString:
    """The icon of a chart. An NHS icon needs no sentence, so that a table of a thousand makes none."""
    reading = chart.reading
    if reading is not None and reading.profile is Profile.NHS:
        return _safe(icons.variation_icon(reading.variation, size=size))
    return chart_icon(reading, chart.said, size)


@register.simple_tag
def variation_icon(label: Label | None, size: int = 48) -> SafeString:
    """The variation icon of the NHS profile by itself."""
    return _safe(icons.variation_icon(label, size=size))


@register.simple_tag
def signal_icon(verdict: Verdict, up: bool | None = None, size: int = 48) -> SafeString:  # noqa: FBT001 - as a tag is called
    """The plain sign of a verdict by itself."""
    return _safe(icons.signal_icon(verdict, up=up, size=size))


@register.simple_tag
def assurance_icon(assurance: Assurance | None, size: int = 48) -> SafeString:
    """Whether a target will be met; nothing without one."""
    return _safe(icons.assurance_icon(assurance, size=size))


@register.simple_tag
def chart_in_little(reading: Reading, words: str = "") -> SafeString:
    """A chart in little, for a board; `words` only where they do not stand beside it."""
    return _safe(sparkline.sparkline(reading, words))


@register.simple_tag
def chart_key(reading: Reading, picture: Picture) -> SafeString:
    """What each sign on a chart means: only those that occur."""
    items = [_item(_line(INK), _("the middle"))] if any(value is not None for value in reading.cl) else []
    if reading.profile is Profile.SHEWHART and any(phase.runs_signal for phase in reading.phases):
        items.append(_item(_line(INK, dash="4 3"), _("the middle, where a long run says that something changed")))
    if any(value is not None for value in reading.ucl):
        band = f'<rect y="2" width="16" height="12" fill="{LIMITS}" stroke="{EDGE}"/>'
        items.append(_item(band, _("as far as chance goes (the limits)")))
    if any(value is not None for value in reading.target):
        items.append(_item(_line(TARGET, dash="6 2 2 2"), _("the target")))
    if picture.before is not None:
        items.append(_item(_line(OLD, dash="2 3"), _("the middle and the limits as they were before")))
    told = set(meanings(reading))
    items += [_item(_point(meaning), words) for meaning, words in _signs() if meaning in told]
    if picture.notes:
        note = f'<circle cx="8" cy="8" r="6.5" fill="#fff" stroke="{INK}" stroke-width="1.5"/>'
        items.append(_item(note, _("somebody wrote about this point")))
    return markup.tag("ul", {"class": "al-legend"}, markup.join(items))


@register.simple_tag
def funnel_key() -> SafeString:
    """What the signs on a funnel mean."""
    own = f'<path d="M8 1l7 7l-7 7l-7 -7z" fill="{OWN}" stroke="{INK}" stroke-width="1.5"/>'
    ring = f'<circle cx="8" cy="8" r="4.5" fill="#fff" stroke="{ORDINARY}" stroke-width="1.5"/>'
    inner = f'<rect y="2" width="16" height="12" fill="{LIMITS}" stroke="{EDGE}" stroke-dasharray="3 2"/>'
    outer = f'<rect y="2" width="16" height="12" fill="#eef2f4" stroke="{EDGE}"/>'
    items = [
        _item(own, _("your own")),
        _item(ring, _("others, not named")),
        _item(_line(INK), _("all together")),
        _item(inner, _("where chance puts 95 of 100")),
        _item(outer, _("where chance puts 998 of 1,000")),
    ]
    return markup.tag("ul", {"class": "al-legend"}, markup.join(items))


def _signs() -> tuple[tuple[Meaning, str], ...]:
    return (
        (Meaning.IMPROVEMENT, _("an improvement: more than chance")),
        (Meaning.CONCERN, _("for the worse: more than chance")),
        (Meaning.UP, _("a change upwards: more than chance")),
        (Meaning.DOWN, _("a change downwards: more than chance")),
        (Meaning.LEFT_OUT, _("left out of the middle and the limits")),
    )


def _widths(drawn: list[tuple[str, str]], told: dict[str, str]) -> SafeString:
    inside = markup.join(markup.tag("div", {"class": f"al-charts__{name}"}, _safe(svg)) for name, svg in drawn if svg)
    return markup.tag("div", {"class": "al-charts", **told}, inside)


def _point(meaning: Meaning) -> str:
    return f'<g stroke="{INK}">{mark(meaning, 8, 8)}</g>'


def _line(colour: str, dash: str = "none") -> str:
    return f'<path d="M0 8H16" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'


def _item(picture: str, words: str) -> SafeString:
    shape = {"class": "al-legend__shape", "viewBox": "0 0 16 16", "aria-hidden": "true", "focusable": "false"}
    svg = markup.tag("svg", shape, _safe(picture))
    return markup.tag("li", {"class": "al-legend__item"}, markup.join([svg, words]))


def _safe(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 - every text in it is escaped where it is drawn
