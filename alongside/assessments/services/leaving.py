"""What ends in this app when somebody leaves for good."""

from __future__ import annotations

from alongside.assessments.models import Key, NamedContact
from alongside.assessments.rules import State
from alongside.core.holdings import FORMER, Leaving

RUNNING = (State.DRAFT, State.OPEN, State.CLOSED)


def leaving(left: Leaving) -> None:
    """Their waiting keys fall away, and rounds that are over name them no more as somebody to turn to.

    A round that runs goes on naming them until those who lead it name somebody else: there must always be somebody.
    A part of leaving, which writes the audit row.
    """
    left.count("keys", Key.objects.filter(user_id=left.person.user_id).delete()[0])
    if left.person.email:
        named = NamedContact.objects.filter(email__iexact=left.person.email).exclude(round__state__in=RUNNING)
        left.count("contacts", named.update(name=FORMER, phone="–", email=""))
