"""Every component as a template tag: ``{% load nhs %}``, then ``{% button text="Save" %}``.

Parameters are keywords only, so a mistyped one fails loudly. A plain string is escaped; mark-up passes only
when someone has marked it safe.
"""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from alongside.ui.components import notification_banner as banners
from alongside.ui.components.notification_banner import notification_banner
from alongside.ui.components.progress import progress
from alongside.ui.components.skip_link import skip_link

register = template.Library()

for component in (
    notification_banner,
    progress,
    skip_link,
):
    register.simple_tag(component)


@register.simple_tag(takes_context=True)
def page_messages(context: Context) -> SafeString:
    """What the last act has to say, once, at the top of the page."""
    return banners.page_messages(context.get("messages") or ())
