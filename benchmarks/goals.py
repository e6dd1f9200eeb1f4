"""Pages of goals at 20 and at 20,000 goals: `python -m benchmarks.goals`.

The goals of a site and of a team, the register of loops, what was forgotten, the first page, a calendar. Works in a
database of its own that is gone afterwards (DATABASE_URL names another engine's empty one). Prints, for each page,
queries and the middle of several times in milliseconds at both sizes, and how much longer the larger one takes;
`--plans` prints how the engine looks up what was forgotten, too.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alongside.access.policy import Actor
    from alongside.programmes.models import Place

SIZES = (20, 20_000)
TIMES = 9
SITES, TEAMS_EACH = 20, 10
AGO = dt.timedelta(days=100)
EVERY = 20
"""One in so many goals has something forgotten; the others are well looked after."""


def main(words: list[str]) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="alongside-benchmark-") as folder:
        os.environ["ALONGSIDE_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
        call_command("migrate", verbosity=0)
        print(json.dumps(measured(plans="--plans" in words), indent=1))


def measured(*, plans: bool = False) -> list[dict[str, Any]]:
    """One row for each page and reader."""
    from alongside.access.permissions import Role
    from alongside.goals.models import Goal
    from alongside.goals.tests.factories import acting
    from alongside.programmes.tests.factories import make_member, make_programme, make_site, make_team

    programme = make_programme()
    sites = [make_site(programme) for _ in range(SITES)]
    teams = [make_team(site) for site in sites for _ in range(TEAMS_EACH)]
    lead = make_member(teams[0], role=Role.TEAM_LEAD)
    site_lead = make_member(sites[0], role=Role.SITE_LEAD)
    consultant = make_member(programme, role=Role.CONSULTANT)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for size in SIZES:
        _fill(teams, size - Goal.objects.count())
        for (page, reader), read in _reads(teams[0], sites[0], programme, lead, site_lead, consultant).items():
            row = found.setdefault((page, reader), {"page": page, "reader": reader})
            row |= {f"{name}, {size} goals": value for name, value in _timed(read).items()}
    for row in found.values():
        few, many = (row[f"milliseconds, {size} goals"] for size in SIZES)
        row["times as long"] = round(many / few, 1)
    rows = list(found.values())
    return [*rows, *_plans(acting(consultant))] if plans else rows


def _reads(
    team: Place, site: Place, programme: Place, lead: Any, site_lead: Any, consultant: Any
) -> dict[tuple[str, str], Callable[[], object]]:
    """Each page as somebody opens it, by its name and its reader."""
    from django.conf import settings
    from django.test import Client

    def opened(member: Any, address: str) -> Callable[[], object]:
        client = Client()
        client.force_login(member.user, backend=settings.AUTHENTICATION_BACKENDS[-1])

        def read() -> object:
            answer = client.get(address)
            if answer.status_code != 200:
                raise RuntimeError(f"{address}: {answer.status_code}")
            return answer

        return read

    people = {"team lead": lead, "site lead": site_lead, "consultant": consultant}
    reads = {("first page", who): opened(member, "/") for who, member in people.items()}
    reads |= {("did you forget, all places", who): opened(member, "/forgotten/") for who, member in people.items()}
    for who, place in (("team lead", team), ("site lead", site), ("consultant", programme)):
        reads["register of loops", who] = opened(people[who], f"/places/{place.pk}/loops/")
        reads["did you forget, here", who] = opened(people[who], f"/places/{place.pk}/forgotten/")
    for who, place in (("team lead", team), ("site lead", site), ("consultant", site)):
        reads["goals", who] = opened(people[who], f"/places/{place.pk}/goals/")
    reads["place", "team lead"] = opened(lead, f"/places/{team.pk}/")
    return reads | {("calendar", who): _calendar(member) for who, member in people.items()}


def _calendar(member: Any) -> Callable[[], object]:
    from alongside.core import clock
    from alongside.goals.queries.reminders import calendar_of
    from alongside.goals.tests.factories import acting

    reader = acting(member)
    return lambda: calendar_of(reader, at=clock.now(), on=clock.today())


def _fill(teams: list[Place], more: int) -> None:
    """So many goals over the teams, the first few being worked on as urgent duties: keys are not what is measured.

    Each has a test and a loop; of one in twenty something was forgotten.
    """
    from django.db import transaction

    from alongside.core import clock
    from alongside.goals.models import ChangeIdea, Cycle, Goal, Loop, Review, Telling
    from alongside.goals.rules.goals import State

    on = clock.today()
    then = on - AGO
    goals, ideas, cycles, loops, tellings = [], [], [], [], []
    for at in range(more):
        team, late = teams[at % len(teams)], at % EVERY == 0
        live = at < 3 * len(teams)
        state = State.ACTIVE if live else State.PROPOSED if late else State.STOPPED if at % 2 else State.PARKED
        words = f"Nobody waits alone {at}"
        goal = Goal(place=team, scope=team.scope, title=words, different_for_people=words, strand="practice",
                    state=state, state_on=then, state_why="Why", proposed_on=then,
                    duty=live, duty_why="Why" if live else "")  # fmt: skip
        goals.append(goal)
        idea = ChangeIdea(goal=goal, place=team, scope=team.scope, order=1, text=words, strand="practice",
                          setting="ward", proposed_on=then)  # fmt: skip
        ideas.append(idea)
        studied = {} if late else {"did": "Done", "did_on": then, "result": "right", "studied_on": then}
        cycles.append(Cycle(idea=idea, scope=team.scope, number=1, question="What?", prediction="This", measured="That",
                            scale="one", written_on=then, started_on=then, study_on=then, **studied))  # fmt: skip
        told_on = then if late and at % 3 == 0 else on if state == State.STOPPED else None
        told = {"state": "UNCONFIRMED" if late else "TOLD", "told_on": told_on} if told_on else {}
        decided = {"decided_on": then, "decision": "did", "why": "We did"} if late or told else {}
        loop = Loop(place=team, scope=team.scope, voice="uses_services", raised=words, raised_on=then, goal=goal,
                    **decided, **told)  # fmt: skip
        loops.append(loop)
        if told_on:
            tellings.append(Telling(loop=loop, number=1, told_on=told_on, waits_from=told_on,
                                    message="We did", asked=3, needed=3, secret=b"x"))  # fmt: skip
    with transaction.atomic():
        Goal.objects.bulk_create(goals, batch_size=500)
        ChangeIdea.objects.bulk_create(ideas, batch_size=500)
        Cycle.objects.bulk_create(cycles, batch_size=500)
        Telling.objects.bulk_create(tellings, batch_size=500)  # before their loops: the database asks for a telling
        Loop.objects.bulk_create(loops, batch_size=500)
    if not Review.objects.exists():
        Review.objects.bulk_create(
            [
                Review(place=team, scope=team.scope, held_on=then, finished_on=then, next_on=on - AGO / 2,
                       written_by="system:benchmark")
                for team in teams[:: EVERY // 4]
            ]
        )  # fmt: skip
    _analyse()


def _analyse() -> None:
    """What a running engine does by itself from time to time."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _timed(read: Callable[[], object]) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    read()
    with CaptureQueriesContext(connection) as caught:
        read()
    queries = len(caught)  # read now: later requests empty the log
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        read()
        times.append((time.perf_counter() - began) * 1000)
    return {"queries": queries, "milliseconds": round(median(times), 1)}


def _plans(reader: Actor) -> list[dict[str, Any]]:
    """How the engine counts each kind of what was forgotten, and how long that takes."""
    from alongside.core import clock
    from alongside.goals.queries.forgotten import _seen
    from alongside.goals.rules.forgotten import Kind

    told = []
    for kind in Kind:
        rows = _seen(kind, reader, on=clock.today())
        began = time.perf_counter()
        number = rows.count()
        took = round((time.perf_counter() - began) * 1000, 1)
        plan = rows.order_by("since", "pk")[:10].explain()
        told.append({"kind": kind.value, "found": number, "milliseconds": took, "plan": plan.splitlines()})
    return told


if __name__ == "__main__":
    main(sys.argv[1:])
