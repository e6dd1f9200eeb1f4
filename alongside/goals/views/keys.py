from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from alongside.access.http import Request, kept_by_nobody, page, public
from alongside.access.permissions import Permission
from alongside.access.policy import NOBODY
from alongside.accounts import throttle
from alongside.core.clock import now, today
from alongside.core.refusals import Refusal
from alongside.goals import services
from alongside.goals.forms import keys as forms
from alongside.goals.models import Goal
from alongside.goals.queries import contacts, goal, keys, saying
from alongside.goals.views.goals import goal_found, read_and_write, typed

WRONG_CODES = throttle.Limit("key-code", tries=20, minutes=10)
TOO_MANY = gettext_lazy(
    "Many wrong codes have come from here in the last few minutes. Wait ten minutes. Your code still works."
)


@read_and_write
@page(Permission.GOAL_AGREE)
def turn_key(request: Request, goal_id: object) -> HttpResponse:
    found = goal_found(request, goal_id)
    form = forms.TurnKey(typed(request), hats=goal.hats_of(found, request.actor, scope=found.scope))
    if request.method == "POST" and form.is_valid():
        try:
            if "withdraw" in request.POST:
                services.withdraw_key(found, by=request.actor, at=now())
                messages.success(request, _("Your key is taken back"))
                return redirect(found)
            employed = form.cleaned_data["employed"]
            kept = services.turn_key(found, voice=form.in_voice, employed=employed, by=request.actor, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            agreed = (
                _("Agreed by both sides")
                if kept.state == "AGREED"
                else _("Your key is turned. It waits for the other side")
            )
            messages.success(request, agreed)
            return redirect(found)
    return _page(request, found, "key", form)


@read_and_write
@page(Permission.GOAL_AGREE)
def confirm_key(request: Request, goal_id: object) -> HttpResponse:
    found = goal_found(request, goal_id)
    form = forms.ConfirmSpokenKey(typed(request), hats=goal.hats_of(found, request.actor, scope=found.scope))
    if request.method == "POST" and form.is_valid():
        try:
            services.confirm_spoken_key(found, voice=form.in_voice, by=request.actor, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The spoken key is confirmed, and counts"))
            return redirect(found)
    return _page(request, found, "confirm", form)


@read_and_write
@page(Permission.GOAL_AGREE)
def take_stance(request: Request, goal_id: object) -> HttpResponse:
    found = goal_found(request, goal_id)
    form = forms.TakeStance(typed(request), hats=goal.hats_of(found, request.actor, scope=found.scope))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.take_stance(
                found, take=given["take"], words=given["words"], voice=form.in_voice, by=request.actor, at=now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Where you stand is kept. You can change it until the goal starts"))
            return redirect(found)
    return _page(request, found, "stance", form)


@read_and_write
@page(Permission.GOAL_HAND_KEY)
def hand_code(request: Request, goal_id: object) -> HttpResponse:
    found = goal_found(request, goal_id)
    form = forms.VoiceOfAKey(typed(request), voices=list(saying.voice_names(found.scope).items()))
    handed = None
    if request.method == "POST" and form.is_valid():
        try:
            handed = services.hand_key_code(found, voice=form.cleaned_data["voice"], by=request.actor, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            # Shown once, in the answer itself: a page to come back to would have to keep the code.
            context = {"goal": found, "handed": handed, "address": request.build_absolute_uri("/goals/key/")}
            response = TemplateResponse(request, "goals/key/handed.html", context)
            response["Cache-Control"] = "no-store, private"
            return response
    return _page(request, found, "hand", form)


@read_and_write
@page(Permission.GOAL_HAND_KEY)
def write_spoken(request: Request, goal_id: object) -> HttpResponse:
    found = goal_found(request, goal_id)
    form = forms.WriteSpokenKey(typed(request), voices=list(saying.voice_names(found.scope).items()))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.write_spoken_key(
                found, voice=given["voice"], employed=given["employed"], by=request.actor, at=now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(
                request, _("Written down. It counts once somebody else of that side, or a code, confirms it")
            )
            return redirect(found)
    return _page(request, found, "spoken", form)


def _page(request: Request, found: Goal, name: str, form: object) -> HttpResponse:
    context = {
        "goal": found,
        "page": goal.goal_page(found, request.actor, on=today()),
        "form": form,
        "contacts": contacts.contacts_at(found.place),
    }
    return TemplateResponse(request, f"goals/key/{name}.html", context)


@read_and_write
@public
def key_by_code(request: HttpRequest) -> HttpResponse:
    """Somebody without an account types the code they were handed, reads the goal, and says where they stand.

    The code travels in the form alone: nothing about it is kept in the browser, in an address or in a session.
    """
    asked = forms.EnterKeyCode(request.POST if "code" in request.POST else None)
    if not asked.is_bound or not asked.is_valid():
        return _guest(request, "enter", form=asked)
    where = [(WRONG_CODES, throttle.place_of(request))]
    if not throttle.is_open(where):
        asked.add_error("code", TOO_MANY)
        return _guest(request, "enter", form=asked)
    code = asked.cleaned_data["code"]
    try:
        found = services.code_for(code, at=now())
    except Refusal as refusal:
        throttle.take(where)
        asked.add_error("code", refusal.message)
        return _guest(request, "enter", form=asked)
    told = keys.told_to_a_guest(found)
    form = forms.AnswerByCode(
        request.POST if "take" in request.POST or "answer" in request.POST else None, initial={"code": code}
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            services.answer_by_code(
                code,
                take=given["take"],
                words=given["words"],
                employed=given["employed"],
                signed_in=getattr(request, "actor", NOBODY),
                at=now(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("key_done")
    return _guest(
        request, "answer", form=form, told=told, goal=found.goal, contacts=contacts.contacts_at(found.goal.place)
    )


@require_safe
@public
def key_done(request: HttpRequest) -> HttpResponse:
    return _guest(request, "done")


def _guest(request: HttpRequest, name: str, **context: object) -> HttpResponse:
    return kept_by_nobody(TemplateResponse(request, f"goals/key/guest_{name}.html", context))
