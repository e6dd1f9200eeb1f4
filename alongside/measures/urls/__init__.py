"""The addresses of measures, by room."""

from alongside.measures.urls import charts

urlpatterns = [*charts.urlpatterns]
