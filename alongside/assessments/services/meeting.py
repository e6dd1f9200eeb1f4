"""The joint meeting: who was there, what was agreed on each item, what to work on first, the two keys to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from alongside.access.policy import Actor
from alongside.assessments import rules
from alongside.assessments.models import Evidence, Key, Meeting, OpenTally, Position, Priority, Round
from alongside.assessments.rules import State
from alongside.assessments.services import refusals
from alongside.assessments.services.life import held, record
from alongside.assessments.services.restoring import CLOSED_ROOMS, never_again
from alongside.assessments.services.scrubbing import scrub_after
from alongside.assessments.services.standing import stand
from alongside.assessments.services.telling import AGREED, tell_those_who_asked
from alongside.core import files
from alongside.core.audit import Doer
from alongside.core.clock import date_of
from alongside.core.refusals import Refusal
from alongside.frameworks.models import Item, Voice

WORDS_AT_MOST, LABEL_AT_MOST, LINK_AT_MOST, REASON_AT_MOST = 1000, 150, 500, 300
OUT_OF_REACH = 1000
"""More people than any joint meeting holds: a slip of the finger."""


class MeetingDateIsWrong(Refusal):
    message = _("The meeting was held on a day between the reveal and today. Check the date.")


class NobodyWasThere(Refusal):
    message = _("Say how many people were there, of at least one voice.")


class PositionNeedsAWhy(Refusal):
    message = _("Say in a few words why you agreed on this, or why you could not.")


class PositionChanged(Refusal):
    """Somebody else wrote this position since it was opened here; theirs is kept until one of both decides."""

    message = _(
        "Someone else wrote here while you did. Below is what stands now, and your words are still in the form: "
        "save again to put yours in its place."
    )

    def __init__(self, theirs: Position) -> None:
        self.theirs = theirs
        super().__init__()


class NotOfThisEdition(Refusal):
    message = _("That challenge is not one that this round asks about.")


class TooManyPriorities(Refusal):
    message = _("Three priorities at most. Leave one for the next round, so that three can really be done.")


class SamePriorityTwice(Refusal):
    message = _("You chose the same challenge twice. Choose another one, or leave that place empty.")


class NothingIsAgreedYet(Refusal):
    message = _("Write down what you agreed on at least one challenge first.")


class OtherSideWasThere(Refusal):
    message = _(
        "Both sides were at the meeting, so both agree to what was written down: someone of the other side too."
    )


class TooManyWords(Refusal):
    message = _("That is longer than we can keep. Say it in fewer words.")


class EvidenceIsMissing(Refusal):
    message = _("Give a link that begins with https://, or a file.")


class YourKeyWaits(Refusal):
    message = _("Your side's key is turned already. It waits for someone of the other side.")


class NoKeyWaits(Refusal):
    message = _("You have no key waiting here.")


@dataclass(frozen=True)
class Upload:
    """A file somebody gives as evidence: its name as they have it, and what is in it."""

    name: str
    content: bytes


@transaction.atomic
def hold_meeting(round: Round, *, held_on: dt.date, present: Mapping[str, int], by: Doer, at: dt.datetime) -> Meeting:
    """The joint meeting about a round was held; how many were there is kept by voice, never who.

    While the meeting is open this may be put right. Refuses a day before the reveal or in the future, and a
    meeting with nobody there.
    """
    round = held(round, State.SHARED, State.MEETING)
    if round.edition.purpose:
        raise refusals.PartOfASearch
    if held_on > date_of(at) or (round.revealed_on and held_on < round.revealed_on):
        raise MeetingDateIsWrong
    there = {voice: count for voice, count in present.items() if count}
    sides = dict(_voices_of(round).filter(code__in=there).values_list("code", "side"))
    if not there or set(there) != set(sides) or not all(0 < count < OUT_OF_REACH for count in there.values()):
        raise NobodyWasThere
    meeting, _ = Meeting.objects.update_or_create(
        round=round,
        defaults={"held_on": held_on, "present": there, "sides": list(rules.sides_asked(sides.values()))},
    )
    round.state, round.met_on = State.MEETING, held_on
    round.save(update_fields=["state", "met_on"])
    _keys_fall(round)
    record(round, "round.met", by=by, at=at, changes={"held_on": held_on, "present": there})
    return meeting


def _voices_of(round: Round) -> QuerySet[Voice]:
    """The voices of the round's own programme last: of two with one code, these are meant."""
    found: QuerySet[Voice] = Voice.objects.in_scope(round.scope).order_by("scope")
    return found


