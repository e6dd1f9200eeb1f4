"""One goal, whole: what it says, whose keys it has, who stands where, its story, and what may be done now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.accounts.models import User
from alongside.core.words import gettext as _
from alongside.frameworks.models import StageText
from alongside.goals.models import Goal, GoalEvent, Stance, Standing
from alongside.goals.queries import saying
from alongside.goals.queries.goals import GoalLine, goal_line, item_names
from alongside.goals.queries.keys import KeyLine, keys_of
from alongside.goals.rules import goals as rules
from alongside.goals.rules.goals import NEED_WORDS, State, Take
from alongside.numerics.disclosure import gate
from alongside.programmes.models import Membership, Place
from alongside.programmes.rules import above

STORY_AT_MOST = 100


@dataclass(frozen=True)
class VoiceStances:
    """Where the people of one voice stand: how many of each, never added up across voices; and words of the noes."""

    voice: str
    counts: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class LeadLine:
    """One of the two co-leads; `left` when they no longer belong here."""

    side_says: str
    name: str
    left: bool


@dataclass(frozen=True)
class StoryLine:
    """One step of the goal's life."""

    on: dt.date
    says: str
    who: str
    reason: str


@dataclass(frozen=True)
class GoalPage:
    """A goal as its page shows it to one reader."""

    goal: Goal
    line: GoalLine
    born: str
    born_url: str
    baseline: str
    target: str
    leads: tuple[LeadLine, ...]
    keys: tuple[KeyLine, ...]
    stances: tuple[VoiceStances, ...]
    blocked: bool
    story: tuple[StoryLine, ...]
    proposed_by: str
    claimed_by: str
    verified_by: str
    asked: tuple[str, ...]
    my_stance: str
    acts: frozenset[str]

    @property
    def lead_missing(self) -> bool:
        return any(not lead.name or lead.left for lead in self.leads)

    @property
    def my_key(self) -> bool:
        """Whether the reader holds one of the keys."""
        return any(key.mine for key in self.keys)

    @property
    def spoken_waits(self) -> KeyLine | None:
        """A spoken key that nobody has confirmed."""
        return next((key for key in self.keys if key.spoken and not key.counts), None)


ACTS: dict[str, tuple[Permission, frozenset[State]]] = {
    "edit": (Permission.GOAL_EDIT, frozenset({State.PROPOSED, State.AGREED, State.ACTIVE, State.PARKED})),
    "leads": (Permission.GOAL_EDIT, frozenset({State.PROPOSED, State.AGREED, State.ACTIVE, State.PARKED})),
    "key": (Permission.GOAL_AGREE, frozenset({State.PROPOSED})),
    "stance": (Permission.GOAL_AGREE, frozenset({State.PROPOSED, State.AGREED})),
    "hand": (Permission.GOAL_HAND_KEY, frozenset({State.PROPOSED})),
    "start": (Permission.GOAL_MOVE, frozenset({State.AGREED, State.PARKED})),
    "claim": (Permission.GOAL_MOVE, frozenset({State.ACTIVE})),
    "verify": (Permission.GOAL_VERIFY, frozenset({State.CLAIMED})),
    "ask": (Permission.GOAL_MOVE, frozenset({State.CLAIMED})),
    "close": (Permission.GOAL_MOVE, frozenset({State.ACTIVE, State.CLAIMED, State.VERIFIED})),
    "reopen": (Permission.GOAL_MOVE, frozenset({State.CLAIMED, State.VERIFIED, State.CLOSED})),
    "park": (Permission.GOAL_MOVE, frozenset({State.AGREED, State.ACTIVE, State.CLAIMED})),
    "stop": (
        Permission.GOAL_MOVE,
        frozenset({State.PROPOSED, State.AGREED, State.ACTIVE, State.CLAIMED, State.PARKED}),
    ),
}
"""Each act on a goal: the right it takes, and the states in which it can be done."""


