"""Any reader can report words; a lead hides them at once; two people of different sides erase them for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest
from django.db import DatabaseError, connection

from alongside.core import audit, outbox
from alongside.core.models import AuditEntry, Letter
from alongside.core.texts import ERASED, HIDDEN
from alongside.goals.models import Goal, GoalEvent
from alongside.goals.tests import factories as goals
from alongside.keeping_safe import services
from alongside.keeping_safe.models import Case, Contact, Part
from alongside.keeping_safe.rules import ContactKind, State
from alongside.keeping_safe.services import reporting, restoring
from alongside.keeping_safe.taking_out import mark_of
from alongside.programmes.tests.factories import World, actor, make_world

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
SECRET = "Nurse Winterbottom shouted at Bed 4 last Tuesday"


@pytest.fixture
def world() -> World:
    return make_world()


def reported(world: World, **changes: str) -> tuple[Goal, Case]:
    """A goal with a bad text in its title's place, its copies in an event, the trail and a letter; and its report."""
    goal = goals.make_goal(world.team)
    Goal.objects.filter(pk=goal.pk).update(different_for_people=SECRET, **changes)
    GoalEvent.objects.create(goal=goal, what="PARKED", on=AT.date(), by="user:x", reason=f"Because {SECRET}")
    audit.record("goal.x", by=audit.System("t"), at=AT, scope=goal.scope, subject="g", changes={"is": [SECRET]})
    outbox.queue(to="a@example.org", subject="Your week", body=f"Read: {SECRET}.", on=AT.date())
    outbox.queue(to="b@example.org", subject="Your week", body=f"Read: {SECRET}.", on=AT.date(), sealed=True)
    case = services.report_text(table="goals.Goal", row=str(goal.pk), column="different_for_people", reason="NAMES",
                                words="It names a nurse", at=AT)  # fmt: skip
    return goal, case


def hidden(world: World) -> tuple[Goal, Case]:
    goal, case = reported(world)
    return goal, services.hide_text(
        case, which=[f"goals.Goal|{case.row}|different_for_people"], by=actor(world.tom), at=AT
    )


def stands_anywhere(text: str) -> bool:
    rows = [str(vars(row)) for table in (Goal, GoalEvent, AuditEntry) for row in table._default_manager.all()]
    return any(text in row for row in rows) or any(text in outbox.text_of(letter) for letter in Letter.objects.all())


def test_report__writes_to_both_sides_and_keeps_nobody(world: World):
    goal, case = reported(world)
    again = services.report_text(table="goals.Goal", row=str(goal.pk), reason="HURTS", at=AT)

    letters = Letter.objects.filter(subject="Somebody reported words at a place you lead")
    assert {letter.to for letter in letters} == {world.tom.user.email, world.lea.user.email}
    assert all(SECRET not in letter.body for letter in letters)
    assert again == case
    assert case.reports.count() == 2
    assert AuditEntry.objects.filter(action="text.reported").first().actor == "system:a reader"
    assert Goal.objects.get(pk=goal.pk).different_for_people == SECRET


@pytest.mark.parametrize(("table", "row"), [("goals.Goal", "no-key"), ("no.Table", "1"), ("goals.Cycle", "0" * 32)])
def test_report__refuses_what_is_not_there(world: World, table: str, row: str):
    with pytest.raises(services.NothingToReport):
        services.report_text(table=table, row=row, reason="OTHER", at=AT)


def test_hide__takes_the_words_out_of_everywhere(world: World):
    goal, case = hidden(world)

    assert Goal.objects.get(pk=goal.pk).different_for_people == HIDDEN
    assert GoalEvent.objects.get(what="PARKED").reason == HIDDEN
    assert not stands_anywhere(SECRET)
    assert all(SECRET.encode() not in bytes(part.sealed) for part in Part.objects.all())
    assert audit.verify_all() == []
    assert (case.state, str(case.hidden_by_id)) == (State.HIDDEN, str(world.tom.user_id))


def test_hide__refuses_nothing_chosen_and_what_is_hidden_already(world: World):
    _, case = reported(world)
    with pytest.raises(services.NothingChosen):
        services.hide_text(case, which=["goals.Goal||claim"], by=actor(world.tom), at=AT)
    services.hide_text(case, which=[f"goals.Goal|{case.row}|different_for_people"], by=actor(world.tom), at=AT)
    with pytest.raises(services.NotNow):
        services.hide_text(case, which=[f"goals.Goal|{case.row}|different_for_people"], by=actor(world.lea), at=AT)


def test_decide__two_of_different_sides_show_it_again_as_it_was(world: World):
    goal, case = hidden(world)
    before = AuditEntry.objects.filter(action="goal.x").get()
    for who in ("tom", "lea"):
        case = services.decide_about_text(case, verdict="SHOW", by=actor(getattr(world, who)), at=AT)

    assert case.state == State.SHOWN
    assert before.changes == {"hidden": True}
    assert AuditEntry.objects.get(pk=before.pk).changes == {"is": [SECRET]}
    assert Goal.objects.get(pk=goal.pk).different_for_people == SECRET
    assert GoalEvent.objects.get(what="PARKED").reason == f"Because {SECRET}"
    assert not Part.objects.exists()
    assert audit.verify_all() == []


