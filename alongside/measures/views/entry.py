"""Typing figures: a line for each period, saved together."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.core import clock
from alongside.core.refusals import Refusal
from alongside.measures import services
from alongside.measures.forms.grid import Grid
from alongside.measures.models import Series
from alongside.measures.queries import entry


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.OBSERVATION_RECORD)
def enter(request: Request, series_id: object) -> HttpResponse:
    series = find(request, Series.objects.visible_to(request.actor), pk=series_id)
    until = _date(request.GET.get("until", "")) or clock.today()
    shown = entry.grid_page(series, until=min(until, clock.today()))
    form = Grid(request.POST if request.method == "POST" else None, page=shown)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            number = services.enter_figures(
                series, form.rows, by=request.actor, at=clock.now(), why=given["why"], sure=given["sure"]
            )
        except services.GridRefused as refusal:
            form.show(refusal.findings, doubtful=refusal.doubtful)
        except services.ReasonIsMissing as refusal:
            form.add_error("why", refusal.message)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            said = ngettext("%(number)s figure is saved.", "%(number)s figures are saved.", number)
            messages.success(request, said % {"number": number})
            return redirect(series)
    may_import = request.actor.can(Permission.OBSERVATION_IMPORT, at=series.scope)
    return TemplateResponse(request, "measures/enter.html", {"form": form, "page": shown, "may_import": may_import})


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
