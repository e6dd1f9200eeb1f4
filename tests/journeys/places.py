"""The places and people that a journey begins with, made through services, each time new."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from alongside.access.permissions import Role
from alongside.accounts.models import User
from alongside.core import audit, clock
from alongside.frameworks.models import Edition
from alongside.programmes import services
from alongside.programmes.models import Membership, Place
from alongside.programmes.tests import factories

TESTS = audit.System("tests")
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Neighbourhood:
    """One programme with a site and its team, and who leads them.

    Ada leads the site with Bea, its lived-experience co-lead; Tom leads the team with Lea, its lived-experience
    partner. Ben is a member of the team. Cleo is the programme's consultant.
    """

    programme: Place
    site: Place
    team: Place
    ada: User
    bea: User
    tom: User
    lea: User
    ben: User
    cleo: User


def make_neighbourhood(*, team: str = "Rowan Ward") -> Neighbourhood:
    number = next(_numbers)
    on = clock.today() - dt.timedelta(days=500)
    programme = factories.make_programme(name=f"Recovery together {number}", on=on)
    for slug, since in (("ten-challenges-2009", on), ("ten-challenges-2017", clock.today())):
        services.use_edition(programme, Edition.objects.get(slug=slug), from_on=since, by=TESTS, on=since)
    site = factories.make_site(programme, name=f"Elmbank {number}", on=on)
    ward = factories.make_team(site, name=team, on=on)
    return Neighbourhood(
        programme,
        site,
        ward,
        ada=join(site, "Ada", Role.SITE_LEAD, ["leaders"]),
        bea=join(site, "Bea", Role.LIVED_EXPERIENCE_CO_LEAD, ["uses_services"]),
        tom=join(ward, "Tom", Role.TEAM_LEAD, ["staff"]),
        lea=join(ward, "Lea", Role.LIVED_EXPERIENCE_PARTNER, ["uses_services"]),
        ben=join(ward, "Ben", Role.MEMBER, ["staff"]),
        cleo=join(programme, "Cleo", Role.CONSULTANT, []),
    )


def join(place: Place, name: str, role: Role, voices: Sequence[str] = ()) -> User:
    """Somebody new who belongs to a place."""
    return membership(place, name, role, voices).user


def membership(place: Place, name: str, role: Role, voices: Sequence[str] = ()) -> Membership:
    email = f"{name.lower()}.{next(_numbers)}@example.org"
    on = clock.today() - dt.timedelta(days=400)
    return factories.make_member(place, name=name, role=role, voices=voices, email=email, on=on)
