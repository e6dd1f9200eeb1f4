"""Form fields that draw themselves as NHS components and speak in specific sentences.

    class BookReview(forms.Form):
        review_on = DateField(label="When will the review happen?", missing="Enter the date the review will happen")

In a template ``{{ form.review_on }}`` is the whole component with label, hint and error; ``{{ form }}`` is every field;
``{% error_summary form %}`` stands at the top of the page. What was typed stays in its box, however wrong it was.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from alongside.ui.components import choices as chosen
from alongside.ui.components import inputs
from alongside.ui.components.choices import Item
from alongside.ui.components.error_summary import Problem
from alongside.ui.components.inputs import Option
from alongside.ui.components.labels import Label


class Bound(BoundField):
    """A field of a form with what was typed into it. Written into a template it is the whole component."""

    def __str__(self) -> SafeString:
        return self.as_hidden() if self.is_hidden else self.as_component()

    __html__ = __str__

    def as_component(self) -> SafeString:
        """Label, hint, error and input."""
        if isinstance(self.field, Drawn):
            return self.field.draw(self)
        return draw_plain(self)

    @property
    def error(self) -> str:
        """The first thing to put right, or nothing."""
        return str(self.errors[0]) if self.errors else ""

    @property
    def is_revealed(self) -> bool:
        """Whether another field shows this one below one of its choices."""
        return any(
            self.name in field.reveals.values()
            for field in self.form.fields.values()
            if isinstance(field, Choice | Choices)
        )

    @property
    def problem(self) -> Problem | None:
        """The field's line in the error summary, linked to the input it is about."""
        if not self.errors:
            return None
        if self.is_hidden:
            return Problem(text=self.error)
        anchor = self.field.anchor(self) if isinstance(self.field, Drawn) else self.auto_id
        return Problem(text=self.error, href=f"#{anchor}")

    def around(self) -> dict[str, Any]:
        """What every component is told: its name, id, hint, error."""
        return {
            "name": self.html_name,
            "id": self.auto_id or self.html_name,
            "hint": self.help_text or "",
            "error": self.error,
        }


