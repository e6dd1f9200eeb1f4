"""Words that people offered, read by two people of different sides before anybody else sees them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop as _

from alongside.access.policy import Actor
from alongside.assessments import rules
from alongside.assessments.models import Quote
from alongside.assessments.rules import SHARED_OR_LATER, State
from alongside.assessments.services.life import held, record
from alongside.assessments.services.standing import stand
from alongside.core.refusals import Refusal


class YourSideHasReadIt(Refusal):
    message = _("Someone of your side has read these words already. They wait for someone of the other side.")


class BothHaveReadIt(Refusal):
    message = _("Two people have read these words already, and the stricter of the two decided.")


class NotAVerdict(Refusal):
    message = _("Choose whether to show the words, to show them without the name of the voice, or to hold them back.")


@transaction.atomic
def read_quote(quote: Quote, *, verdict: str, voice: str = "", by: Actor, at: dt.datetime) -> Quote:
    """Someone read offered words and said: show, show without the name, or hold.

    Two people of different sides read them (in a round that asked one side only, two people); the stricter of the
    two wins. Who has read may think again. Refuses a second reader of the same side, and a third one.
    """
    round = held(quote.round, State.REVEALED, *SHARED_OR_LATER)
    if verdict not in rules.VERDICTS:
        raise NotAVerdict
    standing = stand(round, by=by, voice=voice)
    row = Quote.objects.select_for_update().get(pk=quote.pk)
    if by.user_id == str(row.first_by_id):
        row.first_verdict = verdict
    elif by.user_id == str(row.second_by_id):
        row.second_verdict = verdict
    elif row.first_by_id is None:
        row.first_by_id, row.first_side, row.first_verdict = by.user_id, standing.side, verdict
    elif row.second_by_id is not None:
        raise BothHaveReadIt
    elif row.first_side == standing.side and not round.one_sided:
        raise YourSideHasReadIt
    else:
        row.second_by_id, row.second_side, row.second_verdict = by.user_id, standing.side, verdict
    row.save()
    record(round, "quote.read", by=by, at=at, changes={"quote": str(row.pk), "verdict": verdict, "side": standing.side})
    return row
