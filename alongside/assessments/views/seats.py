"""What the pages of people who answer share: whose visit it is, what every page is told, the code asked for again."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy

from alongside.assessments import guest as door
from alongside.assessments import services
from alongside.assessments.forms import rating as forms
from alongside.assessments.guest import GuestRequest, Visit
from alongside.assessments.queries import rating as queries
from alongside.assessments.queries.rating import Sitting
from alongside.assessments.rules import Answer
from alongside.core import clock
from alongside.core.refusals import Refusal
from alongside.ui import looks

P = ParamSpec("P")
Seated = Callable[Concatenate[GuestRequest, Sitting, P], HttpResponse]
PAGES_WITH_TYPING = {"rate", "question", "all", "hear_back", "talk"}
"""They change how they look by themselves, so that what was typed stays."""
PAGES_WITH_CONTACTS = {"question", "all", "talk", "talk_asked"}
PAGES_WITHOUT_TYPING = {"welcome", "done", "take_back", "taken_back", "will_hear", "talk_asked", "result", "helping"}
OTHER_ANSWERS = gettext_lazy(
    "This code is for other answers. Type the code that you used for these, or the receipt if you came by a poster."
)


def seated(view: Seated[P]) -> Callable[Concatenate[GuestRequest, P], HttpResponse]:
    """Give a page the round of whoever is visiting.

    Somebody whose visit is over is asked for their code again; what they have just sent is kept and goes through then.
    """

    @functools.wraps(view)
    def found(request: GuestRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.untrusted:
            return page(request, "again", form=forms.EnterCode(), held=_sent(request))
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
            return page(request, "closed", sitting)
        return view(request, sitting, *args, **kwargs)

    return seated(found)


def save(request: GuestRequest, *, answers: Mapping[str, Answer], waives: bool | None = None) -> None:
    """Keep what somebody answered, wherever they sit. At a tablet their ballot is laid down with it."""
    visit, at = request.visit, clock.now()
    if visit.kiosk and not visit.came_back:
        services.sit_down(visit.kiosk, receipt=visit.receipt, voice=visit.voice, at=at)
    services.save_answers(
        receipt=visit.receipt,
        voice=visit.voice,
        voices=visit.voices,
        answers=answers,
        waives=waives,
        easy_read=visit.easy,
        way=visit.way,
        at=at,
    )


def nothing_is_laid_down(visit: Visit) -> bool:
    """At a tablet a ballot comes to be with the first answer."""
    return bool(visit.kiosk) and not visit.answered and not visit.came_back


def page(request: GuestRequest, name: str, sitting: Sitting | None = None, **context: Any) -> HttpResponse:
    visit = request.visit
    if visit.kiosk:
        _suggest_nothing(context.get("form"))
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


def _suggest_nothing(form: object) -> None:
    """At a tablet that others use, no box offers what somebody typed into it before."""
    for field in getattr(form, "fields", {}).values():
        if isinstance(look := getattr(field, "look", None), dict) and "autocomplete" in look:
            look["autocomplete"] = "off"


def _home(visit: Visit) -> str:
    """The page that the others lead back to."""
    if visit.reads:
        return "rate_result"
    return "rate_done" if visit.voice else "rate_welcome"


def lets_in(request: GuestRequest, form: forms.EnterCode) -> bool:
    """Whether what was typed opens a visit; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        visit = door.let_in(request, form.cleaned_data["code"], look=request.visit)
    except Refusal as refusal:
        form.add_error("code", refusal.message)
        return False
    if request.POST.get("of", visit.mark) != visit.mark:
        form.add_error("code", services.TooLate.message if visit.reads else OTHER_ANSWERS)
        return False
    spoken_as = request.POST.get("voice", "")
    request.visit = replace(visit, voice=spoken_as) if spoken_as in visit.voices else visit
    return True


def _ask_again(request: GuestRequest) -> HttpResponse | None:
    """Ask for the code where a visit is over, holding what was sent; nothing once the code lets them in."""
    form = forms.EnterCode(request.POST if "code" in request.POST else None)
    if form.is_bound and lets_in(request, form):
        return None
    return page(request, "again", form=form, held=_sent(request))


def _sent(request: GuestRequest) -> list[tuple[str, Any]]:
    """What was sent with a form, so that it goes along once the person is known again."""
    left_out = {"code", "look", "csrfmiddlewaretoken"}
    return [(name, value) for name, value in request.POST.items() if name not in left_out]


def switched_look(request: GuestRequest) -> bool:
    """Whether the button was one of those that change how the pages look, and not one that sends anything."""
    if looks.change(request, request.POST.get("look", "")):
        return True
    visit = request.visit
    match request.POST.get("look"):
        case "easy":
            request.visit = replace(visit, easy=not visit.easy)
        case "large":
            request.visit = replace(visit, large=not visit.large)
        case _:
            return False
    return True
