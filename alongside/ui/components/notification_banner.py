from collections.abc import Iterable
from typing import Literal

from django.contrib.messages.storage.base import Message
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alongside.ui.components.heading import Heading, as_heading, heading
from alongside.ui.components.markup import (
    NOTHING,
    Attributes,
    attributes,
    classes,
    element,
    format_html,
    is_html,
    join,
)


def notification_banner(
    *,
    text: str = "",
    heading_: str | Heading | None = None,
    title: str | Heading | None = None,
    variant: Literal["", "success"] = "",
    role: str = "",
    disable_auto_focus: bool | None = None,
    id: str | None = None,  # noqa: A002 - the name of the attribute
    classes_: str = "",
    attrs: Attributes | None = None,
) -> SafeString:
    """Say what has just happened, or what matters now, above the page."""
    success = variant == "success"
    title = as_heading(title) or Heading(text=_("Success") if success else _("Important"))
    title_id = title.id or "nhsuk-notification-banner-title"
    opening = {
        "class": classes("nhsuk-notification-banner", classes_, success and "nhsuk-notification-banner--success"),
        "id": id,
        "data-module": "nhsuk-notification-banner",
        "data-disable-auto-focus": None if disable_auto_focus is None else str(disable_auto_focus).lower(),
        "role": role or ("alert" if success else "region"),
        "aria-labelledby": title_id,
        **(attrs or {}),
    }
    title = Heading(**{**vars(title), "id": title_id})
    above = as_heading(heading_)
    return format_html(
        '<div{}><div class="nhsuk-notification-banner__header">{}</div>'
        '<div class="nhsuk-notification-banner__content">{}{}</div></div>',
        attributes(opening),
        heading(title, class_name="nhsuk-notification-banner__title"),
        heading(above, class_name="nhsuk-notification-banner__heading", level=3) if above else NOTHING,
        _inside(text, below_heading=above is not None),
    )


def _inside(text: str, *, below_heading: bool) -> SafeString:
    if not text or is_html(text):
        return join([text])
    return element("p", text, class_="nhsuk-body" if below_heading else "nhsuk-notification-banner__heading")


def page_messages(messages: Iterable[Message]) -> SafeString:
    """The messages of django.contrib.messages, each as a banner of its own."""
    banners = []
    for number, message in enumerate(messages, start=1):
        success = message.level_tag == "success"
        words = {"success": _("Done"), "error": _("There is a problem")}.get(message.level_tag, _("Important"))
        banners.append(
            notification_banner(
                text=str(message.message),
                title=Heading(text=words, id=f"message-{number}"),
                variant="success" if success else "",
                role="alert" if message.level_tag == "error" else "",
            )
        )
    return join(banners)
