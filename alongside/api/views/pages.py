"""The page on which people make tokens for programs, and end them."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.access.http import Request, find, signed_in
from alongside.api import forms, queries, services
from alongside.api.models import Token
from alongside.core import clock
from alongside.core.refusals import Refusal

HALF_A_YEAR = dt.timedelta(days=182)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tokens(request: Request) -> HttpResponse:
    """The word of a new token is on the answer to the form and nowhere else, so this answer is no redirect."""
    on = clock.today()
    form = forms.MakeToken(request.POST if request.method == "POST" else None, initial={"expires_on": on + HALF_A_YEAR})
    word = ""
    if request.method == "POST" and form.is_valid():
        try:
            _, word = services.make_token(**form.cleaned_data, by=request.actor, on=on)
        except services.TooLong as refusal:
            form.add_error("expires_on", refusal.message)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            form = forms.MakeToken(initial={"expires_on": on + HALF_A_YEAR})
    context = {"form": form, "word": word, "tokens": queries.tokens_of(request.actor, on=on)}
    return TemplateResponse(request, "api/tokens.html", context)


@require_POST
@signed_in
def end(request: Request, token_id: object) -> HttpResponse:
    token = find(request, Token.objects.visible_to(request.actor), pk=token_id)
    services.end_token(token, by=request.actor, on=clock.today())
    messages.success(request, _("“%(token)s” opens nothing any more.") % {"token": token.name})
    return redirect("tokens")
