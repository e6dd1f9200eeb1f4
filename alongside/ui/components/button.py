# ruff: noqa: A002 - parameters are named after the attributes they set
from typing import Literal

from django.utils.safestring import SafeString

from alongside.ui.components import markup

Variant = Literal["", "secondary", "secondary-solid", "warning"]


def button(
    *,
    text: str,
    href: str = "",
    variant: Variant = "",
    small: bool = False,
    type: Literal["submit", "button", "reset"] = "submit",
    name: str | None = None,
    value: str | None = None,
    disabled: bool = False,
    prevent_double_click: bool | None = None,
    icon: str = "",
    icon_placement: Literal["start", "end"] = "start",
    label: str | None = None,
    id: str | None = None,
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """A verb one can press. With an address it is a link that looks like one.

    ``label`` replaces the words for screen readers, where the words alone say too little ("Change").
    """
    named: dict[str, object] = {
        "class": markup.classes(
            "nhsuk-button",
            variant and f"nhsuk-button--{variant}",
            icon and "nhsuk-button--icon",
            small and "nhsuk-button--small",
            classes,
        ),
        "id": id,
        "data-module": "nhsuk-button",
        "data-prevent-double-click": (None if prevent_double_click is None else str(prevent_double_click).lower()),
        "aria-label": label,
    }
    if href:
        named |= {"href": href, "role": "button", "draggable": "false"}
    else:
        named |= {"type": type, "name": name, "value": value, "disabled": disabled}
        named |= {"aria-disabled": "true" if disabled else None}
    words = markup.tag("span", {"class": "nhsuk-button__content"}, text) if icon else markup.join([text])
    picture = markup.icon(icon) if icon else markup.NOTHING
    inside = [picture, words] if icon_placement == "start" else [words, picture]
    return markup.tag("a" if href else "button", {**named, **(attrs or {})}, markup.join(inside))
