# ruff: noqa: A001, A002 - parameters are named after the attributes they set
"""Inputs of several parts: radios, checkboxes, and a date in three boxes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alongside.ui.components import labels, markup
from alongside.ui.components.inputs import text_input
from alongside.ui.components.labels import Label


@dataclass(frozen=True, kw_only=True)
class Item:
    """One choice. ``conditional`` is what opens below it when it is chosen; ``divider`` is a word between."""

    text: str = ""
    value: str = ""
    checked: bool = False
    disabled: bool = False
    hint: str = ""
    id: str = ""
    name: str = ""
    conditional: SafeString | str = ""
    divider: str = ""
    behaviour: Literal["", "exclusive", "inclusive"] = ""
    behaviour_group: str = ""
    attrs: markup.Attributes = field(default_factory=dict)


def radios(
    *,
    name: str,
    items: Sequence[Item],
    legend: str | Label | None = None,
    id: str = "",
    hint: str = "",
    error: str | bool = "",
    small: bool = False,
    inline: bool = False,
    described_by: str = "",
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """One of a few, all in sight. The first choice carries the id that an error summary links to."""
    return _group(
        kind="radios",
        name=name,
        items=items,
        legend=legend,
        id=id,
        hint=hint,
        error=error,
        small=small,
        inline=inline,
        described_by=described_by,
        classes=classes,
        attrs=attrs,
    )


def checkboxes(
    *,
    name: str,
    items: Sequence[Item],
    legend: str | Label | None = None,
    id: str = "",
    hint: str = "",
    error: str | bool = "",
    small: bool = False,
    inline: bool = False,
    described_by: str = "",
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """Any number of a few, all in sight."""
    return _group(
        kind="checkboxes",
        name=name,
        items=items,
        legend=legend,
        id=id,
        hint=hint,
        error=error,
        small=small,
        inline=inline,
        described_by=described_by,
        classes=classes,
        attrs=attrs,
    )


def _group(
    *,
    kind: Literal["radios", "checkboxes"],
    name: str,
    items: Sequence[Item],
    legend: str | Label | None,
    id: str,
    hint: str,
    error: str | bool,
    small: bool,
    inline: bool,
    described_by: str,
    classes: str,
    attrs: markup.Attributes | None,
) -> SafeString:
    prefix = id or name
    block = f"nhsuk-{kind}"
    about = labels.around(id=prefix, hint_text=hint, error=error, described_by=described_by)
    # Radios are described by their fieldset; a lone checkbox without one carries the description itself.
    own = about.described_by if kind == "checkboxes" and legend is None else None
    drawn = markup.join(
        _item(item, kind=kind, name=name, id=prefix if index == 1 else f"{prefix}-{index}", described_by=own)
        for index, item in enumerate(items, start=1)
    )
    named = {
        "class": markup.classes(block, small and f"{block}--small", inline and f"{block}--inline", classes),
        "data-module": block,
        **(attrs or {}),
    }
    inside = markup.join([about.hint, about.error, markup.tag("div", named, drawn)])
    if legend is not None:
        inside = labels.fieldset(legend=legend, content=inside, described_by=about.described_by)
    return markup.tag("div", {"class": about.group_classes}, inside)


def _item(item: Item, *, kind: str, name: str, id: str, described_by: str | None) -> SafeString:
    block = f"nhsuk-{kind}"
    inclusive = item.behaviour == "inclusive" and "nhsuk-u-frontend-not-supported-hidden"
    if item.divider:
        return markup.tag("div", {"class": markup.classes(f"{block}__divider", inclusive)}, item.divider)
    id = item.id or id
    hint_id = f"{id}-item-hint" if item.hint else ""
    named = {
        "class": f"{block}__input",
        "id": id,
        "name": item.name or name,
        "type": "radio" if kind == "radios" else "checkbox",
        "value": item.value,
        "checked": item.checked,
        "disabled": item.disabled,
        "data-behaviour": item.behaviour or None,
        "data-behaviour-group": item.behaviour_group or None,
        "data-aria-controls": f"conditional-{id}" if item.conditional else None,
        "aria-describedby": markup.classes(described_by, hint_id) or None,
        **item.attrs,
    }
    parts = [
        markup.void("input", named),
        labels.label(item.text, for_=id, classes=f"{block}__label"),
    ]
    if item.hint:
        parts.append(labels.hint(text=item.hint, id=hint_id, classes=f"{block}__hint"))
    drawn = markup.tag("div", {"class": markup.classes(f"{block}__item", inclusive)}, markup.join(parts))
    if not item.conditional:
        return drawn
    opens = markup.classes(f"{block}__conditional", not item.checked and f"{block}__conditional--hidden")
    below = markup.tag("div", {"class": opens, "id": f"conditional-{id}"}, item.conditional)
    return markup.join([drawn, below])


@dataclass(frozen=True, kw_only=True)
class DatePart:
    """One of the boxes of a date."""

    name: str
    label: str = ""
    value: object = None
    width: int = 2
    id: str = ""
    error: bool | None = None
    autocomplete: str | None = None
    disabled: bool = False
    attrs: markup.Attributes = field(default_factory=dict)


def date_input(
    *,
    id: str,
    parts: Sequence[DatePart] = (),
    legend: str | Label | None = None,
    hint: str = "",
    error: str | bool = "",
    name_prefix: str = "",
    described_by: str = "",
    disabled: bool = False,
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """A date someone knows, in three boxes. Without marked parts an error marks them all."""
    parts = parts or date_parts()
    any_marked = any(part.error for part in parts)
    about = labels.around(id=id, hint_text=hint, error=error or any_marked, described_by=described_by)
    boxes = markup.join(
        markup.tag(
            "div",
            {"class": "nhsuk-date-input__item"},
            text_input(
                name=f"{name_prefix}[{part.name}]" if name_prefix else part.name,
                id=part.id or f"{id}-{part.name}",
                label=part.label or part.name.capitalize(),
                value=part.value,
                width=part.width,
                inputmode="numeric",
                autocomplete=part.autocomplete,
                disabled=part.disabled or disabled,
                error=bool(part.error) or (part.error is None and bool(error) and not any_marked),
                classes="nhsuk-date-input__input",
                label_classes="nhsuk-date-input__label",
                attrs=part.attrs,
            ),
        )
        for part in parts
    )
    named = {"class": markup.classes("nhsuk-date-input", classes), "id": id, **(attrs or {})}
    inside = markup.join([about.hint, about.error, markup.tag("div", named, boxes)])
    if legend is not None:
        # The role makes JAWS read the description of a fieldset that holds text inputs.
        inside = labels.fieldset(legend=legend, content=inside, described_by=about.described_by, role="group")
    return markup.tag("div", {"class": about.group_classes}, inside)


def date_parts(
    *, day: object = None, month: object = None, year: object = None, name: str = ""
) -> tuple[DatePart, DatePart, DatePart]:
    """Day, month and year with their words, each named after the field it belongs to."""
    start = f"{name}_" if name else ""
    return (
        DatePart(name=f"{start}day", label=_("Day"), value=day),
        DatePart(name=f"{start}month", label=_("Month"), value=month),
        DatePart(name=f"{start}year", label=_("Year"), value=year, width=4),
    )
