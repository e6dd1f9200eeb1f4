"""Signing in and out, and one's own page. The dance of codes is allauth's; pages, words and limits are ours."""

from __future__ import annotations

from typing import Any, cast

from allauth.account import views as allauth_views
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from alongside.access.http import Request, own_account, public
from alongside.accounts import forms, queries, services, throttle
from alongside.accounts.models import User
from alongside.core import clock, installation, security_log
from alongside.core.refusals import Refusal


class NoDeadEnd:
    """Whoever asked for a code may still go back, ask for another, or type a password instead."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: object) -> None:
        return None


class SignIn(NoDeadEnd, allauth_views.LoginView):  # type: ignore[misc]
    template_name = "accounts/sign_in.html"
    form_class = forms.SignIn
    http_method_names = ["get", "head", "post", "options"]

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        organisation = {"name": settings.OIDC["name"]} if settings.OIDC["issuer"] else None
        return {**super().get_context_data(**given), "organisation": organisation}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        limits = throttle.password_limits(request, request.POST.get("login", ""))
        if not throttle.is_open(limits):
            return throttle.locked_out(request)
        response = super().post(request, *args, **kwargs)
        was_tried = bool(request.POST.get("password")) and not getattr(request, "axes_locked_out", False)
        if was_tried and not getattr(request, "password_fits", False):  # who still gives a second step did not guess
            throttle.take(limits)
            security_log.note(security_log.PASSWORD_REFUSED, who=throttle.address_tried(request))
        return cast(HttpResponse, response)


class AskForCode(NoDeadEnd, allauth_views.RequestLoginCodeView):  # type: ignore[misc]
    template_name = "accounts/ask_for_code.html"
    form_class = forms.AskForCode
    http_method_names = ["get", "head", "post", "options"]

    def form_valid(self, form: forms.AskForCode) -> HttpResponse:
        email = form.cleaned_data["email"]
        if not throttle.take(throttle.code_asked_limits(self.request, email)):
            return throttle.locked_out(self.request)
        if form._user is None:  # as much work, and as much mail, as for someone with an account
            get_adapter().send_mail("account/email/unknown_account", email, {})
        return cast(HttpResponse, super().form_valid(form))


class EnterCode(allauth_views.ConfirmLoginCodeView):  # type: ignore[misc]
    template_name = "accounts/enter_code.html"
    form_class = forms.EnterCode
    http_method_names = ["get", "head", "post", "options"]
    _process: LoginCodeVerificationProcess

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not throttle.take(throttle.code_tried_limits(request, self._process.state["email"])):
            self._process.abort()
            return throttle.locked_out(request)
        return cast(HttpResponse, super().post(request, *args, **kwargs))

    def form_invalid(self, form: forms.EnterCode) -> HttpResponse:
        security_log.note(security_log.CODE_REFUSED, who=self._process.state["email"])
        return cast(HttpResponse, super().form_invalid(form))


sign_in = public(never_cache(SignIn.as_view()))
ask_for_code = public(never_cache(AskForCode.as_view()))
enter_code = public(never_cache(EnterCode.as_view()))


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        security_log.note(security_log.SIGNED_OUT, who=request.user.pk)
    logout(request)
    return redirect("account_login")


@own_account
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: Request) -> HttpResponse:
    user = cast(User, request.user)
    form = forms.ChangeName(request.POST or None, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        services.change_name(user, name=form.cleaned_data["name"], by=request.actor, on=clock.today())
        messages.success(request, _("Your name is changed."))
        return redirect("account")
    return TemplateResponse(request, "accounts/account.html", {"form": form, "user": user})


@own_account
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: Request) -> HttpResponse:
    user = cast(User, request.user)
    form = forms.ChangePassword(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            current = form.cleaned_data.get("current", "")
            services.set_password(
                user, current=current, new=form.cleaned_data["new"], by=request.actor, on=clock.today()
            )
        except services.WrongPassword as refusal:
            form.add_error("current", refusal.message)
        except Refusal as refusal:
            form.add_error("new", refusal.message)
        else:
            update_session_auth_hash(request, user)
            messages.success(request, _("Your password is set. Other devices are signed out."))
            return redirect("account")
    return TemplateResponse(request, "accounts/password.html", {"form": form})


@public
@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """The demonstration's own door: sign in as any of its people. A real installation has no such page."""
    if not installation.is_demonstration():
        raise Http404
    user = queries.user_numbered(request.POST.get("user", ""))
    if user is None:
        raise Http404
    get_adapter().login(request, user)
    return redirect("/")
