"""The reveal: two keys of different sides; ballots become tallies and are deleted."""

from __future__ import annotations

import datetime as dt
import math
import random
import secrets
from collections import Counter
from collections.abc import Sequence

from django.db import transaction

from alongside.access.policy import Actor
from alongside.assessments import rules
from alongside.assessments.models import (
    AskedVoice,
    Ballot,
    Code,
    Difference,
    Gap,
    Invited,
    Key,
    OpenTally,
    Participation,
    Poster,
    Quote,
    Round,
    Sheet,
    Standing,
    Tally,
)
from alongside.assessments.models.kiosks import KioskSeats
from alongside.assessments.rules import Answer, State
from alongside.assessments.services import refusals
from alongside.assessments.services.life import held, record
from alongside.assessments.services.restoring import never_again
from alongside.assessments.services.scrubbing import scrub_after
from alongside.assessments.services.standing import stand
from alongside.assessments.services.ways import tell_ways
from alongside.core.clock import date_of
from alongside.core.words import gettext_noop
from alongside.frameworks.models import Item
from alongside.numerics import disclosure, ordinal
from alongside.numerics.disclosure import Kept, KeptGroup, Level, VoiceCounts

OPENERS_TO = 25
"""Marks that open the shared result are filled up to a multiple of this, so that their number tells nothing."""


@transaction.atomic
def turn_reveal_key(round: Round, *, voice: str = "", knowing: bool = False, by: Actor, at: dt.datetime) -> Round:
    """Someone turned their key to the reveal; with the second key, the round is revealed.

    Refuses a second key by the same person or the same side (unless the round asks only one side), a round
    in which nobody answered, and, unless they go on `knowing` it, one in which a side would not be shown.
    """
    round = held(round, State.CLOSED)
    standing = stand(round, by=by, voice=voice)
    if not _ballots(round):
        raise refusals.NobodyAnswered
    hidden = sides_not_shown(round)
    if hidden and not knowing:
        raise refusals.SideWouldNotBeShown(hidden)
    waiting = _waiting(round, at=at)
    if any(str(key.user_id) == by.user_id for key in waiting):
        raise refusals.SamePersonTwice
    first = next(
        (
            key
            for key in waiting
            if rules.keys_fit(
                first_side=key.side, second_side=standing.side, same_person=False, one_sided=round.one_sided
            )
        ),
        None,
    )
    if first:
        return _reveal(round, first=first, second=standing, by=by, at=at)
    if waiting:
        raise refusals.SameSideTwice
    Key.objects.create(round=round, purpose=Key.Purpose.REVEAL, user_id=by.user_id, side=standing.side, turned_at=at)
    changes = {"side": standing.side, "knowing_not_shown": list(hidden)}
    record(round, "round.reveal_key_turned", by=by, at=at, changes=changes)
    return round


@transaction.atomic
def withdraw_reveal_key(round: Round, *, by: Actor, at: dt.datetime) -> Round:
    """Someone took their waiting key to the reveal back."""
    round = held(round, State.CLOSED)
    gone, _ = round.keys.filter(purpose=Key.Purpose.REVEAL, user_id=by.user_id).delete()
    if not gone:
        raise refusals.NotNow(gettext_noop("You have no key waiting here."))
    record(round, "round.reveal_key_withdrawn", by=by, at=at)
    return round


def sides_not_shown(round: Round) -> tuple[str, ...]:
    """The asked sides of which no item would show anything. Call inside a transaction that holds the round."""
    kept = _kept(round, _ballots(round))
    shown = {str(group.side) for one in kept.values() for group in one.groups if group.reading is not None}
    asked = rules.sides_asked(round.asked.values_list("side", flat=True))
    return tuple(side for side in asked if side not in shown)


def _waiting(round: Round, *, at: dt.datetime) -> list[Key]:
    keys = round.keys.filter(purpose=Key.Purpose.REVEAL)
    return [key for key in keys if not rules.key_has_lapsed(turned_at=key.turned_at, at=at)]


