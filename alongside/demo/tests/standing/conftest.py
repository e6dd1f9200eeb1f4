"""The demonstration, built once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from alongside.demo.services.world import World
from alongside.demo.tests.building import build


@pytest.fixture(scope="package")
def built(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    """It stays, in a transaction, until the tests that read it are through."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)
