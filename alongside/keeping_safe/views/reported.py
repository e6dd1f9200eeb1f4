"""Reporting words, which any reader may; and looking at what was reported, which those who lead the place do."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.http import Request, find, page, unnamed
from alongside.access.permissions import Permission
from alongside.accounts import throttle
from alongside.core import clock
from alongside.core.refusals import Refusal
from alongside.keeping_safe import addresses, forms, services
from alongside.keeping_safe.models import Case
from alongside.keeping_safe.queries import reported as queries
from alongside.keeping_safe.views.unnamed import shown
from alongside.programmes.models import Place

REPORTS = throttle.Limit("report", tries=30, minutes=60)
TOO_MANY = gettext_lazy(
    "Many reports have come from here in the last hour. Wait an hour, then try again, or tell somebody in the team."
)


@require_http_methods(["GET", "HEAD", "POST"])
@unnamed
def report(request: HttpRequest, signed: str) -> HttpResponse:
    what = addresses.reported(signed)
    if what is None:
        return shown(request, "gone")
    form = forms.ReportText(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if not throttle.take([(REPORTS, throttle.place_of(request))]):
            form.add_error(None, TOO_MANY)
            return shown(request, "report", form=form)
        table, row, column = what
        try:
            services.report_text(table=table, row=row, column=column, **form.cleaned_data, at=clock.now())
        except services.NothingToReport:
            return shown(request, "gone")
        return redirect("report_thanks")
    return shown(request, "report", form=form)


@require_safe
@unnamed
def thanks(request: HttpRequest) -> HttpResponse:
    return shown(request, "thanks")


@require_safe
@page(Permission.TEXT_HIDE)
def reported(request: Request, place_id: int) -> HttpResponse:
    place = find(request, Place.objects.visible_to(request.actor), pk=place_id)
    lines = queries.cases_at(place, request.actor)
    return TemplateResponse(request, "keeping_safe/reported.html", {"place": place, "lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.TEXT_HIDE)
def case(request: Request, case_id: UUID) -> HttpResponse:
    found = find(request, Case.objects.visible_to(request.actor), pk=case_id)
    shows = queries.case_page(found, request.actor)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    hide = forms.HideText(request.POST if act == "hide" else None, words=shows.words)
    decide = forms.DecideAboutText(request.POST if act == "decide" else None)
    form = decide if act == "decide" else hide
    if act == "leave" or (form.is_bound and form.is_valid()):
        try:
            _do(act, found, request, hide=hide, decide=decide)
        except Refusal as refusal:
            form.add_error(None, refusal.message) if form.is_bound else messages.error(request, refusal.message)
        else:
            return redirect(found)
    context = {"page": shows, "form": form, "hide": hide, "decide": decide}
    return TemplateResponse(request, "keeping_safe/case.html", context)


def _do(act: str, found: Case, request: Request, *, hide: forms.HideText, decide: forms.DecideAboutText) -> None:
    by, at = request.actor, clock.now()
    if act == "hide":
        services.hide_text(found, which=hide.cleaned_data["which"], by=by, at=at)
        messages.success(request, _("Hidden everywhere. Now two people, one of each side, decide."))
    elif act == "decide":
        services.decide_about_text(found, verdict=decide.cleaned_data["verdict"], by=by, at=at)
        messages.success(request, _("Written down."))
    else:
        services.leave_text(found, by=by, at=at)
        messages.success(request, _("It stays as it is."))
