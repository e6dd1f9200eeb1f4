"""Addresses of what was forgotten."""

from __future__ import annotations

from django.urls import path

from alongside.goals.views import forgotten

urlpatterns = [
    path("forgotten/", forgotten.of_mine, name="forgotten"),
    path("places/<int:place_id>/forgotten/", forgotten.at_place, name="forgotten_at"),
]
