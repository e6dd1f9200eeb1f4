"""The library, a driver diagram and the overdue studies at 20 and at 20,000 ideas: `python -m benchmarks.library`.

Works in a database of its own that is gone afterwards (DATABASE_URL names another engine's empty one). Prints JSON.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import tempfile
import time
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alongside.goals.models import Goal

SIZES = (20, 20_000)
TIMES = 9
TEAMS = 200
_WORDS = (
    "welcome card door peer worker handover ward round afternoon plan write café breakfast garden walk quiet room "
    "night phone call family evening visit poster mirror music choice menu keys locker shower staff photo board "
    "story diary goal meeting minutes agenda chair question answer waiting list letter plain words bus fare"
)
WORDS = _WORDS.split()


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


def measured() -> list[dict[str, Any]]:
    """One row for each read and size: queries and the middle of several times, in milliseconds."""
    from alongside.core import clock
    from alongside.goals.models import ChangeIdea
    from alongside.goals.queries import cycles, drivers, library
    from alongside.goals.queries.library import Asked
    from alongside.goals.rules.goals import State
    from alongside.goals.tests.factories import acting, make_goal, profession_lead
    from alongside.programmes.tests.factories import make_site, make_team

    site = make_site()
    goals = [make_goal(make_team(site), state=State.ACTIVE) for _ in range(TEAMS)]
    own = make_goal(make_team(site), state=State.ACTIVE)
    reader = acting(profession_lead(own.place))
    found: list[dict[str, Any]] = []
    for size in SIZES:
        _fill(goals, size - ChangeIdea.objects.count())
        reads: dict[str, Callable[[], object]] = {
            "library, no words": lambda: library.library_page(own.place, Asked()),
            "library, one word": lambda: library.library_page(own.place, Asked(words="cards")),
            "library, two words": lambda: library.library_page(own.place, Asked(words="welcoming peers")),
            "nearest to a new idea": lambda: library.nearest(
                own, "A card that welcomes people at the door of the ward"
            ),
            "driver diagram of one goal": lambda: drivers.drivers_page(own, reader, on=clock.today()),
            "overdue studies": lambda: cycles.overdue_studies(reader, on=clock.today()),
        }
        found += [{"read": name, "ideas": size, **_timed(read)} for name, read in reads.items()]
    return found


def _fill(goals: list[Goal], more: int) -> None:
    """So many shared ideas with a decided test each, spread over the goals."""
    from alongside.core import clock
    from alongside.goals.models import ChangeIdea, Cycle
    from alongside.goals.services.cycles.ideas import put_in_index

    today, dice = clock.today(), random.Random(more)
    outcomes = ("ADOPTED", "ADAPTED", "ABANDONED")
    ideas = ChangeIdea.objects.bulk_create(
        [
            ChangeIdea(
                goal=goal, place=goal.place, scope=goal.scope, order=at, text=" ".join(dice.choices(WORDS, k=7)),
                strand="practice", setting="ward", proposed_on=today, outcome=outcomes[at % 3], outcome_on=today,
                outcome_why="Why", learned=" ".join(dice.choices(WORDS, k=9)),
                shared_on=today - dt.timedelta(days=at % 700),
            )
            for at in range(more)
            for goal in [goals[at % len(goals)]]
        ],
        batch_size=500,
    )  # fmt: skip
    for start in range(0, len(ideas), 500):
        put_in_index(ideas[start : start + 500])
    Cycle.objects.bulk_create(
        [
            Cycle(
                idea=idea, scope=idea.scope, number=1, question="What?", prediction="This", measured="That",
                scale="one",
                written_on=today, started_on=today, did="Done", did_on=today, result="right", studied_on=today,
                decision="adopt", reason="Why", decided_on=today,
            )
            for idea in ideas
        ],
        batch_size=500,
    )  # fmt: skip


def _timed(read: Callable[[], object]) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        read()
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        read()
        times.append((time.perf_counter() - began) * 1000)
    return {"queries": len(caught), "milliseconds": round(median(times), 1)}


if __name__ == "__main__":
    main()
