"""The addresses of measures, by room."""

from alongside.measures.urls import charts, data

urlpatterns = [*charts.urlpatterns, *data.urlpatterns]