@transaction.atomic
def record_position(
    round: Round,
    *,
    item: Item,
    stage: int | None,
    why: str,
    dissent: str = "",
    version: int = 0,
    by: Doer,
    at: dt.datetime,
) -> Position:
    """The meeting's position on one item was written down: a stage (or that none was agreed), why, and the dissent.

    `version` is the one its writer saw (0: none yet). Refuses when somebody has written since.
    Keys that wait for the agreement fall away: they were turned to something else.
    """
    round = held(round, State.MEETING)
    _refuse_unless_of(round, item)
    if not why.strip():
        raise PositionNeedsAWhy
    _refuse_too_many(why, dissent, most=WORDS_AT_MOST)
    position = Position.objects.filter(round=round, item=item).first()
    if position is not None and position.version != version:
        raise PositionChanged(position)
    if position is None:
        position = Position(round=round, item=item, version=0)
    position.stage, position.why, position.dissent = stage, why.strip(), dissent.strip()
    position.version, position.recorded_on = position.version + 1, date_of(at)
    position.save()
    _keys_fall(round)
    changes = {"item": item.code, "stage": stage, "version": position.version, "dissent": bool(position.dissent)}
    record(round, "position.recorded", by=by, at=at, changes=changes)
    return position


@transaction.atomic
def add_evidence(
    round: Round, *, item: Item, label: str, link: str = "", upload: Upload | None = None, by: Doer, at: dt.datetime
) -> Evidence:
    """Something that shows why was put beside an item: a link, or a file.

    Refuses a link that is not to the web, and a file that is too large, empty or not what it says (`core.files`).
    """
    round = held(round, State.MEETING)
    _refuse_unless_of(round, item)
    _refuse_too_many(label, most=LABEL_AT_MOST)
    _refuse_too_many(link, most=LINK_AT_MOST)
    if upload is None and not link.lower().startswith(("https://", "http://")):
        raise EvidenceIsMissing
    file = None
    if upload is not None:
        file = files.store(f"round:{round.pk}", name=upload.name, content=upload.content, on=date_of(at))
        link = ""
    evidence = Evidence.objects.create(
        round=round,
        scope=round.scope,
        item=item,
        label=label.strip() or (file.name if file else link)[:LABEL_AT_MOST],
        link=link,
        file=file,
        added_on=date_of(at),
    )
    record(round, "evidence.added", by=by, at=at, changes={"item": item.code, "kind": "file" if file else "link"})
    return evidence


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by: Doer, at: dt.datetime) -> None:
    """A piece of evidence was taken away again, its file with it."""
    round = held(evidence.round, State.MEETING)
    file = evidence.file
    evidence.delete()
    if file is not None:
        file.delete()
    record(round, "evidence.removed", by=by, at=at, changes={"evidence": str(evidence.pk)})


@transaction.atomic
def choose_priorities(
    round: Round, *, items: Sequence[Item], whys: Mapping[int, str] | None = None, by: Doer, at: dt.datetime
) -> list[Priority]:
    """At most three items were chosen to work on first, in this order; `whys` is by item key.

    Refuses a fourth, and the same one twice. Keys that wait for the agreement fall away.
    """
    round = held(round, State.MEETING)
    if len(items) > rules.PRIORITIES_AT_MOST:
        raise TooManyPriorities
    if len({item.pk for item in items}) != len(items):
        raise SamePriorityTwice
    for item in items:
        _refuse_unless_of(round, item)
    _refuse_too_many(*(whys or {}).values(), most=REASON_AT_MOST)
    round.priorities.all().delete()
    chosen = Priority.objects.bulk_create(
        Priority(round=round, item=item, order=order, why=(whys or {}).get(item.pk, "").strip())
        for order, item in enumerate(items, start=1)
    )
    _keys_fall(round)
    record(round, "round.priorities_chosen", by=by, at=at, changes={"items": [item.code for item in items]})
    return chosen


