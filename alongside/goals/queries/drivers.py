"""A goal's driver diagram: aim, drivers, ideas and the tests of each, as a nested list and as a picture."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.core.words import gettext as _
from alongside.core.words import inside, ngettext
from alongside.goals.models import ChangeIdea, Cycle, Driver, Goal
from alongside.goals.queries.cycle_words import DECISIONS, OUTCOMES, RESULTS, STEPS
from alongside.goals.rules.cycles import Decision, Outcome, Result, is_a_tested_success, study_is_overdue
from alongside.goals.rules.goals import OVER
from alongside.ui.drawing.drivers import Diagram, Leaf, Node


@dataclass(frozen=True)
class CycleLine:
    """One test as a list shows it: its number, question, where it stands or what came of it, and whether it waits."""

    id: UUID
    url: str
    number: int
    question: str
    says: str
    overdue: bool
    early: bool


@dataclass(frozen=True)
class IdeaLine:
    """One change idea with its tests."""

    id: UUID
    url: str
    text: str
    outcome: str
    untested: bool
    shared: bool
    credit: str
    cycles: tuple[CycleLine, ...]
    first: bool
    last: bool


@dataclass(frozen=True)
class DriverLine:
    """One driver with what hangs below it, and which ways it can be moved."""

    id: UUID
    text: str
    primary: bool
    children: tuple[DriverLine, ...]
    ideas: tuple[IdeaLine, ...]
    first: bool
    last: bool

    @property
    def empty(self) -> bool:
        """Whether it can be taken away."""
        return not self.children and not self.ideas

    @property
    def can_go_in(self) -> bool:
        """Whether it can hang below the primary driver above it."""
        return self.primary and not self.first and not self.children


@dataclass(frozen=True)
class Counts:
    """How many tests there are, each kind apart; the definitions stand beside the figures on the page.

    Attributes:
        decided: tests that were studied and decided, having been predicted first.
        worked: of those, as predicted and kept.
        running: begun and not decided.
        early: begun before they were written down, whatever came of them.
        untested: ideas that were done without a test.
    """

    decided: int
    worked: int
    running: int
    early: int
    untested: int


@dataclass(frozen=True)
class DriversPage:
    """The whole diagram for one reader."""

    goal: Goal
    drivers: tuple[DriverLine, ...]
    loose: tuple[IdeaLine, ...]
    counts: Counts
    may_edit: bool
    may_test: bool

    @property
    def diagram(self) -> Diagram:
        """The picture of it."""
        nodes = [_node(line) for line in self.drivers]
        if self.loose:
            nodes.append(Node(_("Ideas that hang on no driver yet"), leaves=_leaves(self.loose)))
        return Diagram(key="drivers", aim=self.goal.title, nodes=tuple(nodes))


def drivers_page(goal: Goal, actor: Actor, *, on: dt.date) -> DriversPage:
    """A goal's diagram with every idea and test. Three queries, whatever hangs on it."""
    drivers = list(Driver.objects.filter(goal=goal).order_by("order", "pk"))
    ideas = list(ChangeIdea.objects.filter(goal=goal).order_by("order", "pk"))
    cycles: dict[UUID, list[Cycle]] = defaultdict(list)
    for cycle in Cycle.objects.filter(idea__goal=goal).order_by("number"):
        cycles[cycle.idea_id].append(cycle)
    by_driver: dict[UUID | None, list[ChangeIdea]] = defaultdict(list)
    for idea in ideas:
        by_driver[idea.driver_id].append(idea)
    below: dict[UUID | None, list[Driver]] = defaultdict(list)
    for driver in drivers:
        below[driver.parent_id].append(driver)

    def hung(driver: UUID | None) -> tuple[IdeaLine, ...]:
        row = by_driver[driver]
        return tuple(
            idea_line(idea, cycles[idea.pk], on=on, first=place == 0, last=place == len(row) - 1)
            for place, idea in enumerate(row)
        )

    def lines(parent: UUID | None) -> Iterator[DriverLine]:
        row = below[parent]
        for place, driver in enumerate(row):
            children = tuple(lines(driver.pk))
            yield DriverLine(
                driver.pk, driver.text, driver.parent_id is None, children, hung(driver.pk),
                place == 0, place == len(row) - 1,
            )  # fmt: skip

    working = goal.state not in OVER
    return DriversPage(
        goal=goal,
        drivers=tuple(lines(None)),
        loose=hung(None),
        counts=_counts([cycle for row in cycles.values() for cycle in row], ideas),
        may_edit=working and actor.can(Permission.GOAL_EDIT, at=goal.scope),
        may_test=working and actor.can(Permission.GOAL_TEST, at=goal.scope),
    )


