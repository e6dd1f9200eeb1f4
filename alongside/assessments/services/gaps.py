"""Gaps between the two sides: only both together can settle one."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop as _

from alongside.access.policy import Actor
from alongside.assessments.models import Gap
from alongside.assessments.rules import LIVED_EXPERIENCE, SHARED_OR_LATER
from alongside.assessments.services.life import held, record
from alongside.assessments.services.standing import stand
from alongside.core.clock import date_of
from alongside.core.refusals import Refusal

WORDS_AT_MOST = 500


class GapIsSettled(Refusal):
    message = _("Both sides have settled this gap already.")


class GapNeedsWords(Refusal):
    message = _("Choose how the gap is settled, and say it in a few words that both sides can stand behind.")


@transaction.atomic
def settle_gap(gap: Gap, *, outcome: str, words: str, voice: str = "", by: Actor, at: dt.datetime) -> Gap:
    """Someone turned their side's key to how a gap is settled; with the other side's key on the same it is settled.

    Who comes second and changes the outcome or the words makes a new proposal, which needs the first side again.
    Refuses a gap that is settled, and one without words or with more than 500 characters of them.
    """
    round = held(gap.round, *SHARED_OR_LATER)
    standing = stand(round, by=by, voice=voice)
    row = Gap.objects.select_for_update().get(pk=gap.pk)
    words = words.strip()
    if row.settled_on is not None:
        raise GapIsSettled
    if outcome not in Gap.Outcome.values or not words or len(words) > WORDS_AT_MOST:
        raise GapNeedsWords
    lived = standing.side == LIVED_EXPERIENCE
    same = (row.outcome, row.words) == (outcome, words)
    other = row.profession_by_id if lived else row.lived_by_id
    other = other if same else None
    row.outcome, row.words = outcome, words
    row.lived_by_id, row.profession_by_id = (by.user_id, other) if lived else (other, by.user_id)
    row.settled_on = date_of(at) if other else None
    row.save()
    changes = {"gap": str(row.pk), "outcome": outcome, "side": standing.side}
    record(round, "gap.settled" if other else "gap.settlement_proposed", by=by, at=at, changes=changes)
    return row
