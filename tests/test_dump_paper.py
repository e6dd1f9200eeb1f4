"""Paper leaves no more behind than a code does: nothing ties an answer to a sheet, a batch, a typist or a time.

The attacker holds every row before and after the reveal, everything that was logged, and all the sheets' codes in the
order in which they were typed: that is what whoever typed could have written down.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from alongside.access.permissions import Role
from alongside.access.policy import Actor, Grant
from alongside.accounts.models import User
from alongside.assessments import codes, services
from alongside.assessments.models import Ballot, Code, PaperBatch, Quote, Round, Sheet
from alongside.assessments.rules import Answer
from alongside.core.models import AuditEntry
from alongside.programmes.models import Membership, Place
from tests import test_dump

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SHEETS = 14


@dataclass(frozen=True)
class Played:
    round: Round
    batch: PaperBatch
    sheets: tuple[services.PrintedSheet, ...]
    """In the order in which they were typed."""


@pytest.fixture
def typed(caplog: pytest.LogCaptureFixture) -> Played:
    """Fourteen sheets, each with words of its own, typed in by somebody of another site; the batch is closed."""
    caplog.set_level(logging.DEBUG)
    round = test_dump.open_round()
    by, at = test_dump.BY, test_dump.AT
    sheets = services.make_sheets(round, [services.Wanted(("staff",), SHEETS)], by=by, at=at)
    batch = services.open_batch(round, typist=_typist(round), by=by, at=at)
    for number, sheet in enumerate(sheets):
        answers = {f"c{item}": Answer(stage=(number + item) % 4) for item in range(2, 11)}
        answers["c1"] = Answer(stage=1, words=_words(number), offered=True)
        answers["c10"] = Answer(stage=2, words=f"not offered {number:02}", offered=False)
        typist = Actor(str(batch.first_id), "Tia", (Grant(Role.DATA_CHAMPION, "p1/s2/"),))
        services.type_sheet(batch, code=sheet.code, voice="staff", answers=answers, by=typist, at=at)
    return Played(round, services.close_batch(batch, by=by, at=at), tuple(sheets))


def _typist(round: Round) -> User:
    on = test_dump.AT.date()
    other = Place.objects.create(kind="SITE", name="Other", parent=round.place.parent, scope="p1/s2/", began_on=on)
    user = User.objects.create(email="tia@example.org", name="Tia", joined_on=on)
    Membership.objects.create(user=user, place=other, scope=other.scope, role=Role.DATA_CHAMPION, began_on=on)
    return user


def _words(number: int) -> str:
    return f"words of sheet {number:02}"


def test_before_the_reveal_no_row_and_no_log_line_leads_from_an_answer_to_its_sheet(
    typed: Played, caplog: pytest.LogCaptureFixture
):
    everything = {model.__name__: _rows(model) for model in apps.get_models(include_auto_created=True)}
    dump = "\n".join(map(str, everything.values()))

    assert Ballot.objects.count() == SHEETS
    assert "not offered" not in dump
    for sheet in typed.sheets:
        for code in (sheet.code, sheet.own_code, codes.plain(sheet.code), codes.plain(sheet.own_code)):
            assert code not in dump
            assert code not in caplog.text
    batch = {str(value) for row in _rows(PaperBatch) for value in row if len(str(value)) > 10} - {str(typed.round.pk)}
    others = [value for name in ("Ballot", "Sheet") for row in everything[name] for value in row]
    assert not batch & {str(value) for value in others}
    assert not {sheet.mark for sheet in Sheet.objects.all()} & set(Ballot.objects.values_list("mark", flat=True))
    assert "words of sheet" not in caplog.text


def test_the_ballots_lie_in_another_order_than_they_were_typed(typed: Played):
    marks = [codes.mark(sheet.own_code) for sheet in typed.sheets]
    order = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT mark FROM assessments_ballot ORDER BY {order}")  # noqa: S608
        lying = [mark for (mark,) in cursor.fetchall()]

    assert sorted(lying) == sorted(marks)
    assert lying not in (marks, marks[::-1])


def test_the_trail_tells_the_batch_and_nothing_of_a_sheet(typed: Played):
    rows = [row for row in AuditEntry.objects.values() if "batch" in row["action"] or "sheet" in row["action"]]

    assert [row["action"] for row in rows] == ["round.sheets_made", "round.batch_opened", "round.batch_closed"]
    assert rows[-1]["changes"] == {"batch": str(typed.batch.pk), "typed": SHEETS}
    for sheet in typed.sheets:
        assert codes.mark(sheet.code) not in str(rows)
        assert codes.mark(sheet.own_code) not in str(rows)


def test_after_the_reveal_words_lead_to_nothing_and_tear_offs_are_marks_among_others(typed: Played):
    services.close_round(typed.round, by=test_dump.BY, at=test_dump.AT)
    for actor in test_dump._pair(typed.round):
        services.turn_reveal_key(typed.round, knowing=True, by=actor, at=test_dump.AT)

    assert sorted(Quote.objects.values_list("words", flat=True)) == [_words(number) for number in range(SHEETS)]
    assert not Ballot.objects.exists()
    assert not Sheet.objects.exists()
    openers = list(Code.objects.filter(round=typed.round).values("voices", "way", "spent"))
    assert openers == [{"voices": [], "way": "", "spent": True}] * 25
    led_to = {codes.mark(code) for sheet in typed.sheets for code in (sheet.code, sheet.own_code)} | {
        str(value) for row in _rows(PaperBatch) for value in row if len(str(value)) > 10
    }
    for quote in Quote.objects.all():
        held = {str(getattr(quote, field.attname)) for field in Quote._meta.concrete_fields}
        assert held & led_to <= {str(typed.round.pk)}
    order = [row.words for row in Quote.objects.order_by("id")]
    assert order not in (sorted(order), sorted(order, reverse=True))


def _rows(model: Any) -> list[tuple[object, ...]]:
    return list(model._default_manager.values_list())
