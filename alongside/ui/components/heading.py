"""Headings and captions inside components. The fixtures of the components that hold them are their test."""

from dataclasses import dataclass, field
from typing import Literal

from django.utils.safestring import SafeString

from alongside.ui.components.markup import NOTHING, Attributes, attributes, classes, format_html, hidden

Size = Literal["", "s", "m", "l", "xl"]


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading within a component: its words, its level in the page, and how large it is set."""

    text: str
    level: int | None = None
    size: str = ""
    classes: str = ""
    id: str | None = None
    hidden_text: str = ""
    attrs: Attributes = field(default_factory=dict)


def as_heading(given: "str | Heading | None") -> Heading | None:
    """Let a caller write a plain string where a heading is meant."""
    if given is None or isinstance(given, Heading):
        return given
    return Heading(text=given)


def heading(
    given: Heading,
    *,
    class_name: str,
    prefix: str = "",
    level: int = 2,
    sizes: tuple[str, ...] = ("s", "m", "l", "xl"),
) -> SafeString:
    """Draw a heading in the class of its component. Without words nothing is drawn."""
    if not given.text:
        return NOTHING
    size = f"{prefix or class_name + '--'}{given.size}" if given.size in sizes else ""
    inside = format_html("{} {}", given.text, hidden(given.hidden_text)) if given.hidden_text else given.text
    tag = f"h{given.level or level}"
    named = {"class": classes(class_name, size, given.classes), "id": given.id, **given.attrs}
    return format_html("<{}{}>{}</{}>", tag, attributes(named), inside, tag)
