"""The hidden fields of every form: Django's token, and on pages that keep drafts the form's own mark.

It stands in for Django's tag of the same name (TEMPLATES, builtins), so that no template needs to remember the mark.
"""

from __future__ import annotations

from django import template
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


class MarkedTokenNode(CsrfTokenNode):
    def render(self, context: Context) -> SafeString:
        token = SafeString(super().render(context))
        mark_of = getattr(context.get("request"), "form_mark", None)
        mark = mark_of() if mark_of and token else ""
        return format_html('{}<input type="hidden" name="form_mark" value="{}">', token, mark) if mark else token


@register.tag
def csrf_token(parser: Parser, token: Token) -> MarkedTokenNode:
    return MarkedTokenNode()
