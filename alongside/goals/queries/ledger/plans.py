"""A team's plan: what people bring, where the team says it stands, priorities, reviews; to others what it shares."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.assessments.models import Position, Round
from alongside.assessments.rules import State as RoundState
from alongside.core.words import gettext as _
from alongside.frameworks import queries as frameworks
from alongside.goals.models import Goal, Resource, TeamPlan
from alongside.goals.queries import saying
from alongside.goals.queries.ledger.words import KINDS, SHARES, USES
from alongside.goals.queries.reviews import ReviewsAt, reviews_at
from alongside.goals.rules.goals import LIVE
from alongside.goals.rules.plan import Kind, Shares, Use, belongs, leaves, sees
from alongside.programmes.models import Place


@dataclass(frozen=True)
class Offer:
    """Something that somebody brings."""

    id: str
    text: str
    voice: str
    use: str


@dataclass(frozen=True)
class Offers:
    """What people bring of one kind."""

    kind: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class Standing:
    """Where the team says it stands on one challenge, and with what dissent; no stage: not agreed, or not talked of."""

    number: int
    title: str
    stage: str
    dissent: str


@dataclass(frozen=True)
class Benchmark:
    """The positions of the team's latest agreed round."""

    name: str
    agreed_on: dt.date | None
    url: str
    rows: tuple[Standing, ...]


@dataclass(frozen=True)
class PriorityLine:
    """One of the at most three things the team works on."""

    title: str
    url: str
    different: str
    due_on: dt.date | None


@dataclass(frozen=True)
class PlanPage:
    """A team's plan as one person sees it. `level` says how much; what is not for them is not in here."""

    plan: TeamPlan | None
    level: Shares
    belongs: bool
    may_share: bool
    shares_says: str
    offers: tuple[Offers, ...]
    benchmark: Benchmark | None
    priorities: tuple[PriorityLine, ...]
    reviews: ReviewsAt

    @property
    def shows_headings(self) -> bool:
        return self.level in (Shares.HEADINGS, Shares.ALL)

    @property
    def shows_all(self) -> bool:
        return self.level is Shares.ALL


def plan_of(place: Place) -> TeamPlan | None:
    """The plan of a team, where it has begun one. One query."""
    return TeamPlan.objects.filter(place=place).first()


def plan_page(place: Place, actor: Actor, *, on: dt.date) -> PlanPage:
    """The plan of a team. Twenty queries at most, whatever it holds."""
    plan = plan_of(place)
    inside = belongs(actor, place.scope)
    level = sees(plan.shares, belongs=inside) if plan is not None else Shares.DATES
    everything = plan is not None and level is Shares.ALL
    return PlanPage(
        plan=plan,
        level=level,
        belongs=inside,
        may_share=inside and actor.can(Permission.PLAN_SHARE, at=place.scope),
        shares_says=_(SHARES[Shares(plan.shares)]) if plan is not None else "",
        offers=_offers(plan, inside=inside) if plan is not None and everything else (),
        benchmark=_benchmark(place) if everything else None,
        priorities=_priorities(place, whole=everything) if plan is not None and level is not Shares.DATES else (),
        reviews=reviews_at(place, on=on),
    )


def _offers(plan: TeamPlan, *, inside: bool) -> tuple[Offers, ...]:
    names = saying.voice_names(plan.scope)
    rows = [
        row
        for row in Resource.objects.filter(plan=plan, ended_on__isnull=True).order_by("offered_on", "text", "pk")
        if leaves(row.use, belongs=inside)
    ]
    return tuple(
        Offers(
            _(KINDS[kind]),
            tuple(
                Offer(str(row.pk), row.text, names.get(row.voice, row.voice), _(USES[Use(row.use)]))
                for row in rows
                if row.kind == kind
            ),
        )
        for kind in Kind
        if any(row.kind == kind for row in rows)
    )


def _benchmark(place: Place) -> Benchmark | None:
    last = (
        Round.objects.filter(place=place, state=RoundState.AGREED)
        .select_related("edition")
        .order_by(F("agreed_on").desc(nulls_last=True), "pk")
        .first()
    )
    if last is None:
        return None
    edition = frameworks.edition_page(last.edition.slug, scope=place.scope)
    stages = {stage.value: stage.name for stage in edition.stages}
    agreed = {row.item_id: row for row in Position.objects.filter(round=last)}
    rows = []
    for item in edition.items:
        position = agreed.get(item.id)
        stage = _("Not talked about") if position is None else _("No stage agreed")
        if position is not None and position.stage is not None:
            stage = stages[position.stage]
        rows.append(Standing(item.number, item.short, stage, position.dissent if position is not None else ""))
    return Benchmark(last.name, last.agreed_on, f"{last.get_absolute_url()}agreed/", tuple(rows))


def _priorities(place: Place, *, whole: bool) -> tuple[PriorityLine, ...]:
    """The live goals of the team; to whoever sees headings only, no more than what they are called."""
    rows = Goal.objects.filter(place=place, state__in=LIVE, duty=False).order_by("slot", "title")
    return tuple(
        PriorityLine(
            row.title, row.get_absolute_url(), row.different_for_people if whole else "", row.due_on if whole else None
        )
        for row in rows
    )
