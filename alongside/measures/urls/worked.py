"""Worked examples, open to all."""

from django.urls import path

from alongside.measures.views import worked

urlpatterns = [
    path("examples/", worked.index, name="worked_examples"),
    path("examples/<slug:example>/", worked.show, name="worked_example"),
    path("examples/<slug:example>/figures.csv", worked.as_csv, name="worked_example_csv"),
]
