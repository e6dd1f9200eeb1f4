"""Addresses of paper: printed and marked for a round by those who lead it; typed in by whoever is named for it."""

from django.urls import path

from alongside.assessments.views import paper, typing

ROUND = "rounds/<uuid:round_id>/"
BATCH = "paper/<uuid:paper_id>/"

urlpatterns = [
    path(f"{ROUND}paper/", paper.paper, name="round_paper"),
    path(f"{ROUND}paper/sheets/", paper.sheets, name="round_sheets"),
    path(f"{ROUND}paper/pack/", paper.pack, name="round_pack"),
    path(f"{ROUND}paper/batch/", paper.batch, name="round_batch"),
    path(f"{ROUND}paper/together/", paper.together, name="round_together"),
    path(f"{ROUND}event/", paper.event, name="round_event"),
    path(f"{ROUND}event/plan/", paper.plan, name="round_event_plan"),
    path("paper/", typing.mine, name="paper"),
    path(BATCH, typing.type_sheet, name="paper_type"),
    path(f"{BATCH}confirm/", typing.confirm, name="paper_confirm"),
    path(f"{BATCH}close/", typing.close, name="paper_close"),
]
