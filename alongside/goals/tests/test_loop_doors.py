"""The rules of loops, broken on purpose past the services: through the models, in bulk, and in raw SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from alongside.goals.loop_guards import loop_guards
from alongside.goals.models import Listener, Loop, LoopAnswer, LoopCode, LoopEvent, LoopWords, Telling
from alongside.goals.tests import loop_factories as make
from alongside.goals.tests.factories import make_goal
from alongside.programmes.tests.factories import World

DAY = dt.timedelta(days=1)


def refused(act: Callable[[], Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def key(row: Any) -> Any:
    """How the database holds a row's id."""
    return row.pk if connection.vendor == "postgresql" else row.pk.hex


def test_every_guard_is_in_place(db: None):
    wanted = {name for name, *_ in loop_guards()}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {name for (name,) in cursor.fetchall()}

    assert wanted <= there


def test_nobody_closes_a_loop_but_those_who_raised_it(world: World, monday: dt.datetime):
    loop, _ = make.told(world.team)
    closing = {"state": "CLOSED", "confirmed_on": monday.date()}

    refused(lambda: Loop.objects.filter(pk=loop.pk).update(**closing))
    refused(lambda: Loop(pk=loop.pk, **_values(loop) | closing).save())
    refused(lambda: sql("UPDATE goals_loop SET state = 'CLOSED', confirmed_on = %s WHERE id = %s", monday, key(loop)))
    closed = _values(loop) | closing | {"id": None}
    refused(lambda: Loop.objects.bulk_create([Loop(**{k: v for k, v in closed.items() if k != "id"})]))


def test_nobody_is_told_without_being_told(world: World, monday: dt.datetime):
    loop = make.decided(make.make_loop(world.team))

    for state in ("TOLD", "UNCONFIRMED"):
        refused(partial(Loop.objects.filter(pk=loop.pk).update, state=state, told_on=monday.date()))
        by_hand = "UPDATE goals_loop SET state = %s, told_on = %s WHERE id = %s"
        refused(partial(sql, by_hand, state, monday.date(), key(loop)))


@pytest.mark.parametrize(
    "given",
    [
        {"state": "DONE"},
        {"decision": "did", "why": ""},
        {"decided_on": dt.date(2026, 3, 2)},
        {"confirmed_on": dt.date(2026, 3, 2)},
        {"told_on": dt.date(2026, 3, 2)},
        {"tested_on": dt.date(2026, 3, 1)},  # before it was raised
        {"tested_on": dt.date(2026, 3, 4), "measured_on": dt.date(2026, 3, 3)},
        {"raised": ""},
        {"voice": ""},
        {"wanted": 2},
        {"wanted": 21},
        {"scope": "p9/s9/"},
    ],
    ids=str,
)
def test_a_loop_that_cannot_be_is_refused_by_the_database(world: World, given: dict[str, Any]):
    loop = make.make_loop(world.team)

    refused(lambda: Loop.objects.filter(pk=loop.pk).update(**given))


def test_a_loop_becomes_no_goal_of_elsewhere(world: World):
    loop, goal = make.make_loop(world.other_team), make_goal(world.team)

    refused(lambda: Loop.objects.filter(pk=loop.pk).update(goal=goal))
    Loop.objects.filter(pk=loop.pk).update(goal=make_goal(world.site))


@pytest.mark.parametrize(
    "given",
    [
        {"needed": 1},
        {"needed": 2, "asked": 3},
        {"asked": 0},
        {"message": "Something else"},
        {"message": ""},
        {"told_on": dt.date(2020, 1, 1)},
        {"result": "confirmed"},  # without a day
        {"ended_on": dt.date(2026, 3, 2)},  # without a result
    ],
    ids=str,
)
def test_what_people_were_told_and_asked_stays_as_it_was(world: World, given: dict[str, Any]):
    telling = make.telling_of(make.told(world.team)[0])

    refused(lambda: Telling.objects.filter(pk=telling.pk).update(**given))


def test_a_telling_that_ended_takes_no_answer_and_changes_no_result(world: World):
    telling = make.telling_of(make.closed(world.team))

    refused(lambda: LoopAnswer.objects.create(mark="a", telling=telling, way="letter", says="yes"))
    refused(lambda: LoopCode.objects.create(mark="a", telling=telling, way="letter"))
    refused(lambda: Telling.objects.filter(pk=telling.pk).update(result="not_confirmed"))


def test_one_telling_is_awaited_at_a_time(world: World, monday: dt.datetime):
    telling = make.telling_of(make.told(world.team)[0])
    telling.pk, telling.number = None, 2

    refused(telling.save)


def test_answers_codes_and_contacts_are_what_they_are(world: World):
    loop, _ = make.told(world.team)
    telling, listener = make.telling_of(loop), Listener.objects.filter(loop=loop)[0]

    for given in ({"says": "maybe"}, {"way": "phone"}):
        answer = {"mark": "a", "telling": telling, "way": "letter", "says": "yes"} | given
        refused(partial(LoopAnswer.objects.create, **answer))
    refused(lambda: LoopCode.objects.create(mark="a", telling=telling, way="letter", left=3))
    refused(lambda: LoopCode.objects.create(mark="a", telling=telling, way="open"))
    refused(lambda: Listener.objects.filter(pk=listener.pk).update(reach="crow"))
    refused(
        lambda: Listener.objects.create(
            loop=loop,
            reach="mail",
            sealed=b"x",
            contact_mark=listener.contact_mark,
            stop_mark="x",
            until_on=listener.until_on,
        )
    )


def test_what_happened_is_kept(world: World):
    event = LoopEvent.objects.filter(loop=make.make_loop(world.team))

    refused(lambda: event.update(what="confirmed"))
    refused(event.delete)


def test_offered_words_are_read_by_two_people_of_two_sides(world: World):
    telling = make.telling_of(make.closed(world.team))
    tom, lea = world.tom.user, world.lea.user
    read = {"first_by": tom, "first_side": "profession", "first_verdict": "SHOW", "second_verdict": "SHOW"}

    refused(lambda: LoopWords.objects.create(telling=telling, words="w", **read, second_by=tom, second_side="x"))
    refused(
        lambda: LoopWords.objects.create(telling=telling, words="w", **read, second_by=lea, second_side="profession")
    )
    LoopWords.objects.create(telling=telling, words="w", **read, second_by=lea, second_side="lived_experience")


def _values(loop: Loop) -> dict[str, Any]:
    return {
        field.attname: getattr(loop, field.attname) for field in Loop._meta.concrete_fields if not field.primary_key
    }
