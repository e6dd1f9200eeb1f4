"""Where questions can be watched or interpreted."""

from django.urls import path

from alongside.assessments.views import links

PLACE = "places/<int:place_id>/question-links/"

urlpatterns = [
    path(PLACE, links.question_links, name="question_links"),
    path(f"{PLACE}set/", links.set_link, name="question_link_set"),
]
