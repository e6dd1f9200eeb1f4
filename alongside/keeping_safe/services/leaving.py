"""What ends in this app when somebody leaves for good."""

from __future__ import annotations

from alongside.core import holdings
from alongside.core.holdings import Leaving
from alongside.keeping_safe.models import Contact, Talk
from alongside.keeping_safe.rules import Reason
from alongside.keeping_safe.services import reporting

ASKED = "Their writer has left and asks that this be taken down."


def leaving(left: Leaving) -> None:
    """Places name them no more as somebody to turn to, and requests for a talk wait on nobody's page. If they asked for
    it, what they wrote is reported, and two people decide about each. A part of leaving, which writes the audit row."""
    named = Contact.objects.filter(user_id=left.person.user_id)
    left.count("contacts", named.delete()[0])
    Talk.objects.filter(user_id=left.person.user_id).update(user=None)
    if left.takes_down:
        left.count("reported", sum(_report(one, left) for one in holdings.listed() if one.theirs))


def _report(one: holdings.Holds, left: Leaving) -> int:
    """Report every row of a table in which words of theirs stand; how many."""
    rows = list(one.written(left.person))
    for row in rows:
        reporting.report_text(table=one.table, row=str(row.pk), reason=Reason.PRIVATE, words=ASKED, at=left.at)
    return len(rows)