class Renderer(TemplatesSetting):
    """Django's form rendering, with our templates and our bound fields."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = Bound


class Drawn(forms.Field):
    """What all our fields share: a question, a hint, and sentences for what can go wrong.

    ``missing`` is said when nothing was entered, ``invalid`` when it cannot be read. ``page_heading`` makes the
    question the heading of its page, for one question a page. Fields without ``missing`` are optional.
    """

    default_size = "s"

    def __init__(
        self,
        *,
        label: Any,
        missing: Any = "",
        invalid: Any = "",
        hint: Any = "",
        page_heading: bool = False,
        label_size: str = "",
        **kwargs: Any,
    ) -> None:
        messages = {**kwargs.pop("error_messages", {})}
        if missing:
            messages["required"] = missing
        if invalid:
            messages["invalid"] = messages["invalid_choice"] = invalid
        kwargs.setdefault("required", bool(missing))
        super().__init__(label=label, help_text=hint, error_messages=messages, **kwargs)
        self.page_heading = page_heading
        self.label_size = label_size or ("l" if page_heading else self.default_size)

    def draw(self, bound: Bound) -> SafeString:
        """The component, in its state."""
        raise NotImplementedError

    def anchor(self, bound: Bound) -> str:
        """The id that the error summary links to."""
        return bound.auto_id or bound.html_name

    def words(self, bound: Bound) -> Label:
        """The question as label or legend."""
        return Label(text=bound.label, size=self.label_size, level=1 if self.page_heading else None)


class TextField(Drawn, forms.CharField):
    """One line of text."""

    input_type = "text"

    def __init__(
        self,
        *,
        width: int | None = None,
        code: bool = False,
        autocomplete: str | None = None,
        autocapitalize: str | None = None,
        inputmode: str | None = None,
        spellcheck: bool | None = None,
        prefix: str = "",
        suffix: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.look: dict[str, Any] = {
            "width": width,
            "code": code,
            "autocomplete": autocomplete,
            "autocapitalize": autocapitalize,
            "inputmode": inputmode,
            "spellcheck": spellcheck,
            "prefix": prefix,
            "suffix": suffix,
        }

    def draw(self, bound: Bound) -> SafeString:
        return inputs.text_input(
            label=self.words(bound),
            value=bound.value(),
            type=self.input_type,
            disabled=self.disabled,
            **self.look,
            **bound.around(),
        )


class EmailField(TextField, forms.EmailField):
    """An address for mail."""

    input_type = "email"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("invalid", _("Enter an email address in the correct format, like name@example.com"))
        kwargs.setdefault("autocomplete", "email")
        kwargs.setdefault("spellcheck", False)
        super().__init__(**kwargs)


class WholeNumber(TextField, forms.IntegerField):
    """A whole number. Spaces and thousands commas are forgiven."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("inputmode", "numeric")
        kwargs.setdefault("invalid", _("Enter a whole number, like 12"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = value.replace(",", "").replace(" ", "")
        return forms.IntegerField.to_python(self, value)


class Password(Drawn, forms.CharField):
    """A password. It is the one input that is not given back after a mistake."""

    def __init__(self, *, new: bool = False, **kwargs: Any) -> None:
        super().__init__(strip=False, widget=forms.PasswordInput, **kwargs)
        self.autocomplete = "new-password" if new else "current-password"

    def draw(self, bound: Bound) -> SafeString:
        return inputs.password_input(label=self.words(bound), autocomplete=self.autocomplete, **bound.around())


class TextArea(Drawn, forms.CharField):
    """A passage in someone's own words. With ``max_length`` it counts as one writes."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rows = rows

    def draw(self, bound: Bound) -> SafeString:
        told = {"label": self.words(bound), "value": bound.value(), "rows": self.rows, **bound.around()}
        if self.max_length:
            return inputs.character_count(maxlength=self.max_length, disabled=self.disabled, **told)
        return inputs.textarea(disabled=self.disabled, **told)


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
    for raw, text in field.choices:
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
            options=_options(self.choices, bound.value()),
            disabled=self.disabled,
            **bound.around(),
        )


def _options(given: Any, current: Any) -> list[Option]:
    now = "" if current is None else str(current)
    return [Option(text=str(text), value=str(value), selected=str(value) == now) for value, text in given]


class Tick(Drawn, forms.BooleanField):
    """One box to tick. Its label stands beside the box; ``missing`` makes ticking it necessary."""

    def draw(self, bound: Bound) -> SafeString:
        told = bound.around()
        item = Item(
            text=bound.label,
            value="on",
            checked=bool(bound.value()),
            hint=told.pop("hint"),
            disabled=self.disabled,
        )
        return chosen.checkboxes(items=[item], **told)


class FileField(Drawn, forms.FileField):
    """A file of one of the named kinds, no larger than ``max_bytes``."""

    def __init__(
        self,
        *,
        max_bytes: int,
        extensions: Sequence[str] = (),
        too_large: Any = "",
        wrong_kind: Any = "",
        **kwargs: Any,
    ) -> None:
        messages = {
            "empty": _("The file is empty. Choose another file"),
            "invalid": _("The file could not be read. Choose it again"),
            **kwargs.pop("error_messages", {}),
        }
        super().__init__(error_messages=messages, **kwargs)
        self.max_bytes, self.extensions = max_bytes, tuple(extensions)
        megabytes = max(1, max_bytes // 1_000_000)
        self.too_large = too_large or _("The file must be smaller than %(size)s MB") % {"size": megabytes}
        self.wrong_kind = wrong_kind or _("The file must be one of these kinds: %(kinds)s") % {
            "kinds": ", ".join(kind.lstrip(".").upper() for kind in self.extensions)
        }

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse what is too large or of another kind by its name. What a file really holds is the service's to check."""
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            name = (file.name or "").lower()
            if (file.size or 0) > self.max_bytes:
                raise ValidationError(self.too_large, code="too_large")
            if self.extensions and not name.endswith(self.extensions):
                raise ValidationError(self.wrong_kind, code="wrong_kind")
        return file

    def draw(self, bound: Bound) -> SafeString:
        attrs = {"accept": ",".join(self.extensions)} if self.extensions else {}
        return inputs.file_upload(label=self.words(bound), attrs=attrs, **bound.around())


PARTS = ("day", "month", "year")


class DateBoxes(forms.MultiWidget):
    """Three boxes that give back exactly what was typed into them."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(dict.fromkeys(PARTS, forms.TextInput), attrs)

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, datetime.date):
            return [value.day, value.month, value.year]
        return [None, None, None]


class DateField(Drawn, forms.Field):
    """A date in three boxes. ``name`` begins its sentences: "Review date must include a year"."""

    widget = DateBoxes

    def __init__(self, *, name: Any, birth: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.date_name, self.birth = name, birth

    def clean(self, value: Any) -> datetime.date | None:
        typed = [("" if part is None else str(part)).strip() for part in (value or ["", "", ""])]
        if not any(typed):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        absent = [part for part, text in zip(PARTS, typed, strict=True) if not text]
        if absent:
            self._refuse(_("%(name)s must include a %(parts)s"), absent, " and ".join(str(_(p)) for p in absent))
        day, month, year = typed
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            self._refuse(_("The year of %(name)s must have 4 numbers"), ["year"], lower=True)
        try:
            date = datetime.date(int(year), _month(month), int(day))
        except ValueError:
            self._refuse(_("%(name)s must be a real date"), list(PARTS))
        self.run_validators(date)
        return date

    def _refuse(self, sentence: Any, parts: list[str], named: str = "", *, lower: bool = False) -> None:
        name = str(self.date_name)
        name = name[:1].lower() + name[1:] if lower else name
        raise ValidationError(str(sentence) % {"name": name, "parts": named}, code="invalid", params={"boxes": parts})

    def marked(self, bound: Bound) -> Sequence[str]:
        """The boxes that are wrong: those the error names, else all."""
        for error in bound.errors.as_data():
            params = error.params
            if isinstance(params, Mapping) and "boxes" in params:
                return list(params["boxes"])
        return PARTS if bound.errors else ()

    def anchor(self, bound: Bound) -> str:
        return f"{bound.auto_id or bound.html_name}-{bound.html_name}_{(self.marked(bound) or PARTS)[0]}"

    def draw(self, bound: Bound) -> SafeString:
        told = bound.around()
        value = bound.value()
        typed = value if isinstance(value, list) else DateBoxes().decompress(value)
        marked = self.marked(bound)
        day, month, year = chosen.date_parts(name=told.pop("name"))
        auto = ("bday-day", "bday-month", "bday-year") if self.birth else (None, None, None)
        parts = [
            chosen.DatePart(
                name=part.name,
                label=part.label,
                width=part.width,
                value=text,
                error=which in marked,
                autocomplete=fill,
                disabled=self.disabled,
            )
            for which, part, text, fill in zip(PARTS, (day, month, year), typed, auto, strict=True)
        ]
        return chosen.date_input(legend=self.words(bound), parts=parts, **told)


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _month(typed: str) -> int:
    """A month as a number or by its English name, long or short."""
    if typed[:3].lower() in MONTHS and typed.isalpha():
        return MONTHS.index(typed[:3].lower()) + 1
    return int(typed)


def draw_plain(bound: Bound) -> SafeString:
    """A field of somebody else's form (signing in, passkeys), as the component nearest to its widget."""
    widget, told = bound.field.widget, bound.around()
    if isinstance(widget, forms.CheckboxInput):
        item = Item(text=bound.label, value="on", checked=bool(bound.value()), hint=told.pop("hint"))
        return chosen.checkboxes(items=[item], **told)
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        given = bound.value() or ()
        values = {str(value) for value in (given if isinstance(given, list | tuple) else [given])}
        items = [Item(text=str(text), value=str(value), checked=str(value) in values) for value, text in widget.choices]
        draw = chosen.radios if isinstance(widget, forms.RadioSelect) else chosen.checkboxes
        return draw(legend=bound.label, items=items, **told)
    if isinstance(widget, forms.Select):
        return inputs.select(label=bound.label, options=_options(widget.choices, bound.value()), **told)
    if isinstance(widget, forms.Textarea):
        return inputs.textarea(label=bound.label, value=bound.value(), **told)
    autocomplete = widget.attrs.get("autocomplete")
    if isinstance(widget, forms.PasswordInput):
        return inputs.password_input(label=bound.label, autocomplete=str(autocomplete or "current-password"), **told)
    return inputs.text_input(
        label=bound.label,
        value=bound.value(),
        type=getattr(widget, "input_type", None) or "text",
        autocomplete=autocomplete,
        **told,
    )
