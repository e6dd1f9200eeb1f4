"""Fields that offer choices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.safestring import SafeString

from alongside.ui.components import choices as chosen
from alongside.ui.components import inputs
from alongside.ui.components.choices import Item
from alongside.ui.forms.drawn import Drawn
from alongside.ui.forms.plain import options

if TYPE_CHECKING:
    from alongside.ui.forms.bound import Bound


class Choice(Drawn, forms.ChoiceField):
    """One of a few, as radios. ``hints`` and ``reveals`` are by value: words below a choice, a field it opens."""

    widget = forms.RadioSelect

    def __init__(
        self,
        *,
        hints: Mapping[str, Any] | None = None,
        reveals: Mapping[str, str] | None = None,
        divider_before: Mapping[str, Any] | None = None,
        small: bool = False,
        inline: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.hints = dict(hints or {})
        self.reveals = dict(reveals or {})
        self.divider_before = dict(divider_before or {})
        self.small, self.inline = small, inline

    def draw(self, bound: Bound) -> SafeString:
        given = bound.value()
        return chosen.radios(
            legend=self.words(bound),
            items=_items(self, bound, {"" if given is None else str(given)}),
            small=self.small,
            inline=self.inline,
            **bound.around(),
        )


class Choices(Drawn, forms.MultipleChoiceField):
    """Any number of a few, as checkboxes. Choosing ``none_value`` ("None of these") unticks the others."""

    widget = forms.CheckboxSelectMultiple

    def __init__(
        self,
        *,
        hints: Mapping[str, Any] | None = None,
        reveals: Mapping[str, str] | None = None,
        divider_before: Mapping[str, Any] | None = None,
        none_value: str = "",
        small: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.hints = dict(hints or {})
        self.reveals = dict(reveals or {})
        self.divider_before = dict(divider_before or {})
        self.none_value, self.small = none_value, small

    def draw(self, bound: Bound) -> SafeString:
        given = bound.value() or ()
        values = {str(value) for value in given} if not isinstance(given, str) else {given}
        return chosen.checkboxes(
            legend=self.words(bound),
            items=_items(self, bound, values, exclusive=self.none_value),
            small=self.small,
            **bound.around(),
        )


def _items(field: Choice | Choices, bound: Bound, values: set[str], exclusive: str = "") -> list[Item]:
    items: list[Item] = []
    offered: Any = field.choices
    for raw, text in offered:
        value = str(raw)
        if value in field.divider_before:
            items.append(Item(divider=str(field.divider_before[value])))
        opened = bound.form[field.reveals[value]] if value in field.reveals else None
        items.append(
            Item(
                text=text if isinstance(text, SafeString) else str(text),
                value=value,
                checked=value in values,
                disabled=field.disabled,
                hint=field.hints.get(value, ""),
                conditional=str(opened) if opened is not None else "",
                behaviour="exclusive" if exclusive and value == exclusive else "",
            )
        )
    return items


class SelectField(Drawn, forms.ChoiceField):
    """One of many, as a drop-down."""

    def draw(self, bound: Bound) -> SafeString:
        return inputs.select(
            label=self.words(bound),
            options=options(self.choices, bound.value()),
            disabled=self.disabled,
            **bound.around(),
        )


class Tick(Drawn, forms.BooleanField):
    """One box to tick. Its label stands beside the box; ``missing`` makes ticking it necessary."""

    def draw(self, bound: Bound) -> SafeString:
        told = bound.around()
        item = Item(
            text=str(bound.label),
            value="on",
            checked=bool(bound.value()),
            hint=told.pop("hint"),
            disabled=self.disabled,
        )
        return chosen.checkboxes(items=[item], **told)
