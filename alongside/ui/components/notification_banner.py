# ruff: noqa: A002 - parameters are named after the attributes they set
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from django.contrib.messages.storage.base import Message
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alongside.ui.components import headings, markup
from alongside.ui.components.headings import Heading, as_heading


def notification_banner(
    *,
    text: str = "",
    heading: str | Heading | None = None,
    title: str | Heading | None = None,
    variant: Literal["", "success"] = "",
    role: str = "",
    disable_auto_focus: bool | None = None,
    id: str | None = None,
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """Say what has just happened, or what matters now, above the page."""
    success = variant == "success"
    above = as_heading(heading)
    title = as_heading(title) or Heading(text=_("Success") if success else _("Important"))
    title = replace(title, id=title.id or "nhsuk-notification-banner-title")
    named = {
        "class": markup.classes("nhsuk-notification-banner", classes, success and "nhsuk-notification-banner--success"),
        "id": id,
        "data-module": "nhsuk-notification-banner",
        "data-disable-auto-focus": None if disable_auto_focus is None else str(disable_auto_focus).lower(),
        "role": role or ("alert" if success else "region"),
        "aria-labelledby": title.id,
        **(attrs or {}),
    }
    content = markup.join(
        [
            headings.draw(above, class_name="nhsuk-notification-banner__heading", level=3),
            _words(text, below_heading=above is not None),
        ]
    )
    header = headings.draw(title, class_name="nhsuk-notification-banner__title")
    return markup.tag(
        "div",
        named,
        markup.join(
            [
                markup.tag("div", {"class": "nhsuk-notification-banner__header"}, header),
                markup.tag("div", {"class": "nhsuk-notification-banner__content"}, content),
            ]
        ),
    )


def _words(text: str, *, below_heading: bool) -> SafeString:
    if not text:
        return markup.NOTHING
    return markup.paragraph_unless_html(text, "nhsuk-body" if below_heading else "nhsuk-notification-banner__heading")


def page_messages(messages: Iterable[Message]) -> SafeString:
    """The messages of django.contrib.messages, each as a banner of its own."""
    titles = {"success": _("Done"), "error": _("There is a problem")}
    return markup.join(
        notification_banner(
            text=str(message.message),
            title=Heading(text=titles.get(message.level_tag, _("Important")), id=f"message-{number}"),
            variant="success" if message.level_tag == "success" else "",
            role="alert" if message.level_tag == "error" else "",
        )
        for number, message in enumerate(messages, start=1)
    )
