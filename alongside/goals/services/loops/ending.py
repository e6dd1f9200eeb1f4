"""The end of a telling: what was answered is counted, what may be shown is kept, everything else is deleted."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterable

from django.db import transaction

from alongside.core.clock import date_of
from alongside.core.scrub import scrub
from alongside.goals.models import Listener, Loop, LoopAnswer, LoopCode, LoopWords, Telling
from alongside.goals.rules import loops as rules
from alongside.goals.rules.loops import Result, Says, Way
from alongside.goals.services.loops.restoring import never_again

TABLES = (LoopAnswer, LoopCode, Listener)


def counted(answers: Iterable[LoopAnswer], way: Way) -> Counter[Says]:
    """How many said what, of those that came one way."""
    return Counter(Says(answer.says) for answer in answers if answer.way == way)


def end_telling(loop: Loop, result: Result, *, at: dt.datetime) -> Telling:
    """End the telling that is awaited: a part of an act that holds the loop's lock and writes its row.

    Offered words are kept in random order, figures only where they may be shown; answers and codes are deleted.
    """
    telling = Telling.objects.select_for_update().get(loop=loop, result="")
    answers = list(LoopAnswer.objects.filter(telling=telling))
    confirmed = result == Result.CONFIRMED
    telling.kept = rules.what_may_be_kept(counted(answers, Way.LETTER), confirmed=confirmed)
    telling.kept_open = rules.what_may_be_kept(counted(answers, Way.OPEN), confirmed=confirmed)
    offered = [LoopWords(telling=telling, words=one.words) for one in answers if one.words and one.offered]
    random.SystemRandom().shuffle(offered)
    LoopWords.objects.bulk_create(offered)
    LoopAnswer.objects.filter(telling=telling).delete()
    LoopCode.objects.filter(telling=telling).delete()
    telling.result, telling.ended_on, telling.secret, telling.heard = result, date_of(at), b"", 0
    telling.save()
    scrub_after(loop)
    never_again(telling)
    return telling


def forget_contacts(loop: Loop) -> None:
    """Delete how to reach those who asked to be told: the loop has ended."""
    Listener.objects.filter(loop=loop).delete()
    scrub_after(loop)


def scrub_after(loop: Loop) -> None:
    """Once committed, take what was deleted out of the database's files too; the next tick does what cannot be now.

    Whoever calls this saves the loop: between the end of its telling and its next state the database holds no loop.
    """
    loop.scrubbed = False
    transaction.on_commit(scrub_loops)


def scrub_loops() -> bool:
    """Remove the traces of all that was deleted, and note for which loops; False when it must be tried again."""
    waiting = list(Loop.objects.filter(scrubbed=False).values_list("pk", flat=True))
    if done := not waiting or scrub(*TABLES):
        Loop.objects.filter(pk__in=waiting).update(scrubbed=True)
    return done
