"""What Alongside holds about somebody: looking at it, taking it along, putting it right, and leaving."""

from __future__ import annotations

from dataclasses import asdict
from typing import cast

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.http import Request, own_account
from alongside.accounts import forms, services, sessions, throttle
from alongside.accounts.models import User
from alongside.core import clock, holdings
from alongside.core.refusals import Refusal

reads_and_writes = require_http_methods(["GET", "HEAD", "POST"])
ASKED = "address_asked"
SHOWN = 10
"""Rows of one table on the page; the rest is in what can be taken along."""
TRIES = throttle.Limit("address-code", tries=10, minutes=60)


@require_safe
@own_account
def held(request: Request) -> HttpResponse:
    context = {"holdings": holdings.about(_person(request)), "shown": SHOWN, "user": _user(request)}
    return TemplateResponse(request, "accounts/held/held.html", context)


@require_safe
@own_account
def held_as_page(request: Request) -> HttpResponse:
    context = {"holdings": holdings.about(_person(request)), "at": clock.now()}
    response = TemplateResponse(request, "accounts/held/whole.html", context)
    response["Content-Disposition"] = 'attachment; filename="alongside-about-me.html"'
    return response


@require_safe
@own_account
def held_as_json(request: Request) -> HttpResponse:
    found = {
        "asked_at": clock.now().isoformat(timespec="seconds"),
        "holdings": [asdict(one) for one in holdings.about(_person(request))],
        "not_held": holdings.not_held(),
    }
    response = JsonResponse(found, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="alongside-about-me.json"'
    return response


@reads_and_writes
@own_account
def address(request: Request) -> HttpResponse:
    if not sessions.is_confirmed(request.session):
        return _confirm_first(request)
    form = forms.NewAddress(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not throttle.take([(TRIES, f"ask {_user(request).pk}")]):
            return throttle.locked_out(request)
        try:
            asked = services.ask_to_change_address(
                _user(request), email=form.cleaned_data["email"], by=request.actor, at=clock.now()
            )
        except Refusal as refusal:
            form.add_error("email", refusal.message)
        else:
            request.session[ASKED] = asdict(asked)
            return redirect("account_address_code")
    return TemplateResponse(request, "accounts/held/address.html", {"form": form, "user": _user(request)})


@reads_and_writes
@own_account
def address_code(request: Request) -> HttpResponse:
    if ASKED not in request.session:
        return redirect("account_address")
    asked = services.AddressAsked(**request.session[ASKED])
    form = forms.AddressCode(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not throttle.take([(TRIES, f"try {_user(request).pk}")]):
            return throttle.locked_out(request)
        try:
            changed = services.change_address(
                _user(request), asked=asked, code=form.cleaned_data["code"], by=request.actor, at=clock.now()
            )
        except Refusal as refusal:
            form.add_error("code", refusal.message)
        else:
            del request.session[ASKED]
            update_session_auth_hash(request, changed)
            messages.success(request, _("Your address is changed. Other devices are signed out."))
            return redirect("account")
    return TemplateResponse(request, "accounts/held/address_code.html", {"form": form, "email": asked.email})


@reads_and_writes
@own_account
def leave(request: Request) -> HttpResponse:
    if not sessions.is_confirmed(request.session):
        return _confirm_first(request)
    form = forms.Leave(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.leave_alongside(
                _user(request), takes_down=form.cleaned_data["takes_down"], by=request.actor, at=clock.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            logout(request)
            messages.success(request, _("You have left. Your account is empty. Thank you for everything."))
            return redirect("/")
    return TemplateResponse(request, "accounts/held/leave.html", {"form": form})


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


def _person(request: Request) -> holdings.Person:
    return holdings.Person(str(_user(request).pk), _user(request).email or "")


def _confirm_first(request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse('account_confirm')}?{urlencode({'next': request.get_full_path()})}")
