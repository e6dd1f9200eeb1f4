"""The security log: who came in, who went out, and what was refused at the door, for whoever watches this machine.

One line each, through Python's logging (`alongside.security`), so that it stands in the journal and goes wherever the
operator sends that. People are told apart by a keyed mark: no name, no address, no network address, nothing typed.
Pages for people without an account never write here.
"""

from __future__ import annotations

import logging

from alongside.core.seal import fingerprint

log = logging.getLogger("alongside.security")

SIGNED_IN, SIGNED_OUT = "signed in", "signed out"
PASSWORD_REFUSED, CODE_REFUSED, SLIP_REFUSED = "password refused", "code refused", "slip refused"
SECOND_STEP_REFUSED, ORGANISATION_REFUSED = "second step refused", "organisation refused"
DOOR_CLOSED = "too many tries, door closed"


def note(what: str, *, who: object = "") -> None:
    """Write one line: what happened, and a mark of the person or of the address that was tried."""
    log.info("%s %s", what, mark_of(who) if who else "-")


def mark_of(who: object) -> str:
    """What stands in the log for somebody: the same each time, and nothing without the key."""
    return fingerprint(str(who), purpose="security log")[:12]
