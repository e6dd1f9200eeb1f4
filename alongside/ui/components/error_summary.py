# ruff: noqa: A002 - parameters are named after the attributes they set
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alongside.ui.components import headings, markup
from alongside.ui.components.headings import Heading, as_heading


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing to put right, and the input it is about."""

    text: str
    href: str = ""
    attrs: markup.Attributes = field(default_factory=dict)


def error_summary(
    *,
    problems: Sequence[Problem],
    heading: str | Heading = "",
    description: str = "",
    disable_auto_focus: bool | None = None,
    id: str | None = None,
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """Everything to put right, at the top of the page, each a link to its input."""
    named = {
        "class": markup.classes("nhsuk-error-summary", classes),
        "id": id,
        "data-module": "nhsuk-error-summary",
        "data-disable-auto-focus": None if disable_auto_focus is None else str(disable_auto_focus).lower(),
        **(attrs or {}),
    }
    head = headings.draw(
        as_heading(heading) or Heading(text=_("There is a problem")),
        class_name="nhsuk-error-summary__heading",
    )
    body = [markup.tag("p", {}, description) if description else markup.NOTHING]
    if problems:
        items = markup.join(markup.tag("li", {}, _problem(problem)) for problem in problems)
        body.append(markup.tag("ul", {"class": "nhsuk-list nhsuk-error-summary__list"}, items))
    inside = [head, markup.tag("div", {"class": "nhsuk-error-summary__body"}, markup.join(body))]
    return markup.tag("div", named, markup.tag("div", {"role": "alert"}, markup.join(inside)))


def _problem(problem: Problem) -> SafeString:
    if not problem.href:
        return markup.join([problem.text])
    return markup.tag("a", {"href": problem.href, **problem.attrs}, problem.text)
