"""What the journeys share: one database and one running installation per worker, one browser, and the door to it.

Like an installation in use, the database is not emptied between journeys: each plays in a programme of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.db import connection, connections
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker

from alongside.core import clock
from alongside.frameworks import services as frameworks
from alongside.measures import services as measures
from tests.journeys import chrome, templates
from tests.journeys.places import TESTS
from tests.journeys.site import Site, serving


@pytest.fixture(scope="session")
def _database(
    tmp_path_factory: pytest.TempPathFactory,
    django_test_environment: None,
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """A database with everything published: SQLite in a file, as the server's threads have connections of their own."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            is_one_of_many = "PYTEST_XDIST_WORKER" in os.environ
            base = tmp_path_factory.getbasetemp()
            templates.copied(base.parent if is_one_of_many else base, to=base / "journeys.sqlite3", make=_publish)
            yield
            connections.close_all()
        else:
            made = setup_databases(verbosity=0, interactive=False)
            _publish()
            yield
            _let_go()
            connections.close_all()
            teardown_databases(made, verbosity=0)


def _publish() -> None:
    frameworks.publish_content(by=TESTS, on=clock.today())
    measures.publish_indicators(by=TESTS, on=clock.today())


def _let_go() -> None:
    """End what a page that was left in the middle still holds: PostgreSQL drops no database that is in use."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session")
def _browser() -> Iterator[Browser]:
    with chrome.browser() as running:
        yield running


@pytest.fixture(scope="session")
def site(_database: None, _browser: Browser) -> Iterator[Site]:
    """The installation that the journeys are played in."""
    with serving() as address:
        yield Site(_browser, address)
