"""The mailbox of the demonstration: the letters that would have been sent to whoever is signed in."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from alongside.access.http import Request, signed_in
from alongside.accounts.models import User
from alongside.core import installation
from alongside.demo import queries


@require_safe
@signed_in
def mail(request: Request) -> HttpResponse:
    if not installation.is_demonstration():
        raise Http404
    user = cast(User, request.user)
    return TemplateResponse(request, "demo/mail.html", {"letters": queries.letters_to(user.email or ""), "user": user})
