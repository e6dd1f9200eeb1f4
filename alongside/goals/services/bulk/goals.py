"""Many goals at once, each with its whole life, drivers, ideas and tests; one row in the trail."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from django.db import transaction

from alongside.access.permissions import Permission
from alongside.core import audit
from alongside.core.clock import date_of
from alongside.core.words import gettext_noop
from alongside.frameworks.models import Voice
from alongside.goals.models import Goal, GoalEvent, Stance, Standing
from alongside.goals.models.goals import COLUMN
from alongside.goals.rules import goals as rules
from alongside.goals.rules.goals import LIVE, ClosedHow, How, State, Take
from alongside.goals.services import refusals
from alongside.goals.services.bulk.histories import Done, GoalHistory, Step, refuse_for_real
from alongside.goals.services.bulk.ideas import Diagram, acts_of, diagram_of, lay_down_diagrams
from alongside.goals.services.cycles.refusals import DayIsWrong
from alongside.goals.services.life import CLAIM_AT_MOST
from alongside.goals.services.proposing import be_born, new_goal
from alongside.goals.services.standing import reasoned, worded
from alongside.programmes.models import Place

ROWS = 500
EVENT = {
    State.CLAIMED: "claimed", State.VERIFIED: "verified", State.CLOSED: "closed", State.PARKED: "parked",
    State.STOPPED: "stopped",
}  # fmt: skip


@dataclass
class Laid:
    """A goal and the rows beside it, not yet saved."""

    goal: Goal
    hats: dict[str, str] = field(default_factory=dict)
    standings: list[Standing] = field(default_factory=list)
    stances: list[Stance] = field(default_factory=list)
    events: list[GoalEvent] = field(default_factory=list)
    diagram: Diagram = field(default_factory=Diagram)

    def tell(self, what: str, act: Done, *, voice: str = "", reason: str = "") -> None:
        self.events.append(
            GoalEvent(goal=self.goal, what=what, on=act.on, by=act.by.signature, voice=voice, reason=reason.strip())
        )


@transaction.atomic
def lay_down_goals(place: Place, histories: Sequence[GoalHistory], *, by: audit.Doer, at: dt.datetime) -> list[Goal]:
    """Many goals of a place and the places below it were laid down, each with its life so far.

    Refuses outside a demonstration, a goal of elsewhere, days that are to come or out of order, and at each act what
    its service for one refuses; then none is laid down. A team's three places are those of today.
    """
    refuse_for_real()
    sides = _sides(place.scope)
    taken = _places_taken(place)
    laid = []
    for history in histories:
        if not history.place.scope.startswith(place.scope):
            raise refusals.NotAGoalsPlace
        one = _lay_down(history, sides, today=date_of(at))
        _take_a_place(one.goal, taken)
        laid.append(one)
    _save(laid)
    changes = {"goals": len(laid), "ideas": sum(len(one.diagram.ideas) for one in laid)}
    audit.record("goals.laid_down", by=by, at=at, scope=place.scope, subject=place.scope, changes=changes)
    return [one.goal for one in laid]


def _sides(scope: str) -> dict[str, str]:
    """The side of each voice that a place knows; a programme's own voices take the place of the product's."""
    return dict(Voice.objects.in_scope(scope).order_by("scope").values_list("code", "side"))


def _places_taken(place: Place) -> dict[int, set[int]]:
    """Which of its three places each team has given away."""
    taken: dict[int, set[int]] = defaultdict(set)
    live = Goal.objects.filter(scope__startswith=place.scope, slot__isnull=False)
    for team, slot in live.values_list("place_id", "slot"):
        taken[team].add(slot or 0)
    return taken


def _take_a_place(goal: Goal, taken: dict[int, set[int]]) -> None:
    if goal.state not in LIVE or goal.place.kind != Place.Kind.TEAM:
        return
    goal.slot = rules.free_slot(taken[goal.place_id])
    if goal.slot is None:
        raise refusals.FourthPriority
    taken[goal.place_id].add(goal.slot)


def _lay_down(history: GoalHistory, sides: dict[str, str], *, today: dt.date) -> Laid:
    _refuse_days(history, today)
    proposed = history.proposed
    goal = new_goal(history.place, words=history.words, at=_noon(proposed.on))
    be_born(goal, history.born)
    laid = Laid(goal)
    _wear_hats(laid, history, sides)
    _name(laid, history, sides)
    goal.proposed_by_id, goal.proposed_voice = proposed.by.user_id, proposed.voice
    laid.tell("proposed", proposed, voice=proposed.voice)
    _turn_keys(laid, history.keys, sides)
    doers = {act.by.user_id for idea in history.ideas for act in acts_of(idea)}
    for step in history.steps:
        _go(laid, step, doers)
    laid.diagram = diagram_of(goal, history)
    return laid


def _refuse_days(history: GoalHistory, today: dt.date) -> None:
    """The goal's own days follow each other; none is to come."""
    own = [history.proposed.on, *(key.on for key in history.keys), *(step.on for step in history.steps)]
    last = max(own + [act.on for idea in history.ideas for act in acts_of(idea, shared=True)])
    if own != sorted(own) or last > today:
        raise DayIsWrong


def _wear_hats(laid: Laid, history: GoalHistory, sides: dict[str, str]) -> None:
    """One hat per person: the voice of their first act, which their membership lists."""
    done = [history.proposed, *history.keys, *(step for step in history.steps if _speaks(step))]
    done += [act for idea in history.ideas for act in acts_of(idea)]
    for act in done:
        if act.voice not in act.by.voices_at(laid.goal.scope) or act.voice not in sides:
            raise refusals.ChooseAVoice
        if laid.hats.setdefault(act.by.user_id, act.voice) != act.voice:
            raise refusals.OneHatOnly
    laid.standings = [
        Standing(goal=laid.goal, user_id=user, voice=voice, side=sides[voice]) for user, voice in laid.hats.items()
    ]


