"""Histories to lay down: of a goal that was closed as lasting, with a diagram and two tests; of a loop that closed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from alongside.access.policy import Actor
from alongside.goals.rules.cycles import Decision, Result
from alongside.goals.rules.goals import ClosedHow, State
from alongside.goals.rules.loops import Decision as Decided
from alongside.goals.rules.loops import Says
from alongside.goals.services.bulk import (
    CycleHistory,
    Done,
    DriverHistory,
    GoalHistory,
    IdeaHistory,
    LoopHistory,
    Said,
    Step,
)
from alongside.goals.services.cycles import Idea, Plan
from alongside.goals.services.loops import Raised
from alongside.goals.tests.factories import acting, verifier_at, words
from alongside.programmes.models import Place
from alongside.programmes.tests.factories import World

FIRST = dt.date(2025, 1, 6)


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


@dataclass(frozen=True)
class Hands:
    """The people of a team who act in a history, and one who verifies."""

    tom: Actor
    lea: Actor
    vera: Actor
    profession: str = "staff"

    def staff(self, number: int, said: str = "") -> Any:
        told: dict[str, Any] = {"by": self.tom, "voice": self.profession, "on": day(number)}
        return Said(**told, words=said) if said else Done(**told)

    def lived(self, number: int, said: str = "") -> Any:
        told: dict[str, Any] = {"by": self.lea, "voice": "uses_services", "on": day(number)}
        return Said(**told, words=said) if said else Done(**told)

    def step(self, to: State, number: int, said: str = "", how: str = "") -> Step:
        return Step(by=self.tom, voice=self.profession, on=day(number), to=to, words=said, how=how)

    def verify(self, number: int, **given: Any) -> Step:
        told: dict[str, Any] = {"by": self.vera, "voice": "family_and_friends", "words": "I asked six people"} | given
        return Step(on=day(number), to=State.VERIFIED, **told)


def hands(world: World) -> Hands:
    return Hands(acting(world.tom), acting(world.lea), acting(verifier_at(world.team)))


def plan(**given: Any) -> Plan:
    told: dict[str, Any] = {
        "question": "Does a card help?",
        "prediction": "Four of five say so",
        "measured": "I ask them",
    }
    return Plan(**(told | given))


def cycle(who: Hands, *, first: int = 30, **given: Any) -> CycleHistory:
    told: dict[str, Any] = {
        "plan": plan(),
        "planned": who.staff(first),
        "began": who.lived(first + 1),
        "did": who.staff(first + 8, "Five came"),
        "surprises": "One came twice",
        "studied": who.lived(first + 9, "As we thought"),
        "result": Result.RIGHT,
        "value": 4.0,
        "decided": who.staff(first + 10, "It was plain to see"),
        "decision": Decision.ADOPT,
    }
    return CycleHistory(**(told | given))


def idea(who: Hands, **given: Any) -> IdeaHistory:
    again = plan(learned="Cards get lost", changes="A poster")
    told: dict[str, Any] = {
        "idea": Idea(text="A card at the door"),
        "proposed": who.lived(20),
        "driver": 1,
        "cycles": (
            cycle(who, decision=Decision.ADAPT, result=Result.WRONG),
            cycle(who, first=45, plan=again, surprises=""),
        ),
        "shared": who.staff(60, "Write it by hand"),
    }
    return IdeaHistory(**(told | given))


def goal(place: Place, who: Hands, **given: Any) -> GoalHistory:
    """A goal from its proposal to its proof, a hundred days, and its end."""
    told: dict[str, Any] = {
        "place": place,
        "words": words(title="Nobody waits alone"),
        "proposed": who.staff(0),
        "lived_lead": who.lea,
        "profession_lead": who.tom,
        "keys": (who.staff(1), who.lived(5)),
        "steps": (
            who.step(State.ACTIVE, 10),
            who.step(State.CLAIMED, 100, "See the rota"),
            who.verify(110),
            who.step(State.CLOSED, 200, "It has held", ClosedHow.SUSTAINED),
        ),
        "drivers": (DriverHistory(text="People know us"), DriverHistory(text="Names on doors", under=0)),
        "ideas": (idea(who),),
    }
    return GoalHistory(**(told | given))


def until(history: GoalHistory, number: int) -> GoalHistory:
    """The same goal as it stood on an earlier day, without its ideas."""
    return replace(history, steps=tuple(step for step in history.steps if step.on <= day(number)), ideas=(), drivers=())


def loop(place: Place, who: Hands, **given: Any) -> LoopHistory:
    """A loop that those who raised it closed after five months."""
    told: dict[str, Any] = {
        "place": place,
        "told": Raised(raised="Nobody tells us who is on shift", voice="uses_services", raised_on=day(0)),
        "opened": who.staff(1),
        "steps": {"agreed": day(20), "tested": day(50), "measured": day(90)},
        "decided": who.staff(100, "A board at the door"),
        "decision": Decided.DID,
        "telling": who.lived(110, "You said. We did."),
        "public": True,
        "letters": {Says.YES: 6, Says.PARTLY: 2, Says.NO: 1},
        "open_answers": {Says.YES: 2},
        "heard_on": day(140),
    }
    return LoopHistory(**(told | given))
