"""For whoever types the sheets in: one at a time, and none to be opened again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.http import Request, find, never_kept, signed_in
from alongside.accounts import throttle
from alongside.assessments import services
from alongside.assessments.forms import paper as forms
from alongside.assessments.forms.rounds import Confirm, HatForm
from alongside.assessments.models import PaperBatch
from alongside.assessments.queries import paper as queries
from alongside.assessments.queries import rounds
from alongside.assessments.views.rounds import refused
from alongside.core import clock
from alongside.core.refusals import Refusal

WRONG_SHEETS = throttle.Limit("sheet-code", tries=40, minutes=10)
TOO_MANY = _("Many wrong sheet codes were tried in the last few minutes. Wait ten minutes, then go on.")
IS_CLOSED = _("This batch is closed. Thank you for typing.")


def _found(request: Request, paper_id: object) -> PaperBatch:
    visible = PaperBatch.objects.visible_to(request.actor)
    return find(request, visible.select_related("round__place", "round__edition", "first", "second"), pk=paper_id)


@require_safe
@signed_in
def mine(request: Request) -> HttpResponse:
    context = {"batches": queries.my_batches(request.actor)}
    return TemplateResponse(request, "assessments/paper/mine.html", context)


@never_kept
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def type_sheet(request: Request, paper_id: object) -> HttpResponse:
    batch = _found(request, paper_id)
    if request.method != "POST" and batch.closed_on:
        messages.info(request, IS_CLOSED)
        return redirect("paper")
    if not batch.is_ready and not batch.closed_on:
        return redirect("paper_confirm", batch.pk)
    form = forms.EnterSheet(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _type(request, batch, form)
    return TemplateResponse(request, "assessments/paper/type.html", {"form": form, "batch": batch})


def _type(request: Request, batch: PaperBatch, form: forms.EnterSheet) -> HttpResponse:
    """The sheet's page for a good code; what was typed on it is kept whatever is wrong with it."""
    code = form.cleaned_data["code"]
    sends = "send" in request.POST
    sheet = queries.sheet_called(batch, code)
    problem = _refusal(request, batch, code)
    if sheet is None or (problem and not sends):
        form.add_error("code", problem or services.UnknownSheet.message)
        return TemplateResponse(request, "assessments/paper/type.html", {"form": form, "batch": batch})
    words = queries.words_of(batch.round, sheet.voices, easy=sheet.easy_read)
    typed = forms.TypeSheet(request.POST if sends else None, words=words)
    if problem:
        typed.add_error(problem)
    elif sends and typed.is_valid():
        try:
            services.type_sheet(
                batch,
                code=code,
                voice=typed.head.spoken_as,
                answers=typed.answers(),
                waives=typed.head.cleaned_data["waives"],
                by=request.actor,
                at=clock.now(),
            )
        except Refusal as refusal:
            typed.add_error(refusal.message)
        else:
            messages.success(request, _("The sheet is typed in and closed. Nobody can open it here again."))
            return redirect(batch)
    context = {"form": typed, "batch": batch, "code": code, "words": words}
    return TemplateResponse(request, "assessments/paper/sheet.html", context)


def _refusal(request: Request, batch: PaperBatch, code: str) -> str:
    """Why this sheet cannot be typed in now; empty when it can. Wrong codes are counted for each person."""
    limit = [(WRONG_SHEETS, request.actor.user_id)]
    if not throttle.is_open(limit):
        return str(TOO_MANY)
    try:
        services.sheet_to_type(batch, code=code, by=request.actor, at=clock.now())
    except (services.UnknownSheet, services.MistypedSheet) as refusal:
        throttle.take(limit)
        return refusal.message
    except Refusal as refusal:
        return refusal.message
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def confirm(request: Request, paper_id: object) -> HttpResponse:
    batch = _found(request, paper_id)
    if not batch.is_of_two or batch.closed_on:
        return redirect(batch)
    hats = rounds.hats_of(batch.round, request.actor)
    form = HatForm(request.POST if request.method == "POST" else None, hats=hats)
    if request.method == "POST" and form.is_valid():
        try:
            batch = services.confirm_batch(batch, voice=form.chosen, by=request.actor, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("You have said that you are there."))
            return redirect(batch) if batch.is_ready else redirect("paper_confirm", batch.pk)
    is_first = str(batch.first_id) == request.actor.user_id
    context = {
        "form": form,
        "batch": batch,
        "hats": hats,
        "said_so": bool(batch.first_side if is_first else batch.second_side),
        "other": batch.second if is_first else batch.first,
    }
    return TemplateResponse(request, "assessments/paper/confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def close(request: Request, paper_id: object) -> HttpResponse:
    batch = _found(request, paper_id)
    if request.method != "POST" and batch.closed_on:
        messages.info(request, IS_CLOSED)
        return redirect("paper")
    form = Confirm(request.POST or None)
    if request.method == "POST":
        try:
            services.close_batch(batch, by=request.actor, at=clock.now())
        except Refusal as refusal:
            form = refused(form, refusal)
        else:
            messages.success(request, IS_CLOSED)
            return redirect("paper")
    return TemplateResponse(request, "assessments/paper/close.html", {"form": form, "batch": batch})
