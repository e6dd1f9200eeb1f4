"""Starting a series, deciding how its chart is read, ending it; what waits at a place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.core import clock
from alongside.core.refusals import Refusal
from alongside.measures import queries, services
from alongside.measures.forms import series as forms
from alongside.measures.models import Series
from alongside.measures.queries import history
from alongside.measures.queries import indicators as library
from alongside.measures.rules.words import Period
from alongside.programmes.models import Place

reads_and_writes = require_http_methods(["GET", "HEAD", "POST"])


def found_place(request: Request, place_id: int) -> Place:
    return find(request, Place.objects.visible_to(request.actor), pk=place_id)


def found_series(request: Request, series_id: object) -> Series:
    return find(request, Series.objects.visible_to(request.actor).select_related("indicator", "place"), pk=series_id)


@reads_and_writes
@page(Permission.SERIES_START)
def start(request: Request, place_id: int) -> HttpResponse:
    place = found_place(request, place_id)
    offered = queries.indicators_for(place.scope)
    form = forms.StartSeries(request.POST if request.method == "POST" else None, indicators=offered)
    if "indicator" in request.GET and not form.is_bound:
        form.initial["indicator"] = request.GET["indicator"]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.start_series(
                place,
                library.indicator_chosen(given["indicator"]),
                name=given["name"],
                period=Period(given["period"]) if given["period"] else None,
                due_days=given["due_days"],
                by=request.actor,
                on=clock.today(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The series is started. Now enter its first figures."))
            return redirect("series_enter", made.pk)
    context = {"form": form, "place": place, "offered": offered}
    return TemplateResponse(request, "measures/start.html", context)


@reads_and_writes
@page(Permission.SERIES_CHANGE)
def settings(request: Request, series_id: object) -> HttpResponse:
    series = found_series(request, series_id)
    form = forms.ChangeSettings(request.POST if request.method == "POST" else None, series=series)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_settings(
                series,
                settings=form.settings,
                due_days=form.cleaned_data["due_days"],
                by=request.actor,
                on=clock.today(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The chart is now read in this way."))
            return redirect(series)
    return TemplateResponse(request, "measures/settings.html", _about(series) | {"form": form})


@reads_and_writes
@page(Permission.SERIES_START)
def end(request: Request, series_id: object) -> HttpResponse:
    series = found_series(request, series_id)
    form = forms.EndSeries(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.end_series(series, why=form.cleaned_data["why"], by=request.actor, on=clock.today())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The series has ended. Its chart stays."))
            return redirect(series)
    return TemplateResponse(request, "measures/end.html", _about(series) | {"form": form})


@require_safe
@page(Permission.SERIES_VIEW)
def series_history(request: Request, series_id: object) -> HttpResponse:
    series = found_series(request, series_id)
    context = _about(series) | {"history": history.history_of(series)}
    return TemplateResponse(request, "measures/history.html", context)


@require_safe
@page(Permission.SERIES_VIEW)
def waiting(request: Request, place_id: int) -> HttpResponse:
    place = found_place(request, place_id)
    context = {
        "place": place,
        "due": queries.due_series(place, request.actor, on=clock.today()),
        "follow_ups": queries.follow_ups(place, request.actor),
    }
    return TemplateResponse(request, "measures/waiting.html", context)


@require_safe
@page(Permission.SERIES_VIEW)
def indicators(request: Request, place_id: int) -> HttpResponse:
    place = found_place(request, place_id)
    context = {
        "place": place,
        "indicators": queries.indicators_for(place.scope),
        "may_start": request.actor.can(Permission.SERIES_START, at=place.scope),
        "may_add": request.actor.can(Permission.INDICATOR_ADD, at=place.scope) and place.kind != Place.Kind.TEAM,
    }
    return TemplateResponse(request, "measures/indicators.html", context)


@require_safe
@page(Permission.SERIES_VIEW)
def indicator(request: Request, place_id: int, indicator_id: UUID) -> HttpResponse:
    place = found_place(request, place_id)
    found = library.indicator_page(place.scope, indicator_id)
    if found is None:
        raise Http404
    context = {
        "place": place,
        "indicator": found,
        "may_start": request.actor.can(Permission.SERIES_START, at=place.scope),
    }
    return TemplateResponse(request, "measures/indicator.html", context)


@reads_and_writes
@page(Permission.INDICATOR_ADD)
def add_indicator(request: Request, place_id: int) -> HttpResponse:
    place = found_place(request, place_id)
    if place.kind == Place.Kind.TEAM:
        raise Http404
    offered = queries.indicators_for(place.scope)
    form = forms.AddIndicator(request.POST if request.method == "POST" else None, indicators=offered)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_indicator(
                place, services.new_indicator(form.cleaned_data), by=request.actor, on=clock.today()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("“%(made)s” can now be measured here and below.") % {"made": made.name})
            return redirect("indicator", place.pk, made.pk)
    return TemplateResponse(request, "measures/add_indicator.html", {"form": form, "place": place})


def _about(series: Series) -> dict[str, Any]:
    return {"series": series, "place": series.place, "title": queries.title_of(series)}
