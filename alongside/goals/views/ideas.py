from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.core.clock import now, today
from alongside.core.refusals import Refusal
from alongside.goals.forms import cycles as forms
from alongside.goals.forms.drivers import HangIdea
from alongside.goals.models import ChangeIdea, Goal
from alongside.goals.queries import contacts, drivers, goal, library, proposing
from alongside.goals.queries import cycles as queries
from alongside.goals.services import cycles as services
from alongside.goals.views.drivers import back_to
from alongside.goals.views.goals import goal_found, read_and_write, typed


def idea_found(request: Request, idea_id: object) -> ChangeIdea:
    wanted = ("goal__place__parent__parent", "goal__item", "driver", "place")
    return find(request, ChangeIdea.objects.visible_to(request.actor).select_related(*wanted), pk=idea_id)


@require_safe
@page(Permission.GOAL_VIEW)
def show(request: Request, idea_id: object) -> HttpResponse:
    idea = idea_found(request, idea_id)
    context = {"goal": idea.goal, "idea": idea, "page": queries.idea_page(idea, request.actor, on=today())}
    return TemplateResponse(request, "goals/ideas/show.html", context)


@read_and_write
@page(Permission.GOAL_TEST)
def propose(request: Request, goal_id: object) -> HttpResponse:
    found = goal_found(request, goal_id)
    copied = library.to_copy(found, request.POST.get("copy") or request.GET.get("copy", ""))
    initial = {"strand": found.strand, "driver": request.GET.get("driver", "")}
    if copied is not None:
        initial |= {"text": copied.text, "setting": copied.setting, "copy": str(copied.pk), "looked": copied.text}
    form = _words(request, found, initial)
    nearest = None
    if request.method == "POST" and form.is_valid():
        # The nearest are offered once for what was typed, and only then is it saved.
        text = form.cleaned_data["text"]
        if copied is None and form.cleaned_data["looked"] != text:
            nearest = library.nearest(found, text)
            form.data = {**request.POST.dict(), "looked": text}
        if nearest is None or not nearest.found:
            try:
                made = services.propose_idea(
                    found,
                    idea=form.idea,
                    driver=drivers.driver_of(found, form.cleaned_data["driver"]),
                    copied=copied,
                    voice=form.in_voice,
                    by=request.actor,
                    at=now(),
                )
            except Refusal as refusal:
                form.add_error(None, refusal.message)
            else:
                messages.success(request, _("The idea is kept. Plan a small test of it next"))
                return redirect(made)
    context = {
        "goal": found,
        "form": form,
        "nearest": nearest,
        "copied": copied,
        "contacts": contacts.contacts_at(found.place),
    }
    return TemplateResponse(request, "goals/ideas/propose.html", context)


def _words(
    request: Request, found: Goal, initial: dict[str, Any], *, kept: ChangeIdea | None = None
) -> forms.IdeaWords:
    return forms.IdeaWords(
        typed(request),
        hats=goal.hats_of(found, request.actor, scope=found.scope) if kept is None else goal.Hats((), ""),
        drivers=drivers.choices_of(found),
        items=list(proposing.choices_at(found.place, also=found).items),
        initial=initial,
    )


@read_and_write
@page(Permission.GOAL_TEST)
def edit(request: Request, idea_id: object) -> HttpResponse:
    idea = idea_found(request, idea_id)
    initial = {
        "text": idea.text,
        "setting": idea.setting,
        "strand": idea.strand,
        "item": str(idea.item_id or ""),
        "driver": str(idea.driver_id or ""),
        "version": idea.version,
    }
    form = _words(request, idea.goal, initial, kept=idea)
    del form.fields["driver"]
    theirs = None
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            services.edit_idea(idea, words=form.idea, version=version, by=request.actor, at=now())
        except services.IdeaChanged as refusal:
            form.add_error(None, refusal.message)
            theirs = refusal.theirs
            form.data = {**request.POST.dict(), "version": str(theirs.version)}  # the next save replaces it
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Saved"))
            return redirect(idea)
    context = {
        "goal": idea.goal,
        "idea": idea,
        "form": form,
        "theirs": theirs,
        "contacts": contacts.contacts_at(idea.goal.place),
    }
    return TemplateResponse(request, "goals/ideas/edit.html", context)


@read_and_write
@page(Permission.GOAL_EDIT)
def hang(request: Request, idea_id: object) -> HttpResponse:
    idea = idea_found(request, idea_id)
    choices = drivers.choices_of(idea.goal)
    form = HangIdea(typed(request), drivers=choices, initial={"driver": str(idea.driver_id or "")})
    if request.method == "POST" and form.is_valid():
        driver = drivers.driver_of(idea.goal, form.cleaned_data["driver"])
        try:
            services.hang_idea(idea, driver=driver, by=request.actor, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Moved"))
            return back_to(idea.goal, idea.pk)
    return TemplateResponse(request, "goals/ideas/hang.html", {"goal": idea.goal, "idea": idea, "form": form})


@require_POST
@page(Permission.GOAL_EDIT)
def move(request: Request, idea_id: object) -> HttpResponse:
    idea = idea_found(request, idea_id)
    try:
        services.move_idea(idea, way=request.POST.get("way", ""), by=request.actor, at=now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Moved"))
    return back_to(idea.goal, idea.pk)


@require_POST
@page(Permission.GOAL_EDIT)
def remove(request: Request, idea_id: object) -> HttpResponse:
    idea = idea_found(request, idea_id)
    try:
        services.remove_idea(idea, by=request.actor, at=now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect(idea)
    messages.success(request, _("The idea is taken away"))
    return back_to(idea.goal)


@read_and_write
@page(Permission.GOAL_TEST)
def do_untested(request: Request, idea_id: object) -> HttpResponse:
    idea = idea_found(request, idea_id)
    form = forms.DoneUntested(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.do_untested(idea, why=form.cleaned_data["why"], by=request.actor, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Kept: done without a test"))
            return redirect(idea)
    context = {"goal": idea.goal, "idea": idea, "form": form, "contacts": contacts.contacts_at(idea.goal.place)}
    return TemplateResponse(request, "goals/ideas/untested.html", context)


@read_and_write
@page(Permission.GOAL_EDIT)
def share(request: Request, idea_id: object) -> HttpResponse:
    idea = idea_found(request, idea_id)
    form = forms.ShareIdea(typed(request), initial={"learned": idea.learned or idea.outcome_why})
    if request.method == "POST" and form.is_valid():
        try:
            services.share_idea(idea, learned=form.cleaned_data["learned"], by=request.actor, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Other teams of the programme can find it now"))
            return redirect(idea)
    context = {"goal": idea.goal, "idea": idea, "form": form, "contacts": contacts.contacts_at(idea.goal.place)}
    return TemplateResponse(request, "goals/ideas/share.html", context)


@require_POST
@page(Permission.GOAL_EDIT)
def stop_sharing(request: Request, idea_id: object) -> HttpResponse:
    idea = idea_found(request, idea_id)
    try:
        services.stop_sharing_idea(idea, by=request.actor, at=now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The idea is yours alone again"))
    return redirect(idea)
