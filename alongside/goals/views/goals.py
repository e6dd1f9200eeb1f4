from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.core.clock import now, today
from alongside.core.refusals import Refusal
from alongside.goals import services
from alongside.goals.forms import goals as forms
from alongside.goals.models import Goal
from alongside.goals.queries import charts, contacts, cycles, goal, goals, proposing, reviews, work
from alongside.goals.views.once import made_once
from alongside.programmes.models import Place

read_and_write = require_http_methods(["GET", "HEAD", "POST"])


def typed(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def place_with_goals(request: Request, place_id: object) -> Place:
    """A site or a team that the person may see: a programme has no goals of its own."""
    place = find(request, Place.objects.visible_to(request.actor).select_related("parent__parent"), pk=place_id)
    if place.kind == Place.Kind.PROGRAMME:
        raise Http404
    return place


def goal_found(request: Request, goal_id: object) -> Goal:
    wanted = (
        "place__parent__parent",
        "item",
        "series",
        "from_gap__round",
        "from_position__round",
        "from_priority__round",
    )
    return find(request, Goal.objects.visible_to(request.actor).select_related(*wanted), pk=goal_id)


@require_safe
@page(Permission.GOAL_VIEW)
def index(request: Request, place_id: object) -> HttpResponse:
    place = place_with_goals(request, place_id)
    context = {
        "place": place,
        "goals": goals.goals_page(place, request.actor, on=today()),
        "reviews": reviews.reviews_at(place, on=today()),
        "overdue": cycles.overdue_studies(request.actor, on=today(), scope=place.scope),
    }
    return TemplateResponse(request, "goals/goal/index.html", context)


@require_safe
@page(Permission.GOAL_VIEW)
def show(request: Request, goal_id: object) -> HttpResponse:
    found = goal_found(request, goal_id)
    context = {
        "goal": found,
        "page": goal.goal_page(found, request.actor, on=today()),
        "chart": charts.chart_of(found, request.actor),
        "work": work.work_on(found, request.actor, on=today()),
    }
    return TemplateResponse(request, "goals/goal/show.html", context)


@read_and_write
@page(Permission.GOAL_PROPOSE)
def propose(request: Request, place_id: object) -> HttpResponse:
    place = place_with_goals(request, place_id)
    kind = next((kind for kind in ("gap", "priority", "position") if kind in request.GET), "")
    source = proposing.source_of(place, request.actor, kind=kind, key=request.GET.get(kind, ""))
    form = forms.ProposeGoal(
        typed(request),
        choices=proposing.choices_at(place, source=source),
        hats=goal.hats_of(None, request.actor, scope=place.scope),
        initial=source.initial,
    )

    def make() -> Goal:
        return services.propose_goal(
            place,
            words=form.words(),
            born=services.Born(gap=source.gap, position=source.position, priority=source.priority),
            leads=form.leads,
            voice=form.in_voice,
            by=request.actor,
            at=now(),
        )

    if request.method == "POST" and form.is_valid():
        try:
            url = made_once(request, form.cleaned_data["token"], make, otherwise=f"/places/{place.pk}/goals/")
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The goal is proposed. It waits for a key of each side"))
            return redirect(url)
    context = {
        "place": place,
        "form": form,
        "source": source,
        "already": proposing.born_already(source, request.actor),
        "contacts": contacts.contacts_at(place),
    }
    return TemplateResponse(request, "goals/goal/propose.html", context)


@read_and_write
@page(Permission.DUTY_RECORD)
def record_duty(request: Request, place_id: object) -> HttpResponse:
    place = place_with_goals(request, place_id)
    form = forms.RecordDuty(
        typed(request),
        choices=proposing.choices_at(place),
        hats=goal.hats_of(None, request.actor, scope=place.scope),
    )

    def make() -> Goal:
        return services.record_duty(
            place,
            words=form.words(),
            why=form.cleaned_data["why"],
            voice=form.in_voice,
            by=request.actor,
            at=now(),
        )

    if request.method == "POST" and form.is_valid():
        try:
            url = made_once(request, form.cleaned_data["token"], make, otherwise=f"/places/{place.pk}/goals/")
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The duty is recorded. Both sides see it at the top of the goals"))
            return redirect(url)
    context = {"place": place, "form": form, "contacts": contacts.contacts_at(place)}
    return TemplateResponse(request, "goals/goal/duty.html", context)


@read_and_write
@page(Permission.GOAL_EDIT)
def edit(request: Request, goal_id: object) -> HttpResponse:
    found = goal_found(request, goal_id)
    form = forms.EditGoal(
        typed(request),
        choices=proposing.choices_at(found.place, also=found),
        hats=goal.Hats((), ""),
        initial=_held(found),
    )
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            kept = services.edit_goal(
                found,
                words=form.words(kept=found),
                version=form.cleaned_data["version"],
                by=request.actor,
                at=now(),
            )
        except services.GoalChanged as refusal:
            form.add_error(None, refusal.message)
            theirs = refusal.theirs
            form.data = {**request.POST.dict(), "version": str(theirs.version)}  # the next save replaces it
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            again = kept.state == "PROPOSED"
            messages.success(request, _("Saved. Both sides are asked for their key") if again else "Saved")
            return redirect(kept)
    context = {
        "goal": found,
        "form": form,
        "theirs": theirs,
        "may": "edit" in _acts(found, request),
        "contacts": contacts.contacts_at(found.place),
    }
    return TemplateResponse(request, "goals/goal/edit.html", context)


@read_and_write
@page(Permission.GOAL_EDIT)
def name_leads(request: Request, goal_id: object) -> HttpResponse:
    found = goal_found(request, goal_id)
    initial = {"lived_lead": found.lived_lead_id, "profession_lead": found.profession_lead_id}
    form = forms.NameLeads(
        typed(request),
        choices=proposing.choices_at(found.place),
        initial={name: str(user) for name, user in initial.items() if user},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.name_leads(found, leads=form.leads, by=request.actor, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The co-leads are written down"))
            return redirect(found)
    context = {"goal": found, "form": form, "may": "leads" in _acts(found, request)}
    return TemplateResponse(request, "goals/goal/leads.html", context)


def _acts(found: Goal, request: Request) -> frozenset[str]:
    return goal.acts_on(found, request.actor)


def _held(found: Goal) -> dict[str, Any]:
    names = ("title", "different_for_people", "convinces_sceptic", "strand", "starts_on", "due_on", "version")
    held = {name: getattr(found, name) for name in names}
    keys = {"item": found.item_id, "series": found.series_id}
    stages = {"baseline_stage": found.baseline_stage, "target_stage": found.target_stage}
    return held | {name: "" if value is None else str(value) for name, value in (keys | stages).items()}
