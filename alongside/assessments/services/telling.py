"""Telling those who asked to be told. Their addresses are unsealed here only, one by one, to write the letters."""

from __future__ import annotations

import datetime as dt

from alongside.assessments import asking
from alongside.assessments.models import Round
from alongside.assessments.services.purposes import LETTERBOX
from alongside.core import outbox
from alongside.core.seal import CannotUnseal, unseal

SHARED = """{begins}

The answers can now be read. Open {url}/rate/ and type the code you used then, or your receipt code.
"""

AGREED = """{begins}

They have met, talked about it, and written down what they agreed and what they want to change first.
Open {url}/rate/ and type the code you used then, or your receipt code.
"""

ENDED = """{begins}

The answers were not looked at by anybody. They have been deleted, as was promised. We are sorry that your time
did not lead further. If you want to know why, ask the person who gave you the code.
"""


def tell_those_who_asked(round: Round, *, body: str, on: dt.date, url: str = "") -> int:
    """Write to everyone who left an address after this round; returns to how many. The letters name no service."""
    begins, told = asking.TOLD[round.edition.purpose], 0
    for box in round.letterboxes.all():
        try:
            address = unseal(box.sealed, purpose=LETTERBOX)
        except CannotUnseal:
            continue  # sealed with a key that was lost: nobody can read it any more
        outbox.queue(
            to=address, subject="You wanted to know what happened", body=body.format(begins=begins, url=url), on=on
        )
        told += 1
    return told
