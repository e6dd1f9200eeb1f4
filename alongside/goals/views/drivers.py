from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.core.clock import now, today
from alongside.core.refusals import Refusal
from alongside.goals.forms import drivers as forms
from alongside.goals.models import Driver, Goal
from alongside.goals.queries import contacts
from alongside.goals.queries import drivers as queries
from alongside.goals.services import cycles as services
from alongside.goals.views.goals import goal_found, read_and_write, typed


def driver_found(request: Request, driver_id: object) -> Driver:
    return find(request, Driver.objects.visible_to(request.actor).select_related("goal__place", "parent"), pk=driver_id)


def back_to(goal: Goal, anchor: object = "") -> HttpResponse:
    """The diagram, at the line that somebody worked on."""
    return redirect(reverse("drivers", args=[goal.pk]) + (f"#line-{anchor}" if anchor else ""))


@require_safe
@page(Permission.GOAL_VIEW)
def show(request: Request, goal_id: object) -> HttpResponse:
    goal = goal_found(request, goal_id)
    context = {"goal": goal, "page": queries.drivers_page(goal, request.actor, on=today())}
    return TemplateResponse(request, "goals/drivers/show.html", context)


@require_safe
@page(Permission.GOAL_VIEW)
def sheet(request: Request, goal_id: object) -> HttpResponse:
    goal = goal_found(request, goal_id)
    context = {"goal": goal, "page": queries.drivers_page(goal, request.actor, on=today())}
    return TemplateResponse(request, "goals/drivers/sheet.html", context)


@read_and_write
@page(Permission.GOAL_EDIT)
def add_driver(request: Request, goal_id: object) -> HttpResponse:
    goal = goal_found(request, goal_id)
    shown = queries.drivers_page(goal, request.actor, on=today())
    primaries = [(str(line.id), line.text) for line in shown.drivers]
    form = forms.AddDriver(typed(request), primaries=primaries, initial={"under": request.GET.get("under", "")})
    if request.method == "POST" and form.is_valid():
        under = queries.driver_of(goal, form.cleaned_data["under"])
        try:
            made = services.add_driver(goal, text=form.cleaned_data["text"], under=under, by=request.actor, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Added"))
            return back_to(goal, made.pk)
    context = {"goal": goal, "form": form, "contacts": contacts.contacts_at(goal.place), "may": shown.may_edit}
    return TemplateResponse(request, "goals/drivers/add.html", context)


@read_and_write
@page(Permission.GOAL_EDIT)
def rename_driver(request: Request, driver_id: object) -> HttpResponse:
    driver = driver_found(request, driver_id)
    form = forms.RenameDriver(typed(request), initial={"text": driver.text})
    if request.method == "POST" and form.is_valid():
        try:
            services.rename_driver(driver, text=form.cleaned_data["text"], by=request.actor, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Saved"))
            return back_to(driver.goal, driver.pk)
    context = {"goal": driver.goal, "driver": driver, "form": form, "contacts": contacts.contacts_at(driver.goal.place)}
    return TemplateResponse(request, "goals/drivers/rename.html", context)


@require_POST
@page(Permission.GOAL_EDIT)
def move_driver(request: Request, driver_id: object) -> HttpResponse:
    driver = driver_found(request, driver_id)
    try:
        services.move_driver(driver, way=request.POST.get("way", ""), by=request.actor, at=now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"Moved: {driver.text}")
    return back_to(driver.goal, driver.pk)


@require_POST
@page(Permission.GOAL_EDIT)
def remove_driver(request: Request, driver_id: object) -> HttpResponse:
    driver = driver_found(request, driver_id)
    try:
        services.remove_driver(driver, by=request.actor, at=now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return back_to(driver.goal, driver.pk)
    messages.success(request, _("Taken away: %(text)s") % {"text": driver.text})
    return back_to(driver.goal)
