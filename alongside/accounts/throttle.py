"""How often one may try: counted in the database, across workers and restarts.

A limit closes one door for one address from one place; the owner comes in from elsewhere at once, and from anywhere
when the stretch is over. Those for a whole place are wide: a hospital may share one network address. These are
security clocks: they follow the machine.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
from dataclasses import dataclass

from axes.models import AccessAttempt
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from alongside.accounts import rules
from alongside.accounts.models import Tally
from alongside.accounts.sessions import SessionStore
from alongside.core import security_log
from alongside.core.seal import fingerprint


@dataclass(frozen=True, order=True)
class Limit:
    """So many tries in so many minutes."""

    what: str
    tries: int
    minutes: int


PASSWORD_FROM_ONE_PLACE = Limit("password-place", tries=200, minutes=12)
PASSWORD_FOR_ONE_ADDRESS = Limit("password-address", tries=100, minutes=12)
CODE_ASKED_FROM_HERE = Limit("code-asked-here", tries=5, minutes=12)
CODE_ASKED_FROM_ONE_PLACE = Limit("code-asked-place", tries=200, minutes=12)
CODE_ASKED_FOR_ONE_ADDRESS = Limit("code-asked-address", tries=20, minutes=12)
CODE_TRIED_FROM_HERE = Limit("code-tried-here", tries=15, minutes=12)
CODE_TRIED_FOR_ONE_ADDRESS = Limit("code-tried-address", tries=60, minutes=12)


FACTOR_TRIED_FROM_HERE = Limit("factor-tried-here", tries=10, minutes=12)
FACTOR_TRIED_FOR_ONE_PERSON = Limit("factor-tried-person", tries=20, minutes=12)
SLIP_TRIED_FROM_HERE = Limit("slip-tried-here", tries=10, minutes=12)
SLIP_TRIED_FROM_ONE_PLACE = Limit("slip-tried-place", tries=200, minutes=12)
SLIP_TRIED_FOR_ONE_NAME = Limit("slip-tried-name", tries=40, minutes=12)
ORGANISATION_ASKED_FROM_ONE_PLACE = Limit("organisation-place", tries=200, minutes=12)


def password_limits(request: HttpRequest, email: str) -> list[tuple[Limit, str]]:
    """What a wrong password counts against, beside the count per address and place that axes keeps."""
    return [(PASSWORD_FROM_ONE_PLACE, place_of(request)), (PASSWORD_FOR_ONE_ADDRESS, _plain(email))]


def code_asked_limits(request: HttpRequest, email: str) -> list[tuple[Limit, str]]:
    """What asking for a code counts against."""
    place, address = place_of(request), _plain(email)
    return [
        (CODE_ASKED_FROM_HERE, f"{address} {place}"),
        (CODE_ASKED_FROM_ONE_PLACE, place),
        (CODE_ASKED_FOR_ONE_ADDRESS, address),
    ]


def code_tried_limits(request: HttpRequest, email: str) -> list[tuple[Limit, str]]:
    """What typing a code counts against."""
    place, address = place_of(request), _plain(email)
    return [(CODE_TRIED_FROM_HERE, f"{address} {place}"), (CODE_TRIED_FOR_ONE_ADDRESS, address)]


def factor_limits(request: HttpRequest, person: object) -> list[tuple[Limit, str]]:
    """What giving a second factor counts against. Few: whoever comes this far knows the password."""
    return [(FACTOR_TRIED_FROM_HERE, f"{person} {place_of(request)}"), (FACTOR_TRIED_FOR_ONE_PERSON, str(person))]


def slip_limits(request: HttpRequest, name: str) -> list[tuple[Limit, str]]:
    """What typing the code of a slip counts against."""
    place, plain = place_of(request), _plain(name)
    return [
        (SLIP_TRIED_FROM_HERE, f"{plain} {place}"),
        (SLIP_TRIED_FROM_ONE_PLACE, place),
        (SLIP_TRIED_FOR_ONE_NAME, plain),
    ]


def organisation_limits(request: HttpRequest) -> list[tuple[Limit, str]]:
    """What going to one's organisation, and coming back, counts against: each makes this machine ask there."""
    return [(ORGANISATION_ASKED_FROM_ONE_PLACE, place_of(request))]


def is_open(limits: list[tuple[Limit, str]]) -> bool:
    """Whether none of the limits is used up."""
    now = timezone.now()
    used = Tally.objects.filter(mark__in=[_mark(limit, key) for limit, key in limits], until__gt=now)
    tries = dict(used.values_list("mark", "tries"))
    return all(tries.get(_mark(limit, key), 0) < limit.tries for limit, key in limits)


@transaction.atomic
def take(limits: list[tuple[Limit, str]]) -> bool:
    """Count one try against each limit; whether it was still within all of them.

    The count goes up before the answer is known, so that many tries at once cannot slip through together.
    """
    now = timezone.now()
    within = True
    for mark, limit in sorted(
        (_mark(limit, key), limit) for limit, key in limits
    ):  # in one order: no two wait in a ring
        Tally.objects.filter(mark=mark, until__lte=now).delete()
        Tally.objects.get_or_create(mark=mark, defaults={"until": now + dt.timedelta(minutes=limit.minutes)})
        Tally.objects.filter(mark=mark).update(tries=F("tries") + 1)
        within &= Tally.objects.values_list("tries", flat=True).get(mark=mark) <= limit.tries
    return within


def forget_what_is_over(*, at: dt.datetime) -> None:
    """Background work: counts whose stretch is over, and sessions that have ended, leave the database."""
    now = timezone.now()
    Tally.objects.filter(until__lte=now).delete()
    AccessAttempt.objects.filter(attempt_time__lte=now - dt.timedelta(hours=settings.AXES_COOLOFF_TIME)).delete()
    SessionStore.clear_expired()


def place_of(request: HttpRequest) -> str:
    """Where a request comes from: its network address, of IPv6 the part that one household holds."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:  # the proxy writes the last entry; the others are whatever the sender claims
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).split(",")[-1].strip()
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "0.0.0.0"  # noqa: S104 - an address that is none, not one to listen on
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
    return str(parsed)


def address_tried(request: HttpRequest, credentials: dict[str, str] | None = None) -> str:
    """A keyed mark for the address that a password was tried for, so that axes keeps counts and no addresses."""
    given = credentials or {}
    tried = given.get("email") or given.get("username") or request.POST.get("login", "")
    return fingerprint(_plain(tried), purpose="throttle")


def locked_out(request: HttpRequest, *args: object) -> HttpResponse:
    """Too many tries: the same page whoever it is about, and whether they have an account or not."""
    security_log.note(security_log.DOOR_CLOSED)
    return render(request, "accounts/locked.html", status=429)


def _plain(typed: str) -> str:
    """One spelling for an address or a sign-in name: another spelling is no fresh start."""
    return rules.sign_in_name(typed) or typed.strip().casefold()


def _mark(limit: Limit, key: str) -> str:
    return fingerprint(f"{limit.what} {key}", purpose="throttle")
