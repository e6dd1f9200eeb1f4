# ruff: noqa: A001, A002 - parameters are named after the attributes they set
"""Inputs of one line or one passage: text, password, text area, character count, select, file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from alongside.core.words import language
from alongside.ui.components import labels, markup
from alongside.ui.components.button import Variant, button
from alongside.ui.components.labels import Label

COUNTS = {
    "characters-under-limit.one": gettext_noop("You have %{count} character remaining"),
    "characters-under-limit.other": gettext_noop("You have %{count} characters remaining"),
    "characters-at-limit": gettext_noop("You have 0 characters remaining"),
    "characters-over-limit.one": gettext_noop("You have %{count} character too many"),
    "characters-over-limit.other": gettext_noop("You have %{count} characters too many"),
}
"""What the script says below a box while somebody writes."""
SHOWS = {
    "show-password": gettext_noop("Show"),
    "hide-password": gettext_noop("Hide"),
    "show-password-aria-label": gettext_noop("Show password"),
    "hide-password-aria-label": gettext_noop("Hide password"),
    "password-shown-announcement": gettext_noop("Your password is visible"),
    "password-hidden-announcement": gettext_noop("Your password is hidden"),
}
"""What it says of a password that can be shown."""


def said_by_script(texts: Mapping[str, str]) -> dict[str, object]:
    """The attributes in which a script finds its texts: none in English, which it speaks by itself."""
    return {} if language() == "en" else {f"data-i18n.{name}": _(text) for name, text in texts.items()}


def text_input(
    *,
    name: str,
    label: str | Label,
    id: str = "",
    value: object = None,
    type: str = "text",
    hint: str = "",
    error: str | bool = "",
    width: int | str | None = None,
    large: bool = False,
    code: bool = False,
    prefix: str = "",
    suffix: str = "",
    after: SafeString | str = "",
    spellcheck: bool | None = None,
    autocomplete: str | None = None,
    autocapitalize: str | None = None,
    inputmode: str | None = None,
    disabled: bool = False,
    described_by: str = "",
    classes: str = "",
    label_classes: str = "",
    group_classes: str = "",
    group_attrs: markup.Attributes | None = None,
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """One line. ``code`` spaces the characters for codes and numbers; ``width`` is in characters."""
    id = id or name
    about = labels.around(id=id, hint_text=hint, error=error, described_by=described_by)
    named = {
        "class": markup.classes(
            "nhsuk-input",
            large and "nhsuk-input--large",
            code and "nhsuk-input--code",
            bool(error) and "nhsuk-input--error",
            width and f"nhsuk-input--width-{width}",
            classes,
        ),
        "id": id,
        "name": name,
        "type": type,
        "spellcheck": None if spellcheck is None else str(spellcheck).lower(),
        "value": value,
        "disabled": disabled,
        "aria-describedby": about.described_by,
        "autocomplete": autocomplete,
        "autocapitalize": autocapitalize,
        "inputmode": inputmode,
        **(attrs or {}),
    }
    box = markup.void("input", named)
    if prefix or suffix or after:
        wrapper = markup.classes("nhsuk-input-wrapper", large and "nhsuk-input-wrapper--large")
        box = markup.tag(
            "div",
            {"class": wrapper},
            markup.join([_affix(prefix, "prefix"), box, _affix(suffix, "suffix"), after]),
        )
    inside = markup.join([labels.label(label, for_=id, classes=label_classes), about.hint, about.error, box])
    classes_of_group = markup.classes(about.group_classes, group_classes)
    return markup.tag("div", {"class": classes_of_group, **(group_attrs or {})}, inside)


def _affix(text: str, where: str) -> SafeString:
    if not text:
        return markup.NOTHING
    return markup.tag("div", {"class": f"nhsuk-input-wrapper__{where}", "aria-hidden": "true"}, text)


def password_input(
    *,
    name: str,
    label: str | Label,
    id: str = "",
    value: str | None = None,
    hint: str = "",
    error: str | bool = "",
    width: int | str | None = None,
    large: bool = False,
    code: bool = False,
    prefix: str = "",
    autocomplete: str = "current-password",
    disabled: bool = False,
    button_variant: Variant = "secondary",
    button_disabled: bool | None = None,
    button_prevents_double_click: bool | None = None,
    described_by: str = "",
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """A password that can be shown. The button appears only where script runs."""
    id = id or name
    toggle = button(
        text=_("Show"),
        label=_("Show password"),
        type="button",
        small=not large,
        variant=button_variant,
        disabled=disabled if button_disabled is None else button_disabled,
        prevent_double_click=button_prevents_double_click,
        classes="nhsuk-password-input__toggle nhsuk-js-password-input-toggle",
        attrs={"aria-controls": id, "hidden": True},
    )
    return text_input(
        name=name,
        label=label,
        id=id,
        value=value,
        type="password",
        hint=hint,
        error=error,
        width=width,
        large=large,
        code=code,
        prefix=prefix,
        after=toggle,
        spellcheck=False,
        autocomplete=autocomplete,
        autocapitalize="none",
        disabled=disabled,
        described_by=described_by,
        classes=markup.classes("nhsuk-password-input__input nhsuk-js-password-input-input", classes),
        group_classes="nhsuk-password-input",
        group_attrs={"data-module": "nhsuk-password-input", **said_by_script(SHOWS)},
        attrs=attrs,
    )


def textarea(
    *,
    name: str,
    label: str | Label,
    id: str = "",
    value: object = "",
    rows: int = 5,
    hint: str = "",
    error: str | bool = "",
    spellcheck: bool | None = None,
    autocomplete: str | None = None,
    disabled: bool = False,
    described_by: str = "",
    classes: str = "",
    group_classes: str = "",
    group_attrs: markup.Attributes | None = None,
    after: SafeString | str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """A passage in someone's own words."""
    id = id or name
    about = labels.around(id=id, hint_text=hint, error=error, described_by=described_by)
    named = {
        "class": markup.classes("nhsuk-textarea", bool(error) and "nhsuk-textarea--error", classes),
        "id": id,
        "name": name,
        "rows": rows,
        "spellcheck": None if spellcheck is None else str(spellcheck).lower(),
        "disabled": disabled,
        "aria-describedby": about.described_by,
        "autocomplete": autocomplete,
        **(attrs or {}),
    }
    # HTML drops one line break at the start of a text area: a text that begins with one keeps it so.
    written = "" if value is None else str(value)
    box = markup.tag("textarea", named, f"\n{written}" if written.startswith("\n") else written)
    inside = markup.join([labels.label(label, for_=id), about.hint, about.error, box, after])
    return markup.tag(
        "div", {"class": markup.classes(about.group_classes, group_classes), **(group_attrs or {})}, inside
    )


