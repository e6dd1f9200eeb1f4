from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.http import Request, page
from alongside.access.permissions import Permission
from alongside.assessments import services
from alongside.assessments.forms import paper as forms
from alongside.assessments.models import Round
from alongside.assessments.queries import paper as queries
from alongside.assessments.queries import rating, rounds
from alongside.assessments.queries.paper import Look, SheetWords
from alongside.assessments.rules import State
from alongside.assessments.views import once
from alongside.assessments.views.rounds import found_round, moved_on
from alongside.core import clock
from alongside.core.refusals import Refusal

ONLY_ONCE = _(
    "These sheets were already made, and their codes cannot be shown again. If they did not reach you, make new ones: "
    "a sheet that nobody fills in does no harm."
)


@dataclass(frozen=True)
class PrintedSheet:
    """One sheet as it is laid out: its two codes, and the address that types the person's own one."""

    code: str
    own_code: str
    address: str
    words: SheetWords


@require_safe
@page(Permission.ROUND_INVITE)
def paper(request: Request, round_id: object) -> HttpResponse:
    round = found_round(request, round_id)
    if away := moved_on(request, round, State.DRAFT, State.OPEN, State.CLOSED):
        return away
    context = {
        "round": round,
        "batches": queries.batches_of(round, request.actor),
        "printed": queries.sheets_printed(round),
        "is_open": round.state == State.OPEN,
        "takes_paper": round.state in (State.DRAFT, State.OPEN),
        "is_the_day": round.event_on is not None and round.event_on <= clock.today(),
    }
    return TemplateResponse(request, "assessments/paper/paper.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ROUND_INVITE)
def sheets(request: Request, round_id: object) -> HttpResponse:
    return _print(request, found_round(request, round_id), is_pack=False)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ROUND_INVITE)
def pack(request: Request, round_id: object) -> HttpResponse:
    return _print(request, found_round(request, round_id), is_pack=True)


def _print(request: Request, round: Round, *, is_pack: bool) -> HttpResponse:
    """Ask how many, then show the sheets, once: the answer to this POST is the only place of their codes."""
    if away := moved_on(request, round, State.DRAFT, State.OPEN):
        return away
    form = forms.MakeSheets(
        request.POST if request.method == "POST" else None,
        asked=rounds.asked_voices(round),
        alike=queries.voices_alike(round),
        most=services.MANY_SHEETS,
    )
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data["token"]
        if once.is_first(request, token):
            try:
                return _printed(request, round, form, is_pack=is_pack)
            except Refusal as refusal:
                once.forget(request, token)
                form.add_error(None, refusal.message)
        else:
            form.renew()
            form.add_error(None, ONLY_ONCE)
    context = {"form": form, "round": round, "is_pack": is_pack}
    return TemplateResponse(request, "assessments/paper/sheets.html", context)


def _printed(request: Request, round: Round, form: forms.MakeSheets, *, is_pack: bool) -> HttpResponse:
    look = Look(form.cleaned_data["look"])
    made = services.make_sheets(
        round,
        [services.Wanted(voices, number) for voices, number in form.wanted()],
        easy_read=look == Look.EASY,
        by=request.actor,
        at=clock.now(),
    )
    words = {voices: queries.words_of(round, voices, easy=look == Look.EASY) for voices, _ in form.wanted()}
    context: dict[str, Any] = {
        "sheets": [
            PrintedSheet(one.code, one.own_code, f"{settings.RATING_URL}/rate/#{one.own_code}", words[one.voices])
            for one in made
        ],
        "look": look.value,
        "silences": [(silence.value, says) for silence, says in forms.IN_WORDS.items()],
        **_about(round),
    }
    name = "pack_print" if is_pack else "sheets_print"
    return TemplateResponse(request, f"assessments/paper/{name}.html", context)


def _about(round: Round) -> dict[str, Any]:
    """What everything that is printed says."""
    return {
        "round": round,
        "contacts": rating.contacts(round),
        "one_side": queries.one_side_asked(round),
        "address": f"{settings.RATING_URL}/rate/".split("://", 1)[1],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ROUND_INVITE)
def batch(request: Request, round_id: object) -> HttpResponse:
    round = found_round(request, round_id)
    if away := moved_on(request, round, State.OPEN):
        return away
    form = forms.NameTypist(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typist = queries.account_called(form.cleaned_data["address"])
        try:
            if typist is None:
                raise services.NobodyOfThatName
            services.open_batch(round, typist=typist, by=request.actor, at=clock.now())
        except Refusal as refusal:
            form.add_error("address", refusal.message)
        else:
            messages.success(request, _("%s is asked to type the sheets in, and is told.") % typist.name)
            return redirect("round_paper", round.pk)
    return TemplateResponse(request, "assessments/paper/batch.html", {"form": form, "round": round})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ROUND_INVITE)
def together(request: Request, round_id: object) -> HttpResponse:
    round = found_round(request, round_id)
    if away := moved_on(request, round, State.OPEN):
        return away
    form = forms.NameTwo(
        request.POST if request.method == "POST" else None,
        people=queries.people_here(round),
        mine=request.actor.user_id,
    )
    if request.method == "POST" and form.is_valid():
        first, second = (queries.account_of(form.cleaned_data[name]) for name in ("first", "second"))
        try:
            services.open_batch_together(round, first=first, second=second, by=request.actor, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(
                request,
                _("%(one)s and %(other)s type together, once both have said that they are there.")
                % {"one": first.name, "other": second.name},
            )
            return redirect("round_paper", round.pk)
    return TemplateResponse(request, "assessments/paper/together.html", {"form": form, "round": round})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ROUND_INVITE)
def event(request: Request, round_id: object) -> HttpResponse:
    round = found_round(request, round_id)
    if away := moved_on(request, round, State.DRAFT, State.OPEN):
        return away
    form = forms.MarkEvent(request.POST if request.method == "POST" else None, initial={"event_on": round.event_on})
    if request.method == "POST" and form.is_valid():
        try:
            services.mark_event(round, event_on=form.cleaned_data["event_on"], by=request.actor, at=clock.now())
        except Refusal as refusal:
            form.add_error("event_on", refusal.message)
        else:
            there_is = form.cleaned_data["event_on"] is not None
            messages.success(request, _("The day is kept.") if there_is else _("There is no such day any more."))
            return redirect("round_event", round.pk)
    return TemplateResponse(request, "assessments/paper/event.html", {"form": form, **_about(round)})


@require_safe
@page(Permission.ROUND_INVITE)
def plan(request: Request, round_id: object) -> HttpResponse:
    round = found_round(request, round_id)
    if away := moved_on(request, round, State.DRAFT, State.OPEN):
        return away
    return TemplateResponse(request, "assessments/paper/plan_print.html", _about(round))
