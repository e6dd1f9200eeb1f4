"""Tablets that stand ready for a round: for those who lead it, and for whoever stands in front of one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError

from alongside.assessments import rules
from alongside.assessments.models import Kiosk, Round
from alongside.assessments.queries import rating
from alongside.assessments.queries.rating import Sitting


@dataclass(frozen=True)
class KioskLine:
    """One tablet, by the name it was given, and how many may answer at it. Not how many have."""

    id: UUID
    name: str
    number: int


@dataclass(frozen=True)
class KioskPage:
    """A tablet that stands ready: its round, and the voices that may answer at it."""

    id: str
    sitting: Sitting
    voices: tuple[str, ...]


def kiosks_of(round: Round) -> tuple[KioskLine, ...]:
    """The tablets that stand ready for a round. Two queries."""
    running = round.kiosks.filter(ended_on=None).prefetch_related("seats").order_by("name", "pk")
    return tuple(KioskLine(row.pk, row.name, sum(seats.number for seats in row.seats.all())) for row in running)


def kiosk_page(kiosk_id: str, *, on: dt.date) -> KioskPage | None:
    """The kiosk a device is locked to; nothing once it has ended, or its round takes no answers. Three queries."""
    kiosk = Kiosk.objects.filter(pk=kiosk_id, ended_on=None).first()
    sitting = rating.sitting(str(kiosk.round_id), on=on) if kiosk else None
    if kiosk is None or sitting is None or sitting.round.state != rules.State.OPEN or not sitting.takes_answers:
        return None
    order = list(sitting.round.asked.order_by("order").values_list("voice", flat=True))
    voices = sorted(kiosk.seats.values_list("voice", flat=True), key=order.index)
    return KioskPage(str(kiosk.pk), sitting, tuple(voices))


def running_kiosk(round: Round, kiosk_id: str) -> Kiosk | None:
    """One tablet of a round, by its id. One query."""
    try:
        return round.kiosks.filter(pk=kiosk_id, ended_on=None).first()
    except ValidationError:
        return None
