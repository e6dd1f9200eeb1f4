# ruff: noqa: A002 - parameters are named after the attributes they set
"""What surrounds an input: label or legend, hint, error message, and how they are tied to it."""

from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alongside.ui.components import markup


@dataclass(frozen=True, kw_only=True)
class Label:
    """The question an input asks. With a level it is also a heading of the page."""

    text: str
    size: str = ""
    level: int | None = None
    id: str | None = None
    heading_id: str | None = None
    classes: str = ""
    attrs: markup.Attributes = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Around:
    """The drawn surroundings of an input, and the ids it names in ``aria-describedby``."""

    hint: SafeString
    error: SafeString
    described_by: str | None
    group_classes: str


def as_label(given: str | Label) -> Label:
    """Let a caller write a plain string where a label or legend is meant."""
    return given if isinstance(given, Label) else Label(text=given)


def label(given: str | Label, *, for_: str | None = None, classes: str = "") -> SafeString:
    """A label. Without words nothing is drawn."""
    given = as_label(given)
    if not given.text:
        return markup.NOTHING
    named = {
        "class": markup.classes("nhsuk-label", given.size and f"nhsuk-label--{given.size}", classes, given.classes),
        "id": given.id,
        "for": for_,
        **given.attrs,
    }
    drawn = markup.tag("label", named, given.text)
    if given.level is None:
        return drawn
    return markup.tag(f"h{given.level}", {"class": "nhsuk-label-wrapper", "id": given.heading_id}, drawn)


def draw_legend(given: str | Label) -> SafeString:
    """The question that a group of inputs answers."""
    given = as_label(given)
    if not given.text:
        return markup.NOTHING
    named = {
        "class": markup.classes(
            "nhsuk-fieldset__legend",
            given.size and f"nhsuk-fieldset__legend--{given.size}",
            given.classes,
        ),
        "id": given.id,
        **given.attrs,
    }
    inside = markup.join([given.text])
    if given.level is not None:
        inside = markup.tag(f"h{given.level}", {"class": "nhsuk-fieldset__heading", "id": given.heading_id}, inside)
    return markup.tag("legend", named, inside)


def hint(*, text: str, id: str | None = None, classes: str = "", attrs: markup.Attributes | None = None) -> SafeString:
    """A few words that help to answer."""
    named = {"class": markup.classes("nhsuk-hint", classes), "id": id, **(attrs or {})}
    return markup.tag("div", named, text)


def error_message(
    *,
    text: str,
    hidden_text: str | None = None,
    id: str | None = None,
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """What to do to put an answer right, beside the input."""
    spoken = _("Error") if hidden_text is None else hidden_text
    before = markup.hidden(f"{spoken}: ") if spoken else markup.NOTHING
    named = {"class": markup.classes("nhsuk-error-message", classes), "id": id, **(attrs or {})}
    return markup.tag("span", named, markup.join([before, text]))


def fieldset(
    *,
    legend: str | Label,
    content: SafeString,
    described_by: str | None = None,
    role: str | None = None,
    id: str | None = None,
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """A group of inputs under one question."""
    named = {
        "class": markup.classes("nhsuk-fieldset", classes),
        "id": id,
        "role": role,
        "aria-describedby": described_by or None,
        **(attrs or {}),
    }
    return markup.tag("fieldset", named, markup.join([draw_legend(legend), content]))


def around(*, id: str, hint_text: str = "", error: str | bool = "", described_by: str = "") -> Around:
    """Hint and error of the input with this id. ``error=True`` marks it without words of its own."""
    ids = [described_by] if described_by else []
    drawn_hint = drawn_error = markup.NOTHING
    if hint_text:
        ids.append(f"{id}-hint")
        drawn_hint = hint(text=hint_text, id=f"{id}-hint")
    if isinstance(error, str) and error:
        ids.append(f"{id}-error")
        drawn_error = error_message(text=error, id=f"{id}-error")
    return Around(
        hint=drawn_hint,
        error=drawn_error,
        described_by=" ".join(ids) or None,
        group_classes=markup.classes("nhsuk-form-group", bool(error) and "nhsuk-form-group--error"),
    )
