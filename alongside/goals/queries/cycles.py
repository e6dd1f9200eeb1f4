"""Tests of change for their pages: one idea with its ramp, one test, and those whose study is overdue."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.accounts.models import User
from alongside.core.words import gettext as _
from alongside.goals.models import ChangeIdea, Cycle, CycleAct
from alongside.goals.queries import saying
from alongside.goals.queries.cycle_words import FEATURES, PARTS, SCALES
from alongside.goals.queries.drivers import CycleLine, IdeaLine, cycle_line, idea_line
from alongside.goals.rules import meter
from alongside.goals.rules.cycles import Part, Scale, Step, voices_of
from alongside.goals.rules.goals import LIVE, OVER
from alongside.goals.rules.meter import Facts, Feature, Met
from alongside.measures.models import Observation
from alongside.programmes.models import Membership
from alongside.programmes.rules import above

OVERDUE_AT_MOST = 20


@dataclass(frozen=True)
class FeatureLine:
    """One of the method's four features, and whether it is there."""

    says: str
    met: bool


@dataclass(frozen=True)
class VoiceLine:
    """How many people of one voice had a part in the tests, and what they did. Never added up across voices."""

    voice: str
    people: int
    parts: tuple[str, ...]


@dataclass(frozen=True)
class DoneLine:
    """What one person did of a test, by name where they have an account."""

    who: str
    voice: str
    part: str


@dataclass(frozen=True)
class IdeaPage:
    """One change idea for one reader: its tests, the meter of the ramp, who was involved, what may be done."""

    idea: ChangeIdea
    line: IdeaLine
    cycles: tuple[Cycle, ...]
    lines: tuple[CycleLine, ...]
    meter: tuple[FeatureLine, ...]
    voices: tuple[VoiceLine, ...]
    last: Cycle | None
    acts: frozenset[str]

    @property
    def tests(self) -> tuple[tuple[Cycle, CycleLine], ...]:
        """Each test with what a list says of it."""
        return tuple(zip(self.cycles, self.lines, strict=True))


@dataclass(frozen=True)
class CyclePage:
    """One test for one reader."""

    cycle: Cycle
    line: CycleLine
    meter: tuple[FeatureLine, ...]
    voices: tuple[VoiceLine, ...]
    done: tuple[DoneLine, ...]
    step: Step
    scale: str
    acts: frozenset[str]


@dataclass(frozen=True)
class OverdueLine:
    """A test whose result should have been looked at: where, what, since when."""

    url: str
    place: str
    goal: str
    idea: str
    number: int
    study_on: dt.date
    days: int


@dataclass(frozen=True)
class Overdue:
    """The tests whose study is overdue, the longest wait first; `total` counts those that are not listed too."""

    lines: tuple[OverdueLine, ...]
    total: int


def idea_page(idea: ChangeIdea, actor: Actor, *, on: dt.date) -> IdeaPage:
    """One idea with its ramp of tests. Six queries at most."""
    cycles = list(Cycle.objects.filter(idea=idea).select_related("before").order_by("number"))
    facts = _facts(idea, cycles, on=on)
    acts = list(CycleAct.objects.filter(cycle__in=cycles))
    last = cycles[-1] if cycles else None
    return IdeaPage(
        idea=idea,
        line=idea_line(idea, cycles, on=on),
        cycles=tuple(cycles),
        lines=tuple(cycle_line(cycle, on=on) for cycle in cycles),
        meter=_lines(meter.of_ramp(facts)) if cycles else (),
        voices=_voices(acts, saying.voice_names(idea.scope)),
        last=last,
        acts=_acts_on_idea(idea, cycles, actor),
    )


def cycle_page(cycle: Cycle, actor: Actor, *, on: dt.date) -> CyclePage:
    """One test, who had a part in it, and what may be done with it now. Six queries at most."""
    [facts] = _facts(cycle.idea, [cycle], on=on)
    acts = list(CycleAct.objects.filter(cycle=cycle).order_by("on", "pk"))
    names = saying.voice_names(cycle.scope)
    users = {act.user_id for act in acts if act.user_id}
    people = dict(User.objects.filter(pk__in=users).values_list("pk", "name"))
    return CyclePage(
        cycle=cycle,
        line=cycle_line(cycle, on=on),
        meter=_lines(meter.of_cycle(facts)),
        voices=_voices(acts, names),
        done=tuple(
            DoneLine(
                people.get(act.user_id, _("Somebody")) if act.user_id else _("Somebody without an account"),
                names.get(act.voice, act.voice),
                _(PARTS[Part(act.part)]),
            )
            for act in acts
        ),
        step=cycle.step,
        scale=_(SCALES[Scale(cycle.scale)]),
        acts=_acts_on_cycle(cycle, actor),
    )


