"""Bringing in a table: paste or upload, say which column is what, see what it would do, do it, undo it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.core import clock
from alongside.core.refusals import Refusal
from alongside.measures import queries, services, sheets
from alongside.measures.forms import imports as forms
from alongside.measures.models import ImportBatch, Series
from alongside.measures.queries import imports
from alongside.measures.rules.cells import Column
from alongside.measures.rules.words import Entry
from alongside.programmes.models import Place

reads_and_writes = require_http_methods(["GET", "HEAD", "POST"])


@reads_and_writes
@page(Permission.OBSERVATION_IMPORT)
def bring_in_series(request: Request, series_id: object) -> HttpResponse:
    found = Series.objects.visible_to(request.actor).select_related("indicator", "place")
    series = find(request, found, pk=series_id)
    return _bring_in(request, series.place, series)


@reads_and_writes
@page(Permission.OBSERVATION_IMPORT)
def bring_in(request: Request, place_id: int) -> HttpResponse:
    return _bring_in(request, find(request, Place.objects.visible_to(request.actor), pk=place_id), None)


def _bring_in(request: Request, place: Place, series: Series | None) -> HttpResponse:
    posted = request.method == "POST"
    form = forms.BringIn(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        file = form.cleaned_data.get("file")
        try:
            way, rows = _cells(file, form.cleaned_data["pasted"])
            batch = services.stage_import(
                place,
                rows,
                way=way,
                by=request.actor,
                at=clock.now(),
                series=series,
                name=(file.name or "") if file else "",
            )
        except sheets.Unreadable as unreadable:
            form.add_error("file" if file else "pasted", unreadable.message)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("import", batch.pk)
    context = {"form": form, "place": place, "series": series, "title": queries.title_of(series) if series else ""}
    return TemplateResponse(request, "measures/bring_in.html", context)


def _cells(file: Any, pasted: str) -> tuple[str, sheets.Cells]:
    if file:
        return sheets.read_any(file.read())
    return ImportBatch.Way.PASTE, sheets.read_pasted(pasted)


@reads_and_writes
@page(Permission.OBSERVATION_IMPORT)
def look(request: Request, batch_id: object) -> HttpResponse:
    batch = _batch(request, batch_id)
    if batch.state != ImportBatch.State.STAGED:
        context = _about(batch) | {"shown": imports.batch_page(batch)}
        return TemplateResponse(request, "measures/import_done.html", context)
    matching = services.matching_of(batch)
    act = request.POST.get("act", "")
    match = forms.Match(
        request.POST if act == "match" else None, rows=batch.rows, matching=matching, wanted=_wanted(batch)
    )
    decide = forms.Decide(request.POST if act == "import" else None)
    if act == "match" and match.is_valid():
        services.match_columns(batch, match.matching, by=request.actor, at=clock.now())
        return redirect("import", batch.pk)
    if act == "import" and decide.is_valid():
        try:
            services.import_rows(batch, decide.choices, by=request.actor, at=clock.now())
        except Refusal as refusal:
            decide.add_error(None, refusal.message)
        else:
            return redirect("import", batch.pk)
    checked = services.dry_run(batch, on=clock.today())
    context = _about(batch) | {
        "form": match if act == "match" else decide,
        "match": match,
        "decide": decide,
        "checked": imports.dry_run_page(checked.rows, total=len(checked.rows)),
    }
    return TemplateResponse(request, "measures/import.html", context)


@require_POST
@page(Permission.OBSERVATION_IMPORT)
def drop(request: Request, batch_id: object) -> HttpResponse:
    batch = _batch(request, batch_id)
    services.drop_import(batch, by=request.actor, at=clock.now())
    messages.success(request, _("The table is thrown away. Nothing was brought in."))
    return redirect(batch.series or batch.place)


@require_POST
@page(Permission.OBSERVATION_IMPORT)
def undo(request: Request, batch_id: object) -> HttpResponse:
    batch = _batch(request, batch_id)
    services.undo_import(batch, by=request.actor, at=clock.now())
    messages.success(request, _("The import is undone."))
    return redirect("import", batch.pk)


@require_safe
@page(Permission.OBSERVATION_IMPORT)
def index(request: Request, place_id: int) -> HttpResponse:
    place = find(request, Place.objects.visible_to(request.actor), pk=place_id)
    context = {"place": place, "imports": imports.imports_of(place, request.actor)}
    return TemplateResponse(request, "measures/imports.html", context)


def _batch(request: Request, batch_id: object) -> ImportBatch:
    found = ImportBatch.objects.visible_to(request.actor).select_related("place", "series__indicator", "series__place")
    return find(request, found, pk=batch_id)


def _wanted(batch: ImportBatch) -> list[Column]:
    """The columns that make sense for this import."""
    numbers = [Column.VALUE, Column.NUMERATOR, Column.DENOMINATOR]
    if batch.series:
        numbers = numbers[1:] if batch.series.entry == Entry.FRACTION else numbers[:1]
        return [Column.WHEN, *numbers, Column.COMMENT]
    return [Column.WHEN, Column.PLACE, Column.INDICATOR, Column.SERIES, *numbers, Column.COMMENT]


def _about(batch: ImportBatch) -> dict[str, Any]:
    series = batch.series
    return {
        "batch": batch,
        "place": batch.place,
        "series": series,
        "title": queries.title_of(series) if series else "",
    }
