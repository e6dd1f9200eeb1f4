"""A field of a form with what was typed into it."""

from __future__ import annotations

from typing import Any

from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

from alongside.ui.components.error_summary import Problem
from alongside.ui.forms import plain
from alongside.ui.forms.drawn import Drawn


class Bound(BoundField):
    """A field of a form with what was typed into it. Written into a template it is the whole component."""

    def __str__(self) -> SafeString:
        return self.as_hidden() if self.is_hidden else self.as_component()

    __html__ = __str__

    def as_component(self) -> SafeString:
        """Label, hint, error and input."""
        if isinstance(self.field, Drawn):
            return self.field.draw(self)
        return plain.draw(self)

    @property
    def error(self) -> str:
        """The first thing to put right, or nothing."""
        return str(self.errors[0]) if self.errors else ""

    @property
    def is_revealed(self) -> bool:
        """Whether another field shows this one below one of its choices."""
        return any(self.name in getattr(field, "reveals", {}).values() for field in self.form.fields.values())

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
