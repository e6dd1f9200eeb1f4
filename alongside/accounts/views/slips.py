"""Pages for people without an address: coming in with a slip, and putting a notice away."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from alongside.access.http import Request, public, signed_in
from alongside.accounts import forms, services, throttle
from alongside.core import clock, security_log


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def use(request: HttpRequest) -> HttpResponse:
    """Come in with a slip; then a password is chosen."""
    if request.user.is_authenticated:
        return redirect("/")
    form = forms.UseSlip(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if not throttle.take(throttle.slip_limits(request, given["name"])):
            return throttle.locked_out(request)
        try:
            user = services.use_slip(sign_in_name=given["name"], code=given["code"], on=clock.today())
        except services.WrongSlip as refusal:
            security_log.note(security_log.SLIP_REFUSED, who=given["name"])
            form.add_error("code", refusal.message)
        else:
            login = Login(user=user, redirect_url=reverse("account_password"))
            return cast(HttpResponse, perform_login(request, login))
    return TemplateResponse(request, "accounts/slip/use.html", {"form": form})


@require_POST
@signed_in
def put_away(request: Request, notice_id: UUID) -> HttpResponse:
    services.put_away(notice_id, user_id=UUID(request.actor.user_id))
    return redirect("/")