def character_count(
    *,
    name: str,
    label: str | Label,
    maxlength: int | None = None,
    maxwords: int | None = None,
    threshold: int | None = None,
    id: str = "",
    value: object = "",
    rows: int = 5,
    hint: str = "",
    error: str | bool = "",
    spellcheck: bool | None = None,
    disabled: bool = False,
    described_by: str = "",
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """A text area that says how much may be written, and with script how much is left."""
    id = id or name
    limit = maxwords or maxlength
    words = _("You can enter up to %(limit)s words") if maxwords else _("You can enter up to %(limit)s characters")
    message = labels.hint(text=words % {"limit": limit}, id=f"{id}-info", classes="nhsuk-character-count__message")
    return textarea(
        name=name,
        label=label,
        id=id,
        value=value,
        rows=rows,
        hint=hint,
        error=error,
        spellcheck=spellcheck,
        disabled=disabled,
        described_by=markup.classes(f"{id}-info", described_by),
        classes=markup.classes("nhsuk-js-character-count", classes),
        group_classes="nhsuk-character-count",
        group_attrs={
            "data-module": "nhsuk-character-count",
            "data-maxlength": maxlength,
            "data-maxwords": maxwords,
            "data-threshold": threshold,
            "data-count-type": "words" if maxwords else None,
            **said_by_script(COUNTS),
        },
        after=message,
        attrs=attrs,
    )


@dataclass(frozen=True, kw_only=True)
class Option:
    """One line of a select. ``divider`` draws a line instead."""

    text: str = ""
    value: str | None = None
    selected: bool = False
    disabled: bool = False
    divider: bool = False
    attrs: markup.Attributes = field(default_factory=dict)


def select(
    *,
    name: str,
    label: str | Label,
    options: Sequence[Option],
    id: str = "",
    hint: str = "",
    error: str | bool = "",
    disabled: bool = False,
    described_by: str = "",
    after: SafeString | str = "",
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """One of many. For few, radios are kinder."""
    id = id or name
    about = labels.around(id=id, hint_text=hint, error=error, described_by=described_by)
    named = {
        "class": markup.classes("nhsuk-select", bool(error) and "nhsuk-select--error", classes),
        "id": id,
        "name": name,
        "disabled": disabled,
        "aria-describedby": about.described_by,
        **(attrs or {}),
    }
    box = markup.tag("select", named, markup.join(_option(option) for option in options))
    if after:
        box = markup.tag("div", {"class": "nhsuk-input-wrapper"}, markup.join([box, after]))
    inside = markup.join([labels.label(label, for_=id), about.hint, about.error, box])
    return markup.tag("div", {"class": about.group_classes}, inside)


def _option(option: Option) -> SafeString:
    if option.divider:
        return SafeString("<hr>")
    named: Mapping[str, object] = {
        "value": option.value,
        "selected": option.selected,
        "disabled": option.disabled,
        **option.attrs,
    }
    return markup.tag("option", named, option.text)


def file_upload(
    *,
    name: str,
    label: str | Label,
    id: str = "",
    hint: str = "",
    error: str | bool = "",
    multiple: bool = False,
    enhanced: bool = False,
    disabled: bool = False,
    described_by: str = "",
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """A file from this device.

    ``enhanced`` lets the script of the design system lay a drop zone over it, whose button then has a name that
    differs from its words; the browser's own button is understood by more people.
    """
    id = id or name
    about = labels.around(id=id, hint_text=hint, error=error, described_by=described_by)
    named = {
        "class": markup.classes("nhsuk-file-upload__input", classes),
        "id": id,
        "name": name,
        "type": "file",
        "disabled": disabled,
        "multiple": multiple,
        "aria-describedby": about.described_by,
        **(attrs or {}),
    }
    box = markup.void("input", named)
    inside = markup.join([labels.label(label, for_=id), about.hint, about.error, box])
    return markup.tag(
        "div",
        {
            "class": markup.classes(about.group_classes, "nhsuk-file-upload"),
            "data-module": "nhsuk-file-upload" if enhanced else None,
        },
        inside,
    )
