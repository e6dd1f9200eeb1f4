# ruff: noqa: A002 - parameters are named after the attributes they set
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alongside.ui.components import markup


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of many. ``gap`` stands for the pages left out."""

    number: int = 0
    href: str = ""
    current: bool = False
    gap: bool = False


@dataclass(frozen=True, kw_only=True)
class Step:
    """The page before or after. ``label`` says what is there; ``text`` replaces "Next page"."""

    href: str
    text: str = ""
    label: str = ""


def pagination(
    *,
    previous: Step | None = None,
    next: Step | None = None,
    items: Sequence[Page] = (),
    label: str = "",
    id: str | None = None,
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """From page to page: numbered for lists, or before and after for things read in order."""
    named = {
        "class": markup.classes("nhsuk-pagination", items and "nhsuk-pagination--numbered", classes),
        "id": id,
        "role": "navigation",
        "aria-label": label or _("Pagination"),
        **(attrs or {}),
    }
    inside = _numbered(previous, next, items) if items else _steps(previous, next)
    return markup.tag("nav", named, inside)


def _words(step: Step, word: str) -> SafeString:
    words = step.text or markup.join([word, markup.hidden(_(" page"))])
    return markup.tag("span", {"class": "nhsuk-pagination__title"}, words)


def _numbered(previous: Step | None, next: Step | None, items: Sequence[Page]) -> SafeString:
    before = after = markup.NOTHING
    if previous:
        before = markup.tag(
            "a",
            {"href": previous.href, "class": "nhsuk-pagination__previous", "rel": "prev"},
            markup.join([markup.icon("arrow-left"), _words(previous, _("Previous"))]),
        )
    if next:
        after = markup.tag(
            "a",
            {"href": next.href, "class": "nhsuk-pagination__next", "rel": "next"},
            markup.join([_words(next, _("Next")), markup.icon("arrow-right")]),
        )
    pages = markup.join(_page(item) for item in items)
    listed = markup.tag("ul", {"class": "nhsuk-pagination__list"}, pages)
    return markup.join([before, listed, after])


def _page(item: Page) -> SafeString:
    class_names = markup.classes(
        "nhsuk-pagination__item",
        item.current and "nhsuk-pagination__item--current",
        item.gap and "nhsuk-pagination__item--ellipsis",
    )
    if item.gap:
        return markup.tag("li", {"class": class_names}, "⋯")
    link = {
        "class": "nhsuk-pagination__link",
        "href": item.href,
        "aria-label": _("Page %(number)s") % {"number": item.number},
        "aria-current": "page" if item.current else None,
    }
    return markup.tag("li", {"class": class_names}, markup.tag("a", link, item.number))


def _steps(previous: Step | None, next: Step | None) -> SafeString:
    items = []
    if previous:
        items.append(_step(previous, "previous", "prev", "arrow-left", _("Previous")))
    if next:
        items.append(_step(next, "next", "next", "arrow-right", _("Next")))
    return markup.tag("ul", {"class": "nhsuk-list nhsuk-pagination__list"}, markup.join(items))


def _step(step: Step, where: str, rel: str, icon: str, word: str) -> SafeString:
    label = markup.NOTHING
    if step.label:
        label = markup.join([markup.hidden(":"), markup.tag("span", {"class": "nhsuk-pagination__page"}, step.label)])
    link = markup.tag(
        "a",
        {
            "class": f"nhsuk-pagination__link nhsuk-pagination__link--{rel}",
            "href": step.href,
            "rel": rel,
        },
        markup.join([_words(step, word), label, markup.icon(icon)]),
    )
    return markup.tag("li", {"class": f"nhsuk-pagination-item--{where}"}, link)
