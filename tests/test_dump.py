"""After a reveal nothing ties an answer to a person: this test plays a round and then tries, with everything there is.

The attacker holds the whole database in every form (rows, hidden columns, files with their free pages and logs),
the mail that waits, a backup from before and one from after, everything the program logged, and knows who was given
which code and in what order they came. What an operator who archives the database's own log could still do is
said in docs/operations.md.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from alongside.access.permissions import Role
from alongside.access.policy import Actor, Grant
from alongside.accounts.models import User
from alongside.assessments import codes, services
from alongside.assessments.models import Ballot, Code, Kiosk, Quote, Round, Tally, Way, WayCount
from alongside.assessments.rules import Answer, Silence
from alongside.core import outbox
from alongside.core.audit import System
from alongside.core.backup import services as backups
from alongside.core.models import AuditEntry, Letter
from alongside.frameworks import services as frameworks
from alongside.frameworks.models import Edition
from alongside.programmes.models import Place

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

AT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
BY = System("test")


@dataclass(frozen=True)
class Rater:
    """Somebody who took part, as the attacker knows them: who they are, their code, what they said where."""

    email: str
    code: str
    receipt: str
    secret_words: str
    offered_words: str


@dataclass(frozen=True)
class Played:
    """A round that was revealed, with everything an attacker could have gathered on the way."""

    round: Round
    raters: tuple[Rater, ...]
    before: Path
    after: Path
    log: str
    letters: str


@pytest.fixture
def played(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Played:
    caplog.set_level(logging.DEBUG)
    raters = play()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as the server does by itself, sooner or later
    before = tmp_path / "before.backup"
    backups.take_backup(before, at=AT)
    reveal()
    after = tmp_path / "after.backup"
    backups.take_backup(after, at=AT)
    waiting = "\n".join(f"{letter.to} {outbox.text_of(letter)}" for letter in Letter.objects.all())
    return Played(Round.objects.get(), tuple(raters), before, after, caplog.text, waiting)


def test_the_round_was_really_played(played: Played):
    assert played.round.state == "REVEALED"
    assert Tally.objects.count() == 20
    assert Quote.objects.count() == 20
    assert not Ballot.objects.exists()
    assert dict(WayCount.objects.values_list("way", "count")) == {"own": 15, "kiosk": 5, "paper": 0, "helped": 9}


def test_no_row_holds_what_was_not_offered_or_who_came(played: Played):
    dump = _every_row()

    for rater in played.raters:
        assert rater.secret_words not in dump
        assert rater.email not in dump
        assert codes.plain(rater.code) not in dump
        assert rater.code not in dump
        assert rater.receipt not in dump


def test_offered_words_hang_on_nothing_that_hangs_on_a_person(played: Played):
    """The rows with words share no value with any row that a code, a receipt or an address leads to."""
    quotes = [_values(quote) for quote in Quote.objects.all()]
    led_to = {codes.mark(rater.code) for rater in played.raters} | {codes.mark(r.receipt) for r in played.raters}

    assert all(not (set(values) & led_to) for values in quotes)
    assert {len(values) for values in quotes} == {len(quotes[0])}
    openers = list(Code.objects.filter(round=played.round).values("voices", "way", "spent", "round_id"))
    assert all(opener == openers[0] for opener in openers)
    assert len(openers) % 25 == 0


def test_no_order_tells_who_came_when(played: Played):
    """Physical order, ids and hidden columns: the words and the marks lie in another order than their people came."""
    came = [rater.offered_words for rater in played.raters]
    order = "ctid" if connection.vendor == "postgresql" else "rowid"
    for by in (order, "id"):
        lying = _column(f"SELECT words FROM assessments_quote ORDER BY {by}")  # noqa: S608
        assert sorted(lying) == sorted(came)
        assert lying not in (came, came[::-1])
    marks = [codes.mark(rater.code) for rater in played.raters]
    lying = [mark for mark in _column(f"SELECT mark FROM assessments_code ORDER BY {order}") if mark in marks]  # noqa: S608
    assert lying not in (marks, marks[::-1])


@pytest.mark.postgres
def test_hidden_columns_join_nothing(played: Played):
    """Everything the reveal left was written by one transaction: `xmin` tells that, and no more."""
    for table in (
        "assessments_quote",
        "assessments_code",
        "assessments_tally",
        "assessments_participation",
        "assessments_waycount",
    ):
        assert len(_column(f"SELECT DISTINCT xmin::text FROM {table}")) == 1  # noqa: S608


@pytest.mark.postgres
def test_no_page_of_postgresql_still_holds_an_answer(played: Played):
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT c.relname, pg_read_binary_file(pg_relation_filepath(c.oid)) FROM pg_class c "
            "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind IN ('r', 't', 'i')"
        )
        pages = {name: bytes(content) for name, content in cursor.fetchall()}
        cursor.execute("SELECT tablename, most_common_vals::text, histogram_bounds::text FROM pg_stats")
        statistics = str(cursor.fetchall())

    assert "assessments_quote" in pages
    holding = {name for name, content in pages.items() for rater in played.raters if _found(rater, content)}
    assert holding == set()
    assert "secret" not in statistics


def test_no_page_of_sqlite_still_holds_an_answer(tmp_path: Path):
    """In a database of its own on disk, as the product runs it: file, write-ahead log and journal."""
    script = Path(__file__).with_name("dump_on_disk.py")
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path)], capture_output=True, text=True, check=False, cwd=Path.cwd()
    )

    assert done.returncode == 0, done.stderr[-3000:]
    assert "looked through" in done.stdout


def test_nothing_was_logged(played: Played):
    for rater in played.raters:
        for told in (rater.code, codes.plain(rater.code), rater.receipt, rater.secret_words):
            assert told not in played.log


def test_no_audit_row_and_no_letter_names_who_took_part(played: Played):
    trail = "\n".join(str(row) for row in AuditEntry.objects.values())

    for rater in played.raters:
        for text in (trail, played.letters):
            assert rater.email not in text
            assert rater.code not in text
            assert codes.mark(rater.code) not in text


def test_two_backups_give_no_more(played: Played):
    """The earlier one holds ballots: with no name, no address, no code and no order; the later one holds none."""
    before, after = _members(played.before), _members(played.after)

    for rater in played.raters:
        assert rater.secret_words in before
        assert rater.code not in before
        assert rater.receipt not in before
        assert rater.secret_words not in after
        assert rater.email not in after
    ballots = [line for line in before.splitlines() if "secret-words" in line]
    assert len(ballots) == 29
    came = [rater.secret_words for rater in played.raters]
    lying = re.findall(r"secret-words-of-rater\d\d", "\n".join(ballots))
    assert lying not in (came, came[::-1])
    assert all("example.org" not in line for line in ballots)


def test_an_older_backup_brings_no_ballot_back(played: Played):
    backups.restore_backup(played.before, replace=True)

    assert not Ballot.objects.exists()
    assert Round.objects.get().state == "LAPSED"
    assert "do not come back" in Round.objects.get().ended_why


def play() -> list[Rater]:
    """A round rated by twenty people who use services, known to the attacker, and nine staff; then closed.

    Every third of the twenty has a helper; five of the nine sit down at a tablet.
    """
    round = open_round()
    people = [services.Invitee(f"rater{number:02}@example.org", ("uses_services",)) for number in range(20)]
    services.invite_by_mail(round, people=people, by=BY, at=AT)
    letters = {letter.to: outbox.text_of(letter) for letter in Letter.objects.all()}
    raters = [rate(email, _code_in(text), number) for number, (email, text) in enumerate(sorted(letters.items()))]
    for number, code in enumerate(services.make_slips(round, voice="staff", number=4, by=BY, at=AT)):
        rate(f"staff{number}@example.org", code, number)
    services.open_kiosk(round, name="Day room", seats={"staff": 5}, by=BY, at=AT)
    for number in range(4, 9):
        sit_down(f"staff{number}@example.org", number)
    Letter.objects.all().delete()  # as the sender does, once a letter is sent
    services.close_round(round, by=BY, at=AT)
    return raters


def reveal() -> None:
    """Both keys turned, by two people of different sides."""
    round = Round.objects.get()
    for actor in _pair(round):
        services.turn_reveal_key(round, by=actor, at=AT)
    for _ in range(100):  # as background work does, where somebody was still reading when the reveal came
        if Round.objects.get().scrubbed:
            return
        time.sleep(0.1)
        services.let_time_pass(at=AT)
    raise AssertionError("the traces were never removed")


def open_round() -> Round:
    frameworks.publish_content(by=BY, on=AT.date())
    programme = Place.objects.create(kind="PROGRAMME", name="Programme", scope="p1/", began_on=AT.date())
    site = Place.objects.create(kind="SITE", name="Site", parent=programme, scope="p1/s1/", began_on=AT.date())
    round = services.draft_round(
        site,
        edition=Edition.objects.get(slug="ten-challenges-2017"),
        name="Spring",
        why="to see where we stand",
        closes_on=AT.date() + dt.timedelta(days=10),
        asked=[services.Asking("uses_services", 20), services.Asking("staff", 9)],
        contacts=[
            services.Contact(kind, "Somebody", email="somebody@service.example")
            for kind in ("IN_TEAM", "OUTSIDE", "ADVOCATE", "EMERGENCY")
        ],
        by=BY,
        at=AT,
    )
    return services.open_round(round, by=BY, at=AT)


def rate(email: str, code: str, number: int) -> Rater:
    ticket = services.exchange(code, at=AT)
    assert isinstance(ticket, services.Ticket)
    return _say(email, code, ticket, number, way=Way.HELPED if number % 3 == 0 else Way.OWN)


def sit_down(email: str, number: int) -> Rater:
    """Somebody answers at the tablet, who has no code; only the receipt."""
    kiosk, receipt = Kiosk.objects.get(), codes.new_receipt()
    services.sit_down(str(kiosk.pk), receipt=receipt, voice="staff", at=AT)
    ticket = services.Ticket(kiosk.round, receipt, ("staff",), came_back=False)
    return _say(email, receipt, ticket, number, way=Way.KIOSK)


def _say(email: str, code: str, ticket: services.Ticket, number: int, *, way: Way) -> Rater:
    who = email.partition("@")[0]
    secret, offered = f"secret-words-of-{who}", f"offered-words-of-{who}"
    answers = {f"c{item}": Answer(stage=(number + item) % 4) for item in range(2, 10)}
    answers["c10"] = Answer(silence=Silence.DECLINED, words=secret, offered=False)
    answers["c1"] = Answer(stage=number % 3, words=offered, offered=ticket.voices == ("uses_services",))
    services.save_answers(
        receipt=ticket.receipt, voice=ticket.voices[0], voices=ticket.voices, answers=answers, way=way, at=AT
    )
    services.leave_address(ticket.round, address=email, at=AT)
    return Rater(email, code, ticket.receipt, secret, offered)


def _pair(round: Round) -> tuple[Actor, Actor]:
    ada = User.objects.create(email="ada@example.org", name="Ada", joined_on=AT.date())
    bea = User.objects.create(email="bea@example.org", name="Bea", joined_on=AT.date())
    return (
        Actor(str(ada.pk), "Ada", (Grant(Role.SITE_LEAD, round.scope, ("leaders",)),)),
        Actor(str(bea.pk), "Bea", (Grant(Role.LIVED_EXPERIENCE_CO_LEAD, round.scope, ("uses_services",)),)),
    )


def _code_in(letter: str) -> str:
    [code] = re.findall(r"^ {4}(\S+)$", letter, re.MULTILINE)
    return str(code)


def _every_row() -> str:
    return "\n".join(str(row) for model in apps.get_models(include_auto_created=True) for row in model.objects.values())  # type: ignore[attr-defined]


def _values(quote: Quote) -> list[str]:
    return [str(getattr(quote, field.attname)) for field in Quote._meta.concrete_fields]


def _column(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [value for (value,) in cursor.fetchall()]


def _found(rater: Rater, content: bytes) -> bool:
    return any(text.encode() in content for text in (rater.secret_words, rater.code, rater.receipt))


def _members(path: Path) -> str:
    """Everything a backup holds, as text."""
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