def idea_line(
    idea: ChangeIdea, cycles: Iterable[Cycle], *, on: dt.date, first: bool = True, last: bool = True
) -> IdeaLine:
    """An idea as a list shows it. No query."""
    return IdeaLine(
        id=idea.pk,
        url=idea.get_absolute_url(),
        text=idea.text,
        outcome=_(OUTCOMES[Outcome(idea.outcome)]) if idea.outcome else "",
        untested=idea.outcome == Outcome.UNTESTED,
        shared=idea.shared_on is not None,
        credit=idea.credit,
        cycles=tuple(cycle_line(cycle, on=on) for cycle in cycles),
        first=first,
        last=last,
    )


def cycle_line(cycle: Cycle, *, on: dt.date) -> CycleLine:
    """A test as a list shows it. No query."""
    says = _(STEPS[cycle.step])
    if cycle.result:
        says = _(RESULTS[Result(cycle.result)])
    if cycle.decision:
        says = _("%(result)s: %(decision)s") % {
            "result": says,
            "decision": inside(_(DECISIONS[Decision(cycle.decision)])),
        }
    overdue = study_is_overdue(started_on=cycle.started_on, study_on=cycle.study_on, studied_on=cycle.studied_on, on=on)
    return CycleLine(
        cycle.pk, cycle.get_absolute_url(), cycle.number, cycle.question, says, overdue, cycle.began_before_written
    )


def choices_of(goal: Goal) -> list[tuple[str, str]]:
    """The drivers of a goal to hang something on, in the order of the diagram. One query."""
    drivers = list(Driver.objects.filter(goal=goal).order_by("order", "pk"))
    found = []
    for primary in (one for one in drivers if one.parent_id is None):
        found.append((str(primary.pk), primary.text))
        found += [(str(one.pk), f"{primary.text} → {one.text}") for one in drivers if one.parent_id == primary.pk]
    return found


def driver_of(goal: Goal, key: str) -> Driver | None:
    """The driver of a goal that a form named; None for none. One query."""
    return Driver.objects.filter(goal=goal, pk=key).first() if key else None


def _counts(cycles: list[Cycle], ideas: list[ChangeIdea]) -> Counts:
    counted = [cycle for cycle in cycles if not cycle.began_before_written]
    return Counts(
        decided=sum(cycle.decided_on is not None for cycle in counted),
        worked=sum(
            is_a_tested_success(result=cycle.result, decision=cycle.decision, began_before_written=False)
            for cycle in counted
        ),
        running=sum(cycle.started_on is not None and cycle.decided_on is None for cycle in counted),
        early=sum(cycle.began_before_written for cycle in cycles),
        untested=sum(idea.outcome == Outcome.UNTESTED for idea in ideas),
    )


def _node(line: DriverLine) -> Node:
    return Node(line.text, children=tuple(_node(child) for child in line.children), leaves=_leaves(line.ideas))


def _leaves(ideas: Iterable[IdeaLine]) -> tuple[Leaf, ...]:
    return tuple(Leaf(idea.text, _said_of(idea)) for idea in ideas)


def _said_of(idea: IdeaLine) -> str:
    count = len(idea.cycles)
    tests = ngettext("%(count)s test", "%(count)s tests", count) % {"count": count} if count else _("no test yet")
    return idea.outcome if idea.untested else f"{idea.outcome}, {tests}" if idea.outcome else tests
