"""What is held about a person as somebody who signs in."""

from __future__ import annotations

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext_noop as _

from alongside.accounts.models import User
from alongside.core.holdings import Holding, Holds, Person, gathered, holding

HOLDS = (
    Holds(
        "accounts.User",
        _("Your account"),
        by=("id",),
        shows=("name", "email", "sign_in_name", "is_active", "joined_on"),
    ),
    Holds("accounts.Slip", _("A printed code to sign in with"), by=("user",), shows=("until_on",)),
    Holds("accounts.Notice", _("What we had to tell you"), by=("user",), shows=("subject", "told_on", "until_on")),
)
NOT_HELD = {"accounts.Notice.sealed": "It is encrypted, and stands on your first page until you have read it."}


def held_about(person: Person) -> Iterator[Holding]:
    """Seven queries."""
    yield from gathered(HOLDS, person)
    user = User.objects.filter(pk=person.user_id).first()
    steps = Authenticator.objects.filter(user_id=person.user_id).order_by("pk")
    rows: list[dict[str, object]] = [
        {"Kind": kind, "Set up at": made, "Last used at": used}
        for kind, made, used in steps.values_list("type", "created_at", "last_used_at")
    ]
    addresses = EmailAddress.objects.filter(user_id=person.user_id).order_by("pk")
    rows += [{"An address that signs in": email} for email in addresses.values_list("email", flat=True)]
    others = SocialAccount.objects.filter(user_id=person.user_id).order_by("pk")
    rows += [
        {"Your organisation's sign-in": which, "Its number for you": uid, "Since": made}
        for which, uid, made in others.values_list("provider", "uid", "date_joined")
    ]
    has = bool(user and user.has_usable_password())
    yield holding("", _("How you prove that it is you"), [{"A password": "yes, as a hash" if has else "none"}, *rows])
