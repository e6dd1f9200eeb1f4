"""Addresses of goals and of their lives."""

from __future__ import annotations

from django.urls import path

from alongside.goals.views import goals, life

GOAL = "goals/<uuid:goal_id>/"

urlpatterns = [
    path("places/<int:place_id>/goals/", goals.index, name="goals"),
    path("places/<int:place_id>/goals/new/", goals.propose, name="goal_propose"),
    path("places/<int:place_id>/goals/duty/", goals.record_duty, name="goal_duty"),
    path(GOAL, goals.show, name="goal"),
    path(f"{GOAL}edit/", goals.edit, name="goal_edit"),
    path(f"{GOAL}leads/", goals.name_leads, name="goal_leads"),
    path(f"{GOAL}start/", life.start, name="goal_start"),
    path(f"{GOAL}claim/", life.claim, name="goal_claim"),
    path(f"{GOAL}verify/", life.verify, name="goal_verify"),
    path(f"{GOAL}ask/", life.ask_to_verify, name="goal_ask"),
    path(f"{GOAL}close/", life.close, name="goal_close"),
    path(f"{GOAL}reopen/", life.reopen, name="goal_reopen"),
    path(f"{GOAL}park/", life.park, name="goal_park"),
    path(f"{GOAL}stop/", life.stop, name="goal_stop"),
    path("verifications/<uuid:asked_id>/", life.verify_asked, name="verify_asked"),
]
