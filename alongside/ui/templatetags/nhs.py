"""Every component as a template tag: ``{% load nhs %}``, then ``{% button text="Save" %}``.

Parameters are keywords only, so a mistyped one fails loudly. A plain string is escaped; mark-up passes only
when someone has marked it safe. Rows, cells, items and crumbs are small dataclasses that the view or query hands
over finished.
"""

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alongside.ui.components import error_summary as summaries
from alongside.ui.components import labels, markup
from alongside.ui.components import notification_banner as banners
from alongside.ui.components.breadcrumbs import Crumb
from alongside.ui.components.breadcrumbs import breadcrumbs as draw_breadcrumbs
from alongside.ui.components.button import button
from alongside.ui.components.cards import card
from alongside.ui.components.choices import checkboxes, date_input, radios
from alongside.ui.components.error_summary import Problem
from alongside.ui.components.inputs import (
    character_count,
    file_upload,
    password_input,
    select,
    text_input,
    textarea,
)
from alongside.ui.components.links import action_link, back_link
from alongside.ui.components.notification_banner import notification_banner
from alongside.ui.components.pagination import pagination
from alongside.ui.components.progress import progress
from alongside.ui.components.reading import details, inset_text, panel, tag, warning_callout
from alongside.ui.components.skip_link import skip_link
from alongside.ui.components.summary_list import summary_list
from alongside.ui.components.tables import table

register = template.Library()

for component in (
    action_link,
    button,
    card,
    character_count,
    checkboxes,
    date_input,
    details,
    file_upload,
    inset_text,
    notification_banner,
    pagination,
    panel,
    password_input,
    progress,
    radios,
    select,
    skip_link,
    summary_list,
    table,
    tag,
    text_input,
    textarea,
    warning_callout,
    labels.error_message,
    labels.fieldset,
    labels.hint,
):
    register.simple_tag(component)


@register.simple_tag(name="back_link")
def back_link_as_landmark(**given: Any) -> SafeString:
    """The way back stands above a page's main part, so it is a landmark of its own, like a trail of crumbs."""
    return markup.tag("nav", {"aria-label": _("The way back")}, back_link(**given))


@register.simple_tag
def breadcrumbs(*steps: str, items: Iterable[Crumb] = ()) -> SafeString:
    """The way here, as words and addresses in turn: ``{% breadcrumbs "Home" "/" "Rounds" rounds_url %}``."""
    pairs = zip(steps[::2], steps[1::2], strict=True)
    return draw_breadcrumbs(items=[*items, *(Crumb(text=text, href=href) for text, href in pairs)])


@register.simple_tag(takes_context=True)
def page_messages(context: Context) -> SafeString:
    """What the last act has to say, once, at the top of the page."""
    return banners.page_messages(context.get("messages") or ())


@register.simple_tag
def error_summary(*given: forms.BaseForm, auto_focus: bool = True) -> SafeString:
    """Everything to put right in these forms, each a link to its input. Nothing when nothing is wrong."""
    problems = [problem for form in given if form is not None for problem in _problems(form)]
    if not problems:
        return SafeString("")
    return summaries.error_summary(problems=problems, disable_auto_focus=None if auto_focus else True)


def _problems(form: forms.BaseForm) -> list[Problem]:
    if not form.is_bound:
        return []
    found = [Problem(text=str(error)) for error in form.non_field_errors()]
    for bound in form:
        problem = getattr(bound, "problem", None)
        if problem is not None:
            found.append(problem)
    return found


@register.simple_tag
def label(*, text: str, for_: str | None = None, size: str = "", level: int | None = None) -> SafeString:
    """The question an input asks; with a level it is a heading of the page too."""
    return labels.label(labels.Label(text=text, size=size, level=level), for_=for_)


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One field of a form as its component; the same as writing the field itself."""
    return SafeString(str(bound))
