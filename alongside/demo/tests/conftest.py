"""The demonstration, built twice for all tests of one file; the second one stays until they are through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction

from alongside.core import installation
from alongside.demo import cast, services
from alongside.demo.services.world import DEMO, World
from alongside.demo.tests.canonical import Figures, canonical_figures
from alongside.frameworks import services as frameworks
from alongside.measures import services as measures


@dataclass(frozen=True)
class Built:
    """A demonstration that stands in the database, and the figures of it and of an earlier one."""

    world: World
    earlier: Figures
    figures: Figures


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker) -> Iterator[Built]:
    with django_db_blocker.unblock(), transaction.atomic():
        with transaction.atomic():
            _build()
            earlier = canonical_figures()
            transaction.set_rollback(True)
        world = _build()
        installation.forget()
        yield Built(world, earlier, canonical_figures())
        transaction.set_rollback(True)


def _build() -> World:
    frameworks.publish_content(by=DEMO, on=cast.YEARS[0])
    measures.publish_indicators(by=DEMO, on=cast.YEARS[0])
    return services.build_demo()
