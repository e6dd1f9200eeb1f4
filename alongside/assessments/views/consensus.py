"""Finding a list of one's own: ideas, candidates, choice, agreement. The rounds themselves have their own pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.assessments import services
from alongside.assessments.forms import consensus as forms
from alongside.assessments.forms.own import Confirm
from alongside.assessments.forms.rounds import HatForm
from alongside.assessments.models import Consensus
from alongside.assessments.queries import consensus as queries
from alongside.assessments.queries import rounds
from alongside.assessments.queries.consensus import CandidateLine, ConsensusPage
from alongside.assessments.rules import Step
from alongside.assessments.views.results import language
from alongside.core import clock
from alongside.core.refusals import Refusal
from alongside.programmes.models import Place

read_and_write = require_http_methods(["GET", "HEAD", "POST"])


def place_of(request: Request, place_id: int) -> Place:
    kinds = [Place.Kind.SITE, Place.Kind.TEAM]
    return find(request, Place.objects.visible_to(request.actor).filter(kind__in=kinds), pk=place_id)


def search_of(request: Request, consensus_id: object) -> ConsensusPage:
    rows = Consensus.objects.visible_to(request.actor)
    row = find(request, rows.select_related("place", "proposing", "choosing", "draft"), pk=consensus_id)
    for round in (row.proposing, row.choosing):
        if round is not None:
            round.place = row.place
    return queries.consensus_page(row, actor=request.actor, language=language())


@require_safe
@page(Permission.ROUND_VIEW)
def searches(request: Request, place_id: int) -> HttpResponse:
    place = place_of(request, place_id)
    context = {
        "place": place,
        "searches": queries.searches_of(place),
        "may_start": request.actor.can(Permission.ROUND_DRAFT, at=place.scope),
    }
    return TemplateResponse(request, "assessments/consensus/list.html", context)


@read_and_write
@page(Permission.ROUND_DRAFT)
def start(request: Request, place_id: int) -> HttpResponse:
    place = place_of(request, place_id)
    form = forms.Start(_typed(request))
    if request.method == "POST" and form.is_valid():
        found = services.start_consensus(place, **form.cleaned_data, by=request.actor, at=clock.now())
        messages.success(request, _("The first round is prepared. It asks nobody before you open it."))
        return redirect(found)
    return TemplateResponse(request, "assessments/consensus/start.html", {"form": form, "place": place})


@require_safe
@page(Permission.ROUND_READ)
def show(request: Request, consensus_id: object) -> HttpResponse:
    search = search_of(request, consensus_id)
    context = {"search": search, "drawn": [line.result.row for line in search.candidates if line.result]}
    return TemplateResponse(request, "assessments/consensus/show.html", context)


@read_and_write
@page(Permission.ROUND_DRAFT)
def again(request: Request, consensus_id: object) -> HttpResponse:
    search = search_of(request, consensus_id)
    form = Confirm(_typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_again(search.row, by=request.actor, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The round is prepared anew. It asks nobody before you open it."))
            return redirect(search.row)
    return TemplateResponse(request, "assessments/consensus/again.html", {"form": form, "search": search})


@read_and_write
@page(Permission.ROUND_MEET)
def add_candidate(request: Request, consensus_id: object) -> HttpResponse:
    return _put_together(request, search_of(request, consensus_id), None)


@read_and_write
@page(Permission.ROUND_MEET)
def write_candidate(request: Request, consensus_id: object, number: int) -> HttpResponse:
    search = search_of(request, consensus_id)
    line = search.candidate(number)
    if line is None:
        raise Http404
    if search.step == Step.MERGE:
        return _put_together(request, search, line)
    return _say_all(request, search, line)


@read_and_write
@page(Permission.ROUND_MEET)
def remove_candidate(request: Request, consensus_id: object, number: int) -> HttpResponse:
    search = search_of(request, consensus_id)
    line = search.candidate(number)
    if line is None:
        raise Http404
    form = Confirm(_typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.remove_candidate(search.row, number=number, by=request.actor, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("It is taken away. The ideas in it are still there."))
            return redirect(search.row)
    context = {"form": form, "search": search, "line": line}
    return TemplateResponse(request, "assessments/consensus/remove.html", context)


@read_and_write
@page(Permission.ROUND_MEET)
def turn_key(request: Request, consensus_id: object) -> HttpResponse:
    search = search_of(request, consensus_id)
    round = search.proposing if search.step == Step.MERGE else search.choosing
    if search.step not in (Step.MERGE, Step.AGREE) or round is None:
        messages.info(request, services.NotThisStep.message)
        return redirect(search.row)
    hats = rounds.hats_of(round, request.actor)
    form = HatForm(_typed(request), hats=hats)
    if request.method == "POST" and form.is_valid():
        act = services.turn_merge_key if search.step == Step.MERGE else services.turn_list_key
        try:
            act(search.row, voice=form.chosen, by=request.actor, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Your side's key is turned."))
            return redirect(search.row)
    context = {"form": form, "search": search, "hats": hats}
    return TemplateResponse(request, "assessments/consensus/key.html", context)


@read_and_write
@page(Permission.ROUND_MEET)
def reopen(request: Request, consensus_id: object) -> HttpResponse:
    search = search_of(request, consensus_id)
    form = Confirm(_typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.reopen_list(search.row, by=request.actor, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The list is open again. Both sides agree it anew."))
            return redirect(search.row)
    return TemplateResponse(request, "assessments/consensus/reopen.html", {"form": form, "search": search})


def _put_together(request: Request, search: ConsensusPage, line: CandidateLine | None) -> HttpResponse:
    form = forms.PutTogether(_typed(request), ideas=search.ideas, initial=_merged(line))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        words = services.Words(given["title"], given["short"], given["explanation"], given["easy"])
        if _is_written(request, search, form, line, words, ideas=given.get("ideas") or ()):
            return redirect(search.row)
    context = {"form": form, "search": search, "line": line}
    return TemplateResponse(request, "assessments/consensus/put_together.html", context)


def _say_all(request: Request, search: ConsensusPage, line: CandidateLine) -> HttpResponse:
    form = forms.SayAll(_typed(request), stages=services.JUDGED_ON, initial=_said(line))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        words = services.Words(
            title=line.row.title,
            short=line.row.short,
            explanation=line.row.explanation,
            easy=given["easy"],
            ask=given["ask"],
            ask_easy=given["ask_easy"],
            looks_like=form.looks_like,
            dissent=given["dissent"],
            chosen=given["chosen"],
        )
        if _is_written(request, search, form, line, words):
            return redirect(search.row)
    context = {"form": form, "search": search, "line": line, "drawn": [line.result.row] if line.result else []}
    return TemplateResponse(request, "assessments/consensus/say_all.html", context)


def _is_written(
    request: Request,
    search: ConsensusPage,
    form: Any,
    line: CandidateLine | None,
    words: services.Words,
    ideas: Any = (),
) -> bool:
    try:
        services.write_candidate(
            search.row,
            number=line.row.number if line else None,
            words=words,
            ideas=ideas,
            version=form.cleaned_data.get("version") or 0,
            by=request.actor,
            at=clock.now(),
        )
    except Refusal as refusal:
        if isinstance(refusal, services.CandidateChanged) and line:
            form.data = {**form.data.dict(), "version": str(line.row.version)}
        form.add_error(None, refusal.message)
        return False
    messages.success(request, _("It is written down."))
    return True


def _merged(line: CandidateLine | None) -> dict[str, Any]:
    if line is None:
        return {}
    row = line.row
    words = {name: getattr(row, name) for name in ("title", "short", "explanation", "easy", "version")}
    return {**words, "ideas": [str(idea.pk) for idea in row.ideas.all()]}


def _said(line: CandidateLine) -> dict[str, Any]:
    row = line.row
    words = {name: getattr(row, name) for name in ("chosen", "dissent", "easy", "ask", "ask_easy", "version")}
    return {**words, **{f"stage_{number}": text for number, text in enumerate(row.looks_like)}}


def _typed(request: Request) -> Any:
    return request.POST if request.method == "POST" else None
