"""Headings inside components. The fixtures of the components that hold them are their test."""

from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from alongside.ui.components import markup


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading within a component: its words, its level in the page, and how large it is set."""

    text: str
    level: int | None = None
    size: str = ""
    classes: str = ""
    id: str | None = None
    hidden_text: str = ""
    tag: str = ""
    attrs: markup.Attributes = field(default_factory=dict)


def as_heading(given: str | Heading | None) -> Heading | None:
    """Let a caller write a plain string where a heading is meant."""
    if given is None or isinstance(given, Heading):
        return given
    return Heading(text=given) if given else None


def draw(
    given: Heading | None,
    *,
    class_name: str,
    prefix: str = "",
    level: int = 2,
    sizes: tuple[str, ...] = ("s", "m", "l", "xl"),
) -> SafeString:
    """Draw a heading in the class of its component. Without words nothing is drawn."""
    if given is None or not given.text:
        return markup.NOTHING
    size = f"{prefix or class_name + '--'}{given.size}" if given.size in sizes else ""
    inside = markup.join([given.text])
    if given.hidden_text:
        inside = markup.join([inside, markup.hidden(f" {given.hidden_text}")])
    named = {"class": markup.classes(class_name, size, given.classes), "id": given.id, **given.attrs}
    return markup.tag(given.tag or f"h{given.level or level}", named, inside)
