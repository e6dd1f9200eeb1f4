"""Addresses of loops, of their sheets, and of what people without an account see of them."""

from __future__ import annotations

from django.urls import path

from alongside.goals.views import loop_sheets, loops, told

LOOP = "loops/<uuid:loop_id>/"

urlpatterns = [
    path("places/<int:place_id>/loops/", loops.register, name="loops"),
    path("places/<int:place_id>/loops/new/", loops.open_loop, name="loop_open"),
    path("places/<int:place_id>/said/", told.said, name="said"),
    path(LOOP, loops.show, name="loop"),
    path(f"{LOOP}date/", loops.date_step, name="loop_date"),
    path(f"{LOOP}decide/", loops.decide, name="loop_decide"),
    path(f"{LOOP}tell/", loops.tell, name="loop_tell"),
    path(f"{LOOP}listen/", loops.add_listener, name="loop_listen"),
    path(f"{LOOP}goal/", loops.join_goal, name="loop_goal"),
    path(f"{LOOP}reopen/", loops.reopen, name="loop_reopen"),
    path(f"{LOOP}signal/", loops.set_signal_aside, name="loop_signal"),
    path(f"{LOOP}words/", loops.read_words, name="loop_words"),
    path(f"{LOOP}letters/", loop_sheets.letters, name="loop_letters"),
    path(f"{LOOP}calls/", loop_sheets.calls, name="loop_calls"),
    path(f"{LOOP}poster/", loop_sheets.poster, name="loop_poster"),
    path("told/", told.enter, name="told"),
    path("told/answer/", told.answer, name="told_answer"),
    path("told/thanks/", told.thanks, name="told_thanks"),
    path("told/stop/", told.stop, name="told_stop"),
    path("told/stopped/", told.stopped, name="told_stopped"),
    path("told/will-hear/", told.will_hear, name="told_will_hear"),
    path("told/open/<uuid:telling_id>/", told.answer_openly, name="told_open"),
    path("told/ask/<uuid:loop_id>/", told.ask_to_be_told, name="told_ask"),
]
