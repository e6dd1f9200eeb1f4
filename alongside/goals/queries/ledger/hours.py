"""Hours, payments and expenses: one's own, those one keeps, and what may be told of a voice's together."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, Q, Sum, Value
from django.db.models.functions import Cast, Coalesce, NullIf

from alongside.access.policy import Actor
from alongside.core.seal import CannotUnseal, unseal
from alongside.core.words import gettext as _
from alongside.goals.models import Contribution
from alongside.goals.queries import saying
from alongside.goals.queries.ledger.words import PAYMENTS
from alongside.goals.rules import ledger as rules
from alongside.goals.rules.ledger import PURPOSE as CONTRIBUTION
from alongside.goals.rules.ledger import Payment, Sums, Total
from alongside.programmes.models import Membership, Place
from alongside.programmes.rules import above

LISTED_AT_MOST = 200


@dataclass(frozen=True)
class Row:
    """What one person gave once. `who` only for those who keep it."""

    id: str
    who: str
    voice: str
    on: dt.date
    what: str
    hours: str
    payment: str
    paid: str
    expenses: str
    may_take_back: bool


@dataclass(frozen=True)
class HoursPage:
    """Rows, the newest first; `total` when not all are shown."""

    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True)
class VoiceTotal:
    """What one voice gave together; `total` is None where too few people stand behind it."""

    voice: str
    total: Total | None


@dataclass(frozen=True)
class HalfTotals:
    """One whole half-year: from its first to its last day."""

    since: dt.date
    until: dt.date
    voices: tuple[VoiceTotal, ...]


def own_hours(place: Place, actor: Actor, *, on: dt.date) -> HoursPage:
    """What this person wrote down, or had written down for them, at exactly this place. Four queries."""
    return _page(Contribution.objects.visible_to(actor).filter(place=place, user_id=actor.user_id), place, on=on)


def kept_hours(place: Place, actor: Actor, *, on: dt.date) -> HoursPage:
    """Everybody's rows at exactly this place, for whoever keeps them. Four queries."""
    return _page(Contribution.objects.kept_by(actor).filter(place=place), place, on=on)


def _page(rows: Any, place: Place, *, on: dt.date) -> HoursPage:
    names = saying.voice_names(place.scope)
    shown = list(rows.select_related("user").order_by("-on", "pk")[:LISTED_AT_MOST])
    return HoursPage(
        rows=tuple(_row(row, names, on=on) for row in shown),
        total=rows.count() if len(shown) == LISTED_AT_MOST else len(shown),
    )


def row_of(row: Contribution, *, on: dt.date) -> Row:
    """One row by itself. Two queries; its person should have been fetched with it."""
    return _row(row, saying.voice_names(row.scope), on=on)


def _row(row: Contribution, names: Mapping[str, str], *, on: dt.date) -> Row:
    return Row(
        id=str(row.pk),
        who=row.user.name if row.user is not None else _opened(row),
        voice=names.get(row.voice, row.voice),
        on=row.on,
        what=row.what,
        hours=in_hours(row.minutes),
        payment=_(PAYMENTS[Payment(row.payment)]),
        paid=in_pounds(row.paid),
        expenses=in_pounds(row.expenses),
        may_take_back=rules.half_of(row.written_on) == rules.half_of(on),
    )


def _opened(row: Contribution) -> str:
    try:
        return unseal(row.sealed or b"", purpose=CONTRIBUTION)
    except CannotUnseal:
        return _("A name that cannot be read any more")


def in_hours(minutes: int) -> str:
    """Minutes as people say them: "1 hour 30 minutes"; empty for none."""
    hours, rest = divmod(minutes, 60)
    parts = [(hours, "hour"), (rest, "minute")]
    return " ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in parts if number)


def in_pounds(pence: int) -> str:
    """Pence as pounds; empty for none."""
    return f"£{pence // 100:,}.{pence % 100:02d}" if pence else ""


def totals_at(place: Place, actor: Actor, names: Mapping[str, str], *, on: dt.date) -> tuple[HalfTotals, ...]:
    """What may be told of each voice's hours and money at exactly this place, half-year by half-year. One query.

    To people who belong to the place from five of a voice, to everybody else from eight. A row counts in the half-year
    in which it was written down, so that a half-year that was told does not change.
    """
    inside = any(grant.scope.count("/") > 1 and place.scope.startswith(grant.scope) for grant in actor.grants)
    halves = rules.halves_counted(on)
    person = Coalesce(Cast("user_id", CharField()), NullIf("mark", Value("")))
    measured = {
        "people": Count(person, distinct=True),
        "minutes": Sum("minutes"),
        "paid": Sum("paid"),
        "expenses": Sum("expenses"),
        **{kind.value: Count("pk", filter=Q(payment=kind.value)) for kind in Payment},
    }
    found = []
    for since, until in halves:
        rows = Contribution.objects.filter(place=place, written_on__gte=since, written_on__lt=until)
        sums = {row.pop("voice"): Sums(**row) for row in _by_voice(rows, measured)}
        voices = [code for code in names if code in sums]
        totals = tuple(VoiceTotal(names[code], rules.total_of(sums[code], inside=inside)) for code in voices)
        found.append(HalfTotals(since, until - dt.timedelta(days=1), totals))
    return tuple(found)


def _by_voice(rows: Any, measured: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    aliased = {f"sum_{name}": one for name, one in measured.items()}
    for row in rows.values("voice").annotate(**aliased).order_by():
        yield {name.removeprefix("sum_"): value for name, value in row.items()}


def people_at(place: Place) -> tuple[tuple[str, str], ...]:
    """Whose hours may be kept here: key and name of everybody who belongs to the place or its site. One query."""
    rows = Membership.objects.live().filter(scope__in=above(place.scope), user__is_active=True).select_related("user")
    found: dict[UUID, str] = {}
    voices: dict[UUID, set[str]] = defaultdict(set)
    for row in rows:
        found[row.user_id] = row.user.name
        voices[row.user_id].update(row.voices)
    return tuple(sorted(((str(key), name) for key, name in found.items() if voices[key]), key=lambda one: one[1]))
