"""Addresses of what a programme writes for itself: lists, voices, crosswalks."""

from django.urls import path

from alongside.assessments.views import own

OWN = "own-frameworks/<uuid:own_id>/"

urlpatterns = [
    path("places/<int:place_id>/frameworks/", own.own_frameworks, name="own_frameworks"),
    path("places/<int:place_id>/frameworks/add/", own.add, name="own_add"),
    path("places/<int:place_id>/frameworks/starter/<slug:kind>/", own.starter, name="own_starter"),
    path(OWN, own.preview, name="own_preview"),
    path(f"{OWN}change/", own.change, name="own_change"),
    path(f"{OWN}file/", own.file, name="own_file"),
    path(f"{OWN}publish/", own.publish, name="own_publish"),
    path(f"{OWN}remove/", own.remove, name="own_remove"),
    path(f"{OWN}rate/<int:number>/", own.rate, name="own_rate"),
]
