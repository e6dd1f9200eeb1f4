"""The pages of people who answer: in by a code, through the questions, and out without a trace."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.access.permissions import Side
from alongside.assessments import guest as door
from alongside.assessments import services
from alongside.assessments.forms import rating as forms
from alongside.assessments.guest import GuestRequest, Visit, guest
from alongside.assessments.queries import rating as queries
from alongside.assessments.queries import results
from alongside.assessments.queries.rating import Question, Sitting
from alongside.core import clock
from alongside.core.refusals import Refusal

P = ParamSpec("P")
Seated = Callable[Concatenate[GuestRequest, Sitting, P], HttpResponse]
PAGES_WITH_TYPING = {"rate", "question", "all", "hear_back", "talk"}
"""They change how they look by themselves, so that what was typed stays."""
PAGES_WITH_CONTACTS = {"question", "all", "talk", "talk_asked"}
PAGES_WITHOUT_TYPING = {"welcome", "done", "take_back", "taken_back", "will_hear", "talk_asked", "result"}
OTHER_ANSWERS = "This code is for other answers. Type the code or the receipt that you used for these."


def seated(view: Seated[P]) -> Callable[Concatenate[GuestRequest, P], HttpResponse]:
    """Give a page the round of whoever is visiting.

    Somebody whose visit is over is asked for their code again; what they have just sent is kept and goes through then.
    """

    @functools.wraps(view)
    def found(request: GuestRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "POST":
            # A page that stood open while somebody else began here must not answer for them.
            is_theirs = request.POST.get("of", request.visit.mark) == request.visit.mark
            if not (request.visit.round and is_theirs) and (asked_again := _ask_again(request)):
                return asked_again
        elif not request.visit.round:
            return redirect("rate")
        sitting = queries.sitting(request.visit.round, on=clock.today())
        return view(request, sitting, *args, **kwargs) if sitting else redirect("rate")

    return found


def answering(view: Seated[P]) -> Callable[Concatenate[GuestRequest, P], HttpResponse]:
    """Give a page the round of somebody who may answer and has said in which voice."""

    @functools.wraps(view)
    def found(request: GuestRequest, sitting: Sitting, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.visit.answers:
            return redirect("rate")
        if not request.visit.voice:
            return redirect("rate_welcome")
        if request.method != "POST" and not sitting.takes_answers:
            return _page(request, "closed", sitting)
        return view(request, sitting, *args, **kwargs)

    return seated(found)


@guest
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: GuestRequest) -> HttpResponse:
    if _switched_look(request):
        return _page(request, "rate", form=forms.EnterCode(initial=request.POST.dict()))
    form = forms.EnterCode(request.POST if request.method == "POST" else None)
    if form.is_bound and _lets_in(request, form):
        return redirect("rate_welcome" if request.visit.answers else "rate_result")
    return _page(request, "rate", form=form)


@guest
@require_http_methods(["GET", "HEAD", "POST"])
@seated
def welcome(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    if not request.visit.answers:
        return redirect("rate")
    if not sitting.takes_answers:
        return _page(request, "closed", sitting)
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
        "in_care": Side.LIVED_EXPERIENCE in sides,
        "asks_profession": any(card.side == Side.PROFESSION for card in asked),
        "spoken_as": next((card.name for card in voices if card.code == visit.voice), ""),
    }
    return _page(request, "welcome", sitting, form=form, voices=voices, chooses=chooses, **told)


@guest
@require_http_methods(["GET", "HEAD", "POST"])
@answering
def question(request: GuestRequest, sitting: Sitting, number: int) -> HttpResponse:
    stays = _switched_look(request)
    asked = queries.questions(sitting.round, request.visit.voice, easy=request.visit.easy)
    if not 1 <= number <= len(asked):
        return redirect("rate_done")
    is_last = number == len(asked)
    sheet = _sheet(request, asked[number - 1 : number], stays=stays)
    if sheet.is_bound and _keeps(request, sheet):
        return redirect("rate_done") if is_last else redirect("rate_question", number + 1)
    where = {"step": number, "steps": len(asked), "before": number - 1, "after": 0 if is_last else number + 1}
    return _page(request, "question", sitting, form=sheet, question=sheet.forms[0], **where)


@guest
@require_http_methods(["GET", "HEAD", "POST"])
@answering
def every_question(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    stays = _switched_look(request)
    asked = queries.questions(sitting.round, request.visit.voice, easy=request.visit.easy)
    sheet = _sheet(request, asked, stays=stays)
    if sheet.is_bound and _keeps(request, sheet):
        return redirect("rate_done")
    return _page(request, "all", sitting, form=sheet)


@guest
@require_http_methods(["GET", "HEAD", "POST"])
@answering
def done(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    visit = request.visit
    form = forms.Finish(request.POST if request.method == "POST" else None, initial={"waives": visit.waives})
    if form.is_bound and form.is_valid():
        try:
            services.save_answers(
                receipt=visit.receipt,
                voice=visit.voice,
                voices=visit.voices,
                answers={},
                waives=form.cleaned_data["waives"],
                helped=form.cleaned_data["helped"],
                easy_read=visit.easy,
                at=clock.now(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            request.visit = replace(visit, waives=form.cleaned_data["waives"])
            return redirect(f"{reverse('rate_done')}?saved")
    asked = queries.questions(sitting.round, visit.voice, easy=visit.easy)
    told = {"asked": len(asked), "answered": len(visit.answered), "saved": "saved" in request.GET}
    return _page(request, "done", sitting, form=form, **told)


@guest
@require_http_methods(["GET", "HEAD", "POST"])
@answering
def take_back(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    refused = ""
    if request.method == "POST":
        try:
            services.withdraw_answers(receipt=request.visit.receipt, at=clock.now())
        except Refusal as refusal:
            refused = refusal.message
        else:
            request.visit = replace(request.visit, answered=(), waives=False, came_back=False)
            return redirect("rate_taken_back")
    return _page(request, "take_back", sitting, refused=refused, page_has_errors=bool(refused))


@guest
@require_safe
@seated
def taken_back(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    return _page(request, "taken_back", sitting)


@guest
@require_http_methods(["GET", "HEAD", "POST"])
@seated
def hear_back(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    if _switched_look(request):
        return _page(request, "hear_back", sitting, form=forms.LeaveAddress(initial=request.POST.dict()))
    form = forms.LeaveAddress(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        services.leave_address(sitting.round, address=form.cleaned_data["address"], at=clock.now())
        return redirect("rate_will_hear")
    return _page(request, "hear_back", sitting, form=form)


@guest
@require_safe
@seated
def will_hear(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    return _page(request, "will_hear", sitting)


@guest
@require_http_methods(["GET", "HEAD", "POST"])
@seated
def talk(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    contacts = {one.kind: one for one in queries.contacts(sitting.round) if one.takes_requests}
    if _switched_look(request):
        form = forms.AskForATalk(contacts=list(contacts.values()), initial=request.POST.dict())
        return _page(request, "talk", sitting, form=form, can_be_asked=contacts)
    form = forms.AskForATalk(request.POST if request.method == "POST" else None, contacts=list(contacts.values()))
    if form.is_bound and form.is_valid():
        services.ask_for_a_talk(
            sitting.round,
            contact=contacts[form.cleaned_data["contact"]].row,
            reach=form.cleaned_data["reach"],
            words=form.cleaned_data["words"],
            at=clock.now(),
        )
        return redirect("rate_talk_asked")
    return _page(request, "talk", sitting, form=form, can_be_asked=contacts)


@guest
@require_safe
@seated
def talk_asked(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    return _page(request, "talk_asked", sitting)


@guest
@require_safe
@seated
def result(request: GuestRequest, sitting: Sitting) -> HttpResponse:
    if not request.visit.reads or not sitting.is_shared:
        return redirect("rate")
    order: results.Order = "gap" if request.GET.get("order") == "gap" else "number"
    shown = results.result_page(sitting.round, open_room=sitting.open_room and sitting.before_the_end, order=order)
    return _page(request, "result", sitting, result=shown)


@guest
@require_POST
def look(request: GuestRequest) -> HttpResponse:
    _switched_look(request)
    back = request.POST.get("back", "")
    return redirect(f"rate_{back}" if back in PAGES_WITHOUT_TYPING else "rate")


@guest
@require_POST
def leave(request: GuestRequest) -> HttpResponse:
    request.visit = Visit()
    response = redirect("rate_left")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@guest
@require_safe
def left(request: GuestRequest) -> HttpResponse:
    return TemplateResponse(request, "assessments/rate/left.html")


def _page(request: GuestRequest, name: str, sitting: Sitting | None = None, **context: Any) -> HttpResponse:
    visit = request.visit
    shown = {
        "visit": visit,
        "sitting": sitting,
        "contacts": queries.contacts(sitting.round) if name in PAGES_WITH_CONTACTS and sitting else (),
        "large_print": visit.large,
        "easy_read": visit.easy,
        "page": name,
        "keeps_typing": name in PAGES_WITH_TYPING,
        "leaves": {"form": "leave"},
        "home": reverse(_home(visit)),
    }
    return TemplateResponse(request, f"assessments/rate/{name}.html", {**shown, **context})


def _home(visit: Visit) -> str:
    """The page that the others lead back to."""
    if visit.reads:
        return "rate_result"
    return "rate_done" if visit.voice else "rate_welcome"


def _lets_in(request: GuestRequest, form: forms.EnterCode) -> bool:
    """Whether what was typed opens a visit; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        visit = door.let_in(request, form.cleaned_data["code"], look=request.visit)
    except Refusal as refusal:
        form.add_error("code", refusal.message)
        return False
    if request.POST.get("of", visit.mark) != visit.mark:
        form.add_error("code", OTHER_ANSWERS)
        return False
    spoken_as = request.POST.get("voice", "")
    request.visit = replace(visit, voice=spoken_as) if spoken_as in visit.voices else visit
    return True


def _ask_again(request: GuestRequest) -> HttpResponse | None:
    """Ask for the code where a visit is over, holding what was sent; nothing once the code lets them in."""
    form = forms.EnterCode(request.POST if "code" in request.POST else None)
    if form.is_bound and _lets_in(request, form):
        return None
    held = [(name, value) for name, value in request.POST.items() if name not in {"code", "look"}]
    return _page(request, "again", form=form, held=held)


def _switched_look(request: GuestRequest) -> bool:
    """Whether the button was one of the two that change how the pages look, and not one that sends anything."""
    visit = request.visit
    match request.POST.get("look"):
        case "easy":
            request.visit = replace(visit, easy=not visit.easy)
        case "large":
            request.visit = replace(visit, large=not visit.large)
        case _:
            return False
    return True


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
            services.save_answers(
                receipt=visit.receipt,
                voice=visit.voice,
                voices=visit.voices,
                answers=answers,
                easy_read=visit.easy,
                at=clock.now(),
            )
        except Refusal as refusal:
            sheet.add_error(refusal.message)
            return False
        request.visit = replace(visit, answered=tuple(sorted({*visit.answered, *answers})))
    return True
