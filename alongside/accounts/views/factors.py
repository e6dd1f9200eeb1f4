"""Pages of the second step: setting it up, giving it, taking it away."""

from __future__ import annotations

import json
from typing import Any, cast

from allauth.account.internal.decorators import login_stage_required
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.http import Request, own_account, public
from alongside.accounts import forms, keys, queries, services, sessions, throttle
from alongside.accounts.models import User
from alongside.accounts.stages import SecondFactor
from alongside.core import clock, security_log
from alongside.core.refusals import Refusal
from alongside.core.seal import CannotUnseal, seal, unseal

reads_and_writes = require_http_methods(["GET", "HEAD", "POST"])
FEW = 3


@require_safe
@own_account
def second_factor(request: Request) -> HttpResponse:
    held = queries.factors_of(_user(request))
    return TemplateResponse(request, "accounts/factors/factors.html", {"factors": held, "actor": request.actor})


@reads_and_writes
@own_account
def add_app(request: Request) -> HttpResponse:
    if not sessions.is_confirmed(request.session):
        return _confirm_first(request)
    user = _user(request)
    form = forms.SetUpApp(request.POST or None)
    secret = _sealed_before(request.POST.get("sealed", ""), user) or generate_totp_secret()
    if request.method == "POST" and form.is_valid():
        try:
            services.add_app(user, secret=secret, code=form.cleaned_data["code"], by=request.actor, on=clock.today())
        except Refusal as refusal:
            form.add_error("code", refusal.message)
        else:
            return _is_set_up(request, user, _("Your app is set up."))
    token = seal(f"{user.pk} {secret}", purpose="new app").decode()
    context = {
        "form": form,
        "token": token,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "address": get_adapter().build_totp_url(user, secret),
    }
    return TemplateResponse(request, "accounts/factors/app.html", context)


@reads_and_writes
@own_account
def add_key(request: Request) -> HttpResponse:
    if not sessions.is_confirmed(request.session):
        return _confirm_first(request)
    user = _user(request)
    form = forms.AddKey(request.POST or None)
    if request.method == "POST":
        try:
            if not form.is_valid():
                raise keys.NotAnAnswer
            credential = form.cleaned_data["credential"]
            keys.check_new(credential)
            name = form.cleaned_data["name"]
            services.add_key(user, name=name, credential=credential, by=request.actor, on=clock.today())
        except keys.NotAnAnswer:
            form = _unread(forms.AddKey(request.POST))
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            return _is_set_up(request, user, _("Your key is set up."))
    context = {"form": form, "asked": json.dumps(keys.ask_a_new_one(user))}
    return TemplateResponse(request, "accounts/factors/key.html", context)


@reads_and_writes
@own_account
def make_codes(request: Request) -> HttpResponse:
    if not sessions.is_confirmed(request.session):
        return _confirm_first(request)
    user = _user(request)
    if request.method == "POST":
        codes = services.make_codes(user, by=request.actor, on=clock.today())
        _stay_signed_in(request, user)
        spaced = [f"{code[:4]} {code[4:]}" for code in codes]
        return TemplateResponse(
            request, "accounts/factors/codes_sheet.html", {"codes": spaced, "user": user, "today": clock.today()}
        )
    return TemplateResponse(request, "accounts/factors/codes.html", {"factors": queries.factors_of(user)})


@reads_and_writes
@own_account
def remove(request: Request) -> HttpResponse:
    user = _user(request)
    held = queries.factors_of(user)
    wanted = request.GET.get("factor", "")
    line = next((one for one in held.lines if str(one.id) == wanted), None)
    if line is None:
        raise Http404
    if not sessions.is_confirmed(request.session, again=True):
        return _confirm_first(request)
    form = forms.Remove(request.POST or None, password=len(held.lines) == 1 and user.has_usable_password())
    if request.method == "POST" and form.is_valid():
        try:
            password = form.cleaned_data.get("password", "")
            services.remove_factor(user, factor=line.id, password=password, by=request.actor, on=clock.today())
        except Refusal as refusal:
            form.add_error("password" if isinstance(refusal, services.WrongPassword) else None, refusal.message)
        else:
            if len(held.lines) == 1:
                sessions.forget_second_factor(request.session)
            messages.success(request, _("It is taken away."))
            return redirect("second_factor")
    return TemplateResponse(request, "accounts/factors/remove.html", {"form": form, "line": line})