def _reveal(round: Round, *, first: Key, second: Standing, by: Actor, at: dt.datetime) -> Round:
    ballots = _ballots(round)
    kept = _kept(round, ballots)
    items = {item.code: item for item in round.edition.items.all()}
    _store_tallies(round, kept, items)
    if round.mode == Round.Mode.OPEN_ROOM:
        _store_open(round, ballots, items)
    gaps = _store_differences(round, kept, items, at=at)
    _store_participation(round, ballots)
    _store_quotes(round, ballots, kept, items)
    round.state, round.revealed_on = State.REVEALED, date_of(at)
    round.first_by_id, round.first_side = first.user_id, first.side
    round.second_by_id, round.second_side = second.user_id, second.side
    _forget_ballots(round, ballots)
    record(
        round,
        "round.revealed",
        by=by,
        at=at,
        changes={
            "first": f"user:{first.user_id}",
            "second": f"user:{second.user_id}",
            "answered": {row.group: row.answered for row in round.participation.all()},
            "items": len(kept),
            "gaps": gaps,
        },
    )
    return round


def _ballots(round: Round) -> list[Ballot]:
    return [ballot for ballot in Ballot.objects.filter(round=round) if ballot.answers and ballot.voice]


def _kept(round: Round, ballots: Sequence[Ballot]) -> dict[str, Kept]:
    """Per item code, what rule 3 allows to be kept."""
    return {
        code: disclosure.keep(counts, minimum=round.smallest, full=max(disclosure.FULL, round.smallest))
        for code, counts in _counts(round, ballots).items()
    }


def _counts(round: Round, ballots: Sequence[Ballot]) -> dict[str, list[VoiceCounts]]:
    asked = list(round.asked.order_by("order"))
    by_voice = {one.voice: [ballot for ballot in ballots if ballot.voice == one.voice] for one in asked}
    return {
        item.code: [_count(one, by_voice[one.voice], item.code) for one in asked if item.number in one.items]
        for item in round.edition.items.order_by("number")
        if any(item.number in one.items for one in asked)
    }


def _count(asked: AskedVoice, ballots: Sequence[Ballot], item: str) -> VoiceCounts:
    answers = [Answer.from_dict(ballot.answers[item]) for ballot in ballots if item in ballot.answers]
    stages = Counter(answer.stage for answer in answers if answer.stage is not None)
    return VoiceCounts(
        voice=asked.voice,
        side=disclosure.Side(asked.side),
        stages=(stages[0], stages[1], stages[2], stages[3]),
        silences=Counter(str(answer.silence) for answer in answers if answer.silence),
        sure=Counter(str(answer.sure) for answer in answers if answer.sure and answer.stage is not None),
        all_waive=bool(ballots) and all(ballot.waives for ballot in ballots),
        ballots=len(ballots),
    )


def group_name(group: KeptGroup) -> str:
    """What a kept group is called in the tables: its voice, or its side when its voices are kept together."""
    return str(group.side) if group.whole_side else group.voices[0]


def _store_tallies(round: Round, kept: dict[str, Kept], items: dict[str, Item]) -> None:
    Tally.objects.bulk_create(
        Tally(
            round=round,
            item=items[code],
            side=str(group.side),
            group=group_name(group),
            kept=group.as_dict(),
            middle=(group.middle.lower + group.middle.upper) / 2 if group.middle else None,
        )
        for code, one in kept.items()
        for group in one.groups
    )


def _store_open(round: Round, ballots: Sequence[Ballot], items: dict[str, Item]) -> None:
    OpenTally.objects.bulk_create(
        OpenTally(round=round, item=items[code], voice=one.voice, side=str(one.side), shown=one.as_dict())
        for code, counts in _counts(round, ballots).items()
        for one in counts
    )


def _store_differences(round: Round, kept: dict[str, Kept], items: dict[str, Item], *, at: dt.datetime) -> int:
    """Every pair of kept groups is compared; an item's widest pair, the two sides before two voices, opens its gap."""
    opened = 0
    for code, one in kept.items():
        pairs = [
            _difference(round, items[code], a, b)
            for index, a in enumerate(one.groups)
            for b in one.groups[index + 1 :]
            if a.reading is not None and b.reading is not None
        ]
        Difference.objects.bulk_create(row for row, _across, _is_gap in pairs)
        wide = [(across, row.fewest, row) for row, across, is_gap in pairs if is_gap]
        # A gap is about how a place is seen; what somebody would like on a list is no gap to close.
        if wide and not round.edition.purpose:
            *_, widest = max(wide, key=lambda found: found[:2])
            Gap.objects.create(
                round=round, scope=round.scope, item=items[code], difference=widest, opened_on=date_of(at)
            )
            opened += 1
    return opened


