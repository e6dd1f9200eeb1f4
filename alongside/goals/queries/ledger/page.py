"""The page of a place's influence ledger, and that of one proposal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.core.words import gettext as _
from alongside.goals.models import Cycle, Goal, Proposal, Pulse, Review
from alongside.goals.queries import saying
from alongside.goals.queries.ledger import hours, involvement, lines
from alongside.goals.queries.ledger.hours import HalfTotals
from alongside.goals.queries.ledger.involvement import ByMonth, Involvement
from alongside.goals.queries.ledger.lines import Feedback, Line, Lines, VoiceCounts
from alongside.goals.queries.ledger.words import BECAME
from alongside.goals.rules.goals import OVER
from alongside.programmes.models import Place

PULSES_AT_MOST, LINKS_AT_MOST = 12, 50


@dataclass(frozen=True)
class PulseLine:
    """One pulse in a list."""

    url: str
    meeting: str
    held_on: dt.date
    closes_on: dt.date
    is_open: bool


@dataclass(frozen=True)
class LedgerPage:
    """The ledger of a place and all below it, as counted on a day. Hours are those of the place alone."""

    as_at: dt.date
    counts: tuple[VoiceCounts, ...]
    feedback: tuple[Feedback, ...]
    lines: Lines
    voice: str
    voice_name: str
    became: str | None
    involvement: Involvement
    by_month: ByMonth | None
    halves: tuple[HalfTotals, ...]
    pulses: tuple[PulseLine, ...]
    may: frozenset[str]

    @property
    def total(self) -> int:
        return sum(one.total for one in self.counts)

    @property
    def became_name(self) -> str:
        return "" if self.became is None else _(BECAME[self.became])


def ledger_page(
    place: Place, actor: Actor, *, on: dt.date, voice: str = "", became: str | None = None, page: int = 1
) -> LedgerPage:
    """Everything the ledger's page shows. Twenty-four queries at most, whatever was proposed."""
    names = saying.voice_names(place.scope)
    voice = voice if voice in names else ""
    became = became if became in BECAME else None
    return LedgerPage(
        as_at=on,
        counts=lines.counts_by_voice(place.scope, names),
        feedback=lines.feedback_by_voice(place.scope, names, on=on),
        lines=lines.lines_of(place.scope, names, voice=voice, became=became, page=page),
        voice=voice,
        voice_name=names.get(voice, ""),
        became=became,
        involvement=involvement.involvement_at(place.scope, names),
        by_month=involvement.by_month(place.scope, on=on),
        halves=hours.totals_at(place, actor, names, on=on),
        pulses=pulses_at(place),
        may=frozenset(one.name for one in Permission if actor.can(one, at=place.scope)),
    )


def pulses_at(place: Place) -> tuple[PulseLine, ...]:
    """The pulses of exactly this place, the newest first. One query."""
    rows = Pulse.objects.filter(place=place).order_by("-held_on")[:PULSES_AT_MOST]
    return tuple(
        PulseLine(row.get_absolute_url(), row.meeting, row.held_on, row.closes_on, row.closed_on is None)
        for row in rows
    )


@dataclass(frozen=True)
class ProposalPage:
    """One proposal, and what this person may do with it now."""

    line: Line
    may_decide: bool
    may_tell: bool


def proposal_page(proposal: Proposal, actor: Actor) -> ProposalPage:
    """One proposal. Two queries."""
    may = actor.can(Permission.PROPOSAL_DECIDE, at=proposal.scope) and proposal.told_on is None
    return ProposalPage(
        line=lines.line_of(proposal, saying.voice_names(proposal.scope)),
        may_decide=may,
        may_tell=may and proposal.decided_on is not None,
    )


@dataclass(frozen=True)
class Linkable:
    """What a new proposal of a place may be about: its goals, reviews and tests, by their keys as text."""

    goals: tuple[Goal, ...]
    reviews: tuple[Review, ...]
    cycles: tuple[Cycle, ...]


def linkable_at(place: Place) -> Linkable:
    """The place's goals that are not over, its newest reviews and tests. Three queries."""
    return Linkable(
        goals=tuple(Goal.objects.filter(place=place).exclude(state__in=OVER).order_by("title", "pk")[:LINKS_AT_MOST]),
        reviews=tuple(Review.objects.filter(place=place).order_by("-held_on")[:LINKS_AT_MOST]),
        cycles=tuple(Cycle.objects.filter(idea__place=place).order_by("-written_on", "pk")[:LINKS_AT_MOST]),
    )
