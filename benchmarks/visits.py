"""Pages that open only to who holds something: the cookies of a visit, for a browser that was never here before."""

from __future__ import annotations

from typing import Any

from benchmarks import inside
from benchmarks import pages as listed


def visits() -> list[dict[str, Any]]:
    """A page each: its name, its address, and the cookies with which it opens."""
    found = [*_of_a_rater(), _shared(), _kiosk(), _start()]
    return [one for one in (*found, *_told()) if one is not None]


def _of_a_rater() -> list[dict[str, Any]]:
    rater = inside.rater(inside.codes(1)["codes"][0])
    cookies = {name: morsel.value for name, morsel in rater.cookies.items()}
    named = {"welcome": "welcome/", "one question": "1/", "all questions": "all/", "the last page": "done/"}
    return [{"name": f"rating: {name}", "address": f"/rate/{path}", "cookies": cookies} for name, path in named.items()]


def _shared() -> dict[str, Any]:
    """What somebody reads whose code was used, once the result is shared."""
    from django.http import HttpResponse

    from alongside.assessments import guest, rules
    from alongside.assessments.models import Round

    round = Round.objects.filter(state__in=rules.SHARED_OR_LATER).order_by("-closes_on", "name")[0]
    answer = HttpResponse()
    guest.keep(answer, guest.Visit(round=str(round.pk)))
    return {"name": "a shared result, by a used code", "address": "/rate/result/", "cookies": _cookies(answer)}


def _kiosk() -> dict[str, Any]:
    from django.http import HttpResponse

    from alongside.assessments import guest, services
    from alongside.assessments.models import AskedVoice
    from alongside.core import audit, clock

    round, by, now = inside.open_round(), audit.System("benchmark"), clock.now()
    seats = {AskedVoice.objects.filter(round=round).order_by("voice")[0].voice: 5}
    kiosk = services.lock_device(services.open_kiosk(round, name="A tablet", seats=seats, by=by, at=now), at=now)
    answer = HttpResponse()
    guest.lock(answer, str(kiosk.pk))
    return {"name": "a tablet on a ward", "address": "/rate/kiosk/", "cookies": _cookies(answer)}


def _start() -> dict[str, Any]:
    from django.conf import settings

    session = inside.signed_in(listed.MEMBER).cookies[settings.SESSION_COOKIE_NAME].value
    return {"name": "a member’s first page", "address": "/", "cookies": {settings.SESSION_COOKIE_NAME: session}}


def _told() -> list[dict[str, Any]]:
    """The message to those who raised something, and what a place shows to everybody."""
    from alongside.goals.models import Telling
    from alongside.goals.rules.loops import LoopState

    public = Telling.objects.filter(public=True).select_related("loop").order_by("-told_on", "pk")
    asked = public.filter(loop__state=LoopState.TOLD).first()
    place = public.first()
    found = []
    if asked:
        found.append({"name": "told, and asked if it is true", "address": f"/told/open/{asked.pk}/", "cookies": {}})
    if place:
        found.append({"name": "you said, we did", "address": f"/places/{place.loop.place_id}/said/", "cookies": {}})
    return found


def _cookies(answer: Any) -> dict[str, str]:
    return {name: morsel.value for name, morsel in answer.cookies.items() if morsel.value}
