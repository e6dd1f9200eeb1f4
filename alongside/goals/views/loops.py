from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.http import Request, find, never_kept, page
from alongside.access.permissions import Permission
from alongside.assessments.models import Gap, Quote
from alongside.core import clock
from alongside.core.refusals import Refusal
from alongside.frameworks import queries as frameworks
from alongside.goals.forms import loops as forms
from alongside.goals.models import Goal, Loop
from alongside.goals.queries import contacts, loop_register
from alongside.goals.queries import loops as queries
from alongside.goals.rules.loops import Decision, LoopState
from alongside.goals.services import loops as services
from alongside.programmes.models import Place

read_and_write = require_http_methods(["GET", "HEAD", "POST"])
A_DAY = 24 * 60 * 60
SENT_TWICE = gettext_noop("This form was sent twice. The loop was written down once.")


def found_loop(request: Request, loop_id: object) -> Loop:
    """The loop of this page, if the person may see it and do here what the page is for."""
    wanted = ("place__parent", "goal", "item", "from_gap", "from_quote")
    return find(request, Loop.objects.visible_to(request.actor).select_related(*wanted), pk=loop_id)


def moved_on(request: Request, loop: Loop, *states: LoopState) -> HttpResponse | None:
    """Back to the loop, with a word, for whoever opens a page whose time has passed or not come."""
    if request.method == "POST" or loop.state in states:
        return None
    messages.info(request, services.LoopMovedOn.message)
    return redirect(loop)


