# ruff: noqa: A002 - parameters are named after the attributes they set
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.utils.safestring import SafeString

from alongside.ui.components import markup
from alongside.ui.components.headings import Heading, as_heading

Variant = Literal["", "feature", "primary", "secondary", "warning"]


@dataclass(frozen=True, kw_only=True)
class Action:
    """Something one can do with the thing beside it: "Change", and for screen readers what."""

    text: str
    href: str = ""
    hidden_text: str = ""
    type: str = ""
    name: str | None = None
    value: str | None = None
    id: str | None = None
    classes: str = ""
    attrs: markup.Attributes = field(default_factory=dict)


def draw_action(action: Action, *, about: str = "") -> SafeString:
    """An action as a link, or without an address as a button. ``about`` names the card it belongs to."""
    named: dict[str, object] = {"class": markup.classes("nhsuk-link", action.classes), "id": action.id}
    link = bool(action.href) and not action.type
    if link:
        named["href"] = action.href
    else:
        named |= {"name": action.name, "type": action.type or "submit", "value": action.value}
    spoken = markup.join([f" {action.hidden_text}" if action.hidden_text else "", f" ({about})" if about else ""])
    tail = markup.hidden(spoken) if spoken else markup.NOTHING
    return markup.tag("a" if link else "button", {**named, **action.attrs}, markup.join([action.text, tail]))


def card(
    *,
    heading: str | Heading | None = None,
    heading_level: int = 2,
    heading_spoken: str = "",
    description: str = "",
    href: str = "",
    clickable: bool = False,
    variant: Variant = "",
    actions: Sequence[Action] = (),
    id: str | None = None,
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """A thing with a heading and a few words, perhaps a link.

    ``heading_spoken`` is said before the heading to those who listen ("Important").
    """
    named = {
        "class": markup.classes(
            "nhsuk-card",
            clickable and "nhsuk-card--clickable",
            variant and f"nhsuk-card--{variant}",
            classes,
        ),
        "id": id,
        **(attrs or {}),
    }
    given = as_heading(heading)
    head = _heading(given, level=heading_level, spoken=heading_spoken, href="" if variant == "feature" else href)
    words = markup.NOTHING
    if description:
        words = markup.paragraph_unless_html(description, "nhsuk-card__description")
    chevron = markup.icon("chevron-right-circle") if variant == "primary" else markup.NOTHING
    content = markup.tag(
        "div",
        {"class": "nhsuk-card__content"},
        markup.join([markup.NOTHING if actions else head, words, chevron]),
    )
    top = _with_actions(head, actions, about=given.text if given else "") if actions else markup.NOTHING
    return markup.tag("div", named, markup.join([top, content]))


def _heading(given: Heading | None, *, level: int, spoken: str, href: str) -> SafeString:
    if given is None:
        return markup.NOTHING
    if markup.is_html(given.text):
        return markup.join([given.text])
    inside = markup.join([given.text])
    if href:
        inside = markup.tag("a", {"class": "nhsuk-card__link", "href": href}, given.text)
    elif spoken:
        words = markup.join([markup.hidden(f"{spoken}: "), given.text])
        inside = markup.tag("span", {"role": "text"}, words)
    size = f"nhsuk-heading-{given.size}" if given.size else ""
    named = {
        "class": markup.classes("nhsuk-card__heading", size, given.classes),
        "id": given.id,
        **given.attrs,
    }
    return markup.tag(f"h{given.level or level}", named, inside)


def _with_actions(head: SafeString, actions: Sequence[Action], *, about: str) -> SafeString:
    if len(actions) == 1:
        drawn = markup.tag("div", {"class": "nhsuk-card__actions"}, draw_action(actions[0], about=about))
    else:
        items = markup.join(
            markup.tag("li", {"class": "nhsuk-card__action"}, draw_action(action, about=about)) for action in actions
        )
        drawn = markup.tag("ul", {"class": "nhsuk-card__actions"}, items)
    return markup.tag("div", {"class": "nhsuk-card__heading-container"}, markup.join([head, drawn]))
