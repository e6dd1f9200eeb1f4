"""Pages on which the second key is held, or not."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.core.clock import today
from alongside.core.refusals import Refusal
from alongside.programmes import queries, services
from alongside.programmes.models import Removal, VoiceRequest
from alongside.programmes.views.places import reads_and_writes


@reads_and_writes
@page(Permission.PEOPLE_VIEW)
def removal(request: Request, removal_id: UUID) -> HttpResponse:
    wishes = Removal.objects.visible_to(request.actor).select_related(
        "membership__user", "membership__place", "asked_by"
    )
    return _settle(request, find(request, wishes, pk=removal_id))


@reads_and_writes
@page(Permission.PEOPLE_VIEW)
def voice_request(request: Request, request_id: UUID) -> HttpResponse:
    wishes = VoiceRequest.objects.visible_to(request.actor)
    wishes = wishes.select_related("membership__user", "membership__place", "asked_by")
    return _settle(request, find(request, wishes, pk=request_id))


def _settle(request: Request, wish: Removal | VoiceRequest) -> HttpResponse:
    said = ""
    if request.method == "POST":
        try:
            _act(request, wish)
        except Refusal as refusal:
            said = refusal.message
        else:
            messages.success(request, _("Thank you. It is settled."))
            return redirect("place_people", wish.membership.place_id)
    context = {
        "line": queries.waiting_line(wish, request.actor),
        "wish": wish,
        "said": said,
        "place": wish.membership.place,
        "page_has_errors": bool(said),
    }
    return TemplateResponse(request, "programmes/wish.html", context, status=409 if said else 200)


def _act(request: Request, wish: Removal | VoiceRequest) -> None:
    answer = request.POST.get("answer")
    if answer not in {"agree", "decline"}:
        raise Refusal(_("Choose whether you agree or not."))
    if isinstance(wish, Removal):
        act = services.agree_removal if answer == "agree" else services.decline_removal
        act(wish, by=request.actor, on=today())
    else:
        say = services.agree_voices if answer == "agree" else services.decline_voices
        say(wish, by=request.actor, on=today())
