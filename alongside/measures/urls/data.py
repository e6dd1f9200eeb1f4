"""Figures in: typed, pasted, brought in; series started and ended; indicators."""

from django.urls import path

from alongside.measures.views import entry, imports, series

SERIES = "measures/<uuid:series_id>/"
PLACE = "places/<int:place_id>/measures/"

urlpatterns = [
    path(f"{SERIES}enter/", entry.enter, name="series_enter"),
    path(f"{SERIES}settings/", series.settings, name="series_settings"),
    path(f"{SERIES}end/", series.end, name="series_end"),
    path(f"{SERIES}history/", series.series_history, name="series_history"),
    path(f"{SERIES}bring-in/", imports.bring_in_series, name="series_bring_in"),
    path(f"{PLACE}start/", series.start, name="series_start"),
    path(f"{PLACE}waiting/", series.waiting, name="measures_waiting"),
    path(f"{PLACE}bring-in/", imports.bring_in, name="measures_bring_in"),
    path(f"{PLACE}imports/", imports.index, name="imports"),
    path(f"{PLACE}indicators/", series.indicators, name="indicators"),
    path(f"{PLACE}indicators/add/", series.add_indicator, name="indicator_add"),
    path(f"{PLACE}indicators/<uuid:indicator_id>/", series.indicator, name="indicator"),
    path("imports/<uuid:batch_id>/", imports.look, name="import"),
    path("imports/<uuid:batch_id>/drop/", imports.drop, name="import_drop"),
    path("imports/<uuid:batch_id>/undo/", imports.undo, name="import_undo"),
]
