"""Measured inside the program: `python -m benchmarks.inside pages` or `codes N`. Prints JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from alongside.cli import setting_up

if TYPE_CHECKING:
    from django.test import Client

WARM, TIMES = 3, 30


@dataclass(frozen=True)
class Page:
    """One page as one role met it. Milliseconds; `queries` of the last time."""

    name: str
    role: str
    status: int
    median: float
    p95: float
    queries: int
    kilobytes: float


def pages() -> list[dict[str, Any]]:
    """Every measured page."""
    return [asdict(_measure(*asked)) for asked in _asked()]


def codes(number: int) -> dict[str, Any]:
    """Codes for that many people in an open round of the demonstration."""
    from alongside.assessments import services
    from alongside.assessments.models import AskedVoice, Round
    from alongside.assessments.rules import State
    from alongside.core import audit, clock

    round = Round.objects.filter(state=State.OPEN, closes_on__gt=clock.today()).order_by("pk")[0]
    voice = AskedVoice.objects.filter(round=round).order_by("voice")[0].voice
    by = audit.System("benchmark")
    return {"codes": services.make_slips(round, voice=voice, number=number, by=by, at=clock.now())}


def _asked() -> Iterator[tuple[str, str, Client, str]]:
    """Name, role, client and address of each page to measure."""
    from django.test import Client
    from django.urls import reverse

    from alongside.access.permissions import Role
    from alongside.frameworks.models import Edition
    from alongside.programmes.models import Place

    programme = Place.objects.filter(kind=Place.Kind.PROGRAMME).order_by("pk")[0]
    director, consultant = _signed_in(Role.PROGRAMME_DIRECTOR), _signed_in(Role.CONSULTANT)
    lead, member = _signed_in(Role.SITE_LEAD), _signed_in(Role.MEMBER)
    site, round_id = _home_of(Role.SITE_LEAD)

    yield "start", "member", member, reverse("start")
    yield "start", "site lead", lead, reverse("start")
    yield "start", "consultant", consultant, reverse("start")
    yield "matrix", "consultant", consultant, reverse("matrix", args=[programme.pk])
    yield "place", "site lead", lead, reverse("place", args=[site])
    yield "place", "director", director, reverse("place", args=[site])
    yield "board of a site", "site lead", lead, reverse("measures", args=[site])
    yield "board of a site", "director", director, reverse("measures", args=[site])
    yield "board of a team", "member", member, reverse("measures", args=[_holder(Role.MEMBER).place.pk])
    yield "rounds", "site lead", lead, reverse("rounds", args=[site])
    yield "reveal", "site lead", lead, reverse("result", args=[round_id])
    yield "reveal", "director", director, reverse("result", args=[round_id])
    yield "framework", "anyone", Client(), reverse("framework_edition", args=[Edition.objects.order_by("slug")[0].slug])

    rater = _rater(codes(1)["codes"][0])
    yield "rate, one question", "rater", rater, reverse("rate_question", args=[1])
    yield "rate, all questions", "rater", rater, reverse("rate_all")


def _measure(name: str, role: str, client: Client, address: str) -> Page:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken = []
    for turn in range(WARM + TIMES):
        began = time.perf_counter()
        answer = client.get(address)
        if turn >= WARM:
            taken.append((time.perf_counter() - began) * 1000)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    p95 = quantiles(taken, n=20)[-1]
    return Page(name, role, answer.status_code, median(taken), p95, len(asked), len(answer.content) / 1024)


def _signed_in(role: str) -> Client:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(_holder(role).user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def _holder(role: str) -> Any:
    """The first who holds a role now; for a site lead, the first whose site has a round that was shared."""
    from django.db.models import Exists, OuterRef

    from alongside.access.permissions import Role
    from alongside.assessments import rules
    from alongside.assessments.models import Round
    from alongside.programmes.models import Membership

    holders = Membership.objects.filter(role=role, ended_on=None).select_related("user", "place").order_by("began_on")
    if role == Role.SITE_LEAD:
        shared = Round.objects.filter(place=OuterRef("place"), state__in=rules.SHARED_OR_LATER)
        holders = holders.filter(Exists(shared))
    return holders[0]


def _home_of(role: str) -> tuple[int, Any]:
    """A holder's place, and the newest shared round of it."""
    from alongside.assessments import rules
    from alongside.assessments.models import Round

    place = _holder(role).place
    round = Round.objects.filter(place=place, state__in=rules.SHARED_OR_LATER).order_by("-closes_on")[0]
    return place.pk, round.pk


def _rater(code: str) -> Client:
    from django.test import Client
    from django.urls import reverse

    client = Client()
    client.post(reverse("rate"), {"code": code})
    client.post(reverse("rate_welcome"), {"all": "1"})
    return client


def main(words: list[str]) -> None:
    """Measure what is asked for."""
    setting_up.django()
    from django.conf import settings

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    print(json.dumps(pages() if words[0] == "pages" else codes(int(words[1]))))


if __name__ == "__main__":
    main(sys.argv[1:])
