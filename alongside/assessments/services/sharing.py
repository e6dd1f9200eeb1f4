"""From the two who revealed a round to everyone who took part."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction

from alongside.access.policy import Actor
from alongside.assessments.models import Round
from alongside.assessments.rules import State
from alongside.assessments.services import refusals
from alongside.assessments.services.life import held, record
from alongside.assessments.services.telling import SHARED, tell_those_who_asked
from alongside.core.audit import Doer
from alongside.core.clock import date_of


@transaction.atomic
def share_round(round: Round, *, by: Doer, at: dt.datetime) -> Round:
    """A revealed round was shared with those who took part and the people of the place.

    Refuses anybody but the two who turned the keys; time may do it too.
    """
    round = held(round, State.REVEALED)
    if isinstance(by, Actor) and by.user_id not in {str(round.first_by_id), str(round.second_by_id)}:
        raise refusals.OnlyTheTwoWhoRevealed
    round.state, round.shared_on = State.SHARED, date_of(at)
    round.save(update_fields=["state", "shared_on"])
    tell_those_who_asked(round, body=SHARED, on=date_of(at), url=settings.RATING_URL)
    record(round, "round.shared", by=by, at=at)
    return round
