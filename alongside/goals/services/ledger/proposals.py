"""Proposals: written down, decided by voices for a reason, told back with what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from alongside.access.policy import Actor
from alongside.core.clock import date_of
from alongside.goals.models import Cycle, Goal, Proposal, Review
from alongside.goals.rules.ledger import Decision
from alongside.goals.services.ledger import refusals
from alongside.goals.services.ledger.standing import of_a_place, of_the_place, record, worded
from alongside.programmes.models import Place

TEXT_AT_MOST, WORDS_AT_MOST = 300, 600


@dataclass(frozen=True, kw_only=True)
class About:
    """What a proposal is about or where it was made, where there is such a thing."""

    goal: Goal | None = None
    review: Review | None = None
    cycle: Cycle | None = None


NOTHING = About()


@transaction.atomic
def record_proposal(
    place: Place,
    *,
    voice: str,
    text: str,
    proposed_on: dt.date,
    options: str = "",
    about: About = NOTHING,
    by: Actor,
    at: dt.datetime,
) -> Proposal:
    """What a voice proposed at a place was written down, with what else could have been done.

    Refuses a voice the place does not have, no or too many words, a day to come, and a link to another place.
    """
    of_a_place(place)
    if proposed_on > date_of(at):
        raise refusals.DayIsWrong
    for one in (about.goal, about.review, about.cycle):
        if one is not None and not (one.scope.startswith(place.scope) or place.scope.startswith(one.scope)):
            raise refusals.LinkedElsewhere
    proposal = Proposal.objects.create(
        place=place,
        scope=place.scope,
        voice=of_the_place(voice, place.scope),
        text=worded(text, most=TEXT_AT_MOST),
        options=worded(options, most=WORDS_AT_MOST, missing=None),
        proposed_on=proposed_on,
        goal=about.goal,
        review=about.review,
        cycle=about.cycle,
    )
    _record(proposal, "proposal.recorded", by=by, at=at)
    return proposal


@transaction.atomic
def decide_proposal(
    proposal: Proposal,
    *,
    decision: str,
    decided_by: Iterable[str],
    reason: str,
    decided_on: dt.date,
    changed: str = "",
    version: int,
    by: Actor,
    at: dt.datetime,
) -> Proposal:
    """What was decided about a proposal was written down: by which voices, why, and what is different because of it.

    `version` is the one its writer saw. Refuses when somebody has written since (theirs comes with the refusal), once
    those who proposed it were told, a decision without voices or reason, and a day before the proposal or to come.
    """
    kept = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if kept.told_on is not None:
        raise refusals.ToldAlready
    if kept.version != version:
        raise refusals.ProposalChanged(kept)
    if decision not in {one.value for one in Decision}:
        raise refusals.DecisionIsMissing
    voices = list(dict.fromkeys(of_the_place(voice, kept.scope) for voice in decided_by))
    if not voices:
        raise refusals.DecidersAreMissing
    if not kept.proposed_on <= decided_on <= date_of(at):
        raise refusals.DayIsWrong
    kept.reason = worded(reason, most=WORDS_AT_MOST, missing=refusals.WhyIsMissing)
    kept.changed = worded(changed, most=WORDS_AT_MOST, missing=None)
    kept.decision, kept.decided_by, kept.decided_on = decision, voices, decided_on
    kept.version += 1
    kept.save()
    _record(kept, "proposal.decided", by=by, at=at)
    return kept


@transaction.atomic
def tell_proposal(proposal: Proposal, *, told_on: dt.date, changed: str = "", by: Actor, at: dt.datetime) -> Proposal:
    """Those who proposed something were told what came of it. From then on it stands as they were told.

    Refuses what is not decided or was told already, a day before the decision or to come, and, unless it was
    declined, one that does not say what is different because of it.
    """
    kept = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if kept.decided_on is None:
        raise refusals.NotDecided
    if kept.told_on is not None:
        raise refusals.ToldAlready
    if not kept.decided_on <= told_on <= date_of(at):
        raise refusals.DayIsWrong
    kept.changed = worded(changed, most=WORDS_AT_MOST, missing=None) or kept.changed
    if not kept.changed and kept.decision != Decision.DECLINED:
        raise refusals.ChangeIsMissing
    kept.told_on, kept.version = told_on, kept.version + 1
    kept.save()
    _record(kept, "proposal.told", by=by, at=at)
    return kept


def _record(kept: Proposal, action: str, *, by: Actor, at: dt.datetime) -> None:
    changes = {"voice": kept.voice, "decision": kept.decision, "decided_by": kept.decided_by, "told_on": kept.told_on}
    record(action, "proposal", kept.pk, scope=kept.scope, by=by, at=at, changes=changes)