def acted(request: Request, loop: Loop, form: Any, act: Callable[[], object], done: str) -> HttpResponse | None:
    """Do what a valid form asks and go back to the loop; a refusal becomes the form's error."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        act()
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return None
    messages.success(request, done)
    return redirect(loop)


def shown(request: Request, name: str, loop: Loop, **context: Any) -> HttpResponse:
    return TemplateResponse(request, f"goals/loops/{name}.html", {"loop": loop, "place": loop.place, **context})


@require_safe
@page(Permission.LOOP_VIEW)
def register(request: Request, place_id: int) -> HttpResponse:
    place = find(request, Place.objects.visible_to(request.actor).select_related("parent"), pk=place_id)
    number = request.GET.get("page", "1")
    found = loop_register.register(
        place,
        on=clock.today(),
        chosen=request.GET.get("state", ""),
        page=int(number) if number.isdecimal() and len(number) < 6 else 1,
    )
    may_open = place.kind != Place.Kind.PROGRAMME and request.actor.can(Permission.LOOP_OPEN, at=place.scope)
    context = {"place": place, "register": found, "may_open": may_open, "states": queries.STATES.items()}
    return TemplateResponse(request, "goals/loops/register.html", context)


@read_and_write
@page(Permission.LOOP_OPEN)
def open_loop(request: Request, place_id: int) -> HttpResponse:
    place = find(request, Place.objects.visible_to(request.actor).select_related("parent"), pk=place_id)
    if place.kind == Place.Kind.PROGRAMME:
        raise Http404
    form = forms.OpenLoop(
        request.POST if request.method == "POST" else None,
        voices=frameworks.voices(place.scope),
        sources=queries.sources_at(place),
        chosen=request.GET.get("from", ""),
        on=clock.today(),
    )
    key = f"loop:{request.actor.user_id}:{re.sub('[^0-9A-Za-z-]', '', request.POST.get('token', ''))[:40]}"
    if request.method == "POST" and cache.get(key) is not None:  # before the form: its source has a loop by now
        messages.info(request, _(SENT_TWICE))
        return redirect("loops", place.pk)
    if request.method == "POST" and form.is_valid():
        has_token = bool(form.cleaned_data["token"])
        if has_token and not cache.add(key, "", A_DAY):  # twice in the same moment
            messages.info(request, _(SENT_TWICE))
            return redirect("loops", place.pk)
        try:
            loop = services.open_loop(place, told=_raised(form), by=request.actor, at=clock.now())
        except Refusal as refusal:
            cache.delete(key)
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Written down"))
            return redirect(loop)
    context = {"form": form, "place": place, "contacts": contacts.contacts_at(place)}
    return TemplateResponse(request, "goals/loops/open.html", context)


def _raised(form: forms.OpenLoop) -> services.Raised:
    given, row = form.cleaned_data, form.source.row if form.source else None
    return services.Raised(
        raised=given["raised"],
        voice=given["voice"],
        raised_on=given["raised_on"],
        wanted=given["wanted"],
        gap=row if isinstance(row, Gap) else None,
        quote=row if isinstance(row, Quote) else None,
        goal=row if isinstance(row, Goal) else None,
    )


@require_safe
@page(Permission.LOOP_VIEW)
def show(request: Request, loop_id: UUID) -> HttpResponse:
    loop = found_loop(request, loop_id)
    return shown(request, "show", loop, page=queries.loop_page(loop, request.actor))


@read_and_write
@page(Permission.LOOP_MOVE)
def date_step(request: Request, loop_id: UUID) -> HttpResponse:
    loop = found_loop(request, loop_id)
    if away := moved_on(request, loop, LoopState.OPEN):
        return away
    form = forms.DateStep(request.POST if request.method == "POST" else None, initial={"on": clock.today()})

    def act() -> object:
        given = form.cleaned_data
        return services.date_step(loop, step=given["step"], on=given["on"], by=request.actor, at=clock.now())

    if done := acted(request, loop, form, act, _("The step is dated")):
        return done
    return shown(request, "date", loop, form=form)


@read_and_write
@page(Permission.LOOP_MOVE)
def decide(request: Request, loop_id: UUID) -> HttpResponse:
    loop = found_loop(request, loop_id)
    if away := moved_on(request, loop, LoopState.OPEN):
        return away
    begins = {"decision": loop.decision, "why": loop.why, "version": loop.version}
    form = forms.Decide(request.POST if request.method == "POST" else None, initial=begins)
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            services.decide_loop(loop, **form.cleaned_data, by=request.actor, at=clock.now())
        except services.LoopChanged as refusal:
            theirs = refusal.theirs
            form.data = {**{name: form.data.get(name) for name in form.data}, "version": str(theirs.version)}
            form.add_error(None, refusal.message)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The decision is written down"))
            return redirect(loop)
    said = _(queries.DECISIONS[Decision(theirs.decision)]) if theirs and theirs.decision else ""
    return shown(request, "decide", loop, form=form, theirs=theirs, said=said, contacts=_contacts(loop))


@read_and_write
@page(Permission.LOOP_TELL)
def tell(request: Request, loop_id: UUID) -> HttpResponse:
    loop = found_loop(request, loop_id)
    if away := moved_on(request, loop, LoopState.OPEN, LoopState.UNCONFIRMED):
        return away
    if loop.decided_on is None:
        messages.info(request, services.NotDecidedYet.message)
        return redirect("loop_decide", loop.pk)
    about = queries.loop_page(loop, request.actor)
    form = forms.Tell(
        request.POST if request.method == "POST" else None,
        callers=queries.callers_at(loop.place) if about.asking.phone else (),
        initial={"message": queries.message_draft(loop)},
    )

    def act() -> object:
        given = form.cleaned_data
        caller = UUID(given["caller"]) if given.get("caller") else None
        told = {"message": given["message"], "public": given["public"], "caller": caller}
        return services.tell_loop(loop, **told, by=request.actor, at=clock.now())

    if done := acted(request, loop, form, act, _("They have been told")):
        return done
    return shown(request, "tell", loop, form=form, page=about, contacts=_contacts(loop))


@read_and_write
@never_kept
@page(Permission.LOOP_TELL)
def add_listener(request: Request, loop_id: UUID) -> HttpResponse:
    loop = found_loop(request, loop_id)
    if away := moved_on(request, loop, LoopState.OPEN, LoopState.TOLD, LoopState.UNCONFIRMED):
        return away
    form = forms.AddListener(request.POST if request.method == "POST" else None)

    def act() -> object:
        given = form.cleaned_data
        return services.add_listener(
            loop, reach=given["reach"], contact=given["contact"], by=request.actor, at=clock.now()
        )

    if done := acted(request, loop, form, act, _("They are on the list of those to be told")):
        return done
    return shown(request, "listen", loop, form=form)


@read_and_write
@page(Permission.LOOP_MOVE)
def join_goal(request: Request, loop_id: UUID) -> HttpResponse:
    loop = found_loop(request, loop_id)
    if away := moved_on(request, loop, LoopState.OPEN):
        return away
    goals = {str(row.pk): row for one in queries.sources_at(loop.place) if isinstance(row := one.row, Goal)}
    form = forms.JoinGoal(
        request.POST if request.method == "POST" else None, goals=[(pk, goal.title) for pk, goal in goals.items()]
    )

    def act() -> object:
        goal = goals[form.cleaned_data["goal"]]
        return services.join_goal(loop, goal=goal, by=request.actor, at=clock.now())

    if done := acted(request, loop, form, act, _("The loop belongs to the goal now")):
        return done
    return shown(request, "goal", loop, form=form, goals=goals)


@read_and_write
@page(Permission.LOOP_MOVE)
def reopen(request: Request, loop_id: UUID) -> HttpResponse:
    loop = found_loop(request, loop_id)
    if away := moved_on(request, loop, LoopState.CLOSED, LoopState.UNCONFIRMED):
        return away
    form = forms.GiveReason(request.POST if request.method == "POST" else None)

    def act() -> object:
        return services.reopen_loop(loop, why=form.cleaned_data["why"], by=request.actor, at=clock.now())

    if done := acted(request, loop, form, act, _("The loop is open again")):
        return done
    return shown(request, "reopen", loop, form=form)


@read_and_write
@page(Permission.LOOP_MOVE)
def set_signal_aside(request: Request, loop_id: UUID) -> HttpResponse:
    loop = found_loop(request, loop_id)
    if loop.signal_on is None and request.method != "POST":
        messages.info(request, services.NoSignal.message)
        return redirect(loop)
    form = forms.GiveReason(request.POST if request.method == "POST" else None)

    def act() -> object:
        return services.set_signal_aside(loop, why=form.cleaned_data["why"], by=request.actor, at=clock.now())

    if done := acted(request, loop, form, act, _("The signal is set aside")):
        return done
    return shown(request, "signal", loop, form=form)


@read_and_write
@page(Permission.QUOTE_READ)
def read_words(request: Request, loop_id: UUID) -> HttpResponse:
    loop = found_loop(request, loop_id)
    waiting = list(queries.words_waiting(loop, request.actor))
    mine, names = request.actor.voices_at(loop.scope), queries.voice_names(loop.scope)
    voices = [(code, names.get(code, code)) for code in mine]
    form = forms.ReadWords(request.POST if request.method == "POST" else None, words=waiting, voices=voices)
    if request.method == "POST" and form.is_valid():
        voice = form.cleaned_data.get("voice", "")
        refused = [_read(request, row, verdict, voice) for row, verdict in form.verdicts()]
        if not any(refused):
            messages.success(request, _("What you chose is kept"))
            return redirect(reverse("loop", args=[loop.pk]))
        for sentence in sorted({one for one in refused if one}):
            form.add_error(None, sentence)
    return shown(request, "words", loop, form=form, waiting=waiting, contacts=_contacts(loop))


def _read(request: Request, row: Any, verdict: str, voice: str) -> str:
    """Keep one verdict; the sentence of what stood against it, or nothing."""
    try:
        services.read_loop_words(row, verdict=verdict, voice=voice, by=request.actor, at=clock.now())
    except Refusal as refusal:
        return refusal.message
    return ""


def _contacts(loop: Loop) -> object:
    return contacts.contacts_at(loop.place)
