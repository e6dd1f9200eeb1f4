from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from alongside.core import clock, installation
from alongside.core.models import Installation

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
REAL, DEMONSTRATION = Installation.Kind.REAL, Installation.Kind.DEMONSTRATION


def test_not_yet_born__is_no_demonstration_and_is_asked_again():
    assert not installation.is_demonstration()
    Installation.objects.create(kind=DEMONSTRATION, born_at=AT)
    assert installation.is_demonstration()


@pytest.mark.parametrize(("kind", "is_one"), [(REAL, False), (DEMONSTRATION, True)])
def test_be_born__once_for_good(kind, is_one):
    born = installation.be_born(kind, at=AT)

    assert installation.is_demonstration() is is_one
    assert installation.be_born(kind, at=AT + dt.timedelta(days=1)) == born
    assert Installation.objects.get().born_at == AT
    assert str(born) == f"{kind.lower()} since 2026-03-02"


@pytest.mark.parametrize(
    ("was", "wanted", "words"), [(DEMONSTRATION, REAL, "holds a demonstration"), (REAL, DEMONSTRATION, "is a real")]
)
def test_be_born__refuses_to_become_the_other(was, wanted, words):
    installation.be_born(was, at=AT)

    with pytest.raises(installation.AlreadyBorn, match=words):
        installation.be_born(wanted, at=AT)


def test_is_demonstration__is_read_once(django_assert_num_queries):
    installation.be_born(DEMONSTRATION, at=AT)
    installation.forget()

    with django_assert_num_queries(1):
        installation.is_demonstration()
        installation.is_demonstration()


@pytest.mark.django_db(transaction=True)
def test_be_born__forgets_what_was_remembered_once_it_is_sure():
    clock.now()
    assert not installation.is_demonstration()

    installation.be_born(DEMONSTRATION, at=AT, clock_offset=3600)

    assert installation.is_demonstration()
    assert clock.offset() == dt.timedelta(hours=1)


def test_the_database__holds_one_installation():
    installation.be_born(REAL, at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.create(kind=REAL, born_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.create(kind=REAL, born_at=AT, only=False)
