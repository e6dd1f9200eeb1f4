"""What keeps people safe, at the ward of the showcase: talks that were asked for, and words that were reported."""

from __future__ import annotations

import datetime as dt

from alongside.assessments.models import Quote, Round
from alongside.assessments.rules import State
from alongside.demo.services.diary import Story
from alongside.demo.services.world import World
from alongside.keeping_safe import codes, taking_out
from alongside.keeping_safe import services as safe
from alongside.keeping_safe.rules import Reason
from alongside.programmes.models import Place


def talks(world: World, place: Place, *, as_at: dt.datetime) -> Story:
    """Two people asked for a talk: one request was seen the next day, one came this morning and waits."""
    lead = world.leads[place.pk]
    for days, words, reach in (
        (
            5,
            "I do not know what happens after Friday.",
            "Ask for the one in the green coat, in the garden after lunch.",
        ),
        (0, "I would like to talk about going home.", "Ring me after three: 01632 960 131."),
    ):
        asked = (as_at - dt.timedelta(days=days)).replace(hour=8)
        yield asked
        talk = safe.ask_for_a_talk(
            code=codes.new_code(),
            scope=place.scope,
            place=place.name,
            to=lead.user.name,
            user=lead.user.pk,
            reach=reach,
            words=words,
            at=asked,
        )
        if days:
            yield asked + dt.timedelta(days=1)
            safe.see_talk(talk, by=lead.actor, at=asked + dt.timedelta(days=1))


def reported(world: World, place: Place, *, as_at: dt.datetime) -> Story:
    """Words that somebody reported and a lead hid until two have decided, and words that were only reported."""
    at = as_at - dt.timedelta(days=1)
    yield at
    lead = world.leads[place.pk]
    round = Round.objects.get(place=place, state=State.SHARED, edition__purpose="")
    shown = Quote.objects.filter(round=round, first_verdict="SHOW", second_verdict="SHOW").order_by("words")
    for quote, reason, hides in zip(shown[:2], (Reason.NAMES, Reason.HURTS), (True, False), strict=True):
        case = safe.report_text(table="assessments.Quote", row=str(quote.pk), column="words", reason=reason, at=at)
        if hides:
            safe.hide_text(case, which=[name for name, *_ in taking_out.to_choose(case)], by=lead.actor, at=at)
