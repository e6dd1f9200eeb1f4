"""What people write on a chart: at a point, where the limits begin anew, a stretch of time with a name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.core import clock
from alongside.core.refusals import Refusal
from alongside.measures import services
from alongside.measures.forms import charts as forms
from alongside.measures.models import FollowUp, Note, Series
from alongside.measures.queries import charts
from alongside.measures.queries.charts import ChartPage, Row
from alongside.measures.queries.intervals import interval_in_words
from alongside.measures.queries.pages import PointLine
from alongside.measures.rules.words import BandKind


def _series(request: Request, series_id: object) -> Series:
    return find(request, Series.objects.visible_to(request.actor), pk=series_id)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.OBSERVATION_RECORD)
def point(request: Request, series_id: object, point: str) -> HttpResponse:
    series = _series(request, series_id)
    shown = charts.chart_page(series, actor=request.actor, on=clock.today())
    row, at = _point(shown, point)
    follow_up = FollowUp.objects.visible_to(request.actor).filter(pk=at.follow_up).first() if at.follow_up else None
    acts = _acts(at, may_change=request.actor.can(Permission.SERIES_CHANGE, at=series.scope))
    form = forms.WriteAtPoint(request.POST if request.method == "POST" else None, acts=acts)
    if request.method == "POST" and form.is_valid():
        act, words = form.cleaned_data["act"], form.cleaned_data["words"]
        try:
            _write(request, series, at, follow_up, act, words)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _(DONE[act]))
            return redirect(series)
    interval = interval_in_words(shown.page.series, at.numerator, at.denominator)
    context = {"form": form, "shown": shown, "row": row, "point": at, "follow_up": follow_up, "interval": interval}
    return TemplateResponse(request, "measures/chart/point.html", context)


DONE = {
    forms.NOTE: gettext_noop("Your note stands on the chart."),
    forms.CAUSE: gettext_noop("The cause stands on the chart."),
    forms.ASK: gettext_noop("It waits on the list of the place until somebody says what came of it."),
    forms.SETTLE: gettext_noop("It is off the list. What came of it is kept."),
    forms.LEAVE_OUT: gettext_noop("The point is drawn, but moves the middle and the limits no more."),
    forms.TAKE_IN: gettext_noop("The point counts again."),
}


def _point(shown: ChartPage, key: str) -> tuple[Row, PointLine]:
    for row in shown.rows:
        for one in row.points:
            if charts.point_key(one.on, one.order) == key:
                return row, one
    raise Http404


def _acts(at: PointLine, *, may_change: bool) -> list[str]:
    acts = [forms.NOTE, forms.CAUSE, forms.SETTLE if at.follow_up else forms.ASK]
    if may_change:
        acts.append(forms.TAKE_IN if at.left_out_why else forms.LEAVE_OUT)
    return acts


def _write(request: Request, series: Series, at: PointLine, follow_up: FollowUp | None, act: str, words: str) -> None:
    by, on, day, order = request.actor, clock.today(), at.on, at.order
    acts: dict[str, Callable[[], object]] = {
        forms.NOTE: lambda: services.note_point(series, point_on=day, order=order, words=words, by=by, on=on),
        forms.CAUSE: lambda: services.add_known_cause(series, point_on=day, order=order, words=words, by=by, on=on),
        forms.ASK: lambda: services.flag_follow_up(series, point_on=day, order=order, why=words, by=by, on=on),
        forms.LEAVE_OUT: lambda: services.leave_out(series, point_on=day, order=order, why=words, by=by, on=on),
        forms.TAKE_IN: lambda: services.take_in(series, point_on=day, order=order, why=words, by=by, on=on),
    }
    if act == forms.SETTLE and follow_up is not None:
        services.settle_follow_up(follow_up, outcome=words, by=by, on=on)
    else:
        acts[act]()


@require_POST
@page(Permission.OBSERVATION_RECORD)
def remove_note(request: Request, series_id: object, note_id: object) -> HttpResponse:
    series = _series(request, series_id)
    note: Note = get_object_or_404(series.notes, pk=note_id)
    services.remove_note(note, by=request.actor, on=clock.today())
    messages.success(request, _("The note is gone from the chart."))
    return redirect(series)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.SERIES_CHANGE)
def rebase(request: Request, series_id: object) -> HttpResponse:
    series = _series(request, series_id)
    form = forms.Rebase(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.rebase(series, from_on=given["from_on"], why=given["why"], by=request.actor, on=clock.today())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The limits begin anew. The old ones stay on the chart, in grey."))
            return redirect(series)
    context = {"form": form, "shown": charts.chart_page(series, actor=request.actor, on=clock.today())}
    return TemplateResponse(request, "measures/chart/rebase.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.SERIES_CHANGE)
def withdraw_rebase(request: Request, series_id: object, rebase_id: object) -> HttpResponse:
    series = _series(request, series_id)
    row = get_object_or_404(series.rebases, pk=rebase_id)
    form = forms.Withdraw(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_rebase(row, why=form.cleaned_data["why"], by=request.actor, on=clock.today())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The limits run on across that date again."))
            return redirect(series)
    shown = charts.chart_page(series, actor=request.actor, on=clock.today())
    context = {"form": form, "shown": shown, "rebase": row}
    return TemplateResponse(request, "measures/chart/withdraw_rebase.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.SERIES_CHANGE)
def add_band(request: Request, series_id: object) -> HttpResponse:
    series = _series(request, series_id)
    form = forms.AddBand(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _draw_band(series, form.cleaned_data, request)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("It is drawn behind the chart."))
            return redirect(series)
    context = {"form": form, "shown": charts.chart_page(series, actor=request.actor, on=clock.today())}
    return TemplateResponse(request, "measures/chart/add_band.html", context)


def _draw_band(series: Series, given: dict[str, str | dt.date | None], request: Request) -> None:
    services.add_band(
        series,
        kind=BandKind(str(given["kind"])),
        name=str(given["name"]),
        from_on=given["from_on"],  # type: ignore[arg-type]
        to_on=given["to_on"],  # type: ignore[arg-type]
        by=request.actor,
        on=clock.today(),
    )


@require_POST
@page(Permission.SERIES_CHANGE)
def remove_band(request: Request, series_id: object, band_id: object) -> HttpResponse:
    series = _series(request, series_id)
    services.remove_band(get_object_or_404(series.bands, pk=band_id), by=request.actor, on=clock.today())
    messages.success(request, _("It is off the chart."))
    return redirect(series)
