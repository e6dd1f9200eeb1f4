"""Signing in through one's organisation, where an operator has set that up (OpenID Connect, with PKCE).

Only people who were invited come in: the organisation vouches for the address, and that address has an account. Nobody
signs up. Of what the organisation says nothing is kept but which of its people this is.
"""

from __future__ import annotations

import hmac
import logging
import secrets
from typing import Any, cast
from urllib.parse import urlsplit

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alongside.accounts import queries, rules, services, sessions
from alongside.accounts.models import User
from alongside.core import clock, security_log
from alongside.core.refusals import Refusal

log = logging.getLogger(__name__)

PROVIDER = "organisation"


class Told(HttpRequest):
    """A request on the way back from there: with what the organisation says of the person."""

    organisation_says: dict[str, Any]


def is_there() -> bool:
    """Whether an operator has set this way in up."""
    return bool(settings.OIDC["issuer"])


def way_there(request: HttpRequest) -> HttpResponse:
    """On to the organisation, with a number that its token must bring back (nonce): another's token opens nothing."""
    provider, nonce = get_adapter().get_provider(request, provider=PROVIDER), secrets.token_urlsafe(24)
    there = provider.redirect(request, process="login", auth_params={"nonce": nonce}, nonce=nonce)
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(there.headers.get("Location", "")))
    if origin not in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"]:
        log.error("People sign in at %s, which is not where the issuer is: say ALONGSIDE_OIDC_SIGN_IN_AT", origin)
    return cast(HttpResponse, there)


def _is_the_answer(state: dict[str, Any], token: dict[str, Any]) -> bool:
    """Whether a token was made for the very request that this browser sent."""
    sent, came = str(state.get("nonce", "")), str(token.get("nonce", ""))
    return bool(sent) and hmac.compare_digest(sent.encode(), came.encode())


def not_let_in(request: HttpRequest, *, status: int = 403) -> HttpResponse:
    """One page, whatever the reason: it does not say who has an account."""
    security_log.note(security_log.ORGANISATION_REFUSED)
    return render(request, "accounts/organisation.html", status=status)


class Door(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """What allauth asks the organisation, and our two differences: every token's signature is checked, and what it says
    of the person stays with the request."""

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **more: Any) -> SocialLogin:
        login = super().complete_login(request, app, token, **more)
        cast(Told, request).organisation_says, login.account.extra_data = login.account.extra_data, {}
        return login

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            says: dict[str, Any] = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (KeyError, TypeError, ValueError) as wrong:
            raise OAuth2Error("not a token") from wrong
        return says


class OrganisationAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Who comes in, and as whom."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def on_authentication_error(self, request: HttpRequest, provider: object, **_more: object) -> None:
        raise ImmediateHttpResponse(not_let_in(request))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the person; stop with one and the same page unless it is somebody with an account in use."""
        says = cast(Told, request).organisation_says
        if not _is_the_answer(sociallogin.state, says.get("id_token", {})):
            raise ImmediateHttpResponse(not_let_in(request))
        user = sociallogin.user if sociallogin.is_existing else self._invited(sociallogin, says)
        if user is None or not user.is_active:
            raise ImmediateHttpResponse(not_let_in(request))
        sociallogin.user = user
        if rules.shows_second_factor(says.get("id_token", {}), counted=settings.OIDC["second_factor"]):
            sessions.note_second_factor(request.session, user.pk)

    def _invited(self, sociallogin: SocialLogin, says: dict[str, Any]) -> User | None:
        """Whose address the organisation vouches for, tied to this person there from now on."""
        address = rules.vouched_address(says)
        user = queries.user_with(address) if address else None
        if user is None or not user.is_active:
            return None
        account = sociallogin.account
        try:
            services.connect_organisation(user, provider=account.provider, uid=account.uid, on=clock.today())
        except Refusal:
            return None
        return user
