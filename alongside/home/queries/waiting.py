"""What somebody can do now, one sentence each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.assessments import rules as rounds
from alongside.assessments.models import Consensus, Gap, Key, PaperBatch, Round
from alongside.assessments.queries import consensus
from alongside.assessments.rules import State
from alongside.assessments.rules import Step as ListStep
from alongside.core.words import gettext as _
from alongside.core.words import ngettext
from alongside.programmes import queries as programmes

MOST = 30


@dataclass(frozen=True)
class Waiting:
    """One thing this person can do now: what, why, the page that does it, and by when if there is a day."""

    text: str
    why: str
    url: str
    by: dt.date | None = None


def what_waits(actor: Actor, *, on: dt.date) -> tuple[Waiting, ...]:
    """Everything this person can do now, what has a day first. Five queries."""
    return tuple(sorted(_waiting(actor, on=on), key=lambda one: one.by or dt.date.max))


def _waiting(actor: Actor, *, on: dt.date) -> Iterator[Waiting]:
    yield from _rounds_waiting(actor, on=on)
    yield from _searches_waiting(actor)
    gaps: QuerySet[Any] = Gap.objects.filter(within(actor, Permission.GAP_SETTLE), settled_on__isnull=True).exclude(
        outcome=""
    )
    mine = Q(lived_by=actor.user_id) | Q(profession_by=actor.user_id)
    for gap in gaps.exclude(mine).select_related("round__place")[:MOST]:
        text = _("Say whether you agree how a gap at %(place)s is settled") % {"place": gap.round.place.name}
        yield Waiting(text, _("The other side has turned its key."), f"/gaps/{gap.pk}/settle/")
    for batch in PaperBatch.objects.visible_to(actor).filter(closed_on=None).select_related("round__place")[:MOST]:
        text = _("Type in the sheets of %(place)s") % {"place": batch.round.place.name}
        why = _("%(typed)s typed in so far. Nobody can open a sheet again after it is sent.") % {"typed": batch.typed}
        yield Waiting(text, why, batch.get_absolute_url(), batch.round.closes_on)
    for wish in programmes.keys_waiting_for(actor)[:MOST]:
        yield Waiting(
            _("Agree or decline: %(wish)s") % {"wish": wish.wish},
            _("It needs a key of %(side_words)s, or of the programme.") % {"side_words": wish.side_words},
            wish.url,
        )


def _searches_waiting(actor: Actor) -> Iterator[Waiting]:
    """Lists of one's own that wait for both sides, unless this person has turned their key."""
    rows = Consensus.objects.filter(within(actor, Permission.ROUND_MEET), agreed_on=None)
    for row in rows.select_related("place", "proposing", "choosing").order_by("began_on", "name")[:MOST]:
        step = consensus.step_of(row)
        merging = step == ListStep.MERGE
        keys = (row.merged_lived_by_id, row.merged_profession_by_id) if merging else (
            row.agreed_lived_by_id, row.agreed_profession_by_id
        )  # fmt: skip
        if step not in (ListStep.MERGE, ListStep.AGREE) or actor.user_id in {str(key) for key in keys}:
            continue
        what = _("Put ideas together for “%(list)s” at %(place)s") if merging else _("Agree on “%(list)s” at %(place)s")
        why = _("A key waits: yours can be the second.") if any(keys) else _("It needs two keys, one of each side.")
        yield Waiting(what % {"list": row.name, "place": row.place.name}, why, row.get_absolute_url())


def _rounds_waiting(actor: Actor, *, on: dt.date) -> Iterator[Waiting]:
    mine = Key.objects.filter(round=OuterRef("pk"), user_id=actor.user_id)
    other = Key.objects.filter(round=OuterRef("pk")).exclude(user_id=actor.user_id)
    live = (
        Round.objects.filter(within(actor, Permission.ROUND_REVEAL))
        .filter(state__in=[State.DRAFT, State.CLOSED, State.REVEALED, State.SHARED, State.MEETING])
        .annotate(
            my_reveal=Exists(mine.filter(purpose=Key.Purpose.REVEAL)),
            other_reveal=Exists(other.filter(purpose=Key.Purpose.REVEAL)),
            my_agree=Exists(mine.filter(purpose=Key.Purpose.AGREE)),
            other_agree=Exists(other.filter(purpose=Key.Purpose.AGREE)),
            agreed_items=Count("positions", distinct=True),
        )
        .select_related("place", "edition")
        .order_by("closes_on")
    )
    for row in live[:MOST]:
        if step := _STEPS[State(row.state)](row, actor, on):
            yield step


def _draft(row: Round, actor: Actor, on: dt.date) -> Waiting | None:
    return Waiting(
        _("Finish and open “%(round)s” at %(place)s") % {"round": row.name, "place": row.place.name},
        _("It is being prepared."),
        f"/rounds/{row.pk}/",
    )


def _closed(row: Round, actor: Actor, on: dt.date) -> Waiting | None:
    until = (row.closed_on or on) + rounds.LAPSES_AFTER
    if row.my_reveal:  # type: ignore[attr-defined]
        return None
    is_second = row.other_reveal  # type: ignore[attr-defined]
    why = _("One key waits: yours can be the second.") if is_second else _("It needs two keys, one of each side.")
    what = _("Reveal “%(round)s” at %(place)s") if row.edition.purpose else _("Reveal how people see %(place)s")
    return Waiting(what % {"round": row.name, "place": row.place.name}, why, f"/rounds/{row.pk}/reveal/", until)


def _revealed(row: Round, actor: Actor, on: dt.date) -> Waiting | None:
    if actor.user_id not in {str(row.first_by_id), str(row.second_by_id)}:
        return None
    until = (row.revealed_on or on) + rounds.PREPARE_AT_MOST
    why = _("You are one of the two who prepare it. If nobody shares it sooner, it is shared by itself.")
    return Waiting(
        _("Prepare and share the result of %(place)s") % {"place": row.place.name}, why, f"/rounds/{row.pk}/", until
    )


def _shared(row: Round, actor: Actor, on: dt.date) -> Waiting | None:
    if row.edition.purpose:
        return None  # it has no meeting: what follows stands with the search for a list of one's own
    return Waiting(
        _("Hold the joint meeting of %(place)s") % {"place": row.place.name},
        _("The result is shared."),
        f"/rounds/{row.pk}/meeting/",
    )


def _meeting(row: Round, actor: Actor, on: dt.date) -> Waiting | None:
    if row.my_agree:  # type: ignore[attr-defined]
        return None
    number: int = row.agreed_items  # type: ignore[attr-defined]
    written = ngettext("%(number)s position is written down.", "%(number)s positions are written down.", number)
    why = (
        _("The other side has turned its key: yours makes it agreed.")
        if row.other_agree  # type: ignore[attr-defined]
        else written % {"number": number}
    )
    return Waiting(_("Agree what %(place)s decided") % {"place": row.place.name}, why, f"/rounds/{row.pk}/agree/")


_STEPS = {
    State.DRAFT: _draft,
    State.CLOSED: _closed,
    State.REVEALED: _revealed,
    State.SHARED: _shared,
    State.MEETING: _meeting,
}
