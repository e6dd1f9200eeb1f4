"""The options of the macros that make inputs, said to our components."""

from django.utils.safestring import SafeString

from alongside.ui.components import inputs
from alongside.ui.components.choices import DatePart, Item, checkboxes, date_input, radios
from alongside.ui.tests.macro_words import Options, a_label, an_error, words


def a_field(o: Options) -> Options:
    return {
        "name": o["name"],
        "label": a_label(o["label"]),
        "id": o.get("id", ""),
        "hint": words(o.get("hint")),
        "error": an_error(o.get("errorMessage")),
        "disabled": o.get("disabled", False),
        "classes": o.get("classes", ""),
        "attrs": o.get("attributes"),
    }


def after(o: Options) -> str:
    return words(o.get("formGroup", {}).get("afterInput"))


def draw_input(o: Options) -> SafeString:
    return inputs.text_input(
        **a_field(o),
        value=o.get("value"),
        type=o.get("type", "text"),
        width=o.get("width"),
        code=o.get("code", False),
        prefix=words(o.get("prefix")),
        suffix=words(o.get("suffix")),
        after=after(o),
        spellcheck=o.get("spellcheck"),
        autocomplete=o.get("autocomplete"),
        inputmode=o.get("inputmode"),
    )


def draw_password_input(o: Options) -> SafeString:
    shown = o.get("button", {})
    return inputs.password_input(
        **a_field(o),
        value=o.get("value"),
        width=o.get("width"),
        code=o.get("code", False),
        prefix=words(o.get("prefix")),
        autocomplete=o.get("autocomplete", "current-password"),
        button_variant=shown.get("variant", "secondary"),
        button_disabled=shown.get("disabled"),
        button_prevents_double_click=shown.get("preventDoubleClick"),
    )


def draw_textarea(o: Options) -> SafeString:
    return inputs.textarea(
        **a_field(o), value=o.get("value"), rows=o.get("rows", 5), autocomplete=o.get("autocomplete")
    )


def draw_character_count(o: Options) -> SafeString:
    return inputs.character_count(
        **a_field(o),
        maxlength=o.get("maxlength"),
        maxwords=o.get("maxwords"),
        threshold=o.get("threshold"),
        value=o.get("value"),
        rows=o.get("rows", 5),
    )


def draw_select(o: Options) -> SafeString:
    options = [
        inputs.Option(
            text=item.get("text", ""),
            value=item.get("value"),
            selected=item.get("selected", bool(o.get("value")) and item.get("value") == o.get("value")),
            disabled=item.get("disabled", False),
            divider=item.get("divider", False),
        )
        for item in o["items"]
    ]
    return inputs.select(**a_field(o), options=options, after=after(o))


def draw_file_upload(o: Options) -> SafeString:
    return inputs.file_upload(**a_field(o), multiple=o.get("multiple", False), enhanced=True)


def items(o: Options, chosen: set[str]) -> list[Item]:
    return [
        Item(
            text=words(item),
            value=item.get("value", ""),
            checked=item.get("checked", item.get("value") in chosen),
            disabled=item.get("disabled", o.get("disabled", False)),
            hint=words(item.get("hint")),
            id=item.get("id", ""),
            name=item.get("name", ""),
            conditional=SafeString((item.get("conditional") or {}).get("html", "")),
            divider=item.get("divider", ""),
            behaviour="exclusive" if item.get("exclusive") else item.get("behaviour", ""),
            behaviour_group=item.get("exclusiveGroup", item.get("behaviourGroup", "")),
        )
        for item in o["items"]
        if item
    ]


def a_group(o: Options) -> Options:
    fieldset = o.get("fieldset")
    return {
        "name": o.get("name", ""),
        "id": o.get("idPrefix", ""),
        "legend": a_label(fieldset["legend"]) if fieldset else None,
        "hint": words(o.get("hint")),
        "error": an_error(o.get("errorMessage")),
        "small": o.get("small", False),
        "inline": o.get("inline", False),
        "classes": o.get("classes", ""),
        "attrs": o.get("attributes"),
    }


def draw_radios(o: Options) -> SafeString:
    return radios(**a_group(o), items=items(o, {o["value"]} if o.get("value") else set()))


def draw_checkboxes(o: Options) -> SafeString:
    return checkboxes(**a_group(o), items=items(o, set(o.get("values", ()))))


def draw_date_input(o: Options) -> SafeString:
    values = o.get("values", {})
    given = o.get("items") or [
        {"name": part, "width": 4 if part == "year" else 2, **(o.get(part) or {})}
        for part in ("day", "month", "year")
        if o.get(part) is not False
    ]
    parts = [
        DatePart(
            name=item["name"],
            label=words(item.get("label")),
            value=item.get("value", values.get(item["name"])),
            width=item.get("width", 4 if item["name"] == "year" else 2),
            id=item.get("id", ""),
            error=item.get("error"),
            autocomplete=item.get("autocomplete"),
            disabled=item.get("disabled", o.get("disabled", False)),
        )
        for item in given
        if item
    ]
    return date_input(
        id=o["id"],
        parts=parts,
        legend=a_label(o["fieldset"]["legend"]),
        hint=words(o.get("hint")),
        error=an_error(o.get("errorMessage")),
        name_prefix=o.get("namePrefix", ""),
        classes=o.get("classes", ""),
    )
