"""Through the questions: in by a code, a word before, one question or all of them, the receipt."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from alongside.access.permissions import Side
from alongside.assessments import guest as door
from alongside.assessments.forms import rating as forms
from alongside.assessments.guest import GuestRequest, guest
from alongside.assessments.queries import rating as queries
from alongside.assessments.queries.links import links_for
from alongside.assessments.queries.rating import Question, Sitting
from alongside.assessments.views import seats
from alongside.assessments.views.seats import answering, seated
from alongside.core.refusals import Refusal


@guest
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: GuestRequest) -> HttpResponse:
    if door.kiosk_of(request):
        return redirect("rate_kiosk")
    if seats.switched_look(request):
        return seats.page(request, "rate", form=forms.EnterCode(initial=request.POST.dict()))
    if request.untrusted:
        return seats.page(request, "rate", form=forms.EnterCode(initial=request.POST.dict()))
    form = forms.EnterCode(request.POST if request.method == "POST" else None)
    if form.is_bound and seats.lets_in(request, form):
        return redirect("rate_welcome" if request.visit.answers else "rate_result")
    return seats.page(request, "rate", form=form)


@guest
@require_http_methods(["GET", "HEAD", "POST"])
@seated
def welcome(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    if not request.visit.answers:
        return redirect("rate")
    if not sitting.takes_answers:
        return seats.page(request, "closed", sitting)
    visit = request.visit
    asked = queries.voices(sitting.round)
    voices = tuple(card for card in asked if card.code in visit.voices)
    chooses = len(voices) > 1 and not visit.answered
    form = forms.ChooseVoice(
        request.POST if request.method == "POST" and chooses else None, voices=voices, initial={"voice": visit.voice}
    )
    if request.method == "POST" and (not chooses or form.is_valid()):
        request.visit = replace(visit, voice=form.cleaned_data["voice"]) if chooses else visit
        return redirect("rate_all") if "all" in request.POST else redirect("rate_question", 1)
    sides = {card.side for card in voices}
    told = {
        "at_work": Side.PROFESSION in sides,
        "own_care": visit.voices == ("uses_services",),
        "in_care": Side.LIVED_EXPERIENCE in sides,
        "asks_profession": any(card.side == Side.PROFESSION for card in asked),
        "spoken_as": next((card.name for card in voices if card.code == visit.voice), ""),
    }
    return seats.page(request, "welcome", sitting, form=form, voices=voices, chooses=chooses, **told)


@guest
@require_http_methods(["GET", "HEAD", "POST"])
@answering
def question(request: GuestRequest, sitting: Sitting, number: int) -> HttpResponse:
    stays = seats.switched_look(request)
    asked = queries.questions(sitting.round, request.visit.voice, easy=request.visit.easy)
    if not 1 <= number <= len(asked):
        return redirect("rate_done")
    is_last = number == len(asked)
    sheet = _sheet(request, asked[number - 1 : number], stays=stays)
    if sheet.is_bound and _keeps(request, sheet):
        return redirect("rate_done") if is_last else redirect("rate_question", number + 1)
    sheet.beside(links_for(sitting.round.scope, sitting.round.edition_id))
    where = {"step": number, "steps": len(asked), "before": number - 1, "after": 0 if is_last else number + 1}
    return seats.page(request, "question", sitting, form=sheet, question=sheet.forms[0], **where)


@guest
@require_http_methods(["GET", "HEAD", "POST"])
@answering
def every_question(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    stays = seats.switched_look(request)
    asked = queries.questions(sitting.round, request.visit.voice, easy=request.visit.easy)
    sheet = _sheet(request, asked, stays=stays)
    if sheet.is_bound and _keeps(request, sheet):
        return redirect("rate_done")
    sheet.beside(links_for(sitting.round.scope, sitting.round.edition_id))
    return seats.page(request, "all", sitting, form=sheet)


@guest
@require_http_methods(["GET", "HEAD", "POST"])
@answering
def done(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    visit = request.visit
    form = forms.Finish(request.POST if request.method == "POST" else None, initial={"waives": visit.waives})
    if form.is_bound and form.is_valid():
        try:
            seats.save(request, answers={}, waives=form.cleaned_data["waives"])
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            request.visit = replace(visit, waives=form.cleaned_data["waives"])
            return redirect(f"{reverse('rate_done')}?saved")
    asked = queries.questions(sitting.round, visit.voice, easy=visit.easy)
    told: dict[str, object] = {"asked": len(asked), "answered": len(visit.answered), "saved": "saved" in request.GET}
    if visit.kiosk:
        told["opens"] = f"{settings.RATING_URL}/rate/#{visit.receipt}"
    return seats.page(request, "done", sitting, form=form, **told)


def _sheet(request: GuestRequest, asked: tuple[Question, ...], *, stays: bool) -> forms.Sheet:
    """The questions as forms: with what was sent, else with what was answered in this visit.

    `stays`: the page only changes how it looks, so what was typed is shown again and not yet judged.
    """
    if stays:
        typed = request.POST.dict()
        began = {one.code: _typed_into(one.code, typed) for one in asked}
    elif request.method == "POST":
        return forms.Sheet([forms.AnswerQuestion(request.POST, question=one) for one in asked])
    else:
        saved = queries.saved_answers(request.visit.receipt) if request.visit.answered else {}
        began = {code: forms.shown_back(saved.get(code)) for code in request.visit.answered}
    return forms.Sheet([forms.AnswerQuestion(question=one, initial=began.get(one.code, {})) for one in asked])


def _typed_into(item: str, typed: dict[str, Any]) -> dict[str, object]:
    return {name: typed.get(f"{item}-{name}", "") for name in ("answer", "sure", "words", "offered")}


def _keeps(request: GuestRequest, sheet: forms.Sheet) -> bool:
    """Whether what was answered is now kept; if not, the sheet says why."""
    if not sheet.is_valid():
        return False
    visit = request.visit
    given = {form.question.code: form.given for form in sheet.forms}
    answers = {item: answer for item, answer in given.items() if answer is not None}
    if answers:
        try:
            seats.save(request, answers=answers)
        except Refusal as refusal:
            sheet.add_error(refusal.message)
            return False
        request.visit = replace(visit, answered=tuple(sorted({*visit.answered, *answers})))
    return True
