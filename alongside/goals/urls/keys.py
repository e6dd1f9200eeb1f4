"""Addresses of a goal's keys and of where people stand to it."""

from __future__ import annotations

from django.urls import path

from alongside.goals.views import keys

GOAL = "goals/<uuid:goal_id>/"

urlpatterns = [
    path(f"{GOAL}key/", keys.turn_key, name="goal_key"),
    path(f"{GOAL}key/code/", keys.hand_code, name="goal_hand"),
    path(f"{GOAL}key/spoken/", keys.write_spoken, name="goal_spoken"),
    path(f"{GOAL}key/confirm/", keys.confirm_key, name="goal_confirm"),
    path(f"{GOAL}stance/", keys.take_stance, name="goal_stance"),
    path("goals/key/", keys.key_by_code, name="key_by_code"),
    path("goals/key/done/", keys.key_done, name="key_done"),
]
