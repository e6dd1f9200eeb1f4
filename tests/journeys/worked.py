"""Drivers, ideas and tests at every step, and loops in every state, for the journey that looks at every page."""

from __future__ import annotations

from alongside.core import clock, outbox
from alongside.core.models import Letter
from alongside.goals.models import Loop, Telling
from alongside.goals.rules.cycles import Step
from alongside.goals.rules.goals import State
from alongside.goals.rules.loops import LoopState
from alongside.goals.services import cycles as services
from alongside.goals.tests import cycle_factories as cycles
from alongside.goals.tests import factories as goals
from alongside.goals.tests import loop_factories as loops
from tests.journeys.places import Neighbourhood


def work_at(here: Neighbourhood) -> dict[str, list[object]]:
    """What addresses of drivers, ideas, tests, loops and tellings can be filled with."""
    goal = goals.make_goal(here.site, state=State.ACTIVE, title="Nobody eats alone")
    first = cycles.make_driver(goal)
    second = cycles.make_driver(goal, under=first)
    ideas = [cycles.make_idea(goal, driver=second), cycles.make_shared(goal, text="A table for whoever comes late")]
    done = cycles.make_idea(goal)
    services.do_untested(done, why="It could not wait", by=cycles.a_doer(goal), at=clock.now())
    made = [cycles.make_cycle(cycles.make_idea(goal), step=step) for step in Step]
    made.append(cycles.make_cycle(made[-1].idea, step=Step.RUNNING))
    raised = [_loop(here, state) for state in (LoopState.CLOSED, LoopState.UNCONFIRMED, LoopState.TOLD)]
    raised.append(loops.make_loop(here.team, goal=goal))
    signal = raised[0]
    signal.signal_on = clock.today()
    signal.save()
    return {
        "driver_id": [first.pk, second.pk],
        "idea_id": [*(idea.pk for idea in (*ideas, done)), made[-1].idea_id],
        "cycle_id": [cycle.pk for cycle in made],
        "loop_id": [loop.pk for loop in raised],
        "telling_id": list(Telling.objects.filter(loop__in=raised).values_list("pk", flat=True)),
    }


def _loop(here: Neighbourhood, state: LoopState) -> Loop:
    """A loop that was told: to people who answered, to people who kept silent, or only just."""
    loop = loops.make_loop(here.team)
    mails = [f"{state.lower()}{number}@at{here.team.pk}.example.org" for number in range(3)]
    loops.listens(loop, *mails)
    loops.tell(loops.decided(loop))
    if state == LoopState.CLOSED:
        codes = [outbox.text_of(Letter.objects.get(to=mail)).splitlines()[0] for mail in mails]
        loops.answers(codes, "yes", "partly", "yes", words="Not on Sundays", offered=True)
    days = {LoopState.CLOSED: 1, LoopState.UNCONFIRMED: 90}.get(state, 0)
    return loops.pass_days(loop, days) if days else Loop.objects.get(pk=loop.pk)
