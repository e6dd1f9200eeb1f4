# ruff: noqa: A002 - parameters are named after the attributes they set
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alongside.ui.components import links, markup


@dataclass(frozen=True, kw_only=True)
class Crumb:
    """One step on the way to this page."""

    text: str
    href: str
    attrs: markup.Attributes = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class BackLink:
    """What small screens show instead of the crumbs, where it should differ from the last crumb."""

    text: str = ""
    href: str = ""
    type: Literal["", "submit", "button"] = ""
    id: str | None = None
    attrs: markup.Attributes | None = None


def breadcrumbs(
    *,
    items: Sequence[Crumb],
    label: str = "",
    back: BackLink | None = None,
    id: str | None = None,
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """The way from the start to this page, without the page itself. On a phone: a way back."""
    if not items:
        return markup.NOTHING
    back = back or BackLink()
    listed = markup.join(_item(crumb) for crumb in items if crumb.href)
    last = items[-1]
    way_back = links.back_link(
        text=back.text or last.text,
        href=back.href or last.href,
        type=back.type,
        hidden_text=_("Back to"),
        id=back.id,
        attrs=last.attrs if back.attrs is None else back.attrs,
    )
    named = {
        "class": markup.classes("nhsuk-breadcrumb", classes),
        "id": id,
        "aria-label": label or _("Breadcrumb"),
        **(attrs or {}),
    }
    ordered = markup.tag("ol", {"class": "nhsuk-breadcrumb__list"}, listed)
    return markup.tag("nav", named, markup.join([ordered, way_back]))


def _item(crumb: Crumb) -> SafeString:
    link = markup.tag("a", {"class": "nhsuk-breadcrumb__link", "href": crumb.href, **crumb.attrs}, crumb.text)
    return markup.tag("li", {"class": "nhsuk-breadcrumb__list-item"}, link)