def _difference(round: Round, item: Item, a: KeptGroup, b: KeptGroup) -> tuple[Difference, bool, bool]:
    assert a.reading is not None
    assert b.reading is not None
    apart = ordinal.apart(a.reading, b.reading)
    exact = ordinal.disagreement(a.spread, b.spread) if a.spread and b.spread else None
    lower = {ordinal.Direction.B_HIGHER: group_name(a), ordinal.Direction.A_HIGHER: group_name(b)}
    row = Difference(
        round=round,
        item=item,
        group_a=group_name(a),
        group_b=group_name(b),
        in_words=str(apart.in_words),
        lower=lower.get(apart.direction, ""),
        fewest=apart.fewest,
        most=apart.most,
        estimate=exact.estimate if exact else None,
        low=exact.low if exact else None,
        high=exact.high if exact else None,
    )
    return row, a.side != b.side, apart.is_gap


def _store_participation(round: Round, ballots: Sequence[Ballot]) -> None:
    """How many took part, kept by voice or by side with the sizes of the answers themselves."""
    asked = list(round.asked.order_by("order"))
    many = Counter(ballot.voice for ballot in ballots)
    codes = _codes_made(round)
    for side in rules.sides_asked(one.side for one in asked):
        voices = [one.voice for one in asked if one.side == side]
        apart = all(many[voice] == 0 or many[voice] >= round.smallest for voice in voices)
        groups = {voice: [voice] for voice in voices} if apart else {side: voices}
        for name, members in groups.items():
            there = [ballot for ballot in ballots if ballot.voice in members]
            Participation.objects.create(
                round=round,
                side=side,
                group=name,
                asked=sum(codes[voice] for voice in members),
                answered=len(there) if len(there) >= round.smallest or (apart and not there) else None,
                easy_read=_enough(sum(ballot.easy_read for ballot in there), len(there), round.smallest),
            )


def _codes_made(round: Round) -> Counter[str]:
    """How many codes and sheets were made for each voice; one that offers several counts for the first."""
    offered = [*round.codes.values_list("voices", flat=True), *round.sheets.values_list("voices", flat=True)]
    made = Counter(voices[0] for voices in offered if voices)
    for voice, number in round.posters.values_list("voice", "number"):
        made[voice] += number
    for voice, number in KioskSeats.objects.filter(kiosk__round=round).values_list("voice", "number"):
        made[voice] += number
    return made


def _enough(count: int, total: int, smallest: int) -> int | None:
    """A part of a group, where the part and the rest are each nobody or enough."""
    rest = total - count
    return count if total >= smallest and all(n == 0 or n >= smallest for n in (count, rest)) else None


def _store_quotes(round: Round, ballots: Sequence[Ballot], kept: dict[str, Kept], items: dict[str, Item]) -> None:
    """Keep words that were offered, under the group whose tally stands, in random order; the rest goes unread."""
    offered = []
    for ballot in ballots:
        for code, stored in ballot.answers.items():
            answer = Answer.from_dict(stored)
            group = kept[code].of_voice(ballot.voice) if answer.words and answer.offered else None
            if group and group.level not in (Level.NOTHING, Level.TOO_FEW):
                offered.append(Quote(round=round, item=items[code], group=group_name(group), words=answer.words))
    random.SystemRandom().shuffle(offered)
    Quote.objects.bulk_create(offered)


def _forget_ballots(round: Round, ballots: Sequence[Ballot]) -> None:
    """Delete what was rated with; what stays are marks that open the shared result, with decoys."""
    spent = set(round.codes.filter(spent=True).values_list("mark", flat=True)) | {ballot.mark for ballot in ballots}
    decoys = math.ceil((len(spent) + 1) / OPENERS_TO) * OPENERS_TO - len(spent)
    marks = list(spent | {secrets.token_hex(32) for _ in range(decoys)})
    random.SystemRandom().shuffle(marks)
    for gone in (Ballot, Code, Poster, Sheet, Invited, Key):
        gone._default_manager.filter(round=round).delete()
    round.kiosks.all().delete()
    Code.objects.bulk_create(Code(mark=mark, round=round, way="", spent=True) for mark in marks)
    tell_ways(round)
    round.secret, round.scrubbed, round.counted = b"", False, {}
    round.save()
    scrub_after()
    never_again(round)
