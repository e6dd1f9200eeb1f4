"""Telling those who asked to be told. Their addresses are unsealed here only, one by one, to write the letters."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_noop as _

from alongside.assessments import asking
from alongside.assessments.models import Round
from alongside.assessments.services.purposes import LETTERBOX, out_of_letterbox
from alongside.core import outbox
from alongside.core.seal import CannotUnseal, unseal
from alongside.core.tongues import said_in

SUBJECT = _("You wanted to know what happened")
SHARED = _(
    """%(begins)s

The answers can now be read. Open %(url)s/rate/ and type the code you used then, or your receipt code.
"""
)

AGREED = _(
    """%(begins)s

They have met, talked about it, and written down what they agreed and what they want to change first.
Open %(url)s/rate/ and type the code you used then, or your receipt code.
"""
)

ENDED = _(
    """%(begins)s

The answers were not looked at by anybody. They have been deleted, as was promised. We are sorry that your time
did not lead further. If you want to know why, ask the person who gave you the code.
"""
)


def tell_those_who_asked(round: Round, *, body: str, on: dt.date, url: str = "") -> int:
    """Write to everyone who left an address after this round, in the language of the page on which they left it.

    Returns to how many. The letters name no service.
    """
    told = 0
    for box in round.letterboxes.all():
        try:
            address, language = out_of_letterbox(unseal(box.sealed, purpose=LETTERBOX))
        except CannotUnseal:
            continue  # sealed with a key that was lost: nobody can read it any more
        begins = said_in(language, asking.TOLD[round.edition.purpose])
        outbox.queue(
            to=address,
            subject=said_in(language, SUBJECT),
            body=said_in(language, body) % {"begins": begins, "url": url},
            on=on,
        )
        told += 1
    return told