def goal_page(goal: Goal, actor: Actor, *, on: dt.date) -> GoalPage:
    """One goal for one reader. At most twelve queries, whatever hangs on it.

    To people who do not belong to the place, stances are shown as figures that may leave it.
    """
    names = saying.voice_names(goal.scope)
    story = list(GoalEvent.objects.filter(goal=goal).order_by("-on", "-pk")[:STORY_AT_MOST])
    people = _people(goal, story)
    born, born_url = _born(goal, actor)
    stages = _stages(goal)
    stances = _stances(goal, names, exact=is_of_the_place(goal, actor))
    mine = Stance.objects.filter(goal=goal, user_id=actor.user_id).values_list("take", flat=True).first()
    return GoalPage(
        goal=goal,
        line=goal_line(goal, item_names([goal]), on=on),
        born=born,
        born_url=born_url,
        baseline=stages.get(goal.baseline_stage, "") if goal.baseline_stage is not None else "",
        target=stages.get(goal.target_stage, "") if goal.target_stage is not None else "",
        leads=_leads(goal, people),
        keys=keys_of(goal, people, names, actor),
        stances=stances[0],
        blocked=stances[1],
        story=tuple(_told(event, people, names) for event in story),
        proposed_by=_person(people, goal.proposed_by_id, goal.proposed_voice, names),
        claimed_by=_person(people, goal.claimed_by_id, goal.claimed_voice, names),
        verified_by=_person(people, goal.verified_by_id, goal.verified_voice, names),
        asked=tuple(goal.asked_to_verify.order_by("place__name").values_list("place__name", flat=True))
        if goal.state == State.CLAIMED
        else (),
        my_stance=_(saying.TAKES[Take(mine)]) if mine else "",
        acts=acts_on(goal, actor),
    )


def acts_on(goal: Goal, actor: Actor) -> frozenset[str]:
    """What this person may do with a goal now. No query.

    A duty is done or stopped, never parked; and nobody is asked to verify what they led or claimed.
    """
    own = {str(user) for user in (goal.lived_lead_id, goal.profession_lead_id, goal.claimed_by_id) if user}
    never = {"park"} if goal.duty else set()
    if actor.user_id in own:
        never.add("verify")
    return frozenset(
        act
        for act, (permission, states) in ACTS.items()
        if act not in never and goal.state in states and actor.can(permission, at=goal.scope)
    )


def other_teams(goal: Goal) -> list[Place]:
    """The other teams of the site, which may be asked to verify a claim. One query."""
    site = goal.place_id if goal.place.kind == Place.Kind.SITE else goal.place.parent_id
    teams = Place.objects.filter(parent=site, kind=Place.Kind.TEAM, ended_on__isnull=True)
    return list(teams.exclude(pk=goal.place_id).exclude(pk__in=goal.asked_to_verify.values("place")).order_by("name"))


@dataclass(frozen=True)
class Hats:
    """The voices a person may choose from on a goal, and the one they already stand in."""

    choices: tuple[tuple[str, str], ...]
    kept: str


def hats_of(goal: Goal | None, actor: Actor, *, scope: str) -> Hats:
    """The voices this person may choose from here, and the one they keep. Three queries at most."""
    listed = actor.voices_at(scope)
    names = saying.voice_names(scope)
    kept = (
        Standing.objects.filter(goal=goal, user_id=actor.user_id).values_list("voice", flat=True).first()
        if goal is not None
        else None
    )
    if kept:
        return Hats((), names.get(kept, kept))
    return Hats(tuple((code, names.get(code, code)) for code in listed), "")


def is_of_the_place(goal: Goal, actor: Actor) -> bool:
    """Whether somebody belongs to the place or its site, so that they see how many of each voice as it is."""
    return any(grant.scope.count("/") > 1 and goal.scope.startswith(grant.scope) for grant in actor.grants)


