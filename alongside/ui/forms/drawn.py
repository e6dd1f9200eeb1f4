"""What all our fields share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.safestring import SafeString

from alongside.ui.components.labels import Label

if TYPE_CHECKING:
    from alongside.ui.forms.bound import Bound


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
        return Label(text=str(bound.label), size=self.label_size, level=1 if self.page_heading else None)
