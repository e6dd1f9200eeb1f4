"""What time does to loops: answers are looked at once a day, silence is noted, contacts are deleted, signals seen."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable

from django.core.cache import cache
from django.db import transaction
from django.db.models import Count, F

from alongside.core.audit import System
from alongside.core.clock import date_of
from alongside.goals.models import Listener, Loop, LoopAnswer, Telling
from alongside.goals.rules import loops as rules
from alongside.goals.rules.loops import LoopState, Result, Way
from alongside.goals.services.loops.ending import counted, end_telling, forget_contacts, scrub_after, scrub_loops
from alongside.goals.services.loops.opening import open_again
from alongside.goals.services.loops.refusals import LoopMovedOn
from alongside.goals.services.loops.standing import held, move, record, tell_story
from alongside.measures.queries.readings import Read, read_series

CLOCK = System("time passing")
A_DAY = 24 * 60 * 60


def let_loops_pass(*, at: dt.datetime) -> None:
    """Do for every loop what has come due. Any host may call it at any time."""
    on = date_of(at)
    awaited = Telling.objects.filter(result="")
    new = awaited.annotate(there=Count("answers")).exclude(there=F("heard")).exclude(looked_on=on)
    for loop in list(Loop.objects.filter(pk__in=new.values("loop_id"))):
        _quietly(look_at_answers, loop, at=at)
    silent = awaited.filter(waits_from__lte=on - rules.SILENT_AFTER)
    for loop in list(Loop.objects.filter(state=LoopState.TOLD, pk__in=silent.values("loop_id"))):
        _quietly(note_silence, loop, at=at)
    for loop in Loop.objects.filter(listeners__until_on__lt=on).distinct():
        drop_contacts(loop, at=at)
    if cache.add(f"loops-signals:{on.isoformat()}", "", A_DAY):
        notice_signals(at=at)
    scrub_loops()


def _quietly(act: Callable[..., object], loop: Loop, *, at: dt.datetime) -> None:
    with contextlib.suppress(LoopMovedOn):  # another host, or a person, was quicker
        act(loop, at=at)


@transaction.atomic
def look_at_answers(loop: Loop, *, at: dt.datetime) -> Loop:
    """The day's answers were looked at together: enough of them close the loop, or open it again; any wakes it.

    Once a day, so that nobody can see whose answer it was. The trail holds no figure.
    """
    kept = held(loop, LoopState.TOLD, LoopState.UNCONFIRMED)
    telling = Telling.objects.select_for_update().get(loop=kept, result="")
    answers = list(LoopAnswer.objects.filter(telling=telling))
    Telling.objects.filter(pk=telling.pk).update(looked_on=date_of(at), heard=len(answers))
    result = rules.what_they_said(
        counted(answers, Way.LETTER), counted(answers, Way.OPEN), asked=telling.asked, needed=telling.needed
    )
    if kept.state == LoopState.UNCONFIRMED:
        move(kept, LoopState.TOLD)
        Telling.objects.filter(pk=telling.pk).update(waits_from=date_of(at))
        tell_story(kept, "answered_again", by=CLOCK, at=at)
    what = {None: "answers_counted", Result.CONFIRMED: "confirmed", Result.NOT_CONFIRMED: "not_confirmed"}[result]
    if result is not None:
        end_telling(kept, result, at=at)
        _conclude(kept, result, at=at)
        tell_story(kept, what, by=CLOCK, at=at)
    kept.save()
    record(kept, f"loop.{what}", by=CLOCK, at=at)
    return kept


def _conclude(loop: Loop, result: Result, *, at: dt.datetime) -> None:
    if result == Result.CONFIRMED:
        move(loop, LoopState.CLOSED)
        loop.confirmed_on = loop.signals_from = date_of(at)
        forget_contacts(loop)
    else:
        open_again(loop)


@transaction.atomic
def note_silence(loop: Loop, *, at: dt.datetime) -> Loop:
    """Ninety days went by without enough answers: told, not confirmed. Any answer wakes it again."""
    kept = held(loop, LoopState.TOLD)
    move(kept, LoopState.UNCONFIRMED)
    kept.save()
    tell_story(kept, "unconfirmed", by=CLOCK, at=at)
    record(kept, "loop.unconfirmed", by=CLOCK, at=at)
    return kept


@transaction.atomic
def drop_contacts(loop: Loop, *, at: dt.datetime) -> Loop:
    """Contacts of a loop reached the end of their twelve months and were deleted."""
    kept = held(loop)
    Listener.objects.filter(loop=kept, until_on__lt=date_of(at)).delete()
    scrub_after(kept)
    kept.save(update_fields=["scrubbed"])
    record(kept, "loop.contacts_deleted", by=CLOCK, at=at)
    return kept


def notice_signals(*, at: dt.datetime) -> None:
    """Closed loops whose goal's measure has gone the wrong way since: each asks to be reopened. One reading pass."""
    closed = list(
        Loop.objects.filter(state=LoopState.CLOSED, signal_on__isnull=True, goal__series__isnull=False)
        .select_related("goal__series__indicator")
        .order_by("pk")
    )
    series = {loop.goal.series.pk: loop.goal.series for loop in closed if loop.goal and loop.goal.series}
    read = {one.series.pk: one for one in read_series(list(series.values()))}
    for loop in closed:
        if loop.goal and loop.goal.series_id and goes_wrong_after(read[loop.goal.series_id], loop.signals_from):
            _quietly(ask_to_reopen, loop, at=at)


@transaction.atomic
def ask_to_reopen(loop: Loop, *, at: dt.datetime) -> Loop:
    """The measure of a closed loop goes the wrong way: the loop asks to be reopened. People decide whether it is."""
    kept = held(loop, LoopState.CLOSED)
    kept.signal_on = date_of(at)
    kept.save()
    tell_story(kept, "signal", by=CLOCK, at=at)
    record(kept, "loop.signal", by=CLOCK, at=at)
    return kept


def goes_wrong_after(read: Read, day: dt.date | None) -> bool:
    """Whether a reading has a point after a day that is special in the wrong direction."""
    reading = read.reading
    if reading is None or day is None:
        return False
    later = [place for place, x in enumerate(reading.x) if isinstance(x, dt.date) and x > day]
    return any(rules.is_wrong_way(reading, place) for place in later)
