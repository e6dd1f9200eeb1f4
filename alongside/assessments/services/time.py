"""What time does by itself: closing, lapsing, sharing, counting once a day. Any host may call it at any time."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from alongside.accounts import services as accounts
from alongside.assessments import rules
from alongside.assessments.models import Ballot, Key, Letterbox, Round
from alongside.assessments.rules import State
from alongside.assessments.services.life import close_round, forget_everyone, held, record
from alongside.assessments.services.refusals import NotNow
from alongside.assessments.services.scrubbing import scrub_all
from alongside.assessments.services.sharing import share_round
from alongside.assessments.services.ways import tell_ways
from alongside.core.audit import System
from alongside.core.clock import date_of
from alongside.programmes import queries as programmes

CLOCK = System("time passing")

LAPSED = _("""The round "%(name)s" at %(place)s was closed on %(closed)s and not revealed within 30 days.

As was promised to everyone who answered, the answers have been deleted unseen. You can prepare a new round at
any time. It may help to tell people why their answers were not looked at, and that nobody has seen them.
""")


def let_time_pass(*, at: dt.datetime) -> None:
    """Do for every round what has come due."""
    on = date_of(at)
    _each(Round.objects.filter(state=State.OPEN, closes_on__lt=on), lambda round: close_round(round, by=CLOCK, at=at))
    lapsing = Round.objects.filter(state=State.CLOSED, closed_on__lte=on - rules.LAPSES_AFTER)
    _each(lapsing, lambda round: lapse_round(round, at=at))
    sharing = Round.objects.filter(state=State.REVEALED, revealed_on__lte=on - rules.PREPARE_AT_MOST)
    _each(sharing, lambda round: share_round(round, by=CLOCK, at=at))
    _each(Round.objects.filter(state=State.OPEN).exclude(counted_on=on), lambda round: count_round(round, at=at))
    stale = Key.objects.filter(purpose=Key.Purpose.REVEAL, turned_at__lte=at - rules.KEY_LAPSES_AFTER)
    _each(Round.objects.filter(keys__in=stale).distinct(), lambda round: drop_stale_keys(round, at=at))
    expired = Letterbox.objects.filter(until_on__lt=on)
    _each(Round.objects.filter(letterboxes__in=expired).distinct(), lambda round: drop_addresses(round, at=at))
    scrub_all()


def _each(due: object, act: Callable[[Round], object]) -> None:
    for round in due:  # type: ignore[attr-defined]
        try:
            act(round)
        except NotNow:
            continue  # another host, or a person, was quicker


@transaction.atomic
def lapse_round(round: Round, *, at: dt.datetime) -> Round:
    """A round that nobody revealed in time lapsed: its ballots are deleted unseen, and those who lead are told."""
    round = held(round, State.CLOSED)
    closed = round.closed_on
    assert closed is not None  # it was held as a closed one
    round.state, round.ended_on, round.ended_why = State.LAPSED, date_of(at), "not revealed within 30 days of closing"
    forget_everyone(round)
    about = {"name": round.name, "place": round.place.name, "closed": date_format(closed, "j F Y")}
    subject, body = gettext("A round at %(place)s has lapsed") % about, gettext(LAPSED) % about
    for lead in programmes.co_leads(round.scope):
        accounts.tell(lead.user_id, to=lead.email, subject=subject, body=body, on=date_of(at))
    record(round, "round.lapsed", by=CLOCK, at=at)
    return round


@transaction.atomic
def count_round(round: Round, *, at: dt.datetime) -> Round:
    """The day's count of who has answered, told per voice from the round's smallest number on."""
    round = held(round, State.OPEN)
    answered = Ballot.objects.filter(round=round).exclude(voice="").exclude(answers={})
    many = Counter(answered.values_list("voice", flat=True))
    round.counted = {voice: count for voice, count in sorted(many.items()) if count >= round.smallest}
    round.counted_on = date_of(at)
    round.save(update_fields=["counted", "counted_on"])
    tell_ways(round)
    record(round, "round.counted", by=CLOCK, at=at, changes=dict(round.counted))
    return round


@transaction.atomic
def drop_stale_keys(round: Round, *, at: dt.datetime) -> Round:
    """A key to the reveal that waited for 24 hours lapsed."""
    round = held(round, State.CLOSED)
    round.keys.filter(purpose=Key.Purpose.REVEAL, turned_at__lte=at - rules.KEY_LAPSES_AFTER).delete()
    record(round, "round.reveal_key_lapsed", by=CLOCK, at=at)
    return round


@transaction.atomic
def drop_addresses(round: Round, *, at: dt.datetime) -> Round:
    """The sealed addresses of a round reached the end of their time and were deleted."""
    round = held(round, *State)
    round.letterboxes.filter(until_on__lt=date_of(at)).delete()
    record(round, "round.addresses_deleted", by=CLOCK, at=at)
    return round
