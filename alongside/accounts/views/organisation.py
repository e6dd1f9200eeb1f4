"""Pages of signing in through one's organisation: going there, and coming back."""

from __future__ import annotations

from typing import cast

from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from alongside.access.http import public
from alongside.accounts import organisation, throttle


@public
@never_cache
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    _only_where_there_is_one(organisation.PROVIDER)
    if request.user.is_authenticated:
        return redirect("/")
    if not throttle.take(throttle.organisation_limits(request)):
        return throttle.locked_out(request)
    try:
        return organisation.way_there(request)
    except (RequestException, KeyError, ValueError):  # it does not answer, or not as it should
        return organisation.not_let_in(request, status=503)


@public
@never_cache
@require_safe
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    _only_where_there_is_one(provider_id)
    if request.user.is_authenticated:
        return redirect("/")
    if not throttle.take(throttle.organisation_limits(request)):
        return throttle.locked_out(request)
    try:
        door = organisation.Door(request, provider_id)
        return cast(HttpResponse, OAuth2CallbackView.adapter_view(door)(request))
    except (KeyError, TypeError, ValueError):  # what came back is not what the standard says
        return organisation.not_let_in(request)


def _only_where_there_is_one(provider_id: str) -> None:
    if not organisation.is_there() or provider_id != organisation.PROVIDER:
        raise Http404
