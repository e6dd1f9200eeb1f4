"""Ways in: codes by mail, on slips, from a poster. No code is stored with whom it was given to."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from alongside.assessments import asking, codes, rules
from alongside.assessments.models import AskedVoice, Code, Invited, Poster, Round
from alongside.assessments.rules import State, Way
from alongside.assessments.services import refusals
from alongside.assessments.services.life import held, record
from alongside.core import outbox
from alongside.core.audit import Doer
from alongside.core.clock import date_of
from alongside.core.words import gettext, gettext_noop

LETTER = """{begins}

It takes about ten minutes. You need no account and no password.

Open {url}/rate/ and type this code:

    {code}

Or open this address, which types it for you:
{url}/rate/#{code}

Nobody can see which answers are yours. Taking part or not changes nothing about your care or your job.
You can answer until {until}.

The code works once, for one person. Please do not pass this letter on.
"""


@dataclass(frozen=True)
class Invitee:
    """Somebody to send a code to, and the voices the code offers them (one, or all they may speak in)."""

    email: str
    voices: tuple[str, ...]


@transaction.atomic
def invite_by_mail(round: Round, *, people: Sequence[Invitee], by: Doer, at: dt.datetime) -> int:
    """People were sent a code by mail; returns how many. Whoever was already sent one is not sent another.

    The list of who was given a code is kept sorted and without times, apart from the codes; the letters are
    sealed until they are sent. Refuses addresses that are not addresses, naming them.
    """
    round = held(round, State.OPEN)
    _refuse_wrong_addresses(people)
    asked = set(round.asked.values_list("voice", flat=True))
    lists = {row.voice: set(row.people) for row in round.invited.all()}
    known = {email for emails in lists.values() for email in emails}
    new = {}
    for person in people:
        voices = tuple(voice for voice in person.voices if voice in asked)
        if voices and person.email.lower() not in known:
            new[person.email.lower()] = voices
    everyone = list(new.items())
    random.SystemRandom().shuffle(everyone)
    for email, voices in everyone:
        code = _make(round, voices=voices, way=Way.MAIL)
        outbox.queue(
            to=email,
            subject=asking.ALONE[round.edition.purpose] % {"place": round.place.name},
            body=_letter(round, code=code),
            on=date_of(at),
            sealed=True,
        )
        lists.setdefault(voices[0], set()).add(email)
    for voice, emails in lists.items():
        Invited.objects.update_or_create(round=round, voice=voice, defaults={"people": sorted(emails)})
    record(round, "round.invited", by=by, at=at, changes={"letters": len(new)})
    return len(new)


@transaction.atomic
def make_slips(round: Round, *, voice: str, number: int, by: Doer, at: dt.datetime) -> list[str]:
    """Codes for printed slips were made. They are told once, here, and cannot be printed again."""
    round = held(round, State.OPEN)
    _refuse_unasked(round, voice)
    made = [_make(round, voices=(voice,), way=Way.SLIP) for _ in range(number)]
    record(round, "round.slips_made", by=by, at=at, changes={"voice": voice, "number": number})
    return made


@transaction.atomic
def make_poster(round: Round, *, voice: str, number: int, by: Doer, at: dt.datetime) -> str:
    """A poster was made whose code lets a stated number of people in. The code is told once, here."""
    round = held(round, State.OPEN)
    _refuse_unasked(round, voice)
    code = codes.new_code()
    Poster.objects.create(mark=codes.mark(code), round=round, voice=voice, number=number, left=number)
    record(round, "round.poster_made", by=by, at=at, changes={"voice": voice, "number": number})
    return code


def _make(round: Round, *, voices: tuple[str, ...], way: rules.Way) -> str:
    code = codes.new_code()
    Code.objects.create(mark=codes.mark(code), round=round, voices=list(voices), way=way)
    return code


def _letter(round: Round, *, code: str) -> str:
    return LETTER.format(
        begins=asking.WRITTEN[round.edition.purpose] % {"place": round.place.name},
        url=settings.RATING_URL,
        code=code,
        until=f"{round.closes_on:%-d %B %Y}",
    )


def _refuse_unasked(round: Round, voice: str) -> None:
    if not AskedVoice.objects.filter(round=round, voice=voice).exists():
        raise refusals.VoiceNotAsked(gettext_noop("This round does not ask that voice."))


def _refuse_wrong_addresses(people: Sequence[Invitee]) -> None:
    wrong = []
    for person in people:
        try:
            validate_email(person.email)
        except ValidationError:
            wrong.append(person.email)
    if wrong:
        raise refusals.AddressesAreWrong(
            gettext("These are not e-mail addresses: %(wrong)s. Correct them.") % {"wrong": ", ".join(wrong[:5])}
        )
