# ruff: noqa: A002 - parameters are named after the attributes they set
"""Components for reading: inset text, warning callout, details, tag, panel."""

from typing import Literal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alongside.ui.components import headings, markup
from alongside.ui.components.cards import card
from alongside.ui.components.headings import Heading, as_heading

Colour = Literal["", "white", "grey", "green", "aqua-green", "blue", "purple", "pink", "red", "orange", "yellow"]


def inset_text(
    *,
    text: str,
    hidden_text: str = "",
    id: str | None = None,
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """A passage set apart from the text around it."""
    named = {"class": markup.classes("nhsuk-inset-text", classes), "id": id, **(attrs or {})}
    spoken = markup.hidden(f"{hidden_text or _('Information')}: ")
    return markup.tag("div", named, markup.join([spoken, markup.paragraph_unless_html(text)]))


def warning_callout(
    *,
    text: str,
    heading: str | Heading = "",
    heading_level: int = 3,
    id: str | None = None,
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """What nobody should miss. Never for people's answers."""
    head = as_heading(heading)
    spoken = ""
    if head and "important" not in head.text.lower():
        spoken = head.hidden_text or _("Important")
    return card(
        heading=head,
        heading_spoken=spoken,
        heading_level=heading_level,
        description=text,
        variant="warning",
        id=id,
        classes=classes,
        attrs=attrs,
    )


def details(
    *,
    summary: str,
    text: str,
    open: bool = False,
    expander: bool = False,
    id: str | None = None,
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """A question that opens to its answer. ``expander`` draws it as a card of its own."""
    named = {
        "class": markup.classes("nhsuk-details", expander and "nhsuk-expander", classes),
        "id": id,
        "open": open,
        **(attrs or {}),
    }
    words = markup.tag("span", {"class": "nhsuk-details__summary-text"}, summary)
    inside = [
        markup.tag("summary", {"class": "nhsuk-details__summary"}, words),
        markup.tag("div", {"class": "nhsuk-details__text"}, text),
    ]
    return markup.tag("details", named, markup.join(inside))


def tag(
    *,
    text: str,
    colour: Colour = "",
    plain: bool = False,
    border: bool = True,
    id: str | None = None,
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """A state in one or two words. ``plain`` draws no ground behind it."""
    named = {
        "class": markup.classes(
            "nhsuk-tag",
            colour and f"nhsuk-tag--{colour}",
            plain and "nhsuk-tag--no-colour",
            not border and "nhsuk-tag--no-border",
            classes,
        ),
        "id": id,
        **(attrs or {}),
    }
    return markup.tag("strong", named, text)


def panel(
    *,
    heading: str | Heading,
    text: str = "",
    variant: Literal["", "interruption"] = "",
    id: str | None = None,
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """It is done: the end of a piece of work. ``interruption`` stops the reader for a moment instead."""
    named = {
        "class": markup.classes("nhsuk-panel", variant and f"nhsuk-panel--{variant}", classes),
        "id": id,
        **(attrs or {}),
    }
    head = headings.draw(as_heading(heading), class_name="nhsuk-panel__heading", level=1, sizes=("m", "l", "xl"))
    body = markup.tag("div", {"class": "nhsuk-panel__body"}, text) if text else markup.NOTHING
    return markup.tag("div", named, markup.join([head, body]))
