"""How the options of the design system's own macros are said to our components.

Each function takes a fixture's options and draws our component with them. What an option is called there and here
differs; what comes out may not.
"""

from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString

from alongside.ui.components import error_summary as summaries
from alongside.ui.components import inputs, labels
from alongside.ui.components.breadcrumbs import BackLink, Crumb, breadcrumbs
from alongside.ui.components.button import button
from alongside.ui.components.cards import Action, card
from alongside.ui.components.choices import DatePart, Item, checkboxes, date_input, radios
from alongside.ui.components.headings import Heading
from alongside.ui.components.labels import Label
from alongside.ui.components.links import action_link, back_link
from alongside.ui.components.notification_banner import notification_banner
from alongside.ui.components.pagination import Page, Step, pagination
from alongside.ui.components.reading import details, inset_text, panel, tag, warning_callout
from alongside.ui.components.skip_link import skip_link
from alongside.ui.components.summary_list import Card, Row, summary_list
from alongside.ui.components.tables import Cell, table

Options = dict[str, Any]


def words(given: Any) -> str:
    """A text option: a plain string, or {text} or {html}."""
    if given is None:
        return ""
    if isinstance(given, str):
        return given
    if given.get("html"):
        return SafeString(given["html"])
    return str(given.get("text", ""))


def common(options: Options) -> Options:
    return {"id": options.get("id"), "classes": options.get("classes", ""), "attrs": options.get("attributes")}


def a_heading(given: Any, **legacy: Any) -> Heading | None:
    if given is None:
        return None
    told = given if isinstance(given, dict) else {}
    return Heading(
        text=words(given),
        level=told.get("level", legacy.get("level")),
        size=told.get("size", legacy.get("size", "")),
        classes=told.get("classes", ""),
        id=told.get("id"),
        tag=told.get("element", ""),
    )


def a_label(given: Any) -> Label:
    if isinstance(given, str):
        return Label(text=given)
    heading = given.get("heading")
    if isinstance(heading, str):
        heading = {"text": heading}
    elif heading is True:
        heading = {"size": given.get("size", "")}
    level = None
    if (given.get("isPageHeading") and heading is not False) or (
        heading is not None and given.get("isPageHeading") is not False
    ):
        level = (heading or {}).get("level", 1)
    told = {**given, **(heading or {})} if level else given
    text = words({key: told[key] for key in ("text", "html") if key in told}) or words(heading)
    return Label(
        text=text,
        size=told.get("size", ""),
        level=level,
        id=given.get("id"),
        heading_id=(heading or {}).get("id"),
        classes=given.get("classes", ""),
    )


def an_error(given: Any) -> str | bool:
    return given if isinstance(given, bool) else words(given)


def actions(given: Any) -> list[Action]:
    listed = [item for item in (given if isinstance(given, list) else (given or {}).get("items", [])) if item]
    return [
        Action(
            text=words(item),
            href=item.get("href", ""),
            type=item.get("type", ""),
            hidden_text=item.get("visuallyHiddenText", ""),
        )
        for item in listed
    ]


def draw_button(o: Options) -> SafeString:
    icon = o.get("icon") or {}
    return button(
        text=words(o),
        href=o.get("href", ""),
        variant=o.get("variant", ""),
        small=o.get("small", False),
        disabled=o.get("disabled", False),
        prevent_double_click=o.get("preventDoubleClick"),
        icon=icon.get("name", ""),
        icon_placement=icon.get("placement", "start"),
        **common(o),
    )


def draw_back_link(o: Options) -> SafeString:
    return back_link(text=words(o), href=o.get("href", ""), type=o.get("type", ""), **common(o))


def draw_action_link(o: Options) -> SafeString:
    return action_link(text=words(o), href=o.get("href", ""), type=o.get("type", ""), **common(o))


def draw_breadcrumb(o: Options) -> SafeString:
    back = o.get("backLink")
    items = [
        Crumb(text=words(item), href=item.get("href", ""), attrs=item.get("attributes", {})) for item in o["items"]
    ]
    way = None
    if back:
        way = BackLink(
            text=words(back),
            href=back.get("href", ""),
            type=back.get("type", ""),
            id=back.get("id"),
            attrs=back.get("attributes"),
        )
    return breadcrumbs(items=items, back=way, **common(o))


def draw_card(o: Options) -> SafeString:
    return card(
        heading=a_heading(o.get("heading")),
        description=words(o) or words(o.get("description")),
        href=o.get("href", ""),
        clickable=o.get("clickable", False),
        variant=o.get("variant", ""),
        actions=actions(o.get("actions")),
        **common(o),
    )


def draw_warning_callout(o: Options) -> SafeString:
    return warning_callout(text=words(o), heading=a_heading(o.get("heading")) or "", **common(o))


def draw_inset_text(o: Options) -> SafeString:
    return inset_text(text=words(o), **common(o))


def draw_details(o: Options) -> SafeString:
    return details(
        summary=words(o["summary"]),
        text=words(o),
        open=o.get("open", False),
        expander="nhsuk-expander" in o.get("classes", ""),
        classes=o.get("classes", "").replace("nhsuk-expander", "").strip(),
    )


def draw_tag(o: Options) -> SafeString:
    colour = o.get("colour", "")
    return tag(
        text=words(o),
        colour=colour or "",
        plain=colour is False,
        border=o.get("border", True),
        **common(o),
    )


def draw_panel(o: Options) -> SafeString:
    return panel(heading=a_heading(o["heading"]) or "", text=words(o), variant=o.get("variant", ""), **common(o))


