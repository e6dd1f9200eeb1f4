"""How somebody is reminded: their page under the account, the calendar that programs read, the end of letters."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.access.http import Request, kept_by_nobody, public, signed_in
from alongside.accounts import throttle
from alongside.accounts.models import User
from alongside.core import icalendar
from alongside.core.clock import now, today
from alongside.core.refusals import Refusal
from alongside.goals.queries import reminders as queries
from alongside.goals.services import reminders as services
from alongside.goals.services.reminders.letters import BY_LINK

WRONG = throttle.Limit("calendar-wrong", tries=60, minutes=12)
CALLS = throttle.Limit("calendar-calls", tries=60, minutes=60)


@require_safe
@signed_in
def show(request: Request) -> HttpResponse:
    return _page(request)


@require_POST
@signed_in
def make_calendar(request: Request) -> HttpResponse:
    """The address is on the answer to the form and nowhere else, so this answer is no redirect."""
    _, word = services.make_calendar(by=request.actor, at=now())
    return _page(request, address=f"{settings.PUBLIC_URL}{reverse('calendar', args=[word])}")


@require_POST
@signed_in
def end_calendar(request: Request) -> HttpResponse:
    try:
        services.end_calendar(by=request.actor, at=now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Your calendar address opens nothing any more"))
    return redirect("reminders")


@require_POST
@signed_in
def switch_letters(request: Request) -> HttpResponse:
    user = cast(User, request.user)
    if "stop" in request.POST:
        services.stop_letters(user.pk, by=request.actor, at=now())
        messages.success(request, _("You get no weekly letter any more"))
    else:
        services.resume_letters(user.pk, by=request.actor, at=now())
        messages.success(request, _("You get the weekly letter again"))
    return redirect("reminders")


@require_safe
@public
def calendar(request: HttpRequest, word: str) -> HttpResponse:
    """What a calendar program reads: for whoever holds the address, and only what its person may see now."""
    wrong, calls = [(WRONG, throttle.place_of(request))], [(CALLS, services.mark_of(word))]
    if not throttle.is_open(wrong):
        return _too_many(request)
    try:
        actor = services.reader_of(word)
    except Refusal as refusal:
        throttle.take(wrong)
        raise Http404 from refusal
    if not throttle.take(calls):
        return _too_many(request)
    response = HttpResponse(queries.calendar_of(actor, at=now(), on=today()), content_type=icalendar.MEDIA_TYPE)
    response.headers["Content-Disposition"] = 'inline; filename="alongside.ics"'
    return kept_by_nobody(response)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def stop_letters(request: HttpRequest, signed: str) -> HttpResponse:
    """The link in a weekly letter. Opening it changes nothing: programs that check mail open links too."""
    try:
        user_id = services.who_stops(signed)
    except Refusal as refusal:
        raise Http404 from refusal
    stopped = not services.letters_go_to(user_id)
    if request.method == "POST" and not stopped:
        services.stop_letters(user_id, by=BY_LINK, at=now())
        return redirect("stop_letters", signed)
    return kept_by_nobody(TemplateResponse(request, "goals/reminders/stop.html", {"stopped": stopped}))


def _page(request: Request, address: str = "") -> HttpResponse:
    user = cast(User, request.user)
    page = queries.reminders_page(request.actor, email=user.email)
    return TemplateResponse(request, "goals/reminders/show.html", {"page": page, "address": address})


def _too_many(request: HttpRequest) -> HttpResponse:
    return kept_by_nobody(
        HttpResponse("Too many calls. Try again in an hour.\n", status=429, content_type="text/plain")
    )