def _speaks(step: Step) -> bool:
    """Whether a step is made in a voice: a claim and its verification are."""
    return step.to in (State.CLAIMED, State.VERIFIED)


def _name(laid: Laid, history: GoalHistory, sides: dict[str, str]) -> None:
    pair = {rules.LIVED_EXPERIENCE: history.lived_lead, rules.PROFESSION: history.profession_lead}
    if history.lived_lead.user_id == history.profession_lead.user_id:
        raise refusals.SameLeadTwice
    for side, lead in pair.items():
        if side not in {sides.get(voice) for voice in lead.voices_at(laid.goal.scope)}:
            raise refusals.LeadDoesNotBelong
        setattr(laid.goal, f"{COLUMN[side]}_lead_id", lead.user_id)


def _turn_keys(laid: Laid, keys: Iterable[Done], sides: dict[str, str]) -> None:
    """Each side's key by an account. Whoever wears one hat cannot turn both."""
    goal = laid.goal
    for key in keys:
        side = sides[key.voice]
        if goal.key_counts(side):
            raise refusals.SideHasItsKey
        turned = {"by_id": key.by.user_id, "voice": key.voice, "on": key.on, "how": How.ACCOUNT}
        for name, value in turned.items():
            setattr(goal, f"{COLUMN[side]}_key_{name}", value)
        laid.stances.append(
            Stance(goal=goal, user_id=key.by.user_id, voice=key.voice, side=side, take=Take.AGREE, on=key.on)
        )
        laid.tell("key_turned", key, voice=key.voice)
        if all(goal.key_counts(one) for one in rules.SIDES):
            goal.state, goal.state_on, goal.agreed_on = State.AGREED, key.on, key.on
            laid.tell("agreed", key)


def _go(laid: Laid, step: Step, doers: set[str]) -> None:
    goal = laid.goal
    if not rules.may_become(goal.state, step.to) or step.to in (State.PROPOSED, State.AGREED):
        raise refusals.NotNow
    what = EVENT.get(step.to) or ("started" if goal.state in (State.AGREED, State.PARKED) else "reopened")
    reason = _ACT.get(what, _why)(goal, step, doers)
    goal.state, goal.state_on, goal.state_why = step.to, step.on, reason[:600]
    laid.tell(what, step, voice=step.voice if _speaks(step) else "", reason=reason)


def _start(goal: Goal, step: Step, _: set[str]) -> str:
    goal.starts_on = goal.starts_on or step.on
    if not rules.dates_fit(goal.starts_on, goal.due_on):
        raise refusals.DatesDoNotFit
    return step.words


def _claim(goal: Goal, step: Step, _: set[str]) -> str:
    goal.claim = worded(step.words, most=CLAIM_AT_MOST)
    goal.claimed_by_id, goal.claimed_voice, goal.claimed_on = step.by.user_id, step.voice, step.on
    return goal.claim


def _verify(goal: Goal, step: Step, doers: set[str]) -> str:
    if not step.by.can(Permission.GOAL_VERIFY, at=goal.scope):
        raise refusals.NotYoursToDo
    leads = (goal.lived_lead_id, goal.profession_lead_id)
    if rules.is_own_work(step.by.user_id, leads=leads, claimed_by=goal.claimed_by_id, doers=doers):
        raise refusals.OwnWork
    if step.voice == goal.claimed_voice:
        raise refusals.SameVoice
    goal.verification = worded(step.words, most=CLAIM_AT_MOST)
    goal.verified_by_id, goal.verified_voice, goal.verified_on = step.by.user_id, step.voice, step.on
    return goal.verification


def _close(goal: Goal, step: Step, _: set[str]) -> str:
    if step.how not in set(ClosedHow):
        raise refusals.ReasonIsMissing(gettext_noop("Say how it ends: with a change that lasts, or without change."))
    if step.how == ClosedHow.SUSTAINED and goal.state != State.VERIFIED:
        raise refusals.NotVerifiedYet
    goal.closed_how, goal.closed_on = step.how, step.on
    return reasoned(step.words)


def _why(goal: Goal, step: Step, _: set[str]) -> str:
    """Opened again, parked or stopped: what was claimed is taken back, with the reason."""
    if goal.state in (State.VERIFIED, State.CLOSED):
        goal.reopened += 1
    goal.claim, goal.claimed_by, goal.claimed_voice, goal.claimed_on = "", None, "", None
    goal.verification, goal.verified_by, goal.verified_voice, goal.verified_on = "", None, "", None
    goal.closed_how, goal.closed_on = "", None
    return reasoned(step.words)


_ACT = {"started": _start, "claimed": _claim, "verified": _verify, "closed": _close}


def _noon(on: dt.date) -> dt.datetime:
    return dt.datetime.combine(on, dt.time(12), tzinfo=dt.UTC)


def _save(laid: Sequence[Laid]) -> None:
    Goal.objects.bulk_create([one.goal for one in laid], batch_size=ROWS)
    Standing.objects.bulk_create(list(chain.from_iterable(one.standings for one in laid)), batch_size=ROWS)
    Stance.objects.bulk_create(list(chain.from_iterable(one.stances for one in laid)), batch_size=ROWS)
    GoalEvent.objects.bulk_create(list(chain.from_iterable(one.events for one in laid)), batch_size=ROWS)
    lay_down_diagrams([one.diagram for one in laid])
