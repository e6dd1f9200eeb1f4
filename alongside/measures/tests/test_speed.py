"""A hundred thousand figures, from a file to the charts, within what the design allows."""

from __future__ import annotations

import time
from typing import Any

import pytest

from alongside.measures import services, sheets
from alongside.measures.models import Observation
from alongside.measures.rules import periods
from alongside.measures.tests.factories import FIRST, NOW, TESTS, make_library_indicator
from alongside.programmes.tests.factories import World, actor

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SERIES, MONTHS = 4000, 25


def test_import__a_hundred_thousand_figures_within_a_minute(world: World):
    indicator = make_library_indicator(name="Falls")
    wanted = [
        services.SeriesToStart(place=world.site, indicator=indicator, name=f"Bay {number}") for number in range(SERIES)
    ]
    services.start_many_series(world.site, wanted, by=TESTS, on=FIRST)
    starts = periods.periods_between("MONTH", FIRST, NOW.date())[:MONTHS]
    rows: list[list[Any]] = [
        ["Falls", f"Bay {number}", on, float(number + 1)] for number in range(SERIES) for on in starts
    ]
    data = sheets.as_xlsx(sheets.Sheet(title="All", columns=["Indicator", "Series", "Month", "Value"], rows=rows))
    ada = actor(world.ada)

    began = time.monotonic()
    way, cells = sheets.read_any(data)
    batch = services.stage_import(world.site, cells, way=way, by=ada, at=NOW)
    checked = services.dry_run(batch, on=NOW.date())
    batch = services.import_rows(batch, services.Choices(), by=ada, at=NOW)
    took = time.monotonic() - began

    assert checked.counts == {services.Fate.NEW: SERIES * MONTHS}
    assert batch.added == Observation.objects.count() == SERIES * MONTHS
    assert took < 60

    services.undo_import(batch, by=ada, at=NOW)

    assert not Observation.objects.exists()
