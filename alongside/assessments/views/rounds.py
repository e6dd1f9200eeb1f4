from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.assessments import services
from alongside.assessments.forms import rounds as forms
from alongside.assessments.models import NamedContact, Round
from alongside.assessments.queries import drafting, rounds
from alongside.assessments.rules import State
from alongside.assessments.views import once
from alongside.core import clock
from alongside.core.refusals import Refusal
from alongside.programmes.models import Place

THREE_WEEKS = dt.timedelta(days=21)
ASKED_AT_FIRST = ["uses_services", "staff"]
NO_EDITION = gettext_noop("No edition can be used for a round here yet. A programme director can choose one.")


def found_round(request: Request, round_id: object) -> Round:
    """The round of this page, if the person may see it and do here what the page is for."""
    return find(request, Round.objects.visible_to(request.actor).select_related("place", "edition"), pk=round_id)


def moved_on(request: Request, round: Round, *states: State) -> HttpResponse | None:
    """Back to the round, with a word, for whoever opens a page whose time has passed or not come."""
    if request.method == "POST" or round.state in states:
        return None
    messages.info(request, services.NotNow.message)
    return redirect(round)


def about(request: Request, round: Round) -> rounds.RoundPage:
    """The round for this person, as its own page and the pages about one act show it."""
    on = clock.today()
    missing = services.what_is_missing(round, on=on) if round.state == State.DRAFT else ()
    return rounds.round_page(round, actor=request.actor, at=clock.now(), on=on, missing=missing)


@require_safe
@page(Permission.ROUND_VIEW)
def index(request: Request, place_id: int) -> HttpResponse:
    place = find(request, Place.objects.visible_to(request.actor).select_related("parent"), pk=place_id)
    context = {
        "place": place,
        "rounds": rounds.rounds_of(place, request.actor),
        "may_prepare": request.actor.can(Permission.ROUND_DRAFT, at=place.scope),
        "may_read": request.actor.can(Permission.ROUND_READ, at=place.scope),
    }
    return TemplateResponse(request, "assessments/round/index.html", context)


@require_safe
@page(Permission.ROUND_VIEW)
def show(request: Request, round_id: object) -> HttpResponse:
    round = found_round(request, round_id)
    return TemplateResponse(request, "assessments/round/show.html", {"page": about(request, round)})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ROUND_DRAFT)
def new(request: Request, place_id: int) -> HttpResponse:
    place = find(request, Place.objects.visible_to(request.actor), pk=place_id)
    form = _draft_form(request, place, None)
    foreseen = _foreseen(request, form)
    if _is_to_be_saved(request) and form.is_valid():
        token = form.cleaned_data["token"]
        if not once.is_first(request, token):
            messages.info(request, _("This form was sent twice. The round was prepared once."))
            return redirect(once.outcome(request, token) or f"/places/{place.pk}/rounds/")
        round = services.draft_round(place, **_drafted(form), by=request.actor, at=clock.now())
        once.remember(request, token, round.get_absolute_url())
        messages.success(request, _("The round is prepared. Nobody is asked anything until you open it."))
        return redirect(round)
    return TemplateResponse(
        request, "assessments/round/draft.html", {"form": form, "place": place, "foreseen": foreseen}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ROUND_DRAFT)
