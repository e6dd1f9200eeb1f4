"""What ends in this app when somebody leaves for good."""

from __future__ import annotations

from alongside.core.clock import date_of
from alongside.core.holdings import Leaving
from alongside.programmes.models import Away, Membership, Removal, VoiceRequest
from alongside.programmes.services import people


def leaving(left: Leaving) -> None:
    """They belong nowhere any more, stand in for nobody, and what they asked for falls away. Refuses the last director
    of a programme. A part of leaving, which writes the audit row."""
    on = date_of(left.at)
    held = Membership.objects.select_for_update().live().filter(user_id=left.person.user_id).order_by("scope", "role")
    for one in held:
        people.end_membership(one, reason="", by=left.by, on=on)
    left.count("memberships", len(held))
    Away.objects.filter(user_id=left.person.user_id).delete()
    for kind in (Removal, VoiceRequest):
        kind.objects.waiting().filter(asked_by_id=left.person.user_id).update(settled_on=on)
