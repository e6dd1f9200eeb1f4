"""A hundred thousand figures from a workbook: read, tried, brought in, taken back: `python -m benchmarks.imports`.

Works in a database of its own that is gone afterwards (DATABASE_URL names another engine's empty one). Prints JSON:
seconds for each step, and each as a part of the whole.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable
from typing import Any

SERIES, MONTHS = 4000, 25


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="alongside-benchmark-") as folder:
        os.environ["ALONGSIDE_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        print(json.dumps(measured(), indent=1))


def measured() -> dict[str, Any]:
    """Seconds of each step from the file to the charts' figures, and its part of them all."""
    from alongside.measures import services, sheets
    from alongside.measures.rules import periods
    from alongside.measures.tests.factories import FIRST, NOW, TESTS, make_library_indicator
    from alongside.programmes.tests.factories import actor, make_world

    world = make_world()
    indicator, ada = make_library_indicator(name="Falls"), actor(world.ada)
    wanted = [services.SeriesToStart(place=world.site, indicator=indicator, name=f"Bay {n}") for n in range(SERIES)]
    services.start_many_series(world.site, wanted, by=TESTS, on=FIRST)
    starts = periods.periods_between("MONTH", FIRST, NOW.date())[:MONTHS]
    rows: list[list[Any]] = [["Falls", f"Bay {n}", on, float(n + 1)] for n in range(SERIES) for on in starts]
    data = sheets.as_xlsx(sheets.Sheet(title="All", columns=["Indicator", "Series", "Month", "Value"], rows=rows))
    seconds: dict[str, float] = {}

    def timed(step: str, act: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        done = act()
        seconds[step] = time.perf_counter() - began
        return done

    way, cells = timed("read the file", lambda: sheets.read_any(data))
    batch = timed("keep it", lambda: services.stage_import(world.site, cells, way=way, by=ada, at=NOW))
    timed("try it", lambda: services.dry_run(batch, on=NOW.date()))
    batch = timed("bring it in", lambda: services.import_rows(batch, services.Choices(), by=ada, at=NOW))
    whole = sum(seconds.values())
    timed("take it back", lambda: services.undo_import(batch, by=ada, at=NOW))
    found: dict[str, Any] = {
        step: {"s": round(s, 2), "of the whole": round(s / whole, 2)} for step, s in seconds.items()
    }
    return {"figures": batch.added, "MB": round(len(data) / 1e6, 1), "from file to figures, s": round(whole, 1)} | found


if __name__ == "__main__":
    main()