def change(request: Request, round_id: object) -> HttpResponse:
    round = found_round(request, round_id)
    if away := moved_on(request, round, State.DRAFT):
        return away
    form = _draft_form(request, round.place, round)
    foreseen = _foreseen(request, form, round)
    if _is_to_be_saved(request) and form.is_valid():
        try:
            services.change_draft(round, **_drafted(form), smallest=round.smallest, by=request.actor, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The round is changed."))
            return redirect(round)
    context = {"form": form, "place": round.place, "round": round, "foreseen": foreseen}
    return TemplateResponse(request, "assessments/round/draft.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ROUND_OPEN)
def open_(request: Request, round_id: object) -> HttpResponse:
    round = found_round(request, round_id)
    if round.state == State.OPEN:
        return redirect(round)
    if away := moved_on(request, round, State.DRAFT):
        return away
    form = forms.Confirm(request.POST or None)
    if request.method == "POST":
        try:
            services.open_round(round, by=request.actor, at=clock.now())
        except Refusal as refusal:
            form = refused(form, refusal)
        else:
            messages.success(request, _("The round is open. Now invite people: nobody can answer without a code."))
            return redirect(round)
    return TemplateResponse(
        request, "assessments/round/open.html", {"form": form, "page": about(request, round), "round": round}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ROUND_OPEN)
def open_room(request: Request, round_id: object) -> HttpResponse:
    round = found_round(request, round_id)
    if round.mode != Round.Mode.OPEN_ROOM:
        messages.info(request, _("This is a private round. To make it an open room, change what is prepared first."))
        return redirect(round)
    if away := moved_on(request, round, State.DRAFT):
        return away
    form = forms.HatForm(request.POST if request.method == "POST" else None, hats=rounds.hats_of(round, request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            services.choose_open_room(round, by=request.actor, voice=form.chosen, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("You have said yes to an open room for your side."))
            return redirect(round)
    context = {
        "form": form,
        "page": about(request, round),
        "round": round,
        "hats": rounds.hats_of(round, request.actor),
    }
    return TemplateResponse(request, "assessments/round/open_room.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ROUND_CLOSE)
def close(request: Request, round_id: object) -> HttpResponse:
    round = found_round(request, round_id)
    if round.state == State.CLOSED:
        return redirect(round)
    if away := moved_on(request, round, State.OPEN):
        return away
    form = forms.Confirm(request.POST or None)
    if request.method == "POST":
        try:
            services.close_round(round, by=request.actor, at=clock.now())
        except Refusal as refusal:
            form = refused(form, refusal)
        else:
            messages.success(request, _("The round is closed. Two people, one of each side, can now reveal it."))
            return redirect(round)
    return TemplateResponse(
        request, "assessments/round/close.html", {"form": form, "page": about(request, round), "round": round}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ROUND_OPEN)
def reopen(request: Request, round_id: object) -> HttpResponse:
    round = found_round(request, round_id)
    if away := moved_on(request, round, State.CLOSED):
        return away
    begin = {"closes_on": clock.today() + dt.timedelta(days=7)}
    form = forms.Reopen(request.POST if request.method == "POST" else None, initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            services.reopen_round(round, closes_on=form.cleaned_data["closes_on"], by=request.actor, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The round is open again. What people answered is still there, unseen."))
            return redirect(round)
    return TemplateResponse(request, "assessments/round/reopen.html", {"form": form, "round": round})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ROUND_CANCEL)
def cancel(request: Request, round_id: object) -> HttpResponse:
    round = found_round(request, round_id)
    if round.state == State.CANCELLED:
        return redirect(round)
    if away := moved_on(request, round, State.DRAFT, State.OPEN, State.CLOSED):
        return away
    form = forms.Cancel(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.cancel_round(round, why=form.cleaned_data["why"], by=request.actor, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The round is cancelled. Every answer is deleted, and nobody has seen one."))
            return redirect(round)
    return TemplateResponse(request, "assessments/round/cancel.html", {"form": form, "round": round})


def refused(form: forms.Confirm, refusal: Refusal) -> forms.Confirm:
    """A form without boxes that says why not. An empty POST is bound all the same."""
    bound = forms.Confirm(form.data)
    bound.is_bound = True
    bound.full_clean()
    bound.add_error(None, refusal.message)
    return bound


def _is_to_be_saved(request: Request) -> bool:
    return request.method == "POST" and "preview" not in request.POST


def _draft_form(request: Request, place: Place, round: Round | None) -> forms.DraftRound:
    editions = drafting.editions_for(place, on=clock.today())
    if round and round.edition_id not in {one.id for one in editions}:
        editions = (*editions, drafting.EditionChoice(round.edition_id, round.edition.slug, round.edition.label))
    if not editions:
        raise Refusal(NO_EDITION)
    wanted = request.POST.get("edition") or (str(round.edition_id) if round else "")
    chosen = next((one for one in editions if str(one.id) == wanted), editions[0])
    words = drafting.edition_words(chosen.slug, scope=place.scope)
    voices = drafting.voices_for(place)
    return forms.DraftRound(
        request.POST if request.method == "POST" else None,
        editions=editions,
        voices=voices,
        items=words.items,
        initial=_prepared(round, chosen) if round else _fresh(place, chosen, words, voices),
    )


def _fresh(place: Place, chosen: drafting.EditionChoice, words: Any, voices: Any) -> dict[str, Any]:
    """How a new round's form begins: the newest edition, everything asked, the contacts of the last round."""
    every = [str(item.number) for item in words.items]
    begin: dict[str, Any] = {
        "edition": chosen.id,
        "items_of": chosen.id,
        "closes_on": clock.today() + THREE_WEEKS,
        "mode": Round.Mode.PRIVATE,
        "voices": ASKED_AT_FIRST,
    }
    begin |= {forms.field_of("items", voice.code): every for voice in voices}
    return begin | _contacts_in_boxes(drafting.last_round(place), scope=place.scope)


def _prepared(round: Round, chosen: drafting.EditionChoice) -> dict[str, Any]:
    asked = list(round.asked.order_by("order"))
    begin: dict[str, Any] = {
        "name": round.name,
        "why": round.why,
        "edition": chosen.id,
        "items_of": chosen.id,
        "closes_on": round.closes_on,
        "mode": round.mode,
        "voices": [one.voice for one in asked],
    }
    every = [str(number) for number in round.edition.items.order_by("number").values_list("number", flat=True)]
    begin |= {forms.field_of("items", voice.code): every for voice in drafting.voices_for(round.place)}
    for one in asked:
        begin[forms.field_of("expected", one.voice)] = one.expected or None
        begin[forms.field_of("items", one.voice)] = [str(number) for number in one.items]
    return begin | _contacts_in_boxes(round)


def _contacts_in_boxes(round: Round | None, *, scope: str = "") -> dict[str, Any]:
    return {
        forms.field_of(part, kind): getattr(line, part)
        for kind, line in drafting.contacts_of(round, scope=scope).items()
        for part in ("name", "phone", "email")
    }


def _foreseen(request: Request, form: forms.DraftRound, round: Round | None = None) -> drafting.Preview | None:
    """What the group would see: from what was typed, or from what is prepared."""
    if request.method == "POST":
        form.is_valid()
        expected = form.expected()
        if "preview" in request.POST:
            form.look_at_numbers_only()
    else:
        expected = {one.voice: one.expected for one in round.asked.all()} if round else {}
    if not any(expected.values()):
        return None
    return drafting.preview(expected, voices=form.all_voices, smallest=round.smallest if round else 5)


def _drafted(form: forms.DraftRound) -> dict[str, Any]:
    given = form.cleaned_data
    contacts = [
        services.Contact(kind, *(given[forms.field_of(part, kind)] for part in ("name", "phone", "email")))
        for kind in NamedContact.Kind
        if given[forms.field_of("name", kind)]
    ]
    return {
        "edition": drafting.edition_chosen(given["edition"]),
        "name": given["name"],
        "why": given["why"],
        "closes_on": given["closes_on"],
        "mode": given["mode"],
        "asked": [services.Asking(code, number, form.items_for(code)) for code, number in form.expected().items()],
        "contacts": contacts,
    }
