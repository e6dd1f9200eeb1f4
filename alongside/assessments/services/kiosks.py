"""A tablet that stands ready: made and ended by those who lead a round, locked by its code, sat down at by anybody.

What people do at it is what they do anywhere (`ballots`). Only here a ballot is laid down with the first answer, so
that somebody who begins and walks away leaves nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Case, F, IntegerField, Value, When
from django.utils.translation import gettext_noop as _

from alongside.assessments import codes
from alongside.assessments.models import AskedVoice, Ballot, Kiosk, KioskSeats, Round
from alongside.assessments.rules import State
from alongside.assessments.services import refusals
from alongside.assessments.services.ballots import lay_down, refuse_unless_open
from alongside.assessments.services.life import held, record
from alongside.core.audit import Doer
from alongside.core.clock import date_of
from alongside.core.refusals import Refusal
from alongside.core.words import gettext_noop


class NoSeats(Refusal):
    message = _("Say for at least one voice how many people may answer at this tablet.")


class KioskHasEnded(Refusal):
    message = _("This tablet is not used for answers any more. Ask the team for another way in.")


class NoSeatLeft(Refusal):
    message = _("As many people as were expected have answered here. Ask the team for another way in.")


@transaction.atomic
def open_kiosk(round: Round, *, name: str, seats: Mapping[str, int], by: Doer, at: dt.datetime) -> str:
    """A tablet may stand ready for a round: so many people of each voice. Its code is told once, here.

    Refuses a round that is not open, a voice it does not ask, and a tablet for nobody.
    """
    round = held(round, State.OPEN)
    seats = {voice: number for voice, number in seats.items() if number}
    if not seats:
        raise NoSeats
    if not set(seats) <= set(AskedVoice.objects.filter(round=round).values_list("voice", flat=True)):
        raise refusals.VoiceNotAsked(gettext_noop("This round does not ask that voice."))
    code = codes.new_code()
    kiosk = Kiosk.objects.create(round=round, mark=codes.mark(code), name=name)
    KioskSeats.objects.bulk_create(
        KioskSeats(kiosk=kiosk, voice=voice, number=number, left=number) for voice, number in sorted(seats.items())
    )
    record(round, "round.kiosk_opened", by=by, at=at, changes={"name": name, "seats": seats})
    return code


@transaction.atomic
def end_kiosk(kiosk: Kiosk, *, by: Doer, at: dt.datetime) -> None:
    """A tablet does not stand ready any more; what was answered at it stays. Ending it twice is ending it once."""
    round = held(kiosk.round, *State)
    if Kiosk.objects.filter(pk=kiosk.pk, ended_on=None).update(ended_on=date_of(at)):
        record(round, "round.kiosk_ended", by=by, at=at, changes={"name": kiosk.name})


def lock_device(typed: str, *, at: dt.datetime) -> Kiosk:
    """The kiosk that a code makes of a device. Nothing is written: the device keeps it, and nobody knows which it is.

    Refuses a code that is none, a kiosk that has ended, and a round that takes no answers.
    """
    kiosk = Kiosk.objects.filter(mark=codes.mark(typed)).select_related("round").first()
    if kiosk is None:
        whole = len(codes.plain(typed)) == codes.CODE_LENGTH and not codes.is_whole(typed)
        raise refusals.MistypedCode if whole else refusals.UnknownCode
    if kiosk.ended_on:
        raise KioskHasEnded
    refuse_unless_open(kiosk.round, at=at)
    return kiosk


def sit_down(kiosk_id: str, *, receipt: str, voice: str, at: dt.datetime) -> None:
    """A ballot for a receipt that was given out at a kiosk, laid down with the first answer; once, however often.

    The seat is taken in one transaction and the ballot laid down in another, as with a poster. Refuses a kiosk that
    has ended, and a voice that has no seat left at it.
    """
    if Ballot.objects.filter(mark=codes.mark(receipt)).exists():
        return
    kiosk = Kiosk.objects.filter(pk=kiosk_id, ended_on=None).select_related("round").first()
    if kiosk is None:
        raise KioskHasEnded
    refuse_unless_open(kiosk.round, at=at)
    _take_seats(kiosk, voice, number=1)
    if not lay_down(kiosk.round, receipt=receipt, voices=[voice], at=at):
        _take_seats(kiosk, voice, number=-1)  # the same form was quicker the first time


@transaction.atomic
def _take_seats(kiosk: Kiosk, voice: str, *, number: int) -> None:
    """Write all seats of the round anew, so that no hidden column tells at which kiosk somebody last sat down."""
    held(kiosk.round, State.OPEN)
    wanted = KioskSeats.objects.filter(kiosk=kiosk, voice=voice).first()
    if wanted is None:
        raise refusals.VoiceNotAsked
    if wanted.left < number:
        raise NoSeatLeft
    taken = Case(When(pk=wanted.pk, then=Value(number)), default=Value(0), output_field=IntegerField())
    KioskSeats.objects.filter(kiosk__round_id=kiosk.round_id).update(left=F("left") - taken)
