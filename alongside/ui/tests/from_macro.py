"""How the options of the design system's own macros are said to our components.

Each function takes a fixture's options and draws our component with them. What an option is called there and here
differs; what comes out may not.
"""

from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString

from alongside.ui.components import error_summary as summaries
from alongside.ui.components import labels
from alongside.ui.components.breadcrumbs import BackLink, Crumb, breadcrumbs
from alongside.ui.components.button import button
from alongside.ui.components.cards import Action, card
from alongside.ui.components.headings import Heading
from alongside.ui.components.links import action_link, back_link
from alongside.ui.components.notification_banner import notification_banner
from alongside.ui.components.pagination import Page, Step, pagination
from alongside.ui.components.reading import details, inset_text, panel, tag, warning_callout
from alongside.ui.components.skip_link import skip_link
from alongside.ui.components.summary_list import Card, Row, summary_list
from alongside.ui.components.tables import Cell, table
from alongside.ui.tests import from_input_macros as typed
from alongside.ui.tests.macro_words import Options, a_heading, a_label, common, words


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
    "character-count": typed.draw_character_count,
    "checkboxes": typed.draw_checkboxes,
    "date-input": typed.draw_date_input,
    "details": draw_details,
    "error-message": draw_error_message,
    "error-summary": draw_error_summary,
    "fieldset": draw_fieldset,
    "file-upload": typed.draw_file_upload,
    "hint": draw_hint,
    "input": typed.draw_input,
    "inset-text": draw_inset_text,
    "label": draw_label,
    "notification-banner": draw_notification_banner,
    "pagination": draw_pagination,
    "panel": draw_panel,
    "password-input": typed.draw_password_input,
    "radios": typed.draw_radios,
    "select": typed.draw_select,
    "skip-link": draw_skip_link,
    "summary-list": draw_summary_list,
    "tables": draw_tables,
    "tag": draw_tag,
    "textarea": typed.draw_textarea,
    "warning-callout": draw_warning_callout,
}