@transaction.atomic
def agree_round(round: Round, *, voice: str = "", alone: bool = False, by: Actor, at: dt.datetime) -> Round:
    """Someone turned their key to what was agreed; with a key of each side the round is agreed.

    `alone`: one side agrees knowing that the other was not at the meeting; the round is then called that wherever
    it appears. Refuses a round with nothing written down, a second key of the same side (unless the round asked
    only one side), and `alone` when the other side was there. An open room closes: what stays is what a private
    round keeps.
    """
    round = held(round, State.MEETING)
    if not round.positions.exists():
        raise NothingIsAgreedYet
    standing = stand(round, by=by, voice=voice)
    waiting = list(round.keys.filter(purpose=Key.Purpose.AGREE))
    fitting = next(
        (
            key
            for key in waiting
            if rules.keys_fit(
                first_side=key.side,
                second_side=standing.side,
                same_person=str(key.user_id) == by.user_id,
                one_sided=round.one_sided,
            )
        ),
        None,
    )
    if fitting:
        return _agree(round, sides=(fitting.side, standing.side), by=by, at=at)
    if alone:
        meeting = Meeting.objects.get(round=round)
        if set(meeting.sides) - {standing.side}:
            raise OtherSideWasThere
        return _agree(round, sides=(standing.side,), by=by, at=at)
    if any(str(key.user_id) == by.user_id for key in waiting):
        raise refusals.SamePersonTwice
    if waiting:
        raise YourKeyWaits
    Key.objects.create(round=round, purpose=Key.Purpose.AGREE, user_id=by.user_id, side=standing.side, turned_at=at)
    record(round, "round.agree_key_turned", by=by, at=at, changes={"side": standing.side})
    return round


@transaction.atomic
def withdraw_agree_key(round: Round, *, by: Actor, at: dt.datetime) -> Round:
    """Someone took their waiting key to the agreement back."""
    round = held(round, State.MEETING)
    gone, _ = round.keys.filter(purpose=Key.Purpose.AGREE, user_id=by.user_id).delete()
    if not gone:
        raise NoKeyWaits
    record(round, "round.agree_key_withdrawn", by=by, at=at)
    return round


def _agree(round: Round, *, sides: Sequence[str], by: Actor, at: dt.datetime) -> Round:
    round.state, round.agreed_on, round.agreed_by = State.AGREED, date_of(at), rules.agreed_by(sides)
    round.keys.filter(purpose=Key.Purpose.AGREE).delete()
    if round.mode == Round.Mode.OPEN_ROOM:
        OpenTally.objects.filter(round=round).delete()
        round.scrubbed = False
        scrub_after()
        never_again(round, CLOSED_ROOMS)
    round.save()
    tell_those_who_asked(round, body=AGREED, on=date_of(at), url=settings.RATING_URL)
    changes = {"by": round.agreed_by or "both sides", "positions": round.positions.count()}
    record(round, "round.agreed", by=by, at=at, changes=changes)
    return round


def _keys_fall(round: Round) -> None:
    """What was agreed has changed, so a key that waits was turned to something else."""
    round.keys.filter(purpose=Key.Purpose.AGREE).delete()


def _refuse_too_many(*texts: str, most: int) -> None:
    if any(len(text.strip()) > most for text in texts):
        raise TooManyWords


def _refuse_unless_of(round: Round, item: Item) -> None:
    if item.edition_id != round.edition_id:
        raise NotOfThisEdition
