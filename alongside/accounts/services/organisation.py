"""Writes about signing in through one's organisation (OpenID Connect)."""

from __future__ import annotations

import datetime as dt

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils.translation import gettext_noop as _

from alongside.access.policy import Actor
from alongside.accounts.models import User
from alongside.accounts.services.users import record
from alongside.core.refusals import Refusal


class SomebodyElse(Refusal):
    message = _("The address belonged to somebody else at your organisation before.")


@transaction.atomic
def connect_organisation(user: User, *, provider: str, uid: str, on: dt.date) -> SocialAccount:
    """Tied an account to the person's account at their organisation, the first time they came in from there.

    Refuses an account that is tied to another person there: addresses of people who left are given to others. Nothing
    else of what the organisation says is kept.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if SocialAccount.objects.filter(user=user, provider=provider).exclude(uid=uid).exists():
        raise SomebodyElse
    tied, is_new = SocialAccount.objects.get_or_create(
        provider=provider, uid=uid, defaults={"user": user, "extra_data": {}}
    )
    if is_new:
        record("organisation.connected", user, by=Actor(str(user.pk), user.name), on=on)
    return tied
