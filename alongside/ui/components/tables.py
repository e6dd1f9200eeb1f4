# ruff: noqa: A002 - parameters are named after the attributes they set
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from django.utils.safestring import SafeString

from alongside.ui.components import headings, markup
from alongside.ui.components.headings import Heading, as_heading

Align = Literal["", "left", "centre", "right"]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What stands in one cell. A column's head passes ``numeric`` and ``align`` to its cells.

    Words in a column of numbers ("No data") say ``numeric=False`` and stand at the right.
    """

    text: str = ""
    numeric: bool | None = None
    align: Align = ""
    width: str = ""
    href: str = ""
    hidden_text: str = ""
    colspan: int | None = None
    rowspan: int | None = None
    classes: str = ""
    attrs: markup.Attributes = field(default_factory=dict)


def table(
    *,
    caption: str | Heading = "",
    head: Sequence[str | Cell] = (),
    rows: Sequence[Sequence[str | Cell]] = (),
    first_cell_is_header: bool = False,
    responsive: bool = False,
    scroll: bool = False,
    compact: bool = False,
    striped: bool = False,
    border: bool = True,
    last_row_border: bool = True,
    id: str | None = None,
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """Rows and columns. On a narrow screen: ``responsive`` stacks each row, ``scroll`` lets it slide.

    The sliding region is ours: it takes the keyboard's focus without script and is named by the caption.
    """
    title = as_heading(caption)
    caption_id = None
    if scroll and title:
        caption_id = title.id or f"{id or 'table'}-caption"
        title = replace(title, id=caption_id)
    named = {
        "class": markup.classes(
            "nhsuk-table",
            compact and "nhsuk-table--compact",
            responsive and "nhsuk-table--responsive",
            not border and "nhsuk-table--no-border",
            border and not last_row_border and "nhsuk-table--no-last-row-border",
            striped and "nhsuk-table--striped",
            classes,
        ),
        "id": id,
        "role": "table" if responsive else None,
        **(attrs or {}),
    }
    heads = [_cell(given) for given in head]
    body = markup.join(
        _row(
            markup.join(
                _data(
                    _cell(given),
                    heads[index] if index < len(heads) else None,
                    is_header=first_cell_is_header and index == 0,
                    responsive=responsive,
                )
                for index, given in enumerate(row)
            ),
            responsive=responsive,
        )
        for row in rows
    )
    drawn = markup.tag(
        "table",
        named,
        markup.join(
            [
                _caption(title),
                _head(heads, responsive=responsive),
                markup.tag("tbody", {"class": "nhsuk-table__body"}, body),
            ]
        ),
    )
    if not scroll:
        return drawn
    region = {"class": "al-scroll", "role": "region", "aria-labelledby": caption_id, "tabindex": "0"}
    return markup.tag("div", region, drawn)


def _caption(title: Heading | None) -> SafeString:
    if title is None:
        return markup.NOTHING
    return headings.draw(replace(title, tag="caption"), class_name="nhsuk-table__caption")


def _cell(given: str | Cell) -> Cell:
    return given if isinstance(given, Cell) else Cell(text=given)


def _row(cells: SafeString, *, responsive: bool) -> SafeString:
    return markup.tag("tr", {"class": "nhsuk-table__row", "role": "row" if responsive else None}, cells)


def _head(heads: Sequence[Cell], *, responsive: bool) -> SafeString:
    if not heads:
        return markup.NOTHING
    cells = markup.join(
        _draw(
            cell,
            tag="th",
            scope="col",
            role="columnheader" if responsive else None,
            inside=_value(cell),
            spans=not responsive,
        )
        for cell in heads
    )
    named = {"class": "nhsuk-table__head", "role": "rowgroup" if responsive else None}
    return markup.tag("thead", named, _row(cells, responsive=responsive))


def _data(cell: Cell, head: Cell | None, *, is_header: bool, responsive: bool) -> SafeString:
    if head is not None:
        words_among_numbers = head.numeric and cell.numeric is False
        cell = replace(
            cell,
            numeric=head.numeric if cell.numeric is None else cell.numeric,
            align=cell.align or ("right" if words_among_numbers else head.align),
        )
    role = None
    inside = _value(cell)
    if responsive:
        role = "rowheader" if is_header else "cell"
        if head is not None and (head.text or head.hidden_text):
            label = markup.tag(
                "span", {"class": "nhsuk-table__heading", "aria-hidden": "true"}, _value(head, link=False)
            )
            value = markup.tag("span", {}, inside) if isinstance(cell.text, SafeString) else inside
            inside = markup.join([label, " ", value])
    return _draw(
        cell,
        tag="th" if is_header else "td",
        scope="row" if is_header else None,
        role=role,
        inside=inside,
        spans=not responsive,
    )


def _value(cell: Cell, *, link: bool = True) -> SafeString:
    words = [cell.text]
    if cell.hidden_text:
        words.append(markup.hidden(f" {cell.hidden_text}" if cell.text else cell.hidden_text))
    inside = markup.join(words)
    return markup.tag("a", {"class": "nhsuk-link", "href": cell.href}, inside) if cell.href and link else inside


def _draw(cell: Cell, *, tag: str, scope: str | None, role: str | None, inside: SafeString, spans: bool) -> SafeString:
    name = "nhsuk-table__header" if tag == "th" else "nhsuk-table__cell"
    named = {
        "class": markup.classes(
            name,
            bool(cell.numeric) and f"{name}--numeric",
            cell.align and f"nhsuk-u-text-align-{cell.align}",
            cell.width and f"nhsuk-u-width-{cell.width}",
            cell.classes,
        ),
        "scope": scope,
        "role": role,
        "colspan": cell.colspan if spans else None,
        "rowspan": cell.rowspan,
        **cell.attrs,
    }
    return markup.tag(tag, named, inside)
