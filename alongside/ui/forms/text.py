"""Fields of one line or one passage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from alongside.ui.components import inputs
from alongside.ui.forms.drawn import Drawn

if TYPE_CHECKING:
    from alongside.ui.forms.bound import Bound


class OneLine(Drawn):
    """What every input of one line can be told about its look and its keyboard."""

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


class TextField(OneLine, forms.CharField):
    """One line of text."""


class CodeField(TextField):
    """A code from a slip, a letter, a poster: big or small letters, never offered again by the browser."""

    def __init__(self, **kwargs: Any) -> None:
        for name, usual in (("width", 20), ("max_length", 60), ("autocomplete", "off"), ("spellcheck", False)):
            kwargs.setdefault(name, usual)
        kwargs.setdefault("error_messages", {"max_length": _("This is too long to be a code. Type only the code")})
        super().__init__(code=True, autocapitalize="characters", **kwargs)


class EmailField(OneLine, forms.EmailField):
    """An address for mail."""

    input_type = "email"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("invalid", _("Enter an email address in the correct format, like name@example.com"))
        kwargs.setdefault("autocomplete", "email")
        kwargs.setdefault("spellcheck", False)
        super().__init__(**kwargs)


class WholeNumber(OneLine, forms.IntegerField):
    """A whole number. Spaces and thousands commas are forgiven."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("inputmode", "numeric")
        kwargs.setdefault("invalid", _("Enter a whole number, like 12"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = value.replace(",", "").replace(" ", "")
        return super().to_python(value)


class Password(Drawn, forms.CharField):
    """A password. It is the one input that is not given back after a mistake."""

    def __init__(self, *, new: bool = False, **kwargs: Any) -> None:
        super().__init__(strip=False, widget=forms.PasswordInput, **kwargs)
        self.autocomplete = "new-password" if new else "current-password"

    def draw(self, bound: Bound) -> SafeString:
        return inputs.password_input(label=self.words(bound), autocomplete=self.autocomplete, **bound.around())


class TextArea(Drawn, forms.CharField):
    """A passage in someone's own words. With ``max_length`` it counts as one writes.

    Above it the page says who reads it and whom to turn to; ``own_words=False`` is for figures and files alone.
    """

    widget = forms.Textarea

    def __init__(self, *, rows: int = 5, own_words: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rows, self.own_words = rows, own_words

    def draw(self, bound: Bound) -> SafeString:
        told = {"label": self.words(bound), "value": bound.value(), "rows": self.rows, **bound.around()}
        if not self.own_words:
            told["attrs"] = {"data-not-words": "true"}
        if self.max_length:
            return inputs.character_count(maxlength=self.max_length, disabled=self.disabled, **told)
        return inputs.textarea(disabled=self.disabled, **told)
