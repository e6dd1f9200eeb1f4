"""What every test can count on."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from django.db import connection
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from alongside.accounts.tests.with_factor import signing_in_gives_a_second_factor
from alongside.core import installation
from alongside.frameworks.tests.emptying import let_flush_pass_the_guards
from alongside.frameworks.tests.published import publish_what_rounds_need

# Two busy cores: how long one example takes says nothing about the code.
settings.register_profile("alongside", deadline=None)
settings.load_profile("alongside")
# What is loaded stays; to look through all of it again and again is a tenth of the time.
gc.set_threshold(50_000, 20, 50)
let_flush_pass_the_guards()
signing_in_gives_a_second_factor()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """A database in which the voices and the ten challenges stand, published once, not in every test."""
    with django_db_blocker.unblock():
        publish_what_rounds_need()


def pytest_collection_finish() -> None:
    """Whatever stands when the tests begin is no garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _nothing_is_remembered_between_tests() -> Iterator[None]:
    """A process remembers how its database was born; the next test has another database."""
    yield
    installation.forget()


@pytest.fixture(autouse=True)
def _postgres_means_postgres(request: pytest.FixtureRequest) -> None:
    """A test that needs PostgreSQL fails without one: it is never skipped."""
    if request.node.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.fail("This test needs PostgreSQL. Run: python3 run.py test, or set DATABASE_URL.")
