"""A programme's own lists and voices: sent in, looked over as they would be met, published for good."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from alongside import content
from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.assessments.forms import own as forms
from alongside.assessments.forms.rating import AnswerQuestion
from alongside.assessments.queries import own as queries
from alongside.content import ContentError, Kind, Own
from alongside.core import clock
from alongside.core.refusals import Refusal
from alongside.frameworks import queries as frameworks
from alongside.frameworks import services
from alongside.frameworks.models import OwnDraft
from alongside.programmes.models import Place

read_and_write = require_http_methods(["GET", "HEAD", "POST"])


def programme_of(request: Request, place_id: int) -> Place:
    places = Place.objects.visible_to(request.actor).filter(kind=Place.Kind.PROGRAMME)
    return find(request, places, pk=place_id)


def draft_of(request: Request, own_id: object) -> OwnDraft:
    return find(request, OwnDraft.objects.visible_to(request.actor), pk=own_id)


@require_safe
@page(Permission.FRAMEWORK_ADD)
def own_frameworks(request: Request, place_id: int) -> HttpResponse:
    programme = programme_of(request, place_id)
    context = {
        "place": programme,
        "drafts": frameworks.drafts_of(programme.scope),
        "editions": frameworks.editions_of([programme.scope]),
        "voices": frameworks.voices(programme.scope),
    }
    return TemplateResponse(request, "assessments/own/list.html", context)


@require_safe
@page(Permission.FRAMEWORK_ADD)
def starter(request: Request, place_id: int, kind: str) -> HttpResponse:
    programme_of(request, place_id)
    try:
        wanted = Kind(kind.upper())
    except ValueError as unknown:
        raise Http404 from unknown
    return _as_file(content.starter(wanted), name=f"our-{kind}.yaml")


@read_and_write
@page(Permission.FRAMEWORK_ADD)
def add(request: Request, place_id: int) -> HttpResponse:
    programme = programme_of(request, place_id)
    form = _form(request)
    own, problems = _sent(form) if form.is_bound else (None, ())
    if own:
        on, at = clock.today(), clock.now()
        draft = services.keep_draft(own, scope=programme.scope, name=form.called, by=request.actor, at=at, on=on)
        messages.success(request, _("The file is right. This is how it will look. Nobody else sees it yet."))
        return redirect(draft)
    context = {"form": form, "problems": problems, "place": programme}
    return TemplateResponse(request, "assessments/own/send.html", context)


@read_and_write
@page(Permission.FRAMEWORK_ADD)
def change(request: Request, own_id: object) -> HttpResponse:
    draft = draft_of(request, own_id)
    form = _form(request, text=draft.text)
    own, problems = _sent(form) if form.is_bound else (None, ())
    if own:
        on, at = clock.today(), clock.now()
        try:
            services.change_draft(draft, own, name=form.called, by=request.actor, at=at, on=on)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The file is changed. This is how it will look."))
            return redirect(draft)
    context = {"form": form, "problems": problems, "own_file": draft}
    return TemplateResponse(request, "assessments/own/send.html", context)


@require_safe
@page(Permission.FRAMEWORK_ADD)
def preview(request: Request, own_id: object) -> HttpResponse:
    draft = draft_of(request, own_id)
    return _preview(request, draft)


@require_safe
@page(Permission.FRAMEWORK_ADD)
def file(request: Request, own_id: object) -> HttpResponse:
    draft = draft_of(request, own_id)
    name = draft.called if draft.kind != OwnDraft.Kind.VOICES else "voices"
    return _as_file(draft.text, name=f"{name[:100]}.yaml")


@require_safe
@page(Permission.FRAMEWORK_ADD)
def rate(request: Request, own_id: object, number: int) -> HttpResponse:
    draft = draft_of(request, own_id)
    edition = queries.foreseen(draft, on=clock.today()).edition
    voice, easy = request.GET.get("voice", ""), "easy" in request.GET
    if edition and not voice and edition.voices:
        voice = edition.voices[0].code
    question = queries.asked_as(edition, number, voice=voice, easy=easy) if edition else None
    if edition is None or question is None:
        raise Http404
    context = {
        "own_file": draft,
        "edition": edition,
        "question": AnswerQuestion(question=question),
        "voice": voice,
        "easy": easy,
        "number": number,
        "before": number - 1,
        "after": number + 1 if number < len(edition.items) else 0,
    }
    return TemplateResponse(request, "assessments/own/rate.html", context)


@read_and_write
@page(Permission.FRAMEWORK_ADD)
def publish(request: Request, own_id: object) -> HttpResponse:
    draft = draft_of(request, own_id)
    form = forms.Confirm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.publish_draft(draft, by=request.actor, at=clock.now(), on=clock.today())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("It is published. Its words cannot change any more."))
            return redirect(draft)
    shown = queries.foreseen(draft, on=clock.today())
    context = {"form": form, "own_file": draft, "shown": shown, "in_the_way": _in_the_way(draft, shown.own)}
    return TemplateResponse(request, "assessments/own/publish.html", context)


@read_and_write
@page(Permission.FRAMEWORK_ADD)
def remove(request: Request, own_id: object) -> HttpResponse:
    draft = draft_of(request, own_id)
    form = forms.Confirm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.remove_draft(draft, by=request.actor, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The file is taken away."))
            programme = Place.objects.visible_to(request.actor).get(scope=draft.scope)
            return redirect("own_frameworks", programme.pk)
    return TemplateResponse(request, "assessments/own/remove.html", {"form": form, "own_file": draft})


def _form(request: Request, *, text: str = "") -> forms.AddOwn:
    sent = request.method == "POST"
    return forms.AddOwn(request.POST if sent else None, request.FILES if sent else None, initial={"text": text})


def _sent(form: forms.AddOwn) -> tuple[Own | None, tuple[content.Problem, ...]]:
    """What was sent, if it is right; else every mistake in it, and the form says so."""
    if not form.is_valid():
        return None, ()
    given = form.given
    try:
        return content.read_own(given, name=form.called), ()
    except ContentError as wrong:
        number = len(wrong.problems)
        form.show_again(given)
        said = ngettext(
            "%(number)s thing in the file is to be put right: see the table",
            "%(number)s things in the file are to be put right: see the table",
            number,
        )
        form.add_error("text", said % {"number": number})
        return None, wrong.problems


def _preview(request: Request, draft: OwnDraft) -> HttpResponse:
    shown = queries.foreseen(draft, on=draft.published_on or clock.today())
    programme = Place.objects.visible_to(request.actor).get(scope=draft.scope)
    context: dict[str, Any] = {"own_file": draft, "place": programme, "shown": shown, "edition": shown.edition}
    context["in_the_way"] = _in_the_way(draft, shown.own)
    return TemplateResponse(request, "assessments/own/preview.html", context)


def _in_the_way(draft: OwnDraft, own: Own) -> list[str]:
    return [] if draft.published_on else services.what_is_in_the_way(own, scope=draft.scope)


def _as_file(text: str, *, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/yaml; charset=utf-8")
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
