"""What must not be, tried through every door: SQL past everything, the ORM one by one and in bulk, and the forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from alongside.core import clock
from alongside.goals import cycle_guards, guards, services
from alongside.goals.models import ChangeIdea, Cycle, CycleAct, Goal, GoalEvent, KeyCode
from alongside.goals.rules.cycles import Scale
from alongside.goals.rules.goals import State
from alongside.goals.tests.factories import acting, make_goal, verifier_at
from alongside.programmes.tests.factories import World, as_

Values = dict[str, Any]


def by_sql(goal: Goal, values: Values) -> None:
    shown = {name: _plain(value) for name, value in values.items()}
    sets = ", ".join(f"{name} = %s" for name in shown)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE goals_goal SET {sets} WHERE id = %s", [*shown.values(), _plain(goal.pk)])  # noqa: S608


def _plain(value: Any) -> Any:
    return value.hex if isinstance(value, UUID) and connection.vendor == "sqlite" else value


def by_update(goal: Goal, values: Values) -> None:
    Goal.objects.filter(pk=goal.pk).update(**values)


def by_save(goal: Goal, values: Values) -> None:
    fresh = Goal.objects.get(pk=goal.pk)
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.save()


def by_bulk_update(goal: Goal, values: Values) -> None:
    fresh = Goal.objects.get(pk=goal.pk)
    for name, value in values.items():
        setattr(fresh, name, value)
    Goal.objects.bulk_update([fresh], [name.removesuffix("_id") for name in values])


def by_bulk_create(goal: Goal, values: Values) -> None:
    fresh = Goal.objects.get(pk=goal.pk)
    fresh.pk, fresh._state.adding = None, True
    fresh.id = UUID(int=1)
    fresh.slot = None
    for name, value in values.items():
        setattr(fresh, name, value)
    Goal.objects.bulk_create([fresh])


DOORS = (by_sql, by_update, by_save, by_bulk_update, by_bulk_create)
ONLY_CHANGES = (by_sql, by_update, by_save, by_bulk_update)
Attempt = Callable[[World], tuple[Goal, Values]]
ON = dt.date(2026, 3, 2)


def account(world: World, column: str, who: str, voice: str) -> Values:
    return {
        f"{column}_key_by_id": getattr(world, who).user_id,
        f"{column}_key_voice": voice,
        f"{column}_key_on": ON,
        f"{column}_key_how": "account",
    }


def lived(world: World) -> Values:
    return account(world, "lived", "lea", "uses_services")


def profession(world: World) -> Values:
    return account(world, "profession", "tom", "staff")


def active(world: World, **more: Any) -> Values:
    return {"state": "ACTIVE", "slot": 3, **more}


def a_code(goal: Goal, world: World, *, side: str = "lived_experience", voice: str = "uses_services") -> KeyCode:
    return KeyCode.objects.create(
        goal=goal, side=side, voice=voice, mark="x", handed_by=world.ben.user, handed_on=ON, until_on=ON
    )


def spoken(world: World, **more: Any) -> Values:
    told = {"lived_key_voice": "uses_services", "lived_key_on": ON, "lived_key_how": "spoken"}
    return {**profession(world), **told, "lived_key_written_by_id": world.ben.user_id, **more}


def coded(world: World, code: KeyCode, **more: Any) -> Values:
    told = {
        "lived_key_voice": "uses_services",
        "lived_key_on": ON,
        "lived_key_how": "code",
        "lived_key_code_id": code.pk,
    }
    return {**profession(world), **told, **more}


def without_keys(state: str) -> Attempt:
    def attempt(world: World) -> tuple[Goal, Values]:
        more = {"VERIFIED": {}, "CLOSED": {"closed_how": "without_change", "closed_on": ON}}.get(state, {})
        return make_goal(world.team), {"state": state, **more} | ({"slot": 3} if state in {"ACTIVE", "CLAIMED"} else {})

    return attempt


def on_a_proposed(values: Callable[[World, Goal], Values]) -> Attempt:
    def attempt(world: World) -> tuple[Goal, Values]:
        goal = make_goal(world.team)
        return goal, values(world, goal)

    return attempt


def on_a_claimed(values: Callable[[World, Goal], Values]) -> Attempt:
    def attempt(world: World) -> tuple[Goal, Values]:
        goal = Goal.objects.get(pk=make_goal(world.team, state=State.CLAIMED).pk)
        return goal, {"state": "VERIFIED", "slot": None, "verified_on": ON, **values(world, goal)}

    return attempt


ATTEMPTS: dict[str, Attempt] = {
    **{f"{state} without a key": without_keys(state) for state in ("AGREED", "ACTIVE", "CLAIMED", "CLOSED")},
    "active with the key of lived experience alone": on_a_proposed(lambda w, g: active(w, **lived(w))),
    "active with the key of the profession alone": on_a_proposed(lambda w, g: active(w, **profession(w))),
    "both keys held by one person": on_a_proposed(
        lambda w, g: active(w, **(lived(w) | account(w, "profession", "lea", "staff")))
    ),
    "two keys of one side": on_a_proposed(
        lambda w, g: active(w, **(profession(w) | account(w, "lived", "ben", "staff")))
    ),
    "a key of somebody from elsewhere": on_a_proposed(
        lambda w, g: active(w, **(lived(w) | account(w, "profession", "dev", "leaders")))
    ),
    "a key in a voice that its holder does not speak in": on_a_proposed(
        lambda w, g: active(w, **(lived(w) | account(w, "profession", "tom", "leaders")))
    ),
    "a key in no voice": on_a_proposed(lambda w, g: active(w, **(lived(w) | profession(w) | {"lived_key_voice": ""}))),
    "an account's key that no account holds": on_a_proposed(
        lambda w, g: active(w, **(lived(w) | profession(w) | {"lived_key_by_id": None}))
    ),
    "a key by code without a code": on_a_proposed(
        lambda w, g: active(w, **(lived(w) | profession(w) | {"lived_key_by_id": None, "lived_key_how": "code"}))
    ),
    "a spoken key that nobody confirmed": on_a_proposed(lambda w, g: active(w, **spoken(w))),
    "a spoken key that nobody in particular confirmed": on_a_proposed(
        lambda w, g: active(w, **spoken(w, lived_key_confirmed_on=ON))
    ),
    "a spoken key that its writer confirmed": on_a_proposed(
        lambda w, g: active(w, **spoken(w, lived_key_confirmed_on=ON, lived_key_confirmed_by_id=w.ben.user_id))
    ),
    "a spoken key whose writer holds the other": on_a_proposed(
        lambda w, g: spoken(w, lived_key_written_by_id=w.tom.user_id)
    ),
    "a spoken key confirmed by the holder of the other": on_a_proposed(
        lambda w, g: spoken(w, lived_key_confirmed_on=ON, lived_key_confirmed_by_id=w.tom.user_id)
    ),
    "a code for another goal": on_a_proposed(
        lambda w, g: coded(w, a_code(make_goal(w.team), w), **active(w))
    ),
    "a code for the other side": on_a_proposed(
        lambda w, g: coded(w, a_code(g, w, side="profession", voice="staff"), **active(w))
    ),
    "a code handed out by the holder of the other": on_a_proposed(
        lambda w, g: coded(w, a_code(g, w), lived_key_written_by_id=w.tom.user_id)
    ),
    "verified by nobody": on_a_claimed(lambda w, g: {}),
    "verified by the claimer": on_a_claimed(
        lambda w, g: {"verified_by_id": g.claimed_by_id, "verified_voice": "leaders"}
    ),
    "verified by a co-lead": on_a_claimed(
        lambda w, g: {"verified_by_id": g.lived_lead_id, "verified_voice": "uses_services"}
    ),
    "verified in the voice that claimed it": on_a_claimed(
        lambda w, g: {"verified_by_id": w.ben.user_id, "verified_voice": "staff"}
    ),
    "verified in no voice": on_a_claimed(lambda w, g: {"verified_by_id": w.ada.user_id}),
    "closed as sustained, unverified": lambda w: (
        make_goal(w.team, state=State.CLAIMED),
        {"state": "CLOSED", "slot": None, "closed_how": "sustained", "closed_on": ON},
    ),
    "closed without saying how": lambda w: (
        make_goal(w.team, state=State.VERIFIED), {"state": "CLOSED", "closed_on": ON},
    ),
    "claimed by nobody": lambda w: (make_goal(w.team, state=State.ACTIVE), {"state": "CLAIMED"}),
    "parked without a reason": lambda w: (
        make_goal(w.team, state=State.AGREED), {"state": "PARKED", "state_why": ""},
    ),
    "stopped without a reason": on_a_proposed(lambda w, g: {"state": "STOPPED", "state_why": ""}),
    "live at a team without a place": lambda w: (
        make_goal(w.team, state=State.AGREED), {"state": "ACTIVE", "slot": None},
    ),
    "a fourth place": lambda w: (make_goal(w.team, state=State.AGREED), {"state": "ACTIVE", "slot": 4}),
    "a place for what is not live": on_a_proposed(lambda w, g: {"slot": 1}),
    "at a place it is not of": on_a_proposed(lambda w, g: {"scope": w.other_team.scope}),
    "due before it starts": on_a_proposed(lambda w, g: {"starts_on": ON, "due_on": ON - dt.timedelta(days=1)}),
    "aiming lower": on_a_proposed(lambda w, g: {"baseline_stage": 2, "target_stage": 1}),
    "one person as both co-leads": on_a_proposed(lambda w, g: {"lived_lead_id": g.profession_lead_id}),
    "of no strand": on_a_proposed(lambda w, g: {"strand": "magic"}),
    "in no state": on_a_proposed(lambda w, g: {"state": "DONE"}),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTEMPTS)
def test_the_database_refuses(world: World, name: str):
    goal, values = ATTEMPTS[name](world)
    before = Goal.objects.filter(pk=goal.pk).values().get()

    for door in DOORS:
        with pytest.raises(IntegrityError), transaction.atomic():
            door(goal, values)

    assert Goal.objects.filter(pk=goal.pk).values().get() == before


def test_the_database_takes_what_is_right(world: World):
    """So that the attempts above fail for what is wrong with them, and for nothing else."""
    for door in ONLY_CHANGES:
        by_account, by_code, by_word = (make_goal(world.team) for _ in range(3))
        code = KeyCode.objects.create(
            goal=by_code, side="lived_experience", voice="uses_services", mark=str(door), handed_by=world.ben.user,
            handed_on=ON, until_on=ON,
        )  # fmt: skip
        confirmed = {"lived_key_confirmed_on": ON, "lived_key_confirmed_by_id": verifier_at(world.team).user_id}
        with transaction.atomic():
            door(by_account, {**lived(world), **profession(world), "state": "ACTIVE", "slot": 1})
            door(by_code, {**coded(world, code), "state": "ACTIVE", "slot": 2})
            door(by_word, {**spoken(world, **confirmed), "state": "ACTIVE", "slot": 3})
            door(by_account, {"state": "CLAIMED", "claimed_by_id": world.tom.user_id, "claimed_voice": "staff",
                              "claimed_on": ON, "claim": "Done"})  # fmt: skip
            door(by_account, {"state": "VERIFIED", "slot": None, "verified_by_id": world.ada.user_id,
                              "verified_voice": "leaders", "verified_on": ON})  # fmt: skip
        Goal.objects.update(state="STOPPED", slot=None, state_why="Making room")


def test_the_database_refuses_a_fourth_in_a_taken_place(world: World):
    for _ in range(3):
        make_goal(world.team, state=State.ACTIVE)
    fourth = make_goal(world.team, state=State.AGREED)

    for slot in (1, 2, 3):
        for door in DOORS:
            with pytest.raises(IntegrityError), transaction.atomic():
                door(fourth, {"state": "ACTIVE", "slot": slot})


def test_the_database_refuses_a_goal_to_become_a_duty(world: World):
    """Else a duty would be a way round the keys."""
    goal = make_goal(world.team)

    for door in ONLY_CHANGES:
        with pytest.raises(IntegrityError), transaction.atomic():
            door(goal, {"duty": True, "duty_why": "Now", "state": "ACTIVE"})


def test_the_database_refuses_whoever_did_a_test_of_it(world: World):
    goal = make_goal(world.team, state=State.CLAIMED)
    _did_a_test(goal, world)

    verified = {
        "state": "VERIFIED",
        "slot": None,
        "verified_by_id": world.ada.user_id,
        "verified_voice": "leaders",
        "verified_on": ON,
    }
    for door in ONLY_CHANGES:
        with pytest.raises(IntegrityError), transaction.atomic():
            door(goal, verified)
    with pytest.raises(services.OwnWork):
        services.verify_goal(goal, verification="I saw it", by=acting(world.ada), at=clock.now())


def _did_a_test(goal: Goal, world: World) -> None:
    idea = ChangeIdea.objects.create(
        goal=goal, place=goal.place, scope=goal.scope, order=1, text="A bell at the door", strand="practice",
        setting="ward", proposed_on=ON,
    )  # fmt: skip
    cycle = Cycle.objects.create(
        idea=idea, scope=goal.scope, number=1, question="Does it ring?", prediction="Yes", measured="Rings",
        scale=Scale.ONE, written_on=ON,
    )  # fmt: skip
    CycleAct.objects.create(cycle=cycle, user=world.ada.user, voice="leaders", part="did", on=ON)


def test_what_happened_to_a_goal_is_kept(world: World):
    goal = make_goal(world.team, state=State.ACTIVE)
    event = GoalEvent.objects.filter(goal=goal, what="started").get()

    for change in ({"what": "stopped"}, {"on": dt.date(2020, 1, 1)}, {"by": "user:x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            GoalEvent.objects.filter(pk=event.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        GoalEvent.objects.filter(pk=event.pk).delete()


def test_every_guard_stands(world: World):
    names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        names = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(names)
        there = {name for (name,) in cursor.fetchall()}

    wanted = {guard[0] for guard in (*guards.guards(), *cycle_guards.cycle_guards())}
    assert wanted <= there


def test_the_forms_refuse_what_the_services_do(world: World):
    goal = make_goal(world.team)
    services.turn_key(goal, by=acting(world.tom), at=clock.now())
    tom, ben = as_(world, "tom"), as_(world, "ben")

    for client, act, sent in (
        (tom, "goal_key", {}),
        (ben, "goal_key", {}),
        (tom, "goal_start", {}),
        (tom, "goal_claim", {"claim": "Done"}),
        (ben, "goal_verify", {"outcome": "yes", "words": "Seen"}),
        (tom, "goal_close", {"how": "sustained", "why": "It holds"}),
        (tom, "goal_hand", {"voice": "uses_services"}),
        (tom, "goal_spoken", {"voice": "uses_services"}),
    ):
        response = client.post(reverse(act, args=[goal.pk]), sent)
        assert response.status_code == 200, act
        assert response.context_data["form"].errors, act
    goal.refresh_from_db()
    assert (goal.state, goal.lived_key_on) == (State.PROPOSED, None)
    claimed = make_goal(world.team, state=State.CLAIMED)
    for client in (tom, as_(world, "lea"), ben):
        response = client.post(reverse("goal_verify", args=[claimed.pk]), {"outcome": "yes", "words": "Seen"})
        assert response.context_data["form"].errors
    assert Goal.objects.get(pk=claimed.pk).state == State.CLAIMED
