"""Nothing ties an answer about a loop to a person: this test plays a telling and then tries, with everything there is.

Like `test_dump`: the attacker holds every row, the hidden columns and the physical order, a backup from before the
end and one from after, the mail, the trail and the log, and knows who was sent which code and when each answered.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from alongside.assessments import codes
from alongside.core import clock, outbox
from alongside.core.backup import services as backups
from alongside.core.models import AuditEntry, Letter
from alongside.goals.models import Listener, Loop, LoopAnswer, LoopCode, LoopWords, Telling
from alongside.goals.services import loops as services
from alongside.goals.tests import loop_factories as make
from alongside.programmes.tests.factories import make_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

AT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
PEOPLE = 20


@dataclass(frozen=True)
class Person:
    """Somebody who was asked, as the attacker knows them."""

    email: str
    code: str
    receipt: str
    stop: str
    secret: str
    offered: str


@dataclass(frozen=True)
class Played:
    loop: Loop
    people: tuple[Person, ...]
    waiting: str
    order: dict[str, list[str]]
    before: str
    after: str
    log: str


@pytest.fixture
def played(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Played:
    caplog.set_level(logging.DEBUG)
    with clock.frozen(AT):
        people = play()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        waiting, order = every_row(), lying()
        backups.take_backup(tmp_path / "before.backup", at=AT)
        services.let_loops_pass(at=AT + dt.timedelta(days=1))
        backups.take_backup(tmp_path / "after.backup", at=AT)
    before, after = (members(tmp_path / f"{name}.backup") for name in ("before", "after"))
    return Played(Loop.objects.get(), tuple(people), waiting, order, before, after, caplog.text)


def test_it_was_really_played(played: Played):
    assert played.loop.state == "CLOSED"
    assert Telling.objects.get().kept["answered"] == PEOPLE
    assert LoopWords.objects.count() == PEOPLE // 2
    assert played.loop.scrubbed


def test_while_it_waits_no_row_joins_an_answer_to_who_was_asked(played: Played):
    """Contacts are sealed, codes and answers are marks of different things, and nothing holds an address or a code."""
    for person in played.people:
        for known in (person.email, person.code, codes.plain(person.code), person.receipt, person.stop):
            assert known not in played.waiting
            assert known not in played.before
        assert codes.mark(person.code) != codes.mark(person.receipt)


def test_no_column_of_an_answer_is_a_person_or_a_time(played: Played):
    for model in (LoopAnswer, LoopCode, LoopWords):
        kinds = {field.get_internal_type() for field in model._meta.concrete_fields}
        assert not kinds & {"DateField", "DateTimeField", "AutoField", "BigAutoField"}
    assert {field.name for field in LoopAnswer._meta.concrete_fields} == {
        "mark", "telling", "way", "says", "words", "offered",
    }  # fmt: skip


def test_codes_lie_in_another_order_than_those_who_asked(played: Played):
    came = [codes.mark(person.code) for person in played.people]
    lying = [mark for mark in played.order["codes"] if mark in came]

    assert sorted(lying) == sorted(came)
    assert lying not in (came, came[::-1])


def test_after_the_end_no_answer_code_contact_or_unoffered_word_is_left(played: Played):
    dump = every_row()

    assert not LoopAnswer.objects.exists()
    assert not LoopCode.objects.exists()
    assert not Listener.objects.exists()
    assert bytes(Telling.objects.get().secret) == b""
    for person in played.people:
        for known in (person.email, person.code, person.receipt, person.secret, codes.mark(person.receipt)):
            assert known not in dump
            assert known not in played.after


def test_offered_words_lie_in_no_order_that_tells_who_came_when(played: Played):
    came = [person.offered for person in played.people if person.offered]
    order = "ctid" if connection.vendor == "postgresql" else "rowid"
    for by in (order, "id"):
        lying = column(f"SELECT words FROM goals_loopwords ORDER BY {by}")  # noqa: S608
        assert sorted(lying) == sorted(came)
        assert lying not in (came, came[::-1])


def test_no_audit_row_no_letter_and_no_log_names_who_answered(played: Played):
    trail = "\n".join(str(row) for row in AuditEntry.objects.values())
    letters = "\n".join(f"{letter.to} {outbox.text_of(letter)}" for letter in Letter.objects.all())

    for person in played.people:
        for text in (trail, letters, played.log):
            for known in (person.email, person.code, codes.plain(person.code), person.receipt, person.secret):
                assert known not in text


@pytest.mark.postgres
def test_hidden_columns_join_no_code_to_an_answer(tmp_path: Path):
    """Codes were written by one transaction, answers each by its own: no transaction wrote one of each."""
    with clock.frozen(AT):
        play()
    wrote = {
        table: set(column(f"SELECT xmin::text FROM {table}"))  # noqa: S608
        for table in ("goals_loopcode", "goals_loopanswer", "goals_listener")
    }

    assert len(wrote["goals_loopcode"]) == 1
    assert not wrote["goals_loopanswer"] & (wrote["goals_loopcode"] | wrote["goals_listener"])


@pytest.mark.postgres
def test_no_page_of_postgresql_still_holds_an_answer(played: Played):
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT c.relname, pg_read_binary_file(pg_relation_filepath(c.oid)) FROM pg_class c "
            "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind IN ('r', 't', 'i')"
        )
        pages = {name: bytes(content) for name, content in cursor.fetchall()}
        cursor.execute("SELECT most_common_vals::text, histogram_bounds::text FROM pg_stats")
        statistics = str(cursor.fetchall())

    assert "goals_loopwords" in pages
    told = [person.secret for person in played.people] + [codes.mark(person.receipt) for person in played.people]
    assert {name for name, content in pages.items() if any(text.encode() in content for text in told)} == set()
    assert "secret-words" not in statistics


def play() -> list[Person]:
    """Twenty people asked to be told, were told, and answered in the order of their names; half offered words."""
    world = make_world()
    loop = make.make_loop(world.team)
    emails = [f"person{number:02}@example.org" for number in range(PEOPLE)]
    make.listens(loop, *emails)
    make.tell(make.decided(loop))
    letters = {letter.to: outbox.text_of(letter) for letter in Letter.objects.filter(to__in=emails)}
    stops = make.stop_codes_sent()
    Letter.objects.all().delete()  # as the sender does, once a letter is sent
    return [
        answered(email, letters[email].splitlines()[0], stops[email], number) for number, email in enumerate(emails)
    ]


def answered(email: str, code: str, stop: str, number: int) -> Person:
    ticket = services.exchange_loop_code(code)
    assert isinstance(ticket, services.Ticket)
    name, offers = email.partition("@")[0], number % 2 == 0
    words = f"{'offered' if offers else 'secret'}-words-of-{name}"
    says = "yes" if number < PEOPLE - 6 else ("partly", "no")[number % 2]
    services.save_loop_answer(ticket, says=says, words=words, offered=offers)
    return Person(email, code, ticket.receipt, stop, f"secret-words-of-{name}", words if offers else "")


def lying() -> dict[str, list[str]]:
    """What lies in which physical order while answers are awaited."""
    order = "ctid" if connection.vendor == "postgresql" else "rowid"
    return {"codes": column(f"SELECT mark FROM goals_loopcode ORDER BY {order}")}  # noqa: S608


def every_row() -> str:
    return "\n".join(
        str(row)
        for model in apps.get_models(include_auto_created=True)
        for row in model.objects.values()  # type: ignore[attr-defined]
    )


def column(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [value for (value,) in cursor.fetchall()]


def members(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_the_attacker_would_see_what_they_look_for(played: Played):
    """The check itself can see: an answer that waits stands in the earlier backup, with its words."""
    assert all(f"words-of-{person.email.partition('@')[0]}" in played.before for person in played.people)
    assert re.search(r"secret-words-of-person\d\d", played.before)
