"""No test of change begins without a prediction, none is decided without a study, nobody verifies their own work:
tried through every door there is. Forms, services, the ORM one by one and in bulk, SQL past everything.

There is no admin site, no figures' API and no import that reaches a goal; tests here say so, so that whoever adds one
adds its attempts too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.forms import FileField, Form
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from alongside.core import clock
from alongside.core.refusals import Refusal
from alongside.goals import services
from alongside.goals.models import Cycle, CycleAct, Goal
from alongside.goals.rules.cycles import Step
from alongside.goals.rules.goals import State
from alongside.goals.services import cycles
from alongside.goals.tests.cycle_factories import a_doer, make_cycle, make_idea
from alongside.goals.tests.factories import acting, make_goal
from alongside.programmes.tests.factories import World, as_

Values = dict[str, Any]
TODAY = dt.date(2026, 3, 2)
BEGUN: Values = {"started_on": TODAY}
DECIDED: Values = {"decision": "adopt", "reason": "It works", "decided_on": TODAY}
STUDIED: Values = {"result": "right", "studied_on": TODAY}


def _plain(value: Any) -> Any:
    return value.hex if isinstance(value, UUID) and connection.vendor == "sqlite" else value


def by_sql(cycle: Cycle, values: Values) -> None:
    sets = ", ".join(f"{name} = %s" for name in values)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE goals_cycle SET {sets} WHERE id = %s",  # noqa: S608
            [*map(_plain, values.values()), _plain(cycle.pk)],
        )


def by_insert(cycle: Cycle, values: Values) -> None:
    """A row of the same idea, written past everything, in the place of the one that was there."""
    row = {field.column: getattr(cycle, field.attname) for field in Cycle._meta.concrete_fields}
    row |= values | {"id": uuid4()}
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("%s" for _ in row)
    with connection.cursor() as cursor:
        if cycle.started_on is None:
            cursor.execute("DELETE FROM goals_cycleact WHERE cycle_id = %s", [_plain(cycle.pk)])
            cursor.execute("DELETE FROM goals_cycle WHERE id = %s", [_plain(cycle.pk)])
        else:
            row["number"], row["before_id"] = cycle.number + 1, cycle.pk
        cursor.execute(f"INSERT INTO goals_cycle ({names}) VALUES ({marks})", [_plain(one) for one in row.values()])  # noqa: S608


def by_update(cycle: Cycle, values: Values) -> None:
    Cycle.objects.filter(pk=cycle.pk).update(**values)


def by_save(cycle: Cycle, values: Values) -> None:
    _with(cycle, values).save()


def by_bulk_update(cycle: Cycle, values: Values) -> None:
    Cycle.objects.bulk_update([_with(cycle, values)], list(values))


def by_bulk_create(cycle: Cycle, values: Values) -> None:
    fresh = _with(cycle, values)
    fresh.id, fresh._state.adding = uuid4(), True
    if cycle.started_on is None:
        cycle.acts.all().delete()
        Cycle.objects.filter(pk=cycle.pk).delete()
    else:
        fresh.number, fresh.before = cycle.number + 1, cycle
    Cycle.objects.bulk_create([fresh])


def by_get_or_create(cycle: Cycle, values: Values) -> None:
    Cycle.objects.update_or_create(pk=cycle.pk, defaults=values)


def _with(cycle: Cycle, values: Values) -> Cycle:
    fresh = Cycle.objects.get(pk=cycle.pk)
    for name, value in values.items():
        setattr(fresh, name, value)
    return fresh


DOORS = (by_sql, by_insert, by_update, by_save, by_bulk_update, by_bulk_create, by_get_or_create)
ATTEMPTS: dict[str, tuple[Step, Values]] = {
    "begun without a prediction": (Step.PLANNED, BEGUN | {"prediction": ""}),
    "begun with a blank for a prediction": (Step.PLANNED, BEGUN | {"prediction": "   "}),
    "begun without anything to look at": (Step.PLANNED, BEGUN | {"measured": ""}),
    "begun before it was written down, unsaid": (Step.PLANNED, {"started_on": TODAY - dt.timedelta(days=1)}),
    "done before it began": (Step.PLANNED, {"did": "Five came", "did_on": TODAY}),
    "done before the day it began": (Step.RUNNING, {"did": "Five came", "did_on": TODAY - dt.timedelta(days=9)}),
    "studied before it was done": (Step.RUNNING, STUDIED),
    "studied without a result": (Step.DONE, {"studied_on": TODAY}),
    "decided while it is planned": (Step.PLANNED, DECIDED),
    "decided while it runs": (Step.RUNNING, DECIDED),
    "decided without a study": (Step.DONE, DECIDED),
    "decided before it was studied": (Step.STUDIED, DECIDED | {"decided_on": TODAY - dt.timedelta(days=9)}),
    "decided without a reason": (Step.STUDIED, DECIDED | {"reason": " "}),
    "decided without a decision": (Step.STUDIED, {"decided_on": TODAY}),
}


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
@pytest.mark.parametrize("name", ATTEMPTS)
def test_the_database_refuses_a_test(world: World, name: str, door: Callable[[Cycle, Values], None]):
    step, values = ATTEMPTS[name]
    goal = make_goal(world.team, state=State.ACTIVE)
    cycle = Cycle.objects.get(pk=make_cycle(make_idea(goal), step=step).pk)
    before = list(Cycle.objects.values())

    with pytest.raises(IntegrityError), transaction.atomic():
        door(cycle, values)

    assert list(Cycle.objects.values()) == before


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_the_database_takes_what_is_right(world: World, door: Callable[[Cycle, Values], None]):
    """So that the attempts above fail for what is wrong with them, and for nothing else."""
    goal = make_goal(world.team, state=State.ACTIVE)
    planned = Cycle.objects.get(pk=make_cycle(make_idea(goal)).pk)

    door(planned, BEGUN)

    assert Cycle.objects.get().step == Step.RUNNING
    if door not in (by_insert, by_bulk_create):
        for values in ({"did": "Five came", "did_on": TODAY}, STUDIED, DECIDED):
            door(Cycle.objects.get(), values)
        assert Cycle.objects.get().step == Step.DECIDED


@pytest.mark.parametrize("door", [by_sql, by_update, by_save, by_bulk_update, by_get_or_create])
@pytest.mark.parametrize("values", [{"prediction": "All of them"}, {"measured": "Else"}, {"prediction": ""}])
def test_the_database_keeps_what_was_predicted(world: World, values: Values, door: Callable[[Cycle, Values], None]):
    goal = make_goal(world.team, state=State.ACTIVE)
    cycle = make_cycle(make_idea(goal), step=Step.DONE)

    with pytest.raises(IntegrityError), transaction.atomic():
        door(cycle, values)


def test_the_services_and_forms_refuse_the_same(world: World):
    goal, at, tom = make_goal(world.team, state=State.ACTIVE), clock.now(), as_(world, "tom")
    by = a_doer(goal)
    unpredicted = make_cycle(make_idea(goal), prediction="")
    unmeasured = make_cycle(make_idea(goal), measured=" ")
    running, done = (make_cycle(make_idea(goal), step=step) for step in (Step.RUNNING, Step.DONE))
    day = {"on_day": "2", "on_month": "3", "on_year": "2026"}
    decides: Values = {"decision": "adopt", "reason": "It works"}
    studies: Values = {"result": "right"}

    for cycle, name, act, given in (
        (unpredicted, "cycle_start", cycles.start_cycle, {}),
        (unmeasured, "cycle_start", cycles.start_cycle, {}),
        (unpredicted, "cycle_decide", cycles.decide_cycle, decides),
        (running, "cycle_study", cycles.record_study, studies),
        (running, "cycle_decide", cycles.decide_cycle, decides),
        (done, "cycle_decide", cycles.decide_cycle, decides),
    ):
        kept = Cycle.objects.filter(pk=cycle.pk).values().get()
        with pytest.raises(Refusal), transaction.atomic():
            act(cycle, **given, version=cycle.version, by=by, at=at)
        response = tom.post(reverse(name, args=[cycle.pk]), {**day, **given, "version": cycle.version})
        assert (response.status_code, bool(response.context_data["form"].errors)) == (200, True), name
        assert Cycle.objects.filter(pk=cycle.pk).values().get() == kept


def test_whoever_took_part_in_a_test_verifies_through_no_door(world: World):
    """Ada speaks in another voice, leads nothing and claimed nothing: one part in one test is enough."""
    goal = make_goal(world.team, state=State.ACTIVE)
    cycle = make_cycle(make_idea(goal), step=Step.RUNNING)
    cycles.add_doer(cycle, voice="leaders", member=world.ada, by=a_doer(goal), at=clock.now())
    goal = services.claim_goal(goal, claim="Done", by=acting(world.tom), at=clock.now())
    verified: Values = {"state": "VERIFIED", "slot": None, "verified_by": world.ada.user, "verified_voice": "leaders",
                        "verified_on": TODAY}  # fmt: skip

    with pytest.raises(services.OwnWork):
        services.verify_goal(goal, verification="Seen", by=acting(world.ada), at=clock.now())
    response = as_(world, "ada").post(reverse("goal_verify", args=[goal.pk]), {"outcome": "yes", "words": "Seen"})
    assert services.OwnWork.message in str(response.context_data["form"].errors)
    assert "Seen" in response.content.decode()
    for door in (_saves, _updates, _updates_in_bulk):
        with pytest.raises(IntegrityError), transaction.atomic():
            door(goal, verified)
    for hides in (_takes_the_name_off, _names_another, _moves_it_elsewhere, _takes_it_away):
        with pytest.raises(IntegrityError), transaction.atomic():
            hides(CycleAct.objects.filter(user=world.ada.user), world)
    assert Goal.objects.get(pk=goal.pk).state == State.CLAIMED


def _takes_the_name_off(acts: QuerySet[CycleAct], world: World) -> None:
    acts.update(user=None)


def _names_another(acts: QuerySet[CycleAct], world: World) -> None:
    acts.update(user=world.ben.user)


def _moves_it_elsewhere(acts: QuerySet[CycleAct], world: World) -> None:
    acts.update(cycle=make_cycle(make_idea(make_goal(world.team))))


def _takes_it_away(acts: QuerySet[CycleAct], world: World) -> None:
    acts.delete()


def _saves(goal: Goal, values: Values) -> None:
    Goal(**{**Goal.objects.filter(pk=goal.pk).values().get(), **values}).save(force_update=True)


def _updates(goal: Goal, values: Values) -> None:
    Goal.objects.filter(pk=goal.pk).update(**values)


def _updates_in_bulk(goal: Goal, values: Values) -> None:
    fresh = Goal.objects.get(pk=goal.pk)
    for name, value in values.items():
        setattr(fresh, name, value)
    Goal.objects.bulk_update([fresh], list(values))


def _addresses(found: list[URLPattern | URLResolver], before: str = "") -> list[str]:
    whole = []
    for one in found:
        where = before + str(one.pattern)
        whole += _addresses(one.url_patterns, where) if isinstance(one, URLResolver) else [where]
    return whole


def _below(form: type[Form]) -> Iterator[type[Form]]:
    """Every form there is: the addresses have imported them all."""
    for one in form.__subclasses__():
        yield one
        yield from _below(one)


def test_there_is_no_admin_site():
    """When there is one, its attempts belong above."""
    assert not [name for name in settings.INSTALLED_APPS if "admin" in name]
    assert not apps.is_installed("django.contrib.admin")
    assert not [where for where in _addresses(get_resolver().url_patterns) if "admin" in where]


def test_other_programs_and_imports_reach_no_goal():
    """When they do, their attempts belong above."""
    words = ("goal", "idea", "cycle", "loop", "key", "verif")
    to_programs = [where for where in _addresses(get_resolver().url_patterns) if where.startswith("api/")]
    assert to_programs
    assert not [where for where in to_programs if any(word in where for word in words)]
    ours = [form for form in _below(Form) if form.__module__.startswith("alongside.goals.")]
    assert ours
    for form in ours:
        assert not [name for name, field in form.base_fields.items() if isinstance(field, FileField)]
