"""How a component writes HTML: safe by construction, with nothing but attributes that say something."""

import html
from collections.abc import Iterable, Mapping

from django.utils.safestring import SafeString

Attributes = Mapping[str, object]

NOTHING = SafeString("")


def safe(value: object) -> str:
    """A value as it may stand in a page: what is declared safe as it is, all else escaped, quotes too.

    The same as Django's ``conditional_escape``, without its care for lazy arguments at each of the thousands of
    calls that a large table makes; ``str`` settles a lazy text here.
    """
    if hasattr(value, "__html__"):
        return str(value.__html__())
    return html.escape(str(value))


def attributes(given: Attributes | None) -> SafeString:
    """Each attribute with a leading space: None and False are left out, True is the bare name."""
    parts = []
    for name, value in (given or {}).items():
        if value is None or value is False:
            continue
        parts.append(f" {safe(name)}" if value is True else f' {safe(name)}="{safe(value)}"')
    return SafeString("".join(parts))


def classes(*names: object) -> str:
    """The class names that are there, in order, separated by spaces: ``classes("a", is_large and "a--large")``."""
    return " ".join(name for name in names if isinstance(name, str) and name)


def tag(name: str, attrs: Attributes, inside: object) -> SafeString:
    """One element with what is inside it."""
    return SafeString(f"<{name}{attributes(attrs)}>{safe(inside)}</{name}>")


def void(name: str, attrs: Attributes) -> SafeString:
    """An element that holds nothing: an input."""
    return SafeString(f"<{name}{attributes(attrs)}>")


def join(parts: Iterable[object], between: str = "") -> SafeString:
    """Escape what is not yet safe and put the parts behind each other."""
    return SafeString(safe(between).join(safe(part) for part in parts))


def is_html(text: object) -> bool:
    """Whether a text is mark-up that someone has declared safe, and not just a sentence written in a template."""
    return isinstance(text, SafeString) and "<" in text


def paragraph_unless_html(text: str, class_name: str = "") -> SafeString:
    """A plain text in a paragraph; mark-up as it stands."""
    if is_html(text):
        return SafeString(text)
    return tag("p", {"class": class_name or None}, text)


def hidden(text: str) -> SafeString:
    """Words for screen readers only."""
    return tag("span", {"class": "nhsuk-u-visually-hidden"}, text)


def icon(name: str) -> SafeString:
    """One of the icons of the design system, drawn in the current colour."""
    named = {
        "class": f"nhsuk-icon nhsuk-icon--{name}",
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": "0 0 24 24",
        "width": "16",
        "height": "16",
        "focusable": "false",
        "aria-hidden": "true",
    }
    return tag("svg", named, SafeString(_ICONS[name]))


_ICONS = {
    "arrow-left": '<path d="M10.7 6.3c.4.4.4 1 0 1.4L7.4 11H19a1 1 0 0 1 0 2H7.4l3.3 3.3c.4.4.4 1 0 1.4a1 1 0 0 1-1.4 0l-5-5A1 1 0 0 1 4 12c0-.3.1-.5.3-.7l5-5a1 1 0 0 1 1.4 0Z"/>',  # noqa: E501
    "arrow-right": '<path d="m14.7 6.3 5 5c.2.2.3.4.3.7 0 .3-.1.5-.3.7l-5 5a1 1 0 0 1-1.4-1.4l3.3-3.3H5a1 1 0 0 1 0-2h11.6l-3.3-3.3a1 1 0 1 1 1.4-1.4Z"/>',  # noqa: E501
    "arrow-right-circle": '<path d="M12 2a10 10 0 0 0-10 9h11.7l-4-4a1 1 0 0 1 1.5-1.4l5.6 5.7a1 1 0 0 1 0 1.4l-5.6 5.7a1 1 0 0 1-1.5 0 1 1 0 0 1 0-1.4l4-4H2A10 10 0 1 0 12 2z"/>',  # noqa: E501
    "chevron-right-circle": '<path d="M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm-.3 5.8a1 1 0 1 0-1.5 1.4l2.9 2.8-2.9 2.8a1 1 0 0 0 1.5 1.4l3.5-3.5c.4-.4.4-1 0-1.4Z"/>',  # noqa: E501
}
