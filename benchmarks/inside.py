"""Measured inside the program: `python -m benchmarks.inside pages`, `codes N`, `sessions N`, `visits`. Prints JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from alongside.cli import serving, setting_up
from benchmarks import pages as listed

if TYPE_CHECKING:
    from django.test import Client

    from alongside.assessments.models import Round

WARM, TIMES = 3, 40


@dataclass(frozen=True)
class Page:
    """One page as one role met it. Milliseconds; `queries` of the last time."""

    name: str
    role: str
    median: float
    p95: float
    queries: int
    kilobytes: float


@dataclass(frozen=True)
class Reader:
    """Somebody who opens a page."""

    role: str
    client: Client
    address: str

    def open(self, name: str) -> bytes:
        """What is no page (a refusal, a way to somewhere else) has no time worth printing: it ends the measuring."""
        answer = self.client.get(self.address)
        if answer.status_code != 200:
            sys.exit(f"{name} ({self.role}): {self.address} answered {answer.status_code}, so it cannot be measured.")
        return answer.content

    def weigh(self, name: str) -> tuple[int, float]:
        """How many queries the page takes, and how many kilobytes it has."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as asked:
            content = self.open(name)
        return len(asked), len(content) / 1024


def pages(only: str = "") -> list[dict[str, Any]]:
    """Every measured page, or those whose name has some words in it."""
    return [asdict(page) for name, readers in _asked() if only in name for page in _measure(name, readers)]


def codes(number: int) -> dict[str, Any]:
    """Codes for that many people in an open round."""
    from alongside.assessments import services
    from alongside.assessments.models import AskedVoice
    from alongside.core import audit, clock

    round = open_round()
    voice = AskedVoice.objects.filter(round=round).order_by("voice")[0].voice
    by = audit.System("benchmark")
    return {"codes": services.make_slips(round, voice=voice, number=number, by=by, at=clock.now())}


def sessions(number: int) -> dict[str, Any]:
    """So many people, a third of each kind, signed in: their cookies, the pages they open, the heaviest files."""
    from django.conf import settings

    programme, site, team = _places()
    told = {role: [one.address for one in listed.asked(programme, site, team) if role in one.roles]
            for role in (listed.MEMBER, listed.LEAD, listed.DIRECTOR)}  # fmt: skip
    people = []
    for turn in range(number):
        role = list(told)[turn % len(told)]
        cookie = signed_in(role).cookies[settings.SESSION_COOKIE_NAME].value
        one = {"cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}", "pages": told[role]}
        people.append(one | {"files": listed.files(site, team), "upload": f"/places/{site.pk}/measures/bring-in/"})
    return {"people": people}


def _asked() -> Iterator[tuple[str, list[Reader]]]:
    """The name of each page to measure, and who opens it."""
    from django.test import Client

    people = {role: signed_in(role) for role in (listed.LEAD, listed.DIRECTOR, listed.MEMBER)}
    people[listed.ANYONE] = Client()
    for page in listed.asked(*_places()):
        yield page.name, [Reader(role, people[role], page.address) for role in page.roles]
    one = rater(codes(1)["codes"][0])
    for name, address in (("welcome", "welcome/"), ("one question", "1/"), ("all questions", "all/")):
        yield f"rate, {name}", [Reader(listed.RATER, one, f"/rate/{address}")]


def _measure(name: str, readers: Sequence[Reader]) -> Iterator[Page]:
    """Times of one page. Its readers take turns, so that what else the machine does comes to all of them alike."""
    taken: list[list[float]] = [[] for _ in readers]
    for turn in range(WARM + TIMES):
        for reader, times in zip(readers, taken, strict=True):
            began = time.perf_counter()
            reader.open(name)
            if turn >= WARM:
                times.append((time.perf_counter() - began) * 1000)
    for reader, times in zip(readers, taken, strict=True):
        queries, kilobytes = reader.weigh(name)
        yield Page(name, reader.role, median(times), quantiles(times, n=20)[-1], queries, kilobytes)


def signed_in(role: str) -> Client:
    """Somebody's browser after they signed in and gave their second factor."""
    from django.conf import settings
    from django.test import Client

    from alongside.accounts import sessions

    client, user = Client(), _holder(role).user
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    session = client.session
    sessions.note_second_factor(session, user.pk)
    session.save()
    return client


def _holder(role: str) -> Any:
    """Who is measured: the first director; the first lead whose site has a shared round; a member of a team there."""
    from django.db.models import Exists, OuterRef

    from alongside.access.permissions import Role
    from alongside.assessments import rules
    from alongside.assessments.models import Round
    from alongside.programmes.models import Membership

    holders = (
        Membership.objects.filter(ended_on=None)
        .select_related("user", "place")
        .order_by("began_on", "place__name", "pk")
    )
    if role == listed.DIRECTOR:
        return holders.filter(role=Role.PROGRAMME_DIRECTOR)[0]
    shared = Round.objects.filter(place=OuterRef("place"), state__in=rules.SHARED_OR_LATER)
    lead = holders.filter(Exists(shared), role=Role.SITE_LEAD)[0]
    if role == listed.LEAD:
        return lead
    return holders.filter(role=Role.MEMBER, place__parent=lead.place).order_by("place__name", "pk")[0]


def _places() -> tuple[Any, Any, Any]:
    """The programme, the lead's site, the member's team."""
    site, team = _holder(listed.LEAD).place, _holder(listed.MEMBER).place
    return site.parent, site, team


def open_round() -> Round:
    """A round that takes answers; where there is none, the lead of a team opens one."""
    from alongside.assessments.models import Round
    from alongside.assessments.rules import State
    from alongside.core import clock

    there = Round.objects.filter(state=State.OPEN, closes_on__gt=clock.today()).order_by("pk")
    return there.first() or _opened(_holder(listed.MEMBER).place)


def _opened(place: Any) -> Round:
    import datetime as dt

    from alongside.access.permissions import Role
    from alongside.assessments.services import life
    from alongside.core import clock
    from alongside.demo.services.rounds import contact_list
    from alongside.demo.services.world import Lead
    from alongside.frameworks.models import Edition
    from alongside.programmes.models import Membership

    held = Membership.objects.filter(place=place, role=Role.TEAM_LEAD).select_related("user")[0]
    lead, now = Lead(held.user, held.voices[0]), clock.now()
    round = life.draft_round(
        place, edition=Edition.objects.get(slug="ten-challenges-2017"), name="For measuring", why="To measure pages.",
        closes_on=clock.today() + dt.timedelta(days=14), contacts=contact_list(place.name, lead), by=lead.actor, at=now,
        asked=[life.Asking(voice, 1000) for voice in ("uses_services", "family_and_friends", "staff")],
    )  # fmt: skip
    life.open_round(round, by=lead.actor, at=now)
    return round


def rater(code: str) -> Client:
    """The browser of somebody who came in by a code and asked for all questions on one page."""
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
    serving.settle()  # as the server does before it answers anybody
    what, rest = words[0], words[1:]
    if what == "pages":
        print(json.dumps(pages(*rest)))
    elif what == "visits":
        from benchmarks.visits import visits

        print(json.dumps(visits()))
    else:
        print(json.dumps({"codes": codes, "sessions": sessions}[what](int(rest[0]))))


if __name__ == "__main__":
    main(sys.argv[1:])
