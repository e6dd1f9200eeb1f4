"""Deleted rows leave the files too, or it is said that they have not yet."""

from __future__ import annotations

import datetime as dt
import time

import psycopg
import pytest
from django.db import connection

from alongside.core.models import Letter
from alongside.core.scrub import scrub


def _come_and_go() -> None:
    Letter.objects.create(to="eve@example.org", subject="A", body="telltale", queued_on=dt.date(2026, 3, 2))
    Letter.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_scrub__says_that_it_is_done():
    _come_and_go()

    assert scrub(Letter)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_scrub__says_when_a_row_stays_because_somebody_may_still_read_it():
    params = connection.get_connection_params()
    named = {key: params[key] for key in ("dbname", "user", "password", "host", "port") if params.get(key)}
    Letter.objects.create(to="eve@example.org", subject="A", body="telltale", queued_on=dt.date(2026, 3, 2))
    with psycopg.connect(**named) as reader:
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT count(*) FROM core_installation")  # it looks elsewhere, and so locks nothing here
        Letter.objects.all().delete()

        assert not scrub(Letter)

    assert scrub(Letter)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_scrub__waits_for_whoever_reads_only_a_moment(monkeypatch: pytest.MonkeyPatch):
    params = connection.get_connection_params()
    named = {key: params[key] for key in ("dbname", "user", "password", "host", "port") if params.get(key)}
    Letter.objects.create(to="eve@example.org", subject="A", body="telltale", queued_on=dt.date(2026, 3, 2))
    with psycopg.connect(**named) as reader:
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT count(*) FROM core_installation")
        Letter.objects.all().delete()
        monkeypatch.setattr(time, "sleep", lambda seconds: reader.rollback())

        assert scrub(Letter)
