"""A file from this device."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from alongside.ui.components import inputs
from alongside.ui.forms.drawn import Drawn

if TYPE_CHECKING:
    from alongside.ui.forms.bound import Bound


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
        """Refuse what is too large or named as another kind. What a file really holds is the service's to check."""
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
