"""Charts, what is written on them, and boards of them."""

from django.urls import path

from alongside.measures.views import boards, chart, marks

urlpatterns = [
    path("measures/<uuid:series_id>/", chart.show, name="chart"),
    path("measures/<uuid:series_id>/chart.svg", chart.as_svg, name="chart-svg"),
    path("measures/<uuid:series_id>/chart.png", chart.as_png, name="chart-png"),
    path("measures/<uuid:series_id>/figures.csv", chart.as_csv, name="chart-csv"),
    path("measures/<uuid:series_id>/figures.xlsx", chart.as_xlsx, name="chart-xlsx"),
    path("measures/<uuid:series_id>/points/<str:point>/", marks.point, name="chart-point"),
    path("measures/<uuid:series_id>/notes/<uuid:note_id>/remove/", marks.remove_note, name="chart-remove-note"),
    path("measures/<uuid:series_id>/rebase/", marks.rebase, name="chart-rebase"),
    path(
        "measures/<uuid:series_id>/rebase/<uuid:rebase_id>/withdraw/",
        marks.withdraw_rebase,
        name="chart-withdraw-rebase",
    ),
    path("measures/<uuid:series_id>/bands/add/", marks.add_band, name="chart-add-band"),
    path("measures/<uuid:series_id>/bands/<uuid:band_id>/remove/", marks.remove_band, name="chart-remove-band"),
    path("measures/<uuid:series_id>/funnel/", boards.funnel, name="funnel"),
    path("places/<int:place_id>/measures/", boards.board, name="measures"),
]
