"""The one hat a person wears in a round, chosen by their first act there."""

from __future__ import annotations

from alongside.access.policy import Actor
from alongside.assessments.models import Round, Standing
from alongside.assessments.services import refusals
from alongside.core.words import gettext_noop
from alongside.frameworks.models import Voice


def stand(round: Round, *, by: Actor, voice: str) -> Standing:
    """The person's standing in the round, in the voice they chose; made at their first act, kept after.

    Refuses a voice that their membership does not list, and a second hat. Call inside a transaction
    that holds the round's lock.
    """
    listed = by.voices_at(round.scope)
    if not listed:
        raise refusals.NoHatToWear
    standing = Standing.objects.filter(round=round, user_id=by.user_id).first()
    if standing:
        if voice and standing.voice != voice:
            raise refusals.OneHatOnly
        return standing
    chosen = voice or (listed[0] if len(listed) == 1 else "")
    if chosen not in listed:
        raise refusals.NoHatToWear(gettext_noop("Choose which of your voices you speak in here."))
    side = Voice.objects.in_scope(round.scope).filter(code=chosen).order_by("-scope")[0].side
    return Standing.objects.create(round=round, user_id=by.user_id, voice=chosen, side=side)
