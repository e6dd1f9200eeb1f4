from django.utils.safestring import SafeString

from alongside.ui.components import markup


def skip_link(
    *,
    text: str = "Skip to main content",
    href: str = "#maincontent",
    classes: str = "",
    attrs: markup.Attributes | None = None,
) -> SafeString:
    """The first thing a keyboard reaches on every page."""
    named = {
        "class": markup.classes("nhsuk-skip-link", classes),
        "data-module": "nhsuk-skip-link",
        "href": href,
        **(attrs or {}),
    }
    return markup.tag("a", named, text)