@reads_and_writes
@own_account
def confirm(request: Request) -> HttpResponse:
    """Prove again that it is you, then go on to the page of your account that asked."""
    user, held = _user(request), queries.factors_of(_user(request))
    form = forms.Confirm(request.POST or None, password=user.has_usable_password(), code=held.typed)
    if request.method == "POST":
        if not throttle.take(throttle.factor_limits(request, user.pk)):
            return throttle.locked_out(request)
        if "credential" in request.POST:
            if _a_key_answers(request, user):
                return _confirmed(request)
            form = _unread(form)
        elif form.is_valid() and form.fields:
            wrong = _what_is_wrong(user, form.cleaned_data)
            if not wrong:
                return _confirmed(request)
            form.add_error(*wrong)
    asked = json.dumps(keys.ask(user)) if held.keys else ""
    return TemplateResponse(request, "accounts/factors/confirm.html", {"form": form, "asked": asked})


class OnTheWayIn(HttpRequest):
    """A request of somebody who is not in yet: with the step they stand at."""

    _login_stage: SecondFactor


@public
@reads_and_writes
@login_stage_required(stage=SecondFactor.key, redirect_urlname="account_login")  # type: ignore[untyped-decorator]
def give(request: HttpRequest) -> HttpResponse:
    """The second step on the way in."""
    stage = cast(OnTheWayIn, request)._login_stage
    user = stage.login.user
    held = queries.factors_of(user)
    form = forms.GiveCode(request.POST or None)
    if request.method == "POST":
        if not throttle.take(throttle.factor_limits(request, user.pk)):
            return throttle.locked_out(request)
        if "credential" in request.POST:
            if _a_key_answers(request, user):
                return _come_in(request, user)
            security_log.note(security_log.SECOND_STEP_REFUSED, who=user.pk)
            form = _unread(forms.GiveCode(request.POST))
        elif form.is_valid():
            try:
                left = services.use_code(user, code=form.cleaned_data["code"])
            except services.WrongCode as refusal:
                security_log.note(security_log.SECOND_STEP_REFUSED, who=user.pk)
                form.add_error("code", refusal.message)
            else:
                return _come_in(request, user, left=left)
    context = {"form": form, "factors": held, "asked": json.dumps(keys.ask(user)) if held.keys else ""}
    return TemplateResponse(request, "accounts/factors/give.html", context)


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


def _come_in(request: HttpRequest, user: User, *, left: int | None = None) -> HttpResponse:
    sessions.note_second_factor(request.session, user.pk)
    if left is not None and left <= FEW:
        messages.warning(
            request,
            ngettext(
                "You have %(left)s printed code left. Make new ones under “Your account”.",
                "You have %(left)s printed codes left. Make new ones under “Your account”.",
                left,
            )
            % {"left": left},
        )
    return cast(HttpResponse, cast(OnTheWayIn, request)._login_stage.exit())


def _a_key_answers(request: HttpRequest, user: User) -> bool:
    form = forms.GiveKey(request.POST)
    try:
        if not form.is_valid():
            return False
        keys.check(user, form.cleaned_data["credential"])
    except keys.NotAnAnswer:
        return False
    return True


def _unread(form: Any) -> Any:
    """The form again, saying that the key could not be read, whatever else is wrong with it."""
    form.full_clean()
    form._errors.clear()
    form.add_error(None, services.KeyNotRead.message)
    return form


def _what_is_wrong(user: User, given: dict[str, Any]) -> tuple[str, str] | None:
    if "password" in given:
        return None if user.check_password(given["password"]) else ("password", _("This is not your password"))
    try:
        services.use_code(user, code=given["code"])
    except services.WrongCode as refusal:
        return "code", refusal.message
    return None


def _confirm_first(request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse('account_confirm')}?{urlencode({'next': request.get_full_path()})}")


def _confirmed(request: HttpRequest) -> HttpResponse:
    sessions.note_confirmed(request.session)
    wanted = request.GET.get("next", "")
    return redirect(wanted if wanted.startswith("/account/") else "second_factor")


def _sealed_before(token: str, user: User) -> str:
    """The secret that the page showed, if this installation sealed it for this person."""
    try:
        whose, _space, secret = unseal(token.encode(), purpose="new app").partition(" ")
    except CannotUnseal:
        return ""
    return secret if whose == str(user.pk) else ""


def _stay_signed_in(request: HttpRequest, user: User) -> None:
    """This session goes on, with a second factor; the others have ended."""
    update_session_auth_hash(request, user)
    sessions.note_second_factor(request.session, user.pk)


def _is_set_up(request: HttpRequest, user: User, said: str) -> HttpResponse:
    _stay_signed_in(request, user)
    messages.success(request, f"{said} {_('Other devices are signed out.')}")
    return redirect("second_factor")
