"""The addresses of measures, by room."""

from alongside.measures.urls import charts, data, worked

urlpatterns = [*charts.urlpatterns, *data.urlpatterns, *worked.urlpatterns]
