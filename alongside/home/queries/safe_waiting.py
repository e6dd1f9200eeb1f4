"""What waits for somebody and cannot wait long: people who want to talk to them, and words that were reported."""

from __future__ import annotations

from collections.abc import Iterator

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.core.words import gettext as _
from alongside.home.queries.waiting import Waiting
from alongside.keeping_safe.queries.reported import waiting_for
from alongside.keeping_safe.queries.talks import how_many_wait


def safe_waiting(actor: Actor) -> Iterator[Waiting]:
    """Talks first, then reported words, the oldest first. Three queries at most."""
    if many := how_many_wait(actor):
        who = "Somebody" if many == 1 else f"{many} people"
        yield Waiting(
            _("%(who)s would like to talk to you") % {"who": who},
            _("They were told that you would get in touch."),
            "/talks/",
        )
    if actor.holds(Permission.TEXT_HIDE):
        for case in waiting_for(actor):
            what = (
                _("Say what shall become of hidden words at %(place)s")
                if case.is_hidden
                else _("Look at reported words at %(place)s")
            )
            yield Waiting(what % {"place": case.place}, f"{case.what}: {case.state.lower()}.", case.url)
