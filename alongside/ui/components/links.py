# ruff: noqa: A002 - parameters are named after the attributes they set
from typing import Literal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alongside.ui.components import markup


def back_link(
    *,
    href: str = "",
    text: str = "",
    hidden_text: str = "",
    type: Literal["", "submit", "button"] = "",
    id: str | None = None,
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """The way back, above the page. Without an address it is a button, for a form."""
    named: dict[str, object] = {"class": markup.classes("nhsuk-back-link", classes), "id": id}
    tag = _link_or_button(named, href=href, type=type)
    words = markup.hidden(f"{hidden_text} ") if hidden_text else markup.NOTHING
    return markup.tag(tag, {**named, **(attrs or {})}, markup.join([words, text or _("Back")]))


def action_link(
    *,
    text: str,
    href: str = "",
    type: Literal["", "submit", "button"] = "",
    id: str | None = None,
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """The one thing to do next on a page that is otherwise for reading."""
    named: dict[str, object] = {"class": markup.classes("nhsuk-action-link", classes), "id": id}
    tag = _link_or_button(named, href=href, type=type)
    words = markup.tag("span", {"class": "nhsuk-action-link__text"}, text)
    inside = markup.join([markup.icon("arrow-right-circle"), words])
    return markup.tag(tag, {**named, **(attrs or {})}, inside)


def _link_or_button(named: dict[str, object], *, href: str, type: str) -> str:
    if href and not type:
        named["href"] = href
        return "a"
    named["type"] = type or "submit"
    return "button"
