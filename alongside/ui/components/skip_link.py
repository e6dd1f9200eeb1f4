from django.utils.safestring import SafeString

from alongside.ui.components.markup import Attributes, attributes, classes, format_html


def skip_link(
    *,
    text: str = "Skip to main content",
    href: str = "#maincontent",
    classes_: str = "",
    attrs: Attributes | None = None,
) -> SafeString:
    """The first thing a keyboard reaches on every page."""
    return format_html(
        '<a class="{}" data-module="nhsuk-skip-link" href="{}"{}>{}</a>',
        classes("nhsuk-skip-link", classes_),
        href,
        attributes(attrs),
        text,
    )
