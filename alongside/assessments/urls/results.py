"""Addresses of what comes after the reveal: the result, the words, the meeting, the agreement."""

from django.urls import path

from alongside.assessments.views import results

ROUND = "rounds/<uuid:round_id>/"

urlpatterns = [
    path(f"{ROUND}result/", results.result, name="result"),
    path(f"{ROUND}result/<int:number>/", results.item, name="result_item"),
    path(f"{ROUND}sheet/", results.sheet, name="result_sheet"),
]
