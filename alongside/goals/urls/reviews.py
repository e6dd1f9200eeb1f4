"""Addresses of reviews."""

from __future__ import annotations

from django.urls import path

from alongside.goals.views import reviews

REVIEW = "reviews/<uuid:review_id>/"

urlpatterns = [
    path("places/<int:place_id>/reviews/new/", reviews.hold, name="review_hold"),
    path(REVIEW, reviews.show, name="review"),
    path(f"{REVIEW}goals/", reviews.look_at_goals, name="review_goals"),
    path(f"{REVIEW}promises/", reviews.answer_promises, name="review_promises"),
    path(f"{REVIEW}promise/", reviews.make_promise, name="review_promise"),
    path(f"{REVIEW}finish/", reviews.finish, name="review_finish"),
]