def _stances(goal: Goal, names: Mapping[str, str], *, exact: bool) -> tuple[tuple[VoiceStances, ...], bool]:
    counted = Stance.objects.filter(goal=goal).values_list("voice", "take").annotate(many=Count("pk")).order_by()
    many: dict[str, dict[str, int]] = {}
    for voice, take, count in counted:
        many.setdefault(voice, {})[take] = count
    said: dict[str, list[tuple[str, str]]] = {}
    for voice, take, words in (
        Stance.objects.filter(goal=goal, take__in=NEED_WORDS)
        .order_by("voice", "words")
        .values_list("voice", "take", "words")
    ):
        said.setdefault(voice, []).append((_(saying.TAKES[Take(take)]), words))
    found = tuple(
        VoiceStances(
            name,
            tuple((_(saying.TAKES[take]), _many(many[code][take], exact=exact)) for take in Take if take in many[code]),
            tuple(said.get(code, ())),
        )
        for code, name in names.items()
        if code in many
    )
    return found, any(Take.BLOCK in takes for takes in many.values())


def _many(count: int, *, exact: bool) -> str:
    if exact:
        return str(count)
    seen = gate(count)
    return _("fewer than %(fewer_than)s") % {"fewer_than": seen.fewer_than} if seen.shown is None else str(seen.shown)


def _people(goal: Goal, story: list[GoalEvent]) -> dict[UUID, str]:
    """The names of everybody with a part in the goal, by their key. One query."""
    wanted = {getattr(goal, field.attname) for field in Goal._meta.fields if field.related_model is User}
    wanted |= {_user_of(event.by) for event in story}
    return dict(User.objects.filter(pk__in=wanted - {None}).values_list("pk", "name"))


def _user_of(signature: str) -> UUID | None:
    kind, _, key = signature.partition(":")
    return UUID(key) if kind == "user" else None


def _person(people: Mapping[UUID, str], user: UUID | None, voice: str, names: Mapping[str, str]) -> str:
    if user is None:
        return ""
    gone = _("Somebody whose account is gone")
    return f"{people.get(user, gone)} ({names[voice]})" if voice in names else people.get(user, "")


def _told(event: GoalEvent, people: Mapping[UUID, str], names: Mapping[str, str]) -> StoryLine:
    user = _user_of(event.by)
    # Where somebody stands is told by voice, not by name; and nobody agrees for both sides.
    taken = event.what.startswith("stance_") or event.what == "agreed"
    who = "" if taken else people.get(user, "") if user else _("With a code") if "code" in event.by else ""
    voice = names.get(event.voice, "")
    return StoryLine(event.on, saying.event_words(event.what), " · ".join(x for x in (who, voice) if x), event.reason)


def _leads(goal: Goal, people: Mapping[UUID, str]) -> tuple[LeadLine, ...]:
    named = {user for user in (goal.lived_lead_id, goal.profession_lead_id) if user}
    there = set(
        Membership.objects.live()
        .filter(user__in=named, scope__in=above(goal.scope), user__is_active=True)
        .values_list("user_id", flat=True)
    )
    return tuple(
        LeadLine(_(saying.SIDES[side]), people.get(user, "") if user else "", user is not None and user not in there)
        for side, user in ((rules.LIVED_EXPERIENCE, goal.lived_lead_id), (rules.PROFESSION, goal.profession_lead_id))
    )


def _stages(goal: Goal) -> dict[int, str]:
    """The names of the stages that a goal begins at and aims for. One query, none when it names no stage."""
    wanted = {stage for stage in (goal.baseline_stage, goal.target_stage) if stage is not None}
    if goal.item is None or not wanted:
        return {stage: f"stage {stage}" for stage in wanted}
    words = StageText.objects.filter(stage__edition=goal.item.edition_id, stage__value__in=wanted)
    return dict(words.order_by("wording__language").values_list("stage__value", "name"))


def _born(goal: Goal, actor: Actor) -> tuple[str, str]:
    """What a goal was born from, with the address of its page where this person may open it."""
    if goal.from_gap is not None:
        round = goal.from_gap.round
        url = f"/gaps/{goal.from_gap_id}/settle/" if actor.can(Permission.GAP_SETTLE, at=round.scope) else ""
        return _("a gap between the sides in %(round)s") % {"round": round.name}, url
    source = goal.from_priority or goal.from_position
    if source is not None:
        kind = _("a priority") if goal.from_priority_id else _("what was agreed")
        return f"{kind} in {source.round.name}", f"/rounds/{source.round_id}/agreed/"
    return ("", "") if goal.duty else (_("an idea"), "")
