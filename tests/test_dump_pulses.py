"""Nothing ties an answer to a pulse to a person: this test plays one and then tries, with everything there is.

Like `test_dump` and `test_dump_loops`: the attacker holds every row, the hidden columns and the physical order, a
backup from before the close and one from after, the trail and the log, and knows who took a code and in which order
they answered.
"""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection

from alongside.assessments import codes
from alongside.core import clock
from alongside.core.backup import services as backups
from alongside.core.models import AuditEntry
from alongside.goals.models import Pulse, PulseAnswer, PulseCode
from alongside.goals.rules.pulse import Question, Says
from alongside.goals.services import ledger as services
from alongside.goals.tests import ledger_factories as make
from alongside.numerics.disclosure import Kept
from alongside.programmes.tests.factories import actor, make_member, make_world
from tests.test_dump_loops import column, every_row, members

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

AT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
PEOPLE = 12
ROW_ORDER = {"postgresql": "ctid", "sqlite": "rowid"}


@dataclass(frozen=True)
class Person:
    """Somebody who was at the meeting, as the attacker knows them; `user` where they took their code themselves."""

    user: str
    code: str
    receipt: str


@dataclass(frozen=True)
class Played:
    pulse: Pulse
    people: tuple[Person, ...]
    waiting: str
    order: dict[str, list[str]]
    before: str
    after: str
    log: str
    trail: int


@pytest.fixture
def played(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Played:
    caplog.set_level(logging.DEBUG)
    with clock.frozen(AT):
        people, trail = play()
        waiting, order = every_row(), {table: lying(table) for table in ("goals_pulsecode", "goals_pulseanswer")}
        backups.take_backup(tmp_path / "before.backup", at=AT)
        services.let_pulses_pass(at=AT + dt.timedelta(days=15))
        backups.take_backup(tmp_path / "after.backup", at=AT)
    before, after = (members(tmp_path / f"{name}.backup") for name in ("before", "after"))
    return Played(Pulse.objects.get(), tuple(people), waiting, order, before, after, caplog.text, trail)


def play() -> tuple[list[Person], int]:
    """Half took a code for themselves in the order of their names, half drew a slip; all answered in that order."""
    world = make_world()
    pulse = make.make_pulse(world.team)
    slips = make.codes_for(pulse, "staff", PEOPLE // 2)
    rows = AuditEntry.objects.count()
    people = []
    for number in range(PEOPLE):
        member = make_member(world.team, name=f"Person {number:02}") if number % 2 else None
        code = services.take_pulse_code(pulse, by=actor(member)) if member else slips[number // 2]
        ticket = services.exchange_pulse_code(code)
        services.save_pulse_answer(ticket, answers=dict.fromkeys(Question, list(Says)[number % 4]))
        people.append(Person(str(member.user_id) if member else "", code, ticket.receipt))
    invited = AuditEntry.objects.filter(action="membership.invited").count()
    return people, AuditEntry.objects.exclude(action="membership.invited").count() - (rows - (invited - PEOPLE // 2))


def lying(table: str) -> list[str]:
    return column(f"SELECT mark FROM {table} ORDER BY {ROW_ORDER[connection.vendor]}")  # noqa: S608


def test_it_was_really_played(played: Played):
    assert played.pulse.closed_on == clock.date_of(AT + dt.timedelta(days=15))
    kept = Kept.from_dict(played.pulse.kept["heard"])
    assert [group.spread for group in kept.groups if group.spread] == [(3, 3, 3, 3)]
    assert played.pulse.scrubbed


def test_while_it_is_open_no_row_joins_a_person_a_code_and_an_answer(played: Played):
    for person in played.people:
        for known in (person.code, codes.plain(person.code), person.receipt):
            assert known not in played.waiting
            assert known not in played.before
        assert codes.mark(person.code) in played.waiting
        assert codes.mark(person.receipt) in played.waiting
        lines = [line for line in played.waiting.splitlines() if codes.mark(person.receipt) in line]
        assert all(not person.user or person.user not in line for line in lines)
        assert all(codes.mark(person.code) not in line for line in lines)


def test_no_column_of_a_code_or_an_answer_is_a_person_or_a_time():
    for model in (PulseAnswer, PulseCode):
        kinds = {field.get_internal_type() for field in model._meta.concrete_fields}
        assert not kinds & {"DateField", "DateTimeField", "AutoField", "BigAutoField"}
    assert {field.name for field in PulseAnswer._meta.concrete_fields} == {
        "mark", "pulse", "voice", "heard", "influenced", "safe",
    }  # fmt: skip


def test_neither_codes_nor_answers_lie_in_the_order_in_which_people_came(played: Played):
    for table, came in (
        ("goals_pulsecode", [codes.mark(person.code) for person in played.people]),
        ("goals_pulseanswer", [codes.mark(person.receipt) for person in played.people]),
    ):
        assert sorted(played.order[table]) == sorted(came)
        assert played.order[table] not in (came, came[::-1])


def test_answering_leaves_no_audit_row_and_nothing_in_the_log(played: Played):
    trail = "\n".join(str(row) for row in AuditEntry.objects.values())

    assert played.trail == 0
    for person in played.people:
        for known in (person.code, codes.plain(person.code), person.receipt, codes.mark(person.receipt)):
            assert known not in trail
            assert known not in played.log


def test_after_the_close_no_answer_code_or_list_of_who_took_one_is_left(played: Played):
    dump = every_row()

    assert not PulseAnswer.objects.exists()
    assert not PulseCode.objects.exists()
    assert (bytes(played.pulse.secret), played.pulse.taken) == (b"", [])
    for person in played.people:
        for known in (codes.mark(person.code), codes.mark(person.receipt), person.receipt):
            assert known not in dump
            assert known not in played.after


def test_the_attacker_would_see_what_they_look_for(played: Played):
    """The check itself can see: an answer that waits stands in the earlier backup under its mark."""
    assert all(codes.mark(person.receipt) in played.before for person in played.people)


@pytest.mark.postgres
def test_hidden_columns_join_no_code_to_an_answer_nor_to_who_took_it(tmp_path: Path):
    """Who took a code, the code and the answer were each written by a transaction of its own."""
    with clock.frozen(AT):
        play()
    wrote = {
        table: column(f"SELECT xmin::text FROM {table}")  # noqa: S608
        for table in ("goals_pulse", "goals_pulsecode", "goals_pulseanswer")
    }

    assert not set(wrote["goals_pulseanswer"]) & set(wrote["goals_pulsecode"])
    assert not set(wrote["goals_pulse"]) & set(wrote["goals_pulsecode"])
