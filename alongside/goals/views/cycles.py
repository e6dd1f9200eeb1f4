from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.core.clock import now, today
from alongside.core.refusals import Refusal
from alongside.goals.forms import cycles as forms
from alongside.goals.models import Cycle, Goal
from alongside.goals.queries import contacts, goal, saying
from alongside.goals.queries import cycles as queries
from alongside.goals.queries.goal import Hats
from alongside.goals.services import cycles as services
from alongside.goals.views.goals import read_and_write, typed
from alongside.goals.views.ideas import idea_found

NO_HAT = Hats((), "")
STEPS = {
    "edit": ("edit", gettext_noop("Save")),
    "start": ("start", gettext_noop("It has begun")),
    "do": ("do", gettext_noop("Keep it")),
    "study": ("study", gettext_noop("Keep the result")),
    "decide": ("decide", gettext_noop("Decide")),
    "people": ("doer", gettext_noop("Write them down")),
    "show": ("", ""),
}
"""For each page of a test: what its reader must be able to do, and what its button says."""


def cycle_found(request: Request, cycle_id: object) -> Cycle:
    wanted = ("idea__goal__place__parent__parent", "idea__place", "before")
    return find(request, Cycle.objects.visible_to(request.actor).select_related(*wanted), pk=cycle_id)


def _hats(request: Request, found: Goal) -> Hats:
    return goal.hats_of(found, request.actor, scope=found.scope)


@require_safe
@page(Permission.GOAL_VIEW)
def show(request: Request, cycle_id: object) -> HttpResponse:
    return _page(request, cycle_found(request, cycle_id), "show")


