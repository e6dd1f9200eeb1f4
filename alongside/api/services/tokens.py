"""Making and ending tokens."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils.translation import gettext_noop as _

from alongside.access.policy import Actor
from alongside.api.models import Token
from alongside.core import audit, clock
from alongside.core.refusals import Refusal

LONGEST = 366
MOST = 20
BEGINS = "alongside_"


class NameMissing(Refusal):
    message = _("Say which program the token is for.")


class TooLong(Refusal):
    message = _("Choose a last day from today, at most a year ahead.")


class TooMany(Refusal):
    message = _("You have many tokens already. End one you no longer need first.")


class TokenIsOver(Refusal):
    message = _("This token has ended already.")


@transaction.atomic
def make_token(*, name: str, expires_on: dt.date, by: Actor, on: dt.date) -> tuple[Token, str]:
    """Made a token for a program, and the word itself, which is kept nowhere.

    Refuses without a name, a last day in the past or more than a year ahead, and a twentieth live token.
    """
    kept = " ".join(name.split())[:80]
    if not kept:
        raise NameMissing
    if not on <= expires_on <= on + dt.timedelta(days=LONGEST):
        raise TooLong
    if Token.objects.visible_to(by).live(on).count() >= MOST:
        raise TooMany
    word = BEGINS + secrets.token_urlsafe(32)
    made = Token.objects.create(user_id=by.user_id, name=kept, mark=mark_of(word), made_on=on, expires_on=expires_on)
    _record("token.made", made, by=by, on=on, changes={"name": kept, "expires_on": expires_on})
    return made, word


@transaction.atomic
def end_token(token: Token, *, by: Actor, on: dt.date) -> Token:
    """Ended a token at once. Refuses one that has ended."""
    if not Token.objects.filter(pk=token.pk, ended_on__isnull=True).update(ended_on=on):
        raise TokenIsOver
    token.ended_on = on
    _record("token.ended", token, by=by, on=on, changes={"name": token.name})
    return token


def mark_of(word: str) -> str:
    """What is kept of a token. The word has 256 random bits, so a plain hash gives nothing away."""
    return hashlib.sha256(word.encode()).hexdigest()


def _record(action: str, token: Token, *, by: Actor, on: dt.date, changes: dict[str, object]) -> None:
    audit.record(action, by=by, at=clock.moment_on(on), scope="", subject=f"token:{token.pk}", changes=changes)
