"""Finding a list of one's own ties no idea and no choice to a person: it is played, then everything there is is read.

Both rounds are rounds like any other (`test_dump` attacks those); here it is shown that what joins them, and what is
put together from ideas, gives the attacker nothing more.
"""

from __future__ import annotations

import logging

import pytest
from django.apps import apps
from django.core import serializers

from alongside.assessments import codes, services
from alongside.assessments.models import Ballot, Candidate, Consensus, Quote
from alongside.assessments.tests.consensus_factories import make_consensus, write
from alongside.assessments.tests.factories import TEST, People, acting, answer, make_site
from alongside.core import clock
from alongside.core.models import AuditEntry
from tests.test_dump import AT

pytestmark = pytest.mark.django_db

PEOPLE = 6


def test_search__leaves_no_receipt_no_unoffered_word_and_no_order(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    with clock.frozen(AT):
        people = People(make_site())
        found = make_consensus(people)
        ideas = _answered(found, people)
        for short in ("Nights", "Welcome"):
            write(found, people, services.Words(short, short, short, short))
        for user in (people.ada, people.bea):
            services.turn_merge_key(found, by=acting(user), at=AT)
        found.refresh_from_db()
        choices = _answered(found, people)
    rows = "\n".join(serializers.serialize("json", model._default_manager.all()) for model in apps.get_models())
    trail = "\n".join(str(row) for row in AuditEntry.objects.values())

    assert Candidate.objects.filter(ideas__isnull=False).distinct().count() == 2
    assert not Ballot.objects.exists()
    for receipt in (*ideas, *choices):
        for known in (receipt, codes.plain(receipt)):
            assert known not in rows
            assert known not in caplog.text
    assert "offered-" in rows
    for text in (rows, trail, caplog.text):
        assert "secret-" not in text
    assert "offered-" not in trail
    assert {field.name for field in Candidate.ideas.through._meta.concrete_fields} == {"id", "candidate", "quote"}
    assert not {field.name for field in Quote._meta.concrete_fields} & {"ballot", "mark", "at", "added_on"}
    came = [f"offered-{voice}-{number}" for voice in ("staff", "uses_services") for number in range(0, PEOPLE, 2)]
    assert sorted(Quote.objects.filter(round=found.proposing).values_list("words", flat=True)) == sorted(came)


def _answered(found: Consensus, people: People) -> list[str]:
    """Twelve people answer the round of this step, every second offers its words; it is revealed, read and shared."""
    round = found.choosing or found.proposing
    assert round is not None
    services.open_round(round, by=TEST, at=AT)
    receipts = []
    for voice in ("staff", "uses_services"):
        for number in range(PEOPLE):
            offers = number % 2 == 0 and not found.choosing
            words = f"{'offered' if offers else 'secret'}-{voice}-{number}"
            said = dict.fromkeys(("ideas", "n1", "n2"), words)
            receipts += answer(round, voice, stages=[number % 4], words=said, offered=offers, at=AT)
    services.close_round(round, by=TEST, at=AT)
    for user in (people.ada, people.bea):
        services.turn_reveal_key(round, knowing=True, by=acting(user), at=AT)
    for quote in Quote.objects.filter(round=round):
        for user in (people.ada, people.bea):
            services.read_quote(quote, verdict="SHOW", by=acting(user), at=AT)
    services.share_round(round, by=TEST, at=AT)
    return receipts