def test_decide__erasing_needs_two_people_of_different_sides(world: World):
    goal, case = hidden(world)
    for who in ("tom", "ada", "tom"):
        case = services.decide_about_text(case, verdict="ERASE", by=actor(getattr(world, who)), at=AT)
    assert case.state == State.HIDDEN
    case = services.decide_about_text(case, verdict="SHOW", by=actor(world.lea), at=AT)
    assert case.state == State.HIDDEN
    with pytest.raises(services.NotForYou):
        services.decide_about_text(case, verdict="ERASE", by=actor(world.ben), at=AT)

    GoalEvent.objects.create(goal=goal, what="STARTED", on=AT.date(), by="user:x", reason=SECRET)
    case = services.decide_about_text(case, verdict="ERASE", by=actor(world.lea), at=AT)

    assert case.state == State.ERASED
    assert Goal.objects.get(pk=goal.pk).different_for_people == ERASED
    assert GoalEvent.objects.get(what="STARTED").reason == ERASED
    assert not stands_anywhere(SECRET)
    assert not Part.objects.exists()
    assert set(case.reports.values_list("words", flat=True)) == {""}
    assert audit.verify_all() == []
    with pytest.raises(services.NotNow):
        services.decide_about_text(case, verdict="SHOW", by=actor(world.lea), at=AT)


def test_leave__puts_it_away_and_a_new_report_opens_it_again(world: World):
    goal, case = reported(world)

    left = services.leave_text(case, by=actor(world.tom), at=AT)

    assert left.state == State.SHOWN
    assert services.report_text(table="goals.Goal", row=str(goal.pk), reason="OTHER", at=AT) != case


def erased(world: World) -> tuple[Goal, Case]:
    goal, case = hidden(world)
    for who in ("tom", "lea"):
        case = services.decide_about_text(case, verdict="ERASE", by=actor(getattr(world, who)), at=AT)
    return goal, case


def test_erase__what_could_not_be_scrubbed_now_is_scrubbed_at_the_next_tick(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    _, case = erased(world)
    monkeypatch.setattr(reporting, "scrub", lambda *tables: False)
    services.scrub_waiting(at=AT)
    assert not Case.objects.get(pk=case.pk).scrubbed

    monkeypatch.setattr(reporting, "scrub", lambda *tables: True)
    services.scrub_waiting(at=AT)
    assert Case.objects.get(pk=case.pk).scrubbed


def test_erase__is_written_into_the_journal_of_the_data_folder(
    world: World, settings: object, tmp_path: Path, django_capture_on_commit_callbacks: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setattr(reporting, "scrub", lambda *tables: True)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        _, case = erased(world)

    lines = (tmp_path / "erased-texts.journal").read_text().splitlines()
    assert sorted(lines) == [f"{mark} {case.scope}" for mark in case.marks]
    assert restoring.remember(connection) == sorted(lines)
    monkeypatch.setattr(Case.objects, "using", mock.Mock(side_effect=DatabaseError))
    assert restoring.remember(connection) == sorted(lines)


def test_restoring__a_backup_from_while_it_was_hidden_ends_erased(world: World):
    goal, case = hidden(world)
    marks = [f"{mark_of(SECRET)} {case.scope}"]

    restoring.apply([f"{mark_of('something else')} {case.scope}"])
    assert Case.objects.get(pk=case.pk).state == State.HIDDEN
    restoring.apply(marks)

    assert Case.objects.get(pk=case.pk).state == State.ERASED
    assert not Part.objects.exists()
    assert Goal.objects.get(pk=goal.pk).different_for_people == ERASED


def test_restoring__a_short_text_was_erased_at_its_place_only(world: World):
    here, there = goals.make_goal(world.team), goals.make_goal(world.other_team)
    Goal.objects.filter(pk__in=[here.pk, there.pk]).update(claim="Dr Small")

    restoring.apply([f"{mark_of('Dr Small')} {world.team.scope}"])

    assert Goal.objects.get(pk=here.pk).claim == ERASED
    assert Goal.objects.get(pk=there.pk).claim == "Dr Small"


def test_hide__a_key_that_was_lost_leaves_the_words_hidden_for_good(world: World):
    goal, case = hidden(world)
    Part.objects.update(sealed=b"sealed with another key")
    for who in ("tom", "lea"):
        case = services.decide_about_text(case, verdict="SHOW", by=actor(getattr(world, who)), at=AT)

    assert case.state == State.SHOWN
    assert Goal.objects.get(pk=goal.pk).different_for_people == HIDDEN


def test_name_contacts__somebody_new_takes_the_place_of_who_was_named(world: World):
    four = [services.Named(kind, f"Person {kind}", phone="1", email="x@example.org") for kind in ContactKind]
    services.name_contacts(world.team, contacts=four, by=actor(world.tom), at=AT)
    services.name_contacts(world.team, contacts=[replace(four[0], name="Ruth"), *four[1:]], by=actor(world.tom), at=AT)

    assert Contact.objects.get(kind="IN_TEAM").name == "Ruth"
    services.forget_talks(at=AT)
    assert Contact.objects.count() == 4
