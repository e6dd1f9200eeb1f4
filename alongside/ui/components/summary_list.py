# ruff: noqa: A002 - parameters are named after the attributes they set
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from alongside.ui.components import markup
from alongside.ui.components.cards import Action, Variant, card, draw_action
from alongside.ui.components.headings import Heading


@dataclass(frozen=True, kw_only=True)
class Row:
    """A name and its value, perhaps with something to do about it."""

    key: str
    value: str
    actions: Sequence[Action] = ()
    border: bool = True
    key_width: str = ""


@dataclass(frozen=True, kw_only=True)
class Card:
    """The card around a summary list."""

    heading: Heading
    actions: Sequence[Action] = ()
    href: str = ""
    clickable: bool = False
    variant: Variant = ""


def summary_list(
    *,
    rows: Sequence[Row],
    border: bool = True,
    last_row_border: bool = True,
    card_: Card | None = None,
    id: str | None = None,
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """Names and values under each other, as on a check page."""
    with_actions = any(row.actions for row in rows)
    about = card_.heading.text if card_ else ""
    last = len(rows) - 1
    drawn = markup.join(
        _row(
            row,
            with_actions=with_actions,
            border=row.border or (index == last and not last_row_border),
            about=about,
        )
        for index, row in enumerate(rows)
    )
    named = {
        "class": markup.classes(
            "nhsuk-summary-list",
            not border and "nhsuk-summary-list--no-border",
            border and not last_row_border and "nhsuk-summary-list--no-last-row-border",
            classes,
        ),
        "id": id,
        **(attrs or {}),
    }
    listed = markup.tag("dl", named, drawn)
    if card_ is None:
        return listed
    return card(
        heading=card_.heading,
        description=listed,
        actions=card_.actions,
        href=card_.href,
        clickable=card_.clickable,
        variant=card_.variant,
    )


def _row(row: Row, *, with_actions: bool, border: bool, about: str) -> SafeString:
    class_names = markup.classes(
        "nhsuk-summary-list__row",
        with_actions and not row.actions and "nhsuk-summary-list__row--no-actions",
        not border and "nhsuk-summary-list__row--no-border",
    )
    key_classes = markup.classes("nhsuk-summary-list__key", row.key_width and f"nhsuk-u-width-{row.key_width}")
    cells = [
        markup.tag("dt", {"class": key_classes}, row.key),
        markup.tag("dd", {"class": "nhsuk-summary-list__value"}, row.value),
    ]
    if row.actions:
        cells.append(markup.tag("dd", {"class": "nhsuk-summary-list__actions"}, _actions(row.actions, about)))
    return markup.tag("div", {"class": class_names}, markup.join(cells))


def _actions(actions: Sequence[Action], about: str) -> SafeString:
    if len(actions) == 1:
        return draw_action(actions[0], about=about)
    items = markup.join(
        markup.tag("li", {"class": "nhsuk-summary-list__actions-list-item"}, draw_action(action, about=about))
        for action in actions
    )
    return markup.tag("ul", {"class": "nhsuk-summary-list__actions-list"}, items)
