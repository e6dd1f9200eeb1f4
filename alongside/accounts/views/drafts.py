"""What one was writing and has not sent: keeping it, looking at it, throwing it away; and staying signed in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.access.http import Request, signed_in
from alongside.accounts import marks
from alongside.core import clock, drafts


@require_safe
@signed_in
def kept(request: Request) -> HttpResponse:
    shown = drafts.kept_for(request.actor.signature, at=clock.now())
    return TemplateResponse(request, "accounts/drafts.html", {"drafts": shown})


@require_POST
@signed_in
def keep(request: Request) -> HttpResponse:
    """A page sends here what is being written on it, now and then."""
    marked = marks.read(request.POST)
    if marked is None or marked.owner != request.actor.signature:
        return HttpResponse(status=400)
    drafts.keep(marked.owner, marked.page, drafts.fields_of(request.POST.lists()), at=clock.now())
    return HttpResponse(status=204)


vars(keep).update(keeps_drafts=True)


@require_POST
@signed_in
def throw_away(request: Request, draft_id: UUID) -> HttpResponse:
    where = drafts.throw_away(request.actor.signature, draft_id=draft_id)
    messages.success(request, _("It is thrown away."))
    return redirect(where if "here" in request.POST and where else "drafts")


@require_POST
@signed_in
def stay(request: Request) -> HttpResponse:
    """Whoever asks for a page stays signed in; this one is for those who only write."""
    return HttpResponse(status=204) if "quietly" in request.POST else redirect("/")
