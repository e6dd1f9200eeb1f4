"""Addresses of the pages for people who answer. None of them carries a code, a receipt or a person."""

from django.urls import URLPattern, path

from alongside.assessments.views import rating

urlpatterns: list[URLPattern] = [
    path("rate/", rating.rate, name="rate"),
    path("rate/welcome/", rating.welcome, name="rate_welcome"),
    path("rate/<int:number>/", rating.question, name="rate_question"),
    path("rate/all/", rating.every_question, name="rate_all"),
    path("rate/done/", rating.done, name="rate_done"),
    path("rate/take-back/", rating.take_back, name="rate_take_back"),
    path("rate/taken-back/", rating.taken_back, name="rate_taken_back"),
    path("rate/hear-back/", rating.hear_back, name="rate_hear_back"),
    path("rate/will-hear/", rating.will_hear, name="rate_will_hear"),
    path("rate/talk/", rating.talk, name="rate_talk"),
    path("rate/talk/asked/", rating.talk_asked, name="rate_talk_asked"),
    path("rate/result/", rating.result, name="rate_result"),
    path("rate/look/", rating.look, name="rate_look"),
    path("rate/leave/", rating.leave, name="rate_leave"),
    path("rate/left/", rating.left, name="rate_left"),
]
