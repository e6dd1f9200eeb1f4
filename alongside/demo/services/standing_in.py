"""Somebody who leads is away for a while, and somebody of the same side stands in."""

from __future__ import annotations

import datetime as dt

from alongside.core import clock
from alongside.demo import cast
from alongside.programmes import queries, services
from alongside.programmes.models import Membership

AWAY_FOR = dt.timedelta(weeks=2)
LEAD, DEPUTY = cast.LEADING_PARTS[3].name, cast.LEADING_PARTS[8].name


def stand_in(*, as_at: dt.datetime) -> None:
    """The lived-experience co-lead of the showcase site is away, and the partner of a team holds her keys."""
    on = clock.date_of(as_at)
    people = Membership.objects.live().filter(user__name__in=(LEAD, DEPUTY)).select_related("user")
    held = {row.user.name: row for row in people}
    by = queries.actor_of(held[LEAD].user)
    until = on + AWAY_FOR
    services.name_deputy(held[LEAD], through=held[DEPUTY], from_on=on, until_on=until, by=by, on=on)
    services.say_away(from_on=on, until_on=until, by=by, on=on)
