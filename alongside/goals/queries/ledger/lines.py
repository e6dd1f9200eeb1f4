"""What was proposed at a place and what became of it: goals, change ideas, and what else was written down."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Value, When

from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop
from alongside.goals.models import ChangeIdea, CycleAct, Goal, GoalEvent, Proposal
from alongside.goals.queries import saying
from alongside.goals.queries.ledger.words import BECAME
from alongside.goals.rules.cycles import Outcome, Part
from alongside.goals.rules.goals import State
from alongside.goals.rules.ledger import Decision, days_to_feedback
from alongside.numerics.survival import survival

PAGE = 50
ASKS_AGAIN = gettext_noop("asks both sides again")
GOAL, IDEA, PROPOSAL = "goal", "idea", "proposal"
CALLED = {GOAL: gettext_noop("A goal"), IDEA: gettext_noop("A change idea"), PROPOSAL: gettext_noop("A proposal")}


@dataclass(frozen=True)
class Line:
    """One proposal: whose voice, what, what was decided by which voices and why, what changed, when they were told."""

    kind: str
    url: str
    text: str
    place: str
    voice: str
    proposed_on: dt.date
    options: str
    became: str
    became_code: str
    decided_by: tuple[str, ...]
    decided_on: dt.date | None
    reason: str
    changed: str
    told_on: dt.date | None
    links: tuple[tuple[str, str], ...]

    @property
    def days(self) -> int | None:
        """Days until those who proposed it were told."""
        return (self.told_on - self.proposed_on).days if self.told_on else None


@dataclass(frozen=True)
class VoiceCounts:
    """How many proposals a voice made, and what became of them; every one is in exactly one of the four."""

    voice: str
    code: str
    accepted: int
    changed: int
    declined: int
    waiting: int

    @property
    def total(self) -> int:
        return self.accepted + self.changed + self.declined + self.waiting


@dataclass(frozen=True)
class Feedback:
    """How long one voice waits to hear what came of what it proposed: of how many, how many were told."""

    voice: str
    told: int
    waiting: int
    median: int | None

    @property
    def total(self) -> int:
        return self.told + self.waiting


@dataclass(frozen=True)
class Lines:
    """One page of a list of proposals, the newest first."""

    lines: tuple[Line, ...]
    page: int
    pages: int
    total: int


def counts_by_voice(scope: str, names: Mapping[str, str]) -> tuple[VoiceCounts, ...]:
    """Per voice what became of what it proposed, counted in the database. Three queries."""
    counted: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for rows in _all(scope).values():
        for row in rows.values("said_by", "became").annotate(many=Count("pk")).order_by():
            counted[row["said_by"]][row["became"]] += row["many"]
    ordered = [code for code in names if code in counted] + sorted(set(counted) - set(names))
    return tuple(
        VoiceCounts(
            voice=names.get(code, code),
            code=code,
            accepted=counted[code][Decision.ACCEPTED],
            changed=counted[code][Decision.CHANGED],
            declined=counted[code][Decision.DECLINED],
            waiting=counted[code][""],
        )
        for code in ordered
    )


def feedback_by_voice(scope: str, names: Mapping[str, str], *, on: dt.date) -> tuple[Feedback, ...]:
    """Median days to feedback on what was written down, per voice; whoever waits counts as waiting. One query.

    The median is that of Kaplan and Meier: an answer that has not come yet is no short wait.
    """
    waits: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    rows = Proposal.objects.filter(scope__startswith=scope).values_list("voice", "proposed_on", "told_on")
    for voice, proposed_on, told_on in rows:
        waits[voice].append(days_to_feedback(proposed_on, told_on, on=on))
    found = []
    for code in [code for code in names if code in waits] + sorted(set(waits) - set(names)):
        ended = [told for _, told in waits[code]]
        median = survival([days for days, _ in waits[code]], ended).median
        told = sum(ended)
        found.append(Feedback(names.get(code, code), told, len(ended) - told, None if median is None else int(median)))
    return tuple(found)


def lines_of(
    scope: str, names: Mapping[str, str], *, voice: str = "", became: str | None = None, page: int = 1
) -> Lines:
    """The proposals of a place and all below it, the newest first, of one voice or outcome if wanted. Six queries."""
    wanted = {"said_by": voice} if voice else {}
    if became is not None:
        wanted["became"] = became
    chosen = [
        rows.filter(**wanted).values_list("kind", "pk", "proposed_on", "said_by", "became")
        for rows in _all(scope).values()
    ]
    rows = chosen[0].union(*chosen[1:], all=True).order_by("-proposed_on", "pk")
    total = rows.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    shown = list(rows[(page - 1) * PAGE : page * PAGE])
    kept: dict[str, list[Any]] = defaultdict(list)
    for kind, key, *_rest in shown:
        kept[kind].append(_uuid(key))
    found = _goals(kept[GOAL], names) | _ideas(kept[IDEA], names) | _proposals(kept[PROPOSAL], names)
    became_of = {_uuid(key): code for _, key, *_, code in shown}
    return Lines(tuple(found[_uuid(key)](became_of[_uuid(key)]) for _, key, *_ in shown), page, pages, total)


def _uuid(key: Any) -> UUID:
    return key if isinstance(key, UUID) else UUID(str(key))


def _all(scope: str) -> dict[str, QuerySet[Any]]:
    """The three kinds of what is proposed, each with whose voice it was and what became of it."""
    again = GoalEvent.objects.filter(goal=OuterRef("pk"), what="changed", reason=ASKS_AGAIN)
    goals = Goal.objects.filter(scope__startswith=scope, duty=False).exclude(proposed_voice="")
    ideas = ChangeIdea.objects.filter(scope__startswith=scope).exclude(proposed_voice="")
    agreed = {"agreed_on__isnull": False}
    return {
        GOAL: goals.annotate(kind=Value(GOAL), said_by=F("proposed_voice"), reworded=Exists(again)).annotate(
            became=Case(
                When(**agreed, reworded=True, then=Value(Decision.CHANGED.value)),
                When(**agreed, then=Value(Decision.ACCEPTED.value)),
                When(state=State.STOPPED.value, then=Value(Decision.DECLINED.value)),
                default=Value(""),
            )
        ),
        IDEA: ideas.annotate(
            kind=Value(IDEA),
            said_by=F("proposed_voice"),
            became=Case(
                When(outcome__in=[Outcome.ADOPTED, Outcome.UNTESTED], then=Value(Decision.ACCEPTED.value)),
                When(outcome=Outcome.ADAPTED.value, then=Value(Decision.CHANGED.value)),
                When(outcome=Outcome.ABANDONED.value, then=Value(Decision.DECLINED.value)),
                default=Value(""),
            ),
        ),
        PROPOSAL: Proposal.objects.filter(scope__startswith=scope).annotate(
            kind=Value(PROPOSAL), said_by=F("voice"), became=F("decision")
        ),
    }


class _Told:
    """A line that waits for what became of it, which the list knows already."""

    def __init__(self, **given: Any) -> None:
        self.given = given

    def __call__(self, became: str) -> Line:
        return Line(became=_(BECAME[became]), became_code=became, **self.given)


def _named(codes: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names.get(code, code) for code in dict.fromkeys(codes) if code)


def _goals(keys: list[UUID], names: Mapping[str, str]) -> dict[UUID, _Told]:
    rows = Goal.objects.filter(pk__in=keys).select_related("place") if keys else ()
    return {
        row.pk: _Told(
            kind=_(CALLED[GOAL]),
            url=row.get_absolute_url(),
            text=row.title,
            place=row.place.name,
            voice=names.get(row.proposed_voice, row.proposed_voice),
            proposed_on=row.proposed_on,
            options="",
            decided_by=_named([row.lived_key_voice, row.profession_key_voice], names) if row.agreed_on else (),
            decided_on=row.agreed_on or (row.state_on if row.state == State.STOPPED else None),
            reason=row.state_why,
            changed=row.verification,
            told_on=None,
            links=((saying.state_words(row.state, row.closed_how), row.get_absolute_url()),),
        )
        for row in rows
    }


def _ideas(keys: list[UUID], names: Mapping[str, str]) -> dict[UUID, _Told]:
    if not keys:
        return {}
    decided: dict[UUID, list[str]] = defaultdict(list)
    acts = CycleAct.objects.filter(cycle__idea__in=keys, part=Part.DECIDED).order_by("pk")
    for idea, voice in acts.values_list("cycle__idea", "voice"):
        decided[idea].append(voice)
    return {
        row.pk: _Told(
            kind=_(CALLED[IDEA]),
            url=row.get_absolute_url(),
            text=row.text,
            place=row.place.name,
            voice=names.get(row.proposed_voice, row.proposed_voice),
            proposed_on=row.proposed_on,
            options="",
            decided_by=_named(decided[row.pk], names),
            decided_on=row.outcome_on,
            reason=row.outcome_why,
            changed=row.learned,
            told_on=None,
            links=((row.goal.title, row.goal.get_absolute_url()),),
        )
        for row in ChangeIdea.objects.filter(pk__in=keys).select_related("place", "goal")
    }


def _proposals(keys: list[UUID], names: Mapping[str, str]) -> dict[UUID, _Told]:
    wanted = ("place", "goal", "review", "cycle")
    rows = Proposal.objects.filter(pk__in=keys).select_related(*wanted) if keys else ()
    return {row.pk: _proposal(row, names) for row in rows}


def line_of(proposal: Proposal, names: Mapping[str, str]) -> Line:
    """One written proposal; its place and what it links to should have been fetched with it."""
    return _proposal(proposal, names)(proposal.decision)


def _proposal(row: Proposal, names: Mapping[str, str]) -> _Told:
    links = []
    if row.goal is not None:
        links.append((row.goal.title, row.goal.get_absolute_url()))
    if row.review is not None:
        links.append(
            (_("Review of %(held_on)s") % {"held_on": f"{row.review.held_on:%-d %B %Y}"}, row.review.get_absolute_url())
        )
    if row.cycle is not None:
        links.append((f"Test: {row.cycle.question}", row.cycle.get_absolute_url()))
    return _Told(
        kind=_(CALLED[PROPOSAL]),
        url=row.get_absolute_url(),
        text=row.text,
        place=row.place.name,
        voice=names.get(row.voice, row.voice),
        proposed_on=row.proposed_on,
        options=row.options,
        decided_by=_named(row.decided_by, names),
        decided_on=row.decided_on,
        reason=row.reason,
        changed=row.changed,
        told_on=row.told_on,
        links=tuple(links),
    )
