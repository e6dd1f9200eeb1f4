"""Many figures from one file: whole, undone, and with as many queries for each thousand as a bulk write needs."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.measures import services, sheets
from alongside.measures.models import Observation
from alongside.measures.rules import periods
from alongside.measures.tests.factories import FIRST, NOW, TESTS, make_library_indicator
from alongside.programmes.tests.factories import World, actor

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MONTHS = 25


def workbook(world: World, bays: int) -> bytes:
    """New series, and a file with two years and a month of figures for each."""
    name = f"Falls {bays}"
    indicator = make_library_indicator(name=name)
    wanted = [services.SeriesToStart(place=world.site, indicator=indicator, name=f"Bay {n}") for n in range(bays)]
    services.start_many_series(world.site, wanted, by=TESTS, on=FIRST)
    starts = periods.periods_between("MONTH", FIRST, NOW.date())[:MONTHS]
    rows: list[list[Any]] = [[name, f"Bay {n}", on, float(n + 1)] for n in range(bays) for on in starts]
    return sheets.as_xlsx(sheets.Sheet(title="All", columns=["Indicator", "Series", "Month", "Value"], rows=rows))


def imported(world: World, bays: int) -> int:
    """How many queries it took to read, try, and bring in the figures of some bays; undone again."""
    data, ada = workbook(world, bays), actor(world.ada)
    with CaptureQueriesContext(connection) as asked:
        way, cells = sheets.read_any(data)
        batch = services.stage_import(world.site, cells, way=way, by=ada, at=NOW)
        checked = services.dry_run(batch, on=NOW.date())
        batch = services.import_rows(batch, services.Choices(), by=ada, at=NOW)
    assert checked.counts == {services.Fate.NEW: bays * MONTHS}
    assert batch.added == Observation.objects.count() == bays * MONTHS
    services.undo_import(batch, by=ada, at=NOW)
    assert not Observation.objects.exists()
    return len(asked)


def test_import__of_ten_thousand_figures_asks_in_bulk(world: World):
    few, many = imported(world, 4), imported(world, 400)

    assert many <= few + 10_000 / 50
