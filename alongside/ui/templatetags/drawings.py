"""The drawings as template tags: ``{% load drawings %}``. The pictures themselves know no Django."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from alongside.ui import drawing
from alongside.ui.components import languages, markup
from alongside.ui.drawing import Group, Row, pictures
from alongside.ui.drawing.drivers import Diagram, drivers

register = template.Library()


@register.simple_tag
def spread_row(row: Row) -> SafeString:
    """One row of the reveal: the picture, the stage words where it stands alone, and what it cannot show."""
    picture = mark_safe(drawing.spread_row(row))  # noqa: S308 - every text in it is escaped where it is drawn
    stages = markup.NOTHING
    if picture:
        spoken = {"lang": row.language if languages.attribute(row.language) else None}
        words = markup.join(markup.tag("span", spoken, stage) for stage in row.stages)
        stages = markup.tag("div", {"class": "al-spread__mini-stages", "aria-hidden": "true"}, words)
    said = markup.join(
        markup.tag(
            "p", {"class": "al-spread__words"}, languages.mixed(sentence, words=row.stages, language=row.language)
        )
        for sentence in drawing.unseen_in_words(row)
    )
    return markup.tag("div", {"class": "al-spread__picture"}, markup.join([stages, picture, said]))


@register.simple_tag
def stage_words(stages: Iterable[str], *, pictures: bool = False, language: str = "en") -> SafeString:
    """The words of the scale, above the rows of a reveal; hidden where each row carries its own."""
    named = [(stage_picture(at, size=1.75) if pictures else "", stage) for at, stage in enumerate(stages)]
    spoken = {"lang": language if languages.attribute(language) else None}
    words = markup.join(markup.tag("span", spoken, markup.join(each)) for each in named)
    line = markup.tag("div", {"class": "al-spread__stages"}, words)
    return markup.tag("div", {"class": "al-spread__head", "aria-hidden": "true"}, line)


@register.simple_tag
def spread_legend(rows: Iterable[Row]) -> SafeString:
    """What each mark means: the voices of these rows, and only the signs that occur in them."""
    rows = list(rows)
    groups: dict[str, Group] = {}
    for row in rows:
        for group in row.groups:
            groups.setdefault(group.voice_code, group)
    items = [
        _item(drawing.shape(group.voice_code, group.side, x=8, y=8, size=13), group.label) for group in groups.values()
    ]
    drawn = [group for row in rows for group in row.groups if group.can_be_drawn]
    if any(group.level in ("SPREAD", "OPEN") for group in drawn):
        lived = drawing.marker("lived_experience", "lived_experience", x=4, y=8, size=8)
        ours = drawing.marker("profession", "profession", x=12, y=8, size=8)
        items.append(_item(lived + ours, _("the middle answer of each")))
    if any(group.level == "MIDDLE" for group in drawn):
        items.append(
            _item(drawing.bracket_sample(), _("the middle answer of five to seven people; a long bracket means spread"))
        )
    if any(group.level == "BAND" for group in drawn):
        items.append(_item(drawing.band_sample(), _("nearly everybody at one of two stages")))
    if any(row.earlier(group) for row in rows for group in row.groups):
        items.append(_item(drawing.ghost_sample(), _("last round")))
    return markup.tag("ul", {"class": "al-legend"}, markup.join(items))


@register.simple_tag
def driver_diagram(diagram: Diagram) -> SafeString:
    """A goal's drivers and ideas as a picture. The page shows the same as a list, which narrow screens keep to."""
    return mark_safe(drivers(diagram))  # noqa: S308 - every text in it is escaped where it is drawn


@register.simple_tag
def stage_picture(number: int, *, size: float = 3) -> SafeString:
    """The picture of a stage, 0 to 3, beside its words: ``{% stage_picture 2 %}``. Nothing for another number."""
    return mark_safe(pictures.stage_picture(number, size=size))  # noqa: S308 - drawn by us


@register.simple_tag
def silence_picture(code: str, *, size: float = 3) -> SafeString:
    """The picture of a silence beside its words: ``{% silence_picture "dont_know" %}``. Nothing for another code."""
    return mark_safe(pictures.silence_picture(code, size=size))  # noqa: S308 - drawn by us


def _item(picture: str, words: str) -> SafeString:
    svg = markup.tag(
        "svg",
        {"class": "al-legend__shape", "viewBox": "0 0 16 16", "aria-hidden": "true", "focusable": "false"},
        mark_safe(picture),  # noqa: S308 - numbers and colours of ours only
    )
    return markup.tag("li", {"class": "al-legend__item"}, markup.join([svg, words]))
