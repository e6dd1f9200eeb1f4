"""Counting the ways in, so that no count leads to a ballot.

A ballot does not say how it came. The count grows in a transaction of its own, and always in all rows of the round
together: the hidden columns of the database then tell when the last of all ways was counted, and not which one.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Case, F, IntegerField, Value, When

from alongside.assessments.models import KioskSeats, Round, WayCount
from alongside.assessments.models.ways import Way


@transaction.atomic
def count_way(round: Round, way: Way) -> None:
    """One more ballot came in by this way. Call it once for a ballot, after and outside the saving of the ballot."""
    count_ways(round, {way: 1})


def count_ways(round: Round, many: Mapping[Way, int]) -> None:
    """So many more ballots came in by these ways. Part of an act: call it inside a transaction.

    The seats at tablets are written anew too: else it would show that the last to sit down sat down at one.
    """
    more = Case(
        *(When(way=way, then=Value(number)) for way, number in many.items()),
        default=Value(0),
        output_field=IntegerField(),
    )
    rows = WayCount.objects.filter(round=round)
    if not rows.update(count=F("count") + more):
        WayCount.objects.bulk_create([WayCount(round=round, way=way) for way in Way], ignore_conflicts=True)
        rows.update(count=F("count") + more)
    KioskSeats.objects.filter(kiosk__round=round).update(left=F("left"))


def tell_ways(round: Round) -> None:
    """What is counted so far may be told from now on. It writes all rows anew, in one transaction. Part of an act."""
    WayCount.objects.filter(round=round).update(told=F("count"))
