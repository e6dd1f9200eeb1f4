"""Fields of somebody else's form, drawn as the component nearest to their widget."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.safestring import SafeString

from alongside.ui.components import choices as chosen
from alongside.ui.components import inputs
from alongside.ui.components.choices import Item
from alongside.ui.components.inputs import Option

if TYPE_CHECKING:
    from alongside.ui.forms.bound import Bound


def draw(bound: Bound) -> SafeString:
    """A field of somebody else's form (signing in, passkeys), as the component nearest to its widget."""
    widget, told, words = bound.field.widget, bound.around(), str(bound.label)
    if isinstance(widget, forms.CheckboxInput):
        item = Item(text=words, value="on", checked=bool(bound.value()), hint=told.pop("hint"))
        return chosen.checkboxes(items=[item], **told)
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        given = bound.value() or ()
        values = {str(value) for value in (given if isinstance(given, list | tuple) else [given])}
        items = [Item(text=str(text), value=str(value), checked=str(value) in values) for value, text in widget.choices]
        draw = chosen.radios if isinstance(widget, forms.RadioSelect) else chosen.checkboxes
        return draw(legend=words, items=items, **told)
    if isinstance(widget, forms.Select):
        return inputs.select(label=words, options=options(widget.choices, bound.value()), **told)
    if isinstance(widget, forms.Textarea):
        return inputs.textarea(label=words, value=bound.value(), **told)
    autocomplete = widget.attrs.get("autocomplete")
    if isinstance(widget, forms.PasswordInput):
        return inputs.password_input(label=words, autocomplete=str(autocomplete or "current-password"), **told)
    return inputs.text_input(
        label=words,
        value=bound.value(),
        type=getattr(widget, "input_type", None) or "text",
        autocomplete=autocomplete,
        **told,
    )


def options(given: Any, current: Any) -> list[Option]:
    """The lines of a select, with the current one selected."""
    now = "" if current is None else str(current)
    return [Option(text=str(text), value=str(value), selected=str(value) == now) for value, text in given]
