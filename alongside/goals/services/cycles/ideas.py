"""Change ideas: proposed or copied with credit, changed, done without a test, shared with other teams or not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from alongside.access.policy import Actor
from alongside.core.clock import date_of
from alongside.core.words import gettext_noop
from alongside.frameworks.models import Item
from alongside.goals.models import ChangeIdea, Driver, Goal, IdeaIndex
from alongside.goals.rules.cycles import SHAREABLE, Outcome, Setting
from alongside.goals.rules.goals import Strand
from alongside.goals.rules.stems import as_stored, stems_of
from alongside.goals.services.cycles import refusals
from alongside.goals.services.cycles.drivers import working
from alongside.goals.services.standing import reasoned, record, stand, worded

TEXT_AT_MOST, CREDIT_AT_MOST = 300, 300


@dataclass(frozen=True, kw_only=True)
class Idea:
    """What a change idea says, and how others will find it."""

    text: str
    setting: str = Setting.ANYWHERE
    strand: str = ""
    item: Item | None = None


@transaction.atomic
def propose_idea(
    goal: Goal,
    *,
    idea: Idea,
    driver: Driver | None = None,
    copied: ChangeIdea | None = None,
    voice: str = "",
    by: Actor,
    at: dt.datetime,
) -> ChangeIdea:
    """Somebody proposed something to try for a goal, in one of their voices; or copied it, with credit.

    Without a strand or an item of its own it takes the goal's. Refuses a driver of another goal, and a copy of what
    is neither shared in the same programme nor the place's own.
    """
    kept = working(goal)
    if driver is not None and driver.goal_id != kept.pk:
        raise refusals.NotThere
    made = ChangeIdea(goal=kept, place_id=kept.place_id, scope=kept.scope, driver=driver, proposed_on=date_of(at))
    write_idea(made, kept, idea)
    if copied is not None:
        made.copied_from, made.credit = copied, _credit(copied, kept)
    made.order = ChangeIdea.objects.filter(goal=kept, driver=driver).count() + 1
    standing = stand(kept, by=by, voice=voice)
    made.proposed_by_id, made.proposed_voice = by.user_id, standing.voice
    made.save()
    changes = {"idea": str(made.pk), "text": made.text, "voice": standing.voice, "credit": made.credit}
    record(kept, "idea.proposed", by=by, at=at, changes=changes)
    return made


@transaction.atomic
def edit_idea(idea: ChangeIdea, *, words: Idea, version: int, by: Actor, at: dt.datetime) -> ChangeIdea:
    """What a change idea says was changed. Refuses when somebody has written since, and once a test of it has begun."""
    goal, kept = _held(idea)
    if kept.version != version:
        raise refusals.IdeaChanged(kept)
    if words.text.strip() != kept.text and kept.cycles.filter(started_on__isnull=False).exists():
        raise refusals.HasBeenTested(
            gettext_noop("A test of this idea has begun, so its words stay. Propose another idea instead.")
        )
    before = kept.text
    write_idea(kept, goal, words)
    kept.version += 1
    kept.save()
    record(goal, "idea.edited", by=by, at=at, changes={"idea": str(kept.pk), "before": before, "text": kept.text})
    return kept


@transaction.atomic
def remove_idea(idea: ChangeIdea, *, by: Actor, at: dt.datetime) -> None:
    """A change idea was taken away. Refuses one that has been tested, planned for or done: it is kept and found."""
    goal, kept = _held(idea)
    if kept.outcome or kept.cycles.exists():
        raise refusals.HasBeenTested
    record(goal, "idea.removed", by=by, at=at, changes={"idea": str(kept.pk), "text": kept.text})
    kept.delete()


@transaction.atomic
def do_untested(idea: ChangeIdea, *, why: str, by: Actor, at: dt.datetime) -> ChangeIdea:
    """A change idea was done without a test, and its people say why. It is counted apart, never as a success."""
    goal, kept = _held(idea)
    if kept.outcome:
        raise refusals.HasBeenTested
    if kept.cycles.filter(decided_on__isnull=True).exists():
        raise refusals.TestIsRunning
    kept.outcome, kept.outcome_on, kept.outcome_why = Outcome.UNTESTED, date_of(at), reasoned(why)
    kept.save(update_fields=["outcome", "outcome_on", "outcome_why"])
    record(goal, "idea.done_untested", by=by, at=at, changes={"idea": str(kept.pk), "why": kept.outcome_why})
    return kept


@transaction.atomic
def share_idea(idea: ChangeIdea, *, learned: str, by: Actor, at: dt.datetime) -> ChangeIdea:
    """A team let others of its programme read an idea, what became of it and what was learned.

    Refuses one that no decided test stands behind.
    """
    goal, kept = _held(idea, over=True)
    if kept.outcome not in SHAREABLE:
        raise refusals.NotTriedYet
    kept.learned, kept.shared_on = worded(learned), date_of(at)
    kept.save(update_fields=["learned", "shared_on"])
    put_in_index([kept])
    record(goal, "idea.shared", by=by, at=at, changes={"idea": str(kept.pk), "learned": kept.learned})
    return kept


@transaction.atomic
def stop_sharing_idea(idea: ChangeIdea, *, by: Actor, at: dt.datetime) -> ChangeIdea:
    """A team took an idea back from the library. Those who copied it keep their copy and its credit."""
    goal, kept = _held(idea, over=True)
    if kept.shared_on is None:
        raise refusals.NotShared
    kept.shared_on = None
    kept.save(update_fields=["shared_on"])
    IdeaIndex.objects.filter(idea=kept).delete()
    record(goal, "idea.sharing_stopped", by=by, at=at, changes={"idea": str(kept.pk)})
    return kept


def put_in_index(ideas: list[ChangeIdea]) -> None:
    """Write the stems of shared ideas anew, from what other teams may read of them."""
    IdeaIndex.objects.filter(idea__in=ideas).delete()
    IdeaIndex.objects.bulk_create(
        IdeaIndex(idea=idea, stems=as_stored(stems_of(f"{idea.text} {idea.learned}"))) for idea in ideas
    )


def _held(idea: ChangeIdea, *, over: bool = False) -> tuple[Goal, ChangeIdea]:
    goal = Goal.objects.select_for_update().get(pk=idea.goal_id) if over else working(idea.goal)
    return goal, ChangeIdea.objects.select_for_update().get(pk=idea.pk)


def write_idea(idea: ChangeIdea, goal: Goal, words: Idea) -> None:
    """Put what an idea says on its row. Refuses words, a strand and a setting that do not do."""
    idea.text = worded(words.text, most=TEXT_AT_MOST)
    idea.strand = words.strand or goal.strand
    idea.setting = words.setting
    if idea.strand not in set(Strand) or idea.setting not in set(Setting):
        raise refusals.NothingToChoose
    idea.item = words.item or goal.item


def _credit(copied: ChangeIdea, goal: Goal) -> str:
    """Whom a copy thanks: the team and its site, and whom they had copied it from themselves."""
    copied = ChangeIdea.objects.select_related("place__parent").get(pk=copied.pk)
    programme = goal.scope.split("/")[0] + "/"
    shared = copied.shared_on is not None and copied.scope.startswith(programme)
    if not shared and copied.scope != goal.scope:
        raise refusals.NotShared
    place = copied.place
    names = [place.name] if place.parent is None or place.parent.parent_id is None else [place.name, place.parent.name]
    thanked = ", ".join(names)
    return (f"{thanked}, after {copied.credit}" if copied.credit else thanked)[:CREDIT_AT_MOST]
