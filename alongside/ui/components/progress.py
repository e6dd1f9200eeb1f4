from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def progress(*, step: int, steps: int) -> SafeString:
    """How far one has come, in words first: "4 of 10". Ours; the design system has none."""
    words = _("%(step)s of %(steps)s") % {"step": step, "steps": steps}
    return format_html(
        '<p class="al-progress">{}<svg class="al-progress__bar" viewBox="0 0 {} 1" preserveAspectRatio="none"'
        ' aria-hidden="true" focusable="false"><rect class="al-progress__ground" width="{}" height="1"/>'
        '<rect class="al-progress__done" width="{}" height="1"/></svg></p>',
        words,
        steps,
        steps,
        min(max(step, 0), steps),
    )
