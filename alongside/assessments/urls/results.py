"""Addresses of what comes after the reveal: the result, the words, the meeting, the agreement, the way since."""

from django.urls import path

from alongside.assessments.views import history, meeting, results

ROUND = "rounds/<uuid:round_id>/"

urlpatterns = [
    path(f"{ROUND}result/", results.result, name="result"),
    path(f"{ROUND}result/<int:number>/", results.item, name="result_item"),
    path(f"{ROUND}sheet/", results.sheet, name="result_sheet"),
    path(f"{ROUND}quotes/", meeting.quotes, name="quotes"),
    path(f"{ROUND}meeting/", meeting.hold_meeting, name="hold_meeting"),
    path(f"{ROUND}agree/", meeting.agree_round, name="agree_round"),
    path(f"{ROUND}agree/<int:number>/", meeting.record_position, name="record_position"),
    path(f"{ROUND}agree/<int:number>/evidence/", meeting.add_evidence, name="add_evidence"),
    path(f"{ROUND}priorities/", meeting.choose_priorities, name="choose_priorities"),
    path(f"{ROUND}agreed/", meeting.agreed, name="agreed"),
    path("evidence/<uuid:evidence_id>/", meeting.open_evidence, name="open_evidence"),
    path("evidence/<uuid:evidence_id>/remove/", meeting.remove_evidence, name="remove_evidence"),
    path("gaps/<uuid:gap_id>/settle/", meeting.settle_gap, name="settle_gap"),
    path("places/<int:place_id>/history/", history.place_history, name="place_history"),
]
