from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.core.clock import now, today
from alongside.core.refusals import Refusal
from alongside.goals.forms import proposals as forms
from alongside.goals.models import Proposal
from alongside.goals.queries import contacts, saying
from alongside.goals.queries.ledger import page as queries
from alongside.goals.queries.ledger.words import BECAME
from alongside.goals.services import ledger as services
from alongside.goals.views.goals import place_with_goals, read_and_write, typed
from alongside.goals.views.once import made_once

UNDECIDED = "waiting"
"""How the address of the ledger names what nobody has decided yet."""


def found_proposal(request: Request, proposal_id: object) -> Proposal:
    wanted = ("place__parent__parent", "goal", "review", "cycle")
    return find(request, Proposal.objects.visible_to(request.actor).select_related(*wanted), pk=proposal_id)


@require_safe
@page(Permission.LEDGER_VIEW)
def show(request: Request, place_id: object) -> HttpResponse:
    place = place_with_goals(request, place_id)
    number, became = request.GET.get("page", "1"), request.GET.get("became")
    context = {
        "place": place,
        "ledger": queries.ledger_page(
            place,
            request.actor,
            on=today(),
            voice=request.GET.get("voice", ""),
            became="" if became == UNDECIDED else became or None,
            page=int(number) if number.isdecimal() and len(number) < 6 else 1,
        ),
        "outcomes": [(code or UNDECIDED, _(words)) for code, words in BECAME.items()],
    }
    return TemplateResponse(request, "goals/ledger/show.html", context)


@read_and_write
@page(Permission.PROPOSAL_RECORD)
def record_proposal(request: Request, place_id: object) -> HttpResponse:
    place = place_with_goals(request, place_id)
    form = forms.RecordProposal(
        typed(request),
        voices=saying.voice_names(place.scope),
        linkable=queries.linkable_at(place),
        about=request.GET.get("about", ""),
        initial={"proposed_on": today()},
    )

    def make() -> Proposal:
        given = form.cleaned_data
        return services.record_proposal(
            place,
            voice=given["voice"],
            text=given["text"],
            options=given["options"],
            proposed_on=given["proposed_on"],
            about=form.chosen,
            by=request.actor,
            at=now(),
        )

    if request.method == "POST" and form.is_valid():
        try:
            url = made_once(request, form.cleaned_data["token"], make, otherwise=f"/places/{place.pk}/ledger/")
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The proposal is written down"))
            return redirect(url)
    context = {"place": place, "form": form, "contacts": contacts.contacts_at(place)}
    return TemplateResponse(request, "goals/ledger/record.html", context)


@require_safe
@page(Permission.LEDGER_VIEW)
def proposal(request: Request, proposal_id: object) -> HttpResponse:
    found = found_proposal(request, proposal_id)
    return _shown(request, "proposal", found)


@read_and_write
@page(Permission.PROPOSAL_DECIDE)
def decide(request: Request, proposal_id: object) -> HttpResponse:
    found = found_proposal(request, proposal_id)
    if request.method != "POST" and found.told_on is not None:
        messages.info(request, services.ToldAlready.message)
        return redirect(found)
    begins = {
        "decision": found.decision,
        "decided_by": found.decided_by,
        "decided_on": found.decided_on or today(),
        "reason": found.reason,
        "changed": found.changed,
        "version": found.version,
    }
    form = forms.DecideProposal(typed(request), voices=saying.voice_names(found.scope), initial=begins)
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            services.decide_proposal(found, **form.cleaned_data, by=request.actor, at=now())
        except services.ProposalChanged as refusal:
            theirs = refusal.theirs
            form.data = renewed = request.POST.copy()
            renewed["version"] = str(theirs.version)
            form.add_error(None, refusal.message)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The decision is written down. Now tell those who proposed it"))
            return redirect(found)
    said = _(BECAME[theirs.decision]) if theirs is not None else ""
    return _shown(request, "decide", found, form=form, theirs=theirs, said=said)


@read_and_write
@page(Permission.PROPOSAL_DECIDE)
def tell(request: Request, proposal_id: object) -> HttpResponse:
    found = found_proposal(request, proposal_id)
    if request.method != "POST" and found.told_on is not None:
        messages.info(request, services.ToldAlready.message)
        return redirect(found)
    if request.method != "POST" and found.decided_on is None:
        messages.info(request, services.NotDecided.message)
        return redirect("proposal_decide", found.pk)
    form = forms.TellProposal(typed(request), initial={"told_on": today(), "changed": found.changed})
    if request.method == "POST" and form.is_valid():
        try:
            services.tell_proposal(found, **form.cleaned_data, by=request.actor, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("It is written down that they were told"))
            return redirect(found)
    return _shown(request, "tell", found, form=form)


def _shown(request: Request, name: str, found: Proposal, **context: Any) -> HttpResponse:
    told = {
        "proposal": found,
        "place": found.place,
        "page": queries.proposal_page(found, request.actor),
        "contacts": contacts.contacts_at(found.place) if "form" in context else (),
    }
    return TemplateResponse(request, f"goals/ledger/{name}.html", told | context)
