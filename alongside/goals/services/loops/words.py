"""Words offered with an answer, read by two people of different sides before anybody else sees them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from alongside.access.policy import Actor
from alongside.frameworks.models import Voice
from alongside.goals.models import Loop, LoopWords
from alongside.goals.services.loops import refusals
from alongside.goals.services.loops.standing import held, record


@transaction.atomic
def read_loop_words(words: LoopWords, *, verdict: str, voice: str = "", by: Actor, at: dt.datetime) -> LoopWords:
    """Someone read offered words and said: show, or hold. Both readers must say show.

    Who has read may think again. Refuses a second reader of the same side, and a third one.
    """
    loop = held(Loop.objects.get(tellings=words.telling_id))
    if verdict not in LoopWords.Verdict.values:
        raise refusals.NotAVerdict
    side = _side(loop, by, voice)
    row = LoopWords.objects.select_for_update().get(pk=words.pk)
    if by.user_id == str(row.first_by_id):
        row.first_verdict = verdict
    elif by.user_id == str(row.second_by_id):
        row.second_verdict = verdict
    elif row.first_by_id is None:
        row.first_by_id, row.first_side, row.first_verdict = by.user_id, side, verdict
    elif row.second_by_id is not None:
        raise refusals.BothHaveReadIt
    elif row.first_side == side:
        raise refusals.YourSideHasReadIt
    else:
        row.second_by_id, row.second_side, row.second_verdict = by.user_id, side, verdict
    row.save()
    record(loop, "loop.words_read", by=by, at=at, changes={"words": str(row.pk), "verdict": verdict, "side": side})
    return row


def _side(loop: Loop, by: Actor, voice: str) -> str:
    """The side somebody reads for: that of the voice they chose, or of the only one they have here."""
    listed = by.voices_at(loop.scope)
    chosen = voice or (listed[0] if len(listed) == 1 else "")
    if chosen not in listed:
        raise refusals.NoSideHere
    return str(Voice.objects.in_scope(loop.scope).filter(code=chosen).order_by("-scope")[0].side)
