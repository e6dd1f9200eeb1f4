"""A round's life up to its reveal: drafted, opened, closed, opened again, cancelled."""

from __future__ import annotations

import datetime as dt
import random
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from django.db import transaction

from alongside.access.policy import Actor
from alongside.assessments import rules
from alongside.assessments.models import (
    AskedVoice,
    Ballot,
    Code,
    Invited,
    Key,
    Letterbox,
    NamedContact,
    Poster,
    Round,
    Sheet,
    WayCount,
)
from alongside.assessments.rules import State
from alongside.assessments.services import refusals
from alongside.assessments.services.ending import end_batches
from alongside.assessments.services.restoring import never_again
from alongside.assessments.services.scrubbing import scrub_after
from alongside.assessments.services.standing import stand
from alongside.assessments.services.telling import ENDED, tell_those_who_asked
from alongside.assessments.services.ways import tell_ways
from alongside.core import audit
from alongside.core.audit import Doer
from alongside.core.clock import date_of
from alongside.core.words import gettext, gettext_noop
from alongside.frameworks.models import Edition, Voice
from alongside.frameworks.rules import scopes_above
from alongside.keeping_safe.queries import contacts as whom
from alongside.keeping_safe.services import Named, put_contacts
from alongside.programmes.models import Place


@dataclass(frozen=True)
class Asking:
    """A voice to ask: how many people are expected, and which item numbers it is asked (none given: all)."""

    voice: str
    expected: int = 0
    items: tuple[int, ...] = ()


@dataclass(frozen=True)
class Contact:
    """Somebody to turn to: one of each kind (`NamedContact.Kind`) must be named before a round opens."""

    kind: str
    name: str
    phone: str = ""
    email: str = ""


@transaction.atomic
def draft_round(
    place: Place,
    *,
    edition: Edition,
    name: str,
    why: str,
    closes_on: dt.date,
    asked: Sequence[Asking],
    contacts: Sequence[Contact],
    mode: str = Round.Mode.PRIVATE,
    smallest: int = 5,
    by: Doer,
    at: dt.datetime,
) -> Round:
    """A round was prepared for a place. Nobody is asked anything until it opens.

    Refuses a list that is another programme's own, or not published.
    """
    _refuse_edition(edition, scope=place.scope)
    round = Round.objects.create(
        place=place,
        scope=place.scope,
        edition=edition,
        name=name,
        why=why,
        mode=mode,
        closes_on=closes_on,
        smallest=smallest,
        drafted_on=date_of(at),
        secret=secrets.token_bytes(32),
    )
    _ask(round, asked=asked, contacts=contacts)
    record(round, "round.drafted", by=by, at=at, changes={"name": name, "edition": edition.slug})
    return round


@transaction.atomic
def change_draft(
    round: Round,
    *,
    edition: Edition,
    name: str,
    why: str,
    closes_on: dt.date,
    asked: Sequence[Asking],
    contacts: Sequence[Contact],
    mode: str,
    smallest: int,
    by: Doer,
    at: dt.datetime,
) -> Round:
    """A prepared round was changed. Refuses once it has opened: what people were promised stays.

    Sheets that were printed before no longer fit it, and can no longer be typed in.
    """
    round = held(round, State.DRAFT)
    _refuse_edition(edition, scope=round.scope)
    if round.edition.purpose and (edition != round.edition or mode != Round.Mode.PRIVATE):
        raise refusals.PartOfASearch
    round.sheets.all().delete()
    if mode != round.mode:
        round.keys.filter(purpose=Key.Purpose.OPEN_ROOM).delete()
    round.edition, round.name, round.why, round.closes_on = edition, name, why, closes_on
    round.mode, round.smallest = mode, smallest
    round.save()
    round.asked.all().delete()
    round.contacts.all().delete()
    _ask(round, asked=asked, contacts=contacts)
    record(round, "round.changed", by=by, at=at, changes={"name": name, "edition": edition.slug})
    return round


@transaction.atomic
def choose_open_room(round: Round, *, by: Actor, voice: str, at: dt.datetime) -> Round:
    """Someone said yes, for their side, to an open room. It opens as one only when both sides have."""
    round = held(round, State.DRAFT)
    standing = stand(round, by=by, voice=voice)
    Key.objects.get_or_create(
        round=round,
        purpose=Key.Purpose.OPEN_ROOM,
        user_id=by.user_id,
        defaults={"side": standing.side, "turned_at": at},
    )
    record(round, "round.open_room_chosen", by=by, at=at, changes={"side": standing.side})
    return round


@transaction.atomic
def open_round(round: Round, *, by: Doer, at: dt.datetime) -> Round:
    """A round opened: people can answer through its last day.

    Refuses without every named contact, without somebody to ask, with its last day past, while another
    round of the place runs, and an open room that not both sides have chosen.
    """
    # The place is locked first, so that two rounds of it cannot open beside each other.
    Place.objects.select_for_update(no_key=True).get(pk=round.place_id)
    round = held(round, State.DRAFT)
    on = date_of(at)
    if missing := what_is_missing(round, on=on):
        said = gettext("Before the round can open: %(missing)s.")
        raise refusals.NotReadyToOpen(said % {"missing": "; ".join(missing)})
    others = Round.objects.filter(place_id=round.place_id, state__in=[State.OPEN, State.CLOSED])
    if others.exclude(pk=round.pk).exists():
        raise refusals.AnotherRoundIsRunning
    if round.mode == Round.Mode.OPEN_ROOM and len(_sides_for_open_room(round)) < 2:
        raise refusals.BothSidesChooseAnOpenRoom
    round.state, round.opened_on = State.OPEN, on
    round.one_sided = rules.is_one_sided(round.asked.values_list("side", flat=True))
    round.save(update_fields=["state", "opened_on", "one_sided"])
    record(round, "round.opened", by=by, at=at, changes={"closes_on": round.closes_on, "mode": round.mode})
    return round


