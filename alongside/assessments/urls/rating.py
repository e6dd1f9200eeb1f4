"""Addresses of the pages for people who answer. None of them carries a code, a receipt or a person."""

from django.urls import URLPattern, path

from alongside.assessments.views import after_rating, rating

urlpatterns: list[URLPattern] = [
    path("rate/", rating.rate, name="rate"),
    path("rate/welcome/", rating.welcome, name="rate_welcome"),
    path("rate/<int:number>/", rating.question, name="rate_question"),
    path("rate/all/", rating.every_question, name="rate_all"),
    path("rate/done/", rating.done, name="rate_done"),
    path("rate/take-back/", after_rating.take_back, name="rate_take_back"),
    path("rate/taken-back/", after_rating.taken_back, name="rate_taken_back"),
    path("rate/hear-back/", after_rating.hear_back, name="rate_hear_back"),
    path("rate/will-hear/", after_rating.will_hear, name="rate_will_hear"),
    path("rate/talk/", after_rating.talk, name="rate_talk"),
    path("rate/talk/asked/", after_rating.talk_asked, name="rate_talk_asked"),
    path("rate/result/", after_rating.result, name="rate_result"),
    path("rate/look/", after_rating.look, name="rate_look"),
    path("rate/leave/", after_rating.leave, name="rate_leave"),
    path("rate/left/", after_rating.left, name="rate_left"),
]