def draw_notification_banner(o: Options) -> SafeString:
    return notification_banner(
        text=words(o),
        heading=a_heading(o.get("heading")),
        title=a_heading(o.get("title")),
        variant=o.get("variant", ""),
        role=o.get("role", ""),
        disable_auto_focus=o.get("disableAutoFocus"),
        **common(o),
    )


def draw_skip_link(o: Options) -> SafeString:
    return skip_link(text=words(o), href=o.get("href", "") or "#maincontent", classes=o.get("classes", ""))


def draw_hint(o: Options) -> SafeString:
    return labels.hint(text=words(o), **common(o))


def draw_error_message(o: Options) -> SafeString:
    hidden = o.get("visuallyHiddenText")
    return labels.error_message(text=words(o), hidden_text="" if hidden is False else hidden, **common(o))


def draw_label(o: Options) -> SafeString:
    return labels.label(a_label(o), for_=o.get("for"))


def draw_fieldset(o: Options) -> SafeString:
    return labels.fieldset(legend=a_label(o["legend"]), content=SafeString(o.get("html", "")), **common(o))


def draw_error_summary(o: Options) -> SafeString:
    problems = [
        summaries.Problem(text=words(item), href=item.get("href", ""), attrs=item.get("attributes", {}))
        for item in o.get("errorList", [])
        if item
    ]
    return summaries.error_summary(
        problems=problems,
        heading=a_heading(o.get("heading")) or "",
        description=words(o) or words(o.get("description")),
        disable_auto_focus=o.get("disableAutoFocus"),
        **common(o),
    )


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


def draw_pagination(o: Options) -> SafeString:
    def step(given: Any, url: str, page: str) -> Step | None:
        if o.get(url):
            return Step(href=o[url], label=o.get(page, ""))
        if not given:
            return None
        return Step(href=given["href"], text=given.get("text", ""), label=words(given.get("label")))

    pages = [
        Page(
            number=item.get("number", 0),
            href=item.get("href", ""),
            current=item.get("current", False),
            gap=item.get("ellipsis", False),
        )
        for item in o.get("items", [])
        if item
    ]
    return pagination(
        previous=step(o.get("previous"), "previousUrl", "previousPage"),
        next=step(o.get("next"), "nextUrl", "nextPage"),
        items=pages,
        **common(o),
    )


def draw_summary_list(o: Options) -> SafeString:
    rows = [
        Row(
            key=words(row["key"]),
            value=words(row["value"]),
            actions=actions(row.get("actions")),
            border=row.get("border", True),
            key_width=row["key"].get("width", "") if isinstance(row["key"], dict) else "",
        )
        for row in o["rows"]
    ]
    around = None
    if told := o.get("card"):
        around = Card(
            heading=a_heading(told["heading"]) or Heading(text=""),
            actions=actions(told.get("actions")),
            href=told.get("href", ""),
            clickable=told.get("clickable", False),
            variant=told.get("variant", ""),
        )
    return summary_list(
        rows=rows,
        border=o.get("border", True),
        last_row_border=o.get("lastRowBorder", True),
        card_=around,
        **common(o),
    )


def a_cell(given: Any) -> Cell | str:
    if isinstance(given, str):
        return given
    return Cell(
        text=words(given),
        numeric=given["format"] == "numeric" if "format" in given else None,
        align=given.get("align", ""),
        width=given.get("width", ""),
        href=given.get("href", ""),
        hidden_text=given.get("visuallyHiddenText", ""),
        colspan=given.get("colspan"),
        rowspan=given.get("rowspan"),
        classes=given.get("classes", ""),
    )


def draw_tables(o: Options) -> SafeString:
    caption = a_heading(o.get("caption"))
    drawn = table(
        caption=caption or "",
        head=[a_cell(item) for item in o.get("head", []) if item],
        rows=[[a_cell(item) for item in row if item] for row in o["rows"] if row],
        first_cell_is_header=o.get("firstCellIsHeader", False),
        responsive=o.get("responsive", False),
        compact=o.get("compact", False),
        striped=o.get("striped", False),
        border=o.get("border", True),
        last_row_border=o.get("lastRowBorder", True),
        **common(o),
    )
    if not (told := o.get("card")):
        return drawn
    return card(
        heading=a_heading(None if told is True else told["heading"]),
        description=drawn,
        variant="" if told is True else told.get("variant", ""),
        actions=[] if told is True else actions(told.get("actions")),
    )


DRAW: dict[str, Callable[[Options], SafeString]] = {
    "action-link": draw_action_link,
    "back-link": draw_back_link,
    "breadcrumb": draw_breadcrumb,
    "button": draw_button,
    "card": draw_card,
    "character-count": draw_character_count,
    "checkboxes": draw_checkboxes,
    "date-input": draw_date_input,
    "details": draw_details,
    "error-message": draw_error_message,
    "error-summary": draw_error_summary,
    "fieldset": draw_fieldset,
    "file-upload": draw_file_upload,
    "hint": draw_hint,
    "input": draw_input,
    "inset-text": draw_inset_text,
    "label": draw_label,
    "notification-banner": draw_notification_banner,
    "pagination": draw_pagination,
    "panel": draw_panel,
    "password-input": draw_password_input,
    "radios": draw_radios,
    "select": draw_select,
    "skip-link": draw_skip_link,
    "summary-list": draw_summary_list,
    "tables": draw_tables,
    "tag": draw_tag,
    "textarea": draw_textarea,
    "warning-callout": draw_warning_callout,
}
