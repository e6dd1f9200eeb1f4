"""A goal's two keys: who holds each and how, who could turn the one that is missing, and what a code opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from alongside.access.policy import Actor
from alongside.core import clock
from alongside.core.words import gettext as _
from alongside.core.words import language
from alongside.goals.models import Goal, KeyCode
from alongside.goals.models.goals import COLUMN
from alongside.goals.queries import saying
from alongside.goals.rules import goals as rules
from alongside.goals.rules.goals import How, State
from alongside.programmes import queries as programmes


@dataclass(frozen=True)
class KeyLine:
    """One side's key: who holds it and how, whether it counts yet, and who could turn it while it is missing."""

    side: str
    side_says: str
    column: str
    who: str
    voice: str
    how: str
    on: dt.date | None
    counts: bool
    spoken: bool
    written_by: str
    confirmed_by: str
    employed: bool
    mine: bool
    could: tuple[str, ...]
    codes_out: int


@dataclass(frozen=True)
class ToldToAGuest:
    """A goal as somebody reads it who came with a code."""

    title: str
    place: str
    different_for_people: str
    convinces_sceptic: str
    due_on: dt.date | None
    side: str
    voice: str
    spoken: bool


def told_to_a_guest(code: KeyCode) -> ToldToAGuest:
    """What a code opens: the words of its goal, and whose key it turns. Two queries."""
    goal = code.goal
    column = COLUMN[code.side]
    return ToldToAGuest(
        title=goal.title,
        place=goal.place.name,
        different_for_people=goal.different_for_people,
        convinces_sceptic=goal.convinces_sceptic,
        due_on=goal.due_on,
        side=_(saying.SIDES[code.side]),
        voice=saying.voice_names(goal.scope, language=language()).get(code.voice, ""),
        spoken=getattr(goal, f"{column}_key_how") == How.SPOKEN,
    )


def keys_of(goal: Goal, people: Mapping[UUID, str], names: Mapping[str, str], actor: Actor) -> tuple[KeyLine, ...]:
    """Both keys of a goal for one reader; `people` and `names` are those of its page. Four queries at most."""
    out = dict(
        KeyCode.objects.filter(goal=goal, used_on__isnull=True).values_list("side").annotate(Count("pk")).order_by()
    )
    could = _who_could(goal) if goal.state == State.PROPOSED and not goal.duty else {}
    found = []
    for side, column in (("lived_experience", "lived"), ("profession", "profession")):
        by = getattr(goal, f"{column}_key_by_id")
        how = getattr(goal, f"{column}_key_how")
        counts = goal.key_counts(side)
        found.append(
            KeyLine(
                side=side,
                side_says=_(saying.SIDES[side]),
                column=column,
                who=people.get(by, "") if by else "",
                voice=names.get(getattr(goal, f"{column}_key_voice"), ""),
                how=_(saying.HOWS[How(how)]) if how else "",
                on=getattr(goal, f"{column}_key_on"),
                counts=counts,
                spoken=how == How.SPOKEN,
                written_by=people.get(getattr(goal, f"{column}_key_written_by_id"), ""),
                confirmed_by=people.get(getattr(goal, f"{column}_key_confirmed_by_id"), ""),
                employed=column == "lived" and goal.lived_key_employed,
                mine=by is not None and str(by) == actor.user_id,
                could=() if counts else tuple(could.get(side, ())),
                codes_out=out.get(side, 0),
            )
        )
    return tuple(found)


def _who_could(goal: Goal) -> dict[str, list[str]]:
    """Who could turn (or confirm) each side's key, by name: people of the place and its site with a voice of that
    side, and their deputies, but for those who have a part in the other side's key, or wrote this one down."""
    sides = {voice: side for side in rules.SIDES for voice, _ in saying.voices_of_side(goal.scope, side)}
    found: dict[str, dict[UUID, str]] = {}
    for hand in programmes.hands_at([goal.scope], on=clock.today()):
        for side in {sides[voice] for voice in hand.voices if voice in sides}:
            if hand.user_id not in _hands(goal, rules.other_side(side)) and hand.user_id != _writer(goal, side):
                found.setdefault(side, {}).setdefault(hand.user_id, hand.words)
    return {side: list(people.values()) for side, people in found.items()}


def _hands(goal: Goal, side: str) -> set[UUID | None]:
    """Everybody who has a part in a side's key."""
    return {getattr(goal, f"{COLUMN[side]}_key_{hand}_id") for hand in ("by", "written_by", "confirmed_by")}


def _writer(goal: Goal, side: str) -> UUID | None:
    found: UUID | None = getattr(goal, f"{COLUMN[side]}_key_written_by_id")
    return found