def what_is_missing(round: Round, *, on: dt.date) -> list[str]:
    """What a draft still needs before it can open, in words; nothing when it is ready."""
    named = whom.contacts_at(round.scope)
    contacts = {one.kind for one in named} | set(round.contacts.values_list("kind", flat=True))
    missing = [gettext(words) for kind, words in CONTACTS_IN_WORDS.items() if kind not in contacts]
    asked = any(one.takes_requests for one in named) or round.contacts.exclude(email="").exists()
    if contacts and not asked:
        missing.append(gettext("give an e-mail address of somebody to turn to, so that a wish to talk reaches them"))
    if not round.asked.exists():
        missing.append(gettext("choose at least one voice to ask"))
    if round.closes_on < on:
        missing.append(gettext("choose a last day that is not in the past"))
    return missing


CONTACTS_IN_WORDS = {
    NamedContact.Kind.IN_TEAM: gettext_noop("name someone in the team to turn to"),
    NamedContact.Kind.OUTSIDE: gettext_noop("name someone outside the team to turn to"),
    NamedContact.Kind.ADVOCATE: gettext_noop("name an advocate"),
    NamedContact.Kind.EMERGENCY: gettext_noop("name an emergency line"),
}


@transaction.atomic
def close_round(round: Round, *, by: Doer, at: dt.datetime) -> Round:
    """A round closed: later answers are refused kindly. The ballots are shuffled, so that none shows when it came."""
    round = held(round, State.OPEN)
    round.state, round.closed_on = State.CLOSED, date_of(at)
    round.save(update_fields=["state", "closed_on"])
    shuffle_ballots(round)
    tell_ways(round)
    end_batches(round, by=by, at=at)
    record(round, "round.closed", by=by, at=at)
    return round


@transaction.atomic
def reopen_round(round: Round, *, closes_on: dt.date, by: Doer, at: dt.datetime) -> Round:
    """A closed round opened again to invite more people; a waiting key to the reveal falls away."""
    round = held(round, State.CLOSED)
    if closes_on < date_of(at):
        raise refusals.NotReadyToOpen(gettext_noop("Choose a last day that is not in the past."))
    round.keys.filter(purpose=Key.Purpose.REVEAL).delete()
    round.state, round.closes_on, round.closed_on = State.OPEN, closes_on, None
    round.save(update_fields=["state", "closes_on", "closed_on"])
    record(round, "round.reopened", by=by, at=at, changes={"closes_on": closes_on})
    return round


@transaction.atomic
def cancel_round(round: Round, *, why: str, by: Doer, at: dt.datetime) -> Round:
    """A round was cancelled before its reveal: every ballot is deleted unseen."""
    round = held(round, State.DRAFT, State.OPEN, State.CLOSED)
    round.state, round.ended_on, round.ended_why = State.CANCELLED, date_of(at), why
    forget_everyone(round)
    end_batches(round, by=by, at=at)
    record(round, "round.cancelled", by=by, at=at, changes={"why": why})
    return round


def forget_everyone(round: Round) -> None:
    """Tell those who asked that a round ends unseen, and delete its ballots, codes, keys and secret."""
    tell_those_who_asked(round, body=ENDED, on=round.ended_on or round.drafted_on)
    for gone in (Ballot, Code, Poster, Sheet, Invited, Letterbox, Key, WayCount):
        gone._default_manager.filter(round=round).delete()
    round.kiosks.all().delete()
    round.secret = b""
    round.scrubbed = False
    round.save()
    scrub_after()
    never_again(round)


def held(round: Round, *states: State) -> Round:
    """The round as it is now, locked until the transaction ends. Refuses in any other state than those named."""
    fresh = Round.objects.select_for_update().get(pk=round.pk)
    if fresh.state not in states:
        raise refusals.NotNow
    return fresh


def _refuse_edition(edition: Edition, *, scope: str) -> None:
    if edition.published_on is None or edition.scope not in scopes_above(scope):
        raise refusals.EditionNotOpen


def _ask(round: Round, *, asked: Sequence[Asking], contacts: Sequence[Contact]) -> None:
    # A programme's own voice takes the place of the product's with the same code.
    voices = {voice.code: voice for voice in Voice.objects.in_scope(round.scope).order_by("scope")}
    numbers = list(round.edition.items.values_list("number", flat=True))
    AskedVoice.objects.bulk_create(
        AskedVoice(
            round=round,
            voice=one.voice,
            side=voices[one.voice].side,
            order=voices[one.voice].order,
            expected=one.expected,
            items=sorted(one.items) or sorted(numbers),
        )
        for one in asked
    )
    NamedContact.objects.bulk_create(NamedContact(round=round, **asdict(contact)) for contact in contacts)
    # Contacts belong to the place: whoever prepares a round names them there.
    put_contacts(round.place, contacts=[Named(one.kind, one.name, one.phone, one.email) for one in contacts])


def _sides_for_open_room(round: Round) -> set[str]:
    return set(round.keys.filter(purpose=Key.Purpose.OPEN_ROOM).values_list("side", flat=True))


def shuffle_ballots(round: Round) -> None:
    """Write the ballots anew in random order, so that no hidden column of the database tells who came when."""
    ballots = list(Ballot.objects.filter(round=round))
    random.SystemRandom().shuffle(ballots)
    Ballot.objects.filter(round=round).delete()
    Ballot.objects.bulk_create(ballots)


def record(
    round: Round, action: str, *, by: Doer, at: dt.datetime, changes: Mapping[str, object] | None = None
) -> None:
    audit.record(action, by=by, at=at, scope=round.scope, subject=f"round:{round.pk}", changes=changes)