@read_and_write
@page(Permission.GOAL_TEST)
def plan(request: Request, idea_id: object) -> HttpResponse:
    idea = idea_found(request, idea_id)
    ramp = queries.idea_page(idea, request.actor, on=today())
    last = ramp.last
    initial = {"question": last.question, "measured": last.measured, "scale": last.scale} if last else {}
    form = forms.PlanCycle(typed(request), hats=_hats(request, idea.goal), goes_on=last is not None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.plan_cycle(idea, plan=form.plan, voice=form.in_voice, by=request.actor, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The test is planned"))
            return redirect(made)
    context = {
        "goal": idea.goal,
        "idea": idea,
        "last": last,
        "form": form,
        "may": "plan" in ramp.acts,
        "contacts": contacts.contacts_at(idea.goal.place),
    }
    return TemplateResponse(request, "goals/cycles/plan.html", context)


@read_and_write
@page(Permission.GOAL_TEST)
def edit(request: Request, cycle_id: object) -> HttpResponse:
    cycle = cycle_found(request, cycle_id)
    initial = {field.name: getattr(cycle, field.name) for field in fields(services.Plan)} | {"version": cycle.version}
    form = forms.PlanCycle(typed(request), hats=NO_HAT, goes_on=cycle.before is not None, initial=initial)
    return _written(
        request,
        cycle,
        "edit",
        form,
        lambda given: services.edit_cycle(
            cycle, plan=form.plan, version=given["version"] or 0, by=request.actor, at=now()
        ),
        says=_("Saved"),
    )


@require_POST
@page(Permission.GOAL_TEST)
def remove(request: Request, cycle_id: object) -> HttpResponse:
    cycle = cycle_found(request, cycle_id)
    try:
        services.remove_cycle(cycle, by=request.actor, at=now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect(cycle)
    messages.success(request, _("The planned test is taken away"))
    return redirect(cycle.idea)


@read_and_write
@page(Permission.GOAL_TEST)
def start(request: Request, cycle_id: object) -> HttpResponse:
    cycle = cycle_found(request, cycle_id)
    form = forms.StartCycle(
        typed(request), hats=_hats(request, cycle.idea.goal), initial={"on": today(), "version": cycle.version}
    )
    return _written(
        request,
        cycle,
        "start",
        form,
        lambda given: services.start_cycle(
            cycle,
            version=given["version"],
            on=given["on"],
            began_before_written=given["early"],
            voice=form.in_voice,
            by=request.actor,
            at=now(),
        ),
        says=_("The test has begun"),
    )


@read_and_write
@page(Permission.GOAL_TEST)
def record_do(request: Request, cycle_id: object) -> HttpResponse:
    cycle = cycle_found(request, cycle_id)
    initial = {"did": cycle.did, "surprises": cycle.surprises, "version": cycle.version}
    form = forms.RecordDo(typed(request), hats=_hats(request, cycle.idea.goal), initial=initial)
    return _written(
        request,
        cycle,
        "do",
        form,
        lambda given: services.record_do(
            cycle,
            did=given["did"],
            surprises=given["surprises"],
            version=given["version"],
            voice=form.in_voice,
            by=request.actor,
            at=now(),
        ),
        says=_("Kept. Now look at the result"),
        then=lambda kept: reverse("cycle_study", args=[kept.pk]),
    )


@read_and_write
@page(Permission.GOAL_TEST)
def record_study(request: Request, cycle_id: object) -> HttpResponse:
    cycle = cycle_found(request, cycle_id)
    initial = {"result": cycle.result, "found": cycle.found, "version": cycle.version}
    initial |= {} if cycle.value is None else {"value": f"{cycle.value:g}"}
    form = forms.RecordStudy(typed(request), hats=_hats(request, cycle.idea.goal), initial=initial)
    return _written(
        request,
        cycle,
        "study",
        form,
        lambda given: services.record_study(
            cycle,
            result=given["result"],
            value=given["value"],
            found=given["found"],
            version=given["version"],
            voice=form.in_voice,
            by=request.actor,
            at=now(),
        ),
        says=_("Kept. What do you make of it?"),
    )


@read_and_write
@page(Permission.GOAL_TEST)
def decide(request: Request, cycle_id: object) -> HttpResponse:
    cycle = cycle_found(request, cycle_id)
    form = forms.DecideCycle(typed(request), hats=_hats(request, cycle.idea.goal), initial={"version": cycle.version})
    return _written(
        request,
        cycle,
        "decide",
        form,
        lambda given: services.decide_cycle(
            cycle,
            decision=given["decision"],
            reason=given["reason"],
            version=given["version"],
            voice=form.in_voice,
            by=request.actor,
            at=now(),
        ),
        says=_("Decided"),
        then=lambda kept: kept.idea.get_absolute_url(),
    )


@read_and_write
@page(Permission.GOAL_TEST)
def add_doer(request: Request, cycle_id: object) -> HttpResponse:
    cycle = cycle_found(request, cycle_id)
    form = forms.AddDoer(
        typed(request), members=queries.members_of(cycle), voices=list(saying.voice_names(cycle.scope).items())
    )
    if request.method == "POST" and form.is_valid():
        member = queries.member_of(cycle, form.cleaned_data["member"])
        try:
            services.add_doer(cycle, voice=form.cleaned_data["voice"], member=member, by=request.actor, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Written down"))
            return redirect(cycle)
    return _page(request, cycle, "people", form)


def _written(
    request: Request,
    cycle: Cycle,
    name: str,
    form: django_forms.Form,
    act: Callable[[dict[str, Any]], Cycle],
    *,
    says: str,
    then: Callable[[Cycle], str] = Cycle.get_absolute_url,
) -> HttpResponse:
    """One page on which somebody writes in a test: what was typed goes to the act; `then` is where it leads.

    When somebody else wrote in it meanwhile, theirs goes on the page beside what was typed, and the form then carries
    their version: the next save replaces it knowingly.
    """
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            kept = act(form.cleaned_data)
        except services.CycleChanged as refusal:
            theirs = refusal.theirs
            form.add_error(None, refusal.message)
            form.data = {**request.POST.dict(), "version": str(theirs.version)}
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, says)
            return redirect(then(kept))
    return _page(request, cycle, name, form, theirs=theirs)


def _page(
    request: Request,
    cycle: Cycle,
    name: str,
    form: django_forms.Form | None = None,
    *,
    theirs: Cycle | None = None,
) -> TemplateResponse:
    act, says = STEPS[name]
    context = {
        "act": act,
        "says": _(says),
        "goal": cycle.idea.goal,
        "idea": cycle.idea,
        "cycle": cycle,
        "page": queries.cycle_page(cycle, request.actor, on=today()),
        "form": form,
        "theirs": theirs,
        "contacts": contacts.contacts_at(cycle.idea.goal.place),
    }
    return TemplateResponse(request, f"goals/cycles/{name}.html", context)
