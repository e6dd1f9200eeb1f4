from __future__ import annotations

from collections.abc import Callable

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.core.clock import now, today
from alongside.core.refusals import Refusal
from alongside.goals import services
from alongside.goals.forms import goals as forms
from alongside.goals.models import AskedToVerify, Goal
from alongside.goals.queries import charts, contacts, goal
from alongside.goals.views.goals import goal_found, read_and_write, typed


def _done(request: Request, form: django_forms.Form, act: Callable[[], object], said: str) -> bool:
    """Whether the form was sent and its act done; a refusal stands in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(request, said)
    return True


def _page(request: Request, found: Goal, name: str, form: django_forms.Form, **more: object) -> HttpResponse:
    context = {
        "goal": found,
        "page": goal.goal_page(found, request.actor, on=today()),
        "form": form,
        "may": name in goal.acts_on(found, request.actor),
        "contacts": contacts.contacts_at(found.place),
        **more,
    }
    return TemplateResponse(request, f"goals/goal/{name}.html", context)


@read_and_write
@page(Permission.GOAL_MOVE)
def start(request: Request, goal_id: object) -> HttpResponse:
    found = goal_found(request, goal_id)
    told = goal.goal_page(found, request.actor, on=today())
    form = forms.StartGoal(typed(request), blocked=told.blocked)

    def act() -> object:
        return services.start_goal(found, answer=form.answer, by=request.actor, at=now())

    if _done(request, form, act, _("The work has begun")):
        return redirect(found)
    return _page(request, found, "start", form)


@read_and_write
@page(Permission.GOAL_MOVE)
def claim(request: Request, goal_id: object) -> HttpResponse:
    found = goal_found(request, goal_id)
    form = forms.ClaimGoal(typed(request), hats=goal.hats_of(found, request.actor, scope=found.scope))

    def act() -> object:
        return services.claim_goal(
            found, claim=form.cleaned_data["claim"], voice=form.in_voice, by=request.actor, at=now()
        )

    if _done(request, form, act, _("Claimed done. It waits for somebody of another voice to verify it")):
        return redirect(found)
    return _page(request, found, "claim", form, chart=charts.chart_of(found, request.actor))


@read_and_write
@page(Permission.GOAL_VERIFY)
def verify(request: Request, goal_id: object) -> HttpResponse:
    found = goal_found(request, goal_id)
    return _verify(request, found, scope=found.scope, after=found.get_absolute_url())


@read_and_write
@page(Permission.GOAL_VERIFY)
def verify_asked(request: Request, asked_id: object) -> HttpResponse:
    visible = AskedToVerify.objects.visible_to(request.actor).select_related(
        "goal__place__parent__parent", "goal__item"
    )
    asked = find(request, visible, pk=asked_id)
    return _verify(request, asked.goal, scope=asked.scope, after=f"/places/{asked.place_id}/goals/")


def _verify(request: Request, found: Goal, *, scope: str, after: str) -> HttpResponse:
    form = forms.VerifyGoal(typed(request), hats=goal.hats_of(found, request.actor, scope=scope))

    def act() -> object:
        given = form.cleaned_data
        if given["outcome"] == "yes":
            return services.verify_goal(
                found, verification=given["words"], voice=form.in_voice, by=request.actor, at=now()
            )
        return services.send_back(found, why=given["words"], voice=form.in_voice, by=request.actor, at=now())

    if _done(request, form, act, _("Thank you. What you saw is written down")):
        return redirect(after)
    told = goal.goal_page(found, request.actor, on=today())
    context = {
        "goal": found,
        "page": told,
        "form": form,
        "may": found.state == "CLAIMED",
        "chart": charts.chart_of(found, request.actor),
        "contacts": contacts.contacts_at(found.place),
    }
    return TemplateResponse(request, "goals/goal/verify.html", context)


@read_and_write
@page(Permission.GOAL_MOVE)
def close(request: Request, goal_id: object) -> HttpResponse:
    found = goal_found(request, goal_id)
    form = forms.CloseGoal(typed(request))

    def act() -> object:
        given = form.cleaned_data
        return services.close_goal(found, how=given["how"], why=given["why"], by=request.actor, at=now())

    if _done(request, form, act, _("The goal is closed")):
        return redirect(found)
    return _page(request, found, "close", form)


@read_and_write
@page(Permission.GOAL_MOVE)
def reopen(request: Request, goal_id: object) -> HttpResponse:
    return _with_reason(request, goal_id, "reopen", services.reopen_goal, _("The goal is open again"))


@read_and_write
@page(Permission.GOAL_MOVE)
def park(request: Request, goal_id: object) -> HttpResponse:
    return _with_reason(request, goal_id, "park", services.park_goal, _("The goal is parked"))


@read_and_write
@page(Permission.GOAL_MOVE)
def stop(request: Request, goal_id: object) -> HttpResponse:
    return _with_reason(request, goal_id, "stop", services.stop_goal, _("The goal is stopped"))


def _with_reason(request: Request, goal_id: object, name: str, service: Callable[..., Goal], said: str) -> HttpResponse:
    found = goal_found(request, goal_id)
    form = forms.WithReason(typed(request))

    def act() -> object:
        return service(found, why=form.cleaned_data["why"], by=request.actor, at=now())

    if _done(request, form, act, said):
        return redirect(found)
    return _page(request, found, name, form)


@read_and_write
@page(Permission.GOAL_MOVE)
def ask_to_verify(request: Request, goal_id: object) -> HttpResponse:
    found = goal_found(request, goal_id)
    teams = goal.other_teams(found)
    form = forms.AskToVerify(typed(request), teams=[(str(team.pk), team.name) for team in teams])

    def act() -> object:
        [team] = [team for team in teams if str(team.pk) == form.cleaned_data["team"]]
        return services.ask_to_verify(found, place=team, by=request.actor, at=now())

    if _done(request, form, act, _("That team is asked. Its people see it among their goals")):
        return redirect(found)
    return _page(request, found, "ask", form)
