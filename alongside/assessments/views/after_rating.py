"""After the questions: taking back, hearing back, somebody to talk to, the result, and out without a trace."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts import throttle
from alongside.assessments import services
from alongside.assessments.forms import rating as forms
from alongside.assessments.guest import GuestRequest, Visit, guest
from alongside.assessments.queries import rating as queries
from alongside.assessments.queries import results
from alongside.assessments.queries.rating import Sitting
from alongside.assessments.views import seats
from alongside.assessments.views.seats import answering, seated
from alongside.core import clock
from alongside.core.refusals import Refusal
from alongside.core.words import language
from alongside.ui.leaving import leaves_to

ADDRESSES = throttle.Limit("rating-address", tries=200, minutes=60)
TALKS = throttle.Limit("talk-asked", tries=20, minutes=60)
"""The same count as on the page that asks for a talk at a place: each is a letter to somebody."""
TOO_MANY_ADDRESSES = gettext_lazy("Many addresses have come from here in the last hour. Wait an hour, then try again.")
TOO_MANY_TALKS = gettext_lazy(
    "Many requests have come from here in the last hour. Please call one of the people named on this page."
)


@guest
@require_http_methods(["GET", "HEAD", "POST"])
@answering
def take_back(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    refused = ""
    if request.method == "POST":
        try:
            if not seats.nothing_is_laid_down(request.visit):
                services.withdraw_answers(receipt=request.visit.receipt, at=clock.now())
        except Refusal as refusal:
            refused = refusal.message
        else:
            request.visit = replace(request.visit, answered=(), waives=False, came_back=False)
            return redirect("rate_taken_back")
    return seats.page(request, "take_back", sitting, refused=refused, page_has_errors=bool(refused))


@guest
@require_safe
@seated
def taken_back(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    return seats.page(request, "taken_back", sitting)


@guest
@require_http_methods(["GET", "HEAD", "POST"])
@seated
def hear_back(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    if seats.switched_look(request):
        return seats.page(request, "hear_back", sitting, form=forms.LeaveAddress(initial=request.POST.dict()))
    form = forms.LeaveAddress(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if throttle.take([(ADDRESSES, throttle.place_of(request))]):
            address = form.cleaned_data["address"]
            services.leave_address(sitting.round, address=address, language=language(), at=clock.now())
            return redirect("rate_will_hear")
        form.add_error("address", TOO_MANY_ADDRESSES)
    return seats.page(request, "hear_back", sitting, form=form)


@guest
@require_safe
@seated
def will_hear(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    return seats.page(request, "will_hear", sitting)


@guest
@require_http_methods(["GET", "HEAD", "POST"])
@seated
def talk(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    contacts = {one.kind: one for one in queries.contacts(sitting.round) if one.takes_requests}
    if seats.switched_look(request):
        form = forms.AskForATalk(contacts=list(contacts.values()), initial=request.POST.dict())
        return seats.page(request, "talk", sitting, form=form, can_be_asked=contacts)
    form = forms.AskForATalk(request.POST if request.method == "POST" else None, contacts=list(contacts.values()))
    if form.is_bound and form.is_valid() and not throttle.take([(TALKS, throttle.place_of(request))]):
        form.add_error(None, TOO_MANY_TALKS)
    elif form.is_bound and form.is_valid():
        code = services.ask_for_a_talk(
            sitting.round,
            contact=contacts[form.cleaned_data["contact"]],
            reach=form.cleaned_data["reach"],
            words=form.cleaned_data["words"],
            at=clock.now(),
        )
        request.visit = replace(request.visit, talk=code)
        return redirect("rate_talk_asked")
    return seats.page(request, "talk", sitting, form=form, can_be_asked=contacts)


@guest
@require_safe
@seated
def talk_asked(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    return seats.page(request, "talk_asked", sitting)


@guest
@require_safe
@seated
def result(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    if not request.visit.reads or not sitting.is_shared:
        return redirect("rate")
    order: results.Order = "gap" if request.GET.get("order") == "gap" else "number"
    before_the_end = sitting.open_room and sitting.before_the_end
    shown = results.result_page(sitting.round, open_room=before_the_end, order=order, language=language())
    return seats.page(request, "result", sitting, result=shown)


@guest
@require_POST
def look(request: GuestRequest) -> HttpResponse:
    seats.switched_look(request)
    back = request.POST.get("back", "")
    return redirect(f"rate_{back}" if back in seats.PAGES_WITHOUT_TYPING else "rate")


@guest
@require_POST
def leave(request: GuestRequest) -> HttpResponse:
    request.visit = Visit()
    response = redirect(leaves_to())
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@guest
@require_safe
def left(request: GuestRequest) -> HttpResponse:
    return TemplateResponse(request, "assessments/rate/left.html")
