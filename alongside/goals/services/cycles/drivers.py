"""The driver diagram, changed one step at a time: add, rename, move, hang elsewhere, take away when empty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from alongside.access.policy import Actor
from alongside.goals.models import ChangeIdea, Driver, Goal
from alongside.goals.rules.goals import OVER
from alongside.goals.services import standing
from alongside.goals.services.cycles import refusals
from alongside.goals.services.standing import record, worded

TEXT_AT_MOST = 160
WAYS = ("up", "down", "in", "out")


def working(goal: Goal) -> Goal:
    """The goal, locked, unless it is over."""
    kept = standing.held(goal)
    if kept.state in OVER:
        raise refusals.GoalIsOver
    return kept


@transaction.atomic
def add_driver(goal: Goal, *, text: str, under: Driver | None = None, by: Actor, at: dt.datetime) -> Driver:
    """A driver was added to a goal's diagram: a primary one, or a secondary one under a primary one of the goal."""
    kept = working(goal)
    if under is not None and (under.goal_id != kept.pk or under.kind != Driver.Kind.PRIMARY):
        raise refusals.NotThere
    made = Driver.objects.create(
        goal=kept,
        scope=kept.scope,
        parent=under,
        kind=Driver.Kind.SECONDARY if under else Driver.Kind.PRIMARY,
        order=_after(_beside(kept, under)),
        text=worded(text, most=TEXT_AT_MOST),
    )
    record(kept, "driver.added", by=by, at=at, changes={"driver": str(made.pk), "text": made.text})
    return made


@transaction.atomic
def rename_driver(driver: Driver, *, text: str, by: Actor, at: dt.datetime) -> Driver:
    """A driver was given other words."""
    goal, kept = _held(driver)
    before, kept.text = kept.text, worded(text, most=TEXT_AT_MOST)
    kept.save(update_fields=["text"])
    record(goal, "driver.renamed", by=by, at=at, changes={"driver": str(kept.pk), "before": before, "text": kept.text})
    return kept


@transaction.atomic
def move_driver(driver: Driver, *, way: str, by: Actor, at: dt.datetime) -> Driver:
    """A driver was moved: up or down among its like, in under the primary one above it, or out to be a primary one.

    Refuses a way that leads nowhere, and to put a primary driver that has others under it below another.
    """
    goal, kept = _held(driver)
    beside = list(_beside(goal, kept.parent))
    place = [one.pk for one in beside].index(kept.pk)
    if way in ("up", "down"):
        _swap(beside, place, place + (1 if way == "down" else -1))
    elif way == "in" and kept.kind == Driver.Kind.PRIMARY and place > 0:
        if kept.children.exists():
            raise refusals.NotEmpty
        above = beside[place - 1]
        kept.order, kept.parent, kept.kind = _after(_beside(goal, above)), above, Driver.Kind.SECONDARY
    elif way == "out" and kept.parent is not None:
        below = kept.parent
        kept.parent, kept.kind = None, Driver.Kind.PRIMARY
        _make_room(_beside(goal, None), after=below)
        kept.order = Driver.objects.get(pk=below.pk).order + 1
    else:
        raise refusals.CannotMove
    if way in ("in", "out"):
        kept.save(update_fields=["parent", "kind", "order"])
    record(goal, "driver.moved", by=by, at=at, changes={"driver": str(kept.pk), "way": way})
    return Driver.objects.get(pk=kept.pk)


@transaction.atomic
def remove_driver(driver: Driver, *, by: Actor, at: dt.datetime) -> None:
    """A driver was taken away. Refuses one on which something hangs."""
    goal, kept = _held(driver)
    if kept.children.exists() or kept.ideas.exists():
        raise refusals.NotEmpty
    record(goal, "driver.removed", by=by, at=at, changes={"driver": str(kept.pk), "text": kept.text})
    kept.delete()


@transaction.atomic
def hang_idea(idea: ChangeIdea, *, driver: Driver | None, by: Actor, at: dt.datetime) -> ChangeIdea:
    """A change idea was hung on a driver of its goal, or on none."""
    goal = working(idea.goal)
    if driver is not None and driver.goal_id != goal.pk:
        raise refusals.NotThere
    kept = ChangeIdea.objects.select_for_update().get(pk=idea.pk)
    kept.driver = driver
    kept.order = _after(list(ChangeIdea.objects.filter(goal=goal, driver=driver).exclude(pk=kept.pk)))
    kept.save(update_fields=["driver", "order"])
    record(goal, "idea.hung", by=by, at=at, changes={"idea": str(kept.pk), "driver": str(driver.pk) if driver else ""})
    return kept


@transaction.atomic
def move_idea(idea: ChangeIdea, *, way: str, by: Actor, at: dt.datetime) -> ChangeIdea:
    """A change idea was moved up or down among those that hang on the same driver."""
    goal = working(idea.goal)
    beside = list(ChangeIdea.objects.filter(goal=goal, driver=idea.driver_id).order_by("order", "pk"))
    place = [one.pk for one in beside].index(idea.pk)
    if way not in ("up", "down"):
        raise refusals.CannotMove
    _swap(beside, place, place + (1 if way == "down" else -1))
    record(goal, "idea.moved", by=by, at=at, changes={"idea": str(idea.pk), "way": way})
    return ChangeIdea.objects.get(pk=idea.pk)


def _held(driver: Driver) -> tuple[Goal, Driver]:
    goal = working(driver.goal)
    found = Driver.objects.select_for_update(of=("self",)).select_related("parent").filter(pk=driver.pk).first()
    if found is None:
        raise refusals.NotThere
    return goal, found


def _beside(goal: Goal, parent: Driver | None) -> Sequence[Driver]:
    return list(Driver.objects.filter(goal=goal, parent=parent).order_by("order", "pk"))


def _after(beside: Sequence[Driver] | Sequence[ChangeIdea]) -> int:
    return max((one.order for one in beside), default=0) + 1


def _swap(beside: Sequence[Driver] | Sequence[ChangeIdea], place: int, other: int) -> None:
    """Two neighbours change places; all are numbered anew, so that no two share a number."""
    if not 0 <= other < len(beside):
        raise refusals.CannotMove
    row: list[Driver | ChangeIdea] = list(beside)
    row[place], row[other] = row[other], row[place]
    for order, one in enumerate(row, start=1):
        one.order = order
        one.save(update_fields=["order"])


def _make_room(beside: Sequence[Driver], *, after: Driver) -> None:
    """Number the primary drivers anew, with a free place after one of them."""
    order = 0
    for one in beside:
        order += 1
        Driver.objects.filter(pk=one.pk).update(order=order)
        order += one.pk == after.pk
