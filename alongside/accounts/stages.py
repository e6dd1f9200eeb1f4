"""The steps on the way in that are our own."""

from __future__ import annotations

from allauth.account.stages import LoginStage
from allauth.mfa.internal.constants import LoginStageKey
from django.http import HttpResponse
from django.shortcuts import redirect

from alongside.accounts import queries, sessions


class SecondFactor(LoginStage):  # type: ignore[misc]
    """Whoever has set up a second factor gives it now, printed codes alone included."""

    key = LoginStageKey.MFA_AUTHENTICATE.value
    urlname = "sign_in_second"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        user = self.login.user
        if sessions.gave_second_factor(self.request.session, user.pk) or not queries.has_second_factor(user):
            return None, True
        return redirect(self.urlname), True