def overdue_studies(actor: Actor, *, on: dt.date, scope: str = "") -> Overdue:
    """Tests that the person leads or takes part in, whose result waits to be looked at. Two queries.

    `scope` keeps them to one place and what lies below it.
    """
    # The few that wait are found by their own small index first; only then is it asked whose they are.
    late = Cycle.objects.filter(started_on__isnull=False, studied_on__isnull=True, study_on__lt=on).values("pk")
    waiting = Cycle.objects.filter(
        within(actor, Permission.GOAL_TEST),
        pk__in=late,
        scope__startswith=scope,
        idea__goal__state__in=sorted(LIVE),
    )
    row = waiting.select_related("idea__goal", "idea__place").order_by("study_on", "pk")[:OVERDUE_AT_MOST]
    lines = tuple(
        OverdueLine(
            url=f"{cycle.get_absolute_url()}{'study' if cycle.did_on else 'do'}/",
            place=cycle.idea.place.name,
            goal=cycle.idea.goal.title,
            idea=cycle.idea.text,
            number=cycle.number,
            study_on=cycle.study_on,
            days=(on - cycle.study_on).days,
        )
        for cycle in row
        if cycle.study_on is not None
    )
    return Overdue(lines, waiting.count())


def members_of(cycle: Cycle) -> list[tuple[str, str]]:
    """The people of a test's place and its site who may speak in some voice: key and name. One query."""
    held = Membership.objects.live().filter(scope__in=above(cycle.scope), user__is_active=True).exclude(voices=[])
    found = {str(user): (str(pk), name) for pk, user, name in held.values_list("pk", "user_id", "user__name")}
    return sorted(found.values(), key=lambda pair: pair[1])


def member_of(cycle: Cycle, key: str) -> Membership | None:
    """The membership that a form named; None for somebody without an account. One query."""
    return Membership.objects.live().filter(pk=key, scope__in=above(cycle.scope)).first() if key else None


def _facts(idea: ChangeIdea, cycles: Sequence[Cycle], *, on: dt.date) -> list[Facts]:
    """What the meter needs of these tests. One query, for the figures of the goal's measure while they ran."""
    days = _figure_days(idea, cycles)
    found = []
    for cycle in cycles:
        until = cycle.studied_on or cycle.decided_on or on
        own = set() if cycle.value is None or cycle.studied_on is None else {cycle.studied_on}
        ran = {day for day in days if cycle.started_on is not None and cycle.started_on <= day <= until}
        found.append(
            Facts(
                follows=cycle.before_id is not None and bool(cycle.learned and cycle.changes),
                scale=cycle.scale,
                predicted=cycle.predicted,
                figures=frozenset(ran | own),
                result=cycle.result,
            )
        )
    return found


def _figure_days(idea: ChangeIdea, cycles: Sequence[Cycle]) -> set[dt.date]:
    begun = [cycle.started_on for cycle in cycles if cycle.started_on is not None]
    if idea.goal.series_id is None or not begun:
        return set()
    figures = Observation.objects.filter(series=idea.goal.series_id, on__gte=min(begun)).exclude(
        value__isnull=True, numerator__isnull=True
    )
    return set(figures.values_list("on", flat=True))


def _lines(met: Met) -> tuple[FeatureLine, ...]:
    return tuple(FeatureLine(_(FEATURES[feature]), met[feature]) for feature in Feature)


def _voices(acts: Sequence[CycleAct], names: dict[str, str]) -> tuple[VoiceLine, ...]:
    counts = voices_of((str(act.user_id or f"row {act.pk}"), act.voice) for act in acts)
    parts: dict[str, set[str]] = defaultdict(set)
    for act in acts:
        parts[act.voice].add(act.part)
    return tuple(
        VoiceLine(name, counts[code], tuple(_(PARTS[part]) for part in Part if part in parts[code]))
        for code, name in names.items()
        if code in counts
    )


def _acts_on_idea(idea: ChangeIdea, cycles: Sequence[Cycle], actor: Actor) -> frozenset[str]:
    working, running = idea.goal.state not in OVER, any(cycle.decided_on is None for cycle in cycles)
    may_test = working and actor.can(Permission.GOAL_TEST, at=idea.scope)
    may_edit = actor.can(Permission.GOAL_EDIT, at=idea.scope)
    tried = any(cycle.decided_on for cycle in cycles)
    asked = {
        "plan": may_test and not running,
        "edit": may_test,
        "untested": may_test and not idea.outcome and not running,
        "remove": may_edit and working and not cycles and not idea.outcome,
        "share": may_edit and tried and idea.shared_on is None,
        "unshare": may_edit and idea.shared_on is not None,
        "hang": may_edit and working,
    }
    return frozenset(act for act, may in asked.items() if may)


_NEXT: dict[Step, frozenset[str]] = {
    Step.PLANNED: frozenset({"start", "edit", "remove"}),
    Step.RUNNING: frozenset({"do", "doer"}),
    Step.DONE: frozenset({"study", "do", "doer"}),
    Step.STUDIED: frozenset({"decide", "do", "study", "doer"}),
    Step.DECIDED: frozenset({"doer", "next"}),
}


def _acts_on_cycle(cycle: Cycle, actor: Actor) -> frozenset[str]:
    if cycle.idea.goal.state in OVER or not actor.can(Permission.GOAL_TEST, at=cycle.scope):
        return frozenset()
    acts = _NEXT[cycle.step]
    has_next = "next" in acts and Cycle.objects.filter(before=cycle).exists()
    return acts - {"next"} if has_next else acts
