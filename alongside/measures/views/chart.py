"""One chart: its sentence, its picture, its table; what is written on it; and as files."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.core import clock
from alongside.measures import sheets
from alongside.measures.models import Series
from alongside.measures.queries import charts, comparing
from alongside.measures.queries.charts import ChartPage
from alongside.measures.rules.leaving import Seen
from alongside.ui.drawing.chart_file import INSIDE_ONLY, standalone
from alongside.ui.drawing.png import png

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def found_page(request: Request, series_id: object) -> ChartPage:
    """The chart that the person may see. One that may not leave its place is not there for others."""
    series = find(request, Series.objects.visible_to(request.actor), pk=series_id)
    shown = charts.chart_page(series, actor=request.actor, on=clock.today())
    if shown.chart.seen is Seen.NOTHING:
        raise Http404
    return shown


def whole_page(request: Request, series_id: object) -> ChartPage:
    """The same, where all of it may be seen and there is something to draw; else it is not there."""
    shown = found_page(request, series_id)
    if not shown.chart.is_whole:
        raise Http404
    return shown


@require_safe
@page(Permission.SERIES_VIEW)
def show(request: Request, series_id: object) -> HttpResponse:
    shown = found_page(request, series_id)
    first, second = request.GET.get("first", ""), request.GET.get("second", "")
    at = shown.page.series.scope
    context = {
        "shown": shown,
        "chart": shown.chart,
        "first": first,
        "second": second,
        "compared": comparing.compared_in_words(shown, first, second),
        "may_write": request.actor.can(Permission.OBSERVATION_RECORD, at=at),
        "may_change": request.actor.can(Permission.SERIES_CHANGE, at=at),
        "today": clock.today(),
    }
    return TemplateResponse(request, "measures/chart/show.html", context)


@require_safe
@page(Permission.SERIES_VIEW)
def as_svg(request: Request, series_id: object) -> HttpResponse:
    shown = whole_page(request, series_id)
    return _file(shown, _drawn(shown).encode(), "svg", "image/svg+xml")


@require_safe
@page(Permission.SERIES_VIEW)
def as_png(request: Request, series_id: object) -> HttpResponse:
    shown = whole_page(request, series_id)
    return _file(shown, png(_drawn(shown)), "png", "image/png")


@require_safe
@page(Permission.SERIES_VIEW)
def as_csv(request: Request, series_id: object) -> HttpResponse:
    shown = whole_page(request, series_id)
    return _file(shown, sheets.as_csv(_sheet(shown)), "csv", "text/csv; charset=utf-8")


@require_safe
@page(Permission.SERIES_VIEW)
def as_xlsx(request: Request, series_id: object) -> HttpResponse:
    shown = whole_page(request, series_id)
    return _file(shown, sheets.as_xlsx(_sheet(shown)), "xlsx", XLSX)


def _drawn(shown: ChartPage) -> str:
    drawn, picture = shown.chart.drawn, shown.chart.picture
    assert drawn
    assert picture
    stamp = _(INSIDE_ONLY) if shown.page.inside_only else ""
    return standalone(drawn, picture, stamp=stamp, foot=" ".join([*_where(shown), shown.page.indicator.definition]))


def _where(shown: ChartPage) -> list[str]:
    today = clock.today()
    return [f"{shown.page.place.name}.", f"{shown.kind}. {shown.better}", f"As at {today.day} {today:%B %Y}."]


def _sheet(shown: ChartPage) -> sheets.Sheet:
    reading = shown.chart.drawn
    assert reading
    stamp = [_(INSIDE_ONLY)] if shown.page.inside_only else []
    rows = [
        (
            row.when,
            row.points[0].on,
            reading.y[place],
            row.points[0].numerator,
            row.points[0].denominator,
            reading.cl[place],
            reading.lcl[place],
            reading.ucl[place],
            row.line.said,
            "; ".join(point.left_out_why for point in row.points if point.left_out_why),
            "; ".join(note.words for point in row.points for note in point.notes),
        )
        for place, row in enumerate(shown.rows)
    ]
    columns = (
        "When", "From", "Figure", "How many", "Out of", "Middle", "Lower limit", "Upper limit", "What it says",
        "Left out because", "Notes",
    )  # fmt: skip
    above = [shown.chart.title, *stamp, shown.chart.said.whole, " ".join(_where(shown))]
    return sheets.Sheet(title=shown.chart.title, columns=columns, rows=rows, above=above)


def _file(shown: ChartPage, content: bytes, ending: str, kind: str) -> HttpResponse:
    """A download; its name says so where it may not be passed on."""
    name = slugify(f"{shown.page.place.name} {shown.chart.title}")[:80] or "chart"
    name += "-inside-only" if shown.page.inside_only else ""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
