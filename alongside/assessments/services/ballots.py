"""What people who answer do: come in, answer, change, take back, leave an address, ask for a talk.

These acts write no audit row and use no account: that is the promise, not an oversight.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_noop as _

from alongside.assessments import codes, rules
from alongside.assessments.models import AskedVoice, Ballot, Code, Letterbox, Poster, Round
from alongside.assessments.models.ways import Way
from alongside.assessments.rules import Answer, State
from alongside.assessments.services import refusals
from alongside.assessments.services.purposes import LETTERBOX, into_letterbox
from alongside.assessments.services.ways import count_way
from alongside.core.clock import date_of
from alongside.core.seal import seal
from alongside.keeping_safe import services as keeping_safe
from alongside.keeping_safe.codes import new_code

KEEP_ADDRESS = dt.timedelta(days=365)


@dataclass(frozen=True)
class Ticket:
    """Somebody let in: their round, their receipt, the voices they may choose from, and whether they came before.

    Who came by a poster has no code of their own: only the receipt leads back.
    """

    round: Round
    receipt: str
    voices: tuple[str, ...]
    came_back: bool
    by_poster: bool = False


@dataclass(frozen=True)
class Opener:
    """A code that opens a shared result."""

    round: Round


def exchange(typed: str, *, at: dt.datetime) -> Ticket | Opener:
    """Turn a code, a poster's code or a receipt into a ticket, or into a look at the shared result.

    The same code leads to the same receipt however often it is typed. The code is spent in one transaction and
    the empty ballot laid down in another, so that no hidden column of the database joins them.
    """
    if not codes.is_whole(typed):
        raise refusals.MistypedCode if len(codes.plain(typed)) in WHOLE_LENGTHS else refusals.UnknownCode
    mark = codes.mark(typed)
    if poster := Poster.objects.filter(mark=mark).select_related("round").first():
        return _by_poster(poster, at=at)
    if code := Code.objects.filter(mark=mark).select_related("round").first():
        return _by_code(code, typed=typed, at=at)
    if ballot := Ballot.objects.filter(mark=mark).select_related("round").first():
        refuse_unless_open(ballot.round, at=at)
        if not ballot.voice:  # which voices the code offers stands with the code alone
            raise refusals.NothingAnsweredYet
        return Ticket(ballot.round, codes.shown(codes.plain(typed)), (ballot.voice,), came_back=True)
    raise refusals.UnknownReceipt if len(codes.plain(typed)) == codes.RECEIPT_LENGTH else refusals.UnknownCode


WHOLE_LENGTHS = (codes.CODE_LENGTH, codes.RECEIPT_LENGTH)


def _by_code(code: Code, *, typed: str, at: dt.datetime) -> Ticket | Opener:
    round = code.round
    if round.state in rules.SHARED_OR_LATER:
        return Opener(round)
    if round.state == State.REVEALED:
        raise refusals.NotShownYet
    refuse_unless_open(round, at=at)
    came_back = code.spent
    Code.objects.filter(pk=code.pk).update(spent=True)
    receipt = codes.receipt_for(typed, secret=bytes(round.secret))
    lay_down(round, receipt=receipt, voices=code.voices, at=at)
    return Ticket(round, receipt, tuple(code.voices), came_back)


def _by_poster(poster: Poster, *, at: dt.datetime) -> Ticket:
    refuse_unless_open(poster.round, at=at)
    if not Poster.objects.filter(pk=poster.pk, left__gt=0).update(left=F("left") - 1):
        raise refusals.PosterIsUsedUp
    receipt = codes.new_receipt()
    lay_down(poster.round, receipt=receipt, voices=[poster.voice], at=at)
    return Ticket(poster.round, receipt, (poster.voice,), came_back=False, by_poster=True)


@transaction.atomic
def lay_down(round: Round, *, receipt: str, voices: list[str], at: dt.datetime) -> bool:
    """An empty ballot for a receipt; whether there was none yet."""
    locked = _open_round(round.pk, at=at)
    voice = voices[0] if len(voices) == 1 else ""
    return Ballot.objects.get_or_create(mark=codes.mark(receipt), defaults={"round": locked, "voice": voice})[1]


def save_answers(
    *,
    receipt: str,
    voice: str,
    voices: tuple[str, ...],
    answers: Mapping[str, Answer],
    waives: bool | None = None,
    easy_read: bool = False,
    way: Way = Way.OWN,
    at: dt.datetime,
) -> None:
    """Keep what somebody answered; each item given replaces what they said to it before, the others stay.

    `voices` are those the ticket offers; the voice is chosen with the first answer and kept. With its first answers
    a ballot is counted under its `way`, once and for good, after it is saved and apart from it. Refuses a round
    that is not open, a voice not offered, and an item the voice is not asked.
    """
    round = _save(receipt, voice=voice, voices=voices, answers=answers, waives=waives, easy_read=easy_read, at=at)
    if round:
        count_way(round, way)


@transaction.atomic
def _save(
    receipt: str,
    *,
    voice: str,
    voices: tuple[str, ...],
    answers: Mapping[str, Answer],
    waives: bool | None,
    easy_read: bool,
    at: dt.datetime,
) -> Round | None:
    """Save them; the round, when these are the first answers of a ballot that no way is counted for yet."""
    mark = codes.mark(receipt)
    found = Ballot.objects.filter(mark=mark).values_list("round_id", flat=True).first()
    if found is None:
        raise refusals.TooLate
    round = _open_round(found, at=at)
    ballot = Ballot.objects.get(mark=mark)
    if ballot.voice and ballot.answers and voice != ballot.voice:
        raise refusals.OneHatOnly(_("You have begun to answer in another voice, and your answers stay in that one."))
    if voice not in voices:
        raise refusals.VoiceNotAsked
    asked = set(AskedVoice.objects.get(round=round, voice=voice).items)
    codes_asked = set(round.edition.items.filter(number__in=asked).values_list("code", flat=True))
    if not set(answers) <= codes_asked:
        raise refusals.ItemNotAsked
    ballot.voice = voice
    ballot.answers = {**ballot.answers, **{item: answer.as_dict() for item, answer in answers.items()}}
    ballot.waives = ballot.waives if waives is None else waives
    ballot.easy_read = ballot.easy_read or easy_read
    is_new = bool(answers) and not ballot.counted
    ballot.counted = ballot.counted or is_new
    ballot.save()
    return round if is_new else None


@transaction.atomic
def withdraw_answers(*, receipt: str, at: dt.datetime) -> None:
    """Somebody took all their answers back: the ballot is emptied, and its code can still be used again."""
    mark = codes.mark(receipt)
    found = Ballot.objects.filter(mark=mark).values_list("round_id", flat=True).first()
    if found is None:
        raise refusals.TooLate
    _open_round(found, at=at)
    Ballot.objects.filter(mark=mark).update(answers={}, waives=False, easy_read=False)


@transaction.atomic
def leave_address(round: Round, *, address: str, language: str = "en", at: dt.datetime) -> None:
    """Somebody left a way to be told what happened: sealed, apart from every answer, for the sender's use only.

    `language`: what the letter will be written in; it is sealed with the address.

    Refuses what is not an e-mail address.
    """
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise refusals.AddressesAreWrong(_("This is not an e-mail address. Check it and type it again.")) from wrong
    sealed = seal(into_letterbox(address, language=language), purpose=LETTERBOX)
    Letterbox.objects.create(round=round, sealed=sealed, until_on=date_of(at) + KEEP_ADDRESS)


class Asked(Protocol):
    """Somebody who takes requests for a talk: a contact of the place, or one a round was prepared with."""

    @property
    def name(self) -> str: ...

    @property
    def email(self) -> str: ...


@transaction.atomic
def ask_for_a_talk(round: Round, *, contact: Asked, reach: str, words: str, at: dt.datetime) -> str:
    """Somebody asked to be talked to: sent at once, sealed, to the contact they chose; returns the code they keep.

    With the code they can see whether it was seen. Neither names the round, nor any answer.
    """
    code = new_code()
    keeping_safe.ask_for_a_talk(
        code=code,
        scope=round.scope,
        place=round.place.name,
        to=contact.name,
        email=contact.email,
        user=getattr(contact, "user_id", None),
        reach=reach,
        words=words,
        at=at,
    )
    return code


def _open_round(round_id: UUID, *, at: dt.datetime) -> Round:
    """The round, locked, so that no answer can be stored beside a reveal. Refuses when it takes none."""
    round = Round.objects.select_for_update().get(pk=round_id)
    refuse_unless_open(round, at=at)
    return round


def refuse_unless_open(round: Round, *, at: dt.datetime) -> None:
    """Refuses, kindly, a round that takes no answers."""
    if round.state == State.DRAFT:
        raise refusals.TooEarly
    if not rules.takes_answers(state=round.state, closes_on=round.closes_on, on=date_of(at)):
        raise refusals.TooLate
